"""The folder that a run works in, and the paths that ``validate`` is asked to look at."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from dxplan.errors import NotFoundError, UsageError
from dxplan.model.message import message
from dxplan.stores.layout import PLANS_FOLDER

if TYPE_CHECKING:
    from collections.abc import Callable

    from dxplan.commands.session import Session


def chosen_folder(option: Path | None) -> Path:
    """Return the folder whose plan repository is meant: ``-C``, else ``DXPLAN_ROOT``, else the one worked in."""
    return option or Path(os.environ.get("DXPLAN_ROOT") or ".")


def wanted_paths(
    session: Session, paths: list[Path], plans: list[str]
) -> tuple[list[str], Callable[[str], bool]]:
    """Return the plans to look at and a test for the files to report on.

    Raises UsageError for a path outside ``plans/`` or outside the plans that are named, and NotFoundError for one that
    is not there.
    """
    if not paths:
        return session.tree.select(plans), lambda _: True
    relative = [_relative(session, path) for path in paths]
    names = [path.parts[1] for path in relative if len(path.parts) > 1]
    for path in relative:
        if plans and len(path.parts) > 1 and path.parts[1] not in plans:
            raise UsageError(
                message("{path} is in none of the plans that --plan names.", path=path.as_posix())
            )
    chosen = session.tree.select(plans or (names if len(names) == len(relative) else ()))
    wanted = [path.as_posix() for path in relative]
    return chosen, lambda path: any(path == one or path.startswith(one + "/") for one in wanted)


def _relative(session: Session, path: Path) -> PurePosixPath:
    """Return a path from the root; links below it are not followed, as a link is one of the plan's files."""
    if not os.path.lexists(path):
        raise NotFoundError(message("There is no file or folder {path}.", path=path.as_posix()))
    absolute = Path(os.path.abspath(path))  # noqa: PTH100
    root = session.tree.root
    # The way to the root may lead over links, and the way to the path over others.
    real = Path(os.path.realpath(absolute.parent)) / absolute.name
    for place, start in (
        (absolute, root),
        (absolute, Path(os.path.realpath(root))),
        (real, Path(os.path.realpath(root))),
    ):
        if place == start:
            return PurePosixPath(PLANS_FOLDER)
        if place.is_relative_to(start / PLANS_FOLDER):
            return PurePosixPath(place.relative_to(start).as_posix())
    raise UsageError(
        message("{path} is not in {folder}.", path=path.as_posix(), folder=(root / PLANS_FOLDER).as_posix()),
        message("validate looks at plan files only."),
    )
