"""Selection: the filters that every listing command shares.

The same filter given again widens it (or); different filters narrow it (and).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from dxplan.errors import UsageError
from dxplan.model.message import Message, message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from dxplan.analysis.rows import Row
    from dxplan.model.plan import Named, Pillar, Plan


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for; an empty tuple or None asks for everything.

    ``added`` and ``withdrawn`` are True for those that are, False for those that are not.
    """

    pillars: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    overdue: bool | None = None
    added: bool | None = None
    withdrawn: bool | None = None
    where: Callable[[Row], bool] | None = None

    def pick(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield the rows that every filter lets through, in the order in which they come."""
        for row in rows:
            if self._lets_through(row):
                yield row

    def _lets_through(self, row: Row) -> bool:
        initiative = row.initiative
        return (
            _one_of(self.pillars, _pillar_names(row))
            and _one_of(self.categories, (initiative.category,))
            and _one_of(self.departments, _departments(row))
            and _one_of(self.statuses, (initiative.status, *(part.status for part in initiative.components)))
            and _one_of(self.stages, (row.stage,))
            and _one_of(self.ids, (initiative.id,))
            and (not self.texts or any(_holds(initiative, folded(text)) for text in self.texts))
            and (self.overdue is None or row.overdue == self.overdue)
            and (self.added is None or (initiative.added is not None) == self.added)
            and (self.withdrawn is None or row.withdrawn == self.withdrawn)
            and (self.where is None or self.where(row))
        )


def check_names(
    selection: Selection,
    plans: Iterable[Plan],
    ids: Iterable[str],
    hint: Callable[[str, list[str]], Message | None],
) -> None:
    """Make sure that every name asked for is known to one of the plans.

    Raises UsageError with a near name; a filter that can never match is a slip, not an empty list.
    """
    plans = list(plans)
    known = {
        "--pillar": [
            name for plan in plans for p in plan.pillars for name in (p.name, str(p.number), *p.formerly)
        ],
        "--category": [
            entry.name for plan in plans for pillar in plan.pillars for entry in pillar.categories
        ],
        "--department": [
            name for plan in plans for entry in plan.departments for name in (entry.name, *entry.formerly)
        ],
        "--status": [status.name for plan in plans for status in plan.statuses],
        "--stage": [stage.name for plan in plans for stage in plan.stages],
        "--id": list(ids),
    }
    asked = (
        selection.pillars,
        selection.categories,
        selection.departments,
        selection.statuses,
        selection.stages,
    )
    for (option, names), wanted in zip(known.items(), (*asked, selection.ids), strict=True):
        folded_names = {folded(name) for name in names}
        for name in wanted:
            if folded(name) not in folded_names:
                raise UsageError(
                    message("{option}: no plan here knows “{name}”.", option=option, name=name),
                    hint(name, list(dict.fromkeys(names))),
                )


def in_words_of(plan: Plan, selection: Selection, editions: Sequence[Plan]) -> Selection:
    """Return a selection in the words of one edition of a plan: who asks for 市民課 means what another edition calls 窓口課.

    A name that the edition has itself means nothing else there.
    """
    known = [_words(edition) for edition in editions]
    found: dict[str, Any] = {}
    for key, own in _words(plan).items():
        present = {folded(word.name) for word in own}
        all_words = [word for words in known for word in words[key]]
        asked: tuple[str, ...] = getattr(selection, key)
        found[key] = tuple(
            meant
            for name in asked
            for meant in ([name] if folded(name) in present else [name, *_other_names(name, all_words)])
        )
    return replace(selection, **found)


def _words(plan: Plan) -> dict[str, tuple[Named | Pillar, ...]]:
    """Return the words of a plan that have former names, by the filter that asks for them."""
    return {
        "pillars": plan.pillars,
        "categories": tuple(category for pillar in plan.pillars for category in pillar.categories),
        "departments": plan.departments,
        "statuses": plan.statuses,
        "stages": plan.stages,
    }


def _other_names(name: str, words: Iterable[Named | Pillar]) -> Iterator[str]:
    """Yield the names under which words have gone that ever had a name."""
    for word in words:
        names = (word.name, *word.formerly)
        if folded(name) in map(folded, names):
            yield from names


def folded(text: str) -> str:
    """Return a text as filters compare it: width and case do not matter."""
    return unicodedata.normalize("NFKC", text).casefold()


def _one_of(wanted: tuple[str, ...], present: Iterable[str | None]) -> bool:
    if not wanted:
        return True
    folded_present = {folded(name) for name in present if name is not None}
    return any(folded(name) in folded_present for name in wanted)


def _pillar_names(row: Row) -> tuple[str, ...]:
    pillar = row.plan.pillar(row.initiative.pillar)
    number = (str(pillar.number), *pillar.formerly) if pillar else ()
    return (row.initiative.pillar, *number)


def _departments(row: Row) -> tuple[str, ...]:
    names = [*row.initiative.departments]
    for workstream in row.initiative.workstreams:
        names += workstream.departments
    former = [old for entry in row.plan.departments if entry.name in names for old in entry.formerly]
    return (*names, *former)


def _holds(value: Any, text: str) -> bool:
    """Tell whether any text inside a value holds ``text``."""
    if isinstance(value, str):
        return text in folded(value)
    if isinstance(value, tuple):
        return any(_holds(item, text) for item in value)
    fields = getattr(value, "__struct_fields__", ())
    return any(_holds(getattr(value, field), text) for field in fields)
