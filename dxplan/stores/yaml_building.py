"""From the parser's events to nodes, under the rules of the dialect.

The building keeps all limits while the events come in, before anything grows: a file that nests too deep or
whose references multiply is refused at the very place where it goes too far.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from dxplan.stores import yaml_refusals as refusals
from dxplan.stores.yaml_dialect import MAX_ALIASED, MAX_DEPTH, NumberRangeError, plain_value
from dxplan.stores.yaml_nodes import Alias, Entry, Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.errors import DocumentError
    from dxplan.stores.yaml_dialect import PlainValue

_Collection = TypeVar("_Collection", Sequence, Mapping)
_COLON = re.compile(" *:")
_SURROGATE = re.compile("[\ud800-\udfff]")


class NodeBuilder:
    """Builds the nodes of one document; made for one use."""

    def __init__(self, events: Iterator[Any], lines: list[str]) -> None:
        """Take the events of ruamel.yaml's parser, and the lines of the text for the wording of errors."""
        self._events = events
        self._lines = lines
        self._anchors: dict[str, Scalar | Sequence | Mapping] = {}
        self._unused: dict[str, tuple[int, int]] = {}
        self._open: list[Sequence | Mapping] = []
        self._aliased = 0

    def document(self) -> Mapping:
        """Return the mapping that the file consists of.

        Raises DocumentError for all that the dialect forbids; errors of the parser pass through.
        """
        next(self._events)
        start = next(self._events)
        if isinstance(start, StreamEndEvent):
            raise refusals.empty_file(self._lines)
        self._check_directives(start)
        root = self._node(next(self._events))
        next(self._events)
        after = next(self._events)
        if not isinstance(after, StreamEndEvent):
            raise refusals.second_document(*_place(after))
        for name, (line, column) in self._unused.items():
            raise refusals.unused_anchor(line, column, name)
        if isinstance(root, Mapping):
            return root
        if isinstance(root, Scalar) and root.value is None:
            raise refusals.empty_file(self._lines)
        if isinstance(root, Sequence):
            raise refusals.list_file(root.line, root.column)
        raise refusals.text_file(root.line, root.column, self._lines[root.line - 1])

    def _check_directives(self, start: DocumentStartEvent) -> None:
        # The parser passes over directives that it does not know.
        header = [written for written in self._lines[: start.start_mark.line] if written.startswith("%")]
        if len(header) > (start.version == (1, 2)):
            raise refusals.directive(self._lines)

    def _node(self, event: Any) -> Node:
        if isinstance(event, AliasEvent):
            return self._alias(event)
        line, column = _place(event)
        if event.ctag is not None:
            raise refusals.tag(line, column, self._lines)
        if isinstance(event, ScalarEvent):
            scalar = Scalar(
                line,
                column,
                self._value(event),
                start=event.start_mark.index,
                end=event.end_mark.index,
                style=event.style or "",
            )
            self._remember(event, scalar)
            return scalar
        if len(self._open) == MAX_DEPTH:
            raise refusals.too_deep(line, column)
        if isinstance(event, MappingStartEvent):
            return self._mapping(event, Mapping(line, column))
        return self._sequence(event, Sequence(line, column))

    def _mapping(self, event: Any, mapping: Mapping) -> Mapping:
        self._begin(event, mapping)
        while not isinstance(event := next(self._events), MappingEndEvent):
            line, column = _place(event)
            start, end = event.start_mark.index, event.end_mark.index
            key = self._key(event)
            if key in mapping.entries:
                raise refusals.duplicate_key(line, column, key, mapping.entries[key].line)
            node = self._node(value := next(self._events))
            if isinstance(node, Scalar) and node.value is None and not (value.value or value.anchor):
                node.line, node.column = self._after_colon(event.end_mark)
            mapping.entries[key] = Entry(line, column, node, start, end)
            self._grow(mapping, node)
        return self._closed(event, mapping)

    def _after_colon(self, key_end: Any) -> tuple[int, int]:
        """Say where a value would stand that is not there: the parser names the next key's place for it."""
        colon = _COLON.match(self._lines[key_end.line], key_end.column)
        return key_end.line + 1, (colon.end() if colon else key_end.column) + 1

    def _sequence(self, event: Any, sequence: Sequence) -> Sequence:
        self._begin(event, sequence)
        while not isinstance(event := next(self._events), SequenceEndEvent):
            node = self._node(event)
            sequence.items.append(node)
            self._grow(sequence, node)
        return self._closed(event, sequence)

    def _begin(self, event: Any, node: Sequence | Mapping) -> None:
        node.start, node.flow = event.start_mark.index, bool(event.flow_style)
        self._remember(event, node)
        self._open.append(node)

    def _closed(self, event: Any, node: _Collection) -> _Collection:
        node.end = event.end_mark.index
        self._open.pop()
        return node

    def _remember(self, event: Any, node: Scalar | Sequence | Mapping) -> None:
        if event.anchor is not None:
            self._anchors[event.anchor] = node
            self._unused.setdefault(event.anchor, _place(event))

    @staticmethod
    def _grow(parent: Sequence | Mapping, child: Node) -> None:
        parent.size += child.size
        parent.height = max(parent.height, child.height + 1)

    def _alias(self, event: AliasEvent) -> Alias:
        line, column = _place(event)
        target = self._anchors.get(event.anchor)
        if target is None:
            raise refusals.unknown_reference(line, column, event.anchor)
        if any(target is node for node in self._open):
            raise refusals.circular_reference(line, column, event.anchor)
        self._unused.pop(event.anchor, None)
        self._aliased += target.size
        if self._aliased > MAX_ALIASED:
            raise refusals.too_many_references(line, column)
        if len(self._open) + target.height > MAX_DEPTH:
            raise refusals.too_deep(line, column)
        return Alias(line, column, target, event.start_mark.index, event.end_mark.index)

    def _key(self, event: Any) -> str:
        node = self._node(event) if isinstance(event, ScalarEvent) else None
        if isinstance(node, Scalar) and isinstance(node.value, str):
            return node.value
        raise self._bad_key(event)

    def _bad_key(self, event: Any) -> DocumentError:
        line, column = _place(event)
        if not isinstance(event, ScalarEvent):
            return refusals.collection_key(line, column)
        return (
            refusals.key_not_text(line, column, event.value) if event.value else refusals.no_key(line, column)
        )

    def _value(self, event: ScalarEvent) -> PlainValue:
        text: str = event.value
        if event.style == '"' and _SURROGATE.search(text):
            raise refusals.no_character(*_place(event))
        if event.style:
            return text
        try:
            return plain_value(text)
        except NumberRangeError:
            raise refusals.number(*_place(event), text) from None


def _place(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1
