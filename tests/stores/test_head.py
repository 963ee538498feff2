"""The present commit and the tags, read from git's own files: the same that git says, or nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dxplan.stores.head import head_marks, may_have_snapshots
from tests.history import SHAPES, Past, git, story

BARE = [name for name in SHAPES if name.startswith("bare")]


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Past:
    """Return the story in a plain repository, to be read only."""
    return story(tmp_path_factory.mktemp("past") / "repository")


@pytest.fixture
def copy(past: Past, tmp_path: Path) -> Past:
    """Return the story in a repository that may be changed."""
    return past.copy(tmp_path / "copy")


def _plan(folder: Path) -> Path:
    return folder / "plans" / "minato"


@pytest.mark.parametrize("shape", [name for name in SHAPES if name not in BARE])
def test_every_form_of_repository(tmp_path: Path, shape: str) -> None:
    plan = _plan(SHAPES[shape](tmp_path))
    marks = head_marks(plan)
    assert marks is not None
    real = Path(os.path.realpath(plan))
    assert marks[0].decode() == git(real, "rev-parse", "HEAD").strip()
    assert marks[1].decode() == (git(real, "rev-parse", "--show-prefix").strip().rstrip("/") or ".")
    assert may_have_snapshots(plan)


@pytest.mark.parametrize("shape", BARE)
def test_a_bare_repository_is_not_plain(tmp_path: Path, shape: str) -> None:
    place = SHAPES[shape](tmp_path)
    assert head_marks(place) is None
    assert not may_have_snapshots(place)


def test_no_repository(tmp_path: Path) -> None:
    assert head_marks(tmp_path) is None
    assert not may_have_snapshots(tmp_path)


def test_the_marks_follow_head_the_folder_and_the_mailmap(copy: Past) -> None:
    plan = _plan(copy.root)
    seen = {head_marks(plan), head_marks(copy.root / "plans"), head_marks(copy.root)}
    assert len(seen) == 3
    copy.write(".mailmap", "A <a@example> <b@example>\n")
    seen.add(head_marks(plan))
    copy.record("Mailmap")
    seen.add(head_marks(plan))
    git(copy.root, "checkout", "--quiet", "v1")
    seen.add(head_marks(plan))
    assert len(seen) == 6
    git(copy.root, "checkout", "--quiet", "main")
    before = head_marks(plan)
    git(copy.root, "pack-refs", "--all")
    assert head_marks(plan) == before
    assert before in seen


def test_where_a_shallow_clone_is_cut_counts(past: Past, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{past.root}", "shallow")
    whole, cut = head_marks(_plan(past.root)), head_marks(_plan(tmp_path / "shallow"))
    assert whole is not None
    assert cut is not None
    assert (cut[0], cut[3].decode().strip()) == (whole[0], past.commits["Shorten a title"])
    assert whole[3] == b""


@pytest.mark.parametrize(
    "head",
    [
        "", "ref: refs/heads/none\n", "ref: refs/heads/../../x\n", "ref: elsewhere\n", "nonsense\n", "ref: refs/heads/\n",
        "abc\n", "\0\n",
    ],
)  # fmt: skip
def test_a_head_that_is_not_plain(copy: Past, head: str) -> None:
    (copy.root / ".git" / "HEAD").write_text(head, encoding="utf-8")
    assert head_marks(copy.root) is None


@pytest.mark.parametrize("ref", ["", "ref: refs/heads/feature\n", "zzz\n", "ref: refs/heads/main\n"])
def test_a_branch_that_is_not_plain(copy: Past, ref: str) -> None:
    (copy.root / ".git" / "refs" / "heads" / "main").write_text(ref, encoding="utf-8")
    assert head_marks(copy.root) is None


@pytest.mark.parametrize("link", ["", "gitdir: /nowhere\n", "nonsense\n", "gitdir: \n"])
def test_a_link_that_leads_nowhere(tmp_path: Path, link: str) -> None:
    (tmp_path / ".git").write_text(link, encoding="utf-8")
    assert head_marks(tmp_path) is None
    assert not may_have_snapshots(tmp_path)


def test_tags_of_snapshots(copy: Past) -> None:
    assert may_have_snapshots(copy.root)
    git(copy.root, "pack-refs", "--all", "--prune")
    assert may_have_snapshots(copy.root)
    git(copy.root, "tag", "-d", "snapshot/minato/R4-H1")
    git(copy.root, "pack-refs", "--all", "--prune")
    assert not may_have_snapshots(copy.root)
    git(copy.root, "tag", "other/snapshot/R4")
    git(copy.root, "branch", "snapshot/minato/R4")
    assert not may_have_snapshots(copy.root)
