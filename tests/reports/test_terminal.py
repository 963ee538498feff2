"""Tables in a terminal: they fit, nothing is cut off, and a pipe gets them whole."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from dxplan.analysis.ordering import plan_order
from dxplan.analysis.rows import Row
from dxplan.analysis.summary import summarize
from dxplan.i18n import Language, Speaker
from dxplan.reports.blocks import Column, Heading, Lines, Pairs, Report, Table
from dxplan.reports.formats import Surroundings, render
from dxplan.reports.initiative_sheet import show_report
from dxplan.reports.listing import default_columns, list_report
from dxplan.reports.status import status_report
from dxplan.stores.cache import Cache
from dxplan.stores.loading import LoadedPlan, Loader
from dxplan.stores.worktree import WorkTree

ROOT = Path(__file__).parents[2]
TEXTS = st.text(st.sampled_from("ab-. 市民課「」（）、。ー\n\t"), max_size=40)


def _table(columns: tuple[Column, ...], *rows: tuple[str | int | None, ...], total: bool = False) -> Report:
    return Report((Table(columns, rows, total=total),), Table((), ()))


def _shown(report: Report, width: int | None) -> str:
    return render(report, Surroundings("table", width))


def _letters(text: str) -> Counter[str]:
    return Counter("".join(text.replace("─", "").split()))


PLAIN = (Column("id", "Id", fixed=True), Column("title", "Title", below=True), Column("n", "No.", right=True))


def test_a_table_that_fits_is_drawn_as_it_is() -> None:
    report = _table(PLAIN, ("online-forms", "申請のオンライン化", 1), ("kiosk", "窓口", 12))
    expected = """\
Id            Title               No.
─────────────────────────────────────
online-forms  申請のオンライン化    1
kiosk         窓口                 12
"""
    assert _shown(report, None) == _shown(report, 37) == expected


def test_long_texts_move_below_their_rows() -> None:
    report = _table(
        PLAIN,
        ("online-forms", "申請のオンライン化と、そのあとに続くこと", 1),
        ("kiosk", "", 12),
        ("desk", None, 3),
    )
    assert (
        _shown(report, 36)
        == """\
Id            No.
  Title
────────────────────────────────────
online-forms    1
  申請のオンライン化と、そのあとに続
  くこと
kiosk          12
desk            3
"""
    )


def test_with_room_enough_long_texts_stay_in_their_column() -> None:
    report = _table(PLAIN, ("kiosk", "申請のオンライン化と、そのあとに続くこと、そのほかのこと", 1))
    assert (
        _shown(report, 44)
        == """\
Id     Title                             No.
────────────────────────────────────────────
kiosk  申請のオンライン化と、そのあとに    1
       続くこと、そのほかのこと
"""
    )


def test_several_texts_below_a_row_are_told_apart() -> None:
    columns = (Column("id", "Id"), Column("a", "First", below=True), Column("b", "Second", below=True))
    report = _table(columns, ("x", "一" * 20, ""), ("y", "", "二" * 20))
    assert (
        _shown(report, 30)
        == f"""\
Id
  First
  Second
{"─" * 30}
x
  First: 一一一一一一一一一一
  一一一一一一一一一一
y
  Second: 二二二二二二二二二二
  二二二二二二二二二二
"""
    )


def test_the_widest_column_gives_way_first_and_a_fixed_one_last() -> None:
    columns = (Column("a", "A"), Column("b", "B"), Column("c", "C", fixed=True))
    report = _table(columns, ("a" * 10, "b" * 30, "c" * 12))
    assert _shown(report, 40).splitlines()[2:] == [
        f"{'a' * 10}  {'b' * 14}  {'c' * 12}",
        f"{' ' * 12}{'b' * 14}",
        f"{' ' * 12}bb",
    ]
    assert _shown(report, 20).splitlines()[2] == "aaaaa  bbbbb  cccccc"


def test_the_last_row_of_a_sum_stands_apart() -> None:
    report = _table((Column("a", "A"), Column("n", "N", right=True)), ("x", 1), ("sum", 10), total=True)
    assert _shown(report, None) == "A     N\n───────\nx     1\n───────\nsum  10\n"


def test_a_table_without_rows() -> None:
    assert _shown(_table((Column("a", "A"),)), 40) == "A\n─\n"


def test_blocks_stand_apart_and_tight_ones_do_not() -> None:
    report = Report(
        (
            Heading("A title\twith a tab"),
            Lines(("one", "    → a hint that is too long for it")),
            Lines(("two",), tight=True),
            Pairs((("Key", "value"), ("Longer", "first\nsecond line of it"))),
        ),
        Table((), ()),
    )
    assert _shown(report, None) == (
        "A title with a tab\n\none\n    → a hint that is too long for it\ntwo\n\n"
        "Key     value\nLonger  first\n        second line of it\n"
    )
    assert _shown(report, 24) == (
        "A title with a tab\n\none\n    → a hint that is too\n    long for it\ntwo\n\n"
        "Key     value\nLonger  first\n        second line of\n        it\n"
    )


@given(
    st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=4),
    st.tuples(*[st.sampled_from([{}, {"fixed": True}, {"below": True}, {"right": True}])] * 3),
    st.integers(min_value=40, max_value=90),
)
def test_any_table_fits_and_loses_nothing(
    rows: list[tuple[str, str, str]], kinds: tuple[dict[str, bool], ...], width: int
) -> None:
    columns = tuple(Column(str(index), f"T{index}", **kind) for index, kind in enumerate(kinds))
    report = _table(columns, *rows)
    text = _shown(report, width)
    assert all(cell_len(line) <= width for line in text.splitlines())
    assert not [line for line in text.splitlines() if line != line.rstrip()]
    whole, fitted = _letters(_shown(report, None)), _letters(text)
    assert not whole - fitted
    assert set((fitted - whole).elements()) <= set("T012:")  # labels below the rows


@cache
def _plans() -> list[LoadedPlan]:
    tree = WorkTree(ROOT)
    loaded, failures = Loader(tree, Cache(None)).load(tree.plans())
    assert not failures
    return loaded


@pytest.mark.parametrize("width", [40, 60, 80, 100, 132, 200])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_plans_of_this_repository_fit(language: Language, width: int) -> None:
    say = Speaker(language)
    for plan in _plans():
        key = plan_order(plan.plan)
        filed = sorted(plan.initiatives, key=lambda entry: key(entry.initiative))
        day = plan.plan.described_day
        assert day is not None
        rows = [Row(plan.name, plan.plan, entry.initiative, entry.path, day) for entry in filed]
        summary = summarize(plan.name, plan.plan, [entry.initiative for entry in filed], day)
        reports = [
            list_report(rows, default_columns(rows), None, say, len(rows)),
            list_report(rows, ["id", "status", "title", "departments"], "pillar", say, len(rows)),
            status_report([summary], {}, say),
            *(show_report(row, [], say) for row in rows[:: 5 if width == 80 else 25]),
        ]
        for report in reports:
            text = _shown(report, width)
            assert max(map(cell_len, text.splitlines())) <= width
            # Texts below their rows may get labels; nothing goes.
            assert not _letters(_shown(report, None)) - _letters(text)
