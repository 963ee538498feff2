"""``--at`` on every reading command: the same past in every form of repository, and in every way to name it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dxplan.i18n import Speaker
from dxplan.model.message import message
from dxplan.model.point import Point, PointKind
from dxplan.reports.points import point_lines
from tests.commands.running import folder_state, inside
from tests.history import (
    ENTERED,
    FOLDER,
    FORMS,
    HALF,
    LATEST,
    MEETINGS,
    OCTOBER,
    PLAN,
    READERS,
    SHAPES,
    WINDOW,
    Past,
    begin,
    git,
    story,
)  # fmt: skip

if TYPE_CHECKING:
    from tests.harness import Repository

IDS = ("list", "--columns", "id,title,status", "-f", "tsv")
ROWS = {
    "online-forms": "online-forms\t申請のオンライン化\t着手中\n",
    "fallen": "online-forms\t申請のオンライン化\t調査・研究中\n",
    "chat-window": "chat-window\tチャットで答える窓口\t運用中\n",
    "short": "chat-window\tチャット窓口\t運用中\n",
    "paperless-meetings": "paperless-meetings\t会議のペーパーレス化\t調査・研究中\n",
    "card-readers": "card-readers\tカード読取機の貸出し\t取り下げ\n",
}
ENTERED_ROWS, HALF_ROWS, OCTOBER_ROWS, LATEST_ROWS = (
    "id\ttitle\tstatus\n" + "".join(ROWS[name] for name in names)
    for names in (
        ("online-forms", "chat-window", "card-readers"),
        ("fallen", "chat-window", "card-readers"),
        ("fallen", "chat-window", "paperless-meetings", "card-readers"),
        ("fallen", "short", "paperless-meetings", "card-readers"),
    )
)


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Past:
    """Return the story in a plain repository, to be read only."""
    return story(tmp_path_factory.mktemp("past") / "repository")


@pytest.fixture(scope="module", params=SHAPES)
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder to work in, of each form of repository in turn."""
    return SHAPES[request.param](tmp_path_factory.mktemp("shape"))


def _rows(folder: Path, point: str, *more: str) -> str:
    run = inside(folder, *IDS, "-q", "--at", point, *more)
    assert (run.code, run.told) == (0, "")
    return run.text


@pytest.mark.parametrize(
    ("point", "rows"),
    [
        ("R4-H1", HALF_ROWS),
        ("R4", OCTOBER_ROWS),
        ("2022-09-30", HALF_ROWS),
        ("v1~2", ENTERED_ROWS),
    ],
)
def test_every_form_of_repository(place: Path, point: str, rows: str) -> None:
    assert _rows(place, point) == rows


def test_the_present_commit_in_every_form(place: Path) -> None:
    assert _rows(place, "HEAD") == _rows(place, "@") == LATEST_ROWS


def test_every_command_in_every_form_changes_nothing(place: Path, tmp_path: Path) -> None:
    above = place.parent
    before = folder_state(above)
    for command in (
        ("list", "--at", "R4-H1"), ("status", "--at", "R4"), ("show", "online-forms", "--at", "v1"),
        ("validate", "--at", "HEAD"), ("validate", "--at", "R4-H1", "-f", "json"),
    ):  # fmt: skip
        run = inside(tmp_path, "-C", str(place), *command)
        assert (run.code, run.told) == (0, "")
    assert inside(tmp_path, "-C", str(place), "list", "--at", "nonsense").code == 3
    assert folder_state(above) == before


