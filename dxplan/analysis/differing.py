"""What changed in a plan between two moments: its own file, its initiatives, its words.

Initiatives are matched by their ids, so a file may be called or lie elsewhere. Of an id whose file cannot be read at one
end, or that two files bear, nothing is said but that.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import msgspec

from dxplan.analysis.comparison import compare
from dxplan.analysis.difference_order import in_status_order, place_in_plan, status_order
from dxplan.analysis.ends import End, match_ends, text_of, texts_of
from dxplan.analysis.following import follow
from dxplan.analysis.renaming import Words, key_of, words_renamed
from dxplan.model.difference import Change, Kind, Movements, PlanDifference, StatusMove, Unread
from dxplan.stores.schemas import list_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from dxplan.analysis.ends import Match
    from dxplan.analysis.renaming import Key
    from dxplan.model.content import Data
    from dxplan.model.difference import Comparison, WordRename

    MovementsOf = Callable[[Data | None, Data | None, Data | None, Data | None], Movements]


def difference(old: End, new: End, movements: MovementsOf) -> PlanDifference:
    """Return what changed in a plan between two ends.

    ``movements`` tells what a change means, from (old, new, old plan, new plan); a document that is not there is None.
    A status that follows the rename of its word counts as the new one at both ends.
    """
    return _Differing(old, new, movements).result()


class _Differing:
    """The two ends, and what was found of them so far."""

    def __init__(self, old: End, new: End, movements: MovementsOf) -> None:
        self._old, self._new = old, new
        self._movements = movements
        self._old_plan, self._new_plan = _data(old), _data(new)
        self._title = text_of(self._new_plan, "title") or text_of(self._old_plan, "title") or new.plan
        self._words = Words(words_renamed(self._old_plan, self._new_plan, new.plan))
        self._keys = list_keys("initiative")
        self._place = place_in_plan(self._old_plan, self._new_plan, self._words)
        self._followers: Counter[Key] = Counter()
        self._kept: defaultdict[Key, list[tuple[str, str]]] = defaultdict(list)
        self._statuses: Counter[tuple[str | None, str | None]] = Counter()
        self._unchanged = 0

    def result(self) -> PlanDifference:
        matches, unread = match_ends(self._old, self._new)
        plan_file_unread = list(self._plan_file_unread())
        found = [placed for match in matches if (placed := self._initiative(match)) is not None]
        changes = [change for _, change in sorted(found, key=lambda placed: placed[0])]
        own = None if plan_file_unread else self._plan_file()
        order = status_order(self._old_plan, self._new_plan)
        return PlanDifference(
            plan=self._new.plan,
            title=self._title,
            changes=(own, *changes) if own else tuple(changes),
            renames=tuple(map(self._counted, self._words.renames)),
            statuses=tuple(
                StatusMove(self._new.plan, *pair, count)
                for pair, count in in_status_order(self._statuses, order)
            ),
            unread=(*plan_file_unread, *unread),
            unchanged=self._unchanged,
            earlier=self._old.plan if self._old.plan != self._new.plan else None,
            status_order=order,
        )

    def _counted(self, rename: WordRename) -> WordRename:
        key = key_of(rename)
        kept = tuple(self._kept[key])
        return msgspec.structs.replace(rename, initiatives=self._followers[key], kept=kept)

    def _plan_file_unread(self) -> Iterator[Unread]:
        if self._old.plan_file is not None and self._old.plan_file.trouble is not None:
            yield Unread("from", self._old.plan, None, self._old.plan_path, self._old.plan_file.trouble)
        if self._new.plan_file is not None and self._new.plan_file.trouble is not None:
            yield Unread("to", self._new.plan, None, self._new.plan_path, self._new.plan_file.trouble)

    def _plan_file(self) -> Change | None:
        """Return the change of the plan's own file."""
        comparison = compare(self._old_plan, self._new_plan, list_keys("plan"))
        if not comparison.fields:
            return None
        kind = _kind(self._old_plan, self._new_plan)
        path = self._old.plan_path if kind == "removed" else self._new.plan_path
        return Change(self._new.plan, None, self._title, kind, comparison, path)

    def _initiative(self, match: Match) -> tuple[tuple[int, int, int, str], Change] | None:
        """Compare an initiative; return its change with its place in the plan."""
        old_status = match.old.status if match.old else None
        new_status = match.new.status if match.new else None
        if match.is_same and not self._words.renames:
            self._unchanged += 1
            self._statuses[old_status, new_status] += 1
            return None
        old = match.old.packed.content.data if match.old else None
        new = match.new.packed.content.data if match.new else None
        before = self._followed(match.id, old, new)
        follows = new_status is not None and text_of(before, "status") == new_status
        self._statuses[new_status if follows else old_status, new_status] += 1
        comparison = compare(before, new, self._keys)
        data = old if new is None else new
        if not comparison.fields or data is None:
            self._unchanged += 1
            return None
        return self._place(match.id, data), self._change(match, comparison, old, new)

    def _followed(self, identifier: str, old: Data | None, new: Data | None) -> Data | None:
        """Return the older data in the newer words, as far as the newer data follow; keep account of it."""
        if old is None or new is None:
            return old
        following = follow(old, new, self._words, self._keys)
        self._followers.update(following.followed)
        for key, pointer in following.kept:
            self._kept[key].append((identifier, pointer))
        return following.data

    def _change(self, match: Match, comparison: Comparison, old: Data | None, new: Data | None) -> Change:
        data = (old if new is None else new) or {}
        file = match.new or match.old
        return Change(
            plan=self._new.plan,
            id=match.id,
            title=text_of(new, "title") or text_of(old, "title") or match.id,
            kind=_kind(old, new),
            comparison=comparison,
            path=file.path if file else "",
            pillar=text_of(data, "pillar"),
            departments=texts_of(data.get("departments")),
            movements=self._movements(old, new, self._old_plan, self._new_plan),
        )


