"""``dxplan list``: what each filter lets through, alone and together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.commands.running import inside

if TYPE_CHECKING:
    from tests.harness import Repository

FORMS, WINDOW, MEETINGS, READERS = "online-forms", "chat-window", "paperless-meetings", "card-readers"


def _ids(repository: Repository, *arguments: str) -> list[str]:
    run = inside(repository.root, "list", "--columns", "id", "-f", "tsv", *arguments)
    assert (run.code, run.told) == (0, "")
    head, *ids = run.text.split()
    assert head == "id"
    return ids


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        (("--pillar", "市民サービス"), [FORMS, WINDOW]),
        (("--pillar", "2"), [MEETINGS, READERS]),
        (("--pillar", "２"), [MEETINGS, READERS]),
        (("--category", "窓口"), [FORMS]),
        (("--department", "市民課"), [FORMS, READERS]),
        (("--department", "情報課"), [FORMS, WINDOW, MEETINGS]),
        (("--status", "着手中"), [FORMS, WINDOW]),  # a component of the second one
        (("--status", "取り下げ"), [READERS]),
        (("--stage", "評価・見直し"), [WINDOW]),
        (("--stage", "完了"), []),
        (("--text", "ホームペ-ジ"), []),
        (("--text", "ﾎｰﾑﾍﾟｰｼﾞ"), [WINDOW]),
        (("--text", "ＬＩＮＥ"), [FORMS, WINDOW, READERS]),  # two of them in the id online-forms
        (("--text", "オンライン化"), [FORMS, READERS]),  # the reason of the second one
        (("--text", "RFI"), [FORMS]),
        (("--id", MEETINGS), [MEETINGS]),
        (("--added",), [WINDOW]),
        (("--no-added",), [FORMS, MEETINGS, READERS]),
        (("--withdrawn",), [READERS]),
        (("--no-withdrawn",), [FORMS, WINDOW, MEETINGS]),
        (("--overdue",), []),
        (("--no-overdue",), [FORMS, WINDOW, MEETINGS, READERS]),
        (("--where", "number > 1"), [READERS]),
        ((), [FORMS, WINDOW, MEETINGS, READERS]),
    ],
)
def test_each_filter_alone(repository: Repository, arguments: tuple[str, ...], ids: list[str]) -> None:
    assert _ids(repository, *arguments) == ids


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        (("--pillar", "1", "--pillar", "業務の効率化"), [FORMS, WINDOW, MEETINGS, READERS]),
        (("--category", "広報", "--category", "窓口"), [FORMS, WINDOW]),
        (("--department", "市民課", "--department", "情報課"), [FORMS, WINDOW, MEETINGS, READERS]),
        (("--status", "取り下げ", "--status", "調査・研究中"), [MEETINGS, READERS]),
        (("--stage", "着手していること", "--stage", "評価・見直し"), [FORMS, WINDOW]),
        (("--text", "ペーパー", "--text", "カード"), [MEETINGS, READERS]),
        (("--id", READERS, "--id", FORMS), [FORMS, READERS]),
        (("--where", "number > 1", "--where", "id == 'chat-window'"), [WINDOW, READERS]),
    ],
)
def test_the_same_filter_again_means_or(
    repository: Repository, arguments: tuple[str, ...], ids: list[str]
) -> None:
    assert _ids(repository, *arguments) == ids


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        (("--pillar", "1", "--department", "市民課"), [FORMS]),
        (("--pillar", "2", "--department", "市民課", "--withdrawn"), [READERS]),
        (("--pillar", "2", "--no-withdrawn"), [MEETINGS]),
        (("--status", "着手中", "--status", "取り下げ", "--department", "市民課"), [FORMS, READERS]),
        (("--text", "オンライン", "--where", "number == 1", "--category", "窓口"), [FORMS]),
        (("--added", "--withdrawn"), []),
        (("--id", FORMS, "--id", WINDOW, "--stage", "評価・見直し"), [WINDOW]),
    ],
)
def test_different_filters_mean_and(
    repository: Repository, arguments: tuple[str, ...], ids: list[str]
) -> None:
    assert _ids(repository, *arguments) == ids


def test_former_names_are_known(cities: Repository) -> None:
    assert _ids(cities, "--pillar", "Counters") == ["kiosk", FORMS]
    assert _ids(cities, "--department", "computing") == [FORMS]


def test_a_department_of_a_workstream_counts(repository: Repository) -> None:
    streams = "workstreams:\n  - number: 1\n    name: 研修\n    departments: [市民課]\n"
    path = "plans/minato/initiatives/paperless-meetings.yaml"
    repository.write(path, repository.read(path) + streams)
    assert _ids(repository, "--department", "市民課") == [FORMS, MEETINGS, READERS]


def test_a_stage_of_its_own_comes_before_that_of_the_status(repository: Repository) -> None:
    path = "plans/minato/initiatives/paperless-meetings.yaml"
    repository.write(path, repository.read(path) + "stage: 完了\n")
    assert _ids(repository, "--stage", "完了") == [MEETINGS]


@pytest.mark.parametrize(
    ("arguments", "said", "hint"),
    [
        (
            ("--pillar", "市民サ-ビス"),
            "--pillar: no plan here knows “市民サ-ビス”.",
            "Did you mean “市民サービス”?",
        ),
        (
            ("--pillar", "3"),
            "--pillar: no plan here knows “3”.",
            "Allowed are: 市民サービス, 1, 業務の効率化, 2.",
        ),
        (("--category", "福祉"), "--category: no plan here knows “福祉”.", "Allowed are: 窓口, 広報, 庁内."),
        (("--department", "市民"), "--department: no plan here knows “市民”.", "Did you mean “市民課”?"),
        (("--status", "着手"), "--status: no plan here knows “着手”.", "Did you mean “着手中”?"),
        (("--stage", "見直し"), "--stage: no plan here knows “見直し”.", "Did you mean “評価・見直し”?"),
        (("--id", "online-form"), "--id: no plan here knows “online-form”.", "Did you mean “online-forms”?"),
        (
            ("--status", "運用中", "--status", "運用"),
            "--status: no plan here knows “運用”.",
            "Did you mean “運用中”?",
        ),
    ],
)
def test_a_name_nobody_knows_is_a_mistake(
    repository: Repository, arguments: tuple[str, ...], said: str, hint: str
) -> None:
    assert inside(repository.root, "list", *arguments).all == (2, "", f"Error: {said}\n    → {hint}\n")


def test_a_name_is_known_where_one_of_the_plans_knows_it(cities: Repository) -> None:
    assert _ids(cities, "--status", "closed") == ["kiosk"]
    assert inside(cities.root, "list", "--status", "closed", "--plan", "minato").all == (
        2,
        "",
        "Error: --status: no plan here knows “closed”.\n    → Allowed are: 調査・研究中, 着手中, 運用中, 取り下げ.\n",
    )


def test_a_plan_that_cannot_be_read_may_know_any_name(cities: Repository) -> None:
    cities.write("plans/kita/plan.yaml", "schema: 1\n")
    told = (
        "Warning: plans/kita/plan.yaml is left out: The file does not fit the schema.\n"
        "    → Run dxplan validate plans/kita/plan.yaml to see what is wrong.\n"
    )
    assert inside(cities.root, "list", "--status", "closed").all == (1, "No initiative matches.\n", told)


def test_the_id_of_a_file_that_cannot_be_read_is_known(repository: Repository) -> None:
    repository.write("plans/minato/initiatives/kiosk.yaml", "schema: 1\n")
    told = (
        "Warning: plans/minato/initiatives/kiosk.yaml is left out: The file does not fit the schema.\n"
        "    → Run dxplan validate plans/minato/initiatives/kiosk.yaml to see what is wrong.\n"
    )
    assert inside(repository.root, "list", "--id", "kiosk").all == (1, "No initiative matches.\n", told)
    assert inside(repository.root, "show", "kiosk").all == (
        3,
        "",
        told + "Error: The file of the initiative “kiosk” cannot be used.\n"
        "    → Run dxplan validate plans/minato/initiatives/kiosk.yaml to see what is wrong.\n",
    )
