"""The editor that is started: which one, with which words, and never through a shell."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from dxplan.errors import DxplanError
from dxplan.stores.editor import WorkingCopy, editor_command, run_editor, split_command
from dxplan.stores.git import GitRepository

if TYPE_CHECKING:
    from pathlib import Path

    from tests.harness import Repository


def program(folder: Path, name: str, body: str = "") -> Path:
    """Make a program that a test can start."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text(f"#!{sys.executable}\nimport sys\n{body}\n", encoding="utf-8")
    file.chmod(0o755)
    return file


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of programs, the only one that is searched besides git's."""
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    for name in ("one", "two", "three", "vi"):
        program(tmp_path / "bin", name)
    return tmp_path / "bin"


def test_the_first_that_is_chosen_counts(places: Path, repository: Repository) -> None:
    repository.commit()
    repository.git("config", "core.editor", "three --wait")
    git = GitRepository.around(repository.root)
    one, two, three, vi = (str(places / name) for name in ("one", "two", "three", "vi"))
    assert editor_command({"VISUAL": "one -x", "EDITOR": "two"}, git) == [one, "-x"]
    assert editor_command({"VISUAL": "", "EDITOR": "two"}, git) == [two]
    assert editor_command({"EDITOR": "  "}, git) == [three, "--wait"]
    assert editor_command({}, None) == [vi]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{my}", ["{my}"]),
        ("'{my}' -a \"b c\" d\\ e", ["{my}", "-a", "b c", "d e"]),
        ("one; two && three | vi > out $HOME `id` $(id) *", None),
        ("one ; two $HOME `id`", ["{bin}/one", ";", "two", "$HOME", "`id`"]),
    ],
)
def test_words_of_a_command_line(places: Path, text: str, words: list[str] | None) -> None:
    my = program(places.parent / "my editor", "編集")
    if words is None:
        with pytest.raises(DxplanError) as caught:
            split_command(text, windows=False)
        assert caught.value.message.values == (("editor", "one;"),)
    else:
        expected = [word.format(my=my, bin=places) for word in words]
        assert split_command(text.replace("{my}", str(my)), windows=False) == expected


def test_windows_keeps_backslashes(places: Path) -> None:
    my = program(places.parent / "My Programs", "code.cmd")
    quoted = split_command(f'"{my}" --wait C:\\x\\y "a b"', windows=True)
    assert quoted == [str(my), "--wait", "C:\\x\\y", "a b"]


@pytest.mark.parametrize("text", ['one "two', "no-such-editor", "./no-such", "'' x"])
def test_what_cannot_be_started_is_refused(places: Path, text: str) -> None:
    assert places.is_dir()
    with pytest.raises(DxplanError):
        split_command(text, windows=False)


def test_a_program_in_the_present_folder_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, "planted")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", os.pathsep.join([".", "", os.environ["PATH"]]))
    with pytest.raises(DxplanError):
        split_command("planted", windows=False)


def test_an_editor_that_fails_is_told(places: Path) -> None:
    bad = program(places, "bad", "sys.exit(3)")
    with pytest.raises(DxplanError) as caught:
        run_editor([str(bad)], places / "x")
    assert dict(caught.value.message.values) == {"editor": "bad", "code": 3}
    plain = places / "plain"
    plain.write_bytes(b"no program")
    with pytest.raises(DxplanError) as caught:
        run_editor([str(plain)], places / "x")
    assert dict(caught.value.message.values)["editor"] == "plain"


def test_a_copy_goes_with_all_that_was_left_beside_it(tmp_path: Path) -> None:
    copy = WorkingCopy(tmp_path, "取組.yaml", b"a")
    assert (copy.read(), copy.is_changed, copy.file.parent.parent) == (b"a", False, tmp_path)
    copy.file.write_bytes(b"b")
    copy.file.with_suffix(".yaml~").write_bytes(b"a")
    assert copy.is_changed
    copy.close()
    assert list(tmp_path.iterdir()) == []


def test_a_copy_that_became_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"s")
    copy = WorkingCopy(tmp_path, "x.yaml", b"a")
    copy.file.unlink()
    copy.file.symlink_to(tmp_path / "secret")
    with pytest.raises(DxplanError):
        copy.read()
    assert not copy.is_changed
