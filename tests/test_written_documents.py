"""The documents written by hand say what the program does."""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from typing import TYPE_CHECKING

import pytest

from dxplan.analysis.expression import FUNCTIONS, NAMES, compile_expression
from dxplan.analysis.ordering import plan_order
from dxplan.analysis.rows import Row
from dxplan.commands.app import build_command
from dxplan.model.era import ERAS
from dxplan.model.fiscal_year import FiscalYear
from dxplan.model.fuzzy_date import parse_fuzzy_date
from dxplan.model.period import Period
from dxplan.stores.cache import Cache
from dxplan.stores.loading import Loader
from dxplan.stores.worktree import WorkTree
from tests.documents import ROOT

if TYPE_CHECKING:
    from datetime import date

    from tests.harness import Repository

NONE = "(なし / none)"


def document(name: str) -> str:
    return (ROOT / "docs" / name).read_bytes().decode()


def tables(text: str, heading: str) -> list[list[str]]:
    """Return the cells of the tables below a heading, without their titles."""
    section = re.split(r"\n##+ ", text.partition(heading)[2], maxsplit=1)[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    kept = [[cell.strip() for cell in row] for row in rows]
    marks = [index for index, row in enumerate(kept) if set(row[0]) == {"-"}]
    return [row for index, row in enumerate(kept) if index not in marks and index + 1 not in marks]


def plain(cell: str) -> str:
    return cell.strip("`")


def words(cell: str) -> list[str]:
    return re.findall("`([^`]+)`", cell)


# Filters


EXAMPLES = re.findall(r"^\$ dxplan (.+)\n(.+)$", document("filters.md"), re.MULTILINE)


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    tree = WorkTree.around(ROOT / "tests" / "examples" / "base")
    (loaded,), failures = Loader(tree, Cache(None)).load(tree.plans())
    assert not failures
    day = loaded.plan.described_day
    assert day is not None
    key = plan_order(loaded.plan)
    filed = sorted(loaded.initiatives, key=lambda entry: key(entry.initiative))
    return [Row(loaded.name, loaded.plan, entry.initiative, entry.path, day) for entry in filed]


def test_there_are_examples() -> None:
    assert len(EXAMPLES) > 15


@pytest.mark.parametrize(("command", "ids"), EXAMPLES)
def test_examples_of_filters_select_what_they_say(command: str, ids: str, repository: Repository) -> None:
    result = repository.run(*shlex.split(command), "--format", "json")
    assert result.err == ""
    selected = [initiative["id"] for initiative in json.loads(result.out)["initiatives"]]
    assert selected == ([] if ids == NONE else ids.split())


def test_every_filter_has_an_example() -> None:
    of_list, of_status = (
        [option for parameter in command.params for option in parameter.opts]
        for command in map(build_command("en").commands.__getitem__, ("list", "status"))
    )
    used = {word for command, _ in EXAMPLES for word in shlex.split(command)}
    assert [option for option in of_list if option not in used and option not in of_status] == []


def test_every_value_of_expressions_is_explained(rows: list[Row]) -> None:
    table = tables(document("filters.md"), "\n### 値 / Values\n")
    assert [plain(row[0]) for row in table] == list(NAMES)
    shown = {plain(row[0]): json.loads(plain(row[2])) for row in table}
    assert shown == rows[0].values()


def test_every_function_of_expressions_is_explained(rows: list[Row]) -> None:
    table = tables(document("filters.md"), "\n### 関数 / Functions\n")
    assert [plain(row[0]) for row in table] == list(FUNCTIONS)
    for name, _, expression, ids in table:
        assert plain(name) in expression
        assert selected(plain(expression), rows) == words(ids)


def test_operators_do_what_the_table_says(rows: list[Row]) -> None:
    table = tables(document("filters.md"), "\n### 演算子 / Operators\n")
    assert len(table) > 10
    for expression, _, ids in table:
        assert selected(plain(expression), rows) == words(ids), expression


def selected(expression: str, rows: list[Row]) -> list[str]:
    test = compile_expression(expression)
    return [row.initiative.id for row in rows if test(row)]


# Dependencies


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [re.match(r"[\w.-]+", text) for text in project["dependencies"]]
    table = tables(document("dependencies.md"), "# Dependencies\n")
    assert sorted(plain(row[0]) for row in table) == sorted(name[0] for name in names if name)
    assert all(row[2].endswith(".") for row in table)


IMPORTED = {
    "ruamel.yaml.clib": "ruamel.yaml.cyaml",
    "jsonschema-rs": "jsonschema_rs",
    "diff-match-patch": "diff_match_patch",
    "GitPython": "git",
    "tzdata": "zoneinfo",
    "wcwidth": "tabulate",
}


def test_dependencies_are_used_where_it_says() -> None:
    for name, place, _ in tables(document("dependencies.md"), "# Dependencies\n"):
        module = re.escape(IMPORTED.get(plain(name), plain(name)))
        code = (ROOT / plain(place)).read_text(encoding="utf-8")
        assert re.search(rf"^\s*(?:import|from) {module}\b", code, re.MULTILINE), name


# Dates


def shown(day: date | None) -> str:
    return day.isoformat() if day else "–"


def test_eras_are_those_of_the_program() -> None:
    table = tables(document("dates.md"), "\n## 元号 / Eras\n")
    assert table == [[era.name, era.letter, era.first_day.isoformat()] for era in ERAS]


def test_fiscal_years_are_read_as_the_table_says() -> None:
    for text, name, first, last in tables(document("dates.md"), "\n## 年度 / Fiscal years\n"):
        year = FiscalYear.parse(plain(text))
        assert [str(year), shown(year.days.start), shown(year.last_day)] == [name, first, last]


def test_periods_are_read_as_the_table_says() -> None:
    for text, name, first, last in tables(document("dates.md"), "\n## 期間 / Periods\n"):
        period = Period.parse(plain(text))
        assert [str(period), shown(period.days.start), shown(period.last_day)] == [name, first, last]


@pytest.mark.parametrize(
    ("heading", "year"),
    [("\n## 時期 / Fuzzy dates\n", None), ("\n### 月だけの時期 / Months alone\n", FiscalYear(2023))],
)
def test_fuzzy_dates_are_read_as_the_table_says(heading: str, year: FiscalYear | None) -> None:
    table = tables(document("dates.md"), heading)
    assert len(table) > 10
    for text, earliest, latest, goes_on in table:
        time = parse_fuzzy_date(plain(text), year)
        said = [shown(time.earliest), shown(time.latest), "✓" if time.open else ""]
        assert said == [earliest, latest, goes_on], text
