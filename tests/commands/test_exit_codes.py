"""Exit codes: every row of the contract's table, in the cases that belong to no command alone."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from dxplan.commands import listing
from dxplan.errors import ExitCode
from tests.commands.running import inside

if TYPE_CHECKING:
    from tests.harness import Repository

BROKEN = "plans/minato/initiatives/chat-window.yaml"


def test_the_numbers_are_a_promise() -> None:
    assert {code.name: code.value for code in ExitCode} == {
        "DONE": 0,
        "FINDINGS": 1,
        "USAGE": 2,
        "CANNOT_WORK": 3,
        "FAULT": 70,
        "INTERRUPTED": 130,
        "PIPE_CLOSED": 141,
    }


@pytest.mark.parametrize(
    "command",
    [
        ("status",),
        ("list",),
        ("show", "online-forms"),
        ("validate",),
        ("schema",),
        ("schema", "--plan", "minato"),
    ],
)
def test_0_done(repository: Repository, command: tuple[str, ...]) -> None:
    run = inside(repository.root, *command)
    assert (run.code, run.told) == (0, "")
    assert run.out


def test_1_findings(repository: Repository) -> None:
    repository.write(BROKEN, repository.read(BROKEN).replace("category: 広報", "category: 報道"))
    assert inside(repository.root, "validate").all == (
        1,
        (
            f"{BROKEN}:5:11: error /category: “報道” is not a category of this plan. [unknown-name]\n"
            "    → Allowed are: 窓口, 広報, 庁内.\n"
            "\n"
            "5 files. Errors: 1, warnings: 0.\n"
        ),
        "",
    )


def test_1_warnings_under_strict(repository: Repository) -> None:
    stray = "plans/minato/initiatives/notes.yml"
    repository.write(stray, "")
    line = f"{stray}:1:1: warning: This is not read as an initiative. [stray-file]\n"
    rest = (
        "    → Rename it to notes.yaml, or move it to another folder.\n\n5 files. Errors: 0, warnings: 1.\n"
    )
    assert inside(repository.root, "validate").all == (0, line + rest, "")
    assert inside(repository.root, "validate", "--strict").all == (1, line + rest, "")


@pytest.mark.parametrize("command", [("list", "--columns", "id"), ("status",), ("show", "online-forms")])
def test_1_a_file_that_cannot_be_used_beside_the_result(
    repository: Repository, command: tuple[str, ...]
) -> None:
    whole = inside(repository.root, *command)
    repository.write("plans/minato/initiatives/second.yaml", "schema: 1\n  bad: [\n")
    run = inside(repository.root, *command)
    assert run.all == (
        1,
        whole.text,
        (
            "Warning: plans/minato/initiatives/second.yaml:2:3 is left out: "
            "The indentation of this line does not fit the lines above.\n"
            "    → Begin it in the same column as the keys or list items it belongs with.\n"
        ),
    )


@pytest.mark.parametrize(
    "command",
    [("list", "--nonsense"), ("nonsense",), ("show",), ("list", "--reverse"), ("list", "--where", "(")],
)
def test_2_usage(repository: Repository, command: tuple[str, ...]) -> None:
    run = inside(repository.root, *command)
    assert (run.code, run.text) == (2, "")
    assert run.told.startswith("Error: ")


@pytest.mark.parametrize(
    "command",
    [
        ("show", "nobody"),
        ("list", "--plan", "nowhere"),
        ("-C", "/", "list"),
        ("list", "-o", "plans"),
        ("validate", "nowhere"),
    ],
)
def test_3_cannot_work(repository: Repository, command: tuple[str, ...]) -> None:
    run = inside(repository.root, *command)
    assert (run.code, run.text) == (3, "")
    assert run.told.startswith("Error: ")


def test_3_the_folder_in_which_one_works_is_gone(repository: Repository, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    script = 'cd "$1" && rmdir "$1" && shift && exec "$0" -m dxplan "$@"'
    answers = {
        ("list",): (3, "Error: The folder in which you are working is gone.\n"),
        ("-C", str(repository.root), "list"): (0, ""),
        ("-C", str(repository.root), "validate", str(repository.root / "plans")): (0, ""),
        ("-C", str(repository.root), "validate", "plans"): (3, "Error: There is no file or folder plans.\n"),
    }
    for arguments, answer in answers.items():
        gone.mkdir(exist_ok=True)
        done = subprocess.run(
            ["sh", "-c", script, sys.executable, str(gone), *arguments],
            cwd=tmp_path,
            capture_output=True,
            check=False,
        )
        assert (done.returncode, done.stderr.decode()) == answer


def _fail(*_arguments: object, **_options: object) -> NoReturn:
    raise ZeroDivisionError("a secret of dxplan")


def test_70_a_fault_in_dxplan(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(listing, "list_report", _fail)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    run = inside(repository.root, "list")
    assert (run.code, run.text) == (70, "")
    told = re.fullmatch(r"Error: dxplan has a fault\. Details: (.+)\n", run.told)
    assert told is not None
    details = Path(told[1])
    assert details.parent == tmp_path
    text = details.read_text(encoding="utf-8")
    assert text.startswith("dxplan ")
    assert "Arguments [" in text
    assert text.rstrip().endswith("ZeroDivisionError: a secret of dxplan")
    assert [path.name for path in tmp_path.glob("dxplan-fault-*.txt")] == [details.name]


def test_70_where_even_the_details_cannot_be_written(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(listing, "list_report", _fail)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    assert inside(repository.root, "list").all == (
        70,
        "",
        "Error: dxplan has a fault, and its details could not be written.\n",
    )


def test_3_not_enough_memory(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    def exhaust(*_arguments: object) -> NoReturn:
        raise MemoryError

    monkeypatch.setattr(listing, "list_report", exhaust)
    assert inside(repository.root, "list").all == (3, "", "Error: There is not enough memory.\n")


def test_3_an_error_of_the_system_that_nobody_expected(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> NoReturn:
        raise OSError(5, "Input/output error", "/some/file")

    monkeypatch.setattr(listing, "list_report", fail)
    assert inside(repository.root, "list").all == (
        3,
        "",
        "Error: /some/file cannot be read or written: Input/output error.\n",
    )


def test_130_interrupted_while_it_writes(repository: Repository) -> None:
    fcntl = pytest.importorskip("fcntl")
    ours, theirs = os.pipe()
    # So small a pipe holds only the beginning; the rest waits until somebody reads, and nobody does.
    fcntl.fcntl(theirs, fcntl.F_SETPIPE_SZ, 4096)
    process = subprocess.Popen(
        [sys.executable, "-m", "dxplan", "schema"], cwd=repository.root, stdout=theirs, stderr=subprocess.PIPE
    )
    os.close(theirs)
    assert os.read(ours, 1) == b"{"
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=30)
    os.close(ours)
    assert (process.returncode, told) == (130, b"")


def test_130_interrupted_while_it_starts(repository: Repository, tmp_path: Path) -> None:
    # A module of that name is found first, and reports when it is reached.
    (tmp_path / "msgspec.py").write_text(
        "import os, signal\nos.kill(os.getpid(), signal.SIGINT)\nsignal.pause()\n", encoding="utf-8"
    )
    done = subprocess.run(
        [sys.executable, "-c", "from dxplan.__main__ import main; main()"],
        cwd=repository.root,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        check=False,
        timeout=30,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")
