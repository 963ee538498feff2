"""Help pages: wholly in one language, and never wider than the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import typer
from typer.core import TyperGroup
from wcwidth import wcswidth

from dxplan.commands.app import build_command
from dxplan.commands.help_words import OPTIONS_PLACE, TYPER_WORDS, USAGE
from dxplan.i18n import LANGUAGES
from tests.documents import ROOT
from tests.documents.cli import command_paths, help_page
from tests.harness import run_dxplan

if TYPE_CHECKING:
    from pathlib import Path

    from dxplan.i18n import Language

COMMANDS = command_paths()


@pytest.mark.parametrize(("file", "command"), [("dxplan", ()), ("dxplan-list", ("list",))])
def test_help_is_said_in_japanese(file: str, command: tuple[str, ...], tmp_path: Path) -> None:
    expected = (ROOT / "tests" / "examples" / "help" / f"{file}.ja.txt").read_bytes().decode()
    for arguments in (("--lang", "ja", *command, "--help"), (*command, "--lang", "ja", "-h")):
        result = run_dxplan(*arguments, cwd=tmp_path)
        assert (result.code, result.out, result.err) == (0, expected, "")


def test_help_follows_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DXPLAN_LANG", "ja")
    assert run_dxplan("--help", cwd=tmp_path).out == help_page("ja")
    assert run_dxplan("--lang", "en", "--help", cwd=tmp_path).out == help_page("en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_help_fits_eighty_columns(command: tuple[str, ...], language: Language) -> None:
    assert [line for line in help_page(language, *command).splitlines() if wcswidth(line) > 80] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_japanese_help_holds_no_english_of_typer(command: tuple[str, ...]) -> None:
    text = help_page("ja", *command)
    english = (
        USAGE,
        OPTIONS_PLACE,
        "COMMAND [ARGS]",
        "[default",
        "[required",
        *(f"{word}:" for word in TYPER_WORDS),
    )
    assert [word for word in english if word in text] == []
    assert "Show " not in text
    assert "Install " not in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_help_names_no_type_of_python(command: tuple[str, ...], language: Language) -> None:
    text = help_page(language, *command)
    assert [word for word in ("Path>", "<str>", "<int", "list[", "None") if word in text] == []


def test_typer_still_says_the_words_that_are_translated() -> None:
    text = " ".join(" ".join(help_page("en", *command).split()) for command in COMMANDS)
    assert [word for word in (USAGE, OPTIONS_PLACE, *TYPER_WORDS) if word not in text] == []


def test_usage_says_which_arguments_may_be_given_again() -> None:
    app = build_command("en")
    found = {}
    for path in COMMANDS:
        command = app
        for word in path:
            assert isinstance(command, TyperGroup)
            command = command.commands[word]  # type: ignore[assignment]
        for parameter in command.params:
            if parameter.param_type_name == "argument":
                shown = "..." in parameter.make_metavar(typer.Context(command))
                found[(*path, parameter.name)] = (parameter.nargs == -1, shown)
    assert {key: said for key, (many, said) in found.items() if many != said} == {}
    assert found["validate", "paths"] == (True, True)
