"""Places: which values of a document are of which kind, read from its schema.

A place's ``kinds`` are the names of the schema definitions it refers to (``fiscalYear``, ``fuzzyDate`` …) and its
``vocabulary`` is what ``x-vocabulary`` names. So a rule about all fiscal years needs no list of keys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Path = tuple[str | int, ...]


class PlaceKind(Struct, frozen=True):
    """What the schema says of one place and of the places below it."""

    kinds: frozenset[str] = frozenset()
    vocabulary: str | None = None
    properties: dict[str, PlaceKind] = {}
    items: PlaceKind | None = None

    @property
    def tells(self) -> bool:
        """Whether the place itself is of a kind that rules ask for."""
        return bool(self.kinds or self.vocabulary)


def compile_places(schema: Mapping[str, Any]) -> PlaceKind:
    """Read the places of a schema whose references all stay inside it."""
    return _compile(schema, schema)


def _compile(node: Mapping[str, Any], root: Mapping[str, Any]) -> PlaceKind:
    kinds: set[str] = set()
    vocabulary: str | None = None
    properties: dict[str, PlaceKind] = {}
    items: PlaceKind | None = None
    for part in _parts(node, root, kinds):
        vocabulary = vocabulary or part.get("x-vocabulary")
        for key, below in part.get("properties", {}).items():
            properties[key] = _compile(below, root)
        if "items" in part:
            items = _compile(part["items"], root)
    return PlaceKind(frozenset(kinds), vocabulary, properties, items)


def _parts(node: Mapping[str, Any], root: Mapping[str, Any], kinds: set[str]) -> Iterator[Mapping[str, Any]]:
    """Yield a schema node and all that it refers to; the names on the way go into ``kinds``."""
    yield node
    if "$ref" in node:
        name = node["$ref"].removeprefix("#/definitions/")
        kinds.add(name)
        yield from _parts(root["definitions"][name], root, kinds)
    for alternative in node.get("anyOf", ()):
        yield from _parts(alternative, root, kinds)


def walk_places(data: object, place: PlaceKind, path: Path = ()) -> Iterator[tuple[Path, object, PlaceKind]]:
    """Yield (path, value, kind) of every scalar in ``data`` that the schema says something about."""
    if isinstance(data, dict):
        for key, value in data.items():
            below = place.properties.get(key)
            if below is not None:
                yield from walk_places(value, below, (*path, key))
    elif isinstance(data, list):
        if place.items is not None:
            for index, value in enumerate(data):
                yield from walk_places(value, place.items, (*path, index))
    elif place.tells:
        yield path, data, place
