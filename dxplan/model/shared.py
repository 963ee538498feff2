"""Structures that plan files and initiative files share."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from dxplan.model.period import Period


class Figure(Struct, frozen=True, omit_defaults=True):
    """A number measured in, or aimed at for, a period; ``text`` is the printed form where it says more."""

    period: str
    value: int | float
    text: str | None = None

    @property
    def when(self) -> Period:
        """The period of the number."""
        return Period.parse(self.period)


class Discrepancy(Struct, frozen=True, omit_defaults=True):
    """What another place of the document prints instead of the value taken."""

    place: str
    printed: str
    field: str | None = None
    note: str | None = None


class Waiver(Struct, frozen=True, omit_defaults=True):
    """A finding set aside in its file, with a reason, until a day (inclusive)."""

    rule: str
    reason: str
    until: str
    field: str | None = None

    @property
    def last_day(self) -> date:
        """The last day on which the waiver holds."""
        return date.fromisoformat(self.until)
