"""What an indicator is measured by stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.checks.rule import ChangeExample, Finding, Rule
from dxplan.model.message import Bilingual, Message, message
from dxplan.model.problem import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.change import Edition, PlanChange
    from dxplan.model.shared import Figure

_NAMES = {"baseline": message("baseline"), "target": message("target")}


def _check(change: PlanChange) -> Iterator[tuple[str, Finding]]:
    for _, before, after in change.changed:
        for finding in _findings(before, after):
            yield after.path, finding


def _findings(before: Edition, after: Edition) -> Iterator[Finding]:
    now = {indicator.name: (index, indicator) for index, indicator in enumerate(after.initiative.indicators)}
    for indicator in before.initiative.indicators:
        if indicator.name not in now:
            yield Finding(
                "/indicators" if after.initiative.indicators else "",
                message("The indicator “{name}” is gone.", name=indicator.name),
                message("Keep it to the end of the plan, or say why in note and have it approved."),
            )
            continue
        index, newer = now[indicator.name]
        for key, what in _NAMES.items():
            old, new = getattr(indicator, key), getattr(newer, key)
            if old is not None and _said(old) != _said(new):
                yield _changed(
                    f"/indicators/{index}" + (f"/{key}" if new else ""), indicator.name, what, old, new
                )


def _changed(pointer: str, name: str, what: Message, old: Figure, new: Figure | None) -> Finding:
    return Finding(
        pointer,
        message(
            "The {what} of “{name}” was {old} and is now {new}.",
            what=what,
            name=name,
            old=_words(old),
            new=_words(new) if new else "—",
        ),
        message(
            "A plan is measured by what it was approved with; change it only by a decision, and say so in note."
        ),
    )


def _said(figure: Figure | None) -> tuple[str, float] | None:
    return (figure.period, figure.value) if figure else None


def _words(figure: Figure) -> str:
    return f"{figure.value:g} ({figure.period})"


_BEFORE = """\
indicators:
  - name: 手続き
    unit: 種
    baseline: {period: R4, value: 36}
    target: {period: R7, value: 51}
"""

RULE = Rule(
    id="baseline-changed",
    severity=Severity.WARNING,
    summary=Bilingual(
        ja="指標の基準値と目標値が変わらないこと", en="The baseline and the target of an indicator stay"
    ),
    explanation=Bilingual(
        ja="目標を下げれば達成率は上がります。基準値や目標値を変えるのは、計画を改めることです。変更が決まっているなら、note に決めた会議と日を書きます。指標がなくなったときも指摘します。",
        en="A lower target makes a better rate. To change a baseline or a target is to revise the plan: where that was decided, say in note by whom and when. An indicator that is gone is told of, too.",
    ),
    failing=ChangeExample(before=_BEFORE, initiative=_BEFORE.replace("51", "40")),
    passing=ChangeExample(
        before=_BEFORE, initiative=_BEFORE + "    actuals:\n      - {period: R5, value: 40}\n"
    ),
    check_changes=_check,
)
