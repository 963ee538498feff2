"""The file's name is the initiative's id."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dxplan.checks.rule import Example, Finding, Rule
from dxplan.checks.rules.unique_id import owners
from dxplan.model.message import Bilingual, message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.checks.context import Context
    from dxplan.checks.facts import Facts


_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def _check(all_facts: Sequence[Facts], context: Context) -> Iterator[tuple[Facts, Finding]]:
    by_right = owners(all_facts) if context.plan.rules.get("unique-id") != "off" else {}
    for facts in all_facts:
        stem = facts.path.rpartition("/")[2].removesuffix(".yaml")
        # An id that another file bears is told by unique-id: the file cannot be renamed to it.
        if stem != facts.id and by_right.get(facts.id, facts) is facts:
            yield (
                facts,
                Finding(
                    "/id",
                    message(
                        "The id is “{id}” but the file is named “{file}”.", id=facts.id, file=f"{stem}.yaml"
                    ),
                    message("Rename the file to {file}, or write id: {id}.", file=f"{facts.id}.yaml", id=stem)
                    if _ID.fullmatch(stem)
                    else message("Rename the file to {file}.", file=f"{facts.id}.yaml"),
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
