"""Git: the only place that knows GitPython. Reading runs nothing that a repository's configuration names."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from dxplan.model.change import LastChange

if TYPE_CHECKING:
    from pathlib import Path

_FIELDS = "%H%x00%aI%x00%aN%x00%s%x00"
# A hostile configuration must not start a program: no pager, no external diff, no file-system monitor.
_QUIET = ("-c", "core.fsmonitor=false", "-c", "log.showSignature=false", "-c", "core.pager=cat")


def last_changes(root: Path, path: str, count: int) -> list[LastChange]:
    """Return the newest commits that touched a file, newest first; none where there is no repository or no commit."""
    import git  # noqa: PLC0415  (100 ms that most commands do not need)

    try:
        repository = git.Repo(root, search_parent_directories=True)
    except (git.InvalidGitRepositoryError, git.NoSuchPathError):
        return []
    with closing(repository):
        try:
            output = repository.git.execute(
                [
                    "git",
                    *_QUIET,
                    "log",
                    f"--max-count={count}",
                    f"--format={_FIELDS}",
                    "--no-ext-diff",
                    "--",
                    path,
                ],
                strip_newline_in_stdout=True,
                with_extended_output=False,
                as_process=False,
            )
        except (git.GitCommandError, git.GitCommandNotFound):
            return []
    fields = str(output).split("\0")
    return [
        LastChange(commit=fields[i].strip(), date=fields[i + 1], author=fields[i + 2], summary=fields[i + 3])
        for i in range(0, len(fields) - 4, 4)
    ]
