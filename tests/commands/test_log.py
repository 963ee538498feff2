"""``dxplan log``: what it can be asked, and in which form it answers."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from tests.commands.running import folder_state, inside
from tests.commands.trails import answer, by_summary, entered, log, told
from tests.history import FORMS, OCTOBER, SHAPES, WINDOW, git, story

if TYPE_CHECKING:
    from pathlib import Path

    from tests.harness import Repository
    from tests.history import Past

STORY = ["Shorten a title", "Enter the meetings", "Close the first half", "Enter the plan"]
FORMATS = ("table", "plain", "md", "json", "csv", "tsv")


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Past:
    """Return the story, to be read only."""
    return story(tmp_path_factory.mktemp("past") / "repository")


def _summaries(folder: Path, *arguments: str) -> list[str]:
    return list(by_summary(folder, *arguments))


@pytest.mark.parametrize("shape", SHAPES)
def test_every_form_of_repository_tells_the_same(shape: str, tmp_path: Path) -> None:
    folder = SHAPES[shape](tmp_path)
    first, again = (inside(folder, "log", "-f", "json").all for _ in range(2))
    assert first == again
    entries = json.loads(first[1])["entries"]
    assert list(dict.fromkeys(entry["summary"] for entry in entries)) == STORY
    assert [(entry["id"], entry["pointer"]) for entry in entries[:3]] == [
        ("chat-window", "/title"), ("paperless-meetings", ""), ("online-forms", "/status"),
    ]  # fmt: skip


def test_an_entry_says_all_that_the_contract_promises(past: Past) -> None:
    assert log(past.root, "online-forms", "--status-only")[0] == {
        "commit": past.commits["Close the first half"],
        "date": "2022-09-30T23:59:59+09:00",
        "author": "松江 花子",
        "email": "hanako@city.example",
        "summary": "Close the first half",
        "plan": "minato",
        "id": "online-forms",
        "pointer": "/status",
        "from": "着手中",
        "to": "調査・研究中",
    }


def test_what_was_read_is_the_present_commit_and_not_the_tree(past: Past) -> None:
    found = answer(past.root, "log")
    assert list(found) == ["version", "entries", "errors", "renames", "at", "shallow"]
    assert found["at"] == answer(past.root, "log", "--at", "HEAD")["at"]
    assert found["at"] == {
        "point": "HEAD",
        "kind": "commit",
        "commit": past.commits["Shorten a title"],
        "date": "2023-04-10T09:00:00+09:00",
    }


@pytest.mark.parametrize(
    ("point", "expected"),
    [
        ("v1", STORY[1:]),
        ("R4-H1", STORY[2:]),
        ("2022-09-30", STORY[2:]),
        ("HEAD~3", STORY[3:]),
        ("main", STORY),
    ],
)
def test_the_log_up_to_a_point(past: Past, point: str, expected: list[str]) -> None:
    assert _summaries(past.root, "--at", point) == expected
    assert f"At {point}" in inside(past.root, "log", "--at", point, "-f", "plain").text
    assert f"At {point}" in inside(past.root, "log", "--at", point, "-f", "csv").told


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (("--since", "2022-10-01"), STORY[:2]),
        (("--since", "2022-09-30"), STORY[:3]),
        (("--until", "2022-09-30"), STORY[2:]),
        (("--until", "2022-10-01"), STORY[1:]),
        (("--since", "R4-H2"), STORY[:2]),
        (("--until", "R4-H1"), STORY[2:]),
        (("--since", "R4", "--until", "R4"), STORY[1:]),
        (("--since", "R5"), STORY[:1]),
        (("--since", "2022-10-01", "--until", "2022-10-01"), STORY[1:2]),
        (("--since", "0001-01-01", "--until", "9999-12-31"), STORY),
        (("--since", "9999-12-31"), []),
        (("--until", "0001-01-01"), []),
    ],
)
def test_days_are_those_of_the_plan(past: Past, span: tuple[str, ...], expected: list[str]) -> None:
    """The first half closes in its last second; the meetings come at 15:00 in London, when it is the next day in Tokyo."""
    assert _summaries(past.root, *span) == expected


def test_plans_of_one_repository_keep_their_own_time(cities: Repository) -> None:
    cities.write("plans/kita/plan.yaml", cities.read("plans/kita/plan.yaml") + "timezone: America/New_York\n")
    git(cities.root, "init", "--quiet")
    git(cities.root, "add", "--all")
    git(cities.root, "commit", "--quiet", "-m", "Enter", when="2023-04-01T12:00:00+00:00")
    for plan in ("kita", "minato"):
        path = f"plans/{plan}/initiatives/online-forms.yaml"
        cities.write(path, cities.read(path).replace("number: ", "number: 1"))
    git(cities.root, "add", "--all")
    git(cities.root, "commit", "--quiet", "-m", "Change", when="2023-05-01T01:00:00+00:00")
    found = log(cities.root, "--field", "number", "--until", "2023-04-30", "--since", "2023-04-30")
    assert [(entry["plan"], entry["summary"]) for entry in found] == [("kita", "Change")]
    found = log(cities.root, "--field", "number", "--since", "2023-05-01")
    assert [(entry["plan"], entry["summary"]) for entry in found] == [("minato", "Change")]
    # What is asked without days is one story, each commit once.
    both = log(cities.root, "--field", "number")
    assert [(entry["summary"], entry["plan"]) for entry in both[:2]] == [
        ("Change", "kita"), ("Change", "minato"),
    ]  # fmt: skip
    assert inside(cities.root, "log", "-f", "plain", "--field", "number").text.count("Change") == 1


def test_offsets_are_those_of_the_commits(past: Past) -> None:
    dates = [entry["date"] for entry in log(past.root) if entry["summary"] == "Enter the meetings"]
    assert dates == [OCTOBER]


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        (("花子",), 4),
        (("HANAKO@",), 4),
        (("ｈａｎａｋｏ",), 4),
        (("松江　花子",), 4),
        (("太郎",), 0),
        (("太郎", "花子"), 4),
    ],
)
def test_authors_are_found_whatever_the_width_and_case(
    past: Past, asked: tuple[str, ...], count: int
) -> None:
    options = [word for name in asked for word in ("--author", name)]
    assert len(_summaries(past.root, *options)) == count


def test_only_changes_of_status(tmp_path: Path) -> None:
    past = entered(tmp_path / "repository")
    past.change(WINDOW, "    status: 着手中\n", "    status: 運用中\n")
    past.change(WINDOW, "number: 1", "number: 7")
    past.record("Operate")
    past.write(FORMS, past.read(FORMS).replace("status: 着手中", "status: 取り下げ") + (
        "withdrawn:\n  at: R5-H1\n  reason: 統合\n"
    ))  # fmt: skip
    past.record("Withdraw")
    assert told(past.root, "--status-only", "--since", "2023-01-01") == [
        ("online-forms", "/status", "着手中", "取り下げ"),
        ("online-forms", "/withdrawn", None, {"at": "R5-H1", "reason": "統合"}),
        ("chat-window", "/components/LINE/status", "着手中", "運用中"),
    ]
    assert told(past.root, "--field", "components/*/status", "--since", "2023-01-01") == [
        ("chat-window", "/components/LINE/status", "着手中", "運用中")
    ]
    assert told(past.root, "--field", "/withdrawn/at", "--since", "2023-01-01") == [
        ("online-forms", "/withdrawn/at", None, "R5-H1")
    ]
    assert len(told(past.root, "--field", "status", "--field", "number", "--since", "2023-01-01")) == 2
    assert told(past.root, "--field", "components", "--status-only", "--since", "2023-01-01") == [
        ("chat-window", "/components/LINE/status", "着手中", "運用中")
    ]


def test_no_more_than_asked_for(past: Past) -> None:
    assert len(log(past.root)) == 7
    assert log(past.root, "--limit", "2") == log(past.root)[:2]
    assert log(past.root, "--limit", "99") == log(past.root)
    text = inside(past.root, "log", "--limit", "2", "-f", "plain").text
    assert text.endswith("2 of 7 changes are shown (--limit).\n")
    assert "Close the first half" not in text


def test_of_several_plans(cities: Repository) -> None:
    cities.commit("Enter")
    both = log(cities.root, "online-forms")
    assert [entry["plan"] for entry in both] == ["kita", "minato"]
    assert log(cities.root, "online-forms", "--plan", "kita") == both[:1]
    assert inside(cities.root, "log", "chat-window", "--plan", "kita").all == (
        3,
        "",
        (
            "Error: In the history up to HEAD there is no initiative “chat-window”.\n"
            "    → Allowed are: kiosk, online-forms.\n"
        ),
    )
    assert "minato/online-forms" in inside(cities.root, "log", "online-forms", "-f", "plain").text


def test_plans_that_are_repositories_are_told_by_their_days(cities: Repository) -> None:
    days = {"kita": ("2023-01-01", "2023-03-01"), "minato": ("2023-02-01", "2023-04-01")}
    for plan, (first, second) in days.items():
        folder = cities.root / "plans" / plan
        path = f"plans/{plan}/initiatives/online-forms.yaml"
        git(folder, "init", "--quiet")
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", "-m", f"{plan} {first}", when=f"{first}T09:00:00+09:00")
        cities.write(path, cities.read(path) + "note: 追記\n")
        git(folder, "commit", "--quiet", "-a", "-m", f"{plan} {second}", when=f"{second}T09:00:00+09:00")
    order = ["minato 2023-04-01", "kita 2023-03-01", "minato 2023-02-01", "kita 2023-01-01"]
    assert _summaries(cities.root) == order
    assert _summaries(cities.root, "--limit", "2") == order[:2]
    text = inside(cities.root, "log", "-f", "plain").text
    assert sorted(order, key=text.index) == order
    found = answer(cities.root, "log")["at"]
    assert (found["point"], found["kind"], found["commit"]) == ("HEAD", "commit", None)
    assert list(found["plans"]) == ["kita", "minato"]


def test_plans_that_share_their_commits_are_told_once_each(cities: Repository, tmp_path: Path) -> None:
    """As two clones of one template: their commits are the same."""
    template = tmp_path / "template"
    (cities.root / "plans" / "kita").rename(template)
    git(template, "init", "--quiet", "--initial-branch=main")
    git(template, "add", "--all")
    git(template, "commit", "--quiet", "-m", "Template")
    for plan in ("kita", "north"):
        git(tmp_path, "clone", "--quiet", str(template), str(cities.root / "plans" / plan))
    # The third plan is in no repository.
    run = inside(cities.root, "log", "kiosk", "-f", "json")
    assert run.code == 1
    assert run.told.startswith("Warning: minato is left out: ")
    found = json.loads(run.text)["entries"]
    assert [(entry["plan"], entry["id"]) for entry in found] == [("kita", "kiosk"), ("north", "kiosk")]
    assert inside(cities.root, "log", "kiosk", "-f", "plain", "-q").text.count("Template") == 1
    assert inside(cities.root, "log", "--plan", "minato").code == 3
    assert inside(cities.root, "log", "--plan", "kita").code == 0


def test_a_plan_that_is_gone_is_still_told_but_not_with_others(cities: Repository) -> None:
    cities.commit("Enter")
    cities.git("rm", "-rq", "plans/kita")
    cities.git("commit", "--quiet", "-m", "Give up")
    assert [entry["plan"] for entry in log(cities.root, "kiosk")] == ["kita", "kita"]
    assert {entry["plan"] for entry in log(cities.root, "--plan", "minato")} == {"minato"}


@pytest.mark.parametrize(
    ("arguments", "code", "error"),
    [
        (("nobody",), 3, "In the history up to HEAD there is no initiative “nobody”."),
        (("nobody", "--at", "v1"), 3, "In the history up to v1 there is no initiative “nobody”."),
        (("",), 3, "In the history up to HEAD there is no initiative “”."),
        (("--field", "statsu"), 2, "--field: there is no field “statsu”.\n    → Did you mean “status”?"),
        (("--field", "/statsu/x"), 2, "--field: there is no field “statsu”."),
        (("--field", ""), 2, "--field: there is no field “”."),
        (("--author", " "), 2, "--author is empty."),
        (("--since", "2023-01-01", "--until", "2022-12-31"), 2, "--since is later than --until."),
        (("--since", "R5", "--until", "R4"), 2, "--since is later than --until."),
        (("--since", "yesterday"), 2, "--since: “yesterday” is neither a day nor a period."),
        (
            ("--until", "R4.9.30"),
            2,
            "--until: “R4.9.30” is neither a day nor a period.\n    → Did you mean “2022-09-30”?",
        ),
        (("--limit", "0"), 2, "--limit takes a whole number from 1 on."),
        (("--at", "nowhere"), 3, "There is no period, tag, branch, commit or date “nowhere” here."),
        (("--plan", "nowhere"), 3, "There is no plan “nowhere” in plans/."),
    ],
)
def test_slips_are_told(past: Past, arguments: tuple[str, ...], code: int, error: str) -> None:
    run = inside(past.root, "log", *arguments)
    assert (run.code, run.text) == (code, "")
    assert run.told.startswith(f"Error: {error}")


def test_an_id_is_near_to_another_or_not_committed_yet(tmp_path: Path) -> None:
    past = entered(tmp_path / "repository")
    assert "Did you mean “chat-window”?" in inside(past.root, "log", "chat-windw").told
    past.write(WINDOW.replace("chat-window", "new-one"), past.read(WINDOW).replace("chat-window", "new-one"))
    assert inside(past.root, "log", "new-one").all == (
        3,
        "",
        (
            "Error: The initiative “new-one” is not committed yet, so it has no history.\n"
            "    → git add and git commit record it.\n"
        ),
    )


def test_a_field_that_was_misspelt_once_has_a_history(tmp_path: Path) -> None:
    past = entered(tmp_path / "repository")
    past.write(FORMS, past.read(FORMS) + "statsu: 着手中\n")
    past.record("A slip")
    assert told(past.root, "--field", "statsu") == [("online-forms", "/statsu", None, "着手中")]
    assert inside(past.root, "log", "online-forms", "--field", "statsu").code == 0
    for _ in range(2):
        assert inside(past.root, "log", "chat-window", "--field", "statsu").code == 2


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_form_says_the_change(past: Past, form: str, language: str) -> None:
    run = inside(past.root, "log", "online-forms", "-f", form, "--lang", language)
    assert run.code == 0
    assert run.told == ""
    for word in ("着手中", "調査・研究中", "松江 花子", "Close the first half"):
        assert word in run.text
    assert "\x1b" not in run.text


def test_records_have_a_row_for_each_change(past: Past) -> None:
    text = inside(past.root, "log", "--since", "2022-09-01", "-f", "csv").text
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [(row["id"], row["pointer"], row["field"], row["from"], row["to"]) for row in rows][::2] == [
        ("chat-window", "/title", "Title", "チャットで答える窓口", "チャット窓口"),
        ("online-forms", "/status", "Status", "着手中", "調査・研究中"),
    ]
    assert json.loads(rows[1]["to"])["title"] == "会議のペーパーレス化"


@pytest.mark.parametrize("form", FORMATS)
def test_cold_warm_and_without_a_cache_are_the_same(
    past: Past, form: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    commands = [
        ("log", "-f", form),
        ("log", "online-forms", "-f", form),
        ("log", "--limit", "3", "-f", form),
        ("log", "nobody", "-f", form),
        ("log", "online-forms", "chat-window", "--status-only", "-f", form),
    ]
    monkeypatch.setenv("DXPLAN_CACHE", "off")
    expected = [inside(past.root, *command).all for command in commands]
    monkeypatch.setenv("DXPLAN_CACHE", str(tmp_path / "cache"))
    before = folder_state(past.root)
    assert [inside(past.root, *command).all for command in commands] == expected
    assert [inside(past.root, *command).all for command in commands] == expected
    assert folder_state(past.root) == before
