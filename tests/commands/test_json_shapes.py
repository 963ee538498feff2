"""JSON is a contract with other programs: keys, their order, types and form."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from dxplan.stores.schemas import schema
from tests.commands.running import inside

if TYPE_CHECKING:
    from tests.harness import Repository

COMMANDS = (("status",), ("list",), ("show", "chat-window"), ("validate",))
AT = {"point": ".", "kind": "worktree", "commit": None, "date": None}
# What the contract names comes first and in its order; further keys may follow or stand between.
LISTED = (
    "plan", "id", "title", "pillar", "category", "number", "departments", "status", "stage", "components",
    "operation_start", "listings", "added", "withdrawn", "path",
)  # fmt: skip
PLAN = ("plan", "title", "total", "listed", "by_status", "by_pillar", "components_by_status", "overdue")


def _april() -> dict[str, str | bool]:
    """Return a start in April 2023 as JSON has it."""
    return {"text": "R5.4月～", "earliest": "2023-04-01", "latest": "2023-04-30", "open": True}


def _answer(repository: Repository, *arguments: str) -> Any:
    run = inside(repository.root, *arguments, "-f", "json")
    assert run.told == ""
    return json.loads(run.text)


def _in_order(found: list[str], wanted: tuple[str, ...]) -> bool:
    return [key for key in found if key in wanted] == list(wanted)


@pytest.mark.parametrize("command", COMMANDS)
def test_form(repository: Repository, command: tuple[str, ...]) -> None:
    run = inside(repository.root, *command, "-f", "json")
    assert (run.code, run.told) == (0, "")
    assert run.out.endswith(b"\n}\n")
    assert not run.out.startswith(b"\xef\xbb\xbf")
    assert b"\\u" not in run.out
    assert run.text == json.dumps(json.loads(run.text), ensure_ascii=False, indent=2) + "\n"
    assert next(iter(json.loads(run.text).items())) == ("version", 1)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("how", [("-v",), ("-q",), ("--color", "always"), ("--lang", "ja")])
def test_nothing_changes_the_shape(
    repository: Repository, command: tuple[str, ...], how: tuple[str, ...]
) -> None:
    plain = inside(repository.root, *command, "-f", "json")
    before = inside(repository.root, *how, *command, "-f", "json")
    after = inside(repository.root, *command, "-f", "json", *how)
    assert (before.code, before.out) == (after.code, after.out) == (plain.code, plain.out)
    assert before.told == after.told


def test_list(repository: Repository) -> None:
    answer = _answer(repository, "list")
    assert list(answer) == ["version", "at", "initiatives"]
    assert answer["at"] == AT
    for row in answer["initiatives"]:
        assert _in_order(list(row), LISTED)
    forms, window, meetings, readers = answer["initiatives"]
    assert forms == {
        "plan": "minato",
        "id": "online-forms",
        "title": "申請のオンライン化",
        "pillar": "市民サービス",
        "category": "窓口",
        "number": 1,
        "departments": ["市民課", "情報課"],
        "status": "着手中",
        "stage": "着手していること",
        "components": [],
        "operation_start": {
            "text": "R7.1月～",
            "earliest": "2025-01-01",
            "latest": "2025-01-31",
            "open": True,
        },
        # without the first place, which the keys above name
        "listings": [{"pillar": "業務の効率化", "category": "庁内", "number": 2}],
        "added": None,
        "withdrawn": None,
        "overdue": False,
        "path": "plans/minato/initiatives/online-forms.yaml",
    }
    assert window["components"] == [
        {
            "name": "ホームページ",
            "status": "運用中",
            "operation_start": {
                "text": "R5.4月～",
                "earliest": "2023-04-01",
                "latest": "2023-04-30",
                "open": True,
            },
        },
        {
            "name": "LINE",
            "status": "着手中",
            "operation_start": {
                "text": "R6年度中",
                "earliest": "2024-04-01",
                "latest": "2025-03-31",
                "open": False,
            },
        },
    ]
    assert window["added"] == "R5"
    assert meetings["operation_start"] == {"text": "未定", "earliest": None, "latest": None, "open": False}
    assert (readers["operation_start"], readers["stage"]) == (None, None)
    assert readers["withdrawn"] == {
        "at": "R5",
        "reason": "申請のオンライン化に合わせるため。",
        "successor": "online-forms",
    }


@pytest.mark.parametrize(
    ("written", "date"),
    [
        (
            "R5.3月末～",
            {"text": "R5.3月末～", "earliest": "2023-03-21", "latest": "2023-03-31", "open": True},
        ),
        ("～R6.8月", {"text": "～R6.8月", "earliest": None, "latest": "2024-08-31", "open": False}),
        (
            "2024-07-05",
            {"text": "2024-07-05", "earliest": "2024-07-05", "latest": "2024-07-05", "open": False},
        ),
        ("いつか", {"text": "いつか", "earliest": None, "latest": None, "open": False}),
    ],
)
def test_fuzzy_dates(repository: Repository, written: str, date: dict[str, Any]) -> None:
    path = "plans/minato/initiatives/online-forms.yaml"
    repository.write(
        path, repository.read(path).replace("operation_start: R7.1月～", f"operation_start: {written}")
    )
    assert _answer(repository, "list", "--id", "online-forms")["initiatives"][0]["operation_start"] == date


def test_a_category_may_be_missing(cities: Repository) -> None:
    cities.write(
        "plans/kita/plan.yaml",
        cities.read("plans/kita/plan.yaml").replace("    categories:\n      - name: Desk\n", ""),
    )
    for name in ("kiosk", "online-forms"):
        path = f"plans/kita/initiatives/{name}.yaml"
        cities.write(path, cities.read(path).replace("category: Desk\n", ""))
    rows = _answer(cities, "list", "--plan", "kita")["initiatives"]
    assert [row["category"] for row in rows] == [None, None]


def test_the_filters_choose_the_objects_and_columns_change_none(repository: Repository) -> None:
    everything = _answer(repository, "list")["initiatives"]
    assert _answer(repository, "list", "--no-withdrawn", "--columns", "id")["initiatives"] == everything[:3]
    assert _answer(repository, "list", "--sort-by", "id")["initiatives"] == sorted(
        everything, key=lambda row: str(row["id"])
    )


def test_show(repository: Repository) -> None:
    answer = _answer(repository, "show", "chat-window")
    assert answer == {
        "version": 1,
        "at": AT,
        "initiative": {
            "plan": "minato",
            "path": "plans/minato/initiatives/chat-window.yaml",
            "schema": 1,
            "id": "chat-window",
            "title": "チャットで答える窓口",
            "pillar": "市民サービス",
            "number": 1,
            "departments": ["情報課"],
            "category": "広報",
            "status": "運用中",
            "operation_start": _april(),
            "components": [
                {"name": "ホームページ", "status": "運用中", "operation_start": _april()},
                {
                    "name": "LINE",
                    "status": "着手中",
                    "operation_start": {
                        "text": "R6年度中",
                        "earliest": "2024-04-01",
                        "latest": "2025-03-31",
                        "open": False,
                    },
                },
            ],
            "added": "R5",
        },
        "changes": [],
    }
    assert list(answer) == ["version", "at", "initiative", "changes"]
    order = list(schema("initiative")["properties"])
    assert [key for key in order if key in answer["initiative"]] == list(answer["initiative"])[2:]


def test_show_reads_the_dates_of_tasks(repository: Repository) -> None:
    first, second = _answer(repository, "show", "online-forms")["initiative"]["tasks"]
    assert first["deadline"] == {"text": "～8月", "earliest": None, "latest": "2023-08-31", "open": False}
    assert first["done"] == {
        "text": "R5.7月",
        "earliest": "2023-07-01",
        "latest": "2023-07-31",
        "open": False,
    }
    assert second["deadline"]["latest"] == "2025-03-31"
    assert "done" not in second


def test_status(cities: Repository) -> None:
    answer = _answer(cities, "status")
    assert list(answer) == ["version", "at", "plans"]
    assert answer["at"] == AT
    kita, minato = answer["plans"]
    for plan in (kita, minato):
        assert _in_order(list(plan), PLAN)
    assert {key: kita[key] for key in PLAN} == {
        "plan": "kita",
        "title": "Kita City DX Plan",
        "total": 2,
        "listed": 2,
        "by_status": {"open": 1, "closed": 1},
        "by_pillar": {"Services": {"open": 1, "closed": 1}},
        "components_by_status": {"open": 0, "closed": 0},
        "overdue": 0,
    }
    # Statuses and pillars come in the plan's order.
    assert list(minato["by_status"]) == ["調査・研究中", "着手中", "運用中", "取り下げ"]
    assert list(minato["by_pillar"]) == ["市民サービス", "業務の効率化"]


def test_validate(repository: Repository) -> None:
    answer = _answer(repository, "validate")
    assert _in_order(list(answer), ("version", "files", "errors", "warnings", "problems"))
    assert (answer["files"], answer["errors"], answer["warnings"], answer["problems"]) == (5, 0, 0, [])
    repository.write("plans/minato/initiatives/a.yml", "")
    (problem,) = _answer(repository, "validate")["problems"]
    assert list(problem) == ["path", "line", "column", "pointer", "rule", "severity", "message", "hint"]


def test_broken_files_stand_beside_the_answer(repository: Repository) -> None:
    whole = inside(repository.root, "list", "-f", "json")
    repository.write("plans/minato/initiatives/broken.yaml", "schema: [\n")
    run = inside(repository.root, "list", "-f", "json")
    assert (run.code, run.text) == (1, whole.text)
    assert run.told.startswith("Warning: plans/minato/initiatives/broken.yaml:")
