"""``dxplan status``: several plans, plans without statuses, and the counts where something is unusual."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.commands.running import inside

if TYPE_CHECKING:
    from tests.harness import Repository

KITA_BLOCK = """\
Kita City DX Plan (kita)

Kita · FY2023–FY2024 · as of 2023-06-30 · an invented city

Pillar    open  closed  Total  In operation
───────────────────────────────────────────
Services     1       1      2   50 % ■■■■■
───────────────────────────────────────────
Total        1       1      2   50 % ■■■■■

In operation  1 / 2 (50 %)
Printed rows  2
Added         0
Withdrawn     0
Overdue       0
"""


def _plan(repository: Repository, name: str) -> dict[str, Any]:
    run = inside(repository.root, "status", "-f", "json", "--plan", name)
    assert (run.code, run.told) == (0, "")
    (plan,) = json.loads(run.text)["plans"]
    found: dict[str, Any] = plan
    return found


def _initiative(repository: Repository, name: str, **keys: str) -> None:
    written = {
        "schema": "1", "id": name, "title": name, "pillar": "業務の効率化", "category": "庁内", "number": "9",
        "departments": "[情報課]", "status": "着手中",
    } | keys  # fmt: skip
    lines = "".join(f"{key}: {value}\n" for key, value in written.items() if value)
    repository.write(f"plans/minato/initiatives/{name}.yaml", lines)


def test_one_plan_of_several(cities: Repository) -> None:
    assert inside(cities.root, "status", "--plan", "kita").all == (0, KITA_BLOCK, "")


def test_several_plans_are_first_told_in_a_line_each(cities: Repository) -> None:
    minato = inside(cities.root, "status", "--plan", "minato").text
    head = (
        "Plan    Title               Initiatives  In operation  Overdue\n"
        "──────────────────────────────────────────────────────────────\n"
        "kita    Kita City DX Plan             2          50 %        0\n"
        "minato  みなと市DX推進計画            4          33 %        0\n\n"
    )
    assert inside(cities.root, "status").all == (0, f"{head}{KITA_BLOCK}\n{minato}", "")


def test_records_of_several_plans(cities: Repository) -> None:
    rows = inside(cities.root, "status", "-f", "tsv").text.splitlines()
    assert rows[:3] == [
        "plan\ttitle\tas_of\tpillar\tstatus\tcount",
        "kita\tKita City DX Plan\t2023-06-30\tServices\topen\t1",
        "kita\tKita City DX Plan\t2023-06-30\tServices\tclosed\t1",
    ]
    assert len(rows) == 1 + 2 + 8


def test_a_plan_without_statuses(cities: Repository) -> None:
    text = cities.read("plans/kita/plan.yaml").partition("statuses:")[0]
    cities.write("plans/kita/plan.yaml", text)
    for name in ("kiosk", "online-forms"):
        path = f"plans/kita/initiatives/{name}.yaml"
        lines = [
            line for line in cities.read(path).splitlines(keepends=True) if not line.startswith("status")
        ]
        cities.write(path, "".join(lines))
    assert inside(cities.root, "status", "--plan", "kita").all == (
        0,
        """\
Kita City DX Plan (kita)

Kita · FY2023–FY2024 · as of 2023-06-30 · an invented city

Pillar    Total
───────────────
Services      2
───────────────
Total         2

Printed rows  2
Added         0
Withdrawn     0
Overdue       0
""",
        "",
    )
    assert (
        "kita    Kita City DX Plan             2             –        0\n"
        in inside(cities.root, "status").text
    )
    assert inside(cities.root, "status", "--plan", "kita", "-f", "tsv").text.splitlines()[1:] == [
        "kita\tKita City DX Plan\t2023-06-30\tServices\t\t2"
    ]
    plan = _plan(cities, "kita")
    assert (plan["total"], plan["by_status"], plan["by_pillar"], plan["pillar_totals"]) == (
        2,
        {},
        {"Services": {}},
        {"Services": 2},
    )
    assert plan["components_by_status"] == {}


def test_a_plan_without_initiatives(cities: Repository) -> None:
    for path in (cities.root / "plans" / "kita" / "initiatives").iterdir():
        path.unlink()
    text = inside(cities.root, "status", "--plan", "kita").text
    assert "Services     0       0      0      –\n" in text
    assert "In operation  0 / 0 (–)\n" in text
    assert (
        "kita    Kita City DX Plan             0             –        0\n"
        in inside(cities.root, "status").text
    )


def test_listings_count_among_the_rows_and_components_for_themselves(repository: Repository) -> None:
    plan = _plan(repository, "minato")
    assert (plan["total"], plan["listed"]) == (4, 5)
    # The one with components in two statuses counts once, under the status that its file gives it.
    assert plan["by_status"] == {"調査・研究中": 1, "着手中": 1, "運用中": 1, "取り下げ": 1}
    assert plan["components_by_status"] == {"調査・研究中": 0, "着手中": 1, "運用中": 1, "取り下げ": 0}
    assert sum(sum(row.values()) for row in plan["by_pillar"].values()) == sum(plan["by_status"].values())


def test_an_initiative_without_a_status(repository: Repository) -> None:
    _initiative(repository, "bare", status="")
    plan = _plan(repository, "minato")
    assert (plan["total"], plan["without_status"], sum(plan["by_status"].values())) == (5, 1, 4)
    assert "Without a status  1\n" in inside(repository.root, "status").text


def test_names_that_the_plan_does_not_know_still_count_in_the_total(repository: Repository) -> None:
    _initiative(repository, "strange", status="休止", pillar="ほかの柱")
    plan = _plan(repository, "minato")
    assert (plan["total"], plan["listed"]) == (5, 6)
    assert plan["by_status"] == {"調査・研究中": 1, "着手中": 1, "運用中": 1, "取り下げ": 1}
    assert list(plan["by_pillar"]) == ["市民サービス", "業務の効率化"]


def test_no_more_than_five_are_named(repository: Repository) -> None:
    for number in range(6):
        _initiative(repository, f"x{number}", added="R6", number=str(10 + number))
    text = inside(repository.root, "status").text
    block = text[text.index("Added") : text.index("Withdrawn")]
    assert block.splitlines() == [
        "Added         7",
        "              chat-window  チャットで答える窓口",
        *(f"              x{number}  x{number}" for number in range(4)),
        "              and 2 more",
    ]


def test_a_fiscal_year_ends_in_march(repository: Repository) -> None:
    for day, year, count in (("2024-03-31", "FY2023", 1), ("2024-04-01", "FY2024", 0)):
        text = inside(repository.root, "status", "--today", day).text
        assert f"Phase in {year}  Initiatives\n" in text
        assert f"導入検討                   {count}\n" in text
