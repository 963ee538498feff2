"""What git itself does in a merge: its merge line by line, and how it marks conflicts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from dxplan.errors import DxplanError
from dxplan.model.message import message
from dxplan.stores.git import GitRepository

if TYPE_CHECKING:
    from dxplan.stores.merge_conflicts import Marks

# git merge-file ends with the number of conflicts.
_CODES = tuple(range(128))
_THREE_SIDED = {"diff3", "zdiff3"}


def read_side(path: str) -> bytes:
    """Read a file that git has put down for the merge; raises OSError."""
    return Path(path).read_bytes()


def shows_base() -> bool:
    """Tell whether conflicts are to show what both sides changed (``merge.conflictStyle``)."""
    repository = GitRepository.around(Path.cwd())
    return repository is not None and repository.ask("config", "--get", "merge.conflictStyle") in _THREE_SIDED


def merge_lines(base: str, ours: str, theirs: str, marks: Marks) -> tuple[bytes, bool]:
    """Merge three files as git does; return the result and whether it is without conflict. Raises DxplanError."""
    repository = GitRepository.around(Path.cwd())
    if repository is None:
        raise DxplanError(message("{folder} is not in a git repository.", folder=Path.cwd().as_posix()))
    labels = [
        option for label in (marks.ours, marks.base or "base", marks.theirs) for option in ("-L", label)
    ]
    files = [str(Path(path).absolute()) for path in (ours, base, theirs)]
    size = f"--marker-size={marks.size}"
    result = repository.read("merge-file", "-p", "-q", size, *labels, "--", *files, codes=_CODES)
    sign = re.compile(rb"^<{%d} " % marks.size, re.MULTILINE)
    return result, sign.search(result) is None
