"""``--where``: what expressions can say, and that hostile ones are refused before anything happens."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from tests.commands.running import inside

if TYPE_CHECKING:
    from tests.harness import Repository

FORMS, WINDOW, MEETINGS, READERS = "online-forms", "chat-window", "paperless-meetings", "card-readers"
EXAMPLE = '    → An example: status == "着手中" and "市民課" in departments\n'


@pytest.mark.parametrize(
    ("expression", "ids"),
    [
        ('status == "着手中" and "市民課" in departments', [FORMS]),
        ("number > 1 or added == 'R5'", [WINDOW, READERS]),
        ("not withdrawn and pillar == '業務の効率化'", [MEETINGS]),
        ("contains(title, '会議')", [MEETINGS]),
        ("contains(title, 'ﾁｬｯﾄ')", [WINDOW]),
        ("lower(title) == lower('カ-ド')", []),
        ("len(departments) == 2", [FORMS]),
        ("components", [WINDOW]),
        ("components * 2 + tasks - 1 == 3", [WINDOW]),
        ("1 < number <= 3", [READERS]),
        ("status in ['運用中', '取り下げ']", [WINDOW, READERS]),
        ("status not in ('運用中', '取り下げ')", [FORMS, MEETINGS]),
        ("added is null", [FORMS, MEETINGS, READERS]),
        ("added is not null", [WINDOW]),
        ("earliest < '2024-01-01'", [WINDOW]),  # those without a date are not
        ("latest >= '2025-01-31'", [FORMS]),
        ("start == '未定'", [MEETINGS]),
        ("len(summary) > 0", [FORMS]),
        ("contains(added, 'R5')", [WINDOW]),
        ("'1-1' in visions and '1-1' in outcomes and not target_states", [FORMS]),
        ("listings == 1 and indicators == 1", [FORMS]),
        ("stage == '評価・見直し' and category == '広報' and plan == 'minato'", [WINDOW]),
        ("overdue == false and progress == ''", [FORMS, WINDOW, MEETINGS, READERS]),
        ("ｎｕｍｂｅｒ == 3", [READERS]),
        ("true", [FORMS, WINDOW, MEETINGS, READERS]),
        ("  number == 3  # a note", [READERS]),
        (r"'\d' in title", []),
    ],
)
def test_what_expressions_say(repository: Repository, expression: str, ids: list[str]) -> None:
    lines = "".join(f"{line}\n" for line in ("id", *ids))
    assert inside(repository.root, "list", "--columns", "id", "-f", "tsv", "--where", expression).all == (
        0,
        lines,
        "",
    )


@pytest.mark.parametrize(
    "expression",
    [
        "__import__('os').system('touch hacked')",
        "open('hacked', 'w')",
        "eval('1')",
        "len.__globals__",
        "title.__class__.__mro__[1].__subclasses__()",
        "title.upper()",
        "title.ljust(9999999999)",
        "'{0.__class__}'.format(title)",
        "'%999999999d' % number",
        "f'{title:>9999999999}'",
        "9**9**9",
        "2**number",
        "1 << 9999999999",
        "'x' * 9999999999",
        "[1] * 99999 * 99999",
        "title * number",
        "number / 0",
        "lambda: 1",
        "(lambda: 1)()",
        "[part for part in departments]",
        "{part for part in departments}",
        "{part: 1 for part in departments}",
        "any(part == '市民課' for part in departments)",
        "{}",
        "{1, 2}",
        "departments[0]",
        "departments[9]",
        "list(departments)",
        "dict()",
        "contains(*departments)",
        "contains(text=title, part='x')",
        "contains(title)",
        "1 if number else 2",
        "(number := 3)",
        "number = 3",
        "number == 1; number == 2",
        "import os",
        "yield",
        "",
        "   ",
        "(",
        "'",
        "number >",
        "-" * 1900 + "1",
        "(" * 900 + "1" + ")" * 900,
        "number > 'x'",
        "title + 1 == 2",
        "len(number) > 0",
        "'x' in number",
    ],
)
def test_what_is_refused_at_once(repository: Repository, expression: str) -> None:
    begin = time.perf_counter()
    run = inside(repository.root, "list", "--where", expression)
    assert time.perf_counter() - begin < 5
    assert run.all == (2, "", f"Error: --where cannot be read: {expression}\n{EXAMPLE}")
    assert not (repository.root / "hacked").exists()


def test_a_deep_expression_is_no_fault(repository: Repository) -> None:
    # How deep Python can go differs between versions.
    for depth in (100, 300, 490):
        assert inside(repository.root, "list", "--where", "not " * depth + "number").code in {0, 2}


def test_a_text_of_control_characters_is_shown_and_not_sent(repository: Repository) -> None:
    assert inside(repository.root, "list", "--where", "\x1b[31m").all == (
        2,
        "",
        f"Error: --where cannot be read: ␛[31m\n{EXAMPLE}",
    )


def test_an_expression_that_is_too_long(repository: Repository) -> None:
    fitting = "number == 3 or " * 133 + "0"
    assert 1990 < len(fitting) <= 2000
    assert inside(repository.root, "list", "--where", fitting, "--columns", "id", "-f", "tsv").all == (
        0,
        f"id\n{READERS}\n",
        "",
    )
    assert inside(repository.root, "list", "--where", "1" + " " * 2000).all == (
        2,
        "",
        "Error: The expression of --where is too long.\n",
    )


def test_a_name_nobody_knows_is_told_even_where_no_row_would_be_looked_at(repository: Repository) -> None:
    names = (
        "plan, id, title, pillar, category, number, departments, status, stage, start, earliest, latest, added, withdrawn, "
        "overdue, listings, components, tasks, indicators, visions, target_states, outcomes, summary, progress"
    )
    for arguments in ((), ("--stage", "完了")):
        assert inside(repository.root, "list", *arguments, "--where", "statsu == '着手中'").all == (
            2,
            "",
            f"Error: --where: there is no value “statsu”.\n    → There are: {names}.\n",
        )


def test_expressions_of_one_run_do_not_teach_the_next_one(repository: Repository) -> None:
    # The evaluator adds functions of its own to those it is given.
    assert inside(repository.root, "list", "--where", "len([1]) == 1").code == 0
    assert inside(repository.root, "list", "--where", "len(list()) == 0").code == 2
