"""Nothing is done in the future."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.checks.rule import Example, Finding, Rule
from dxplan.model.fuzzy_date import parse_fuzzy_date
from dxplan.model.message import Bilingual, message
from dxplan.model.pointer import join_pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.context import Context
    from dxplan.model.initiative import Initiative


def _check(initiative: Initiative, context: Context) -> Iterator[Finding]:
    for index, task in enumerate(initiative.tasks):
        if isinstance(task.done, str):
            done = parse_fuzzy_date(task.done, task.year)
            if done.is_future(context.today):
                yield Finding(
                    join_pointer(("tasks", index, "done")),
                    message(
                        "“{text}” is after {today}; a task cannot be done then.",
                        text=task.done,
                        today=context.today.isoformat(),
                    ),
                    message("Write the planned time as deadline:, and done: when it is done."),
                )


RULE = Rule(
    id="done-future",
    summary=Bilingual(ja="完了の時期が先の日でないこと", en="A task is not done in the future"),
    explanation=Bilingual(
        ja="done に時期を書くのは、済んだときです。",
        en="A time in done says when a task was done.",
    ),
    failing=Example("tasks:\n  - fiscal_year: R7\n    text: 説明会を開く。\n    done: R8.1月"),
    passing=Example("tasks:\n  - fiscal_year: R5\n    text: 説明会を開く。\n    done: R5.6月"),
    check_initiative=_check,
)
