"""A job that works in a small plan repository."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.forge.jobs import Job

if TYPE_CHECKING:
    from pathlib import Path

    from tests.harness import Repository


@pytest.fixture
def job(tmp_path: Path, repository: Repository) -> Job:
    """Return a job in a repository with one commit."""
    if sys.platform == "win32":
        pytest.skip("the stand-ins for other programs are shell scripts, which Windows does not start")
    repository.commit()
    folder = tmp_path / "job"
    folder.mkdir()
    return Job(folder, repository)
