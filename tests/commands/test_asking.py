"""Asking a person: what is typed is read as it is meant, and asked again where it is not."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest

from dxplan.commands.asking import Asker, can_ask, plain_line
from dxplan.errors import UsageError
from dxplan.i18n import Speaker
from dxplan.model.message import message

if TYPE_CHECKING:
    from collections.abc import Sequence

QUESTION = message("City")
CHOICES = (("github", message("neither")), ("gitlab", message("English")))
HINT = "    → Answer with a number from 1 to 2.\n"


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> io.BytesIO:
    """Return what a person types, to be filled by the test."""
    source = io.BytesIO()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(source, encoding="utf-8"))
    return source


def types(source: io.BytesIO, text: str | bytes) -> Asker:
    """Type lines, and return who asks for them."""
    source.write(text if isinstance(text, bytes) else text.encode())
    source.seek(0)
    return Asker(Speaker("en"), asks=True)


def whole_number(text: str) -> int:
    """Read a number; raises UsageError."""
    if not text.isdecimal():
        raise UsageError(message("An answer is needed here."), message("Answer yes or no."))
    return int(text)


def test_a_line_is_asked_for_until_it_can_be_read(
    typed: io.BytesIO, capsys: pytest.CaptureFixture[str]
) -> None:
    asker = types(typed, "x\n\n \u3000 42 \r\nrest\n")
    assert asker.text(QUESTION, "--city", whole_number) == 42
    assert capsys.readouterr() == (
        "",
        "City:   An answer is needed here.\n    → Answer yes or no.\nCity:   An answer is needed here.\nCity: ",
    )


def test_nothing_typed_means_what_is_proposed(typed: io.BytesIO, capsys: pytest.CaptureFixture[str]) -> None:
    assert types(typed, "\n").text(QUESTION, "--city", whole_number, default="7") == 7
    assert capsys.readouterr().err == "City [7]: "


def test_what_is_no_text_is_asked_for_again(typed: io.BytesIO, capsys: pytest.CaptureFixture[str]) -> None:
    asker = types(typed, "a\x1b[2Jb\n5\n")
    assert asker.text(QUESTION, "--city", whole_number) == 5
    assert capsys.readouterr().err == "City:   The answer holds a control character: U+001B.\nCity: "


@pytest.mark.parametrize("answer", ["2", "２", " 2 ", "gitlab"])
def test_a_choice_is_made_by_number_or_by_value(typed: io.BytesIO, answer: str) -> None:
    assert types(typed, answer + "\n").choice(QUESTION, "--forge", CHOICES) == "gitlab"


@pytest.mark.parametrize("answer", ["0", "3", "git", "²", "-1", "1.0"])
def test_another_choice_is_refused(
    typed: io.BytesIO, capsys: pytest.CaptureFixture[str], answer: str
) -> None:
    assert types(typed, f"{answer}\n\n").choice(QUESTION, "--forge", CHOICES, default="github") == "github"
    assert capsys.readouterr().err == (
        "City\n  1. github  neither\n  2. gitlab  English\n"
        "Number [1]:   Answer with a number from 1 to 2.\nNumber [1]: "
    )


def test_many_lines_end_with_an_empty_one(typed: io.BytesIO, capsys: pytest.CaptureFixture[str]) -> None:
    def read(so_far: Sequence[str], written: str) -> str:
        if written in so_far:
            raise UsageError(message("Answer yes or no."))
        return written

    assert types(typed, "\na\na\nb\n\nc\n").many(QUESTION, "--pillar", read) == ["a", "b"]
    assert capsys.readouterr().err == (
        "City\n  1:   An answer is needed here.\n  1:   2:   Answer yes or no.\n  2:   3: "
    )


def test_many_lines_may_be_none(typed: io.BytesIO) -> None:
    assert types(typed, "\n").many(QUESTION, "--pillar", lambda _, written: written, least=0) == []


@pytest.mark.parametrize(
    ("answer", "meant"),
    [("y", True), ("YES", True), ("ｙ", True), ("n", False), ("No", False), ("", True), ("maybe\nn", False)],
)
def test_yes_and_no(typed: io.BytesIO, answer: str, *, meant: bool) -> None:
    assert types(typed, answer + "\n").confirm(QUESTION, "--yes", default=True) is meant


def test_an_end_of_the_input_names_the_option(typed: io.BytesIO) -> None:
    asker = types(typed, "")
    for ask in (
        lambda: asker.text(QUESTION, "--city", whole_number, default="1"),
        lambda: asker.choice(QUESTION, "--city", CHOICES, default="github"),
        lambda: asker.many(QUESTION, "--city", lambda _, written: written, least=0),
        lambda: asker.confirm(QUESTION, "--city", default=True),
    ):
        with pytest.raises(UsageError) as raised:
            ask()
        assert raised.value.message == message(
            "The input ended where {option} was asked for.", option="--city"
        )


def test_without_anybody_to_ask_defaults_count_and_what_has_none_is_missing() -> None:
    asker = Asker(Speaker("en"), asks=False)
    assert asker.text(QUESTION, "--city", whole_number, default="3") == 3
    assert asker.choice(QUESTION, "--forge", CHOICES, default="gitlab") == "gitlab"
    assert asker.many(QUESTION, "--category", lambda _, written: written, least=0) == []
    assert asker.confirm(QUESTION, "--yes", default=True) is True
    for ask in (
        lambda: asker.text(QUESTION, "--city", whole_number),
        lambda: asker.choice(QUESTION, "--city", CHOICES),
        lambda: asker.many(QUESTION, "--city", lambda _, written: written),
    ):
        with pytest.raises(UsageError) as raised:
            ask()
        assert raised.value.message == message("{option} is missing.", option="--city")


def test_nobody_is_asked_through_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not can_ask()
    monkeypatch.setattr(sys, "stdin", None)
    assert not can_ask()


@pytest.mark.parametrize("text", ["a\tb", "a\nb", "\x00", "a\x7f", "a\x85b", "a\ud800", "a\u2028b"])
def test_characters_that_nobody_types_on_purpose_are_refused(text: str) -> None:
    with pytest.raises(UsageError):
        plain_line(text)


def test_spaces_at_the_ends_are_nothing() -> None:
    assert plain_line("\u3000 みなと 市 ") == "みなと 市"
