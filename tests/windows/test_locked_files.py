"""A file that another program has open on Windows: waited for, then told, and left as it was."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dxplan.errors import DxplanError
from dxplan.model.message import message
from dxplan.stores.open_elsewhere import patiently
from dxplan.stores.writing import remove, rewrite, write_file

if TYPE_CHECKING:
    from collections.abc import Callable

IN_USE = message("{file} is open in another program.", file="a.yaml")


class _InUseError(PermissionError):
    """What Windows raises; elsewhere the number has no place in the error."""

    winerror = 32


class _Holder:
    """Another program that has a file open for so many tries."""

    def __init__(self, tries: int, error: type[PermissionError] = _InUseError) -> None:
        self.left = tries
        self.pauses: list[float] = []
        self._error = error

    def touch(self) -> None:
        """Be refused while the file is open."""
        if self.left:
            self.left -= 1
            raise self._error(13, "Permission denied")

    def wait(self, seconds: float) -> None:
        """Take note of a pause instead of making one."""
        self.pauses.append(seconds)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a file that is there."""
    file = tmp_path / "a.yaml"
    file.write_bytes(b"old: 1\n")
    return file


@pytest.mark.parametrize("tries", [0, 1, 5])
def test_who_lets_go_in_time_is_waited_for(file: Path, tries: int) -> None:
    holder = _Holder(tries)
    patiently(holder.touch, file, holder.wait)
    assert len(holder.pauses) == tries
    assert holder.pauses == sorted(holder.pauses)


def test_who_does_not_let_go_is_told(file: Path) -> None:
    holder = _Holder(1000)
    with pytest.raises(DxplanError) as caught:
        patiently(holder.touch, file, holder.wait)
    assert caught.value.message == IN_USE
    assert caught.value.hint == message(
        "Close that program, such as Excel or an editor, and run the command again."
    )
    assert sum(holder.pauses) < 5


def test_a_plain_refusal_is_not_waited_for(file: Path) -> None:
    holder = _Holder(1000, PermissionError)
    with pytest.raises(PermissionError):
        patiently(holder.touch, file, holder.wait)
    assert holder.pauses == []


def _held(monkeypatch: pytest.MonkeyPatch, method: str, holder: _Holder) -> None:
    real = getattr(Path, method)

    def held(path: Path, *arguments: Path) -> object:
        # What dxplan makes for itself nobody else has open.
        if arguments or not path.name.startswith(".dxplan-"):
            holder.touch()
        return real(path, *arguments)

    monkeypatch.setattr(Path, method, held)
    monkeypatch.setattr(time, "sleep", holder.wait)


@pytest.mark.parametrize("tries", [2, 1000])
def test_files_are_replaced_or_left(file: Path, monkeypatch: pytest.MonkeyPatch, tries: int) -> None:
    writers: tuple[Callable[[], None], ...] = (
        lambda: write_file(file, b"new: 1\n"),
        lambda: rewrite(file, file.parent, "new: 1\n", b"old: 1\n"),
    )
    for writer in writers:
        file.write_bytes(b"old: 1\n")
        with monkeypatch.context() as patch:
            _held(patch, "replace", _Holder(tries))
            if tries == 2:
                writer()
            else:
                with pytest.raises(DxplanError) as caught:
                    writer()
                assert caught.value.message == IN_USE
        assert file.read_bytes() == (b"new: 1\n" if tries == 2 else b"old: 1\n")
        assert [entry.name for entry in file.parent.iterdir()] == ["a.yaml"]


def test_a_file_that_is_held_is_not_taken_away(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _held(monkeypatch, "unlink", _Holder(1000))
    with pytest.raises(DxplanError) as caught:
        remove(file, file.parent, b"old: 1\n")
    assert caught.value.message == IN_USE
    assert file.exists()
