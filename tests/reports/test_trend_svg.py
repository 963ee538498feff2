"""The picture of a trend: it is XML, holds its texts, adds up, and can be read without colour."""

from __future__ import annotations

import re
from datetime import date
from itertools import combinations, pairwise
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dxplan.i18n import Speaker
from dxplan.model.trend import StatusInfo, Trend
from dxplan.reports.colours import FAINT_TEXT, OF_MEANING, PAPER, REST, TEXT, contrast, fills_for, luminance
from dxplan.reports.svg_elements import ems, escaped, labels_below, lines, number
from dxplan.reports.trend_svg import trend_svg
from tests.reports.trends import point, small, wide

if TYPE_CHECKING:
    from collections.abc import Iterator

SVG = "{http://www.w3.org/2000/svg}"
EN, JA = Speaker("en"), Speaker("ja")
ENOUGH = 4.5
# What the three kinds of colour blindness leave of linear red, green and blue (Machado et al., 2009).
BLINDNESS = {
    "protanopia": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deuteranopia": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "tritanopia": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}
Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""


def _picture(*trends: Trend, say: Speaker = JA) -> ET.Element:
    return ET.fromstring(trend_svg(trends, say))  # noqa: S314  (our own text)


def _texts(picture: ET.Element) -> list[str]:
    return [element.text or "" for element in picture.iter(f"{SVG}text")]


def _segments(picture: ET.Element) -> dict[str, Box]:
    """Return the boxes of parts of columns by what their tooltips say."""
    return {
        title.text or "": _box(element)
        for element in picture.iter(f"{SVG}rect")
        for title in element.iter(f"{SVG}title")
    }


def _box(element: ET.Element) -> Box:
    x, y, width, height = (float(element.get(key, 0)) for key in ("x", "y", "width", "height"))
    return x, y, x + width, y + height


def _text_box(element: ET.Element) -> Box:
    size, x, y = (float(element.get(key, 0)) for key in ("font-size", "x", "y"))
    width = ems(element.text or "") * size
    left = {"middle": x - width / 2, "end": x - width}.get(element.get("text-anchor", ""), x)
    return left, y - 0.8 * size, left + width, y + 0.1 * size


def _overlapping(boxes: list[Box]) -> Iterator[tuple[Box, Box]]:
    for one, other in combinations(boxes, 2):
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]:
            yield one, other


TRENDS = {
    "small": small(),
    "one": msgspec.structs.replace(small(), points=small().points[:1]),
    "many": wide(60, 4),
    "long": wide(9, 3, label="令和{}年度末の中間見直し時点の公表版"),
    "words": wide(7, 3, label="feature/very-long-branch-name-{}"),
    "endless": wide(30, 2, label="名" * 250 + "{}"),
    "ten": wide(12, 10),
    "twenty": wide(3, 20),
}
every_trend = pytest.mark.parametrize("trend", TRENDS.values(), ids=TRENDS)


def test_what_stands_in_the_picture() -> None:
    picture = _picture(small())
    texts = _texts(picture)
    assert texts[:2] == ["みなと市DX計画", "状況別の取組数"]
    for text in ("R4上半期", "63", "31", "28", "調査・研究中", "取り下げ", "状況なし", "80", "0"):
        assert text in texts
    assert picture.get("role") == "img"
    assert picture.get("lang") == "ja"
    ids = {element.get("id"): element.text for element in picture}
    assert [ids[name] for name in picture.get("aria-labelledby", "").split()] == [
        "みなと市DX計画 – 状況別の取組数",
        (
            "みなと市DX計画。R4上半期：計63（調査・研究中 31、着手中 28、運用中 4、取り下げ 0、状況なし 0）。 "
            "R4通期：計67（調査・研究中 22、着手中 30、運用中 12、取り下げ 1、状況なし 2）。"
        ),
    ]


def test_it_speaks_english() -> None:
    picture = _picture(small(), say=EN)
    assert "Initiatives by status" in _texts(picture)
    assert (picture.findtext(f"{SVG}desc") or "").startswith(
        "みなと市DX計画: R4上半期: 63 (調査・研究中 31, 着手中 28"
    )
    assert any(text.startswith("Source: the plan's files at R4-H1 (tag ") for text in _texts(picture))


@every_trend
def test_columns_are_as_high_as_their_numbers(trend: Trend) -> None:
    segments = _segments(_picture(trend))
    assert len(segments) == sum(
        sum(n > 0 for n in (*at.by_status.values(), at.without_status)) for at in trend.points
    )
    units = []
    for at in trend.points:
        named = {**at.by_status, "状況なし": at.without_status}
        # The first status stands on top; each stands on the next, without a gap.
        stack = [(segments[f"{at.label} {name} {n}"], n) for name, n in named.items() if n]
        for (upper, _), (lower, _) in pairwise(stack):
            assert upper[3] == pytest.approx(lower[1], abs=0.011)
        units += [(box[3] - box[1]) / n for box, n in stack]
        assert stack[-1][0][3] - stack[0][0][1] == pytest.approx(at.total * max(units), rel=0.005)
    assert max(units) - min(units) <= 0.02


