"""What the changes of an initiative mean for its plan: status, start of operation, indicators, money, withdrawal.

All of it is read from plain data, which need not fit the schema: what cannot be understood is left out, nothing is
refused. Only what really moved is returned; an entry that stands at one end alone has not moved, but for money, which
came or went.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dxplan.analysis.movements_indicators import indicator_moves
from dxplan.analysis.movements_reading import entries, entries_by, number_or_none, text_or_none
from dxplan.errors import ValueTextError
from dxplan.model.difference import BudgetMove, Movements, StartMove
from dxplan.model.fiscal_year import FiscalYear
from dxplan.model.fuzzy_date import FuzzyDate, parse_fuzzy_date

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from dxplan.model.content import Data

_MONTHS = 12
_WITHDRAWN = "withdrawn"


def movements_of(
    old: Data | None, new: Data | None, old_plan: Data | None, new_plan: Data | None
) -> Movements:
    """Return what moved in an initiative between two moments; None stands for a document that is not there.

    An initiative counts as withdrawn in between only if it was there before. A status whose word the plan renamed has
    not moved.
    """
    before, after = old or {}, new or {}
    return Movements(
        status=_status(before, after, new_plan),
        starts=tuple(_starts(before, after)) if old is not None and new is not None else (),
        indicators=tuple(indicator_moves(before, after)),
        budgets=tuple(_budgets(before, after)),
        withdrawn=old is not None
        and new is not None
        and _is_withdrawn(new, new_plan)
        and not _is_withdrawn(old, old_plan),
    )


def _status(before: Data, after: Data, new_plan: Data | None) -> tuple[str | None, str | None] | None:
    old, new = text_or_none(before.get("status")), text_or_none(after.get("status"))
    return None if old == new or (old and _present_word(old, new_plan) == new) else (old, new)


def _present_word(status: str, plan: Data | None) -> str:
    """Return what a plan calls a status today that it may have renamed."""
    statuses = entries_by((plan or {}).get("statuses"), "name")
    if status in statuses:
        return status
    for name, entry in statuses.items():
        formerly = entry.get("formerly")
        if isinstance(formerly, list) and status in formerly:
            return name
    return status


def _is_withdrawn(data: Data, plan: Data | None) -> bool:
    if data.get("withdrawn"):
        return True
    status = text_or_none(data.get("status"))
    entry = entries_by((plan or {}).get("statuses"), "name").get(status or "", {})
    return entry.get("means") == _WITHDRAWN


def _starts(before: Data, after: Data) -> Iterator[StartMove]:
    """Yield the starts that moved: the initiative's own, then those of components that stand at both ends."""
    yield from _start(None, before, after)
    earlier = entries_by(before.get("components"), "name")
    for name, entry in entries_by(after.get("components"), "name").items():
        if name in earlier:
            yield from _start(name, earlier[name], entry)


def _start(component: str | None, before: Data, after: Data) -> Iterator[StartMove]:
    old, new = text_or_none(before.get("operation_start")), text_or_none(after.get("operation_start"))
    if old == new:
        return
    first, second = parse_fuzzy_date(old or ""), parse_fuzzy_date(new or "")
    if _days(first) != _days(second):
        yield StartMove(component, old, new, months_between(first, second))


def _days(read: FuzzyDate) -> tuple[date | None, date | None, bool]:
    return (read.earliest, read.latest, read.open)


def months_between(old: FuzzyDate, new: FuzzyDate) -> int | None:
    """Return by how many months a start became later (negative: earlier), None where one of them is not dated.

    Of a start from which operation goes on (``R5.4月～``) the first month counts, for then it begins; of every other
    time (``R5年度中``, ``R7年度秋``) the last, for only then it is sure to have begun.
    """
    first, second = _beginning(old), _beginning(new)
    if first is None or second is None:
        return None
    return (second.year - first.year) * _MONTHS + second.month - first.month


def _beginning(read: FuzzyDate) -> date | None:
    if read.undecided:
        return None
    if read.open:
        return read.earliest or read.latest
    return read.latest or read.earliest


def _budgets(before: Data, after: Data) -> Iterator[BudgetMove]:
    """Yield the amounts that changed, came or went: the initiative's own, then those of its workstreams."""
    yield from _amount_moves(None, before.get("budget"), after.get("budget"))
    earlier = entries_by(before.get("workstreams"), "name")
    later = entries_by(after.get("workstreams"), "name")
    for name in {**later, **earlier}:
        parts = (earlier.get(name, {}), later.get(name, {}))
        yield from _amount_moves(name, parts[0].get("budget"), parts[1].get("budget"))


def _amount_moves(name: str | None, before: Any, after: Any) -> Iterator[BudgetMove]:
    old, new = _amounts(before), _amounts(after)
    for year in sorted({*old, *new}, key=_by_time):
        first, second = old.get(year), new.get(year)
        if first != second:
            yield BudgetMove(name, None if year is None else str(year), first, second)


def _amounts(value: Any) -> dict[FiscalYear | None, float | None]:
    """Return the amounts of a budget by fiscal year, None for the whole; the first of a year counts."""
    amounts: dict[FiscalYear | None, float | None] = {}
    for entry in entries(value):
        written = entry.get("fiscal_year")
        year = _fiscal_year(written)
        if year is not None or written is None:
            amounts.setdefault(year, number_or_none(entry.get("amount")))
    return amounts


def _fiscal_year(value: Any) -> FiscalYear | None:
    try:
        return FiscalYear.parse(value) if isinstance(value, str) else None
    except ValueTextError:
        return None


def _by_time(year: FiscalYear | None) -> int:
    return year.start_year if year else 0
