"""``dxplan new``: a file that passes every check, with an id and a number that are free wherever one can look."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from dxplan.stores.documents import parse_document
from dxplan.stores.schemas import schema
from tests.commands.answering import answering
from tests.commands.running import folder_state, inside
from tests.history import FOLDER, PLAN, git, story

if TYPE_CHECKING:
    from pathlib import Path

    from tests.harness import Repository

MINE = ("--pillar", "市民サービス", "--category", "窓口", "--department", "市民課")
LINE = f"{FOLDER}/line.yaml"


def made(repository: Repository, path: str) -> dict[str, object]:
    """Return what a new file says."""
    return parse_document(path, (repository.root / path).read_bytes()).data


def test_what_is_made_passes_every_check(repository: Repository) -> None:
    run = inside(
        repository.root, "new", "LINEによる申請", *MINE, "--department", "情報課", "--start", "R7.10月～", "--summary", "申請を\n増やす。",
        "--added", "R6",
    )  # fmt: skip
    assert run.all == (0, f"{LINE}\n", f"Wrote {LINE}.\n")
    assert made(repository, LINE) == {
        "schema": 1,
        "id": "line",
        "title": "LINEによる申請",
        "pillar": "市民サービス",
        "category": "窓口",
        "number": 2,
        "departments": ["市民課", "情報課"],
        "status": "調査・研究中",
        "operation_start": "R7.10月～",
        "added": "R6",
        "summary": "申請を\n増やす。",
    }
    assert inside(repository.root, "validate", "--strict").code == 0
    assert inside(repository.root, "fmt", "--check").code == 0
    lines = repository.read(LINE).splitlines()
    assert lines[0] == "# yaml-language-server: $schema=../../../schema/initiative.schema.json"
    assert "# カンバンの段階。省けば、状況に結び付いた段階になります。" in lines
    # The plan has no target states.
    keys = [key for key in schema("initiative")["properties"] if key != "target_states"]
    assert [
        line.removeprefix("# ").partition(":")[0]
        for line in lines
        if line.removeprefix("# ").partition(":")[0] in keys
    ] == keys


def test_every_key_comes_to_life(repository: Repository) -> None:
    inside(repository.root, "new", "LINE", *MINE)
    lines = [line.removeprefix("# ") for line in repository.read(LINE).splitlines()[2:]]
    keys = ("- ", *(f"{key}:" for key in ("pillar", "number", "name", "status", "at", "reason", "fiscal_year", "text")),
            *(f"{key}:" for key in ("amount", "document", "place", "printed", "rule", "until", *schema("initiative")["properties"])))  # fmt: skip
    alive = "\n".join(line for line in lines if line.strip() == "-" or line.strip().startswith(keys))
    data = parse_document(LINE, f"{alive}\n".encode()).data
    assert list(data) == [key for key in schema("initiative")["properties"] if key != "target_states"]


def test_an_english_plan_is_explained_in_english(cities: Repository) -> None:
    cities.write("plans/kita/initiative.schema.json", "{}")
    run = inside(cities.root, "new", "Chat", "--plan", "kita", "--department", "IT", "--lang", "ja")
    path = "plans/kita/initiatives/chat.yaml"
    assert (run.code, run.text) == (0, f"{path}\n")
    lines = cities.read(path).splitlines()
    assert lines[0] == "# yaml-language-server: $schema=../initiative.schema.json"
    assert lines[1].startswith("# Lines that begin with # explain")
    assert made(cities, path)["number"] == 3


def test_the_first_line_is_that_of_the_others(repository: Repository) -> None:
    first = "# yaml-language-server: $schema=https://city.example/initiative.schema.json"
    other = f"{FOLDER}/card-readers.yaml"
    repository.write(other, f"{first}\n{repository.read(other)}")
    inside(repository.root, "new", "LINE", *MINE)
    assert repository.read(LINE).splitlines()[0] == first


def test_dry_run_writes_nothing(repository: Repository) -> None:
    before = folder_state(repository.root)
    run = inside(repository.root, "new", "LINE", *MINE, "--dry-run")
    assert folder_state(repository.root) == before
    assert (run.code, run.told) == (0, f"Nothing was written; this is what {LINE} would say.\n")
    inside(repository.root, "new", "LINE", *MINE)
    assert run.text == repository.read(LINE)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "--pillar is missing."),
        (("--pillar", "市民サービス"), "--category is missing."),
        (("--pillar", "市民サービス", "--category", "窓口"), "--department is missing."),
        ((*MINE, "--id", "con"), "--id cannot be taken: “con” does not fit: an id is at most 64 lower-case ASCII letters"),
        ((*MINE, "--id", "../x"), "--id cannot be taken: “../x” does not fit: an id is at most 64 lower-case ASCII letters"),
        ((*MINE, "--id", "online-forms"), f"--id cannot be taken: The id “online-forms” is taken: {FOLDER}/online-forms.yaml bears it."),
        ((*MINE, "--number", "1"), f"--number cannot be taken: No. 1 is taken: {FOLDER}/online-forms.yaml bears it."),
        ((*MINE, "--number", "0"), "--number takes a whole number from 1 on."),
        ((*MINE, "--number", "10000"), "--number cannot be taken: A number is a whole number from 1 to 9999."),
        ((*MINE, "--status", "着手"), "--status cannot be taken: “着手” is not in the plan's vocabulary of statuses."),
        (("--pillar", "市民サービス", "--category", "庁内", "--department", "市民課"), "--category cannot be taken: “庁内” is not a category of the pillar"),
        (("--pillar", "市民", "--category", "窓口"), "--pillar cannot be taken: “市民” is not a pillar of this plan."),
        ((*MINE, "--department", "総務課"), "--department cannot be taken: “総務課” is not a department of this plan."),
        ((*MINE, "--added", "R4-H3"), "--added cannot be taken: “R4-H3” does not fit: a period is written as"),
        ((*MINE, "-m", "x"), "-m needs --commit."),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_refused(repository: Repository, options: tuple[str, ...], said: str) -> None:
    before = folder_state(repository.root / "plans" / "minato")
    run = inside(repository.root, "new", "LINE", *options)
    assert (run.code, run.text) == (2, "")
    assert run.told.startswith(f"Error: {said}")
    assert folder_state(repository.root / "plans" / "minato") == before


@pytest.mark.parametrize("number", ["1", "１"])
def test_a_pillar_may_be_named_by_its_number_as_in_filters(repository: Repository, number: str) -> None:
    words = ("new", "LINE", "--pillar", number, *MINE[2:])
    assert inside(repository.root, *words).all == (0, f"{LINE}\n", f"Wrote {LINE}.\n")
    assert made(repository, LINE)["pillar"] == "市民サービス"
    assert inside(repository.root, *words[:3], "3", *MINE[2:]).told.startswith(
        "Error: --pillar cannot be taken: “3” is not"
    )


@pytest.mark.parametrize("title", ["", " x", "a\tb", "x" * 301, "a\nb"])
def test_a_title_is_one_line(repository: Repository, title: str) -> None:
    run = inside(repository.root, "new", title, *MINE, "--id", "x")
    if title == " x":
        assert made(repository, f"{FOLDER}/x.yaml")["title"] == "x"
    else:
        assert (run.code, run.told.startswith("Error: TITLE cannot be taken: ")) == (2, True)


def test_a_plan_must_be_named_where_there_are_several(cities: Repository) -> None:
    run = inside(cities.root, "new", "LINE", *MINE)
    assert run.all == (2, "", "Error: Name the plan with --plan.\n    → The plans are: kita, minato.\n")


def test_a_plan_file_that_is_broken_is_told(repository: Repository) -> None:
    repository.write(PLAN, "a: [")
    run = inside(repository.root, "new", "LINE", *MINE)
    assert (run.code, run.text) == (3, "")
    assert run.told.startswith(f"Error: {PLAN}:1:5 cannot be used: ")


@pytest.fixture
def branched(tmp_path: Path) -> Repository:
    """Return a repository in which others have made initiatives on branches, here and at the remote."""
    past = story(tmp_path / "repository")
    forms = past.read(f"{FOLDER}/online-forms.yaml")
    for number, (branch, name) in enumerate((("市民課", "line"), ("other", "line-2"), ("other", "forms"))):
        git(
            past.root,
            "checkout",
            "--quiet",
            "-B",
            branch,
            *(() if branch == "other" and number == 2 else ("main",)),
        )
        past.write(
            f"{FOLDER}/{name}.yaml",
            f"id: {name}\ntitle: {name}\npillar: 市民サービス\ncategory: 窓口\nnumber: {number + 2}\n",
        )
        past.record(name)
    git(past.root, "update-ref", "refs/remotes/origin/other", "other")
    git(past.root, "branch", "--quiet", "-D", "feature")
    git(past.root, "checkout", "--quiet", "main")
    git(past.root, "branch", "--quiet", "-D", "other")
    assert forms == past.read(f"{FOLDER}/online-forms.yaml")
    return past


def test_other_branches_count(branched: Repository) -> None:
    run = inside(branched.root, "new", "LINE", *MINE)
    path = f"{FOLDER}/line-3.yaml"
    assert (run.code, run.text) == (0, f"{path}\n")
    assert made(branched, path)["number"] == 5


@pytest.mark.parametrize(
    ("options", "said", "hint"),
    [
        (("--id", "line"), f"--id cannot be taken: The id “line” is taken on the branch 市民課: {FOLDER}/line.yaml bears it.", "“line-3” is free."),
        (("--id", "forms"), f"--id cannot be taken: The id “forms” is taken on the branch origin/other: {FOLDER}/forms.yaml bears it.", "“forms-2” is free."),
        (("--number", "3"), f"--number cannot be taken: No. 3 is taken on the branch origin/other: {FOLDER}/line-2.yaml bears it.", "No. 5 is free."),
    ],
)  # fmt: skip
def test_the_branch_on_which_something_is_taken_is_told(
    branched: Repository, options: tuple[str, ...], said: str, hint: str
) -> None:
    assert inside(branched.root, "new", "LINE", *MINE, *options).all == (
        2,
        "",
        f"Error: {said}\n    → {hint}\n",
    )


def test_what_is_staged_counts(branched: Repository) -> None:
    branched.write(f"{FOLDER}/chat.yaml", "id: chat\n")
    branched.git("add", f"{FOLDER}/chat.yaml")
    (branched.root / FOLDER / "chat.yaml").unlink()
    assert inside(branched.root, "new", "Chat", *MINE).text == f"{FOLDER}/chat-2.yaml\n"


def test_remote_branches_are_as_old_as_the_last_fetch(branched: Repository) -> None:
    mark = branched.root / ".git" / "FETCH_HEAD"
    mark.write_bytes(b"")
    os.utime(mark, (1_600_000_000, 1_600_000_000))
    run = inside(branched.root, "new", "LINE", *MINE, "--dry-run")
    assert run.told.splitlines()[0] == (
        "Remote branches are known as of 2020-09-13; git fetch brings what others have added since."
    )


def test_a_damaged_repository_does_not_keep_from_working(branched: Repository) -> None:
    tree = branched.git("rev-parse", "市民課^{tree}").strip()
    file = branched.root / ".git" / "objects" / tree[:2] / tree[2:]
    file.chmod(0o644)
    file.write_bytes(b"no object")
    run = inside(branched.root, "new", "LINE", *MINE)
    assert (run.code, run.text) == (0, f"{LINE}\n")
    assert run.told.startswith("Warning: Other branches are not looked at: ")


def test_git_is_started_few_times(
    branched: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(20):
        branched.git("branch", f"more/{number}", "市民課")
    trace = tmp_path / "trace"
    monkeypatch.setenv("GIT_TRACE2_EVENT", str(trace))
    assert inside(branched.root, "new", "LINE", *MINE).code == 0
    assert trace.read_bytes().count(b'"event":"start"') <= 8


def test_a_commit_has_the_file_alone(branched: Repository) -> None:
    branched.write("staged.txt", "s")
    branched.git("add", "staged.txt")
    run = inside(branched.root, "new", "窓口の予約" * 10, *MINE, "--id", "line-3", "--commit")
    commit = branched.git("rev-parse", "HEAD").strip()
    path = f"{FOLDER}/line-3.yaml"
    assert run.all == (0, f"{path}\n", f"Wrote {path}.\nCommitted as {commit[:12]}.\n")
    assert branched.git("show", "--name-status", "--format=", "HEAD") == f"A\t{path}\n"
    (subject,) = branched.git("log", "-1", "--format=%B").split("\n")[:1]
    assert subject.startswith(("List “窓口の予約窓口", "「窓口の予約窓口"))
    assert "…" in subject
    assert branched.git("status", "--porcelain") == "A  staged.txt\n"


def test_an_editor_may_have_the_last_word(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "ed.sh"
    script.write_text('#!/bin/sh\nsed -i "s/^# note:/note: x/" "$1"\n', encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(script))
    assert inside(repository.root, "new", "LINE", *MINE, "--edit").all == (0, f"{LINE}\n", f"Wrote {LINE}.\n")
    assert made(repository, LINE)["note"] == "x"
    script.write_text('#!/bin/sh\nsed -i "s/^number: .*/number: x/" "$1"\n', encoding="utf-8")
    run = inside(repository.root, "new", "LINE", *MINE, "--edit")
    assert run.code == 1
    assert "line-2.yaml was not written: it has errors." in run.told
    assert not (repository.root / FOLDER / "line-2.yaml").exists()


def test_a_person_is_asked(repository: Repository) -> None:
    answers = ["", "窓口の予約", "CON", "", "1", "1", "１", "", "9", "2 1", "", "R6.10月～", ""]
    run = answering(repository.root, answers, "new")
    path = f"{FOLDER}/initiative-005.yaml"
    assert run.code == 0, run.text
    assert made(repository, path) == {
        "schema": 1, "id": "initiative-005", "title": "窓口の予約", "pillar": "市民サービス", "category": "窓口", "number": 2,
        "departments": ["情報課", "市民課"], "status": "調査・研究中", "operation_start": "R6.10月～",
    }  # fmt: skip
    for said in (
        "Title, as it is printed: ", "An answer is needed here.", "[initiative-005]: ", "1. 市民サービス", "No. 1 is taken",
        "Answer with numbers from 1 to 2", "may stay empty",
    ):  # fmt: skip
        assert said in run.text


def test_whoever_gives_up_writes_nothing(repository: Repository) -> None:
    before = folder_state(repository.root)
    run = answering(repository.root, ["窓口の予約"], "new", interrupt_at="[initiative-005]: ")
    assert run.code == 130
    assert folder_state(repository.root) == before
