"""Comments in a merge: those that one side wrote, changed or deleted come along with the key or entry they belong to.

A comment whose place is gone stays at the end of the nearest entry above, so that no word that somebody wrote is lost.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from dxplan.model.line_merge import chunks, opcodes
from dxplan.stores import yaml_nodes as nodes
from dxplan.stores.merge_places import Name, Outline
from dxplan.stores.yaml_splicing import Splice

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from dxplan.model.list_keys import ListKeys
    from dxplan.model.merge import Favour
    from dxplan.stores.merge_places import Kind, Place, Remark

_Key = tuple[Name, "Kind"]
_Words = dict[_Key, tuple[str, ...]]


class Editions(NamedTuple):
    """The three texts of a merge."""

    base: Outline
    ours: Outline
    theirs: Outline


def with_comments(
    text: str,
    editions: Editions,
    keys: ListKeys,
    open_places: Collection[Name] = (),
    favour: Favour = "ours",
) -> str:
    """Return a merged text with the comments that all three editions together make.

    What lies in ``open_places`` is in conflict: each half has the comments of its side, which ``favour`` names.
    """
    outline = Outline(text, keys)
    wanted = _wanted(editions, outline, open_places, favour)
    gaps = {remark.text: remark.gap for edition in editions for remark in edition.remarks}
    return _Edits(outline, wanted, gaps).made()


def _words(outline: Outline) -> _Words:
    found: dict[_Key, tuple[str, ...]] = {}
    for remark in outline.remarks:
        key = (remark.owner, remark.kind)
        found[key] = (*found.get(key, ()), remark.text)
    return found


def _wanted(editions: Editions, outline: Outline, open_places: Collection[Name], favour: Favour) -> _Words:
    """Return the comments that the result shall have, by their places in it."""
    base, ours, theirs = map(_words, editions)
    wanted: dict[_Key, tuple[str, ...]] = {}
    for key in dict.fromkeys([*ours, *theirs, *base]):
        owner, kind = key
        sides = [
            words.get(key, ()) if owner in edition.by_name or not owner else None
            for words, edition in zip((base, ours, theirs), editions, strict=True)
        ]
        is_open = any(owner[: len(place)] == place for place in open_places)
        if owner and owner not in outline.by_name:
            if not is_open:
                new = [text for side in sides[1:] for text in side or () if text not in (sides[0] or ())]
                refuge = _refuge(owner, editions, outline)
                wanted[refuge] = (*wanted.get(refuge, ()), *dict.fromkeys(new))
            continue
        lines = _together(*sides)
        if kind == "beside" and len(lines) > 1 and is_open:
            lines = sides[2 if favour == "theirs" else 1] or lines[:1]
        if kind == "beside" and len(lines) > 1:
            wanted[owner, "above"] = (*wanted.get((owner, "above"), ()), *lines[1:])
            lines = lines[:1]
        wanted[key] = (*wanted.get(key, ()), *lines)
    return wanted


def _together(
    base: tuple[str, ...] | None, ours: tuple[str, ...] | None, theirs: tuple[str, ...] | None
) -> tuple[str, ...]:
    """Merge the comments of one place, None for a side that has no such place; what contradicts each other stays, both."""
    known = base or ()
    result: list[str] = []
    for chunk in chunks(known, known if ours is None else ours, known if theirs is None else theirs):
        lines = chunk.merged
        if lines is None:
            lines = (*chunk.ours, *(text for text in chunk.theirs if text not in chunk.ours))
        result += lines
    return tuple(result)


def _refuge(owner: Name, editions: Editions, outline: Outline) -> _Key:
    """Return where the comment of a place that is gone goes: below the nearest place above it that is still there."""
    for edition in (editions.theirs, editions.ours):
        if owner not in edition.by_name:
            continue
        nearest: Name | None = None
        for place in edition.places:
            if place.name == owner:
                break
            if place.name in outline.by_name and len(place.name) <= len(owner):
                nearest = place.name
        if nearest is not None:
            return nearest, "below"
    return (outline.places[0].name, "above") if outline.places else ((), "below")


class _Edits:
    """The splices that bring a text's comments to what is wanted; nothing is put in that the text has already."""

    def __init__(self, outline: Outline, wanted: _Words, gaps: Mapping[str, str]) -> None:
        self._outline = outline
        self._gaps = gaps
        self._wanted = wanted
        self._here: dict[_Key, list[Remark]] = {}
        for remark in outline.remarks:
            self._here.setdefault((remark.owner, remark.kind), []).append(remark)
        self._missing = Counter(text for lines in wanted.values() for text in lines)
        self._missing.subtract(remark.text for remark in outline.remarks)

    def made(self) -> str:
        """Return the text with the edits made."""
        order = {place.name: at for at, place in enumerate(self._outline.places)}
        found: list[tuple[tuple[int, ...], Splice]] = []
        for key in sorted({*self._wanted, *self._here}, key=lambda key: (order.get(key[0], -1), key[1])):
            remarks, lines = self._here.get(key, []), self._wanted.get(key, ())
            if [remark.text for remark in remarks] == list(lines):
                continue
            # What stands below a place comes before what stands above the next one.
            at = order.get(key[0], -1)
            rank = (0, -at) if key[1] == "below" else (1, at)
            edits = self._beside if key[1] == "beside" else self._lines
            for edit in edits(key, remarks, lines):
                found.append(((edit.start, edit.end, *rank, len(found)), edit))
        text, done, pieces = self._outline.text, 0, []
        for _, edit in sorted(found, key=lambda pair: pair[0]):
            pieces += [text[done : edit.start], edit.text]
            done = edit.end
        return "".join((*pieces, text[done:]))

    def _lines(self, key: _Key, remarks: list[Remark], lines: tuple[str, ...]) -> Iterator[Splice]:
        """Bring comments on lines of their own to what is wanted."""
        layout, place = self._outline.layout, self._outline.by_name.get(key[0])
        for start, end, new_start, new_end in opcodes([remark.text for remark in remarks], lines):
            for remark in remarks[start:end]:
                line = layout.line(remark.start)
                if self._missing[remark.text] < 0:
                    self._missing[remark.text] += 1
                    yield Splice(layout.start(line), layout.start(line + 1), "")
            new = [text for text in lines[new_start:new_end] if self._take(text)]
            if new:
                at = self._place_for(key, place, remarks, start)
                indent = " " * (place.column if place else 0)
                text = self._outline.text
                broken = at < len(text) or not text or text.endswith("\n")
                yield Splice(
                    at, at, "".join(f"{indent}{line}\n" if broken else f"\n{indent}{line}" for line in new)
                )

    def _place_for(self, key: _Key, place: Place | None, remarks: list[Remark], before: int) -> int:
        """Return where a comment is put in: before another one, else next to its place."""
        layout = self._outline.layout
        if before < len(remarks):
            return layout.start(layout.line(remarks[before].start))
        if place is None:
            return len(self._outline.text)
        if key[1] == "above":
            return layout.start(place.line)
        last = layout.line(remarks[-1].start) if remarks else place.part.last
        return layout.start(last + 1)

    def _beside(self, key: _Key, remarks: list[Remark], lines: tuple[str, ...]) -> Iterator[Splice]:
        """Bring the comment on the line of a value to what is wanted."""
        text, place = self._outline.text, self._outline.by_name.get(key[0])
        for remark in remarks:
            if self._missing[remark.text] < 0:
                self._missing[remark.text] += 1
                end = text.find("\n", remark.start)
                start = len(text[: remark.start].rstrip(" \t"))
                yield Splice(start, len(text) if end < 0 else end, "")
        for line in lines:
            if place is not None and line not in [remark.text for remark in remarks] and self._take(line):
                at = self._end_of(place)
                yield Splice(at, at, (self._gaps.get(line) or "  ") + line)

    def _end_of(self, place: Place) -> int:
        """Return the end of the line on which a comment beside a value stands."""
        node, text = place.part.node, self._outline.text
        below = isinstance(node, (nodes.Mapping, nodes.Sequence)) and not node.flow
        block = isinstance(node, nodes.Scalar) and (node.style in {"|", ">"} or node.start == node.end)
        after = place.part.value if below else node.start if block else node.end
        if isinstance(node, nodes.Scalar) and node.start == node.end:
            after = place.part.value
        end = text.find("\n", after)
        return len(text) if end < 0 else end

    def _take(self, text: str) -> bool:
        """Tell whether a comment is missing, and count it as put in."""
        if self._missing[text] <= 0:
            return False
        self._missing[text] -= 1
        return True
