"""The schema check: what in a document does not fit its schema, where, and what was probably meant."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from dxplan.checks.fix import Fix
from dxplan.checks.hints import meant
from dxplan.checks.mending import mended
from dxplan.checks.nearest import nearest
from dxplan.checks.rule import Finding
from dxplan.checks.schema_words import as_written, bilingual, is_empty, quoted, words_for
from dxplan.model.message import Message, both, message
from dxplan.model.pointer import join_pointer

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    # How a number, true or false at a pointer stands in the file; None where it cannot be told.
    Written = Callable[[str], str | None]

_MOST_KEYS = 100

# A schema's patterns are those of ECMA-262, where $ is the very end of the text and \S takes U+001C to U+001F and
# U+0085 for visible and U+FEFF for a space; Python's differ (JSON Schema draft-07, section 4.3; ECMA-262, 22.2).
_ECMA_SPACE = "\\t\\n\\x0b\\x0c\\r \\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff"
_ECMA = {"$": r"\Z", r"\S": f"[^{_ECMA_SPACE}]"}


def explaining_validator(schema: dict[str, Any]) -> Any:
    """Return a validator that tells every mistake; its verdict is the one of ``dxplan.stores.schemas.verdict``."""
    return _validator_class()(schema)


def schema_findings(data: object, schema: dict[str, Any], written: Written) -> Iterator[Finding]:
    """Yield a finding for everything that does not fit; nothing where the document is valid."""
    validator = explaining_validator(schema)
    seen = set()
    for error in validator.iter_errors(data):
        for finding in _findings(error, validator, written):
            # One place tells of one mistake: text that is empty need not be told that it lacks a letter.
            mark = (finding.pointer, finding.at_key, finding.message if finding.at_key else None)
            if mark not in seen:
                seen.add(mark)
                yield finding


@cache
def _validator_class() -> Any:
    import jsonschema  # noqa: PLC0415  (only a document with a mistake needs the explaining validator)

    def pattern(_validator: Any, expected: str, text: object, _schema: object) -> Iterator[Any]:
        if isinstance(text, str) and not _python_pattern(expected).search(text):
            yield jsonschema.ValidationError("no match")

    def unique(_validator: Any, wanted: bool, items: object, _schema: object) -> Iterator[Any]:  # noqa: FBT001
        # jsonschema compares each entry with each where they cannot be sorted; a long list would take hours.
        if wanted and isinstance(items, list) and next(_repetitions(items), None) is not None:
            yield jsonschema.ValidationError("not unique")

    keywords = {"pattern": pattern, "uniqueItems": unique}
    return jsonschema.validators.extend(jsonschema.Draft7Validator, keywords)  # type: ignore[no-untyped-call, unused-ignore]


@cache
def _python_pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\S|\$", lambda found: _ECMA[found.group()], pattern))


def _findings(error: Any, validator: Any, written: Written) -> Iterator[Finding]:
    pointer = join_pointer(error.absolute_path)
    match error.validator:
        case _ if "propertyNames" in error.schema_path:
            yield _wrong_key(error, validator)
        case "required":
            yield from _missing_keys(error, validator, pointer)
        case "additionalProperties":
            yield from _unknown_keys(error)
        case "uniqueItems":
            yield from _repeated(error)
        case _:
            yield _wrong_value(error, pointer, validator, written)


def _wrong_key(error: Any, validator: Any) -> Finding:
    """Say that a key has not the form that it must have; the place of such an error is the group, its value the key."""
    key = error.instance
    near = mended(key, lambda cure: validator.evolve(schema=error.schema).is_valid(cure))
    hint = message("Did you mean “{word}”?", word=near) if near else None
    path = join_pointer((*error.absolute_path, key))
    return Finding(path, message("“{key}” cannot be a key here.", key=quoted(key)), hint, at_key=True)


def _missing_keys(error: Any, validator: Any, pointer: str) -> Iterator[Finding]:
    """Name the key that this error is about; jsonschema raises one error per missing key."""
    known = error.schema.get("properties", {})
    # Where a key that is not known may be meant as the missing one, that is asked at its own place.
    asked = {_meant_key(key, error) for key in list(error.instance)[:_MOST_KEYS] if key not in known}
    for key in error.validator_value:
        if key not in error.instance and error.message.startswith(f"'{key}'") and key not in asked:
            said = message("The key “{key}” is missing.", key=key)
            yield Finding(pointer, said, _added(key, known, validator), at_key=True)


def _added(key: str, known: dict[str, Any], validator: Any) -> Message:
    """Say which line to add and what it is for."""
    part = known.get(key, {})
    if "description" not in part and "$ref" in part:
        part = validator.schema["definitions"][part["$ref"].rpartition("/")[2]]
    description = part.get("description")
    if description is None:
        return message("Add a line “{key}: …”.", key=key)
    return message("Add a line “{key}: …”: {description}", key=key, description=both(bilingual(description)))


def _unknown_keys(error: Any) -> Iterator[Finding]:
    for key in error.instance:
        if key not in error.schema.get("properties", {}):
            said = message("The key “{key}” is not known here.", key=quoted(key))
            path = join_pointer((*error.absolute_path, key))
            yield Finding(path, said, _near_key(key, error), at_key=True)


def _near_key(key: str, error: Any) -> Message:
    near = _meant_key(key, error)
    if near is not None:
        return message("Did you mean “{word}”?", word=near)
    known = error.schema.get("properties", {})
    same = nearest(key, known)
    if same is not None:
        return message("The key “{key}” stands here already; join the two.", key=same)
    if "note" in known:
        return message("See docs/schema.md for the keys; what fits nowhere goes into note:.")
    return message("The keys here are: {keys}.", keys=", ".join(known))


def _meant_key(key: str, error: Any) -> str | None:
    """Return the key that is not there yet and most like ``key``, by its name or by its Japanese title."""
    names: dict[str, str] = {}
    for name, part in error.schema.get("properties", {}).items():
        if name not in error.instance:
            names |= {part.get("title", name).partition(" / ")[0]: name, name: name}
    near = nearest(key, names)
    return names[near] if near is not None else None


def _repeated(error: Any) -> Iterator[Finding]:
    """Point at each entry that stands earlier in the list as well."""
    for index in _repetitions(error.instance):
        yield Finding(
            join_pointer((*error.absolute_path, index)),
            message("“{value}” stands twice in this list.", value=quoted(error.instance[index])),
            message("Remove one of the two."),
        )


def _repetitions(items: list[object]) -> Iterator[int]:
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


def _wrong_value(error: Any, pointer: str, validator: Any, written: Written) -> Finding:
    """Say what is wrong with a value; where exactly one cure makes it fit, offer that."""
    part = error.schema if isinstance(error.schema, dict) else {}
    value = error.instance
    source = written(pointer) if error.validator == "type" and isinstance(value, int | float) else None
    cure = mended(
        value, lambda cure: validator.evolve(schema=_closed(part, validator.schema)).is_valid(cure), source
    )
    if cure is None:
        return Finding(pointer, words_for(error), _hint(error, part))
    if cure == source:
        said = words_for(error, kind=True)
        return Finding(
            pointer, said, message("Write {value}.", value=as_written(cure)), fix=Fix(pointer, cure)
        )
    if isinstance(value, str) and cure == value.strip():
        hint = message("Remove the spaces and line breaks at its ends.")
    else:
        hint = message("Write {value}.", value=as_written(cure))
    return Finding(pointer, words_for(error), hint, fix=Fix(pointer, cure))


def _hint(error: Any, part: dict[str, Any]) -> Message | None:
    value: Any = error.instance
    if is_empty(value):
        return message("Write a value, or remove the line.")
    match error.validator, error.validator_value:
        case "enum", allowed if "errorMessage" in part:
            near = nearest(quoted(value), map(str, allowed))
            return message("Did you mean “{word}”?", word=near) if near else None
        case "enum", allowed:
            return meant(quoted(value), map(str, allowed))
        case "type", "array" if isinstance(value, dict):
            return message("Write “- ” in front of the first key of each entry.")
        case "type", "array" if isinstance(value, str) and value.startswith("-"):
            return message("Write a space after the dash: “- {value}”.", value=quoted(value.lstrip("-")))
        case "type", "array":
            return message("Write it on a line of its own below the key: “- {value}”.", value=quoted(value))
        case "type", "boolean":
            return message("Write true or false.")
        case "type", "string" if isinstance(value, dict | list):
            return message(
                "Write one text after the colon; if it has colons or dashes in it, put it in quotes."
            )
        case "type", "object":
            keys = part.get("required") or list(part.get("properties", ()))
            return message(
                "Write on lines of their own, indented below the key: {keys}.",
                keys=" / ".join(f"{key}: …" for key in keys),
            )
        case _:
            return None


def _closed(part: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    """Return a part of a schema with the definitions that its references need."""
    return {**part, "definitions": root.get("definitions", {})}
