"""Spans of days, as ``--since`` and ``--until`` give them to every command that takes them."""

from __future__ import annotations

from datetime import date

from dxplan.errors import UsageError, ValueTextError
from dxplan.model.day_text import day_meant
from dxplan.model.message import Message, message
from dxplan.model.period import Period

Span = tuple[date | None, date | None]
"""The first and the last day, None where there is no bound."""


def span_of(since: str | None, until: str | None) -> Span:
    """Read the days or periods of the two options; raises UsageError, also where the span ends before it begins."""
    first, last = _day("--since", since, last=False), _day("--until", until, last=True)
    if first and last and first > last:
        raise UsageError(message("--since is later than --until."))
    return first, last


def _day(option: str, text: str | None, *, last: bool) -> date | None:
    """Read a day or a period given to an option; of a period its last or its first day. Raises UsageError."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        period = Period.parse(text)
    except ValueTextError:
        raise UsageError(
            message("{option}: “{text}” is neither a day nor a period.", option=option, text=text),
            _hint(text),
        ) from None
    return period.last_day if last else period.days.start


def _hint(text: str) -> Message:
    day = day_meant(text)
    if day is not None:
        return message("Did you mean “{word}”?", word=day)
    return message("Write a day as 2023-03-31, a period as R4-H1.")
