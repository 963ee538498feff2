"""What a difference means for a plan, before its details: counts, statuses, starts, indicators, money, the plan itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.i18n import N_
from dxplan.model.message import message
from dxplan.reports.blocks import Block, Column, Heading, Lines, Table, Value
from dxplan.reports.difference_answer import (
    counts,
    counts_words,
    ends_words,
    initiatives_of,
    own_change,
    points_of,
)
from dxplan.reports.difference_fields import Told, told_fields
from dxplan.reports.difference_lines import told_lines
from dxplan.reports.difference_money import budget_blocks
from dxplan.reports.difference_words import NOTHING, field_words, number_words, word_rename_words
from dxplan.reports.words import STATUS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.i18n import Speaker
    from dxplan.model.difference import Change, PlanDifference, WordRename
    from dxplan.reports.difference_answer import DiffAnswer

BEFORE, AFTER = N_("Before"), N_("After")
THE_PLAN = N_("The plan itself")
_INITIATIVE = N_("Initiative")
_VERDICTS = {
    "away": N_("further from the target"),
    "toward": N_("closer to the target"),
    "reached": N_("target reached"),
    "level": N_("at the same level"),
    "unknown": NOTHING,
}
_NAMED = 5


def overview(
    difference: PlanDifference, shown: PlanDifference, answer: DiffAnswer, say: Speaker
) -> Iterator[Block]:
    """Yield a plan's heading, its points, the counts, and what moved; ``shown`` has only the fields asked for."""
    yield Heading(plan_heading(difference))
    yield Lines((ends_words(points_of(answer, difference.plan), say),), "dim")
    yield Lines((counts_words(counts([difference]), say),))
    if difference.earlier:
        renamed = message(
            "The plan's folder was renamed: {old} → {new}", old=difference.earlier, new=difference.plan
        )
        yield Lines((say(renamed),))
    yield from movement_blocks(shown, say)
    yield from plan_blocks(difference, shown, say)


def plan_heading(difference: PlanDifference) -> str:
    """Return the plan's title with its short name."""
    return f"{difference.title} ({difference.plan})" if difference.title else difference.plan


def folder_words(difference: PlanDifference, say: Speaker) -> str:
    """Say that the plan's folder has another name now."""
    told = message(
        "The plan's folder was renamed: {old} → {new}", old=difference.earlier or "", new=difference.plan
    )
    return say(told)


def movement_blocks(difference: PlanDifference, say: Speaker) -> Iterator[Block]:
    """Yield how statuses, starts of operation, indicators and budgets moved, each only where something did."""
    yield from _statuses(difference, say)
    yield from _starts(difference, say)
    yield from _indicators(difference, say)
    yield from budget_blocks(difference, say)


def plan_blocks(difference: PlanDifference, shown: PlanDifference, say: Speaker) -> Iterator[Block]:
    """Yield what changed in the plan itself, in words."""
    lines = told_lines(plan_fields(difference, shown, say), say)
    own = own_change(shown)
    if own is not None and own.kind != "changed":
        lines.append(came_or_went(own, say))
    if lines:
        yield Heading(say.text(THE_PLAN), 2)
        yield Lines(tuple(lines), tight=True)


def plan_fields(difference: PlanDifference, shown: PlanDifference, say: Speaker) -> list[Told]:
    """Return the words that were renamed, then all else that changed in the plan's own file."""
    told = [told_rename(rename, say) for rename in difference.renames]
    own = own_change(shown)
    if own is not None and own.kind == "changed":
        told += told_fields(own, say, [(rename.old, rename.new) for rename in difference.renames])
    return told


def came_or_went(own: Change, say: Speaker) -> str:
    """Say that a whole plan was added or removed."""
    return say(message("The plan was added.") if own.kind == "added" else message("The plan was removed."))


