"""What changed inside a text, marked character by character, as a reader of Japanese needs it, where no spaces part words.

A number, a Latin word and a character with its marks stay whole. The comparison is Myers' with a semantic clean-up
(diff-match-patch), without a time limit, so that the same texts always give the same marks; what would take long is
compared by sentences first, and what is too long or too different is shown as replaced in whole.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

PieceKind = Literal["same", "removed", "added"]

_TOKEN = re.compile(
    r"[0-9０-９]+(?:[.,，．][0-9０-９]+)*|[A-Za-z]+|.[\u0300-\u036f\u200d\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef]*",
    re.DOTALL,
)
_SENTENCE = re.compile(r"[^。\n]*(?:[。\n]+|$)")
# Two texts of this many tokens in all take a few milliseconds where they are alike, half a second at the worst.
_BY_TOKENS = 1_500
_LONGEST = 100_000
# With less in common than this, marks would only be a hail of scraps.
_ALIKE = 0.4
# One token, one character: those of a private plane, which diff-match-patch compares as it compares all others.
_CODES = range(0xF0000, 0xFFFFD)


class Piece(Struct, frozen=True, array_like=True):
    """A stretch of a text that is the same, was removed or was added."""

    kind: PieceKind
    text: str


@lru_cache(maxsize=4_096)  # several parts of a report show the same change
def marked(old: str, new: str) -> tuple[Piece, ...]:
    """Return the stretches that lead from one text to another; removed ones stand before those that replace them."""
    if old == new:
        return (Piece("same", new),) if new else ()
    if len(old) + len(new) > _LONGEST:
        return tuple(_replaced(old, new))
    return tuple(_joined(_compared(old, new)))


def elided(pieces: Sequence[Piece], context: int = 12) -> tuple[Piece, ...]:
    """Return the stretches with long equal ones cut down to what stands next to a change, and ``…`` for the rest."""
    last = len(pieces) - 1
    return tuple(
        Piece("same", _cut(piece.text, context * (index > 0), context * (index < last)))
        if piece.kind == "same"
        else piece
        for index, piece in enumerate(pieces)
    )


def is_worth_marking(pieces: Iterable[Piece]) -> bool:
    """Tell whether some of a text stayed, so that marks say more than the two texts beside each other."""
    return any(piece.kind == "same" and piece.text.strip() for piece in pieces)


def _cut(text: str, head: int, tail: int) -> str:
    if len(text) <= head + tail + 1:
        return text
    return text[:head] + "…" + (text[-tail:] if tail else "")


def _compared(old: str, new: str) -> Iterator[Piece]:
    """Yield the stretches of two texts, by tokens where they are short enough, else by sentences first."""
    first, second = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(first) + len(second) <= _BY_TOKENS:
        yield from _by_tokens(old, new, first, second)
        return
    sentences = _sentences(old), _sentences(new)
    if sum(map(len, sentences)) > _BY_TOKENS:
        yield from _replaced(old, new)
        return
    removed: list[str] = []
    added: list[str] = []
    for kind, text in [*_steps(*sentences, clean=False), ("same", "")]:
        if kind == "removed":
            removed.append(text)
        elif kind == "added":
            added.append(text)
        else:
            yield from _within("".join(removed), "".join(added))
            yield Piece("same", text)
            removed, added = [], []


def _within(old: str, new: str) -> Iterator[Piece]:
    """Yield the stretches of sentences that took each other's place."""
    first, second = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(first) + len(second) <= _BY_TOKENS:
        yield from _by_tokens(old, new, first, second)
    else:
        yield from _replaced(old, new)


def _by_tokens(old: str, new: str, first: Sequence[str], second: Sequence[str]) -> Iterator[Piece]:
    if not _are_alike(first, second):
        yield from _replaced(old, new)
        return
    for kind, text in _steps(first, second, clean=True):
        yield Piece(kind, text)


def _replaced(old: str, new: str) -> Iterator[Piece]:
    yield Piece("removed", old)
    yield Piece("added", new)


def _are_alike(first: Sequence[str], second: Sequence[str]) -> bool:
    """Tell whether two texts have so many tokens in common that some of them may stand in the same order."""
    rest: dict[str, int] = {}
    for token in first:
        rest[token] = rest.get(token, 0) + 1
    common = 0
    for token in second:
        if rest.get(token, 0):
            rest[token] -= 1
            common += 1
    return common >= _ALIKE * min(len(first), len(second))


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in _SENTENCE.findall(text) if sentence]


def _steps(first: Sequence[str], second: Sequence[str], *, clean: bool) -> list[tuple[PieceKind, str]]:
    """Return the steps from one row of tokens to another, each token a character of its own to the comparison.

    ``clean`` gives up equal scraps between changes; a sentence that stayed is none.
    """
    tokens = list(dict.fromkeys([*first, *second]))
    # A token of one character stands for itself, for the clean-up knows spaces and line breaks.
    plain = {token for token in tokens if len(token) == 1}
    free = (chr(code) for code in _CODES if chr(code) not in plain)
    codes = {token: token if token in plain else next(free) for token in tokens}
    back = {code: token for token, code in codes.items()}
    texts = ("".join(codes[token] for token in row) for row in (first, second))
    found = _diff(*texts, clean=clean)
    kinds: dict[int, PieceKind] = {-1: "removed", 0: "same", 1: "added"}
    return [(kinds[step], "".join(back[code] for code in text)) for step, text in found]


def _diff(old: str, new: str, *, clean: bool) -> list[tuple[int, str]]:
    from diff_match_patch import diff_match_patch  # noqa: PLC0415  (only a difference needs it)

    library: Any = diff_match_patch()
    library.Diff_Timeout = 0
    steps: list[tuple[int, str]] = library.diff_main(old, new, False)  # noqa: FBT003  (its parameter)
    if clean:
        library.diff_cleanupSemantic(steps)
    return steps


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the stretches with neighbours of one kind joined, removed before added, empty ones left out."""
    run: list[Piece] = []
    for same, group in groupby((piece for piece in pieces if piece.text), lambda piece: piece.kind == "same"):
        run = list(group)
        kinds: tuple[PieceKind, ...] = ("same",) if same else ("removed", "added")
        for kind in kinds:
            text = "".join(piece.text for piece in run if piece.kind == kind)
            if text:
                yield Piece(kind, text)
