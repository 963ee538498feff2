"""Merging where the base has conflicts of its own, as git makes it of several bases."""

from __future__ import annotations

import pytest

from dxplan.analysis.merging_files import merge_files
from dxplan.errors import DxplanError
from dxplan.stores.merge_conflicts import Marks

TEXT = """\
schema: 1
id: a
number: 1
status: 着手中
components:
  - name: LINE
    status: 着手中
    progress: 一
progress: |
  一
  二
  三
"""
ENTRY = "  - name: LINE\n    status: 着手中\n    progress: 一\n"
LONG = Marks(9, "Temporary merge branch 1", "Temporary merge branch 2")


def put(old: str, new: str, text: str = TEXT) -> str:
    """Put something in the place of a text that is there once."""
    assert text.count(old) == 1, old
    return text.replace(old, new)


# What was in conflict, as both sides had it, then as both have settled it; the fields on which a merge stops.
CASES = {
    "settled in the same way": ("\nstatus: 着手中", "\nstatus: 運用中", "\nstatus: 取り下げ", 1, 1, []),
    "settled in two ways": ("\nstatus: 着手中", "\nstatus: 運用中", "\nstatus: 取り下げ", 1, 2, ["/status"]),
    "settled and set back": ("\nstatus: 着手中", "\nstatus: 運用中", "\nstatus: 取り下げ", 2, 0, ["/status"]),
    "a number": ("number: 1", "number: 2", "number: 3", 1, 2, ["/number"]),
    "a field that is gone": ("number: 1\n", "", "number: 3\n", 1, 2, ["/number"]),
    "an entry that is gone": (ENTRY, "", put("一", "二", ENTRY), 1, 2, ["/components"]),
    "an entry that is gone on both": (ENTRY, "", put("一", "二", ENTRY), 1, 1, []),
    "an entry that came back as it was": (
        ENTRY,
        "",
        put("一", "二", ENTRY),
        2,
        0,
        ["/components"],
    ),
    "a line of prose": ("  二\n", "  二甲\n", "  二乙\n", 1, 2, ["/progress"]),
    "a line of prose, settled": ("  二\n", "  二甲\n", "  二乙\n", 2, 2, []),
}


@pytest.mark.parametrize("name", CASES)
def test_what_was_settled_differently_is_a_conflict(name: str) -> None:
    old, first, second, ours, theirs, stops = CASES[name]
    settled = [TEXT, put(old, first), put(old, second)]
    base = merge_files(TEXT.encode(), settled[1].encode(), settled[2].encode(), "initiative", lambda: LONG)
    assert b"\n<<<<<<<<< Temporary merge branch 1\n" in base.raw
    one, other = (
        put("id: a\n", "id: a\nstage: 甲\n", settled[ours]),
        put("schema: 1\n", "schema: 1\nnote: 乙\n", settled[theirs]),
    )
    merged = merge_files(base.raw, one.encode(), other.encode(), "initiative", lambda: Marks(base="base"))
    assert [conflict.pointer for conflict in merged.conflicts] == stops
    text = merged.raw.decode()
    assert "stage: 甲\n" in text
    assert "note: 乙\n" in text
    assert "\0" not in text
    assert text.count("<<<<<<<") == len(stops)


def test_a_base_whose_halves_cannot_be_read_is_left_to_git() -> None:
    base = "<<<<<<<<< a\nx: [1\n=========\nx: 2\n>>>>>>>>> b\n"
    with pytest.raises(DxplanError):
        merge_files(base.encode(), TEXT.encode(), put("id: a", "id: b").encode(), "initiative", Marks)
