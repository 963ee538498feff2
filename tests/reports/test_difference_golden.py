"""A small difference in every format and both languages, kept in ``tests/reports/golden/`` to the letter.

``pytest tests/reports/test_difference_golden.py --update-examples`` writes them anew, and fails; the differences are
then read in git before they are kept.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from dxplan.i18n import LANGUAGES, Language, Speaker
from dxplan.reports.difference import difference_report
from dxplan.reports.difference_answer import DiffOptions
from dxplan.reports.formats import Surroundings, render
from tests.reports.difference_making import ANSWER, EMPTY, answer

GOLDEN = Path(__file__).parent / "golden"
FORMATS = ("table", "plain", "md", "html", "json", "csv", "tsv")
CASES = {
    **{f"difference-{form}": (ANSWER, DiffOptions(format=form)) for form in FORMATS},
    "difference-stat": (ANSWER, DiffOptions(format="table", stat=True)),
    "difference-stat-md": (ANSWER, DiffOptions(format="md", stat=True)),
    "difference-fields": (ANSWER, DiffOptions(format="table", fields=("status", "/components/LINE配信"))),
    "difference-none": (answer(EMPTY), DiffOptions(format="table")),
    "difference-none-md": (answer(EMPTY), DiffOptions(format="md")),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_a_difference_looks_like_this(name: str, language: Language, request: pytest.FixtureRequest) -> None:
    asked, options = CASES[name]
    form = options.format or "table"
    report = difference_report(asked, Speaker(language), options)
    text = render(report, Surroundings(form, 80 if form == "table" else None))
    file = GOLDEN / f"{name}.{language}.txt"
    if request.config.getoption("--update-examples") and (
        not file.is_file() or file.read_bytes() != text.encode()
    ):
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(text.encode())
        pytest.fail(f"{file.name} was written anew")
    assert text.encode() == file.read_bytes()
