"""The parts of a picture in SVG 1.1: elements, texts that cannot break out of them, numbers, widths of texts.

Nothing here refers to anything outside of the picture: no script, no style sheet, no font file.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING
from unicodedata import category, east_asian_width

from dxplan.reports.formats.wrapping import wrapped
from dxplan.reports.width import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

# Universal Design fonts come first: Windows brings BIZ UD since 2018, and cities prefer them.
FONTS = (
    "BIZ UDPGothic,BIZ UDPゴシック,Noto Sans CJK JP,Noto Sans JP,Hiragino Sans,Yu Gothic,Meiryo,sans-serif"
)
HALF = 0.6
"""The width of a character that is not full-width, in ems, rather too wide than too narrow."""

_LABEL_LINES = 2
# What stays free between two labels, in ems.
_GAP = 0.5
_ROOMY = 6
# What stays together in a label: Japanese, a word, each up to its hyphen or space.
_RUN = re.compile(r"[\u2e80-\uffef]+[-\s]*|[^\s\u2e80-\uffef-]*(?:-|\s+|(?=[\u2e80-\uffef])|$)")
_WIDE, _NO_WIDTH = frozenset("WFA"), frozenset({"Mn", "Me", "Cf"})
# XML knows no such characters, not even as references.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def element(tag: str, content: str = "", /, **attributes: str | float) -> str:
    """Return an element; content is markup, an underscore in an attribute's name stands for a hyphen."""
    written = "".join(f' {_name(key)}="{_value(value)}"' for key, value in attributes.items())
    return f"<{tag}{written}>{content}</{tag}>" if content else f"<{tag}{written}/>"


def text(content: str, x: float, y: float, size: float, /, **attributes: str | float) -> str:
    """Return a text on its base line; what it says is escaped."""
    return element("text", escaped(content), x=x, y=y, font_size=size, **attributes)


def escaped(content: str) -> str:
    """Return a text for content and attributes, on one line; what XML or a reader cannot bear is shown by its code."""
    return escape(_NO_XML.sub(lambda match: f"<U+{ord(match.group()):04X}>", one_line(content)))


def number(value: float) -> str:
    """Return a number as attributes have it: at most two decimals, none that say nothing."""
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if written in {"-0", ""} else written


def ems(content: str) -> float:
    """Return the estimated width of a text in ems."""
    return sum(_em(char) for char in content)


def lines(content: str, width: float) -> list[str]:
    """Return a text in lines that are at most so many ems wide, broken as Japanese typesetting wants it."""
    said = one_line(content)
    # The columns of a terminal say where lines may end; only ems say how wide a line is in print.
    for columns in range(max(int(2 * width), 2), 1, -1):
        broken = wrapped(said, columns)
        if all(ems(line) <= width for line in broken):
            return broken if said else []
    return wrapped(said, 2)


def labels_below(labels: Sequence[str], slot: float) -> list[list[str]]:
    """Return the lines of each label, none where it is left out so that its neighbours have room; the last one stays.

    ``slot`` is how many ems there are from one label to the next.
    """
    last = len(labels) - 1
    for every in range(1, len(labels) + 1):
        room = every * slot - _GAP
        shown = [index for index in range(len(labels)) if (last - index) % every == 0]
        found = {index: _label(one_line(labels[index]) or "–", room) for index in shown}
        if all(found.values()) or every > last:
            break
    return [found.get(index) or [] for index in range(len(labels))]


def _label(label: str, room: float) -> list[str]:
    """Return the lines of a label, none where it has no room.

    Where there is little, a line ends only between words, R4 and 上半期; where there is more, it may end anywhere, and
    what is still too long is cut off.
    """
    broken = [""]
    for run in _RUN.findall(label):
        if ems(broken[-1] + run.rstrip()) <= room:
            broken[-1] += run
        else:
            broken.append(run)
    fitting = [line.strip() for line in broken if line.strip()]
    if len(fitting) <= _LABEL_LINES and all(ems(line) <= room for line in fitting):
        return fitting
    cut = lines(label, room) if room >= _ROOMY else []
    if len(cut) <= _LABEL_LINES + 1:
        return cut
    return [*cut[:_LABEL_LINES], f"{cut[_LABEL_LINES][:-2]}…"] if room >= 2 * _ROOMY else []


def _em(char: str) -> float:
    if east_asian_width(char) in _WIDE:
        return 1
    return 0 if category(char) in _NO_WIDTH else HALF


def _name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _value(value: str | float) -> str:
    return escaped(value) if isinstance(value, str) else number(value)
