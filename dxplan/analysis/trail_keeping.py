"""Keeping: a recorded trail in the cache, its entries in parts by initiative.

Who asks for some initiatives needs only the parts in which they and what they were called stand; commits, renames and
troubles are few, and kept together.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING
from zlib import crc32

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from dxplan.model.commit import Commit
from dxplan.model.trail import CommitTrail, TrailEntry
from dxplan.stores.cache import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dxplan.stores.cache import Cache

_PART = 200
_WRITTEN = 4 * 1024 * 1024
_LARGEST_KEPT = 128 * 1024 * 1024
_ENCODER = msgspec.msgpack.Encoder()


class Recorded(Struct, frozen=True, array_like=True):
    """Commits up to ``tip`` that touched plans, parents first, without their files, and beside each what it changed.

    ``date`` is the committer's date of ``tip``. ``is_cut`` says that the clone has only the newest part of the history; what
    its first commits found there is none of their changes.
    """

    tip: str
    date: str
    commits: tuple[Commit, ...]
    trails: tuple[CommitTrail, ...]
    is_cut: bool = False


class _Kept(Struct, frozen=True, array_like=True):
    """What is kept of a recorded trail: all but its entries, which are kept beside it in so many parts.

    ``linked`` are the pairs of ids of which one was changed into the other.
    """

    without_entries: Recorded
    parts: int
    linked: tuple[tuple[str, str], ...]


_KEPT = msgspec.msgpack.Decoder(_Kept)
_ENTRIES = msgspec.msgpack.Decoder(tuple[TrailEntry, ...])


def kept_trail(cache: Cache, key: bytes, ids: Iterable[str] = ()) -> Recorded | None:
    """Return the trail that is kept under a key, None where the cache lacks any of it.

    Where ids are named, entries that have nothing to do with them may be left out.
    """
    packed = cache.get_many([key]).get(key)
    if packed is None:
        return None
    kept = _KEPT.decode(packed)
    wanted = {_part_of(one, kept.parts) for one in _linked(ids, kept.linked)} or range(kept.parts)
    keys = [_part_key(key, part) for part in sorted(wanted)]
    parts = cache.get_many(keys)
    if len(parts) < len(keys):
        return None
    told = kept.without_entries
    entries: dict[str, list[TrailEntry]] = {}
    for part in keys:
        for entry in _ENTRIES.decode(parts.pop(part)):
            entries.setdefault(entry.commit, []).append(entry)
    trails = tuple(_with_entries(trail, entries.get(trail.commit)) for trail in told.trails)
    return Recorded(told.tip, told.date, told.commits, trails, told.is_cut)


def keep_trail(cache: Cache, key: bytes, found: Recorded) -> None:
    """Keep a trail under a key, unless it is too large for a cache or has names that are no text."""
    with suppress(UnicodeEncodeError):
        _keep(cache, key, found)


def _keep(cache: Cache, key: bytes, found: Recorded) -> None:
    entries = [entry for trail in found.trails for entry in trail.entries]
    count = 1 + len(entries) // _PART
    parts: list[list[TrailEntry]] = [[] for _ in range(count)]
    for entry in entries:
        parts[_part_of(entry.id, count)].append(entry)
    if not _are_kept(cache, ((_part_key(key, number), part) for number, part in enumerate(parts))):
        return
    bare = tuple(_with_entries(trail, None) for trail in found.trails)
    told = Recorded(found.tip, found.date, found.commits, bare, found.is_cut)
    cache.put_many({key: _ENCODER.encode(_Kept(told, count, tuple(_links(found.trails))))})


def _are_kept(cache: Cache, parts: Iterable[tuple[bytes, list[TrailEntry]]]) -> bool:
    """Keep parts, some at a time, so that never all of them are packed at once; tell whether all found room."""
    waiting: dict[bytes, bytes] = {}
    size = written = 0
    for key, part in parts:
        waiting[key] = _ENCODER.encode(part)
        size += len(waiting[key])
        if size > _LARGEST_KEPT:
            return False
        if size - written > _WRITTEN:
            cache.put_many(waiting)
            waiting, written = {}, size
    cache.put_many(waiting)
    return True


def _with_entries(trail: CommitTrail, entries: list[TrailEntry] | None) -> CommitTrail:
    """Return a trail with other entries, which come document by document as a trail has them."""
    found = tuple(sorted(entries, key=_document)) if entries else ()
    return replace(trail, entries=found)


def _document(entry: TrailEntry) -> tuple[str, str]:
    return entry.plan, entry.id or ""


def _links(trails: Sequence[CommitTrail]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of ids of which one was changed into the other, each once."""
    found: dict[tuple[str, str], None] = {}
    for trail in trails:
        found |= {(rename.old, rename.new): None for rename in trail.renames if rename.pointer == ""}
        for entry in trail.entries:
            if entry.pointer == "/id" and isinstance(entry.old, str) and entry.id is not None:
                found[entry.old, entry.id] = None
    yield from found


def _linked(ids: Iterable[str], links: Sequence[tuple[str, str]]) -> set[str]:
    """Return ids with all that they were or became, whenever that was."""
    found = set(ids)
    while more := {one for pair in links if not found.isdisjoint(pair) for one in pair} - found:
        found |= more
    return found


def _part_of(identity: str | None, parts: int) -> int:
    return crc32((identity or "").encode("utf-8", "surrogatepass")) % parts


def _part_key(key: bytes, part: int) -> bytes:
    return digest(key, str(part).encode())
