"""A past that begins before the present version of the schema: everything reads it as if it had always been so.

There has been one version so far, so a form that never was stands for the one before: an initiative's ``title`` was called
``name``, and the departments of a plan were called ``offices``.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from dxplan.model import migration
from tests.commands.running import inside
from tests.commands.trails import blamed, told
from tests.history import FORMS, HALF, LATEST, PLAN, begin, git

if TYPE_CHECKING:
    from pathlib import Path

    from tests.history import Past


def _with_title(data: migration.Data) -> migration.Data:
    return {("title" if key == "name" else key): value for key, value in data.items()}


def _with_departments(data: migration.Data) -> migration.Data:
    return {("departments" if key == "offices" else key): value for key, value in data.items()}


@pytest.fixture
def past(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Past:
    """Return a plan of which the first half was closed before the schema changed, and a status changed with it."""
    monkeypatch.setattr(migration, "FIRST", 0)
    monkeypatch.setitem(migration.STEPS, ("initiative", 0), _with_title)
    monkeypatch.setitem(migration.STEPS, ("plan", 0), _with_departments)
    # Other tests in this process must not find what is read here, nor the other way round.
    monkeypatch.setenv("DXPLAN_CACHE", str(tmp_path / "cache"))
    past = begin(tmp_path / "repository")
    texts = {
        path.relative_to(past.root).as_posix(): path for path in sorted(past.root.glob("plans/**/*.yaml"))
    }
    now = {path: past.read(path) for path in texts}
    for path, text in now.items():
        old = ("\ndepartments:", "\noffices:") if path == PLAN else ("\ntitle:", "\nname:")
        assert old[0] in text
        past.write(path, text.replace("schema: 1", "schema: 0").replace(*old))
    past.record("Before the change", HALF)
    git(past.root, "tag", "-a", "-m", "R4-H1", "snapshot/minato/R4-H1")
    for path, text in now.items():
        past.write(path, text)
    past.change(FORMS, "status: 着手中", "status: 運用中")
    past.record("Change the schema", LATEST)
    return past


def _answer(past: Past, *arguments: str, code: int = 0) -> Any:
    run = inside(past.root, *arguments, "-f", "json")
    assert (run.code, run.told) == (code, "")
    return json.loads(run.text)


def test_a_difference_shows_what_changed_in_the_plan_alone(past: Past) -> None:
    found = _answer(past, "diff", "R4-H1", "HEAD")
    (change,) = found["changes"]
    assert (change["id"], found["summary"]["unchanged"]) == ("online-forms", 3)
    assert [(field["pointer"], field["from"], field["to"]) for field in change["fields"]] == [
        ("/status", "着手中", "運用中")
    ]


def test_so_do_the_trail_and_the_origins(past: Past) -> None:
    assert told(past.root)[0] == ("online-forms", "/status", "着手中", "運用中")
    assert [entry[1] for entry in told(past.root)[1:]] == [""] * 5
    found = blamed(past.root, "online-forms")
    assert found.pop("/status") == "Change the schema"
    assert set(found.values()) == {"Before the change"}


def test_the_past_can_be_read_and_holds(past: Past) -> None:
    assert (
        _answer(past, "show", "online-forms", "--at", "R4-H1")["initiative"]["title"] == "申請のオンライン化"
    )
    assert len(_answer(past, "list", "--at", "R4-H1")["initiatives"]) == 4
    assert _answer(past, "validate", "--at", "R4-H1")["errors"] == 0
    assert [point["total"] for point in _answer(past, "trend")["points"]] == [4, 4]
    assert _answer(past, "status")["plans"][0]["since"]["changed"] == 1


def test_both_sides_of_a_change_are_compared_in_the_present_form(past: Past) -> None:
    found = _answer(past, "validate", "--base", "HEAD~1")
    assert [problem["rule"] for problem in found["problems"] if problem["severity"] == "error"] == []


def test_the_diff_driver_shows_both_sides_in_the_present_form(past: Past) -> None:
    old = git(past.root, "cat-file", "blob", f"HEAD~1:{FORMS}").encode()
    past.write("old.yaml", old.decode())
    before, after = (
        inside(past.root, "hooks", "textconv", file).text.splitlines() for file in ("old.yaml", FORMS)
    )
    assert [line for line in before if line not in after] == ["status: 着手中"]


def test_a_file_of_the_past_that_no_step_can_read_is_told_beside_the_rest(
    past: Past, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumbling(data: migration.Data) -> migration.Data:
        return {**data, "title": data["name"]["ja"]} if data["id"] == "online-forms" else _with_title(data)

    monkeypatch.setitem(migration.STEPS, ("initiative", 0), stumbling)
    run = inside(past.root, "diff", "R4-H1", "HEAD", "-f", "json")
    found = json.loads(run.text)
    assert (run.code, found["changes"], len(found["errors"])) == (1, [], 1)
    assert "The file follows version 0 of the schema, but does not fit it." in json.dumps(found["errors"])
