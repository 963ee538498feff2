"""First lines of commits: they name an initiative by its title, which is cut where the line would be too wide."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from dxplan.reports.width import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from dxplan.i18n import Speaker
    from dxplan.model.message import Message

# What fits beside a commit's id in the lists that git and forges show.
_WIDEST = 72


def fitting_subject(title: str, form: Callable[[str], Message], say: Speaker) -> str:
    """Return a line of at most 72 columns, if any title fits; ``form`` makes it of the title."""
    whole = one_line(title)
    return shortened(form, whole, say) or say(form(f"{whole[:1]}…"))


def shortened(form: Callable[[str], Message], title: str, say: Speaker) -> str | None:
    """Return a line of at most 72 columns that has a title in it, or as much of it as fits; None where nothing does."""
    for end in range(len(title), 0, -1):
        line = say(form(title if end == len(title) else f"{title[:end]}…"))
        if fits(line):
            return line
    return None


def fits(line: str) -> bool:
    """Tell whether a line is narrow enough."""
    return width(line) <= _WIDEST


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes; characters of doubtful width count as wide."""
    return sum(
        2 if unicodedata.east_asian_width(character) in "WFA" else 1
        for character in text
        if not unicodedata.combining(character)
    )
