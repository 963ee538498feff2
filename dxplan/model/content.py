"""What a file of a plan says at one moment, as plain data, or why it cannot be read.

History is compared on this data and not on typed values: a file that parses but no longer fits the schema still has a
past that must not be lost.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from dxplan.model.message import Message

Data = dict[str, Any]
"""A parsed document: text keys; values are texts, numbers, true and false, lists and further such dictionaries."""


class Trouble(Struct, frozen=True, array_like=True):
    """Why a file cannot be read: the rule that it breaks, what to say, and the place (from 1, 0 where unknown)."""

    rule: str
    message: Message
    hint: Message | None = None
    line: int = 0
    column: int = 0

    def place(self, path: str) -> str:
        """Return a file's path with the line and the column, where they are known."""
        return f"{path}:{self.line}:{self.column}" if self.line else path


class Content(Struct, frozen=True, array_like=True):
    """The data of a file, or the trouble with it: exactly one of the two is there."""

    data: Data | None = None
    trouble: Trouble | None = None
