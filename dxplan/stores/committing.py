"""Making a commit of some files, as the person has configured git: with hooks, signing and their name."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dxplan.errors import DxplanError
from dxplan.model.message import message
from dxplan.stores.tags import is_half_done

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.stores.git import GitRepository


def commit(repository: GitRepository, paths: Sequence[str], text: str) -> str:
    """Make one commit of exactly these files and return its id; what else is staged or changed stays as it is.

    ``paths`` are relative to the repository's root; a file that is gone goes away in the commit. Raises DxplanError, also
    where a merge or a rebase waits to be finished, and where a hook refuses.
    """
    check_can_commit(repository)
    there = [path for path in paths if repository.top and os.path.lexists(repository.top / path)]
    code, said = 0, ""
    if there:
        # A new file must be known to git before a commit of it alone can be made.
        with _listed(there) as option:
            code, said = repository.write("add", "--intent-to-add", *option)
    if not code:
        with _listed(paths) as option:
            made = ("commit", "--quiet", "--only", "--cleanup=verbatim", f"--message={text}")
            code, said = repository.write(*made, *option)
    if code:
        raise DxplanError(
            message(
                "The files are written, but git made no commit of them: {reason}", reason=said or str(code)
            ),
            message("Mend what git tells, then commit them by hand."),
        )
    return repository.read("rev-parse", "HEAD").decode("ascii").strip()


def check_can_commit(repository: GitRepository) -> None:
    """Make sure that no merge, rebase or the like waits to be finished; raises DxplanError."""
    if is_half_done(repository):
        raise DxplanError(
            message("A merge, a rebase or the like is under way, so no commit of its own can be made."),
            message("Finish it first, or leave out --commit."),
        )


def check_identity(repository: GitRepository) -> None:
    """Make sure that git knows whose commits it makes; raises DxplanError.

    git itself tells it at the commit, when the files are written already, in a dozen English lines.
    """
    for identity in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"):
        code, _ = repository.write("var", identity)
        if code:
            raise DxplanError(
                message("git does not know your name and mail address, which stand in each commit."),
                message(
                    'Say them once: git config --global user.name "NAME", git config --global user.email "ADDRESS"'
                ),
            )


def changed_paths(repository: GitRepository, paths: Sequence[str]) -> list[str]:
    """Return those of the files that are not as in the present commit: changed, staged, new or gone."""
    form = ("--porcelain=v1", "-z", "--no-renames", "--untracked-files=all")
    entries = repository.read("status", *form).split(b"\0") if paths else []
    changed = {entry[3:].decode("utf-8", "surrogateescape") for entry in entries if entry}
    return sorted(set(paths) & changed)


@contextmanager
def _listed(paths: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Give git a list of paths in a file: a command line has no room for thousands."""
    names = "".join(f"{path}\0" for path in paths).encode("utf-8", "surrogateescape")
    with tempfile.TemporaryDirectory(prefix="dxplan-") as folder:
        file = Path(folder) / "paths"
        file.write_bytes(names)
        yield f"--pathspec-from-file={file}", "--pathspec-file-nul"
