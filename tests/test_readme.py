"""The READMEs show what really happens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.readme import DAYS, GUIDES, READMES, ROOT, USUAL_DAY, filled

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", [*READMES, *GUIDES])
def test_a_page_shows_real_output(name: str, tmp_path: Path) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert (
        filled(
            text, {**READMES, **GUIDES}[name], tmp_path, empty=name in GUIDES, day=DAYS.get(name, USUAL_DAY)
        )
        == text
    )


@pytest.mark.parametrize("name", [*READMES, *GUIDES, "docs/architecture.md", "plans/README.md"])
def test_links_lead_to_files(name: str) -> None:
    file = ROOT / name
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", file.read_text(encoding="utf-8"))
    assert [link for link in links if not (file.parent / link).exists()] == []


def test_both_readmes_have_the_same_commands() -> None:
    blocks = [
        re.findall(r"^(?:\$ .*|python3 .*)$", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
        for name in READMES
    ]
    assert blocks[0] == blocks[1]
    assert blocks[0][0].endswith("dxplan status")
    assert "pytest" in blocks[0][1]


def test_both_languages_of_a_guide_have_the_same_commands() -> None:
    for name in GUIDES:
        if not name.endswith(".ja.md"):
            pages = (name, name.removesuffix(".md") + ".ja.md")
            found = [
                re.findall(r"^\$ .*$", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE)
                for page in pages
            ]
            assert [len(commands) for commands in found] == [len(found[0])] * 2
