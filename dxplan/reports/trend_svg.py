"""A trend as a picture for the committee's papers: stacked columns, one per point, as self-contained SVG.

It reads without colour: every status has a pattern of its own, the legend stands beside the columns in their order from
top to bottom, and the numbers stand in the columns where there is room. Several plans stand below each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.i18n import N_
from dxplan.model.message import message
from dxplan.reports.colours import FAINT_TEXT, PAPER, PATTERNS, TEXT, Fill
from dxplan.reports.svg_elements import FONTS, element, escaped, lines, number, text
from dxplan.reports.trend_columns import WIDTH, Picture, drawn_columns
from dxplan.reports.trend_words import NO_POINTS, parts_of, said_point, sources_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.i18n import Speaker
    from dxplan.model.trend import Trend

# On A4 with margins of 15 mm.
_MILLIMETRES = 180
_MARGIN, _BETWEEN = 20, 28
_TITLE, _SUBTITLE, _SOURCE = 18, 13, 11
_LEADING = 1.4
_TILE = 8
_BY_STATUS = N_("Initiatives by status")


def trend_svg(trends: Sequence[Trend], say: Speaker) -> str:
    """Return the picture of some plans' trends."""
    body: list[str] = []
    bottom = float(_MARGIN)
    for index, trend in enumerate(trends):
        panel, bottom = _panel(trend, index, bottom + (_BETWEEN if index else 0), say)
        body += panel
    if not trends:
        body, bottom = _lines([say.text(NO_POINTS)], bottom, _SUBTITLE, TEXT)
    height = bottom + _MARGIN
    head = [
        element("title", escaped(_name(trends, say)), id="trend-title"),
        element("desc", escaped(" ".join(_told(trends, say))), id="trend-desc"),
        element("rect", width=WIDTH, height=height, fill=PAPER),
    ]
    return (
        element(
            "svg",
            "\n" + "\n".join([*head, *body]) + "\n",
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {WIDTH} {number(height)}",
            width=f"{_MILLIMETRES}mm",
            height=f"{number(height * _MILLIMETRES / WIDTH)}mm",
            role="img",
            aria_labelledby="trend-title trend-desc",
            lang=say.language,
            font_family=FONTS,
        )
        + "\n"
    )


def _name(trends: Sequence[Trend], say: Speaker) -> str:
    return " – ".join([*(trend.title for trend in trends), say.text(_BY_STATUS)])


def _told(trends: Sequence[Trend], say: Speaker) -> Iterator[str]:
    """Yield in words what the picture shows: the first and the last point of each plan."""
    for trend in trends:
        parts = parts_of(trend, say)
        ends = dict.fromkeys((0, len(trend.points) - 1)) if trend.points else {}
        said = " ".join(said_point(trend.points[index], parts, say) for index in ends)
        yield say(message("{name}: {said}", name=trend.title, said=said or say.text(NO_POINTS)))


def _panel(trend: Trend, index: int, top: float, say: Speaker) -> tuple[list[str], float]:
    """Return the elements of one plan and where they end."""
    heading, y = _lines(lines(trend.title, (WIDTH - 2 * _MARGIN) / _TITLE), top, _TITLE, TEXT, "bold")
    subtitle, y = _lines([say.text(_BY_STATUS)], y, _SUBTITLE, FAINT_TEXT)
    if not trend.points:
        nothing, y = _lines([say.text(NO_POINTS)], y + _SUBTITLE, _SUBTITLE, TEXT)
        return [*heading, *subtitle, *nothing], y
    parts = parts_of(trend, say)
    paints = [_paint(part.fill, index, place) for place, part in enumerate(parts)]
    patterns = [
        _pattern(part.fill, index, place) for place, part in enumerate(parts) if part.fill.pattern != "plain"
    ]
    columns, y = drawn_columns(Picture(trend, parts, paints), y + _SUBTITLE)
    source, y = _lines(
        lines(_source(trend, say), (WIDTH - 2 * _MARGIN) / _SOURCE), y + _SOURCE, _SOURCE, FAINT_TEXT
    )
    defined = [element("defs", "".join(patterns))] if patterns else []
    return [*defined, *heading, *subtitle, *columns, *source], y


def _lines(
    said: Sequence[str], top: float, size: float, fill: str, weight: str = "normal"
) -> tuple[list[str], float]:
    """Return lines of text below each other and where they end."""
    elements = [
        text(line, _MARGIN, top + size + place * size * _LEADING, size, fill=fill, font_weight=weight)
        for place, line in enumerate(said)
    ]
    return elements, top + len(said) * size * _LEADING


def _source(trend: Trend, say: Speaker) -> str:
    points = "; ".join(sources_of(trend, say)).replace("; …; ", " … ")
    return say(message("Source: the plan's files at {points}", points=points))


def _paint(fill: Fill, panel: int, place: int) -> str:
    """Return what fills an area: the ground itself, or the pattern on it."""
    return fill.ground if fill.pattern == "plain" else f"url(#{_identifier(panel, place)})"


def _pattern(fill: Fill, panel: int, place: int) -> str:
    return element(
        "pattern",
        element("rect", width=_TILE, height=_TILE, fill=fill.ground)
        + element("path", d=PATTERNS[fill.pattern], stroke=fill.line, stroke_width=1.25, fill="none"),
        id=_identifier(panel, place),
        width=_TILE,
        height=_TILE,
        patternUnits="userSpaceOnUse",
    )


def _identifier(panel: int, place: int) -> str:
    return f"trend-{panel}-fill-{place}"
