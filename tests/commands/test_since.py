"""The line of ``dxplan status`` that says what changed since the last snapshot."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from dxplan.analysis.demo.making import make_demo
from tests.commands.running import Run, folder_state, inside
from tests.history import FORMS, MEETINGS, PLAN, READERS, SHAPES, WINDOW, Past, begin, git, story

if TYPE_CHECKING:
    from pathlib import Path

    from tests.harness import Repository

LINE = "Since {}   {} added, {} removed, {} changed, {} withdrawn"
MISSING = "Warning: What changed since the last snapshot is missing: "
# tests/commands/test_diff.py goes through all of them.
FORMS_OF_REPOSITORY = (
    "plain",
    "bare",
    "root above",
    "root below",
    "a plan alone",
    "SHA-256",
    "while merging",
)


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Past:
    """Return the story in a plain repository, to be read only."""
    return story(tmp_path_factory.mktemp("past") / "repository")


@pytest.fixture
def copy(past: Past, tmp_path: Path) -> Past:
    """Return the story in a repository that may be changed."""
    return past.copy(tmp_path / "copy")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample, to be read only."""
    folder = tmp_path_factory.mktemp("demo") / "asahino"
    make_demo(folder)
    return folder


def _said(run: Run) -> str | None:
    """Return the line, None where there is none."""
    return next((line for line in run.text.splitlines() if line.startswith("Since ")), None)


def _since(folder: Path, *arguments: str) -> Any:
    run = inside(folder, "status", "-f", "json", *arguments)
    assert (run.code, run.told) == (0, "")
    (plan,) = json.loads(run.text)["plans"]
    return plan["since"]


def test_in_both_languages(copy: Past) -> None:
    copy.change(READERS, "status: 取り下げ", "status: 運用中")
    run = inside(copy.root, "status")
    assert (run.code, run.told) == (0, "")
    assert run.text.endswith("Overdue       0\nSince R4-H1   1 added, 0 removed, 2 changed, 0 withdrawn\n")
    run = inside(copy.root, "status", "--lang", "ja")
    assert run.text.endswith("\nR4-H1 から  追加 1・削除 0・変更 2・取り下げ 0\n")


def test_every_kind_of_change(copy: Past) -> None:
    (copy.root / WINDOW).unlink()
    copy.change(FORMS, "status: 調査・研究中", "status: 取り下げ")
    copy.write(FORMS, copy.read(FORMS) + "withdrawn:\n  at: R5\n  reason: 別の取組にまとめたため。\n")
    copy.change(PLAN, "office: 情報課", "office: 市民課")
    since = _since(copy.root)
    assert list(since) == ["point", "added", "removed", "changed", "withdrawn"]
    assert (since["added"], since["removed"], since["changed"], since["withdrawn"]) == (1, 1, 1, 1)
    assert list(since["point"].items())[:3] == [
        ("point", "R4-H1"), ("kind", "tag"), ("commit", copy.commits["Close the first half"]),
    ]  # fmt: skip


def test_an_answer_without_it_has_the_key(repository: Repository) -> None:
    assert _since(repository.root) is None
    repository.commit()
    assert _since(repository.root) is None
    assert _said(inside(repository.root, "status")) is None


@pytest.mark.parametrize("shape", FORMS_OF_REPOSITORY)
def test_every_form_of_repository(tmp_path: Path, shape: str) -> None:
    place = SHAPES[shape](tmp_path)
    before = folder_state(tmp_path)
    at = ("--at", "HEAD") if shape.startswith("bare") else ()
    run = inside(place, "status", "-f", "json", *at)
    (plan,) = json.loads(run.text)["plans"]
    broken = "merging" in shape or "rebasing" in shape
    # Of a file with two titles at once nothing can be said.
    assert (run.code, plan["since"]["added"], plan["since"]["changed"]) == (
        (1, 1, 0) if broken else (0, 1, 1)
    )
    assert folder_state(tmp_path) == before


