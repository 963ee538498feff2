"""The keys and entries of a YAML text by name, and the comments that belong to them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from dxplan.model.list_keys import keyed_entries
from dxplan.stores.yaml_exact import parse_exact
from dxplan.stores.yaml_layout import Layout
from dxplan.stores.yaml_nodes import Mapping, Scalar, Sequence, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.model.list_keys import ListKeys
    from dxplan.stores.yaml_layout import Part

Name = tuple[str, ...]
"""Keys and list entries on the way to a place, the entries of keyed lists by their keys."""
Kind = Literal["above", "beside", "below"]

_SIGN = re.compile(r"(?:(?<=[\n \t])|\A)#")
_BLOCK_SIGNS = {"|", ">"}


class Place(NamedTuple):
    """A key or an entry of a list; ``line`` counts from 0, ``column`` is the indentation."""

    name: Name
    part: Part
    line: int
    column: int


class Remark(NamedTuple):
    """A comment and the place to which it belongs: from its sign at ``start`` to the end of its line.

    One on a line of its own belongs to what comes next, or to what it stands below where it is indented deeper than that.
    ``gap`` are the blanks before it.
    """

    owner: Name
    kind: Kind
    text: str
    start: int
    gap: str = ""


class Outline:
    """What stands where in a text; raises DocumentError where it cannot be read."""

    def __init__(self, text: str, keys: ListKeys) -> None:
        """Read the text; an empty one has no places."""
        self.text = text
        self.layout = Layout(text)
        self.places: list[Place] = []
        if text.strip():
            self.places = list(self._walk(parse_exact(text).root, keys, ()))
        self.by_name = {place.name: place for place in self.places}
        self.remarks = list(self._remarks())

    def _walk(self, node: Mapping | Sequence, keys: ListKeys, above: Name) -> Iterator[Place]:
        names = list(node.entries) if isinstance(node, Mapping) else _item_names(node, keys)
        for name, part in zip(names, self.layout.parts(node), strict=True):
            yield Place((*above, name), part, self.layout.line(part.head), node.column - 1)
            below = part.node
            if isinstance(below, (Mapping, Sequence)) and not below.flow:
                yield from self._walk(
                    below, keys.at(name) if isinstance(node, Mapping) else keys, (*above, name)
                )

    def _remarks(self) -> Iterator[Remark]:
        lines: dict[int, Place] = {}
        for place in self.places:
            lines.setdefault(place.line, place)
        heads = sorted(lines)
        passed = 0
        for start in self._signs():
            line = self.layout.line(start)
            while passed < len(heads) and heads[passed] <= line:
                passed += 1
            before = self.text[self.layout.start(line) : start]
            text = self.text[start : self.layout.start(line + 1)].rstrip(" \t\n")
            if plain := before.rstrip(" \t"):
                yield Remark(self._before(start), "beside", text, start, before[len(plain) :])
            elif passed < len(heads) and len(before) <= lines[heads[passed]].column:
                yield Remark(lines[heads[passed]].name, "above", text, start)
            else:
                yield Remark(self._before(start, len(before)), "below", text, start)

    def _signs(self) -> Iterator[int]:
        """Yield where comments begin."""
        values = self._values()
        at = done = 0
        while found := _SIGN.search(self.text, done):
            start = found.start()
            while at < len(values) and values[at][1] <= start:
                at += 1
            if at < len(values) and values[at][0] <= start:
                done = start + 1
            else:
                yield start
                done = self.layout.start(self.layout.line(start) + 1)

    def _before(self, index: int, column: int | None = None) -> Name:
        """Return the last place before a character that is not indented deeper than ``column``."""
        found: Name = ()
        for place in self.places:
            if place.part.head > index:
                break
            if column is None or place.column <= column:
                found = place.name
        return found

    def _values(self) -> list[tuple[int, int]]:
        """Return where keys and values stand, in which a number sign begins no comment."""
        spans = []
        for place in self.places:
            node = place.part.node
            spans.append((place.part.head, place.part.value))
            if isinstance(node, (Mapping, Sequence)):
                spans += [(node.start, node.end)] if node.flow else []
            elif isinstance(node, Scalar) and node.style in _BLOCK_SIGNS:
                spans.append((self.text.index("\n", node.start) + 1, self.layout.scalar_end(node)))
            else:
                spans.append((node.start, node.end))
        return sorted(span for span in spans if span[0] < span[1])


def _item_names(node: Sequence, keys: ListKeys) -> list[str]:
    """Return the names of a list's entries: their keys, or what they say where they are texts."""
    data = plain(node)
    entries = keyed_entries(data, keys)
    if entries is not None:
        return list(entries)
    items = [plain(item) for item in node.items]
    names = [item if isinstance(item, str) else f"#{at}" for at, item in enumerate(items)]
    return names if len(set(names)) == len(names) else [f"#{at}" for at in range(len(names))]
