"""Fuzzy dates: every form that stands in the documents, and what was agreed about the others.

Each line of a table is: text | earliest | latest | flags | note; ``-`` is no day.
"""

from __future__ import annotations

from datetime import date

import pytest

from dxplan.model.fiscal_year import FiscalYear
from dxplan.model.fuzzy_date import FuzzyDate, parse_fuzzy_date

R5 = FiscalYear(2023)

# With their year in the text: the same with and without a fiscal year around them.
DATED = """
R5.3月末～ | 2023-03-21 | 2023-03-31 | open |
R5.4月～ | 2023-04-01 | 2023-04-30 | open |
R3年度から継続 | 2021-04-01 | 2022-03-31 | open |
R2年度から継続 | 2020-04-01 | 2021-03-31 | open |
未定 | - | - | undecided |
R5年度中 | 2023-04-01 | 2024-03-31 | |
R7年度秋 | 2025-09-01 | 2025-11-30 | |
R5.1月 | 2023-01-01 | 2023-01-31 | |
R5.4月～ (一部はR5年秋頃から) | 2023-04-01 | 2023-04-30 | open | (一部はR5年秋頃から)
R5 6月議会～ | 2023-06-01 | 2023-06-30 | open |
R7年度中 新庁舎建設第2期工事予定 | 2025-04-01 | 2026-03-31 | | 新庁舎建設第2期工事予定
R8年度中 | 2026-04-01 | 2027-03-31 | |
（～R6.3） | - | 2024-03-31 | |
（R6.11～） | 2024-11-01 | 2024-11-30 | open |
（採用後～） | - | - | open | 採用後
ＤＸ人材の採用後～ | - | - | open | ＤＸ人材の採用後
（時期未定） | - | - | undecided |
令和6年1月～3月予定 | 2024-01-01 | 2024-03-31 | |
R3.11月～ | 2021-11-01 | 2021-11-30 | open |
R4.12月～ | 2022-12-01 | 2022-12-31 | open |
R8.4月～ | 2026-04-01 | 2026-04-30 | open |
R4.4月～ | 2022-04-01 | 2022-04-30 | open |
R4.5月～ | 2022-05-01 | 2022-05-31 | open |
R4.7月～ | 2022-07-01 | 2022-07-31 | open |
R4.8月～ | 2022-08-01 | 2022-08-31 | open |
R4.9月～ | 2022-09-01 | 2022-09-30 | open |
R5.1月～ | 2023-01-01 | 2023-01-31 | open |
R5.2月～ | 2023-02-01 | 2023-02-28 | open |
R5.3月～ | 2023-03-01 | 2023-03-31 | open |
R5.5月～ | 2023-05-01 | 2023-05-31 | open |
R5.9月～ | 2023-09-01 | 2023-09-30 | open |
R6.4月～ | 2024-04-01 | 2024-04-30 | open |
R6年度中 | 2024-04-01 | 2025-03-31 | |
R4.6～7 | 2022-06-01 | 2022-07-31 | |
R5.1.23～1.24 | 2023-01-23 | 2023-01-24 | |
（R4.1～R4.12） | 2022-01-01 | 2022-12-31 | |
（令和5年度～令和6年度） | 2023-04-01 | 2025-03-31 | |
R5.3.13 | 2023-03-13 | 2023-03-13 | |
R5.3月 | 2023-03-01 | 2023-03-31 | |
R6.3 | 2024-03-01 | 2024-03-31 | |
R5年10月 | 2023-10-01 | 2023-10-31 | |
R5 | 2023-04-01 | 2024-03-31 | |
R5年度 | 2023-04-01 | 2024-03-31 | |
R5年 | 2023-01-01 | 2023-12-31 | |
令和４年（２０２２年） | 2022-01-01 | 2022-12-31 | |
令和4年度（2022年度） | 2022-04-01 | 2023-03-31 | |
令和元年（2019年）12月 | 2019-12-01 | 2019-12-31 | |
R元年度 | 2019-04-01 | 2020-03-31 | |
H31 | 2019-04-01 | 2020-03-31 | |
平成31年4月～令和元年5月 | 2019-04-01 | 2019-05-31 | |
R5年秋頃 | 2023-09-01 | 2023-11-30 | approximate |
R5年春 | 2023-03-01 | 2023-05-31 | |
R5年度春 | 2023-04-01 | 2023-05-31 | |
R5年度夏 | 2023-06-01 | 2023-08-31 | |
R5年冬 | 2023-12-01 | 2024-02-29 | |
R5年度冬 | 2023-12-01 | 2024-02-29 | |
R5年度2月 | 2024-02-01 | 2024-02-29 | |
R5 2月 | 2023-02-01 | 2023-02-28 | |
FY2023 2月 | 2024-02-01 | 2024-02-29 | |
R5年度当初 | 2023-04-01 | 2023-04-30 | |
R5年度末 | 2024-03-01 | 2024-03-31 | |
R5年末 | 2023-12-01 | 2023-12-31 | |
R5年度半ば | 2023-08-01 | 2023-11-30 | |
R5年度上半期 | 2023-04-01 | 2023-09-30 | |
R5年上半期 | 2023-01-01 | 2023-06-30 | |
R5第2四半期 | 2023-07-01 | 2023-09-30 | |
R4-H1 | 2022-04-01 | 2022-09-30 | |
R4-Q4 | 2023-01-01 | 2023-03-31 | |
R4-FY | 2022-04-01 | 2023-03-31 | |
R5.9月頃 | 2023-09-01 | 2023-09-30 | approximate |
R5.9月上旬 | 2023-09-01 | 2023-09-10 | |
R5.9月初旬 | 2023-09-01 | 2023-09-10 | |
R5.9月中旬 | 2023-09-11 | 2023-09-20 | |
R5.9月下旬 | 2023-09-21 | 2023-09-30 | |
R6.2月末日 | 2024-02-29 | 2024-02-29 | |
R5.4.1 | 2023-04-01 | 2023-04-01 | |
R5/4/1 | 2023-04-01 | 2023-04-01 | |
R5-04-01 | 2023-04-01 | 2023-04-01 | |
令和5年4月1日～ | 2023-04-01 | 2023-04-01 | open |
令和5年4月1日（土）～ | 2023-04-01 | 2023-04-01 | open |
2023-04-01 | 2023-04-01 | 2023-04-01 | |
2023-04 | 2023-04-01 | 2023-04-30 | |
2023/4/1 | 2023-04-01 | 2023-04-01 | |
2023年4月1日 | 2023-04-01 | 2023-04-01 | |
R5.10～R6.3 | 2023-10-01 | 2024-03-31 | |
R5.10～12月 | 2023-10-01 | 2023-12-31 | |
R5.11月～2月 | 2023-11-01 | 2024-02-29 | |
R5.12月～翌年3月 | 2023-12-01 | 2024-03-31 | |
R5.4月～同年6月 | 2023-04-01 | 2023-06-30 | |
R5年10月～6年3月 | 2023-10-01 | 2024-03-31 | |
R6.1～年度末 | 2024-01-01 | 2024-03-31 | |
R5～7年度 | 2023-04-01 | 2026-03-31 | |
R5～R7 | 2023-04-01 | 2026-03-31 | |
R5～7年 | 2023-01-01 | 2025-12-31 | |
2023-2025 | 2023-04-01 | 2026-03-31 | |
R5.6月、10月 | 2023-06-01 | 2023-10-31 | |
R5.11月、2月 | 2023-11-01 | 2024-02-29 | |
R6年度以降順次 | 2024-04-01 | 2025-03-31 | open | 順次
R5.6月議会後～ | 2023-06-01 | 2023-06-30 | open |
R6.4月に稼働 | 2024-04-01 | 2024-04-30 | | に稼働
R5年度（10月） | 2023-04-01 | 2024-03-31 | | （10月）
FY2023 | 2023-04-01 | 2024-03-31 | |
2023-H1 | 2023-04-01 | 2023-09-30 | |
from 2023-04 | 2023-04-01 | 2023-04-30 | open |
until 2023-09 | - | 2023-09-30 | |
by 2023-09-15 | - | 2023-09-15 | |
from 2023-04 to 2023-09 | 2023-04-01 | 2023-09-30 | |
2023-04..2023-06 | 2023-04-01 | 2023-06-30 | |
about 2023-09 | 2023-09-01 | 2023-09-30 | approximate |
TBD | - | - | undecided |
undecided | - | - | undecided |
開始時期は未定 | - | - | undecided |
未定（予算の見通しによる） | - | - | undecided | （予算の見通しによる）
検討中 | - | - | undecided |
なし | - | - | |
- | - | - | |
"""

