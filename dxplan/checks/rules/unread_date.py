"""A time can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.checks.rule import Example, Finding, Rule
from dxplan.model.message import Bilingual, message
from dxplan.model.problem import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.context import Context
    from dxplan.model.fuzzy_date import FuzzyDate
    from dxplan.model.initiative import Initiative


def _times(initiative: Initiative) -> Iterator[tuple[str, FuzzyDate]]:
    yield "/operation_start", initiative.start
    for index, component in enumerate(initiative.components):
        yield f"/components/{index}/operation_start", component.start
    for index, task in enumerate(initiative.tasks):
        yield f"/tasks/{index}/deadline", task.due


def _lacks_a_year(pointer: str, time: FuzzyDate) -> bool:
    """Tell whether a month or a day stands where no fiscal year says which one is meant, as in 3月31日."""
    told = time.is_dated or time.open or time.undecided or time.recurring or not time.text
    return pointer.endswith("/operation_start") and not told and any(sign in time.text for sign in "月/")


def _check(initiative: Initiative, _context: Context) -> Iterator[Finding]:
    for pointer, time in _times(initiative):
        if not time.understood or _lacks_a_year(pointer, time):
            yield Finding(
                pointer,
                message("The time “{text}” cannot be read; it counts as not fixed.", text=time.text),
                message(
                    "Write it as R5.4月～, ～8月, R5年度中, 2023-04, FY2023 or 未定; put the rest into note:."
                ),
            )


RULE = Rule(
    id="unread-date",
    severity=Severity.INFO,
    summary=Bilingual(ja="時期の書き方が読み取れること", en="A time can be read"),
    explanation=Bilingual(
        ja="読み取れない時期も文字のまま残りますが、期限切れや開始の遅れには数えられません。「R5.4月～」「～8月」「R5年度中」「未定」のように書くと読み取れます。",
        en="A time that cannot be read is kept as text, but never counts as late or overdue. Forms such as R5.4月～, ～8月, R5年度中, 2023-04, FY2023, 未定 can be read.",
    ),
    failing=Example("operation_start: 調整がつき次第"),
    passing=Example("operation_start: R7.10月～"),
    check_initiative=_check,
)