@every_trend
def test_texts_stay_inside_and_do_not_overlap(trend: Trend) -> None:
    picture = _picture(trend)
    _, _, width, height = map(float, picture.get("viewBox", "").split())
    boxes = [_text_box(element) for element in picture.iter(f"{SVG}text")]
    assert all(
        left >= 0 and top >= 0 and right <= width and bottom <= height for left, top, right, bottom in boxes
    )
    assert not list(_overlapping(boxes))


@every_trend
def test_the_legend_has_every_part_in_the_order_of_the_columns(trend: Trend) -> None:
    picture = _picture(trend)
    swatches = [
        rect for rect in picture.iter(f"{SVG}rect") if rect.get("width") == rect.get("height") == "16"
    ]
    parts = [status.name for status in trend.statuses] + (["状況なし"] if trend.has_rest else [])
    assert len(swatches) == len(parts)
    assert [_box(rect)[1] for rect in swatches] == sorted(_box(rect)[1] for rect in swatches)
    texts = [_text_box(element) for element in picture.iter(f"{SVG}text")]
    assert not list(_overlapping([_box(rect) for rect in swatches]))
    for rect, name in zip(swatches, parts, strict=True):
        left, top, right, bottom = _box(rect)
        assert not any(
            text[0] < right and text[2] > left and text[1] < bottom and text[3] > top for text in texts
        )
        filled = {
            element.get("fill")
            for element in picture.iter(f"{SVG}rect")
            for title in element.iter(f"{SVG}title")
            if f" {name} " in (title.text or "")
        }
        assert filled <= {rect.get("fill")}


@every_trend
def test_texts_have_enough_contrast(trend: Trend) -> None:
    """Every text against the last opaque ground below its middle, in the order in which things are drawn."""
    picture = _picture(trend)
    grounds: list[tuple[Box, str]] = []
    patterns = {
        f"url(#{pattern.get('id')})": pattern[0].get("fill", "") for pattern in picture.iter(f"{SVG}pattern")
    }
    inside = {id(rect) for pattern in picture.iter(f"{SVG}pattern") for rect in pattern}
    for element in picture.iter():
        if element.tag == f"{SVG}rect" and id(element) not in inside:
            fill = element.get("fill", "")
            grounds.append((_box(element), patterns.get(fill, fill)))
        elif element.tag == f"{SVG}text":
            left, top, right, bottom = _text_box(element)
            x, y = (left + right) / 2, (top + bottom) / 2
            under = [fill for box, fill in grounds if box[0] <= x <= box[2] and box[1] <= y <= box[3]][-1]
            assert contrast(element.get("fill", ""), under) >= ENOUGH, element.text


def test_a_number_never_stands_on_a_pattern() -> None:
    picture = _picture(small())
    rects = [element for element in picture.iter(f"{SVG}rect") if element.get("rx")]
    segments = list(_segments(picture).values())
    plates = [_box(rect) for rect in rects]
    assert len(plates) == 4
    for left, top, right, bottom in plates:
        assert any(b[0] <= left and b[1] <= top and b[2] >= right and b[3] >= bottom for b in segments)


def test_status_that_vanish_leave_no_column_behind() -> None:
    trend = Trend(
        "minato",
        "計画",
        (StatusInfo("新"), StatusInfo("旧")),
        (
            point("a", date(2022, 3, 31), (0, 5), (StatusInfo("新"), StatusInfo("旧"))),
            point("b", date(2023, 3, 31), (5, 0), (StatusInfo("新"), StatusInfo("旧"))),
        ),
    )
    assert set(_segments(_picture(trend))) == {"a 旧 5", "b 新 5"}


def test_several_plans_stand_below_each_other_with_patterns_of_their_own() -> None:
    picture = _picture(small(), wide(3, 10), Trend("empty", "空の計画", (), ()))
    ids = [element.get("id") for element in picture.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    used = {
        match[1]
        for element in picture.iter()
        for match in [re.fullmatch(r"url\(#(.+)\)", element.get("fill", ""))]
        if match
    }
    assert used <= set(ids)
    titles = [element for element in picture.iter(f"{SVG}text") if element.get("font-weight") == "bold"]
    tops = [float(element.get("y", 0)) for element in titles if element.get("font-size") == "18"]
    assert tops == sorted(tops)
    assert len(tops) == 3
    assert not list(_overlapping([_text_box(element) for element in picture.iter(f"{SVG}text")]))


def test_it_needs_nothing_from_elsewhere() -> None:
    text = trend_svg([wide(12, 10)], JA)
    assert re.findall(r"https?://[^\"]+", text) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"<(script|style|image|foreignObject|use|a)\b|\bon\w+=|href", text)
    assert text == trend_svg([wide(12, 10)], JA)
    assert text.endswith("</svg>\n")


