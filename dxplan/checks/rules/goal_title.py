"""A goal says more than the title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.checks.rule import Example, Finding, Rule
from dxplan.model.message import Bilingual, message
from dxplan.model.nearest import plain_form
from dxplan.model.problem import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.context import Context
    from dxplan.model.initiative import Initiative


def _goals(initiative: Initiative) -> Iterator[tuple[str, str]]:
    for index, goal in enumerate(initiative.goals):
        yield f"/goals/{index}", goal
    for index, annual in enumerate(initiative.annual_goals):
        yield f"/annual_goals/{index}/text", annual.text


def _check(initiative: Initiative, _context: Context) -> Iterator[Finding]:
    title = plain_form(initiative.title).rstrip("。")
    for pointer, goal in _goals(initiative):
        if plain_form(goal).rstrip("。") == title:
            yield Finding(
                pointer,
                message("The goal only repeats the title."),
                message("Write what will have changed when the goal is reached."),
            )


RULE = Rule(
    id="goal-title",
    severity=Severity.WARNING,
    summary=Bilingual(ja="目標が取組名の繰り返しでないこと", en="A goal does not repeat the title"),
    explanation=Bilingual(
        ja="達成目標・年次目標には、取組が終わったときに何が変わっているかを書きます。取組名と同じでは、達成したかどうか分かりません。",
        en="A goal says what will have changed when the initiative is through. The title again does not tell whether it was reached.",
    ),
    failing=Example("title: 申請のオンライン化\ngoals:\n  - 申請のオンライン化。"),
    passing=Example("title: 申請のオンライン化\ngoals:\n  - 市役所に来なくても申請できる。"),
    check_initiative=_check,
)
