"""The YAML text of a sample's file, as a careful person would write it.

A key that begins with ``#`` is a comment, which stands on a line of its own before the key that follows. Texts stand without quotes
where every YAML reader, of version 1.1 or 1.2, takes them for the text that they are.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.model.content import Data

COMMENT = "#"

# A letter or a sign of Japanese begins the text; what is Latin alone must begin with a letter, or be a key such as 1-2.
_PLAIN = re.compile(
    r"(?:[^\W\d_]|[1-9][0-9]*-[1-9][0-9]*$|[^\x00-\x7f\s]|[0-9](?=.*[^\x00-\x7f])|/(?=[a-z])).*"
)
_ODD = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff"
_ENDS_PLAIN = re.compile(rf": |:$| #|\s$|[\"'\\{_ODD}]")
_BLOCK = re.compile(rf"(?:\S[^{_ODD}]*\n)+\S[^{_ODD}]*")
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"})
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
            lines.append(f"{indent}{key}: {_scalar(value, indent + _STEP)}")


def _sequence(items: Sequence[object], indent: str, lines: list[str]) -> None:
    for item in items:
        if isinstance(item, dict):
            first = len(lines)
            _mapping(item, indent + _STEP, lines)
            lines[first] = f"{indent}- {lines[first][len(indent) + len(_STEP) :]}"
        else:
            lines.append(f"{indent}- {_scalar(item, indent + _STEP)}")


def _scalar(value: object, indent: str) -> str:
    if not isinstance(value, str):
        return json.dumps(value)
    if _BLOCK.fullmatch(value):
        return "|-\n" + "\n".join(indent + line for line in value.split("\n"))
    return _line(value)


@lru_cache(maxsize=1 << 14)
def _line(text: str) -> str:
    plain = _PLAIN.fullmatch(text) and not _ENDS_PLAIN.search(text) and text.lower() not in _WORDS
    return text if plain else json.dumps(text, ensure_ascii=False)
