"""The rules that compare both sides of a change, value by value: what they tell of, and what they let be."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from dxplan.analysis.comparison import compare
from dxplan.checks.change import PlanChange
from dxplan.checks.change_run import edited, read_plan
from dxplan.checks.registry import RULES
from dxplan.stores.schemas import list_keys
from tests.checks.trial import INITIATIVES, PLAN, base_data, laid_over

if TYPE_CHECKING:
    from dxplan.checks.rule import Finding

FORMS = f"{INITIATIVES}/online-forms.yaml"
ME = "me@joho.city.example"


def _raw(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()


def _change(before: str, after: str, plans: tuple[str, str] = ("", ""), **values: Any) -> PlanChange:
    """Return the change of the small plan's first initiative from one fragment to another, made by ``ME``."""
    first = base_data(FORMS)
    raws = [_raw(laid_over(first, fragment)) for fragment in (before, after)]
    file = edited("online-forms", (FORMS, raws[0]), (FORMS, raws[1]), (ME,))
    old, new = (read_plan(PLAN, _raw(laid_over(base_data(PLAN), fragment))) for fragment in plans)
    assert file is not None
    assert old is not None
    assert new is not None
    told: dict[str, Any] = {
        "comparison": compare(old[1], new[1], list_keys("plan")),
        "editors": (ME,),
    } | values
    return PlanChange("minato", PLAN, old[0], new[0], (file,), new[1], **told)


def _findings(rule: str, change: PlanChange) -> list[tuple[str, Finding]]:
    check = RULES[rule].check_changes
    assert check is not None
    return list(check(change))


def _pointers(rule: str, change: PlanChange) -> list[str]:
    return [finding.pointer for _, finding in _findings(rule, change)]


def _values(rule: str, change: PlanChange) -> dict[str, Any]:
    ((_, finding),) = _findings(rule, change)
    return dict(finding.message.values)


INDICATORS = """\
indicators:
  - name: 手続き
    unit: 種
    baseline: {period: R4, value: 36}
    target: {period: R7, value: 51}
    actuals:
      - {period: R4-H1, value: 38}
      - {period: R4-H2, value: 40}
  - name: 満足度
    unit: 点
    target: {period: R7, value: 4}
"""
SECOND = INDICATORS[INDICATORS.index("  - name: 満足度") :]
OVER = date(2023, 4, 1)  # the day after R4-H2


@pytest.mark.parametrize(
    ("after", "base_day", "closed", "pointers"),
    [
        (INDICATORS.replace("40", "48"), OVER, None, ["/indicators/0/actuals/1/value"]),
        (INDICATORS.replace("40", "0"), OVER, None, ["/indicators/0/actuals/1/value"]),
        (INDICATORS.replace("value: 40", "value: 40.0"), OVER, None, []),
        (INDICATORS.replace("      - {period: R4-H2, value: 40}\n", ""), OVER, None, ["/indicators/0"]),
        (INDICATORS.replace("40}", "40}\n      - {period: R5-H1, value: 44}"), OVER, None, []),
        # The period was not over, and nobody knows whether it was.
        (INDICATORS.replace("40", "48"), date(2023, 3, 31), None, []),
        (INDICATORS.replace("40", "48"), None, None, []),
        # What is frozen is told by another rule; what comes after it is not frozen yet.
        (INDICATORS.replace("40", "48"), OVER, date(2023, 3, 31), []),
        (INDICATORS.replace("40", "48"), OVER, date(2022, 9, 30), ["/indicators/0/actuals/1/value"]),
        # The one that is gone is told as a whole, and does not hide the next.
        (f"indicators:\n{SECOND}", OVER, None, []),
        (INDICATORS.replace("手続き", "別の数").replace("  - name: 満足度", "  - name: 手続き"), OVER, None,
         ["/indicators/1", "/indicators/1"]),
    ],
)  # fmt: skip
def test_actual_values(after: str, base_day: date | None, closed: date | None, pointers: list[str]) -> None:
    change = _change(INDICATORS, after, base_day=base_day, closed=closed)
    assert _pointers("actual-rewritten", change) == pointers


