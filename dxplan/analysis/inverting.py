"""A difference turned round: from the later end to the earlier one."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from dxplan.analysis.ends import texts_of
from dxplan.analysis.renaming import CATEGORIES, PILLARS, Words
from dxplan.model.difference import (
    BudgetMove,
    Change,
    Comparison,
    EntryRename,
    FieldChange,
    IndicatorMove,
    Kind,
    Movements,
    PlanDifference,
    StartMove,
    StatusMove,
    Unread,
    WordRename,
)
from dxplan.model.pointer import join_pointer, split_pointer
from dxplan.stores.layout import PLANS_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator

replace = msgspec.structs.replace

_KINDS: dict[Kind, Kind] = {"added": "removed", "removed": "added", "changed": "changed"}
_LISTINGS = "listings"


def inverse(difference: PlanDifference) -> PlanDifference:
    """Return the difference that leads back; turned round twice it is what it was.

    It is the one that a comparison the other way would find, up to order and to what a difference does not hold: the
    former path of a file that was moved, and of ``movements`` those for which more must be known than two values
    (``reached`` and ``withdrawn`` stay as they are).
    """
    turn = _Turn(difference)
    return PlanDifference(
        plan=turn.plan,
        title=turn.title(),
        changes=tuple(map(turn.change, difference.changes)),
        renames=tuple(map(turn.rename, difference.renames)),
        statuses=tuple(turn.statuses()),
        unread=tuple(map(_unread, difference.unread)),
        unchanged=difference.unchanged,
        earlier=difference.plan if difference.earlier else None,
        status_order=difference.status_order,
    )


class _Turn:
    """What turning round needs to know of the whole difference."""

    def __init__(self, difference: PlanDifference) -> None:
        self._difference = difference
        self.plan = difference.earlier or difference.plan
        pillars = {rename.new: rename.old for rename in difference.renames if rename.vocabulary == PILLARS}
        self._pillars = pillars
        swapped = [
            replace(rename, old=rename.new, new=rename.old, pillar=self._pillar(rename.pillar))
            for rename in difference.renames
        ]
        self._words = Words(swapped)
        self._kept = {
            (rename.vocabulary, rename.new, *kept) for rename in difference.renames for kept in rename.kept
        }

    def _pillar(self, name: str | None) -> str | None:
        return self._pillars.get(name, name) if name is not None else None

    def title(self) -> str:
        """Return the plan's title at the earlier end."""
        own = next((change for change in self._difference.changes if change.id is None), None)
        title = self._difference.title
        if title == self._difference.plan:  # it has none
            title = self.plan
        return _before(own, "/title", title) if own else title

    def rename(self, rename: WordRename) -> WordRename:
        """Turn the rename of a word round."""
        kept = tuple((keeping, self._pointer(pointer, keeping)) for keeping, pointer in rename.kept)
        pillar = self._pillar(rename.pillar)
        return replace(rename, plan=self.plan, old=rename.new, new=rename.old, kept=kept, pillar=pillar)

    def change(self, change: Change) -> Change:
        """Turn the change of a document round."""
        fields = tuple(
            FieldChange(self._pointer(field.pointer, change.id), field.new, field.old)
            for field in change.comparison.fields
        )
        renames = tuple(EntryRename(rename.new, rename.old) for rename in change.comparison.renames)
        path = change.path
        if self._difference.earlier and change.kind == "changed":
            path = path.replace(f"{PLANS_FOLDER}/{change.plan}/", f"{PLANS_FOLDER}/{self.plan}/", 1)
        turned = replace(
            change,
            plan=self.plan,
            kind=_KINDS[change.kind],
            comparison=Comparison(fields, renames),
            path=path,
            movements=_movements(change.movements),
        )
        return self._described(change, turned) if change.kind == "changed" else turned

    def _described(self, change: Change, turned: Change) -> Change:
        """Say of a change what the document said at the earlier end."""
        title = change.title
        if title == change.plan and change.id is None:
            title = self.plan
        pillar = self._earlier(PILLARS, change.pillar, change.id) if change.pillar is not None else None
        departments = tuple(self._earlier("departments", name, change.id) for name in change.departments)
        for field in change.comparison.fields:
            if field.pointer == "/pillar":
                pillar = (field.old or None) if isinstance(field.old, str) else None
            if field.pointer == "/departments":
                departments = texts_of(field.old)
        return replace(turned, title=_before(change, "/title", title), pillar=pillar, departments=departments)

    def _earlier(self, vocabulary: str, word: str, identifier: str | None) -> str:
        """Return what an initiative called a pillar or a department at the earlier end."""
        place = "/pillar" if vocabulary == PILLARS else "/departments"
        kept = (vocabulary, word, identifier, place) in self._kept
        return word if kept else self._words.newer(vocabulary, None, word)

    def _pointer(self, pointer: str, identifier: str | None) -> str:
        """Name a listing as it was called at the earlier end: what lies below one that is there at both ends."""
        parts = split_pointer(pointer)
        if identifier is None or len(parts) <= 2 or parts[0] != _LISTINGS:  # noqa: PLR2004  (the list, the entry)
            return pointer
        places = {join_pointer((*parts[:2], key)) for key in ("pillar", "category")}
        if any(keeping == identifier and place in places for _, _, keeping, place in self._kept):
            return pointer
        return join_pointer((_LISTINGS, self._listing(parts[1]), *parts[2:]))

    def _listing(self, segment: str) -> str:
        for rename in self._difference.renames:
            if rename.vocabulary == CATEGORIES and segment == f"{rename.pillar} {rename.new}":
                return f"{self._pillar(rename.pillar)} {rename.old}"
        for new in sorted(self._pillars, key=len, reverse=True):
            if segment == new or segment.startswith(f"{new} "):
                return self._pillars[new] + segment.removeprefix(new)
        return segment

    def statuses(self) -> Iterator[StatusMove]:
        """Yield the counts, each with the words of the earlier end."""
        counts: Counter[tuple[str | None, str | None]] = Counter()
        renamed = {
            rename.new: rename for rename in self._difference.renames if rename.vocabulary == "statuses"
        }
        for move in self._difference.statuses:
            rename = renamed.get(move.new or "") if move.old == move.new else None
            if rename is None:
                counts[move.new, move.old] += move.count
                continue
            same = sum(pointer == "/status" for _, pointer in rename.kept)
            same -= sum(m.count for m in self._difference.statuses if m.old == m.new == rename.old)
            counts[rename.new, rename.new] += same
            counts[rename.old, rename.old] += move.count - same
        yield from (StatusMove(self.plan, old, new, count) for (old, new), count in counts.items() if count)


def _before(change: Change | None, pointer: str, otherwise: str) -> str:
    """Return a text as it was before a change."""
    fields = change.comparison.fields if change else ()
    before = next((field.old for field in fields if field.pointer == pointer), None)
    return before if isinstance(before, str) and before else otherwise


def _unread(unread: Unread) -> Unread:
    return replace(unread, side="to" if unread.side == "from" else "from")


def _movements(movements: Movements) -> Movements:
    return Movements(
        status=(movements.status[1], movements.status[0]) if movements.status else None,
        starts=tuple(
            StartMove(m.component, m.new, m.old, None if m.months is None else -m.months)
            for m in movements.starts
        ),
        indicators=tuple(map(_indicator, movements.indicators)),
        budgets=tuple(BudgetMove(m.name, m.fiscal_year, m.new, m.old) for m in movements.budgets),
        withdrawn=movements.withdrawn,
    )


def _indicator(move: IndicatorMove) -> IndicatorMove:
    verdict = move.verdict
    if verdict in {"toward", "away"}:
        verdict = "away" if verdict == "toward" else "toward"
    return replace(move, old=move.new, new=move.old, verdict=verdict)
