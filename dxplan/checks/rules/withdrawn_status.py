"""A withdrawn initiative says so in both places: status and withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.checks.rule import Example, Finding, Rule
from dxplan.model.message import Bilingual, message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.context import Context
    from dxplan.model.initiative import Initiative


def _check(initiative: Initiative, context: Context) -> Iterator[Finding]:
    if not any(means == "withdrawn" for means in context.means.values()):
        return
    says_so = context.means.get(initiative.status or "") == "withdrawn"
    if says_so and initiative.withdrawn is None:
        yield Finding(
            "/status",
            message("The status is “{status}”, but withdrawn: is missing.", status=initiative.status or ""),
            message("Add withdrawn: with at: (the period) and reason:."),
        )
    if initiative.withdrawn is not None and not says_so:
        names = ", ".join(name for name, means in context.means.items() if means == "withdrawn")
        yield Finding(
            "/withdrawn",
            message(
                "The initiative is withdrawn, but its status is “{status}”.", status=initiative.status or ""
            ),
            message("Set status: to {status}, or remove withdrawn:.", status=names),
            at_key=True,
        )


RULE = Rule(
    id="withdrawn-status",
    summary=Bilingual(
        ja="取り下げた取組は、状況と withdrawn の両方に書くこと", en="Status and withdrawn agree"
    ),
    explanation=Bilingual(
        ja="状況が「取り下げ」（means: withdrawn）なら、いつ・なぜ取り下げたかを withdrawn に書きます。withdrawn があるのに状況がそうでない取組も指摘します。",
        en="Where the status means withdrawn, withdrawn says when and why; where withdrawn stands, the status says so too.",
    ),
    failing=Example("status: 取り下げ"),
    passing=Example("status: 取り下げ\nwithdrawn:\n  at: R5\n  reason: 利用が少ないため。"),
    check_initiative=_check,
)
