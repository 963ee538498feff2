"""Mistakes in a command line, in the user's words."""

from __future__ import annotations

from typing import Any

from dxplan.model.message import Message, message

_HELP = message("dxplan --help shows the commands, dxplan COMMAND --help their options.")


def usage_message(error: Any) -> tuple[Message | None, Message | None]:
    """Return what is wrong with a command line and a hint; nothing where help has been shown already."""
    name = type(error).__name__
    if name == "NoArgsIsHelpError":
        print(error.format_message())  # noqa: T201  (what was asked for: the help)
        return None, None
    option = getattr(error, "option_name", None)
    if name == "NoSuchOption":
        near = getattr(error, "possibilities", None) or []
        hint = message("Did you mean “{word}”?", word=near[0]) if near else _HELP
        return message("There is no option {option}.", option=str(option)), hint
    if name == "BadOptionUsage":
        return message("The option {option} needs a value.", option=str(option)), _HELP
    parameter = getattr(error, "param", None)
    if name == "MissingParameter" and parameter is not None:
        return message("{name} is missing.", name=_named(parameter)), _HELP
    choices = getattr(getattr(parameter, "type", None), "choices", None)
    if choices:
        said = message("{name} has a value that it does not take.", name=_named(parameter))
        return said, message(
            "Allowed are: {words}.", words=", ".join(str(getattr(c, "value", c)) for c in choices)
        )
    return message("The command line cannot be understood: {text}", text=error.format_message()), _HELP


def _named(parameter: Any) -> str:
    options = getattr(parameter, "opts", None) or [""]
    longest: str = max(options, key=len)
    return longest if longest.startswith("-") else str(parameter.metavar or parameter.name or "").upper()