def told_rename(rename: WordRename, say: Speaker) -> Told:
    """Return the rename of a word, with how many initiatives follow it and which do not."""
    notes = []
    if rename.initiatives:
        notes.append(say(message("initiatives that follow: {count}", count=rename.initiatives)))
    if rename.kept:
        named = [
            f"{identifier} {field_words(pointer, 'initiative', say)}" for identifier, pointer in rename.kept
        ]
        shown = "・".join(named[:_NAMED]) + ("…" if len(named) > _NAMED else "")
        notes.append(say(message("do not follow: {count} ({names})", count=len(named), names=shown)))
    return Told(word_rename_words(rename.vocabulary, say), rename.old, rename.new, note="; ".join(notes))


def _statuses(difference: PlanDifference, say: Speaker) -> Iterator[Block]:
    """Yield the matrix of statuses, from the rows to the columns, if any initiative moved."""
    moves = {(move.old, move.new): move.count for move in difference.statuses}
    if not any(old != new and count for (old, new), count in moves.items()):
        return
    seen = {status for pair in moves for status in pair}
    order: list[str | None] = [*difference.status_order]
    order += sorted(status for status in seen if status is not None and status not in order)
    rows = [
        status for status in (*order, None) if any(old == status and moves[old, new] for old, new in moves)
    ]
    columns = [
        status for status in (*order, None) if any(new == status and moves[old, new] for old, new in moves)
    ]
    yield Heading(say(message("How statuses moved (from the row to the column)")), 2)
    yield Table(
        (
            Column("from", say.text(STATUS)),
            *(Column(f"to_{n}", status or NOTHING, right=True) for n, status in enumerate(columns)),
        ),
        tuple((old or NOTHING, *(moves.get((old, new)) or None for new in columns)) for old in rows),
    )


def _starts(difference: PlanDifference, say: Speaker) -> Iterator[Block]:
    """Yield the starts of operation that moved, those that slipped most first, those without days last."""
    moves = [(change, move) for change in initiatives_of(difference) for move in change.movements.starts]
    if not moves:
        return
    moves.sort(key=lambda pair: (pair[1].months is None, -(pair[1].months or 0)))
    yield Heading(say(message("Starts of operation that moved")), 2)
    rows: list[tuple[Value, ...]] = [
        (
            change.title if move.component is None else f"{change.title}: {move.component}",
            move.old or NOTHING,
            move.new or NOTHING,
            NOTHING if move.months is None else f"{move.months:+}" if move.months else "±0",
        )
        for change, move in moves
    ]
    yield Table(
        (
            Column("title", say.text(_INITIATIVE)),
            Column("from", say.text(BEFORE)),
            Column("to", say.text(AFTER)),
            Column("months", say.text(N_("Months")), right=True, fixed=True),
        ),
        tuple(rows),
    )


def _indicators(difference: PlanDifference, say: Speaker) -> Iterator[Block]:
    """Yield the indicators with new values, those that lead away from their targets first."""
    order = list(_VERDICTS)
    moves = [(change, move) for change in initiatives_of(difference) for move in change.movements.indicators]
    if not moves:
        return
    moves.sort(key=lambda pair: order.index(pair[1].verdict))
    yield Heading(say(message("Indicators with new values")), 2)
    rows: list[tuple[Value, ...]] = [
        (
            move.name if not move.unit else f"{move.name} ({move.unit})",
            change.title,
            number_words(move.old),
            number_words(move.new),
            number_words(move.target),
            say.text(_VERDICTS[move.verdict]),
        )
        for change, move in moves
    ]
    yield Table(
        (
            Column("name", say.text(N_("Indicator"))),
            Column("title", say.text(_INITIATIVE)),
            Column("from", say.text(BEFORE), right=True, fixed=True),
            Column("to", say.text(AFTER), right=True, fixed=True),
            Column("target", say.text(N_("Target")), right=True, fixed=True),
            Column("verdict", say.text(N_("Result"))),
        ),
        tuple(rows),
    )
