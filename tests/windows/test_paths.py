"""Paths of Windows: shown with /, compared as Windows compares them, long ones, and those on other drives."""

from __future__ import annotations

import ast
import ntpath
import os
from pathlib import PureWindowsPath
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from dxplan.commands import boundary, paths
from dxplan.errors import DocumentError
from dxplan.stores import file_reading, mounts
from tests.commands.running import inside
from tests.harness import Repository
from tests.history import BASE, FORMS, git
from tests.test_layers import NAMES, tree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SEPARATED = SimpleNamespace(path=ntpath, sep="\\", fspath=str, fsdecode=str)
"""What ``os`` is on Windows, as far as paths go."""


@pytest.mark.parametrize(
    ("target", "base", "inside_it"),
    [
        ("C:\\city\\plans\\a\\x.yaml", "C:\\city\\plans\\a", True),
        ("C:\\city\\plans\\ab\\x.yaml", "C:\\city\\plans\\a", False),
        ("c:\\City\\PLANS\\a\\x.yaml", "C:\\city\\plans\\a", True),
        ("D:\\city\\plans\\a\\x.yaml", "C:\\city\\plans\\a", False),
        ("\\\\server\\share\\plans\\x.yaml", "\\\\server\\share\\plans", True),
        ("\\\\server\\other\\plans\\x.yaml", "\\\\server\\share\\plans", False),
        ("C:\\city", "\\\\server\\share\\plans", False),
    ],
)
def test_what_lies_below_what(
    monkeypatch: pytest.MonkeyPatch, target: str, base: str, *, inside_it: bool
) -> None:
    monkeypatch.setattr(file_reading, "os", SEPARATED)
    assert file_reading._lies_below(target, base) is inside_it


@pytest.mark.parametrize(
    ("written", "told"),
    [("C:\\city\\a.yaml", "C:/city/a.yaml"), ("\\\\server\\share\\a.yaml", "//server/share/a.yaml")],
)
def test_paths_are_told_with_slashes(monkeypatch: pytest.MonkeyPatch, written: str, told: str) -> None:
    monkeypatch.setattr(file_reading, "os", SEPARATED)
    error = file_reading._outside(written)
    assert isinstance(error, DocumentError)
    assert dict(error.message.values)["target"] == told
    monkeypatch.setattr(boundary, "os", SEPARATED)
    assert dict(boundary._system_trouble(OSError(13, "Permission denied", written)).values)["file"] == told
    assert PureWindowsPath(written).as_posix() == told


def test_a_path_in_a_bare_repository_may_be_written_with_backslashes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "os", SEPARATED)
    monkeypatch.setattr(paths, "Path", PureWindowsPath)
    for written in ("plans\\minato\\plan.yaml", ".\\plans\\minato\\plan.yaml", "plans/minato/plan.yaml"):
        assert paths._in_bare(PureWindowsPath(written)).as_posix() == "plans/minato/plan.yaml"  # type: ignore[arg-type]


def test_a_working_tree_on_another_drive_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def elsewhere(_path: str, _start: str) -> str:
        raise ValueError("path is on mount 'C:', start on mount 'D:'")

    git(tmp_path, "init", "--quiet")
    (tmp_path / "plans").mkdir()
    assert set(mounts.find_mounts(tmp_path, [])) == {None}
    monkeypatch.setattr(os.path, "relpath", elsewhere)
    assert mounts.find_mounts(tmp_path, []) == {}


def _told_values(name: str) -> Iterator[tuple[int, ast.expr]]:
    """Yield what stands in the places of messages, by the lines of a module."""
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "message":
            yield from ((node.lineno, keyword.value) for keyword in node.keywords if keyword.arg)


def test_no_message_shows_a_path_as_the_system_writes_it() -> None:
    """A path in a message goes through ``as_posix``; ``str`` of a path, or ``os.fspath``, would show backslashes."""
    told = [(name, line, ast.unparse(value)) for name in NAMES for line, value in _told_values(name)]
    path_like = ("path", "folder", "file", "root", "target", "place")
    written = [entry for entry in told if entry[2].startswith(("str(", "os.fspath(", "repr("))]
    assert [entry for entry in written if any(word in entry[2] for word in path_like)] == []


def test_a_repository_below_a_long_path(tmp_path: Path) -> None:
    """Longer than the 260 characters that Windows once allowed."""
    deep = tmp_path
    while len(deep.as_posix()) < 320:
        deep /= "情報政策課の電子計画の長い名前のフォルダー"
    deep.mkdir(parents=True)
    repository = Repository(deep / "city")
    for file in sorted(path for path in BASE.rglob("*") if path.is_file()):
        repository.write(file.relative_to(BASE).as_posix(), file.read_bytes())
    repository.commit()
    for command in (
        ("list",),
        ("status",),
        ("validate",),
        ("log",),
        ("diff", "HEAD"),
        ("list", "--at", "HEAD"),
    ):
        run = inside(repository.root, *command)
        assert (run.code, run.told) == (0, ""), command
    assert inside(repository.root, "list", "-f", "csv", "-o", str(repository.root / "list.csv")).all == (
        0,
        "",
        "",
    )
    repository.write(FORMS, repository.read(FORMS).replace("number: 1", "number: １"))
    assert inside(repository.root, "validate", "--fix").code == 0
    assert "number: 1\n" in repository.read(FORMS)
