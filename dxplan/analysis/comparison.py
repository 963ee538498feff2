"""What changed in one document, compared by meaning.

Mappings are compared by key and the entries of lists by their own key (``dxplan.model.list_keys``), so neither order nor
layout counts; a key without a value is as good as none. True is not 1 and "1" is not 1, but 1.0 is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from dxplan.analysis.pairing import paired
from dxplan.model.difference import Comparison, EntryRename, FieldChange
from dxplan.model.list_keys import keyed_entries
from dxplan.model.pointer import join_pointer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dxplan.model.content import Data
    from dxplan.model.list_keys import ListKeys

SAME = Comparison()
"""What is found where nothing has changed."""

_packed = msgspec.msgpack.Encoder().encode


def compare(old: Data | None, new: Data | None, keys: ListKeys) -> Comparison:
    """Compare two editions of a document, None where it is not there; ``keys`` are those of its schema.

    Changes come in the order of the schema, those of a list in the order of the newer list, then what was removed.
    """
    if old is new:
        return SAME
    if old is None or new is None:
        return Comparison((FieldChange("", old, new),))
    walk = _Walk()
    walk.mapping(old, new, keys, "")
    return Comparison(tuple(walk.fields), tuple(walk.renames)) if walk.fields else SAME


class _Walk:
    """The way down two editions of a document, and what was found on it."""

    def __init__(self) -> None:
        self.fields: list[FieldChange] = []
        self.renames: list[EntryRename] = []

    def mapping(self, old: Data, new: Data, keys: ListKeys, at: str) -> None:
        """Compare two mappings that stand at a pointer."""
        changed = []
        for key, value in old.items():
            other = new.get(key)
            # The first two tests are made by the interpreter itself; nearly all values end there.
            if value is other or (value == other and (value.__class__ is str or _alike(value, other))):
                continue
            changed.append(key)
        if old.keys() != new.keys():
            changed += [key for key, value in new.items() if value is not None and key not in old]
        for key in _in_order(changed, keys) if len(changed) > 1 else changed:
            self._value(old.get(key), new.get(key), keys.at(key), at + join_pointer((key,)))

    def _value(self, old: Any, new: Any, keys: ListKeys, at: str) -> None:
        if isinstance(old, dict) and isinstance(new, dict):
            self.mapping(old, new, keys, at)
            return
        old_entries, new_entries = keyed_entries(old, keys), keyed_entries(new, keys)
        if old_entries is None or new_entries is None:
            self.fields.append(FieldChange(at, old, new))
        else:
            self._entries(old_entries, new_entries, keys, at)

    def _entries(self, old: dict[str, Data], new: dict[str, Data], keys: ListKeys, at: str) -> None:
        for segment, entry in new.items():
            before = old.get(segment)
            if before is None:
                self.fields.append(FieldChange(at + join_pointer((segment,)), None, entry))
            elif before != entry or not _alike(before, entry):
                self.mapping(before, entry, keys, at + join_pointer((segment,)))
        removed = {segment: entry for segment, entry in old.items() if segment not in new}
        if not removed:
            return
        self.fields += [
            FieldChange(at + join_pointer((segment,)), entry, None) for segment, entry in removed.items()
        ]
        added = {segment: entry for segment, entry in new.items() if segment not in old}
        self.renames += [
            EntryRename(at + join_pointer((before,)), at + join_pointer((after,)))
            for before, after in (paired(removed, added, keys) if added else ())
        ]


def _in_order(changed: Iterable[str], keys: ListKeys) -> list[str]:
    """Sort properties as the schema has them, those that it does not know at the end by name."""
    rank = {key: index for index, key in enumerate(keys.below)}
    return sorted(changed, key=lambda key: (rank.get(key, len(rank)), key))


def _alike(one: Any, other: Any) -> bool:
    """Say whether two values that Python takes for equal are so, too, where true is not 1."""
    if isinstance(one, (list, dict)):
        return _same_bytes(one, other) or _alike_within(one, other)
    return isinstance(one, bool) is isinstance(other, bool)


def _same_bytes(one: Any, other: Any) -> bool:
    try:
        return _packed(one) == _packed(other)
    except (OverflowError, UnicodeEncodeError):  # what no file can hold
        return False


def _alike_within(one: Any, other: Any) -> bool:
    if isinstance(one, dict):
        return all(_alike_within(value, other[key]) for key, value in one.items())
    if isinstance(one, list):
        return all(map(_alike_within, one, other))
    return isinstance(one, bool) is isinstance(other, bool)
