"""Renumbering: files whose ids and numbers change, with everything that refers to them."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from dxplan.analysis.numbering import is_id, places_of, scope_of
from dxplan.model.places import Place, compile_places, walk_places
from dxplan.model.pointer import join_pointer, split_pointer
from dxplan.stores.layout import FILE_ENDING
from dxplan.stores.schemas import schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dxplan.analysis.numbering import Scope, Taken
    from dxplan.model.content import Data
    from dxplan.model.initiative import Listing
    from dxplan.model.problem import Problem

UNIQUE_ID, UNIQUE_NUMBER = "unique-id", "unique-number"
_REFERENCE = "reference"


class Edition(Struct):
    """A file while it is being renumbered: where it stood, where it is to stand, and what it is to say.

    ``changes`` holds pointer, old and new value of each change, in the order in which they were made.
    """

    origin: str
    path: str
    data: dict[str, Any]
    changes: list[tuple[str, Any, Any]] = []

    @property
    def id(self) -> str:
        """The id that the file says, else the one that its name gives it."""
        said = self.data.get("id")
        return said if isinstance(said, str) else self.name

    @property
    def name(self) -> str:
        """The id that the file's name gives it."""
        return PurePosixPath(self.path).stem

    @property
    def is_changed(self) -> bool:
        """Whether anything of the file is to change."""
        return bool(self.changes) or self.path != self.origin


class Renumbering:
    """The files of a plan, and the changes that keep ids and numbers apart."""

    def __init__(self, files: Mapping[str, Data], taken: Taken, came: Mapping[str, int]) -> None:
        """Keep the files, what is taken anywhere, and when files came into the main line: who came first stays."""
        self._taken = taken
        self._came = came
        self._given: dict[Scope, set[int]] = {}
        self._ids: set[str] = set()
        self.editions = [Edition(path, path, deepcopy(data)) for path, data in sorted(files.items())]

    @property
    def changed(self) -> list[Edition]:
        """The files that are to change, in their order."""
        return [edition for edition in self.editions if edition.is_changed]

    def named(self, identifier: str) -> list[Edition]:
        """Return the files that bear an id: first the one that is named so, then who came first into the main line."""
        found = [one for one in self.editions if one.id == identifier]
        return sorted(found, key=lambda one: (one.name != one.id, self._order(one)))

    def clashing(self, problem: Problem) -> list[Edition]:
        """Return the files between which a finding finds a clash."""
        edition = self._at(problem.path)
        if edition is None:
            return []
        if problem.rule == UNIQUE_ID:
            return self.named(edition.id)
        return [one for one, _ in self._sharing(edition, _place_index(problem.pointer))]

    def mend(self, problems: Iterable[Problem]) -> None:
        """Mend clashes of ids or, where there are none, of numbers.

        Who has a new id may clash in other ways than before, so numbers are for another round.
        """
        found = list(problems)
        ids = dict.fromkeys(
            one.id for problem in found if problem.rule == UNIQUE_ID for one in self.clashing(problem)
        )
        for identifier in ids:
            for edition in self.named(identifier)[1:]:
                self.rename(edition, self._own_id(edition, identifier))
        if not ids:
            for problem in found:
                self._mend_number(problem)

    def rename(self, edition: Edition, new: str) -> None:
        """Give an initiative another id, a file of that name, and to whoever refers to it, if no other one bears the old id."""
        old = edition.id
        self._ids.add(new)
        self._change(edition, ("id",), new)
        folder = edition.path.rpartition("/")[0]
        edition.path = f"{folder}/{new}{FILE_ENDING}"
        if not any(one.id == old for one in self.editions):
            for one in self.editions:
                for path, value, _ in list(walk_places(one.data, _references())):
                    if value == old:
                        self._change(one, path, new)

    def number(self, edition: Edition, at: int, new: int) -> None:
        """Give an initiative another number in one of its places; waivers for the old one go."""
        place = places_of(edition.data)[at]
        self._given.setdefault(self._taken.scope(place), set()).add(new)
        path: tuple[str | int, ...] = ("number",) if at == 0 else ("listings", at - 1, "number")
        self._change(edition, path, new)
        waivers = edition.data.get("waivers", [])
        kept = [one for one in waivers if not _waives(one, join_pointer(path))]
        if len(kept) != len(waivers):
            edition.changes.append(("/waivers", len(waivers), len(kept)))
            if kept:
                edition.data["waivers"] = kept
            else:
                del edition.data["waivers"]

    def _mend_number(self, problem: Problem) -> None:
        edition = self._at(problem.path)
        sharing = self._sharing(edition, _place_index(problem.pointer)) if edition else []
        for one, at in sharing[1:]:
            if one.id != sharing[0][0].id:
                place = places_of(one.data)[at]
                given = self._given.get(self._taken.scope(place), set())
                self.number(one, at, self._taken.next_number(place.pillar, place.category, given))

    def _sharing(self, edition: Edition, at: int) -> list[tuple[Edition, int]]:
        """Return the files that bear the number of a place, with the place of each; who came first comes first."""
        wanted = places_of(edition.data).get(at)
        if wanted is None:
            return []
        mark = self._mark(wanted)
        ordered = sorted(self.editions, key=self._order)
        found = [
            (one, index)
            for one in ordered
            for index, place in places_of(one.data).items()
            if self._mark(place) == mark
        ]
        return found if len({one.id for one, _ in found}) > 1 else []

    def _mark(self, place: Listing) -> tuple[Scope, int]:
        return scope_of(place, self._taken.plan.numbering), place.number

    def _own_id(self, edition: Edition, old: str) -> str:
        """Return the id that the name of a file gives it, if that is free, else one made of the old id."""
        name = edition.name
        others = (use for use in self._taken.uses if use.path != edition.origin)
        free = name != old and is_id(name) and name not in self._ids
        if free and not any(name in {use.id, use.name} for use in others):
            return name
        return self._taken.free_id(old, self._ids)

    def _order(self, edition: Edition) -> tuple[bool, bool, int, str, str]:
        """Return what decides who stays: the own id, then who came first, then the id's place in the alphabet."""
        came = self._came.get(edition.origin)
        return edition.id in self._ids, came is None, came or 0, edition.id, edition.origin

    def _at(self, path: str) -> Edition | None:
        return next((one for one in self.editions if one.path == path), None)

    @staticmethod
    def _change(edition: Edition, path: Sequence[str | int], new: Any) -> None:
        holder: Any = edition.data
        for part in path[:-1]:
            holder = holder[part]
        old = holder.get(path[-1])
        if old != new:
            holder[path[-1]] = new
            edition.changes.append((join_pointer(path), old, new))


@cache
def _references() -> Place:
    """Return where an initiative's file refers to another initiative; plan.yaml refers to none."""
    return compile_places(schema("initiative"), frozenset({_REFERENCE}))


def _place_index(pointer: str) -> int:
    """Return which place a pointer to a number means: 0 is the first one."""
    parts = split_pointer(pointer)
    return int(parts[1]) + 1 if len(parts) > 1 else 0


def _waives(waiver: Any, pointer: str) -> bool:
    """Tell whether a waiver sets aside that the number at a pointer is borne by another, too."""
    if not isinstance(waiver, dict) or waiver.get("rule") != UNIQUE_NUMBER:
        return False
    return (pointer + "/").startswith(str(waiver.get("field", "")).rstrip("/") + "/")