def test_the_snapshot_before_a_point(demo: Path) -> None:
    for at, before in (("R5", "R5-H1"), ("R5-H1", "R4"), ("R4", "R4-H1"), ("2023-06-30", "R4")):
        since = _since(demo, "--at", at)
        assert (since["point"]["point"], since["point"]["kind"]) == (before, "tag")
    assert _since(demo, "--at", "R4-H1") is None
    assert _since(demo, "--at", "2022-05-01") is None
    run = inside(demo, "status", "--at", "R4", "--lang", "en")
    assert _said(run) == LINE.format("R4-H1", 1, 0, 30, 1)
    assert _since(demo)["point"]["point"] == "R5"


def test_it_is_what_diff_counts(demo: Path) -> None:
    since = _since(demo, "--at", "R5")
    counts = json.loads(inside(demo, "diff", "R5-H1", "R5", "-f", "json").text)["summary"]
    assert {key: since[key] for key in ("added", "removed", "changed", "withdrawn")} == {
        key: counts[key] for key in ("added", "removed", "changed", "withdrawn")
    }


def test_snapshots_that_plan_yaml_records(copy: Past) -> None:
    git(copy.top, "tag", "-d", "snapshot/minato/R4-H1")
    entry = f"snapshots:\n  - period: R4-Q1\n    commit: {copy.commits['Enter the plan']}\n    name: 案\n"
    copy.write(PLAN, copy.read(PLAN) + entry)
    since = _since(copy.root)
    assert (since["point"]["point"], since["point"]["kind"]) == ("R4-Q1", "snapshot")
    assert (since["added"], since["changed"]) == (1, 2)
    # Outside a repository there is nothing to compare with, and nothing to complain of.
    (copy.root / ".git").rename(copy.root.parent / "elsewhere")
    assert _since(copy.root) is None


def test_a_snapshot_that_leads_nowhere(copy: Past) -> None:
    git(copy.top, "tag", "snapshot/minato/R4", "HEAD^{tree}")
    run = inside(copy.root, "status")
    assert (run.code, run.told, _said(run)) == (
        0,
        (
            f"{MISSING}The tag “snapshot/minato/R4” leads to no commit, so it holds no plan.\n"
            "    → Delete it and make it anew on a commit.\n"
        ),
        None,
    )
    git(copy.top, "tag", "-d", "snapshot/minato/R4")
    copy.write(PLAN, f"{copy.read(PLAN)}snapshots:\n  - period: R4\n    commit: {'c' * 40}\n")
    run = inside(copy.root, "status")
    assert (run.code, run.told) == (
        0,
        (
            f"{MISSING}The commit cccccccccccc, which plan.yaml records for R4, is not in this repository.\n"
            "    → Fetch the branch that has it, or correct snapshots: in plan.yaml.\n"
        ),
    )


def test_a_history_that_is_damaged(copy: Past) -> None:
    expected = [
        line for line in inside(copy.root, "status").text.splitlines() if not line.startswith("Since")
    ]
    tree = git(copy.top, "rev-parse", "snapshot/minato/R4-H1:plans").strip()
    (copy.top / ".git" / "objects" / tree[:2] / tree[2:]).unlink()
    run = inside(copy.root, "status")
    assert (run.code, run.text.splitlines()) == (0, expected)
    assert run.told == (
        f"{MISSING}git cannot read the history: Could not read {tree}\n"
        "    → The repository is damaged. Run git fsck, or clone it again.\n"
    )
    (copy.top / ".git" / "config").write_text("[core\n", encoding="ascii")
    run = inside(copy.root, "status")
    assert (run.code, run.text.splitlines()) == (0, expected)
    assert run.told.startswith(f"{MISSING}git cannot read the history: ")


