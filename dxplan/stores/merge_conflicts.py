"""Conflicts in a text: git's markers around the lines of a value, and of nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from dxplan.model.line_merge import Chunk, chunks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.stores.merge_places import Name, Outline


_BEGIN, _BASE, _MIDDLE, _END = (re.compile(rf"({re.escape(sign)}{{7,}})(?: (.*))?") for sign in "<|=>")


class Marks(Struct, frozen=True):
    """How conflicts are marked: how long the signs are, and what the sides are called; ``base`` None leaves it out."""

    size: int = 7
    ours: str = "ours"
    theirs: str = "theirs"
    base: str | None = None

    def around(self, chunk: Chunk) -> Iterator[str]:
        """Yield the lines of a conflict."""
        yield f"{'<' * self.size} {self.ours}"
        yield from chunk.ours
        if self.base is not None:
            yield f"{'|' * self.size} {self.base}".rstrip()
            yield from chunk.base
        yield "=" * self.size
        yield from chunk.theirs
        yield f"{'>' * self.size} {self.theirs}"


def marked(base: Outline | None, ours: Outline, theirs: Outline, places: Sequence[Name], marks: Marks) -> str:
    """Put one text together of variants that differ in the values at some places; base is None where it is not known."""
    middle = base or ours
    pieces = list(chunks(*(each.text.split("\n") for each in (middle, ours, theirs))))
    result: list[str] = []
    for chunk in _apart(
        _joined(pieces, [_span(ours, place) for place in places]), (middle, ours, theirs), places
    ):
        result += chunk.ours if chunk.ours == chunk.theirs else marks.around(chunk)
    return "\n".join(result)


def _span(outline: Outline, name: Name) -> tuple[int, int]:
    """Return the lines of a place, an empty span where it is not there."""
    place = outline.by_name.get(name)
    return (place.line, place.part.last + 1) if place else (0, 0)


def _joined(pieces: Sequence[Chunk], spans: Sequence[tuple[int, int]]) -> Iterator[Chunk]:
    """Join chunks that differ inside the lines of one value, with what stands between them."""
    waiting: list[Chunk] = []
    line = 0
    start = 0
    for piece in pieces:
        if piece.ours != piece.theirs:
            differs = next((at for at, part in enumerate(waiting) if part.ours != part.theirs), None)
            if differs is not None and any(first <= start and line < last for first, last in spans):
                waiting = [_sum([*waiting, piece])]
            else:
                yield from waiting
                waiting, start = [piece], line
        elif waiting:
            waiting.append(piece)
        else:
            yield piece
        line += len(piece.ours)
    yield from waiting


def _sum(pieces: Sequence[Chunk]) -> Chunk:
    return Chunk(
        tuple(line for piece in pieces for line in piece.base),
        tuple(line for piece in pieces for line in piece.ours),
        tuple(line for piece in pieces for line in piece.theirs),
    )


def _apart(
    pieces: Iterator[Chunk], outlines: tuple[Outline, Outline, Outline], places: Sequence[Name]
) -> Iterator[Chunk]:
    """Divide chunks in which several values in conflict stand one below the other."""
    cuts = sorted(
        tuple(outline.by_name[name].line for outline in outlines)
        for name in places
        if all(name in outline.by_name for outline in outlines)
    )
    done = (0, 0, 0)
    for piece in pieces:
        sizes = (len(piece.base), len(piece.ours), len(piece.theirs))
        begun = (0, 0, 0)
        if piece.ours != piece.theirs:
            for cut in cuts:
                inside = tuple(line - at for line, at in zip(cut, done, strict=True))
                if all(low < at < high for low, at, high in zip(begun, inside, sizes, strict=True)):
                    yield from _trimmed(_slice(piece, begun, inside))
                    begun = (inside[0], inside[1], inside[2])
        yield from _trimmed(_slice(piece, begun, sizes))
        done = (done[0] + sizes[0], done[1] + sizes[1], done[2] + sizes[2])


def _trimmed(piece: Chunk) -> Iterator[Chunk]:
    """Take off the lines with which both sides of a chunk begin and end."""
    ours, theirs = piece.ours, piece.theirs
    if ours == theirs:
        yield piece
        return
    shortest = min(len(ours), len(theirs))
    before = next(
        at for at in range(shortest + 1) if ours[at : at + 1] != theirs[at : at + 1] or at == shortest
    )
    rest = shortest - before
    behind = next(at for at in range(rest + 1) if at == rest or ours[-1 - at] != theirs[-1 - at])
    base = [line for line in piece.base if line not in {*ours[:before], *ours[len(ours) - behind :]}]
    yield Chunk((), ours[:before], ours[:before])
    yield Chunk(tuple(base), ours[before : len(ours) - behind], theirs[before : len(theirs) - behind])
    yield Chunk((), ours[len(ours) - behind :], ours[len(ours) - behind :])


def _slice(piece: Chunk, start: Sequence[int], end: Sequence[int]) -> Chunk:
    return Chunk(
        piece.base[start[0] : end[0]], piece.ours[start[1] : end[1]], piece.theirs[start[2] : end[2]]
    )


def differing(ours: Sequence[str], theirs: Sequence[str], marks: Marks) -> Iterator[str]:
    """Yield the lines of two sides, with marks around what differs."""
    for chunk in chunks(ours, ours, theirs):
        yield from chunk.ours if chunk.ours == chunk.theirs else marks.around(chunk)


def halves(text: str) -> tuple[str, str, Marks] | None:
    """Return both sides of a text with conflicts and how these are marked, None where there are none or no whole ones."""
    ours: list[str] = []
    theirs: list[str] = []
    marks: Marks | None = None
    size = 0
    into: tuple[list[str], ...] = (ours, theirs)
    for line in text.split("\n"):
        if not size and (begin := _BEGIN.fullmatch(line)):
            size, into = len(begin[1]), (ours,)
            marks = Marks(size, begin[2] or "", marks.theirs if marks else "")
        elif size and (_is(_BASE, line, size)):
            into = ()
        elif size and _is(_MIDDLE, line, size):
            into = (theirs,)
        elif size and marks and (end := _is(_END, line, size)):
            size, into, marks = 0, (ours, theirs), Marks(size, marks.ours, end[2] or "")
        else:
            for lines in into:
                lines.append(line)
    return ("\n".join(ours), "\n".join(theirs), marks) if marks and not size else None


def _is(sign: re.Pattern[str], line: str, size: int) -> re.Match[str] | None:
    found = sign.fullmatch(line)
    return found if found and len(found[1]) == size else None
