"""The YAML file as ruamel.yaml's tree, which keeps comments, quotes and the order of keys for writing it back."""

from __future__ import annotations

from types import NoneType
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.tag import Tag

from dxplan.errors import DocumentError
from dxplan.model.message import message
from dxplan.stores.yaml_dialect import NumberRangeError, plain_value
from dxplan.stores.yaml_scanning import PlanRoundTripScanner

_TAGS = {
    kind: Tag(suffix=f"tag:yaml.org,2002:{name}")
    for kind, name in ((NoneType, "null"), (bool, "bool"), (int, "int"), (float, "float"), (str, "str"))
}
# Lines are never folded: a rewritten file must not differ where nothing was changed.
_WIDTH = 2**20


class DialectResolver(VersionedResolver):  # type: ignore[misc, unused-ignore]
    """Tells ruamel.yaml which unquoted scalars are numbers, true, false or null in our dialect."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        """Return the tag of a node; called when a file is read and when a scalar is written."""
        if kind is ScalarNode and implicit[0]:
            try:
                return _TAGS.get(type(plain_value(value)), _TAGS[str])
            except NumberRangeError:
                # Only in writing: text that looks like such a number must get quotes.
                return _TAGS[float]
        return super().resolve(kind, value, (False, implicit) if kind is ScalarNode else implicit)


def round_trip_yaml() -> YAML:
    """Return a reader and writer that keeps a file as it is, in the layout of plan files."""
    yaml = YAML(typ="rt", pure=True)
    yaml.Scanner = PlanRoundTripScanner
    yaml.Resolver = DialectResolver
    yaml.preserve_quotes = True
    yaml.width = _WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.composer.warn_double_anchors = False
    return yaml


def read_tree(text: str, data: dict[str, object]) -> CommentedMap:
    """Read ``text`` as a tree for writers; ``data`` is what the exact reader found in it.

    Raises DocumentError ``yaml-rewrite`` when ruamel.yaml cannot keep this file: it stumbles over comments in
    rare places. Writing such a tree would lose content.
    """
    try:
        tree = round_trip_yaml().load(text)
    except (
        YAMLError,
        NotImplementedError,
        ValueError,
        LookupError,
        AttributeError,
        TypeError,
        AssertionError,
    ):
        tree = None
    if not _same(tree, data):
        raise DocumentError(
            "yaml-rewrite",
            message("dxplan can read this file but cannot rewrite it without loss."),
            message(
                "Move comments that stand inside a list or a value onto lines of their own, or edit by hand."
            ),
        )
    assert isinstance(tree, CommentedMap)  # noqa: S101  (_same has seen it)
    return tree


def _same(tree: object, data: object) -> bool:
    if isinstance(data, dict):
        return (
            isinstance(tree, CommentedMap)
            and list(tree) == list(data)
            and all(_same(tree[key], value) for key, value in data.items())
        )
    if isinstance(data, list):
        return isinstance(tree, CommentedSeq) and len(tree) == len(data) and all(map(_same, tree, data))
    if data is None or isinstance(data, bool):
        return tree is data or (isinstance(tree, int) and data is not None and tree == data)
    return isinstance(tree, type(data)) and not isinstance(tree, bool) and tree == data