@pytest.mark.parametrize(
    ("point", "commit", "kind", "ref"),
    [
        ("HEAD", LATEST, "commit", None),
        ("@", LATEST, "commit", None),
        ("main", LATEST, "commit", "refs/heads/main"),
        ("heads/main", LATEST, "commit", "refs/heads/main"),
        ("refs/heads/main", LATEST, "commit", "refs/heads/main"),
        ("feature", OCTOBER, "commit", "refs/heads/feature"),
        ("v1", OCTOBER, "tag", "refs/tags/v1"),
        ("tags/v1", OCTOBER, "tag", "refs/tags/v1"),
        ("HEAD~1", OCTOBER, "commit", None),
        ("main@{0}", LATEST, "commit", None),
        ("main^", OCTOBER, "commit", None),
        ("v1^{commit}", OCTOBER, "commit", None),
        (":/Close", HALF, "commit", None),
        ("HEAD^{/Close}", HALF, "commit", None),
        ("R4-H1", HALF, "tag", "refs/tags/snapshot/minato/R4-H1"),
        ("R4上半期", HALF, "tag", "refs/tags/snapshot/minato/R4-H1"),
        ("Ｒ４上半期", HALF, "tag", "refs/tags/snapshot/minato/R4-H1"),
        ("令和4年度上半期", HALF, "tag", "refs/tags/snapshot/minato/R4-H1"),
        ("2022-H1", HALF, "tag", "refs/tags/snapshot/minato/R4-H1"),
        ("FY2022-H1", HALF, "tag", "refs/tags/snapshot/minato/R4-H1"),
        ("snapshot/minato/R4-H1", HALF, "tag", "refs/tags/snapshot/minato/R4-H1"),
        ("R4", OCTOBER, "date", None),
        ("R4-FY", OCTOBER, "date", None),
        ("2022", OCTOBER, "date", None),
        ("R4-Q1", ENTERED, "date", None),
        ("R5", LATEST, "date", None),
        ("R99", LATEST, "date", None),
        ("2022-04-01", ENTERED, "date", None),
        ("2022-09-30", HALF, "date", None),
        ("２０２２-０９-３０", HALF, "date", None),
        (" 2022-09-30 ", HALF, "date", None),
        ("2022-10-01", OCTOBER, "date", None),
        ("9999-12-31", LATEST, "date", None),
    ],
)
def test_ways_to_name_a_point(past: Past, point: str, commit: str, kind: str, ref: str | None) -> None:
    ids = dict(zip((ENTERED, HALF, OCTOBER, LATEST), past.commits.values(), strict=True))
    run = inside(past.root, "list", "-f", "json", "--limit", "1", "--at", point)
    assert (run.code, run.told) == (0, "")
    answer = {"point": point, "kind": kind, "commit": ids[commit], "date": commit}
    assert json.loads(run.text)["at"] == answer | ({"ref": ref} if ref else {})


def test_a_commit_by_its_id(past: Past) -> None:
    commit = past.commits["Close the first half"]
    for name in (commit, commit[:8], commit[:8].upper()):
        at = json.loads(inside(past.root, "list", "-f", "json", "--at", name).text)["at"]
        assert at == {"point": name, "kind": "commit", "commit": commit, "date": HALF}


def test_the_working_tree_is_the_default(past: Past) -> None:
    assert inside(past.root, "list", "--at", ".").all == inside(past.root, "list").all
    assert "At " not in inside(past.root, "status").text


def test_list_says_where_it_was_read(past: Past) -> None:
    short = past.commits["Close the first half"][:8]
    rows = "Id            Status\nonline-forms  調査・研究中\nchat-window   運用中\ncard-readers  取り下げ\n"
    run = inside(past.root, "list", "--columns", "id,status", "-f", "plain", "--at", "R4上半期")
    assert run.code == 0
    assert run.told == ""
    first, _, rest = run.text.partition("\n\n")
    assert first == f"At R4上半期 (tag snapshot/minato/R4-H1, {short}, 2022-09-30)"
    assert rest == rows


def test_records_say_it_beside_the_data(past: Past) -> None:
    short = past.commits["Enter the meetings"][:8]
    said = f"At R4 (last commit up to then, {short}, 2022-09-30)\n"
    assert inside(past.root, *IDS, "--at", "R4").all == (0, OCTOBER_ROWS, said)
    assert inside(past.root, *IDS, "--at", "R4", "-q").all == (0, OCTOBER_ROWS, "")
    assert inside(past.root, *IDS).all == (0, LATEST_ROWS, "")


@pytest.mark.parametrize("form", ["table", "plain", "md"])
@pytest.mark.parametrize("command", [("status",), ("list",), ("show", "online-forms"), ("validate",)])
def test_every_answer_says_where_it_was_read(past: Past, command: tuple[str, ...], form: str) -> None:
    run = inside(past.root, *command, "-f", form, "--at", "v1")
    short = past.commits["Enter the meetings"][:8]
    assert (run.code, run.told) == (0, "")
    assert f"At v1 (tag, {short}, 2022-09-30)" in run.text


def test_show_in_the_past(past: Past) -> None:
    now = json.loads(inside(past.root, "show", "chat-window", "-f", "json").text)
    then = json.loads(inside(past.root, "show", "chat-window", "-f", "json", "--at", "R4-H1").text)
    assert (then["initiative"]["title"], now["initiative"]["title"]) == (
        "チャットで答える窓口",
        "チャット窓口",
    )
    assert [change["commit"] for change in then["changes"]] == [past.commits["Enter the plan"]]
    assert [change["commit"] for change in now["changes"]] == [
        past.commits["Shorten a title"], past.commits["Enter the plan"],
    ]  # fmt: skip


def test_show_what_was_not_there_yet(past: Past) -> None:
    assert inside(past.root, "show", "paperless-meetings", "--at", "R4-H1").all == (
        3,
        "",
        (
            "Error: There is no initiative “paperless-meetings”.\n"
            "    → Allowed are: card-readers, chat-window, online-forms.\n"
        ),
    )


