"""A plan file as lines of fields, one line each, as ``git diff`` and ``git log -p`` show them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dxplan.model.list_keys import keyed_entries
from dxplan.reports.width import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dxplan.model.content import Data
    from dxplan.model.list_keys import ListKeys


def field_lines(data: Data, keys: ListKeys) -> str:
    """Return ``status: 運用中``, ``components[LINE導入].status: 運用中`` …, in the order of the schema, entries as they stand.

    Texts of several lines and lists without keys have a line for each of their own.
    """
    return "".join(f"{shown(line)}\n" for line in _mapping(data, keys, ""))


def _mapping(data: Data, keys: ListKeys, at: str) -> Iterator[str]:
    for key in _in_order(data, keys):
        yield from _value(data[key], keys.at(key), f"{at}.{key}" if at else key)


def _in_order(names: Iterable[str], keys: ListKeys) -> list[str]:
    order = {key: number for number, key in enumerate(keys.below)}
    return sorted(names, key=lambda key: (order.get(key, len(order)), key))


def _value(value: Any, keys: ListKeys, at: str) -> Iterator[str]:
    entries = keyed_entries(value, keys)
    if entries:
        for segment, entry in entries.items():
            yield from _mapping(entry, keys, f"{at}[{_on_one_line(segment)}]")
    elif isinstance(value, dict) and value:
        yield from _mapping(value, keys, at)
    elif isinstance(value, list) and value:
        for part in value:
            yield from _value(part, keys, at)
    elif isinstance(value, str):
        lines = value.removesuffix("\n").split("\n")
        yield from (f"{at}: {line}".rstrip() for line in lines)
    elif value is None:
        yield f"{at}:"
    else:
        yield f"{at}: {json.dumps(value)}"


def _on_one_line(text: str) -> str:
    return text.replace("\n", "␊")
