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
        (["online-forms", "stat=x"], 2, "Did you mean “status”?\n"),
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


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["online-forms", "status＝運用中"], "“status＝運用中” is not typed in half-width characters.\n    → Write status=運用中\n"),
        (["online-forms", "note=a", "progress＋＝b"], "“progress＋＝b” is not typed in half-width characters.\n    → Write progress+=b\n"),
        (["online-forms　note=a"],
         "“online-forms　note=a” has a full-width space.\n    → A full-width space parts no words: type a half-width one.\n"),
        (["online-forms", "status", "=", "運用中"], "A space stands beside “=”.\n    → Write it without spaces: status=運用中\n"),
        (["online-forms", "status=", "運用中"], "A space stands beside “=”.\n    → Write it without spaces: status=運用中\n"),
        (["online-forms", "status", "=運用中"], "A space stands beside “=”.\n    → Write it without spaces: status=運用中\n"),
        (["online-forms", "progress", "+=", "b"], "A space stands beside “=”.\n    → Write it without spaces: progress+=b\n"),
        (["online-forms", "status = 運用中"],
         "“status = 運用中”, character 7: a space stands before “=”.\n    → A field is written as status=…, components[NAME].status=… or departments+=…\n"),
        (["online-forms", "progress=LINE", "で始めた", "note=a"],
         "“で始めた”, character 5: “=” is missing.\n    → A value with spaces goes into quotes with its field: 'progress=LINE で始めた'\n"),
        (["status=運用中", "online-forms"], "“online-forms”, character 13: “=” is missing.\n    → Write dxplan set ID FIELD=VALUE\n"),
    ],
)  # fmt: skip
def test_slips_are_told_with_what_was_meant(repository: Repository, words: list[str], told: str) -> None:
    before = plans(repository)
    assert inside(repository.root, "set", *words).all == (2, "", "Error: " + told)
    assert plans(repository) == before


def test_signs_in_values_and_in_the_names_of_entries_are_no_slips(repository: Repository) -> None:
    done = inside(
        repository.root, "set", "online-forms", "note=＝　a =", "components[予約　＝].status=着手中"
    )
    assert (done.code, done.told) == (0, "")
    assert "note: ＝　a =\n" in repository.read(FORMS)
    assert "name: 予約　＝\n" in repository.read(FORMS)
    # A field goes away whatever blanks follow the sign.
    assert (
        inside(repository.root, "set", "online-forms", "note-= ").text == "online-forms: Note: ＝ a = → －\n"
    )
    # An id is given by another command, which knows who refers to it.
    assert inside(repository.root, "set", "online-forms", "id=forms").told.splitlines()[-1] == (
        "    → dxplan renumber ID --id NEW gives an initiative another id, in every place that has it."
    )
    # What is wrong with an id in a file can be set right.
    repository.write(FORMS, repository.read(FORMS).replace("id: online-forms", "id: forms"))
    assert inside(repository.root, "set", "online-forms", "id=online-forms").code == 0
