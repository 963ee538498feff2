"""A successor exists, and no chain of successors is a circle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.checks.rule import Example, Finding, Rule
from dxplan.model.hints import meant
from dxplan.model.message import Bilingual, message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.checks.context import Context
    from dxplan.checks.facts import Facts


def _circle(start: str, successors: dict[str, str | None]) -> list[str]:
    """Return the ids from ``start`` back to ``start`` along successors, or nothing where it leads elsewhere."""
    chain = [start]
    following = successors.get(start)
    while following is not None and following not in chain:
        chain.append(following)
        following = successors.get(following)
    return [*chain, start] if following == start else []


def _check(all_facts: Sequence[Facts], _context: Context) -> Iterator[tuple[Facts, Finding]]:
    successors = {facts.id: facts.successor for facts in all_facts}
    for facts in all_facts:
        if facts.successor is None:
            continue
        if facts.successor not in successors:
            yield (
                facts,
                Finding(
                    "/withdrawn/successor",
                    message("There is no initiative “{id}” in this plan.", id=facts.successor),
                    meant(facts.successor, (known for known in successors if known != facts.id)),
                ),
            )
        elif circle := _circle(facts.id, successors):
            yield (
                facts,
                Finding(
                    "/withdrawn/successor",
                    message("The successors run in a circle: {circle}.", circle=" → ".join(circle)),
                    message("Name the initiative that really goes on, or none."),
                ),
            )


RULE = Rule(
    id="successor",
    summary=Bilingual(
        ja="引継ぎ先があり、引継ぎが循環しないこと",
        en="A successor exists and successors do not run in a circle",
    ),
    explanation=Bilingual(
        ja="withdrawn の successor は、あとを引き継いだ取組の id です。",
        en="successor in withdrawn is the id of the initiative that took over.",
    ),
    failing=Example(
        "status: 取り下げ\nwithdrawn:\n  at: R5\n  reason: 統合のため。\n  successor: chat-windw",
        second="id: chat-window\nnumber: 2",
    ),
    passing=Example(
        "status: 取り下げ\nwithdrawn:\n  at: R5\n  reason: 統合のため。\n  successor: chat-window",
        second="id: chat-window\nnumber: 2",
    ),
    check_all=_check,
)
