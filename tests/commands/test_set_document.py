"""docs/setting.md shows what ``dxplan set`` really does."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dxplan.analysis.assigning_places import bind
from dxplan.model.field_path import parse_assignment
from dxplan.stores.schemas import list_keys, schema
from tests.commands.running import inside

if TYPE_CHECKING:
    from tests.harness import Repository

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs/setting.md").read_bytes().decode()
BLOCKS = re.findall(r"^```console\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("block", BLOCKS)
def test_examples_say_what_the_program_says(
    block: str, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DXPLAN_LANG")
    written = ""
    for command in re.findall(r"^\$ dxplan (.*)$", block, re.MULTILINE):
        shutil.rmtree(repository.root)
        shutil.copytree(ROOT / "tests" / "examples" / "base", repository.root)
        written += f"$ dxplan {command}\n{inside(repository.root, *shlex.split(command)).text}"
    assert written == block


def test_there_are_examples_of_every_kind() -> None:
    assert len(BLOCKS) == 4


def test_every_form_of_a_path_can_be_read() -> None:
    forms = [
        form
        for row in re.findall(r"^\| (`.*?`) \|", TEXT, re.MULTILINE)
        for form in re.findall(r"`([^`]+)`", row)
    ]
    assert len(forms) > 12
    for form in forms:
        if not form.startswith("--"):
            # Within an indicator, as its own line says.
            text = form if not form.startswith("actuals") else f"indicators[x].{form}"
            bind(parse_assignment(text), schema("initiative"), list_keys("initiative"), lambda value: value)
