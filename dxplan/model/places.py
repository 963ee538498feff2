"""Places: where in a document values of certain kinds stand, read from its schema.

A value's kinds are the names of the schema definitions that it refers to (``fiscalYear``, ``period`` …) and, for a word
of a vocabulary, what ``vocabulary_kind`` says; so a check of all fiscal years needs no list of keys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Path = tuple[str | int, ...]


class Place(Struct, frozen=True):
    """The kinds of one place, and the places below it; parts of a document without any place are left out."""

    kinds: frozenset[str] = frozenset()
    properties: dict[str, Place] = {}
    items: Place | None = None


def vocabulary_kind(vocabulary: str) -> str:
    """Return the kind of the words of a vocabulary that the schema names by ``x-vocabulary``."""
    return f"vocabulary:{vocabulary}"


def compile_places(schema: Mapping[str, Any], kinds: frozenset[str]) -> Place:
    """Read from a schema, whose references all stay inside it, where values of some kinds stand."""
    return _compile(schema, schema, kinds) or Place()


def _compile(node: Mapping[str, Any], root: Mapping[str, Any], wanted: frozenset[str]) -> Place | None:
    """Return the places below a part of a schema, or None where it has none."""
    kinds: set[str] = set()
    properties: dict[str, Place] = {}
    items: Place | None = None
    for part in _parts(node, root, kinds):
        for key, below in part.get("properties", {}).items():
            if place := _compile(below, root, wanted):
                properties[key] = place
        if "items" in part:
            items = _compile(part["items"], root, wanted)
    kept = wanted & kinds
    return Place(kept, properties, items) if kept or properties or items else None


def _parts(node: Mapping[str, Any], root: Mapping[str, Any], kinds: set[str]) -> Iterator[Mapping[str, Any]]:
    """Yield a schema node and all that it refers to; the names on the way go into ``kinds``."""
    yield node
    if "x-vocabulary" in node:
        kinds.add(vocabulary_kind(node["x-vocabulary"]))
    if "$ref" in node:
        name = node["$ref"].removeprefix("#/definitions/")
        kinds.add(name)
        yield from _parts(root["definitions"][name], root, kinds)
    for alternative in node.get("anyOf", ()):
        yield from _parts(alternative, root, kinds)


def walk_places(data: object, place: Place, path: Path = ()) -> Iterator[tuple[Path, object, frozenset[str]]]:
    """Yield (path, value, kinds) of every scalar in ``data`` that stands at a place."""
    if isinstance(data, dict):
        for key, below in place.properties.items():
            if key in data:
                yield from walk_places(data[key], below, (*path, key))
    elif isinstance(data, list):
        if place.items is not None:
            for index, value in enumerate(data):
                yield from walk_places(value, place.items, (*path, index))
    elif place.kinds:
        yield path, data, place.kinds
