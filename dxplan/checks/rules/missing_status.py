"""Every initiative has a status where the plan has a vocabulary of statuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.checks.rule import Example, Finding, Rule
from dxplan.model.message import Bilingual, message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.context import Context
    from dxplan.model.initiative import Initiative


def _check(initiative: Initiative, context: Context) -> Iterator[Finding]:
    if context.plan.statuses and initiative.status is None:
        names = ", ".join(status.name for status in context.plan.statuses)
        yield Finding(
            "",
            message("The initiative has no status."),
            message("Add status: with one of {names}.", names=names),
        )


RULE = Rule(
    id="missing-status",
    summary=Bilingual(
        ja="状況の語彙がある計画では、取組に状況があること",
        en="Every initiative has a status where the plan has statuses",
    ),
    explanation=Bilingual(
        ja="plan.yaml に statuses がある計画では、どの取組も状況で数えられます。status がないと、どの欄にも入りません。",
        en="In a plan whose plan.yaml has statuses every initiative is counted by its status; one without a status falls between the columns.",
    ),
    failing=Example("status: null"),
    passing=Example("status: 着手中"),
    check_initiative=_check,
)
