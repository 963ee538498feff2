"""What plan.yaml refers to inside itself exists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.checks.rule import Example, Finding, Rule
from dxplan.model.hints import meant
from dxplan.model.message import Bilingual, message
from dxplan.model.pointer import join_pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.context import Context


def _references(context: Context) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Yield (path, value, vocabulary) of every reference inside the plan file."""
    for index, status in enumerate(context.plan.statuses):
        if status.stage is not None:
            yield ("statuses", index, "stage"), status.stage, "stages"
        for below, name in enumerate(status.transitions or ()):
            yield ("statuses", index, "transitions", below), name, "statuses"
        for below, meaning in enumerate(status.meanings):
            yield ("statuses", index, "meanings", below, "pillar"), meaning.pillar, "pillars"
    for index, goal in enumerate(context.plan.literacy_goals):
        for below, state in enumerate(goal.target_states):
            yield ("literacy_goals", index, "target_states", below), state, "target_states"


def _check(context: Context) -> Iterator[Finding]:
    for path, value, vocabulary in _references(context):
        known = context.vocabularies[vocabulary]
        if value not in known:
            yield Finding(
                join_pointer(path),
                message(
                    "“{value}” does not stand in {vocabulary} of this plan.",
                    value=value,
                    vocabulary=vocabulary,
                ),
                meant(value, known),
            )


RULE = Rule(
    id="plan-reference",
    summary=Bilingual(ja="計画の中の参照先があること", en="What plan.yaml refers to inside itself exists"),
    explanation=Bilingual(
        ja="状況の stage は stages に、transitions は statuses に、柱ごとの説明の pillar は pillars に、リテラシーの target_states は柱の達成すべき状態になければなりません。",
        en="A status's stage is one of stages, its transitions are statuses, the pillar of a meaning one of pillars, and the target states of a literacy goal stand in the pillars.",
    ),
    failing=Example(plan="stages:\n  - name: 着手していること\nstatuses:\n  - name: 着手中\n    stage: 着手"),
    passing=Example(
        plan="stages:\n  - name: 着手していること\nstatuses:\n  - name: 着手中\n    stage: 着手していること"
    ),
    check_plan=_check,
)
