"""Starting a plan: whatever a city answers stands in its files exactly so, and nothing is found in them."""

from __future__ import annotations

import json
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from msgspec.structs import replace

from dxplan.analysis.starting import (
    FORGES,
    VOCABULARIES,
    Start,
    StartPillar,
    read_years,
    with_categories,
)
from dxplan.analysis.starting_files import plan_files, surrounding_files
from dxplan.commands.init_checks import check_answer, problems_of
from dxplan.commands.schema import narrowed_text
from dxplan.errors import UsageError, ValueTextError
from dxplan.model.fiscal_year import FiscalYear
from dxplan.stores.formatting import formatted
from dxplan.stores.schemas import list_keys
from dxplan.stores.yaml_exact import parse_exact

if TYPE_CHECKING:
    from dxplan.model.plan import Plan

LANGUAGES = ("ja", "en")
NASTY = (
    "- x", "#1", "a: b", "a #b", "'", '"', "\\", "yes", "null", "~", "1", "R6", "007", "0x1F", "1e3", "[", "{a: 1}", "&a",
    "*a", "!a", "%a", "@a", "`a`", "|", ">", "? a", "---", "...", "<<", "=", "市民\u3000課", "Ａ：Ｂ", "👩‍👩‍👧", "𠮷野家", "<b>&amp;",
    "{title}", "%s", "1/2", "a/b", "課、室", "「課」", "２０２４-０４", "2024-04-01", "12:30",
)  # fmt: skip
TEXTS = st.sampled_from(NASTY) | st.text(min_size=1, max_size=20).map(str.strip)


def today(_plan: Plan) -> date:
    """Return a day of no importance."""
    return date(2024, 10, 1)


def is_taken(**answers: object) -> bool:
    """Tell whether an answer is taken."""
    try:
        check_answer(today, **answers)
    except UsageError:
        return False
    return True


def start_of(**answers: Any) -> Start:
    """Return answers of a small city, some of them otherwise."""
    plain = Start(
        plan="minato",
        city="みなと市",
        title="みなと市DX計画",
        first=FiscalYear(2024),
        last=FiscalYear(2027),
        pillars=(StartPillar("市民", ("窓口", "相談")), StartPillar("業務")),
        departments=("市民課", "総務課"),
        statuses="matsue",
        language="ja",
        forge="github",
    )
    return replace(plain, **answers)


@st.composite
def starts(draw: st.DrawFn) -> Start:
    """Draw answers that are taken."""

    def some(least: int = 0) -> tuple[str, ...]:
        found = [text for text in draw(st.lists(TEXTS, max_size=3, unique=True)) if is_taken(title=text)]
        return tuple(found) if len(found) >= least else ("x",)

    first = draw(st.integers(1868, 2100))
    return start_of(
        city=some(1)[0],
        title=some(1)[0],
        first=FiscalYear(first),
        last=FiscalYear(first + draw(st.integers(0, 8))),
        pillars=tuple(StartPillar(name, some()) for name in some(1)),
        departments=some(1),
        statuses=draw(st.sampled_from(VOCABULARIES)),
        language=draw(st.sampled_from(LANGUAGES)),
    )


@given(starts())
@settings(max_examples=40)
def test_answers_stand_in_the_files_exactly_and_nothing_is_found(start: Start) -> None:
    plan, problems = problems_of(start, today)
    assert plan is not None
    assert problems == []
    data, sample = (parse_exact(text).data for text in plan_files(start).values())
    assert (data["title"], data["city"], data["language"]) == (start.title, start.city, start.language)
    assert (plan.period.first_year, plan.period.last_year) == (start.first, start.last)
    pillars = [(pillar.name, tuple(c.name for c in pillar.categories)) for pillar in plan.pillars]
    assert pillars == [(pillar.name, pillar.categories) for pillar in start.pillars]
    assert tuple(department.name for department in plan.departments) == start.departments
    assert sample["departments"] == [start.departments[0]]
    assert sample["pillar"] == start.pillars[0].name


@given(starts())
@settings(max_examples=20)
def test_files_are_in_their_normal_form(start: Start) -> None:
    plan, sample = plan_files(start).values()
    assert formatted(plan, list_keys("plan")) == plan
    assert formatted(sample, list_keys("initiative")) == sample


@given(starts())
@settings(max_examples=20)
def test_an_editor_takes_the_sample(start: Start) -> None:
    plan, _ = problems_of(start, today)
    assert plan is not None
    _, sample = plan_files(start).values()
    narrowed = json.loads(narrowed_text(start.plan, plan))
    assert list(Draft7Validator(narrowed).iter_errors(parse_exact(sample).data)) == []


@pytest.mark.parametrize(
    "text",
    [
        "", " x", "x ", "\u3000x", "a\nb", "a\x07b", "a\u200bb", "か\u3099", "\ue000", "x" * 301,
        "hanako@city.example", "03-1234-5678", "123456789018", "デ一タ", "\ufeffx", "a\u2028b", "a\u202eb",
    ],
)  # fmt: skip
def test_what_validate_would_find_is_not_taken(text: str) -> None:
    assert not is_taken(title=text)
    assert not is_taken(departments=(text,))
    assert not is_taken(pillars=(StartPillar(text),))
    assert not is_taken(pillars=(StartPillar("市民", (text,)),))


