"""An indicator's target differs from its baseline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.checks.rule import Example, Finding, Rule
from dxplan.model.message import Bilingual, message
from dxplan.model.pointer import join_pointer
from dxplan.model.problem import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.context import Context
    from dxplan.model.initiative import Initiative


def _check(initiative: Initiative, _context: Context) -> Iterator[Finding]:
    for index, indicator in enumerate(initiative.indicators):
        if indicator.target and indicator.baseline and indicator.target.value == indicator.baseline.value:
            yield Finding(
                join_pointer(("indicators", index, "target", "value")),
                message(
                    "The target of “{name}” equals its baseline ({value}).",
                    name=indicator.name,
                    value=indicator.target.value,
                ),
                message("Mend one of the two; where the value shall be kept, say so in goals:."),
            )


RULE = Rule(
    id="indicator-flat",
    severity=Severity.WARNING,
    summary=Bilingual(ja="基準値と目標値が同じでないこと", en="Baseline and target of an indicator differ"),
    explanation=Bilingual(
        ja="目標が初めの値と同じなら、何も目指していないことになります。",
        en="A target equal to the baseline aims at nothing.",
    ),
    failing=Example(
        "indicators:\n  - name: 手続き数\n    unit: 種\n    baseline:\n      period: R4\n      value: 51\n    target:\n      period: R7\n      value: 51"
    ),
    passing=Example(
        "indicators:\n  - name: 手続き数\n    unit: 種\n    baseline:\n      period: R4\n      value: 36\n    target:\n      period: R7\n      value: 51"
    ),
    check_initiative=_check,
)
