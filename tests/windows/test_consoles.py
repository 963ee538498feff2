"""Consoles of Windows: old code pages, streams that are odd, colours that must be switched on, pipes whose reader has gone."""

from __future__ import annotations

import ctypes
import errno
import io
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from types import SimpleNamespace
from typing import TYPE_CHECKING, TextIO

import pytest

from dxplan.commands import boundary, windows_console
from dxplan.commands.boundary import run
from tests.commands.running import inside
from tests.history import FORMS
from tests.hostile.commands import on_screen

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.harness import Repository

COMMANDS: tuple[tuple[str, ...], ...] = (
    ("status",), ("list",), ("list", "-f", "plain"), ("list", "-f", "md"), ("list", "-f", "json"), ("list", "-f", "csv"),
    ("show", "online-forms"), ("validate",), ("diff", "HEAD"), ("log",), ("blame", "online-forms"), ("trend",), ("trend", "-f", "svg"),
    ("snapshot", "list"), ("schema", "--plan", "minato"), ("--help",), ("list", "--help"), ("--version",), ("show", "無い"),
    ("list", "--columns", "列"), ("nonsense",), ("list", "--nonsense"), ("list", "--where", "("), ("list", "--at", "–✓"),
)  # fmt: skip


@pytest.mark.parametrize("code_page", ["cp932", "cp1252", "cp437"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_answer_survives_a_code_page(
    repository: Repository, code_page: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DXPLAN_LANG", language)
    repository.commit()
    repository.write(FORMS, repository.read(FORMS).replace("title: 申請", "title: 申請✓鷗–😀‐"))
    inside(repository.root, "log")  # what is read once is told of on a terminal that one time
    for command in COMMANDS:
        seen = on_screen(repository.root, *command, encoding=code_page)
        whole = on_screen(repository.root, *command)
        assert seen.code == whole.code, (command, seen.err)
        assert seen.code != 70
        # What the code page has is there as it is, what it lacks is a question mark, and nothing else is lost.
        assert seen.out == whole.text.encode(code_page, "replace"), command
        assert seen.err == whole.told.encode(code_page, "replace"), command


def test_japanese_is_legible_in_code_page_932(repository: Repository) -> None:
    seen = on_screen(
        repository.root, "list", "--columns", "id,title", "--color", "never", encoding="cp932"
    ).out.decode("cp932")
    assert "online-forms        申請のオンライン化\n" in seen
    assert "?" not in seen


class _TextAlone(io.StringIO):
    """A stream that some program has put in the place of standard output: no encoding, nothing below it."""

    encoding = None  # type: ignore[assignment]


@pytest.mark.parametrize(
    "command", [("list",), ("list", "-f", "json"), ("list", "-f", "csv"), ("--help",), ("show", "nobody")]
)
def test_a_stream_of_texts_alone(repository: Repository, command: tuple[str, ...]) -> None:
    out, err = _TextAlone(), _TextAlone()
    with chdir(repository.root), redirect_stdout(out), redirect_stderr(err):
        code = run(list(command))
    assert (code, out.getvalue(), err.getvalue()) == inside(repository.root, *command).all


def test_a_console_without_a_width_has_80_columns(repository: Repository) -> None:
    """The streams of this test have no descriptor that could be asked, as a console that is only simulated."""
    lines = on_screen(repository.root, "list", "--color", "never").text.splitlines()
    assert max(len(line.encode("cp932", "replace")) for line in lines if "─" not in line) <= 80


class _Kernel:
    """The part of Windows that knows consoles."""

    def __init__(self, *, is_console: bool, is_new: bool) -> None:
        self.asked: list[int] = []
        self._is_console, self._is_new = is_console, is_new

    def GetConsoleMode(self, _handle: object, mode: SimpleNamespace) -> int:  # noqa: N802  (the name that Windows gives)
        mode.value = 0b11
        return int(self._is_console)

    def SetConsoleMode(self, _handle: object, mode: int) -> int:  # noqa: N802
        self.asked.append(mode)
        return int(self._is_new)


@pytest.mark.parametrize(
    ("is_console", "is_new", "obeys", "asked"),
    [(True, True, True, [0b111]), (True, False, False, [0b111]), (False, False, True, [])],
)
def test_colours_are_switched_on(
    monkeypatch: pytest.MonkeyPatch, *, is_console: bool, is_new: bool, obeys: bool, asked: list[int]
) -> None:
    kernel = _Kernel(is_console=is_console, is_new=is_new)
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(get_osfhandle=lambda _descriptor: 7))
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    monkeypatch.setattr(ctypes, "byref", lambda value: value)
    monkeypatch.setattr(sys, "platform", "win32")
    with open(1, "w", encoding="utf-8", closefd=False) as stream:
        assert windows_console.obeys_colours(stream) is obeys
    assert kernel.asked == asked


@pytest.mark.parametrize("stream", [io.StringIO()])
def test_what_is_no_console_has_no_colours(monkeypatch: pytest.MonkeyPatch, stream: TextIO) -> None:
    assert windows_console.obeys_colours(stream)
    monkeypatch.setattr(sys, "platform", "win32")
    assert not windows_console.obeys_colours(stream)


def test_a_console_that_knows_no_colours_gets_none(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert b"\x1b[" in on_screen(repository.root, "list").out
    monkeypatch.setattr("dxplan.commands.console.obeys_colours", lambda _stream: False)
    for command in (("list",), ("list", "--color", "always"), ("show", "nobody")):
        seen = on_screen(repository.root, *command)
        assert b"\x1b" not in seen.out + seen.err


def _refusing(error: OSError) -> Callable[..., int]:
    def refuse(*_arguments: object) -> int:
        raise error

    return refuse


def test_a_pipe_whose_reader_has_gone(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows calls that an invalid argument; the same error of a file is one."""
    monkeypatch.setattr(boundary, "_let_go", lambda: None)
    for platform, file, code in (("win32", None, 141), ("linux", None, 3), ("win32", "a.csv", 3)):
        error = OSError(errno.EINVAL, "Invalid argument", file)
        monkeypatch.setattr(boundary, "_told", _refusing(error))
        monkeypatch.setattr(sys, "platform", platform)
        assert inside(repository.root, "list").code == code


@pytest.mark.parametrize("form", ["table", "plain", "md", "json", "csv", "tsv", "svg", "html"])
def test_line_ends_are_not_doubled(repository: Repository, form: str) -> None:
    """The streams of ``inside`` end lines as those of Windows do."""
    command = {"svg": ("trend",), "html": ("diff", "HEAD")}.get(form, ("list",))
    repository.commit()
    run_ = inside(repository.root, *command, "-f", form)
    assert inside(repository.root, *command, "-f", form, "-o", "out").code == 0
    assert (repository.root / "out").read_bytes() == run_.out
    assert b"\r\r" not in run_.out
    assert (b"\r" in run_.out) == (form == "csv")
    assert b"\r" not in inside(repository.root, "show", "nobody").err
