"""Mending: what a value that does not fit was certainly meant to be.

Full-width digits, quoted numbers, era years written out, thousands separators: each has one cure, and it is offered
only where the schema accepts it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from dxplan.errors import ValueTextError
from dxplan.model.fiscal_year import FiscalYear
from dxplan.model.period import Period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Scalar = str | int | float
_DAY = re.compile(r"([0-9]{4})\s*[年/.\-]\s*([0-9]{1,2})\s*[月/.\-]\s*([0-9]{1,2})\s*日?")
_MONTH = re.compile(r"([0-9]{4})\s*[年/.\-]\s*([0-9]{1,2})\s*月?")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_MONEY = re.compile(r"((?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+))\s*千円")


def mended(value: object, fits: Callable[[object], bool]) -> Scalar | None:
    """Return the one cure of a value, or None where there is none or more than one."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    cures = {
        (type(cure), cure): cure
        for cure in _candidates(value)
        if cure != value or type(cure) is not type(value)
    }
    fitting = [cure for cure in cures.values() if fits(cure)]
    return fitting[0] if len(fitting) == 1 else None


def _candidates(value: Scalar) -> Iterator[Scalar]:
    if not isinstance(value, str):
        yield str(value)
        return
    narrow = unicodedata.normalize("NFKC", value).strip()
    yield narrow
    if narrow.islower() or narrow.isupper():
        yield narrow.lower()
        yield narrow.upper()
    for pattern in (_NUMBER, _MONEY):
        if match := pattern.fullmatch(narrow):
            digits = match.group(1 if pattern is _MONEY else 0).replace(",", "")
            yield float(digits) if "." in digits else int(digits)
    if match := _DAY.fullmatch(narrow):
        year, month, day = match.groups()
        yield f"{year}-{int(month):02}-{int(day):02}"
    if match := _MONTH.fullmatch(narrow):
        year, month = match.groups()
        yield f"{year}-{int(month):02}"
    for parse in (FiscalYear.parse, Period.parse):
        try:
            yield str(parse(value))
        except ValueTextError:
            continue
