"""``dxplan hooks`` beside other programs that look after git's hooks: pre-commit itself, and husky's way to call hooks."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from dxplan.stores.hooks_program import hook_script, is_hook_script
from tests.commands.running import inside
from tests.commands.test_hooks import commit, everything, states
from tests.forge.consumers import program
from tests.history import FORMS, Past, begin, git

if TYPE_CHECKING:
    from pathlib import Path

CONFIGURATION = """\
repos:
  - repo: local
    hooks:
      - {id: a, name: a, entry: echo FROM-PRE-COMMIT, language: system, always_run: true, verbose: true}
"""


@pytest.fixture
def past(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Past:
    """Return a plan repository that names a hook of pre-commit."""
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "pre-commit"))
    past = begin(tmp_path / "city")
    past.write(".pre-commit-config.yaml", CONFIGURATION)
    past.record("Enter the plan")
    return past


def pre_commit(past: Past) -> None:
    """Set pre-commit up."""
    command = [program("pre-commit"), "install"]
    subprocess.run(command, cwd=past.root, check=True, capture_output=True)


def check_both_run(past: Past) -> None:
    """Make sure that both checks run at a commit, each once, and that dxplan's refuses what is wrong."""
    past.change(FORMS, "status: 着手中", "status: なぞ")
    git(past.root, "add", FORMS)
    code, said = commit(past.root)
    assert (code, said.count("FROM-PRE-COMMIT"), said.count(f"{FORMS}:15:9: error /status")) == (1, 1, 1)
    git(past.root, "checkout", "HEAD", "--", FORMS)
    past.write("note.md", "x")
    git(past.root, "add", "note.md")
    code, said = commit(past.root)
    assert (code, said.count("FROM-PRE-COMMIT")) == (0, 1), said


@pytest.mark.slow
def test_pre_commit_may_be_set_up_before_or_after_and_again(past: Past) -> None:
    hooks = past.root / ".git" / "hooks"
    pre_commit(past)
    inside(past.root, "hooks", "install")
    # Set up again, pre-commit takes dxplan's hook for the one that was there before.
    pre_commit(past)
    assert states(past.root) == everything("in place")
    check_both_run(past)
    assert inside(past.root, "hooks", "install").code == 0
    assert (hooks / "pre-commit.legacy").read_text(encoding="utf-8") == hook_script(".")
    assert inside(past.root, "hooks", "uninstall").code == 0
    assert states(past.root) == {**everything("missing"), "pre-commit": "foreign"}


@pytest.mark.slow
def test_pre_commit_above_dxplan_is_no_reason_to_set_it_up_again(past: Past) -> None:
    hooks = past.root / ".git" / "hooks"
    inside(past.root, "hooks", "install")
    pre_commit(past)
    run = inside(past.root, "hooks", "install")
    assert (
        f"Already in place: Check before each commit ({hooks.relative_to(past.root)}/pre-commit.legacy)"
        in run.text
    )
    check_both_run(past)
    inside(past.root, "hooks", "uninstall")
    assert not (hooks / "pre-commit.legacy").exists()
    past.write("note.txt", "x")
    git(past.root, "add", "note.txt")
    assert commit(past.root)[0] == 0


def test_the_hook_of_the_first_version_is_known() -> None:
    first = hook_script(".").split("\n")
    at = next(index for index, line in enumerate(first) if "PRE_COMMIT" in line)
    first[at - 1 : at + 1] = ['if [ -x "$before" ]; then']
    assert is_hook_script("\n".join(first))


def husky(past: Past) -> None:
    """Put hooks in that call those of the folder above by the name under which they are called themselves."""
    past.write(".husky/pre-commit", "echo FROM-HUSKY\n")
    past.write(".husky/_/h", 'sh -e "$(dirname "$0")/../$(basename "$0")"\n')
    past.write(".husky/_/pre-commit", '#!/bin/sh\n. "$(dirname "$0")/h"\n').chmod(0o755)
    git(past.root, "config", "core.hooksPath", ".husky/_")


def test_a_hook_of_husky_is_not_put_out_of_work(past: Past) -> None:
    husky(past)
    run = inside(past.root, "hooks", "install")
    assert run.code == 1
    assert run.told.endswith(
        f"Error: husky looks after the hooks of git, in {past.root}/.husky.\n"
        "    → Add this line to the hook pre-commit there: dxplan -C . hooks pre-commit || exit 1\n"
    )
    assert states(past.root) == {**everything("in place"), "pre-commit": "missing"}
    git(past.root, "add", ".gitattributes")
    assert commit(past.root) == (0, "FROM-HUSKY\n")
    past.write(".husky/pre-commit", "echo FROM-HUSKY\ndxplan -C . hooks pre-commit || exit 1\n")
    assert states(past.root) == everything("in place")
    run = inside(past.root, "hooks", "uninstall")
    assert "Take the line that calls dxplan out of the hook pre-commit there." in run.told
    assert "hooks pre-commit" in past.read(".husky/pre-commit")
