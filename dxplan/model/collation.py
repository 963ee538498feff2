"""The order of Japanese texts.

Kana are compared by sound first (width, small letters, voicing and script do not matter), as JIS X 4061 orders
them; kanji in the order of JIS X 0208, whose first level is ordered by reading; other characters by code point.
Without readings no better order of kanji can be had.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SMALL = str.maketrans("ぁぃぅぇぉっゃゅょゎ", "あいうえおつやゆよわ")
_VOWELS = dict(
    zip(
        "あいうえお",
        (
            "あかさたなはまやらわ",
            "いきしちにひみり",
            "うくすつぬふむゆる",
            "えけせてねへめれ",
            "おこそとのほもよろを",
        ),
        strict=True,
    )
)
_LONG = re.compile("(.)ー")
_DIGITS = re.compile(r"[0-9]+")


@lru_cache(maxsize=4096)
def collation_key(text: str) -> tuple[tuple[tuple[int, int, str], ...], str]:
    """Return a sort key for a text in Japanese order; numbers in it are compared as numbers."""
    wide = unicodedata.normalize("NFKC", text).casefold()
    hiragana = "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in wide)
    plain = "".join(c for c in unicodedata.normalize("NFD", hiragana) if c not in "\u3099\u309a").translate(
        _SMALL
    )
    sound = _LONG.sub(lambda match: match.group(1) + _vowel(match.group(1)), plain)
    return tuple(_weights(sound)), text


def _vowel(kana: str) -> str:
    """Return the vowel that a long mark after ``kana`` stands for."""
    return next((vowel for vowel, row in _VOWELS.items() if kana in row), "ー")


def _weights(text: str) -> list[tuple[int, int, str]]:
    weights: list[tuple[int, int, str]] = []
    position = 0
    while position < len(text):
        if match := _DIGITS.match(text, position):
            weights.append((1, int(match.group()), ""))
            position = match.end()
            continue
        weights.append(_weight(text[position]))
        position += 1
    return weights


def _weight(character: str) -> tuple[int, int, str]:
    if character.isascii():
        return (2 if character.isalpha() else 0, ord(character), "")
    if "ぁ" <= character <= "ゖ":
        return (3, ord(character), "")
    try:
        # The two bytes of EUC-JP are the row and the cell of JIS X 0208.
        return (4, int.from_bytes(character.encode("euc_jp"), "big"), "")
    except UnicodeEncodeError:
        return (5, ord(character), "")
