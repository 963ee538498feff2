"""No two files bear the same id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.checks.rule import Example, Finding, Rule
from dxplan.model.message import Bilingual, message
from dxplan.stores.layout import FILE_ENDING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.checks.context import Context
    from dxplan.checks.facts import Facts


def owners(all_facts: Sequence[Facts]) -> dict[str, Facts]:
    """Return for each id the file that bears it by right: the one that is named so, else the first."""
    found: dict[str, Facts] = {}
    for facts in all_facts:
        if facts.path.endswith(f"/{facts.id}{FILE_ENDING}"):
            found[facts.id] = facts
        else:
            found.setdefault(facts.id, facts)
    return found


def _check(all_facts: Sequence[Facts], _context: Context) -> Iterator[tuple[Facts, Finding]]:
    by_right = owners(all_facts)
    for facts in all_facts:
        owner = by_right[facts.id]
        if owner is not facts:
            yield (
                facts,
                Finding(
                    "/id",
                    message("The id “{id}” is already borne by {path}.", id=facts.id, path=owner.path),
                    message(
                        "Give this initiative an id of its own: the name of its file without {ending}.",
                        ending=FILE_ENDING,
                    ),
                ),
            )


RULE = Rule(
    id="unique-id",
    summary=Bilingual(
        ja="id が計画の中で重ならないこと", en="Every id is borne by one initiative of the plan"
    ),
    explanation=Bilingual(
        ja="id は取組を一つだけ指します。ファイルを写して新しい取組を作ったときは、id も書き換えます。",
        en="An id means one initiative. Whoever copies a file to begin a new initiative changes the id as well.",
    ),
    failing=Example(second="id: online-forms"),
    passing=Example(second="id: chat-window"),
    check_all=_check,
)
