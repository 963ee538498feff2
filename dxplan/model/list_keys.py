"""The identity of list entries: which properties make the key of an entry, read from the schema (``x-key``).

``x-key`` names alternatives, each a list of properties; the first whose properties an entry has makes its key. A list
without ``x-key``, or with an entry that is no mapping, has no keys: it is one value.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from dxplan.errors import ValueTextError
from dxplan.model.fiscal_year import FiscalYear
from dxplan.model.period import Period
from dxplan.model.pointer import look_up, split_pointer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from dxplan.model.content import Data

NO_KEY = "*"
"""The segment of an entry whose key has no property, or that has none of the properties of a key."""

# The definitions of the schemas whose texts have several spellings, and what reads them.
_READINGS: dict[str, Callable[[str], object]] = {"fiscalYear": FiscalYear.parse, "period": Period.parse}


class KeyPart(Struct, frozen=True):
    """A property of a key; ``reading`` is ``fiscalYear`` or ``period`` where its values are such, else empty."""

    name: str
    reading: str = ""


Alternative = tuple[KeyPart, ...]


class ListKeys(Struct, eq=False):
    """What a schema says of one place of a document, as far as a comparison needs it.

    ``alternatives`` are those of the key if the place is a list with keys, else None. ``below`` holds the properties of
    a mapping, or of the entries of a list, in the order of the schema. ``vocabulary`` is the one from which a text, or
    the texts of a list, come.
    """

    alternatives: tuple[Alternative, ...] | None = None
    below: dict[str, ListKeys] = {}
    vocabulary: str | None = None

    def at(self, key: str) -> ListKeys:
        """Return what the schema says of a property; nothing where it does not know it."""
        return self.below.get(key, _UNKNOWN)

    @property
    def is_time(self) -> bool:
        """Whether keys are made of years and periods alone."""
        return all(part.reading for alternative in self.alternatives or () for part in alternative)


_UNKNOWN = ListKeys()


def compile_list_keys(schema: Mapping[str, Any]) -> ListKeys:
    """Read the keys of all lists from a schema, whose references all stay inside it and may go in circles."""
    return _Compilation(schema).compile(schema)


class _Compilation:
    """The parts of a schema that are already read: a part that contains itself is read once."""

    def __init__(self, root: Mapping[str, Any]) -> None:
        self._root = root
        self._done: dict[int, ListKeys] = {}

    def compile(self, node: Mapping[str, Any]) -> ListKeys:
        """Return what a part of the schema says."""
        if id(node) in self._done:
            return self._done[id(node)]
        keys = self._done[id(node)] = ListKeys(below={})
        parts = [part for _, part in self._parts(node)]
        entries = [part for whole in parts if "items" in whole for _, part in self._parts(whole["items"])]
        keys.vocabulary = next(
            (part["x-vocabulary"] for part in parts + entries if "x-vocabulary" in part), None
        )
        for part in parts + entries:
            for key, below in part.get("properties", {}).items():
                if key not in keys.below:
                    keys.below[key] = self.compile(below)
        for part in parts:
            if "x-key" in part:
                keys.alternatives = tuple(
                    tuple(KeyPart(name, self._reading(name, entries)) for name in names)
                    for names in part["x-key"]
                )
        return keys

    def _reading(self, name: str, entries: Sequence[Mapping[str, Any]]) -> str:
        """Return how the values of a property of the entries are read."""
        nodes = [part["properties"][name] for part in entries if name in part.get("properties", {})]
        found = (reference for node in nodes for reference, _ in self._parts(node))
        return next((reference for reference in found if reference in _READINGS), "")

    def _parts(self, node: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Yield a part of the schema and all that applies beside it, each with the name by which it was referred to."""
        waiting = [("", node)]
        seen = set()
        while waiting:
            name, part = waiting.pop(0)
            if id(part) in seen:
                continue
            seen.add(id(part))
            yield name, part
            if reference := part.get("$ref"):
                target: Any = look_up(self._root, reference.removeprefix("#"))
                waiting.append((split_pointer(reference)[-1], target))
            waiting += [
                ("", one)
                for word in ("allOf", "anyOf", "oneOf")
                for one in part.get(word, ())
                if isinstance(one, dict)
            ]


def key_segment(entry: Data, alternatives: Sequence[Alternative]) -> str:
    """Return the key of an entry as it stands in a pointer (before escaping)."""
    alternative = key_alternative(entry, alternatives)
    return " ".join([_text(entry[part.name], part) for part in alternative]) if alternative else NO_KEY


def key_alternative(entry: Data, alternatives: Sequence[Alternative]) -> Alternative:
    """Return the properties that make the key of an entry; none where it has no key."""
    for alternative in alternatives:
        for part in alternative:
            value = entry.get(part.name)
            if value is None or isinstance(value, (dict, list)):
                break
        else:
            return alternative
    return ()


def keyed_entries(entries: Any, keys: ListKeys) -> dict[str, Data] | None:
    """Return the entries of a list by key, in their order; None for what is no list with keys.

    Where several have one key, the second becomes ``key#2``, or what is next and no entry's own key.
    """
    alternatives = keys.alternatives
    if alternatives is None or not isinstance(entries, list):
        return None
    if not all(isinstance(entry, dict) for entry in entries):
        return None
    segments = [key_segment(entry, alternatives) for entry in entries]
    result = dict(zip(segments, entries, strict=True))
    return result if len(result) == len(entries) else dict(zip(_numbered(segments), entries, strict=True))


def _numbered(segments: Sequence[str]) -> Iterator[str]:
    own = set(segments)
    numbers: dict[str, int] = {}
    for segment in segments:
        number = numbers.get(segment, 0) + 1
        while number > 1 and f"{segment}#{number}" in own:
            number += 1
        numbers[segment] = number
        yield f"{segment}#{number}" if number > 1 else segment


def look_up_keyed(data: Any, pointer: str, keys: ListKeys) -> Any:
    """Return the value at a pointer in which entries go by their keys, or None where there is no such place."""
    for segment in split_pointer(pointer):
        entries = keyed_entries(data, keys)
        if entries is not None:
            data = entries.get(segment)
        elif isinstance(data, dict):
            data, keys = data.get(segment), keys.at(segment)
        else:
            return None
    return data


def _text(value: Any, part: KeyPart) -> str:
    if isinstance(value, bool):
        text = "true" if value else "false"
    elif isinstance(value, float) and value.is_integer():
        text = str(int(value))
    else:
        text = str(value)
    return _canonical(text, part.reading) if part.reading else text


@lru_cache(maxsize=4096)
def _canonical(text: str, reading: str) -> str:
    try:
        return str(_READINGS[reading](text))
    except ValueTextError:
        return text
