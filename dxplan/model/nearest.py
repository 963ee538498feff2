"""The nearest word: what a person may have meant."""

from __future__ import annotations

import unicodedata
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def plain_form(text: str) -> str:
    """Return a text as it is compared: compatibility forms and case folded, without spaces."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def nearest(word: str, words: Iterable[str]) -> str | None:
    """Return the word most like ``word``, or None where none is near enough to be meant.

    Japanese words are short, so a part of a known word, or a word that holds a known one, counts as near.
    """
    plain = plain_form(word)
    known = {plain_form(candidate): candidate for candidate in words}
    if plain in known:
        return known[plain]
    close = get_close_matches(plain, known, n=1, cutoff=0.6)
    if close:
        return known[close[0]]
    within = [
        form for form in known if len(plain) > 1 and (plain in form or (len(form) > 1 and form in plain))
    ]
    return known[min(within, key=lambda form: (abs(len(form) - len(plain)), form))] if within else None


def same_word(word: str, words: Iterable[str]) -> str | None:
    """Return the word that differs from ``word`` only in width, case or spaces, if there is exactly one."""
    plain = plain_form(word)
    found = [candidate for candidate in words if plain_form(candidate) == plain]
    return found[0] if len(found) == 1 else None
