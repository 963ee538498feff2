"""The schemas, and that the fast verdict on a document is the one of jsonschema, which explains what is wrong."""

from __future__ import annotations

import copy
import json
import re
import string
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dxplan.checks.explaining import _identity, _python_pattern, explaining_validator, repetitions
from dxplan.checks.schema_check import schema_findings
from dxplan.stores.documents import parse_document
from dxplan.stores.schemas import SchemaName, schema, verdict
from tests.checks.trial import BASE
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES: tuple[SchemaName, ...] = get_args(SchemaName)
JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")

# The field's terms and the keys they have in YAML: the table of the domain's description.
DOMAIN = {
    "initiative": {
        *("pillar", "category", "number", "listings", "added", "withdrawn", "departments", "status", "stage"),
        *("components", "progress", "support", "operation_start", "tasks", "annual_goals", "goals", "budget"),
        *("activity", "indicators", "outcomes", "schedule", "workstreams", "visions", "target_states"),
        *("background", "summary", "sources", "discrepancies", "title", "id"),
    },
    "plan": {
        *("title", "city", "period", "terms", "pillars", "departments", "statuses", "stages", "phases"),
        *("committees", "literacy_goals", "snapshots", "documents", "numbering", "rules", "as_of", "office"),
    },
}

# What Python's patterns, or YAML and JSON, take otherwise than ECMA-262: ends of lines, spaces, joined characters.
ODD = "\n\r\t \u00a0\u0085\u001c\u001f\u2028\u2029\u3000\ufeff\u200b\u180e\u3099\u309aが𠮷😀\U000e0100İıﬀ０９Ａ－～:/"
PYTHON_DIFFERS = re.compile("\n\\Z|[\x1c-\x1f\x85\ufeff]")
TEXTS = st.text(st.sampled_from(ODD + "R5H1Q4FY-/ab_あ漢" + string.digits), max_size=12)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.integers(-2, 10001),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([0.0, 1.0, 8.0, 1e300, -0.0]),
    TEXTS,
    st.text(max_size=8),
    st.sampled_from(
        ["R5", "R4-H1", "FY2023", "1-1", "2024-02-30", "未定", "up", "off", "con", "a" * 301, "", "運用中"]
    ),
)
KEYS = st.one_of(
    st.sampled_from(sorted({key for name in NAMES for key in schema(name)["properties"]})),
    st.sampled_from(
        ["name", "fiscal_year", "period", "value", "amount", "text", "first", "last", "phase", "", "titel"]
    ),
    TEXTS,
)
VALUES = st.recursive(
    SCALARS,
    lambda below: st.one_of(st.lists(below, max_size=4), st.dictionaries(KEYS, below, max_size=4)),
    max_leaves=12,
)


@cache
def _documents() -> list[tuple[SchemaName, dict[str, Any]]]:
    """Return the real plans and the example plan; the larger ones would only make the test slow."""
    files = sorted([*(ROOT / "plans").rglob("*.yaml"), *BASE.rglob("*.yaml")])
    return [
        (
            "plan" if file.name == "plan.yaml" else "initiative",
            parse_document(file.name, file.read_bytes()).data,
        )
        for file in files
    ]


