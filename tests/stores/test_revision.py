"""A commit read as the working tree is: the same files, the same bytes, the same order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dxplan.errors import DocumentError, NotFoundError
from dxplan.stores.mounts import find_mounts
from dxplan.stores.plan_tree import Source
from dxplan.stores.revision import Revision
from dxplan.stores.worktree import WorkTree
from tests.history import FOLDER, PLAN, READERS, Past, begin, git

if TYPE_CHECKING:
    from pathlib import Path

    from dxplan.stores.plan_tree import PlanTree


@pytest.fixture
def past(tmp_path: Path) -> Past:
    """Return a repository without a commit."""
    return begin(tmp_path / "past")


def _revision(past: Past, commit: str = "HEAD") -> Revision:
    mount = find_mounts(past.root, [])[None]
    return Revision(mount, git(past.top, "rev-parse", commit).strip(), commit)


def _names(tree: PlanTree) -> dict[str, tuple[list[str], list[str]]]:
    return {plan: (tree.initiative_files(plan), tree.stray_files(plan)) for plan in tree.plans()}


def _refusal(content: bytes | Source | DocumentError) -> tuple[str, str]:
    assert isinstance(content, DocumentError)
    return content.rule, content.message.template


def test_it_is_what_the_working_tree_is(past: Past) -> None:
    for path in (
        f"{FOLDER}/日本語.yaml", f"{FOLDER}/-x.yaml", f"{FOLDER}/a b.yaml", f"{FOLDER}/Z.yaml", f"{FOLDER}/é.yaml",
        f"{FOLDER}/notes.yml", f"{FOLDER}/.hidden.yaml", f"{FOLDER}/folder.yaml/in.yaml", f"{FOLDER}/deep/in.yaml",
        "plans/kita/plan.yaml", "plans/kita-2/plan.yaml", "plans/日本/plan.yaml", "plans/none/initiatives/x.yaml",
        "plans/file", "other/plans/x/plan.yaml",
    ):  # fmt: skip
        past.write(path, f"# {path}\n")
    past.record("All")
    tree, revision = WorkTree(past.root), _revision(past)
    assert revision.plans() == tree.plans()
    assert _names(revision) == _names(tree)
    paths = [path for files, _ in _names(tree).values() for path in files] + [PLAN, f"{FOLDER}/nowhere.yaml"]
    for path, content in revision.fetch(paths).items():
        here = tree.fetch([path])[path]
        if isinstance(here, DocumentError):
            assert _refusal(content) == _refusal(here)
        else:
            assert content == here == revision.read(path)


def test_marks_are_blobs(past: Past) -> None:
    past.write(f"{FOLDER}/same.yaml", past.read(READERS))
    past.record("All")
    revision = _revision(past)
    one, two, other = (revision.sources([path])[path] for path in (READERS, f"{FOLDER}/same.yaml", PLAN))
    assert isinstance(one, Source)
    assert (one.mark, one.raw) == (
        b"blob " + git(past.root, "rev-parse", f"HEAD:{READERS}").strip().encode(),
        None,
    )
    assert one == two != other


def test_what_is_no_file(past: Past) -> None:
    (past.root / FOLDER / "link.yaml").symlink_to("card-readers.yaml")
    (past.root / FOLDER / "out.yaml").symlink_to("/etc/passwd")
    past.write(f"{FOLDER}/folder.yaml/in", "x")
    past.record("All")
    git(past.root, "update-index", "--add", "--cacheinfo", f"160000,{'ab' * 20},{FOLDER}/module.yaml")
    git(past.root, "commit", "--quiet", "-m", "A module")
    revision = _revision(past)
    link = ("outside-link", "In git this is a link; a file was expected.")
    folder = ("unreadable", "This is a folder; a file was expected.")
    expected = {
        "link": link,
        "out": link,
        "folder": folder,
        "module": folder,
        "nowhere": ("unreadable", "There is no such file."),
    }
    for name, refusal in expected.items():
        path = f"{FOLDER}/{name}.yaml"
        assert _refusal(revision.sources([path])[path]) == refusal
        assert _refusal(revision.fetch([path])[path]) == refusal
        with pytest.raises(DocumentError):
            revision.read(path)
        assert (path in revision.initiative_files("minato")) == (name != "nowhere")


def test_folders_that_were_no_plans(past: Past) -> None:
    """In the working tree somebody can rename them; nobody can in the past."""
    past.write("plans/-x/plan.yaml", "x")
    past.write("plans/a b/plan.yaml", "x")
    (past.root / "plans" / "linked").symlink_to("minato")
    past.record("All")
    assert _revision(past).plans() == ["minato"]
    with pytest.raises(NotFoundError):
        WorkTree(past.root).plans()


def test_plans_that_are_asked_for(past: Past) -> None:
    past.write("plans/kita/plan.yaml", "x")
    past.record("All")
    revision = _revision(past, "HEAD")
    assert revision.select([]) == ["kita", "minato"]
    assert revision.select(["minato", "minato"]) == ["minato"]
    with pytest.raises(NotFoundError) as raised:
        revision.select(["nowhere"])
    assert raised.value.message.values == (("point", "HEAD"), ("plan", "nowhere"))
    assert revision.shown == "HEAD"


def test_a_commit_without_plans(past: Past) -> None:
    git(past.root, "rm", "-r", "-q", "--cached", "--ignore-unmatch", "plans")
    git(past.root, "commit", "--quiet", "--allow-empty", "-m", "Nothing")
    revision = _revision(past)
    assert (revision.plans(), revision.initiative_files("minato"), revision.stray_files("minato")) == (
        [],
        [],
        [],
    )
    with pytest.raises(NotFoundError):
        revision.select([])
    past.write("plans-file", "x")
    git(
        past.root,
        "update-index",
        "--add",
        "--cacheinfo",
        f"100644,{git(past.root, 'hash-object', '-w', 'plans-file').strip()},plans",
    )
    git(past.root, "commit", "--quiet", "-m", "A file of that name")
    assert _revision(past).plans() == []
