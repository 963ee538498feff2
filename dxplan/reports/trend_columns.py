"""The stacked columns of one plan: axis, columns with their numbers, labels below them, legend beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from dxplan.model.trend import Trend
from dxplan.reports.axis import ticks
from dxplan.reports.colours import FAINT_TEXT, GRID, PAPER, TEXT
from dxplan.reports.svg_elements import element, ems, escaped, labels_below, lines, text
from dxplan.reports.trend_words import Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.model.trend import TrendPoint

WIDTH = 720
_MARGIN = 20
_HEIGHT = 260
_SIZE, _LEADING = 12, 16
_LEGEND_SIZE, _LEGEND_EMS, _LEGEND_LEADING, _LEGEND_GAP = 13, 11, 17, 8
_SWATCH = 16
# A column takes so much of its place, and never more than so much.
_SHARE, _WIDEST = 0.7, 64
_CLOSE, _CLOSE_SHARE = 24, 0.86
_BASELINE = 0.36
# What a number needs: its height, what stays free around it, and its size where it stands beside its part.
_PLATE, _PAD, _SMALL = 13, 5, 11
_EDGE = "#222222"


class Picture(Struct, frozen=True):
    """What is drawn: the trend, the parts of its columns and what each is painted with."""

    trend: Trend
    parts: Sequence[Part]
    paints: Sequence[str]


class _Frame(Struct, frozen=True):
    """Where the columns stand; ``unit`` is the height of one initiative."""

    left: float
    right: float
    top: float
    bottom: float
    unit: float
    slot: float
    column: float

    def middle(self, index: int) -> float:
        """Return the middle of a column."""
        return self.left + (index + 0.5) * self.slot


def drawn_columns(picture: Picture, top: float) -> tuple[list[str], float]:
    """Return the elements of a plan's columns below ``top``, and where they end."""
    legend = _legend_entries(picture)
    values = ticks(max(point.total for point in picture.trend.points))
    frame = _frame(picture, values, legend, top + _LEADING)
    labels, bottom = _labels(picture, frame)
    drawn = [*_axis(values, frame), *_columns(picture, frame), *labels, *_legend(picture, frame, legend)]
    return drawn, bottom


def _frame(picture: Picture, values: Sequence[int], legend: Sequence[Sequence[str]], top: float) -> _Frame:
    """Divide the width among axis, columns and legend; the columns are as high as the legend at least."""
    widest = max((ems(line) for entry in legend for line in entry), default=0) * _LEGEND_SIZE
    left = _MARGIN + ems(str(values[-1])) * _SIZE + 8
    right = WIDTH - _MARGIN - (widest + _SWATCH + 28 if legend else 0)
    count = len(picture.trend.points)
    slot = (right - left) / count
    height = max(_HEIGHT, sum(_entry_height(entry) for entry in legend))
    return _Frame(
        left=left,
        right=right,
        top=top,
        bottom=top + height,
        unit=height / values[-1],
        slot=slot,
        column=min(slot * (_CLOSE_SHARE if count > _CLOSE else _SHARE), _WIDEST),
    )


def _axis(values: Sequence[int], frame: _Frame) -> Iterator[str]:
    for value in values:
        y = frame.bottom - value * frame.unit
        yield element(
            "line", x1=frame.left, x2=frame.right, y1=y, y2=y, stroke=GRID if value else TEXT, stroke_width=1
        )
        yield text(
            str(value), frame.left - 8, y + _SIZE * _BASELINE, _SIZE, fill=FAINT_TEXT, text_anchor="end"
        )


def _columns(picture: Picture, frame: _Frame) -> Iterator[str]:
    """Yield every column from its foot up, so that the first part stands on top; above it the total."""
    for index, point in enumerate(picture.trend.points):
        done, free = 0, frame.bottom
        for part, paint in reversed(list(zip(picture.parts, picture.paints, strict=True))):
            count = part.count(point)
            if not count:
                continue
            box = _Box.of(frame, index, done, count)
            yield _segment(point, part, paint, box)
            if _has_room(count, box):
                yield from _inside(part, count, box)
            elif (base := _beside(count, box, frame, free)) is not None:
                yield text(str(count), box.right + 4, base, _SMALL, fill=TEXT)
                free = base - _SMALL * 0.8
            done += count
        yield from _total(point, index, frame)