def _places(data: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the path of every value in a document but the document itself."""
    below = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in below:
        yield (*path, key)
        yield from _places(value, (*path, key))


def mutate(draw: st.DrawFn, data: dict[str, Any]) -> None:
    """Change one place of a document: another value, a text with something added, no value, a value twice, another key."""
    places = list(_places(data))
    if not places:
        return
    above: list[Any]
    last: Any
    *above, last = draw(st.sampled_from(places))
    parent: Any = data
    for key in above:
        parent = parent[key]
    match draw(st.sampled_from(["replace", "replace", "extend", "remove", "repeat", "rename", "add"])):
        case "replace":
            parent[last] = draw(VALUES)
        case "extend" if isinstance(parent[last], str):
            parent[last] = draw(TEXTS) + parent[last] + draw(TEXTS)
        case "repeat" if isinstance(parent, list):
            parent.append(copy.deepcopy(parent[last]))
        case "rename" if isinstance(parent, dict):
            parent[draw(KEYS)] = parent.pop(last)
        case "add" if isinstance(parent, dict):
            parent[draw(KEYS)] = draw(VALUES)
        case _:
            del parent[last]


@st.composite
def mutations(draw: st.DrawFn) -> tuple[SchemaName, dict[str, Any]]:
    """Draw a real document with one to three changes."""
    name, data = draw(st.sampled_from(_documents()))
    data = copy.deepcopy(data)
    for _ in range(draw(st.integers(1, 3))):
        mutate(draw, data)
    return name, data


def _same_verdict(name: SchemaName, data: dict[str, Any]) -> None:
    fast = verdict(name)(data)
    assert explaining_validator(schema(name)).is_valid(data) is fast
    assert any(True for _ in schema_findings(data, schema(name), lambda _: None)) is not fast
    if not PYTHON_DIFFERS.search("\n".join(_texts(data))):
        assert jsonschema.Draft7Validator(schema(name)).is_valid(data) is fast


def _texts(data: object) -> Iterator[str]:
    """Yield all texts and keys, and nothing between them that Python's patterns take otherwise."""
    if isinstance(data, str):
        yield data + "|" if not data.endswith("\n") else data + "\x1c"
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _texts(key)
            yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)


@settings(max_examples=400)
@given(mutations())
def test_real_documents_with_changes_get_the_same_verdict(
    document: tuple[SchemaName, dict[str, Any]],
) -> None:
    _same_verdict(*document)


@settings(max_examples=200)
@given(st.sampled_from(NAMES), st.dictionaries(KEYS, VALUES, max_size=8))
def test_random_structures_get_the_same_verdict(name: SchemaName, data: dict[str, Any]) -> None:
    _same_verdict(name, data)


def test_real_documents_are_valid() -> None:
    for name, data in _documents():
        _same_verdict(name, data)
        assert verdict(name)(data)


def test_changes_make_both_valid_and_invalid_documents() -> None:
    seen = set()

    @settings(max_examples=60, database=None)
    @given(mutations())
    def look(document: tuple[SchemaName, dict[str, Any]]) -> None:
        name, data = document
        seen.add(verdict(name)(data))

    look()
    assert seen == {True, False}


