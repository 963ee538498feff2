"""What commits change in the initiatives of a larger sample; each change leaves a valid initiative."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dxplan.analysis.demo import larger_words as words
from dxplan.analysis.demo.entries import OPERATING, PLANNED, PREPARING
from dxplan.analysis.demo.larger_initiative import STARTS, text

if TYPE_CHECKING:
    from dxplan.analysis.demo.chance import Chance
    from dxplan.model.content import Data

_CLOSED = (
    ("R4-H1", date(2022, 10, 1)),
    ("R4", date(2023, 4, 1)),
    ("R5-H1", date(2023, 10, 1)),
    ("R5", date(2024, 4, 1)),
)
_NEXT = {PLANNED: PREPARING, PREPARING: OPERATING}
_KEPT_LINES = 6


def edit(data: Data, day: date, chance: Chance) -> None:
    """Change one thing in an initiative, as someone might have done on a day."""
    chance.pick(_EDITS)(data, day, chance)


def _tell(data: Data, _day: date, chance: Chance) -> None:
    """Add a line to the progress, of which a department keeps the last few."""
    say = {"department": data["departments"][0], "subject": "", "means": ""}
    lines = [*data["progress"].split("\n"), text(chance, words.PROGRESS, 1, say)]
    data["progress"] = "\n".join(lines[-_KEPT_LINES:])


def _advance(data: Data, day: date, chance: Chance) -> None:
    status = _NEXT.get(data["status"])
    if status is None:
        _tell(data, day, chance)
        return
    start = f"R{_year_of_reiwa(day)}.{day.month}月～" if status == OPERATING else chance.pick(STARTS[status])
    for part in (data, *data.get("components", ())):
        part |= {"status": status, "operation_start": start}


def _put_off(data: Data, day: date, chance: Chance) -> None:
    if data["status"] == OPERATING:
        _tell(data, day, chance)
        return
    start = chance.pick([start for start in STARTS[data["status"]] if start != data["operation_start"]])
    for part in (data, *data.get("components", ())):
        part["operation_start"] = start


def _measure(data: Data, day: date, chance: Chance) -> None:
    """Enter the actual value of the last period that has closed, or mend it."""
    if "indicators" not in data:
        _tell(data, day, chance)
        return
    period = [name for name, first in _CLOSED if first <= day][-1]
    indicator = data["indicators"][0]
    actuals = [actual for actual in indicator.get("actuals", ()) if actual["period"] != period]
    indicator["actuals"] = [*actuals, {"period": period, "value": chance.between(1, 99)}]


def _spend(data: Data, _day: date, chance: Chance) -> None:
    chance.pick(data["budget"])["amount"] = chance.between(2, 900) * 10


def _finish(data: Data, day: date, chance: Chance) -> None:
    open_tasks = [task for task in data["tasks"] if "done" not in task and task["fiscal_year"] == "R4"]
    if not open_tasks:
        _tell(data, day, chance)
        return
    chance.pick(open_tasks)["done"] = True


def _help(data: Data, _day: date, chance: Chance) -> None:
    data["support"] = text(chance, words.SUPPORTS, 1, {})


def _year_of_reiwa(day: date) -> int:
    """Return the year with which a month is written, as in R5.1月."""
    return day.year - 2018


# Progress is what changes most.
_EDITS = (_tell, _tell, _tell, _advance, _put_off, _measure, _measure, _spend, _finish, _help)
