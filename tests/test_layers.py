"""The layers of ``docs/architecture.md``, held by reading every module's syntax tree."""

from __future__ import annotations

import ast
import sys
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

PACKAGE = Path(__file__).parents[1] / "dxplan"
MODULES = sorted(PACKAGE.rglob("*.py"))
NAMES = [path.relative_to(PACKAGE).as_posix() for path in MODULES]
LAYERS = ("commands", "reports", "analysis", "checks", "stores", "model")
BASE = {"errors.py": "errors", "i18n.py": "i18n", "__init__.py": "package", "__main__.py": "main"}
# Which parts of the package each part may import, itself included.
ALLOWED = {
    "main": {"commands"},
    "commands": {*LAYERS, "errors", "i18n", "package"},
    "reports": {"reports", "analysis", "checks", "stores", "model", "errors", "i18n"},
    "checks": {"checks", "analysis", "stores", "model", "errors"},
    "analysis": {"analysis", "stores", "model", "errors"},
    "stores": {"stores", "model", "errors", "package"},
    "model": {"model", "errors"},
    "i18n": {"model"},
    "errors": {"model"},
    "package": set(),
}
# The folders or files in which a package from elsewhere may be imported; every other one is refused.
AT_HOME = {
    "typer": ("commands/",),
    "rich": ("reports/formats/", "commands/help_words.py"),
    "tabulate": ("reports/formats/",),
    "ruamel": ("stores/",),
    "git": ("stores/git.py",),
    "sqlite3": ("stores/cache.py",),
    "platformdirs": ("stores/",),
    "filelock": ("stores/changing.py",),
    "jsonschema": ("checks/", "stores/"),
    "jsonschema_rs": ("stores/",),
    "simpleeval": ("analysis/expression.py",),
    "diff_match_patch": ("reports/text_marks.py",),
    "msgspec": ("model/", "stores/", "checks/", "analysis/", "reports/", "commands/"),
}
# Where files are opened outside the stores: the details of a fault, and what replaces a stream that is closed.
OPENING = {"commands/fault.py", "commands/boundary.py", "commands/console.py"}
FILE_METHODS = {
    "open",
    "fdopen",
    "read_text",
    "read_bytes",
    "write_text",
    "write_bytes",
    "mkstemp",
    "scandir",
    "iterdir",
}
LONGEST_MODULE, LONGEST_FUNCTION = 300, 60


@cache
def tree(name: str) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse((PACKAGE / name).read_bytes(), name)


def part(name: str) -> str:
    """Return the part of the package to which a file belongs."""
    return BASE.get(name) or name.split("/", maxsplit=1)[0]


def imports(name: str) -> Iterator[str]:
    """Yield the full names of everything that a module imports, at its top or later, for types or for use."""
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}: a relative import"
            assert node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own_part(imported: str) -> str:
    """Return the part of the package that an import reaches."""
    words = imported.split(".")[1:]
    return "package" if not words or words[0].startswith("__") else words[0]


def of_each(names: Sequence[str]) -> Callable[[Callable[[str], None]], Callable[..., None]]:
    """Make a test for each part of the package of what holds for each of some modules, thousands of times in all."""

    def made(check: Callable[[str], None]) -> Callable[..., None]:
        @pytest.mark.parametrize("layer", sorted({part(name) for name in names}))
        def test(layer: str) -> None:
            for name in names:
                if part(name) == layer:
                    with named(name):
                        check(name)

        test.__name__ = check.__name__
        return test

    return made


@contextmanager
def named(name: str) -> Iterator[None]:
    """Let what fails say of which module it speaks."""
    try:
        yield
    except (AssertionError, pytest.fail.Exception) as error:
        error.add_note(f"in {name}")
        raise


def test_there_are_modules_in_every_layer() -> None:
    assert {part(name) for name in NAMES} == {*LAYERS, *BASE.values()}


@of_each(NAMES)
def test_imports_go_down(name: str) -> None:
    reached = {own_part(imported) for imported in imports(name) if imported.split(".")[0] == "dxplan"}
    assert reached <= ALLOWED[part(name)]


@of_each(NAMES)
def test_packages_are_imported_where_they_are_at_home(name: str) -> None:
    for imported in imports(name):
        package = imported.split(".")[0]
        if package in AT_HOME:
            assert name.startswith(AT_HOME[package]), imported
        else:
            assert package in sys.stdlib_module_names | {"dxplan"}, imported


@of_each([name for name in NAMES if part(name) not in {"commands", "main"}])
def test_only_commands_speak_to_the_world(name: str) -> None:
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Name):
            assert node.id not in {"print", "input"}, node.lineno
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "sys":
            assert node.attr not in {"stdout", "stderr", "stdin", "exit", "argv"}, node.lineno
        if isinstance(node, ast.ImportFrom) and node.module == "sys":
            assert not {alias.name for alias in node.names} & {"stdout", "stderr", "stdin", "exit", "argv"}


@of_each([name for name in NAMES if part(name) != "stores" and name not in OPENING])
def test_only_stores_open_files(name: str) -> None:
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Call):
            called = node.func
            if isinstance(called, ast.Name):
                assert called.id != "open", node.lineno
            if isinstance(called, ast.Attribute):
                assert called.attr not in FILE_METHODS, node.lineno


@of_each(NAMES)
def test_only_the_boundary_catches_everything(name: str) -> None:
    for node in ast.walk(tree(name)):
        if not isinstance(node, ast.ExceptHandler) or name == "commands/boundary.py":
            continue
        caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
        everything = [
            kind
            for kind in caught
            if not isinstance(kind, ast.expr) or ast.unparse(kind) in {"Exception", "BaseException"}
        ]
        # Who tidies up and lets it go on has not caught it.
        passed_on = isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None
        assert not everything or passed_on, node.lineno


@of_each(NAMES)
def test_modules_and_functions_stay_short(name: str) -> None:
    assert len((PACKAGE / name).read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
            length = node.end_lineno - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{node.name} in line {node.lineno} has {length} lines"


@of_each(NAMES)
def test_today_is_asked_in_one_place(name: str) -> None:
    for node in ast.walk(tree(name)):
        if (
            isinstance(node, ast.Attribute)
            and node.attr in {"today", "now", "utcnow"}
            and name != "stores/clock.py"
        ):
            # ``context.today`` is a day that was handed in.
            assert ast.unparse(node.value) not in {
                "date",
                "datetime",
                "datetime.date",
                "datetime.datetime",
            }, node.lineno
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {
            "time.time",
            "time.localtime",
            "time.gmtime",
        }:
            pytest.fail(f"a clock in line {node.lineno}")


def test_no_module_imports_itself_in_a_circle() -> None:
    """At the top of modules; what is imported later, or for types alone, makes no circle."""
    edges: dict[str, set[str]] = {name: set(_top_imports(name)) for name in NAMES}
    done: set[str] = set()

    def visit(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, " → ".join((*way, name))
        if name not in done:
            for further in sorted(edges[name]):
                visit(further, (*way, name))
            done.add(name)

    for name in NAMES:
        visit(name, ())


def _top_imports(name: str) -> Iterator[str]:
    for node in tree(name).body:
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "dxplan":
            for imported in (node.module, *(f"{node.module}.{alias.name}" for alias in node.names)):
                file = "/".join(imported.split(".")[1:]) + ".py"
                if file in NAMES:
                    yield file
