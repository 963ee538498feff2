"""The words for what does not fit a schema: one sentence per keyword, or the schema's own sentence.

A schema may carry ``errorMessage``, Japanese and English on two lines, where the generic sentence would not help;
editors read the same key. Sentences never quote the schema language.
"""

from __future__ import annotations

from typing import Any

from dxplan.model.message import Bilingual, Message, both, message

_TYPES = {
    "string": message("text"),
    "integer": message("a whole number"),
    "number": message("a number"),
    "array": message("a list (lines that begin with “- ”)"),
    "object": message("a group of keys"),
    "boolean": message("true or false"),
    "null": message("nothing"),
}
_LONGEST_QUOTE = 40


def bilingual(text: str) -> Bilingual:
    """Split a schema's text into its Japanese first and its English last line."""
    ja, _, en = text.partition("\n")
    return Bilingual(ja=ja, en=en or ja)


def title_of(part: dict[str, Any]) -> Bilingual | None:
    """Return a schema's title, ``日本語 / English``, as both, if it has one."""
    title = part.get("title")
    if not isinstance(title, str):
        return None
    ja, _, en = title.partition(" / ")
    return Bilingual(ja=ja, en=en or ja)


def quoted(value: object) -> str:
    """Return a value as it can be quoted in a sentence: short and on one line."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"


def type_name(value: object) -> Message:
    """Name the kind of a value in a person's words."""
    if isinstance(value, bool):
        return _TYPES["boolean"]
    kinds = ((str, "string"), (int, "integer"), (float, "number"), (list, "array"), (dict, "object"))
    return _TYPES[next((name for kind, name in kinds if isinstance(value, kind)), "null")]


def words_for(error: Any) -> Message:
    """Say what is wrong at one place, without the name of the place."""
    value: Any = error.instance
    limit: Any = error.validator_value
    own = error.schema.get("errorMessage") if isinstance(error.schema, dict) else None
    if value is None and error.validator in {"type", "anyOf", "const", "enum"}:
        return message("There is no value here.")
    if isinstance(value, dict | list) and error.validator == "type":
        own = None  # a sentence about how to write one value does not fit a whole group
    if isinstance(own, str):
        return message("“{value}” does not fit: {words}.", value=quoted(value), words=both(bilingual(own)))
    match error.validator:
        case "type":
            return message(
                "{wanted} is expected here, not {given}.", wanted=_TYPES[limit], given=type_name(value)
            )
        case "enum" | "const":
            return message("“{value}” is not one of the allowed values.", value=quoted(value))
        case "minItems" | "minLength" | "minProperties":
            return message("There is nothing here; leave the key out instead.")
        case "maxItems" | "maxLength":
            return message("This is too long (at most {limit}).", limit=limit)
        case "uniqueItems":
            return message("The list says the same thing twice.")
        case "minimum" | "maximum":
            return message("{value} is outside the allowed range.", value=quoted(value))
        case _:
            return message("“{value}” does not have the form that is expected here.", value=quoted(value))
