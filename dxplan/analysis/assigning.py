"""Assignments put into effect: the data of a document in which fields are set, added to or taken away."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from dxplan.analysis.assigning_entries import entry_hint, found, missing, names_of, new_entry, put
from dxplan.analysis.assigning_places import places_text
from dxplan.analysis.comparison import compare
from dxplan.errors import DxplanError, UsageError
from dxplan.model.difference import Comparison
from dxplan.model.list_keys import key_segment
from dxplan.model.message import Message, message
from dxplan.stores.matching import same

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dxplan.analysis.assigning_places import Bound, Place
    from dxplan.model.content import Data
    from dxplan.model.list_keys import ListKeys


class Assigned(Struct, frozen=True):
    """What assignments have made of a document.

    ``idle`` are the paths at which everything was so already; ``notes`` say what was taken for more than was written.
    """

    data: dict[str, Any]
    comparison: Comparison = Comparison()
    idle: tuple[str, ...] = ()
    notes: tuple[Message, ...] = ()


def assigned(data: Data, bounds: Iterable[Bound], keys: ListKeys) -> Assigned:
    """Make all assignments, one after the other; the document itself stays as it is.

    Raises UsageError for what cannot be meant in this document, and DxplanError where it is not as the schema wants it.
    """
    result = deepcopy(data)
    work = _Work(result)
    idle = tuple(bound.path for bound in bounds if not work.make(bound))
    work.check()
    return Assigned(result, compare(data, result, keys), idle, tuple(dict.fromkeys(work.notes)))


class _Work:
    """The document while it is being changed, and what is to be remembered of it."""

    def __init__(self, data: Data) -> None:
        self._data = data
        self._set: set[tuple[int, str]] = set()
        self._new: list[tuple[Data, Place, list[str], str]] = []
        self.notes: list[Message] = []

    def make(self, bound: Bound) -> bool:
        """Make an assignment; tell whether it changed anything."""
        holder = self._data
        for number, place in enumerate(bound.places[:-1]):
            path = places_text(bound.places[: number + 1])
            below = self._into(holder, place, path, create=bound.how != "take")
            if below is None:
                return False
            holder = below
        last = bound.places[-1]
        if last.step.key is not None:
            return self._entry(holder, last, bound)
        if bound.removes:
            return holder.pop(last.step.name, None) is not None
        if bound.how == "set":
            self._claim(holder, last.step.name, bound.path)
            return _changed(holder, last.step.name, _set_value(holder.get(last.step.name), bound))
        if last.item is None:
            added = _joined(holder.get(last.step.name), bound)
            return _changed(holder, last.step.name, added)
        return self._add(holder, last, bound) if bound.how == "add" else self._take(holder, last, bound)

    def check(self) -> None:
        """Refuse new entries that lack what every entry must have: they are more likely misnamed than new."""
        for entry, place, names, path in self._new:
            lacking = [name for name in (place.item.required if place.item else ()) if name not in entry]
            if lacking:
                raise UsageError(
                    message(
                        "“{path}”: there is no such entry, and a new one also needs {fields}.",
                        path=path,
                        fields=", ".join(lacking),
                    ),
                    entry_hint(names, place.step.key or ""),
                )

    def _into(self, holder: Data, place: Place, path: str, *, create: bool) -> Data | None:
        """Return the group to which a step leads, None where there is none and none shall be."""
        name = place.step.name
        if place.step.key is None:
            group = holder.setdefault(name, {}) if create else holder.get(name)
            if group is not None and not isinstance(group, dict):
                raise _misfit(path)
            return group
        entries = self._list(holder, place, path)
        names = names_of(entries, place) or []
        at = found(names, place, place.step.key, self.notes)
        entry = entries[at] if at is not None else None
        if entry is None:
            if not create:
                raise missing(names, place, place.step.key, path)
            entry = new_entry(names, place, place.step.key, path)
            put(entries, entry, place)
            holder[name] = entries
            self._new.append((entry, place, names, path))
        if not isinstance(entry, dict):
            raise _misfit(path)
        return entry

    def _list(self, holder: Data, place: Place, path: str) -> list[Any]:
        entries = holder.get(place.step.name)
        entries = [] if entries is None else entries
        if not isinstance(entries, list) or names_of(entries, place) is None:
            raise _misfit(path)
        return entries

    def _entry(self, holder: Data, place: Place, bound: Bound) -> bool:
        """Set or take away a whole entry."""
        key = place.step.key or ""
        entries = self._list(holder, place, bound.path)
        names = names_of(entries, place) or []
        at = found(names, place, key, self.notes)
        if bound.how == "take":
            if at is None:
                raise missing(names, place, key, bound.path)
            _drop(holder, place, entries, at)
            return True
        value = bound.value
        if place.keyed:
            before = entries[at] if at is not None else new_entry(names, place, key, bound.path)
            naming = {part.name for parts in place.keys.alternatives or () for part in parts}
            value = {name: part for name, part in before.items() if name in naming} | bound.value
        elif at is None:
            raise missing(names, place, key, bound.path)
        if at is None:
            put(entries, value, place)
        elif same(entries[at], value):
            return False
        else:
            entries[at] = value
        holder[place.step.name] = entries
        return True

    def _add(self, holder: Data, place: Place, bound: Bound) -> bool:
        entries = self._list(holder, place, bound.path)
        value = deepcopy(bound.value)
        if any(same(entry, value) for entry in entries):
            return False
        if place.keyed and isinstance(value, dict):
            key = key_segment(value, place.keys.alternatives or ())
            if key in (names_of(entries, place) or ()):
                raise UsageError(
                    message("“{path}” has an entry “{key}” already.", path=bound.path, key=key),
                    message("To change it, write {path}[{key}].…=…", path=bound.path, key=key),
                )
        put(entries, value, place)
        holder[place.step.name] = entries
        return True

    def _take(self, holder: Data, place: Place, bound: Bound) -> bool:
        entries = self._list(holder, place, bound.path)
        names = names_of(entries, place) or []
        key = str(bound.value)
        at = found(names, place, key, self.notes) if place.keyed else _index(names, key)
        if at is None:
            self.notes.append(message("“{path}” has no entry “{key}”.", path=bound.path, key=key))
            hint = entry_hint(names, key)
            self.notes += [hint] if hint else []
            return False
        _drop(holder, place, entries, at)
        return True

    def _claim(self, holder: Data, name: str, path: str) -> None:
        """Make sure that a field is set once: of two values, nobody knows which one is meant."""
        if (id(holder), name) in self._set:
            raise UsageError(message("“{path}” is set twice.", path=path))
        self._set.add((id(holder), name))


def _index(names: list[str], key: str) -> int | None:
    return names.index(key) if key in names else None


def _drop(holder: Data, place: Place, entries: list[Any], at: int) -> None:
    """Take an entry out of a list, and the list away with its last one where it must not be empty."""
    del entries[at]
    if not entries and place.shape.nonempty:
        del holder[place.step.name]


def _changed(holder: Data, name: str, value: object) -> bool:
    if name in holder and same(holder[name], value):
        return False
    holder[name] = value
    return True


def _set_value(old: object, bound: Bound) -> Any:
    """Return the value of a field that is set; a text of several lines ends as the one before it did."""
    if bound.read:
        return _ended(bound.value, old)
    return deepcopy(bound.value)


def _joined(old: object, bound: Bound) -> str:
    """Return a prose with a further line."""
    if old is None:
        return _ended(bound.value, None)
    if not isinstance(old, str):
        raise _misfit(bound.path)
    return _ended(old.rstrip("\n") + "\n" + str(bound.value), old)


def _ended(text: str, old: object) -> str:
    """End a text of several lines with a break where the text before it had one, and only there."""
    return text + "\n" if "\n" in text and isinstance(old, str) and old.endswith("\n") else text


def _misfit(path: str) -> DxplanError:
    return DxplanError(
        message("“{path}” does not have the form in this file that the schema wants.", path=path),
        message("Mend the file first; dxplan validate says what is wrong."),
    )
