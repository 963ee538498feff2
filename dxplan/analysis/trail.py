"""The audit trail: which commit changed which field of which document from what to what.

Commits are walked once, parents first. For each, the files it changed are paired with what its parents have
(``trail_pairing``), which gives new versions of documents (``versions``) and, compared, the entries (``trail_own``).
A commit whose trail is known already only has its versions made; nothing is read for it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from dxplan.analysis.trail_contents import Reading
from dxplan.analysis.trail_facts import Facts, KnownFacts, ReadFacts
from dxplan.analysis.trail_folders import name_of_path
from dxplan.analysis.trail_own import own_trail
from dxplan.analysis.trail_pairing import Now, Pairing, Side
from dxplan.analysis.trail_state import EMPTY, State, changed_state
from dxplan.analysis.versions import Name, Version, make_version, newest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dxplan.analysis.trail_contents import Ask
    from dxplan.model.commit import Commit
    from dxplan.model.list_keys import ListKeys
    from dxplan.model.trail import CommitTrail

_CHUNK = 500
_FileMap = dict[str, str | None]


class Step(Struct, eq=False):
    """What one commit did to documents; ``made`` pairs the files with their versions, ``ended`` the deletions.

    ``against`` is the position of the parent with which the files were compared, None where that was with nothing.
    """

    commit: str
    against: int | None
    pairing: Pairing
    after: State
    made: list[tuple[Now, Version]]
    ended: list[tuple[list[Version | None], Version]]


class History:
    """A walk over commits; afterwards ``last`` is what there is after the last of them."""

    def __init__(
        self,
        commits: Sequence[Commit],
        ask: Ask,
        keys: Mapping[str, ListKeys],
        known: Mapping[str, CommitTrail],
    ) -> None:
        """Take the commits, parents first, and the trails that need not be found again."""
        self.reading = Reading(ask)
        self.last: State = EMPTY
        self._states: dict[str, State] = {}
        self._commits = commits
        self._keys = keys
        self._known = known
        self._children = Counter(parent for commit in commits for parent in dict.fromkeys(commit.parents))

    def trails(self) -> Iterator[CommitTrail]:
        """Yield the trail of every commit, in the order of the commits."""
        for chunk in self._chunks():
            self.reading.ahead(_wanted(commit for commit in chunk if commit.id not in self._known))
            for commit in chunk:
                yield self._trail(commit)

    def _chunks(self) -> Iterator[list[Commit]]:
        """Yield commits in groups for whose files it is worth asking at once."""
        chunk: list[Commit] = []
        files = 0
        for commit in self._commits:
            chunk.append(commit)
            files += 0 if commit.id in self._known else len(commit.changes)
            if files >= _CHUNK:
                yield chunk
                chunk, files = [], 0
        if chunk:
            yield chunk

    def _trail(self, commit: Commit) -> CommitTrail:
        states = self._parents(commit)
        known = self._known.get(commit.id)
        facts = ReadFacts(commit.id, self.reading) if known is None else KnownFacts(known)
        step = _step(commit, states, _against(commit, states) if known is None else known.against, facts)
        self.last = self._states[commit.id] = step.after
        if known is not None:
            return known
        assert isinstance(facts, ReadFacts)  # noqa: S101  (nothing is known of this commit)
        return own_trail(step, facts, self._keys)

    def _parents(self, commit: Commit) -> list[State]:
        """Return what the parents left, and forget what is used up."""
        states = []
        for parent in dict.fromkeys(commit.parents):
            if parent in self._states:
                states.append(self._states[parent])
                self._children[parent] -= 1
                if not self._children[parent]:
                    del self._states[parent]
        return states


def trails(
    commits: Sequence[Commit],
    ask: Ask,
    keys: Mapping[str, ListKeys],
    known: Mapping[str, CommitTrail] | None = None,
) -> Iterator[CommitTrail]:
    """Yield the trail of every commit, in the order of the commits, which is parents first.

    ``ask`` reads contents; ``keys`` are those of the two schemas; ``known`` holds trails by commit that were found
    before: what it holds is yielded as it is.
    """
    yield from History(commits, ask, keys, known or {}).trails()


def _wanted(commits: Iterable[Commit]) -> Iterator[tuple[str, str]]:
    for commit in commits:
        for change in commit.changes:
            if name_of_path(change.path) is not None:
                if change.old is not None:
                    yield change.old, change.path
                if change.new is not None:
                    yield change.new, change.path


def _against(commit: Commit, states: Sequence[State]) -> int | None:
    """Return the position of the parent against which a commit's changes are, None where they are against nothing."""
    fitting = (position for position, state in enumerate(states) if _fits(state, commit))
    # A first parent that never touched a plan is not among the parents.
    return next(fitting, None if not states or _fits(EMPTY, commit) else 0)


