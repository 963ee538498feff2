"""Merging the three editions of a plan file that git hands over, bytes to bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from dxplan.analysis.merging import merge
from dxplan.analysis.merging_bases import decided, undecided
from dxplan.errors import DocumentError, DxplanError
from dxplan.model.merge import Conflict
from dxplan.model.message import message
from dxplan.stores.merge_conflicts import Marks, halves
from dxplan.stores.merge_text import Edition, Variants, merge_texts, read_edition
from dxplan.stores.schemas import SchemaName, list_keys
from dxplan.stores.source_text import decode

if TYPE_CHECKING:
    from collections.abc import Callable

    from dxplan.model.list_keys import ListKeys


class MergedFile(Struct, frozen=True):
    """The bytes of the merged file, and the conflicts that are marked in it."""

    raw: bytes
    conflicts: tuple[Conflict, ...]


def merge_files(
    base: bytes, ours: bytes, theirs: bytes, name: SchemaName, marks: Callable[[], Marks]
) -> MergedFile:
    """Merge a file of a kind; ``marks`` is asked only where there are conflicts.

    Raises DxplanError for a side that cannot be read and for what cannot be written, which is left to git.
    """
    keys = list_keys(name)
    editions = [_read_base(base, keys), _read(ours, "ours"), _read(theirs, "theirs")]
    was, mine, others = (edition.data for edition in editions)
    favoured = {
        favour: merge(was, mine or {}, others or {}, keys, favour) for favour in ("ours", "theirs", "base")
    }
    conflicts = favoured["ours"].conflicts
    variants = Variants(favoured["ours"].data, favoured["theirs"].data, decided(favoured["base"].data))
    pointers = [conflict.pointer for conflict in conflicts]
    how = marks() if conflicts else Marks()
    return MergedFile(merge_texts(editions, variants, pointers, keys, how), conflicts)


def _read_base(raw: bytes, keys: ListKeys) -> Edition:
    """Read the base, which has conflicts of its own where git had to merge several."""
    try:
        return _read(raw, "base")
    except DxplanError:
        sides = _sides(raw)
        if sides is None:
            raise
    one, other = (_read(side.encode(), "base") for side in sides)
    return Edition(one.source, undecided(one.data or {}, other.data or {}, keys))


def _sides(raw: bytes) -> tuple[str, str] | None:
    try:
        found = halves(decode(raw).text)
    except DocumentError:
        return None
    return found[:2] if found else None


def _read(raw: bytes, side: str) -> Edition:
    try:
        return read_edition(raw)
    except DocumentError as error:
        place = error.place(side)
        raise DxplanError(
            message("{place} cannot be read: {text}", place=place, text=error.message), error.hint
        ) from None
