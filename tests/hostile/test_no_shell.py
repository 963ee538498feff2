"""Nothing is started through a shell, and programs are started in few places, all of them known."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from tests.test_layers import NAMES, tree

if TYPE_CHECKING:
    from collections.abc import Iterator

STARTING = {
    "os": {
        *("system", "popen", "fork", "forkpty", "startfile", "posix_spawn", "posix_spawnp"),
        *(
            f"{start}{end}"
            for start in ("exec", "spawn")
            for end in ("l", "le", "lp", "lpe", "v", "ve", "vp", "vpe")
        ),
    },
    "subprocess": {"run", "call", "check_call", "check_output", "Popen", "getoutput", "getstatusoutput"},
    "asyncio": {"create_subprocess_exec", "create_subprocess_shell"},
    "webbrowser": {"open"},
    "pty": {"spawn"},
}
"""What starts a program, by its module."""
GIT_RUNS = {"stores/git.py"}
"""Where GitPython's ``execute`` is called, always with a list."""
STARTERS: dict[str, set[str]] = {"stores/editor.py": {"subprocess.run"}}
"""Further modules that start a program which the person has named, such as an editor, and with what."""
FORBIDDEN = {"eval", "exec", "compile", "__import__"}


def calls(name: str) -> Iterator[tuple[ast.Call, str]]:
    """Yield the calls in a module with what is called, written out."""
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Call):
            yield node, ast.unparse(node.func)


def test_nothing_knows_of_a_shell() -> None:
    for name in NAMES:
        for node, called in calls(name):
            given = {keyword.arg for keyword in node.keywords}
            assert not given & {"shell", "preexec_fn", "executable"}, (name, node.lineno)
            assert called not in FORBIDDEN, (name, node.lineno)


def _started(name: str) -> set[str]:
    """Return what a module starts programs with; taken from its module by name, it counts as used."""
    called = {tuple(called.rsplit(".", 1)) for _, called in calls(name) if "." in called}
    taken = {
        (str(node.module), alias.name)
        for node in ast.walk(tree(name))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    return {".".join(pair) for pair in called | taken if pair[1] in STARTING.get(pair[0], ())}


def test_programs_are_started_in_known_places() -> None:
    assert {name: started for name in NAMES if (started := _started(name))} == STARTERS


def test_a_started_program_gets_a_list() -> None:
    for name in NAMES:
        for node, called in calls(name):
            if called.endswith(".execute") and name in GIT_RUNS:
                written = ast.unparse(node.args[0])
                assert isinstance(node.args[0], ast.List) or written.startswith("self._command("), node.lineno
            elif called.endswith(".execute"):
                assert name == "stores/cache.py", (name, node.lineno)  # a database, too, executes
            if called in {"subprocess.run", "subprocess.Popen"}:
                assert isinstance(node.args[0], ast.List | ast.Name), (name, node.lineno)


def test_the_test_sees_what_it_looks_for() -> None:
    found = [called for _, called in calls("stores/git.py")]
    assert "git.Git(self._place).execute" in found
