"""A printed number means one initiative within the scope that the plan states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.analysis.numbering import Scope, scope_of
from dxplan.checks.rule import Example, Finding, Rule
from dxplan.model.message import Bilingual, message
from dxplan.model.pointer import join_pointer
from dxplan.model.problem import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.checks.context import Context
    from dxplan.checks.facts import Facts


def _check(all_facts: Sequence[Facts], context: Context) -> Iterator[tuple[Facts, Finding]]:
    numbering = context.plan.numbering
    if numbering == "none":
        return
    taken: dict[tuple[Scope, int], str] = {}
    for facts in all_facts:
        for index, place in enumerate(facts.places):
            owner = taken.setdefault((scope_of(place, numbering), place.number), facts.id)
            if owner != facts.id:
                at = ("number",) if index == 0 else ("listings", index - 1, "number")
                yield (
                    facts,
                    Finding(
                        join_pointer(at),
                        message("No. {number} is also borne by “{id}”.", number=place.number, id=owner),
                        message(
                            "Check the printed number; numbering: in plan.yaml says where numbers are unique."
                        ),
                    ),
                )


RULE = Rule(
    id="unique-number",
    severity=Severity.WARNING,
    summary=Bilingual(
        ja="番号が、計画の決めた範囲で重ならないこと",
        en="A number means one initiative within the scope of numbering",
    ),
    explanation=Bilingual(
        ja="番号が重ならない範囲は plan.yaml の numbering（計画全体・柱ごと・区分ごと）で決めます。再掲の番号も数えます。"
        "印刷された計画そのものが重なっていることもあるので、警告にとどめます。",
        en="Where numbers are unique (in the plan, a pillar, a category) is said by numbering in plan.yaml; the numbers "
        "of further listings count as well. Printed plans do repeat numbers, so this is a warning.",
    ),
    failing=Example(second="number: 1"),
    passing=Example(second="number: 2"),
    check_all=_check,
)
