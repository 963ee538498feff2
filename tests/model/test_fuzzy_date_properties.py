"""Fuzzy dates: what holds for any text, and for any combination of the words of the field."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dxplan.model.era import japanese_day, short_day
from dxplan.model.fiscal_year import FiscalYear
from dxplan.model.fuzzy_date import FuzzyDate, parse_fuzzy_date
from dxplan.model.period import Period

WORDS = (
    *(
        "R5",
        "R6",
        "令和5",
        "H31",
        "M1",
        "2023",
        "FY2022",
        "年",
        "年度",
        "年度末",
        "年度当初",
        "来年度",
        "(2023年)",
    ),
    *(
        ".",
        "/",
        "-",
        "4",
        "11",
        "2",
        "31",
        "月",
        "日",
        "4月",
        "2月",
        "10月",
        "6月議会",
        "12/8",
        "翌年3月",
        "H1",
        "Q4",
    ),
    *(
        "～",
        "~",
        "から",
        "まで",
        "以降",
        "、",
        "・",
        "末",
        "上旬",
        "中",
        "秋",
        "春",
        "頃",
        "予定",
        "通年",
        "上半期",
    ),
    *("未定", "毎年", "随時", "採用後", "継続", " ", "(一部)", "新庁舎", "from ", "until ", " to "),
)
TEXTS = st.lists(st.sampled_from(WORDS), max_size=6).map("".join)
YEARS = st.integers(1868, 2117).map(FiscalYear)
SOME_YEARS = st.none() | YEARS
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
TO_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {ord(" "): ord("　")}


def meaning(when: FuzzyDate) -> tuple[object, ...]:
    """Give all that a fuzzy date says except its wording."""
    flags = (when.open, when.approximate, when.undecided, when.recurring, when.understood)
    return (when.earliest, when.latest, *flags, bool(when.note))


@given(TEXTS | st.text(), SOME_YEARS)
def test_any_text_is_kept_and_its_days_are_in_order(text: str, year: FiscalYear | None) -> None:
    found = parse_fuzzy_date(text, year)
    assert found.text == text
    assert all(part in text for part in found.note.split(" "))
    if found.earliest and found.latest:
        assert found.earliest <= found.latest
    if not found.understood:
        assert found == FuzzyDate(text, understood=False)


@given(TEXTS, SOME_YEARS)
def test_width_does_not_matter(text: str, year: FiscalYear | None) -> None:
    wide = parse_fuzzy_date(text.translate(TO_FULL_WIDTH), year)
    assert meaning(wide) == meaning(parse_fuzzy_date(text, year))


@given(TEXTS, SOME_YEARS, st.sampled_from(("({})", "（{}）", "【{}】", " {}　", "（({})）")))
def test_brackets_around_do_not_matter(text: str, year: FiscalYear | None, brackets: str) -> None:
    assert meaning(parse_fuzzy_date(brackets.format(text), year)) == meaning(parse_fuzzy_date(text, year))


@given(
    st.integers(1, 12), st.sampled_from(("", "末", "上旬", "中旬", "下旬", "頃", "～", "中", "1日")), YEARS
)
def test_a_bare_month_lies_in_its_fiscal_year(month: int, ending: str, year: FiscalYear) -> None:
    found = parse_fuzzy_date(f"{month}月{ending}", year)
    assert found.earliest is not None
    assert found.latest is not None
    assert found.earliest.month == found.latest.month == month
    assert found.earliest in year.days
    assert found.latest in year.days
    assert not parse_fuzzy_date(f"{month}月{ending}").is_dated


@given(DAYS, SOME_YEARS)
def test_a_written_day_is_that_day(day: date, year: FiscalYear | None) -> None:
    for text in (day.isoformat(), short_day(day), japanese_day(day), f"{day.year}年{day.month}月{day.day}日"):
        found = parse_fuzzy_date(text, year)
        assert found.earliest == found.latest == day


@given(DAYS, DAYS, st.sampled_from("～〜~"))
def test_two_days_are_a_range_or_nothing(first: date, last: date, wave: str) -> None:
    found = parse_fuzzy_date(f"{short_day(first)}{wave}{short_day(last)}")
    assert found.understood is (first <= last)
    if found.understood:
        assert (found.earliest, found.latest) == (first, last)


@given(st.integers(1868, 2117).map(FiscalYear), st.integers(0, 6), SOME_YEARS)
def test_a_period_means_its_days(year: FiscalYear, which: int, context: FiscalYear | None) -> None:
    halves = [Period.half(year, number) for number in (1, 2)]
    period = [Period(year), *halves, *(Period.quarter(year, number) for number in (1, 2, 3, 4))][which]
    for text in (str(period), period.japanese, period.english):
        if text not in {"H1", "H2"}:  # with a fiscal year around them these are its halves
            found = parse_fuzzy_date(text, context)
            assert (found.earliest, found.latest) == (period.days.start, period.last_day)


@given(st.lists(st.tuples(TEXTS, SOME_YEARS).map(lambda pair: parse_fuzzy_date(*pair))))
def test_the_order_is_total_and_puts_what_has_no_days_last(dates: list[FuzzyDate]) -> None:
    ordered = sorted(dates, key=lambda when: when.sort_key)
    assert [when.is_dated for when in ordered] == sorted((when.is_dated for when in dates), reverse=True)


@given(TEXTS, SOME_YEARS, DAYS)
def test_nothing_is_past_and_future_at_once(text: str, year: FiscalYear | None, day: date) -> None:
    found = parse_fuzzy_date(text, year)
    assert not (found.is_past(day) and found.is_future(day))
