"""Folder names that can be the names of plans, and those that are refused."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.harness import Repository


@pytest.mark.parametrize("name", ["松江", "dx-plan_2", "Minato"])
def test_letters_of_any_script(repository: Repository, name: str) -> None:
    (repository.root / "plans" / "minato").rename(repository.root / "plans" / name)
    assert repository.run("status", "--plan", name).code == 0


@pytest.mark.parametrize("name", ["-rf", "a b", "x\n::error::pwned", "..a", "a.lock", "\u202eevil"])
def test_names_that_would_be_options_lines_or_tags_are_refused(repository: Repository, name: str) -> None:
    shutil.copytree(repository.root / "plans" / "minato", repository.root / "plans" / name)
    for command in ("status", "list", "validate"):
        result = repository.run(command)
        assert (result.code, result.out) == (3, "")
        assert result.err.startswith("Error: The folder name “")
        assert [line[:5] for line in result.err.splitlines()] == ["Error", "    →"]
