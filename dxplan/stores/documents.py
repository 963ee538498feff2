"""A YAML document of the plan repository: its path, its data, and the places of its values when asked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from dxplan.model.migration import brought_up
from dxplan.stores.source_text import SourceText, decode
from dxplan.stores.yaml_fast import parse_fast

if TYPE_CHECKING:
    from dxplan.model.migration import Kind
    from dxplan.stores.yaml_exact import ExactDocument


@dataclass(frozen=True)
class Document:
    """A document that could be read.

    ``path`` is relative to the root, with ``/``; ``source`` has the text and how its bytes were dressed.
    """

    path: str
    source: SourceText
    data: dict[str, object]

    @property
    def text(self) -> str:
        r"""The text, with every line break as ``\n``."""
        return self.source.text

    @cached_property
    def _exact(self) -> ExactDocument:
        return _read_exactly(self.source.text)

    def position(self, pointer: str, *, key: bool = False) -> tuple[int, int]:
        """Say at which line and column, from 1, a value or its key stands; see ``ExactDocument.position``."""
        return self._exact.position(pointer, key=key)


def parse_document(path: str, raw: bytes) -> Document:
    """Make a document of the bytes of a file, be they from the disk or from git.

    Raises DocumentError as ``decode`` and ``parse_exact`` do.
    """
    source = decode(raw)
    data = parse_fast(source.text)
    if data is not None:
        return Document(path, source, data)
    exact = _read_exactly(source.text)
    document = Document(path, source, exact.data)
    document.__dict__["_exact"] = exact  # what is read already need not be read again
    return document


def read_document(path: str, raw: bytes, kind: Kind) -> Document:
    """Make a document of the bytes of a file, an older version of its schema read as the present one says the same.

    Its places are those of the text. Raises DocumentError as ``parse_document`` and ``brought_up`` do.
    """
    document = parse_document(path, raw)
    data = brought_up(document.data, kind)
    return document if data is document.data else Document(path, document.source, data)


def _read_exactly(text: str) -> ExactDocument:
    # Files of plain form need no places and no words for what is wrong.
    from dxplan.stores.yaml_exact import parse_exact  # noqa: PLC0415

    return parse_exact(text)
