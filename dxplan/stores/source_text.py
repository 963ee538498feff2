"""The text of a source file: from bytes to text, and back to bytes in the same dress.

Only UTF-8 is read, with or without a byte order mark, with any line ending. What comes back from Windows in
another encoding is refused with the name of that encoding, so that the cure can be said.
Source: YAML 1.2.2, sections 5.1 (character set) and 5.4 (line breaks).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from msgspec import Struct

from dxplan.errors import DocumentError
from dxplan.model.message import message

MAX_BYTES = 1024 * 1024
BYTE_ORDER_MARK = b"\xef\xbb\xbf"

# Not only what YAML forbids: the byte order mark inside a text and the line separators NEL, LS and PS are
# invisible, come from careless copying, and YAML 1.1 and 1.2 readers break lines at them differently.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")

# UTF-16 without a mark, and JIS, cannot do without one of these.
_HIDDEN_SIGN = re.compile(b"[\x00\x1b]")

# ``unicodedata`` has no names for control characters; these are the ones that office software leaves behind.
_CONTROL_NAMES = {
    "\x00": "NULL",
    "\x07": "BELL",
    "\x08": "BACKSPACE",
    "\x0b": "LINE TABULATION",
    "\x0c": "FORM FEED",
    "\x0d": "CARRIAGE RETURN",
    "\x1a": "SUBSTITUTE",
    "\x1b": "ESCAPE",
    "\x7f": "DELETE",
    "\x85": "NEXT LINE",
}


class SourceText(Struct, frozen=True):
    r"""A file's text with every line break as ``\n``, and how its bytes were dressed.

    ``newline`` is the line ending of most lines (of the first line when they are even); ``mixed`` says that
    some lines ended otherwise, so that writing the text back evens them out.
    """

    text: str
    bom: bool = False
    newline: Literal["\n", "\r\n"] = "\n"
    mixed: bool = False


def decode(raw: bytes) -> SourceText:
    """Turn the bytes of a file into its text.

    Raises DocumentError: ``too-large`` above 1 MiB, ``encoding`` for what is not UTF-8, ``yaml-syntax`` for a
    character that may not stand in YAML.
    """
    check_size(len(raw))
    bom = raw.startswith(BYTE_ORDER_MARK)
    body = raw[len(BYTE_ORDER_MARK) :] if bom else raw
    try:
        written = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf8(body, error.start) from None
    # Two plain searches for one byte are done before the pattern has begun.
    if (b"\x00" in body or b"\x1b" in body) and (found := _HIDDEN_SIGN.search(body)):
        from dxplan.stores.encoding_guess import hidden_encoding  # noqa: PLC0415  (only what is wrong needs it)

        encoding = hidden_encoding(body)
        if encoding is not None:
            raise _other_encoding(encoding, body, found.start())
    if "\r" not in written:
        check_characters(written)
        return SourceText(written, bom, "\n", mixed=False)
    text = written.replace("\r\n", "\n").replace("\r", "\n")
    check_characters(text)
    newline, mixed = _line_ending(written)
    return SourceText(text, bom, newline, mixed)


def encode(text: str, like: SourceText) -> bytes:
    """Turn a text into bytes with the byte order mark and the line ending of the file it replaces.

    ``encode(source.text, source)`` gives back the very bytes that were decoded, unless ``source.mixed``.
    """
    body = text.replace("\n", "\r\n") if like.newline == "\r\n" else text
    return (BYTE_ORDER_MARK if like.bom else b"") + body.encode("utf-8")


def check_size(size: int) -> None:
    """Refuse a file of more than 1 MiB, with rule ``too-large``: no plan is that long by hand."""
    if size > MAX_BYTES:
        raise DocumentError(
            "too-large",
            message("The file has {size} bytes; at most {limit} can be read.", size=size, limit=MAX_BYTES),
            message("Check that this is the right file, or divide it."),
        )


def check_characters(text: str) -> None:
    """Refuse the first character that may not stand in a YAML file, with rule ``yaml-syntax``."""
    found = _FORBIDDEN.search(text)
    if found is None:
        return
    character = found.group()
    name = _CONTROL_NAMES.get(character) or unicodedata.name(character, "") or "CONTROL CHARACTER"
    line, column = place(text, found.start())
    raise DocumentError(
        "yaml-syntax",
        message(
            "An invisible character that YAML does not allow stands here: {code} ({name}).",
            code=f"U+{ord(character):04X}",
            name=name,
        ),
        message("Delete it; it often comes along when text is copied from a PDF or an office document."),
        line=line,
        column=column,
    )


def place(text: str, index: int) -> tuple[int, int]:
    """Say at which line and column, from 1, the character at ``index`` stands."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _line_ending(written: str) -> tuple[Literal["\n", "\r\n"], bool]:
    """Say which line ending prevails (the first one when they are even), and whether there are others."""
    windows = written.count("\r\n")
    unix = written.count("\n") - windows
    lone = written.count("\r") - windows
    mixed = bool(lone or (windows and unix))
    if windows != unix + lone:
        return ("\r\n" if windows > unix + lone else "\n"), mixed
    first = written.find("\n")
    return ("\r\n" if first > 0 and written[first - 1] == "\r" else "\n"), mixed


def _not_utf8(body: bytes, start: int) -> DocumentError:
    from dxplan.stores.encoding_guess import likely_encoding  # noqa: PLC0415

    encoding = likely_encoding(body)
    if encoding is not None:
        return _other_encoding(encoding, body, start)
    line, column = _byte_place(body, start)
    return DocumentError(
        "encoding",
        message(
            "The file is not saved as UTF-8: the byte {byte} here stands for no character.",
            byte=f"0x{body[start]:02X}",
        ),
        message(
            "The file may be damaged or cut off. Take it from a backup, or type this character again and save as UTF-8."
        ),
        line=line,
        column=column,
    )


def _other_encoding(encoding: str, body: bytes, start: int) -> DocumentError:
    line, column = (1, 1) if encoding.startswith("UTF-") else _byte_place(body, start)
    return DocumentError(
        "encoding",
        message("The file is not saved as UTF-8 but, as it seems, as {encoding}.", encoding=encoding),
        message(
            "Open it in Notepad, choose “Save As” and the encoding “UTF-8”. In Excel, save as “CSV UTF-8” or “Unicode”, never as plain CSV."
        ),
        line=line,
        column=column,
    )


def _byte_place(body: bytes, start: int) -> tuple[int, int]:
    before = body[:start].decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return place(before, len(before))
