"""Blame: which commit set each present value of a document.

A value is handed down to the first parent that has the same one at the same place, through moved files, renamed folders
and ids and renamed list entries, until no parent has it: that commit set it.
"""

from __future__ import annotations

from collections import defaultdict
from heapq import heappop, heappush
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from dxplan.analysis.comparison import compare
from dxplan.analysis.places import leaves, same
from dxplan.analysis.trail import History
from dxplan.analysis.versions import Version, sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dxplan.analysis.trail_contents import Ask, Reading
    from dxplan.model.commit import Commit
    from dxplan.model.content import Data
    from dxplan.model.list_keys import ListKeys
    from dxplan.model.trail import CommitTrail

_AHEAD = 200


class FieldOrigin(Struct, frozen=True):
    """A present value and the commit that set it, None where it is not committed yet."""

    pointer: str
    value: Any
    commit: str | None


def blame(
    history: tuple[Sequence[Commit], Mapping[str, CommitTrail]],
    ask: Ask,
    keys: Mapping[str, ListKeys],
    document: tuple[str, str | None],
    present: Data | None = None,
) -> tuple[FieldOrigin, ...]:
    """Return the origin of every value of a document, in the order of its file; nothing where it is not there.

    ``history`` is commits up to the point, parents first, and the trails that are known; ``document`` the plan and the id
    (None for the plan's own file) at the point. ``present`` is the data in the working tree; without it, what is asked
    for is the last commit's.
    """
    walk = History(history[0], ask, keys, history[1])
    for _ in walk.trails():
        pass
    version = _version_of(walk, document)
    kind = keys["plan" if document[1] is None else "initiative"]
    newest = None if version is None else walk.reading.data(version)
    if present is None:
        present = newest
    if present is None:
        return ()
    found: dict[str, str] = {}
    if version is not None and newest is not None:
        found = _Walk(walk.reading, kind).origins(version, _kept(newest, present, kind))
    return tuple(FieldOrigin(pointer, value, found.get(pointer)) for pointer, value in leaves(present, kind))


def _version_of(walk: History, document: tuple[str, str | None]) -> Version | None:
    """Return the version of a document after the last commit; of several files with one id, of the one so named."""
    paths = walk.last.bearers.get(document) or ()
    named = [path for path in paths if PurePosixPath(path).stem == document[1]]
    return next((walk.last.files.get(path) for path in (*named, *paths)), None)


def _kept(newest: Data, present: Data, keys: ListKeys) -> dict[str, str]:
    """Return the places of present values that stand in the last commit, with where they stand there."""
    return _handed_down(dict(leaves(present, keys)), newest, compare(newest, present, keys).renames, keys)


def _handed_down(
    values: Mapping[str, Any], older: Data, renames: Iterable[Any], keys: ListKeys
) -> dict[str, str]:
    """Return which values older data has, too, with where it has them."""
    before = dict(leaves(older, keys))
    former = [(rename.new, rename.old) for rename in renames]
    found: dict[str, str] = {}
    for pointer, value in values.items():
        place = next(
            (old + pointer[len(new) :] for new, old in former if pointer.startswith(new + "/")), pointer
        )
        if place in before and same(before[place], value):
            found[pointer] = place
    return found


class _Walk:
    """The way back through the versions of a document."""

    def __init__(self, reading: Reading, keys: ListKeys) -> None:
        self._reading = reading
        self._keys = keys

    def origins(self, version: Version, places: Mapping[str, str]) -> dict[str, str]:
        """Return the commits of values; ``places`` says where each of them stands in the version."""
        found: dict[str, str] = {}
        heap: list[tuple[int, int, Version]] = []
        waiting: dict[int, dict[str, str]] = defaultdict(dict)

        def wait(at: Version, more: Mapping[str, str]) -> None:
            if id(at) not in waiting:
                heappush(heap, (-at.depth, len(waiting), at))
            waiting[id(at)].update(more)

        for source in _readable(version)[:1]:
            wait(source, places)
        while heap:
            _, _, at = heappop(heap)
            open_places = waiting[id(at)]
            for parent, more in self._parents(at, open_places):
                wait(parent, more)
                for pointer in more:
                    del open_places[pointer]
            found |= dict.fromkeys(open_places, at.commit)
        return found

    def _parents(self, version: Version, places: Mapping[str, str]) -> list[tuple[Version, dict[str, str]]]:
        """Return for each parent the values that it has, too, and where, each value once."""
        data = self._reading.data(version) or {}
        stand = dict(leaves(data, self._keys))
        left = dict(places)
        result = []
        for parent in sources(version.parents):
            if parent.blob is None or not left:
                continue
            self._read_ahead(parent)
            older = self._reading.data(parent) or {}
            renames = compare(older, data, self._keys).renames
            kept = _handed_down({place: stand[place] for place in left.values()}, older, renames, self._keys)
            more = {pointer: kept[place] for pointer, place in left.items() if place in kept}
            left = {pointer: place for pointer, place in left.items() if pointer not in more}
            result.append((parent, more))
        return result

    def _read_ahead(self, version: Version) -> None:
        """Read a version that is not held yet together with those before it."""
        if version.blob is None or self._reading.holds(version.blob):
            return
        found = {id(version): version}
        waiting = [version]
        while waiting and len(found) < _AHEAD:
            for parent in sources(waiting.pop(0).parents):
                if id(parent) not in found:
                    found[id(parent)] = parent
                    waiting.append(parent)
        self._reading.ahead((one.blob, one.path) for one in found.values() if one.blob is not None)


def _readable(version: Version) -> list[Version]:
    return [source for source in sources((version,)) if source.blob is not None]
