"""Characters of a text exchanged for others."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def replaced(text: str, pairs: Iterable[tuple[str, str]]) -> str:
    """Return a text in which each old part has become the new one, one pair (old, new) after the other."""
    for old, new in pairs:
        if old:
            text = text.replace(old, new)
    return text
