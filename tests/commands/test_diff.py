"""``dxplan diff``: what changed between two points of a real repository, asked for in every way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.commands.differences import answer, changes, short
from tests.commands.running import folder_state, inside
from tests.history import FOLDER, FORMS, MEETINGS, PLAN, READERS, SHAPES, WINDOW, Past, git, story

if TYPE_CHECKING:
    from pathlib import Path


KITA = "plans/kita"


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Past:
    """Return the story in a plain repository, to be read only."""
    return story(tmp_path_factory.mktemp("past") / "repository")


@pytest.fixture
def copy(past: Past, tmp_path: Path) -> Past:
    """Return the story in a repository that may be changed."""
    return past.copy(tmp_path / "copy")


def test_two_commits_in_english(past: Past) -> None:
    assert inside(past.root, "diff", "R4-H1", "HEAD").all == (
        0,
        (
            "みなと市DX推進計画 (minato)\n\n"
            f"R4-H1 (tag snapshot/minato/R4-H1, {short(past, 'Close the first half')}, 2022-09-30)"
            f" → HEAD (commit, {short(past, 'Shorten a title')}, 2023-04-10)\n\n"
            "1 added, 0 removed, 1 changed, 0 withdrawn, 2 unchanged\n\n"
            "How statuses moved (from the row to the column)\n\n"
            "Status        調査・研究中  運用中  取り下げ\n"
            "────────────────────────────────────────────\n"
            "調査・研究中             1\n"
            "運用中                           1\n"
            "取り下げ                                   1\n"
            "－                       1\n\n"
            "Changed initiatives (1)\n\n"
            "チャット窓口 (chat-window)\n"
            "市民サービス · 情報課\n"
            "    ・Title: チャットで答える窓口 → チャット窓口\n\n"
            "Added initiatives (1)\n\n"
            "Initiative            Id                  Pillar        Departments  Status\n"
            "─────────────────────────────────────────────────────────────────────────────────\n"
            "会議のペーパーレス化  paperless-meetings  業務の効率化  情報課       調査・研究中\n"
        ),
        "",
    )


def test_two_commits_in_japanese(past: Past) -> None:
    assert inside(past.root, "diff", "v1", "HEAD", "--lang", "ja").all == (
        0,
        (
            "みなと市DX推進計画 (minato)\n\n"
            f"v1（タグ, {short(past, 'Enter the meetings')}, 2022-09-30）"
            f" → HEAD（コミット, {short(past, 'Shorten a title')}, 2023-04-10）\n\n"
            "追加 0・削除 0・変更 1・取り下げ 0・変更なし 3\n\n"
            "変更された取組（1件）\n\n"
            "チャット窓口 (chat-window)\n"
            "市民サービス · 情報課\n"
            "    ・取組名: チャットで答える窓口 → チャット窓口\n"
        ),
        "",
    )


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (("HEAD~3", "HEAD~2"), {"online-forms": ("changed", ["/status"])}),
        (("R4-H1", "v1"), {"paperless-meetings": ("added", [""])}),
        (("2022-04-01", "2022-09-30"), {"online-forms": ("changed", ["/status"])}),
        (("R4", "main"), {"chat-window": ("changed", ["/title"])}),
        (("令和4年度上半期", "2022-H1"), {}),
        (("feature", "R5"), {"chat-window": ("changed", ["/title"])}),
        (("main", "v1"), {"chat-window": ("changed", ["/title"])}),
        (("v1", "R4-Q1"), {"online-forms": ("changed", ["/status"]), "paperless-meetings": ("removed", [""])}),
        (("snapshot/minato/R4-H1", ":/Enter the meetings"), {"paperless-meetings": ("added", [""])}),
        (("HEAD",), {}),
        ((".", "HEAD"), {}),
        ((".", "."), {}),
    ],
)  # fmt: skip
def test_points_of_every_kind(
    past: Past, points: tuple[str, ...], expected: dict[str, tuple[str, list[str]]]
) -> None:
    run = inside(past.root, "diff", *points, "-f", "json")
    assert (run.code, run.told) == (0, "")
    assert changes(run) == expected


@pytest.mark.parametrize("shape", SHAPES)
def test_every_form_of_repository(tmp_path: Path, shape: str) -> None:
    place = SHAPES[shape](tmp_path)
    before = folder_state(tmp_path)
    run = inside(place, "diff", "R4-H1", "HEAD", "-f", "json")
    assert (run.code, run.told) == (0, "")
    assert changes(run) == {
        "chat-window": ("changed", ["/title"]),
        "paperless-meetings": ("added", [""]),
    }
    assert folder_state(tmp_path) == before


def test_the_working_tree_is_the_later_end(copy: Past) -> None:
    copy.change(FORMS, "status: 調査・研究中", "status: 運用中")
    assert changes(inside(copy.root, "diff", "HEAD", "-f", "json")) == {
        "online-forms": ("changed", ["/status"])
    }
    (copy.root / MEETINGS).unlink()
    assert inside(copy.root, "diff", "HEAD", "--stat").all == (
        0,
        (
            "みなと市DX推進計画 (minato)\n\n"
            f"HEAD (commit, {short(copy, 'Shorten a title')}, 2023-04-10) → working tree\n\n"
            "0 added, 1 removed, 1 changed, 0 withdrawn, 2 unchanged\n\n"
            "How statuses moved (from the row to the column)\n\n"
            "Status        運用中  取り下げ  －\n"
            "──────────────────────────────────\n"
            "調査・研究中       1             1\n"
            "運用中             1\n"
            "取り下げ                     1\n\n"
            "Initiatives, one line each\n\n"
            "Id                  Initiative            What became of it  Fields  Status\n"
            "──────────────────────────────────────────────────────────────────────────────────────────\n"
            "online-forms        申請のオンライン化    changed                 1  調査・研究中 → 運用中\n"
            "paperless-meetings  会議のペーパーレス化  removed                    調査・研究中\n"
        ),
        "",
    )


def test_the_same_point_twice(past: Past) -> None:
    line = f"HEAD (commit, {short(past, 'Shorten a title')}, 2023-04-10)"
    assert inside(past.root, "diff", "HEAD", "HEAD", "--exit-code").all == (
        0, f"No difference: {line} → {line}\n", "",
    )  # fmt: skip
    assert inside(past.root, "diff", ".", ".").all == (0, "No difference: working tree → working tree\n", "")
    for form in ("md", "json", "csv", "tsv", "html"):
        assert inside(past.root, "diff", "HEAD", "HEAD", "--exit-code", "-f", form).code == 0


def test_the_exit_code_tells_of_changes_only_where_that_is_asked_for(past: Past) -> None:
    assert inside(past.root, "diff", "v1", "HEAD").code == 0
    assert inside(past.root, "diff", "v1", "HEAD", "--exit-code").code == 1
    assert inside(past.root, "diff", "v1", "HEAD", "--exit-code", "--field", "title").code == 1
    assert inside(past.root, "diff", "v1", "HEAD", "--exit-code", "--field", "status").code == 0
    assert inside(past.root, "diff", "v1", "HEAD", "--exit-code", "--id", "chat-window").code == 1
    assert inside(past.root, "diff", "v1", "HEAD", "--exit-code", "--id", "online-forms").code == 0


def test_comments_layout_and_order_are_no_change(copy: Past) -> None:
    text = copy.read(FORMS)
    copy.write(
        FORMS,
        "# another comment\n"
        + text.replace("title: 申請のオンライン化\n", "")
        + "title: 申請のオンライン化\n",
    )
    copy.write(WINDOW, copy.read(WINDOW).replace("\n", "\r\n"))
    copy.change(READERS, "at: R5\n", 'at:   "R5"   # when\n')
    assert changes(inside(copy.root, "diff", "HEAD", "-f", "json")) == {}


def test_a_file_that_was_moved_has_not_changed(copy: Past) -> None:
    (copy.root / FORMS).rename(copy.root / FOLDER / "moved.yaml")
    run = inside(copy.root, "diff", "HEAD", "-f", "json", "--exit-code")
    assert (run.code, changes(run)) == (0, {})


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (("status",), {"online-forms": ["/status"]}),
        (("components",), {"chat-window": ["/components/LINE/status", "/components/LINE/operation_start"]}),
        (("components/*/status",), {"chat-window": ["/components/LINE/status"]}),
        (("/components/LINE/status",), {"chat-window": ["/components/LINE/status"]}),
        (("components/Fax",), {}),
        (("title", "status"), {"online-forms": ["/status"], "chat-window": ["/title"]}),
        (("departments",), {None: ["/departments/広報課"]}),
        (("stages",), {}),
    ],
)
def test_only_some_fields(copy: Past, fields: tuple[str, ...], expected: dict[str, list[str]]) -> None:
    _edit(copy)
    asked = [word for field in fields for word in ("--field", field)]
    run = inside(copy.root, "diff", "HEAD", "-f", "json", *asked)
    assert (run.code, run.told) == (0, "")
    assert {name: pointers for name, (_, pointers) in changes(run).items()} == expected
    assert answer(run)["summary"] == {"added": 0, "removed": 0, "changed": 2, "unchanged": 2, "withdrawn": 0}


def _edit(copy: Past) -> None:
    copy.change(FORMS, "status: 調査・研究中", "status: 運用中")
    copy.change(FORMS, "operation_start: R7.1月～", "operation_start: R7.4月～")
    copy.change(FORMS, "amount: 12000", "amount: 15000")
    copy.change(FORMS, "value: 40\n", "value: 44\n")
    copy.change(WINDOW, "title: チャット窓口", "title: 窓口")
    copy.change(
        WINDOW,
        "status: 着手中\n    operation_start: R6年度中",
        "status: 運用中\n    operation_start: R6.5月～",
    )
    copy.change(PLAN, "  - name: 情報課\n", "  - name: 情報課\n  - name: 広報課\n")


def test_what_stands_above_is_of_the_fields_too(copy: Past) -> None:
    _edit(copy)
    ends = f"HEAD (commit, {short(copy, 'Shorten a title')}, 2023-04-10) → working tree\n\n"
    head = f"みなと市DX推進計画 (minato)\n\n{ends}0 added, 0 removed, 2 changed, 0 withdrawn, 2 unchanged\n"
    assert inside(copy.root, "diff", "HEAD", "--field", "components").all == (
        0,
        (
            f"Only these fields are shown: components\n\n{head}\n"
            "Starts of operation that moved\n\n"
            "Initiative  Before    After     Months\n"
            "──────────────────────────────────────\n"
            "窓口: LINE  R6年度中  R6.5月～     -10\n\n"
            "Changed initiatives (1)\n\n"
            "窓口 (chat-window)\n市民サービス · 情報課\n"
            "    ・Component “LINE”: Status: 着手中 → 運用中\n"
            "    ・Component “LINE”: Start of operation: R6年度中 → R6.5月～ (10 months earlier)\n"
        ),
        "",
    )
    assert inside(copy.root, "diff", "HEAD", "--field", "stages").all == (
        0, f"Nothing changed in these fields: stages\n\n{head}", "",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("field", "name", "hint"),
    [
        ("statis", "statis", "Did you mean “status”?"),
        ("Status", "Status", "Did you mean “status”?"),
        ("/component/LINE", "component", "Did you mean “components”?"),
        ("department", "department", "Did you mean “departments”?"),
        ("pilars", "pilars", "Did you mean “pillars”?"),
        ("", "", None),
        ("/", "", None),
        ("xyzzy", "xyzzy", None),
    ],
)
def test_a_field_that_nobody_knows(past: Past, field: str, name: str, hint: str | None) -> None:
    run = inside(past.root, "diff", "v1", "HEAD", "--field", field)
    first, second = run.told.splitlines()
    assert (run.code, run.text, first) == (2, "", f"Error: --field: there is no field “{name}”.")
    assert second == f"    → {hint}" if hint else second.startswith("    → There are: schema, id, title, ")


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (("--pillar", "業務の効率化"), {"paperless-meetings", "card-readers"}),
        (("--pillar", "1"), {"online-forms", "chat-window"}),
        (("--category", "庁内"), {"paperless-meetings", "card-readers"}),
        (("--department", "市民課"), {"online-forms", "card-readers"}),
        (("--status", "調査・研究中"), {"online-forms", "paperless-meetings"}),
        (("--status", "着手中"), {"chat-window"}),
        (("--status", "運用中"), {"online-forms", "chat-window"}),
        (("--stage", "評価・見直し"), {"online-forms", "chat-window"}),
        (("--text", "会話"), {"chat-window"}),
        (("--text", "チャット"), {"chat-window"}),
        (("--id", "card-readers", "--id", "chat-window"), {"card-readers", "chat-window"}),
        (("--overdue",), {"paperless-meetings"}),
        (("--added",), {"chat-window"}),
        (("--withdrawn",), {"card-readers"}),
        (("--where", "number > 2"), {"card-readers"}),
        (("--department", "情報課", "--status", "着手中"), {"chat-window"}),
        (("--withdrawn", "--status", "着手中"), set()),
    ],
)  # fmt: skip
def test_either_end_lets_an_initiative_through(
    copy: Past, filters: tuple[str, ...], expected: set[str]
) -> None:
    copy.change(FORMS, "status: 調査・研究中", "status: 運用中")
    copy.change(FORMS, "operation_start: R7.1月～", "operation_start: R6.5月～")
    copy.change(FORMS, "  - 市民課\n", "")
    copy.change(WINDOW, "title: チャット窓口", "title: 会話の窓口")
    copy.change(MEETINGS, "operation_start: 未定", "operation_start: R5年度中")
    copy.change(READERS, "title: カード読取機の貸出し", "title: カード")
    copy.change(PLAN, "office: 情報課", "office: 市民課")
    run = inside(copy.root, "diff", "HEAD", "-f", "json", *filters)
    assert (run.code, run.told) == (0, "")
    assert set(changes(run)) == expected
    assert sum(answer(run)["summary"].values()) == len(expected)


@pytest.mark.parametrize(
    ("filters", "told"),
    [
        (("--department", "市民"), "Error: --department: no plan here knows “市民”.\n    → Did you mean “市民課”?\n"),
        (("--status", "着手"), "Error: --status: no plan here knows “着手”.\n    → Did you mean “着手中”?\n"),
        (("--id", "chat-windw"), "Error: --id: no plan here knows “chat-windw”.\n    → Did you mean “chat-window”?\n"),
    ],
)  # fmt: skip
def test_a_name_that_neither_end_knows(past: Past, filters: tuple[str, ...], told: str) -> None:
    assert inside(past.root, "diff", "R4-H1", "HEAD", *filters).all == (2, "", told)


def test_a_name_that_one_end_knows(copy: Past) -> None:
    copy.change(PLAN, "  - name: 市民課\n", "  - name: くらし課\n    formerly: [市民課]\n")
    for path in (FORMS, READERS):
        copy.change(path, "  - 市民課\n", "  - くらし課\n")
    for name in ("市民課", "くらし課"):
        run = inside(copy.root, "diff", "HEAD", "--department", name, "-f", "json")
        assert (run.code, changes(run), answer(run)["summary"]["unchanged"]) == (0, {}, 2)
    # Who asks for what has not been there before the meetings were entered.
    run = inside(copy.root, "diff", "R4-H1", "v1", "--id", "paperless-meetings", "-f", "json")
    assert changes(run) == {"paperless-meetings": ("added", [""])}


def test_a_department_that_was_renamed_is_told_once(copy: Past) -> None:
    copy.change(PLAN, "  - name: 情報課\n", "  - name: デジタル課\n    formerly: [情報課]\n")
    copy.change(PLAN, "office: 情報課", "office: デジタル課")
    for path in (FORMS, WINDOW, MEETINGS):
        copy.change(path, "  - 情報課\n", "  - デジタル課\n")
    ends = f"HEAD (commit, {short(copy, 'Shorten a title')}, 2023-04-10) → working tree\n\n"
    counts = "0 added, 0 removed, 0 changed, 0 withdrawn, {} unchanged"
    renamed = "The plan itself\n    ・Department renamed: 情報課 → デジタル課 (initiatives that follow: {})\n"
    head = f"みなと市DX推進計画 (minato)\n\n{ends}"
    assert inside(copy.root, "diff", "HEAD").all == (
        0,
        (
            f"{head}{counts.format(4)}\n\n{renamed.format(3)}"
            "    ・Office: 情報課 → デジタル課\n"
        ),
        "",
    )  # fmt: skip
    # Who asks for an initiative is told of the words that it follows, and of nothing else in the plan's own file.
    assert inside(copy.root, "diff", "HEAD", "--id", "chat-window", "--exit-code").all == (
        0, f"{head}{counts.format(1)}\n\n{renamed.format(1)}", "",
    )  # fmt: skip
    assert inside(copy.root, "diff", "HEAD", "--id", "card-readers").all == (
        0, f"No difference: {ends[:-2]}\n", "",
    )  # fmt: skip
    copy.change(MEETINGS, "  - デジタル課\n", "  - 情報課\n")
    run = inside(copy.root, "diff", "HEAD")
    assert "情報課 → デジタル課 (initiatives that follow: 2; " in run.text
    assert ": 1 (paperless-meetings Department" in run.text


def _second_plan(copy: Past) -> None:
    """Enter a second plan of two initiatives."""
    text = copy.read(PLAN).replace("title: みなと市DX推進計画", "title: 北市DX計画")
    copy.write(f"{KITA}/plan.yaml", text)
    for path in (WINDOW, MEETINGS):
        name = path.rpartition("/")[2]
        copy.write(f"{KITA}/initiatives/kita-{name}", copy.read(path).replace("id: ", "id: kita-", 1))


def test_a_plan_that_is_there_at_one_end_only(copy: Past) -> None:
    _second_plan(copy)
    for plans in ((), ("--plan", "kita"), ("--plan", "kita", "--plan", "minato")):
        run = inside(copy.root, "diff", "HEAD", "-f", "json", *plans)
        assert (run.code, run.told) == (0, "")
        assert changes(run) == {
            None: ("added", [""]),
            "kita-chat-window": ("added", [""]),
            "kita-paperless-meetings": ("added", [""]),
        }
        assert {change["plan"] for change in answer(run)["changes"]} == {"kita"}
    run = inside(copy.root, "diff", ".", "HEAD", "-f", "json", "--plan", "kita")
    assert {kind for kind, _ in changes(run).values()} == {"removed"}
    assert inside(copy.root, "diff", "HEAD", "--plan", "minato").text.startswith("No difference: ")
    # The period has a commit for both, a tag for one.
    run = inside(copy.root, "diff", "R4-H1", "-f", "json", "--plan", "kita")
    assert (run.code, len(changes(run))) == (0, 3)
    for plans in (("--plan", "kito"), ("--plan", "minato", "--plan", "kito")):
        assert inside(copy.root, "diff", "HEAD", *plans).all == (
            3,
            "",
            ("Error: Neither of the two points has a plan “kito”.\n    → The plans are: kita, minato.\n"),
        )


def test_a_point_without_any_plan(copy: Past) -> None:
    (copy.root / PLAN).rename(copy.root / "plan.yaml")
    everything = {None, "online-forms", "chat-window", "paperless-meetings", "card-readers"}
    for plans in ((), ("--plan", "minato")):
        for points, kind in ((("HEAD",), "removed"), ((".", "HEAD"), "added")):
            run = inside(copy.root, "diff", *points, *plans, "-f", "json")
            assert (run.code, run.told) == (0, "")
            assert {name: what for name, (what, _) in changes(run).items()} == dict.fromkeys(everything, kind)
    copy.record("Take it away")
    gone = git(copy.top, "rev-parse", "HEAD").strip()
    copy.write(PLAN, copy.read("plan.yaml"))
    assert changes(inside(copy.root, "diff", gone, "-f", "json")).keys() == everything
    assert inside(copy.root, "diff", gone, "HEAD").all == (
        3, "", f"Error: At {gone} there is no plan yet.\n",
    )  # fmt: skip
    assert inside(copy.root, "diff", "nowhere", "nonsense").told.startswith(
        "Error: There is no period, tag, branch, commit or date “nowhere” here.\n"
    )
    assert inside(copy.root, "diff", gone, "nonsense").told.startswith("Error: At ")


def test_several_plans(copy: Past) -> None:
    _second_plan(copy)
    copy.record("A second plan")
    copy.change(f"{KITA}/initiatives/kita-chat-window.yaml", "title: チャット窓口", "title: 窓口")
    copy.change(READERS, "title: カード読取機の貸出し", "title: カード")
    head = git(copy.top, "rev-parse", "HEAD").strip()[:8]
    ends = f"HEAD (commit, {head}, 2023-04-10) → working tree\n\n"
    assert inside(copy.root, "diff", "HEAD").all == (
        0,
        (
            "0 added, 0 removed, 2 changed, 0 withdrawn, 4 unchanged\n\n"
            f"北市DX計画 (kita)\n\n{ends}"
            "0 added, 0 removed, 1 changed, 0 withdrawn, 1 unchanged\n\n"
            "Changed initiatives (1)\n\n"
            "窓口 (kita-chat-window)\n市民サービス · 情報課\n    ・Title: チャット窓口 → 窓口\n\n"
            f"みなと市DX推進計画 (minato)\n\n{ends}"
            "0 added, 0 removed, 1 changed, 0 withdrawn, 3 unchanged\n\n"
            "Changed initiatives (1)\n\n"
            "カード (card-readers)\n業務の効率化 · 市民課\n    ・Title: カード読取機の貸出し → カード\n"
        ),
        "",
    )
    # A filter is judged by all plans together, and by each plan alone.
    run = inside(copy.root, "diff", "HEAD", "-f", "json", "--id", "card-readers")
    assert set(changes(run)) == {"card-readers"}


def test_a_plan_whose_folder_was_renamed(copy: Past) -> None:
    (copy.root / "plans" / "minato").rename(copy.root / KITA)
    tag = f"R4-H1 (tag snapshot/minato/R4-H1, {short(copy, 'Close the first half')}, 2022-09-30) → working tree\n"
    for plans in ((), ("--plan", "minato"), ("--plan", "kita")):
        assert inside(copy.root, "diff", "HEAD", "--exit-code", *plans).all == (
            0,
            (
                "みなと市DX推進計画 (kita)\n\n"
                f"HEAD (commit, {short(copy, 'Shorten a title')}, 2023-04-10) → working tree\n\n"
                "0 added, 0 removed, 0 changed, 0 withdrawn, 4 unchanged\n\n"
                "The plan's folder was renamed: minato → kita\n"
            ),
            "",
        )
        # By either name, the snapshot is the one that was made under the earlier one.
        run = inside(copy.root, "diff", "R4-H1", *plans)
        assert (run.code, run.told) == (0, "")
        assert tag in run.text
        assert "1 added, 0 removed, 1 changed, 0 withdrawn, 2 unchanged" in run.text
