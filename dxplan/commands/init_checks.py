"""Checking the answers of ``dxplan init``: with what will check the files that are made of them."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from msgspec.structs import replace

from dxplan.analysis.starting import Start, StartPillar
from dxplan.analysis.starting_files import plan_files
from dxplan.checks.run import Checker, form_result
from dxplan.errors import UsageError
from dxplan.model.build import build_plan
from dxplan.model.fiscal_year import FiscalYear
from dxplan.model.message import message
from dxplan.stores.documents import parse_document
from dxplan.stores.plan_tree import is_plan_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from dxplan.model.plan import Plan
    from dxplan.model.problem import Problem

    DayOf = Callable[[Plan], date]

_YEAR = FiscalYear(2024)
_BLANK = Start(
    plan="blank",
    city="blank",
    title="blank",
    first=_YEAR,
    last=_YEAR,
    pillars=(StartPillar("blank"),),
    departments=("blank",),
    statuses="none",
    language="en",
)


def check_answer(day_of: DayOf, **answers: object) -> None:
    """Make sure that answers give a plan without findings, whatever the others are; raises UsageError."""
    check_start(replace(_BLANK, **answers), day_of)


def check_start(start: Start, day_of: DayOf) -> Plan:
    """Make sure that all answers together give a plan without findings, and return it; raises UsageError."""
    plan, problems = problems_of(start, day_of)
    if problems or plan is None:
        raise UsageError(problems[0].message, problems[0].hint)
    return plan


def problems_of(start: Start, day_of: DayOf) -> tuple[Plan | None, list[Problem]]:
    """Return the plan that answers give, and what ``validate`` would find in it."""
    (path, text), *others = plan_files(start).items()
    document = parse_document(path, text.encode("utf-8"))
    form = form_result(document, "plan")
    if form.problems:
        return None, list(form.problems)
    plan = build_plan(document.data)
    checker = Checker(plan, day_of(plan))
    results = [checker.plan_file(document)]
    for place, written in others:
        results.append(checker.initiative_file(parse_document(place, written.encode("utf-8"))))
    return plan, [problem for result in results for problem in result.problems]


def read_plan_name(written: str, folders: Sequence[str]) -> str:
    """Return the name of a plan's folder; raises UsageError for one that cannot be, on any system.

    ``folders`` are the names that ``plans/`` holds already.
    """
    if any("！" <= sign <= "～" for sign in written):
        raise UsageError(
            message("“{word}” is not typed in half-width characters.", word=written),
            message("Did you mean “{word}”?", word=unicodedata.normalize("NFKC", written)),
        )
    if not is_plan_name(written):
        raise UsageError(
            message("The folder name “{name}” cannot be the name of a plan.", name=written),
            message(
                "Letters, digits, hyphens and underscores, beginning with a letter or digit; no name that Windows gives to a device (con, aux)."
            ),
        )
    for twin in _twins(written, folders):
        raise UsageError(
            message(
                "The folder names “{name}” and “{other}” are one name to Windows.", name=written, other=twin
            ),
            message("Choose a name that differs in more than its case."),
        )
    return written


def _twins(name: str, folders: Sequence[str]) -> Iterator[str]:
    def folded(text: str) -> str:
        return unicodedata.normalize("NFC", text).casefold()

    return (other for other in folders if other != name and folded(other) == folded(name))
