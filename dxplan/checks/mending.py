"""Mending: what a value that does not fit was certainly meant to be.

Full-width digits, quoted numbers, era years written out, thousands separators: each has one cure, and it is offered
only where the schema accepts it.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import timedelta
from typing import TYPE_CHECKING

from dxplan.errors import ValueTextError
from dxplan.model.fiscal_year import FiscalYear
from dxplan.model.fuzzy_date import parse_fuzzy_date
from dxplan.model.period import Period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Scalar = str | int | float
_DAY = re.compile(r"([0-9]{4})\s*[年/.\-]\s*([0-9]{1,2})\s*[月/.\-]\s*([0-9]{1,2})\s*日?")
_MONTH = re.compile(r"([0-9]{4})\s*[年/.\-]\s*([0-9]{1,2})\s*月?")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_MONEY = re.compile(r"((?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+))\s*千円")
# Plans print the number of an initiative as No.1 or №1; NFKC makes No1 of the latter.
_PRINTED = re.compile(r"No\.?\s*([0-9]+)", re.IGNORECASE)
_SPACES = "\t\n\v\f\r \u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_FIELD = re.compile(r"[a-z_]+(?:/[a-z_0-9]+)*")
# What takes more letters to write is not a number, a day or a period.
_LONGEST = 100
# A number of more digits than 64 bits have is no number of a plan, and float() would make it infinite.
_MOST_DIGITS = 18


def mended(value: object, fits: Callable[[object], bool], written: str | None = None) -> Scalar | None:
    """Return the one cure of a value, or None where there is none or more than one.

    ``written`` is how a number, true or false stands in the file: where text is wanted, 007 means "007". The least
    change counts: a text that only has spaces at its ends keeps its width.
    """
    if not isinstance(value, str | int | float):
        return None
    for cures in (
        _outside(value, written),
        _inside(value),
        _times(value if isinstance(value, str) else written),
    ):
        different = {
            (type(cure), cure): cure for cure in cures if type(cure) is not type(value) or cure != value
        }
        fitting = [cure for cure in different.values() if fits(cure)]
        if fitting:
            return fitting[0] if len(fitting) == 1 else None
    return None


def _outside(value: Scalar, written: str | None) -> Iterator[Scalar]:
    """Yield the value in other quotes or without the spaces around it."""
    if isinstance(value, str):
        yield value.strip(_SPACES)
    elif written is not None:
        yield written


def _inside(value: Scalar) -> Iterator[Scalar]:
    """Yield the value in ordinary letters and digits, and as the number or the day that it says."""
    if not isinstance(value, str) or len(value) > _LONGEST:
        return
    narrow = unicodedata.normalize("NFKC", value).strip()
    if narrow.isascii():
        for form in (narrow, narrow.lower(), narrow.upper()):
            yield form
            yield form.replace("_", "-").replace(" ", "-")
        if _FIELD.fullmatch(narrow):
            yield f"/{narrow}"
    for pattern in (_NUMBER, _MONEY, _PRINTED):
        if match := pattern.fullmatch(narrow):
            digits = match.group(pattern.groups).replace(",", "")
            if len(digits) <= _MOST_DIGITS:
                number = float(digits)
                yield number if number % 1 else int(digits.partition(".")[0])
    yield from _days(narrow)


def _days(narrow: str) -> Iterator[str]:
    if match := _DAY.fullmatch(narrow):
        year, month, day = match.groups()
        yield f"{year}-{int(month):02}-{int(day):02}"
    if match := _MONTH.fullmatch(narrow):
        year, month = match.groups()
        yield f"{year}-{int(month):02}"
    time = parse_fuzzy_date(narrow)
    first, last = time.earliest, time.latest
    if first is None or last is None or time.open or time.note or first.replace(day=1) != last.replace(day=1):
        return
    if first == last:
        yield first.isoformat()
    elif first.day == 1 and (last + timedelta(days=1)).day == 1:
        yield first.isoformat()[:7]


def _times(text: str | None) -> Iterator[str]:
    """Yield the fiscal year or the period that a text says in other words."""
    if text is None or len(text) > _LONGEST:
        return
    for parse in (FiscalYear.parse, Period.parse):
        try:
            yield str(parse(text))
        except ValueTextError:
            continue
