"""``dxplan set`` beside others: questions on a terminal, two at once, files that change, disks that are full, kill -9."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from dxplan.commands import draft_check, setting_run
from tests.commands.running import inside
from tests.commands.test_set import FOLDER, FORMS, READERS, plans

if TYPE_CHECKING:
    from pathlib import Path

    from tests.harness import Repository

MANY = ("set", "--department", "市民課", "note=確認済み")


def answered(cwd: Path, answer: str, *arguments: str) -> tuple[int, str]:
    """Run dxplan on a terminal on which somebody types; return the exit code and what stands there then."""
    ours, theirs = pytest.importorskip("pty").openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "dxplan", *arguments], cwd=cwd, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    os.write(ours, answer.encode())
    read = b""
    while True:
        try:
            chunk = os.read(ours, 1 << 16)
        except OSError as error:
            if error.errno != errno.EIO:  # which Linux says when the last one has closed the terminal
                raise
            break
        if not chunk:
            break
        read += chunk
    os.close(ours)
    return process.wait(timeout=60), read.decode().replace("\r\n", "\n")


@pytest.mark.parametrize(("answer", "changed"), [("y\n", True), ("n\n", False), ("\n", False)])
def test_on_a_terminal_several_are_shown_and_asked_about(
    repository: Repository, answer: str, changed: bool  # noqa: FBT001
) -> None:  # fmt: skip
    before = plans(repository)
    code, text = answered(repository.root, answer, *MANY)
    assert code == 0
    assert "online-forms  Note   －    確認済み" in text
    assert text.index("card-readers") < text.index("Change these 2 initiatives?")
    assert (plans(repository) != before) is changed
    assert ("2 initiatives changed." in text, "Nothing was written." in text) == (changed, not changed)


def test_on_a_terminal_one_is_not_asked_about(repository: Repository) -> None:
    code, text = answered(repository.root, "", "set", "online-forms", "note=確認済み")
    assert (code, text) == (0, "online-forms: Note: － → 確認済み\n")


def test_two_at_once_both_get_their_turn(repository: Repository) -> None:
    words = ["note=確認済み", "status=調査・研究中", "summary=短い。"]
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "dxplan", "set", "online-forms", word],
            cwd=repository.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
        )
        for word in words
    ]  # fmt: skip
    assert [(process.communicate(timeout=60)[1], process.returncode) for process in running] == [(b"", 0)] * 3
    text = repository.read(FORMS)
    assert [word.replace("=", ": ") + "\n" in text for word in words] == [True] * 3


def test_a_file_that_changes_meanwhile_is_left_and_so_are_the_others(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:

    def slow(*arguments: object) -> object:
        repository.write(FORMS, repository.read(FORMS) + "note: ほかの人\n")
        return draft_check.judge(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(setting_run, "judge", slow)
    before = plans(repository)
    assert inside(repository.root, *MANY, "--yes").all == (
        3,
        "",
        (
            f"Error: {FORMS} was not written: Another program has changed the file meanwhile.\n"
            "    → Run the command again.\n"
        ),
    )
    file = (repository.root / FORMS).as_posix()
    assert plans(repository) == before | {file: before[file] + "note: ほかの人\n".encode()}


def test_a_file_that_is_write_protected_keeps_the_others_as_they_are(repository: Repository) -> None:
    (repository.root / READERS).chmod(0o444)
    before = plans(repository)
    done = inside(repository.root, *MANY, "--yes")
    assert (done.code, done.text) == (3, "")
    assert done.told.startswith(f"Error: {READERS} was not written: The file is write-protected")
    assert plans(repository) == before


def test_a_full_disk_leaves_everything_as_it_was(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, calls = plans(repository), []
    fsync = os.fsync

    def full(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 3:  # a file and its folder are safe by then
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    done = inside(repository.root, *MANY, "--yes")
    assert (done.code, done.text, done.told.count("No space left on device")) == (3, "", 1)
    assert len(calls) >= 3
    assert plans(repository) == before
    assert list((repository.root / FOLDER).glob(".dxplan-*")) == []


@pytest.mark.parametrize("moment", range(1, 5))
def test_killed_at_any_moment_each_file_is_old_or_new(repository: Repository, moment: int) -> None:
    program = (
        "import os, signal, sys; from pathlib import Path\n"
        "from dxplan.commands.boundary import run\n"
        "calls = []\n"
        "def dying(real):\n"
        "    def call(*arguments):\n"
        "        calls.append(1)\n"
        "        if len(calls) == int(sys.argv[1]): os.kill(os.getpid(), signal.SIGKILL)\n"
        "        return real(*arguments)\n"
        "    return call\n"
        "os.fsync, Path.replace = dying(os.fsync), dying(Path.replace)\n"
        "run(sys.argv[2:])\n"
    )
    before = plans(repository)
    done = subprocess.run(
        [sys.executable, "-c", program, str(moment), *MANY, "--yes"], cwd=repository.root, check=False
    )
    assert done.returncode == -signal.SIGKILL
    after = plans(repository)
    assert after.keys() == before.keys()
    for path, data in after.items():
        assert data in (before[path], before[path] + "note: 確認済み\n".encode())
    # The lock has ended with the process; what is left to do can be done.
    assert inside(repository.root, *MANY, "--yes").code == 0
    assert (
        repository.read(FORMS).count("note: 確認済み")
        == repository.read(READERS).count("note: 確認済み")
        == 1
    )
