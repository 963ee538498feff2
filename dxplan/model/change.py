"""A change: one commit that touched a file."""

from __future__ import annotations

from msgspec import Struct


class LastChange(Struct, frozen=True):
    """Who changed a file when and why; the date has the commit's own offset (ISO 8601)."""

    commit: str
    date: str
    author: str
    summary: str
