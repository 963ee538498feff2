"""The exact reader: values with their places, and errors that say what to do.

It reads with ruamel.yaml's own parser for YAML 1.2, in Python, which is some twenty times slower than the fast
reader (``yaml_fast``) and therefore asked only when a place or an error is wanted.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, cast

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from dxplan.model.pointer import split_pointer
from dxplan.stores.source_text import check_characters
from dxplan.stores.yaml_building import NodeBuilder
from dxplan.stores.yaml_explaining import explain
from dxplan.stores.yaml_nodes import Mapping, plain, walk_down
from dxplan.stores.yaml_scanning import PlanScanner
from dxplan.stores.yaml_tree import read_tree

if TYPE_CHECKING:
    from ruamel.yaml.comments import CommentedMap


@dataclass(frozen=True)
class ExactDocument:
    """A file that was read with all its places; ``root`` is its outermost node."""

    text: str
    root: Mapping

    @cached_property
    def data(self) -> dict[str, object]:
        """The content as plain dicts, lists and values: the same as ``parse_fast`` gives."""
        return cast("dict[str, object]", plain(self.root))

    @cached_property
    def tree(self) -> CommentedMap:
        """The tree that a writer changes and writes back; the same object at every call.

        Raises DocumentError ``yaml-rewrite`` for a file that cannot be written back.
        """
        return read_tree(self.text, self.data)

    def position(self, pointer: str, *, key: bool = False) -> tuple[int, int]:
        """Say at which line and column, from 1, the value at a JSON Pointer stands, or with ``key`` its key.

        A pointer to nothing means the nearest part above that exists: a missing key is reported at the mapping
        that lacks it. List items and the whole document have no key; then ``key`` changes nothing.
        """
        *_, (node, entry) = walk_down(self.root, split_pointer(pointer))
        if key and entry is not None:
            return entry.line, entry.column
        return node.line, node.column


def parse_exact(text: str) -> ExactDocument:
    """Read a YAML file's text.

    Raises DocumentError with line and column: ``yaml-syntax``, ``merge-conflict``, and for what the dialect
    forbids ``yaml-key``, ``duplicate-key``, ``yaml-tag``, ``yaml-documents``, ``empty-file``,
    ``not-a-mapping``, ``too-deep``, ``yaml-alias``, ``yaml-number``.
    """
    check_characters(text)
    yaml = YAML(typ="safe", pure=True)
    yaml.Scanner = PlanScanner
    try:
        root = NodeBuilder(yaml.parse(text), text.split("\n")).document()
    except (YAMLError, ValueError, ArithmeticError) as error:
        raise explain(error, text) from None
    return ExactDocument(text, root)
