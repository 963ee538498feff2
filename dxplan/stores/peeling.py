"""Peeling: the commits that tags of tags, and refs whose objects may be missing, lead to."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dxplan.stores.git import GitRepository

_COMMITTER = re.compile(rb"^committer .* ([0-9]+) ([+-])([0-9]{2})([0-9]{2})$", re.MULTILINE)


def peeled(repository: GitRepository, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return ids and committers' dates of the commits that objects lead to, through one process.

    What leads to none is left out, and so is all that comes behind a damaged object, at which git ends.
    """
    wanted = list(dict.fromkeys(ids))
    asked = "".join(f"{name}^{{commit}}\n" for name in wanted).encode()
    found: dict[str, tuple[str, str]] = {}
    with repository.talk("cat-file", "--batch", "--buffer") as git:
        git.ask(asked)
        for name in wanted:
            head = git.stdout.readline().split()
            if head[1:] == [b"missing"]:
                continue
            if len(head) < 3:  # noqa: PLR2004  (git has ended)
                break
            date = _committed(git.stdout.read(int(head[2]) + 1))
            if date is not None:
                found[name] = (head[0].decode("ascii"), date)
    return found


def _committed(commit: bytes) -> str | None:
    """Return the committer's date of a commit as git keeps it."""
    line = _COMMITTER.search(commit.partition(b"\n\n")[0])
    if line is None:
        return None
    offset = timedelta(hours=int(line[3]), minutes=int(line[4])) * (-1 if line[2] == b"-" else 1)
    try:
        return datetime.fromtimestamp(int(line[1]), timezone(offset)).isoformat()
    except (ValueError, OverflowError, OSError):
        return None
