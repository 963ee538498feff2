"""Making a plan repository with a history that is known beforehand: whole or not at all."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from dxplan.errors import DxplanError
from dxplan.model.message import message
from dxplan.stores.fast_import import NewCommit, NewTag, asked_ids, commit_stream, tag_stream
from dxplan.stores.git import GitRepository

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

# Nothing that a person has configured may have a say: no hook runs, and files stand as they stand in git.
_PLAIN = ("-c", f"core.hooksPath={os.devnull}", "-c", "core.autocrlf=false")
_IMPORT = (*_PLAIN, "fast-import", "--quiet", "--done")
# What git is told through the environment, for example in a hook, is of another repository.
_ELSEWHERE = (
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_CONFIG", "GIT_CONFIG_COUNT", "GIT_CONFIG_PARAMETERS",
    "GIT_DIR", "GIT_INDEX_FILE", "GIT_NAMESPACE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX", "GIT_WORK_TREE",
)  # fmt: skip


def make_repository(
    folder: Path,
    commits: Iterable[NewCommit],
    asked: Sequence[int],
    tag: Callable[[GitRepository, list[str]], None],
    beside: Mapping[str, bytes],
) -> None:
    """Make a repository in a folder that is empty or not there.

    ``asked`` are the places of the commits whose ids ``tag`` gets, to make tags; ``beside`` holds files that the working tree
    has besides those of the history. Raises DxplanError; then nothing is left behind.
    """
    target = Path(os.path.realpath(folder))
    _check_free(folder, target)
    with _room(target) as made, _on_its_own():
        try:
            repository = GitRepository.create(made)
            ids = asked_ids(repository.feed(commit_stream(commits, asked=asked), *_IMPORT))
            tag(repository, ids)
            repository.read(*_PLAIN, "read-tree", "--reset", "-u", "HEAD")
        except DxplanError as error:
            raise DxplanError(
                message("The repository could not be made: {text}", text=error.message)
            ) from None
        for path, content in beside.items():
            file = made / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)


def make_tag(repository: GitRepository, tag: NewTag) -> str:
    """Make an annotated tag and return the id of the tag object; raises DxplanError."""
    repository.feed(tag_stream([tag]), *_IMPORT)
    return (
        repository.read("rev-parse", "--verify", "--end-of-options", f"refs/tags/{tag.name}").decode().strip()
    )


def _check_free(folder: Path, target: Path) -> None:
    """Make sure that a folder can be made or filled; ``target`` is where its links lead. Raises DxplanError."""
    hint = message("Name a folder that is not there yet.")
    above = next(place for place in (target, *target.parents) if os.path.lexists(place))
    for place in (folder, above):
        if os.path.lexists(place) and not place.is_dir():
            raise DxplanError(
                message(
                    "{folder} is there already and is no folder; nothing was made.", folder=place.as_posix()
                ),
                hint,
            )
    if above == target and os.listdir(target):  # noqa: PTH208  (iterdir would read on)
        raise DxplanError(
            message(
                "{folder} is there already and is not empty; nothing was made.", folder=target.as_posix()
            ),
            hint,
        )


@contextmanager
def _room(target: Path) -> Iterator[Path]:
    """Yield a folder beside or in the target, whose content becomes the target's at the end, whole or not at all."""
    new = [place for place in (target, *target.parents) if not place.exists()]
    moved: list[Path] = []
    try:
        target.mkdir(parents=True, exist_ok=True)
        # Whoever stands in the folder stays there: what is made moves in, and the folder is not replaced.
        with TemporaryDirectory(prefix=".dxplan-", dir=target, ignore_cleanup_errors=True) as name:
            made = Path(name)
            yield made
            for entry in sorted(made.iterdir()):
                entry.rename(target / entry.name)
                moved.append(target / entry.name)
    except BaseException:
        for path in moved:
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
        for place in new:
            with suppress(OSError):  # what somebody else has put there stays
                place.rmdir()
        raise


@contextmanager
def _on_its_own() -> Iterator[None]:
    """Keep from git what it is told of another repository."""
    kept = {name: os.environ.pop(name) for name in _ELSEWHERE if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(kept)
