"""What a shell offers to complete is put into the command line as it is: nothing in it may work there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.commands.running import inside
from tests.history import git, story
from tests.hostile.texts import WORKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.history import Past

EVIL_REFS = (
    "$(touch\u00a0evil)",
    "`touch`",
    "x;touch",
    "a|b",
    "a&b",
    "a'b",
    'a"b',
    "{a,b}",
    "!x",
    "a<b",
    "(x)",
    "\u202ex",
    "\u009bx",
    "-x",
)


def _completed(past: Past, monkeypatch: pytest.MonkeyPatch, *words: str) -> list[str]:
    monkeypatch.setenv("_DXPLAN_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", " ".join(("dxplan", *words, "")))
    monkeypatch.setenv("COMP_CWORD", str(len(words) + 1))
    run = inside(past.root)
    assert run.code == 0
    return run.text.splitlines()


@pytest.mark.parametrize(
    "words",
    [
        ("list", "--at"),
        ("diff",),
        ("list", "--pillar"),
        ("list", "--category"),
        ("list", "--status"),
        ("list", "--department"),
        ("show",),
    ],
    ids=" ".join,
)
def test_hostile_names_are_not_offered(
    evil: Past, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    offered = _completed(evil, monkeypatch, *words)
    assert offered
    for name in offered:
        assert not re.search(r"[`$\"'\\;&|<>(){}*?!]|^-", name)
        assert not WORKING.search(name)


def test_refs_that_a_shell_would_obey_are_not_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    past = story(tmp_path / "repository")
    for name in EVIL_REFS:
        git(past.root, "update-ref", f"refs/heads/{name}", "HEAD")
    assert _completed(past, monkeypatch, "list", "--at") == [
        "R4-H1",
        "feature",
        "main",
        "snapshot/minato/R4-H1",
        "v1",
    ]
