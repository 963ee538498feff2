"""``dxplan codeowners``: the lines it makes, the file around them, and what it refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dxplan.analysis.ownership import Owned
from dxplan.reports.codeowners import block
from tests.commands.running import folder_state, inside

if TYPE_CHECKING:
    from pathlib import Path

    from tests.harness import Repository

PLAN = "plans/minato/plan.yaml"
HEAD = (
    "# >>> dxplan\n"
    "# dxplan codeowners が書きます。手で直さないでください。 / Written by dxplan codeowners; not to be edited by hand.\n"
)
END = "# <<< dxplan\n"
START = "/plans/minato/"
LINES = (
    f"{START} @minato/dx\n"
    f"{START}initiatives/card-readers.yaml @minato/shimin shimin@city.example\n"
    f"{START}initiatives/chat-window.yaml @minato/shimin shimin@city.example\n"
    f"{START}initiatives/online-forms.yaml @minato/shimin shimin@city.example @joho\n"
)
BLOCK = HEAD + LINES + END
CURE = "Run dxplan codeowners -o .github/CODEOWNERS\n"


@pytest.fixture
def owned(repository: Repository) -> Repository:
    """Return a repository whose plan and departments have owners."""
    text = repository.read(PLAN)
    text = text.replace(
        "  - name: 市民課\n", "  - name: 市民課\n    owners: ['@minato/shimin', shimin@city.example]\n"
    )
    text = text.replace("  - name: 情報課\n", "  - name: 情報課\n    owners: ['@joho']\n")
    repository.write(PLAN, text.replace("office: 情報課\n", "office: 情報課\nowners: ['@minato/dx']\n"))
    for name, departments in (
        ("card-readers", "[市民課]"),
        ("chat-window", "[市民課]"),
        ("online-forms", "[市民課, 情報課]"),
    ):
        path = f"plans/minato/initiatives/{name}.yaml"
        lines = repository.read(path).splitlines()
        start = next(index for index, line in enumerate(lines) if line.startswith("departments:"))
        end = start + 1
        while lines[end].startswith((" ", "-")):
            end += 1
        repository.write(path, "\n".join([*lines[:start], f"departments: {departments}", *lines[end:], ""]))
    (repository.root / "plans/minato/initiatives/paperless-meetings.yaml").unlink()
    return repository


def test_each_initiative_belongs_to_its_departments(owned: Repository) -> None:
    assert inside(owned.root, "codeowners").all == (0, BLOCK, "")


def test_paths_begin_at_the_top_of_the_git_repository(owned: Repository, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert inside(owned.root, "codeowners").text == BLOCK.replace("/plans/", "/repository/plans/")


def test_departments_without_owners_leave_it_to_those_of_the_plan(owned: Repository) -> None:
    owned.write(PLAN, owned.read(PLAN).replace("    owners: ['@minato/shimin', shimin@city.example]\n", ""))
    assert inside(owned.root, "codeowners").text == (
        f"{HEAD}{START} @minato/dx\n{START}initiatives/online-forms.yaml @joho\n{END}"
    )


def test_no_owners(repository: Repository) -> None:
    told = "No plan names owners: in plan.yaml.\n"
    assert inside(repository.root, "codeowners").all == (0, HEAD + END, told)
    assert inside(repository.root, "codeowners", "--check").all == (0, "", told)


def test_several_plans_or_one(cities: Repository) -> None:
    path = "plans/kita/plan.yaml"
    cities.write(path, cities.read(path).replace("language: en\n", "language: en\nowners: ['@kita']\n"))
    cities.write(PLAN, cities.read(PLAN).replace("office: 情報課\n", "office: 情報課\nowners: ['@minato']\n"))
    assert inside(cities.root, "codeowners").text == f"{HEAD}/plans/kita/ @kita\n{START} @minato\n{END}"
    assert inside(cities.root, "codeowners", "--plan", "kita").text == f"{HEAD}/plans/kita/ @kita\n{END}"


def test_a_file_that_cannot_be_used_is_told(owned: Repository) -> None:
    owned.write("plans/minato/initiatives/chat-window.yaml", "[")
    run = inside(owned.root, "codeowners", "-o", "CODEOWNERS")
    assert run.code == 1
    assert "chat-window.yaml" in run.told
    assert "chat-window" not in owned.read("CODEOWNERS")


@pytest.mark.parametrize(
    ("path", "owners", "lines"),
    [
        ("plans/a b#c/", ["@x"], ["/plans/a\\ b\\#c/ @x"]),
        ("plans/[a]*?!\\/", ["@x"], ["/plans/\\[a\\]\\*\\?\\!\\\\/ @x"]),
        ("plans/計画/", ["@x"], ["/plans/計画/ @x"]),
        (
            "plans/a/",
            ["*@city.example"],
            ["# CODEOWNERS には書けません / CODEOWNERS cannot say: plans/a/ *@city.example"],
        ),
        (
            "plans/a/",
            ["@x", "*@city.example"],
            ["# CODEOWNERS には書けません / CODEOWNERS cannot say: plans/a/ *@city.example", "/plans/a/ @x"],
        ),
        (
            "plans/a\n* @evil/",
            ["@x"],
            ["# CODEOWNERS には書けません / CODEOWNERS cannot say: plans/a * @evil/"],
        ),
        (
            "plans/a\u202eb/",
            ["@x"],
            ["# CODEOWNERS には書けません / CODEOWNERS cannot say: plans/a<U+202E>b/"],
        ),
        ("plans/\udcff/", ["@x"], ["# CODEOWNERS には書けません / CODEOWNERS cannot say: plans/?/"]),
    ],
)
def test_a_path_is_a_path_and_nothing_else(path: str, owners: list[str], lines: list[str]) -> None:
    made = block([Owned(path, tuple(owners))], "plans/")
    assert made == HEAD + "".join(f"{line}\n" for line in lines) + END
    assert made.encode()


# The file


@pytest.mark.parametrize("before", [None, "", "* @all\n", "* @all", "\ufeff* @all\r\n# 説明\r\n"])
def test_other_lines_stay(owned: Repository, before: str | None) -> None:
    if before is not None:
        owned.write("CODEOWNERS", before)
    assert inside(owned.root, "codeowners", "-o", "CODEOWNERS").all == (0, "", "Wrote CODEOWNERS.\n")
    text = owned.read("CODEOWNERS")
    newline = "\r\n" if before and "\r\n" in before else "\n"
    foreign = (before or "").rstrip("\r\n")
    gap = newline * 2 if foreign else ""
    assert text == foreign + gap + BLOCK.replace("\n", newline)
    assert inside(owned.root, "codeowners", "-o", "CODEOWNERS").told == "CODEOWNERS is as it should be.\n"
    assert owned.read("CODEOWNERS") == text
    assert inside(owned.root, "codeowners", "--check").all == (0, "", "")


def test_the_block_stays_where_it_is(owned: Repository) -> None:
    old = f"* @all\n{HEAD}/old @x\n{END}/docs/ @docs\n"
    owned.write("docs/CODEOWNERS", old)
    assert inside(owned.root, "codeowners", "-o", "docs/CODEOWNERS").code == 0
    assert owned.read("docs/CODEOWNERS") == f"* @all\n{BLOCK}/docs/ @docs\n"


def test_check_tells_what_is_out_of_date(owned: Repository) -> None:
    told = "There is no CODEOWNERS.\n" + CURE
    assert inside(owned.root, "codeowners", "--check").all == (1, "", told)
    inside(owned.root, "codeowners", "-o", ".github/CODEOWNERS")
    owned.write(PLAN, owned.read(PLAN).replace("'@joho'", "'@system'"))
    before = folder_state(owned.root)
    assert inside(owned.root, "codeowners", "--check").all == (
        1,
        "",
        f".github/CODEOWNERS is not as it should be.\n{CURE}",
    )
    assert folder_state(owned.root) == before


@pytest.mark.parametrize(
    ("forge", "first", "second"),
    [("github", ".github/CODEOWNERS", "CODEOWNERS"), ("gitlab", "CODEOWNERS", ".gitlab/CODEOWNERS")],
)
def test_the_file_that_counts_is_the_one_the_forge_reads(
    owned: Repository, forge: str, first: str, second: str
) -> None:
    inside(owned.root, "codeowners", "-o", second)
    assert inside(owned.root, "codeowners", "--check", "--for", forge).code == 0
    owned.write(first, "* @all\n")
    run = inside(owned.root, "codeowners", "--check", "--for", forge)
    assert (run.code, run.told.splitlines()[0]) == (1, f"{first} is not as it should be.")


def test_a_rehearsal_writes_nothing(owned: Repository) -> None:
    owned.write("CODEOWNERS", "* @all\n")
    owned.commit()
    before = folder_state(owned.root)
    assert inside(owned.root, "codeowners", "-o", "CODEOWNERS", "--dry-run").all == (
        0,
        f"* @all\n\n{BLOCK}",
        "Nothing was written; this is what CODEOWNERS would say.\n",
    )
    assert folder_state(owned.root) == before


def test_what_is_refused(owned: Repository, tmp_path: Path) -> None:
    assert inside(owned.root, "codeowners", "-o", "../CODEOWNERS").all == (
        2,
        "",
        (
            f"Error: ../CODEOWNERS is not in {owned.root.as_posix()}.\n"
            "    → Nothing is written outside of the repository.\n"
        ),
    )
    assert inside(owned.root, "codeowners", "--check", "--dry-run").code == 2
    (tmp_path / "outside").write_text("* @all\n", encoding="utf-8")
    (owned.root / "CODEOWNERS").symlink_to(tmp_path / "outside")
    assert inside(owned.root, "codeowners", "-o", "CODEOWNERS").code == 3
    assert (tmp_path / "outside").read_text(encoding="utf-8") == "* @all\n"


@pytest.mark.parametrize("text", [HEAD, END, END + HEAD, BLOCK + BLOCK])
def test_marks_that_enclose_no_block_are_left_to_a_person(owned: Repository, text: str) -> None:
    owned.write("CODEOWNERS", text)
    assert inside(owned.root, "codeowners", "-o", "CODEOWNERS").all == (
        3,
        "",
        (
            "Error: The marks # >>> dxplan and # <<< dxplan do not enclose one block.\n"
            "    → Take away what stands between them, and the marks, then run the command again.\n"
        ),
    )
    assert owned.read("CODEOWNERS") == text
