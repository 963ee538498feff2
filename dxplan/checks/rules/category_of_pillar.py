"""A category belongs to the pillar beside which it stands."""

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
    known = context.vocabularies["categories"]
    for index, place in enumerate(initiative.places):
        pillar = context.plan.pillar(place.pillar)
        if pillar is None or place.category is None or place.category not in known:
            continue  # told by unknown-name
        names = [category.name for category in pillar.categories]
        if place.category not in names:
            at = ("category",) if index == 0 else ("listings", index - 1, "category")
            yield Finding(
                join_pointer(at),
                message(
                    "“{category}” is not a category of the pillar “{pillar}”.",
                    category=place.category,
                    pillar=pillar.name,
                ),
                message("Its categories are {names}.", names=", ".join(names)) if names else None,
            )


RULE = Rule(
    id="category-of-pillar",
    summary=Bilingual(ja="区分が、その柱の区分であること", en="A category is one of its own pillar's"),
    explanation=Bilingual(
        ja="区分は柱ごとに決まっています。ほかの柱の区分を書くと、一覧の中で居場所がなくなります。",
        en="Categories belong to a pillar. A category of another pillar would leave the initiative without a place in any list.",
    ),
    failing=Example("category: 庁内"),
    passing=Example("category: 窓口"),
    check_initiative=_check,
)
