"""A problem: one finding of a check, as a plain record."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from dxplan.model.message import Message


class Severity(StrEnum):
    """How much a finding weighs; ``off`` switches a rule off and never stands in a problem."""

    OFF = "off"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Problem(Struct, frozen=True, array_like=True):
    """One finding: where, which rule, how grave, what, and the likely cure.

    ``path`` is relative to the root, with ``/``; ``line`` and ``column`` count from 1 (1 where the finding
    is about the whole file); ``pointer`` is a JSON Pointer (RFC 6901), empty for the whole document.
    """

    path: str
    line: int
    column: int
    pointer: str
    rule: str
    severity: Severity
    message: Message
    hint: Message | None = None

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Where the problem stands in a report: by file, place and rule."""
        return (self.path, self.line, self.column, self.rule, self.pointer)
