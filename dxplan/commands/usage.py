"""Mistakes in a command line, in the user's words.

Typer tells most of them only as an English sentence, so the sentence is read for what it quotes.
"""

from __future__ import annotations

import re
import sys
from typing import Any

from dxplan.model.message import Message, message
from dxplan.model.plain_text import fold

_HELP = message("dxplan --help shows the commands, dxplan COMMAND --help their options.")
_SPACES = message("A full-width space parts no words: type a half-width one.")
_WIDE_SPACE = "\u3000"
_NO_COMMAND = re.compile(r"No such command '([^']*)'(?:.*?Did you mean (?:one of: )?'([^']*)')?", re.DOTALL)
_NO_CHOICE = re.compile(r"'([^']*)' is not one of (.+?)\.?$", re.DOTALL)
_TOO_SMALL = re.compile(r"is not in the range x>=(\d+)")
_OUTSIDE = re.compile(r"is not in the range (\d+)<=x<=(\d+)")
_EXTRA = re.compile(r"unexpected extra argument(?:s|\(s\))? \(([^)]*)\)")


def usage_message(error: Any) -> tuple[Message | None, Message | None]:
    """Return what is wrong with a command line and a hint; nothing where help has been shown already."""
    name = type(error).__name__
    text = error.format_message()
    if name == "NoArgsIsHelpError":
        sys.stdout.write(text + "\n")  # what was asked for: the help
        return None, None
    option = getattr(error, "option_name", None)
    if name == "NoSuchOption":
        near = getattr(error, "possibilities", None) or []
        if _WIDE_SPACE in str(option):
            return message("There is no option {option}.", option=str(option)), _SPACES
        hint = message("Did you mean “{word}”?", word=near[0]) if near else _HELP
        return message("There is no option {option}.", option=str(option)), hint
    if name == "BadOptionUsage":
        if "does not take a value" in text:
            return message("The option {option} takes no value.", option=str(option)), _HELP
        return message("The option {option} needs a value.", option=str(option)), _HELP
    parameter = getattr(error, "param", None)
    if name == "MissingParameter" and parameter is not None:
        return message("{name} is missing.", name=_named(parameter)), _HELP
    if match := _NO_COMMAND.search(text):
        return _no_command(match.group(1), match.group(2), error)
    return _quoted(text, parameter)


def _no_command(name: str, near: str | None, error: Any) -> tuple[Message, Message]:
    """Say what is wrong with the name of a command, which may have been typed with full-width characters."""
    # Typer's sentence escapes what it takes for unprintable.
    name = name.replace(r"\u3000", _WIDE_SPACE)
    known = getattr(getattr(getattr(error, "ctx", None), "command", None), "commands", {})
    words = fold(name).split()
    near = near or (words[0] if words and words[0] in known else None)
    hint = message("Did you mean “{word}”?", word=near) if near else _HELP
    said = message("There is no command {name}.", name=name)
    return said, _SPACES if near and _WIDE_SPACE in name else hint


def _quoted(text: str, parameter: Any) -> tuple[Message, Message]:
    """Say what one of Typer's sentences says."""
    if text == "Missing command.":
        return message("A command is missing."), _HELP
    if match := _NO_CHOICE.search(text):
        allowed = match.group(2).replace("'", "")
        said = message("{name} does not take “{value}”.", name=_named(parameter), value=match.group(1))
        return said, message("Allowed are: {words}.", words=allowed)
    if match := _EXTRA.search(text):
        return message("There is too much on the command line: {text}", text=match.group(1)), _HELP
    if match := _OUTSIDE.search(text):
        first, last = match.groups()
        said = message(
            "{name} takes a whole number from {first} to {last}.",
            name=_named(parameter),
            first=first,
            last=last,
        )
        return said, _HELP
    if (match := _TOO_SMALL.search(text)) or "is not a valid int" in text:
        least = match.group(1) if match else str(getattr(getattr(parameter, "type", None), "min", None) or 0)
        return message(
            "{name} takes a whole number from {least} on.", name=_named(parameter), least=least
        ), _HELP
    if parameter is not None:
        return message("The value of {name} cannot be understood.", name=_named(parameter)), _HELP
    return message("The command line cannot be understood: {text}", text=text), _HELP


def _named(parameter: Any) -> str:
    """Return an option by its long name, an argument by the word that the help uses for it."""
    longest = max(getattr(parameter, "opts", None) or [""], key=len)
    if longest.startswith("-"):
        return str(longest)
    return str(getattr(parameter, "metavar", None) or getattr(parameter, "name", None) or "").upper()
