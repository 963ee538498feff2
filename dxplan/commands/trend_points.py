"""The points of a trend: the snapshots of a plan, the ends of months or years, or every commit."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec.structs import replace

from dxplan.analysis.trend import Step, ends, thinned
from dxplan.errors import DxplanError
from dxplan.model.plan import DEFAULT_TIMEZONE
from dxplan.model.point import Point, PointKind
from dxplan.stores.commits import main_line
from dxplan.stores.layout import PLANS_FOLDER
from dxplan.stores.points import day_of, period_of, snapshot_owner
from dxplan.stores.tags import is_ancestor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.commands.spans import Span
    from dxplan.model.period import Period
    from dxplan.model.plan import Plan
    from dxplan.stores.moments import Moments
    from dxplan.stores.mounts import Mount

STEPS = {"month": Step.MONTH, "quarter": Step.QUARTER, "half": Step.HALF, "year": Step.YEAR}
_MOST_COMMITS, _MOST_STEPS = 60, 240
"""The first and the last day that is asked for."""


def points_of(
    moments: Moments, names: Sequence[str], plan: Plan | None, by: str, span: Span, last: Point | None = None
) -> tuple[list[Point], int, list[DxplanError]]:
    """Return the points of a plan's trend, oldest first, how many were left out, and what could not be found.

    ``names`` are those that the plan's folder had, the newest first. Where a ``last`` one is named, only those that it contains. Raises DxplanError.
    """
    if by == "snapshot":
        found, errors = _snapshots(moments, names, plan)
        return between(_contained(moments.mount_of(names[0]), found, last), span), 0, errors
    dated = _dated(moments, names, plan, last)
    if by == "commit":
        points = between(
            [Point(commit, PointKind.COMMIT, commit, moment, day=day) for commit, moment, day in dated[::-1]],
            span,
        )
        kept = thinned(points, _MOST_COMMITS)
    else:
        days = [date.fromisoformat(day) for _, _, day in dated]
        steps = ends(min(days), max(days), STEPS[by]) if days else []
        points = between([Point(day.isoformat(), PointKind.DATE, day=day.isoformat()) for day in steps], span)
        kept = thinned(points, _MOST_STEPS)
    return [_placed(point, dated) for point in kept], len(points) - len(kept), []


def former_names(moments: Moments, name: str, tip: str | None = None) -> tuple[str, ...]:
    """Return the names that a plan's folder had up to a commit or the present, the newest first; raises DxplanError."""
    from dxplan.analysis.former_names import names_of_plan  # noqa: PLC0415  (``status`` seldom asks)

    mount = moments.mount_of(name)
    if tip is not None:
        return names_of_plan(mount, tip, name)
    return names_of_plan(mount, moments.finder(mount).head().commit or "", name, moments.tree)


def names_of_snapshots(moments: Moments, name: str, tip: str | None = None) -> tuple[str, ...]:
    """Return the same; git is asked only where a snapshot may be that of a plan of another name. Raises DxplanError."""
    refs = moments.finder(moments.mount_of(name)).refs
    owners = {owner for ref in refs.tags if (owner := snapshot_owner(ref.name)) is not None}
    plan = moments.present_plan(name)
    if owners.issubset(moments.present_names()) and not (plan and plan.snapshots):
        return (name,)
    return former_names(moments, name, tip)


def snapshot_periods(moments: Moments, names: Sequence[str], plan: Plan | None) -> list[Period]:
    """Return the periods of a plan that have a tag under one of its names or an entry in plan.yaml, in their order."""
    finder = moments.finder(moments.mount_of(names[0]))
    periods = {period for name in names for period, _ in finder.snapshot_tags(name)}
    entered = (period_of(entry.period) for entry in (plan.snapshots if plan else ()))
    return sorted(periods | {period for period in entered if period is not None})


def snapshot_at(moments: Moments, names: Sequence[str], plan: Plan | None, period: Period) -> Point:
    """Return the point of a snapshot: a tag under one of the plan's names, else what plan.yaml says of the period.

    Raises DxplanError where it leads nowhere.
    """
    finder = moments.finder(moments.mount_of(names[0]))
    tagged = (name for name in names if any(known == period for known, _ in finder.snapshot_tags(name)))
    return finder.period(str(period), period, next(tagged, names[0]), plan)


def _snapshots(
    moments: Moments, names: Sequence[str], plan: Plan | None
) -> tuple[list[Point], list[DxplanError]]:
    points: list[Point] = []
    errors: list[DxplanError] = []
    for period in snapshot_periods(moments, names, plan):
        try:
            points.append(snapshot_at(moments, names, plan, period))
        except DxplanError as error:
            errors.append(error)
    return points, errors


def _contained(mount: Mount, points: Sequence[Point], last: Point | None) -> list[Point]:
    """Return the points that the last one contains, as far as a shallow clone can know."""
    if last is None or last.commit is None:
        return list(points)
    tip = last.commit
    return [point for point in points if is_ancestor(mount.repository, point.commit or tip, tip) is not False]


def _dated(
    moments: Moments, names: Sequence[str], plan: Plan | None, last: Point | None
) -> list[tuple[str, str, str]]:
    """Return id, date and day of the commits that touched a plan, newest first; what no calendar has is left out."""
    zone = plan.timezone if plan else DEFAULT_TIMEZONE
    mount = moments.mount_of(names[0])
    tip = (last or moments.finder(mount).head()).commit or ""
    line = main_line(mount, tip, *(f"{PLANS_FOLDER}/{name}/" for name in names))
    return [(commit, moment, day) for commit, moment in line if (day := day_of(moment, zone)) is not None]


def _placed(point: Point, dated: Sequence[tuple[str, str, str]]) -> Point:
    """Return a point with the last commit up to its day, if it has none yet."""
    if point.commit is not None or point.day is None:
        return point
    commit, moment, _ = next(one for one in dated if one[2] <= point.day)
    return replace(point, commit=commit, date=moment)


def between(points: Sequence[Point], span: Span, today: date | None = None) -> list[Point]:
    """Return the points whose day lies in a span, both ends included; the day of the working tree is ``today``."""
    first, last = (span[0] or date.min).isoformat(), (span[1] or date.max).isoformat()
    now = today.isoformat() if today else ""
    return [point for point in points if not (day := point.day or now) or first <= day <= last]


def with_last(points: Sequence[Point], last: Point) -> list[Point]:
    """Return points and the last one, unless they end with its commit."""
    known = last.commit is not None and bool(points) and points[-1].commit == last.commit
    return [*points, *([] if known else [last])]
