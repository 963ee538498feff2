"""Filters, as the rules of logic have them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxplan.analysis.selection import Selection, check_names, folded
from dxplan.errors import UsageError
from dxplan.model.message import Message, message
from tests.analysis.making import initiative, plan, row

ROWS = [
    row(initiative("a")),
    row(initiative("b", pillar="柱2", status="運用中", added="R5")),
    row(initiative("c", departments=["市民課"], status=None, withdrawn={"at": "R5", "reason": "費用"})),
    row(
        initiative(
            "d",
            departments=["市民課", "情報課"],
            category="乙",
            operation_start="R5.4月～",
            summary="ＬＩＮＥで",
        )
    ),
]
ONE = {
    "pillars": ["柱1", "2", "旧柱"],
    "categories": ["甲", "乙"],
    "departments": ["情報課", "市民課", "電算課"],
    "statuses": ["着手中", "運用中"],
    "texts": ["line", "費用", "柱"],
    "ids": ["a", "b", "D"],
}
SELECTIONS = st.fixed_dictionaries(
    {},
    optional={key: st.lists(st.sampled_from(values), max_size=2).map(tuple) for key, values in ONE.items()}
    | {key: st.sampled_from([None, True, False]) for key in ("overdue", "added", "withdrawn")},
)


def _picked(**wishes: Any) -> list[str]:
    return [found.initiative.id for found in Selection(**wishes).pick(ROWS)]


@pytest.mark.parametrize(
    ("wishes", "ids"),
    [
        ({}, "abcd"),
        ({"pillars": ("柱1",)}, "acd"),
        ({"pillars": ("旧柱",)}, "acd"),
        ({"pillars": ("２",)}, "b"),
        ({"departments": ("電算課",)}, "abd"),
        ({"departments": ("市民課",)}, "cd"),
        ({"statuses": ("着手中",)}, "ad"),
        ({"texts": ("line",)}, "d"),
        ({"texts": ("費用", "line")}, "cd"),
        ({"texts": ("",)}, "abcd"),
        ({"ids": ("Ａ",)}, "a"),
        ({"added": True}, "b"),
        ({"withdrawn": False}, "abd"),
        ({"overdue": True}, "d"),
        ({"where": lambda found: found.initiative.id > "b"}, "cd"),
    ],
)
def test_examples(wishes: dict[str, Any], ids: str) -> None:
    assert _picked(**wishes) == list(ids)


@given(SELECTIONS)
def test_filters_narrow_and_values_widen(wishes: dict[str, Any]) -> None:
    alone = {key: set(_picked(**{key: value})) for key, value in wishes.items()}
    everything = set("abcd")
    assert set(_picked(**wishes)) == everything.intersection(*alone.values())
    for key, value in wishes.items():
        if isinstance(value, tuple) and value:
            assert alone[key] == set().union(*(_picked(**{key: (one,)}) for one in value))


def _hint(name: str, known: list[str]) -> Message:
    return message("{name} {known}", name=name, known=",".join(known))


def test_names_that_no_plan_knows() -> None:
    second = plan(pillars=[{"number": 3, "name": "柱3"}], statuses=[])
    plans = [plan(), second]
    check_names(Selection(pillars=("３", "旧柱", "1"), statuses=("休止",), ids=("X",)), plans, ["x"], _hint)
    for wishes, option, known in (
        ({"pillars": ("4",)}, "--pillar", "柱1,1,旧柱,柱2,2,柱3,3"),
        ({"categories": ("甲", "4")}, "--category", "乙,甲"),
        ({"departments": ("4",)}, "--department", "情報課,電算課,市民課"),
        ({"statuses": ("4",)}, "--status", "調査中,着手中,運用中,完了,取り下げ,休止"),
        ({"stages": ("4",)}, "--stage", ""),
        ({"ids": ("4",)}, "--id", "x"),
    ):
        with pytest.raises(UsageError) as caught:
            check_names(Selection(**wishes), plans, ["x"], _hint)
        assert caught.value.message == message(
            "{option}: no plan here knows “{name}”.", option=option, name="4"
        )
        assert caught.value.hint == message("{name} {known}", name="4", known=known)


@pytest.mark.parametrize(
    ("text", "same"), [("ＬＩＮＥ", "line"), ("ﾎｰﾑ", "ホーム"), ("①", "1"), ("Straße", "strasse")]
)
def test_width_and_case_do_not_matter(text: str, same: str) -> None:
    assert folded(text) == folded(same)
