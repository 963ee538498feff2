"""The status of an initiative agrees with its components."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.checks.rule import Example, Finding, Rule
from dxplan.model.message import Bilingual, message
from dxplan.model.problem import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.context import Context
    from dxplan.model.initiative import Initiative


def _check(initiative: Initiative, _context: Context) -> Iterator[Finding]:
    names = [component.status for component in initiative.components]
    if names and initiative.status is not None and initiative.status not in names:
        yield Finding(
            "/status",
            message(
                "The status is “{status}”, but the components are {statuses}.",
                status=initiative.status,
                statuses=", ".join(dict.fromkeys(names)),
            ),
            message("Take the status of the component that decides."),
        )


RULE = Rule(
    id="component-status",
    severity=Severity.WARNING,
    summary=Bilingual(
        ja="取組全体の状況が構成要素の状況のどれかであること",
        en="The status of an initiative is that of one of its components",
    ),
    explanation=Bilingual(
        ja="構成要素がある取組は、全体として一つの状況で数えます。構成要素のどれでもない状況なら、どちらかが古いままです。",
        en="An initiative with components is counted under one status. Where none of its components has that status, one of the two is out of date.",
    ),
    failing=Example("status: 運用中\ncomponents:\n  - name: 申請\n    status: 着手中"),
    passing=Example(
        "status: 着手中\ncomponents:\n  - name: 申請\n    status: 運用中\n  - name: 予約\n    status: 着手中"
    ),
    check_initiative=_check,
)
