"""What is in operation has begun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.checks.rule import Example, Finding, Rule
from dxplan.model.message import Bilingual, message
from dxplan.model.plan import IN_OPERATION
from dxplan.model.problem import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.context import Context
    from dxplan.model.fuzzy_date import FuzzyDate
    from dxplan.model.initiative import Initiative


def starts(initiative: Initiative) -> Iterator[tuple[str, str | None, FuzzyDate]]:
    """Yield (pointer, status, start) of the initiative, or of its components where it has any."""
    if initiative.components:
        for index, component in enumerate(initiative.components):
            yield f"/components/{index}/operation_start", component.status, component.start
    else:
        yield "/operation_start", initiative.status, initiative.start


def _check(initiative: Initiative, context: Context) -> Iterator[Finding]:
    for pointer, status, start in starts(initiative):
        if context.means.get(status or "") in IN_OPERATION and start.is_future(context.today):
            yield Finding(
                pointer,
                message(
                    "The status is “{status}”, but operation starts only in “{start}”.",
                    status=status or "",
                    start=start.text,
                ),
                message("Mend the status or the start."),
            )


RULE = Rule(
    id="start-future",
    severity=Severity.WARNING,
    summary=Bilingual(
        ja="運用中の取組の開始時期が先でないこと", en="What is in operation does not start in the future"
    ),
    explanation=Bilingual(
        ja="状況が運用中（means: operating）または完了（completed）なのに、開始時期が先になっているものを指摘します。",
        en="Tells of initiatives whose status means operating or completed while their start lies in the future.",
    ),
    failing=Example("status: 運用中\noperation_start: R7.10月～"),
    passing=Example("status: 運用中\noperation_start: R5.4月～"),
    check_initiative=_check,
)
