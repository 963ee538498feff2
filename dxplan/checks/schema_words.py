"""The words for what does not fit a schema: one sentence per keyword, or the schema's own sentence.

A schema may carry ``errorMessage``, Japanese and English on two lines, where the generic sentence would not help;
editors read the same key. Sentences never quote the schema language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dxplan.model.message import Bilingual, Message, both, message
from dxplan.stores.yaml_dialect import NumberRangeError, plain_value

if TYPE_CHECKING:
    from dxplan.checks.mending import Scalar

_TYPES = {
    "string": message("text"),
    "integer": message("a whole number"),
    "number": message("a number"),
    "array": message("a list (lines that begin with “- ”)"),
    "object": message("a group of “key: value” lines"),
    "boolean": message("true or false"),
}
_LONGEST_QUOTE = 40


def bilingual(text: str) -> Bilingual:
    """Split a schema's text into its Japanese first and its English last line."""
    ja, _, en = text.partition("\n")
    return Bilingual(ja=ja, en=en or ja)


def quoted(value: object) -> str:
    """Return a value as it can be quoted in a sentence: short and on one line."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"


def as_written(value: Scalar) -> str:
    """Return a value as it is to be written in the file: text that would be read as a number has quotes."""
    if not isinstance(value, str):
        return str(value)
    try:
        is_text = plain_value(value) == value
    except NumberRangeError:
        is_text = False
    return value if is_text else f'"{value}"'


def is_empty(value: object) -> bool:
    """Tell whether nothing is written at a place."""
    return value is None or value in ([], {}) or (isinstance(value, str) and not value.strip())


def type_name(value: object) -> Message:
    """Name the kind of a value in a person's words; there is a value."""
    if isinstance(value, bool):
        return _TYPES["boolean"]
    kinds = ((str, "string"), (int, "integer"), (float, "number"), (list, "array"))
    return _TYPES[next((name for kind, name in kinds if isinstance(value, kind)), "object")]


def words_for(error: Any, *, kind: bool = False) -> Message:
    """Say what is wrong at one place, without the name of the place; ``kind``: only the kind of value is wrong."""
    value: Any = error.instance
    limit: Any = error.validator_value
    own = error.schema.get("errorMessage") if isinstance(error.schema, dict) else None
    if is_empty(value):
        return message("There is no value here.")
    if error.validator == "type" and (kind or own is None or isinstance(value, dict | list)):
        # A sentence about how to write one value does not fit a whole group.
        return message("This must be {wanted}, not {given}.", wanted=_TYPES[limit], given=type_name(value))
    if isinstance(own, str):
        words = both(bilingual(own))
        if isinstance(value, dict | list):
            return message("This does not fit: {words}.", words=words)
        return message("“{value}” does not fit: {words}.", value=quoted(value), words=words)
    match error.validator:
        case "enum" | "const":
            return message("“{value}” is not one of the allowed values.", value=quoted(value))
        case "maxItems" | "maxLength":
            return message("This is too long (at most {limit}).", limit=limit)
        case "minimum" | "maximum":
            return message("{value} is outside the allowed range.", value=quoted(value))
        case _:
            return message("“{value}” does not have the form that is expected here.", value=quoted(value))
