"""Choice: the entries of the trail that somebody asks for, newest first."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from dxplan.analysis.places import places, same
from dxplan.analysis.trail_names import ANY, FieldRule, Renames, Segments
from dxplan.model.commit import moment_of
from dxplan.model.pointer import join_pointer, split_pointer
from dxplan.model.trail import TrailEntry, TrailRename, TrailTrouble

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from dxplan.model.commit import Commit
    from dxplan.model.list_keys import ListKeys
    from dxplan.model.trail import CommitTrail
    from dxplan.stores.schemas import SchemaName

    KeysOf = Callable[[SchemaName], ListKeys]

STATUS_FIELDS = ("/status", "/components/*/status", "/withdrawn")
_ID = "/id"


class Question(Struct, frozen=True):
    """What is asked for; an empty tuple or None asks for everything.

    ``plans`` and ``ids`` are followed through renames; ``besides`` are plans that are not asked for. A field is a key (``status``), a path of keys or a pointer, in
    which ``*`` is any one key; what lies below it counts, too. ``authors`` are parts of names or addresses, whatever
    their width and case. ``since`` and ``until``, which has to be later, are compared with the authors' dates.
    """

    plans: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    status_only: bool = False

    @property
    def is_narrow(self) -> bool:
        """Whether only some documents, or some of their fields, are asked for."""
        return bool(self.ids or self.fields or self.status_only)


class Choice(Struct, frozen=True):
    """What was found, newest first; ``folders`` are renames of plans' folders, if whole plans are asked for."""

    entries: tuple[TrailEntry, ...] = ()
    troubles: tuple[TrailTrouble, ...] = ()
    folders: tuple[TrailRename, ...] = ()


def choose(
    commits: Sequence[Commit],
    trails: Sequence[CommitTrail],
    question: Question,
    keys_of: KeysOf,
) -> Choice:
    """Return the entries and troubles that are asked for; commits and trails come parents first, side by side.

    ``keys_of`` is only asked where entries are cut.
    """
    renames = Renames(commits, trails)
    asked = _Asked(question, renames)
    every = asked.is_everything
    status = STATUS_FIELDS if question.status_only else ()
    limits = [renames.fields(map(_segments, fields)) for fields in (question.fields, status) if fields]
    entries: list[TrailEntry] = []
    troubles: list[TrailTrouble] = []
    folders: list[TrailRename] = []
    for commit, trail in zip(reversed(commits), reversed(trails), strict=True):
        if not (trail.entries or trail.troubles or trail.renames) or not _is_asked(commit, question):
            continue
        chosen: Iterable[TrailEntry] = trail.entries if every else filter(asked.has_entry, trail.entries)
        for rules in limits:
            chosen = list(_Narrowing(trail, rules, renames, keys_of).narrowed(chosen))
        entries += chosen
        troubles += (found for found in trail.troubles if asked.has(found.commit, found.plan, found.id))
        if not question.is_narrow:
            folders += filter(asked.has_folder, trail.renames)
    return Choice(tuple(entries), tuple(troubles), tuple(folders))


def named_ids(commits: Sequence[Commit], trails: Sequence[CommitTrail], question: Question) -> Iterator[str]:
    """Yield the ids under which trails know initiatives of the plans that are asked for, in no particular order."""
    asked = _Asked(question, Renames(commits, trails))
    for trail in trails:
        found = {(entry.plan, entry.id) for entry in trail.entries}
        found |= {(trouble.plan, trouble.id) for trouble in trail.troubles}
        found |= {(rename.plan, rename.old) for rename in trail.renames if rename.pointer == ""}
        for plan, identity in found:
            if identity is not None and asked.has(trail.commit, plan, identity):
                yield identity


def named_fields(
    commits: Sequence[Commit], trails: Sequence[CommitTrail], question: Question
) -> Iterator[str]:
    """Yield the keys that documents which are asked for have ever had on top, not each only once."""
    asked = _Asked(question, Renames(commits, trails))
    for trail in trails:
        for entry in filter(asked.has_entry, trail.entries):
            if entry.pointer:
                yield split_pointer(entry.pointer)[0]
            else:
                yield from entry.old or entry.new


def _segments(field: str) -> Segments:
    return split_pointer(field if field.startswith("/") else f"/{field}")


def _is_asked(commit: Commit, question: Question) -> bool:
    """Tell whether a commit's author and date are asked for."""
    if question.authors:
        from dxplan.analysis.selection import folded  # noqa: PLC0415  (seldom asked for)

        found = [folded(commit.author), folded(commit.email)]
        if not any(folded(part) in text for part in question.authors for text in found):
            return False
    if question.since is None and question.until is None:
        return True
    date = moment_of(commit.date)
    return (question.since is None or question.since <= date) and (
        question.until is None or date < question.until
    )


