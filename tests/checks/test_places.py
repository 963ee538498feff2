"""The rules that name their fields miss none that the schema has: a word, a year or a period anywhere is looked at."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from dxplan.checks.run import Checker
from dxplan.model.build import build_plan
from dxplan.model.places import Place, compile_places, vocabulary_kind, walk_places
from dxplan.model.pointer import join_pointer
from dxplan.stores.documents import parse_document
from dxplan.stores.schemas import schema
from tests.checks.trial import BASE, EXAMPLES, PLAN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.model.places import Path

VOCABULARIES = (
    *("pillars", "categories", "departments", "statuses", "stages"),
    *("phases", "visions", "target_states", "outcomes", "documents"),
)
WORDS = compile_places(schema("initiative"), frozenset(map(vocabulary_kind, VOCABULARIES)))
YEARS = compile_places(schema("initiative"), frozenset({"fiscalYear", "period"}))
EVERY_FIELD = parse_document("a.yaml", (EXAMPLES / "valid" / "every-field.yaml").read_bytes()).data
EVERY_FIELD["target_states"] = ["1-1"]
EVERY_FIELD["workstreams"][0]["budget"][0]["fiscal_year"] = "R5"  # type: ignore[index]
CHECKER = Checker(build_plan(parse_document(PLAN, (BASE / PLAN).read_bytes()).data), date(2024, 9, 30))
# What was measured before the plan began may lie before it.
BEFORE = {("indicators", 0, "baseline", "period")}


def found(path: Path, value: str) -> set[tuple[str, str]]:
    """Return (rule, pointer) of what is told of the file in which every field stands, with one value changed."""
    data: Any = deepcopy(EVERY_FIELD)
    *above, last = path
    place = data
    for part in above:
        place = place[part]
    place[last] = value
    document = parse_document("plans/minato/initiatives/example.yaml", json.dumps(data).encode())
    return {(problem.rule, problem.pointer) for problem in CHECKER.initiative_file(document).problems}


def leaves(place: Place, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the places of a schema, a list as ``-``."""
    if place.kinds:
        yield path
    for key, below in place.properties.items():
        yield from leaves(below, (*path, key))
    if place.items is not None:
        yield from leaves(place.items, (*path, "-"))


@pytest.mark.parametrize("places", [WORDS, YEARS])
def test_every_field_stands_in_the_example(places: Place) -> None:
    there = {
        tuple("-" if isinstance(part, int) else part for part in path)
        for path, _, _ in walk_places(EVERY_FIELD, places)
    }
    assert there == set(leaves(places))


@pytest.mark.parametrize("path", [path for path, _, _ in walk_places(EVERY_FIELD, WORDS)], ids=join_pointer)
def test_an_unknown_word_is_told_wherever_it_stands(path: Path) -> None:
    value = "9-9" if path[0] in {"visions", "target_states", "outcomes"} else "知らない名前"
    assert ("unknown-name", join_pointer(path)) in found(path, value)


@pytest.mark.parametrize("path", [path for path, _, _ in walk_places(EVERY_FIELD, YEARS)], ids=join_pointer)
def test_a_year_outside_the_plan_is_told_wherever_it_stands(path: Path) -> None:
    told = {rule for rule, pointer in found(path, "R20") if pointer == join_pointer(path)}
    assert bool(told & {"year-outside", "period-outside"}) is (path not in BEFORE)
