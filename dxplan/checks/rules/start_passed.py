"""What should have begun is in operation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.checks.rule import Example, Finding, Rule
from dxplan.checks.rules.start_future import starts
from dxplan.model.message import Bilingual, message
from dxplan.model.plan import NOT_IN_OPERATION
from dxplan.model.problem import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.context import Context
    from dxplan.model.initiative import Initiative


def _check(initiative: Initiative, context: Context) -> Iterator[Finding]:
    for pointer, status, start in starts(initiative):
        if context.means.get(status or "") in NOT_IN_OPERATION and start.is_past(context.today):
            yield Finding(
                pointer,
                message(
                    "Operation was to start in “{start}”, but the status is “{status}”.",
                    start=start.text,
                    status=status or "",
                ),
                message("Set a new start, or bring the status up to date."),
            )


RULE = Rule(
    id="start-passed",
    severity=Severity.WARNING,
    summary=Bilingual(
        ja="開始時期を過ぎた取組が運用に入っていること",
        en="What is not in operation has a start that has not passed",
    ),
    explanation=Bilingual(
        ja="開始時期が過ぎたのに、まだ運用中（means: operating）になっていない取組は遅れています。時期を見直すか、状況を改めます。",
        en="An initiative that is not in operation although its start has passed is late: the start is to be thought over, or the status to be brought up to date.",
    ),
    failing=Example("status: 着手中\noperation_start: R4.10月～"),
    passing=Example("status: 着手中\noperation_start: R7.10月～"),
    check_initiative=_check,
)
