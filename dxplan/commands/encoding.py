"""Output in an encoding that the user names, for tools that do not read UTF-8."""

from __future__ import annotations

import codecs
import re
import unicodedata
from contextlib import suppress

from dxplan.errors import UsageError
from dxplan.model.message import message

_LOST = "?"
# JIS and Microsoft gave the same printed sign different code points, so an encoding may know the other one alone.
_PAIRS = (("〜", "～"), ("‖", "∥"), ("−", "－"), ("¢", "￠"), ("£", "￡"), ("¬", "￢"), ("—", "―"))
# が may be written as か and a mark, which old encodings do not know.
_VOICED = re.compile(".[\u3099\u309a]")
_TWINS = dict([*_PAIRS, *((other, one) for one, other in _PAIRS)])


def encoded(text: str, encoding: str) -> tuple[bytes, str]:
    """Return a text in an encoding, and the characters that the encoding lacks and that became question marks.

    Raises UsageError where there is no such encoding of texts.
    """
    try:
        if codecs.lookup(encoding).name in {"utf-8", "utf-8-sig"}:
            # Names of files that are not UTF-8 come out as they stand on the disk.
            return text.encode(encoding, "surrogateescape"), ""
        fitted, lost = _fitted(text, encoding)
        return fitted.encode(encoding), lost
    except (LookupError, UnicodeError):
        raise UsageError(
            message("--encoding: there is no encoding “{name}”.", name=encoding),
            message("For old tools in Japan: --encoding cp932."),
        ) from None


def check_utf_8(encoding: str, form: str) -> None:
    """Make sure that an encoding is UTF-8, as a format says of itself or (JSON: RFC 8259, 8.1) must be; raises UsageError."""
    with suppress(LookupError):
        if codecs.lookup(encoding).name == "utf-8":
            return
    raise UsageError(message("--encoding: {format} is always UTF-8.", format=form.upper()))


def _fitted(text: str, encoding: str) -> tuple[str, str]:
    """Return a text of characters that an encoding has, and those that had to be given up."""
    composed = _VOICED.sub(lambda match: unicodedata.normalize("NFC", match.group()), text)
    signs = {ord(char): _sign(encoding, char) for char in set(composed) if not _knows(encoding, char)}
    lost = sorted(code for code, sign in signs.items() if sign == _LOST)
    return composed.translate(signs), "".join(map(chr, lost))


def _sign(encoding: str, char: str) -> str:
    """Return what stands for a character that an encoding lacks."""
    twin = _TWINS.get(char, _LOST)
    return twin if _knows(encoding, twin) else _LOST


def _knows(encoding: str, char: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
