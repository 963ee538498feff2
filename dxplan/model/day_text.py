"""Days in other forms than dxplan takes: what they would be in the one that it takes."""

from __future__ import annotations

from dxplan.model.fuzzy_date import parse_fuzzy_date

_LONGEST = 40


def day_meant(text: str) -> str | None:
    """Return the day that a text means (``R5.4.1``, ``令和5年4月1日``, ``2023/4/1``) as 2023-04-01, None for any other text."""
    if len(text) > _LONGEST:
        return None
    found = parse_fuzzy_date(text.strip())
    is_plain = not (found.open or found.approximate or found.recurring or found.note)
    one_day = found.earliest is not None and found.earliest == found.latest
    return found.earliest.isoformat() if found.earliest is not None and one_day and is_plain else None
