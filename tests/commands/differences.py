"""What tests of ``diff`` read of an answer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.commands.running import Run
    from tests.history import Past


def short(past: Past, name: str) -> str:
    """Return a commit's id as persons see it."""
    return past.commits[name][:8]


def answer(run: Run) -> Any:
    """Return the answer that is written as JSON."""
    return json.loads(run.text)


def changes(run: Run) -> dict[str | None, tuple[str, list[str]]]:
    """Return what a JSON answer says of each document: its kind and the pointers that changed."""
    return {
        change["id"]: (change["kind"], [field["pointer"] for field in change["fields"]])
        for change in answer(run)["changes"]
    }
