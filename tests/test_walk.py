"""The newcomer's walk of docs/walk.md as one script: typed from top to bottom it stops nowhere but at the true conflict."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.readme import ROOT, environment

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the script is one of sh")

CONFLICT = "git merge --no-edit hayameru"


def _script() -> str:
    """Return the commands of the page as a script that ends where one of them fails."""
    commands = re.findall(r"^\$ (.*)$", (ROOT / "docs/walk.md").read_text(encoding="utf-8"), re.MULTILINE)
    (stops,) = (command for command in commands if command.startswith(CONFLICT))
    lines = [f"if {CONFLICT}; then exit 9; fi" if command == stops else command for command in commands]
    return "\n".join(["set -eu", *lines, ""])


def test_the_walk_is_one_script(tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    done = subprocess.run(
        ["sh", "-s"],
        cwd=tmp_path / "work",
        env=environment("en", tmp_path, "2023-10-02"),
        input=_script(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    root = tmp_path / "work" / "minato"

    def git(*arguments: str) -> str:
        return subprocess.run(
            ["git", *arguments], cwd=root, capture_output=True, check=True, encoding="utf-8"
        ).stdout

    text = (root / "plans/minato/initiatives/counter.yaml").read_text(encoding="utf-8")
    # What both departments wrote is there, the value that was chosen in the conflict, and what came after it.
    for line in (
        "status: 運用中",
        "operation_start: R5.10月～",
        "support: 仕様書の作成を手伝った。",
        "note: 機器の納入が遅れている。",
    ):
        assert f"\n{line}\n" in text
    assert "<<<<<<<" not in text
    assert text.count("# ") > 10  # the explanations of the template are still there
    assert git("tag").split() == ["snapshot/minato/R5-H1"]
    assert git("status", "--porcelain") == ""
    assert "1 snapshot, as it was made." in done.stdout
