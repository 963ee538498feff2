"""The deadline of a task lies in the task's fiscal year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.checks.rule import Example, Finding, Rule
from dxplan.model.message import Bilingual, message
from dxplan.model.pointer import join_pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.context import Context
    from dxplan.model.initiative import Initiative


def _check(initiative: Initiative, _context: Context) -> Iterator[Finding]:
    for index, task in enumerate(initiative.tasks):
        due, days = task.due, task.year.days
        first, last = due.earliest or due.latest, due.latest or due.earliest
        if first is None or last is None:
            continue
        if last < days.start or first >= days.end:
            yield Finding(
                join_pointer(("tasks", index, "deadline")),
                message("The deadline “{text}” is not in {year}.", text=due.text, year=task.fiscal_year),
                message("Mend the deadline or the fiscal year (1 April to 31 March)."),
            )


RULE = Rule(
    id="deadline-outside",
    summary=Bilingual(
        ja="取組事項の期限が、その年度に入っていること", en="A task's deadline lies inside its fiscal year"
    ),
    explanation=Bilingual(
        ja="月だけの期限はその年度の月と読みます。年まで書いた期限が別の年度なら、年度か期限のどちらかが誤りです。",
        en="A bare month is read as a month of the task's fiscal year. A deadline with a year that lies in another fiscal year means that one of the two is wrong.",
    ),
    failing=Example("tasks:\n  - fiscal_year: R5\n    text: 説明会を開く。\n    deadline: R6.8月"),
    passing=Example("tasks:\n  - fiscal_year: R5\n    text: 説明会を開く。\n    deadline: ～8月"),
    check_initiative=_check,
)
