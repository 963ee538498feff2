"""A status moves only where the plan lets it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.checks.rule import ChangeExample, Finding, Rule
from dxplan.model.message import Bilingual, message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.change import Edition, PlanChange


def _check(change: PlanChange) -> Iterator[tuple[str, Finding]]:
    for _, before, after in change.changed:
        for pointer, old, new in _moves(before, after):
            plan = change.before or change.after
            status = plan.status(old)
            names = change.earlier_statuses.get(new, frozenset({new}))
            if status is None or status.transitions is None or old in names:
                continue
            if not names & set(status.transitions):
                yield (
                    after.path,
                    Finding(
                        pointer,
                        message(
                            "The status moved from “{old}” to “{new}”, which the plan does not allow.",
                            old=old,
                            new=new,
                        ),
                        message(
                            "From “{old}” it may move to: {names}.",
                            old=old,
                            names=", ".join(status.transitions),
                        )
                        if status.transitions
                        else message("“{old}” is where initiatives end; nothing may follow it.", old=old),
                    ),
                )


def _moves(before: Edition, after: Edition) -> Iterator[tuple[str, str, str]]:
    """Yield (pointer, old, new) of each status that is there at both ends."""
    if before.initiative.status and after.initiative.status:
        yield "/status", before.initiative.status, after.initiative.status
    old = {part.name: part.status for part in before.initiative.components}
    for index, part in enumerate(after.initiative.components):
        was = old.get(part.name)
        if was and part.status:
            yield f"/components/{index}/status", was, part.status


_STATUSES = """\
statuses:
  - name: 調査・研究中
    means: planned
    transitions: [着手中, 取り下げ]
  - name: 着手中
    means: preparing
  - name: 運用中
    means: operating
  - name: 取り下げ
    means: withdrawn
"""

RULE = Rule(
    id="status-transition",
    summary=Bilingual(ja="状況が、計画の認める順に動くこと", en="A status moves only where the plan lets it"),
    explanation=Bilingual(
        ja="plan.yaml の statuses で transitions（次に移ってよい状況）を決めた状況は、それ以外へは動かせません。前の姿の語彙で見て、名前が変わった状況は formerly をたどります。",
        en="A status whose transitions plan.yaml names may move to these alone. The vocabulary before the change counts; renamed statuses are followed by formerly.",
    ),
    failing=ChangeExample(
        before="status: 調査・研究中\noperation_start: 未定",
        before_plan=_STATUSES,
        plan=_STATUSES,
        initiative="status: 運用中\noperation_start: R5.4月～",
    ),
    passing=ChangeExample(
        before="status: 調査・研究中\noperation_start: 未定",
        before_plan=_STATUSES,
        plan=_STATUSES,
        initiative="status: 着手中\noperation_start: 未定",
    ),
    check_changes=_check,
)
