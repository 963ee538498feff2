"""The merge driver on the less common ways on which git comes to it, and beside what git merges without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.commands.test_merge_driver import (
    expected,
    place,
    repository,
    result,
    tried,
)
from tests.history import git

if TYPE_CHECKING:
    from pathlib import Path

NAME, OTHER = "adjacent-fields", "conflict-status"
FILE, STOPPED = place(NAME), place(OTHER)
OURS, THEIRS = "title: 申請のデジタル化\n", "pillar: 業務の効率化\n"


def read(top: Path, path: str) -> str:
    return (top / path).read_bytes().decode()


def change(top: Path, path: str, old: str, new: str) -> None:
    text = read(top, path)
    assert text.count(old) == 1
    (top / path).write_bytes(text.replace(old, new).encode())


def commit(top: Path) -> None:
    git(top, "add", "--all")
    git(top, "-c", "core.hooksPath=/dev/null", "commit", "--quiet", "-m", "Change")


def settle(top: Path, status: str) -> None:
    """Settle the only conflict of the file that waits for a person."""
    text = read(top, STOPPED)
    begin, end = text.index("<<<<<<<"), text.index(">>>>>>>")
    rest = text[text.index("\n", end) + 1 :]
    (top / STOPPED).write_bytes(f"{text[:begin]}status: {status}\n{rest}".encode())


def crossed(top: Path, ours: str, theirs: str) -> Path:
    """Merge both branches into each other, settle the conflict on each, and change something on each."""
    repository(top, [OTHER])
    tips = {branch: git(top, "rev-parse", branch).strip() for branch in ("ours", "theirs")}
    for branch, other, status, old, new in (
        ("theirs", "ours", theirs, "title: 申請のオンライン化", "title: 電子申請"),
        ("ours", "theirs", ours, "pillar: 市民サービス", "pillar: 行政経営"),
    ):
        git(top, "checkout", "--quiet", branch)
        assert tried(top, "merge", tips[other])[0] == 1
        settle(top, status)
        commit(top)
        change(top, STOPPED, old, new)
        commit(top)
    return top


@pytest.mark.parametrize(
    ("ours", "theirs", "code"), [("運用中", "運用中", 0), ("運用中", "取り下げ", 1), ("運用中", "着手中", 1)]
)
def test_branches_that_were_merged_crosswise(tmp_path: Path, ours: str, theirs: str, code: int) -> None:
    top = crossed(tmp_path / "top", ours, theirs)
    assert len(git(top, "merge-base", "--all", "ours", "theirs").split()) == 2
    ended, said = tried(top, "merge", "--no-edit", "theirs")
    assert (ended, "line by line" in said) == (code, False), said
    told = [line for line in said.splitlines() if "conflict in Status" in line]
    assert told == [f"{STOPPED}: conflict in Status: ours “{ours}”, theirs “{theirs}”"] * code
    text = read(top, STOPPED)
    assert "title: 電子申請\npillar: 行政経営\n" in text
    assert text.count("<<<<<<<") == code
    assert f"status: {ours}\n" in text
    assert f"status: {theirs}\n" in text


def test_a_patch_of_a_mailbox_is_merged_by_field(tmp_path: Path) -> None:
    top = repository(tmp_path / "top", [NAME])
    patch = git(top, "format-patch", "-1", "--stdout", "theirs").encode()
    git(top, "am", "--quiet", "--3way", stdin=patch)
    assert result(top, NAME) == expected(NAME)


def test_a_patch_is_applied_by_field(tmp_path: Path) -> None:
    top = repository(tmp_path / "top", [NAME])
    patch = git(top, "diff", "--no-textconv", "theirs~1", "theirs").encode()
    git(top, "apply", "--3way", stdin=patch)
    assert result(top, NAME) == expected(NAME)


def test_changes_are_taken_along_to_another_branch(tmp_path: Path) -> None:
    top = repository(tmp_path / "top", [NAME])
    git(top, "checkout", "--quiet", "theirs~1")
    change(top, FILE, "title: 申請のオンライン化\n", OURS)
    code, said = tried(top, "checkout", "--merge", "theirs")
    assert (code, result(top, NAME)) == (0, expected(NAME)), said


def test_fixes_are_put_where_they_belong(tmp_path: Path) -> None:
    top = repository(tmp_path / "top", [NAME])
    change(top, FILE, "number: 1\n", "number: 5\n")
    git(top, "commit", "--quiet", "--all", "--fixup", "HEAD", "--no-verify")
    done = ("-c", "sequence.editor=true", "rebase", "--quiet", "--interactive", "--autosquash", "theirs")
    git(top, *done)
    assert read(top, FILE) == expected(NAME).replace("number: 1\n", "number: 5\n")
    assert git(top, "rev-list", "--count", "theirs..HEAD").strip() == "1"


def test_trees_are_merged_without_a_working_tree(tmp_path: Path) -> None:
    top = repository(tmp_path / "top", [NAME, OTHER])
    code, said = tried(top, "merge-tree", "--write-tree", "ours", "theirs")
    tree = said.partition("\n")[0]
    assert (code, git(top, "show", f"{tree}:{FILE}")) == (1, expected(NAME))
    assert "\n<<<<<<< " in git(top, "show", f"{tree}:{STOPPED}")
    assert git(top, "status", "--porcelain") == ""


def test_git_remembers_how_a_conflict_was_settled(tmp_path: Path) -> None:
    top = repository(tmp_path / "top", [OTHER])
    git(top, "config", "rerere.enabled", "true")
    tried(top, "merge", "theirs")
    settle(top, "運用中")
    commit(top)
    git(top, "reset", "--quiet", "--hard", "HEAD~1")
    change(top, STOPPED, "title: 申請のオンライン化", "title: 電子申請")
    commit(top)
    code, said = tried(top, "merge", "theirs")
    assert (code, "line by line" in said, "using previous resolution" in said) == (1, False, True), said
    assert "status: 運用中\n" in read(top, STOPPED)
    assert "title: 電子申請\n" in read(top, STOPPED)
    assert "<<<<<<<" not in read(top, STOPPED)


def test_a_conflict_is_made_again(tmp_path: Path) -> None:
    top = repository(tmp_path / "top", [OTHER])
    tried(top, "merge", "theirs")
    (top / STOPPED).write_bytes(b"x: 1\n")
    git(top, "checkout", "--merge", "--", STOPPED)
    assert result(top, OTHER) == expected(OTHER)


def test_a_file_that_one_side_moved_is_followed(tmp_path: Path) -> None:
    top = repository(tmp_path / "top", [NAME])
    moved = FILE.replace(f"{NAME}.yaml", "moved.yaml")
    git(top, "mv", FILE, moved)
    change(top, moved, "id: online-forms", "id: moved")
    commit(top)
    code, said = tried(top, "merge", "--no-edit", "theirs")
    assert (code, read(top, moved)) == (0, expected(NAME).replace("id: online-forms", "id: moved")), said


def test_a_file_that_one_side_deleted_waits_for_a_person(tmp_path: Path) -> None:
    top = repository(tmp_path / "top", [NAME])
    git(top, "rm", "--quiet", FILE)
    commit(top)
    code, _ = tried(top, "merge", "--no-edit", "theirs")
    assert (code, THEIRS in read(top, FILE)) == (1, True)


@pytest.mark.parametrize("option", ["ours", "theirs"])
def test_a_side_that_was_asked_for_is_not_taken_unseen(tmp_path: Path, option: str) -> None:
    top = repository(tmp_path / "top", [OTHER])
    code, _ = tried(top, "merge", "--no-edit", f"-X{option}", "theirs")
    assert (code, result(top, OTHER)) == (1, expected(OTHER))


def test_a_working_tree_with_other_line_endings(tmp_path: Path) -> None:
    top = repository(tmp_path / "top", [NAME])
    git(top, "config", "core.autocrlf", "true")
    git(top, "rm", "--quiet", "--cached", "-r", ".")
    git(top, "reset", "--quiet", "--hard")
    assert b"\r\n" in (top / FILE).read_bytes()
    code, said = tried(top, "merge", "--no-edit", "theirs")
    assert (code, read(top, FILE)) == (0, expected(NAME).replace("\n", "\r\n")), said
    assert git(top, "show", f"HEAD:{FILE}") == expected(NAME)


@pytest.mark.parametrize("name", ["sp ace", "日本", "it's", 'q"uote', "a$b", "%P", "[x]"])
def test_a_repository_at_any_place(tmp_path: Path, name: str) -> None:
    top = repository(tmp_path / name / "top", [NAME])
    git(top, "worktree", "add", "--quiet", str(tmp_path / name / "linked"), "theirs")
    code, said = tried(tmp_path / name / "linked", "merge", "--no-edit", "ours")
    assert (code, OURS + THEIRS in read(tmp_path / name / "linked", FILE)) == (0, True), said


def test_a_clone_in_which_nothing_is_set_up_merges_line_by_line(tmp_path: Path) -> None:
    top = repository(tmp_path / "top", [NAME])
    git(tmp_path, "clone", "--quiet", str(top), "clone")
    code, _ = tried(tmp_path / "clone", "merge", "origin/theirs")
    assert (code, "<<<<<<< " in read(tmp_path / "clone", FILE)) == (1, True)
