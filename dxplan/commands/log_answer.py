"""The answer of ``dxplan log``: what is asked for of the trails."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from dxplan.analysis.titles import last_titles
from dxplan.analysis.trail_choice import choose
from dxplan.analysis.trail_joining import joined
from dxplan.reports.trail import LogAnswer
from dxplan.stores.schemas import list_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dxplan.analysis.trail_choice import Choice, Question
    from dxplan.commands.history import Told
    from dxplan.commands.session import Session

    Asked = Callable[..., Question]  # a question that still lacks plans and days
    Span = tuple[date | None, date | None]


def chosen(told: Told, question: Asked, span: Span) -> Choice:
    """Return what is asked for of a trail; the days of ``span`` are days in the plan's time zone."""
    asked = question(
        plans=told.plans,
        besides=told.besides,
        since=_beginning(span[0], told.timezone),
        until=_end(span[1], told.timezone),
    )
    return choose(told.recorded.commits, told.recorded.trails, asked, list_keys)


def log_answer(trails: Sequence[Told], question: Asked, span: Span, limit: int | None) -> LogAnswer:
    """Return what is asked for of all trails, newest first, at most so many entries."""
    parts = [(told.recorded.commits, told.recorded.trails, chosen(told, question, span)) for told in trails]
    shown = joined(parts, limit)
    return LogAnswer(
        commits=shown.commits,
        entries=shown.entries,
        troubles=shown.troubles,
        renames=shown.renames,
        points={name: point for told in trails for name, point in told.points.items()},
        total=shown.total,
        shallow=any(told.recorded.is_cut for told in trails),
        # Which folders were renamed has been chosen by now.
        whole=True,
    )


def titles_of(trails: Sequence[Told]) -> dict[tuple[str, str | None], str]:
    """Return what the documents of all trails were called last, by plan and id."""
    titles: dict[tuple[str, str | None], str] = {}
    for told in trails:
        titles |= last_titles(told.recorded.trails)
    return titles


def tell_beside(session: Session, answer: LogAnswer) -> None:
    """Tell what records have no place for: what could not be read, and that the history is not whole."""
    from dxplan.reports.trail import SHALLOW  # noqa: PLC0415
    from dxplan.reports.trail_lines import trouble_message  # noqa: PLC0415  (only records need it here)

    for trouble in answer.troubles:
        session.console.warn(trouble_message(trouble), trouble.trouble.hint)
    if answer.shallow:
        session.console.warn(SHALLOW)


def _beginning(day: date | None, timezone: str) -> datetime | None:
    """Return the moment at which a day begins."""
    if day is None:
        return None
    from zoneinfo import ZoneInfo  # noqa: PLC0415  (only a span of days needs time zones)

    return datetime.combine(day, time.min, ZoneInfo(timezone))


def _end(day: date | None, timezone: str) -> datetime | None:
    """Return the moment at which a day is over."""
    if day == date.max:
        return datetime.max.replace(tzinfo=UTC)
    return _beginning(None if day is None else day + timedelta(days=1), timezone)
