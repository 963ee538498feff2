"""Merging: what a merge decided itself, told from what it took from its parents.

Each value of a document is looked at by itself. It is the merge's own doing

- where no parent has it: it is new, and comes from the first parent that has something there;
- where a parent has it and left it as it was in their latest common ancestor, while another parent had changed it: the
  merge dropped that change, and the change runs from the dropped value back.

Where parents changed a value in different ways and the merge took one of them, it is that parent's change. The same
holds for documents that are there on one side only; one that was changed here and deleted there is such a conflict.
A whole list entry that one side took away counts as one value, and entries whose key was renamed are followed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dxplan.analysis.comparison import compare
from dxplan.analysis.places import leaves, same
from dxplan.model.difference import Comparison, EntryRename, FieldChange

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dxplan.analysis.versions import Version
    from dxplan.model.content import Data
    from dxplan.model.list_keys import ListKeys

_Values = Mapping[str, Any]


def own_existence(
    now: Data | None,
    live: Sequence[Data],
    gone: Sequence[Version | None],
    base: Callable[[int, Version | None], Data | None],
    keys: ListKeys,
) -> FieldChange | None:
    """Return the merge's own creation or deletion of a document, None where it made none.

    ``live`` is the document in those parents that have it, ``gone`` names those that do not: None for one that never
    had it. ``base`` returns what was there in the latest common ancestor of one of the first and one of the second.
    """
    if now is None:
        dropped = (data for one, data in enumerate(live) if all(base(one, other) is None for other in gone))
        found = next(dropped, None)
        return FieldChange("", found, None) if found is not None else None
    if not live:
        return FieldChange("", None, now)
    for other in gone:
        if other is not None and all(
            _unchanged(base(one, other), data, keys) for one, data in enumerate(live)
        ):
            return FieldChange("", None, now)
    return None


def _unchanged(old: Data | None, new: Data, keys: ListKeys) -> bool:
    return old is not None and not compare(old, new, keys).fields


def own_fields(
    now: Data, live: Sequence[Data], base: Callable[[int, int], Data | None], keys: ListKeys
) -> Comparison:
    """Return the merge's own changes inside a document that ``live``, its editions in the parents, all have."""
    if len(live) == 1:
        return compare(live[0], now, keys)
    return _Merge(now, live, base, keys).own()


