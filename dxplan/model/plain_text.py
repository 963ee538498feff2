"""Fold the spellings of one character into one, so that a grammar needs to know only one of them.

Staff type full-width digits and brackets, five kinds of wave dash and of hyphen, and PDF conversion leaves
Kangxi radicals. The fold maps one character to one character: a position in the folded text is the same
position in the original, which lets a parser quote the user's own characters.
"""

from __future__ import annotations

import re
from functools import cached_property
from itertools import accumulate

# NFKC is not used: it maps one character to several (㋀ to 1月) and leaves U+301C, the wave dash, alone.
_SPELLINGS = {
    " ": "\u3000\u00a0\u2002\u2003\u2009\u200b\ufeff\t\r\n",
    "~": "〜∼∽〰˜",
    "-": "‐‑‒–—―−─ーｰ",
    "(": "〔【「『〈《",
    ")": "〕】」』〉》",
    "、": "､",
    "。": "｡",
    "・": "･",
    "月": "⽉",
    "日": "⽇",
    "用": "⽤",
}
_ASCII_FROM_FULL_WIDTH = {code + 0xFEE0: code for code in range(0x21, 0x7F)}
_FOLD = _ASCII_FROM_FULL_WIDTH | {
    ord(spelling): ord(plain) for plain, spellings in _SPELLINGS.items() for spelling in spellings
}
_FOLD |= {ord("［"): ord("("), ord("］"): ord(")"), ord("["): ord("("), ord("]"): ord(")")}


def fold(text: str) -> str:
    """Give ``text`` with half-width digits, letters and brackets, ``~``, ``-`` and plain spaces; same length."""
    return text.translate(_FOLD)


class FoldedPattern:
    """A pattern for folded text: its digits are ASCII, its letters stand for either case.

    It is compiled when it is first used: a grammar has many patterns, and most texts need few of them.
    """

    def __init__(self, source: str) -> None:
        """Keep the pattern's source."""
        self._source = source

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The compiled pattern."""
        return re.compile(self._source, re.ASCII | re.IGNORECASE)


def folded_pattern(pattern: str) -> FoldedPattern:
    """Make a pattern for folded text."""
    return FoldedPattern(pattern)


def inside_brackets(text: str, edges: str) -> tuple[int, int]:
    """Give where a folded text begins and ends without ``edges`` and without brackets around all of it.

    A bracket at one end whose other half got lost (in a table cell that was cut) goes too.
    """
    start, end = 0, len(text)
    while True:
        start = end - len(text[start:end].lstrip(edges))
        end = start + len(text[start:end].rstrip(edges))
        inner = text[start:end]
        depths = list(accumulate((char == "(") - (char == ")") for char in inner))
        if inner.startswith("(") and 0 not in depths[:-1]:
            start, end = start + 1, end - (depths[-1] == 0)
        elif inner.endswith(")") and depths[-1] < 0:
            end -= 1
        else:
            return start, end
