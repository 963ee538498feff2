"""``dxplan blame``: who set each present value, through renames and merges."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.commands.running import inside
from tests.commands.trails import START, answer, blamed, entered
from tests.history import FOLDER, FORMS, LATEST, OCTOBER, SHAPES, WINDOW, git, story

if TYPE_CHECKING:
    from pathlib import Path

    from tests.harness import Repository
    from tests.history import Past

LINE = "/components/LINE/status"
UNSHALLOW = (
    "This clone has only the newest part of the history: what was set before stands with its first commits."
    " Run git fetch --unshallow --tags.\n"
)


@pytest.fixture
def past(tmp_path: Path) -> Past:
    """Return a repository of the sample plan with two commits, the second of which operates LINE."""
    past = entered(tmp_path / "repository")
    past.change(WINDOW, "    status: 着手中\n", "    status: 運用中\n")
    past.record("Operate")
    return past


@pytest.mark.parametrize("shape", SHAPES)
def test_every_form_of_repository_tells_the_same(shape: str, tmp_path: Path) -> None:
    folder = SHAPES[shape](tmp_path)
    first, again = (inside(folder, "blame", "chat-window", "-f", "csv").all for _ in range(2))
    assert first == again
    found = blamed(folder, "chat-window", "--at", "HEAD")
    assert found.pop("/title") == "Shorten a title"
    assert set(found.values()) == {"Enter the plan"}


def test_a_field_says_all_there_is_to_know(past: Past) -> None:
    found = answer(past.root, "blame", "chat-window")
    assert list(found) == ["version", "at", "plan", "id", "title", "fields", "shallow"]
    (line,) = [field for field in found["fields"] if field["pointer"] == LINE]
    assert line == {
        "pointer": LINE,
        "value": "運用中",
        "commit": past.commits["Operate"],
        "date": LATEST,
        "author": "松江 花子",
        "email": "hanako@city.example",
        "summary": "Operate",
    }


def test_the_values_come_in_the_order_of_the_file(past: Past) -> None:
    lines = past.read(FORMS).splitlines()
    lines.insert(0, lines.pop(lines.index("status: 着手中")))
    past.write(FORMS, "\n".join(lines) + "\n")
    assert list(blamed(past.root, "online-forms"))[:3] == ["/status", "/schema", "/id"]


def test_what_is_not_committed_yet(past: Past) -> None:
    past.change(WINDOW, "number: 1", "number: 7")
    past.change(WINDOW, "title: チャットで答える窓口", "title: チャット窓口")
    found = blamed(past.root, "chat-window")
    assert (found["/number"], found["/title"], found[LINE]) == (None, None, "Operate")
    at_head = blamed(past.root, "chat-window", "--at", "HEAD")
    assert (at_head["/number"], at_head["/title"]) == ("Enter the plan", "Enter the plan")
    assert "not committed yet" in inside(past.root, "blame", "chat-window", "-f", "plain").text
    past.write(f"{FOLDER}/new-one.yaml", past.read(WINDOW).replace("chat-window", "new-one"))
    assert set(blamed(past.root, "new-one").values()) == {None}


def test_a_value_keeps_its_commit_through_every_rename(past: Past) -> None:
    past.change(WINDOW, "name: LINE", "name: LINE公式アカウント")
    past.record("Another name")
    (past.root / WINDOW).rename(past.root / FOLDER / "moved.yaml")
    past.record("Move the file")
    (past.root / FOLDER / "moved.yaml").rename(past.root / FOLDER / "talk.yaml")
    past.change(f"{FOLDER}/talk.yaml", "id: chat-window", "id: talk")
    past.record("Another id")
    (past.root / "plans/minato").rename(past.root / "plans/harbour")
    past.record("Another folder")
    found = blamed(past.root, "talk")
    entry = "/components/LINE公式アカウント"
    assert found[f"{entry}/status"] == "Operate"
    assert found[f"{entry}/operation_start"] == "Enter the plan"
    assert found["/id"] == "Another id"
    assert found["/title"] == "Enter the plan"
    assert inside(past.root, "blame", "chat-window").code == 3


def test_a_name_of_an_entry_is_set_by_whoever_gave_it(past: Past) -> None:
    past.change(WINDOW, "name: LINE", "name: LINE公式アカウント")
    past.record("Another name")
    assert blamed(past.root, "chat-window")["/components/LINE公式アカウント/name"] == "Another name"


def test_merges_have_set_only_what_they_decided(past: Past) -> None:
    git(past.root, "checkout", "--quiet", "-b", "side", "HEAD~1")
    past.change(WINDOW, "    status: 着手中\n", "    status: 取り下げ\n")
    past.change(WINDOW, "number: 1", "number: 5")
    past.record("On the side")
    git(past.root, "checkout", "--quiet", "main")
    subprocess.run(
        ["git", "merge", "--no-commit", "--no-ff", "side"], cwd=past.root, capture_output=True, check=False
    )
    git(past.root, "checkout", "--quiet", "--theirs", "--", WINDOW)
    past.change(WINDOW, "    status: 取り下げ\n", "    status: 調査・研究中\n")
    past.record("Merge")
    found = blamed(past.root, "chat-window")
    assert (found[LINE], found["/number"], found["/title"]) == ("Merge", "On the side", "Enter the plan")


def test_a_value_that_came_back_was_set_by_whoever_brought_it_back(past: Past) -> None:
    git(past.root, "revert", "--no-edit", "HEAD")
    assert blamed(past.root, "chat-window")[LINE] == 'Revert "Operate"'
    (past.root / WINDOW).unlink()
    text = git(past.root, "show", f"HEAD:{WINDOW}")
    past.record("Delete")
    past.write(WINDOW, text)
    past.record("Enter again")
    assert set(blamed(past.root, "chat-window").values()) == {"Enter again"}


def test_at_a_point_of_the_past(past: Past) -> None:
    git(past.root, "tag", "before", "HEAD~1")
    found = answer(past.root, "blame", "chat-window", "--at", "before")
    assert {field["summary"] for field in found["fields"]} == {"Enter the plan"}
    assert {field["date"] for field in found["fields"]} == {START}
    assert (found["at"]["kind"], found["at"]["commit"]) == ("tag", past.commits["Enter the plan"])
    assert "At before" in inside(past.root, "blame", "chat-window", "--at", "before", "-f", "plain").text


def test_what_could_not_be_read_once_is_passed_over(past: Past) -> None:
    text = past.read(WINDOW)
    past.write(WINDOW, text + "note: [\n")
    past.record("Break a file")
    assert inside(past.root, "blame", "chat-window", "--at", "HEAD").code == 3
    past.write(WINDOW, text.replace("number: 1", "number: 7"))
    past.record("Mend it")
    found = blamed(past.root, "chat-window")
    assert (found["/number"], found[LINE]) == ("Mend it", "Operate")


def test_a_file_that_cannot_be_read_is_told(past: Past) -> None:
    past.write(WINDOW, past.read(WINDOW) + "note: [\n")
    run = inside(past.root, "blame", "chat-window")
    assert (run.code, run.text) == (3, "")
    assert run.told.startswith(f"Error: {WINDOW}:")
    assert "cannot be used" in run.told
    # It does not stand in the way of others.
    assert inside(past.root, "blame", "online-forms").code == 0


def test_of_two_files_with_one_id_the_one_so_named(past: Past) -> None:
    past.write(f"{FOLDER}/another.yaml", past.read(WINDOW).replace("number: 1", "number: 9"))
    past.record("Copy a file")
    assert blamed(past.root, "chat-window")["/number"] == "Enter the plan"
    (past.root / WINDOW).rename(past.root / FOLDER / "third.yaml")
    past.record("Move the file")
    run = inside(past.root, "blame", "chat-window")
    assert run.all == (
        3,
        "",
        (f"Error: Several files have the id “chat-window”: {FOLDER}/another.yaml, {FOLDER}/third.yaml.\n"),
    )


def test_slips_are_told(cities: Repository) -> None:
    cities.commit()
    assert inside(cities.root, "blame", "online-forms").all == (
        2,
        "",
        "Error: Several plans have an initiative “online-forms”: kita, minato.\n    → Name one with --plan.\n",
    )
    assert answer(cities.root, "blame", "online-forms", "--plan", "kita")["plan"] == "kita"
    for arguments, code, said in (
        (("onlin-forms",), 3, "There is no initiative “onlin-forms”.\n    → Did you mean “online-forms”?"),
        (("",), 3, "There is no initiative “”."),
        (("kiosk", "--plan", "minato"), 3, "There is no initiative “kiosk”."),
        (("kiosk", "--plan", "nowhere"), 3, "There is no plan “nowhere” in plans/."),
        (("kiosk", "--at", "nowhere"), 3, "There is no period, tag, branch, commit or date “nowhere” here."),
    ):
        run = inside(cities.root, "blame", *arguments)
        assert (run.code, run.text) == (code, "")
        assert run.told.startswith(f"Error: {said}")


def test_a_shallow_clone_says_for_what_its_first_commit_stands(tmp_path: Path) -> None:
    past = story(tmp_path / "source")
    git(tmp_path, "clone", "--quiet", "--depth=2", past.root.as_uri(), "clone")
    clone = tmp_path / "clone"
    found = answer(clone, "blame", "online-forms")
    assert found["shallow"] is True
    assert {field["summary"] for field in found["fields"]} == {"Enter the meetings"}
    assert {field["date"] for field in found["fields"]} <= {OCTOBER, "2022-10-01T00:00:00+09:00"}
    assert inside(clone, "blame", "online-forms", "-f", "plain").text.endswith(UNSHALLOW)
    assert inside(clone, "blame", "online-forms", "-f", "csv").told == f"Warning: {UNSHALLOW}"
    git(clone, "fetch", "--quiet", "--unshallow")
    found = answer(clone, "blame", "online-forms")
    assert found["shallow"] is False
    assert "Close the first half" in {field["summary"] for field in found["fields"]}


@pytest.mark.parametrize("form", ["table", "plain", "md", "json", "csv", "tsv"])
def test_every_form_and_language_with_and_without_a_cache(
    past: Past, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    past.change(WINDOW, "number: 1", "number: 7")
    commands = [("blame", "chat-window", "-f", form, "--lang", language) for language in ("ja", "en")]
    first = [inside(past.root, *command).all for command in commands]
    assert [inside(past.root, *command).all for command in commands] == first
    monkeypatch.setenv("DXPLAN_CACHE", "off")
    assert [inside(past.root, *command).all for command in commands] == first
    for code, text, error in first:
        assert (code, error) == (0, "")
        for word in ("運用中", "松江 花子", "Operate", "チャットで答える窓口"):
            assert word in text


def test_a_merge_that_leaves_the_plans_out_takes_all_values_away(past: Past) -> None:
    git(past.root, "branch", "plans")
    git(past.root, "checkout", "--quiet", "--orphan", "other")
    git(past.root, "rm", "-rqf", ".")
    past.write("README.md", "# another beginning\n")
    past.record("Another beginning")
    git(past.root, "merge", "--quiet", "--allow-unrelated-histories", "-s", "ours", "-m", "Merge", "plans")
    git(past.root, "checkout", "--quiet", "plans", "--", "plans")
    past.record("Bring back")
    assert set(blamed(past.root, "chat-window").values()) == {"Bring back"}