HOSTILE = st.text(max_size=12) | st.sampled_from(
    [
        "<script>alert(1)</script>",
        '"/><rect',
        "a&amp;b",
        "]]>",
        "<!--",
        "\x00\x1b[31m",
        "\ufffe\uffff",
        "\u202e",
        "\t\n",
        "",
    ]
)


@settings(max_examples=40)
@given(HOSTILE, HOSTILE, HOSTILE)
@example("\ud800", "&", "<")
def test_no_name_breaks_out(title: str, status: str, label: str) -> None:
    statuses = (StatusInfo(status),)
    trend = Trend("minato", title, statuses, (point(label, date(2023, 3, 31), (60,), statuses, rest=1),))
    text = trend_svg([trend], JA)
    text.encode()
    picture = ET.fromstring(text)  # noqa: S314  (that is the question)
    assert {element.tag.removeprefix(SVG) for element in picture.iter()} <= {
        *("svg", "title", "desc", "rect", "defs", "pattern", "path", "line", "text"),
    }
    tooltips = [element.text for rect in picture.iter(f"{SVG}rect") for element in rect.iter(f"{SVG}title")]
    assert len(tooltips) == 2
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)


def test_names_are_told_as_they_are() -> None:
    hostile = "<b>&\"'</b>"
    trend = wide(1, 1)
    statuses = (StatusInfo(hostile),)
    trend = msgspec.structs.replace(
        trend, title=hostile, statuses=statuses, points=(point("今", date(2023, 3, 31), (3,), statuses),)
    )
    assert _texts(_picture(trend)).count(hostile) == 2
    assert escaped("a\x07b\ufffe") == "a␇b&lt;U+FFFE&gt;"


def test_fills_differ_and_carry_readable_numbers() -> None:
    for fill in (*OF_MEANING.values(), REST, *fills_for([None] * 30)):
        assert contrast(fill.ink, fill.ground) >= ENOUGH
    assert min(contrast(TEXT, PAPER), contrast(FAINT_TEXT, PAPER)) >= 7
    fills = fills_for([*OF_MEANING, *OF_MEANING, *[None] * 20])
    assert fills[:5] == list(OF_MEANING.values())
    assert len({(fill.ground, fill.pattern) for fill in fills}) == len(fills)


def test_known_statuses_differ_for_every_eye_and_in_grey() -> None:
    assert len({fill.pattern for fill in OF_MEANING.values()}) == len(OF_MEANING)
    grounds = [OF_MEANING[means].ground for means in ("planned", "preparing", "operating", "completed")]
    for one, other in combinations(grounds, 2):
        assert contrast(one, other) >= 1.4
        for kind, matrix in BLINDNESS.items():
            distance = (
                sum((a - b) ** 2 for a, b in zip(_lab(one, matrix), _lab(other, matrix), strict=True)) ** 0.5
            )
            assert distance >= 20, (one, other, kind)


def _lab(colour: str, matrix: tuple[tuple[float, float, float], ...]) -> tuple[float, float, float]:
    """Return what is seen of a colour, in CIE L*a*b* (D65)."""
    parts = ("#{}0000", "#{}0000", "#{}0000")
    channels = [colour[start : start + 2] for start in (1, 3, 5)]
    linear = [luminance(form.format(part)) / 0.2126 for form, part in zip(parts, channels, strict=True)]
    red, green, blue = (
        min(max(sum(weight * part for weight, part in zip(row, linear, strict=True)), 0), 1) for row in matrix
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def test_the_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@given(st.text(max_size=40), st.floats(2, 30))
def test_lines_are_no_wider_than_asked(text: str, width: float) -> None:
    broken = lines(text, width)
    assert all(ems(line) <= width for line in broken)
    assert "".join("".join(broken).split()) == "".join("".join(lines(text, 1000)).split())


@given(st.lists(st.text("R0123456789上半期通-. ", max_size=10), min_size=1, max_size=40), st.floats(0.3, 12))
def test_labels_do_not_run_into_each_other(labels: list[str], slot: float) -> None:
    found = labels_below(labels, slot)
    assert len(found) == len(labels)
    assert found[-1] or len(labels) * slot < 12
    shown = [(index, max(map(ems, broken))) for index, broken in enumerate(found) if broken]
    for (one, width), (other, further) in pairwise(shown):
        assert (other - one) * slot >= (width + further) / 2


@given(st.floats(-1e6, 1e6))
def test_numbers_are_short_and_true(value: float) -> None:
    written = number(value)
    assert re.fullmatch(r"0|-?(0\.\d{1,2}|[1-9]\d*(\.\d{1,2})?)", written)
    assert float(written) == pytest.approx(value, abs=0.0051)
