"""Who takes part: dxplan as it is now, and the peers, installed from the package index into an environment of their own."""

from __future__ import annotations

import compileall
import os
import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

from measuring import Command

PEERS = ("check-jsonschema", "PyYAML", "dvc")
_CHECKOUT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Dxplan:
    """A copy of the package, so that edits of the checkout while a benchmark runs count for nothing."""

    copy: Path

    @classmethod
    def of_checkout(cls, folder: Path) -> Dxplan:
        """Copy the package and its schemas, and compile them as an installer does."""
        for name in ("dxplan", "schema"):
            shutil.copytree(_CHECKOUT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        compileall.compile_dir(folder / "dxplan", quiet=1)
        return cls(folder)

    def command(self, root: Path, cache: Path | None, *arguments: str) -> Command:
        """Return ``dxplan ARGUMENTS`` in a repository, with its cache in a folder or without one."""
        environment = _environment() | {
            "PYTHONPATH": str(self.copy),
            "DXPLAN_CACHE": str(cache) if cache else "off",
        }
        return Command((sys.executable, "-m", "dxplan", *arguments), root, environment)

    @property
    def initiative_schema(self) -> Path:
        """The schema that the peers are given, so that it is the same on both sides."""
        return self.copy / "schema" / "initiative.schema.json"


@dataclass(frozen=True)
class Peers:
    """An environment that holds the peers; it is kept for the next run."""

    folder: Path

    def install(self) -> None:
        """Make the environment unless it is there, with the peers of this script."""
        done, wanted = self.folder / "installed", " ".join(PEERS)
        if done.exists() and done.read_text(encoding="utf-8") == wanted:
            return
        venv.create(self.folder, with_pip=True, clear=True)
        command = (
            self._program("python"),
            "-m",
            "pip",
            "install",
            "-qq",
            "--disable-pip-version-check",
            *PEERS,
        )
        subprocess.run(command, check=True)
        done.write_text(wanted, encoding="utf-8")

    def versions(self) -> str:
        """Return what is installed, for the record."""
        code = (
            "import importlib.metadata as m, sys, yaml; assert yaml.__with_libyaml__; "
            "print(', '.join(f'{n} {m.version(n)}' for n in sys.argv[1:]))"
        )
        command = (self._program("python"), "-c", code, *PEERS, "jsonschema", "ruamel.yaml")
        return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout.strip()

    def check_jsonschema(self, root: Path, schema: Path, paths: list[str]) -> Command:
        """Return ``check-jsonschema`` over files."""
        program = self._program("check-jsonschema")
        return Command((program, "--schemafile", str(schema), *paths), root, _environment())

    def libyaml(self, root: Path, paths: list[str]) -> Command:
        """Return the bare reading and parsing of the folder in which files lie."""
        return self.script("libyaml_read.py", root, str(Path(paths[0]).parent))

    def script(self, name: str, root: Path, *arguments: str) -> Command:
        """Return a script of this folder, run by the Python that has the peers."""
        script = str(Path(__file__).with_name(name))
        return Command((self._program("python"), script, *arguments), root, _environment())

    def dvc(self, root: Path, *arguments: str) -> Command:
        """Return ``dvc ARGUMENTS``, which reports nothing to anybody and keeps its own files beside the peers."""
        own = {
            "DVC_NO_ANALYTICS": "1",
            "DVC_SITE_CACHE_DIR": str(self.folder / "dvc-site"),
            "DVC_GLOBAL_CONFIG_DIR": str(self.folder / "dvc-config"),
            "DVC_SYSTEM_CONFIG_DIR": str(self.folder / "dvc-config"),
        }
        return Command((self._program("dvc"), *arguments), root, _environment() | own)

    def _program(self, name: str) -> str:
        return str(self.folder / "bin" / name)


def interpreter(root: Path) -> Command:
    """Return the start of the interpreter alone."""
    return Command((sys.executable, "-c", "pass"), root, _environment())


def git(root: Path, *arguments: str) -> Command:
    """Return ``git ARGUMENTS`` as a person calls it."""
    return Command(("git", *arguments), root, _environment())


def imports(root: Path) -> Command:
    """Return the import of the libraries alone, the yardstick of a command that starts."""
    return Command((sys.executable, "-c", "import typer, rich"), root, _environment())


def _environment() -> dict[str, str]:
    """Return the environment without what would change how Python or dxplan run."""
    return {
        key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "DXPLAN", "DVC_"))
    }
