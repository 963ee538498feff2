"""The answer of ``trend``: a table and a chart for persons, records for spreadsheets, the contract's object, a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

from dxplan.i18n import N_
from dxplan.model.era import short_day
from dxplan.model.message import message
from dxplan.model.plan import IN_OPERATION
from dxplan.reports.axis import shares
from dxplan.reports.blocks import Block, Column, Heading, Lines, Report, Table, Value
from dxplan.reports.trend_words import NO_POINTS, parts_of, short_commit, sources_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.i18n import Speaker
    from dxplan.model.trend import Trend, TrendPoint
    from dxplan.reports.trend_words import Part

_POINT = N_("Point")
_CELLS = 50
_LEGEND = 76
# Shades such as ▒ and █ are two columns wide on some Japanese terminals, and code page 932 has none of them.
_SIGNS = {"planned": ".", "preparing": "=", "operating": "#", "completed": "@", "withdrawn": "x"}
_REST = "?"
_SPARE = "o+%:/-^*~&!$;abcdefghijklmnpqrstuvwyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


def trend_report(trends: Sequence[Trend], say: Speaker) -> Report:
    """Return the trends of plans."""
    blocks: list[Block] = []
    charts: list[Block] = []
    for trend in trends:
        blocks += [*_told(trend, say), *_chart(trend, say)]
        charts += _told(trend, say)
    if not trends:
        blocks = charts = [Lines((say.text(NO_POINTS),))]
    payload = {
        "points": [point_json(point) for trend in trends for point in trend.points],
        "plans": [plan_json(trend) for trend in trends],
    }
    return Report(
        tuple(blocks),
        _records(trends),
        payload,
        {"svg": lambda: _picture(trends, say), "md": lambda: _markdown(charts)},
    )


def point_json(point: TrendPoint) -> dict[str, Any]:
    """Return a point as the contract's object; ``date`` is the commit's, ``day`` the one that the point stands for."""
    return {
        "point": point.point.point,
        "date": point.point.date,
        "commit": point.point.commit,
        "plan": point.plan,
        "by_status": point.by_status,
        "total": point.total,
        "kind": point.point.kind.value,
        "label": point.label,
        "day": point.day.isoformat(),
        "without_status": point.without_status,
        "in_operation": point.in_operation,
        "active": point.active,
    }


def plan_json(trend: Trend) -> dict[str, Any]:
    """Return what all points of a plan share."""
    return {
        "plan": trend.plan,
        "title": trend.title,
        "statuses": [{"name": status.name, "means": status.means} for status in trend.statuses],
        "left_out": trend.left_out,
    }


def _picture(trends: Sequence[Trend], say: Speaker) -> str:
    from dxplan.reports.trend_svg import trend_svg  # noqa: PLC0415  (one format's own)

    return trend_svg(trends, say)


def _markdown(blocks: Sequence[Block]) -> str:
    """Render as Markdown what is told without the chart: in proportional type its bars would lie about their length."""
    from dxplan.reports.formats import Surroundings  # noqa: PLC0415  (likewise)
    from dxplan.reports.formats.markdown import render  # noqa: PLC0415  (one format's own)

    return render(Report(tuple(blocks), Table((), ())), Surroundings("md"))


def _told(trend: Trend, say: Speaker) -> list[Block]:
    heading = Heading(f"{trend.title} ({trend.plan})")
    if not trend.points:
        return [heading, Lines((say.text(NO_POINTS),))]
    blocks: list[Block] = [heading, _table(trend, say)]
    if any(point.point.commit for point in trend.points):
        blocks.append(Lines(tuple(sources_of(trend, say)), "dim"))
    if trend.left_out:
        left_out = message(
            "{count} further {count:point in between is/points in between are} not shown",
            count=trend.left_out,
        )
        blocks.append(Lines((say(left_out),), "dim", tight=True))
    return blocks


def _table(trend: Trend, say: Speaker) -> Table:
    """Return one row per point."""
    parts = parts_of(trend, say)
    shares_known = any(status.means in IN_OPERATION for status in trend.statuses)
    columns = [
        Column("label", say.text(_POINT), fixed=True),
        Column("day", say.text(N_("Day")), fixed=True),
        *(Column(part.name, part.name, right=True) for part in parts),
        Column("total", say.text(N_("Total")), right=True, fixed=True),
    ]
    if shares_known:
        columns.append(Column("in_operation", say.text(N_("Operating")), right=True, fixed=True))
    columns.append(Column("commit", say.text(N_("Revision")), fixed=True))
    rows: list[tuple[Value, ...]] = []
    for point in trend.points:
        day = short_day(point.day) if say.language == "ja" else point.day.isoformat()
        share = (_share(point),) if shares_known else ()
        counts = (part.count(point) for part in parts)
        rows.append((point.label, day, *counts, point.total, *share, short_commit(point.point) or None))
    return Table(tuple(columns), tuple(rows))


def _share(point: TrendPoint) -> str:
    return f"{round(100 * point.in_operation / point.active)} %" if point.active else "–"


def _chart(trend: Trend, say: Speaker) -> list[Block]:
    """Return a bar per point and what its signs stand for."""
    highest = max((point.total for point in trend.points), default=0)
    if not highest:
        return []
    parts = parts_of(trend, say)
    signs = _signs(parts)
    columns = (
        Column("label", say.text(_POINT), fixed=True),
        Column("chart", say.text(N_("Initiatives by status")), fixed=True),
    )
    rows: list[tuple[Value, ...]] = []
    for point in trend.points:
        counts = [part.count(point) for part in parts]
        cells = shares(counts, _length(point.total, highest))
        rows.append((point.label, "".join(sign * n for sign, n in zip(signs, cells, strict=True))))
    entries = [f"{sign} {part.name}" for sign, part in zip(signs, parts, strict=True)]
    return [Table(columns, tuple(rows)), Lines(tuple(_packed(entries)))]


def _length(total: int, highest: int) -> int:
    """Return the length of a bar; where all initiatives can have cells of their own, all have equally many."""
    if highest <= _CELLS:
        return total * (_CELLS // highest)
    return max(round(_CELLS * total / highest), 1) if total else 0


def _signs(parts: Sequence[Part]) -> list[str]:
    """Return a sign for each part by what it means, the darker the further; no two are the same."""
    spare = iter(_SPARE)
    signs: list[str] = []
    for part in parts:
        wanted = _REST if part.key is None else _SIGNS.get(part.means or "")
        signs.append(wanted if wanted and wanted not in signs else next(spare, _REST))
    return signs


def _packed(entries: Sequence[str]) -> list[str]:
    """Return the entries of the legend, as many in a line as fit."""
    packed: list[str] = []
    for entry in entries:
        longer = f"{packed[-1]}   {entry}" if packed else entry
        if packed and _columns(longer) <= _LEGEND:
            packed[-1] = longer
        else:
            packed.append(entry)
    return packed


def _columns(text: str) -> int:
    return sum(1 + (east_asian_width(char) in "WF") for char in text)


def _records(trends: Sequence[Trend]) -> Table:
    """Return one record per point and status; initiatives without one have theirs without a name."""
    keys = ("plan", "point", "label", "date", "commit", "status", "count", "total", "day")
    rows: list[tuple[Value, ...]] = []
    for trend in trends:
        for point in trend.points:
            counts: dict[str | None, int] = dict(point.by_status.items())
            if trend.has_rest:
                counts[None] = point.without_status
            at = point.point
            rows += [
                (
                    *(trend.plan, at.point, point.label, at.date, at.commit),
                    *(status, count, point.total, point.day.isoformat()),
                )
                for status, count in counts.items()
            ]
    return Table(tuple(Column(key, key) for key in keys), tuple(rows))
