"""The layout of a plan repository: where its plans and schemas stand."""

from __future__ import annotations

import os
from pathlib import Path

from dxplan.errors import NotFoundError
from dxplan.model.message import message

PLANS_FOLDER = "plans"
PLAN_FILE = "plan.yaml"
INITIATIVES_FOLDER = "initiatives"
FILE_ENDING = ".yaml"
NARROWED_SCHEMA_FILE = "initiative.schema.json"


def find_root(start: Path) -> Path:
    """Return the nearest folder upward from ``start`` that has ``plans/``.

    Raises NotFoundError where there is none.
    """
    try:
        # Links are left as they are written; only ".." and the like go.
        start = Path(os.path.abspath(start))  # noqa: PTH100
    except OSError:
        raise NotFoundError(message("The folder in which you are working is gone.")) from None
    if not start.is_dir():
        raise NotFoundError(message("There is no folder {folder}.", folder=start.as_posix()))
    for folder in (start, *start.parents):
        if (folder / PLANS_FOLDER).is_dir():
            return folder
    raise NotFoundError(
        message("There is no plans/ folder in {folder} or in any folder above it.", folder=start.as_posix()),
        message("Go to the folder of your plans, or name it with -C DIR."),
    )


def plan_file(plan: str) -> str:
    """Return the path of a plan's own file, relative to the root."""
    return f"{PLANS_FOLDER}/{plan}/{PLAN_FILE}"


def initiatives_folder(plan: str) -> str:
    """Return the folder of a plan's initiatives, relative to the root."""
    return f"{PLANS_FOLDER}/{plan}/{INITIATIVES_FOLDER}"
