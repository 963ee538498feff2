"""An initiative is listed once in each place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.checks.rule import Example, Finding, Rule
from dxplan.model.message import Bilingual, message
from dxplan.model.pointer import join_pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.context import Context
    from dxplan.model.initiative import Initiative


def _check(initiative: Initiative, _context: Context) -> Iterator[Finding]:
    seen = {(initiative.pillar, initiative.category, initiative.number)}
    for index, listing in enumerate(initiative.listings):
        place = (listing.pillar, listing.category, listing.number)
        if place in seen:
            yield Finding(
                join_pointer(("listings", index)),
                message("This place is already named, as the first one or as another listing."),
                message("Remove the entry; listings holds only further places."),
            )
        seen.add(place)


RULE = Rule(
    id="unique-listing",
    summary=Bilingual(ja="同じ掲載場所を二度書かないこと", en="Each place of printing is named once"),
    explanation=Bilingual(
        ja="listings には、最初の掲載（pillar・category・number）を除く再掲の場所だけを、一度ずつ書きます。",
        en="listings holds the further places of printing, each once and without the first one.",
    ),
    failing=Example("listings:\n  - pillar: 市民サービス\n    category: 窓口\n    number: 1"),
    passing=Example("listings:\n  - pillar: 業務の効率化\n    category: 庁内\n    number: 1"),
    check_initiative=_check,
)
