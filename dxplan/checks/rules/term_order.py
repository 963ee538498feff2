"""The terms of a plan follow each other without gaps and fill its years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.checks.rule import Example, Finding, Rule
from dxplan.model.message import Bilingual, message
from dxplan.model.pointer import join_pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.context import Context


def _check(context: Context) -> Iterator[Finding]:
    if context.days is None:
        return  # told by plan-years
    expected = context.plan.period.first_year
    for index, term in enumerate(context.plan.terms):
        if term.last_year < term.first_year:
            yield Finding(
                join_pointer(("terms", index, "last")),
                message("The term “{name}” ends before it begins.", name=term.name),
                message("Exchange first and last."),
            )
            return
        if term.first_year != expected:
            yield Finding(
                join_pointer(("terms", index, "first")),
                message("The term “{name}” should begin in {year}.", name=term.name, year=str(expected)),
                message("Each term begins in the fiscal year after the one before it."),
            )
        expected = term.last_year.next()
    last = context.plan.period.last_year
    if context.plan.terms and expected != last.next():
        yield Finding(
            join_pointer(("terms", len(context.plan.terms) - 1, "last")),
            message("The last term should end in {year}, the plan's last fiscal year.", year=str(last)),
            message("Mend the term's last, or the plan's period."),
        )


RULE = Rule(
    id="term-order",
    summary=Bilingual(
        ja="期が切れ目なく並び、計画期間に収まること",
        en="Terms follow each other without gaps, inside the plan's years",
    ),
    explanation=Bilingual(
        ja="実施計画の期（terms）は、計画期間の最初の年度から最後の年度までを、重なりも空きもなく埋めます。",
        en="The terms fill the plan's years from the first to the last, without overlap and without a gap.",
    ),
    failing=Example(
        plan="terms:\n  - name: 第1期\n    first: R4\n    last: R5\n  - name: 第2期\n    first: R7\n    last: R7"
    ),
    passing=Example(
        plan="terms:\n  - name: 第1期\n    first: R4\n    last: R5\n  - name: 第2期\n    first: R6\n    last: R7"
    ),
    check_plan=_check,
)
