"""YAML text for values that have none yet: the normal form, as a careful person would write it.

Mappings stand in the order of the schema, lists are indented under their key, texts of several lines are blocks, and
quotes stand only where a YAML reader, of version 1.1 or 1.2, would take a text for something else.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dxplan.model.content import Data
    from dxplan.model.list_keys import ListKeys

OFFSET = 2
"""How far a list stands under its key."""

# A letter or a sign of Japanese begins the text; what is Latin alone must begin with a letter, or be a key such as 1-2.
_PLAIN = re.compile(
    r"(?:[^\W\d_]|[1-9][0-9]*-[1-9][0-9]*$|[^\x00-\x7f\s]|[0-9](?=.*[^\x00-\x7f])|/(?=[a-z])).*"
)
_ODD = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff"
_ENDS_PLAIN = re.compile(rf": |:$| #|\s$|[\"'\\{_ODD}]")
_FLOW_SIGNS = re.compile(r"[,\[\]{}]")
_BLOCK = re.compile(rf"(?:[^\s][^{_ODD}]*)(?:\n(?:[^\s{_ODD}][^{_ODD}]*)?)*\n?")
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"})
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_MANY = re.compile(r"\n\n\Z")


def fresh(target: Data, keys: ListKeys) -> str:
    """Return the text of a whole document in normal form."""
    return "\n".join(_mapping(target, keys, 0, OFFSET)) + "\n"


def in_order(data: Mapping[str, Any], keys: ListKeys) -> list[str]:
    """Return the keys of a mapping in the order of the schema; those that it does not know come last."""
    order = {key: number for number, key in enumerate(keys.below)}
    return sorted(data, key=lambda key: order.get(key, len(order)))


def entry_lines(key: str, value: object, keys: ListKeys, indent: int, offset: int) -> list[str]:
    """Return the lines of a key and its value; ``keys`` are those of the value."""
    name = " " * indent + line_source(key) + ":"
    return _after(name, value, keys, indent, indent + offset)


def item_lines(value: object, keys: ListKeys, indent: int, offset: int) -> list[str]:
    """Return the lines of an entry of a list whose dash stands at ``indent``; ``keys`` are those of the list."""
    dash = " " * indent + "-"
    if isinstance(value, dict) and value:
        first, *rest = _mapping(value, keys, indent + 2, offset)
        return [dash + " " + first[indent + 2 :], *rest]
    return _after(dash, value, keys, indent, indent + 2)


def value_lines(before: str, value: object, keys: ListKeys, indent: int, offset: int) -> list[str]:
    """Return the lines of a value after ``before``, which ends with a colon; ``indent`` is that of the key."""
    return _after(before, value, keys, indent, indent + offset)


def scalar_source(value: object, indent: int) -> str:
    """Return the source of a single value; the lines of a block stand at ``indent``."""
    if not isinstance(value, str):
        return json.dumps(value)
    if "\n" in value and _BLOCK.fullmatch(value) and not _MANY.search(value):
        mark, text = ("|", value[:-1]) if value.endswith("\n") else ("|-", value)
        return mark + "\n" + "\n".join(" " * indent + line if line else "" for line in text.split("\n"))
    return line_source(value)


@lru_cache(maxsize=1 << 14)
def line_source(text: str) -> str:
    """Return the source of a text on one line."""
    plain = _PLAIN.fullmatch(text) and not _ENDS_PLAIN.search(text) and text.lower() not in _WORDS
    return text if plain else quoted(text)


def quoted(text: str) -> str:
    """Return a text between double quotes."""
    return (
        _ESCAPED.sub(lambda found: f"\\u{ord(found.group()):04X}", json.dumps(text, ensure_ascii=False))
        .replace("\\u2028", "\\L")
        .replace("\\u2029", "\\P")
    )


def flow_source(value: object) -> str:
    """Return the source of a value between brackets, on one line."""
    if isinstance(value, dict):
        return (
            "{" + ", ".join(f"{flow_source(key)}: {flow_source(below)}" for key, below in value.items()) + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(map(flow_source, value)) + "]"
    if not isinstance(value, str):
        return json.dumps(value)
    source = line_source(value)
    return quoted(value) if _FLOW_SIGNS.search(value) or "\n" in value else source


def _after(before: str, value: object, keys: ListKeys, indent: int, below: int) -> list[str]:
    """Return the lines of a value after a key or a dash at ``indent``; what is under it stands at ``below``."""
    if isinstance(value, dict) and value:
        return [before, *_mapping(value, keys, indent + 2, below - indent)]
    if isinstance(value, list) and value:
        return [before, *_sequence(value, keys, below, below - indent)]
    if isinstance(value, (dict, list)):
        return [before + " " + ("{}" if isinstance(value, dict) else "[]")]
    return (before + " " + scalar_source(value, indent + 2)).split("\n")


def _mapping(data: Mapping[str, Any], keys: ListKeys, indent: int, offset: int) -> list[str]:
    return [
        line
        for key in in_order(data, keys)
        for line in entry_lines(key, data[key], keys.at(key), indent, offset)
    ]


def _sequence(items: Sequence[object], keys: ListKeys, indent: int, offset: int) -> list[str]:
    return [line for item in items for line in item_lines(item, keys, indent, offset)]
