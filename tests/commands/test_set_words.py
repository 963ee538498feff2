"""The words of ``dxplan set``: prose from files, wrong command lines, and texts that nobody should trust."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest

from tests.commands.running import inside
from tests.commands.test_set import FORMS, MEETINGS, plans
from tests.harness import run_dxplan

if TYPE_CHECKING:
    from pathlib import Path

    from tests.harness import Repository


def test_prose_comes_from_a_file_or_from_standard_input(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.write("進捗.txt", "\ufeff一行目\r\n\r\n二行目\r\n")
    assert inside(repository.root, "set", "online-forms", "progress=@進捗.txt").code == 0
    assert "progress: |-\n  一行目\n\n  二行目\n" in repository.read(FORMS)
    done = run_dxplan("set", "online-forms", "progress+=-", cwd=repository.root, stdin="三行目\n")
    assert (done.code, done.err) == (0, "")
    assert "progress: |-\n  一行目\n\n  二行目\n  三行目\n" in repository.read(FORMS)
    monkeypatch.setattr(sys, "stdin", io.StringIO("a\n"))
    assert inside(repository.root, "set", "online-forms", "progress=-", "support=-").told == (
        "Error: Standard input (-) can be read once only.\n"
    )
    assert inside(repository.root, "set", "online-forms", "note=@@everyone", "title=@x").code == 0
    assert 'note: "@everyone"\n' in repository.read(FORMS)


def test_prose_that_cannot_be_read_is_told(repository: Repository) -> None:
    repository.write("cp932.txt", "進捗".encode("cp932"))
    repository.write("empty.txt", " \n")
    for name, code, said in (
        ("cp932.txt", 3, "Shift_JIS"),
        ("gone.txt", 3, "gone.txt cannot be used"),
        ("plans", 3, "plans cannot be used"),
        ("empty.txt", 2, "empty.txt has no text."),
    ):
        done = inside(repository.root, "set", "online-forms", f"note=@{name}")
        assert (done.code, said in done.told) == (code, True), done.told


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ([], 2, "There is nothing to set."),
        (["online-forms"], 2, "There is nothing to set."),
        (["status=x"], 2, "Name the initiatives to change"),
        (["online-forms", "status=着手中", "x"], 2, "“x”, character 2: “=” is missing."),
        (["online-forms", "status="], 2, "--unset status"),
        (["online-forms", "--unset", "status=x"], 2, "here the path should end"),
        (["online-form", "status=着手中"], 3, "Did you mean “online-forms”?"),
        (["../plan", "status=着手中"], 3, "There is no initiative “../plan”."),
        (["online-forms", "stat=x"], 2, "Did you mean “status”? The fields here are: schema, id, title"),
        (["online-forms", "status=x", "--dry-run", "--yes"], 2, "contradict"),
        (["online-forms", "status=x", "-m", "x"], 2, "-m needs --commit."),
        (["online-forms", "status=x", "-m", " ", "--commit"], 2, "is empty"),
        (["--status", "なし", "note=x"], 2, "no plan here knows “なし”"),
        (["online-forms", "note=a\udcffb"], 3, "was not written"),
    ],
)
def test_a_wrong_command_line_is_told(repository: Repository, words: list[str], code: int, said: str) -> None:
    before = plans(repository)
    done = inside(repository.root, "set", *words)
    assert (done.code, done.text) == (code, "")
    assert said in done.told
    assert plans(repository) == before


def test_several_plans_may_have_the_id(cities: Repository) -> None:
    assert inside(cities.root, "set", "online-forms", "note=a").all == (
        2,
        "",
        "Error: Several plans have an initiative “online-forms”: kita, minato.\n    → Name one with --plan.\n",
    )
    done = inside(cities.root, "set", "online-forms", "status=closed", "--plan", "kita")
    assert done.text == "online-forms: Status: open → closed\n"
    table = inside(cities.root, "set", "--id", "online-forms", "note=a", "--dry-run").text
    assert [line.split() for line in table.splitlines()[2:]] == [
        ["kita", "online-forms", "Note", "－", "a"],
        ["minato", "online-forms", "Note", "－", "a"],
    ]


def test_a_file_that_cannot_be_changed_alone_is_left(repository: Repository) -> None:
    text = repository.read(MEETINGS).replace("status: 調査・研究中\n", "status: &s 調査・研究中\nstage: *s\n")
    repository.write(MEETINGS, text)
    done = inside(repository.root, "set", "paperless-meetings", "status=着手中")
    assert (done.code, done.text) == (3, "")
    assert done.told.startswith(f"Error: {MEETINGS}:1:1 was not written: dxplan can read this file but")
    assert repository.read(MEETINGS) == text


def test_values_cannot_send_signs_to_a_terminal(repository: Repository) -> None:
    done = inside(repository.root, "set", "online-forms", "note=a\u202eb", "--dry-run")
    assert done.text == "online-forms: Note: － → a<U+202E>b\n"


def test_a_link_does_not_lead_out(repository: Repository, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_bytes((repository.root / MEETINGS).read_bytes())
    (repository.root / MEETINGS).unlink()
    (repository.root / MEETINGS).symlink_to(outside)
    before = outside.read_bytes()
    done = inside(repository.root, "set", "paperless-meetings", "note=a")
    assert (done.code, done.text) == (3, "")
    assert outside.read_bytes() == before
