"""Names, numbers and ids inside a plan file are unique."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.checks.rule import Example, Finding, Rule
from dxplan.model.message import Bilingual, message
from dxplan.model.pointer import join_pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.context import Context


def _lists(context: Context) -> Iterator[tuple[tuple[str | int, ...], str, list[str]]]:
    """Yield (path of a list, the key that must be unique, the values)."""
    plan = context.plan
    for name in ("departments", "statuses", "stages", "phases", "terms", "committees", "literacy_goals"):
        yield (name,), "name", [entry.name for entry in getattr(plan, name)]
    yield ("documents",), "id", [document.id for document in plan.documents]
    yield ("chapters",), "number", [chapter.number for chapter in plan.chapters]
    yield ("pillars",), "name", [pillar.name for pillar in plan.pillars]
    yield ("pillars",), "number", [str(pillar.number) for pillar in plan.pillars]
    for index, pillar in enumerate(plan.pillars):
        yield ("pillars", index, "categories"), "name", [category.name for category in pillar.categories]
        for name in ("visions", "target_states", "outcomes"):
            yield ("pillars", index, name), "number", [str(entry.number) for entry in getattr(pillar, name)]


def _check(context: Context) -> Iterator[Finding]:
    for path, key, values in _lists(context):
        seen = set()
        for index, value in enumerate(values):
            if value in seen:
                yield Finding(
                    join_pointer((*path, index, key)),
                    message("“{value}” stands twice in this list.", value=value),
                    message("Remove one of the two, or give it another name or number."),
                )
            seen.add(value)


RULE = Rule(
    id="plan-unique",
    summary=Bilingual(
        ja="計画の中の名前・番号・id が重ならないこと",
        en="Names, numbers and ids inside plan.yaml are unique",
    ),
    explanation=Bilingual(
        ja="柱・課・状況・段階などの名前は取組から名指しされるので、それぞれ一つずつです。柱やビジョンの番号も同じです。",
        en="Initiatives refer to pillars, departments, statuses and so on by name, so each name stands once; likewise the numbers of pillars and visions.",
    ),
    failing=Example(plan="departments:\n  - name: 市民課\n  - name: 情報課\n  - name: 市民課"),
    passing=Example(plan="departments:\n  - name: 市民課\n  - name: 情報課"),
    check_plan=_check,
)
