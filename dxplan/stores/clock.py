"""The one place that asks the machine what day it is."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo


def today_in(timezone: str) -> date:
    """Return today's date in a time zone such as Asia/Tokyo."""
    return datetime.now(ZoneInfo(timezone)).date()
