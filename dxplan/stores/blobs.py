"""Blobs: the contents of files in git, many at a time through one process, none larger than a plan file may be."""

from __future__ import annotations

from hashlib import sha1, sha256
from typing import IO, TYPE_CHECKING

from dxplan.errors import DocumentError, DxplanError
from dxplan.model.message import Message, message
from dxplan.stores.git_trouble import DAMAGED, PARTIAL
from dxplan.stores.source_text import MAX_BYTES, check_size

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dxplan.stores.git import GitRepository

_PIECE = 1 << 16
# A blob that is damaged ends git; so often it is started again before the whole repository counts as damaged.
_MOST_RESTARTS = 20
_SHA_1 = 40
_DAMAGED = message("The file cannot be read from git: its object is damaged.")
_ABSENT = message("The file cannot be read from git: its object is missing.")


def read_blobs(repository: GitRepository, ids: Iterable[str]) -> Iterator[tuple[str, bytes | DocumentError]]:
    """Yield the contents of blobs by id, in the order asked; a blob that cannot be had is a DocumentError.

    What comes is what the id stands for: git itself does not look whether it is. Raises DxplanError where git cannot work,
    where too much is damaged, or where the clone has no contents.
    """
    wanted = list(dict.fromkeys(ids))
    restarts = 0
    while wanted:
        done = 0
        for blob, content in _read(repository, wanted):
            if isinstance(content, DocumentError) and content.message is _ABSENT and repository.is_partial:
                raise _partial()
            yield blob, content
            done += 1
        wanted = wanted[done:]
        if wanted:
            if not restarts:
                repository.check()
            restarts += 1
            if repository.is_partial:
                raise _partial()
            if restarts > _MOST_RESTARTS:
                raise DxplanError(message("Many files cannot be read from the history of git."), DAMAGED)
            yield wanted.pop(0), _lost(_DAMAGED)


def _read(repository: GitRepository, ids: Sequence[str]) -> Iterator[tuple[str, bytes | DocumentError]]:
    """Yield what one process of git gives; it ends at a damaged object, and so does this."""
    with repository.talk("cat-file", "--batch", "--buffer") as git:
        git.ask("".join(f"{blob}\n" for blob in ids).encode())
        for wanted in ids:
            head = git.stdout.readline().split()
            if len(head) < 2:  # noqa: PLR2004  (git has ended)
                return
            if head[1] == b"missing":
                yield wanted, _lost(_ABSENT)
                continue
            content = _content(git.stdout, int(head[2]))
            if content is None:
                return
            yield wanted, content if _is_genuine(wanted, content) else _lost(_DAMAGED)


def _content(source: IO[bytes], size: int) -> bytes | DocumentError | None:
    """Read a blob and the line break behind it; one that is too large is passed over piece by piece."""
    if size <= MAX_BYTES:
        raw = source.read(size + 1)
        return raw[:-1] if len(raw) == size + 1 else None
    left = size + 1
    while left:
        piece = source.read(min(left, _PIECE))
        if not piece:
            return None
        left -= len(piece)
    try:
        check_size(size)
    except DocumentError as error:
        return error
    return None


def _is_genuine(blob: str, content: bytes | DocumentError) -> bool:
    """Tell whether a content is what the id was made from, where it was read."""
    if isinstance(content, DocumentError):
        return True
    digest = sha1(usedforsecurity=False) if len(blob) == _SHA_1 else sha256()
    digest.update(b"blob %d\0" % len(content))
    digest.update(content)
    return digest.hexdigest() == blob


def _partial() -> DxplanError:
    return DxplanError(message("The contents of files are not in this clone."), PARTIAL)


def _lost(said: Message) -> DocumentError:
    """Return the error for an object that git does not have or cannot read."""
    return DocumentError(
        "unreadable",
        said,
        message("The repository is damaged or was cloned in part. Run git fsck, or clone it again in full."),
    )