def _nodes(node: object, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the path of every part of a schema, and the part."""
    if isinstance(node, dict):
        yield path, node
        for key, below in node.items():
            yield from _nodes(below, f"{path}/{key}")
    elif isinstance(node, list):
        for index, below in enumerate(node):
            yield from _nodes(below, f"{path}/{index}")


PATTERNS = sorted(
    {
        node["pattern"]
        for name in NAMES
        for path, node in _nodes(schema(name))
        if isinstance(node.get("pattern"), str) and not path.endswith("/properties")
    }
)


@settings(max_examples=60)
@given(st.data())
@pytest.mark.parametrize("pattern", PATTERNS)
def test_patterns_mean_the_same_to_both(pattern: str, data: st.DataObject) -> None:
    fast = jsonschema_rs.Draft7Validator({"pattern": pattern})
    near = st.from_regex(re.compile(pattern), fullmatch=False)
    text = data.draw(st.one_of(TEXTS, st.text(max_size=6), near, st.tuples(near, TEXTS).map("".join)))
    assert bool(_python_pattern(pattern).search(text)) is fast.is_valid(text)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_every_character_at_the_end_means_the_same_to_both(pattern: str) -> None:
    fast = jsonschema_rs.Draft7Validator({"pattern": pattern})
    for number in (*range(0x3100), *range(0xFE00, 0x10000), 0x1F600, 0xE0100):
        for text in (chr(number), "R5" + chr(number), "/a" + chr(number)):
            assert bool(_python_pattern(pattern).search(text)) is fast.is_valid(text), (text, pattern)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_patterns_have_nothing_else_that_depends_on_the_engine(pattern: str) -> None:
    plain = re.sub(r"\\S|\\r|\\n|\$", "", pattern)
    assert "\\" not in plain
    assert "." not in plain
    assert not re.search(r"\[[^\]]*\$", pattern)


@given(
    st.lists(
        st.one_of(VALUES, st.sampled_from([0, 1, 0.0, 1.0, True, False, "1", [1], [True], {"a": 1}])),
        max_size=8,
    )
)
def test_repetitions_are_found_as_both_find_them(items: list[object]) -> None:
    unique = not list(repetitions(items))
    assert jsonschema_rs.Draft7Validator({"uniqueItems": True}).is_valid(items) is unique
    assert jsonschema.Draft7Validator({"uniqueItems": True}).is_valid(items) is unique


def test_repetitions_in_a_long_mixed_list_take_no_time() -> None:
    items: list[object] = [value for number in range(100_000) for value in (number, str(number), [number])]
    assert list(repetitions(items)) == []
    assert list(repetitions([*items, [5]])) == [len(items)]
    assert _identity({"b": [1], "a": True}) == _identity({"a": True, "b": [1.0]})


@pytest.mark.parametrize("name", NAMES)
def test_schemas_are_valid_and_closed(name: SchemaName) -> None:
    jsonschema.Draft7Validator.check_schema(schema(name))
    assert schema(name)["$schema"] == "http://json-schema.org/draft-07/schema#"
    for path, node in _nodes(schema(name)):
        reference = node.get("$ref")
        if isinstance(reference, str):
            assert reference.removeprefix("#/definitions/") in schema(name)["definitions"], path
        if node.get("type") == "object":
            assert "additionalProperties" in node, path


@pytest.mark.parametrize("name", NAMES)
def test_schema_texts_are_in_both_languages(name: SchemaName) -> None:
    texts = 0
    for path, node in _nodes(schema(name)):
        if path.endswith("/properties"):
            continue  # its keys are those of a document
        for key in ("title", "description", "errorMessage"):
            if key not in node:
                continue
            texts += 1
            ja, mark, en = node[key].partition(" / " if key == "title" else "\n")
            place = f"{path}/{key}: {node[key]}"
            assert mark, place
            assert JAPANESE.search(ja), place
            assert en, place
            assert "\n" not in en, place
            assert ja.strip() == ja, place
            assert en.strip() == en, place
            if key == "description":
                assert ja.endswith("。"), place
                assert en.endswith("."), place
            else:
                # These are put into a sentence or stand alone.
                assert not ja.endswith("。"), place
                assert not en.endswith("."), place
    assert texts > 50


@pytest.mark.parametrize("name", NAMES)
def test_every_key_says_what_it_is(name: SchemaName) -> None:
    definitions = schema(name)["definitions"]
    for path, node in _nodes(schema(name)):
        if not path.endswith("/properties"):
            continue
        for key, part in node.items():
            whole = part | definitions.get(part.get("$ref", "").removeprefix("#/definitions/"), {}) | part
            assert "title" in whole, f"{path}/{key}"
            assert "description" in whole, f"{path}/{key}"


@pytest.mark.parametrize("name", NAMES)
def test_keys_are_those_of_the_domain(name: SchemaName) -> None:
    assert DOMAIN[name] - set(schema(name)["properties"]) == set()
    listing = schema("initiative")["properties"]["listings"]["items"]["properties"]
    assert set(listing) == {"pillar", "category", "number"}
    pillar = schema("plan")["properties"]["pillars"]["items"]["properties"]
    assert {"visions", "target_states", "outcomes", "categories"} <= set(pillar)


def test_keys_are_no_word_that_another_reader_takes_for_a_value() -> None:
    for name in NAMES:
        for path, node in _nodes(schema(name)):
            if path.endswith("/properties"):
                assert not set(node) & {"no", "yes", "on", "off", "y", "n", "true", "false", "null"}, path
                assert all(re.fullmatch("[a-z][a-z_]*", key) for key in node), path


def test_both_schemas_share_their_definitions() -> None:
    plan, initiative = (schema(name)["definitions"] for name in ("plan", "initiative"))
    for name in set(plan) & set(initiative):
        assert json.dumps(plan[name]) == json.dumps(initiative[name]), name
