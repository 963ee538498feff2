"""A plan ends after it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.checks.rule import Example, Finding, Rule
from dxplan.model.message import Bilingual, message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.context import Context


def _check(context: Context) -> Iterator[Finding]:
    if context.plan.period.last_year < context.plan.period.first_year:
        yield Finding(
            "/period/last",
            message(
                "The plan ends in {last}, before it begins in {first}.",
                last=context.plan.period.last,
                first=context.plan.period.first,
            ),
            message("Exchange first and last."),
        )


RULE = Rule(
    id="plan-years",
    summary=Bilingual(
        ja="計画期間の終わりが始まりより後であること", en="A plan does not end before it begins"
    ),
    explanation=Bilingual(
        ja="period の first は最初の年度、last は最後の年度です。",
        en="In period, first is the first fiscal year and last the last one.",
    ),
    failing=Example(plan="period:\n  first: R7\n  last: R4"),
    passing=Example(plan="period:\n  first: R4\n  last: R7"),
    check_plan=_check,
)
