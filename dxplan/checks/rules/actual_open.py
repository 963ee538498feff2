"""Actual values stand only for periods that have closed."""

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


def _check(initiative: Initiative, context: Context) -> Iterator[Finding]:
    for index, indicator in enumerate(initiative.indicators):
        for below, actual in enumerate(indicator.actuals):
            if actual.when.last_day > context.today:
                yield Finding(
                    join_pointer(("indicators", index, "actuals", below, "period")),
                    message("{period} has not ended yet, so it has no actual value.", period=actual.period),
                    message("It ends on {day}.", day=actual.when.last_day.isoformat()),
                )


RULE = Rule(
    id="actual-open",
    severity=Severity.WARNING,
    summary=Bilingual(
        ja="まだ終わっていない期間の実績がないこと",
        en="An actual value is given only for a period that has closed",
    ),
    explanation=Bilingual(
        ja="実績は期間が終わってから定まります。終わっていない期間の値は見込みであって、実績ではありません。",
        en="An actual is known when its period has ended; before that a value is an estimate.",
    ),
    failing=Example(
        "indicators:\n  - name: 手続き数\n    unit: 種\n    actuals:\n      - period: R7\n        value: 51"
    ),
    passing=Example(
        "indicators:\n  - name: 手続き数\n    unit: 種\n    actuals:\n      - period: R5\n        value: 51"
    ),
    check_initiative=_check,
)