@pytest.mark.parametrize("text", NASTY)
def test_what_only_looks_dangerous_is_taken(text: str) -> None:
    assert is_taken(title=text, city=text, departments=(text,), pillars=(StartPillar(text, (text,)),))


def test_the_same_name_twice_is_not_taken() -> None:
    assert not is_taken(departments=("市民課", "市民課"))
    assert not is_taken(pillars=(StartPillar("市民"), StartPillar("市民")))
    assert not is_taken(pillars=(StartPillar("市民", ("窓口", "窓口")),))
    assert is_taken(pillars=(StartPillar("市民", ("窓口",)), StartPillar("業務", ("窓口",))))


@pytest.mark.parametrize(
    "text",
    [
        "R6..R9", "R6~R9", "R6～R9", "Ｒ６〜Ｒ９", "R6-R9", "令和6年度～令和9年度", "2024-2027", "FY2024 .. FY2027",
        "令和６年度（2024年度）～令和9年度", "R6...R9", "令和6年度から令和9年度まで", "R6年度からR9年度",
    ],
)  # fmt: skip
def test_years_are_read_in_many_spellings(text: str) -> None:
    assert read_years(text) == (FiscalYear(2024), FiscalYear(2027))


def test_one_year_is_first_and_last() -> None:
    assert read_years("令和6年度") == (FiscalYear(2024), FiscalYear(2024))


@pytest.mark.parametrize("text", ["", "..", "R6..", "..R9", "R6年..R9年", "R6..R7..R8", "six", "R6/R9"])
def test_what_are_no_years_is_refused(text: str) -> None:
    with pytest.raises(ValueTextError):
        read_years(text)


def test_categories_are_put_under_their_pillars() -> None:
    pillars = ("市民", "市民/窓口", "業務")
    written = ("市民/相談", "市民/窓口/待ち時間", "３/決裁", "1/申請/更新")
    assert with_categories(pillars, written) == (
        StartPillar("市民", ("相談", "申請/更新")),
        StartPillar("市民/窓口", ("待ち時間",)),
        StartPillar("業務", ("決裁",)),
    )


@pytest.mark.parametrize("written", ["相談", "議会/相談", "0/相談", "4/相談", "²/相談", "/相談"])
def test_a_category_of_no_pillar_is_refused(written: str) -> None:
    with pytest.raises(ValueTextError):
        with_categories(("市民", "業務", "人材"), [written])


def test_only_what_is_asked_for_differs_between_forges() -> None:
    files = {forge: surrounding_files(start_of(forge=forge), "1.2.3") for forge in FORGES}
    assert set(files["github"]) - set(files["none"]) == {".github/workflows/plan.yml"}
    assert set(files["gitlab"]) - set(files["none"]) == {".gitlab-ci.yml"}


def test_the_workflow_pins_what_it_uses() -> None:
    for language in LANGUAGES:
        text = surrounding_files(start_of(language=language), "1.2.3")[".github/workflows/plan.yml"]
        workflow: Any = parse_exact(text).data
        checkout, action = workflow["jobs"]["check"]["steps"]
        name, _, commit = checkout["uses"].partition("@")
        assert (name, len(commit), set(commit) <= set("0123456789abcdef")) == ("actions/checkout", 40, True)
        assert action == {"uses": "dxplan/dxplan@v1.2.3"}
        assert workflow["permissions"] == {"contents": "read", "pull-requests": "write"}


def test_the_pipeline_includes_the_template_of_this_version() -> None:
    text = surrounding_files(start_of(forge="gitlab"), "1.2.3")[".gitlab-ci.yml"]
    assert parse_exact(text).data == {
        "include": [{"remote": "https://raw.githubusercontent.com/dxplan/dxplan/v1.2.3/ci/gitlab.yml"}]
    }


def test_files_are_plain_text_that_ends_with_a_line() -> None:
    for language, statuses, forge in product(LANGUAGES, VOCABULARIES, FORGES):
        start = start_of(language=language, statuses=statuses, forge=forge)
        for path, text in {**plan_files(start), **surrounding_files(start, "1.2.3")}.items():
            assert text.endswith("\n"), path
            assert "\r" not in text, path
            assert all(line == line.rstrip() for line in text.splitlines()), path


def test_the_four_statuses_lead_from_one_to_the_next() -> None:
    plan, _ = problems_of(start_of(), today)
    assert plan is not None
    assert [(status.name, status.means, status.stage, status.transitions) for status in plan.statuses] == [
        ("調査・研究中", "planned", "実施計画期間中に取り組むこと", ("着手中", "運用中", "取り下げ")),
        ("着手中", "preparing", "着手していること", ("調査・研究中", "運用中", "取り下げ")),
        ("運用中", "operating", "評価・見直し", ("着手中", "取り下げ")),
        ("取り下げ", "withdrawn", None, ()),
    ]


def test_ratings_mean_no_stage_of_operation() -> None:
    plan, _ = problems_of(start_of(statuses="rating", language="en"), today)
    assert plan is not None
    assert [(status.name, status.means, status.meaning) for status in plan.statuses] == [
        ("A", None, "ahead of the plan"),
        ("B", None, "as planned"),
        ("C", None, "behind the plan"),
        ("D", None, "cannot be said yet"),
    ]
    assert (plan.stages, plan.numbering) == ((), "category")
