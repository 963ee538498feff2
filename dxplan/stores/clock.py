"""The one place that asks the machine what day it is."""

from __future__ import annotations

from datetime import date, datetime


def today_in(timezone: str) -> date:
    """Return today's date in a time zone such as Asia/Tokyo."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415  (a closed plan has its own day)

    return datetime.now(ZoneInfo(timezone)).date()
