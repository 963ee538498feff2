"""Text is read and written in an encoding that is named: that of the machine would be code page 932 on Windows."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.harness import Repository

ROOT = Path(__file__).parents[2]
FILES = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("dxplan", "tests", "benchmarks")
    for path in (ROOT / folder).rglob("*.py")
    if "node_modules" not in path.parts
)
# Where among the arguments the mode stands, None where there is none and all is text; and where the encoding may stand.
TEXTS: dict[str, tuple[int | None, int]] = {
    "open": (1, 3),
    ".open": (0, 2),
    "fdopen": (1, 3),
    ".read_text": (None, 0),
    ".write_text": (None, 1),
    "NamedTemporaryFile": (0, 9),
    "TemporaryFile": (0, 9),
    "TextIOWrapper": (None, 1),
}
STARTING = {"run", "Popen", "check_output", "check_call", "call"}
SCRIPT = """
import importlib, pkgutil, dxplan
for module in pkgutil.walk_packages(dxplan.__path__, "dxplan."):
    if module.name != "dxplan.__main__":
        importlib.import_module(module.name)
"""


def _unnamed(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the calls that leave an encoding to the machine, by their lines."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _leaves_it_open(node):
            yield node.lineno, ast.unparse(node.func)


def _leaves_it_open(node: ast.Call) -> bool:
    named = {keyword.arg for keyword in node.keywords}
    owner, name = _called(node.func)
    if owner == "subprocess" and name in STARTING:
        return bool(named & {"text", "universal_newlines", "errors"}) and "encoding" not in named
    if owner in {"os", "tarfile", "zipfile", "gzip", "webbrowser"} and name == "open":
        return False
    place = TEXTS.get(name if owner in {"", "os", "io", "tempfile"} else f".{name}")
    if place is None or "encoding" in named:
        return False
    mode, encoding = place
    return not (mode is not None and "b" in _mode(node, mode, name)) and len(node.args) <= encoding


def _called(function: ast.expr) -> tuple[str, str]:
    if isinstance(function, ast.Name):
        return "", function.id
    if isinstance(function, ast.Attribute):
        return ast.unparse(function.value), function.attr
    return "", ""


def _mode(node: ast.Call, place: int, name: str) -> str:
    """Return the mode of a file as far as it is written out; temporary files are bytes where nothing is said."""
    given = [keyword.value for keyword in node.keywords if keyword.arg == "mode"] + node.args[
        place : place + 1
    ]
    if not given:
        return "w+b" if name.endswith("TemporaryFile") else "r"
    return given[0].value if isinstance(given[0], ast.Constant) and isinstance(given[0].value, str) else "b?"


def test_every_text_names_its_encoding() -> None:
    found = [
        (name, *call) for name in FILES for call in _unnamed(ast.parse((ROOT / name).read_bytes(), name))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("open('a')", 1),
        ("open('a', 'rb')", 0),
        ("open('a', encoding='utf-8')", 0),
        ("path.open('w')", 1),
        ("Path('a').open(mode='ab')", 0),
        ("path.read_text()", 1),
        ("path.read_text('utf-8')", 0),
        ("path.write_text('x')", 1),
        ("path.write_text('x', encoding='utf-8')", 0),
        ("os.fdopen(1, 'w')", 1),
        ("os.open('a', 0)", 0),
        ("subprocess.run(['a'], text=True)", 1),
        ("subprocess.run(['a'], text=True, encoding='utf-8')", 0),
        ("subprocess.run(['a'], capture_output=True)", 0),
        ("tempfile.NamedTemporaryFile()", 0),
        ("tempfile.NamedTemporaryFile('w')", 1),
    ],
)
def test_the_test_sees_what_it_looks_for(source: str, count: int) -> None:
    assert len(list(_unnamed(ast.parse(source)))) == count


def test_every_module_can_be_imported() -> None:
    strict = ["-X", "warn_default_encoding", "-W", "error::EncodingWarning"]
    done = subprocess.run([sys.executable, *strict, "-c", SCRIPT], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stderr.decode()) == (0, "")


@pytest.mark.parametrize(
    "arguments",
    [
        ("list",), ("status", "-f", "md"), ("show", "online-forms"), ("validate",), ("validate", "--fix"), ("diff", "HEAD"),
        ("log",), ("blame", "online-forms"), ("trend", "-f", "svg"), ("snapshot", "list"), ("list", "-o", "out.csv", "-f", "csv"),
        ("schema", "--plan", "minato"), ("demo", "sample"), ("--help",),
    ],
)  # fmt: skip
def test_commands_name_every_encoding(repository: Repository, arguments: tuple[str, ...]) -> None:
    """``run`` makes a warning about an encoding an error, which would be a fault."""
    repository.commit()
    result = repository.run(*arguments)
    assert (result.code, [line for line in result.err.splitlines() if "Warning" in line]) == (0, [])
