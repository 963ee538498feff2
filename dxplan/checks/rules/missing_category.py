"""Every initiative has a category where its pillar has categories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.checks.rule import Example, Finding, Rule
from dxplan.model.message import Bilingual, message
from dxplan.model.pointer import join_pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.context import Context
    from dxplan.model.initiative import Initiative


def _check(initiative: Initiative, context: Context) -> Iterator[Finding]:
    for index, place in enumerate(initiative.places):
        pillar = context.plan.pillar(place.pillar)
        at = "" if index == 0 else join_pointer(("listings", index - 1))
        if pillar and pillar.categories and place.category is None:
            names = ", ".join(category.name for category in pillar.categories)
            yield Finding(
                at,
                message(
                    "There is no category, but the pillar “{pillar}” has categories.", pillar=pillar.name
                ),
                message("Add category: with one of {names}.", names=names),
            )


RULE = Rule(
    id="missing-category",
    summary=Bilingual(
        ja="区分のある柱では、取組に区分があること",
        en="Every initiative has a category where its pillar has categories",
    ),
    explanation=Bilingual(
        ja="柱に categories がある場合、取組はそのどれかに入ります。再掲の場所（listings）も同じです。",
        en="Where a pillar has categories, each of its initiatives belongs to one of them; so does each further listing.",
    ),
    failing=Example("category: null"),
    passing=Example("category: 窓口"),
    check_initiative=_check,
)
