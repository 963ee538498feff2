"""``dxplan list``: order, columns, groups and limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.commands.running import inside

if TYPE_CHECKING:
    from tests.harness import Repository

FORMS, WINDOW, MEETINGS, READERS = "online-forms", "chat-window", "paperless-meetings", "card-readers"
COLUMNS = (
    "plan, id, title, pillar, category, number, departments, status, stage, operation_start, listings, added, withdrawn, "
    "overdue, path"
)


def _ids(repository: Repository, *arguments: str) -> list[str]:
    run = inside(repository.root, "list", "--columns", "id", "-f", "tsv", *arguments)
    assert (run.code, run.told) == (0, "")
    return run.text.split()[1:]


def _initiative(repository: Repository, name: str, title: str, number: int, rest: str = "") -> None:
    repository.write(
        f"plans/minato/initiatives/{name}.yaml",
        f"schema: 1\nid: {name}\ntitle: {title}\npillar: 業務の効率化\ncategory: 庁内\nnumber: {number}\n"
        f"departments: [情報課]\nstatus: 着手中\n{rest}",
    )


def test_without_a_wish_the_order_is_the_plans(cities: Repository) -> None:
    # Pillar, category and number as plan.yaml orders them; plans by name.
    assert _ids(cities) == ["kiosk", FORMS, FORMS, WINDOW, MEETINGS, READERS]


def test_numbers_that_tie_are_ordered_by_id(repository: Repository) -> None:
    _initiative(repository, "b-second", "乙", 1)
    _initiative(repository, "a-first", "甲", 1)
    assert _ids(repository, "--pillar", "2") == ["a-first", "b-second", MEETINGS, READERS]


@pytest.mark.parametrize(
    ("column", "ids", "turned"),
    [
        ("id", [READERS, WINDOW, FORMS, MEETINGS], [MEETINGS, FORMS, WINDOW, READERS]),
        # kana before kanji
        ("title", [READERS, WINDOW, MEETINGS, FORMS], [FORMS, MEETINGS, WINDOW, READERS]),
        # the plan's order, not that of the words; what ties keeps its order
        ("pillar", [FORMS, WINDOW, MEETINGS, READERS], [MEETINGS, READERS, FORMS, WINDOW]),
        ("category", [FORMS, MEETINGS, READERS, WINDOW], [WINDOW, FORMS, MEETINGS, READERS]),
        ("status", [MEETINGS, FORMS, WINDOW, READERS], [READERS, WINDOW, FORMS, MEETINGS]),
        ("number", [FORMS, WINDOW, MEETINGS, READERS], [READERS, FORMS, WINDOW, MEETINGS]),
        ("departments", [FORMS, READERS, WINDOW, MEETINGS], [WINDOW, MEETINGS, FORMS, READERS]),
        # those without a value are last either way
        ("stage", [MEETINGS, FORMS, WINDOW, READERS], [WINDOW, FORMS, MEETINGS, READERS]),
        ("operation_start", [WINDOW, FORMS, MEETINGS, READERS], [FORMS, WINDOW, MEETINGS, READERS]),
        ("added", [WINDOW, FORMS, MEETINGS, READERS], [WINDOW, FORMS, MEETINGS, READERS]),
        ("withdrawn", [READERS, FORMS, WINDOW, MEETINGS], [READERS, FORMS, WINDOW, MEETINGS]),
        ("listings", [FORMS, WINDOW, MEETINGS, READERS], [FORMS, WINDOW, MEETINGS, READERS]),
        ("overdue", [FORMS, WINDOW, MEETINGS, READERS], [FORMS, WINDOW, MEETINGS, READERS]),
        ("path", [READERS, WINDOW, FORMS, MEETINGS], [MEETINGS, FORMS, WINDOW, READERS]),
        ("plan", [FORMS, WINDOW, MEETINGS, READERS], [FORMS, WINDOW, MEETINGS, READERS]),
    ],
)
def test_every_column_sorts(repository: Repository, column: str, ids: list[str], turned: list[str]) -> None:
    assert _ids(repository, "--sort-by", column) == ids
    assert _ids(repository, "--sort-by", column, "--reverse") == turned


def test_further_columns_decide_ties(repository: Repository) -> None:
    expected = [FORMS, READERS, WINDOW, MEETINGS]
    assert _ids(repository, "--sort-by", "departments", "--sort-by", "status") == [
        FORMS,
        READERS,
        MEETINGS,
        WINDOW,
    ]
    assert _ids(repository, "--sort-by", "departments, status") == [FORMS, READERS, MEETINGS, WINDOW]
    assert _ids(repository, "--sort-by", "departments") == expected


def test_japanese_order(repository: Repository) -> None:
    titles = ["あか", "アイ", "AI", "10番", "2番", "はし", "バス", "ぱす", "コーヒー", "こおひい", "亜", "一"]
    for number, title in enumerate(titles):
        _initiative(repository, f"t{number}", title, 100 + number)
    ordered = [
        titles[int(name[1:])] for name in _ids(repository, "--sort-by", "title", "--where", "number >= 100")
    ]
    assert ordered == [
        "2番",
        "10番",
        "AI",
        "アイ",
        "あか",
        "こおひい",
        "コーヒー",
        "はし",
        "ぱす",
        "バス",
        "亜",
        "一",
    ]


def test_sorting_over_plans_names_them_in_each_line(cities: Repository) -> None:
    assert inside(
        cities.root, "list", "--sort-by", "title", "--status", "open", "--status", "運用中", "-f", "plain"
    ).all == (
        0,
        (
            "Plan    Id            Initiative            Departments    Status    Start of operation\n"
            "kita    online-forms  Forms                 IT             open\n"
            "minato  chat-window   チャットで答える窓口  情報課         運用中    R5.4月～\n"
        ),
        "",
    )


def test_several_plans_stand_apart(cities: Repository) -> None:
    assert inside(
        cities.root, "list", "--where", "number == 1 and overdue == false", "-f", "plain", "--limit", "3"
    ).all == (
        0,
        (
            "kita (1)\n"
            "\n"
            "Id     Initiative    Departments    Status    Start of operation\n"
            "kiosk  Kiosk         市民課         closed    R5.4月～\n"
            "\n"
            "minato (2)\n"
            "\n"
            "Id            Initiative            Departments     Status    Start of operation\n"
            "online-forms  申請のオンライン化    市民課・情報課  着手中    R7.1月～\n"
            "chat-window   チャットで答える窓口  情報課          運用中    R5.4月～\n"
            "\n"
            "3 of 4 initiatives are shown (--limit).\n"
        ),
        "",
    )


def test_each_table_has_the_columns_that_its_lines_fill(cities: Repository) -> None:
    path = "plans/kita/initiatives/kiosk.yaml"
    cities.write(path, cities.read(path).replace("operation_start: R5.4月～\n", ""))
    run = inside(cities.root, "list", "--department", "市民課", "-f", "plain")
    assert [line for line in run.text.splitlines() if line.startswith("Id ")] == [
        "Id     Initiative    Departments    Status",
        "Id            Initiative            Departments     Status    Start of operation",
    ]


def test_columns_that_no_line_fills_are_left_out(repository: Repository) -> None:
    _initiative(repository, "plain-one", "ただの取組", 9)
    assert inside(repository.root, "list", "--id", "plain-one", "-f", "plain").all == (
        0,
        "Id         Initiative    Departments    Status\nplain-one  ただの取組    情報課         着手中\n",
        "",
    )
    named = inside(
        repository.root, "list", "--id", "plain-one", "-f", "plain", "--columns", "id,operation_start"
    )
    assert named.all == (0, "Id         Start of operation\nplain-one\n", "")


def test_columns_in_the_order_in_which_they_are_named(repository: Repository) -> None:
    for arguments in (
        ("--columns", "number,id"),
        ("--columns", "number", "--columns", " id "),
        ("--columns", "number,,id,"),
    ):
        assert inside(repository.root, "list", *arguments, "-f", "csv", "--pillar", "2").all == (
            0,
            "\ufeffnumber,id\r\n1,paperless-meetings\r\n3,card-readers\r\n",
            "",
        )


@pytest.mark.parametrize("option", ["--columns", "--sort-by", "--group-by"])
def test_a_column_there_is_not(repository: Repository, option: str) -> None:
    assert inside(repository.root, "list", option, "titel").all == (
        2,
        "",
        f"Error: {option}: there is no column “titel”.\n    → There are: {COLUMNS}.\n",
    )


def test_reverse_needs_an_order(repository: Repository) -> None:
    assert inside(repository.root, "list", "--reverse").all == (2, "", "Error: --reverse needs --sort-by.\n")


@pytest.mark.parametrize(
    ("column", "groups"),
    [
        ("pillar", {"市民サービス (2)": [FORMS, WINDOW], "業務の効率化 (2)": [MEETINGS, READERS]}),
        ("departments", {"市民課 (2)": [FORMS, READERS], "情報課 (3)": [FORMS, WINDOW, MEETINGS]}),
        ("stage", {"着手していること (1)": [FORMS], "評価・見直し (1)": [WINDOW],
                   "実施計画期間中に取り組むこと (1)": [MEETINGS], "(none) (1)": [READERS]}),
        ("number", {"1 (3)": [FORMS, WINDOW, MEETINGS], "3 (1)": [READERS]}),
        ("overdue", {"(none) (4)": [FORMS, WINDOW, MEETINGS, READERS]}),
    ],
)  # fmt: skip
def test_groups(repository: Repository, column: str, groups: dict[str, list[str]]) -> None:
    expected = "\n".join(
        f"{name}\n\nId\n" + "".join(f"{line}\n" for line in ids) for name, ids in groups.items()
    )
    assert inside(repository.root, "list", "--columns", "id", "--group-by", column, "-f", "plain").all == (
        0,
        expected,
        "",
    )


def test_groups_come_in_the_order_that_is_asked_for(repository: Repository) -> None:
    run = inside(
        repository.root,
        "list",
        "--columns",
        "id",
        "--group-by",
        "pillar",
        "--sort-by",
        "number",
        "--reverse",
        "-f",
        "plain",
    )
    assert run.all == (
        0,
        f"業務の効率化 (2)\n\nId\n{READERS}\n{MEETINGS}\n\n市民サービス (2)\n\nId\n{FORMS}\n{WINDOW}\n",
        "",
    )


def test_programs_get_no_groups(repository: Repository) -> None:
    for form in ("json", "csv", "tsv"):
        plain = inside(repository.root, "list", "-f", form)
        assert inside(repository.root, "list", "-f", form, "--group-by", "pillar").all == plain.all


def test_the_limit_comes_after_filters_and_order(repository: Repository) -> None:
    assert _ids(repository, "--sort-by", "id", "--limit", "1") == [READERS]
    assert _ids(repository, "--no-withdrawn", "--sort-by", "id", "--limit", "2") == [WINDOW, FORMS]
    assert _ids(repository, "--limit", "99") == [FORMS, WINDOW, MEETINGS, READERS]
