"""The schema says which properties make the key of a list entry, and these keys tell the real plans' entries apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from dxplan.model.list_keys import ListKeys, compile_list_keys, keyed_entries, look_up_keyed
from dxplan.stores.documents import parse_document
from dxplan.stores.schemas import SchemaName, list_keys, schema
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES: tuple[SchemaName, ...] = ("plan", "initiative")
FILES = [
    *sorted((ROOT / "plans").glob("*/plan.yaml")),
    *sorted((ROOT / "plans").glob("*/initiatives/*.yaml")),
]


def arrays(node: Any) -> Iterator[dict[str, Any]]:
    """Yield every list of a schema."""
    if isinstance(node, dict):
        if node.get("type") == "array":
            yield node
        for part in node.values():
            yield from arrays(part)
    elif isinstance(node, list):
        for part in node:
            yield from arrays(part)


@pytest.mark.parametrize("name", NAMES)
def test_every_list_of_mappings_has_keys_and_no_other(name: SchemaName) -> None:
    definitions = schema(name)["definitions"]
    found = list(arrays(schema(name)))
    for array in found:
        items = array["items"]
        items = definitions[items["$ref"].rpartition("/")[2]] if "$ref" in items else items
        if items["type"] != "object":
            assert "x-key" not in array
            continue
        assert array["x-key"]
        for alternative in array["x-key"]:
            assert set(alternative) <= set(items["properties"])
        # Whatever fits the schema has a key.
        assert any(set(alternative) <= set(items.get("required", ())) for alternative in array["x-key"])
    assert len(found) > 15


def lists(data: Any, keys: ListKeys) -> Iterator[tuple[Any, ListKeys]]:
    """Yield the lists with keys of a document."""
    entries = keyed_entries(data, keys)
    if entries is not None:
        yield data, keys
        for entry in entries.values():
            for key, value in entry.items():
                yield from lists(value, keys.at(key))
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from lists(value, keys.at(key))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.parent.name}-{path.name}")
def test_keys_are_unique_in_the_plans(path: Any) -> None:
    data = parse_document(path.name, path.read_bytes()).data
    name: SchemaName = "plan" if "city" in data else "initiative"
    found = list(lists(data, list_keys(name)))
    for entries, keys in found:
        segments = keyed_entries(entries, keys)
        assert segments is not None
        assert [segment for segment in segments if "#" in segment] == []
    assert found or name == "initiative"


@pytest.mark.parametrize(
    ("place", "entry", "segment"),
    [
        ("schedule", {"fiscal_year": "R5"}, "R5"),
        ("schedule", {"fiscal_year": "FY2023"}, "R5"),
        ("schedule", {"fiscal_year": "令和５年度"}, "R5"),
        ("schedule", {"fiscal_year": 2023}, "R5"),
        ("schedule", {"fiscal_year": "R5年"}, "R5年"),
        ("schedule", {"fiscal_year": "いつか"}, "いつか"),
        ("schedule", {"fiscal_year": "9" * 10_000}, "9" * 10_000),
        ("budget", {"fiscal_year": "R5", "amount": 1}, "R5"),
        ("budget", {"amount": 1}, "*"),
        ("budget", {"fiscal_year": None, "amount": 1}, "*"),
        ("components", {"name": "窓口/LINE"}, "窓口/LINE"),
        ("components", {"name": ""}, ""),
        ("components", {"name": 1.0}, "1"),
        ("components", {"name": 1.5}, "1.5"),
        ("components", {"name": True}, "true"),
        ("components", {"name": ["LINE"]}, "*"),
        ("components", {"status": "運用中"}, "*"),
        ("listings", {"pillar": "柱1", "category": "甲", "number": 3}, "柱1 甲"),
        ("listings", {"pillar": "柱1", "number": 3}, "柱1"),
        ("tasks", {"fiscal_year": "R5", "text": "決める。"}, "R5 決める。"),
        ("tasks", {"fiscal_year": "FY2023", "text": "決める。"}, "R5 決める。"),
        ("tasks", {"fiscal_year": "R5", "text": "決める。", "name": "方針"}, "方針"),
    ],
)
def test_keys_of_entries(place: str, entry: dict[str, Any], segment: str) -> None:
    assert list(keyed_entries([entry], list_keys("initiative").at(place)) or ()) == [segment]


@pytest.mark.parametrize("period", ["R4", "R4-FY", "FY2022", "2022", "R4通期", "令和4年度"])
def test_a_period_has_one_key_however_it_is_written(period: str) -> None:
    actuals = list_keys("initiative").at("indicators").at("actuals")
    assert list(keyed_entries([{"period": period, "value": 1}], actuals) or ()) == ["R4"]


@pytest.mark.parametrize(
    ("names", "segments"),
    [
        (["a", "a", "a"], ["a", "a#2", "a#3"]),
        (["a", "a#2", "a"], ["a", "a#2", "a#3"]),
        (["a", "a", "a#2"], ["a", "a#3", "a#2"]),
        (["a#2", "a#2", "a", "a"], ["a#2", "a#2#2", "a", "a#3"]),
    ],
)
def test_entries_with_one_key_are_numbered(names: list[str], segments: list[str]) -> None:
    components = list_keys("initiative").at("components")
    assert list(keyed_entries([{"name": name} for name in names], components) or ()) == segments


@pytest.mark.parametrize("value", [None, "text", 1, {"name": "a"}, ["a"], [{"name": "a"}, "a"], [None]])
def test_what_is_no_list_of_mappings_has_no_keys(value: Any) -> None:
    assert keyed_entries(value, list_keys("initiative").at("components")) is None


@pytest.mark.parametrize("place", ["departments", "goals", "visions", "title", "unknown"])
def test_lists_of_texts_have_no_keys(place: str) -> None:
    assert keyed_entries([{"name": "a"}], list_keys("initiative").at(place)) is None


def test_vocabularies_stand_where_the_schema_has_them() -> None:
    keys = list_keys("initiative")
    assert keys.at("departments").vocabulary == "departments"
    assert keys.at("components").at("status").vocabulary == "statuses"
    assert keys.at("workstreams").at("schedule").at("phase").vocabulary == "phases"
    assert keys.at("title").vocabulary is None


def test_only_keys_of_years_and_periods_are_times() -> None:
    keys = list_keys("initiative")
    assert keys.at("schedule").is_time
    assert keys.at("budget").is_time
    assert not keys.at("tasks").is_time
    assert not keys.at("components").is_time


def test_a_schema_may_contain_itself() -> None:
    tree = {
        "properties": {"parts": {"$ref": "#/definitions/parts"}},
        "definitions": {
            "parts": {"type": "array", "x-key": [["name"]], "items": {"$ref": "#/definitions/part"}},
            "part": {"properties": {"name": {}, "parts": {"$ref": "#/definitions/parts"}}},
            "circle": {"$ref": "#/definitions/circle"},
        },
    }
    keys = compile_list_keys(tree)
    data = {"parts": [{"name": "a", "parts": [{"name": "b", "parts": [{"name": "c/d", "n": 1}]}]}]}
    assert look_up_keyed(data, "/parts/a/parts/b/parts/c~1d/n", keys) == 1


def test_values_are_found_by_the_keys_of_entries() -> None:
    data = {
        "indicators": [{"name": "率", "actuals": [{"period": "FY2023", "value": 2}]}],
        "departments": ["市民課"],
    }
    keys = list_keys("initiative")
    assert look_up_keyed(data, "/indicators/率/actuals/R5/value", keys) == 2
    assert look_up_keyed(data, "/departments", keys) == ["市民課"]
    assert look_up_keyed(data, "", keys) is data
    for pointer in ("/departments/0", "/indicators/0", "/indicators/率/actuals/R4", "/title", "/title/x"):
        assert look_up_keyed(data, pointer, keys) is None
