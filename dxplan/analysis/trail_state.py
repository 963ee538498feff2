"""States: which version stands at every path after a commit, shared between commits as far as they agree.

A table is cut into parts; a commit renews only the parts that it touches. So a branch costs nothing, and what two
states do not share is found without a look at the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec import Struct

from dxplan.analysis.versions import Name, Version, is_document

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

_Key = TypeVar("_Key", bound="Hashable")
_Value = TypeVar("_Value")
_PARTS = 256


class Table(Generic[_Key, _Value]):
    """A mapping that never changes; ``changed`` returns another one."""

    __slots__ = ("_parts",)

    def __init__(self, parts: list[dict[_Key, _Value]] | None = None) -> None:
        """Start empty."""
        self._parts: list[dict[_Key, _Value]] = parts or [{}] * _PARTS

    def get(self, key: _Key) -> _Value | None:
        """Return the value of a key, None where it has none."""
        return self._parts[hash(key) % _PARTS].get(key)

    def changed(self, changes: Mapping[_Key, _Value | None]) -> Table[_Key, _Value]:
        """Return the table with other values; None takes a key away."""
        if not changes:
            return self
        parts = self._parts.copy()
        for key, value in changes.items():
            index = hash(key) % _PARTS
            part = parts[index]
            if part is self._parts[index]:
                part = parts[index] = part.copy()
            if value is None:
                part.pop(key, None)
            else:
                part[key] = value
        return Table(parts)

    def differing(self, other: Table[_Key, _Value]) -> Iterator[_Key]:
        """Yield the keys whose values are not the very same, in no particular order."""
        for mine, others in zip(self._parts, other._parts, strict=True):
            if mine is not others:
                for key in mine.keys() | others.keys():
                    if mine.get(key) is not others.get(key):
                        yield key


class State(Struct, frozen=True, eq=False):
    """What there is after a commit.

    ``files`` holds the version at each path; ``bearers`` the paths that bear a name, more than one where it is borne
    twice; ``gone`` the deletion of each name; ``counts`` how many files each plan has.
    """

    files: Table[str, Version]
    bearers: Table[Name, tuple[str, ...]]
    gone: Table[Name, Version]
    counts: Mapping[str, int]

    def blob_at(self, path: str) -> str | None:
        """Return the blob at a path, None where there is no file."""
        version = self.files.get(path)
        return None if version is None else version.blob


EMPTY = State(Table(), Table(), Table(), {})


def changed_state(
    state: State, files: Mapping[str, Version | None], gone: Mapping[Name, Version | None]
) -> State:
    """Return a state with other files and other deletions."""
    bearers: dict[Name, tuple[str, ...] | None] = {}
    counts: dict[str, int] | None = None
    for path, new in files.items():
        old = state.files.get(path)
        if (old is None) != (new is None):
            counts = dict(state.counts) if counts is None else counts
            _count(counts, path.split("/", 2)[1], 1 if old is None else -1)
        old_name = old.name if old is not None and is_document(old) else None
        new_name = new.name if new is not None and is_document(new) else None
        if old_name != new_name:
            for name, take in ((old_name, True), (new_name, False)):
                if name is not None:
                    _bear(bearers, state, name, path, take=take)
    return State(
        state.files.changed(files),
        state.bearers.changed(bearers),
        state.gone.changed(gone),
        state.counts if counts is None else counts,
    )


def _count(counts: dict[str, int], plan: str, step: int) -> None:
    counts[plan] = counts.get(plan, 0) + step
    if not counts[plan]:
        del counts[plan]


def _bear(
    bearers: dict[Name, tuple[str, ...] | None], state: State, name: Name, path: str, *, take: bool
) -> None:
    """Take a path away from those that bear a name, or add it."""
    known = bearers[name] if name in bearers else state.bearers.get(name)
    paths = {*(known or ())} - {path} if take else {*(known or ()), path}
    bearers[name] = tuple(sorted(paths)) or None
