"""Former names: what a plan, an initiative or a list entry was called before commits renamed it.

Names are followed backwards only. Who asks for a name of today also gets what stands under its former names, as far as
that was before the rename; who asks for a former name gets what stands under it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from dxplan.model.pointer import split_pointer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dxplan.model.commit import Commit
    from dxplan.model.trail import CommitTrail, TrailRename

Segments = tuple[str, ...]
ANY = "*"
"""The segment of a field that stands for any one key."""


class NameRule(Struct, frozen=True):
    """A name that is asked for; None is any plan, or any document. It does not hold from the commits ``until`` on."""

    plan: str | None
    id: str | None
    until: int = 0

    def fits(self, plan: str, identity: str | None) -> bool:
        """Tell whether the rule speaks of a name."""
        return self.plan in {None, plan} and self.id in {None, identity}


class FieldRule(Struct, frozen=True):
    """A field that is asked for: everywhere, or only in the documents of ``names``."""

    segments: Segments
    names: tuple[NameRule, ...] | None = None
    until: int = 0


class Renames:
    """All renames of a history, each with the commits from which on it holds.

    Each rename has a bit; a commit's ``past`` holds the bits of itself and its ancestors.
    """

    def __init__(self, commits: Iterable[Commit], trails: Iterable[CommitTrail]) -> None:
        """Take the commits, parents first, and their trails."""
        by_commit = {trail.commit: trail.renames for trail in trails if trail.renames}
        self._renames: list[tuple[int, TrailRename]] = []
        self.past: dict[str, int] = {}
        self._parents: dict[str, int] = {}
        for commit in commits:
            past = 0
            for parent in commit.parents:
                past |= self.past.get(parent, 0)
            self._parents[commit.id] = past
            for rename in by_commit.get(commit.id, ()):
                bit = 1 << len(self._renames)
                past |= bit
                self._renames.append((bit, rename))
            self.past[commit.id] = past

    def names(self, plans: Sequence[str], ids: Sequence[str]) -> tuple[NameRule, ...]:
        """Return the rules for plans and ids; none of either asks for all."""
        return self._closed(
            NameRule(plan, identity) for plan in plans or (None,) for identity in ids or (None,)
        )

    def fields(self, fields: Iterable[Segments]) -> tuple[FieldRule, ...]:
        """Return the rules for fields."""
        found = dict.fromkeys(FieldRule(segments) for segments in fields)
        waiting = list(found)
        while waiting:
            for former in self._former_fields(waiting.pop(0)):
                if former not in found:
                    found[former] = None
                    waiting.append(former)
        return tuple(found)

    def holds(self, rule: NameRule | FieldRule, commit: str) -> bool:
        """Tell whether a rule holds at a commit."""
        return not rule.until & self.past[commit]

    def wanted(self, rules: Iterable[NameRule], commit: str, plan: str, identity: str | None) -> bool:
        """Tell whether one of the rules speaks of a name at a commit."""
        return any(rule.fits(plan, identity) and self.holds(rule, commit) for rule in rules)

    def _closed(self, rules: Iterable[NameRule]) -> tuple[NameRule, ...]:
        found = dict.fromkeys(rules)
        waiting = list(found)
        while waiting:
            for former in self._former_names(waiting.pop(0)):
                if former not in found:
                    found[former] = None
                    waiting.append(former)
        return tuple(found)

    def _former_names(self, rule: NameRule) -> Iterator[NameRule]:
        for bit, rename in self._renames:
            # One commit may rename the folder, and an initiative in it.
            if rule.until & (self._parents[rename.commit] | bit):
                continue
            if rename.pointer is None:
                if rule.plan == rename.new:
                    yield NameRule(rename.old, rule.id, rule.until | bit)
            elif not rename.pointer and rule.id == rename.new and rule.plan in {None, rename.plan}:
                yield NameRule(rename.plan, rename.old, rule.until | bit)

    def _former_fields(self, rule: FieldRule) -> Iterator[FieldRule]:
        for bit, rename in self._renames:
            if not rename.pointer or rule.until & (self._parents[rename.commit] | bit):
                continue
            new = split_pointer(rename.new)
            if rule.segments[: len(new)] != new:
                continue
            if rule.names is None or any(name.fits(rename.plan, rename.id) for name in rule.names):
                names = self._closed((NameRule(rename.plan, rename.id),))
                segments = (*split_pointer(rename.old), *rule.segments[len(new) :])
                yield FieldRule(segments, names, rule.until | bit)
