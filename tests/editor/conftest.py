"""The language server that the tests of the editor talk to, and the folder it runs in."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT
from tests.editor.language_server import LanguageServer

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
VARIABLE = "DXPLAN_YAML_LANGUAGE_SERVER"
# What the tests do without; an editor has it from its own settings or from those of the repository.
NO_STORES = {"yaml.schemaStore.enable": False, "yaml.kubernetesCRDStore.enable": False}


@pytest.fixture(scope="session")
def command() -> list[str]:
    """Return the command that starts the server, or skip the test where it is not installed."""
    named = os.environ.get(VARIABLE)
    server = shutil.which(named or HERE / "node_modules" / ".bin" / "yaml-language-server")
    if server is None and named:
        pytest.fail(f"{VARIABLE} names no program: {named}")
    if server is None or shutil.which("node") is None:
        pytest.skip("yaml-language-server is not installed (npm install --prefix tests/editor)")
    return [server, "--stdio"]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of what an editor reads of this repository."""
    copy = tmp_path_factory.mktemp("editor") / "計画 plans"
    for part in ("plans", "schema", ".vscode"):
        shutil.copytree(ROOT / part, copy / part)
    return copy


@pytest.fixture(scope="session")
def environment() -> dict[str, str]:
    """Return an environment in which the server cannot reach the network."""
    return {**os.environ, "NODE_OPTIONS": f"--require {json.dumps(str(HERE / 'offline.cjs'))}"}


@pytest.fixture(scope="session")
def editor(command: list[str], folder: Path, environment: dict[str, str]) -> Iterator[LanguageServer]:
    """Start a server that knows which schema to take from the first line of each file alone."""
    with LanguageServer(command, folder, environment, NO_STORES, locale="ja") as server:
        yield server


@pytest.fixture(scope="session")
def configured_editor(
    command: list[str], folder: Path, environment: dict[str, str]
) -> Iterator[LanguageServer]:
    """Start a server with the settings that the repository brings for its editors."""
    settings = json.loads((folder / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    with LanguageServer(command, folder, environment, settings, locale="ja") as server:
        yield server
