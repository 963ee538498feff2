"""What a person wishes of every command, and the days among it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec import Struct

from dxplan.errors import UsageError
from dxplan.model.message import message


class Wishes(Struct, frozen=True):
    """The options that every command takes."""

    directory: Path | None = None
    quiet: bool = False
    verbose: bool = False
    colour: str | None = None
    lang: str | None = None
    today: str | None = None


def read_day(source: str, text: str | None) -> date | None:
    """Read a day that an option or a variable of the environment gives; raises UsageError."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            message("{source}: “{text}” is not a day.", source=source, text=text),
            message("A day is written as 2023-03-31."),
        ) from None
