"""The line on a terminal that says how far long work has come; whatever is written next takes it away."""

from __future__ import annotations

import os
import sys

from dxplan.commands.windows_console import obeys_colours

_TAKE_AWAY = "\r\033[K"


class ProgressLine:
    """One line on standard error, if that is a terminal that can take it away again."""

    def __init__(self) -> None:
        """Begin with nothing shown."""
        self._is_shown = False

    def show(self, text: str) -> None:
        """Show a text in place of the one before."""
        if sys.stderr.isatty() and os.environ.get("TERM") != "dumb" and obeys_colours(sys.stderr):
            self.clear()
            self._is_shown = True
            sys.stderr.write(text)
            sys.stderr.flush()

    def clear(self) -> None:
        """Take away what is shown."""
        if self._is_shown:
            self._is_shown = False
            sys.stderr.write(_TAKE_AWAY)
            sys.stderr.flush()


PROGRESS_LINE = ProgressLine()
"""A process has one terminal, whoever writes to it."""
