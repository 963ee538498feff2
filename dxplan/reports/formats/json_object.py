"""JSON: the machine's contract; one object, keys in a fixed order, not escaped, ending with a newline.

Only what would work on a terminal instead of being shown is escaped; to a program that is the same text.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec

from dxplan.reports.blocks import Streamed
from dxplan.reports.width import as_escapes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dxplan.reports.blocks import Report
    from dxplan.reports.formats import Surroundings


_AT_ONCE = 500
_UNKNOWN = (TypeError, OverflowError, UnicodeEncodeError)
_BEFORE = '{\n  "": [\n'
_BEHIND = "\n  ]\n}"


def render(report: Report, _surroundings: Surroundings) -> str:
    """Return the report's payload."""
    return "".join(pieces(report))


def pieces(report: Report) -> Iterator[str]:
    """Yield the report's payload in pieces, so that a long list never stands in memory as a whole."""
    payload = {"version": 1} | report.payload
    if not any(isinstance(value, Streamed) for value in payload.values()):
        yield indented(payload) + "\n"
        return
    start = "{\n"
    for key, value in payload.items():
        if isinstance(value, Streamed):
            yield f"{start}  {compact(key)}: "
            yield from _list_pieces(value.items())
        else:
            yield start + indented({key: value})[2:-2]
        start = ",\n"
    yield "\n}\n"


def _list_pieces(items: Iterable[Any]) -> Iterator[str]:
    """Yield a list that stands in an object, some items at a time."""
    source, start = iter(items), "[\n"
    while some := list(islice(source, _AT_ONCE)):
        # As deep as they stand in the object, and without what stands around them.
        yield start + indented({"": some})[len(_BEFORE) : -len(_BEHIND)]
        start = ",\n"
    yield "[]" if start.startswith("[") else "\n  ]"


def indented(value: Any) -> str:
    """Return a value as JSON with an indent of two; what is no number there, as NaN, is ``null``."""
    try:
        packed = msgspec.json.encode(value)
    except _UNKNOWN:
        return as_escapes(_odd(value, indent=2))
    text = msgspec.json.format(packed, indent=2).decode()
    # On one line it shows much sooner that there is nothing to escape. The wide space is the one harmless exception.
    return text if packed.decode().replace("\u3000", "").isprintable() else as_escapes(text)


def compact(value: Any) -> str:
    """Return a value as JSON on one line, as it stands in the cell of a table."""
    try:
        return msgspec.json.encode(value).decode()
    except _UNKNOWN:
        return _odd(value, indent=None)


def _odd(value: Any, indent: int | None) -> str:
    """Return a value that only the standard library knows: a number of any length, half a surrogate pair."""
    import json  # noqa: PLC0415  (hardly ever needed)

    known = json.loads(json.dumps(value), parse_constant=lambda _name: None)
    return json.dumps(known, ensure_ascii=False, indent=indent, separators=None if indent else (",", ":"))