def test_what_an_actual_value_was_and_is() -> None:
    gone = INDICATORS.replace("      - {period: R4-H2, value: 40}\n", "")
    shown = {"name": "手続き", "period": "R4-H2", "old": "40"}
    for after, new in ((INDICATORS.replace("40", "48.5"), "48.5"), (gone, "—")):
        assert _values("actual-rewritten", _change(INDICATORS, after, base_day=OVER)) == shown | {"new": new}


@pytest.mark.parametrize(
    ("after", "pointers"),
    [
        (INDICATORS, []),
        (INDICATORS.replace("51", "40"), ["/indicators/0/target"]),
        (INDICATORS.replace("period: R7, value: 51", "period: R6, value: 51"), ["/indicators/0/target"]),
        (INDICATORS.replace("36", "30").replace("51", "40"),
         ["/indicators/0/baseline", "/indicators/0/target"]),
        (INDICATORS.replace("value: 51}", "value: 51, text: 51 種}"), []),
        (INDICATORS.replace("    target: {period: R7, value: 51}\n", ""), ["/indicators/0"]),
        (INDICATORS + "    baseline: {period: R4, value: 3}\n", []),
        (f"indicators:\n{SECOND.replace('value: 4', 'value: 3')}", ["/indicators", "/indicators/0/target"]),
        ("indicators: null", ["", ""]),
    ],
)  # fmt: skip
def test_baselines_and_targets(after: str, pointers: list[str]) -> None:
    assert _pointers("baseline-changed", _change(INDICATORS, after)) == pointers


def test_what_a_target_was_and_is() -> None:
    gone = INDICATORS.replace("    target: {period: R7, value: 51}\n", "")
    for after, new in ((INDICATORS.replace("51", "40"), "40 (R7)"), (gone, "—")):
        values = _values("baseline-changed", _change(INDICATORS, after))
        assert (values["name"], values["old"], values["new"]) == ("手続き", "51 (R7)", new)


def _departments(mine: str, theirs: str, more: str = "") -> str:
    """Return a plan's departments: the first is that of the initiative, the second that of ``ME``."""
    return f"departments:\n  - name: 市民課\n{mine}  - name: 情報課\n{theirs}  - name: 福祉課\n  - name: 税務課\n{more}"


OTHERS, OWN = "    owners: [shimin@city.example]\n", f"    owners: ['{ME}']\n"
OF_SHIMIN = "departments: [市民課]"


@pytest.mark.parametrize(
    ("plan", "departments", "told"),
    [
        (_departments(OTHERS, OWN), OF_SHIMIN, [FORMS]),
        # One of the initiative's departments is enough.
        (_departments(OTHERS, OWN), "departments: [市民課, 情報課]", []),
        # Nobody owns it, or who does cannot be known.
        (_departments("", OWN), OF_SHIMIN, []),
        (_departments("    owners: ['@minato/shimin']\n", OWN), OF_SHIMIN, []),
        # Who owns nothing is nobody's colleague; so is, as far as git knows, a member of a team.
        (_departments(OTHERS, ""), OF_SHIMIN, []),
        (_departments(OTHERS, "    owners: ['@minato/joho']\n"), OF_SHIMIN, []),
        # The DX office may change all.
        (_departments(OTHERS, OWN, f"owners: ['{ME}']\n"), OF_SHIMIN, []),
        (_departments(OTHERS, OWN, "owners: ['@minato/dx']\n"), OF_SHIMIN, []),
        (_departments(OTHERS, OWN, "owners: [dx@city.example]\n"), OF_SHIMIN, [FORMS]),
        # What it was called before is the same department.
        (_departments("    formerly: [窓口課]\n", OWN), "departments: [窓口課]", []),
        (_departments("    formerly: [窓口課]\n" + OTHERS, OWN), "departments: [窓口課]", [FORMS]),
    ],
)
def test_files_of_other_departments(plan: str, departments: str, told: list[str]) -> None:
    change = _change(departments, f"{departments}\nnote: 直した。", (plan, plan))
    assert [path for path, _ in _findings("foreign-department", change)] == told


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("owners: [dx@city.example]", "owners: [dx@city.example]\noffice: 別の課", [PLAN]),
        ("owners: [dx@city.example]", "owners: [dx@city.example]", []),
        # Who enters themselves was not an owner before.
        ("owners: [dx@city.example]", f"owners: [dx@city.example, '{ME}']", [PLAN]),
        (f"owners: ['{ME}']", f"owners: ['{ME}']\noffice: 別の課", []),
        ("owners: ['@minato/dx']", "owners: ['@minato/dx']\noffice: 別の課", []),
        ("owners: null", "owners: null\noffice: 別の課", []),
    ],
)
def test_the_file_of_the_plan_itself(before: str, after: str, told: list[str]) -> None:
    assert [path for path, _ in _findings("foreign-department", _change("", "", (before, after)))] == told


