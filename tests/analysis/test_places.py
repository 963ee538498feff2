"""Where a document ends, and what stands inside of what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given

from dxplan.analysis.places import leaves, places, same
from dxplan.model.list_keys import look_up_keyed
from dxplan.model.pointer import join_pointer
from tests.analysis.documents import documents
from tests.analysis.histories import KEYS

if TYPE_CHECKING:
    from dxplan.model.content import Data

INITIATIVE = KEYS["initiative"]
INDICATOR = {"name": "回答率", "actuals": [{"period": "R5", "value": 3}]}


@given(documents())
def test_every_leaf_stands_at_its_pointer(data: Data) -> None:
    found = list(leaves(data, INITIATIVE))
    assert len({pointer for pointer, _ in found}) == len(found)
    assert all(look_up_keyed(data, pointer, INITIATIVE) == value for pointer, value in found)


@given(documents())
def test_places_of_a_part_are_those_of_the_whole_that_lie_in_it(data: Data) -> None:
    whole = dict(places(data, INITIATIVE, ""))
    for segments, value in whole.items():
        if isinstance(value, list | dict):
            inside = {found: v for found, v in whole.items() if found[: len(segments)] == segments}
            assert dict(places(value, INITIATIVE, join_pointer(segments))) == inside


def test_entries_of_entries_go_by_their_keys() -> None:
    data = {"indicators": [INDICATOR], "departments": ["市民課"], "budget": []}
    assert dict(leaves(data, INITIATIVE)) == {
        "/indicators/回答率/name": "回答率",
        "/indicators/回答率/actuals/R5/period": "R5",
        "/indicators/回答率/actuals/R5/value": 3,
        "/departments": ["市民課"],
        "/budget": [],
    }
    found = dict(places(INDICATOR, INITIATIVE, "/indicators/回答率"))
    assert found["indicators", "回答率", "actuals", "R5", "value"] == 3


def test_true_is_not_one() -> None:
    assert same(1, 1.0)
    assert not same(1, other=True)
    assert not same(None, other=False)
