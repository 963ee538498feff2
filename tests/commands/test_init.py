"""``dxplan init``: what is made passes every check at once, and nothing that is there is ever overwritten."""

from __future__ import annotations

import re
import shlex
from itertools import product
from typing import TYPE_CHECKING

import pytest

from dxplan.analysis.starting import FORGES, VOCABULARIES
from dxplan.commands.app import COMMANDS
from tests.commands.answering import END, answering
from tests.commands.running import Run, inside
from tests.harness import Repository

if TYPE_CHECKING:
    from pathlib import Path

ANSWERS = {
    "--city": "みなと市",
    "--title": "みなと市DX計画",
    "--plan": "minato",
    "--years": "R6..R9",
    "--pillar": "市民",
    "--category": "市民/窓口",
    "--department": "市民課",
    "--statuses": "matsue",
    "--language": "ja",
    "--forge": "github",
}
OWN = (
    "plans/minato/initiative.schema.json",
    "plans/minato/initiatives/sample-initiative.yaml",
    "plans/minato/plan.yaml",
)
FILES = (
    ".editorconfig",
    ".gitattributes",
    ".github/workflows/plan.yml",
    ".gitignore",
    ".vscode/extensions.json",
    ".vscode/settings.json",
    "README.md",
    *OWN,
    "schema/initiative.schema.json",
    "schema/plan.schema.json",
)
LISTED = "".join(f"{path}\n" for path in FILES)
CHANGES = {
    ("matsue", "ja"): ("status: 調査・研究中", "status: 着手中"),
    ("matsue", "en"): ("status: under study", "status: in preparation"),
    ("rating", "ja"): ("status: D", "status: B"),
    ("rating", "en"): ("status: D", "status: B"),
    ("none", "ja"): ("number: 1", "number: 2"),
    ("none", "en"): ("number: 1", "number: 2"),
}


def options(*, without: str = "", **changed: str) -> list[str]:
    """Return a whole command line, with some answers changed or one left out."""
    answers = ANSWERS | {f"--{name}": value for name, value in changed.items()}
    return [word for option, value in answers.items() if option != without for word in (option, value)]


def start(folder: Path, *arguments: str, **changed: str) -> Run:
    """Run ``init`` in a folder with all answers."""
    return inside(folder, "init", *arguments, *options(**changed))