def test_validate_in_the_past(past: Past) -> None:
    short = past.commits["Close the first half"][:8]
    head = f"At R4-H1 (tag snapshot/minato/R4-H1, {short}, 2022-09-30)\n\n"
    for paths, files in (((), 4), ((FORMS,), 1), ((FOLDER,), 3), (("plans",), 4), ((FORMS, PLAN), 2)):
        run = inside(past.root, "validate", *paths, "--at", "R4-H1")
        said = Speaker("en")(message("{files} {files:file/files}, no problem.", files=files))
        assert run.all == (0, f"{head}{said}\n", "")
    assert inside(past.root, "validate", MEETINGS, "--at", "R4-H1").all == (
        3,
        "",
        f"Error: At R4-H1 there is no file or folder {MEETINGS}.\n",
    )
    # A file that is gone today was there once.
    (gone := Past(past.root.parent / "gone")).root.mkdir()
    shutil.copytree(past.root, gone.root, dirs_exist_ok=True)
    (gone.root / FORMS).unlink()
    assert inside(gone.root, "validate", FORMS, "--at", "R4-H1").code == 0


def test_validate_mends_nothing_in_the_past(tmp_path: Path) -> None:
    past = begin(tmp_path / "past")
    past.change(READERS, "  - 市民課", "  - 市民課 ")
    past.change(WINDOW, "added: R5", "added: 令和5年度")
    past.record("Written by hand")
    now = inside(past.root, "validate")
    assert "can be mended with --fix" in now.told
    then = inside(past.root, "validate", "--at", "HEAD")
    assert (then.code, then.told) == (now.code, "")
    assert then.text.partition("\n\n")[2] == now.text
    assert inside(past.root, "validate", "--fix", "--at", "HEAD").all == (
        2, "", "Error: --fix mends the working tree, so it does not go with --at.\n",
    )  # fmt: skip


def test_in_japanese(past: Past) -> None:
    say = Speaker("ja")
    (line,) = point_lines(
        {"minato": Point("v1", PointKind.TAG, past.commits["Enter the meetings"], OCTOBER, "refs/tags/v1")}
    )
    run = inside(past.root, "validate", "--at", "v1", "--lang", "ja")
    assert run.all == (
        0,
        f"{say(line)}\n\n{say(message('{files} {files:file/files}, no problem.', files=5))}\n",
        "",
    )
    run = inside(past.root, "list", "--at", "2022-02-30", "--lang", "ja")
    trouble = message("“{text}” is not a day of the calendar.", text="2022-02-30")
    assert run.all == (3, "", say(message("Error: {text}", text=trouble)) + "\n")