def test_a_file_that_was_broken_then(copy: Past) -> None:
    text = copy.read(WINDOW)
    copy.write(WINDOW, "title: [\n")
    copy.record("Broken")
    git(copy.top, "tag", "snapshot/minato/R4")
    copy.write(WINDOW, text)
    copy.change(MEETINGS, "number: 1", "number: 9")
    run = inside(copy.root, "status")
    assert (run.code, run.told) == (
        0,
        (
            f"Warning: {WINDOW}:2:1 could not be read at R4: This is not written as YAML.\n"
            "    → Look here and on the line above for a missing quotation mark, bracket, colon or space.\n"
        ),
    )
    assert _said(run) == "Since R4      0 added, 0 removed, 1 changed, 0 withdrawn"


def test_a_plan_that_was_not_there_then(copy: Past) -> None:
    copy.write("plans/kita/plan.yaml", copy.read(PLAN))
    copy.write("plans/kita/initiatives/a.yaml", copy.read(READERS).replace("id: card-readers", "id: a"))
    git(copy.top, "tag", "snapshot/kita/R4", "v1")
    assert _since(copy.root, "--plan", "kita") is None
    found = json.loads(inside(copy.root, "status", "-f", "json").text)["plans"]
    assert [plan["since"] is None for plan in found] == [True, False]


def test_without_a_commit(tmp_path: Path) -> None:
    past = begin(tmp_path / "empty")
    assert _since(past.root) is None
    past.write(PLAN, f"{past.read(PLAN)}snapshots:\n  - period: R4\n    commit: {'c' * 40}\n")
    run = inside(past.root, "status")
    assert (run.code, run.told.startswith(MISSING)) == (0, True)


SCRIPT = """
import sys
from dxplan.__main__ import main
try:
    main()
finally:
    sys.stderr.write("git" in sys.modules and "git" or "none")
"""


def test_git_is_asked_only_where_there_may_be_snapshots(copy: Past) -> None:
    def imported() -> str:
        command = [sys.executable, "-c", SCRIPT, "status"]
        return subprocess.run(
            command, cwd=copy.root, capture_output=True, check=True, encoding="utf-8"
        ).stderr

    assert imported() == "git"
    git(copy.top, "tag", "-d", "snapshot/minato/R4-H1")
    git(copy.top, "pack-refs", "--all", "--prune")
    assert imported() == "none"


def test_git_that_is_not_installed(past: Past, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    done = past.run("status")
    assert (done.code, done.err) == (
        0,
        (
            f"{MISSING}git is not installed.\n"
            "    → Install git; without it dxplan reads the present files only.\n"
        ),
    )
    assert "Since" not in done.out


def test_cold_warm_and_without_a_cache(past: Past, monkeypatch: pytest.MonkeyPatch) -> None:
    before = folder_state(past.root)
    runs = [inside(past.root, "status").all for _ in range(2)]
    monkeypatch.setenv("DXPLAN_CACHE", "off")
    assert runs == [inside(past.root, "status").all] * 2
    assert folder_state(past.root) == before


def test_a_plan_whose_folder_was_renamed_is_followed(copy: Past) -> None:
    line = _said(inside(copy.root, "status", "-f", "plain"))
    at_head = _said(inside(copy.root, "status", "-f", "plain", "--at", "HEAD"))
    assert line is not None
    (copy.root / "plans/minato").rename(copy.root / "plans/harbour")
    assert _said(inside(copy.root, "status", "-f", "plain")) == line
    copy.record("Another folder")
    assert _said(inside(copy.root, "status", "-f", "plain")) == line
    assert _said(inside(copy.root, "status", "-f", "plain", "--at", "HEAD")) == at_head


def test_a_recorded_commit_in_which_the_folder_had_another_name(copy: Past) -> None:
    line = _said(inside(copy.root, "status", "-f", "plain"))
    git(copy.root, "tag", "-d", "snapshot/minato/R4-H1")
    (copy.root / "plans/minato").rename(copy.root / "plans/harbour")
    plan = copy.root / "plans/harbour/plan.yaml"
    entry = f"snapshots:\n  - period: R4-H1\n    commit: {copy.commits['Close the first half']}\n"
    plan.write_text(plan.read_text(encoding="utf-8") + entry, encoding="utf-8")
    copy.record("Another folder")
    assert _said(inside(copy.root, "status", "-f", "plain")) == line