def contents(folder: Path) -> dict[str, bytes | None]:
    """Return every file below a folder with its bytes, and every folder with None."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


def test_a_repository_is_made(tmp_path: Path) -> None:
    assert start(tmp_path, "city/plans-of-it").all == (
        0,
        LISTED,
        (
            "Made 12 files in city/plans-of-it.\n"
            "1. Look through plans/minato/plan.yaml, and put real initiatives in the place of the sample.\n"
            "2. Check and count there: dxplan validate --strict, dxplan status\n"
            "3. Keep the history: git init, dxplan hooks install, git add -A, git commit\n"
        ),
    )
    made = contents(tmp_path / "city" / "plans-of-it")
    assert tuple(sorted(path for path, content in made.items() if content is not None)) == FILES


def test_a_dry_run_lists_the_files_and_makes_none(tmp_path: Path) -> None:
    assert start(tmp_path, "city", "--dry-run").all == (0, LISTED, "")
    assert contents(tmp_path) == {}


@pytest.mark.parametrize(("statuses", "language"), list(product(VOCABULARIES, ("ja", "en"))))
def test_what_is_made_passes_every_check_and_every_command_copes(
    tmp_path: Path, statuses: str, language: str
) -> None:
    assert start(tmp_path, "--git", statuses=statuses, language=language).code == 0
    repository = Repository(tmp_path)
    repository.commit()
    assert inside(tmp_path, "validate", "--strict").text == "2 files, no problem.\n"
    assert inside(tmp_path, "fmt", "--check").code == 0
    sample = "plans/minato/initiatives/sample-initiative.yaml"
    before, after = CHANGES[statuses, language]
    assert before in repository.read(sample)
    repository.write(sample, repository.read(sample).replace(before, after))
    assert inside(tmp_path, "validate", "--strict").code == 0
    diff = inside(tmp_path, "diff", "HEAD", "-f", "plain")
    assert diff.code == 0
    assert f"{before.partition(': ')[2]} → {after.partition(': ')[2]}" in diff.text
    for command in (
        ("status",),
        ("list",),
        ("trend",),
        ("show", "sample-initiative"),
        ("log",),
        ("blame", "sample-initiative"),
    ):
        run = inside(tmp_path, *command)
        assert run.code == 0, run.told
        assert run.told == ""


def test_a_plan_of_ratings_tells_no_share_in_operation(tmp_path: Path) -> None:
    assert start(tmp_path, statuses="rating").code == 0
    rated = inside(tmp_path, "status").text
    assert "In operation" not in rated
    assert re.search(r"Pillar +A +B +C +D +Total\n", rated)


def test_git_is_set_up_without_touching_what_was_made(tmp_path: Path) -> None:
    assert start(tmp_path, "--git").code == 0
    repository = Repository(tmp_path)
    repository.commit()
    assert inside(tmp_path, "hooks", "install").code == 0
    assert repository.git("status", "--porcelain") == ""
    assert inside(tmp_path, "hooks", "status").code == 0


def test_a_repository_that_is_there_gets_no_other_one(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.git("init", "--quiet", "--initial-branch=main")
    run = start(tmp_path, "--git", "below")
    assert run.code == 0
    assert "Checks by a forge work only where this folder is the top of the git repository.\n" in run.told
    assert run.told.endswith("hooks install, git add -A, git commit\n")
    assert not (tmp_path / "below" / ".git").exists()


def test_no_repository_is_made_unless_it_is_wished_for(tmp_path: Path) -> None:
    assert start(tmp_path).code == 0
    assert not (tmp_path / ".git").exists()


def test_a_hook_of_another_repository_is_no_place_for_a_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other.git"))
    run = start(tmp_path, "--git")
    assert (run.code, contents(tmp_path)) == (2, {})


def test_a_second_run_says_that_everything_is_there(tmp_path: Path) -> None:
    assert start(tmp_path).code == 0
    before = contents(tmp_path)
    assert start(tmp_path).all == (
        0,
        "",
        (
            f"{tmp_path} has plans already (minato); another one comes beside them.\n"
            "Everything is there already; nothing was written.\n"
        ),
    )
    assert contents(tmp_path) == before


def test_line_endings_of_windows_are_no_difference(tmp_path: Path) -> None:
    assert start(tmp_path).code == 0
    for path in FILES:
        file = tmp_path / path
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert start(tmp_path).text == ""


def test_another_plan_comes_beside_the_first(tmp_path: Path) -> None:
    assert start(tmp_path).code == 0
    before = contents(tmp_path)
    below = tmp_path / "plans" / "minato"  # as a person who stands somewhere in the repository
    run = start(below, plan="kita", statuses="none", language="en")
    assert run.text == "".join(path.replace("minato", "kita") + "\n" for path in OWN)
    after = contents(tmp_path)
    assert {path: after[path] for path in before} == before
    assert inside(tmp_path, "validate", "--strict").text == "4 files, no problem.\n"


def test_a_plan_that_has_gone_on_is_left_alone(tmp_path: Path) -> None:
    assert start(tmp_path).code == 0
    repository = Repository(tmp_path)
    repository.write("plans/minato/plan.yaml", repository.read("plans/minato/plan.yaml") + "note: 進行中\n")
    before = contents(tmp_path)
    run = start(tmp_path, "-q", "--keep-existing")
    assert run.all == (
        3,
        "",
        (
            "Error: There is a plan “minato” already, which stays as it is.\n"
            "    → Nothing was written. Choose another name with --plan.\n"
        ),
    )
    assert contents(tmp_path) == before


def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.write("README.md", "# Ours\n")
    repository.write(".gitignore", b"\xff")
    before = contents(tmp_path)
    assert start(tmp_path).all == (
        3,
        "",
        (
            "Error: These files are there already and say something else: .gitignore, README.md.\n"
            "    → Nothing was written. --keep-existing leaves them as they are and writes the others.\n"
        ),
    )
    assert contents(tmp_path) == before
    run = start(tmp_path, "--keep-existing")
    assert run.told.startswith(
        ".gitignore is there already and stays as it is.\nREADME.md is there already and stays as it is.\n"
    )
    assert (run.code, run.text) == (
        0,
        "".join(f"{p}\n" for p in FILES if p not in {".gitignore", "README.md"}),
    )
    after = contents(tmp_path)
    assert {path: after[path] for path in before} == before


def test_what_cannot_be_made_whole_is_not_made_at_all(tmp_path: Path) -> None:
    Repository(tmp_path).write("schema", "a file where a folder must stand")
    before = contents(tmp_path)
    run = start(tmp_path)
    assert (run.code, contents(tmp_path)) == (3, before)
    run = start(tmp_path, "schema/below")
    assert (run.code, contents(tmp_path)) == (3, before)
    assert run.told.startswith(f"Error: {tmp_path}/schema/below cannot be written: ")


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    Repository(tmp_path).write("city", "x")
    run = start(tmp_path, "city")
    assert (run.code, contents(tmp_path)) == (3, {"city": b"x"})


def test_no_link_is_followed_out_of_the_folder(tmp_path: Path) -> None:
    inner, outer = tmp_path / "inner", tmp_path / "outer"
    inner.mkdir()
    outer.mkdir()
    (inner / "plans").symlink_to(outer, target_is_directory=True)
    assert start(inner).code == 3
    assert sorted(path.name for path in inner.iterdir()) == ["plans"]
    assert list(outer.iterdir()) == []


@pytest.mark.parametrize(
    "option", ["--city", "--title", "--plan", "--years", "--pillar", "--department", "--statuses"]
)
def test_what_has_no_safe_default_is_named(tmp_path: Path, option: str) -> None:
    left_out = {"--category"} if option == "--pillar" else set()
    words = options(without=option)
    for gone in left_out:
        at = words.index(gone)
        del words[at : at + 2]
    assert inside(tmp_path, "init", *words).all == (
        2,
        "",
        (
            f"Error: {option} is missing.\n"
            "    → In a terminal dxplan asks; elsewhere, and with --yes, options say it.\n"
        ),
    )
    assert contents(tmp_path) == {}


@pytest.mark.parametrize("option", ["--category", "--language", "--forge"])
def test_what_has_a_safe_default_need_not_be_said(tmp_path: Path, option: str) -> None:
    assert inside(tmp_path, "init", *options(without=option)).code == 0
    assert inside(tmp_path, "validate", "--strict").code == 0


@pytest.mark.parametrize(
    ("option", "value", "reason"),
    [
        ("plan", "con", "The folder name “con” cannot be the name of a plan."),
        ("plan", "LPT1", "The folder name “LPT1” cannot be the name of a plan."),
        ("plan", "a.", "The folder name “a.” cannot be the name of a plan."),
        ("plan", "../x", "The folder name “../x” cannot be the name of a plan."),
        ("plan", "-x", "The folder name “-x” cannot be the name of a plan."),
        ("plan", "", "The folder name “” cannot be the name of a plan."),
        ("plan", "ｍinato", "“ｍinato” is not typed in half-width characters."),
        ("years", "R9..R6", "The plan ends in FY2024, before it begins in FY2027."),
        ("years", "R6年", "R6年 is a calendar year where a fiscal year is expected"),
        ("department", "市民課\x1b[2J", "The answer holds a control character: U+001B."),
        ("city", "hanako@city.example", "The text holds an e-mail address."),
        ("category", "議会/窓口", "“議会/窓口” names none of the pillars"),
    ],
)
def test_an_answer_that_cannot_be_taken_is_told_with_its_reason(
    tmp_path: Path, option: str, value: str, reason: str
) -> None:
    run = start(tmp_path, **{option: value})
    assert (run.code, run.text) == (2, "")
    assert run.told.splitlines()[0] == f"Error: --{option} cannot be taken: {reason}"
    assert contents(tmp_path) == {}


def test_years_are_told_with_how_to_write_them(tmp_path: Path) -> None:
    assert start(tmp_path, years="6～9").told.splitlines()[1:] == [
        "    → Write the first and the last one, such as R6..R9."
    ]
    assert start(tmp_path, years="R6年～R9年度").told.splitlines()[1:] == ["    → write 令和6年度"]


def test_plans_that_differ_by_case_alone_are_one_to_windows(tmp_path: Path) -> None:
    assert start(tmp_path).code == 0
    run = start(tmp_path, "-q", plan="MINATO")
    assert run.code == 2
    assert run.told.startswith(
        "Error: --plan cannot be taken: The folder names “MINATO” and “minato” are one name"
    )


README_LINE = re.compile(r"^    (dxplan .+)$", re.MULTILINE)


@pytest.mark.parametrize(
    ("language", "statuses", "forge"), list(product(("ja", "en"), VOCABULARIES, FORGES[:1]))
)
def test_the_readme_shows_commands_that_work(
    tmp_path: Path, language: str, statuses: str, forge: str
) -> None:
    assert start(tmp_path, "--git", language=language, statuses=statuses, forge=forge).code == 0
    repository = Repository(tmp_path)
    repository.commit()
    lines = README_LINE.findall(repository.read("README.md"))
    assert len(lines) == 10
    for line in lines:
        words = shlex.split(line)[1:]
        assert words[0] in {*COMMANDS, "new", "set"}, line
        if words[0] in COMMANDS and words[0] != "new":  # which asks
            run = inside(tmp_path, *words)
            assert run.code == 0, (line, run.told)
            repository.git("add", "--all")
            repository.git("commit", "--quiet", "--allow-empty", "--message", line)
    assert repository.git("diff", "--stat", "HEAD~9", "--", "plans/minato/initiative.schema.json") == ""


def test_a_person_is_asked_for_everything(tmp_path: Path) -> None:
    answers = [
        "みなと市", "", "DX plan", "con", "minato", "R9..R6", "Ｒ６〜R9", "市民", "市民", "業務", "", "窓口", "", "", "市民課",
        "", "２", "en", "3", "n", "",
    ]  # fmt: skip
    run = answering(tmp_path, answers, "init", "--color", "never")
    listed = "".join(f"{path}\n" for path in FILES if not path.startswith(".github"))
    assert run.all == (0, TALK.format(folder=tmp_path, listed=listed), "")
    assert inside(tmp_path, "validate", "--strict").text == "2 files, no problem.\n"


TALK = """\
City: Title of the plan, as it is printed:   An answer is needed here.
Title of the plan, as it is printed: Name of the plan's folder, which stays for good [dx-plan]: \
  The folder name “con” cannot be the name of a plan.
    → Letters, digits, hyphens and underscores, beginning with a letter or digit; no name that Windows gives to a device (con, aux).