def test_the_language_of_the_plan_is_that_of_then(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    past = begin(tmp_path / "past")
    past.change(PLAN, "language: ja", "language: en")
    past.record("In English")
    past.change(PLAN, "language: en", "language: ja")
    monkeypatch.delenv("DXPLAN_LANG")
    assert "no problem" in inside(past.root, "validate", "--at", "HEAD").text
    assert "no problem" not in inside(past.root, "validate").text


def test_the_past_is_looked_at_on_its_own_day(tmp_path: Path) -> None:
    past = begin(tmp_path / "past")
    past.change(PLAN, "as_of: 2024-09-30\n", "")
    past.record("Running", "2023-05-01T00:30:00+09:00")
    git(past.root, "tag", "v1")
    git(past.root, "tag", "snapshot/minato/R4")
    days = {
        "HEAD": "2023-05-01",
        "v1": "2023-05-01",
        "R4": "2023-03-31",
        "R5-H1": "2023-09-30",
        "2024-01-31": "2024-01-31",
    }
    for point, day in days.items():
        assert inside(past.root, "status", "-f", "json", "-v", "--at", point).told == (
            f"みなと市DX推進計画: in {past.root.as_posix()}, as of {day}.\n"
        )
    assert "as of 2025-01-01" in inside(past.root, "status", "-v", "--at", "R4", "--today", "2025-01-01").told


def test_a_day_is_one_of_the_plan_s_time_zone(tmp_path: Path) -> None:
    past = begin(tmp_path / "past")
    moments = {
        "one": "2022-09-30T23:59:59+09:00",
        "two": "2022-09-30T15:00:00+00:00",
        "three": "2022-10-01T00:00:01+14:00",
        "four": "2022-10-01T12:00:00+09:00",
    }
    # The third was made before the second as clocks go; the main line alone decides which comes last.
    for text, moment in moments.items():
        past.record(text, moment)

    def at(day: str) -> str:
        run = inside(past.root, "list", "-f", "json", "--at", day)
        assert run.told == ""
        answer = json.loads(run.text)["at"]
        return next(text for text, commit in past.commits.items() if commit == answer["commit"])

    assert at("2022-09-30") == "three"
    assert at("2022-10-01") == "four"
    past.change(PLAN, "timezone: Asia/Tokyo", "timezone: America/New_York")
    assert at("2022-09-30") == "four"  # 30 September, 23 h there
    past.change(PLAN, "timezone: America/New_York", "timezone: Pacific/Kiritimati")
    assert inside(past.root, "list", "--at", "2022-09-30").all == (
        3, "", "Error: There is no commit up to 2022-09-30.\n    → The history begins on 2022-10-01.\n",
    )  # fmt: skip


def test_what_was_merged_later_was_not_yet_part_of_the_plan(tmp_path: Path) -> None:
    past = story(tmp_path / "past")
    git(past.root, "checkout", "--quiet", "-b", "side", past.commits["Enter the plan"])
    past.write(f"{FOLDER}/side.yaml", past.read(READERS).replace("id: card-readers", "id: side"))
    past.record("On the side", "2022-05-01T09:00:00+09:00")
    git(past.root, "checkout", "--quiet", "main")
    git(past.root, "merge", "--quiet", "--no-ff", "-m", "Merge", "side", when="2023-06-01T09:00:00+09:00")
    assert "side\t" not in _rows(past.root, "2022-06-01")
    assert "side\t" not in _rows(past.root, "2023-05-31")
    assert "side\t" in _rows(past.root, "2023-06-01")


def test_a_recorded_snapshot(tmp_path: Path) -> None:
    past = story(tmp_path / "past")
    entered, october = past.commits["Enter the plan"], past.commits["Enter the meetings"]
    recorded = (
        f"snapshots:\n  - period: R4-H1\n    commit: {entered}\n  - period: R4\n    commit: {entered}\n    name: 案\n"
        f"  - period: R4\n    commit: {october}\n    name: 策定\n"
    )
    past.write(PLAN, past.read(PLAN) + recorded)
    assert inside(past.root, "validate").code in {0, 1}

    def at(point: str) -> object:
        return json.loads(inside(past.root, "status", "-f", "json", "--at", point).text)["at"]

    # A tag goes before an entry, the last entry of a period before the others.
    assert at("R4-H1") == {
        "point": "R4-H1", "kind": "tag", "commit": past.commits["Close the first half"], "date": HALF,
        "ref": "refs/tags/snapshot/minato/R4-H1",
    }  # fmt: skip
    for point, commit, date in (
        ("R4", october, OCTOBER),
        ("案", entered, ENTERED),
        ("策定", october, OCTOBER),
    ):
        assert at(point) == {"point": point, "kind": "snapshot", "commit": commit, "date": date}
    assert inside(past.root, *IDS, "--at", "案").told == (
        f"At 案 (recorded snapshot, {entered[:8]}, 2022-04-01)\n"
    )
    git(past.root, "branch", "案", "v1")
    assert at("案") == {
        "point": "案", "kind": "commit", "commit": october, "date": OCTOBER, "ref": "refs/heads/案",
    }  # fmt: skip


@pytest.fixture
def towns(tmp_path: Path) -> Past:
    """Two plans, each with a snapshot of R4 of its own; the second one came later."""
    past = begin(tmp_path / "towns")
    past.record("One", ENTERED)
    git(past.root, "tag", "snapshot/minato/R4")
    shutil.copytree(past.root / "plans" / "minato", past.root / "plans" / "kita")
    past.change("plans/kita/plan.yaml", "title: みなと市DX推進計画", "title: きた市DX推進計画")
    past.record("Two", HALF)
    git(past.root, "tag", "snapshot/kita/R4")
    past.record("Three", LATEST)
    return past


def test_each_plan_has_its_own_snapshot(towns: Past) -> None:
    run = inside(towns.root, "status", "-f", "json", "--at", "R4")
    answer = json.loads(run.text)
    one, two = towns.commits["One"], towns.commits["Two"]
    points = {
        name: {
            "point": "R4",
            "kind": "tag",
            "commit": commit,
            "date": date,
            "ref": f"refs/tags/snapshot/{name}/R4",
        }
        for name, commit, date in (("kita", two, HALF), ("minato", one, ENTERED))
    }
    assert answer["at"] == {"point": "R4", "kind": "tag", "commit": None, "date": None, "plans": points}
    assert [plan["plan"] for plan in answer["plans"]] == ["kita", "minato"]
    text = inside(towns.root, "validate", "--at", "R4").text
    assert text == (
        f"kita: at R4 (tag snapshot/kita/R4, {two[:8]}, 2022-09-30)\n"
        f"minato: at R4 (tag snapshot/minato/R4, {one[:8]}, 2022-04-01)\n\n"
        "10 files, no problem.\n"
    )
    assert (
        json.loads(inside(towns.root, "list", "--plan", "kita", "-f", "json", "--at", "R4").text)["at"]
        == points["kita"]
    )


def test_plans_that_are_found_otherwise_at_the_same_commit(towns: Past) -> None:
    git(towns.root, "tag", "snapshot/minato/R5", "HEAD")
    answer = json.loads(inside(towns.root, "status", "-f", "json", "--at", "R5").text)["at"]
    commit = towns.commits["Three"]
    assert {key: answer[key] for key in ("point", "kind", "commit", "date")} == {
        "point": "R5", "kind": "date", "commit": commit, "date": LATEST,
    }  # fmt: skip
    assert {name: point["kind"] for name, point in answer["plans"].items()} == {
        "kita": "date",
        "minato": "tag",
    }


def test_a_plan_that_was_not_there_yet(towns: Past) -> None:
    assert [
        plan["plan"]
        for plan in json.loads(inside(towns.root, "status", "-f", "json", "--at", "R4-Q1").text)["plans"]
    ] == ["minato"]
    assert inside(towns.root, "status", "--at", "R4-Q1", "--plan", "kita").all == (
        3, "", "Error: At R4-Q1 there is no plan “kita”.\n    → The plans are: minato.\n",
    )  # fmt: skip
    assert inside(towns.root, "status", "--at", "HEAD", "--plan", "nowhere").all == (
        3, "", "Error: At HEAD there is no plan “nowhere”.\n    → The plans are: kita, minato.\n",
    )  # fmt: skip
    assert inside(towns.root, "show", "online-forms", "--at", "HEAD").told.startswith(
        "Error: Several plans have"
    )


def test_the_snapshot_of_another_plan(towns: Past) -> None:
    run = inside(towns.root, *IDS, "--plan", "minato", "--at", "snapshot/kita/R4")
    assert run.code == 0
    assert run.told == (
        "snapshot/kita/R4 is a snapshot of the plan “kita”; “minato” is read at the same commit.\n"
        f"At snapshot/kita/R4 (tag, {towns.commits['Two'][:8]}, 2022-09-30)\n"
    )
    assert (
        "is a snapshot of" not in inside(towns.root, *IDS, "--plan", "kita", "--at", "snapshot/kita/R4").told
    )


def test_each_plan_has_its_own_time_zone(towns: Past) -> None:
    towns.record("Late in New York", "2023-05-01T00:00:00+09:00")
    towns.change("plans/kita/plan.yaml", "timezone: Asia/Tokyo", "timezone: America/New_York")
    answer = json.loads(inside(towns.root, "list", "-f", "json", "--at", "2023-04-30").text)["at"]
    assert {name: point["commit"] for name, point in answer["plans"].items()} == {
        "kita": towns.commits["Late in New York"],
        "minato": towns.commits["Three"],
    }


def test_plans_that_are_repositories_themselves(tmp_path: Path) -> None:
    """One with a repository of its own inside the repository of all others; the tag ``v9`` is in one of them only."""
    past = story(tmp_path / "both")
    shutil.copytree(past.root / "plans" / "minato", past.root / "plans" / "kita")
    own = Past(past.root, "plans/kita")
    git(own.top, "init", "--quiet", "--initial-branch=main")
    own.record("Kita alone", HALF)
    git(own.top, "tag", "v9")
    answer = json.loads(inside(past.root, "status", "-f", "json", "--at", "HEAD").text)
    assert {name: point["commit"] for name, point in answer["at"]["plans"].items()} == {
        "kita": own.commits["Kita alone"],
        "minato": past.commits["Shorten a title"],
    }
    run = inside(past.root, "status", "-f", "json", "--at", "v9")
    assert (run.code, [plan["plan"] for plan in json.loads(run.text)["plans"]]) == (0, ["kita"])
    run = inside(past.root, "status", "-f", "json", "--at", "v1")
    assert (run.code, [plan["plan"] for plan in json.loads(run.text)["plans"]]) == (1, ["minato"])
    assert run.told.startswith(
        "Warning: kita is left out: There is no period, tag, branch, commit or date “v1” here.\n"
    )


def test_a_tag_that_is_named_like_a_period(tmp_path: Path) -> None:
    past = story(tmp_path / "past")
    git(past.root, "tag", "R4", past.commits["Enter the plan"])
    git(past.root, "branch", "2022-09-30", past.commits["Enter the plan"])
    run = inside(past.root, *IDS, "--at", "R4")
    assert (run.code, run.text) == (0, OCTOBER_ROWS)
    assert (
        run.told.splitlines()[0]
        == "“R4” is read as a period; the tag or branch of that name is refs/tags/R4."
    )
    assert _rows(past.root, "tags/R4") == ENTERED_ROWS
    assert _rows(past.root, "2022-09-30") == HALF_ROWS
    assert _rows(past.root, "heads/2022-09-30") == ENTERED_ROWS


def test_names_that_git_itself_gives_a_meaning(tmp_path: Path) -> None:
    """A tag cannot take the name of HEAD or of a commit's full id."""
    past = story(tmp_path / "past")
    entered, latest = past.commits["Enter the plan"], past.commits["Shorten a title"]
    git(past.root, "tag", latest, entered)
    git(past.root, "update-ref", "refs/tags/HEAD", entered)
    git(past.root, "branch", "v1", entered, "--force")
    assert _rows(past.root, latest) == _rows(past.root, "HEAD") == LATEST_ROWS
    assert _rows(past.root, "v1") == OCTOBER_ROWS  # a tag goes before a branch, as in git


def test_unusual_names(tmp_path: Path) -> None:
    past = story(tmp_path / "past")
    entered = past.commits["Enter the plan"]
    names = [
        "版/第一",
        "a'b",
        'a"b',
        "a$(touch${IFS}hacked)",
        "a`b`",
        "-x",
        "a\u2028b",
        "a\u0085b",
        "a%b",
        "R4-X",
        "{a}",
        "é",
    ]
    for name in names:
        git(past.root, "update-ref", f"refs/tags/{name}", entered)
    (past.root / ".git" / "packed-refs").write_bytes(
        f"# pack-refs with: peeled fully-peeled sorted \n{entered} refs/tags/".encode() + b"\x83v\n"
    )
    for name in names:
        assert _rows(past.root, f"refs/tags/{name}") == ENTERED_ROWS
        run = inside(past.root, *IDS, f"--at={name}")
        assert (run.code, run.text) == (0, ENTERED_ROWS)
    assert _rows(past.root, os.fsdecode(b"\x83v")) == ENTERED_ROWS
    assert not (past.root / "hacked").exists()


def test_a_tag_of_a_tag(tmp_path: Path) -> None:
    past = story(tmp_path / "past")
    git(past.root, "tag", "-a", "-m", "Signed again", "snapshot/minato/R3", "snapshot/minato/R4-H1")
    at = json.loads(inside(past.root, "status", "-f", "json", "--at", "R3").text)["at"]
    assert (at["kind"], at["commit"], at["date"]) == ("tag", past.commits["Close the first half"], HALF)


def test_other_spellings_of_a_tag(tmp_path: Path) -> None:
    past = story(tmp_path / "past")
    git(past.root, "tag", "snapshot/minato/R4通期", past.commits["Enter the plan"])
    assert _rows(past.root, "R4") == ENTERED_ROWS
    git(past.root, "tag", "snapshot/minato/R4", "HEAD")  # the canonical name goes before the others
    assert _rows(past.root, "R4") == LATEST_ROWS
    git(past.root, "tag", "snapshot/kita/R5", past.commits["Enter the plan"])  # another plan's
    assert _rows(past.root, "R5") == LATEST_ROWS


def test_a_path_in_a_bare_repository(tmp_path: Path) -> None:
    bare = SHAPES["bare"](tmp_path)
    for path in (FORMS, f"./{FORMS}", f"plans/../{FORMS}"):
        run = inside(bare, "validate", path, "--at", "HEAD")
        assert (run.code, run.told, run.text.splitlines()[-1]) == (0, "", "1 file, no problem.")
    assert inside(bare, "validate", "refs", "--at", "HEAD").all == (
        2,
        "",
        (
            "Error: refs is not in plans/.\n"
            "    → In a bare repository a path is written as from its root, such as plans/…\n"
        ),
    )
    run = inside(bare, "list", "--at", "HEAD", "-v", "-f", "json")
    assert (run.code, run.told) == (0, f"みなと市DX推進計画: in {bare.as_posix()}, as of 2024-09-30.\n")


@pytest.mark.parametrize(
    "command", [("list",), ("status",), ("validate",), ("show", "online-forms"), ("validate", "--fix")]
)
def test_a_bare_repository_has_no_present(tmp_path: Path, command: tuple[str, ...]) -> None:
    bare = SHAPES["bare"](tmp_path)
    for folder in (bare, bare / "refs"):
        assert inside(folder, *command).all == (
            3,
            "",
            (
                "Error: This is a bare repository, which has no working tree.\n"
                "    → Read a commit, for example with --at HEAD; plans are changed in a clone with a working tree.\n"
            ),
        )


def test_a_hook_s_variables_mislead_nobody(
    past: Past, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = begin(tmp_path / "other")
    other.record("Another city")
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.root))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "no-index"))
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(other.root / ".git" / "objects"))
    monkeypatch.setenv("GIT_PREFIX", "elsewhere/")
    monkeypatch.setenv("GIT_NAMESPACE", "space")
    assert _rows(past.root, "R4-H1") == HALF_ROWS
    assert _rows(past.root, "HEAD") == LATEST_ROWS
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.delenv("GIT_OBJECT_DIRECTORY")
    assert _rows(past.root, "HEAD") == LATEST_ROWS


