"""The layout of a YAML text: which lines belong to which key or entry, its comments and the gaps between included."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dxplan.stores.yaml_nodes import Alias, Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from dxplan.stores.yaml_nodes import Node

_COMMENT = re.compile(r"[ \t]*#")
# A key that somebody has only commented out is a note for all, and goes with nobody.
_COMMENTED_OUT = re.compile(r"[ \t]*#\s*(?:- )?[a-z_]+:(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Part:
    """An entry of a block mapping or list.

    ``head`` is where its key or dash begins, ``value`` where what follows the colon or the dash begins. ``own`` is the
    line with which it begins, comments of its own included; ``last`` is its last line; lines count from 0. ``compact``
    says that something else stands before it on its line, as a dash before the first key.
    """

    node: Node
    head: int
    value: int
    own: int
    last: int
    compact: bool


class Layout:
    """The lines of a text."""

    def __init__(self, text: str) -> None:
        """Find the beginnings of the lines."""
        self.text = text
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def line(self, index: int) -> int:
        """Return the line, from 0, in which a character stands."""
        return bisect_right(self._starts, index) - 1

    def start(self, line: int) -> int:
        """Return where a line begins; after the last one, the end of the text."""
        return self._starts[line] if line < len(self._starts) else len(self.text)

    def line_text(self, line: int) -> str:
        """Return a line without its break."""
        return self.text[self.start(line) : self.start(line + 1)].removesuffix("\n")

    def is_blank(self, line: int) -> bool:
        """Say whether a line has nothing but spaces."""
        return not self.line_text(line).strip(" \t")

    def is_comment(self, line: int) -> bool:
        """Say whether a line has nothing but a comment."""
        return bool(_COMMENT.match(self.line_text(line)))

    def parts(self, node: Mapping | Sequence) -> list[Part]:
        """Return the entries of a block mapping or list, in the order of the text."""
        parts: list[Part] = []
        for key_start, key_end, below in self._members(node):
            value = self.text.index(":", key_end) + 1 if isinstance(node, Mapping) else key_end
            line = self.line(key_start)
            compact = bool(self.text[self.start(line) : key_start].strip(" \t"))
            floor = parts[-1].last + 1 if parts else self._floor(node)
            own = line if compact else self._own(line, floor)
            parts.append(Part(below, key_start, value, own, max(line, self._last(below)), compact))
        return parts

    def _members(self, node: Mapping | Sequence) -> list[tuple[int, int, Node]]:
        """Return (start, end) of each key or dash, and the node that it leads to."""
        if isinstance(node, Mapping):
            return [(entry.start, entry.end, entry.node) for entry in node.entries.values()]
        column = node.column - 1
        members = []
        for item in node.items:
            line = item.line - 1
            # What a dash leads to may begin on a later line.
            while self.text[self.start(line) + column : self.start(line) + column + 1] != "-":
                line -= 1
            members.append((self.start(line) + column, self.start(line) + column + 1, item))
        return members

    def _floor(self, node: Mapping | Sequence) -> int:
        """Return the first line whose comments may belong to the first entry: none at the top of a file."""
        return node.line - 1 if node.column == 1 and isinstance(node, Mapping) else 0

    def _own(self, line: int, floor: int) -> int:
        """Return the line at which the comments directly above an entry begin."""
        own = line
        while own > floor and self.is_comment(own - 1) and not _COMMENTED_OUT.match(self.line_text(own - 1)):
            own -= 1
        return own

    def _last(self, node: Node) -> int:
        """Return the last line of a node; blank lines after it belong to it only where they are text."""
        if isinstance(node, Scalar):
            if node.start == node.end:
                return 0
            return self.line(max(self.scalar_end(node) - 1, node.start))
        if isinstance(node, Alias) or node.flow:
            return self.line(node.end - 1)
        below = (
            [(entry.end, entry.node) for entry in node.entries.values()]
            if isinstance(node, Mapping)
            else [(start, item) for start, _, item in self._members(node)]
        )
        return max(max(self.line(start), self._last(child)) for start, child in below)

    def scalar_end(self, node: Scalar) -> int:
        """Return where a scalar's source ends; blank lines after a block belong to it only where they are text."""
        source = self.text[node.start : node.end]
        if node.style not in {"|", ">"} or "+" in source.split("\n", 1)[0].split("#", 1)[0]:
            return node.end
        newline = source.find("\n", len(source.rstrip(" \n")))
        return node.end if newline < 0 else node.start + newline + 1
