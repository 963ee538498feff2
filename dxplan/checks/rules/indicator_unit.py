"""An indicator with a target has a unit."""

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
        if indicator.target is not None and indicator.unit is None:
            yield Finding(
                join_pointer(("indicators", index)),
                message("The indicator “{name}” has a target but no unit.", name=indicator.name),
                message("Add unit: (%, 件, 人 …)."),
            )


RULE = Rule(
    id="indicator-unit",
    severity=Severity.WARNING,
    summary=Bilingual(ja="目標値のある指標に単位があること", en="An indicator with a target has a unit"),
    explanation=Bilingual(
        ja="「51」だけでは、51件か51%か分かりません。",
        en="“51” alone does not say whether 51 cases or 51 % are meant.",
    ),
    failing=Example("indicators:\n  - name: 手続き数\n    target:\n      period: R7\n      value: 51"),
    passing=Example(
        "indicators:\n  - name: 手続き数\n    unit: 種\n    target:\n      period: R7\n      value: 51"
    ),
    check_initiative=_check,
)
