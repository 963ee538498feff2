"""Editing a YAML text in place: single values change, and every other character stays as it was.

No tree is written back. The source of a value is exchanged at its place in the text, and the result is read again:
it counts only when the data are the old ones with exactly these values changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dxplan.errors import DocumentError
from dxplan.model.message import message
from dxplan.model.pointer import split_pointer
from dxplan.stores.source_text import check_characters
from dxplan.stores.yaml_exact import parse_exact
from dxplan.stores.yaml_fast import parse_fast
from dxplan.stores.yaml_nodes import Alias, Scalar, walk_down
from dxplan.stores.yaml_scalars import exchanged, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.stores.yaml_dialect import PlainValue
    from dxplan.stores.yaml_exact import ExactDocument


@dataclass(frozen=True, slots=True)
class Edit:
    """The scalar at ``pointer`` is to say ``value``.

    ``replacements`` (old, new) lead to that value too, one after the other: where they are given, only these
    characters of the source are exchanged if that is possible.
    """

    pointer: str
    value: PlainValue
    replacements: tuple[tuple[str, str], ...] = ()


def edit(text: str, edits: Sequence[Edit]) -> str:
    """Make all edits or none; each pointer stands in one of them.

    Raises DocumentError: those of ``parse_exact``, and ``yaml-rewrite`` where a value cannot be changed alone,
    because it is missing, no single value, empty in the source, or shared through an anchor.
    """
    document = parse_exact(text)
    places = [(_scalar(document, change.pointer), change) for change in edits]
    places = [(node, change) for node, change in places if not identical(node.value, change.value)]
    places.sort(key=lambda place: place[0].start)
    expected: object = document.data
    for _, change in places:
        expected = _changed(expected, split_pointer(change.pointer), change.value)
    first = [next(_forms(text, node, change)) for node, change in places]
    result = _joined(text, [node for node, _ in places], first)
    if not places or _reads_as(result, expected):
        return result
    if len(places) == 1:
        return _other_form(document, *places[0], expected)
    # One of many does not fit in its first form: each for itself finds the form that does.
    for _, change in places:
        text = edit(text, [change])
    return text


def identical(one: object, other: object) -> bool:
    """Tell whether two values are the same in type, content and order of keys."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(identical(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(identical, one, other))
    return one == other


def _other_form(document: ExactDocument, node: Scalar, change: Edit, expected: object) -> str:
    forms = _forms(document.text, node, change)
    next(forms)
    for form in forms:
        result = _joined(document.text, [node], [form])
        if _reads_as(result, expected):
            return result
    raise _refusal(document, change.pointer)


def _forms(text: str, node: Scalar, change: Edit) -> Iterator[str]:
    """Propose sources for a value, the best one first."""
    source = text[node.start : node.end]
    if change.replacements:
        yield exchanged(source, node.style, change.replacements)
    yield from written(source, node.style, change.value)


def _joined(text: str, nodes: Sequence[Scalar], forms: Sequence[str]) -> str:
    """Put forms into the places of nodes, which stand in the order of the text."""
    parts = []
    done = 0
    for node, form in zip(nodes, forms, strict=True):
        parts += [text[done : node.start], form]
        done = node.end
    return "".join((*parts, text[done:]))


def _scalar(document: ExactDocument, pointer: str) -> Scalar:
    """Return the node of a scalar that stands nowhere else; raises DocumentError."""
    parts = split_pointer(pointer)
    nodes = [node for node, _ in walk_down(document.root, parts)]
    node = nodes[-1]
    shared = any(isinstance(above, Alias) for above in nodes)
    if len(nodes) != len(parts) + 1 or shared or not isinstance(node, Scalar) or node.start == node.end:
        raise _refusal(document, pointer)
    return node


def _refusal(document: ExactDocument, pointer: str) -> DocumentError:
    line, column = document.position(pointer)
    return DocumentError(
        "yaml-rewrite",
        message(
            "The value at {pointer} cannot be changed without changing more of the file.", pointer=pointer
        ),
        message("Change it by hand."),
        line=line,
        column=column,
    )


def _changed(data: object, parts: tuple[str, ...], value: PlainValue) -> object:
    """Return data with one value changed; what is not on the way to it is shared with the old data."""
    if not parts:
        return value
    first, *rest = parts
    below = tuple(rest)
    if isinstance(data, dict):
        return {**data, first: _changed(data[first], below, value)}
    assert isinstance(data, list)  # noqa: S101  (the pointer has led to a node)
    at = int(first)
    return [*data[:at], _changed(data[at], below, value), *data[at + 1 :]]


def _reads_as(text: str, expected: object) -> bool:
    try:
        check_characters(text)
        data = parse_fast(text)
        return identical(parse_exact(text).data if data is None else data, expected)
    except DocumentError:
        return False
