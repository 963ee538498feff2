"""The lines of ``.gitattributes`` that give plan files their merge and diff drivers; all other lines are left alone."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from dxplan.errors import DxplanError
from dxplan.model.message import message
from dxplan.stores.hooks_pieces import State, check_no_link
from dxplan.stores.writing import write_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.model.message import Message
    from dxplan.stores.hooks_sites import Site

_BEGIN, _END = "# >>> dxplan", "# <<< dxplan"
_BLOCK = re.compile(rf"(?ms)^{_BEGIN}\r?$.*?^{_END}\r?$(?:\n|\Z)")
_OWN = re.compile(r"=dxplan\b")
_DRIVERS = ("merge", "diff")
_MARK = re.compile(rf"(?m)^(?:{_BEGIN}|{_END})\r?$")


class Attributes:
    """The lines between dxplan's marks in a ``.gitattributes``."""

    name = "attributes"

    def __init__(self, site: Site) -> None:
        """Take the repository whose files they are for."""
        self._file = site.folder / ".gitattributes"
        self._site = site
        self._lines = (_BEGIN, *(f"{pattern} merge=dxplan diff=dxplan" for pattern in site.patterns), _END)

    @property
    def place(self) -> str:
        """The file."""
        return self._file.as_posix()

    @property
    def note(self) -> Message | None:
        """What is to be known of it."""
        return self._overruled() if self.is_own() else None

    def state(self) -> State:
        """Tell whether the lines are there and hold; raises DxplanError where the marks cannot be made out."""
        block = _block(self._text())
        if block is None:
            return "missing"
        if block.splitlines() != list(self._lines):
            return "outdated"
        return "foreign" if self._overruled() else "in place"

    def is_own(self) -> bool:
        """Tell whether the lines are there; raises DxplanError where the marks cannot be made out."""
        return _block(self._text()) is not None

    def check(self) -> None:
        """Make sure that the file can be changed, and that its lines hold; raises DxplanError."""
        check_no_link(self._file)
        told = self._overruled() if self.state() == "foreign" else None
        if told:
            raise DxplanError(
                told,
                message(
                    "Look below the lines of dxplan in .gitattributes, in those of the folders below, and in "
                    "info/attributes of the repository."
                ),
            )

    def _overruled(self) -> Message | None:
        """Tell of a plan file for which git takes another driver, None where there is none."""
        output = self._site.repository.read("check-attr", "-z", *_DRIVERS, "--", *self._site.samples)
        told = os.fsdecode(output).split("\0")
        for file, name, value in zip(told[::3], told[1::3], told[2::3], strict=False):
            if value != "dxplan":
                return message(
                    "Another line of attributes overrules dxplan's: {file} has {name}: {value}.",
                    file=file,
                    name=name,
                    value=value,
                )
        return None

    def install(self) -> None:
        """Put the lines in, or in the place of older ones."""
        text = self._text()
        write_file(self._file, _with_block(text, self._lines).encode("utf-8", "surrogateescape"))

    def check_removal(self) -> None:
        """Make sure that the file can be changed; raises DxplanError."""
        check_no_link(self._file)

    def uninstall(self) -> None:
        """Take the lines away, and a file that has nothing else."""
        text = _without_block(self._text())
        if text:
            write_file(self._file, text.encode("utf-8", "surrogateescape"))
        else:
            self._file.unlink()

    def _text(self) -> str:
        check_no_link(self._file)
        try:
            return self._file.read_bytes().decode("utf-8", "surrogateescape")
        except FileNotFoundError:
            return ""


def _block(text: str) -> str | None:
    """Return dxplan's lines with their marks; raises DxplanError for marks that are no pair."""
    found, marks = _BLOCK.findall(text), _MARK.findall(text)
    if len(found) > 1 or len(marks) != 2 * len(found):
        raise DxplanError(
            message("The lines “{begin}” and “{end}” in .gitattributes are no pair.", begin=_BEGIN, end=_END),
            message("Delete these lines and what stands between them, then run the command again."),
        )
    return found[0] if found else None


def _with_block(text: str, lines: Sequence[str]) -> str:
    newline = "\r\n" if "\r\n" in text else "\n"
    old = _block(text)
    block = newline.join([*lines, *_others(old or "")]) + newline
    if old is not None:
        return text.replace(old, block if old.endswith("\n") else block.removesuffix(newline))
    if text and not text.endswith("\n"):
        # The file ends without a line break, and shall do so again when the lines are gone.
        return text + newline + block.removesuffix(newline)
    return text + block


def _without_block(text: str) -> str:
    block = _block(text) or ""
    others = "".join(line + "\n" for line in _others(block))
    before, _, after = text.partition(block)
    if others and "\r\n" in block:
        others = others.replace("\n", "\r\n")
    if not block.endswith("\n") and not others:
        before = before.removesuffix("\n").removesuffix("\r")
    return before + others + after


def _others(block: str) -> list[str]:
    """Return the lines that somebody else has written between the marks: they are not dxplan's to take away."""
    return [line for line in block.splitlines()[1:-1] if line.strip() and not _OWN.search(line)]