class _Merge:
    """A document in a merge, taken apart into values under the names that the merge gives them."""

    def __init__(
        self, now: Data, live: Sequence[Data], base: Callable[[int, int], Data | None], keys: ListKeys
    ) -> None:
        self._now = now
        self._keys = keys
        self._base = base
        self._comparisons = [compare(data, now, keys) for data in live]
        self._live = live
        self._new = dict(leaves(now, keys))
        self._sides = [
            self._values(data, comparison) for data, comparison in zip(live, self._comparisons, strict=True)
        ]
        self._bases: dict[tuple[int, int], _Values | None] = {}
        self._units: dict[tuple[int, int], list[tuple[str, bool]]] = {}

    def own(self) -> Comparison:
        """Return the changes, parent by parent from which they come."""
        sources: list[set[str]] = [set() for _ in self._sides]
        for pointer in dict.fromkeys([*self._new, *(key for side in self._sides for key in side)]):
            source = self._source(pointer)
            if source is not None:
                sources[source].add(pointer)
        renames = self._own_renames()
        fields = list(self._renamed(renames))
        for index, pointers in enumerate(sources):
            fields += self._changes(index, pointers, renames)
        return Comparison(tuple(fields), renames)

    def _values(self, data: Data, comparison: Comparison) -> _Values:
        """Return the values of an edition; those of renamed entries under the new key."""
        renames = [(rename.old, rename.new) for rename in comparison.renames]
        return {_renamed(pointer, renames): value for pointer, value in leaves(data, self._keys)}

    def _source(self, pointer: str) -> int | None:
        """Return the parent from whose value the merge's own change of a value runs, None where there is none."""
        value = self._new.get(pointer)
        values = [side.get(pointer) for side in self._sides]
        equal = [index for index, other in enumerate(values) if same(other, value)]
        if not equal:
            return next((index for index, other in enumerate(values) if other is not None), 0)
        for index in range(len(values)):
            if index not in equal and all(self._dropped(pointer, index, taken) for taken in equal):
                return index
        return None

    def _dropped(self, pointer: str, changed: int, taken: int) -> bool:
        """Tell whether a parent changed what the other, whose value was taken, had left as it was."""
        base = self._base_values(changed, taken)
        if base is None:
            return False  # each side created the document anew
        unit = _unit(pointer, self._units[changed, taken])
        mine = self._sides[taken]
        return all(
            same(base.get(other), mine.get(other))
            for other in {pointer, *(key for key in (*base, *mine) if _lies_in(key, unit))}
        )

    def _base_values(self, one: int, other: int) -> _Values | None:
        if (one, other) not in self._bases:
            data = self._base(one, other)
            values: _Values | None = None
            units: list[tuple[str, bool]] = []
            if data is not None:
                comparison = compare(data, self._now, self._keys)
                values = self._values(data, comparison)
                renames = [(rename.old, rename.new) for rename in comparison.renames]
                fields = compare(data, self._live[one], self._keys).fields
                units = [
                    (_renamed(change.pointer, renames), isinstance(change.new or change.old, list))
                    for change in fields
                ]
            self._bases[one, other], self._units[one, other] = values, units
        return self._bases[one, other]

    def _own_renames(self) -> tuple[EntryRename, ...]:
        """Return the renames of entries that no parent had made."""
        first, *others = self._comparisons
        ends = [{rename.new for rename in comparison.renames} for comparison in others]
        return tuple(rename for rename in first.renames if all(rename.new in known for known in ends))

    def _renamed(self, renames: Sequence[EntryRename]) -> Iterator[FieldChange]:
        """Yield the removal and the addition that go with each of the merge's own renames."""
        ends = {end for rename in renames for end in (rename.old, rename.new)}
        yield from (change for change in self._comparisons[0].fields if change.pointer in ends)

    def _changes(
        self, index: int, pointers: set[str], renames: Sequence[EntryRename]
    ) -> Iterator[FieldChange]:
        """Put the merge's own values together to changes as a comparison with their parent shows them."""
        side, comparison = self._sides[index], self._comparisons[index]
        done = {rename.new for rename in renames}
        ends = {end for rename in comparison.renames for end in (rename.old, rename.new)}
        differing = [
            pointer
            for pointer in dict.fromkeys((*self._new, *side))
            if not same(side.get(pointer), self._new.get(pointer))
        ]
        for change in comparison.fields:
            if change.pointer in done:
                continue
            below = [pointer for pointer in differing if _lies_in(pointer, change.pointer)]
            whole = bool(below) or (index == 0 and self._is_everywhere(change.pointer))
            if whole and change.pointer not in ends and pointers.issuperset(below):
                yield change
            else:
                yield from (
                    FieldChange(pointer, side.get(pointer), self._new.get(pointer))
                    for pointer in below
                    if pointer in pointers
                )

    def _is_everywhere(self, pointer: str) -> bool:
        """Tell whether the merge differs from every parent at a place that holds no value of its own."""
        return all(
            any(change.pointer == pointer for change in comparison.fields) for comparison in self._comparisons
        )


def _lies_in(pointer: str, place: str) -> bool:
    return pointer == place or pointer.startswith(place + "/")


def _unit(pointer: str, changes: Sequence[tuple[str, bool]]) -> str:
    """Return what counts as one value with a value: all that changed with it, but of a list only the entry."""
    for place, is_list in changes:
        if pointer.startswith(place + "/"):
            return place + "/" + pointer[len(place) + 1 :].split("/", 1)[0] if is_list else place
    return pointer


def _renamed(pointer: str, renames: Sequence[tuple[str, str]]) -> str:
    """Return the pointer under the new key of the entry in which it lies."""
    for old, new in renames:
        if _lies_in(pointer, old):
            return new + pointer[len(old) :]
    return pointer
