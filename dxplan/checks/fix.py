"""A fix: the one certain cure of a finding."""

from __future__ import annotations

from msgspec import Struct


class Fix(Struct, frozen=True, array_like=True):
    """Make the scalar at ``pointer`` say ``value``; nothing else of the file changes.

    ``replacements`` (old, new) are set where single characters of a longer text are exchanged, so that the rest of
    the text keeps its line breaks and its quoting.
    """

    pointer: str
    value: str | int | float
    replacements: tuple[tuple[str, str], ...] = ()
