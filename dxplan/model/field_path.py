"""Paths to fields as a person writes them: ``components[LINE導入].status``, and what is to become of the field.

An entry of a list goes by its own key, never by its position. A key in quotes is taken exactly as it stands there.
"""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

from dxplan.errors import UsageError
from dxplan.model.message import Message, message

How = Literal["set", "add", "take"]

_OPERATORS: dict[str, How] = {"=": "set", "+=": "add", "-=": "take"}
# A hyphen is part of a name, unless it takes something away.
_NAME = re.compile(r"(?:[^\s.\[\]=+\-\"']|-(?!=))+")
_OPERATOR = re.compile(r"[+-]?=")
_QUOTES = "\"'"
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_PLAIN_KEY = re.compile(r"[^\]\"'\s](?:[^\]]*[^\]\s])?")


class Step(Struct, frozen=True):
    """A field on the way, and the key of the entry that is meant where the field is a list.

    ``exact`` says that the key stood in quotes; ``column`` is where the step begins, from 1.
    """

    name: str
    key: str | None = None
    exact: bool = False
    column: int = 1

    def __str__(self) -> str:
        if self.key is None:
            return self.name
        plain = not self.exact and _PLAIN_KEY.fullmatch(self.key)
        return f"{self.name}[{self.key if plain else _quoted(self.key)}]"


class Assignment(Struct, frozen=True):
    """What is to become of a field: it is set, something is added to it or taken from it.

    To take nothing (``stage-=``) is to take the whole field away.
    """

    steps: tuple[Step, ...]
    how: How
    value: str = ""

    @property
    def path(self) -> str:
        """The path as it could be written."""
        return path_text(self.steps)

    @property
    def removes(self) -> bool:
        """Whether the whole field, or the whole entry, goes away."""
        return self.how == "take" and not self.value


def path_text(steps: tuple[Step, ...]) -> str:
    """Write a path."""
    return ".".join(map(str, steps))


def parse_assignment(text: str) -> Assignment:
    """Read ``FIELD=VALUE``, ``FIELD+=VALUE`` or ``FIELD-=VALUE``; raises UsageError with the place."""
    steps, end = _steps(text)
    found = _OPERATOR.match(text, end)
    if found is None and _OPERATOR.match(text[end:].lstrip()):
        raise _wrong(text, end, message("a space stands before “=”"))
    if found is None:
        raise _wrong(text, end, message("“=” is missing"))
    how, value = _OPERATORS[found.group()], text[found.end() :]
    if how == "take" and not value.strip():
        value = ""
    if not value and how != "take":
        raise UsageError(
            message("“{text}” gives no value.", text=text),
            message("To remove the field, write {path}-= or --unset {path}", path=path_text(steps)),
        )
    return Assignment(steps, how, value)


def parse_path(text: str) -> tuple[Step, ...]:
    """Read a path without a value; raises UsageError with the place."""
    steps, end = _steps(text)
    if end < len(text):
        raise _wrong(text, end, message("here the path should end"))
    return steps


def _steps(text: str) -> tuple[tuple[Step, ...], int]:
    """Read the path with which a text begins; return it and where it ends."""
    steps: list[Step] = []
    at = 0
    while True:
        start = at
        name = _NAME.match(text, at)
        if name is None:
            raise _wrong(text, at, message("the name of a field is missing"))
        at, key, exact = name.end(), None, False
        if text[at : at + 1] == "[":
            key, exact, at = _key(text, at + 1)
        steps.append(Step(name.group(), key, exact, start + 1))
        if text[at : at + 1] != ".":
            return tuple(steps), at
        at += 1


def _key(text: str, at: int) -> tuple[str, bool, int]:
    """Read the key after a bracket; return it, whether it stood in quotes, and where the bracket has closed."""
    if text[at : at + 1] and text[at] in _QUOTES:
        key, at = _quoted_key(text, at)
        if text[at : at + 1] != "]":
            raise _wrong(text, at, message("“]” is missing"))
        return key, True, at + 1
    end = text.find("]", at)
    if end < 0:
        raise _wrong(text, len(text), message("“]” is missing"))
    key = text[at:end].strip()
    if not key:
        raise _wrong(text, at, message("the name of the entry is missing"))
    return key, False, end + 1


def _quoted_key(text: str, at: int) -> tuple[str, int]:
    """Read a key in quotes, in which a backslash stands before a quote or another backslash."""
    quote, start = text[at], at
    at += 1
    while at < len(text) and text[at] != quote:
        at += 2 if text[at] == "\\" else 1
    if at >= len(text):
        raise _wrong(text, start, message("the quote is not closed"))
    return _ESCAPED.sub(r"\1", text[start + 1 : at]), at + 1


def _quoted(key: str) -> str:
    return '"' + key.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _wrong(text: str, at: int, what: Message) -> UsageError:
    return UsageError(
        message("“{text}”, character {column}: {what}.", text=text, column=at + 1, what=what),
        message("A field is written as status=…, components[NAME].status=… or departments+=…"),
    )
