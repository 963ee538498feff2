"""The working tree: which plans and files there are, in an order that is the same everywhere."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dxplan.errors import DocumentError, NotFoundError
from dxplan.model.message import message
from dxplan.stores.worktree import WorkTree

if TYPE_CHECKING:
    from tests.harness import Repository

FOLDER = "plans/minato/initiatives"


def test_the_root_is_the_nearest_folder_upward_that_has_plans(repository: Repository, tmp_path: Path) -> None:
    for start in (repository.root, repository.root / "plans", repository.root / FOLDER):
        assert WorkTree.around(start).root == repository.root
    repository.write("plans/minato/plans/inner.txt", "")
    assert WorkTree.around(repository.root / FOLDER).root == repository.root / "plans" / "minato"
    with pytest.raises(NotFoundError) as caught:
        WorkTree.around(tmp_path)
    assert caught.value.message == message(
        "There is no plans/ folder in {folder} or in any folder above it.", folder=tmp_path.as_posix()
    )


def test_a_file_called_plans_is_no_root(repository: Repository) -> None:
    repository.write("below/plans", "")
    assert WorkTree.around(repository.root / "below").root == repository.root


def test_a_relative_start(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository.root / FOLDER)
    assert WorkTree.around(Path()).root == repository.root
    assert WorkTree.around(Path("../../../plans")).root == repository.root


def test_a_start_over_a_link_stays_as_it_is_written(repository: Repository, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(repository.root)
    assert WorkTree.around(link / "plans").root == link


def test_plans_are_folders_with_a_plan_file(repository: Repository) -> None:
    tree = WorkTree(repository.root)
    repository.write("plans/README.md", "")
    repository.write("plans/drafts/notes.txt", "")
    repository.write("plans/Zentsuji/plan.yaml", "")
    repository.write("plans/会津/plan.yaml", "")
    (repository.root / "plans" / "gone").mkdir()
    (repository.root / "plans" / "gone" / "plan.yaml").symlink_to("nowhere")
    # Code points order the names; a plan file that cannot be read is still one.
    assert tree.plans() == ["Zentsuji", "gone", "minato", "会津"]


def test_initiatives_are_sorted_and_hidden_files_left_alone(repository: Repository) -> None:
    tree = WorkTree(repository.root)
    for name in (
        "b.yaml",
        "B.yaml",
        "10.yaml",
        "2.yaml",
        "é.yaml",
        ".hidden.yaml",
        ".DS_Store",
        "x.yml",
        "y.YAML",
        "z",
    ):
        repository.write(f"{FOLDER}/{name}", "")
    (repository.root / FOLDER / "folder.yaml").mkdir()
    (repository.root / FOLDER / "folder").mkdir()
    names = [
        "10", "2", "B", "b", "card-readers", "chat-window", "folder", "online-forms", "paperless-meetings", "é",
    ]  # fmt: skip
    assert tree.initiative_files("minato") == [f"{FOLDER}/{name}.yaml" for name in names]
    assert tree.stray_files("minato") == [
        f"{FOLDER}/{name}" for name in ("folder", "folder.yaml", "x.yml", "y.YAML", "z")
    ]


def test_a_plan_without_initiatives(repository: Repository) -> None:
    repository.write("plans/empty/plan.yaml", "")
    tree = WorkTree(repository.root)
    assert (tree.initiative_files("empty"), tree.stray_files("empty")) == ([], [])


def test_a_folder_that_is_none(repository: Repository) -> None:
    repository.write("plans/odd/plan.yaml", "")
    repository.write("plans/odd/initiatives", "")
    tree = WorkTree(repository.root)
    for names in (tree.initiative_files, tree.stray_files):
        with pytest.raises(DocumentError) as caught:
            names("odd")
        assert caught.value.rule == "unreadable"
        assert caught.value.message == message(
            "The folder {folder} cannot be read: {reason}.", folder="initiatives", reason="Not a directory"
        )


def test_selecting_plans(repository: Repository) -> None:
    repository.write("plans/kita/plan.yaml", "")
    tree = WorkTree(repository.root)
    assert tree.select([]) == ["kita", "minato"]
    assert tree.select(["minato", "kita", "minato"]) == ["minato", "kita"]
    for name in ("Minato", "", "..", "minato/", "plans/minato"):
        with pytest.raises(NotFoundError) as caught:
            tree.select(["kita", name])
        assert caught.value.message == message(
            "There is no plan “{plan}” in {folder}.", plan=name, folder="plans/"
        )
        assert caught.value.hint == message("The plans are: {plans}.", plans="kita, minato")


def test_reading_is_bounded_by_the_root(repository: Repository, tmp_path: Path) -> None:
    tree = WorkTree(repository.root)
    path = f"{FOLDER}/card-readers.yaml"
    assert tree.read(path) == (repository.root / path).read_bytes()
    (tmp_path / "secret.yaml").write_bytes(b"secret")
    os.symlink(tmp_path / "secret.yaml", repository.root / FOLDER / "link.yaml")  # noqa: PTH211
    with pytest.raises(DocumentError) as caught:
        tree.read(f"{FOLDER}/link.yaml")
    assert caught.value.rule == "outside-link"
