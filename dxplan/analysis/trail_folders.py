"""Paths of plan files, and folders of plans that were renamed."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from dxplan.stores.layout import FILE_ENDING, INITIATIVES_FOLDER, PLAN_FILE, PLANS_FOLDER, plan_file
from dxplan.stores.plan_tree import is_initiative_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from dxplan.analysis.trail_pairing import Now, Side
    from dxplan.analysis.versions import Name


@lru_cache(maxsize=1 << 15)
def name_of_path(path: str) -> Name | None:
    """Return the plan and the id that a path stands for, None where it is no file of a plan."""
    match path.split("/"):
        case [first, plan, file] if first == PLANS_FOLDER and file == PLAN_FILE:
            return plan, None
        case [first, plan, folder, file] if first == PLANS_FOLDER and folder == INITIATIVES_FOLDER:
            return (plan, file.removesuffix(FILE_ENDING)) if is_initiative_file(file) else None
        case _:
            return None


def renamed_plans(side: Side, nows: Sequence[Now], after: AbstractSet[str]) -> Mapping[str, str]:
    """Return the plans that were called otherwise in a parent, by their new names.

    One folder is gone and another has appeared, and they share the bytes of plan.yaml or more than half of the ids of
    the larger one. Where several would fit, the pair that shares most is taken first.
    """
    gone = sorted(plan for plan in side.state.counts if plan not in after)
    appeared = sorted(plan for plan in after if plan not in side.state.counts) if gone else []
    if not appeared:
        return {}
    blobs = {now.path: now.blob for now in nows}
    old_ids = {plan: _ids(plan, (version.name for version in side.files.values())) for plan in gone}
    new_ids = {plan: _ids(plan, (now.name for now in nows)) for plan in appeared}
    pairs: list[tuple[int, bool, str, str]] = []
    for old in gone:
        version = side.files.get(plan_file(old))
        for new in appeared:
            same = version is not None and blobs.get(plan_file(new)) == version.blob
            shared = len(old_ids[old] & new_ids[new])
            if same or 2 * shared > max(len(old_ids[old]), len(new_ids[new])):
                pairs.append((-shared, not same, old, new))
    found: dict[str, str] = {}
    for _, _, old, new in sorted(pairs):
        if new not in found and old not in found.values():
            found[new] = old
    return found


def _ids(plan: str, names: Iterable[Name]) -> set[str]:
    return {identity for owner, identity in names if owner == plan and identity is not None}
