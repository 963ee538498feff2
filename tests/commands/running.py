"""Running dxplan inside the test's process, and on a terminal of its own."""

from __future__ import annotations

import errno
import io
import os
import struct
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

import pytest

from dxplan.commands.boundary import run

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Run:
    """How a run ended, with every byte that it wrote."""

    code: int
    out: bytes
    err: bytes

    @property
    def text(self) -> str:
        """Standard output as text."""
        return self.out.decode()

    @property
    def told(self) -> str:
        """Standard error as text."""
        return self.err.decode()

    @property
    def all(self) -> tuple[int, str, str]:
        """Everything at once, for one comparison."""
        return self.code, self.text, self.told


def inside(cwd: Path, *arguments: str) -> Run:
    """Run dxplan in this process; its streams are pipes in an encoding that lacks Japanese."""
    out, err = io.BytesIO(), io.BytesIO()
    streams = [io.TextIOWrapper(sink, encoding="ascii", newline="\r\n") for sink in (out, err)]
    with chdir(cwd), redirect_stdout(streams[0]), redirect_stderr(streams[1]):
        code = run(list(arguments))
    for stream in streams:
        stream.flush()
    return Run(code, out.getvalue(), err.getvalue())


def on_terminal(cwd: Path, *arguments: str, columns: int = 80) -> Run:
    """Run dxplan on a terminal of so many columns; what it tells on either stream comes in one."""
    # Windows has none of these, and its consoles are simulated elsewhere.
    pty, fcntl, termios = (pytest.importorskip(name) for name in ("pty", "fcntl", "termios"))
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 25, columns, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "dxplan", *arguments],
        cwd=cwd,
        # GNU readline, which pytest loads, writes COLUMNS past Python into the environment that would be inherited.
        env=dict(os.environ),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
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
    return Run(process.wait(timeout=60), read.replace(b"\r\n", b"\n"), b"")


def folder_state(folder: Path) -> dict[str, str]:
    """Return what a folder holds, hidden files and git's own included: kind, mode, time and content of each entry."""
    state = {}
    for path in sorted([folder, *folder.rglob("*")]):
        info = path.lstat()
        content = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        digest = blake2b(content, digest_size=8).hexdigest()
        state[path.relative_to(folder).as_posix()] = f"{info.st_mode:o} {info.st_mtime_ns} {digest}"
    return state
