"""The page for those who look after continuous integration: its commands run, its files are what forges read."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from ruamel.yaml import YAML

from tests.conftest import ROOT
from tests.forge.jobs import PLANS, USES_PIN, document

if TYPE_CHECKING:
    from pathlib import Path

    from tests.harness import Repository

PAGES = {"ci.md": "en", "ci.ja.md": "ja"}
WINDOW = "plans/minato/initiatives/chat-window.yaml"


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def blocks(text: str, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(("name", "language"), PAGES.items())
def test_commands_say_what_the_page_says(
    name: str, language: str, repository: Repository, tmp_path: Path
) -> None:
    if sys.platform == "win32":
        pytest.skip("the commands are typed into a shell")
    repository.commit()
    repository.write(WINDOW, repository.read(WINDOW).replace("category: 広報", "category: 報道"))
    plan = "plans/minato/plan.yaml"
    repository.write(
        plan, repository.read(plan).replace("office: 情報課\n", "office: 情報課\nowners: ['@dx']\n")
    )
    repository.commit()
    (tmp_path / "dxplan").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m dxplan "$@"\n', encoding="utf-8")
    (tmp_path / "dxplan").chmod(0o755)
    environment = os.environ | {
        "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "DXPLAN_LANG": language,
    }
    written = "".join(blocks(page(name), "console"))
    shown = ""
    for command in re.findall(r"^\$ (.+)$", written, re.MULTILINE):
        done = subprocess.run(
            ["sh", "-c", f"{command} 2>&1"],
            cwd=repository.root,
            env=environment,
            stdout=subprocess.PIPE,
            check=False,
            encoding="utf-8",
        )
        assert done.returncode in {0, 1}
        shown += f"$ {command}\n{done.stdout}"
    assert shown == written


def test_both_pages_have_the_same_files_and_commands() -> None:
    texts = [page(name) for name in PAGES]
    assert len({tuple(blocks(text, "yaml")) for text in texts}) == 1
    assert len({tuple(re.findall(r"^\$ .+$", text, re.MULTILINE)) for text in texts}) == 1
    assert len({text.count("\n## ") for text in texts}) == 1


def test_the_workflow_of_the_page_is_that_of_this_repository() -> None:
    """But for names, limits, and that here the action lies in the repository itself."""
    workflow, template, hooks = (YAML(typ="safe").load(block) for block in blocks(page("ci.md"), "yaml"))
    own = document(PLANS)
    (checkout, action), steps = own["jobs"]["check"]["steps"], workflow["jobs"]["check"]["steps"]
    assert steps == [checkout, {"uses": "OWNER/dxplan@vX"}]
    assert action == {"uses": "./"}
    assert workflow["permissions"] == own["jobs"]["check"]["permissions"]
    assert workflow["concurrency"] == own["concurrency"]
    assert USES_PIN.findall(page("ci.md")) == USES_PIN.findall((ROOT / PLANS).read_text(encoding="utf-8"))
    assert (ROOT / template["include"][0]["file"].removeprefix("/")).is_file()
    known = {hook["id"] for hook in YAML(typ="safe").load(ROOT / ".pre-commit-hooks.yaml")}
    assert {hook["id"] for hook in hooks["repos"][0]["hooks"]} == known


def test_every_format_is_explained() -> None:
    from dxplan.commands.app import build_command  # noqa: PLC0415

    (option,) = [each for each in build_command("en").commands["validate"].params if each.name == "form"]
    special = set(getattr(option.type, "choices", ())) - {"table", "plain", "md", "json", "csv", "tsv"}
    assert len(special) == 5
    for name in PAGES:
        assert set(re.findall(r"^\| `(\w+)` \| [^|]+ \|$", page(name), re.MULTILINE)) == special
