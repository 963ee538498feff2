"""The hostile repository, made once and only read."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.hostile.making import hostile

if TYPE_CHECKING:
    from tests.history import Past


@pytest.fixture(scope="session")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Past:
    """Return a repository in which every text is hostile, to be read only."""
    if sys.platform == "win32":
        pytest.skip("Windows lets nobody make files of such names")
    return hostile(tmp_path_factory.mktemp("hostile") / "repository")


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a cache that the tests of this folder share: what it holds is not what they are about."""
    return str(tmp_path_factory.mktemp("cache"))
