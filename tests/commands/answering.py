"""A person at a terminal who answers dxplan's questions."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.commands.running import Run

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

END = "\x04"
"""What a person types to end the input."""


def answering(
    cwd: Path, answers: Sequence[str | bytes], *arguments: str, interrupt_at: str | None = None
) -> Run:
    """Run dxplan on a terminal that does not echo, and type each answer as a line.

    What it tells on either stream comes in one. ``interrupt_at`` is the end of a prompt at which the person gives up
    (Ctrl-C).
    """
    # Windows has neither, and its consoles are simulated elsewhere.
    pty, termios = (pytest.importorskip(name) for name in ("pty", "termios"))
    ours, theirs = pty.openpty()
    quiet = termios.tcgetattr(theirs)
    quiet[3] &= ~termios.ECHO
    termios.tcsetattr(theirs, termios.TCSANOW, quiet)
    process = subprocess.Popen(
        [sys.executable, "-m", "dxplan", *arguments],
        cwd=cwd,
        env=dict(os.environ),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    for answer in answers:
        line = answer if isinstance(answer, bytes) else answer.encode()
        os.write(ours, line if answer == END else line + b"\n")
    read = _read(ours, process, interrupt_at)
    os.close(ours)
    return Run(process.wait(timeout=60), read.replace(b"\r\n", b"\n"), b"")


def _read(terminal: int, process: subprocess.Popen[bytes], interrupt_at: str | None) -> bytes:
    read = b""
    while True:
        try:
            chunk = os.read(terminal, 1 << 16)
        except OSError as error:
            if error.errno != errno.EIO:  # which Linux says when the last one has closed the terminal
                raise
            return read
        if not chunk:
            return read
        read += chunk
        if interrupt_at is not None and read.endswith(interrupt_at.encode()):
            process.send_signal(signal.SIGINT)
            interrupt_at = None
