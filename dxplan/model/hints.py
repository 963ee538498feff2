"""Hints that several rules give in the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.model.message import Message, message
from dxplan.model.nearest import nearest, same_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SHOWN = 8


def meant(word: str, words: Iterable[str]) -> Message | None:
    """Ask whether the nearest known word was meant; name the known ones where none is near and they are few."""
    known = list(words)
    near = nearest(word, known)
    if near is not None:
        return message("Did you mean “{word}”?", word=near)
    return one_of(known)


def meant_initiative(word: str, titles: Mapping[str, str]) -> Message | None:
    """Ask whether an initiative was meant, by its id or by its title; ``titles`` has the title of each id."""
    ids = {title: identifier for identifier, title in titles.items() if title}
    near = same_word(word, ids) or (None if nearest(word, titles) else nearest(word, ids))
    if near is not None:
        return message("Did you mean “{word}”?", word=ids[near])
    return meant(word, titles)


def one_of(words: Iterable[str]) -> Message | None:
    """Name the allowed words, if they are few enough to be read."""
    known = list(words)
    if not known or len(known) > _SHOWN:
        return None
    return message("Allowed are: {words}.", words=", ".join(known))
