"""Filters over two moments: an initiative counts where either end lets it through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dxplan.analysis.ends import stem_of
from dxplan.analysis.rows import Row
from dxplan.analysis.selection import Selection, check_names, in_words_of
from dxplan.model.hints import meant
from dxplan.stores.loading import Loader

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.analysis.between import Allowed, Pair
    from dxplan.commands.session import Session
    from dxplan.model.plan import Plan
    from dxplan.stores.loading import LoadedPlan
    from dxplan.stores.plan_tree import Moment


@dataclass(frozen=True)
class _End:
    """A plan at one moment, as far as it could be loaded: what a filter can judge, and the ids of what it cannot."""

    loaded: LoadedPlan | None
    judged: frozenset[str]
    other: frozenset[str]

    @classmethod
    def at(cls, session: Session, name: str | None, moment: Moment) -> _End:
        if name is None:
            return cls(None, frozenset(), frozenset())
        plans, _ = Loader(moment.tree, session.cache).load([name])
        if not plans:
            return cls(None, frozenset(), frozenset(map(stem_of, moment.tree.initiative_files(name))))
        (loaded,) = plans
        judged = frozenset(filed.initiative.id for filed in loaded.initiatives)
        return cls(loaded, judged, frozenset(stem_of(failure.path) for failure in loaded.failures))

    def picked(
        self, session: Session, selection: Selection, moment: Moment, editions: Sequence[Plan]
    ) -> Iterator[str]:
        """Yield the ids of the initiatives that a selection lets through, whose words may be those of the other end."""
        if self.loaded is not None:
            plan, day = self.loaded.plan, session.day_of(self.loaded.plan, moment.point)
            rows = [
                Row(filed.plan, plan, filed.initiative, filed.path, day) for filed in self.loaded.initiatives
            ]
            chosen = in_words_of(plan, selection, editions)
            yield from (row.initiative.id for row in chosen.pick(rows))


def allowed_by(session: Session, pairs: Sequence[Pair], selection: Selection) -> Allowed | None:
    """Return which initiatives a selection lets through by their ids, None where it lets everything through.

    Raises UsageError for a name that no plan knows at either end.
    """
    if selection == Selection():
        return None
    ends = {
        pair.name: (
            _End.at(session, pair.old, pair.old_moment),
            _End.at(session, pair.new, pair.new_moment),
        )
        for pair in pairs
    }
    _check(selection, [end for both in ends.values() for end in both])

    def ids(pair: Pair) -> frozenset[str]:
        old, new = ends[pair.name]
        editions = [end.loaded.plan for end in (old, new) if end.loaded]
        chosen = {
            *old.picked(session, selection, pair.old_moment, editions),
            *new.picked(session, selection, pair.new_moment, editions),
        }
        # What can be judged at neither end may be any initiative.
        return frozenset(chosen | ((old.other | new.other) - old.judged - new.judged))

    return ids


def _check(selection: Selection, ends: Sequence[_End]) -> None:
    # A plan that cannot be loaded may know any name.
    if any(end.loaded is None and end.other for end in ends):
        return
    known = {identifier for end in ends for identifier in end.judged | end.other}
    check_names(selection, [end.loaded.plan for end in ends if end.loaded], sorted(known), meant)
