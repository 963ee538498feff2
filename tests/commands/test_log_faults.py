"""``dxplan log`` on what is broken, hostile or changing meanwhile: all the rest is told, and nothing is invented."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dxplan.stores import blobs
from tests.commands.running import folder_state, inside
from tests.commands.trails import answer, by_summary, entered, log, told
from tests.history import FOLDER, FORMS, LATEST, PLAN, WINDOW, begin, git, story

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dxplan.errors import DocumentError
    from dxplan.stores.git import GitRepository
    from tests.history import Past

KILLED = """
import os, signal, sys
from dxplan.commands.boundary import run
from dxplan.stores.cache import Cache
keep, left = Cache.put_many, int(sys.argv[1])
def put_many(self, entries):
    global left
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1
    keep(self, entries)
Cache.put_many = put_many
sys.exit(run(["log", "-f", "json", "-o", os.devnull]))
"""
UNSHALLOW = "This clone has only the newest part of the history. Run git fetch --unshallow --tags.\n"


@pytest.fixture
def past(tmp_path: Path) -> Past:
    """Return a repository of the sample plan with one commit."""
    return entered(tmp_path / "repository")


def _commit_of(past: Past, who: str, when: str, text: str = "Odd", encoding: str = "utf-8") -> None:
    """Commit the tree with a line of a person and a moment that no porcelain would write."""
    git(past.root, "add", "--all")
    tree, parent = (git(past.root, *asked).strip() for asked in (("write-tree",), ("rev-parse", "HEAD")))
    people = f"author {who} {when}\ncommitter {who} {when}\nencoding {encoding}"
    raw = f"tree {tree}\nparent {parent}\n{people}\n\n{text}\n".encode(encoding)
    made = git(past.root, "hash-object", "-t", "commit", "-w", "--stdin", "--literally", stdin=raw)
    git(past.root, "update-ref", "HEAD", made.strip())


def test_a_file_that_could_not_be_read_once_is_reported_beside_the_rest(past: Past) -> None:
    text = past.read(FORMS)
    past.write(FORMS, text + "note: [\n")
    past.change(WINDOW, "number: 1", "number: 7")
    broken = past.record("Break a file")
    past.write(FORMS, text.replace("status: 着手中", "status: 運用中"))
    past.record("Mend it")
    whole = answer(past.root, "log", code=1)
    ((error,), entries) = whole["errors"], whole["entries"]
    assert (error["commit"], error["path"], error["id"], error["rule"]) == (
        broken, FORMS, "online-forms", "yaml-syntax",
    )  # fmt: skip
    assert error["line"] > 1
    assert [(entry["summary"], entry["id"], entry["from"]) for entry in entries[:2]] == [
        ("Mend it", "online-forms", "着手中"),
        ("Break a file", "chat-window", 1),
    ]
    plain = inside(past.root, "log", "-f", "plain")
    assert plain.code == 1
    assert "online-forms.yaml:" in plain.text.split("Break a file")[1].split("Enter the plan")[0]
    records = inside(past.root, "log", "-f", "csv")
    assert records.code == 1
    assert records.told.startswith(f"Warning: {FORMS}:")
    # Whoever does not ask for it is not told of it.
    assert inside(past.root, "log", "chat-window", "-f", "csv").code == 0
    assert inside(past.root, "log", "--limit", "1", "-f", "json").code == 0
    assert inside(past.root, "log", "--limit", "2", "-f", "json").code == 1


def test_a_file_that_never_could_be_read_has_an_id_nevertheless(past: Past) -> None:
    past.write(f"{FOLDER}/odd.yaml", "id: [\n")
    past.record("Enter nonsense")
    found = answer(past.root, "log", "odd", code=1)
    assert (found["entries"], [error["id"] for error in found["errors"]]) == ([], ["odd"])


def test_a_plan_file_that_could_not_be_read(past: Past) -> None:
    text = past.read(PLAN)
    past.write(PLAN, b"\x83\x5c\x83\x5c: \xff\n")
    past.record("Break the plan")
    past.write(PLAN, text)
    past.record("Mend the plan")
    found = answer(past.root, "log", code=1)
    assert [(error["path"], error["id"]) for error in found["errors"]] == [(PLAN, None)]
    assert {entry["summary"] for entry in found["entries"]} == {"Enter the plan"}


def test_a_file_of_twenty_megabytes_is_reported(past: Past) -> None:
    past.write(f"{FOLDER}/large.yaml", b"note: " + b"x" * 20_000_000 + b"\n")
    past.record("Enter a film")
    (past.root / f"{FOLDER}/large.yaml").unlink()
    past.record("Take it away")
    found = answer(past.root, "log", code=1)
    assert [error["path"] for error in found["errors"]] == [f"{FOLDER}/large.yaml"]
    assert len(found["entries"]) == 5


def test_what_is_no_plan_and_no_initiative_has_no_history(past: Past) -> None:
    past.write("README.md", "# みなと市\n")
    past.write("plans/minato/README.md", "# 計画\n")
    past.write(f"{FOLDER}/.hidden.yaml", "id: hidden\n")
    past.write(f"{FOLDER}/below/deep.yaml", "id: deep\n")
    (past.root / FOLDER / "link.yaml").symlink_to("online-forms.yaml")
    past.record("Other files")
    assert "Other files" not in by_summary(past.root)


@pytest.mark.parametrize(
    ("when", "shown"),
    [
        ("1680000000 +0545", "2023-03-28T16:25:00+05:45"),
        ("1680000000 -0330", "2023-03-28T07:10:00-03:30"),
        ("1680000000 -0000", "2023-03-28T10:40:00+00:00"),
        ("1680000000 +9959", "2023-04-01T14:39:00+99:59"),
        ("253402300799 -1200", "9999-12-31T11:59:59-12:00"),
        ("99999999999999 +0900", "3170843-11-07T18:46:39+09:00"),
        ("nonsense", ""),
    ],
)
def test_odd_dates_are_shown_as_they_are_and_can_be_compared(past: Past, when: str, shown: str) -> None:
    past.change(WINDOW, "number: 1", "number: 7")
    _commit_of(past, "Odd <odd@city.example>", when)
    newest = log(past.root)[0]
    assert (newest["summary"], newest["date"]) == ("Odd", shown)
    for form in ("plain", "md", "csv"):
        assert inside(past.root, "log", "-f", form).code == 0
        assert inside(past.root, "blame", "chat-window", "-f", form).code == 0
    late = by_summary(past.root, "--since", "2023-03-29")
    assert ("Odd" in late) is shown.startswith(("9999", "3170843"))
    assert ("Odd" in by_summary(past.root, "--until", "2023-03-28")) is not ("Odd" in late)


def test_names_and_messages_cannot_work_on_the_terminal(past: Past) -> None:
    past.change(WINDOW, "number: 1", "number: 7")
    past.write(WINDOW, past.read(WINDOW) + 'note: "\\e[31m\\u202e"\n')
    text = "evil \x1b[2J\x07\u202e | `x` <b> =1+1"
    _commit_of(past, "A\x1b[31m|B <a@x\x1b]0;t\x07>", "1680000000 +0900", text)
    for form in ("table", "plain", "md", "csv", "tsv", "json"):
        run = inside(past.root, "log", "-f", form)
        assert not {"\x1b", "\x07", "\u202e"} & set(run.text + run.told), form
        run = inside(past.root, "blame", "chat-window", "-f", form)
        assert not {"\x1b", "\x07", "\u202e"} & set(run.text + run.told), form
    assert log(past.root)[0]["summary"] == text
    assert "\\| \\`x\\`" in inside(past.root, "log", "-f", "md").text


def test_bytes_that_are_no_text(past: Past) -> None:
    raw_name = os.fsencode(past.root / FOLDER) + b"/\xff\xfe.yaml"
    Path(os.fsdecode(raw_name)).write_bytes(past.read(FORMS).replace("online-forms", "odd-name").encode())
    bare = os.fsencode(past.root / FOLDER) + b"/\xfd.yaml"
    Path(os.fsdecode(bare)).write_bytes(b"schema: 1\ntitle: x\n")
    _commit_of(past, "松江 花子 <hanako@city.example>", "1680000000 +0900", "改訂", "cp932")
    for _ in range(2):
        for form in ("json", "plain", "md", "csv"):
            run = inside(past.root, "log", "-f", form)
            assert run.code == 0, run.all
        assert [(entry["author"], entry["summary"]) for entry in log(past.root, "odd-name")] == [
            ("松江 花子", "改訂")
        ]


def test_configuration_and_environment_have_no_say(
    past: Past, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    past.change(WINDOW, "number: 1", "number: 7")
    past.record("Change")
    expected = inside(past.root, "log", "-f", "json").all
    mark = tmp_path / "executed"
    script = tmp_path / "script"
    script.write_text(f"#!/bin/sh\ntouch {mark}\n", encoding="utf-8")
    script.chmod(0o755)
    for name, value in {
        "core.pager": str(script), "core.fsmonitor": str(script), "diff.external": str(script),
        "log.showSignature": "true", "gpg.program": str(script), "diff.renames": "copies",
        "log.follow": "true", "log.date": "relative", "diff.noprefix": "true", "core.quotePath": "true",
        "log.mailmap": "false", "core.hooksPath": str(tmp_path), "diff.orderFile": str(script),
        "format.pretty": "%n", "log.diffMerges": "on", "core.abbrev": "4", "diff.ignoreSubmodules": "all",
        "i18n.logOutputEncoding": "cp932", "color.ui": "always", "mailmap.file": str(script),
    }.items():  # fmt: skip
        git(past.root, "config", name, value)
    (past.root / ".git" / "info" / "attributes").write_text("*.yaml diff=evil\n", encoding="utf-8")
    git(past.root, "config", "diff.evil.textconv", str(script))
    for name in ("GIT_EXTERNAL_DIFF", "GIT_PAGER", "PAGER"):
        monkeypatch.setenv(name, str(script))
    monkeypatch.setenv("GIT_DIFF_OPTS", "-u99")
    monkeypatch.setenv("DXPLAN_CACHE", "off")
    assert inside(past.root, "log", "-f", "json").all == expected
    assert not mark.exists()


def test_replaced_objects_and_grafts_are_not_followed(past: Past, monkeypatch: pytest.MonkeyPatch) -> None:
    past.change(WINDOW, "number: 1", "number: 7")
    past.record("Change")
    past.change(WINDOW, "number: 7", "number: 8")
    last = past.record("Change again")
    expected = told(past.root)
    git(past.root, "replace", "--graft", "HEAD")
    (past.root / ".git" / "info" / "grafts").write_text(f"{last}\n", encoding="utf-8")
    monkeypatch.setenv("DXPLAN_CACHE", "off")
    assert told(past.root) == expected


def test_names_follow_the_mailmap_of_today(past: Past) -> None:
    assert {entry["author"] for entry in log(past.root)} == {"松江 花子"}
    past.write(".mailmap", "出雲 花子 <hanako@izumo.example> <hanako@city.example>\n")
    for _ in range(2):
        assert {(e["author"], e["email"]) for e in log(past.root)} == {("出雲 花子", "hanako@izumo.example")}
    past.record("Enter the names")
    assert len(log(past.root, "--author", "出雲")) == 5
    assert len(log(past.root, "--author", "松江")) == 0
    past.write(".mailmap", "")
    assert {entry["author"] for entry in log(past.root)} == {"松江 花子"}
    git(past.root, "clone", "--quiet", "--bare", str(past.root), "../bare.git")
    assert {entry["author"] for entry in log(past.root.parent / "bare.git")} == {"出雲 花子"}


def test_a_shallow_clone_says_so_and_credits_nothing_to_its_first_commit(tmp_path: Path) -> None:
    past = story(tmp_path / "source")
    git(tmp_path, "clone", "--quiet", "--depth=2", past.root.as_uri(), "clone")
    clone = tmp_path / "clone"
    found = answer(clone, "log")
    assert found["shallow"] is True
    assert [entry["summary"] for entry in found["entries"]] == ["Shorten a title"]
    assert inside(clone, "log", "-f", "plain").text.endswith(UNSHALLOW)
    assert inside(clone, "log", "-f", "csv").told == f"Warning: {UNSHALLOW}"
    # What has not changed since is known, but has no history.
    assert inside(clone, "log", "card-readers", "-f", "plain").all == (
        0, f"No change was found.\n\n{UNSHALLOW}", "",
    )  # fmt: skip
    assert inside(clone, "log", "nobody").code == 3
    git(clone, "fetch", "--quiet", "--unshallow")
    found = answer(clone, "log")
    assert (found["shallow"], len(found["entries"])) == (False, 7)


def test_without_a_repository_or_a_commit(tmp_path: Path) -> None:
    past = begin(tmp_path / "repository")
    run = inside(past.root, "log")
    assert (run.code, run.text) == (3, "")
    assert "commit" in run.told
    (past.root / ".git").rename(tmp_path / "git")
    for command in (("log",), ("log", "online-forms"), ("blame", "online-forms")):
        run = inside(past.root, *command)
        assert (run.code, run.text) == (3, "")
        assert "is not in a git repository, so it has no history." in run.told


def test_an_amended_commit_is_another_history(past: Past) -> None:
    past.change(WINDOW, "number: 1", "number: 7")
    past.record("Change")
    assert told(past.root, "--field", "number")[0] == ("chat-window", "/number", 1, 7)
    past.change(WINDOW, "number: 7", "number: 8")
    git(past.root, "commit", "--quiet", "-a", "--amend", "-m", "Change otherwise")
    assert told(past.root, "--field", "number")[0] == ("chat-window", "/number", 1, 8)
    git(past.root, "reset", "--quiet", "--hard", "HEAD~1")
    assert told(past.root, "chat-window") == [("chat-window", "", None, "チャットで答える窓口")]


def test_only_what_is_new_is_read(past: Past, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        past.write(WINDOW, past.read(WINDOW) + f"# {number}\n")
        past.record(f"Change {number}")
    log(past.root)
    asked: list[str] = []
    genuine = blobs.read_blobs

    def heard(repository: GitRepository, ids: Iterable[str]) -> Iterator[tuple[str, bytes | DocumentError]]:
        wanted = list(ids)
        asked.extend(wanted)
        return genuine(repository, wanted)

    monkeypatch.setattr(blobs, "read_blobs", heard)
    assert len(log(past.root)) == 5
    assert asked == []
    past.change(WINDOW, "number: 1", "number: 7")
    past.record("Change the number")
    assert len(log(past.root)) == 6
    assert asked == [git(past.root, "rev-parse", f"HEAD:{WINDOW}").strip()]


def test_a_first_run_that_was_killed_does_no_harm(past: Past, monkeypatch: pytest.MonkeyPatch) -> None:
    past.change(WINDOW, "number: 1", "number: 7")
    past.record("Change")
    with monkeypatch.context() as context:
        context.setenv("DXPLAN_CACHE", "off")
        expected = inside(past.root, "log", "-f", "json").all
    killed = 0
    while subprocess.run([sys.executable, "-c", KILLED, str(killed)], cwd=past.root, check=False).returncode:
        killed += 1
        assert inside(past.root, "log", "-f", "json").all == expected
        (Path(os.environ["DXPLAN_CACHE"]) / "dxplan.sqlite").unlink()
    assert killed > 2


def test_two_at_once(past: Past) -> None:
    command = [sys.executable, "-m", "dxplan", "log", "-f", "json"]
    processes = [
        subprocess.Popen(command, cwd=past.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    answers = [process.communicate() for process in processes]
    assert {process.returncode for process in processes} == {0}
    assert {errors for _, errors in answers} == {b""}
    assert {out.decode() for out, _ in answers} == {inside(past.root, "log", "-f", "json").text}


def test_reading_never_writes(past: Past) -> None:
    past.change(WINDOW, "number: 1", "number: 7")
    before = folder_state(past.root)
    for form in ("table", "json", "csv"):
        inside(past.root, "log", "-f", form)
        inside(past.root, "blame", "chat-window", "-f", form)
    assert folder_state(past.root) == before


def test_a_link_in_the_place_of_a_file(past: Past) -> None:
    (past.root / FORMS).unlink()
    (past.root / FORMS).symlink_to("/etc/passwd")
    past.record("A link")
    assert told(past.root, "online-forms")[0] == ("online-forms", "", "申請のオンライン化", None)
    assert "root:" not in json.dumps(log(past.root))
    assert LATEST in {entry["date"] for entry in log(past.root)}
