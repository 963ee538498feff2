"""What is said of a task being done can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.checks.rule import Example, Finding, Rule
from dxplan.model.fuzzy_date import parse_fuzzy_date
from dxplan.model.message import Bilingual, Message, message
from dxplan.model.nearest import plain_form
from dxplan.model.pointer import join_pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.context import Context
    from dxplan.model.initiative import Initiative

_DONE = {
    "yes",
    "y",
    "on",
    "ok",
    "done",
    "はい",
    "済",
    "済み",
    "実施済",
    "実施済み",
    "完了",
    "完了済",
    "完了済み",
    "○",
    "〇",
    "◯",
}
_NOT_DONE = {
    "no",
    "n",
    "off",
    "いいえ",
    "未",
    "未了",
    "未済",
    "未完了",
    "未実施",
    "未着手",
    "未定",
    "実施中",
    "対応中",
    "×",
    "✕",
}


def _check(initiative: Initiative, _context: Context) -> Iterator[Finding]:
    for index, task in enumerate(initiative.tasks):
        if isinstance(task.done, str) and task.done and not parse_fuzzy_date(task.done, task.year).is_dated:
            yield Finding(
                join_pointer(("tasks", index, "done")),
                message("“{text}” does not say whether the task is done.", text=task.done),
                _hint(plain_form(task.done)),
            )


def _hint(word: str) -> Message:
    if word in _DONE:
        return message("Write true, or when it was done, such as R5.6月.")
    if word in _NOT_DONE:
        return message("Write false, or remove the line.")
    return message("Write true, false, or when it was done, such as R5.6月.")


RULE = Rule(
    id="done-unread",
    summary=Bilingual(ja="完了かどうかが読み取れること", en="Whether a task is done can be read"),
    explanation=Bilingual(
        ja="done は true（済み）・false（まだ）、または済んだ時期です。no や「済」のような言葉はただの文字として読まれ、済んだものに数えられません。",
        en="done is true, false, or when the task was done. Words such as no or 済 are mere text, and the task does not count as done.",
    ),
    failing=Example("tasks:\n  - fiscal_year: R5\n    text: 説明会を開く。\n    done: no"),
    passing=Example("tasks:\n  - fiscal_year: R5\n    text: 説明会を開く。\n    done: false"),
    check_initiative=_check,
)
