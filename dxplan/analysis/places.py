"""Places of a document: the values at which it ends, by pointers in which entries go by their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dxplan.model.list_keys import keyed_entries
from dxplan.model.pointer import join_pointer, split_pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.model.list_keys import ListKeys


def leaves(value: Any, keys: ListKeys, at: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every value that is not divided further, with its pointer, in the order of the file.

    A list without keys is one value, and so is what is empty; a key without a value is as good as none.
    """
    entries = keyed_entries(value, keys)
    if entries:
        for segment, entry in entries.items():
            yield from _of_mapping(entry, keys, at + join_pointer((segment,)))
    elif isinstance(value, dict) and entries is None:
        yield from _of_mapping(value, keys, at)
    elif value is not None:
        yield at, value


def _of_mapping(value: dict[str, Any], keys: ListKeys, at: str) -> Iterator[tuple[str, Any]]:
    if not value:
        yield at, value
    for key, below in value.items():
        yield from leaves(below, keys.at(key), at + join_pointer((key,)))


def places(value: Any, keys: ListKeys, at: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield the segments and the value of every place in what stands at a pointer, itself and undivided ones included.

    ``keys`` are those of the whole document.
    """
    segments = split_pointer(at)
    inside = False
    for segment in segments:
        # A list and its entries share what the schema says of them; a segment of an entry leads no further there.
        if keys.alternatives is not None and not inside:
            inside = True
        else:
            keys, inside = keys.at(segment), False
    yield from _places(value, keys, segments)


def _places(value: Any, keys: ListKeys, segments: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    if value is None:
        return
    yield segments, value
    entries = keyed_entries(value, keys)
    if entries is not None:
        for segment, entry in entries.items():
            yield (*segments, segment), entry
            for key, below in entry.items():
                yield from _places(below, keys.at(key), (*segments, segment, key))
    elif isinstance(value, dict):
        for key, below in value.items():
            yield from _places(below, keys.at(key), (*segments, key))


def same(one: Any, other: Any) -> bool:
    """Tell whether two values are equal, where true is not 1."""
    return bool(one == other) and isinstance(one, bool) is isinstance(other, bool)