def _total(point: TrendPoint, index: int, frame: _Frame) -> Iterator[str]:
    """Yield the total above a column, on a plate that keeps the lines of the axis away."""
    width = ems(str(point.total)) * _SIZE
    if width > frame.slot:
        return
    x, y = frame.middle(index), frame.bottom - point.total * frame.unit - 5
    yield element("rect", x=x - width / 2, y=y - _SIZE + 1, width=width, height=_SIZE + 1, fill=PAPER)
    yield text(str(point.total), x, y, _SIZE, fill=TEXT, font_weight="bold", text_anchor="middle")


class _Box(Struct, frozen=True):
    """The place of one part of a column."""

    x: float
    y: float
    width: float
    height: float

    @classmethod
    def of(cls, frame: _Frame, index: int, done: int, count: int) -> _Box:
        """Return the place of so many initiatives above those that are done."""
        return cls(
            frame.middle(index) - frame.column / 2,
            frame.bottom - (done + count) * frame.unit,
            frame.column,
            count * frame.unit,
        )

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.x + self.width


def _segment(point: TrendPoint, part: Part, paint: str, box: _Box) -> str:
    return element(
        "rect",
        element("title", escaped(f"{point.label} {part.name} {part.count(point)}")),
        x=box.x,
        y=box.y,
        width=box.width,
        height=box.height,
        fill=paint,
        stroke=_EDGE,
        stroke_width=min(0.75, box.width / 10),
    )


def _has_room(count: int, box: _Box) -> bool:
    return box.height >= _PLATE and box.width >= ems(str(count)) * _SIZE + _PAD


def _inside(part: Part, count: int, box: _Box) -> Iterator[str]:
    """Yield the number of a part in its middle, on a plate where it would stand on a pattern."""
    width = ems(str(count)) * _SIZE + _PAD
    x, y = box.x + box.width / 2, box.y + box.height / 2
    if part.fill.pattern != "plain":
        yield element(
            "rect",
            x=x - width / 2,
            y=y - _PLATE / 2 + 0.5,
            width=width,
            height=_PLATE - 1,
            rx=2,
            fill=part.fill.ground,
        )
    yield text(str(count), x, y + _SIZE * _BASELINE, _SIZE, fill=part.fill.ink, text_anchor="middle")


def _beside(count: int, box: _Box, frame: _Frame, free: float) -> float | None:
    """Return the base line of a number beside its part, None where that has no room above what stands there already."""
    if frame.slot - box.width < ems(str(count)) * _SMALL + 2 * _PAD:
        return None
    base = min(box.y + box.height / 2 + _SMALL * _BASELINE, frame.bottom - 2)
    return base if base <= free else None


def _labels(picture: Picture, frame: _Frame) -> tuple[list[str], float]:
    """Return the labels below the columns, and where they end."""
    below = labels_below([point.label for point in picture.trend.points], frame.slot / _SIZE)
    drawn = [
        text(
            line,
            frame.middle(index),
            frame.bottom + _LEADING * (place + 1) + 2,
            _SIZE,
            fill=TEXT,
            text_anchor="middle",
        )
        for index, broken in enumerate(below)
        for place, line in enumerate(broken)
    ]
    return drawn, frame.bottom + _LEADING * max(map(len, below)) + 6


def _legend_entries(picture: Picture) -> list[list[str]]:
    return [lines(part.name, _LEGEND_EMS) for part in picture.parts]


def _entry_height(entry: Sequence[str]) -> float:
    return max(len(entry), 1) * _LEGEND_LEADING + _LEGEND_GAP


def _legend(picture: Picture, frame: _Frame, entries: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the legend, from top to bottom in the order of the columns."""
    x, y = frame.right + 24, frame.top
    for entry, paint in zip(entries, picture.paints, strict=True):
        yield element(
            "rect", x=x, y=y, width=_SWATCH, height=_SWATCH, fill=paint, stroke=_EDGE, stroke_width=0.75
        )
        for place, line in enumerate(entry):
            base = y + _SWATCH / 2 + _LEGEND_SIZE * _BASELINE + place * _LEGEND_LEADING
            yield text(line, x + _SWATCH + 8, base, _LEGEND_SIZE, fill=TEXT)
        y += _entry_height(entry)
