"""JSON Pointers (RFC 6901) for places in a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def join_pointer(parts: Iterable[str | int]) -> str:
    """Write a path of keys and list positions as a JSON Pointer."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def split_pointer(pointer: str) -> tuple[str, ...]:
    """Read a JSON Pointer into its parts; the empty pointer, the whole document, has none."""
    if not pointer:
        return ()
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in pointer[1:].split("/"))


def look_up(data: object, pointer: str) -> object:
    """Return the value at a pointer, or None where the document has no such place."""
    for part in split_pointer(pointer):
        if isinstance(data, dict):
            data = data.get(part)
        elif isinstance(data, list) and part.isascii() and part.isdecimal() and int(part) < len(data):
            data = data[int(part)]
        else:
            return None
    return data
