"""``dxplan show``: which initiative is meant, and what git tells of its file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.commands.running import inside
from tests.harness import Repository

if TYPE_CHECKING:
    from pathlib import Path

FORMS = "plans/minato/initiatives/online-forms.yaml"


def _changes(root: Path, *arguments: str) -> list[dict[str, str]]:
    run = inside(root, "show", "online-forms", "-f", "json", *arguments)
    assert (run.code, run.told) == (0, "")
    changes: list[dict[str, str]] = json.loads(run.text)["changes"]
    return changes


def _summaries(root: Path) -> list[str]:
    return [change["summary"] for change in _changes(root)]


def test_an_id_nobody_knows(repository: Repository) -> None:
    assert inside(repository.root, "show", "onlineforms").all == (
        3,
        "",
        "Error: There is no initiative “onlineforms”.\n    → Did you mean “online-forms”?\n",
    )
    assert inside(repository.root, "show", "zzz").all == (
        3,
        "",
        (
            "Error: There is no initiative “zzz”.\n"
            "    → Allowed are: card-readers, chat-window, online-forms, paperless-meetings.\n"
        ),
    )
    assert inside(repository.root, "show", "").all == (
        3,
        "",
        (
            "Error: There is no initiative “”.\n"
            "    → Allowed are: card-readers, chat-window, online-forms, paperless-meetings.\n"
        ),
    )


def test_an_id_of_several_plans(cities: Repository) -> None:
    assert inside(cities.root, "show", "online-forms").all == (
        2,
        "",
        "Error: Several plans have an initiative “online-forms”: kita, minato.\n    → Name one with --plan.\n",
    )
    run = inside(cities.root, "show", "online-forms", "--plan", "kita", "-f", "json")
    assert (run.code, json.loads(run.text)["initiative"]["path"]) == (
        0,
        "plans/kita/initiatives/online-forms.yaml",
    )


def test_of_several_files_with_an_id_the_one_of_that_name_is_meant(repository: Repository) -> None:
    text = repository.read(FORMS)
    repository.write("plans/minato/initiatives/copy.yaml", text)
    run = inside(repository.root, "show", "online-forms", "-f", "json")
    assert (run.code, json.loads(run.text)["initiative"]["path"]) == (0, FORMS)
    (repository.root / FORMS).rename(repository.root / "plans/minato/initiatives/other.yaml")
    assert inside(repository.root, "show", "online-forms").all == (
        3,
        "",
        (
            "Error: Several files have the id “online-forms”: "
            "plans/minato/initiatives/copy.yaml, plans/minato/initiatives/other.yaml.\n"
        ),
    )


def test_the_last_changes(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    first = repository.commit("計画を登録")
    repository.write(FORMS, repository.read(FORMS).replace("運用中", "運用中"))
    repository.write(
        "plans/minato/initiatives/card-readers.yaml",
        repository.read("plans/minato/initiatives/card-readers.yaml") + "note: x\n",
    )
    repository.commit("ほかの取組だけ")
    monkeypatch.setenv("GIT_AUTHOR_NAME", "浜田 太郎")
    monkeypatch.setenv("GIT_AUTHOR_DATE", "2023-05-01T23:30:00-05:00")
    repository.write(FORMS, repository.read(FORMS) + "note: x\n")
    second = repository.commit("申請のオンライン化に備考を加える\n\n本文")
    run = inside(repository.root, "show", "online-forms")
    assert run.all == (
        0,
        run.text.partition("Last changes")[0] + "Last changes\n\n"
        f"2023-05-01  浜田 太郎  申請のオンライン化に備考を加える  ({second[:8]})\n"
        f"2023-04-10  松江 花子  計画を登録  ({first[:8]})\n",
        "",
    )
    assert _changes(repository.root) == [
        {
            "commit": second,
            "date": "2023-05-01T23:30:00-05:00",
            "author": "浜田 太郎",
            "summary": "申請のオンライン化に備考を加える",
        },
        {
            "commit": first,
            "date": "2023-04-10T09:00:00+09:00",
            "author": "松江 花子",
            "summary": "計画を登録",
        },
    ]
    # The working tree is shown, changed or not; a change that is not committed has no author yet.
    repository.write(FORMS, repository.read(FORMS) + "progress: y\n")
    assert [change["commit"] for change in _changes(repository.root)] == [second, first]


def test_no_more_than_five_changes(repository: Repository) -> None:
    for number in range(7):
        repository.write(FORMS, repository.read(FORMS) + f"# {number}\n")
        repository.commit(f"Change {number}")
    assert _summaries(repository.root) == ["Change 6", "Change 5", "Change 4", "Change 3", "Change 2"]


def test_without_git_or_commit_there_are_none(repository: Repository) -> None:
    assert _changes(repository.root) == []
    repository.git("init", "--quiet", "--initial-branch=main")
    assert _changes(repository.root) == []
    repository.commit("First")
    repository.write(
        "plans/minato/initiatives/new-one.yaml",
        repository.read(FORMS).replace("id: online-forms", "id: new-one"),
    )
    run = inside(repository.root, "show", "new-one", "-f", "json")
    assert (run.code, run.told, json.loads(run.text)["changes"]) == (0, "", [])


def test_the_plans_may_stand_below_the_top_of_the_git_repository(
    tmp_path: Path, repository: Repository
) -> None:
    whole = Repository(tmp_path)
    commit = whole.commit("From above")
    assert [change["commit"] for change in _changes(repository.root)] == [commit]
    assert _summaries(repository.root / "plans" / "minato") == ["From above"]


def test_a_worktree_of_git(repository: Repository, tmp_path: Path) -> None:
    repository.commit("First")
    repository.git("worktree", "add", "--quiet", str(tmp_path / "other"), "-b", "other")
    assert _summaries(tmp_path / "other") == ["First"]


@pytest.mark.parametrize("variable", ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_NAMESPACE"])
def test_the_variables_of_a_hook_lead_nowhere_else(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    repository.commit("Ours")
    other = Repository(tmp_path / "other")
    other.write(FORMS, "x: y\n")
    other.commit("Theirs")
    values = {"GIT_WORK_TREE": "", "GIT_INDEX_FILE": ".git/index", "GIT_DIR": ".git", "GIT_NAMESPACE": "x"}
    monkeypatch.setenv(variable, str(other.root / values[variable]))
    assert _summaries(repository.root) == ["Ours"]


def test_a_path_is_no_pattern(repository: Repository) -> None:
    text = repository.read("plans/minato/initiatives/paperless-meetings.yaml")
    repository.write("plans/minato/initiatives/[o]dd.yaml", text.replace("paperless-meetings", "odd"))
    repository.commit("Odd")
    repository.write("plans/minato/initiatives/odd.yaml", text.replace("paperless-meetings", "even"))
    repository.commit("Even")
    run = inside(repository.root, "show", "odd", "-f", "json")
    assert [change["summary"] for change in json.loads(run.text)["changes"]] == ["Odd"]


@pytest.mark.parametrize(
    "setting",
    [
        ("core.pager", "touch hacked"),
        ("core.fsmonitor", "touch hacked"),
        ("diff.external", "touch hacked"),
        ("i18n.logOutputEncoding", "EUC-JP"),
        ("format.pretty", "raw"),
        ("color.ui", "always"),
        ("core.quotePath", "true"),
        ("log.date", "unix"),
    ],
)
def test_the_configuration_changes_nothing_and_starts_nothing(
    repository: Repository, setting: tuple[str, str]
) -> None:
    repository.commit("計画を登録")
    expected = _changes(repository.root)
    repository.git("config", *setting)
    assert _changes(repository.root) == expected
    assert expected[0]["summary"] == "計画を登録"
    assert not (repository.root / "hacked").exists()


def test_names_are_not_followed_whatever_a_person_likes(repository: Repository) -> None:
    text = repository.read(FORMS)
    (repository.root / FORMS).rename(repository.root / "old.yaml")
    repository.commit("Under its old name")
    (repository.root / "old.yaml").unlink()
    repository.write(FORMS, text)
    repository.commit("Under its new name")
    repository.git("config", "log.follow", "true")
    assert _summaries(repository.root) == ["Under its new name"]


def test_signatures_are_not_checked(repository: Repository) -> None:
    """The program that would check them is one that the configuration names."""
    signed = repository.git("cat-file", "commit", repository.commit("Signed"))
    signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n eA==\n -----END PGP SIGNATURE-----\n\n"
    (repository.root / "commit").write_bytes(signed.replace("\n\n", f"\n{signature}", 1).encode())
    commit = repository.git("hash-object", "-t", "commit", "-w", "commit").strip()
    repository.git("update-ref", "HEAD", commit)
    program = repository.write("program", "#!/bin/sh\ntouch hacked\n")
    program.chmod(0o755)
    repository.git("config", "gpg.program", str(program))
    repository.git("config", "log.showSignature", "true")
    assert _summaries(repository.root) == ["Signed"]
    assert not (repository.root / "hacked").exists()
    # It is such a repository: git itself would run it.
    repository.git("log", "-1")
    assert (repository.root / "hacked").exists()


def test_nothing_is_fetched(repository: Repository) -> None:
    """A clone that lacks objects would ask its remote for them, through a program that its configuration names."""
    repository.commit("First")
    tree = repository.git("rev-parse", "HEAD:plans").strip()
    for setting in (
        ("core.repositoryFormatVersion", "1"),
        ("extensions.partialClone", "origin"),
        ("remote.origin.url", "ext::touch hacked"),
        ("remote.origin.promisor", "true"),
        ("protocol.ext.allow", "always"),
        ("protocol.allow", "always"),
    ):
        repository.git("config", *setting)
    (repository.root / ".git" / "objects" / tree[:2] / tree[2:]).unlink()
    run = inside(repository.root, "show", "online-forms", "-f", "json")
    assert not (repository.root / "hacked").exists()
    assert (run.code, json.loads(run.text)["changes"]) == (0, [])
    assert run.told.startswith("Warning: The last changes are missing: git cannot read the history: ")
    assert run.told.splitlines()[1:] == [
        "    → This clone was made without the contents of files. Clone it again without --filter."
    ]


def test_without_the_git_program(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    repository.commit("First")
    whole = inside(repository.root, "show", "online-forms")
    monkeypatch.setenv("PATH", str(tmp_path))
    # GitPython looks for the program when it is first imported, so a process of its own is needed.
    done = subprocess.run(
        [sys.executable, "-m", "dxplan", "show", "online-forms"],
        cwd=repository.root,
        env=dict(os.environ),
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr.decode()) == (
        0,
        (
            "Warning: The last changes are missing: git is not installed.\n"
            "    → Install git; without it dxplan reads the present files only.\n"
        ),
    )
    assert done.stdout.decode() == whole.text.partition("\nLast changes")[0]


def test_what_is_empty_is_not_shown(repository: Repository) -> None:
    path = "plans/minato/initiatives/paperless-meetings.yaml"
    repository.write(path, repository.read(path).replace("departments:\n  - 情報課\n", "departments: []\n"))
    run = inside(repository.root, "show", "paperless-meetings", "-f", "plain")
    assert (run.code, run.told) == (0, "")
    labels = [line.split("  ")[0] for line in run.text.splitlines()[2:]]
    assert labels == ["Id", "Pillar", "Category", "Number", "Status", "Stage", "Start of operation"]


def test_defaults_that_are_written_are_shown(repository: Repository) -> None:
    repository.write(
        FORMS, repository.read(FORMS).replace("    unit: 種\n", "    unit: 種\n    direction: up\n")
    )
    for _ in range(2):  # read from the file, then from the cache
        run = inside(repository.root, "show", "online-forms", "-f", "json")
        assert json.loads(run.text)["initiative"]["indicators"][0]["direction"] == "up"
    repository.write(FORMS, repository.read(FORMS).replace("    direction: up\n", ""))
    for _ in range(2):
        run = inside(repository.root, "show", "online-forms", "-f", "json")
        assert "direction" not in json.loads(run.text)["initiative"]["indicators"][0]
