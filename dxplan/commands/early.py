"""What a run has to know before its command line is parsed and before a plan is read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from dxplan.commands.paths import chosen_folder
from dxplan.i18n import ENVIRONMENT, LANGUAGES, Language, chosen_language

if TYPE_CHECKING:
    from collections.abc import Sequence


def early_value(arguments: Sequence[str], *names: str) -> str | None:
    """Find an option's value by its names, for help texts and for errors in parsing."""
    for index, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument in names and index + 1 < len(arguments):
            return arguments[index + 1]
        for name in names:
            joined = f"{name}=" if name.startswith("--") else name
            if argument.startswith(joined) and argument != name:
                return argument.removeprefix(joined)
    return None


def early_language(option: str | None, directory: Path | None) -> Language:
    """Return the language to begin in: that of the plans around the folder, unless another is asked for."""
    if option in LANGUAGES or os.environ.get(ENVIRONMENT) in LANGUAGES:
        return chosen_language(option, None, os.environ)
    from dxplan.stores.declared_language import declared_language  # noqa: PLC0415  (who asks for one need not look)

    return chosen_language(None, declared_language(chosen_folder(directory)), os.environ)


def spoken_first(arguments: Sequence[str]) -> Language:
    """Return the language in which a command line is parsed."""
    folder = early_value(arguments, "-C", "--directory")
    return early_language(early_value(arguments, "--lang"), Path(folder) if folder else None)
