"""The one dialect of YAML that plans are written in; both readers take it from here.

It is YAML 1.2 with the core schema (YAML 1.2.2, section 10.3) and these differences:

- ``.inf`` and ``.nan`` are text, for JSON has no such numbers; there are no dates, no merge keys (``<<`` is
  an ordinary key) and no ``yes``/``no``; ``12:30`` and ``1_000`` are text.
- A key is text, and stands once in its mapping. Tags are refused. A file holds one document, a mapping.
- Integers fit into 64 bits, decimals are finite: more would come out otherwise in JSON, Excel or a database.
- Collections nest at most ``MAX_DEPTH`` deep, and references (``*name``) may make the content at most
  ``MAX_ALIASED`` values longer than it is written, so that a small file cannot fill the memory.
"""

from __future__ import annotations

import math
import re

MAX_DEPTH = 50
MAX_ALIASED = 10_000

PlainValue = str | int | float | bool | None

LITERALS: dict[str, bool | None] = {
    "": None,
    "~": None,
    **dict.fromkeys(("null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
NUMBER_START = frozenset("0123456789+-.")
# A plain scalar that starts with none of these, and is not empty, is text.
VALUE_START = NUMBER_START | {literal[0] for literal in LITERALS if literal}

_NUMBER = re.compile(
    r"(?P<integer>[-+]?[0-9]+)"
    r"|0o(?P<octal>[0-7]+)"
    r"|0x(?P<hexadecimal>[0-9a-fA-F]+)"
    r"|(?P<decimal>[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)"
)
_BASES = {"integer": 10, "octal": 8, "hexadecimal": 16}
_LEAST, _GREATEST = -(2**63), 2**63 - 1
# 64 bits have at most 22 digits (octal); Python takes long over thousands of them and refuses at 4300.
_MOST_DIGITS = 22


class NumberRangeError(ValueError):
    """A number is written that is beyond 64 bits, or beyond the greatest decimal."""


def plain_value(text: str) -> PlainValue:
    """Say which value an unquoted scalar stands for.

    Raises NumberRangeError for a number that is too great.
    """
    if text in LITERALS:
        return LITERALS[text]
    if text[0] not in NUMBER_START:
        return text
    found = _NUMBER.fullmatch(text)
    if found is None:
        return text
    kind = found.lastgroup or ""
    digits = found[kind]
    return _integer(digits, _BASES[kind]) if kind in _BASES else _decimal(digits)


def is_text(scalar: str) -> bool:
    """Say whether an unquoted scalar stands for text: only then it may be a key."""
    if scalar in LITERALS:
        return False
    return scalar[0] not in NUMBER_START or _NUMBER.fullmatch(scalar) is None


def _integer(digits: str, base: int) -> int:
    significant = digits.lstrip("+-").lstrip("0")
    if len(significant) > _MOST_DIGITS:
        raise NumberRangeError(digits)
    value = int(significant or "0", base)
    if digits.startswith("-"):
        value = -value
    if not _LEAST <= value <= _GREATEST:
        raise NumberRangeError(digits)
    return value


def _decimal(digits: str) -> float:
    value = float(digits)
    if math.isinf(value):
        raise NumberRangeError(digits)
    return value