class _Asked:
    """The documents that are asked for."""

    def __init__(self, question: Question, renames: Renames) -> None:
        self._renames = renames
        self._names = renames.names(question.plans, question.ids)
        self._besides = renames.names(question.besides, ()) if question.besides else ()
        self.is_everything = not (question.plans or question.ids or question.besides)

    def has(self, commit: str, plan: str, identity: str | None) -> bool:
        """Tell whether a document is asked for, by its name at a commit."""
        wanted = self._renames.wanted
        return wanted(self._names, commit, plan, identity) and not wanted(
            self._besides, commit, plan, identity
        )

    def has_entry(self, entry: TrailEntry) -> bool:
        """Tell whether an entry's document is asked for; the change of an id belongs to the old one, too."""
        if self.has(entry.commit, entry.plan, entry.id):
            return True
        return (
            entry.pointer == _ID
            and isinstance(entry.old, str)
            and self.has(entry.commit, entry.plan, entry.old)
        )

    def has_folder(self, rename: TrailRename) -> bool:
        """Tell whether a rename is that of a plan's folder, and the plan asked for under one of the two names."""
        return rename.pointer is None and any(
            self.has(rename.commit, plan, None) for plan in (rename.plan, rename.old)
        )


class _Narrowing:
    """The fields that are asked for, cut out of the entries of one commit."""

    def __init__(
        self,
        trail: CommitTrail,
        rules: Sequence[FieldRule],
        renames: Renames,
        keys_of: KeysOf,
    ) -> None:
        self._rules = [rule for rule in rules if renames.holds(rule, trail.commit)]
        self._renames = renames
        self._keys_of = keys_of
        self._renamed = {
            (found.plan, found.id, found.old): found.new for found in trail.renames if found.pointer
        }
        olds = {(entry.plan, entry.id, entry.pointer): entry.old for entry in trail.entries}
        # What a renamed entry said before stands in the entry of its removal.
        self._before = {
            (plan, identity, new): olds.get((plan, identity, old))
            for (plan, identity, old), new in self._renamed.items()
        }

    def narrowed(self, entries: Iterable[TrailEntry]) -> Iterator[TrailEntry]:
        """Yield entries as far as they lie in the fields."""
        for entry in entries:
            segments = split_pointer(entry.pointer)
            asked = [rule.segments for rule in self._rules if self._is_for(rule, entry)]
            if any(_lies_in(segments, field) for field in asked):
                yield entry
            else:
                larger = [field for field in asked if _is_within(field, segments)]
                if larger:
                    yield from self._cut(entry, larger)

    def _is_for(self, rule: FieldRule, entry: TrailEntry) -> bool:
        return rule.names is None or self._renames.wanted(rule.names, entry.commit, entry.plan, entry.id)

    def _cut(self, entry: TrailEntry, fields: Sequence[Segments]) -> Iterator[TrailEntry]:
        """Yield the changes of fields inside a larger value that was added, removed or replaced."""
        name = entry.plan, entry.id, entry.pointer
        if name in self._renamed:
            new = split_pointer(self._renamed[name])
            fields = [field for field in fields if not _is_within(field, new)]
        keys = self._keys_of("plan" if entry.id is None else "initiative")
        before = self._before.get(name) if entry.old is None else None
        olds = _found(entry.old if before is None else before, entry.pointer, fields, keys)
        news = _found(entry.new, entry.pointer, fields, keys)
        for segments in dict.fromkeys((*olds, *news)):
            old, new_value = olds.get(segments), news.get(segments)
            if not same(old, new_value):
                yield TrailEntry(entry.commit, entry.plan, entry.id, join_pointer(segments), old, new_value)


def _found(value: Any, at: str, fields: Sequence[Segments], keys: ListKeys) -> dict[Segments, Any]:
    """Return the values of fields in what stands at a pointer, without those inside another one."""
    found: dict[Segments, Any] = {}
    for segments, below in places(value, keys, at):
        inside = any(segments[:length] in found for length in range(len(segments)))
        if not inside and any(len(field) == len(segments) and _lies_in(segments, field) for field in fields):
            found[segments] = below
    return found


def _lies_in(segments: Segments, field: Segments) -> bool:
    """Tell whether a place lies in a field, in which a star is any one key."""
    return len(segments) >= len(field) and all(
        part in {segment, ANY} for segment, part in zip(segments, field, strict=False)
    )


def _is_within(field: Segments, segments: Segments) -> bool:
    """Tell whether a field is part of what stands at a place."""
    return len(field) > len(segments) and _lies_in(segments, field[: len(segments)])
