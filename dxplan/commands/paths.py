"""The folder that a run works in, and the paths that ``validate`` is asked to look at."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from dxplan.errors import NotFoundError, UsageError
from dxplan.model.message import Message, message
from dxplan.model.point import WORKING_TREE
from dxplan.stores.layout import FILE_ENDING, PLANS_FOLDER, plan_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from dxplan.commands.session import Session
    from dxplan.stores.plan_tree import Moment


def chosen_folder(option: Path | None) -> Path:
    """Return the folder whose plan repository is meant: ``-C``, else ``DXPLAN_ROOT``, else the one worked in."""
    return option or Path(os.environ.get("DXPLAN_ROOT") or ".")


def from_here(place: Path | str) -> str:
    """Return a place as it is called from the folder in which the command was typed, where it lies below that."""
    path, here = Path(place), Path.cwd()
    return path.relative_to(here).as_posix() if here in path.parents else path.as_posix()


def wanted_paths(
    session: Session, paths: list[Path], plans: list[str], at: str
) -> tuple[dict[str, Moment], Callable[[str], bool]]:
    """Return the plans to look at, each at its moment, and a test for the files to report on.

    Raises UsageError for a path outside ``plans/`` or outside the plans that are named, and NotFoundError for one that
    is not there.
    """
    if not paths:
        return session.moments_at(at, plans), lambda _: True
    relative = [_relative(session, path, at) for path in paths]
    names = [path.parts[1] for path in relative if len(path.parts) > 1]
    for path in relative:
        if plans and len(path.parts) > 1 and path.parts[1] not in plans:
            raise UsageError(
                message("{path} is in none of the plans that --plan names.", path=path.as_posix())
            )
    chosen = session.moments_at(at, plans or (names if len(names) == len(relative) else ()))
    wanted = [path.as_posix() for path in relative]
    if at != WORKING_TREE.point:
        _check_past(chosen, wanted, at)
    return chosen, lambda path: any(path == one or path.startswith(one + "/") for one in wanted)


def _check_past(moments: dict[str, Moment], wanted: list[str], at: str) -> None:
    """Raise NotFoundError for a file that was not there at the point."""
    known = [
        path
        for name, moment in moments.items()
        for path in (
            plan_file(name),
            *moment.tree.initiative_files(name),
            *moment.tree.stray_files(name),
        )
    ]
    for path in wanted:
        if not any(one == path or one.startswith(path + "/") for one in known):
            raise NotFoundError(message("At {point} there is no file or folder {path}.", point=at, path=path))


def _relative(session: Session, path: Path, at: str) -> PurePosixPath:
    """Return a path from the root; links below it are not followed, as a link is one of the plan's files."""
    if at == WORKING_TREE.point and not os.path.lexists(path):
        said = message("There is no file or folder {path}.", path=path.as_posix())
        raise NotFoundError(said, _file_of(session, path.name))
    if at != WORKING_TREE.point and session.moments.tree is None:
        return _in_bare(path)
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
        message("Only the files of plans are looked at."),
    )


def _file_of(session: Session, name: str) -> Message | None:
    """Ask whether the file of an initiative was meant, by somebody who names its id or its file alone."""
    stem = PurePosixPath(name.replace("\\", "/")).name.removesuffix(FILE_ENDING)
    files = [path for plan in session.tree.select([]) for path in session.tree.initiative_files(plan)]
    near = next((path for path in files if PurePosixPath(path).stem == stem), None)
    return (
        None if near is None else message("Did you mean “{word}”?", word=from_here(session.tree.root / near))
    )


def _in_bare(path: Path) -> PurePosixPath:
    """Return a path as it is meant in a repository without a working tree: from its root."""
    plain = PurePosixPath(Path(os.path.normpath(path)).as_posix())
    if plain.parts[:1] == (PLANS_FOLDER,):
        return plain
    raise UsageError(
        message("{path} is not in {folder}.", path=path.as_posix(), folder=PLANS_FOLDER + "/"),
        message("In a bare repository a path is written as from its root, such as plans/…"),
    )
