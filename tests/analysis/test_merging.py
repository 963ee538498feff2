"""Three-way merging of documents: what goes together, what is a conflict, and that nothing gets lost."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dxplan.analysis.merging import merge
from dxplan.analysis.places import leaves
from dxplan.model.line_merge import merged_text
from dxplan.model.merge import Conflict
from dxplan.stores.schemas import list_keys
from tests.analysis.documents import document_pairs, documents, meaning

if TYPE_CHECKING:
    from dxplan.model.content import Data

KEYS = list_keys("initiative")
PROSE = "始めた。\n続けた。\n終えた。\n"
BASE: Data = {
    "title": "窓口",
    "status": "着手中",
    "departments": ["市民課", "情報課"],
    "progress": PROSE,
    "components": [{"name": "LINE", "status": "着手中"}, {"name": "Web", "status": "着手中"}],
    "tasks": [{"fiscal_year": "R4", "text": "調べる"}],
    "goals": ["申請できる。", "相談できる。"],
    "target": {"value": 1},
}


def edited(**values: Any) -> Data:
    """Return the base with other values; None takes a key away."""
    return {key: value for key, value in (deepcopy(BASE) | values).items() if value is not None}


@st.composite
def triples(draw: st.DrawFn) -> tuple[Data, Data, Data]:
    """Draw a base and two editions of it."""
    base, ours = draw(document_pairs())
    theirs = draw(documents())
    kept = draw(st.lists(st.sampled_from(sorted(base)), unique=True)) if base else []
    return base, ours, theirs | {key: deepcopy(base[key]) for key in kept}


GOOD: dict[str, tuple[Data, Data, Data]] = {
    "different fields": (
        edited(title="新窓口"),
        edited(status="運用中"),
        edited(title="新窓口", status="運用中"),
    ),
    "the same change": (edited(status="運用中"), edited(status="運用中"), edited(status="運用中")),
    "fields of different entries": (
        edited(components=[{"name": "LINE", "status": "運用中"}, {"name": "Web", "status": "着手中"}]),
        edited(components=[{"name": "LINE", "status": "着手中"}, {"name": "Web", "status": "運用中"}]),
        edited(components=[{"name": "LINE", "status": "運用中"}, {"name": "Web", "status": "運用中"}]),
    ),
    "entries added at one place": (
        edited(tasks=[*BASE["tasks"], {"fiscal_year": "R5", "text": "作る"}]),
        edited(tasks=[*BASE["tasks"], {"fiscal_year": "R6", "text": "使う"}]),
        edited(
            tasks=[
                *BASE["tasks"],
                {"fiscal_year": "R5", "text": "作る"},
                {"fiscal_year": "R6", "text": "使う"},
            ]
        ),
    ),
    "an entry taken away, another one changed": (
        edited(components=[{"name": "Web", "status": "着手中"}]),
        edited(components=[{"name": "LINE", "status": "着手中"}, {"name": "Web", "status": "運用中"}]),
        edited(components=[{"name": "Web", "status": "運用中"}]),
    ),
    "a list taken away, an entry added": (
        edited(tasks=None),
        edited(tasks=[*BASE["tasks"], {"fiscal_year": "R5", "text": "作る"}]),
        edited(tasks=[{"fiscal_year": "R5", "text": "作る"}]),
    ),
    "a new entry on both sides, field by field": (
        edited(indicators=[{"name": "率", "unit": "%"}]),
        edited(indicators=[{"name": "率", "direction": "up"}]),
        edited(indicators=[{"name": "率", "unit": "%", "direction": "up"}]),
    ),
    "an entry renamed, and changed": (
        edited(components=[{"name": "LINE導入", "status": "着手中"}, {"name": "Web", "status": "着手中"}]),
        edited(components=[{"name": "LINE", "status": "運用中"}, {"name": "Web", "status": "着手中"}]),
        edited(components=[{"name": "LINE導入", "status": "運用中"}, {"name": "Web", "status": "着手中"}]),
    ),
    "an entry renamed to what the other side added": (
        edited(components=[{"name": "LINE導入", "status": "着手中"}, {"name": "Web", "status": "着手中"}]),
        edited(components=[*BASE["components"], {"name": "LINE導入", "status": "着手中"}]),
        edited(components=[{"name": "LINE導入", "status": "着手中"}, {"name": "Web", "status": "着手中"}]),
    ),
    "an entry renamed by both, and changed by one": (
        edited(components=[{"name": "LINE導入", "status": "着手中"}, {"name": "Web", "status": "着手中"}]),
        edited(components=[{"name": "LINE導入", "status": "運用中"}, {"name": "Web", "status": "着手中"}]),
        edited(components=[{"name": "LINE導入", "status": "運用中"}, {"name": "Web", "status": "着手中"}]),
    ),
    "one number in two spellings": (
        edited(number=2),
        edited(number=2.0),
        edited(number=2),
    ),
    "all texts taken away, some by each": (
        edited(departments=["市民課"]),
        edited(departments=["情報課"]),
        edited(departments=None),
    ),
    "all entries taken away, some by each": (
        edited(components=[{"name": "LINE", "status": "着手中"}]),
        edited(components=[{"name": "Web", "status": "着手中"}]),
        edited(components=None),
    ),
    "a text taken away, and exchanged on the other side": (
        edited(departments=["情報課"]),
        edited(departments=["税務課", "情報課"]),
        edited(departments=["税務課", "情報課"]),
    ),
    "texts added": (
        edited(departments=["市民課", "情報課", "税務課"]),
        edited(departments=["市民課", "情報課", "福祉課"]),
        edited(departments=["市民課", "情報課", "税務課", "福祉課"]),
    ),
    "a text added, another one taken away": (
        edited(departments=["情報課"]),
        edited(departments=["市民課", "税務課", "情報課"]),
        edited(departments=["税務課", "情報課"]),
    ),
    "an order changed, a text added": (
        edited(departments=["市民課", "情報課", "税務課"]),
        edited(departments=["情報課", "市民課"]),
        edited(departments=["情報課", "税務課", "市民課"]),
    ),
    "lines of a text": (
        edited(progress="始めた。\n続けた。\n全部終えた。\n"),
        edited(progress="五月に始めた。\n続けた。\n終えた。\n"),
        edited(progress="五月に始めた。\n続けた。\n全部終えた。\n"),
    ),
    "a text without its last line break": (
        edited(progress=PROSE.removesuffix("\n")),
        edited(progress="五月に始めた。\n続けた。\n終えた。\n"),
        edited(progress="五月に始めた。\n続けた。\n終えた。"),
    ),
    "a key taken away, another one changed": (
        edited(target=None),
        edited(title="新窓口"),
        edited(title="新窓口", target=None),
    ),
}


@pytest.mark.parametrize("name", GOOD)
def test_what_goes_together(name: str) -> None:
    ours, theirs, expected = GOOD[name]
    found = merge(BASE, ours, theirs, KEYS)
    assert (found.data, found.conflicts) == (expected, ())
    back = merge(BASE, theirs, ours, KEYS)
    assert (bag(back.data), back.conflicts) == (bag(expected), ())


LINE, WEB = BASE["components"]
CHANGED = {"name": "LINE", "status": "運用中"}
CONFLICTS: dict[str, tuple[Data, Data, Conflict]] = {
    "a value": (
        edited(status="運用中"),
        edited(status="取り下げ"),
        Conflict("/status", "着手中", "運用中", "取り下げ"),
    ),
    "true and 1": (edited(done=True), edited(done=1), Conflict("/done", base=None, ours=True, theirs=1)),
    "an entry taken away and changed": (
        edited(components=[WEB]),
        edited(components=[CHANGED, WEB]),
        Conflict("/components/LINE", LINE, None, CHANGED),
    ),
    "a field of an entry": (
        edited(components=[CHANGED, WEB]),
        edited(components=[{"name": "LINE", "status": "取り下げ"}, WEB]),
        Conflict("/components/LINE/status", "着手中", "運用中", "取り下げ"),
    ),
    "two names for one entry": (
        edited(components=[{"name": "LINE導入", "status": "着手中"}, WEB]),
        edited(components=[{"name": "LINE窓口", "status": "着手中"}, WEB]),
        Conflict("/components/LINE導入/name", "LINE", "LINE導入", "LINE窓口"),
    ),
    "a group taken away and changed": (
        edited(target=None),
        edited(target={"value": 2}),
        Conflict("/target", {"value": 1}, None, {"value": 2}),
    ),
    "one line of a text": (
        edited(progress=PROSE.replace("続けた", "五月に続けた")),
        edited(progress=PROSE.replace("続けた", "六月に続けた")),
        Conflict(
            "/progress",
            PROSE,
            PROSE.replace("続けた", "五月に続けた"),
            PROSE.replace("続けた", "六月に続けた"),
        ),
    ),
    "one goal in two wordings": (
        edited(goals=["どこでも申請できる。", "相談できる。"]),
        edited(goals=["いつでも申請できる。", "相談できる。"]),
        Conflict(
            "/goals",
            ["申請できる。", "相談できる。"],
            ["どこでも申請できる。", "相談できる。"],
            ["いつでも申請できる。", "相談できる。"],
        ),
    ),
}


@pytest.mark.parametrize("name", CONFLICTS)
def test_what_is_a_conflict(name: str) -> None:
    ours, theirs, conflict = CONFLICTS[name]
    assert merge(BASE, ours, theirs, KEYS).conflicts == (conflict,)
    assert merge(BASE, ours, theirs, KEYS).data == ours
    assert meaning(merge(BASE, ours, theirs, KEYS, "theirs").data, KEYS) == meaning(theirs, KEYS)
    assert meaning(merge(BASE, ours, theirs, KEYS, "base").data, KEYS) == meaning(BASE, KEYS)


def test_a_document_that_both_added_is_merged_field_by_field() -> None:
    found = merge(None, {"id": "a", "title": "A"}, {"id": "a", "status": "着手中"}, KEYS)
    assert found.data == {"id": "a", "title": "A", "status": "着手中"}
    assert found.conflicts == ()


@given(document_pairs())
@settings(max_examples=40)
def test_one_side_alone_is_the_result(pair: tuple[Data, Data]) -> None:
    base, other = pair
    for ours, theirs in ((base, other), (other, base), (other, other)):
        found = merge(base, ours, theirs, KEYS)
        assert meaning(found.data, KEYS) == meaning(other, KEYS)
        assert found.conflicts == ()


@given(triples())
@settings(max_examples=80)
def test_sides_can_be_exchanged(triple: tuple[Data, Data, Data]) -> None:
    base, ours, theirs = triple
    one, other = merge(base, ours, theirs, KEYS), merge(base, theirs, ours, KEYS, "theirs")
    assert bag(one.data) == bag(other.data)
    exchanged = [Conflict(found.pointer, found.base, found.theirs, found.ours) for found in other.conflicts]
    assert sorted(map(repr, map(sides, one.conflicts))) == sorted(map(repr, map(sides, exchanged)))


def sides(conflict: Conflict) -> Any:
    """Return the three values of a conflict; a renamed entry goes by the name that ours gives it."""
    return bag(conflict.base), bag(conflict.ours), bag(conflict.theirs)


def bag(value: Any) -> Any:
    """Return a form of a value in which no order counts, and true is not 1."""
    if isinstance(value, dict):
        return sorted((key, repr(bag(part))) for key, part in value.items() if part is not None)
    if isinstance(value, list):
        return sorted(repr(bag(part)) for part in value)
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


@given(triples())
@settings(max_examples=80)
def test_every_value_comes_from_somewhere(triple: tuple[Data, Data, Data]) -> None:
    known = {repr(bag(value)) for side in triple for value in everything(side)}
    for favour in ("ours", "theirs", "base"):
        for value in everything(merge(*triple, KEYS, favour).data):
            assert isinstance(value, (list, dict)) or repr(bag(value)) in known


def everything(value: Any) -> list[Any]:
    """Return all values in a value."""
    below = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [value, *(part for inner in below for part in everything(inner))]


@given(triples())
@settings(max_examples=80)
def test_what_only_one_side_changed_is_as_that_side_has_it(triple: tuple[Data, Data, Data]) -> None:
    base, ours, theirs = triple
    data = merge(base, ours, theirs, KEYS).data
    for key in {*base, *ours, *theirs}:
        if meaning([base.get(key)], KEYS) == meaning([theirs.get(key)], KEYS):
            assert meaning(data.get(key), KEYS.at(key)) == meaning(ours.get(key), KEYS.at(key))


@given(documents(), documents(), documents())
@settings(max_examples=40)
def test_changes_of_different_keys_never_meet(base: Data, ours: Data, theirs: Data) -> None:
    mine = {key: value for key, value in ours.items() if key < "m"}
    others = {key: value for key, value in theirs.items() if key >= "m"}
    one, other = ({**base, **mine}, {**base, **others})
    found = merge(base, one, other, KEYS)
    assert found.conflicts == ()
    assert meaning(found.data, KEYS) == meaning({**base, **mine, **others}, KEYS)


@given(triples())
@settings(max_examples=40)
def test_conflicts_are_those_of_all_three_answers(triple: tuple[Data, Data, Data]) -> None:
    found = [merge(*triple, KEYS, favour) for favour in ("ours", "theirs", "base")]
    assert found[0].conflicts == found[1].conflicts == found[2].conflicts
    if not found[0].conflicts:
        assert found[0].data == found[1].data == found[2].data


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected"),
    [
        ("a\nb\nc", "a\nB\nc", "a\nb\nC", ("a\nB\nc", False)),
        ("a\nb\nc", "A\nb\nc", "a\nb\nC", ("A\nb\nC", True)),
        ("a\nb\nc", "A\nb\nX", "a\nb\nC", ("A\nb\nX", False)),
        ("a\nb", "a\nb\nc", "x\na\nb", ("x\na\nb\nc", True)),
        ("a\nb\n", "a\nb", "A\nb\n", ("A\nb", True)),
        ("a", "b", "c", ("b", False)),
        ("", "a\n", "", ("a\n", True)),
        ("a\na\na\n", "a\na\n", "a\na\na\nb\n", ("a\na\n", False)),
    ],
)
def test_texts_are_merged_line_by_line(base: str, ours: str, theirs: str, expected: tuple[str, bool]) -> None:
    assert merged_text(base, ours, theirs) == expected
    assert merged_text(base, theirs, ours, "theirs") == expected


def test_long_texts_of_one_line_again_and_again_take_bounded_time() -> None:
    base = "x\n" * 20_000
    assert merged_text(base, "a\n" + base, base + "b\n") == ("a\n" + base + "b\n", True)


def test_leaves_of_a_merge_of_distinct_additions_are_all_there() -> None:
    ours, theirs = edited(note="一", stage="二"), edited(support="三")
    found = dict(leaves(merge(BASE, ours, theirs, KEYS).data, KEYS))
    assert {found["/note"], found["/stage"], found["/support"]} == {"一", "二", "三"}
