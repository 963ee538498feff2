"""Hints that several rules give in the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.model.message import Message, message
from dxplan.model.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHOWN = 8


def meant(word: str, words: Iterable[str]) -> Message | None:
    """Ask whether the nearest known word was meant; name the known ones where none is near and they are few."""
    known = list(words)
    near = nearest(word, known)
    if near is not None:
        return message("Did you mean “{word}”?", word=near)
    return one_of(known)


def one_of(words: Iterable[str]) -> Message | None:
    """Name the allowed words, if they are few enough to be read."""
    known = list(words)
    if not known or len(known) > _SHOWN:
        return None
    return message("Allowed are: {words}.", words=", ".join(known))