# Without a year: what they are in R5 (FY2023); alone they have no days.
IN_R5 = """
（～8月） | - | 2023-08-31 | |
（10月） | 2023-10-01 | 2023-10-31 | |
（通年） | 2023-04-01 | 2024-03-31 | |
（全て通年） | 2023-04-01 | 2024-03-31 | |
（6～7月） | 2023-06-01 | 2023-07-31 | |
（11月～2月） | 2023-11-01 | 2024-02-29 | |
（～10月頃） | - | 2023-10-31 | approximate |
（年度当初） | 2023-04-01 | 2023-04-30 | |
（5/30） | 2023-05-30 | 2023-05-30 | |
（毎年4月） | 2023-04-01 | 2023-04-30 | recurring |
2月 | 2024-02-01 | 2024-02-29 | |
2月29日 | 2024-02-29 | 2024-02-29 | |
～8月 | - | 2023-08-31 | |
10月 | 2023-10-01 | 2023-10-31 | |
通年 | 2023-04-01 | 2024-03-31 | |
年度末 | 2024-03-01 | 2024-03-31 | |
年度末まで | - | 2024-03-31 | |
年度内 | 2023-04-01 | 2024-03-31 | |
今年度末 | 2024-03-01 | 2024-03-31 | |
来年度 | 2024-04-01 | 2025-03-31 | |
年末 | 2023-12-01 | 2023-12-31 | |
年明け | 2024-01-01 | 2024-01-31 | |
上半期 | 2023-04-01 | 2023-09-30 | |
下半期 | 2023-10-01 | 2024-03-31 | |
Q3 | 2023-10-01 | 2023-12-31 | |
第1四半期 | 2023-04-01 | 2023-06-30 | |
秋頃 | 2023-09-01 | 2023-11-30 | approximate |
随時 | 2023-04-01 | 2024-03-31 | recurring |
年2回 | 2023-04-01 | 2024-03-31 | recurring |
毎年度末 | 2024-03-01 | 2024-03-31 | recurring |
毎年、定期監査に係る帳票書類等の提出依頼の時 | 2023-04-01 | 2024-03-31 | recurring | 定期監査に係る帳票書類等の提出依頼の時
～3月 | - | 2024-03-31 | |
～4月 | - | 2023-04-30 | |
～5月 | - | 2023-05-31 | |
～11月 | - | 2023-11-30 | |
～12月頃 | - | 2023-12-31 | approximate |
12月頃まで | - | 2023-12-31 | approximate |
6～8月 | 2023-06-01 | 2023-08-31 | |
6～9月 | 2023-06-01 | 2023-09-30 | |
8～12月 | 2023-08-01 | 2023-12-31 | |
12/8 | 2023-12-08 | 2023-12-08 | |
8～9月 | 2023-08-01 | 2023-09-30 | |
(8~9月) | 2023-08-01 | 2023-09-30 | |
10～12月 | 2023-10-01 | 2023-12-31 | |
10～2月 | 2023-10-01 | 2024-02-29 | |
6～3月 | 2023-06-01 | 2024-03-31 | |
4月～12月予定 | 2023-04-01 | 2023-12-31 | |
8月予定 | 2023-08-01 | 2023-08-31 | |
4月～ | 2023-04-01 | 2023-04-30 | open |
1月～ | 2024-01-01 | 2024-01-31 | open |
7月から | 2023-07-01 | 2023-07-31 | open |
10月以降 | 2023-10-01 | 2023-10-31 | open |
9月まで | - | 2023-09-30 | |
2月頃まで | - | 2024-02-29 | approximate |
～6月末 | - | 2023-06-30 | |
～10月 庁内 | - | 2023-10-31 | | 庁内
5月中旬 | 2023-05-11 | 2023-05-20 | |
5月上旬～中旬 | 2023-05-01 | 2023-05-20 | |
1月23日～24日 | 2024-01-23 | 2024-01-24 | |
4月1～15日 | 2023-04-01 | 2023-04-15 | |
5/30～6/2 | 2023-05-30 | 2023-06-02 | |
4月から6月まで | 2023-04-01 | 2023-06-30 | |
6月、10月 | 2023-06-01 | 2023-10-31 | |
10月、6月 | 2023-06-01 | 2023-10-31 | |
6・7・8月 | 2023-06-01 | 2023-08-31 | |
2月～6月 | 2024-02-01 | 2024-06-30 | |
12月補正 | 2023-12-01 | 2023-12-31 | |
12月～翌年3月 | 2023-12-01 | 2024-03-31 | |
-8月 | - | 2023-08-31 | |
4月- | 2023-04-01 | 2023-04-30 | open |
6-7月 | 2023-06-01 | 2023-07-31 | |
"""

