"""What changed in a document, by meaning."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxplan.analysis.comparison import SAME, compare
from dxplan.model.difference import Comparison, EntryRename, FieldChange
from dxplan.stores.documents import parse_document
from dxplan.stores.schemas import list_keys
from tests.analysis.documents import document_pairs, documents, shuffled
from tests.conftest import ROOT

KEYS = list_keys("initiative")


def changes(old: dict[str, Any] | None, new: dict[str, Any] | None) -> list[tuple[str, Any, Any]]:
    """Return the changes as (pointer, old, new)."""
    return [(change.pointer, change.old, change.new) for change in compare(old, new, KEYS).fields]


def test_nothing_and_nothing_are_the_same() -> None:
    assert compare(None, None, KEYS) == SAME


def test_a_document_that_came_or_went_is_one_change() -> None:
    assert changes(None, {"id": "a"}) == [("", None, {"id": "a"})]
    assert changes({"id": "a"}, None) == [("", {"id": "a"}, None)]
    assert changes(None, {}) == [("", None, {})]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"number": 1}, {"number": 1.0}),
        ({"note": None}, {}),
        ({}, {"note": None}),
        ({"title": "a", "number": 1}, {"number": 1, "title": "a"}),
        ({"withdrawn": {"at": "R5", "successor": None}}, {"withdrawn": {"at": "R5"}}),
        ({"components": [{"name": "a"}, {"name": "b"}]}, {"components": [{"name": "b"}, {"name": "a"}]}),
        ({"indicators": [{"name": "a", "unit": None}]}, {"indicators": [{"name": "a"}]}),
        (
            {"indicators": [{"name": "a", "actuals": [{"period": "R4"}, {"period": "R5"}]}]},
            {"indicators": [{"actuals": [{"period": "R5"}, {"period": "R4"}], "name": "a"}]},
        ),
    ],
)
def test_what_is_no_change(old: dict[str, Any], new: dict[str, Any]) -> None:
    assert compare(old, new, KEYS) is SAME


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (1, True),
        (True, 1),
        (0, False),
        (1.0, True),
        ("1", 1),
        (1, 1.5),
        ("", None),
        (False, None),
        ([], None),
        ([1], [True]),
        ([[1]], [[True]]),
        ([{"a": 1}], [{"a": True}]),
        (["a"], "a"),
        (["a", "b"], ["b", "a"]),
        ({"a": 1}, ["a"]),
        ("が", "か\u3099"),
    ],
)
def test_what_is_a_change(old: Any, new: Any) -> None:
    left = {"schema": 1} if old is None else {"schema": 1, "goals": old}
    right = {"schema": 1} if new is None else {"goals": new, "schema": 1}
    assert changes(left, right) == [("/goals", old, new)]


def test_a_number_that_becomes_true_deep_inside_is_found() -> None:
    old = {"tasks": [{"name": "a", "done": True, "fiscal_year": "R5"}, {"name": "b", "done": 1}]}
    new = deepcopy(old)
    new["tasks"][1]["done"] = True
    assert old == new
    assert changes(old, new) == [("/tasks/b/done", 1, True)]


def test_a_text_is_given_as_it_stands_at_both_ends() -> None:
    assert changes({"title": "旧"}, {"title": "新"}) == [("/title", "旧", "新")]


def test_lists_of_texts_are_one_value() -> None:
    assert changes({"departments": ["a"]}, {"departments": ["a", "b"]}) == [
        ("/departments", ["a"], ["a", "b"])
    ]


def test_a_whole_list_or_mapping_that_came_is_one_change() -> None:
    entry = {"name": "a", "status": "運用中"}
    assert changes({}, {"components": [entry]}) == [("/components", None, [entry])]
    assert changes({"withdrawn": {"at": "R5"}}, {}) == [("/withdrawn", {"at": "R5"}, None)]
    assert changes({}, {"withdrawn": {}}) == [("/withdrawn", None, {})]


def test_entries_come_and_go_as_a_whole() -> None:
    old = {"components": [{"name": "窓口"}, {"name": "a/b~c"}]}
    new = {"components": [{"name": "LINE導入", "status": "着手中"}, {"name": "窓口"}]}
    assert changes(old, new) == [
        ("/components/LINE導入", None, {"name": "LINE導入", "status": "着手中"}),
        ("/components/a~1b~0c", {"name": "a/b~c"}, None),
    ]


def test_entries_are_followed_inside_entries() -> None:
    old = {
        "indicators": [
            {"name": "回答率", "actuals": [{"period": "R4", "value": 1}, {"period": "R5", "value": 2}]}
        ]
    }
    new = {"indicators": [{"name": "回答率", "actuals": [{"period": "FY2023", "value": 3}]}]}
    assert changes(old, new) == [
        ("/indicators/回答率/actuals/R5/period", "R5", "FY2023"),
        ("/indicators/回答率/actuals/R5/value", 2, 3),
        ("/indicators/回答率/actuals/R4", {"period": "R4", "value": 1}, None),
    ]


def test_the_budget_of_the_whole_has_a_key_of_its_own() -> None:
    assert changes({"budget": [{"amount": 1}]}, {"budget": [{"amount": "未定"}]}) == [
        ("/budget/*/amount", 1, "未定")
    ]


def test_an_emptied_list_is_not_a_list_that_is_gone() -> None:
    assert changes({"budget": [{"amount": 1}]}, {"budget": []}) == [("/budget/*", {"amount": 1}, None)]
    assert changes({"budget": []}, {}) == [("/budget", [], None)]


def test_a_list_with_something_else_in_it_is_one_value() -> None:
    old, new = [{"name": "a"}, "b"], [{"name": "a"}, "c"]
    assert changes({"components": old}, {"components": new}) == [("/components", old, new)]
    assert changes({"components": [{"name": "a"}]}, {"components": new}) == [
        ("/components", [{"name": "a"}], new)
    ]


def test_keys_that_the_schema_does_not_know_are_compared_too() -> None:
    old = {"odd": {"deep": {"": 1, "list": [{"name": "a"}]}}}
    new = {"odd": {"deep": {"": 2, "list": [{"name": "b"}]}}}
    assert changes(old, new) == [
        ("/odd/deep/", 1, 2),
        ("/odd/deep/list", [{"name": "a"}], [{"name": "b"}]),
    ]


def test_changes_come_in_the_order_of_the_schema() -> None:
    old = {"zeta": 1, "alpha": 1, "note": "a", "title": "a", "budget": [{"amount": 1}], "status": "a"}
    new = {"alpha": 2, "status": "b", "budget": [{"amount": 2}], "note": "b", "title": "b", "zeta": 2}
    pointers = [pointer for pointer, _, _ in changes(old, new)]
    assert pointers == ["/title", "/status", "/budget/*/amount", "/note", "/alpha", "/zeta"]


def test_a_renamed_entry_is_told_beside_its_removal_and_addition() -> None:
    old = {"components": [{"name": "LINE", "status": "着手中"}, {"name": "窓口", "status": "運用中"}]}
    new = {"components": [{"name": "LINE導入", "status": "着手中"}, {"name": "窓口", "status": "運用中"}]}
    assert compare(old, new, KEYS) == Comparison(
        (
            FieldChange("/components/LINE導入", None, new["components"][0]),
            FieldChange("/components/LINE", old["components"][0], None),
        ),
        (EntryRename("/components/LINE", "/components/LINE導入"),),
    )


def test_the_first_real_difference() -> None:
    path = ROOT / "plans" / "matsue" / "plan.yaml"
    adopted = parse_document("plan.yaml", path.read_bytes()).data
    draft: Any = deepcopy(adopted)
    draft["pillars"][2]["name"] = "人材育成"
    del draft["pillars"][2]["formerly"]
    draft["departments"][2] = {"name": "情報政策推進室"}
    found = compare(draft, adopted, list_keys("plan"))
    assert [change.pointer for change in found.fields] == [
        "/pillars/3/name",
        "/pillars/3/formerly",
        "/departments/デジタル戦略課",
        "/departments/情報政策推進室",
    ]
    assert found.renames == (EntryRename("/departments/情報政策推進室", "/departments/デジタル戦略課"),)


@given(documents(), st.randoms(use_true_random=False))
def test_order_and_empty_keys_are_no_change(data: dict[str, Any], random: Any) -> None:
    assert compare(data, shuffled(data, KEYS, random), KEYS) is SAME


@given(document_pairs())
def test_going_back_is_the_same_the_other_way_round(pair: tuple[dict[str, Any], dict[str, Any]]) -> None:
    old, new = pair
    there, back = compare(old, new, KEYS), compare(new, old, KEYS)
    turned = {change.pointer: (change.new, change.old) for change in back.fields}
    assert {change.pointer: (change.old, change.new) for change in there.fields} == turned
    assert len(turned) == len(there.fields)
    assert {(rename.old, rename.new) for rename in there.renames} == {
        (rename.new, rename.old) for rename in back.renames
    }


@given(document_pairs())
def test_the_documents_are_left_as_they_are(pair: tuple[dict[str, Any], dict[str, Any]]) -> None:
    before = deepcopy(pair)
    compare(*pair, KEYS)
    assert pair == before
