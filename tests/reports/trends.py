"""Trends for tests of what is made of them."""

from __future__ import annotations

from datetime import date, timedelta

from dxplan.model.point import Point, PointKind
from dxplan.model.trend import StatusInfo, Trend, TrendPoint

STATUSES = (
    StatusInfo("調査・研究中", "planned"),
    StatusInfo("着手中", "preparing"),
    StatusInfo("運用中", "operating"),
    StatusInfo("取り下げ", "withdrawn"),
)
COMMIT = "0a1b2c3d" * 5


def point(
    label: str,
    day: date,
    counts: tuple[int, ...],
    statuses: tuple[StatusInfo, ...] = STATUSES,
    *,
    rest: int = 0,
    name: str | None = None,
) -> TrendPoint:
    """Return a point that was found as a tag; ``rest`` initiatives have no status."""
    by_status = {status.name: n for status, n in zip(statuses, counts, strict=True)}
    means = {status.name: status.means for status in statuses}
    ref = f"refs/tags/snapshot/minato/{name or label}"
    return TrendPoint(
        point=Point(name or label, PointKind.TAG, COMMIT, f"{day}T17:00:00+09:00", ref, str(day)),
        label=label,
        day=day,
        plan="minato",
        by_status=by_status,
        total=sum(counts) + rest,
        without_status=rest,
        in_operation=sum(n for status, n in by_status.items() if means[status] in {"operating", "completed"}),
        active=sum(n for status, n in by_status.items() if means[status] != "withdrawn") + rest,
    )


def small() -> Trend:
    """Return a trend of two reviews."""
    return Trend(
        "minato",
        "みなと市DX計画",
        STATUSES,
        (
            point("R4上半期", date(2022, 9, 30), (31, 28, 4, 0), name="R4-H1"),
            point("R4通期", date(2023, 3, 31), (22, 30, 12, 1), rest=2, name="R4"),
        ),
    )


def wide(points: int, statuses: int, *, label: str = "R{}上半期") -> Trend:
    """Return a trend of many points and statuses, some of which come and go."""
    known = tuple(StatusInfo(f"評価{chr(65 + number)}を超えて長い名前") for number in range(statuses))
    return Trend(
        "minato",
        "評価の多い計画",
        known,
        tuple(
            point(
                label.format(index + 1),
                date(2022, 4, 30) + timedelta(days=30 * index),
                tuple((index * 7 + number * 5) % 11 for number in range(statuses)),
                known,
                rest=index % 3,
            )
            for index in range(points)
        ),
    )
