"""Options that were typed with full-width letters or hyphens, or with the dash that a word processor makes of two hyphens.

To a command line they are ordinary words: the name of a folder to start in, an id. Nobody means that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dxplan.errors import UsageError
from dxplan.model.message import message
from dxplan.model.plain_text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def check_half_width(command: Any, arguments: Sequence[str]) -> None:
    """Refuse words that are options but for the width of their characters; raises UsageError."""
    for word in arguments:
        if word == "--":
            return
        folded = fold(word)
        if folded == word or not folded.startswith("-"):
            continue
        name = folded.partition("=")[0].lstrip("-")
        known = set(_options(command, arguments))
        meant = next((option for option in (f"--{name}", f"-{name}") if option in known), None)
        if meant is not None and not word.startswith(meant):
            raise UsageError(
                message("“{word}” is not typed in half-width characters.", word=word),
                message("Did you mean “{word}”?", word=meant),
            )


def _options(command: Any, arguments: Sequence[str]) -> Iterator[str]:
    """Yield the options of a command, and of those of its own commands that the command line names."""
    yield from command.context_settings.get("help_option_names", ("--help", "-h"))
    for parameter in command.params:
        yield from (*parameter.opts, *parameter.secondary_opts)
    for name, below in getattr(command, "commands", {}).items():
        if name in arguments:
            yield from _options(below, arguments)
