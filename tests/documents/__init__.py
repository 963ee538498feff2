"""The documents of ``docs/`` that are made from the program itself; ``python -m tests.documents`` writes them.

Each is one function that returns a text. ``tests/test_documents.py`` fails where a file differs from its text.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.documents.cli import cli, help_page
from tests.documents.rules import rules
from tests.documents.schema import schema_reference

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]

DOCUMENTS: dict[str, Callable[[], str]] = {
    "docs/rules.md": rules,
    "docs/schema.md": schema_reference,
    "docs/cli.md": lambda: cli("en"),
    "docs/cli.ja.md": lambda: cli("ja"),
    "tests/examples/help/dxplan.ja.txt": lambda: help_page("ja"),
    "tests/examples/help/dxplan-list.ja.txt": lambda: help_page("ja", "list"),
}
"""File → the function that makes its text."""


def write() -> None:
    """Write every document."""
    for name, text in DOCUMENTS.items():
        file = ROOT / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text().encode())
