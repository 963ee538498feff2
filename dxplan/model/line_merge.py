"""Merging two editions of a sequence of lines that go back to one base."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.model.merge import Favour

# Above so many pairs of equal lines only the common beginning and end are looked for: bounded time for odd texts.
_MOST_PAIRS = 2_000_000


class Chunk(Struct, frozen=True):
    """Lines that stand at one place in the three editions; those that all have are a chunk, too."""

    base: tuple[str, ...]
    ours: tuple[str, ...]
    theirs: tuple[str, ...]

    @property
    def merged(self) -> tuple[str, ...] | None:
        """The lines on which the sides agree, None where both changed them, each in its own way."""
        if self.theirs in {self.base, self.ours}:
            return self.ours
        return self.theirs if self.ours == self.base else None

    def favouring(self, favour: Favour) -> tuple[str, ...]:
        """Return the lines on which the sides agree, else those of one side."""
        lines = self.merged
        if lines is not None:
            return lines
        return {"base": self.base, "ours": self.ours, "theirs": self.theirs}[favour]


def chunks(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Chunk]:
    """Divide three editions into chunks, in order, at the lines that stand in all of them."""
    in_ours, in_theirs = _places(base, ours), _places(base, theirs)
    kept = [index for index in in_ours if index in in_theirs]
    done = (0, 0, 0)
    for index in [*kept, None]:
        ends = (
            (len(base), len(ours), len(theirs))
            if index is None
            else (index, in_ours[index], in_theirs[index])
        )
        if ends != done:
            yield Chunk(
                tuple(base[done[0] : ends[0]]),
                tuple(ours[done[1] : ends[1]]),
                tuple(theirs[done[2] : ends[2]]),
            )
        if index is not None:
            yield Chunk(*((base[index],),) * 3)
            done = (ends[0] + 1, ends[1] + 1, ends[2] + 1)


def merged_text(base: str, ours: str, theirs: str, favour: Favour = "ours") -> tuple[str, bool]:
    """Merge texts line by line; whether a line break ends the text is a question of its own.

    Returns the text, in which contradictions are as the favoured side has them, and whether there are none.
    """
    texts = (base, ours, theirs)
    lines: list[str] = []
    ends = Chunk(*(("\n",) if text.endswith("\n") else () for text in texts))
    whole = ends.merged is not None
    for chunk in chunks(*(text.removesuffix("\n").split("\n") for text in texts)):
        whole = whole and chunk.merged is not None
        lines += chunk.favouring(favour)
    return "\n".join(lines) + "".join(ends.favouring(favour)), whole


def opcodes(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Return where two sequences of lines differ: start and end in the one, start and end in the other."""
    found = []
    done_old = done_new = 0
    for index, place in [*_places(old, new).items(), (len(old), len(new))]:
        if (index, place) != (done_old, done_new):
            found.append((done_old, index, done_new, place))
        done_old, done_new = index + 1, place + 1
    return found


def _places(base: Sequence[str], side: Sequence[str]) -> dict[int, int]:
    """Return which line of a side each line of the base has become, in order."""
    shortest = min(len(base), len(side))
    before = next((at for at in range(shortest) if base[at] != side[at]), shortest)
    rest = shortest - before
    behind = next((at for at in range(rest) if base[-1 - at] != side[-1 - at]), rest)
    places = {at: at for at in range(before)}
    inner, other = base[before : len(base) - behind], side[before : len(side) - behind]
    counts = Counter(other)
    if sum(counts[line] for line in inner) <= _MOST_PAIRS:
        matcher = SequenceMatcher(None, inner, other, autojunk=False)
        for start, place, size in matcher.get_matching_blocks():
            places |= {before + start + at: before + place + at for at in range(size)}
    places |= {len(base) - at: len(side) - at for at in range(behind, 0, -1)}
    return places
