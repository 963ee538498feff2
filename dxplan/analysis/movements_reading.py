"""Reading plain data that need not fit the schema: what is not of the expected kind counts as not there."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dxplan.model.content import Data


def text_or_none(value: Any) -> str | None:
    """Return a text, None for everything else and for an empty one."""
    return value if isinstance(value, str) and value.strip() else None


def number_or_none(value: Any) -> float | None:
    """Return a number as it is, None for everything else; true and false are no numbers."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if isinstance(value, int) or isfinite(value) else None


def entries(value: Any) -> list[Data]:
    """Return those entries of a list that are groups of keys."""
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def entries_by(value: Any, key: str) -> dict[str, Data]:
    """Return the entries of a list by the text that they have under a key; of several with the same, the first."""
    found: dict[str, Data] = {}
    for entry in entries(value):
        name = text_or_none(entry.get(key))
        if name is not None:
            found.setdefault(name, entry)
    return found
