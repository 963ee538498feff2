"""Fuzzy dates and points as reports show them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dxplan.model.fuzzy_date import FuzzyDate

WORKING_TREE: dict[str, Any] = {"point": ".", "kind": "worktree", "commit": None, "date": None}
"""The resolved point of the working tree, as JSON answers carry it."""


def date_json(text: str | None, read: FuzzyDate) -> dict[str, Any] | None:
    """Return a fuzzy date as JSON, or None where nothing is written."""
    return None if text is None else read.as_json()


def with_days(read: FuzzyDate) -> str:
    """Return the text of a fuzzy date with the days that it stands for, where it stands for any."""
    first = read.earliest.isoformat() if read.earliest else ""
    last = read.latest.isoformat() if read.latest else ""
    if not (first or last):
        return read.text
    days = first if first == last else f"{first} – {last}"
    return read.text if days == read.text else f"{read.text} ({days.strip()})"
