"""The console: the one place that writes to standard output, standard error and output files."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dxplan.commands.progress_line import PROGRESS_LINE
from dxplan.commands.windows_console import obeys_colours
from dxplan.model.message import Message, message
from dxplan.reports.formats import Surroundings, render_pieces
from dxplan.reports.width import shown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TextIO

    from dxplan.i18n import Speaker
    from dxplan.reports.blocks import Report

_RED, _YELLOW, _RESET = "\033[1;31m", "\033[33m", "\033[0m"
_NARROWEST = 40
# Formats that are UTF-8 by definition, or that say so of themselves.
_UTF_8 = {"json", "html", "svg", "github", "gitlab", "sarif", "junit", "rdjson"}
# Seen as a file, /dev/stdout leads to the very file that takes standard output, which must not be replaced or cut.
_STANDARD_OUTPUT = {Path(name) for name in ("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")}


def prepare_streams() -> None:
    r"""Make the standard streams take every character and give the same bytes on every machine.

    A terminal keeps its own encoding, with characters that it lacks replaced; a pipe or a file gets UTF-8 with ``\\n``.
    A stream that was closed by whoever started dxplan takes everything and keeps nothing.
    """
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  (for the whole run)
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if stream.isatty():
            reconfigure(errors="replace")
        else:
            reconfigure(encoding="utf-8", errors="surrogateescape", newline="\n")


def wants_colour(option: str, *, terminal: bool, environment: Mapping[str, str]) -> bool:
    """Tell whether to colour: the option, then NO_COLOR, FORCE_COLOR, TERM=dumb, then whether a terminal reads.

    See https://no-color.org: NO_COLOR counts when it is set and not empty.
    """
    if option in {"always", "never"}:
        return option == "always"
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR") not in {None, "", "0"}:
        return True
    return terminal and environment.get("TERM") != "dumb"


class Console:
    """Writes reports and messages for one run."""

    def __init__(self, say: Speaker, colour: str, *, quiet: bool) -> None:
        """Keep the language and the wishes."""
        self.say = say
        self._colour = colour
        self._quiet = quiet

    def report(
        self, report: Report, form: str, output: Path | None = None, encoding: str | None = None
    ) -> None:
        """Write a report to standard output or, whole or not at all, to a file; ``-`` is standard output, too."""
        PROGRESS_LINE.clear()
        output = None if output in _STANDARD_OUTPUT else output
        terminal = output is None and sys.stdout.isatty()
        colour = output is None and self._is_coloured(sys.stdout, terminal=terminal)
        width = max(_terminal_width(), _NARROWEST) if terminal else None
        pieces = render_pieces(report, Surroundings(form, width, colour))
        default = "utf-8-sig" if form == "csv" else "utf-8"
        if terminal and encoding is None:
            for piece in pieces:
                sys.stdout.write(piece)
        elif output is None and form == "json" and encoding is None:
            for piece in pieces:
                _put(self._encoded(piece, form, default), None)
        else:
            _put(self._encoded("".join(pieces), form, encoding or default), output)

    def raw(self, text: str | bytes, output: Path | None = None) -> None:
        """Write a text that is not a report, such as a schema, or bytes as they are."""
        PROGRESS_LINE.clear()
        output = None if output in _STANDARD_OUTPUT else output
        if isinstance(text, bytes):
            _put(text, output)
        elif output is None and sys.stdout.isatty():
            sys.stdout.write(shown(text))
        else:
            _put((text if output else shown(text)).encode("utf-8", "surrogateescape"), output)

    def note(self, said: Message) -> None:
        """Say something beside the result, on standard error; ``--quiet`` keeps it back."""
        if not self._quiet:
            self._complain(self.say(said), _YELLOW)

    def progress(self, said: Message) -> None:
        """Say on a terminal how far long work has come, until something else is written; elsewhere say nothing."""
        if not self._quiet:
            PROGRESS_LINE.show(shown(self.say(said)))

    def warn(self, said: Message, hint: Message | None = None) -> None:
        """Say on standard error that something is missing from the result."""
        self._complain(self.say(message("Warning: {text}", text=said)), _YELLOW)
        self._hint(hint)

    def error(self, said: Message, hint: Message | None = None) -> None:
        """Say on standard error what went wrong and what cures it."""
        self._complain(self.say(message("Error: {text}", text=said)), _RED)
        self._hint(hint)

    def _encoded(self, text: str, form: str, encoding: str) -> bytes:
        """Return a text in an encoding; tell of the characters that it lacks."""
        if encoding in {"utf-8", "utf-8-sig"}:
            # Names of files that are not UTF-8 come out as they stand on the disk, in JSON as escapes.
            return text.encode(encoding, "backslashreplace" if form == "json" else "surrogateescape")
        from dxplan.commands.encoding import check_utf_8, encoded  # noqa: PLC0415  (seldom asked for)

        if form in _UTF_8:
            check_utf_8(encoding, form)
            # What is no text (a file's name of stray bytes) JSON can still hold as an escape.
            return text.encode("utf-8", "backslashreplace" if form == "json" else "surrogateescape")
        data, lost = encoded(text, encoding)
        if lost:
            self.warn(
                message(
                    "{encoding} lacks some characters, which became “?”: {lost}", encoding=encoding, lost=lost
                )
            )
        return data

    def _hint(self, hint: Message | None) -> None:
        if hint is not None:
            self._complain(f"    → {self.say(hint)}", "")

    def _complain(self, text: str, colour: str) -> None:
        PROGRESS_LINE.clear()
        coloured = colour and self._is_coloured(sys.stderr, terminal=sys.stderr.isatty())
        # A line break in a name of the user's must not begin a line that a program takes for a command.
        line = shown(text).replace("\n", "␊")
        sys.stderr.write((f"{colour}{line}{_RESET}" if coloured else line) + "\n")

    def _is_coloured(self, stream: TextIO, *, terminal: bool) -> bool:
        wanted = wants_colour(self._colour, terminal=terminal, environment=os.environ)
        return wanted and (not terminal or obeys_colours(stream))


def _terminal_width() -> int:
    """Return the width of the terminal, 80 where it does not say."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns):
        return int(columns)
    with suppress(OSError, ValueError):
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    return 80


def _put(data: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.flush()
        if getattr(sys.stdout, "buffer", None) is None:
            # What a program has put in the place of the stream may take texts alone.
            sys.stdout.write(data.decode("utf-8", "replace"))
            return
        left = memoryview(data)
        while left:
            # Without a buffer (PYTHONUNBUFFERED) less may be taken than was given, as by a pipe whose reader has gone.
            left = left[sys.stdout.buffer.write(left) :]
    else:
        from dxplan.stores.writing import write_file  # noqa: PLC0415  (seldom asked for)

        write_file(output, data)
