"""Progress: how far long work has come, told to whoever follows it; as a rule nobody does."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, TypeVar

from dxplan.model.message import Message, message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

T = TypeVar("T")
Follower = Callable[[Message], None]
_FOLLOWER: ContextVar[Follower | None] = ContextVar("follower", default=None)


@contextmanager
def followed_by(follower: Follower) -> Iterator[None]:
    """Let somebody follow all work until the end of the block."""
    token = _FOLLOWER.set(follower)
    try:
        yield
    finally:
        _FOLLOWER.reset(token)


def tell_progress(said: Message) -> None:
    """Tell how far the work has come."""
    follower = _FOLLOWER.get()
    if follower is not None:
        follower(said)


def some_files_at_a_time(files: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Yield files, so many at a time, and tell between them how many are done."""
    for start in range(0, len(files), size):
        if start:
            tell_progress(message("Reading files: {done} of {total} …", done=start, total=len(files)))
        yield files[start : start + size]
