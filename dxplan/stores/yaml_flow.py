"""Changing what stands between brackets: entries are taken out, put in and exchanged, and the rest stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dxplan.stores.matching import in_text_order, matched, same
from dxplan.stores.yaml_nodes import Mapping, Scalar, Sequence, plain
from dxplan.stores.yaml_rendering import flow_source, in_order
from dxplan.stores.yaml_splicing import Splice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.model.list_keys import ListKeys
    from dxplan.stores.yaml_nodes import Node


def flow_edits(text: str, node: Mapping | Sequence, target: Any, keys: ListKeys) -> list[Splice]:
    """Return what leads from a collection between brackets to another one of its kind."""
    if isinstance(node, Mapping):
        spans = [(entry.start, entry.node.end or entry.end) for entry in node.entries.values()]
        staying = [key in target for key in node.entries]
        edits = [
            edit
            for key, entry in node.entries.items()
            if key in target
            for edit in _value(text, entry.node, target[key], keys.at(key))
        ]
        new = {key: target[key] for key in target if key not in node.entries}
        added = [f"{flow_source(key)}: {flow_source(new[key])}" for key in in_order(new, keys)]
        return _joined(node, spans, staying, edits, {len(spans) - 1: added} if added else {})
    match = matched([plain(item) for item in node.items], target, keys)
    if not in_text_order(match):
        return [Splice(node.start, node.end, flow_source(target))]
    return _sequence(text, node, target, match, keys)


def _sequence(
    text: str, node: Sequence, target: list[Any], match: list[int | None], keys: ListKeys
) -> list[Splice]:
    spans = [(item.start, item.end) for item in node.items]
    edits: list[Splice] = []
    added: dict[int, list[str]] = {}
    after = -1
    for item, at in zip(target, match, strict=True):
        if at is None:
            added.setdefault(after, []).append(flow_source(item))
        else:
            after = at
            edits += _value(text, node.items[at], item, keys)
    return _joined(node, spans, [at in match for at in range(len(spans))], edits, added)


def _value(text: str, node: Node, target: Any, keys: ListKeys) -> Iterator[Splice]:
    was = plain(node)
    if same(was, target):
        return
    if isinstance(node, (Mapping, Sequence)) and type(was) is type(target):
        yield from flow_edits(text, node, target, keys)
        return
    source = flow_source(target)
    old = text[node.start : node.end]
    if isinstance(node, Scalar) and node.style == "'" and isinstance(target, str) and source == target:
        source = f"'{target}'"
    elif isinstance(node, Scalar) and node.style == '"' and source == target:
        source = f'"{target}"'
    yield Splice(node.start, node.end, source if old else f" {source}")


def _joined(
    node: Mapping | Sequence,
    spans: list[tuple[int, int]],
    staying: list[bool],
    edits: list[Splice],
    added: dict[int, list[str]],
) -> list[Splice]:
    """Take away entries with their commas, and put in new ones after others (-1: before the first)."""
    if not any(staying):
        everything = [source for _, sources in sorted(added.items()) for source in sources]
        return [Splice(node.start + 1, node.end - 1, ", ".join(everything))]
    result = list(edits)
    first = staying.index(True)
    if first:
        result.append(Splice(spans[0][0], spans[first][0], ""))
    result += [
        Splice(spans[at - 1][1], spans[at][1], "") for at in range(first + 1, len(spans)) if not staying[at]
    ]
    for after, sources in added.items():
        if after < 0:
            place = spans[first][0]
            result.append(Splice(place, place, "".join(f"{source}, " for source in sources)))
        else:
            place = (
                spans[after][1]
                if staying[after]
                else spans[max(at for at in range(len(spans)) if staying[at])][1]
            )
            result.append(Splice(place, place, "".join(f", {source}" for source in sources)))
    return result
