"""Writing files: whole or not at all, durably, and never over what somebody else has written meanwhile."""

from __future__ import annotations

import errno
import os
import re
import stat
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from dxplan.errors import DxplanError
from dxplan.model.message import message
from dxplan.stores.file_reading import read_bytes, real_path
from dxplan.stores.open_elsewhere import patiently
from dxplan.stores.source_text import SourceText, check_characters, check_size, decode, encode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LINE_BREAK = re.compile(r"(\r\n|\r|\n)")
_DESCRIPTOR = re.compile(r"/dev/stderr|(?:/dev|/proc/self)/fd/[0-9]+")


def write_file(file: Path, data: bytes) -> None:
    """Write a file that the user names, through a link where it is one; raises DxplanError.

    A device or a pipe cannot be replaced and is written to as it is; so is a stream that is open already, whatever
    file may be behind it.
    """
    try:
        if _DESCRIPTOR.fullmatch(file.as_posix()):
            with file.open("ab") as sink:
                sink.write(data)
        elif file.exists() and not file.is_file():
            file.write_bytes(data)
        else:
            _replace(file.resolve(), data)
    except OSError as error:
        raise DxplanError(
            message(
                "{file} cannot be written: {reason}.",
                file=file.as_posix(),
                reason=error.strerror or str(error),
            )
        ) from None


def rewrite(path: Path, root: Path, text: str, read: bytes) -> None:
    r"""Write a file of the plan repository ``root`` that was read as ``read`` before.

    ``text`` has ``\n`` at every line's end; the file keeps its byte order mark and its line endings, even mixed ones.
    Raises DxplanError: as ``read_bytes`` does, when the file has changed since it was read, and when it cannot be
    written.
    """
    check_characters(text)
    data = dressed(text, read)
    check_size(len(data))
    check_unchanged(path, root, read)
    with _told():
        _replace(Path(real_path(path, root)), data, lambda: check_unchanged(path, root, read))


def create(path: Path, text: str) -> None:
    """Write a new file, with the folders in which it is to stand; raises DxplanError."""
    data = text.encode("utf-8")
    check_size(len(data))
    with _told():
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, data, lambda: check_absent(path))


def remove(path: Path, root: Path, read: bytes) -> None:
    """Take away a file that was read as ``read`` before; raises DxplanError."""
    check_unchanged(path, root, read)
    with _told():
        patiently(path.unlink, path)
    _sync_folder(path.parent)


def put_back(path: Path, data: bytes | None) -> None:
    """Make a file what it was, None for one that was not there; raises OSError."""
    if data is None:
        path.unlink(missing_ok=True)
    else:
        _replace(path, data)


def check_unchanged(path: Path, root: Path, read: bytes) -> None:
    """Make sure that a file still holds what was read; raises DxplanError."""
    if read_bytes(path, root) != read:
        raise DxplanError(
            message("Another program has changed the file meanwhile."),
            message("Run the command again."),
        )


def check_absent(path: Path) -> None:
    """Make sure that nothing of a name is there, be it a link that leads nowhere; raises DxplanError."""
    if os.path.lexists(path):
        raise DxplanError(message("There is such a file already."), message("Nothing was written."))


@contextmanager
def _told() -> Iterator[None]:
    """Tell of what the system refuses."""
    try:
        yield
    except PermissionError:
        raise DxplanError(
            message("The file is write-protected, or its folder is."),
            message("Allow writing, or ask the person who looks after the folder."),
        ) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise DxplanError(message("The file cannot be written: {reason}.", reason=reason)) from None


def _replace(target: Path, data: bytes, check: Callable[[], None] | None = None) -> None:
    """Put a new file in the place of ``target``, or leave everything as it was; ``check`` is the last word."""
    state = _state(target)
    descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=".dxplan-")
    try:
        with os.fdopen(descriptor, "wb") as sink:
            sink.write(data)
            sink.flush()
            os.fsync(sink.fileno())
        _dress_like(temporary, state)
        if check:
            check()
        patiently(lambda: Path(temporary).replace(target), target)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise
    _sync_folder(target.parent)


def _state(target: Path) -> os.stat_result | None:
    """Look at the file that is to be replaced: what is write-protected stays, though its folder would allow it."""
    try:
        state = target.stat()
    except FileNotFoundError:
        return None
    if not os.access(target, os.W_OK) or not state.st_mode & 0o222:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return state


def _dress_like(temporary: str, state: os.stat_result | None) -> None:
    """Give a new file the owner and the mode of the old one; shared folders live by their group."""
    if state is None:
        Path(temporary).chmod(0o666 & ~_umask())
        return
    for owner, group in ((-1, state.st_gid), (state.st_uid, -1)):
        with suppress(OSError, AttributeError):
            os.chown(temporary, owner, group)
    Path(temporary).chmod(stat.S_IMODE(state.st_mode))


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut; Windows does that by itself and cannot open folders."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def dressed(text: str, read: bytes) -> bytes:
    """Turn a text into bytes as ``encode`` does; in a file of mixed line endings, every line keeps its own."""
    source = decode(read)
    return _mixed(text, source, read) if source.mixed else encode(text, source)


def _mixed(text: str, source: SourceText, read: bytes) -> bytes:
    import difflib  # noqa: PLC0415  (rarely needed)

    old, *parts = _LINE_BREAK.split(read.decode("utf-8-sig"))
    old_lines, old_breaks = [old, *parts[1::2]], [*parts[::2], source.newline]
    lines = text.split("\n")
    breaks: list[str] = [source.newline] * len(lines)
    matcher = difflib.SequenceMatcher(None, old_lines, lines, autojunk=False)
    for _, start, end, new_start, new_end in matcher.get_opcodes():
        count = min(end - start, new_end - new_start)
        breaks[new_start : new_start + count] = old_breaks[start : start + count]
    breaks[-1] = ""
    written = "".join(line + end for line, end in zip(lines, breaks, strict=True))
    return encode(written, SourceText(written, source.bom))
