"""Names that stand for entries of the plan are known to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.checks.fix import Fix
from dxplan.checks.rule import Example, Finding, Rule
from dxplan.model.hints import meant, one_of
from dxplan.model.message import Bilingual, Message, message
from dxplan.model.nearest import same_word
from dxplan.model.pointer import join_pointer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dxplan.checks.context import Context
    from dxplan.model.initiative import Initiative, ScheduleEntry
    from dxplan.model.places import Path


_MESSAGES = {
    "pillars": message("“{value}” is not a pillar of this plan."),
    "categories": message("“{value}” is not a category of this plan."),
    "departments": message("“{value}” is not a department of this plan."),
    "statuses": message("“{value}” is not in the plan's vocabulary of statuses."),
    "stages": message("“{value}” is not a stage of this plan's board."),
    "phases": message("“{value}” is not in the plan's vocabulary of phases."),
    "visions": message("The plan has no vision “{value}”."),
    "target_states": message("The plan has no target state “{value}”."),
    "outcomes": message("The plan has no outcome “{value}”."),
    "documents": message("The plan has no document “{value}”."),
}


_NUMBERED = {"visions", "target_states", "outcomes"}


def _unknown(names: Iterable[tuple[Path, str, str]], context: Context) -> Iterator[Finding]:
    """Look at (path, name, vocabulary) triples of one initiative."""
    for path, value, vocabulary in names:
        known = context.vocabularies[vocabulary]
        if value in known:
            continue
        pointer = join_pointer(path)
        same = same_word(value, known)
        yield Finding(
            pointer,
            Message(_MESSAGES[vocabulary].template, (("value", value),)),
            _numbered(value, known) if vocabulary in _NUMBERED else meant(value, known),
            fix=Fix(pointer, same) if same else None,
        )


def _numbered(value: str, known: Iterable[str]) -> Message | None:
    """Name the entries of the pillar that a reference names, else all: of numbers none is nearer than another."""
    pillar = value.partition("-")[0]
    known = list(known)
    return one_of([name for name in known if name.partition("-")[0] == pillar]) or one_of(known)


def _names(initiative: Initiative) -> Iterator[tuple[Path, str, str]]:
    for index, place in enumerate(initiative.places):
        at: Path = () if index == 0 else ("listings", index - 1)
        yield (*at, "pillar"), place.pillar, "pillars"
        if place.category is not None:
            yield (*at, "category"), place.category, "categories"
    if initiative.status is not None:
        yield ("status",), initiative.status, "statuses"
    if initiative.stage is not None:
        yield ("stage",), initiative.stage, "stages"
    for index, component in enumerate(initiative.components):
        yield ("components", index, "status"), component.status, "statuses"
    for index, source in enumerate(initiative.sources):
        yield ("sources", index, "document"), source.document, "documents"
    for key in ("departments", "visions", "target_states", "outcomes"):
        for index, value in enumerate(getattr(initiative, key)):
            yield (key, index), value, key
    yield from _schedule_names(initiative)


def _schedule_names(initiative: Initiative) -> Iterator[tuple[Path, str, str]]:
    schedules: list[tuple[Path, tuple[ScheduleEntry, ...]]] = [((), initiative.schedule)]
    for index, workstream in enumerate(initiative.workstreams):
        schedules.append((("workstreams", index), workstream.schedule))
        for below, value in enumerate(workstream.departments):
            yield ("workstreams", index, "departments", below), value, "departments"
    for at, schedule in schedules:
        for index, entry in enumerate(schedule):
            if entry.phase is not None:
                yield (*at, "schedule", index, "phase"), entry.phase, "phases"


def _check(initiative: Initiative, context: Context) -> Iterator[Finding]:
    yield from _unknown(_names(initiative), context)


RULE = Rule(
    id="unknown-name",
    summary=Bilingual(
        ja="柱・区分・担当課・状況などの名前が計画にあること",
        en="Pillars, categories, departments, statuses and the like are known to the plan",
    ),
    explanation=Bilingual(
        ja="柱・区分・担当課・状況・段階・段取り・ビジョン・達成すべき状態・アウトカム・文書は、plan.yaml にある名前だけを使います。幅や空白だけの違いは --fix が直します。",
        en="Pillars, categories, departments, statuses, stages, phases, visions, target states, outcomes and documents are named as in plan.yaml. A difference in width or spaces alone is mended by --fix.",
    ),
    failing=Example("status: 着手"),
    passing=Example("status: 着手中"),
    check_initiative=_check,
)
