"""Values as the schema wants them, read from what a person types: a number where it wants one, else the very text."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from dxplan.analysis.assigning_shapes import Shape, shape_of
from dxplan.errors import DocumentError, UsageError, ValueTextError
from dxplan.model.fiscal_year import FiscalYear
from dxplan.model.message import message
from dxplan.model.period import Period
from dxplan.stores.yaml_exact import parse_exact
from dxplan.stores.yaml_nodes import Alias
from dxplan.stores.yaml_nodes import Mapping as MappingNode
from dxplan.stores.yaml_nodes import Sequence as SequenceNode

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dxplan.stores.yaml_nodes import Node

_NUMBER = re.compile(r"([+-]?)([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(\.[0-9]+)?")
# What 64 bits cannot hold is no number of a plan.
_MOST_DIGITS = 18
_BEFORE = "k: "
_TIMES: dict[str, Callable[[str], object]] = {"fiscalYear": FiscalYear.parse, "period": Period.parse}


def typed(text: str, shape: Shape, schema: Mapping[str, Any], path: str) -> Any:
    """Return the value that a text stands for at a place; raises UsageError where it cannot stand there.

    A group or a list is written as in YAML, between brackets. What does not fit is left for the schema to judge.
    """
    if not shape.kinds & {"array", "object"}:
        return typed_scalar(text, shape)
    bracket = "[" if "array" in shape.kinds else "{"
    if text.lstrip()[:1] != bracket:
        raise _no_collection(shape, path)
    try:
        entry = parse_exact(f"{_BEFORE}{text}\n").root.entries["k"]
    except DocumentError as error:
        raise UsageError(
            message("The value of “{path}” cannot be read: {text}", path=path, text=error.message), error.hint
        ) from None
    return _plain(entry.node, shape, schema, _BEFORE + text, path)


def typed_scalar(text: str, shape: Shape) -> Any:
    """Return the number, the true or false, the year or period, or the text that is meant at a place."""
    narrow = unicodedata.normalize("NFKC", text).strip().replace("\u2212", "-")
    if shape.kinds & {"integer", "number"}:
        number = _number(narrow)
        if number is not None:
            return number
    if "boolean" in shape.kinds and narrow.lower() in {"true", "false"}:
        return narrow.lower() == "true"
    return _in_time(text, shape)


def _number(text: str) -> int | float | None:
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    sign, whole, part = found.groups()
    digits = whole.replace(",", "")
    if len(digits) > _MOST_DIGITS:
        return None
    return float(f"{sign}{digits}{part}") if part else int(sign + digits)


def _in_time(text: str, shape: Shape) -> str:
    """Return a year or a period in the form of the schema; any other text as it is."""
    readings = [read for name, read in _TIMES.items() if name in shape.names]
    if readings and not any(re.search(pattern, text) for pattern in shape.patterns):
        for read in readings:
            try:
                return str(read(text))
            except ValueTextError:
                continue
    return text


def _plain(node: Node, shape: Shape, schema: Mapping[str, Any], text: str, path: str) -> Any:
    """Return the data of a node; what is not in quotes is read by the schema and not by YAML."""
    if isinstance(node, Alias):
        raise UsageError(message("The value of “{path}” must not have references (& and *).", path=path))
    if isinstance(node, MappingNode):
        shapes = {key: shape_of(part, schema) for key, part in shape.properties.items()}
        return {
            key: _plain(entry.node, shapes.get(key, Shape()), schema, text, path)
            for key, entry in node.entries.items()
        }
    if isinstance(node, SequenceNode):
        below = shape_of(shape.items, schema) if shape.items is not None else Shape()
        return [_plain(item, below, schema, text, path) for item in node.items]
    if node.style:
        return node.value
    if node.value is None or not shape.kinds & {"string", "integer", "number", "boolean"}:
        return node.value
    written = node.value if isinstance(node.value, str) else text[node.start : node.end].strip()
    return typed_scalar(written, shape)


def _no_collection(shape: Shape, path: str) -> UsageError:
    if "array" in shape.kinds:
        return UsageError(
            message("“{path}” is a list.", path=path),
            message("To add an entry, write {path}+=…; to set the whole list, {path}=[…, …]", path=path),
        )
    fields = ", ".join(shape.required or shape.properties)
    return UsageError(
        message("“{path}” is a group of fields.", path=path),
        message("Write it between braces, with {fields}: {{{field}: …}}", fields=fields,
                field=next(iter(shape.required or shape.properties), "…")),
    )  # fmt: skip