def _fits(state: State, commit: Commit) -> bool:
    """Tell whether a commit's changes are against a state."""
    for change in commit.changes:
        if name_of_path(change.path) is not None and state.blob_at(change.path) != change.old:
            return False
    return True


def _step(commit: Commit, parents: Sequence[State], against: int | None, facts: Facts) -> Step:
    first = EMPTY if against is None else parents[against]
    states = [first, *(state for state in parents if state is not first)]
    changed: _FileMap = {
        change.path: change.new
        for change in commit.changes
        if name_of_path(change.path) is not None and change.new != states[0].blob_at(change.path)
    }
    paths, names = set(changed), set[Name]()
    for state in states[1:]:
        paths.update(states[0].files.differing(state.files))
        names.update(states[0].gone.differing(state.gone))
    sides = [Side(state, paths, names) for state in states]
    facts.look(changed, sides)
    nows = list(_nows(sorted(paths), changed, sides, facts))
    pairing = Pairing(sides, nows, _plans_after(states[0], changed) if facts.may_have_folders else None)
    pairing.match(facts.alike)
    return _versions(commit.id, against, pairing, paths)


def _nows(paths: Iterable[str], changed: _FileMap, sides: Sequence[Side], facts: Facts) -> Iterator[Now]:
    """Yield the files that the commit left where parents differ from it or from each other."""
    for path in paths:
        stood = [version for side in sides if (version := side.files.get(path)) is not None]
        blob = changed.get(path, sides[0].state.blob_at(path))
        if blob is None:
            continue
        taken = next((version for version in stood if version.blob == blob), None)
        if taken is not None:
            yield Now(path, taken.name, blob, len(sides), readable=taken.readable, taken=taken)
        else:
            name, readable = facts.of(path, blob)
            yield Now(path, name, blob, len(sides), readable=readable)


def _plans_after(state: State, changed: _FileMap) -> list[str]:
    """Return the plans that have files after a commit."""
    counts = Counter(state.counts)
    for path, new in changed.items():
        step = (new is not None) - (state.files.get(path) is not None)
        if step:
            counts[path.split("/", 2)[1]] += step
    return [plan for plan, count in counts.items() if count]


def _versions(commit: str, against: int | None, pairing: Pairing, paths: Iterable[str]) -> Step:
    """Make the versions that a commit leaves, and the state after it."""
    files: dict[str, Version | None] = dict.fromkeys(paths)
    gone: dict[Name, Version | None] = {}
    made = []
    for now in pairing.nows:
        members = [member for member in now.members if member is not None]
        gone.update((member.name, None) for member in members if member.blob is None)
        version = _adopted(now, members)
        if version is None:
            version = make_version(commit, now.path, now.name, now.blob, members, readable=now.readable)
        files[now.path] = version
        made.append((now, version))
    ended = []
    for group in pairing.leftovers():
        members = [member for member in group if member is not None]
        latest = newest(members)
        version = latest[0] if len(latest) == 1 and latest[0].blob is None else None
        if version is None:
            name = _present_name(group, pairing.folders)
            version = make_version(commit, members[0].path, name, None, members)
        gone.update((name, version) for name in {version.name, *(member.name for member in members)})
        ended.append((group, version))
    after = changed_state(pairing.sides[0].state, files, gone)
    return Step(commit, against, pairing, after, made, ended)


def _present_name(group: Sequence[Version | None], folders: Sequence[Mapping[str, str]]) -> Name:
    """Return the name under which a commit deletes a document: that of its plan may have changed, too."""
    index, (plan, identity) = next((i, member.name) for i, member in enumerate(group) if member is not None)
    return next((new for new, old in folders[index].items() if old == plan), plan), identity


def _adopted(now: Now, members: Sequence[Version]) -> Version | None:
    """Return the version that a merge only took over: no other parent has a later or another one."""
    if now.taken is None:
        return None
    if not now.is_document:
        return now.taken
    latest = newest(members)
    adopted = latest[0] if len(latest) == 1 else None
    return adopted if adopted is not None and (adopted.path, adopted.blob) == (now.path, now.blob) else None
