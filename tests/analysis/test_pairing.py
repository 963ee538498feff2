"""Entries that live on under another key are found, the same from either side and in bounded time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxplan.analysis.pairing import paired, text_likeness
from dxplan.model.list_keys import keyed_entries
from dxplan.stores.schemas import SchemaName, list_keys
from tests.analysis.documents import SCALARS, TEXTS, mappings

if TYPE_CHECKING:
    from dxplan.model.content import Data

COMPONENTS = list_keys("initiative").at("components")


def pairs(
    old: list[Data], new: list[Data], place: str = "components", schema: SchemaName = "initiative"
) -> list[tuple[str, str]]:
    keys = list_keys(schema).at(place)
    before, after = keyed_entries(old, keys), keyed_entries(new, keys)
    assert before is not None
    assert after is not None
    return paired(before, after, keys)


def test_alike_names_are_a_rename() -> None:
    assert pairs([{"name": "LINE"}], [{"name": "LINE導入"}]) == [("LINE", "LINE導入")]
    assert pairs([{"name": "LINE"}], [{"name": "窓口"}]) == []


def test_a_common_status_does_not_make_two_parts_one() -> None:
    assert pairs([{"name": "ホームページ", "status": "運用中"}], [{"name": "LINE", "status": "運用中"}]) == []


def test_a_wholly_new_name_needs_much_else_in_common() -> None:
    text = "各課の窓口で使う端末を入れ替え、職員に使い方を教えた。"
    one = {"name": "端末", "status": "運用中", "progress": text}
    other = {"name": "窓口のパソコン", "status": "運用中", "progress": text}
    assert pairs([one], [other]) == [("端末", "窓口のパソコン")]


def test_the_most_alike_are_paired_first() -> None:
    old = [{"name": "電子申請"}, {"name": "電子申請の拡充"}]
    new = [{"name": "電子申請の拡大"}, {"name": "電子申請等"}]
    assert pairs(old, new) == [("電子申請の拡充", "電子申請の拡大"), ("電子申請", "電子申請等")]


def test_a_former_name_decides() -> None:
    old: list[Data] = [{"name": "情報政策推進室"}, {"name": "情報政策課"}]
    new: list[Data] = [
        {"name": "デジタル戦略課", "formerly": ["総務課", "情報政策推進室"]},
        {"name": "情報政策室"},
    ]
    expected = [("情報政策推進室", "デジタル戦略課"), ("情報政策課", "情報政策室")]
    assert pairs(old, new, "departments", "plan") == expected
    assert sorted(pairs(new, old, "departments", "plan")) == sorted(
        (after, before) for before, after in expected
    )


def test_an_entry_that_got_another_kind_of_key_is_the_same() -> None:
    old = [{"fiscal_year": "R5", "text": "公募型プロポーザルで業者を選ぶ。", "deadline": "～6月"}]
    new = [{**old[0], "name": "業者選定"}]
    assert pairs(old, new, "tasks") == [("R5 公募型プロポーザルで業者を選ぶ。", "業者選定")]


def test_a_number_that_changed_is_found_by_the_name() -> None:
    old = [{"number": 1, "text": "市民が手続きの仕方を選べる"}]
    new = [{"number": 2, "text": "市民が手続きの仕方を選べる"}]
    assert paired({"1": old[0]}, {"2": new[0]}, list_keys("plan").at("pillars").at("visions")) == [("1", "2")]


@pytest.mark.parametrize("place", ["schedule", "budget"])
def test_another_year_is_another_entry(place: str) -> None:
    old, new = {"fiscal_year": "R5", "phase": "運用"}, {"fiscal_year": "R6", "phase": "運用"}
    assert pairs([old], [new], place) == []


@given(TEXTS | st.text(max_size=200), TEXTS | st.text(max_size=200))
def test_likeness_knows_no_side(one: str, other: str) -> None:
    likeness = text_likeness(one, other)
    assert likeness == text_likeness(other, one)
    assert 0 <= likeness <= 1
    assert (likeness == 1) >= (one == other)


ENTRIES = st.lists(
    mappings(name=TEXTS, status=SCALARS, progress=TEXTS, formerly=st.lists(SCALARS, max_size=2) | SCALARS),
    max_size=5,
)


@given(ENTRIES, ENTRIES)
def test_pairs_are_the_same_from_either_side(old: list[Data], new: list[Data]) -> None:
    before, after = keyed_entries(old, COMPONENTS) or {}, keyed_entries(new, COMPONENTS) or {}
    gone = {segment: entry for segment, entry in before.items() if segment not in after}
    come = {segment: entry for segment, entry in after.items() if segment not in before}
    there, back = paired(gone, come, COMPONENTS), paired(come, gone, COMPONENTS)
    assert sorted(there) == sorted((one, other) for other, one in back)
    assert len({one for one, _ in there}) == len({other for _, other in there}) == len(there)
    assert [other for _, other in there] == [segment for segment in come if segment in dict(back)]


def test_long_lists_are_paired_by_what_is_sure() -> None:
    def entry(name: str, number: int, **more: Any) -> Data:
        return {"name": f"{name}{number}", "progress": f"進捗{number}", **more}

    old = {f"a{number}": entry("a", number) for number in range(5000)}
    new = {f"b{number}": entry("b", number) for number in range(5000)}
    new["c"] = {"name": "c", "formerly": ["a7"]}
    found = dict(paired(old, new, COMPONENTS))
    assert len(found) == 5000
    assert found["a7"] == "c"
    assert found["a8"] == "b8"
    assert sorted(paired(new, old, COMPONENTS)) == sorted((after, before) for before, after in found.items())


def test_long_texts_are_compared_by_their_beginning() -> None:
    old = {str(n): {"name": str(n), "progress": "あ" * 100_000 + str(n)} for n in range(40)}
    new = {f"x{n}": {"name": f"x{n}", "progress": "あ" * 100_000 + str(n)} for n in range(40)}
    assert len(paired(old, new, COMPONENTS)) == 40
