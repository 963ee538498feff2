"""Own changes: the entries, renames and troubles that are to be credited to a commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.analysis.trail_contents import kind_of
from dxplan.analysis.trail_merging import own_existence, own_fields
from dxplan.analysis.versions import Version, latest_common, sources
from dxplan.model.content import Trouble
from dxplan.model.difference import Comparison, FieldChange
from dxplan.model.message import message
from dxplan.model.trail import CommitTrail, TrailEntry, TrailRename, TrailTrouble

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dxplan.analysis.trail import Step
    from dxplan.analysis.trail_facts import ReadFacts
    from dxplan.analysis.versions import Name
    from dxplan.model.content import Data
    from dxplan.model.list_keys import ListKeys

DUPLICATE_ID = "duplicate-id"
_ID = "/id"


class _Outcome:
    """A document that a commit touched, and the readable editions of it in the parents."""

    def __init__(self, version: Version, members: Sequence[Version | None]) -> None:
        self.version = version
        stands = sources(member for member in members if member is not None)
        self.live = [source for source in stands if source.blob is not None]
        self.gone: list[Version | None] = [source for source in stands if source.blob is None]
        if any(member is None for member in members):
            self.gone.append(None)

    @property
    def former(self) -> Name | None:
        """The name that every parent had for it, if the commit gave it another id."""
        names = [source.name for source in self.live]
        if not names or self.version.blob is None or self.version.name[1] in {name[1] for name in names}:
            return None
        return names[0]


def own_trail(step: Step, facts: ReadFacts, keys: Mapping[str, ListKeys]) -> CommitTrail:
    """Return the trail of a commit of which nothing is known."""
    outcomes = sorted(_outcomes(step), key=_order)
    facts.reading.ahead(
        (source.blob, source.path)
        for outcome in outcomes
        for source in (*outcome.live, outcome.version)
        if source.blob is not None
    )
    entries: list[TrailEntry] = []
    renames = list(_folder_renames(step))
    for outcome in outcomes:
        name, former = outcome.version.name, outcome.former
        comparison = _comparison(outcome, facts, keys[kind_of(outcome.version)])
        if former is not None:
            renames.append(TrailRename(step.commit, *name, "", former[1] or "", name[1] or ""))
        entries += (
            TrailEntry(step.commit, *name, change.pointer, change.old, change.new)
            for change in comparison.fields
        )
        renames += (
            TrailRename(step.commit, *name, rename.old, rename.old, rename.new)
            for rename in comparison.renames
        )
    troubles = (*_unreadable(step, facts), *_duplicates(step))
    return CommitTrail(
        step.commit,
        tuple(entries),
        tuple(renames),
        troubles,
        facts.placings,
        has_folders=any(step.pairing.folders),
        against=step.against,
    )


def _outcomes(step: Step) -> Iterator[_Outcome]:
    """Yield the documents that have a new version which can be read, or were deleted."""
    for now, version in step.made:
        if version.commit == step.commit and version.readable:
            yield _Outcome(version, now.members)
    for members, version in step.ended:
        if version.commit == step.commit:
            yield _Outcome(version, members)


def _order(outcome: _Outcome) -> tuple[str, str, str, bool]:
    """Return the key that puts the plan's own file first, then sorts by id and path, what was deleted first."""
    version = outcome.version
    return version.name[0], version.name[1] or "", version.path, version.blob is not None


def _comparison(outcome: _Outcome, facts: ReadFacts, keys: ListKeys) -> Comparison:
    """Return what the commit changed in a document itself."""
    reading = facts.reading
    now = reading.data(outcome.version)
    live = [data for source in outcome.live if (data := reading.data(source)) is not None]

    def base(one: int, other: Version | None) -> Data | None:
        return None if other is None else reading.data(latest_common(outcome.live[one], other))

    if now is None or len(live) != 1 or outcome.gone:
        change = own_existence(now, live, outcome.gone, base, keys)
        if change is not None:
            return Comparison((change,))
        if now is None:
            return Comparison()
    found = own_fields(now, live, lambda one, other: base(one, outcome.live[other]), keys)
    former = outcome.former
    if former is None:
        return found
    # The id is told as such even where it comes from the file's name alone.
    others = (change for change in found.fields if change.pointer != _ID)
    return Comparison((FieldChange(_ID, former[1], outcome.version.name[1]), *others), found.renames)


def _folder_renames(step: Step) -> Iterator[TrailRename]:
    """Yield the folders of plans that the commit renamed itself: no parent knew the new name."""
    known = {plan for side in step.pairing.sides for plan in side.state.counts}
    found: dict[str, str] = {}
    for folders in step.pairing.folders:
        for new, old in folders.items():
            found.setdefault(new, old)
    for new, old in sorted(found.items()):
        if new not in known:
            yield TrailRename(step.commit, new, None, None, old, new)


def _unreadable(step: Step, facts: ReadFacts) -> Iterator[TrailTrouble]:
    """Yield the files that could not be read, unless the same bytes only moved."""
    known = {
        version.blob for side in step.pairing.sides for version in side.files.values() if not version.readable
    }
    for now, version in step.made:
        if now.path in facts.troubles and now.blob not in known:
            yield TrailTrouble(step.commit, *version.name, now.path, facts.troubles[now.path])


def _duplicates(step: Step) -> Iterator[TrailTrouble]:
    """Yield the ids that files of the commit bear although others bear them, too, which no parent had."""
    parents = [side.state for side in step.pairing.sides]
    for name in dict.fromkeys(version.name for now, version in step.made if now.is_document):
        paths = step.after.bearers.get(name) or ()
        if len(paths) > 1 and not any(
            set(paths).issubset(parent.bearers.get(name) or ()) for parent in parents
        ):
            path = _newcomer(paths, parents[0].bearers.get(name) or ())
            other = next(other for other in paths if other != path)
            trouble = Trouble(
                DUPLICATE_ID,
                message(
                    "The id “{id}” is borne by two files, {path} and {other}.",
                    id=name[1] or "",
                    path=path,
                    other=other,
                ),
            )
            yield TrailTrouble(step.commit, *name, path, trouble)


def _newcomer(paths: Sequence[str], before: Iterable[str]) -> str:
    """Return the file that came to bear an id that others bore before."""
    known = set(before)
    return next((path for path in reversed(paths) if path not in known), paths[-1])
