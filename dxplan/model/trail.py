"""The audit trail: who changed which field from what to what, when and in which commit."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from dxplan.model.content import Trouble


class TrailEntry(Struct, frozen=True, array_like=True):
    """One change of one field by one commit.

    ``plan`` and ``id`` are as they are called in that commit; ``id`` is None for the plan's own file. ``pointer`` is as in
    ``dxplan.model.difference``: empty for an initiative that was created (``old`` is None) or deleted (``new`` is None).
    """

    commit: str
    plan: str
    id: str | None
    pointer: str
    old: Any
    new: Any


class TrailRename(Struct, frozen=True, array_like=True):
    """A name that a commit changed: of a plan's folder, of an initiative's id, or of a list entry's key.

    ``pointer`` names what was renamed: ``None`` for a plan's folder (``id`` is None), empty for an initiative's id, the
    entry's old pointer else. ``old`` and ``new`` are the names, or the old and the new pointer of an entry.
    """

    commit: str
    plan: str
    id: str | None
    pointer: str | None
    old: str
    new: str


class TrailTrouble(Struct, frozen=True, array_like=True):
    """A file that could not be read at a commit, reported beside the entries."""

    commit: str
    plan: str
    id: str | None
    path: str
    trouble: Trouble


class Placing(Struct, frozen=True, array_like=True):
    """What a file of a commit says of its own place, where that is not plain from its path.

    ``id`` is None for a file that cannot be read. ``origin`` is the path that the same initiative had under another id
    in the parent at position ``parent``, None where it had none.
    """

    path: str
    id: str | None
    parent: int = 0
    origin: str | None = None


class CommitTrail(Struct, frozen=True, array_like=True):
    """What one commit did; it depends on nothing but the commit and its ancestors, so it never becomes stale.

    ``placings`` is what the trails of later commits must know of the contents of this one; ``has_folders`` says that in a
    parent the folder of a plan had another name, whichever commit gave it; ``against`` is the position of the parent with
    which its files were compared, None where that was with nothing.
    """

    commit: str
    entries: tuple[TrailEntry, ...] = ()
    renames: tuple[TrailRename, ...] = ()
    troubles: tuple[TrailTrouble, ...] = ()
    placings: tuple[Placing, ...] = ()
    has_folders: bool = False
    against: int | None = None
