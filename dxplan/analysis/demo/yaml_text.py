"""The YAML text of a sample's file, as a careful person would write it.

A key that begins with ``#`` is a comment, which stands on a line of its own before the key that follows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.stores.yaml_rendering import scalar_source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.model.content import Data

COMMENT = "#"

_STEP = "  "


def yaml_text(data: Data) -> str:
    """Return a document of mappings, lists, texts, numbers, true and false as YAML; lists must not be empty."""
    lines: list[str] = []
    _mapping(data, "", lines)
    return "\n".join(lines) + "\n"


def without_comments(data: Data) -> Data:
    """Return a document's data as it is read back."""
    return dict(_uncommented(data))


def _uncommented(data: Data) -> Iterator[tuple[str, object]]:
    for key, value in data.items():
        if isinstance(value, dict):
            yield key, without_comments(value)
        elif isinstance(value, list):
            yield key, [without_comments(item) if isinstance(item, dict) else item for item in value]
        elif not key.startswith(COMMENT):
            yield key, value


def _mapping(data: Data, indent: str, lines: list[str]) -> None:
    for key, value in data.items():
        if key.startswith(COMMENT):
            lines.append(f"{indent}# {value}")
        elif isinstance(value, dict):
            lines.append(f"{indent}{key}:")
            _mapping(value, indent + _STEP, lines)
        elif isinstance(value, list):
            lines.append(f"{indent}{key}:")
            _sequence(value, indent + _STEP, lines)
        else:
            lines.append(f"{indent}{key}: {scalar_source(value, len(indent) + 2)}")


def _sequence(items: Sequence[object], indent: str, lines: list[str]) -> None:
    for item in items:
        if isinstance(item, dict):
            first = len(lines)
            _mapping(item, indent + _STEP, lines)
            lines[first] = f"{indent}- {lines[first][len(indent) + len(_STEP) :]}"
        else:
            lines.append(f"{indent}- {scalar_source(item, len(indent) + 2)}")
