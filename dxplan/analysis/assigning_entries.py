"""Entries of a list as a person names them: by their keys, or by a part that only one of the keys has."""

from __future__ import annotations

from bisect import bisect
from typing import TYPE_CHECKING, Any

from dxplan.errors import UsageError, ValueTextError
from dxplan.model.list_keys import NO_KEY, key_segment, keyed_entries
from dxplan.model.message import Message, message
from dxplan.model.nearest import nearest, plain_form
from dxplan.model.period import Period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.analysis.assigning_places import Place
    from dxplan.model.content import Data

_SHOWN = 8


def names_of(entries: list[Any], place: Place) -> list[str] | None:
    """Return what the entries of a list are called, None for a list that is not as the schema wants it."""
    if place.keyed:
        keyed = keyed_entries(entries, place.keys)
        return None if keyed is None else list(keyed)
    return [str(entry) for entry in entries] if not any(isinstance(e, dict | list) for e in entries) else None


def found(names: Sequence[str], place: Place, key: str, notes: list[Message]) -> int | None:
    """Return the place of the entry that is meant, None where there is none.

    Years and periods count in any spelling, but only whole. What was taken for more than was written goes into
    ``notes``. Raises UsageError where several may be meant.
    """
    wanted = _spelled(place, key)
    if wanted in names:
        return names.index(wanted)
    if place.step.exact or (place.keyed and place.keys.is_time):
        return None
    plain = plain_form(key)
    plains = [plain_form(name) for name in names]
    for test in (str.__eq__, str.startswith, str.__contains__):
        at = [index for index, name in enumerate(plains) if test(name, plain)]
        if len(at) > 1:
            raise _ambiguous(place, key, [names[index] for index in at])
        if at:
            notes.append(message("“{key}” is taken as “{name}”.", key=key, name=names[at[0]]))
            return at[0]
    return None


def missing(names: Sequence[str], place: Place, key: str, path: str) -> UsageError:
    """Return the error for an entry that is not there."""
    return UsageError(
        message("“{path}”: {name} has no entry “{key}”.", path=path, name=place.step.name, key=key),
        entry_hint(names, key),
    )


def entry_hint(names: Sequence[str], key: str) -> Message | None:
    """Return the entry that may be meant, else all that there are; nothing where there is none."""
    near = nearest(key, names)
    if near is not None:
        return message("Did you mean “{word}”?", word=near)
    return message("The entries are: {names}", names=_listed(names)) if names else None


def new_entry(names: Sequence[str], place: Place, key: str, path: str) -> Data:
    """Return an entry that has nothing but its key; raises UsageError where that cannot be meant."""
    if key == NO_KEY and () in (place.keys.alternatives or ()):
        return {}
    alternative = next((parts for parts in place.keys.alternatives or () if len(parts) == 1), None)
    if alternative is None:
        raise UsageError(
            message("“{path}”: {name} has no entry “{key}”.", path=path, name=place.step.name, key=key),
            message("To add one, write {name}+={{…}}", name=place.step.name),
        )
    if not (place.step.exact or place.keys.is_time):
        near = nearest(key, names)
        if near is not None:
            raise UsageError(
                message("“{path}”: {name} has no entry “{key}”.", path=path, name=place.step.name, key=key),
                message('Did you mean “{word}”? To add a new entry, put its name in quotes: {name}["{key}"]',
                        word=near, name=place.step.name, key=key),
            )  # fmt: skip
    return {alternative[0].name: _spelled(place, key)}


def put(entries: list[Any], entry: Any, place: Place) -> None:
    """Add an entry: at its place in time where the list keeps such an order, else at the end."""
    at = len(entries)
    if place.keyed and place.keys.is_time:
        times = [_time(one, place) for one in [*entries, entry]]
        own = times.pop()
        known = [time for time in times if time is not None]
        if own is not None and len(known) == len(times) and known == sorted(known):
            at = bisect(known, own)
    entries.insert(at, entry)


def _time(entry: Any, place: Place) -> Period | None:
    if not isinstance(entry, dict):
        return None
    try:
        return Period.parse(key_segment(entry, place.keys.alternatives or ()))
    except ValueTextError:
        return None


def _spelled(place: Place, key: str) -> str:
    """Return a key as the keys of entries are spelled: 令和5年度 is R5."""
    parts = [alternative for alternative in place.keys.alternatives or () if len(alternative) == 1]
    readings = [alternative for alternative in parts if alternative[0].reading]
    return key_segment({readings[0][0].name: key}, readings) if readings else key


def _ambiguous(place: Place, key: str, names: Sequence[str]) -> UsageError:
    return UsageError(
        message("“{key}” may mean several entries of {name}.", key=key, name=place.step.name),
        message("Write more of it: {names}", names=_listed(names)),
    )


def _listed(names: Sequence[str]) -> str:
    return " / ".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")