START, LATER = "operation_start: R7.1月～\n", "operation_start: R7.6月～\n"
PART = "components:\n  - {name: LINE, status: 着手中, operation_start: R6.4月～}\n"


@pytest.mark.parametrize(
    ("before", "after", "pointers"),
    [
        (START, LATER, ["/operation_start"]),
        (LATER, START, []),
        (START, "operation_start: R7.1月", []),
        (START, "operation_start: 未定", ["/operation_start"]),
        ("operation_start: 未定", LATER, []),
        (START, LATER + "progress: 入札が不調だった。", []),
        (START, LATER + "note: 入札が不調だった。", []),
        (START + "note: 入札の前。", LATER + "note: null", ["/operation_start"]),
        (START + "note: 入札の前。", LATER + "note: 入札の前。", ["/operation_start"]),
        (START, LATER + "summary: ほかのこと。", ["/operation_start"]),
        (PART, PART.replace("R6.4月", "R6.9月"), ["/components/0/operation_start"]),
        (PART, PART.replace("R6.4月～", "R6.9月～, progress: 機器が遅れた。"), []),
        (PART.replace("～", "～, progress: 前のとおり。"), PART.replace("R6.4月～", "R6.9月～, progress: 前のとおり。"),
         ["/components/0/operation_start"]),
        (PART.replace("～", "～, progress: 前のとおり。"), PART.replace("R6.4月", "R6.9月"),
         ["/components/0/operation_start"]),
        (PART, PART.replace("LINE", "窓口").replace("R6.4月", "R6.9月"), []),
    ],
)  # fmt: skip
def test_starts(before: str, after: str, pointers: list[str]) -> None:
    assert _pointers("start-postponed", _change(before, after)) == pointers


STATUSES = """\
statuses:
  - {name: 調査・研究中, means: planned, transitions: [着手中, 取り下げ]}
  - {name: 着手中, means: preparing}
  - {name: 運用中, means: operating}
  - {name: 取り下げ, means: withdrawn, transitions: []}
"""
RENAMED = STATUSES.replace("{name: 着手中,", "{name: 準備中, formerly: [着手中],")
STUDIED = STATUSES.replace("{name: 調査・研究中,", "{name: 研究中, formerly: [調査・研究中],")
STATUS = "status: 調査・研究中\n"
PARTS = "components:\n  - {name: A, status: 着手中}\n  - {name: B, status: 調査・研究中}\n"


@pytest.mark.parametrize(
    ("before", "after", "plan", "pointers"),
    [
        (STATUS, "status: 着手中", STATUSES, []),
        (STATUS, "status: 運用中", STATUSES, ["/status"]),
        ("status: 着手中", STATUS, STATUSES, []),
        ("status: 取り下げ", STATUS, STATUSES, ["/status"]),
        (STATUS, "status: null", STATUSES, []),
        # Another name is no move, and what may follow may do so under its new name.
        (STATUS, "status: 研究中", STUDIED, []),
        (STATUS, "status: 準備中", RENAMED, []),
        (STATUS + PARTS, STATUS + PARTS.replace("調査・研究中", "運用中"), STATUSES, ["/components/1/status"]),
        (STATUS + PARTS, STATUS + PARTS.replace("name: B, status: 調査・研究中", "name: C, status: 運用中"), STATUSES, []),
    ],
)  # fmt: skip
def test_statuses(before: str, after: str, plan: str, pointers: list[str]) -> None:
    assert _pointers("status-transition", _change(before, after, (STATUSES, plan))) == pointers


def test_a_status_that_ends_says_so() -> None:
    for before, template in (
        (STATUS, "From “{old}” it may move to: {names}."),
        ("status: 取り下げ", "“{old}” is where"),
    ):
        ((_, finding),) = _findings(
            "status-transition", _change(before, "status: 運用中", (STATUSES, STATUSES))
        )
        assert finding.hint is not None
        assert finding.hint.template.startswith(template)