NOT_UNDERSTOOD = (
    "R5.13月",
    "2023-02-30",
    "R5.2.29",
    "R5.4.31",
    "9/31",
    "13月",
    "12/0",
    "S80",
    "令和4年（2023年）",
    "R6.3～R5.4",
    "12月28日～4日",
    "R5-6",  # June, or the years R5 and R6?
    "6～7",
    "5",
    "2000円",
    "～",
    "システム稼働時期に合わせて",
    "調整がつき次第",
    "R5.4月 R5年度中",
    "R5R6",
    "R5年度中 3月31日",
    "R5.4月(試行)～R5.10月(本格)",
    "R5.4月本格運用～R5.10月",
    "R5.4月～同月末",
    "4月に試行7月から本格",
    "R5.4.1.2",
    "春一番" * 400,
)


def lines(table: str) -> list[tuple[str, ...]]:
    return [tuple(cell.strip() for cell in line.split("|")) for line in table.strip().splitlines()]


def expected(text: str, earliest: str, latest: str, flags: str, note: str) -> FuzzyDate:
    return FuzzyDate(
        text,
        None if earliest == "-" else date.fromisoformat(earliest),
        None if latest == "-" else date.fromisoformat(latest),
        note=note,
        **dict.fromkeys(flags.split(), True),
    )


