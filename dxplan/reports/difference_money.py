"""How budgets changed between two moments: each amount, and the sums without counting money twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.i18n import N_
from dxplan.model.message import message
from dxplan.reports.blocks import Block, Column, Heading, Lines, Table, Value
from dxplan.reports.difference_answer import initiatives_of
from dxplan.reports.difference_words import NOTHING, number_words, signed_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dxplan.i18n import Speaker
    from dxplan.model.difference import BudgetMove, PlanDifference


def budget_blocks(difference: PlanDifference, say: Speaker) -> Iterator[Block]:
    """Yield the budgets that changed, in thousand yen, and by how much in all."""
    moves = [(change, move) for change in initiatives_of(difference) for move in change.movements.budgets]
    if not moves:
        return
    yield Heading(say(message("Budgets (thousand yen)")), 2)
    yield Lines((_sums(difference, say),), tight=True)
    whole = say.text(N_("whole"))
    rows: list[tuple[Value, ...]] = [
        (
            change.title if move.name is None else f"{change.title}: {move.name}",
            move.fiscal_year or whole,
            number_words(move.old),
            number_words(move.new),
            NOTHING if move.old is None or move.new is None else signed_words(move.new - move.old),
        )
        for change, move in moves
    ]
    yield Table(
        (
            Column("title", say.text(N_("Initiative"))),
            Column("year", say.text(N_("Year")), fixed=True),
            Column("from", say.text(N_("Before")), right=True, fixed=True),
            Column("to", say.text(N_("After")), right=True, fixed=True),
            Column("by", say.text(N_("Change")), right=True, fixed=True),
        ),
        tuple(rows),
    )


def _sums(difference: PlanDifference, say: Speaker) -> str:
    """Return what was changed, newly stated and no longer stated in all; the last two only where there is any."""
    changed: float = 0
    stated: float = 0
    unstated: float = 0
    for change in initiatives_of(difference):
        for move in counted_once(change.movements.budgets):
            if move.old is None:
                stated += move.new or 0
            elif move.new is None:
                unstated += move.old
            else:
                changed += move.new - move.old
    parts = []
    if changed or not (stated or unstated):
        parts.append(message("changed by {amount} in all", amount=signed_words(changed)))
    if stated:
        parts.append(message("newly stated {amount}", amount=number_words(stated)))
    if unstated:
        parts.append(message("no longer stated {amount}", amount=number_words(unstated)))
    return "・".join(say(part) for part in parts) if say.language == "ja" else ", ".join(map(say, parts))


def counted_once(moves: Iterable[BudgetMove]) -> list[BudgetMove]:
    """Return those moves of an initiative that may be added up.

    Its own amounts contain those of its workstreams, and an amount for the whole contains those of the years.
    """
    listed = list(moves)
    own = [move for move in listed if move.name is None] or listed
    whole = {move.name for move in own if move.fiscal_year is None}
    return [move for move in own if move.fiscal_year is None or move.name not in whole]
