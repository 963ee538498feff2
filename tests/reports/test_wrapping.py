"""Lines break by width, and not where Japanese typesetting forbids it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from dxplan.reports.formats.wrapping import wrapped

OPENING, CLOSING = "「『（(【", "、。，）」』】々ーっゃょァ"
TEXTS = st.text(st.sampled_from("aZ9-./ 　市民課手続きアン" + OPENING + CLOSING + "é😀\u3099"), max_size=60)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, [""]),
        ("short", 10, ["short"]),
        ("exactly 10", 10, ["exactly 10"]),
        ("one two three", 7, ["one two", "three"]),
        ("one   two", 6, ["one", "two"]),
        ("申請のオンライン化", 10, ["申請のオン", "ライン化"]),
        ("申請のオンライン化", 11, ["申請のオン", "ライン化"]),
        ("申請です。はい", 8, ["申請で", "す。はい"]),  # no line begins with the mark
        ("市の「計画」", 6, ["市の", "「計", "画」"]),  # and none ends with it
        ("データ", 4, ["デー", "タ"]),
        ("online-forms 申請", 10, ["online-for", "ms 申請"]),
        ("a\nb c\n", 10, ["a", "b c", ""]),
        ("マイナンバーカード", 2, list("マイナンバーカード")),
        ("市", 1, ["市"]),  # what has no room is not lost
        ("LINE導入R5年度", 8, ["LINE導入", "R5年度"]),
    ],
)
def test_examples(text: str, width: int, lines: list[str]) -> None:
    assert wrapped(text, width) == lines


@given(TEXTS, st.integers(min_value=2, max_value=40))
def test_every_line_fits_and_nothing_is_lost(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(TEXTS, st.integers(min_value=12, max_value=40))
def test_lines_that_fit_stay_whole(text: str, width: int) -> None:
    if cell_len(text) <= width:
        assert wrapped(text, width) == [text]


@given(
    st.text(st.sampled_from("市民課手続き" + CLOSING), min_size=1, max_size=60),
    st.integers(min_value=30, max_value=40),
)
def test_no_line_begins_with_a_closing_mark(text: str, width: int) -> None:
    start = text[0]
    for line in wrapped(start.replace(start, "市") + text, width)[1:]:
        # Unless so many follow each other that one line cannot hold them.
        assert line[0] not in CLOSING or _longest_run(text) * 2 >= width - 2


def _longest_run(text: str) -> int:
    longest = run = 0
    for char in text:
        run = run + 1 if char in CLOSING else 0
        longest = max(longest, run)
    return longest
