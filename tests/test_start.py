"""dxplan starts fast: what a command does not need is not imported.

No times are measured here, as machines differ (see benchmarks/); a heavy module that creeps in is what makes a start slow.
"""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.harness import Repository

PARSING = {"ruamel", "jsonschema_rs"}
EXPLAINING = {"jsonschema", "referencing", "rpds"}
HISTORY = {"git", "gitdb"}
# Of rich, help needs only the widths of characters, which bring next to nothing.
HEAVY = PARSING | EXPLAINING | HISTORY | {"simpleeval", "tabulate", "rich", "wcwidth", "platformdirs"}
SCRIPT = """
import sys
from dxplan.__main__ import main
try:
    main()
finally:
    sys.stderr.write("\\n".join(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def _imported(cwd: Path, *arguments: str, script: str = SCRIPT) -> set[str]:
    """Run dxplan in a process of its own and return the packages that it has imported by its end."""
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], cwd=cwd, capture_output=True, check=True, encoding="utf-8"
    )
    assert "dxplan" in done.stderr.splitlines()
    return set(done.stderr.splitlines())


def test_the_package_itself_imports_nothing(tmp_path: Path) -> None:
    script = "import sys\nbefore = set(sys.modules)\nimport dxplan\nsys.stderr.write('\\n'.join(set(sys.modules) - before))"
    assert _imported(tmp_path, script=script) == {"dxplan"}


@pytest.mark.parametrize("arguments", [("--version",), ("--help",), ("list", "--help"), ("show", "-h")])
def test_help_reads_no_plan(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert _imported(tmp_path, *arguments) & (HEAVY - {"rich"}) == set()


@pytest.mark.parametrize(
    ("arguments", "needed"),
    [
        (("status",), {"rich"}),
        (("status", "-f", "json"), set()),
        (("status", "-f", "csv"), set()),
        (("status", "-f", "plain"), {"tabulate", "wcwidth"}),
        (("status", "-f", "md"), {"tabulate", "wcwidth"}),
        (("list",), {"rich"}),
        (("list", "-f", "json"), set()),
        (("list", "--where", "number > 1"), {"rich", "simpleeval"}),
        (("show", "online-forms"), {"rich", "git", "gitdb"}),
        (("log", "-f", "json"), set()),
        (("log", "online-forms", "-f", "csv"), set()),
        (("log", "online-forms"), {"rich"}),
        (("schema",), set()),
    ],
)
def test_what_is_cached_needs_no_parser(
    repository: Repository, arguments: tuple[str, ...], needed: set[str]
) -> None:
    repository.commit()
    repository.run("list")
    repository.run("log")
    # Some of these import each other; what is not needed must not come, what is needed may.
    assert _imported(repository.root, *arguments) & HEAVY <= needed


@pytest.mark.parametrize("command", [("list",), ("status",), ("validate",)])
def test_files_without_a_mistake_need_no_explanation(
    repository: Repository, command: tuple[str, ...]
) -> None:
    assert not _imported(repository.root, *command) & (EXPLAINING | HISTORY | {"simpleeval", "tabulate"})


def test_only_a_file_that_does_not_fit_is_explained(repository: Repository) -> None:
    repository.write("plans/minato/initiatives/odd.yaml", "schema: 1\n")
    script = SCRIPT.replace("finally:", "except SystemExit:")
    assert _imported(repository.root, "validate", script=script) >= {"jsonschema"}


def test_completion_starts_as_fast(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.run("list")
    monkeypatch.setenv("_DXPLAN_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "dxplan show o")
    monkeypatch.setenv("COMP_CWORD", "2")
    assert _imported(repository.root) & (HEAVY - {"rich"}) == set()
