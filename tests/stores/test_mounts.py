"""Which git repository holds which plan, and where in it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxplan.stores.git import GitRepository
from dxplan.stores.mounts import Mount, find_mounts, is_bare, mount_bare
from tests.history import PLAN, SHAPES, begin, git, story

NOWHERE = GitRepository(Path("/nowhere/.git"), Path("/nowhere"), Path("/nowhere/.git"))
PATHS = st.from_regex(r"plans/minato/[a-z]{1,5}(/[a-zあ -]{1,5}){0,2}", fullmatch=True)
MOUNTS = [
    Mount(NOWHERE),
    Mount(NOWHERE, "plans/", "plans/"),
    Mount(NOWHERE, "plans/", ""),
    Mount(NOWHERE, "plans/", "city/dx/plans/"),
    Mount(NOWHERE, "plans/minato/", ""),
    Mount(NOWHERE, "plans/minato/", "plans/minato/"),
]


@pytest.mark.parametrize("mount", MOUNTS)
@given(path=PATHS)
def test_paths_go_there_and_back(mount: Mount, path: str) -> None:
    assert mount.in_plans(mount.in_git(path)) == path


def test_the_folder_of_plans() -> None:
    """A repository that holds less than all plans has nothing above it."""
    assert [mount.in_git("plans/") for mount in MOUNTS] == [
        "plans/", "plans/", "", "city/dx/plans/", "", "plans/minato/",
    ]  # fmt: skip


def test_what_lies_elsewhere_is_none_of_the_plans() -> None:
    assert Mount(NOWHERE, "plans/", "city/plans/").in_plans("city/other") is None
    assert Mount(NOWHERE, "plans/", "city/plans/").in_plans("plans/minato/plan.yaml") is None


@pytest.mark.parametrize("shape", [name for name in SHAPES if not name.startswith("bare")])
def test_every_form_with_a_working_tree(shape: str, tmp_path: Path) -> None:
    root = SHAPES[shape](tmp_path)
    mounts = find_mounts(root, ["minato"])
    mount = mounts.get("minato") or mounts[None]
    top = mount.repository.top
    assert top is not None
    assert (top / mount.in_git(PLAN)).samefile(root / PLAN)
    assert mount.in_plans(mount.in_git(PLAN)) == PLAN
    assert not mount.repository.is_shallow
    assert not is_bare(root)
    assert not is_bare(root / "plans")


@pytest.mark.parametrize(
    ("shape", "where"),
    [
        ("bare", PLAN),
        ("bare, plans in a subfolder", "dx/" + PLAN),
        ("bare, plans at its top", PLAN.removeprefix("plans/")),
    ],
)
def test_every_form_without_one(shape: str, where: str, tmp_path: Path) -> None:
    folder = SHAPES[shape](tmp_path)
    repository = GitRepository.around(folder)
    assert repository is not None
    assert repository.top is None
    mount = mount_bare(repository)
    assert (mount.in_git(PLAN), mount.in_plans(where)) == (where, PLAN)
    assert is_bare(folder)
    assert is_bare(folder / "objects")


def test_the_nearest_plans_folder_of_a_bare_repository(tmp_path: Path) -> None:
    past = begin(tmp_path / "past")
    past.write("archive/old/plans/minato/plan.yaml", "x")
    past.write("archive/plan.yaml", "x")
    past.record("Both")
    git(tmp_path, "clone", "--quiet", "--bare", str(past.root), "bare.git")
    repository = GitRepository.around(tmp_path / "bare.git")
    assert repository is not None
    assert mount_bare(repository).in_git(PLAN) == PLAN


def test_a_bare_repository_without_a_commit_or_a_plan(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--bare", "empty.git")
    repository = GitRepository.around(tmp_path / "empty.git")
    assert repository is not None
    assert mount_bare(repository).in_git(PLAN) == PLAN


def test_plans_in_several_repositories(tmp_path: Path) -> None:
    past = story(tmp_path / "past")
    past.write("plans/kita/plan.yaml", "x")
    git(past.root / "plans" / "kita", "init", "--quiet")
    past.write("plans/none/.git/x", "no repository")
    mounts = find_mounts(past.root, ["kita", "minato", "none"])
    assert set(mounts) == {None, "kita", "none"}
    assert mounts["kita"].repository.top == past.root / "plans" / "kita"
    assert (mounts["none"].repository.top, mounts["none"].in_git("plans/none/plan.yaml")) == (
        past.root, "plans/none/plan.yaml",
    )  # fmt: skip


def test_no_repository(tmp_path: Path) -> None:
    (tmp_path / "plans" / "minato").mkdir(parents=True)
    assert find_mounts(tmp_path, ["minato"]) == {}
    assert not is_bare(tmp_path)
    (tmp_path / "plans" / "minato" / ".git").write_bytes(b"gitdir: nowhere\n")
    assert find_mounts(tmp_path, ["minato"]) == {}


def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    assert not is_bare(tmp_path / "gone")
    assert GitRepository.around(tmp_path / "gone") is None
    here = Path.cwd()
    (tmp_path / "here").mkdir()
    try:
        os.chdir(tmp_path / "here")
        (tmp_path / "here").rmdir()
        assert not is_bare(Path())
    finally:
        os.chdir(here)
