"""Breaking text into lines by the width that it takes in a terminal, where full-width characters take two columns.

Japanese has no spaces to break at: a line may end after any character, except where that would begin the next line
with a mark that closes or end this one with a mark that opens (行頭禁則・行末禁則, JIS X 4051). Words of other
scripts stay whole unless they are longer than a line.
"""

from __future__ import annotations

import re

from rich.cells import cell_len

# A piece is what stays together: opening marks, a word or one character, closing marks and small kana.
_PIECE = re.compile(
    r"\s+|[「『（(【〔［〈《]*(?:[^\s\u2e80-\uffef]+|[^\s])[、。，．・：；？！」』）)】〕］〉》々ーぁぃぅぇぉっゃゅょァィゥェォッャュョ～\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef]*"
)
# The joiner of emoji and the sign that makes one of a character.
_MERGING = ("\u200d", "\ufe0f")


def wrapped(text: str, width: int) -> list[str]:
    """Return the lines of a text, each at most ``width`` columns wide; line breaks in it stay."""
    return [line for part in text.split("\n") for line in _wrapped_line(part, width)]


def _wrapped_line(text: str, width: int) -> list[str]:
    if cell_len(text) <= width:
        return [text]
    lines, line, used = [], "", 0
    # A piece is measured alone, unless it could merge with what is before it.
    merging = any(sign in text for sign in _MERGING)
    for piece in _PIECE.findall(text):
        size = cell_len(line + piece) if merging else used + cell_len(piece)
        if size <= width:
            line, used = line + piece, size
            continue
        if piece.isspace():
            continue
        if line.strip():
            lines.append(line.rstrip())
        line = piece
        while cell_len(line) > width:
            head = _head(line, width)
            lines.append(head)
            line = line[len(head) :]
        used = cell_len(line)
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _head(text: str, width: int) -> str:
    """Return as much of a text's beginning as fits, at least one character."""
    used = 0
    for index, char in enumerate(text):
        used += cell_len(char)
        if used > width and index:
            return text[:index]
    return text
