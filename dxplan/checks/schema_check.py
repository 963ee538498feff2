"""The schema check: what in a document does not fit its schema, where, and what was probably meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dxplan.checks.fix import Fix
from dxplan.checks.hints import meant, one_of
from dxplan.checks.mending import mended
from dxplan.checks.rule import Finding
from dxplan.checks.schema_words import quoted, words_for
from dxplan.model.message import Message, message
from dxplan.model.pointer import join_pointer

if TYPE_CHECKING:
    from collections.abc import Iterator


def schema_findings(data: object, schema: dict[str, Any]) -> Iterator[Finding]:
    """Yield a finding for everything that does not fit; nothing where the document is valid."""
    import jsonschema  # noqa: PLC0415  (only a document with a mistake needs the explaining validator)

    validator = jsonschema.Draft7Validator(schema)
    seen = set()
    for error in validator.iter_errors(data):
        for finding in _findings(error, validator):
            # One place tells of one mistake: text that is empty need not be told that it lacks a letter.
            mark = (finding.pointer, finding.at_key, finding.message if finding.at_key else None)
            if mark not in seen:
                seen.add(mark)
                yield finding


def _findings(error: Any, validator: Any) -> Iterator[Finding]:
    pointer = join_pointer(error.absolute_path)
    match error.validator:
        case "required":
            yield from _missing_keys(error, pointer)
        case "additionalProperties" if isinstance(error.schema.get("additionalProperties"), bool):
            yield from _unknown_keys(error)
        case "propertyNames":
            key = error.instance
            yield Finding(pointer, message("“{key}” cannot be a key here.", key=quoted(key)))
        case "anyOf" if any(branch.get("required") for branch in error.validator_value):
            yield Finding(pointer, words_for(error) if "errorMessage" not in error.schema else _own(error))
        case _:
            yield _wrong_value(error, pointer, validator)


def _own(error: Any) -> Message:
    from dxplan.checks.schema_words import bilingual  # noqa: PLC0415
    from dxplan.model.message import both  # noqa: PLC0415

    return message("{words}.", words=both(bilingual(error.schema["errorMessage"])))


def _missing_keys(error: Any, pointer: str) -> Iterator[Finding]:
    """Name the key that this error is about; jsonschema raises one error per missing key."""
    for key in error.validator_value:
        if key not in error.instance and f"'{key}'" in error.message:
            near = meant(
                key, (known for known in error.instance if known not in error.schema.get("properties", {}))
            )
            yield Finding(
                pointer,
                message("The key “{key}” is missing.", key=key),
                message("Add a line {key}: with its value.", key=key)
                if near is None
                else _instead(near, key),
                at_key=True,
            )


def _instead(near: Message, key: str) -> Message:
    written = dict(near.values).get("word")
    return message("Is “{word}” meant as {key}?", word=str(written), key=key) if written else near


def _unknown_keys(error: Any) -> Iterator[Finding]:
    known = error.schema.get("properties", {})
    for key in error.instance:
        if key not in known:
            path = join_pointer((*error.absolute_path, key))
            absent = [name for name in known if name not in error.instance]
            yield Finding(
                path,
                message("The key “{key}” is not known here.", key=quoted(key)),
                _near_key(key, absent),
                at_key=True,
            )


def _near_key(key: str, absent: list[str]) -> Message:
    return meant(key, absent) or message(
        "Remove it, or see the keys in docs/schema.md; note: takes what fits nowhere."
    )


def _wrong_value(error: Any, pointer: str, validator: Any) -> Finding:
    """Say what is wrong with a value; where exactly one cure makes it fit, offer that."""
    part = error.schema if isinstance(error.schema, dict) else {}
    cure = mended(
        error.instance, lambda value: validator.evolve(schema=_closed(part, validator.schema)).is_valid(value)
    )
    hint: Message | None
    if cure is not None:
        hint = message("Write {value}.", value=str(cure))
    elif error.validator == "enum":
        hint = meant(str(error.instance), map(str, error.validator_value))
    elif error.validator == "const":
        hint = one_of([str(error.validator_value)])
    else:
        hint = None
    fix = Fix(pointer, cure) if cure is not None else None
    return Finding(pointer, words_for(error), hint, fix=fix)


def _closed(part: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    """Return a part of a schema with the definitions that its references need."""
    return {**part, "definitions": root.get("definitions", {})}
