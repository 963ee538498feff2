"""Projecting: a document is laid upon a text, and only the lines of what differs change.

Comments, order of keys, quotes, blocks, indentation and blank lines stay as a person wrote them. The result is read
again and counts only when it says exactly what it shall say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dxplan.errors import DocumentError
from dxplan.model.message import message
from dxplan.stores.matching import in_text_order, matched, same
from dxplan.stores.source_text import check_characters
from dxplan.stores.yaml_exact import parse_exact
from dxplan.stores.yaml_fast import parse_fast
from dxplan.stores.yaml_flow import flow_edits
from dxplan.stores.yaml_layout import Layout
from dxplan.stores.yaml_nodes import Mapping, Scalar, Sequence, plain
from dxplan.stores.yaml_rendering import (
    OFFSET,
    entry_lines,
    fresh,
    in_order,
    item_lines,
    value_lines,
)
from dxplan.stores.yaml_scalars import forms
from dxplan.stores.yaml_splicing import Splice, gap_before, inserted, removed, sliced

if TYPE_CHECKING:
    from collections.abc import Sequence as Many

    from dxplan.model.content import Data
    from dxplan.model.list_keys import ListKeys
    from dxplan.stores.yaml_layout import Part

__all__ = ["fresh", "project"]


def project(text: str, target: Data, keys: ListKeys) -> str:
    """Return a text changed so that it says ``target``; ``keys`` are those of the document's schema.

    The order of keys is that of the text; what is new stands where the schema has it. Raises DocumentError: those of
    ``parse_exact``, and ``yaml-rewrite`` where the text cannot be changed so, as with values shared through an anchor.
    """
    document = parse_exact(text)
    if same(document.data, target):
        return text
    try:
        result = _Projection(text, document.root).projected(target, keys)
    except _NoWayError as error:
        raise _refusal(error.line) from None
    if not _says(result, target):
        raise _refusal(1)
    return result


class _NoWayError(Exception):
    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line


def _refusal(line: int) -> DocumentError:
    return DocumentError(
        "yaml-rewrite",
        message("dxplan can read this file but cannot make this change in it without changing more."),
        message("Change it by hand; references (& and *) and unusual layouts have this effect."),
        line=line,
        column=1,
    )


def _says(text: str, target: Data) -> bool:
    try:
        check_characters(text)
        data = parse_fast(text)
        return same(parse_exact(text).data if data is None else data, target)
    except DocumentError:
        return False


class _Projection:
    """The changes that lead from one text to another; made for one use."""

    def __init__(self, text: str, root: Mapping) -> None:
        self._text = text
        self._root = root
        self._layout = Layout(text)
        self._splices: list[Splice] = []
        self._offset = _offset(root)

    def projected(self, target: Data, keys: ListKeys) -> str:
        if not any(key in target for key in self._root.entries):
            raise _NoWayError(1)
        self._collection(self._root, target, keys)
        return sliced(self._text, self._splices, 0, len(self._text))

    def _value(self, part: Part, target: object, keys: ListKeys, indent: int) -> None:
        """Change what stands after a key or a dash at ``indent``."""
        node = part.node
        if same(plain(node), target):
            return
        if isinstance(node, (Mapping, Sequence)) and type(plain(node)) is type(target):
            if node.flow:
                self._splices += flow_edits(self._text, node, target, keys)
                return
            if self._survives(node, target, keys):
                self._collection(node, target, keys)
                return
        if isinstance(node, Scalar) and not isinstance(target, (dict, list)):
            self._scalar(part, node, target, indent)
        else:
            self._whole(part, target, keys, indent)

    def _survives(self, node: Mapping | Sequence, target: Any, keys: ListKeys) -> bool:
        """Say whether anything of a collection remains, so that its layout can."""
        if isinstance(node, Mapping):
            return any(key in target for key in node.entries)
        return any(at is not None for at in matched([plain(item) for item in node.items], target, keys))

    def _collection(self, node: Mapping | Sequence, target: Any, keys: ListKeys) -> None:
        if isinstance(node, Mapping):
            self._mapping(node, target, keys)
        else:
            self._sequence(node, target, keys)

    def _mapping(self, node: Mapping, target: Data, keys: ListKeys) -> None:
        parts = self._layout.parts(node)
        indent = node.column - 1
        staying = [key in target for key in node.entries]
        for (key, _), part in zip(node.entries.items(), parts, strict=True):
            if key in target:
                self._value(part, target[key], keys.at(key), indent)
        order = {key: number for number, key in enumerate(in_order({**node.entries, **target}, keys))}
        new: dict[int, list[str]] = {}
        for key in in_order({key: target[key] for key in target if key not in node.entries}, keys):
            places = [
                place
                for place, known in enumerate(node.entries)
                if staying[place] and order[known] < order[key]
            ]
            after = max(places, key=lambda place: order[list(node.entries)[place]], default=-1)
            new.setdefault(after, []).extend(
                entry_lines(key, target[key], keys.at(key), indent, self._offset)
            )
        self._change(parts, staying, new, indent)

    def _sequence(self, node: Sequence, target: list[Any], keys: ListKeys) -> None:
        parts = self._layout.parts(node)
        indent = node.column - 1
        match = matched([plain(item) for item in node.items], target, keys)
        for item, at in zip(target, match, strict=True):
            if at is not None:
                self._value(parts[at], item, keys, indent)
        if not in_text_order(match):
            self._reorder(parts, target, match, keys, indent)
            return
        new: dict[int, list[str]] = {}
        after = -1
        for item, at in zip(target, match, strict=True):
            if at is not None:
                after = at
                continue
            lines = item_lines(item, keys, indent, self._offset)
            gap = gap_before(self._layout, parts, after)
            place = new.setdefault(after, [])
            place += [*lines, *gap] if after < 0 else [*gap, *lines]
        self._change(parts, [at in match for at in range(len(parts))], new, indent)

    def _change(self, parts: Many[Part], staying: Many[bool], new: dict[int, list[str]], indent: int) -> None:
        """Take entries away and put lines after others (-1: before the first)."""
        self._splices += removed(self._layout, parts, staying)
        for after, lines in new.items():
            self._splices.append(inserted(self._layout, parts, staying, after, lines, indent))

    def _reorder(
        self, parts: Many[Part], target: list[Any], match: Many[int | None], keys: ListKeys, indent: int
    ) -> None:
        """Put the entries of a list in another order, each with its own comments."""
        if parts[0].compact:
            raise _NoWayError(self._layout.line(parts[0].head) + 1)
        start, end = self._layout.start(parts[0].own), self._layout.start(parts[-1].last + 1)
        gap = gap_before(self._layout, parts, len(parts) - 1)
        lines: list[str] = []
        for item, at in zip(target, match, strict=True):
            lines += gap if lines else []
            if at is None:
                lines += item_lines(item, keys, indent, self._offset)
            else:
                own, last = self._layout.start(parts[at].own), self._layout.start(parts[at].last + 1)
                lines += sliced(self._text, self._splices, own, last).removesuffix("\n").split("\n")
        self._splices = [splice for splice in self._splices if not start <= splice.start < end]
        ending = "\n" if self._text[start:end].endswith("\n") else ""
        self._splices.append(Splice(start, end, "\n".join(lines) + ending))

    def _scalar(self, part: Part, node: Scalar, value: Any, indent: int) -> None:
        if node.start == node.end:
            self._splices.append(
                Splice(part.value, part.value, " " + next(forms("", "", None, value, indent + 2)))
            )
            return
        end = self._layout.scalar_end(node)
        source = self._text[node.start : end]
        for form in forms(source, node.style, node.value, value, indent + 2):
            if _reads(form, value):
                self._splices.append(self._with_comment(node, end, form))
                return
        raise _NoWayError(node.line)

    def _with_comment(self, node: Scalar, end: int, form: str) -> Splice:
        """Put a form into the place of a scalar; where it becomes a block, the comment behind it goes to the block's head."""
        if node.style in {"|", ">"} or form[0] not in "|>":
            return Splice(node.start, end, form)
        head, _, body = form.partition("\n")
        line_end = self._layout.start(self._layout.line(end) + 1)
        rest = self._text[end:line_end].rstrip("\n")
        return Splice(node.start, end + len(rest), f"{head}{rest.rstrip()}\n{body}")

    def _whole(self, part: Part, target: object, keys: ListKeys, indent: int) -> None:
        """Write a value of another kind in the place of the one that stands there; the comment on its line stays."""
        end = self._layout.start(part.last + 1)
        line_end = self._layout.start(self._layout.line(part.value) + 1)
        if self._text[:end].endswith("\n"):
            end -= 1
        before, comment = self._text[part.head : part.value], self._comment(part, line_end)
        dash = before == "-"
        if dash and isinstance(target, dict) and target:
            lines = item_lines(target, keys, indent, self._offset)
            lines[0] = lines[0].lstrip(" ")
        else:
            lines = value_lines(before, target, keys, indent, 2 if dash else self._offset)
        self._splices.append(Splice(part.head, end, "\n".join([lines[0] + comment, *lines[1:]])))

    def _comment(self, part: Part, line_end: int) -> str:
        """Return the comment that stands on the line of a key or a dash."""
        node = part.node
        below = isinstance(node, (Mapping, Sequence)) and not node.flow
        after = part.value if below or node.start == node.end else node.end
        if isinstance(node, Scalar) and node.style in {"|", ">"}:
            header = self._text[node.start : line_end].rstrip("\n")
            mark = header.find(" #")
            return "" if mark < 0 else header[mark:]
        rest = self._text[after : self._layout.start(self._layout.line(after) + 1)].rstrip("\n")
        return rest if rest.strip().startswith("#") else ""


def _reads(form: str, value: object) -> bool:
    """Say whether a source after a key reads as a value."""
    try:
        return same(parse_fast(f"k: {form}\n") or parse_exact(f"k: {form}\n").data, {"k": value})
    except DocumentError:
        return False


def _offset(root: Mapping) -> int:
    """Return how far lists stand under their keys in this text, as its first one does."""
    for entry in root.entries.values():
        node = entry.node
        if isinstance(node, Sequence) and not node.flow and node.items:
            return max(node.column - entry.column, 0)
    return OFFSET
