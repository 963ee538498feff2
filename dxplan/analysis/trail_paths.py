"""Paths of a document: all files of the past that can have to do with it, so that no others need be walked through."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from dxplan.analysis.trail_folders import name_of_path
from dxplan.stores.layout import FILE_ENDING, initiatives_folder, plan_file

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dxplan.analysis.versions import Name
    from dxplan.model.trail import CommitTrail, Placing

_MOST = 200


def paths_of(document: Name, trails: Iterable[CommitTrail]) -> tuple[str, ...] | None:
    """Return the paths at which a document, or any that it was or stood beside, may have stood in the past.

    The trails must be all there are up to the point. Every file that is not plainly what its path says is among the paths,
    as it may be any document's. None stands for all paths: folders of plans were renamed, or there would be too many.
    """
    plan, identity = document
    if identity is None:
        ids, paths = set[str](), {plan_file(plan)}
    else:
        ids, paths = {identity}, set[str]()
    plans = {plan}
    for trail in trails:
        if trail.has_folders:
            return None
        for rename in trail.renames:
            if not rename.pointer:
                ids |= {rename.old, rename.new}
        for placing in trail.placings:
            for path in _files(placing):
                paths.add(path)
                plans.add(path.split("/", 2)[1])
                ids.add(PurePosixPath(path).stem)
            if placing.id is not None:
                ids.add(placing.id)
        if len(ids) * len(plans) + len(paths) > _MOST:
            return None
    plain = (f"{initiatives_folder(one)}/{name}{FILE_ENDING}" for one in plans for name in ids)
    # An id may be any text, also one that no file's name can be.
    return tuple(
        sorted(paths | {path for path in plain if name_of_path(path) is not None and "\0" not in path})
    )


def _files(placing: Placing) -> tuple[str, ...]:
    return (placing.path,) if placing.origin is None else (placing.path, placing.origin)
