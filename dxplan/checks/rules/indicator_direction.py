"""An indicator's target lies on the better side of its baseline."""

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
        if indicator.target is None or indicator.baseline is None:
            continue
        gain = indicator.target.value - indicator.baseline.value
        if (gain < 0) if indicator.direction == "up" else (gain > 0):
            yield Finding(
                join_pointer(("indicators", index, "target", "value")),
                message("The target of “{name}” is worse than its baseline.", name=indicator.name),
                message("Mend the value, or write direction: down (or up)."),
            )


RULE = Rule(
    id="indicator-direction",
    severity=Severity.WARNING,
    summary=Bilingual(
        ja="目標値が、望ましい向きにあること",
        en="The target of an indicator lies on the better side of its baseline",
    ),
    explanation=Bilingual(
        ja="増えるほどよい指標（direction: up）の目標が基準値より小さい、またはその逆のものを指摘します。",
        en="Tells of a target below the baseline where higher is better (direction: up), and the other way round.",
    ),
    failing=Example(
        "indicators:\n  - name: 待ち時間\n    unit: 分\n    baseline:\n      period: R4\n      value: 30\n    target:\n      period: R7\n      value: 15"
    ),
    passing=Example(
        "indicators:\n  - name: 待ち時間\n    unit: 分\n    direction: down\n    baseline:\n      period: R4\n      value: 30\n    target:\n      period: R7\n      value: 15"
    ),
    check_initiative=_check,
)
