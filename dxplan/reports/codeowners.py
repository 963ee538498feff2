"""CODEOWNERS: the block that is ours, and a file around it, whose other lines are somebody else's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dxplan.errors import DxplanError
from dxplan.model.message import message
from dxplan.reports.ci_findings import in_git
from dxplan.reports.width import one_line, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dxplan.analysis.ownership import Owned

START, END = "# >>> dxplan", "# <<< dxplan"
# The file is read by everybody and compared on every machine, so its words do not follow the reader's language.
_HEAD = "# dxplan codeowners が書きます。手で直さないでください。 / Written by dxplan codeowners; not to be edited by hand."
_NOT_KNOWN = "# CODEOWNERS には書けません / CODEOWNERS cannot say"
# Patterns follow .gitignore (GitHub, GitLab): what parts, comments, negates or stands for something is escaped.
_SPECIAL = re.compile(r"([\\ #!*?\[\]])")
_EVERYBODY = "*@"


def block(owned: Iterable[Owned], plans_at: str) -> str:
    """Return our block; ``plans_at`` is where git has the folder of all plans.

    Later lines win over earlier ones, so a plan's folder comes before the files in it.
    """
    lines = [line for entry in owned for line in _lines(entry, plans_at)]
    return "".join(f"{line}\n" for line in (START, _HEAD, *lines, END))


def has_block(text: str) -> bool:
    """Tell whether a file has a block of ours; raises DxplanError."""
    return _place(text.splitlines()) is not None


def with_block(text: str, new: str) -> str:
    r"""Return a file with our block as it shall be, at its old place or at the end; raises DxplanError.

    ``text`` has ``\n`` at the end of every line.
    """
    lines = text.split("\n")
    place = _place(lines)
    if place is None:
        before = text if not text or text.endswith("\n") else f"{text}\n"
        return f"{before}\n{new}" if before.strip() else new
    start, end = place
    return "\n".join([*lines[:start], *new.rstrip("\n").split("\n"), *lines[end + 1 :]])


def _lines(entry: Owned, plans_at: str) -> Iterator[str]:
    """Yield the line of an entry; one that a program would read as something else is a comment."""
    path = in_git(entry.path, plans_at)
    known = [owner for owner in entry.owners if not owner.startswith(_EVERYBODY)]
    for owner in entry.owners:
        if owner not in known:
            yield f"{_NOT_KNOWN}: {one_line(path)} {owner}"
    if not known:
        return
    if shown(path) != path or not path.isprintable():
        yield f"{_NOT_KNOWN}: {one_line(path.encode('utf-8', 'replace').decode())}"
        return
    yield " ".join(["/" + _SPECIAL.sub(r"\\\1", path), *known])


def _place(lines: list[str]) -> tuple[int, int] | None:
    """Return the first and the last line of our block, None where there is none; raises DxplanError."""
    starts = [index for index, line in enumerate(lines) if line.strip() == START]
    ends = [index for index, line in enumerate(lines) if line.strip() == END]
    if not starts and not ends:
        return None
    if len(starts) != 1 or len(ends) != 1 or starts[0] > ends[0]:
        raise DxplanError(
            message("The marks {start} and {end} do not enclose one block.", start=START, end=END),
            message("Take away what stands between them, and the marks, then run the command again."),
        )
    return starts[0], ends[0]
