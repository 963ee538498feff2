"""JSON: the machine's contract; one object, keys in a fixed order, not escaped, ending with a newline.

Only what would work on a terminal instead of being shown is escaped; to a program that is the same text.
"""

from __future__ import annotations

import json
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


def render(report: Report, _surroundings: Surroundings) -> str:
    """Return the report's payload."""
    return "".join(pieces(report))


def pieces(report: Report) -> Iterator[str]:
    """Yield the report's payload in pieces, so that a long list never stands in memory as a whole."""
    payload = {"version": 1} | report.payload
    if not any(isinstance(value, Streamed) for value in payload.values()):
        yield as_escapes(indented(payload)) + "\n"
        return
    start = "{\n"
    for key, value in payload.items():
        yield f"{start}  {compact(key)}: "
        start = ",\n"
        if isinstance(value, Streamed):
            yield from _list_pieces(value.items())
        else:
            yield as_escapes(_deeper(indented(value)))
    yield "\n}\n"


def _list_pieces(items: Iterable[Any]) -> Iterator[str]:
    """Yield a list that stands in an object, some items at a time."""
    source, start = iter(items), "[\n  "
    while some := list(islice(source, _AT_ONCE)):
        # Without its brackets; in a text no line break stands, so each begins a line of the list.
        yield start + as_escapes(_deeper(indented(some)[2:-2]))
        start = ",\n  "
    yield "[]" if start.startswith("[") else "\n  ]"


def _deeper(text: str) -> str:
    return text.replace("\n", "\n  ")


def indented(value: Any) -> str:
    """Return a value as ``json.dumps`` writes it with an indent of two, in half the time or less."""
    try:
        # Only without an indent does the library write in C; what then sets the lines apart keeps every token as it is.
        return msgspec.json.format(json.dumps(value, ensure_ascii=False), indent=2)
    except (msgspec.DecodeError, UnicodeEncodeError):
        # NaN is no JSON and half a surrogate pair no UTF-8, but both came out as they were before.
        return json.dumps(value, ensure_ascii=False, indent=2)


def compact(value: Any) -> str:
    """Return a value as JSON on one line, as it stands in the cell of a table."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
