"""Merging the texts of a document: what its merged data say is laid upon what people wrote.

The canvas is our edition with all that a merge line by line brings from theirs; so comments, layout and quotes stay as
either side wrote them. Three variants of it, one for each answer to the conflicts, differ in the lines of these alone.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec import Struct

from dxplan.errors import DocumentError
from dxplan.model.content import Data
from dxplan.model.line_merge import chunks
from dxplan.model.message import message
from dxplan.model.pointer import split_pointer
from dxplan.stores.documents import parse_document
from dxplan.stores.matching import same
from dxplan.stores.merge_comments import Editions, with_comments
from dxplan.stores.merge_conflicts import Marks, marked
from dxplan.stores.merge_places import Outline
from dxplan.stores.projecting import project
from dxplan.stores.source_text import SourceText, encode
from dxplan.stores.writing import dressed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.model.list_keys import ListKeys
    from dxplan.model.merge import Favour
    from dxplan.stores.merge_places import Name


class Edition(Struct, frozen=True):
    """A text that could be read, and its data; an empty file, as git hands it over for none, has no data."""

    source: SourceText
    data: Data | None
    raw: bytes = b""


class Variants(Struct, frozen=True):
    """The merged data, with every conflict answered as ours, theirs and the base have it."""

    ours: Data
    theirs: Data
    base: Data


def read_edition(raw: bytes) -> Edition:
    """Read one side of a merge; raises DocumentError."""
    if not raw.strip():
        return Edition(SourceText(""), None)
    document = parse_document("", raw)
    return Edition(document.source, document.data, raw)


def merge_texts(
    editions: Sequence[Edition], variants: Variants, pointers: Sequence[str], keys: ListKeys, marks: Marks
) -> bytes:
    """Return the merged file, dressed as ours; ``editions`` are base, ours and theirs, ``pointers`` the conflicts.

    Raises DocumentError where the texts cannot be brought to say what the data say.
    """
    base, ours, theirs = (Outline(edition.source.text, keys) for edition in editions)
    texts = Editions(base, ours, theirs)
    places: list[Name] = [split_pointer(pointer) for pointer in pointers]
    canvas = _canvas(texts, ours.text)
    canvases = [canvas, ours.text]
    result = _variant(canvases, variants.ours, texts, keys, places)
    if places:
        canvases.append(result)
        other = Outline(_variant(canvases, variants.theirs, texts, keys, places, "theirs"), keys)
        middle = _middle([canvas, result], variants.base, keys)
        result = marked(middle, Outline(result, keys), other, places, marks)
    mine = editions[1]
    return dressed(result, mine.raw) if mine.source.mixed else encode(result, mine.source)


def _canvas(texts: Editions, ours: str) -> str:
    """Return our text with what theirs changed in other lines, as far as that can be read."""
    lines: list[str] = []
    for chunk in chunks(*(each.text.split("\n") for each in texts)):
        merged = chunk.merged
        lines += chunk.ours if merged is None else merged
    canvas = "\n".join(lines)
    try:
        parse_document("", canvas.encode())
    except DocumentError:
        return ours
    return canvas


def _middle(canvases: Sequence[str], data: Data, keys: ListKeys) -> Outline | None:
    """Return the variant with the base's values, None where there is none that can be written."""
    try:
        return Outline(_projected(canvases, data, keys), keys)
    except DocumentError:
        return None


def _variant(
    canvases: Sequence[str],
    data: Data,
    texts: Editions,
    keys: ListKeys,
    places: Sequence[Name],
    favour: Favour = "ours",
) -> str:
    """Lay data upon a canvas, with the comments of all sides; read the result back."""
    result = with_comments(_projected(canvases, data, keys), texts, keys, places, favour)
    if not same(parse_document("", result.encode()).data, data):
        raise DocumentError("yaml-rewrite", message("The comments of both sides cannot be put together."))
    return result


def _projected(canvases: Sequence[str], data: Data, keys: ListKeys) -> str:
    """Lay data upon the first canvas that takes them; raises DocumentError where none does."""
    *firsts, last = canvases
    for canvas in firsts:
        with suppress(DocumentError):
            return project(canvas, data, keys)
    return project(last, data, keys)
