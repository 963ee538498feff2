"""Differences put to use: applied to the older documents they give the newer ones, turned round they lead back."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from dxplan.analysis.inverting import inverse
from dxplan.analysis.renaming import Words, key_of, renamed
from dxplan.errors import DxplanError
from dxplan.model.difference import FieldChange
from dxplan.model.list_keys import key_segment, keyed_entries, look_up_keyed
from dxplan.model.message import message
from dxplan.model.pointer import join_pointer, split_pointer
from dxplan.stores.schemas import list_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dxplan.model.content import Data
    from dxplan.model.difference import Change, PlanDifference
    from dxplan.model.list_keys import ListKeys

__all__ = ["apply", "field_changes_from_json", "inverse", "patched"]

# Changes by the segments of their pointers.
_Tree = dict[str, "_Tree | FieldChange"]


def field_changes_from_json(records: Iterable[Mapping[str, Any]]) -> tuple[FieldChange, ...]:
    """Read the fields of a change as ``diff -f json`` gives them: ``{"pointer", "from", "to"}``."""
    return tuple(FieldChange(record["pointer"], record["from"], record["to"]) for record in records)


def apply(data: Data | None, changes: Iterable[FieldChange], keys: ListKeys) -> Data | None:
    """Return what changes make of a document; where they add entries, these come last.

    Raises DxplanError for a change of something that the document does not have.
    """
    tree: _Tree = {}
    for change in changes:
        *above, last = split_pointer(change.pointer) or ("",)
        if not change.pointer:
            whole: Data | None = deepcopy(change.new)
            return whole
        branch: Any = tree
        for segment in above:
            branch = branch.setdefault(segment, {})
            if isinstance(branch, FieldChange):
                raise _misfit(change.pointer)
        branch[last] = change
    copied: Any = deepcopy(data)
    result: Data | None = _applied(copied, tree, keys, "") if tree else copied
    return result


def _applied(value: Any, tree: _Tree, keys: ListKeys, at: str) -> Any:
    entries = keyed_entries(value, keys)
    if entries is not None:
        for segment, part in tree.items():
            _put(entries, segment, part, keys, at)
        return _in_sequence(entries, keys)
    if not isinstance(value, dict):
        raise _misfit(at)
    for key, part in tree.items():
        _put(value, key, part, keys.at(key), at)
    return value


def _put(holder: dict[str, Any], key: str, part: _Tree | FieldChange, keys: ListKeys, at: str) -> None:
    if isinstance(part, dict):
        holder[key] = _applied(holder.get(key), part, keys, at + join_pointer((key,)))
    elif part.new is None:
        if holder.pop(key, None) is None:
            raise _misfit(part.pointer)
    else:
        holder[key] = deepcopy(part.new)


def _in_sequence(entries: Mapping[str, Any], keys: ListKeys) -> list[Data]:
    """Return entries as a list in which those of one key have the order of their numbers."""
    bases = {segment: key_segment(entry, keys.alternatives or ()) for segment, entry in entries.items()}
    if all(segment == base for segment, base in bases.items()):
        return list(entries.values())
    order = list(entries)
    for base in dict.fromkeys(bases.values()):
        places = [place for place, segment in enumerate(entries) if bases[segment] == base]
        sharing = sorted((order[place] for place in places), key=lambda segment: _number(segment, base))
        for place, segment in zip(places, sharing, strict=True):
            order[place] = segment
    return [entries[segment] for segment in order]


def _number(segment: str, base: str) -> int:
    """Return which of the entries that share a key this one is."""
    number = segment.removeprefix(base).removeprefix("#")
    return int(number) if number.isdecimal() and segment != base else 1


def _misfit(pointer: str) -> DxplanError:
    return DxplanError(message("The change at “{pointer}” does not fit the document.", pointer=pointer))


def patched(documents: Mapping[str | None, Data], difference: PlanDifference) -> dict[str | None, Data]:
    """Return the newer documents of a plan by id (None: the plan's file), made of the older ones and the difference.

    Orders without meaning are those of the older documents. What could not be read at the later end is left out.
    Raises DxplanError where the difference is not one of these documents.
    """
    changes = {change.id: change for change in difference.changes}
    unread = {unread.id for unread in difference.unread if unread.side == "to"}
    result: dict[str | None, Data] = {}
    for identifier in [*documents, *(added for added in changes if added not in documents)]:
        if identifier not in unread:
            document = _patched(identifier, documents.get(identifier), changes.get(identifier), difference)
            if document is not None:
                result[identifier] = document
    return result


def _patched(
    identifier: str | None, document: Data | None, change: Change | None, difference: PlanDifference
) -> Data | None:
    keys = list_keys("plan" if identifier is None else "initiative")
    fields: Sequence[FieldChange] = change.comparison.fields if change else ()
    if identifier is None or document is None or any(not field.pointer for field in fields):
        return apply(document, fields, keys)
    # Entries that went away are named as they were before any word was renamed.
    gone = [field for field in fields if field.new is None and _is_entry(document, field.pointer, keys)]
    document = apply(document, gone, keys) or {}
    kept = {
        (key_of(rename), pointer)
        for rename in difference.renames
        for keeping, pointer in rename.kept
        if keeping == identifier
    }
    moved = any(field.pointer == "/pillar" for field in fields)
    document = renamed(document, Words(difference.renames), keys, kept=kept, moved=moved)
    return apply(document, [field for field in fields if field not in gone], keys)


_ENTRY_PARTS = 2


def _is_entry(document: Data, pointer: str, keys: ListKeys) -> bool:
    """Say whether a pointer names an entry of a list that stands at the top of a document."""
    parts = split_pointer(pointer)
    if len(parts) != _ENTRY_PARTS or keyed_entries(document.get(parts[0]), keys.at(parts[0])) is None:
        return False
    return look_up_keyed(document, pointer, keys) is not None
