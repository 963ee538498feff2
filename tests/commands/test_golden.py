"""Whole answers, kept in ``tests/commands/golden/``: exit code, standard output and standard error to the letter.

``pytest tests/commands/test_golden.py --update-examples`` writes them anew, and fails; the differences are then read
in git before they are kept.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.commands.running import inside, on_terminal

if TYPE_CHECKING:
    from tests.harness import Repository

Compare = Callable[[str, str, str], None]
GOLDEN = Path(__file__).parent / "golden"
FORMATS = ("table", "plain", "md", "json", "csv", "tsv")
LATE = "--today 2025-04-10"

# name → command line; the language is English where none is named.
PIPED = {
    **{f"status-{form}": f"status -f {form}" for form in FORMATS},
    **{f"list-{form}": f"list -f {form}" for form in FORMATS},
    **{f"show-{form}": f"show online-forms -f {form}" for form in FORMATS},
    **{f"{name}-ja-{form}": f"{line} --lang ja -f {form}" for form in ("table", "plain", "md", "csv") for name, line in (
        ("status", "status"), ("list", "list"), ("show", "show online-forms"),
    )},
    "status-late": f"status {LATE}",
    "list-late": f"list {LATE} --columns id,status,operation_start,overdue",
    "show-late": f"show online-forms {LATE}",
    "show-withdrawn": "show card-readers",
    "show-withdrawn-ja": "show card-readers --lang ja",
    "show-components": "show chat-window",
    "show-little": "show paperless-meetings",
    "list-groups": "list --group-by pillar",
    "list-groups-md": "list --group-by departments -f md --lang ja",
    "list-limit": "list --limit 2",
    "list-limit-ja": "list --limit 2 --lang ja",
    "list-nothing": "list --text nobody-wrote-this",
    "list-nothing-ja": "list --text nobody-wrote-this --lang ja",
    "list-nothing-json": "list --text nobody-wrote-this -f json",
    "list-nothing-csv": "list --text nobody-wrote-this -f csv",
    "list-all-columns": "list --columns plan,id,title,pillar,category,number,departments,status,stage,"
    "operation_start,listings,added,withdrawn,overdue,path",
    "validate-clean": "validate",
    "validate-clean-ja": "validate --lang ja",
    **{f"validate-clean-{form}": f"validate -f {form}" for form in ("md", "json", "csv")},
}  # fmt: skip
TERMINAL = {
    f"terminal-{name}-{lang}": f"{line} --lang {lang}"
    for name, line in (
        ("status", "status"),
        ("list", "list"),
        ("show", f"show online-forms {LATE}"),
        ("validate", "validate"),
        ("unknown", "show online-form"),
    )
    for lang in ("en", "ja")
}


@pytest.fixture
def compare(request: pytest.FixtureRequest) -> Compare:
    """Return the function that compares an answer with the one that is kept."""
    return partial(_compare, update=request.config.getoption("--update-examples"))


def _compare(name: str, line: str, written: str, *, update: bool) -> None:
    file = GOLDEN / f"{name}.txt"
    if update:
        GOLDEN.mkdir(exist_ok=True)
        file.write_bytes(f"$ dxplan {line}\n{written}".encode())
        pytest.fail("Written anew; read the difference.")
    assert f"$ dxplan {line}\n{written}" == file.read_bytes().decode()


@pytest.mark.parametrize(("name", "line"), PIPED.items())
def test_piped(repository: Repository, compare: Compare, name: str, line: str) -> None:
    run = inside(repository.root, *shlex.split(line))
    compare(name, line, f"exit {run.code}\n--- standard output\n{run.text}--- standard error\n{run.told}")


@pytest.mark.parametrize(("name", "line"), TERMINAL.items())
def test_on_a_terminal_of_80_columns(repository: Repository, compare: Compare, name: str, line: str) -> None:
    run = on_terminal(repository.root, *shlex.split(line))
    shown = run.text.replace("\x1b", "␛")
    assert "␛[?" not in shown  # no cursor or screen is moved, only colours are set
    compare(name, line, f"exit {run.code}\n--- terminal\n{shown}")


def test_every_file_is_compared() -> None:
    assert {file.stem for file in GOLDEN.glob("*.txt")} == set(PIPED | TERMINAL)
