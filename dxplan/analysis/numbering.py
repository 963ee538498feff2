"""Ids and numbers: which are taken, wherever an initiative stands, and which come next."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from dxplan.model.initiative import Listing
from dxplan.model.plain_text import fold
from dxplan.model.plan import Named, Pillar
from dxplan.stores.schemas import schema

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from dxplan.model.content import Data
    from dxplan.model.plan import Plan

T = TypeVar("T", Named, Pillar)
LARGEST = 9999
LONGEST = 64
_WORD = re.compile(r"[a-z0-9]+")
_LETTERS = re.compile(r"[a-z].*[a-z]")
_PLAIN = "initiative"

Scope = tuple[str | None, ...]
"""Within what a number means one initiative: nothing for the whole plan, a pillar, or a pillar and a category."""


class Use(Struct, frozen=True):
    """An initiative that bears an id and numbers, and where: in a file here, or at the tips of branches."""

    id: str
    path: str
    places: tuple[Listing, ...] = ()
    branches: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The id that the file's name gives it."""
        return PurePosixPath(self.path).stem


def scope_of(place: Listing, numbering: str) -> Scope:
    """Return within what the number of a place is to be unique; ``numbering`` is that of the plan."""
    if numbering == "plan":
        return ()
    return (place.pillar,) if numbering == "pillar" else (place.pillar, place.category)


def use_of(path: str, data: Data | None, branches: tuple[str, ...] = ()) -> Use:
    """Return what a file uses, be it valid or not; of one that cannot be read the name is known."""
    data = data or {}
    identifier = data.get("id")
    return Use(
        id=identifier if isinstance(identifier, str) else PurePosixPath(path).stem,
        path=path,
        places=tuple(places_of(data).values()),
        branches=branches,
    )


def places_of(data: Data) -> dict[int, Listing]:
    """Return where an initiative is printed: 0 is the first place, then come the further ones; what says too little is left out."""
    listings = data.get("listings")
    entries = [data, *(listings if isinstance(listings, list) else [])]
    return {at: place for at, entry in enumerate(entries) if (place := _place(entry)) is not None}


class Taken:
    """The ids and numbers that are taken in a plan; what stands in files here is named before what stands on branches."""

    def __init__(self, plan: Plan, uses: Sequence[Use]) -> None:
        """Gather them; ``uses`` are named in this order."""
        self.plan = plan
        self.uses = tuple(uses)

    @cached_property
    def _ids(self) -> dict[str, Use]:
        found: dict[str, Use] = {}
        for use in self.uses:
            found.setdefault(use.id, use)
            found.setdefault(use.name, use)
        return found

    @cached_property
    def _numbers(self) -> dict[Scope, dict[int, Use]]:
        found: dict[Scope, dict[int, Use]] = {}
        for use in self.uses:
            for place in use.places:
                found.setdefault(self.scope(place), {}).setdefault(place.number, use)
        return found

    @property
    def counts(self) -> bool:
        """Whether the plan wants its numbers to be unique at all."""
        return self.plan.numbering != "none" and self.plan.rules.get("unique-number") != "off"

    def scope(self, place: Listing) -> Scope:
        """Return the scope of a place; what a branch still calls by a former name is the same."""
        pillar = _present(place.pillar, self.plan.pillars)
        category = place.category
        if pillar is not None and category is not None:
            found = _present(category, pillar.categories)
            category = found.name if found else category
        here = Listing(pillar=pillar.name if pillar else place.pillar, category=category, number=place.number)
        return scope_of(here, self.plan.numbering)

    def bearer(self, identifier: str) -> Use | None:
        """Return what bears an id, None where it is free."""
        return self._ids.get(identifier)

    def holder(self, place: Listing) -> Use | None:
        """Return what has the number of a place in its scope, None where it is free or need not be."""
        return self._numbers.get(self.scope(place), {}).get(place.number) if self.counts else None

    def next_number(self, pillar: str, category: str | None, besides: Collection[int] = ()) -> int:
        """Return the number after the last one of a scope: one that lies between others may be printed already."""
        known = {
            *self._numbers.get(self.scope(Listing(pillar=pillar, category=category, number=1)), ()),
            *besides,
        }
        following = max(known, default=0) + 1
        if following <= LARGEST:
            return following
        return next((number for number in range(1, LARGEST + 1) if number not in known), LARGEST)

    def free_id(self, wish: str, besides: Collection[str] = ()) -> str:
        """Return an id that is free: the one that is wished for, or that with a number behind it."""
        known = {*self._ids, *besides}
        return next(one for one in _numbered(wish) if one not in known and is_id(one))

    def proposed_id(self, title: str) -> str:
        """Return a free id for a title: its Latin words, or a count where it has none."""
        plain = fold(title).lower()
        words = [word for word in _WORD.findall(plain) if plain.isascii() or _LETTERS.search(word)]
        wish = "-".join(words)[:LONGEST].rstrip("-")
        if _LETTERS.search(wish):
            return self.free_id(wish)
        known = len({use.id for use in self.uses})
        ids = (f"{_PLAIN}-{count:03}" for count in range(known + 1, known + len(self._ids) + 2))
        return next(one for one in ids if one not in self._ids)


def is_id(text: str) -> bool:
    """Tell whether a text can be an id, as the schema has it."""
    form = schema("initiative")["properties"]["id"]
    return len(text) <= form["maxLength"] and re.search(form["pattern"], text) is not None


def _numbered(wish: str) -> Iterator[str]:
    yield wish
    count = 2
    while True:
        ending = f"-{count}"
        yield wish[: LONGEST - len(ending)].rstrip("-") + ending
        count += 1


def _place(entry: object) -> Listing | None:
    """Return where an entry says that an initiative is printed, None where it does not say."""
    if not isinstance(entry, dict):
        return None
    pillar, category, number = (entry.get(key) for key in ("pillar", "category", "number"))
    if not isinstance(pillar, str) or not isinstance(number, int) or isinstance(number, bool):
        return None
    return Listing(pillar=pillar, category=category if isinstance(category, str) else None, number=number)


def _present(name: str, entries: Iterable[T]) -> T | None:
    """Return the entry of a vocabulary that has a name now, or else had it."""
    known = list(entries)
    now = next((entry for entry in known if entry.name == name), None)
    return now or next((entry for entry in known if name in entry.formerly), None)
