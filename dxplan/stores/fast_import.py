"""Commits and tags written as a stream for ``git fast-import``: the same bytes and so the same ids everywhere.

Only the stream is made here; no process is run. Paths, names and messages are taken as they are, since whoever makes
commits anew chooses them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

OFFSET = "+0900"
"""The offset of every time that is written: the plans' cities keep Japanese time."""

_CUT_OFF = 40


class Person(Struct, frozen=True):
    """Who writes or takes in a commit."""

    name: str
    email: str


class NewCommit(Struct, frozen=True):
    """A commit to be made.

    ``parents`` are places in the sequence of commits, from 0, each before this one; ``files`` are the changes against the
    first parent, None for a file that goes. Times are in seconds since 1970.
    """

    files: tuple[tuple[str, bytes | None], ...]
    author: Person
    authored: int
    committer: Person
    committed: int
    message: str
    parents: tuple[int, ...] = ()


class NewTag(Struct, frozen=True):
    """An annotated tag to be made on a commit whose id is known; ``name`` without ``refs/tags/``."""

    name: str
    commit: str
    tagger: Person
    when: int
    message: str


def commit_stream(
    commits: Iterable[NewCommit], branch: str = "main", asked: Iterable[int] = ()
) -> Iterator[bytes]:
    """Yield the stream that makes commits, of which the last one is the branch's tip.

    For each place in ``asked`` fast-import writes the commit's id to its standard output, a line each, at the end.
    """
    yield b"feature done\n"
    head = f"commit refs/heads/{branch}\n".encode()
    for place, commit in enumerate(commits):
        yield head + _opening(place, commit)
        for path, content in commit.files:
            if content is None:
                yield f"D {path}\n".encode()
            else:
                yield b"M 100644 inline %b\ndata %d\n%b\n" % (path.encode(), len(content), content)
        yield b"\n"
    for place in asked:
        yield b"get-mark :%d\n" % (place + 1)
    yield b"done\n"


def tag_stream(tags: Iterable[NewTag]) -> Iterator[bytes]:
    """Yield the stream that makes annotated tags on commits that are there."""
    yield b"feature done\n"
    for tag in tags:
        opening = f"tag {tag.name}\nfrom {tag.commit}\n{_by('tagger', tag.tagger, tag.when)}"
        yield opening.encode() + _text(tag.message)
    yield b"done\n"


def asked_ids(output: bytes) -> list[str]:
    """Return the commit ids that fast-import has written for the places asked for, in their order.

    Raises ValueError where something else was written.
    """
    ids = output.decode("ascii").split()
    for found in ids:
        if len(found) < _CUT_OFF:
            raise ValueError(found)
        int(found, 16)
    return ids


def _opening(place: int, commit: NewCommit) -> bytes:
    people = _by("author", commit.author, commit.authored) + _by(
        "committer", commit.committer, commit.committed
    )
    opening = f"mark :{place + 1}\n{people}".encode() + _text(commit.message)
    # Where a commit follows the one written before it, fast-import goes on from the tree that it holds already.
    if commit.parents and commit.parents[0] != place - 1:
        opening += b"from :%d\n" % (commit.parents[0] + 1)
    for parent in commit.parents[1:]:
        opening += b"merge :%d\n" % (parent + 1)
    return opening


def _by(role: str, person: Person, when: int) -> str:
    return f"{role} {person.name} <{person.email}> {when} {OFFSET}\n"


def _text(text: str) -> bytes:
    raw = text.encode() if text.endswith("\n") else (text + "\n").encode()
    return b"data %d\n%b\n" % (len(raw), raw)
