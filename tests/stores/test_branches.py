"""The files of a folder at the tips of all branches, read with few processes whatever their number."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from dxplan.errors import DxplanError
from dxplan.stores.branches import arrivals, branch_files, fetched_day, main_tip, staged_files
from dxplan.stores.mounts import Mount, find_mounts
from dxplan.stores.refs import Refs
from tests.history import FOLDER, FORMS, MEETINGS, SHAPES, git, story

if TYPE_CHECKING:
    from pathlib import Path

    from tests.history import Past


def mount_in(root: Path) -> Mount:
    """Return the repository of the plan."""
    mounts = find_mounts(root, ["minato"])
    return mounts.get("minato") or mounts[None]


@pytest.fixture
def past(tmp_path: Path) -> Past:
    """Return the story, with a branch that has another initiative and a remote one."""
    past = story(tmp_path / "repository")
    git(past.root, "checkout", "--quiet", "-b", "その他", "v1")
    past.write(f"{FOLDER}/other.yaml", "id: other\n")
    past.write(f"{FOLDER}/folder.yaml/x", "")
    (past.root / FOLDER / "link.yaml").symlink_to("other.yaml")
    past.record("Other")
    git(past.root, "update-ref", "refs/remotes/origin/others", "HEAD")
    git(past.root, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/others")
    git(past.root, "checkout", "--quiet", "main")
    return past


def test_every_edition_is_named_once(past: Past) -> None:
    mount = mount_in(past.root)
    found = branch_files(mount, Refs(mount.repository), FOLDER)
    where = {file.path: file.branches for file in found}
    assert where[f"{FOLDER}/other.yaml"] == ("origin/others", "その他")
    assert where[FORMS] == ("feature", "main", "origin/others", "その他")
    windows = [file.branches for file in found if file.path == f"{FOLDER}/chat-window.yaml"]
    assert sorted(windows) == [("feature", "origin/others", "その他"), ("main",)]
    assert len(found) == 6
    assert {file.blob for file in found if file.path == FORMS} == {
        git(past.root, "rev-parse", f"HEAD:{FORMS}").strip()
    }


@pytest.mark.parametrize(
    "shape", ["root above", "root below", "a plan alone", "SHA-256", "packed", "linked worktree"]
)
def test_in_every_form_of_a_repository(tmp_path: Path, shape: str) -> None:
    root = SHAPES[shape](tmp_path)
    mount = mount_in(root)
    found = branch_files(mount, Refs(mount.repository), FOLDER)
    assert {file.path for file in found} == {f"{FOLDER}/{path.name}" for path in (root / FOLDER).iterdir()}
    assert {name for file in found for name in file.branches} >= {"main", "feature"}
    assert {file.path for file in staged_files(mount, FOLDER)} == {file.path for file in found}
    assert len(arrivals(mount, "HEAD", FOLDER)) == 4


def test_processes_do_not_grow_with_branches(
    past: Past, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(40):
        past.write(f"{FOLDER}/more-{number}.yaml", f"id: more-{number}\n")
        past.record(f"More {number}")
        git(past.root, "branch", f"more/{number}")
    mount = mount_in(past.root)
    trace = tmp_path / "trace"
    monkeypatch.setenv("GIT_TRACE2_EVENT", str(trace))
    found = branch_files(mount, Refs(mount.repository), FOLDER)
    assert len({file.path for file in found}) == 45
    assert trace.read_bytes().count(b'"event":"start"') == 2


def test_an_unfinished_merge_has_both_sides(tmp_path: Path) -> None:
    root = SHAPES["while merging"](tmp_path)
    paths = [file.path for file in staged_files(mount_in(root), FOLDER)]
    assert paths.count(f"{FOLDER}/chat-window.yaml") == 2
    assert paths.count(FORMS) == 1


def test_who_came_first(past: Past) -> None:
    git(past.root, "mv", FORMS, f"{FOLDER}/forms.yaml")
    past.record("Rename")
    git(past.root, "merge", "--quiet", "--no-ff", "-m", "Merge", "その他")
    mount = mount_in(past.root)
    came = arrivals(mount, "HEAD", FOLDER)
    first = came[f"{FOLDER}/card-readers.yaml"]
    assert came[f"{FOLDER}/forms.yaml"] == first
    assert FORMS not in came
    assert first < came[MEETINGS] < came[f"{FOLDER}/other.yaml"]


def test_the_main_line(past: Past) -> None:
    def tip() -> str | None:
        return main_tip(Refs(mount_in(past.root).repository))

    assert tip() == git(past.root, "rev-parse", "その他").strip()
    git(past.root, "symbolic-ref", "--delete", "refs/remotes/origin/HEAD")
    assert tip() == past.commits["Shorten a title"]
    git(past.root, "branch", "--quiet", "-m", "main", "elsewhere")
    assert tip() is None


def test_the_day_of_the_last_fetch(past: Past) -> None:
    mount = mount_in(past.root)
    mark = past.root / ".git" / "FETCH_HEAD"
    mark.write_bytes(b"")
    os.utime(mark, (1_600_000_000, 1_600_000_000))
    os.utime(past.root / ".git" / "refs" / "remotes" / "origin" / "HEAD", (1, 1))
    day = fetched_day(mount.repository, Refs(mount.repository), "Asia/Tokyo")
    assert day is not None
    assert day.isoformat() == "2020-09-13"
    git(past.root, "symbolic-ref", "--delete", "refs/remotes/origin/HEAD")
    git(past.root, "update-ref", "-d", "refs/remotes/origin/others")
    assert fetched_day(mount.repository, Refs(mount.repository), "Asia/Tokyo") is None


def test_a_damaged_tree_is_told(past: Past) -> None:
    tree = git(past.root, "rev-parse", "main^{tree}").strip()
    file = past.root / ".git" / "objects" / tree[:2] / tree[2:]
    file.chmod(0o644)
    file.write_bytes(b"no object")
    mount = mount_in(past.root)
    with pytest.raises(DxplanError):
        branch_files(mount, Refs(mount.repository), FOLDER)