def test_in_a_hook_of_the_server(past: Past, tmp_path: Path) -> None:
    """What is pushed is not part of the repository yet when the hook looks at it."""
    git(tmp_path, "clone", "--quiet", "--bare", str(past.root), "server.git")
    git(tmp_path, "clone", "--quiet", str(tmp_path / "server.git"), "clone")
    hook = tmp_path / "server.git" / "hooks" / "pre-receive"
    root = Path(__file__).parents[2]
    hook.write_text(
        f'#!/bin/sh\nread old new ref\nPYTHONPATH={root} exec {sys.executable} -m dxplan list --columns id,title -f tsv -q --at "$new"\n',
        encoding="utf-8",
    )
    hook.chmod(0o755)
    clone = Past(tmp_path / "clone")
    clone.change(WINDOW, "title: チャット窓口", "title: 新しい窓口")
    clone.record("A new title")
    done = subprocess.run(["git", "push", "origin", "main"], cwd=clone.root, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert "chat-window\t新しい窓口" in done.stderr.decode()


HOSTILE = {
    "core.fsmonitor": "touch hacked; true", "core.pager": "touch hacked; cat", "core.editor": "touch hacked",
    "core.hooksPath": "hooks", "diff.external": "touch hacked; true", "diff.bad.textconv": "touch hacked; cat",
    "diff.bad.command": "touch hacked", "filter.bad.smudge": "touch hacked; cat", "filter.bad.clean": "touch hacked; cat",
    "pager.log": "touch hacked; cat", "alias.log": "!touch hacked", "alias.cat-file": "!touch hacked",
    "diff.orderFile": "order", "diff.relative": "true", "diff.renames": "copies", "diff.noprefix": "true",
    "log.showSignature": "true", "gpg.program": "touch hacked; true", "log.follow": "true", "log.showRoot": "false",
    "log.date": "relative", "log.decorate": "full", "log.mailmap": "false", "log.diffMerges": "combined",
    "mailmap.file": "names", "mailmap.blob": "HEAD:names", "core.worktree": "/", "core.quotePath": "true",
    "color.ui": "always", "color.diff": "always", "column.ui": "always", "core.abbrev": "5", "format.pretty": "raw",
    "i18n.logOutputEncoding": "EUC-JP", "core.sshCommand": "touch hacked", "credential.helper": "!touch hacked",
    "core.attributesFile": "attributes", "core.precomposeUnicode": "true", "core.ignoreCase": "true",
    "tag.sort": "-refname", "branch.sort": "-committerdate", "core.alternateRefsCommand": "touch hacked",
    "safe.bareRepository": "explicit", "core.logAllRefUpdates": "always", "gc.auto": "1", "submodule.recurse": "true",
}  # fmt: skip


def test_a_hostile_repository_runs_nothing_and_changes_nothing(past: Past, tmp_path: Path) -> None:
    hostile = past.copy(tmp_path / "hostile")
    entered = past.commits["Enter the plan"]
    for name, value in HOSTILE.items():
        git(hostile.root, "--git-dir=.git", "--work-tree=.", "config", name, value)
    hooks = hostile.root / "hooks"
    hooks.mkdir()
    for name in ("post-index-change", "reference-transaction", "fsmonitor-watchman", "post-checkout"):
        (hooks / name).write_text("#!/bin/sh\ntouch hacked\n", encoding="utf-8")
        (hooks / name).chmod(0o755)
    hostile.write("names", "誰か <who@city.example> <hanako@city.example>\n")
    hostile.write("order", "*.yaml\n")
    hostile.write("attributes", "* diff=bad filter=bad\n")
    hostile.write(".gitattributes", "* diff=bad filter=bad\n")
    # A replaced commit and a graft tell of another past.
    latest = past.commits["Shorten a title"]
    git(hostile.root, "--git-dir=.git", "update-ref", f"refs/replace/{latest}", entered)
    (hostile.root / ".git" / "info" / "grafts").write_text(f"{latest} {entered}\n", encoding="utf-8")
    before = folder_state(hostile.root)
    for command in (
        ("list", "--at", "HEAD"), ("list", "--at", "HEAD~1", "-f", "json"), ("status", "--at", "R4-H1"), ("status", "--at", "R4"),
        ("show", "chat-window", "--at", "HEAD"), ("show", "chat-window"), ("validate", "--at", "v1", "-f", "json"),
    ):  # fmt: skip
        assert inside(hostile.root, *command).all == inside(past.root, *command).all
    assert folder_state(hostile.root) == before


def test_the_machine_s_configuration_changes_nothing(past: Past, isolated: Path) -> None:
    commands = (
        ("show", "chat-window", "--at", "HEAD"),
        ("list", "--at", "R4", "-f", "json"),
        ("show", "chat-window"),
    )
    expected = [inside(past.root, *command).all for command in commands]
    lines = []
    for name, value in HOSTILE.items():
        section, _, key = name.rpartition(".")
        head, _, sub = section.partition(".")
        lines.append(f'[{head}{f" {chr(34)}{sub}{chr(34)}" if sub else ""}]\n\t{key} = "{value}"\n')
    (isolated / ".gitconfig").write_text("".join(lines), encoding="utf-8")
    assert [inside(past.root, *command).all for command in commands] == expected


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let a git be found first that writes down how it is called; return where."""
    shim = tmp_path / "shim"
    shim.mkdir()
    real = shutil.which("git")
    (shim / "git").write_text(f'#!/bin/sh\necho "$@" >> {shim}/log\nexec {real} "$@"\n', encoding="utf-8")
    (shim / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{shim}:{os.environ['PATH']}")
    monkeypatch.setenv("DXPLAN_CACHE", "off")
    return shim / "log"


@pytest.mark.parametrize(
    ("command", "point"),
    [
        (("list",), "HEAD"),
        (("list",), "R5"),
        (("list",), "2024-01-01"),
        (("status",), "R5"),
        (("validate",), "v9"),
        (("show", "more-3"), "main"),
    ],
)
def test_git_is_started_a_few_times_however_many_files_there_are(
    tmp_path: Path, log: Path, command: tuple[str, ...], point: str
) -> None:
    counts = []
    for count in (10, 100):
        past = begin(tmp_path / str(count))
        template = past.read(READERS)
        for number in range(count):
            more = template.replace("id: card-readers", f"id: more-{number}").replace(
                "number: 2", f"number: {number + 50}"
            )
            past.write(f"{FOLDER}/more-{number}.yaml", more)
        past.record("Many")
        git(past.root, "tag", "v9")
        git(past.root, "tag", "snapshot/minato/R5")
        log.write_bytes(b"")
        assert inside(past.root, *command, "--at", point).code == 0
        counts.append(len(log.read_bytes().splitlines()))
    assert counts[0] == counts[1]
    assert 2 < counts[0] <= 8


def test_a_read_only_repository(past: Past, tmp_path: Path) -> None:
    copy = past.copy(tmp_path / "copy")
    for path in sorted([copy.root, *copy.root.rglob("*")], reverse=True):
        path.chmod(path.stat().st_mode & 0o555)
    assert _rows(copy.root, "R4-H1") == HALF_ROWS
    for path in sorted([copy.root, *copy.root.rglob("*")]):
        path.chmod(path.stat().st_mode | 0o200)


def test_a_plan_repository_of_files_only_needs_no_git(repository: Repository) -> None:
    assert inside(repository.root, "list", "--at", ".").code == 0
    assert inside(repository.root, "list", "--at", "HEAD").all == (
        3,
        "",
        (
            f"Error: {repository.root.as_posix()} is not in a git repository, so it has no history.\n"
            "    → git init and a first commit begin one.\n"
        ),
    )


def test_the_table_of_the_documentation(tmp_path: Path) -> None:
    past = story(tmp_path / "past")
    git(past.root, "update-ref", "refs/remotes/origin/main", "HEAD")
    entered = past.commits["Enter the plan"]
    past.write(PLAN, past.read(PLAN) + f"snapshots:\n  - period: R4\n    commit: {entered}\n    name: 策定\n")
    here = {"snapshot/matsue/R4-H1": "snapshot/minato/R4-H1", "1a2b3c4d": entered[:8], ":/words": ":/Close"}
    text = (Path(__file__).parents[2] / "docs" / "points.md").read_text(encoding="utf-8")
    rows = [
        line.split("|")[1:-1]
        for line in text.partition("\n\n| written")[2].splitlines()[2:]
        if line.startswith("|")
    ]
    table = [row for row in rows if len(row) == 3][:8]
    assert [row[0].strip() for row in table][::7] == ["`.`", "`1a2b3c4d`, `HEAD~1`, `main^`, `:/words`"]
    for written, _, kinds in table:
        for word in written.split("`")[1::2]:
            run = inside(past.root, "list", "-f", "json", "--at", here.get(word, word))
            assert (run.code, json.loads(run.text)["at"]["kind"] in kinds.split("`")[1::2]) == (0, True), word


def test_a_name_that_would_be_a_period_before_the_history_means_the_tag(past: Past, tmp_path: Path) -> None:
    copy = past.copy(tmp_path / "copy")
    git(copy.root, "tag", "t1", "v1")
    by_tag, by_name = (inside(copy.root, "list", "-f", "json", "--at", point) for point in ("v1", "t1"))
    assert (by_name.code, by_name.told) == (0, "")
    listed = json.loads(by_tag.text)["initiatives"]
    assert json.loads(by_name.text)["initiatives"] == listed
    assert inside(copy.root, "list", "--at", "t2").code == 3


def test_what_names_no_period_is_not_suggested_as_one(past: Past, tmp_path: Path) -> None:
    copy = past.copy(tmp_path / "copy")
    git(copy.root, "tag", "snapshot/minato/draft")
    assert "Did you mean “draft”" not in inside(copy.root, "list", "--at", "draft").told
