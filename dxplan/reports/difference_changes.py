"""The initiatives that were added, removed or changed, each with what changed in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.i18n import N_
from dxplan.model.message import message
from dxplan.reports.blocks import Block, Column, Heading, Lines, Table, Value
from dxplan.reports.difference_answer import initiatives_of
from dxplan.reports.difference_fields import told_fields
from dxplan.reports.difference_lines import told_lines
from dxplan.reports.difference_words import NOTHING
from dxplan.reports.words import COLUMN_TITLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dxplan.i18n import Speaker
    from dxplan.model.difference import Change, Kind, PlanDifference
    from dxplan.reports.difference_answer import DiffAnswer

_KINDS = {"changed": N_("changed"), "added": N_("added"), "removed": N_("removed")}


def change_blocks(difference: PlanDifference, answer: DiffAnswer, say: Speaker) -> Iterator[Block]:
    """Yield the initiatives that changed, field by field, then tables of those that came and went."""
    changed = of_kind(difference, "changed")
    if changed:
        yield Heading(group_words("changed", len(changed), say), 2)
    for change in changed:
        yield Heading(change_heading(change), 3)
        yield Lines((facts_line(change, answer, say),), "dim", tight=True)
        yield Lines(tuple(told_lines(told_fields(change, say), say)), tight=True)
    yield from came_and_went(difference, say)


def came_and_went(difference: PlanDifference, say: Speaker) -> Iterator[Block]:
    """Yield tables of the initiatives that are there at one end alone."""
    kinds: tuple[Kind, Kind] = ("added", "removed")
    for kind in kinds:
        changes = of_kind(difference, kind)
        if changes:
            yield Heading(group_words(kind, len(changes), say), 2)
            yield _table(changes, say)


def stat_blocks(difference: PlanDifference, say: Speaker) -> Iterator[Block]:
    """Yield one line for each initiative: how much changed in it, and where its status went."""
    if not initiatives_of(difference):
        return
    yield Heading(say(message("Initiatives, one line each")), 2)
    columns = (
        Column("id", say.text(COLUMN_TITLES["id"]), fixed=True),
        Column("title", say.text(COLUMN_TITLES["title"])),
        Column("kind", say.text(N_("What became of it"))),
        Column("fields", say.text(N_("Fields")), right=True, fixed=True),
        Column("status", say.text(COLUMN_TITLES["status"])),
    )
    rows: list[tuple[Value, ...]] = [
        (
            change.id,
            change.title,
            kind_words(change, say),
            len(change.comparison.fields) if change.kind == "changed" else None,
            status_words(change),
        )
        for change in initiatives_of(difference)
    ]
    yield Table(columns, tuple(rows))


def of_kind(difference: PlanDifference, kind: Kind) -> list[Change]:
    """Return the changes of initiatives that were changed, added or removed, in the order of the plan."""
    return [change for change in initiatives_of(difference) if change.kind == kind]


def group_words(kind: Kind, count: int, say: Speaker) -> str:
    """Return the heading of a group of initiatives."""
    match kind:
        case "changed":
            return say(message("Changed initiatives ({count})", count=count))
        case "added":
            return say(message("Added initiatives ({count})", count=count))
        case "removed":
            return say(message("Removed initiatives ({count})", count=count))


def kind_words(change: Change, say: Speaker) -> str:
    """Return what became of an initiative."""
    return say.text(N_("withdrawn") if change.movements.withdrawn else _KINDS[change.kind])


def status_words(change: Change) -> str:
    """Return where the status of an initiative went, empty where it stayed."""
    move = change.movements.status
    if move is None:
        return ""
    if change.kind != "changed":
        return move[change.kind == "added"] or ""
    return " → ".join(status or NOTHING for status in move)


def change_heading(change: Change) -> str:
    """Return an initiative's title with its id."""
    return f"{change.title} ({change.id})"


def facts_line(change: Change, answer: DiffAnswer, say: Speaker) -> str:
    """Return where an initiative belongs, and who changed it where that is known."""
    facts = [change.pillar or "", departments_words(change.departments)]
    if change.movements.withdrawn:
        facts.append(say.text(N_("withdrawn")))
    authors = answer.authors.get((change.plan, change.id), ())
    if authors:
        facts.append(say(message("changed by {names}", names=departments_words(authors))))
    return " · ".join(fact for fact in facts if fact)


def departments_words(names: Iterable[str]) -> str:
    """Return names beside each other."""
    return "・".join(names)


def _table(changes: Sequence[Change], say: Speaker) -> Table:
    keys = ("title", "id", "pillar", "departments", "status")
    rows: list[tuple[Value, ...]] = [
        (
            change.title,
            change.id,
            change.pillar,
            departments_words(change.departments),
            status_words(change),
        )
        for change in changes
    ]
    return Table(tuple(Column(key, say.text(COLUMN_TITLES[key])) for key in keys), tuple(rows))
