"""Clones that lack a part of the history, and answers that would look whole without it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.commands.running import inside
from tests.history import git, story

if TYPE_CHECKING:
    from pathlib import Path

    from tests.history import Past

UNSHALLOW = "This clone has only the newest part of the history. Run git fetch --unshallow --tags.\n"
NO_TAGS = "This clone has no tags. If periods were tagged, run git fetch --tags.\n"


@pytest.fixture
def past(tmp_path: Path) -> Past:
    """Return a history of several commits and tags."""
    return story(tmp_path / "past")


def _clone(past: Past, folder: Path, *options: str) -> Path:
    git(folder, "clone", "--quiet", *options, past.root.as_uri(), "clone")
    return folder / "clone"


@pytest.mark.parametrize("command", [("trend",), ("trend", "--by", "commit"), ("snapshot", "list")])
def test_a_shallow_clone_is_told(past: Past, tmp_path: Path, command: tuple[str, ...]) -> None:
    assert inside(past.root, *command).told == ""
    clone = _clone(past, tmp_path, "--depth=1")
    run = inside(clone, *command, "-f", "json")
    assert (run.code, run.told, json.loads(run.text)["version"]) == (0, UNSHALLOW, 1)
    assert inside(clone, *command, "-f", "json", "--quiet").all == (0, run.text, "")


def test_a_clone_without_tags_is_told(past: Past, tmp_path: Path) -> None:
    clone = _clone(past, tmp_path, "--no-tags")
    assert inside(clone, "trend").told == NO_TAGS
    assert inside(clone, "trend", "--by", "year").told == ""
    bare = _clone(past, clone, "--no-tags", "--bare")
    assert inside(bare, "trend").told == NO_TAGS


def test_where_a_clone_begins_nothing_was_changed(past: Past, tmp_path: Path) -> None:
    whole = inside(past.root, "show", "online-forms", "-f", "json")
    assert whole.told == ""
    every = json.loads(whole.text)["changes"]
    depth = int(git(past.root, "rev-list", "--count", f"{every[0]['commit']}..HEAD")) + 1
    # The clone begins with the last change of the file, and cannot know that it is one.
    for more, left in ((0, []), (1, every[:1])):
        clone = _clone(past, tmp_path, f"--depth={depth + more}")
        run = inside(clone, "show", "online-forms", "-f", "json")
        assert (run.code, run.told, json.loads(run.text)["changes"]) == (0, UNSHALLOW, left)
        clone.rename(tmp_path / f"clone-{more}")
