"""Words of the command line that were typed with full-width characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.commands.running import folder_state, inside

if TYPE_CHECKING:
    from pathlib import Path

    from tests.harness import Repository

SPACES = "    → A full-width space parts no words: type a half-width one.\n"


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("－－yes", "--yes"),
        ("—yes", "--yes"),
        ("ーーyes", "--yes"),
        ("--ｙｅｓ", "--yes"),
        ("—ｐｌａｎ＝kita", "--plan"),
        ("－－help", "--help"),
        ("－Ｃ", "-C"),
    ],
)
def test_an_option_that_is_not_half_width(tmp_path: Path, word: str, meant: str) -> None:
    before = folder_state(tmp_path)
    told = f"Error: “{word}” is not typed in half-width characters.\n    → Did you mean “{meant}”?\n"
    for line in (("init", word), ("init", "--city", "Kita", word, "--dry-run"), (word, "init")):
        assert inside(tmp_path, *line).all == (2, "", told)
    assert folder_state(tmp_path) == before


def test_the_options_of_a_command_below_a_command(tmp_path: Path) -> None:
    run = inside(tmp_path, "snapshot", "create", "R5", "－－sign")
    assert (run.code, run.told.splitlines()[1]) == (2, "    → Did you mean “--sign”?")


def test_words_that_only_look_like_options_are_taken_as_they_are(repository: Repository) -> None:
    ids = inside(repository.root, "list", "--columns", "id", "-f", "plain")
    assert ids.code == 0
    assert inside(repository.root, "list", "--text", "－無－", "-f", "plain").code == 0
    assert inside(repository.root, "set", "online-forms", "note=－－yes", "--dry-run").code == 0
    # After -- nothing is an option.
    assert (
        "online-forms: Note: － → y\n"
        in inside(repository.root, "--lang", "en", "set", "--dry-run", "--", "online-forms", "note=y").text
    )
    assert "－－yes" in inside(repository.root, "set", "--dry-run", "--", "－－yes", "note=y").told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (("ｌｉｓｔ",), "Error: There is no command ｌｉｓｔ.\n    → Did you mean “list”?\n"),
        (("list　--plan",), "Error: There is no command list　--plan.\n" + SPACES),
        (("list", "--plan　kita"), "Error: There is no option --plan　kita.\n" + SPACES),
    ],
)
def test_commands_and_spaces(tmp_path: Path, line: tuple[str, ...], told: str) -> None:
    assert inside(tmp_path, *line).all == (2, "", told)
