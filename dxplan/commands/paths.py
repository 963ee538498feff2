"""The paths that ``validate`` is asked to look at."""

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


def wanted_paths(
    session: Session, paths: list[Path], plans: list[str]
) -> tuple[list[str], Callable[[str], bool]]:
    """Return the plans to look at and a test for the files to report on.

    Raises UsageError for a path outside ``plans/`` and NotFoundError for one that is not there.
    """
    if not paths:
        return session.tree.select(plans), lambda _: True
    relative = [_relative(session, path) for path in paths]
    names = [path.parts[1] for path in relative if len(path.parts) > 1]
    chosen = session.tree.select(plans or (names if len(names) == len(relative) else ()))
    wanted = [path.as_posix() for path in relative]
    return chosen, lambda path: any(path == one or path.startswith(one + "/") for one in wanted)


def _relative(session: Session, path: Path) -> PurePosixPath:
    if not os.path.lexists(path):
        raise NotFoundError(message("There is no file or folder {path}.", path=path.as_posix()))
    # Links are not followed: a link inside plans/ is one of its files, wherever it leads.
    absolute = Path(os.path.normpath(Path.cwd() / path))
    try:
        relative = PurePosixPath(absolute.relative_to(session.tree.root).as_posix())
    except ValueError:
        relative = PurePosixPath()
    if not relative.parts or relative.parts[0] != PLANS_FOLDER:
        raise UsageError(
            message(
                "{path} is not in {folder}.",
                path=path.as_posix(),
                folder=(session.tree.root / PLANS_FOLDER).as_posix(),
            ),
            message("validate looks at plan files only."),
        )
    return relative
