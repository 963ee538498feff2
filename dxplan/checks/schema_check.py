"""The schema check: what in a document does not fit its schema, where, and what was probably meant."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from dxplan.checks.explaining import explaining_validator, repetitions
from dxplan.checks.fix import Fix
from dxplan.checks.mending import mended
from dxplan.checks.rule import Finding
from dxplan.checks.schema_words import as_written, bilingual, is_empty, quoted, words_for
from dxplan.model.fuzzy_date import parse_fuzzy_date
from dxplan.model.hints import meant
from dxplan.model.message import Message, both, message
from dxplan.model.nearest import nearest
from dxplan.model.pointer import join_pointer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    # How a number, true or false at a pointer stands in the file; None where it cannot be told.
    Written = Callable[[str], str | None]

_MOST_KEYS = 100
# Excel counts days from the end of 1899; these are those from 2000 to 2099.
_EXCEL_START = date(1899, 12, 30)
_EXCEL_DAYS = range(36526, 73051)
# What people type in front of the entries of a list, and between them.
_MARKS = " \u3000・･•●○－ー−–—*"
_SEPARATORS = re.compile("[、，,､]")


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
            hint = _near_key(key, error)
            if key.strip() in error.schema.get("properties", {}):
                # The key as it is shown looks right.
                said = message(
                    "A space stands beside the key “{key}” and counts as part of it.", key=key.strip()
                )
                hint = message("Take it out; a full-width space is easily overlooked.")
            yield Finding(join_pointer((*error.absolute_path, key)), said, hint, at_key=True)


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
    for index in repetitions(error.instance):
        yield Finding(
            join_pointer((*error.absolute_path, index)),
            message("“{value}” stands twice in this list.", value=quoted(error.instance[index])),
            message("Remove one of the two."),
        )


def _wrong_value(error: Any, pointer: str, validator: Any, written: Written) -> Finding:
    """Say what is wrong with a value; where exactly one cure makes it fit, offer that."""
    part = error.schema if isinstance(error.schema, dict) else {}
    value = error.instance
    if value is None and (written(pointer) or "").endswith("#"):
        return Finding(
            pointer,
            words_for(error),
            message('What follows # does not count. If it is text, put it in quotes: "…".'),
        )
    source = written(pointer) if error.validator == "type" and isinstance(value, int | float) else None
    cure = mended(
        value, lambda cure: validator.evolve(schema=_closed(part, validator.schema)).is_valid(cure), source
    )
    times = validator.schema.get("definitions", {}).get("fuzzyDate")
    if cure is not None and cure == source and part == times and not parse_fuzzy_date(str(cure)).understood:
        # A number that says no time, such as Excel's for a day, is not mended by quotes.
        return Finding(pointer, words_for(error, kind=True), _excel_day(value))
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
            return _listed(quoted(value))
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


def _excel_day(number: float) -> Message | None:
    """Read a number as Excel's count of days, where it gives a day of this century."""
    if number not in _EXCEL_DAYS:
        return None
    day = _EXCEL_START + timedelta(days=int(number))
    return message(
        "Excel writes the day {day} as {number}; write the day.", day=day.isoformat(), number=int(number)
    )


def _listed(text: str) -> Message:
    """Say how a text becomes a list: without the dash or dot that stood for one, each of several on its own line."""
    entries = [entry.strip(_MARKS) for entry in _SEPARATORS.split(text)]
    if len(entries) > 1 and all(entries):
        lines = " / ".join(f"- {entry}" for entry in entries)
        return message("Write each on a line of its own below the key: {lines}.", lines=lines)
    value = text.strip(_MARKS) or text
    return message("Write it on a line of its own below the key: “- {value}”.", value=value)


def _closed(part: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    """Return a part of a schema with the definitions that its references need."""
    return {**part, "definitions": root.get("definitions", {})}
