"""The explaining validator: jsonschema, made to judge as the fast verdict does, and quickly enough for any file.

A schema's patterns are those of ECMA-262, and two entries of a list are the same where JSON says so.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

# In ECMA-262 $ is the very end of the text and \S takes U+001C to U+001F and
# U+0085 for visible and U+FEFF for a space; Python's differ (JSON Schema draft-07, section 4.3; ECMA-262, 22.2).
_ECMA_SPACE = "\\t\\n\\x0b\\x0c\\r \\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff"
_ECMA = {"$": r"\Z", r"\S": f"[^{_ECMA_SPACE}]"}


def explaining_validator(schema: dict[str, Any]) -> Any:
    """Return a validator that tells every mistake; its verdict is the one of ``dxplan.stores.schemas.verdict``."""
    return _validator_class()(schema)


@cache
def _validator_class() -> Any:
    import jsonschema  # noqa: PLC0415  (only a document with a mistake needs the explaining validator)

    def pattern(_validator: Any, expected: str, text: object, _schema: object) -> Iterator[Any]:
        if isinstance(text, str) and not _python_pattern(expected).search(text):
            yield jsonschema.ValidationError("no match")

    def unique(_validator: Any, wanted: bool, items: object, _schema: object) -> Iterator[Any]:  # noqa: FBT001
        # jsonschema compares each entry with each where they cannot be sorted; a long list would take hours.
        if wanted and isinstance(items, list) and next(repetitions(items), None) is not None:
            yield jsonschema.ValidationError("not unique")

    keywords = {"pattern": pattern, "uniqueItems": unique}
    return jsonschema.validators.extend(jsonschema.Draft7Validator, keywords)  # type: ignore[no-untyped-call, unused-ignore]


@cache
def _python_pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\S|\$", lambda found: _ECMA[found.group()], pattern))


def repetitions(items: list[object]) -> Iterator[int]:
    """Yield the place of each entry that stands earlier in the list as well."""
    seen = set()
    for index, item in enumerate(items):
        identity = _identity(item)
        if identity in seen:
            yield index
        seen.add(identity)


def _identity(value: object) -> Hashable:
    """Return what two values share if and only if JSON Schema takes them for the same: 1 and 1.0 are, true is not 1."""
    if isinstance(value, list):
        return ("list", *map(_identity, value))
    if isinstance(value, dict):
        return frozenset((key, _identity(below)) for key, below in value.items())
    return (isinstance(value, bool), value)
