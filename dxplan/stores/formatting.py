"""The normal form of a plan file: the order of the schema, one indentation, no needless quotes, and nothing lost.

Comments stay with the key or the entry above which, or behind which, they stand. What a file says does not change.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from dxplan.errors import DocumentError
from dxplan.model.message import message
from dxplan.stores.matching import same
from dxplan.stores.yaml_exact import parse_exact
from dxplan.stores.yaml_layout import Layout
from dxplan.stores.yaml_nodes import Alias, Mapping, Scalar, Sequence, plain
from dxplan.stores.yaml_rendering import (
    OFFSET,
    fresh,
    in_order,
    item_lines,
    line_source,
    scalar_source,
    value_lines,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dxplan.model.content import Data
    from dxplan.model.list_keys import ListKeys
    from dxplan.stores.yaml_exact import ExactDocument
    from dxplan.stores.yaml_layout import Part
    from dxplan.stores.yaml_nodes import Node

_COMMENT = re.compile("#(.*)")
_INDENTED = re.compile(r"[|>][-+]?([1-9])")


def formatted(text: str, keys: ListKeys) -> str:
    r"""Return the normal form of a text whose lines end with ``\n``; ``keys`` are those of the document's schema.

    Raises DocumentError: those of ``parse_exact``, and ``yaml-rewrite`` for a file whose layout cannot be changed without
    loss.
    """
    document = parse_exact(text)
    result = _Formatting(text).document(document.root, keys)
    if result != text and not _says_the_same(document, result):
        raise DocumentError(
            "yaml-rewrite",
            message("dxplan cannot bring this file into its normal form without loss."),
            message("Put comments on lines of their own, and write out references (& and *)."),
            line=1,
            column=1,
        )
    return result


def _says_the_same(before: ExactDocument, result: str) -> bool:
    """Say whether data and comments are those of before."""
    try:
        after = parse_exact(result)
    except DocumentError:
        return False
    return same(after.data, before.data) and _comments(after) == _comments(before)


def _comments(document: ExactDocument) -> list[str]:
    """Return the comments of a document, sorted: what stands behind a sign that is no part of a key or a value."""
    outside = []
    done = 0
    for start, end, is_block in sorted(_spans(document.root)):
        header = document.text[start:end].split("\n", 1)[0] if is_block else ""
        outside += [document.text[done:start], header]
        done = max(done, end)
    outside.append(document.text[done:])
    return sorted(found.strip() for piece in outside for found in _COMMENT.findall(piece))


def _spans(node: Node) -> Iterator[tuple[int, int, bool]]:
    """Yield (start, end, whether it is a block) of all keys and values."""
    if isinstance(node, Scalar):
        yield node.start, node.end, node.style in {"|", ">"}
    elif isinstance(node, Alias):
        yield node.start, node.end, False
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _spans(item)
    else:
        for entry in node.entries.values():
            yield entry.start, entry.end, False
            yield from _spans(entry.node)


class _Formatting:
    """The normal form of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._layout = Layout(text)

    def document(self, root: Mapping, keys: ListKeys) -> str:
        if root.flow:
            return fresh(cast("Data", plain(root)), keys)
        parts = self._layout.parts(root)
        first, after = self._layout.line(parts[0].head), parts[-1].last + 1
        head = [self._layout.line_text(line).rstrip() for line in range(first)]
        end = self._layout.line(len(self._text)) + 1
        tail = [self._layout.line_text(line).rstrip() for line in range(after, end)]
        lines = [*_single(head), *self._mapping(root, keys, 0, first), *_single(tail)]
        return "\n".join(lines).strip("\n") + "\n"

    def _mapping(self, node: Mapping, keys: ListKeys, indent: int, begin: int) -> list[str]:
        """Return the lines of a mapping; at line ``begin`` begins what stands before its first key."""
        chunks: dict[str, list[str]] = {}
        above: list[str] | None = None
        for (key, entry), part in zip(node.entries.items(), self._layout.parts(node), strict=True):
            inner, lead = self._between(part, begin, node.column - 1, indent, first=above is None)
            if above is not None:
                above += inner
            name = " " * indent + line_source(key) + ":"
            line = self._layout.line(entry.end) + 1
            above = chunks[key] = [*lead, *self._value(name, part, keys.at(key), indent, line)]
            begin = part.last + 1
        return [line for key in in_order(chunks, keys) for line in chunks[key]]

    def _sequence(self, node: Sequence, keys: ListKeys, indent: int, begin: int) -> list[str]:
        lines: list[str] = []
        for number, part in enumerate(self._layout.parts(node)):
            inner, lead = self._between(part, begin, node.column - 1, indent, first=number == 0)
            lines += [*inner, *lead]
            line = self._layout.line(part.head)
            if isinstance(part.node, Mapping) and not part.node.flow:
                lines += self._entry(part.node, keys, indent, line)
            else:
                lines += self._value(" " * indent + "-", part, keys, indent, line + 1)
            begin = part.last + 1
        return lines

    def _entry(self, node: Mapping, keys: ListKeys, indent: int, line: int) -> list[str]:
        """Return the lines of a mapping behind a dash, which takes the place of the first key's indentation."""
        inside = self._mapping(node, keys, indent + 2, line + 1)
        at = next(number for number, text in enumerate(inside) if text and not text.lstrip().startswith("#"))
        lead = [text.removeprefix("  ") for text in inside[:at]]
        return [*lead, " " * indent + "- " + inside[at][indent + 2 :], *inside[at + 1 :]]

    def _value(self, before: str, part: Part, keys: ListKeys, indent: int, begin: int) -> list[str]:
        """Return the lines of a value behind ``before``, a key or a dash at ``indent``."""
        node = part.node
        if isinstance(node, Scalar):
            return self._scalar(before, node, part, indent)
        if isinstance(node, Alias) or (node.flow and "#" in self._text[node.start : node.end]):
            first, *rest = self._text[node.start : node.end].split("\n")
            lines = [f"{before} {first}", *(" " * (indent + 4) + line.strip() for line in rest)]
            return [*lines[:-1], lines[-1] + self._comment(node.end)]
        if node.flow:
            dash = before.endswith("-")
            first, *rest = (
                item_lines(plain(node), keys, indent, OFFSET)
                if dash
                else value_lines(before, plain(node), keys, indent, OFFSET)
            )
            return [first + self._comment(node.end), *rest]
        head = before + self._comment(part.value)
        if isinstance(node, Mapping):
            return [head, *self._mapping(node, keys, indent + 2, begin)]
        return [head, *self._sequence(node, keys, indent + OFFSET, begin)]

    def _scalar(self, before: str, node: Scalar, part: Part, indent: int) -> list[str]:
        if node.start == node.end:
            return [before + self._comment(part.value)]
        source = self._text[node.start : self._layout.scalar_end(node)].removesuffix("\n")
        if node.style in {"|", ">"}:
            return self._block(before, source, part, indent)
        if isinstance(node.value, str) and (node.style or "\n" in source):
            source = scalar_source(node.value, indent + 2)
        first, *rest = f"{before} {source}".split("\n")
        return [first + self._comment(node.end), *rest]

    def _block(self, before: str, source: str, part: Part, indent: int) -> list[str]:
        """Return a block whose lines are moved to where they belong."""
        header, *body = source.split("\n")
        said = _INDENTED.match(header)
        if said:
            old = part.head - self._layout.start(self._layout.line(part.head)) + int(said[1])
            new = indent + int(said[1])
        else:
            old = min((len(line) - len(line.lstrip(" ")) for line in body if line.strip(" ")), default=0)
            new = indent + 2
        moved = [" " * new + line[old:] if line.strip(" ") or len(line) > old else "" for line in body]
        return [f"{before} {header.rstrip()}", *moved]

    def _comment(self, after: int) -> str:
        """Return the comment behind a place on its line, two spaces after it."""
        rest = self._text[after : self._layout.start(self._layout.line(after) + 1)].strip()
        return f"  {rest}" if rest.startswith("#") else ""

    def _between(
        self, part: Part, begin: int, column: int, indent: int, *, first: bool
    ) -> tuple[list[str], list[str]]:
        """Return the lines before a key or a dash: those that belong inside what stands above it, and its own."""
        inner: list[str] = []
        end = begin if part.compact else self._layout.line(part.head)
        while not first and begin < end and self._layout.is_comment(begin) and self._depth(begin) > column:
            depth = indent + self._depth(begin) - column
            inner.append(" " * depth + self._layout.line_text(begin).strip())
            begin += 1
        own = (self._layout.line_text(line).strip() for line in range(begin, end))
        return inner, [" " * indent + line if line else "" for line in _single(own)]

    def _depth(self, line: int) -> int:
        text = self._layout.line_text(line)
        return len(text) - len(text.lstrip(" "))


def _single(lines: Iterable[str]) -> list[str]:
    """Return lines without a second blank one in a row."""
    kept: list[str] = []
    for line in lines:
        if line or not kept or kept[-1]:
            kept.append(line)
    return kept
