"""Counts by status over time: at each point, and joined into one trend although vocabularies change."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from enum import IntEnum
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from dxplan.analysis.lateness import is_withdrawn
from dxplan.model.plan import IN_OPERATION, Plan
from dxplan.model.point import Point
from dxplan.model.trend import StatusInfo, Trend, TrendPoint

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dxplan.model.initiative import Initiative

_DECEMBER = 12
_T = TypeVar("_T")


class Counts(Struct, frozen=True):
    """Counts of a plan at one moment; ``by_status`` has the statuses of that moment, in the plan's order.

    ``without_status`` counts initiatives without a status that the plan knew, so that the sum of all is ``total``.
    """

    by_status: dict[str, int]
    total: int
    without_status: int
    in_operation: int
    active: int


class Moment(Struct, frozen=True):
    """A plan at one point: what it said of itself, and its counts."""

    point: Point
    label: str
    day: date
    plan: Plan
    counts: Counts


class Step(IntEnum):
    """How many months lie between two days of a trend; the months are those in which fiscal years are divided."""

    MONTH = 1
    QUARTER = 3
    HALF = 6
    YEAR = 12


def counted(plan: Plan, initiatives: Iterable[Initiative]) -> Counts:
    """Count initiatives by status, each once under its own, as the summary of a plan does."""
    tally: Counter[str | None] = Counter()
    withdrawn = 0
    for initiative in initiatives:
        tally[initiative.status] += 1
        withdrawn += is_withdrawn(initiative, plan)
    by_status = {status.name: tally[status.name] for status in plan.statuses}
    total = tally.total()
    return Counts(
        by_status=by_status,
        total=total,
        without_status=total - sum(by_status.values()),
        in_operation=sum(n for status, n in by_status.items() if plan.means(status) in IN_OPERATION),
        active=total - withdrawn,
    )


def trend_of(name: str, moments: Sequence[Moment], left_out: int = 0) -> Trend:
    """Join the moments of a plan, oldest first, into a trend; without moments its title is the plan's name."""
    names = _newest_names([moment.plan for moment in moments])
    statuses: dict[str, StatusInfo] = {}
    for moment in reversed(moments):
        for status in moment.plan.statuses:
            newest = names[status.name]
            statuses.setdefault(newest, StatusInfo(newest, status.means))
    return Trend(
        plan=name,
        title=moments[-1].plan.title if moments else name,
        statuses=tuple(statuses.values()),
        points=tuple(_point(name, moment, tuple(statuses), names) for moment in moments),
        left_out=left_out,
    )


def _newest_names(plans: Sequence[Plan]) -> dict[str, str]:
    """Return, for every status that a plan ever had, the name under which the newest plans know it.

    A status that a newer plan has itself is never taken for a former name of another one.
    """
    names: dict[str, str] = {}
    for plan in reversed(plans):
        for status in plan.statuses:
            names.setdefault(status.name, status.name)
        for status in plan.statuses:
            for former in status.formerly:
                names.setdefault(former, names[status.name])
    return names


def _point(plan: str, moment: Moment, statuses: Sequence[str], names: dict[str, str]) -> TrendPoint:
    by_status = dict.fromkeys(statuses, 0)
    for status, count in moment.counts.by_status.items():
        by_status[names[status]] += count
    return TrendPoint(
        point=moment.point,
        label=moment.label,
        day=moment.day,
        plan=plan,
        by_status=by_status,
        total=moment.counts.total,
        without_status=moment.counts.without_status,
        in_operation=moment.counts.in_operation,
        active=moment.counts.active,
    )


def months(first: date, last: date) -> list[date]:
    """Return the last days of months from one day to another, both included."""
    return ends(first, last, Step.MONTH)


def ends(first: date, last: date, step: Step) -> list[date]:
    """Return the last days of months, quarters, halves or fiscal years from one day to another, both included."""
    found = []
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        day = _last_of_month(year, month)
        # Every step divides the year that ends in March.
        if (month - 3) % step == 0 and day <= last:
            found.append(day)
        year, month = (year + 1, 1) if month == _DECEMBER else (year, month + 1)
    return found


def _last_of_month(year: int, month: int) -> date:
    if month == _DECEMBER:
        return date(year, _DECEMBER, 31)
    return date(year, month + 1, 1) - timedelta(days=1)


def thinned(items: Sequence[_T], most: int) -> tuple[_T, ...]:
    """Return at most so many items, evenly spread; the last one always, the first one where two are wanted."""
    count = len(items)
    if most >= count:
        return tuple(items)
    if most <= 1:
        return tuple(items[count - most :])
    return tuple(items[index * (count - 1) // (most - 1)] for index in range(most))
