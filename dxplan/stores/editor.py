"""The editor that a person has chosen, started without a shell, and the private copy of a file that it works on."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from dxplan.errors import DocumentError, DxplanError
from dxplan.model.message import Message, message
from dxplan.stores.file_reading import read_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dxplan.stores.git import GitRepository

_USUAL = {True: "notepad", False: "vi"}
_QUOTES = ('"', "'")
_IGNORED = ".gitignore"


def editor_command(
    environment: Mapping[str, str], repository: GitRepository | None, *, windows: bool = os.name == "nt"
) -> list[str]:
    """Return the editor and its arguments: ``VISUAL``, else ``EDITOR``, else what git would start, else a usual one.

    Raises DxplanError where it cannot be read or is not there.
    """
    chosen = environment.get("VISUAL") or environment.get("EDITOR") or ""
    if not chosen.strip() and repository is not None:
        # Git answers nothing where it knows of no editor, as on a terminal that can do nothing.
        chosen = repository.read("var", "GIT_EDITOR", codes=(0, 1, 128)).decode("utf-8", "surrogateescape")
    return split_command(chosen.strip() or _USUAL[windows], windows=windows)


def split_command(text: str, *, windows: bool) -> list[str]:
    """Return the words of an editor's command line, its program found; raises DxplanError.

    A path with spaces needs no quotes where it is the whole of it. Nothing means anything to a shell, as there is none.
    """
    whole = _program(text)
    if whole is not None:
        return [whole]
    try:
        words = shlex.split(text, posix=not windows)
    except ValueError:
        raise DxplanError(
            message("The editor “{editor}” cannot be read: a quotation mark is not closed.", editor=text),
            _hint(),
        ) from None
    if windows:  # where a backslash is no escape, quotes stay around what they hold together
        words = [_unquoted(word) for word in words]
    program = _program(words[0]) if words else None
    if program is None:
        raise DxplanError(
            message("The editor “{editor}” is not there.", editor=words[0] if words else text), _hint()
        )
    return [program, *words[1:]]


def run_editor(command: Sequence[str], file: Path) -> None:
    """Let a person edit a file; raises DxplanError where the editor cannot be started or fails."""
    words = [*command, str(file)]
    name = Path(command[0]).name
    try:
        done = subprocess.run(words, check=False)  # noqa: S603  (what the person has chosen, and no shell)
    except OSError as error:
        reason = error.strerror or str(error)
        raise DxplanError(
            message("The editor “{editor}” cannot be started: {reason}.", editor=name, reason=reason), _hint()
        ) from None
    if done.returncode != 0:
        raise DxplanError(
            message(
                "The editor “{editor}” ended with {code}; nothing was written.",
                editor=name,
                code=done.returncode,
            )
        )


class WorkingCopy:
    """A copy of a file that nobody takes for a part of the plan.

    It stands in a folder of its own beside the original's, so that the way to a schema, which a first line may name, is the
    same; git does not see it.
    """

    def __init__(self, beside: Path, name: str, data: bytes) -> None:
        """Make the copy of that name, with a folder in ``beside``; raises DxplanError."""
        self.start = data
        self.kept = False
        """Whether the copy is to stay."""
        try:
            self._folder = Path(tempfile.mkdtemp(dir=beside, prefix=".dxplan-"))
            (self._folder / _IGNORED).write_bytes(b"*\n")
            self.file = self._folder / name
            self.file.write_bytes(data)
        except OSError as error:
            reason = error.strerror or str(error)
            raise DxplanError(
                message("{folder} cannot be written: {reason}.", folder=beside.as_posix(), reason=reason)
            ) from None

    def read(self) -> bytes:
        """Return what the copy holds now; raises DxplanError where it is gone or no file any more."""
        try:
            return read_bytes(self.file, self._folder)
        except DocumentError as error:
            if error.rule == "too-large":
                raise
            raise DxplanError(
                message("The editor has left no file that could be read; nothing was written.")
            ) from None

    @property
    def is_changed(self) -> bool:
        """Whether the copy holds something that would be lost with it."""
        try:
            return read_bytes(self.file, self._folder) != self.start
        except DocumentError as error:
            return error.rule == "too-large"

    def close(self) -> None:
        """Take the copy away, with what the editor has left beside it, unless it is to stay."""
        if not self.kept:
            shutil.rmtree(self._folder, ignore_errors=True)


def _program(name: str) -> str | None:
    """Return the program of a name; where it has no folder, one of ``PATH``, never one that lies in the present folder."""
    if Path(name).name != name:
        return shutil.which(name)
    folders = (Path(folder) for folder in os.get_exec_path())
    found = (shutil.which(folder / name) for folder in folders if folder.is_absolute())
    return next((os.fspath(program) for program in found if program), None)


def _unquoted(word: str) -> str:
    quoted = len(word) > 1 and word[0] in _QUOTES and word[-1] == word[0]
    return word[1:-1] if quoted else word


def _hint() -> Message:
    return message("Set VISUAL or EDITOR, for example to: code --wait")
