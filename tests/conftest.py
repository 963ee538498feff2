"""What every test relies on: a home of its own, a fixed day, language and identity, no cache of the user."""

from __future__ import annotations

import os
import shutil
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.harness import Repository

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]

# The programs that tests start find dxplan compiled, whatever the shell wants of its own runs: that is a third of a second
# each time.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# A busy machine must not turn a slow example into a failure; the same examples are tried in every run of CI.
settings.register_profile(
    "dxplan",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("dxplan")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the switch that brings the expected output of the examples up to date."""
    parser.addoption(
        "--update-examples",
        action="store_true",
        help="write tests/examples/invalid/*.expected anew from what validate says now",
    )


@pytest.fixture(scope="session")
def new_home(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Return what makes a home; pytest's own way looks through all folders there are, and there are thousands."""
    homes, numbers = tmp_path_factory.mktemp("homes"), count()

    def made() -> Path:
        home = homes / str(next(numbers))
        home.mkdir()
        return home

    return made


@pytest.fixture(autouse=True)
def isolated(new_home: Callable[[], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test a home, a cache, an identity and a language of its own; returns the home."""
    home = new_home()
    for name in (
        "NO_COLOR",
        "FORCE_COLOR",
        "DXPLAN_ROOT",
        "DXPLAN_TODAY",
        "GITHUB_ACTIONS",
        "COLUMNS",
        "LC_ALL",
        "LC_MESSAGES",
    ):
        monkeypatch.delenv(name, raising=False)
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / ".cache"))
    monkeypatch.setenv("DXPLAN_CACHE", str(home / "cache"))
    monkeypatch.setenv("DXPLAN_LANG", "en")
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_AUTHOR_NAME", "松江 花子")
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "hanako@city.example")
    monkeypatch.setenv("GIT_AUTHOR_DATE", "2023-04-10T09:00:00+09:00")
    monkeypatch.setenv("GIT_COMMITTER_NAME", "松江 花子")
    monkeypatch.setenv("GIT_COMMITTER_EMAIL", "hanako@city.example")
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2023-04-10T09:00:00+09:00")
    return home


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Return a small plan repository of an invented city, without a problem."""
    repository = Repository(tmp_path / "repository")
    shutil.copytree(ROOT / "tests" / "examples" / "base", repository.root)
    return repository
