"""Help in the user's language: our texts, and the words that Typer puts around them.

Typer knows no Japanese, and takes every character for one column. All that it writes into a help page passes through
a formatter, which a context names (https://click.palletsprojects.com/en/stable/api/#click.Context.formatter_class);
the formatter here says Typer's words through the catalog and breaks lines by the width of the characters.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import typer
from rich.cells import cell_len

from dxplan.i18n import N_, Language, translation
from dxplan.reports.formats.wrapping import wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence
    from gettext import NullTranslations

    from typer._click.core import Command
    from typer._click.formatting import HelpFormatter
else:
    HelpFormatter = typer.Context.formatter_class

USAGE = N_("Usage:")
OPTIONS_PLACE = N_("[OPTIONS]")
COMMAND_PLACE = N_("COMMAND [ARGS]...")
DEFAULT = N_("default: {default}")
EXAMPLES_HEAD = N_("Examples")
_DEEPER = 6
TYPER_WORDS = (
    N_("Arguments"),
    N_("Options"),
    N_("Commands"),
    N_("required"),
    N_("Show this message and exit."),
    N_("Install completion for the current shell."),
    N_("Show completion for the current shell, to copy it or customize the installation."),
)
"""What Typer says of itself; a test compares it with the help that Typer writes."""

_EXTRAS = re.compile(r"(?:^|  )\[([^\[\]]+)\]$")
_NUMBER_TYPE = re.compile(r"<(?:int|float)(?: range)?>")
_PYTHON_TYPE = re.compile(r" <[^|>]+>$")


class Formatter(HelpFormatter):
    """Lays out a help page; subclasses name the catalog."""

    catalog: NullTranslations

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line that shows how a command is called."""
        start = f"{prefix or self.catalog.gettext(USAGE)} {prog} "
        self._write_lines(args, start, cell_len(start))

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        self.write(f"{'':>{self.current_indent}}{self.catalog.gettext(heading)}:\n")

    def write_text(self, text: str) -> None:
        """Write a paragraph."""
        self._write_lines(text, " " * self.current_indent, self.current_indent)

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write terms and what they mean in two columns."""
        spoken = [self.row(*row) for row in rows]
        second = min(max(cell_len(term) for term, _ in spoken), col_max) + col_spacing + self.current_indent
        for term, meaning in spoken:
            start = " " * self.current_indent + term
            if cell_len(start) + col_spacing > second:
                self.write(start + "\n")
                start = ""
            self._write_lines(meaning, start + " " * (second - cell_len(start)), second)

    def write_examples(self, examples: Sequence[tuple[str, str]]) -> None:
        """Write command lines, which are never broken, and below each what it does."""
        if examples:
            self.write("\n")
            self.write_heading(EXAMPLES_HEAD)
        for line, meaning in examples:
            self.write(f"  {line}\n")
            self._write_lines(self.catalog.gettext(meaning), " " * _DEEPER, _DEEPER)

    def row(self, term: str, meaning: str) -> tuple[str, str]:
        """Return an option, an argument or a command and its help in the language, without names of Python types."""
        say = self.catalog.gettext
        term = _NUMBER_TYPE.sub("N", term)
        if not term.startswith("-"):
            term = _PYTHON_TYPE.sub("", term)
        extras = _EXTRAS.search(meaning)
        text = meaning[: extras.start()] if extras else meaning
        said = [say(text)] if text else []
        if extras:
            said.append(f"[{'; '.join(map(self._extra, extras[1].split('; ')))}]")
        return term, " ".join(said)

    def _extra(self, extra: str) -> str:
        kind, colon, value = extra.partition(": ")
        if colon and kind == "default":
            return self.catalog.gettext(DEFAULT).format(default=value)
        return self.catalog.gettext(re.sub(r"\bx\b", "N", extra))

    def _write_lines(self, text: str, start: str, indent: int) -> None:
        first, *rest = wrapped(text, max(self.width - indent, 10)) or [""]
        self.write(f"{start}{first}".rstrip() + "\n")
        for line in rest:
            self.write(" " * indent + line + "\n")


@cache
def context_class(language: Language) -> type[typer.Context]:
    """Return the class of contexts whose help is in a language."""

    class SpokenFormatter(Formatter):
        catalog = translation(language)

    class SpokenContext(typer.Context):
        formatter_class = SpokenFormatter

    return SpokenContext


def speak(command: Command, language: Language) -> None:
    """Put the help of a command, and of all commands below it, into a language."""
    say = translation(language).gettext
    command.context_class = context_class(language)
    command.options_metavar = say(OPTIONS_PLACE)
    # A list of commands shows the whole sentence, where Typer would cut it.
    command.help = command.short_help = say(command.help) if command.help else None
    for parameter in command.params:
        text = getattr(parameter, "help", None)
        if text:
            parameter.help = say(text)  # type: ignore[attr-defined]
    if isinstance(command, typer.core.TyperGroup):
        command.subcommand_metavar = say(COMMAND_PLACE)
        for member in command.commands.values():
            speak(member, language)