Name of the plan's folder, which stays for good [dx-plan]: First and last fiscal year (R6..R9): \
  The plan ends in FY2024, before it begins in FY2027.
    → Exchange first and last.
First and last fiscal year (R6..R9): Pillars, one in a line; an empty line ends
  1:   2:   “市民” stands twice in this list.
    → Remove one of the two, or give it another name or number.
  2:   3: Categories of the pillar “市民”, if it has any; an empty line ends
  1:   2: Categories of the pillar “業務”, if it has any; an empty line ends
  1: Departments, one in a line; an empty line ends
  1:   2: How the progress of initiatives is told
  1. matsue  under study, in preparation, in operation, withdrawn; with the stages of a board
  2. rating  ratings A to D, given twice a year
  3. none  no statuses: a plan of tasks with deadlines
Number [1]: Language of the files and reports
  1. ja  Japanese
  2. en  English
Number [2]: Where the repository will be kept
  1. github  checks each pull request with GitHub Actions
  2. gitlab  checks each merge request with GitLab CI
  3. none  neither
Number [1]: Make a git repository there? [Y/n] Write 11 files into {folder}? [Y/n] \
{listed}Made 11 files in {folder}.
1. Look through plans/minato/plan.yaml, and put real initiatives in the place of the sample.
2. Check and count there: dxplan validate --strict, dxplan status
3. Keep the history: git init, dxplan hooks install, git add -A, git commit
"""


def test_a_person_who_says_no_gets_nothing(tmp_path: Path) -> None:
    run = answering(tmp_path, ["n"], "init", "city", "--no-git", "--color", "never", *options())
    assert (run.code, contents(tmp_path)) == (0, {})
    assert run.text == "Write 12 files into city? [Y/n] Nothing was written.\n"


def test_yes_asks_nothing(tmp_path: Path) -> None:
    run = answering(tmp_path, [], "init", "city", "--yes", "--color", "never", *options())
    assert (run.code, run.text.startswith(LISTED)) == (0, True)
    assert not (tmp_path / "city" / ".git").exists()


def test_a_person_may_keep_what_is_there(tmp_path: Path) -> None:
    Repository(tmp_path).write("README.md", "# Ours\n")
    run = answering(tmp_path, ["y", "y"], "init", "--git", "--color", "never", *options())
    assert run.code == 0
    assert run.text.startswith(
        "These files are there already and stay as they are: README.md. Write the others? [y/N] "
    )
    assert (tmp_path / "README.md").read_bytes() == b"# Ours\n"
    assert (tmp_path / ".git" / "HEAD").is_file()


def test_the_end_of_the_input_names_what_was_asked_for(tmp_path: Path) -> None:
    run = answering(tmp_path, ["みなと市", END], "init", "city", "--color", "never")
    assert (run.code, contents(tmp_path)) == (2, {})
    assert run.text == (
        "City: Title of the plan, as it is printed: \n"
        "Error: The input ended where --title was asked for.\n"
        "    → Nothing was written.\n"
    )


def test_giving_up_leaves_nothing_behind(tmp_path: Path) -> None:
    run = answering(tmp_path, ["みなと市"], "init", "city", interrupt_at="printed: ")
    assert (run.code, contents(tmp_path)) == (130, {})
    assert run.text.endswith("printed: \n")  # the shell's prompt begins a line
