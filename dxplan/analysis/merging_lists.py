"""Lists in a merge: whose order counts, which entries were renamed, and lists of texts as sets."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, TypeGuard

from dxplan.analysis.pairing import paired

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dxplan.model.content import Data
    from dxplan.model.list_keys import ListKeys

_Entries = dict[str, "Data"]


def woven(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """Return all names of both sides, each once, in our order, or in theirs where only they changed the order.

    What the other side alone has stands after its neighbour there, behind what the first side put at the same place.
    """
    before = _kept(base, ours, theirs)
    if _kept(ours, base, theirs) == before != _kept(theirs, base, ours):
        ours, theirs = theirs, ours
    return list(_put_together(ours, theirs))


def _kept(names: Sequence[str], *others: Sequence[str]) -> list[str]:
    """Return the names that others have, too, in their order."""
    common = set(names).intersection(*others)
    return [name for name in names if name in common]


def _put_together(first: Sequence[str], second: Sequence[str]) -> Iterator[str]:
    own, shared = set(first), set(second)
    added: dict[str | None, list[str]] = {}
    anchor = None
    for name in second:
        if name in own:
            anchor = name
        else:
            added.setdefault(anchor, []).append(name)
    anchor = None
    for name in first:
        if name in shared:
            yield from added.get(anchor, ())
            anchor = name
        yield name
    yield from added.get(anchor, ())


def without_renames(
    base: _Entries, ours: _Entries, theirs: _Entries, keys: ListKeys
) -> tuple[_Entries, dict[str, str], _Entries, dict[str, str]]:
    """Return the entries of both sides by their names in the base, each with (name in the base → name there).

    A rename to a name that the other side gives to something else does not count: both entries are as they come.
    """
    mine, others = _renames(base, ours, keys), _renames(base, theirs, keys)
    mine, others = (
        {old: new for old, new in mine.items() if new not in theirs or others.get(old) == new},
        {old: new for old, new in others.items() if new not in ours or mine.get(old) == new},
    )
    return _renamed(ours, mine), mine, _renamed(theirs, others), others


def _renames(base: _Entries, side: _Entries, keys: ListKeys) -> dict[str, str]:
    """Return the entries that live on under another key: (name in the base → name on the side)."""
    removed = {name: entry for name, entry in base.items() if name not in side}
    added = {name: entry for name, entry in side.items() if name not in base}
    return dict(paired(removed, added, keys)) if removed and added else {}


def _renamed(entries: _Entries, names: Mapping[str, str]) -> _Entries:
    before = {new: old for old, new in names.items()}
    return {before.get(name, name): entry for name, entry in entries.items()}


def is_text_set(value: Any) -> TypeGuard[list[str]]:
    """Tell whether a value is a list of texts that are all different."""
    return (
        isinstance(value, list)
        and all(isinstance(text, str) for text in value)
        and len(set(value)) == len(value)
    )


def merged_texts(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> list[str] | None:
    """Merge lists of texts: what one side added comes in, what one side removed is gone.

    None where both put something else in the place of one text, which is more than an addition.
    """
    was, here, there = set(base), set(ours), set(theirs)
    mine, others = _exchanged(base, ours), _exchanged(base, theirs)
    if any(mine[text] != others[text] for text in mine if text in others):
        return None
    return [text for text in woven(base, ours, theirs) if (text in here and text in there) or text not in was]


def _exchanged(base: Sequence[str], side: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the texts in whose place others stand, and which."""
    known, kept = set(base), set(side)
    found: dict[str, tuple[str, ...]] = {}
    for kind, start, end, new_start, new_end in SequenceMatcher(
        None, base, side, autojunk=False
    ).get_opcodes():
        new = tuple(text for text in side[new_start:new_end] if text not in known)
        if kind == "replace" and new:
            found |= {text: new for text in base[start:end] if text not in kept}
    return found
