"""Output on a terminal: it fits, colours are asked for in the ways people expect, and the width may be set."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from wcwidth import wcswidth

from tests.commands.running import inside, on_terminal

if TYPE_CHECKING:
    from tests.harness import Repository

COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@pytest.mark.parametrize(
    ("environment", "arguments", "coloured"),
    [
        ({}, (), True),
        ({"NO_COLOR": "1"}, (), False),
        ({"NO_COLOR": ""}, (), True),
        ({"TERM": "dumb"}, (), False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, (), True),
        ({}, ("--color", "never"), False),
        ({"NO_COLOR": "1"}, ("--color", "always"), True),
    ],
)
def test_colour(
    repository: Repository,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    arguments: tuple[str, ...],
    *,
    coloured: bool,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    run = on_terminal(repository.root, "list", "--columns", "id", *arguments)
    ids = "online-forms\nchat-window\npaperless-meetings\ncard-readers\n"
    rule = "─" * 18
    head = f"\x1b[1mId\x1b[0m\n\x1b[2m{rule}\x1b[0m\n" if coloured else f"Id\n{rule}\n"
    assert run.all == (0, head + ids, "")


def test_the_width_may_be_set(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    for columns, width in (("60", 60), ("", 72), ("0", 72), ("x", 72), ("²", 72)):
        monkeypatch.setenv("COLUMNS", columns)
        run = on_terminal(repository.root, "list", columns=72)
        assert max(wcswidth(COLOUR.sub("", line)) for line in run.text.splitlines()) == width


def test_a_terminal_that_does_not_know_its_width_has_80_columns(repository: Repository) -> None:
    run = on_terminal(repository.root, "list", columns=0)
    assert max(wcswidth(COLOUR.sub("", line)) for line in run.text.splitlines()) == 80


def test_a_wide_terminal_gets_what_a_pipe_gets(repository: Repository) -> None:
    for command in (("list",), ("status",), ("show", "online-forms"), ("validate",)):
        run = on_terminal(repository.root, *command, "--color", "never", columns=250)
        assert run.all == inside(repository.root, *command).all


def test_programs_formats_are_the_same_on_a_terminal(repository: Repository) -> None:
    for form in ("plain", "md", "json", "tsv"):
        assert (
            on_terminal(repository.root, "list", "-f", form, columns=40).all
            == inside(repository.root, "list", "-f", form).all
        )
    # The mark that Excel needs would be seen,.
    piped = inside(repository.root, "list", "-f", "csv").text
    assert on_terminal(repository.root, "list", "-f", "csv").all == (0, piped.removeprefix("\ufeff"), "")


def test_messages_are_coloured_by_their_weight(repository: Repository) -> None:
    assert on_terminal(repository.root, "show", "online-form").all == (
        3,
        "\x1b[1;31mError: There is no initiative “online-form”.\x1b[0m\n    → Did you mean “online-forms”?\n",
        "",
    )
    repository.write("plans/minato/initiatives/odd.yaml", "schema: 1\n")
    run = on_terminal(repository.root, "list", "--columns", "id", "--id", "chat-window")
    assert run.all == (
        1,
        (
            "\x1b[33mWarning: plans/minato/initiatives/odd.yaml is left out: The file does not fit the schema.\x1b[0m\n"
            "    → Run dxplan validate plans/minato/initiatives/odd.yaml to see what is wrong.\n"
            f"\x1b[1mId\x1b[0m\n\x1b[2m{'─' * 11}\x1b[0m\nchat-window\n"
        ),
        "",
    )


READING, GONE = "Reading the history …".encode(), b"\r\x1b[K"


def test_long_work_is_told_on_a_terminal_and_taken_away(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit()
    monkeypatch.setenv("DXPLAN_CACHE", "off")
    assert inside(repository.root, "log").told == ""
    before, told, after = on_terminal(repository.root, "log").out.partition(READING + GONE)
    assert (before, told != b"", READING in after) == (b"", True, False)
    assert (
        b"Making the sample \xe2\x80\xa6" + GONE
        in on_terminal(repository.root, "demo", "sample", "--initiatives", "2", "--commits", "2").out
    )
    for quiet in (("-q",), ("--quiet", "--at", "HEAD")):
        assert READING not in on_terminal(repository.root, "log", *quiet).out
    monkeypatch.setenv("TERM", "dumb")
    assert READING not in on_terminal(repository.root, "log").out


def test_what_is_known_already_takes_no_time_to_tell_of(repository: Repository) -> None:
    repository.commit()
    assert READING in on_terminal(repository.root, "log").out
    assert READING not in on_terminal(repository.root, "log").out
