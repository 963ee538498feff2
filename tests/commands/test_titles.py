"""Titles where an id is wanted: who does not know the id is told it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dxplan.stores.documents import parse_document
from tests.commands.running import inside
from tests.commands.test_set import FORMS

if TYPE_CHECKING:
    from tests.harness import Repository


@pytest.mark.parametrize("command", ["set", "edit", "show"])
def test_an_initiative_is_known_by_its_title_too(repository: Repository, command: str) -> None:
    words = ["note=a"] if command == "set" else []
    title = parse_document(FORMS, repository.read(FORMS).encode()).data["title"]
    for typed in (str(title), str(title)[:-1]):
        assert inside(repository.root, command, typed, *words).all == (
            3,
            "",
            f"Error: There is no initiative “{typed}”.\n    → Did you mean “online-forms”?\n",
        )
