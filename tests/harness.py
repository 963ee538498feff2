"""Running dxplan as a user does, and plan repositories to run it in."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Result:
    """How a run ended: its exit code and all that it wrote."""

    code: int
    out: str
    err: str


def run_dxplan(*arguments: str, cwd: Path, stdin: str = "", timeout: float = 60) -> Result:
    """Run dxplan in a process of its own, with the environment of the test."""
    done = subprocess.run(
        [sys.executable, "-X", "warn_default_encoding", "-W", "error", "-m", "dxplan", *arguments],
        cwd=cwd,
        input=stdin.encode(),
        capture_output=True,
        timeout=timeout,
        check=False,
    )
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


@dataclass(frozen=True)
class Repository:
    """A plan repository on the disk."""

    root: Path

    def write(self, path: str, text: str | bytes) -> Path:
        """Write a file, with the folders above it."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return file

    def read(self, path: str) -> str:
        """Read a file."""
        return (self.root / path).read_bytes().decode()

    def run(self, *arguments: str) -> Result:
        """Run dxplan in the repository."""
        return run_dxplan(*arguments, cwd=self.root)

    def git(self, *arguments: str) -> str:
        """Run git in the repository; a failure fails the test."""
        done = subprocess.run(
            ["git", *arguments], cwd=self.root, capture_output=True, check=True, encoding="utf-8"
        )
        return done.stdout

    def commit(self, text: str = "Record the plan") -> str:
        """Make the folder a git repository where it is none, commit everything and return the commit's id."""
        if not (self.root / ".git").exists():
            self.git("init", "--quiet", "--initial-branch=main")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", text)
        return self.git("rev-parse", "HEAD").strip()
