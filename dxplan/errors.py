"""The one family of errors that dxplan raises, and the exit codes they end in.

The core raises these; only the command layer's boundary catches them, prints them and exits.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dxplan.model.message import Message


class ExitCode(IntEnum):
    """How a run of dxplan ends; the numbers are part of the contract."""

    DONE = 0
    FINDINGS = 1
    USAGE = 2
    CANNOT_WORK = 3
    FAULT = 70
    INTERRUPTED = 130
    PIPE_CLOSED = 141


class DxplanError(Exception):
    """An expected failure, told to the user as a sentence and, where there is one, a cure."""

    exit_code = ExitCode.CANNOT_WORK

    def __init__(self, message: Message, hint: Message | None = None) -> None:
        """Keep the message and the hint; both are put into the user's language at the edge."""
        super().__init__(message.template)
        self.message = message
        self.hint = hint


class UsageError(DxplanError):
    """The command line asks for something that cannot be meant."""

    exit_code = ExitCode.USAGE


class NotFoundError(DxplanError):
    """A plan, an initiative or the plan repository itself is not there."""


class ValueTextError(DxplanError):
    """A text is not a value of the kind that was asked for (a date, a period, a fiscal year)."""

    exit_code = ExitCode.USAGE


class DocumentError(DxplanError):
    """A file cannot be read as a document; line and column count from 1, 0 where unknown."""

    def __init__(
        self, rule: str, message: Message, hint: Message | None = None, *, line: int = 0, column: int = 0
    ) -> None:
        """Keep the rule that the file breaks (``yaml-syntax``, ``encoding``, …) and the place."""
        super().__init__(message, hint)
        self.rule = rule
        self.line = line
        self.column = column

    def place(self, path: str) -> str:
        """Return a file's path with the line and the column, where they are known."""
        return f"{path}:{self.line}:{self.column}" if self.line else path
