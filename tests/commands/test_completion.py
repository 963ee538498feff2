"""Shell completion, through the protocol that the scripts of the shells speak; it is never loud."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from dxplan.commands import app
from tests.commands.running import folder_state, inside
from tests.history import PLAN, SHAPES, begin, git, story

if TYPE_CHECKING:
    from pathlib import Path

    from tests.harness import Repository


def _bash(monkeypatch: pytest.MonkeyPatch, cwd: Path, *words: str) -> list[str]:
    """Complete the last word as bash does."""
    monkeypatch.setenv("_DXPLAN_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "\n".join(("dxplan", *words)))
    monkeypatch.setenv("COMP_CWORD", str(len(words)))
    run = inside(cwd)
    assert (run.code, run.told) == (0, "")
    return [
        line for line in run.text.splitlines() if line
    ]  # as bash does, to which nothing comes as an empty line


def _zsh(monkeypatch: pytest.MonkeyPatch, cwd: Path, line: str) -> str:
    monkeypatch.setenv("_DXPLAN_COMPLETE", "complete_zsh")
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", line)
    run = inside(cwd)
    assert (run.code, run.told) == (0, "")
    return run.text


def test_commands_and_options(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _bash(monkeypatch, repository.root, "") == list(app.build_command("en").commands)
    assert _bash(monkeypatch, repository.root, "s") == ["status", "show", "snapshot", "set", "schema"]
    assert _bash(monkeypatch, repository.root, "list", "--with") == ["--withdrawn"]
    assert _bash(monkeypatch, repository.root, "list", "-f", "") == [
        "table",
        "plain",
        "md",
        "json",
        "csv",
        "tsv",
    ]
    assert _bash(monkeypatch, repository.root, "--lang", "") == ["ja", "en"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("show", ""), ["card-readers", "chat-window", "online-forms", "paperless-meetings"]),
        (("show", "c"), ["card-readers", "chat-window"]),
        (("show", "zzz"), []),
        (("list", "--id", "o"), ["online-forms"]),
        (("list", "--plan", ""), ["minato"]),
        (("status", "--plan", "x"), []),
        (("schema", "--plan", "m"), ["minato"]),
        (("list", "--pillar", ""), ["市民サービス", "業務の効率化"]),
        (("list", "--pillar", "業"), ["業務の効率化"]),
        (("list", "--category", ""), ["窓口", "広報", "庁内"]),
        (("list", "--department", ""), ["市民課", "情報課"]),
        (("list", "--status", "取"), ["取り下げ"]),
        (
            ("list", "--stage", ""),
            [
                "8年間で取り組むこと",
                "実施計画期間中に取り組むこと",
                "着手していること",
                "評価・見直し",
                "完了",
            ],
        ),
        (("list", "--status", "着手中", "--status", "運"), ["運用中"]),
    ],
)
def test_words_of_the_plans(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], found: list[str]
) -> None:
    assert _bash(monkeypatch, repository.root, *words) == found


def test_zsh_shows_titles_beside_ids(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _zsh(monkeypatch, repository.root, "dxplan show c") == (
        '_arguments \'*: :(("card-readers":"カード読取機の貸出し"\n"chat-window":"チャットで答える窓口"))\'\n'
    )
    assert (
        _zsh(monkeypatch, repository.root, "dxplan list --pillar 市")
        == "_arguments '*: :((\"市民サービス\"))'\n"
    )
    assert _zsh(monkeypatch, repository.root, "dxplan show zzz") == "_files\n"


def test_a_title_cannot_leave_its_quotes(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """The script of zsh evaluates what it gets, so that a single quote must not stay alone."""
    path = "plans/minato/initiatives/card-readers.yaml"
    title = r""" "a\"b'c $(touch hacked) `touch hacked` \e[31m" """.strip()
    repository.write(path, repository.read(path).replace("カード読取機の貸出し", title))
    assert _zsh(monkeypatch, repository.root, "dxplan show card") == (
        r"""_arguments '*: :(("card-readers":"a""b''c \$(touch hacked) \`touch hacked\` ␛[31m"))'""" + "\n"
    )


def test_plans_that_are_named_narrow_the_words(cities: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _bash(monkeypatch, cities.root, "show", "--plan", "kita", "") == ["kiosk", "online-forms"]
    assert _bash(monkeypatch, cities.root, "list", "--plan", "kita", "--status", "") == ["open", "closed"]
    assert _bash(monkeypatch, cities.root, "list", "--department", "市") == [
        "市民課"
    ]  # once, though two plans have it


def test_another_folder(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = str(repository.root)
    for words in (("-C", root, "show", "o"), ("show", "-C", root, "o")):
        assert _bash(monkeypatch, tmp_path, *words) == ["online-forms"]
    monkeypatch.setenv("DXPLAN_ROOT", root)
    assert _bash(monkeypatch, tmp_path, "show", "o") == ["online-forms"]


@pytest.mark.parametrize(
    "words",
    [
        ("show", ""),
        ("list", "--plan", ""),
        ("list", "--status", ""),
        ("list", "--category", ""),
        ("schema", "--plan", ""),
    ],
)
def test_without_plans_it_is_silent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    assert _bash(monkeypatch, tmp_path, *words) == []
    assert _bash(monkeypatch, tmp_path, "-C", "nowhere", *words) == []


def test_broken_files_make_no_noise(cities: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    cities.write("plans/kita/plan.yaml", "schema: [\n")
    cities.write("plans/minato/initiatives/chat-window.yaml", "schema: 1\n")
    assert _bash(monkeypatch, cities.root, "show", "") == [
        "card-readers",
        "online-forms",
        "paperless-meetings",
    ]
    assert _bash(monkeypatch, cities.root, "list", "--plan", "") == ["kita", "minato"]
    assert _bash(monkeypatch, cities.root, "list", "--status", "") == [
        "調査・研究中",
        "着手中",
        "運用中",
        "取り下げ",
    ]


def test_a_command_line_full_of_mistakes_makes_no_noise(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    for words in (
        ("--lang", "fr", "show", "o"),
        ("list", "--limit", "x", "--id", "o"),
        ("show", "--today", "never", "o"),
        ("show", "-q", "-v", "--lang", "ja", "--lang", "en", "o"),
    ):
        assert _bash(monkeypatch, repository.root, *words) == ["online-forms"]
    assert _bash(monkeypatch, repository.root, "nonsense", "") in ([], list(app.build_command("en").commands))


def test_a_fault_makes_no_noise(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dxplan.stores.loading.Loader.load", None)
    monkeypatch.setenv("_DXPLAN_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "dxplan show ")
    monkeypatch.setenv("COMP_CWORD", "2")
    assert inside(repository.root).all == (70, "", "")


def test_completing_changes_no_file(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.commit()
    before = folder_state(repository.root)
    assert _bash(monkeypatch, repository.root, "show", "o") == ["online-forms"]
    assert folder_state(repository.root) == before


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_the_script_for_a_shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shell: str) -> None:
    monkeypatch.setenv("_DXPLAN_COMPLETE", f"source_{shell}")
    run = inside(tmp_path)
    assert (run.code, run.told) == (0, "")
    assert "_DXPLAN_COMPLETE" in run.text
    assert f"complete_{shell}" in run.text


def test_bash_itself(repository: Repository, tmp_path: Path) -> None:
    """The script that dxplan gives bash, in bash."""
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    program = bin_folder / "dxplan"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m dxplan "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    script = """
    eval "$(_DXPLAN_COMPLETE=source_bash dxplan)"
    COMP_WORDS=(dxplan show c) COMP_CWORD=2
    _dxplan_completion dxplan c show
    printf '%s\\n' "${COMPREPLY[@]}"
    """
    done = subprocess.run(
        ["bash", "--norc", "-c", script],
        cwd=repository.root,
        env={**os.environ, "PATH": f"{bin_folder}:{os.environ['PATH']}"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout.decode(), done.stderr.decode()) == (
        0,
        "card-readers\nchat-window\n",
        "",
    )


POINTS = ["R4-H1", "feature", "main", "snapshot/minato/R4-H1", "v1"]


@pytest.mark.parametrize("command", [("list",), ("status",), ("show", "online-forms"), ("validate",)])
def test_points(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]) -> None:
    past = story(tmp_path / "past")
    assert _bash(monkeypatch, past.root, *command, "--at", "") == POINTS
    assert _bash(monkeypatch, past.root, *command, "--at", "f") == ["feature"]
    assert _bash(monkeypatch, past.root, *command, "--at", "x") == []
    assert _bash(monkeypatch, tmp_path, "-C", str(past.root), *command, "--at", "R") == ["R4-H1"]


@pytest.mark.parametrize(
    "shape", ["bare", "root above", "root below", "a plan alone", "linked worktree", "packed"]
)
def test_points_of_every_form_of_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shape: str
) -> None:
    assert _bash(monkeypatch, SHAPES[shape](tmp_path), "list", "--at", "") == POINTS


def test_points_that_plans_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    past = story(tmp_path / "past")
    entry = f"snapshots:\n  - period: R4\n    commit: {'ab' * 20}\n    name: 策定\n"
    past.write(PLAN, past.read(PLAN) + entry)
    assert _bash(monkeypatch, past.root, "list", "--at", "") == ["R4-H1", "R4", "策定", *POINTS[1:]]
    past.write(PLAN, "schema: [\n")
    assert _bash(monkeypatch, past.root, "list", "--at", "") == POINTS


def test_points_where_there_is_no_history(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _bash(monkeypatch, repository.root, "list", "--at", "") == []
    assert _bash(monkeypatch, tmp_path, "list", "--at", "") == []
    begin(tmp_path / "empty")
    assert _bash(monkeypatch, tmp_path / "empty", "list", "--at", "") == []
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert _bash(monkeypatch, story(tmp_path / "past").root, "list", "--at", "") == []


def test_a_tag_that_a_shell_would_obey_is_not_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    past = story(tmp_path / "past")
    git(past.root, "tag", "q\"a'b$(touch${IFS}hacked)`touch${IFS}hacked`")
    assert _zsh(monkeypatch, past.root, "dxplan list --at q") == "_files\n"
    assert _bash(monkeypatch, past.root, "list", "--at", "q") == []


def test_completing_points_changes_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    past = story(tmp_path / "past")
    before = folder_state(past.root)
    assert _bash(monkeypatch, past.root, "list", "--at", "") == POINTS
    assert folder_state(past.root) == before
