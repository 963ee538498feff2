"""Pairing: which document after a commit is which document before it.

A document goes by its plan and its id, never by its path; so a file that moved is no news. What a commit left is matched
with each of its parents in turn, always one to one and surest first:

1. the same bytes at the same path, where a merge took a parent's file;
2. the same lineage, which finds the counterpart of what another parent renamed;
3. the same path and name, then the same name, in a plan whose folder was renamed also under the old folder's name;
4. a file that cannot be read stands for the document that was at its path, that had the same bytes, or its name;
5. an initiative whose data is alike one that is there no more: its id was renamed;
6. the deletion of a document that comes back.

Two files that bear the same name thus stay two documents, each followed by its path as long as it does not move.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Protocol

from dxplan.analysis.trail_folders import renamed_plans
from dxplan.analysis.versions import Name, Version, is_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dxplan.analysis.trail_state import State


class Side:
    """A parent of a commit: what it has wherever the commit or another parent has something else."""

    def __init__(self, state: State, paths: Iterable[str], names: Iterable[Name]) -> None:
        """Look up what stands at paths, and the deletions of names."""
        self.state = state
        found = ((path, state.files.get(path)) for path in sorted(paths))
        self.files = {path: version for path, version in found if version is not None}
        gone = ((name, state.gone.get(name)) for name in sorted(names, key=_name_order))
        self.gone = {name: version for name, version in gone if version is not None}
        self.used: set[int] = set()

    def free(self) -> list[Version]:
        """Return the documents that are not matched yet, by path."""
        return [v for v in self.files.values() if id(v) not in self.used and is_document(v)]


class Now:
    """A file as the commit left it, and the document that it was in each parent, None where in none."""

    __slots__ = ("blob", "members", "name", "path", "readable", "taken")

    def __init__(
        self, path: str, name: Name, blob: str, sides: int, *, readable: bool, taken: Version | None = None
    ) -> None:
        """Start without a match; ``taken`` is the version of a parent that has the same bytes at the same path."""
        self.path = path
        self.name = name
        self.blob = blob
        self.readable = readable
        self.taken = taken
        self.members: list[Version | None] = [None] * sides

    @property
    def origin(self) -> Version | None:
        """The first document that this one was."""
        return next((member for member in self.members if member is not None), None)

    @property
    def is_document(self) -> bool:
        """Whether there is anything to compare: a file that never could be read is no document yet."""
        return self.readable or any(is_document(member) for member in self.members)


class Alike(Protocol):
    """Finds the initiatives of one parent that live on under another id."""

    def __call__(
        self, index: int, olds: Sequence[Version], nows: Sequence[Now], folders: Mapping[str, str]
    ) -> Iterable[tuple[Version, Now]]:
        """Return the pairs, each document at most once; ``folders`` holds new names of plans with their old ones."""


class Pairing:
    """The matches of one commit; ``folders`` holds, for each parent, new names of plans with their old ones."""

    def __init__(self, sides: Sequence[Side], nows: Sequence[Now], plans: Iterable[str] | None) -> None:
        """Begin with the sides, the files, and the plans there are after the commit, None if no folder has a new name."""
        self.sides = sides
        self.nows = nows
        after = None if plans is None else set(plans)
        self.folders: list[Mapping[str, str]] = [
            {} if after is None else renamed_plans(side, nows, after) for side in sides
        ]

    def match(self, alike: Alike) -> None:
        """Match everything."""
        if len(self.sides) > 1:
            self._match_taken()
            self._match_lineages()
        self._match_names(readable=True)
        if len(self.sides) > 1:
            self._match_lineages()
        self._match_unreadable()
        self._match_alike(alike)
        if len(self.sides) > 1:
            self._match_lineages()
        self._match_deletions()

    def leftovers(self) -> list[list[Version | None]]:
        """Return the documents that are there no more: for each, what it is in every parent."""
        groups: list[list[Version | None]] = []
        for index, side in enumerate(self.sides):
            deleted = [v for v in side.gone.values() if id(v) not in side.used] if len(self.sides) > 1 else []
            for version in (*side.free(), *deleted):
                group = _group_of(groups, index, version)
                if group is None:
                    group = [None] * len(self.sides)
                    groups.append(group)
                group[index] = version
        return groups

    def _take(self, now: Now, index: int, version: Version) -> None:
        now.members[index] = version
        self.sides[index].used.add(id(version))

    def _open(self, index: int) -> Iterator[Now]:
        """Yield the files that have no match on a side, but may have one."""
        return (now for now in self.nows if now.members[index] is None)

    def _match_taken(self) -> None:
        for now in self.nows:
            if now.taken is not None:
                for index, side in enumerate(self.sides):
                    version = side.files.get(now.path)
                    if version is not None and version.blob == now.blob and is_document(version):
                        self._take(now, index, version)

    def _match_lineages(self) -> None:
        for index, side in enumerate(self.sides):
            by_lineage: dict[tuple[str, str], list[Version]] = defaultdict(list)
            for version in side.free():
                by_lineage[version.lineage].append(version)
            for now in self._open(index):
                origin = now.origin
                found = by_lineage.get(origin.lineage) if origin is not None else None
                if found:
                    self._take(now, index, found.pop(0))

    def _match_names(self, *, readable: bool) -> None:
        for index, side in enumerate(self.sides):
            for now in self._open(index):
                version = side.files.get(now.path)
                if (
                    now.readable is readable
                    and version is not None
                    and version.name == now.name
                    and id(version) not in side.used
                    and is_document(version)
                ):
                    self._take(now, index, version)
            waiting = [now for now in self._open(index) if now.readable is readable]
            if waiting:
                self._match_moved(index, waiting)

    def _match_moved(self, index: int, waiting: Iterable[Now]) -> None:
        """Match files with documents of the same name at other paths."""
        by_name: dict[Name, list[Version]] = defaultdict(list)
        for version in self.sides[index].free():
            by_name[version.name].append(version)
        if not by_name:
            return
        folders = self.folders[index]
        for now in waiting:
            plan, identity = now.name
            found = by_name.get(now.name) or by_name.get((folders.get(plan, plan), identity))
            if found:
                self._take(now, index, found.pop(0))

    def _match_unreadable(self) -> None:
        """Let files that cannot be read stand for what was at their path, or had their bytes, or their name."""
        if all(now.readable for now in self.nows):
            return
        for index, side in enumerate(self.sides):
            for now in self._open(index):
                version = side.files.get(now.path)
                if now.readable or version is None:
                    continue
                if id(version) not in side.used and is_document(version):
                    self._inherit(now, index, version)
            for now in self._open(index):
                same = (version for version in side.free() if version.blob == now.blob)
                version = None if now.readable else next(same, None)
                if version is not None:
                    self._inherit(now, index, version)
        self._match_names(readable=False)

    def _inherit(self, now: Now, index: int, version: Version) -> None:
        """Give a file that cannot be read the id of the document for which it stands."""
        if now.origin is None:
            now.name = (now.name[0], version.name[1])
        self._take(now, index, version)

    def _match_alike(self, alike: Alike) -> None:
        for index, side in enumerate(self.sides):
            nows = [
                now for now in self.nows if now.readable and now.name[1] is not None and now.origin is None
            ]
            olds = [version for version in side.free() if version.name[1] is not None] if nows else []
            if olds:
                for version, now in alike(index, olds, nows, self.folders[index]):
                    self._take(now, index, version)

    def _match_deletions(self) -> None:
        for index, side in enumerate(self.sides):
            by_lineage = {version.lineage: version for version in side.gone.values()}
            for now in self._open(index):
                origin = now.origin
                found = by_lineage.get(origin.lineage) if origin is not None else None
                found = found or side.state.gone.get(now.name)
                if found is not None and now.is_document and id(found) not in side.used:
                    self._take(now, index, found)


def _group_of(
    groups: Sequence[list[Version | None]], index: int, version: Version
) -> list[Version | None] | None:
    """Return the group without a member of a side in which other sides have the same document."""
    free = [group for group in groups if group[index] is None]
    for same in (_same_lineage, _same_name):
        for group in free:
            if any(member is not None and same(member, version) for member in group):
                return group
    return None


def _same_lineage(one: Version, other: Version) -> bool:
    return one.lineage == other.lineage


def _same_name(one: Version, other: Version) -> bool:
    return one.name == other.name


def _name_order(name: Name) -> tuple[str, str]:
    return name[0], name[1] or ""
