"""The language that plans name, found before any plan is read: mistakes and help are told in it, too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dxplan.errors import DxplanError
from dxplan.stores.file_reading import read_bytes
from dxplan.stores.layout import plan_file
from dxplan.stores.worktree import WorkTree

if TYPE_CHECKING:
    from pathlib import Path

# A key of the outermost mapping begins its line. What is written otherwise is understood once the plan is read.
_LANGUAGE = re.compile(rb"""^language:[ \t]+["']?(ja|en)["']?[ \t]*(?:#[^\n]*)?\r?$""", re.MULTILINE)


def declared_language(start: Path) -> str | None:
    """Return the language that all plans around a folder share, None where they share none or there is no plan."""
    try:
        tree = WorkTree.around(start)
        found = {_language_of(read_bytes(tree.root / plan_file(name), tree.root)) for name in tree.plans()}
    except (DxplanError, OSError):
        return None
    return found.pop() if len(found) == 1 else None


def _language_of(raw: bytes) -> str | None:
    match = _LANGUAGE.search(raw)
    return match.group(1).decode("ascii") if match else None
