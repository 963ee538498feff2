"""What the table, the chart and the picture of a trend have in common: the parts of a column and the words for points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from dxplan.analysis.trend import Step
from dxplan.errors import ValueTextError
from dxplan.i18n import N_
from dxplan.model.era import EraYear
from dxplan.model.message import message
from dxplan.model.period import Period, PeriodKind
from dxplan.model.point import PointKind
from dxplan.reports.colours import REST, Fill, fills_for
from dxplan.reports.points import point_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dxplan.i18n import Speaker
    from dxplan.model.point import Point
    from dxplan.model.trend import Trend, TrendPoint

NO_POINTS = N_("There is no point at which the plan could be counted.")
WITHOUT_STATUS = N_("Without a status")
_WORKING_TREE = N_("the working tree")
_SHORT = 8
_ALL_SAID = 6
_KINDS = {Step.QUARTER: PeriodKind.QUARTER, Step.HALF: PeriodKind.HALF, Step.YEAR: PeriodKind.YEAR}


class Part(Struct, frozen=True):
    """What a column is stacked of: a status, or (``key`` is None) initiatives without one."""

    key: str | None
    name: str
    means: str | None
    fill: Fill

    def count(self, point: TrendPoint) -> int:
        """Return how many initiatives of a point belong to it."""
        return point.without_status if self.key is None else point.by_status[self.key]


def parts_of(trend: Trend, say: Speaker) -> list[Part]:
    """Return the parts of a trend's columns, from top to bottom: its statuses in their order, then the rest, if any."""
    fills = fills_for([status.means for status in trend.statuses])
    parts = [
        Part(status.name, status.name, status.means, fill)
        for status, fill in zip(trend.statuses, fills, strict=True)
    ]
    return [*parts, Part(None, say.text(WITHOUT_STATUS), None, REST)] if trend.has_rest else parts


def said_point(point: TrendPoint, parts: Sequence[Part], say: Speaker) -> str:
    """Say the counts of a point in a sentence."""
    comma = "、" if say.language == "ja" else ", "
    counts = comma.join(f"{part.name} {part.count(point)}" for part in parts)
    return say(message("{label}: {total} ({counts}).", label=point.label, total=point.total, counts=counts))


def sources_of(trend: Trend, say: Speaker) -> list[str]:
    """Say as what the points of a trend were found, the first and the last of many."""
    said = [point_words(point.point, say) for point in trend.points]
    return said if len(said) <= _ALL_SAID else [said[0], "…", said[-1]]


def point_label(point: Point, say: Speaker) -> str:
    """Return the short name of a point: of a period as the reader's language says it, a commit by its first digits."""
    if point.kind is PointKind.WORKTREE:
        return say.text(_WORKING_TREE)
    if point.point == point.commit:
        return short_commit(point)
    if point.kind is PointKind.COMMIT:
        return point.point
    try:
        period = Period.parse(point.point)
    except ValueTextError:
        return point.point
    return _period(period, say)


def step_label(day: date, step: Step, say: Speaker) -> str:
    """Return the short name of the month, quarter, half or fiscal year that ends on a day."""
    if step is not Step.MONTH:
        return _period(Period.containing(day, _KINDS[step]), say)
    return f"{EraYear.of_day(day)}.{day.month}" if say.language == "ja" else day.isoformat()[:7]


def short_commit(point: Point) -> str:
    """Return the first digits of a point's commit, nothing for the working tree."""
    return (point.commit or "")[:_SHORT]


def _period(period: Period, say: Speaker) -> str:
    return period.japanese if say.language == "ja" else period.english
