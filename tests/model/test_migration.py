"""Documents of older versions of the schema, step by step to the present one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import pytest

from dxplan.errors import DocumentError
from dxplan.model.migration import PRESENT, STEPS, migrated
from dxplan.stores.schemas import schema

Data = dict[str, Any]
Steps = dict[tuple[Literal["plan", "initiative"], int], Callable[[Data], Data]]


def _first(data: Data) -> Data:
    return {**{key: value for key, value in data.items() if key != "old"}, "newer": data["old"]}


def _second(data: Data) -> Data:
    return {**data, "newest": data["newer"] * 2}


STEPS_TO_3: Steps = {("plan", 1): _first, ("plan", 2): _second}


def test_there_is_one_version_so_far() -> None:
    assert (PRESENT, STEPS) == (1, {})
    data = {"schema": 1, "title": "x"}
    assert migrated(data, "plan") == migrated(data, "initiative") == data


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"schema": 1, "old": 1}, {"schema": 3, "newer": 1, "newest": 2}),
        ({"schema": 2, "newer": 1}, {"schema": 3, "newer": 1, "newest": 2}),
        ({"schema": 3, "x": 1}, {"schema": 3, "x": 1}),
    ],
)
def test_steps_are_taken_one_after_the_other(data: Data, expected: Data) -> None:
    before = dict(data)
    assert migrated(data, "plan", steps=STEPS_TO_3, present=3) == expected
    assert data == before


def test_each_kind_has_its_own_steps() -> None:
    data = {"schema": 1, "old": 1}
    # Where no step is, the form did not change, and the number of the version is nothing to tell of.
    assert migrated(data, "initiative", steps=STEPS_TO_3, present=3) == {"schema": 3, "old": 1}
    assert migrated(data, "plan", steps={("plan", 1): _first}, present=3) == {"schema": 3, "newer": 1}


def test_a_step_that_cannot_read_a_document_says_so() -> None:
    with pytest.raises(DocumentError) as raised:
        migrated({"schema": 1}, "plan", steps=STEPS_TO_3, present=3)
    assert raised.value.rule == "schema"
    assert raised.value.message.values == (("version", 1),)


@pytest.mark.parametrize("name", ["plan", "initiative"])
def test_the_schemas_describe_the_present_version(name: Literal["plan", "initiative"]) -> None:
    assert schema(name)["properties"]["schema"]["const"] == PRESENT


@pytest.mark.parametrize("version", [None, "1", 1.0, True, [1], -1, 0])
def test_a_version_that_means_nothing_is_left_to_the_schema(version: object) -> None:
    data = {"schema": version, "old": 1}
    assert migrated(data, "plan", steps=STEPS_TO_3, present=3) == data
    assert migrated({"old": 1}, "plan", steps=STEPS_TO_3, present=3) == {"old": 1}


@pytest.mark.parametrize("version", [2, 99, 10**40])
def test_a_newer_version_is_not_guessed_at(version: int) -> None:
    with pytest.raises(DocumentError) as raised:
        migrated({"schema": version}, "plan")
    assert raised.value.rule == "schema"
    assert raised.value.message.values == (("version", version),)
    assert raised.value.hint is not None
