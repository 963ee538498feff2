"""A start of operation that names a month or a day but no year is told: it would never count as late."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.harness import Repository


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("3月31日", True),
        ("4月～6月", True),
        ("3/31", True),
        ("R7.4月～", False),
        ("未定", False),
        ("採用後～", False),
    ],
)
def test_a_start_without_a_year(repository: Repository, text: str, told: bool) -> None:  # noqa: FBT001
    file = "plans/minato/initiatives/paperless-meetings.yaml"
    repository.write(file, repository.read(file).replace("未定", f'"{text}"'))
    result = repository.run("validate", "-f", "tsv")
    assert ("unread-date" in result.out) is told
