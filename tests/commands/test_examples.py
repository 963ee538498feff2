"""The examples that help shows: every command has some, and each works in the sample that ``dxplan demo`` makes."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from dxplan.commands.app import build_command
from dxplan.commands.examples import EXAMPLES
from tests.commands.running import inside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from typer._click.core import Command

LINES = [(name, line) for name, examples in EXAMPLES.items() for line, _ in examples]
ASKING = {"new", "init"}
WIDTH = 80


def _commands(command: Command, path: str = "") -> Iterator[str]:
    """Yield the paths of the commands that help lists, without groups."""
    below = getattr(command, "commands", None)
    if below is None:
        yield path
        return
    for name, member in below.items():
        if not member.hidden:
            yield from _commands(member, f"{path} {name}".strip())


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a sample on which the examples run one after the other, as somebody would try them."""
    base = tmp_path_factory.mktemp("examples")
    assert inside(base, "-q", "demo", "sample").code == 0
    return base / "sample"


def test_every_command_has_examples() -> None:
    assert list(EXAMPLES) == list(_commands(build_command("en")))
    assert all(line.startswith(f"dxplan {name}") for name, line in LINES)
    assert all(cell_len(line) <= WIDTH - 2 for _, line in LINES)


@pytest.mark.parametrize(("name", "line"), LINES)
def test_an_example_works(sample: Path, name: str, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "true")
    run = inside(sample, *shlex.split(line)[1:])
    if name in ASKING:
        # Here nobody can be asked, and that is all that is wrong.
        assert (run.code, "In a terminal dxplan asks" in run.told) == (2, True), run.told
    else:
        assert (run.code, "Error" in run.told) == (0, False), run.told


@pytest.mark.parametrize("language", ["ja", "en"])
def test_help_shows_them_whole(language: str, tmp_path: Path) -> None:
    for name, examples in EXAMPLES.items():
        shown = inside(tmp_path, "--lang", language, *name.split(), "--help").text
        _, _, below = shown.partition("\nExamples:\n" if language == "en" else "\n例:\n")
        assert [line.strip() for line in below.splitlines()[::2]] == [line for line, _ in examples]
