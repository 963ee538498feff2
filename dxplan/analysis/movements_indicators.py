"""How far the indicators of an initiative came between two moments, seen from their targets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from dxplan.analysis.movements_reading import entries, entries_by, number_or_none, text_or_none
from dxplan.errors import ValueTextError
from dxplan.model.difference import IndicatorMove
from dxplan.model.period import Period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.model.content import Data

Verdict = Literal["reached", "toward", "away", "level", "unknown"]


def indicator_moves(before: Data, after: Data) -> Iterator[IndicatorMove]:
    """Yield the indicators that stand at both ends and have a newer value, or another one; the baseline counts as one.

    Unit, direction and target are those of the later end.
    """
    earlier = entries_by(before.get("indicators"), "name")
    for name, entry in entries_by(after.get("indicators"), "name").items():
        if name not in earlier:
            continue
        old, new = _newest(earlier[name]), _newest(entry)
        if old == new:
            continue
        first, second = old[1], new[1]
        target = _value(entry.get("target"))
        verdict = _verdict(first, second, target, lower_is_better=entry.get("direction") == "down")
        yield IndicatorMove(name, text_or_none(entry.get("unit")), first, second, target, verdict)


def _newest(indicator: Data) -> tuple[Period | None, float | None]:
    """Return the actual value of the last period, else the baseline, whose period does not matter."""
    dated = [
        (period, value)
        for entry in entries(indicator.get("actuals"))
        if (period := _period(entry.get("period"))) is not None and (value := _value(entry)) is not None
    ]
    if dated:
        return max(dated, key=lambda figure: figure[0])
    return None, _value(indicator.get("baseline"))


def _period(value: Any) -> Period | None:
    try:
        return Period.parse(value) if isinstance(value, str) else None
    except ValueTextError:
        return None


def _value(figure: Any) -> float | None:
    return number_or_none(figure.get("value")) if isinstance(figure, dict) else None


def _verdict(old: float | None, new: float | None, target: float | None, *, lower_is_better: bool) -> Verdict:
    if new is None or target is None:
        return "level" if new is not None and new == old else "unknown"
    sign = -1 if lower_is_better else 1
    if sign * new >= sign * target:
        return "reached"
    if old is None:
        return "unknown"
    if new == old:
        return "level"
    return "toward" if sign * new > sign * old else "away"
