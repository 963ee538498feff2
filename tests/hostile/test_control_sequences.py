"""No text of a plan, a commit, a file's name or a command line works on a terminal: what would is shown instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.commands.running import inside, on_terminal
from tests.history import PLAN, story
from tests.hostile.commands import COMPLAINTS, NAMES, cases, on_screen
from tests.hostile.making import WHOLE, quoted
from tests.hostile.texts import COLOUR, TAKEN_AWAY, WORKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands.running import Run
    from tests.history import Past


@pytest.fixture(autouse=True)
def _shared_cache(kept: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DXPLAN_CACHE", kept)


def working(run: Run, form: str = "") -> list[str]:
    """Return what a terminal would obey of a run, but for dxplan's own colours and the ends of lines in CSV."""
    text = (run.out + run.err).decode("utf-8", "replace")
    if form == "csv":
        text = text.replace("\r\n", "\n").removeprefix("\ufeff")
    return WORKING.findall(COLOUR.sub("", TAKEN_AWAY.sub("", text)))


@pytest.mark.parametrize("command", cases(), ids=" ".join)
def test_an_answer_only_shows(evil: Past, command: tuple[str, ...]) -> None:
    run = inside(evil.root, *command)
    # It is an answer, and no complaint.
    assert run.code in {0, 1}
    assert working(run, command[-1]) == []


@pytest.mark.parametrize(
    "command", [case for case in cases() if case[-1] in {"table", "csv", "minato"}], ids=" ".join
)
def test_an_answer_on_a_terminal_only_shows(evil: Past, command: tuple[str, ...]) -> None:
    run = on_screen(evil.root, *command)
    assert run.code in {0, 1}
    assert working(run, command[-1]) == []


@pytest.mark.parametrize("command", COMPLAINTS, ids=" ".join)
def test_a_complaint_only_shows(evil: Past, command: tuple[str, ...]) -> None:
    for name in NAMES:
        words = [word.replace("{}", name) for word in command]
        for run in (inside(evil.root, *words, "--lang", "en"), on_screen(evil.root, *words)):
            assert run.code in {0, 1, 2, 3}, (words, run.err)
            assert working(run) == []
            # A line of its own could be a command to whoever reads the log of a run.
            assert not [
                line
                for line in run.err.decode("utf-8", "replace").splitlines()
                if line.startswith(("::", "##"))
            ]


@pytest.mark.parametrize(
    "command", [("list",), ("log", "hostile-1"), ("diff", "HEAD~1"), ("show", "hostile-1"), ("validate",)]
)
def test_on_a_real_terminal(evil: Past, command: tuple[str, ...]) -> None:
    run = on_terminal(evil.root, *command)
    assert run.code in {0, 1}
    assert working(run) == []


def test_what_a_snapshot_says_only_shows(tmp_path: Path) -> None:
    past = story(tmp_path / "repository")
    past.change(PLAN, "title: みなと市DX推進計画\ncity", f"title: {quoted(WHOLE)}\ncity")
    past.record("A hostile title")
    for dry in (("--dry-run",), ()):
        command = ("snapshot", "create", "R4", "-m", WHOLE, *dry)
        run = inside(past.root, *command) if dry else on_screen(past.root, *command)
        assert run.code == 0, run.told
        assert "U+202E" in run.text
        assert working(run) == []


@pytest.mark.parametrize("form", ["table", "plain", "md", "json", "csv", "tsv"])
def test_what_is_hidden_is_shown(evil: Past, form: str) -> None:
    run = inside(evil.root, "list", "--columns", "title", "--id", "hostile-1", "-f", form)
    for code in ("009b", "202e", "2066", "200b", "e0041"):
        written = (
            [f"U+{code.upper()}", f"U+{code.upper()}"] if form != "json" else [f"\\u{code}", "\\udb40\\udc41"]
        )
        assert any(text in run.text for text in written), code
