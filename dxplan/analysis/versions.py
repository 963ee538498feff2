"""Versions: what became of every document, as a graph that follows commits, moves and merges.

A document is an initiative or a plan's own file. A version is made by the commit that changed its file; versions that
a merge only takes over are not made anew. A deletion is a version, too (``blob`` is None), so that a merge can tell
who deleted from who never had. Nothing here reads a file.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable

Name = tuple[str, str | None]
"""A plan's folder, and an initiative's id or None for the plan's own file."""


class Version(Struct, frozen=True, eq=False, gc=False):
    """A document as a commit left it.

    ``stale`` is what a version that cannot be read stands for: the last readable ones before it, several where a merge
    joined them. ``depth`` is the longest way down to a version without parents; ``lineage`` the commit and the path
    where the document began, which names it through every rename. There are many, and never in a circle, so the garbage
    collector leaves them alone.
    """

    commit: str
    path: str
    name: Name
    blob: str | None
    readable: bool
    parents: tuple[Version, ...]
    stale: tuple[Version, ...]
    depth: int
    lineage: tuple[str, str]


def make_version(
    commit: str, path: str, name: Name, blob: str | None, parents: Iterable[Version], *, readable: bool = True
) -> Version:
    """Return a new version; only the newest of its parents are kept."""
    kept = newest(parents)
    depth = 1 + max((parent.depth for parent in kept), default=-1)
    lineage = kept[0].lineage if kept else (commit, path)
    return Version(
        commit, path, name, blob, readable, kept, () if readable else sources(kept), depth, lineage
    )


def sources(versions: Iterable[Version]) -> tuple[Version, ...]:
    """Return the readable versions (or deletions) for which versions stand, without those that others follow."""
    found: list[Version] = []
    for version in versions:
        found.extend((version,) if version.readable else version.stale)
    return newest(found)


def is_document(version: Version | None) -> bool:
    """Tell whether a version is something to compare: not deleted, and readable now or once."""
    if version is None or version.blob is None:
        return False
    return version.readable or any(stale.blob is not None for stale in version.stale)


def newest(versions: Iterable[Version]) -> tuple[Version, ...]:
    """Return versions in their order, without doubles and without those that another one follows."""
    distinct = tuple({id(version): version for version in versions}.values())
    if len(distinct) < 2:  # noqa: PLR2004
        return distinct
    return tuple(
        version
        for version in distinct
        if not any(follows(other, version) for other in distinct if other is not version)
    )


def follows(later: Version, earlier: Version) -> bool:
    """Tell whether a version is another one or has it among its ancestors."""
    pending, seen = [later], {id(later)}
    while pending:
        version = pending.pop()
        if version is earlier:
            return True
        for parent in version.parents:
            # Whatever is not deeper than what is sought cannot have it below itself.
            if (parent is earlier or parent.depth > earlier.depth) and id(parent) not in seen:
                seen.add(id(parent))
                pending.append(parent)
    return False


def latest_common(one: Version, other: Version) -> Version | None:
    """Return the latest version that both are or have among their ancestors, None where there is none.

    Where histories cross there may be several: the deepest is taken, then the first by commit, so that the answer
    does not hang on the order in which commits were read.
    """
    marks: dict[int, int] = {}
    heap: list[tuple[int, str, str, str, int, Version]] = []

    def mark(version: Version, bits: int) -> None:
        known = marks.get(id(version), 0)
        if not known:
            entry = (-version.depth, version.commit, version.path, version.blob or "", len(marks), version)
            heappush(heap, entry)
        marks[id(version)] = known | bits

    mark(one, 1)
    mark(other, 2)
    while heap:
        version = heappop(heap)[-1]
        bits = marks[id(version)]
        if bits == 3:  # noqa: PLR2004  (reached from both)
            return version
        for parent in version.parents:
            mark(parent, bits)
    return None
