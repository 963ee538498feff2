"""``dxplan validate --base``: only what a change touches, compared with where it parted."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

from dxplan.stores.documents import read_document
from tests.commands.running import inside
from tests.harness import Repository

if TYPE_CHECKING:
    from pathlib import Path

    from dxplan.model.migration import Kind
    from dxplan.stores.documents import Document

FORMS = "plans/minato/initiatives/online-forms.yaml"
PLAN = "plans/minato/plan.yaml"
COMPARED = "Compared with main (commit, {commit}, 2023-04-10)\n\n"


@pytest.fixture
def based(repository: Repository) -> Repository:
    """Return a repository with a branch for a change that nothing has been done on yet."""
    repository.commit()
    repository.git("switch", "--quiet", "--create", "change")
    return repository


def _commit(repository: Repository) -> str:
    return repository.git("rev-parse", "--short=8", "main").strip()


def _rules(repository: Repository, *arguments: str) -> list[tuple[str, str]]:
    answer = json.loads(repository.run("validate", "--base", "main", "-f", "json", *arguments).out)
    return [(problem["path"], problem["rule"]) for problem in answer["problems"]]


def test_nothing_changed(based: Repository) -> None:
    done = based.run("validate", "--base", "main")
    assert (done.code, done.out, done.err) == (
        0, COMPARED.format(commit=_commit(based)) + "0 files, no problem.\n", "",
    )  # fmt: skip


def test_only_files_that_the_change_touches_are_told_of(based: Repository) -> None:
    text = based.read(FORMS)
    based.git("switch", "--quiet", "main")
    based.write(
        "plans/minato/initiatives/other.yaml", text.replace("online-forms", "other").replace("着手中", "着手")
    )
    based.commit("Leave an error on the main branch")
    based.git("switch", "--quiet", "-C", "change")
    based.write(FORMS, text.replace("市役所に来なくても", "来なくても"))
    assert ("plans/minato/initiatives/other.yaml", "unknown-name") not in _rules(based)
    done = based.run("validate", "--base", "main")
    assert done.code == 0
    assert done.out.endswith("1 file, no problem.\n")


def test_a_clash_with_a_file_that_did_not_change_is_told(based: Repository) -> None:
    # "about.yaml" comes first, so the finding stands in the other file.
    text = based.read(FORMS).replace("id: online-forms", "id: about").split("listings:")[0]
    rest = based.read(FORMS)[based.read(FORMS).index("departments:") :]
    based.write("plans/minato/initiatives/about.yaml", text + rest)
    assert (FORMS, "unique-number") in _rules(based)


def test_a_change_of_the_plan_tells_what_it_breaks_elsewhere(based: Repository) -> None:
    plan = based.read(PLAN)
    assert "  - name: 情報課" in plan
    based.write(PLAN, plan.replace("  - name: 情報課", "  - name: デジタル課"))
    found = _rules(based)
    assert (FORMS, "unknown-name") in found


def test_what_was_on_the_main_branch_meanwhile_is_not_part_of_the_change(based: Repository) -> None:
    based.write("plans/minato/initiatives/a.yaml", based.read(FORMS).replace("id: online-forms", "id: a"))
    based.commit("Change")
    based.git("switch", "--quiet", "main")
    (based.root / FORMS).unlink()
    based.commit("Meanwhile")
    based.git("switch", "--quiet", "change")
    assert {path for path, rule in _rules(based) if rule == "deleted-initiative"} == set()


def test_a_point_of_the_past_can_be_checked(based: Repository) -> None:
    (based.root / FORMS).unlink()
    based.commit("Delete")
    based.write(FORMS, based.git("show", f"main:{FORMS}"))
    assert _rules(based) == []
    assert (FORMS, "deleted-initiative") in _rules(based, "--at", "change")


def test_a_file_that_was_broken_before_is_told_beside_and_never_as_gone(based: Repository) -> None:
    text = based.read(FORMS)
    based.git("switch", "--quiet", "main")
    based.write(FORMS, text + "note: [\n")
    based.commit("Break")
    based.git("switch", "--quiet", "-C", "change")
    (based.root / FORMS).unlink()
    done = based.run("validate", "--base", "main")
    assert done.code == 1
    assert done.err.startswith(f"Warning: main:{FORMS}:")
    assert "could not be compared" in done.err
    assert "deleted-initiative" not in done.out


def test_a_renamed_plan_folder_is_no_deletion(based: Repository) -> None:
    based.git("mv", "plans/minato", "plans/minato-city")
    assert [rule for _, rule in _rules(based) if rule in {"deleted-initiative", "id-renamed"}] == []


def test_a_file_of_another_department(based: Repository) -> None:
    owners = "  - name: 市民課\n    owners: [shimin@city.example]\n  - name: 情報課\n    owners: [joho@city.example]\n"
    plan = based.read(PLAN)
    begin = plan.index("departments:\n") + len("departments:\n")
    end = next(at for at in range(begin, len(plan)) if plan[at - 1] == "\n" and plan[at] not in " #")
    others = "".join(
        line + "\n" for line in plan[begin:end].splitlines() if "市民課" not in line and "情報課" not in line
    )
    based.write(PLAN, plan[:begin] + owners + others + plan[end:])
    based.commit("Owners")
    based.git("branch", "--force", "main", "change")
    path = next(
        file
        for file in sorted((based.root / "plans/minato/initiatives").glob("*.yaml"))
        if "情報課" not in file.read_text(encoding="utf-8")
    )
    path.write_text(path.read_text(encoding="utf-8") + "note: 直した。\n", encoding="utf-8")
    based.git("add", "--all")
    based.git("commit", "--quiet", "--author", "情報 太郎 <joho@city.example>", "--message", "Change")
    name = path.relative_to(based.root).as_posix()
    assert (name, "foreign-department") in _rules(based)
    # Whoever the mail map knows under another address is that person.
    based.write(".mailmap", "市民 花子 <shimin@city.example> <joho@city.example>\n")
    assert (name, "foreign-department") not in _rules(based)


@pytest.mark.parametrize("base", ["nowhere", "--output=x", "../main"])
def test_an_unknown_base(based: Repository, base: str) -> None:
    done = based.run("validate", f"--base={base}")
    assert (done.code, done.out) == (3, "")
    assert done.err.startswith("Error: ")


def test_a_shallow_clone_is_told_how_to_mend_itself(based: Repository, tmp_path: Path) -> None:
    based.write(FORMS, based.read(FORMS) + "note: a\n")
    based.commit("Change")
    based.git("switch", "--quiet", "main")
    based.write("note.txt", "n")
    based.commit("Meanwhile")
    clone = tmp_path / "clone"
    subprocess.run(
        ["git", "clone", "--quiet", "--depth=1", "--no-single-branch", based.root.as_uri(), str(clone)],
        check=True,
    )
    subprocess.run(["git", "-C", str(clone), "switch", "--quiet", "change"], check=True)
    done = Repository(clone).run("validate", "--base", "origin/main")
    assert (done.code, done.out) == (3, "")
    assert done.err == (
        "Error: In this clone origin/main and the change have no common commit.\n"
        "    → This clone has only the newest part of the history. Run git fetch --unshallow --tags.\n"
    )


def test_histories_without_a_common_commit_are_compared_as_they_are(based: Repository) -> None:
    based.git("switch", "--quiet", "--orphan", "other")
    based.git("checkout", "--quiet", "main", "--", ".")
    based.commit("Begin anew")
    done = based.run("validate", "--base", "main")
    assert (done.code, done.err) == (
        0, "main and the change have no common commit; they are compared as they are.\n",
    )  # fmt: skip


def test_fix_mends_only_what_the_change_touches(based: Repository) -> None:
    based.write(FORMS, based.read(FORMS).replace("number: 1\n", "number: １\n", 1))
    done = based.run("validate", "--base", "main", "--fix")
    assert done.code == 0
    assert "number: 1\n" in based.read(FORMS)


def test_json_tells_the_base(based: Repository) -> None:
    answer = json.loads(based.run("validate", "--base", "main", "-f", "json").out)
    commit = based.git("rev-parse", "main").strip()
    assert answer["base"] == {
        "point": "main",
        "kind": "commit",
        "commit": commit,
        "date": "2023-04-10T09:00:00+09:00",
        "ref": "refs/heads/main",
    }
    assert answer["files"] == 0


def test_few_git_processes_whatever_the_number_of_files(
    based: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = based.read(FORMS)
    for number in range(40):
        based.write(f"plans/minato/initiatives/x{number}.yaml", text.replace("online-forms", f"x{number}"))
    trace = tmp_path / "trace"
    monkeypatch.setenv("GIT_TRACE2_EVENT", str(trace))
    based.run("validate", "--base", "main")
    starts = [line for line in trace.read_text(encoding="utf-8").splitlines() if '"event":"start"' in line]
    assert 0 < len(starts) <= 12


def test_of_many_files_only_those_that_changed_are_parsed(
    based: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed = []

    def noted(path: str, raw: bytes, kind: Kind) -> Document:
        parsed.append(path)
        return read_document(path, raw, kind)

    monkeypatch.setattr("dxplan.checks.change_files.read_document", noted)
    based.write(FORMS, based.read(FORMS) + "note: a\n")
    assert inside(based.root, "validate", "--base", "main").code == 0
    assert parsed == [FORMS]