def _data(end: End) -> Data | None:
    return end.plan_file.data if end.plan_file is not None else None


def _kind(old: Data | None, new: Data | None) -> Kind:
    if old is None:
        return "added"
    return "removed" if new is None else "changed"


def pair_plans(
    old: Mapping[str, Sequence[tuple[str, str | None]]],
    new: Mapping[str, Sequence[tuple[str, str | None]]],
) -> list[tuple[str | None, str | None]]:
    """Return (old name, new name) of the plans of two ends, whose initiatives come as (id, mark).

    Plans are matched by name. One that vanished and one that appeared are the same, renamed, if they share more than
    half of the ids of the smaller one; those that share most come first. New names come in order, then those that are gone.
    """
    pairs = {name: name for name in new if name in old}
    gone = {name: files for name, files in old.items() if name not in new}
    come = {name: files for name, files in new.items() if name not in old}
    candidates = [
        (rank, before, after)
        for before, old_files in gone.items()
        for after, new_files in come.items()
        if (rank := _shared(old_files, new_files)) is not None
    ]
    # A name is on one side only, so ordering the two names of a pair leaves no tie and knows no side.
    candidates.sort(key=lambda found: (found[0], sorted(found[1:])))
    for _, before, after in candidates:
        if after not in pairs and before not in pairs.values():
            pairs[after] = before
    removed = sorted(old.keys() - set(pairs.values()))
    return [(pairs.get(name), name) for name in sorted(new)] + [(name, None) for name in removed]


def _shared(
    old: Collection[tuple[str, str | None]], new: Collection[tuple[str, str | None]]
) -> tuple[float, int, int] | None:
    """Return how much two plans share, the most as the least; None if it is no more than half of the smaller one."""
    old_ids, new_ids = ({identifier for identifier, _ in files} for files in (old, new))
    common, smaller = len(old_ids & new_ids), min(len(old_ids), len(new_ids))
    if 2 * common <= smaller:
        return None
    equal = len({pair for pair in old if pair[1] is not None} & set(new))
    return -common / smaller, -common, -equal
