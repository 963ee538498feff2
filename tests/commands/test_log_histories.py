"""``dxplan log`` through renames, merges and all that people do to files: each change is credited to the commit that made it."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.commands.trails import answer, by_summary, entered, log, told
from tests.history import FOLDER, FORMS, MEETINGS, PLAN, WINDOW, git

if TYPE_CHECKING:
    from tests.history import Past

STATUS = ("online-forms", "/status", "着手中", "運用中")


@pytest.fixture
def past(tmp_path: Path) -> Past:
    """Return a repository of the sample plan with one commit."""
    return entered(tmp_path / "repository")


def _move(past: Past, old: str, new: str) -> None:
    (past.root / new).parent.mkdir(parents=True, exist_ok=True)
    (past.root / old).rename(past.root / new)


def _operate(past: Past, path: str = FORMS) -> None:
    past.change(path, "status: 着手中", "status: 運用中")


def _merge(past: Past, *arguments: str) -> None:
    """Merge without a commit; conflicts stay in the tree."""
    subprocess.run(
        ["git", "merge", "--quiet", "--no-commit", "--no-ff", *arguments],
        cwd=past.root,
        capture_output=True,
        check=False,
    )


def _branch(past: Past, name: str, at: str = "main") -> None:
    git(past.root, "checkout", "--quiet", "-b", name, at)


def _main(past: Past) -> None:
    git(past.root, "checkout", "--quiet", "main")


def test_what_is_entered_is_told_whole(past: Past) -> None:
    assert told(past.root) == [
        (None, "", None, "みなと市DX推進計画"),
        ("card-readers", "", None, "カード読取機の貸出し"),
        ("chat-window", "", None, "チャットで答える窓口"),
        ("online-forms", "", None, "申請のオンライン化"),
        ("paperless-meetings", "", None, "会議のペーパーレス化"),
    ]


def test_a_file_that_gets_another_name_is_no_change_and_keeps_its_past(past: Past) -> None:
    _operate(past)
    past.record("Operate")
    _move(past, FORMS, f"{FOLDER}/forms.yaml")
    past.record("Move the file")
    past.change(f"{FOLDER}/forms.yaml", "status: 運用中", "status: 着手中")
    past.record("Fall back")
    found = by_summary(past.root, "online-forms")
    assert list(found) == ["Fall back", "Operate", "Enter the plan"]
    assert found["Operate"] == [STATUS]


def test_an_id_that_changes_keeps_its_past(past: Past) -> None:
    _operate(past)
    past.record("Operate")
    _move(past, FORMS, f"{FOLDER}/web-forms.yaml")
    past.change(f"{FOLDER}/web-forms.yaml", "id: online-forms", "id: web-forms")
    past.record("Another id")
    past.change(f"{FOLDER}/web-forms.yaml", "status: 運用中", "status: 着手中")
    past.record("Fall back")
    found = by_summary(past.root, "web-forms")
    assert list(found) == ["Fall back", "Another id", "Operate", "Enter the plan"]
    assert found["Another id"] == [("web-forms", "/id", "online-forms", "web-forms")]
    # Who asks for the former name learns what became of it, and no more.
    assert list(by_summary(past.root, "online-forms")) == ["Another id", "Operate", "Enter the plan"]
    (rename,) = answer(past.root, "log")["renames"]
    assert (rename["id"], rename["pointer"], rename["from"], rename["to"]) == (
        "web-forms", "", "online-forms", "web-forms",
    )  # fmt: skip


def test_a_plan_folder_that_gets_another_name_is_told_as_that(past: Past) -> None:
    _operate(past)
    past.record("Operate")
    _move(past, "plans/minato", "plans/harbour")
    past.record("Another folder")
    whole = answer(past.root, "log")
    assert [
        (rename["plan"], rename["pointer"], rename["from"], rename["to"]) for rename in whole["renames"]
    ] == [("harbour", None, "minato", "harbour")]
    assert {entry["summary"] for entry in whole["entries"]} == {"Operate", "Enter the plan"}
    assert told(past.root, "online-forms", "--plan", "harbour", "--status-only")[0] == STATUS
    plain = past.run("log", "-f", "plain").out
    assert "Another folder" in plain
    assert "minato" in plain.split("Operate")[0]
    assert "Another folder" in past.run("log", "-f", "md", "--plan", "harbour", "--author", "花子").out
    assert "Another folder" not in past.run("log", "online-forms", "-f", "plain").out
    assert "Another folder" not in past.run("log", "-f", "plain", "--field", "status").out
    assert "Another folder" not in past.run("log", "-f", "plain", "--author", "太郎").out


def test_a_list_entry_that_gets_another_key_keeps_its_past(past: Past) -> None:
    past.change(WINDOW, "    status: 着手中\n", "    status: 調査・研究中\n")
    past.record("Fall back")
    past.change(WINDOW, "name: LINE", "name: LINE公式アカウント")
    past.record("Another name")
    past.change(WINDOW, "    status: 調査・研究中\n", "    status: 運用中\n")
    past.record("Operate")
    found = by_summary(past.root, "chat-window", "--field", "components/LINE公式アカウント/status")
    assert found == {
        "Operate": [("chat-window", "/components/LINE公式アカウント/status", "調査・研究中", "運用中")],
        "Fall back": [("chat-window", "/components/LINE/status", "着手中", "調査・研究中")],
        "Enter the plan": [("chat-window", "/components/LINE/status", None, "着手中")],
    }


def test_layout_order_and_comments_are_no_change(past: Past) -> None:
    lines = past.read(FORMS).splitlines()
    lines.insert(0, lines.pop(lines.index("status: 着手中")))
    past.write(FORMS, "# 確認済み\r\n" + "\r\n".join(lines) + "\r\n")
    past.record("Only layout")
    assert by_summary(past.root, "online-forms").keys() == {"Enter the plan"}


def test_what_is_deleted_and_entered_again_has_both_pasts(past: Past) -> None:
    text = past.read(FORMS)
    (past.root / FORMS).unlink()
    past.record("Delete")
    past.write(FORMS, text.replace("status: 着手中", "status: 調査・研究中"))
    past.record("Enter again")
    assert by_summary(past.root, "online-forms") == {
        "Enter again": [("online-forms", "", None, "申請のオンライン化")],
        "Delete": [("online-forms", "", "申請のオンライン化", None)],
        "Enter the plan": [("online-forms", "", None, "申請のオンライン化")],
    }
    assert told(past.root, "online-forms", "--status-only") == [
        ("online-forms", "/status", None, "調査・研究中"),
        ("online-forms", "/status", "着手中", None),
        ("online-forms", "/status", None, "着手中"),
    ]


def test_a_department_renamed_everywhere_is_a_change_of_each_file(past: Past) -> None:
    paths = [path for path in (PLAN, FORMS, MEETINGS, WINDOW) if "情報課" in past.read(path)]
    for path in paths:
        past.write(path, past.read(path).replace("情報課", "デジタル課"))
    past.record("Rename the office")
    found = by_summary(past.root, "--field", "departments")["Rename the office"]
    assert {entry[0] for entry in found} == {None, *(Path(path).stem for path in paths if path != PLAN)}
    assert ("chat-window", "/departments", ["情報課"], ["デジタル課"]) in found


def test_a_revert_is_a_change_of_its_own_and_so_is_a_cherry_pick(past: Past) -> None:
    _operate(past)
    past.record("Operate")
    git(past.root, "revert", "--no-edit", "HEAD")
    _branch(past, "side", "HEAD~1")
    _main(past)
    git(past.root, "cherry-pick", "HEAD~1")
    found = log(past.root, "online-forms", "--status-only", "--since", "2023-01-01")
    assert [(entry["summary"], entry["to"]) for entry in found] == [
        ("Operate", "運用中"),
        ('Revert "Operate"', "着手中"),
        ("Operate", "運用中"),
    ]
    assert len({entry["commit"] for entry in found}) == 3


def test_a_clean_merge_has_decided_nothing(past: Past) -> None:
    _branch(past, "side")
    _operate(past)
    past.record("On the side")
    _main(past)
    past.change(WINDOW, "title: チャットで答える窓口", "title: チャット窓口")
    past.record("On the main line")
    _merge(past, "side")
    past.record("Merge")
    assert by_summary(past.root, "--since", "2023-01-01") == {
        "On the main line": [("chat-window", "/title", "チャットで答える窓口", "チャット窓口")],
        "On the side": [STATUS],
    }


def test_a_merge_of_different_fields_of_one_file_has_decided_nothing(past: Past) -> None:
    _branch(past, "side")
    past.write(FORMS, past.read(FORMS) + "note: 横\n")
    past.record("On the side")
    _main(past)
    past.change(FORMS, "title: 申請のオンライン化", "title: オンライン申請")
    past.record("On the main line")
    _merge(past, "side")
    past.record("Merge")
    assert "Merge" not in by_summary(past.root)


def _conflict(past: Past) -> None:
    """Set the status otherwise on two branches, and begin to merge them."""
    _branch(past, "side")
    _operate(past)
    past.record("On the side")
    _main(past)
    past.change(FORMS, "status: 着手中", "status: 調査・研究中")
    past.record("On the main line")
    ours = past.read(FORMS)
    _merge(past, "side")
    past.write(FORMS, ours)


def test_a_merge_that_takes_one_side_of_a_conflict_has_decided_nothing_of_the_value(past: Past) -> None:
    _conflict(past)
    past.record("Merge")
    found = by_summary(past.root, "online-forms", "--field", "status")
    assert {summary: [entry[2:] for entry in entries] for summary, entries in found.items()} == {
        "On the main line": [("着手中", "調査・研究中")],
        "On the side": [("着手中", "運用中")],
        "Enter the plan": [(None, "着手中")],
    }


def test_a_merge_is_credited_with_what_it_decided_itself(past: Past) -> None:
    _conflict(past)
    past.change(FORMS, "status: 調査・研究中", "status: 取り下げ")
    past.change(WINDOW, "title: チャットで答える窓口", "title: チャット窓口")
    past.record("Merge")
    merged = by_summary(past.root)["Merge"]
    assert ("chat-window", "/title", "チャットで答える窓口", "チャット窓口") in merged
    ((_, pointer, _, new),) = [entry for entry in merged if entry[0] == "online-forms"]
    assert (pointer, new) == ("/status", "取り下げ")


def test_a_merge_that_throws_away_a_side_is_credited_with_that(past: Past) -> None:
    _branch(past, "side")
    _operate(past)
    past.record("On the side")
    _main(past)
    past.change(WINDOW, "title: チャットで答える窓口", "title: チャット窓口")
    past.record("On the main line")
    _merge(past, "-s", "ours", "side")
    past.record("Merge")
    assert by_summary(past.root)["Merge"] == [("online-forms", "/status", "運用中", "着手中")]


def test_an_octopus_has_decided_nothing(past: Past) -> None:
    for number, path in enumerate((FORMS, WINDOW, MEETINGS)):
        _branch(past, f"side{number}")
        past.write(path, past.read(path) + f"note: {number}\n")
        past.record(f"Note {number}")
        _main(past)
    past.write(PLAN, past.read(PLAN) + "note: 本線\n")
    past.record("On the main line")
    _merge(past, "side0", "side1", "side2")
    past.record("Merge")
    assert len(git(past.root, "log", "-1", "--format=%P").split()) == 4
    found = by_summary(past.root, "--field", "note")
    assert {summary: len(entries) for summary, entries in found.items()} == {
        "On the main line": 1, "Note 0": 1, "Note 1": 1, "Note 2": 1,
    }  # fmt: skip


def test_histories_without_a_common_beginning(past: Past) -> None:
    text = past.read(FORMS)
    git(past.root, "checkout", "--quiet", "--orphan", "other")
    git(past.root, "rm", "-rfq", ".")
    past.write(f"{FOLDER}/library.yaml", text.replace("online-forms", "library").replace("申請", "図書"))
    past.record("Another beginning")
    _main(past)
    _merge(past, "--allow-unrelated-histories", "other")
    past.record("Merge")
    found = by_summary(past.root)
    assert found["Another beginning"] == [("library", "", None, "図書のオンライン化")]
    assert "Merge" not in found


def test_an_id_borne_twice_is_reported_and_both_files_are_told(past: Past) -> None:
    past.write(f"{FOLDER}/twin.yaml", past.read(FORMS).replace("着手中", "運用中"))
    past.record("Copy a file")
    whole = answer(past.root, "log", "online-forms", code=1)
    assert [(error["rule"], error["path"]) for error in whole["errors"]] == [
        ("duplicate-id", f"{FOLDER}/twin.yaml")
    ]
    assert [entry["summary"] for entry in whole["entries"]] == ["Copy a file", "Enter the plan"]
