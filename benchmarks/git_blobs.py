"""Reads blobs of the git repository in the current folder and parses them with libyaml: what both git yardsticks do."""

from __future__ import annotations

import subprocess
import tempfile
from typing import TYPE_CHECKING

import yaml  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Iterable

_ADDED = "0" * 40


def git(*arguments: str) -> str:
    """Return what git writes."""
    told = subprocess.run(("git", *arguments), check=True, stdout=subprocess.PIPE)
    return told.stdout.decode("utf-8", "surrogateescape")


def blobs_of(words: Iterable[str]) -> list[str]:
    """Return the distinct blobs of YAML files in lines of ``--raw -z``, each followed by its path."""
    found: dict[str, None] = {}
    walk = iter(words)
    for word in walk:
        line = word.lstrip("\n")
        if line.startswith(":") and next(walk).endswith(".yaml"):
            _, _, old, new, _ = line.split(" ")
            found |= {old: None, new: None}
    found.pop(_ADDED, None)
    return list(found)


def parse(blobs: list[str]) -> None:
    """Read blobs through one process of git, and parse each."""
    load, loader = yaml.load, yaml.CSafeLoader
    with tempfile.TemporaryFile() as questions:
        questions.write("".join(f"{blob}\n" for blob in blobs).encode())
        questions.seek(0)
        command = ("git", "cat-file", "--batch", "--buffer")
        with subprocess.Popen(command, stdin=questions, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None  # noqa: S101  (it was asked for)
            for _ in blobs:
                size = int(process.stdout.readline().split()[2])
                load(process.stdout.read(size + 1), Loader=loader)
    if process.returncode:
        raise SystemExit(process.returncode)
