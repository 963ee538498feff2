"""The READMEs and the guides of docs/: their commands, run for real. ``python -m tests.readme`` writes the output into them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
READMES = {"README.md": "en", "README.ja.md": "ja"}
GUIDES = {
    f"docs/{person}{ending}.md": language
    for person in ("staff", "office", "reviewer", "walk")
    for ending, language in (("", "en"), (".ja", "ja"))
    if (ROOT / f"docs/{person}{ending}.md").exists()
}
"""The pages for each person, by their language; their commands begin in an empty folder."""

USUAL_DAY = "2024-04-22"
DAYS = {"docs/walk.md": "2023-10-02", "docs/walk.ja.md": "2023-10-02"}
"""The day on which a page is read, where that is not the usual one."""

_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def filled(text: str, language: str, scratch: Path, *, empty: bool = False, day: str = USUAL_DAY) -> str:
    """Return a page with the real output under each ``$`` line of its console blocks.

    The commands run in a copy of ``plans/`` and ``schema/``, or in an ``empty`` folder, in a shell, so that the reader's
    files stay as they are. They see a home, a day and an identity of their own.
    """
    folder = scratch / "work"
    folder.mkdir()
    for name in () if empty else ("plans", "schema"):
        shutil.copytree(ROOT / name, folder / name)
    reader = _Reader(folder, environment(language, scratch, day))
    return _BLOCK.sub(lambda block: f"```console\n{reader.typed(block.group(1))}```", text)


class _Reader:
    """Somebody who types the commands of a page, one after the other, and goes from folder to folder."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self._folder = folder
        self._environment = environment

    def typed(self, block: str) -> str:
        lines = [line for line in block.splitlines() if line.startswith("$ ")]
        return "".join(f"{line}\n{self._run(line.removeprefix('$ '))}" for line in lines)

    def _run(self, command: str) -> str:
        if command.startswith("cd "):
            self._folder = (self._folder / command.removeprefix("cd ")).resolve(strict=True)
            return ""
        done = subprocess.run(
            ["sh", "-c", command],
            cwd=self._folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            encoding="utf-8",
            errors="backslashreplace",
        )
        return done.stdout.removeprefix("\ufeff").replace("\r\n", "\n")


def environment(language: str, scratch: Path, day: str) -> dict[str, str]:
    """Return the surroundings of a reader: tools, home, day, identity and language."""
    tools = scratch / "bin"
    tools.mkdir()
    shim = tools / "dxplan"
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m dxplan "$@"\n', encoding="utf-8")
    shim.chmod(0o755)
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GIT_", "GITHUB_", "DXPLAN_"))
    }
    people = {
        f"GIT_{role}_{what}": value
        for role in ("AUTHOR", "COMMITTER")
        for what, value in (
            ("NAME", "湊 花子"),
            ("EMAIL", "hanako@city.example"),
            ("DATE", f"{day}T09:00:00+09:00"),
        )
    }
    return (
        kept
        | people
        | {
            "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "HOME": str(scratch),
            "DXPLAN_TODAY": day,
            "GIT_CONFIG_NOSYSTEM": "1",
            "LC_ALL": "C.UTF-8",
            "DXPLAN_LANG": language,
            "DXPLAN_CACHE": str(scratch / "cache"),
        }
    )


def main() -> None:
    """Write the output into the pages."""
    for name, language in {**READMES, **GUIDES}.items():
        file = ROOT / name
        with tempfile.TemporaryDirectory() as scratch:
            text = file.read_text(encoding="utf-8")
            file.write_text(
                filled(text, language, Path(scratch), empty=name in GUIDES, day=DAYS.get(name, USUAL_DAY)),
                encoding="utf-8",
            )


if __name__ == "__main__":
    main()
