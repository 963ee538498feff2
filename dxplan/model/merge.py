"""What comes of merging two editions of a document that go back to one base."""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct

from dxplan.model.content import Data

Favour = Literal["ours", "theirs", "base"]
"""Whose value stands where two editions contradict each other."""


class Conflict(Struct, frozen=True, array_like=True):
    """A value that both sides changed, each in its own way; None for what is not there.

    Entries of keyed lists go by their keys in ``pointer``, a renamed one by its name in our edition.
    """

    pointer: str
    base: Any
    ours: Any
    theirs: Any


class Merged(Struct, frozen=True, array_like=True):
    """The merged document, in which each conflict stands as the side that was favoured has it."""

    data: Data
    conflicts: tuple[Conflict, ...] = ()
