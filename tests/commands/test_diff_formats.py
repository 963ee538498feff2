"""``dxplan diff`` in every format: hostile texts, odd names, the contract's JSON, and the same bytes again."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.commands.differences import answer, changes, short
from tests.commands.running import folder_state, inside
from tests.history import FOLDER, FORMS, PLAN, READERS, WINDOW, Past, git, story

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Past:
    """Return the story in a plain repository, to be read only."""
    return story(tmp_path_factory.mktemp("past") / "repository")


@pytest.fixture
def copy(past: Past, tmp_path: Path) -> Past:
    """Return the story in a repository that may be changed."""
    return past.copy(tmp_path / "copy")


ROOT = Path(__file__).parents[2]
HOSTILE = "=cmd|' /C calc'!A0 | </details><script>alert(1)</script> `x` \u202e\u2066\x7f *a* [b](c) 漢字"


def test_hostile_titles_in_every_format(copy: Past) -> None:
    quoted = json.dumps(HOSTILE.replace("\x7f", "")).replace("\u202e", "\\u202e")
    copy.write(READERS, copy.read(READERS).replace("title: カード読取機の貸出し", f"title: {quoted}"))
    copy.write(
        f"{FOLDER}/new.yaml",
        copy.read(READERS).replace("id: card-readers", "id: new").replace("市民課", json.dumps(HOSTILE[:20])),
    )
    outputs = {
        form: inside(copy.root, "diff", "HEAD", "-f", form)
        for form in ("table", "plain", "md", "json", "csv", "tsv", "html")
    }
    assert {run.code for run in outputs.values()} == {0}
    for form, run in outputs.items():
        assert not set(run.text) & set("\u202e\u2066\x7f\x1b") or form in {"csv", "tsv"}
    assert "</details><script>" not in outputs["md"].text
    assert "<script" not in outputs["html"].text
    rows = list(csv.reader(io.StringIO(outputs["csv"].out.decode("utf-8-sig"))))
    assert {len(row) for row in rows} == {10}
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    for line in outputs["md"].text.splitlines():
        if line.startswith("| ") and "cmd" in line:
            assert line.replace("\\|", "").count("|") == 6
    found = answer(outputs["json"])
    assert {change["title"] for change in found["changes"]} == {HOSTILE.replace("\x7f", "")}


def test_names_of_files_that_are_unusual(copy: Past) -> None:
    names = ["日本語", "a b", "é", 'a"b', "a\tb"]
    for name in names:
        copy.write(
            f"{FOLDER}/{name}.yaml", copy.read(READERS).replace("id: card-readers", f"id: {json.dumps(name)}")
        )
    stray = copy.root / FOLDER / "\udc83v.yaml"
    stray.write_bytes((copy.root / READERS).read_bytes().replace(b"id: card-readers", b"id: stray"))
    for _ in range(2):
        run = inside(copy.root, "diff", "HEAD", "-f", "json")
        assert (run.code, run.told) == (0, "")
        assert changes(run) == {name: ("added", [""]) for name in (*names, "stray")}
        assert inside(copy.root, "status").code == 1  # as validate says, ids are not like that
    copy.record("Odd names")
    assert changes(inside(copy.root, "diff", "v1", "HEAD", "-f", "json")).keys() == {
        *names,
        "stray",
        "chat-window",
    }
    assert inside(copy.root, "diff", "HEAD", "--exit-code").code == 0


def test_a_file_to_write_to(past: Past, tmp_path: Path) -> None:
    expected = inside(past.root, "diff", "v1", "HEAD", "-f", "html").out
    assert inside(past.root, "diff", "v1", "HEAD", "-f", "html", "-o", str(tmp_path / "a.html")).all == (
        0,
        "",
        "",
    )
    assert (tmp_path / "a.html").read_bytes() == expected
    assert inside(past.root, "diff", "v1", "HEAD", "-o", str(tmp_path / "no" / "a.txt")).code == 3
    sjis = inside(past.root, "diff", "v1", "HEAD", "-f", "csv", "--encoding", "cp932", "-q")
    assert (sjis.code, sjis.told) == (0, "")
    assert "チャット窓口" in sjis.out.decode("cp932")
    for form in ("html", "json"):
        assert inside(past.root, "diff", "v1", "HEAD", "-f", form, "--encoding", "cp932").all == (
            2, "", f"Error: --encoding: {form.upper()} is always UTF-8.\n",
        )  # fmt: skip
        assert inside(past.root, "diff", "v1", "HEAD", "-f", form, "--encoding", "UTF8").code == 0


def test_records_say_beside_them_what_was_compared(past: Past) -> None:
    run = inside(past.root, "diff", "v1", "HEAD", "-f", "tsv")
    assert run.all == (
        0,
        (
            "plan\tid\ttitle\tkind\tpointer\tfield\tfrom\tto\tmonths\tpath\n"
            f"minato\tchat-window\tチャット窓口\tchanged\t/title\tTitle\tチャットで答える窓口\tチャット窓口\t\t{WINDOW}\n"
        ),
        (
            f"Compared: v1 (tag, {short(past, 'Enter the meetings')}, 2022-09-30)"
            f" → HEAD (commit, {short(past, 'Shorten a title')}, 2023-04-10)\n"
        ),
    )


def test_the_shape_of_json(copy: Past) -> None:
    copy.change(WINDOW, "number: 1", "number: 7")
    copy.change(PLAN, "office: 情報課", "office: 市民課")
    found = answer(inside(copy.root, "diff", "R4-H1", "-f", "json"))
    contract = ["version", "from", "to", "summary", "changes", "errors"]
    assert list(found)[:6] == contract
    assert found["version"] == 1
    commit = copy.commits["Close the first half"]
    assert list(found["from"].items())[:4] == [
        ("point", "R4-H1"), ("kind", "tag"), ("commit", commit), ("date", "2022-09-30T23:59:59+09:00"),
    ]  # fmt: skip
    assert found["to"] == {"point": ".", "kind": "worktree", "commit": None, "date": None}
    assert list(found["summary"].items()) == [
        ("added", 1), ("removed", 0), ("changed", 1), ("unchanged", 2), ("withdrawn", 0),
    ]  # fmt: skip
    assert [list(change)[:5] for change in found["changes"]] == [
        ["plan", "id", "title", "kind", "fields"]
    ] * 3
    assert [(change["id"], change["kind"]) for change in found["changes"]] == [
        (None, "changed"), ("chat-window", "changed"), ("paperless-meetings", "added"),
    ]  # fmt: skip
    assert found["changes"][0]["fields"] == [{"pointer": "/office", "from": "情報課", "to": "市民課"}]
    assert found["changes"][1]["fields"] == [
        {"pointer": "/title", "from": "チャットで答える窓口", "to": "チャット窓口"},
        {"pointer": "/number", "from": 1, "to": 7},
    ]
    assert [list(field) for change in found["changes"] for field in change["fields"]] == [
        ["pointer", "from", "to"]
    ] * 4


def test_numbers_stay_as_they_are_written(copy: Past) -> None:
    """What comes from the cache is what was found first, to the byte."""
    copy.change(FORMS, "amount: 12000", "amount: 12500.5")
    copy.change(FORMS, "value: 40\n", "value: 44\n")
    for form in ("table", "md", "html", "json", "csv"):
        runs = [inside(copy.root, "diff", "HEAD", "-f", form).out for _ in range(2)]
        assert runs[0] == runs[1]


FORMATS = ("table", "plain", "md", "json", "csv", "tsv", "html")


def _answers(past: Past) -> Iterator[tuple[int, str, str]]:
    for form in FORMATS:
        yield inside(past.root, "diff", "HEAD~3", "-f", form).all
        yield inside(past.root, "diff", "HEAD", "HEAD~3", "-f", form, "--stat").all


def test_cold_warm_and_without_a_cache(past: Past, monkeypatch: pytest.MonkeyPatch) -> None:
    before = folder_state(past.root)
    cold, warm = list(_answers(past)), list(_answers(past))
    monkeypatch.setenv("DXPLAN_CACHE", "off")
    assert list(_answers(past)) == cold == warm
    assert folder_state(past.root) == before


def test_two_at_once(past: Past) -> None:
    expected = inside(past.root, "diff", "HEAD~3", "-f", "json").text
    shutil.rmtree(os.environ["DXPLAN_CACHE"])
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "dxplan", "diff", "HEAD~3", "-f", "json"],
            cwd=past.root,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(2)
    ]
    for process in runs:
        out, err = process.communicate(timeout=60)
        assert (process.returncode, out.decode(), err) == (0, expected, b"")


def _counting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a git first in PATH that counts its runs in a file."""
    log = tmp_path / "runs"
    shim = tmp_path / "bin" / "git"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\necho run >> "{log}"\nexec {shutil.which("git")} "$@"\n', encoding="utf-8")
    shim.chmod(0o755)
    monkeypatch.setenv("PATH", f"{shim.parent}{os.pathsep}{os.environ['PATH']}")
    return log


def test_git_runs_as_often_for_many_files_as_for_few(
    copy: Past, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DXPLAN_CACHE", "off")
    log = _counting(tmp_path, monkeypatch)
    counts: list[int] = []
    for points in (("v1", "HEAD"), ("R4-H1", "2023-04-30")):
        for many in (0, 60):
            for number in range(many):
                text = copy.read(READERS).replace("id: card-readers", f"id: extra-{number}")
                copy.write(f"{FOLDER}/extra-{number}.yaml", text)
            if many:
                git(copy.top, "add", "--all")
                git(copy.top, "commit", "--quiet", "--allow-empty", "-m", "Many")
            log.unlink(missing_ok=True)
            assert inside(copy.root, "diff", *points).code == 0
            counts.append(len(log.read_text(encoding="utf-8").splitlines()))
    assert counts[0] == counts[1]
    assert counts[2] == counts[3]
    assert max(counts) <= 10
