"""Differences can be applied and turned round: nothing is lost in them, nothing invented."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given, settings

from dxplan.analysis.comparison import compare
from dxplan.analysis.differing import difference
from dxplan.analysis.patching import apply, field_changes_from_json, inverse, patched
from dxplan.errors import DxplanError
from dxplan.model.difference import (
    BudgetMove,
    Change,
    Comparison,
    EntryRename,
    FieldChange,
    IndicatorMove,
    Movements,
    PlanDifference,
    StartMove,
    StatusMove,
)
from dxplan.stores.schemas import list_keys
from tests.analysis.documents import document_pairs, meaning
from tests.analysis.plan_editions import Edition, editions, end, no_movements, unordered

if TYPE_CHECKING:
    from dxplan.model.content import Data

KEYS = list_keys("initiative")


def test_changes_are_applied() -> None:
    old: Data = {
        "title": "旧",
        "departments": ["a"],
        "components": [{"name": "a/b", "status": "x"}, {"name": "c"}],
    }
    fields = [
        FieldChange("/title", "旧", "新"),
        FieldChange("/departments", ["a"], None),
        FieldChange("/components/a~1b/status", "x", "y"),
        FieldChange("/components/d", None, {"name": "d"}),
        FieldChange("/components/c", {"name": "c"}, None),
    ]
    before = deepcopy(old)
    assert apply(old, fields, KEYS) == {
        "title": "新",
        "components": [{"name": "a/b", "status": "y"}, {"name": "d"}],
    }
    assert old == before
    assert apply(None, [FieldChange("", None, old)], KEYS) == old
    assert apply(old, [FieldChange("", old, None)], KEYS) is None
    assert apply(None, [], KEYS) is None


@pytest.mark.parametrize("pointer", ["/title/x", "/components/z/status", "/nothing/x", "/departments/0"])
def test_a_change_that_does_not_fit_is_refused(pointer: str) -> None:
    document = {"title": "a", "departments": ["a"], "components": [{"name": "a"}]}
    with pytest.raises(DxplanError):
        apply(document, [FieldChange(pointer, 1, 2)], KEYS)
    with pytest.raises(DxplanError):
        apply(document, [FieldChange(pointer, 1, None)], KEYS)


def test_changes_below_one_another_are_refused() -> None:
    fields = [FieldChange("/withdrawn", None, {}), FieldChange("/withdrawn/at", None, "R5")]
    with pytest.raises(DxplanError):
        apply({}, fields, KEYS)


def test_fields_are_read_from_json() -> None:
    records = [{"pointer": "/title", "from": "旧", "to": None}]
    assert field_changes_from_json(records) == (FieldChange("/title", "旧", None),)


@settings(max_examples=400)
@given(document_pairs())
def test_applied_to_the_older_document_changes_give_the_newer(pair: tuple[Data, Data]) -> None:
    old, new = pair
    fields = compare(old, new, KEYS).fields
    assert meaning(apply(old, fields, KEYS), KEYS) == meaning(new, KEYS)
    records = [{"pointer": field.pointer, "from": field.old, "to": field.new} for field in fields]
    through_json = field_changes_from_json(msgspec.json.decode(msgspec.json.encode(records)))
    assert meaning(apply(old, through_json, KEYS), KEYS) == meaning(new, KEYS)


def test_what_initiatives_moved_is_turned_round() -> None:
    there = PlanDifference(
        "new",
        "計画",
        changes=(
            Change(
                "new",
                "a",
                "新",
                "changed",
                Comparison(
                    (FieldChange("/title", "旧", "新"), FieldChange("/components/b", None, {"name": "b"})),
                    (EntryRename("/components/a", "/components/b"),),
                ),
                "plans/new/initiatives/a.yaml",
                movements=Movements(
                    ("着手中", "運用中"),
                    (StartMove(None, "R5.4月～", "R5.7月～", 3), StartMove("b", None, "未定", None)),
                    (
                        IndicatorMove("率", "%", 1, 2, 3, "toward"),
                        IndicatorMove("数", None, 1, 2, None, "unknown"),
                    ),
                    (BudgetMove(None, "R5", 100, None),),
                ),
            ),
        ),
        statuses=(StatusMove("new", "着手中", "運用中", 1), StatusMove("new", None, "運用中", 2)),
        unchanged=4,
        earlier="old",
    )
    back = inverse(there)
    assert back == PlanDifference(
        "old",
        "計画",
        changes=(
            Change(
                "old",
                "a",
                "旧",
                "changed",
                Comparison(
                    (FieldChange("/title", "新", "旧"), FieldChange("/components/b", {"name": "b"}, None)),
                    (EntryRename("/components/b", "/components/a"),),
                ),
                "plans/old/initiatives/a.yaml",
                movements=Movements(
                    ("運用中", "着手中"),
                    (StartMove(None, "R5.7月～", "R5.4月～", -3), StartMove("b", "未定", None, None)),
                    (
                        IndicatorMove("率", "%", 2, 1, 3, "away"),
                        IndicatorMove("数", None, 2, 1, None, "unknown"),
                    ),
                    (BudgetMove(None, "R5", None, 100),),
                ),
            ),
        ),
        statuses=(StatusMove("old", "運用中", "着手中", 1), StatusMove("old", "運用中", None, 2)),
        unchanged=4,
        earlier="new",
    )
    assert inverse(back) == there


@settings(max_examples=250)
@given(editions())
def test_the_older_plan_and_the_difference_give_the_newer_plan(pair: tuple[Edition, Edition]) -> None:
    old, new = pair
    found = patched(old.documents, difference(end(old), end(new), no_movements))
    assert found.keys() == new.documents.keys()
    for identifier, document in found.items():
        keys = list_keys("plan" if identifier is None else "initiative")
        assert meaning(document, keys) == meaning(new.documents[identifier], keys), identifier


@settings(max_examples=250)
@given(editions())
def test_the_way_back_is_the_way_there_turned_round(pair: tuple[Edition, Edition]) -> None:
    old, new = pair
    there, back = (difference(end(one), end(other), no_movements) for one, other in ((old, new), (new, old)))
    assert unordered(back) == unordered(inverse(there))
    assert unordered(inverse(inverse(there))) == unordered(there)
