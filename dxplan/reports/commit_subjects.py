"""First lines of commits: they name an initiative by its title, which is cut where the line would be too wide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.reports.assignments_commit import width
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
    line = say(form(whole))
    for end in range(len(whole) - 1, 0, -1):
        if width(line) <= _WIDEST:
            break
        line = say(form(f"{whole[:end]}…"))
    return line
