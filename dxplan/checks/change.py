"""What a change has made of a plan, as the rules of ``validate --base`` see it: every edited file before and after."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from dxplan.model.difference import Comparison
from dxplan.model.list_keys import keyed_entries
from dxplan.model.pointer import join_pointer, split_pointer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from dxplan.model.content import Data
    from dxplan.model.initiative import Initiative
    from dxplan.model.list_keys import ListKeys
    from dxplan.model.plan import Plan


@dataclass(frozen=True)
class Edition:
    """An initiative's file at one end: its path, its data, and the initiative that they make."""

    path: str
    data: Data
    initiative: Initiative


@dataclass(frozen=True)
class Edited:
    """An initiative's file that a change touches; ``editors`` are the e-mail addresses of those who have edited it."""

    id: str
    before: Edition | None
    after: Edition | None
    comparison: Comparison
    editors: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Where the file stands now, or stood last."""
        edition = self.after or self.before
        return edition.path if edition else ""


@dataclass(frozen=True)
class PlanChange:
    """What a change has made of one plan.

    ``before`` is the plan as it was, None where it is new. ``path`` is that of its own file, ``comparison`` what changed in
    it. ``base_day`` is the day from which the change is counted; what belongs to periods up to ``closed`` has been frozen
    by snapshots.
    """

    name: str
    path: str
    before: Plan | None
    after: Plan
    files: tuple[Edited, ...]
    data: Data
    comparison: Comparison = field(default_factory=Comparison)
    editors: tuple[str, ...] = ()
    base_day: date | None = None
    closed: date | None = None

    @property
    def changed(self) -> Iterator[tuple[Edited, Edition, Edition]]:
        """The files that are there at both ends."""
        for edited in self.files:
            if edited.before and edited.after:
                yield edited, edited.before, edited.after

    @cached_property
    def earlier_statuses(self) -> dict[str, frozenset[str]]:
        """The names that each status of today has had, its own included."""
        return {status.name: frozenset({status.name, *status.formerly}) for status in self.after.statuses}


def placed_pointer(data: Data, pointer: str, keys: ListKeys) -> str:
    """Return a pointer whose entries go by their keys as one of positions; what is not there leads to what is above it."""
    parts: list[str | int] = []
    value: object = data
    for segment in split_pointer(pointer):
        entries = keyed_entries(value, keys)
        if entries is not None:
            if segment not in entries:
                break
            parts.append(list(entries).index(segment))
            value = entries[segment]
        elif isinstance(value, dict) and segment in value:
            parts.append(segment)
            value, keys = value[segment], keys.at(segment)
        else:
            break
    return join_pointer(parts)
