"""Marks of changed characters: both texts can be read back from them, and they say the least."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dxplan.reports.text_marks import Piece, elided, is_worth_marking, marked

SIGNS = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
TEXTS = st.text(st.sampled_from("市民課の9月1２aB。\n か゚\U000f0000\U000e0101"), max_size=40) | st.text(
    max_size=20
)


def signs(pieces: tuple[Piece, ...]) -> str:
    return "".join(SIGNS[piece.kind].format(piece.text) for piece in pieces)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ""),
        ("同じ", "同じ", "同じ"),
        ("", "新しい", "{+新しい+}"),
        ("古い", "", "[-古い-]"),
        ("3月に開始", "5月に開始", "[-3-]{+5+}月に開始"),
        ("15件に届いた", "115件に届いた", "[-15-]{+115+}件に届いた"),
        ("1,200人が参加", "1,250人が参加", "[-1,200-]{+1,250+}人が参加"),
        ("LINEで知らせる", "LGWANで知らせる", "[-LINE-]{+LGWAN+}で知らせる"),
        ("入札する。", "入札する予定。", "入札する{+予定+}。"),
        ("人材育成", "人財育成", "人[-材-]{+財+}育成"),
        ("か\u3099くを", "かくを", "[-か\u3099-]{+か+}くを"),
        (
            "ホームページを改めた。",
            "LINE配信の仕様を決めた。",
            "[-ホームページを改めた。-]{+LINE配信の仕様を決めた。+}",
        ),
    ],
)
def test_what_changed_is_marked(old: str, new: str, expected: str) -> None:
    assert signs(marked(old, new)) == expected


@given(TEXTS, TEXTS)
@example("\U000f0000", "\U000f0001ab")
def test_both_texts_are_read_back(old: str, new: str) -> None:
    pieces = marked(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == new
    assert all(piece.text for piece in pieces)
    kinds = [piece.kind for piece in pieces]
    assert all(one != other for one, other in pairwise(kinds))
    assert ("added", "removed") not in pairwise(kinds)


def test_long_texts_are_compared_by_sentences() -> None:
    sentences = [f"第{number}の取組について、関係する課と協議した。" for number in range(300)]
    old, new = "".join(sentences), "".join([*sentences[:150], "新しい取組を始めた。", *sentences[150:]])
    assert [(piece.kind, len(piece.text)) for piece in marked(old, new)] == [
        ("same", len("".join(sentences[:150]))),
        ("added", len("新しい取組を始めた。")),
        ("same", len("".join(sentences[150:]))),
    ]


@pytest.mark.parametrize("text", ["あ。" * 2_000, "あいう" * 40_000])
def test_what_would_take_long_is_replaced_in_whole(text: str) -> None:
    assert marked(text, text[::-1] + "え") == (Piece("removed", text), Piece("added", text[::-1] + "え"))


def test_texts_without_anything_in_common_are_not_worth_marking() -> None:
    assert not is_worth_marking(marked("要件をまとめ、入札の用意を済ませた", "LINEでの配信"))
    assert is_worth_marking(marked("要件をまとめた。", "要件を決めた。"))


def test_long_equal_stretches_are_cut() -> None:
    pieces = marked(
        "あ" * 30 + "古" + "い" * 30 + "古" + "う" * 30, "あ" * 30 + "新" + "い" * 30 + "新" + "う" * 30
    )
    assert signs(elided(pieces)) == (
        f"…{'あ' * 12}[-古-]{{+新+}}{'い' * 12}…{'い' * 12}[-古-]{{+新+}}{'う' * 12}…"
    )
    assert elided(pieces, context=40) == pieces
