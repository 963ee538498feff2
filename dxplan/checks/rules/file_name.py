"""The file's name is the initiative's id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.checks.rule import Example, Finding, Rule
from dxplan.model.message import Bilingual, message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.checks.context import Context
    from dxplan.checks.facts import Facts


def _check(all_facts: Sequence[Facts], _context: Context) -> Iterator[tuple[Facts, Finding]]:
    for facts in all_facts:
        stem = facts.path.rpartition("/")[2].removesuffix(".yaml")
        if stem != facts.id:
            yield (
                facts,
                Finding(
                    "/id",
                    message(
                        "The id is “{id}” but the file is named “{file}”.", id=facts.id, file=f"{stem}.yaml"
                    ),
                    message(
                        "Rename the file to {file}, or write id: {id}.", file=f"{facts.id}.yaml", id=stem
                    ),
                ),
            )


RULE = Rule(
    id="file-name",
    summary=Bilingual(
        ja="ファイル名と id が同じであること",
        en="The file's name is the initiative's id",
    ),
    explanation=Bilingual(
        ja="取組は id で呼ばれ、id はファイル名から分かります。二つが違うと、どちらの名前で探せばよいか分かりません。",
        en="Initiatives are called by their id, and the id can be seen from the file's name. Where the two differ, "
        "nobody knows under which name to look.",
    ),
    failing=Example("id: online-forms", file_name="online-form"),
    passing=Example("id: online-forms"),
    check_all=_check,
)
