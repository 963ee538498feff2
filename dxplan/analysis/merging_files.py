"""Merging the three editions of a plan file that git hands over, bytes to bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from dxplan.analysis.merging import merge
from dxplan.errors import DocumentError, DxplanError
from dxplan.model.merge import Conflict
from dxplan.model.message import message
from dxplan.stores.merge_conflicts import Marks
from dxplan.stores.merge_text import Edition, Variants, merge_texts, read_edition
from dxplan.stores.schemas import SchemaName, list_keys

if TYPE_CHECKING:
    from collections.abc import Callable


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
    editions = [_read(raw, side) for raw, side in ((base, "base"), (ours, "ours"), (theirs, "theirs"))]
    was, mine, others = (edition.data for edition in editions)
    keys = list_keys(name)
    favoured = {
        favour: merge(was, mine or {}, others or {}, keys, favour) for favour in ("ours", "theirs", "base")
    }
    conflicts = favoured["ours"].conflicts
    variants = Variants(favoured["ours"].data, favoured["theirs"].data, favoured["base"].data)
    pointers = [conflict.pointer for conflict in conflicts]
    how = marks() if conflicts else Marks()
    return MergedFile(merge_texts(editions, variants, pointers, keys, how), conflicts)


def _read(raw: bytes, side: str) -> Edition:
    try:
        return read_edition(raw)
    except DocumentError as error:
        place = error.place(side)
        raise DxplanError(
            message("{place} cannot be read: {text}", place=place, text=error.message), error.hint
        ) from None
