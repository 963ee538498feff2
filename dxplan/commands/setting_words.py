"""The words of ``dxplan set``: which are ids, which are assignments, and the prose that stands in files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dxplan.analysis.assigning_places import Bound, bind
from dxplan.commands.setting_slips import check_slips
from dxplan.errors import DocumentError, DxplanError, UsageError
from dxplan.model.field_path import Assignment, parse_assignment, parse_path
from dxplan.model.message import message
from dxplan.stores.file_reading import read_bytes
from dxplan.stores.schemas import list_keys, schema
from dxplan.stores.source_text import MAX_BYTES, check_size, decode

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_INPUT, _FILE = "-", "@"


def read_words(words: Sequence[str], unset: Sequence[str]) -> tuple[list[str], list[Assignment]]:
    """Return the ids and the assignments: whatever comes before the first ``=`` is an id; raises UsageError."""
    check_slips(words)
    first = next((at for at, word in enumerate(words) if "=" in word), len(words))
    assignments = [_assignment(words, at, first) for at in range(first, len(words))]
    assignments += [Assignment(parse_path(path), "take") for path in unset]
    if not assignments:
        raise UsageError(
            message("There is nothing to set."), message("Write FIELD=VALUE, such as status=運用中")
        )
    return list(dict.fromkeys(words[:first])), assignments


def _assignment(words: Sequence[str], at: int, first: int) -> Assignment:
    try:
        return parse_assignment(words[at])
    except UsageError as error:
        if "=" in words[at]:
            raise
        written = f"{words[at - 1]} {words[at]}"
        hint = message("A value with spaces goes into quotes with its field: '{text}'", text=written)
        order = message("Write dxplan set ID FIELD=VALUE")
        raise UsageError(error.message, hint if first else order) from None


def bound(assignments: Sequence[Assignment]) -> list[Bound]:
    """Find the places of assignments in the schema and read their values; raises DxplanError."""
    source = _Source()
    return [bind(one, schema("initiative"), list_keys("initiative"), source) for one in assignments]


class _Source:
    """Reads prose that a value names: ``@FILE``, or ``-`` for standard input; ``@@`` begins a text with ``@``."""

    def __init__(self) -> None:
        self._asked = False

    def __call__(self, value: str) -> str | None:
        """Return the prose, None where the value itself is meant; raises DxplanError."""
        if value == _INPUT:
            if self._asked:
                raise UsageError(message("Standard input (-) can be read once only."))
            self._asked = True
            return _text("-", _standard_input)
        if value.startswith(_FILE * 2):
            return value[1:]
        if value.startswith(_FILE) and value != _FILE:
            file = Path(value[1:])
            return _text(file.as_posix(), lambda: _file(file))
        return None


def _standard_input() -> bytes:
    buffer = getattr(sys.stdin, "buffer", None)
    raw: bytes = buffer.read(MAX_BYTES + 1) if buffer else sys.stdin.read().encode("utf-8", "replace")
    check_size(len(raw))
    return raw


def _file(file: Path) -> bytes:
    # Whoever names a file may mean one behind a link.
    real = file.resolve()
    return read_bytes(real, real.parent)


def _text(name: str, read: Callable[[], bytes]) -> str:
    try:
        text = decode(read()).text
    except DocumentError as error:
        raise DxplanError(
            message("{place} cannot be used: {text}", place=error.place(name), text=error.message), error.hint
        ) from None
    if not text.strip():
        raise UsageError(message("{place} has no text.", place=name))
    return text
