"""What stands in a YAML file and where: nodes with their line and column.

They are far smaller than ruamel.yaml's own, and know of keys and references where each of them stands.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.stores.yaml_dialect import PlainValue


@dataclass(slots=True, eq=False)
class Scalar:
    """A single value; line and column count from 1.

    ``start`` and ``end`` are where its source begins and ends in the text, an anchor included; ``style`` is its
    quote or block sign, empty for a plain scalar.
    """

    line: int
    column: int
    value: PlainValue
    size: int = 1
    height: int = 0
    start: int = 0
    end: int = 0
    style: str = ""


@dataclass(slots=True, eq=False)
class Sequence:
    """A list; ``size`` counts all nodes below with references followed, ``height`` the levels.

    ``start`` is where it begins in the text; ``end`` is known only where it is in brackets (``flow``).
    """

    line: int
    column: int
    items: list[Node] = field(default_factory=list)
    size: int = 1
    height: int = 1
    start: int = 0
    end: int = 0
    flow: bool = False


@dataclass(slots=True, eq=False)
class Mapping:
    """A mapping; each entry knows where its key stands. ``start``, ``end`` and ``flow`` are as in a list."""

    line: int
    column: int
    entries: dict[str, Entry] = field(default_factory=dict)
    size: int = 1
    height: int = 1
    start: int = 0
    end: int = 0
    flow: bool = False


@dataclass(slots=True, eq=False)
class Alias:
    """A reference (``*name``), which stands elsewhere than the node it means."""

    line: int
    column: int
    target: Scalar | Sequence | Mapping
    start: int = 0
    end: int = 0

    @property
    def size(self) -> int:
        """Count the nodes that the reference stands for."""
        return self.target.size

    @property
    def height(self) -> int:
        """Count the levels that the reference stands for."""
        return self.target.height


Node = Scalar | Sequence | Mapping | Alias


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A key's place, from ``start`` to ``end`` in the text, and the node of its value."""

    line: int
    column: int
    node: Node
    start: int = 0
    end: int = 0


def plain(node: Node) -> object:
    """Return the data of a node as dicts, lists and values; what is referred to twice is there twice."""
    if isinstance(node, Alias):
        return plain(node.target)
    if isinstance(node, Mapping):
        return {key: plain(entry.node) for key, entry in node.entries.items()}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.value


def walk_down(node: Node, parts: tuple[str, ...]) -> Iterator[tuple[Node, Entry | None]]:
    """Yield the node and, part by part, each existing node below it, with the entry it is the value of."""
    yield node, None
    for part in parts:
        if isinstance(node, Alias):
            node = node.target
        entry = None
        if isinstance(node, Mapping) and part in node.entries:
            entry = node.entries[part]
            node = entry.node
        elif (
            isinstance(node, Sequence) and part.isdecimal() and part.isascii() and int(part) < len(node.items)
        ):
            node = node.items[int(part)]
        else:
            return
        yield node, entry
