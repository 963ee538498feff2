"""Slips in the words of ``dxplan set``: full-width signs, and spaces around ``=``, which part what belongs together."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from dxplan.errors import UsageError
from dxplan.model.message import message

if TYPE_CHECKING:
    from collections.abc import Sequence

_OPERATORS = ("=", "+=", "-=")
_SIGNS = str.maketrans("＝＋－．", "=+-.")
_WIDE_SPACE = "\u3000"


def check_slips(words: Sequence[str]) -> None:
    """Refuse words in which a sign is full-width or a space stands beside ``=``; raises UsageError."""
    for word in words:
        _check_width(word)
    for at, (word, following) in enumerate(pairwise([*words, ""])):
        if at and word.startswith(_OPERATORS):
            before = words[at - 1]
            after = following if word in _OPERATORS else ""
            raise _spaced(f"{before}{word}{after}")
        # Whoever takes a field away writes nothing after the sign.
        if _is_open(word) and following and "=" not in following:
            raise _spaced(word + following)


def _is_open(word: str) -> bool:
    """Tell whether a word ends where its value should stand."""
    return word.find("=") == len(word) - 1 and not word.endswith("-=")


def _check_width(word: str) -> None:
    """Refuse a full-width sign or space where the name of a field stands."""
    head = word.partition("=")[0]
    if "[" in head:  # the names of entries may have any sign
        return
    if "＝" in head:
        field, _, value = word.partition("＝")
        raise UsageError(
            message("“{word}” is not typed in half-width characters.", word=word),
            message("Write {text}", text=f"{field.translate(_SIGNS)}={value}"),
        )
    if _WIDE_SPACE in head and head != word:
        raise UsageError(
            message("“{word}” has a full-width space.", word=word),
            message("A full-width space parts no words: type a half-width one."),
        )


def _spaced(text: str) -> UsageError:
    return UsageError(
        message("A space stands beside “=”."), message("Write it without spaces: {text}", text=text)
    )
