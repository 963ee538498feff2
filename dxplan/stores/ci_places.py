"""Where continuous integration looks: paths from the top of the git repository, and the file of a job's summary."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from dxplan.errors import DxplanError
from dxplan.model.message import message
from dxplan.stores.head import top_folder
from dxplan.stores.layout import PLANS_FOLDER

if TYPE_CHECKING:
    from pathlib import Path


def plans_in_git(root: Path, workspace: str | None = None) -> str:
    """Return where git has the folder of all plans, with a slash at its end; empty where that is git's own top.

    Without git it is seen from the folder in which a job works, if it lies there, else from the root.
    """
    plans = os.path.realpath(root / PLANS_FOLDER)
    top = top_folder(root / PLANS_FOLDER)
    start = os.path.realpath(top or workspace or root)
    try:
        inside = os.path.relpath(plans, start).replace(os.sep, "/")
    except ValueError:  # on Windows: another drive
        inside = ".."
    if inside == os.curdir:
        return ""
    return f"{PLANS_FOLDER}/" if inside.split("/")[0] == os.pardir else f"{inside}/"


def size_of(file: Path) -> int:
    """Return how many bytes a file has, 0 where it is not there."""
    try:
        return file.stat().st_size
    except OSError:
        return 0


def append(file: Path, text: str) -> None:
    """Write a text at the end of a file; raises DxplanError."""
    try:
        with file.open("ab") as sink:
            sink.write(text.encode("utf-8"))
    except OSError as error:
        raise DxplanError(
            message(
                "{file} cannot be written: {reason}.",
                file=file.as_posix(),
                reason=error.strerror or str(error),
            )
        ) from None
