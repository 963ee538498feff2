"""What ``dxplan log`` and ``dxplan blame`` tell, and the small changes of a history that they tell of."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.commands.running import inside
from tests.history import begin

if TYPE_CHECKING:
    from pathlib import Path

    from tests.history import Past

START = "2022-04-01T09:00:00+09:00"
Entry = tuple[str | None, str, Any, Any]


def answer(folder: Path, command: str, *arguments: str, code: int = 0) -> dict[str, Any]:
    """Return the JSON of a command that must end with an exit code."""
    run = inside(folder, command, *arguments, "-f", "json")
    assert run.code == code, run.all
    read: dict[str, Any] = json.loads(run.text)
    return read


def log(folder: Path, *arguments: str, code: int = 0) -> list[dict[str, Any]]:
    """Return the entries of a log."""
    entries: list[dict[str, Any]] = answer(folder, "log", *arguments, code=code)["entries"]
    return entries


def told(folder: Path, *arguments: str, code: int = 0) -> list[Entry]:
    """Return the entries of a log as (id, pointer, from, to), newest first; of whole documents only whether they are there."""
    return [
        (entry["id"], entry["pointer"], _short(entry["from"], entry), _short(entry["to"], entry))
        for entry in log(folder, *arguments, code=code)
    ]


def by_summary(folder: Path, *arguments: str, code: int = 0) -> dict[str, list[Entry]]:
    """Return the same by the first line of the commits' messages."""
    found: dict[str, list[Entry]] = {}
    for entry in log(folder, *arguments, code=code):
        short = (entry["id"], entry["pointer"], _short(entry["from"], entry), _short(entry["to"], entry))
        found.setdefault(entry["summary"], []).append(short)
    return found


def blamed(folder: Path, *arguments: str, code: int = 0) -> dict[str, str | None]:
    """Return for each pointer the first line of the message of the commit that set its value."""
    fields = answer(folder, "blame", *arguments, code=code)["fields"]
    return {field["pointer"]: field["summary"] for field in fields}


def entered(root: Path, inside: str = "", **made: str) -> Past:
    """Make a repository of the sample plan with one commit."""
    past = begin(root, inside, **made)
    past.record("Enter the plan", START)
    return past


def _short(value: Any, entry: dict[str, Any]) -> Any:
    return value if entry["pointer"] or value is None else value.get("title", "")
