"""Shapes: what a schema says of one place, as far as a value that a person types needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from dxplan.model.pointer import look_up, split_pointer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Lists of alternatives and of what holds besides; a value that fits one of them has its form.
_BESIDE = ("allOf", "anyOf", "oneOf")
_KINDS = ((bool, "boolean"), (str, "string"), (int, "integer"), (float, "number"))


class Shape(Struct, frozen=True):
    """The kinds of value that may stand at a place, and what is below it.

    ``names`` are the definitions that it refers to (``prose``, ``fiscalYear`` …), ``patterns`` the forms of its texts,
    ``nonempty`` says that a list must not be left empty.
    """

    kinds: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    patterns: tuple[str, ...] = ()
    properties: dict[str, Any] = {}
    required: tuple[str, ...] = ()
    items: dict[str, Any] | None = None
    nonempty: bool = False

    @property
    def is_prose(self) -> bool:
        """Whether a text of several lines may stand here."""
        return "prose" in self.names


def shape_of(node: Mapping[str, Any], schema: Mapping[str, Any]) -> Shape:
    """Read the shape of a part of a schema, whose references all stay inside it."""
    kinds: set[str] = set()
    names: set[str] = set()
    patterns: list[str] = []
    properties: dict[str, Any] = {}
    required: list[str] = []
    items: dict[str, Any] | None = None
    nonempty = False
    for name, part in _parts(node, schema):
        names.add(name)
        kinds |= _kinds(part)
        patterns += [part["pattern"]] if "pattern" in part else []
        properties |= part.get("properties", {})
        required += part.get("required", ()) if "properties" in part else ()
        items = part.get("items", items)
        nonempty = nonempty or part.get("minItems", 0) > 0
    return Shape(
        frozenset(kinds),
        frozenset(names - {""}),
        tuple(patterns),
        properties,
        tuple(required),
        items,
        nonempty,
    )


def _kinds(part: Mapping[str, Any]) -> set[str]:
    words = [*part.get("enum", ()), *([part["const"]] if "const" in part else ())]
    by_words = {name for word in words for kind, name in _KINDS if type(word) is kind}
    return by_words | ({part["type"]} if "type" in part else set())


def _parts(node: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield a part of a schema and all that applies beside it, each with the name by which it was referred to."""
    waiting: list[tuple[str, Mapping[str, Any]]] = [("", node)]
    seen = set()
    while waiting:
        name, part = waiting.pop(0)
        if id(part) in seen:
            continue
        seen.add(id(part))
        yield name, part
        if reference := part.get("$ref"):
            target: Any = look_up(schema, reference.removeprefix("#"))
            waiting.append((split_pointer(reference)[-1], target))
        waiting += [("", one) for word in _BESIDE for one in part.get(word, ())]
