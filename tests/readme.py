"""The tours of the READMEs: their commands, run for real. ``python -m tests.readme`` writes the output into them."""

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
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def filled(text: str, language: str, scratch: Path) -> str:
    """Return a README with the real output under each ``$`` line of its console blocks.

    The commands run in a copy of ``plans/`` and ``schema/``, in a shell, so that the reader's files stay as they are.
    """
    for folder in ("plans", "schema"):
        shutil.copytree(ROOT / folder, scratch / folder)
    tools = scratch / "bin"
    tools.mkdir()
    shim = tools / "dxplan"
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m dxplan "$@"\n', encoding="utf-8")
    shim.chmod(0o755)
    environment = os.environ | {
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "DXPLAN_LANG": language,
        "DXPLAN_CACHE": str(scratch / "cache"),
    }
    return _BLOCK.sub(lambda block: f"```console\n{_run_all(block.group(1), scratch, environment)}```", text)


def _run_all(block: str, folder: Path, environment: dict[str, str]) -> str:
    lines = [line for line in block.splitlines() if line.startswith("$ ")]
    return "".join(f"{line}\n{_run(line.removeprefix('$ '), folder, environment)}" for line in lines)


def _run(command: str, folder: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        encoding="utf-8",
    )
    return done.stdout.removeprefix("\ufeff").replace("\r\n", "\n")


def main() -> None:
    """Write the output into the READMEs."""
    for name, language in READMES.items():
        file = ROOT / name
        with tempfile.TemporaryDirectory() as scratch:
            file.write_text(
                filled(file.read_text(encoding="utf-8"), language, Path(scratch)), encoding="utf-8"
            )


if __name__ == "__main__":
    main()
