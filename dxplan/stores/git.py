"""Git: the only place that knows GitPython.

Reading runs nothing that a repository's configuration names, fetches nothing, and gives the same answer whatever a
person has configured.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from dxplan.errors import DxplanError
from dxplan.model.change import LastChange
from dxplan.model.message import message

if TYPE_CHECKING:
    from pathlib import Path

_FIELDS = "%H%x00%aI%x00%aN%x00%s%x00"
_QUIET = (
    "--literal-pathspecs",
    "-c", "core.fsmonitor=false",
    "-c", "log.showSignature=false",
    "-c", "log.follow=false",
    "-c", "core.pager=cat",
)  # fmt: skip
# In a partial clone git would fetch what is missing, through whatever program the configuration names for that.
_ALONE = {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none", "GIT_OPTIONAL_LOCKS": "0"}
_NO_COMMIT = "does not have any commits yet"


def last_changes(root: Path, path: str, count: int) -> list[LastChange]:
    """Return the newest commits that touched a file, newest first; none where there is no repository or no commit.

    Raises DxplanError where there is a repository that git cannot or will not read.
    """
    try:
        import git  # noqa: PLC0415  (100 ms that most commands do not need)
    except ImportError:
        # GitPython looks for the program when it is imported.
        raise DxplanError(message("git is not installed.")) from None
    try:
        repository = git.Repo(root, search_parent_directories=True, expand_vars=False)
    except (git.InvalidGitRepositoryError, git.NoSuchPathError):
        return []
    with closing(repository):
        # A hook's variables may name another repository than the one around the plans.
        place = [f"--git-dir={repository.git_dir}"]
        if repository.working_tree_dir is not None:
            place.append(f"--work-tree={repository.working_tree_dir}")
        log = [
            "log",
            f"--max-count={count}",
            f"--format={_FIELDS}",
            "--encoding=UTF-8",
            "--no-ext-diff",
            "--",
            path,
        ]
        try:
            # It runs in the root, so that the path is meant from there, wherever the repository begins.
            output = git.Git(root).execute(
                ["git", *place, *_QUIET, *log], env=_ALONE, with_extended_output=False
            )
        except (git.GitCommandError, git.GitCommandNotFound) as error:
            if _NO_COMMIT in str(error.stderr):
                return []
            raise DxplanError(
                message("git cannot read the history: {reason}", reason=_reason(error.stderr))
            ) from None
    fields = str(output).split("\0")
    return [
        LastChange(commit=fields[i].strip(), date=fields[i + 1], author=fields[i + 2], summary=fields[i + 3])
        for i in range(0, len(fields) - 4, 4)
    ]


def _reason(stderr: object) -> str:
    """Return the first line of what git says."""
    # GitPython wraps it as "\n  stderr: 'fatal: …'".
    lines = str(stderr).strip().removeprefix("stderr:").strip().strip("'").splitlines()
    return lines[0].removeprefix("fatal: ") if lines else ""