@pytest.mark.parametrize("line", lines(DATED), ids=lambda line: line[0])
def test_a_text_with_its_year_means_the_same_everywhere(line: tuple[str, ...]) -> None:
    wanted = expected(*line)
    assert parse_fuzzy_date(line[0]) == wanted
    assert parse_fuzzy_date(line[0], R5) == wanted


@pytest.mark.parametrize("line", lines(IN_R5), ids=lambda line: line[0])
def test_a_text_without_a_year_is_of_the_fiscal_year_it_stands_in(line: tuple[str, ...]) -> None:
    text, _, _, flags, note = line
    assert parse_fuzzy_date(text, R5) == expected(*line)
    assert parse_fuzzy_date(text) == expected(text, "-", "-", flags, note)


@pytest.mark.parametrize("text", NOT_UNDERSTOOD, ids=lambda text: text[:20])
def test_what_cannot_be_read_keeps_its_text_and_has_no_days(text: str) -> None:
    assert parse_fuzzy_date(text, R5) == FuzzyDate(text, understood=False)


@pytest.mark.parametrize("text", ["", " ", "　", "（）"])
def test_nothing_is_understood_as_nothing(text: str) -> None:
    assert parse_fuzzy_date(text, R5) == FuzzyDate(text)


def test_a_half_without_a_year_needs_a_fiscal_year() -> None:
    assert parse_fuzzy_date("H2", R5).earliest == date(2023, 10, 1)
    assert parse_fuzzy_date("H2").earliest == date(1990, 4, 1)


def test_29_february_needs_a_leap_year() -> None:
    assert parse_fuzzy_date("2月29日").understood
    assert not parse_fuzzy_date("2月29日", FiscalYear(2022)).understood


@pytest.mark.parametrize(
    "text",
    [
        "R5.10月～R6.3月",
        "R5.10月〜R6.3月",
        "R5.10月~R6.3月",
        "R5.10月-R6.3月",
        "R5.10月－R6.3月",
        "Ｒ５．１０⽉ ∼ Ｒ６．３⽉",
        "R5.10月からR6.3月まで",
    ],
)
def test_every_wave_dash_is_one(text: str) -> None:
    found = parse_fuzzy_date(text)
    assert (found.earliest, found.latest) == (date(2023, 10, 1), date(2024, 3, 31))


@pytest.mark.parametrize(
    "text",
    [
        "(R5.4月～)",
        "（R5.4月～）",
        "【R5.4月～】",
        "［ R5.4月～ ］",
        "（(R5.4月～)）",
        "（R5.4月～",
        "R5.4月～）",
        "R5.4月～(予定)",
    ],
)
def test_brackets_around_do_not_matter(text: str) -> None:
    found = parse_fuzzy_date(text)
    assert (found.earliest, found.open, found.note) == (date(2023, 4, 1), True, "")


def test_json_is_as_the_contract_has_it() -> None:
    assert parse_fuzzy_date("R5.3月末～").as_json() == {
        "text": "R5.3月末～",
        "earliest": "2023-03-21",
        "latest": "2023-03-31",
        "open": True,
    }
    assert list(parse_fuzzy_date("未定").as_json().values()) == ["未定", None, None, False]
    assert str(parse_fuzzy_date("（未定）")) == "（未定）"


def test_past_and_future_are_strict_and_need_a_day() -> None:
    april = parse_fuzzy_date("R5.4月")
    assert not april.is_past(date(2023, 4, 30))
    assert april.is_past(date(2023, 5, 1))
    assert not april.is_future(date(2023, 4, 1))
    assert april.is_future(date(2023, 3, 31))
    until = parse_fuzzy_date("～R5.4")
    assert until.is_past(date(2023, 5, 1))
    assert not until.is_future(date(2000, 1, 1))
    undecided = parse_fuzzy_date("未定")
    assert not undecided.is_past(date.max)
    assert not undecided.is_future(date.min)
    assert not undecided.is_dated


def test_order_puts_what_has_no_days_last() -> None:
    texts = [
        "R3年度から継続",
        "～R5.3",
        "R5.3月末～",
        "R5.4月",
        "R5.4月～",
        "R5年度中",
        "R7年度秋",
        "未定",
        "???",
    ]
    found = sorted(map(parse_fuzzy_date, reversed(texts)), key=lambda when: when.sort_key)
    assert [when.text for when in found[:-2]] == ["R3年度から継続", "R5.3月末～", "～R5.3", *texts[3:-2]]
    assert not any(when.is_dated for when in found[-2:])
