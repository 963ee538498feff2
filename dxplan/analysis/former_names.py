"""Former names: the folders that a plan had before it came into the one that it has now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.analysis.differing import pair_plans
from dxplan.stores.commits import last_added
from dxplan.stores.layout import FILE_ENDING, plan_file
from dxplan.stores.revision import Revision

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.stores.mounts import Mount
    from dxplan.stores.plan_tree import PlanTree


def names_of_plan(mount: Mount, tip: str, name: str, tree: PlanTree | None = None) -> tuple[str, ...]:
    """Return the names of the folders of a plan on the main line up to a commit, the newest first.

    A commit renamed a folder where ``diff`` over it would say so; so did who works in ``tree``, if that is the present.
    Raises DxplanError.
    """
    names = {name: None}
    if tree is not None:
        name = _former(Revision(mount, tip, tip), tree, name) or name
        names[name] = None
    while (added := last_added(mount, tip, plan_file(name))) is not None:
        commit, tip = added
        former = _former(Revision(mount, tip, tip), Revision(mount, commit, commit), name)
        if former is None:
            break
        names[former] = None
        name = former
    return tuple(names)


def name_there(names: Sequence[str], tree: PlanTree) -> str | None:
    """Return under which of its names a plan is there, None where it is not."""
    there = tree.plans()
    return next((name for name in names if name in there), None)


def _former(before: PlanTree, after: PlanTree, name: str) -> str | None:
    """Return what a plan was called before, None where it was not there or had the same name."""
    former = next((old for old, new in pair_plans(_ids(before), _ids(after)) if new == name), None)
    return None if former == name else former


def _ids(tree: PlanTree) -> dict[str, list[tuple[str, str | None]]]:
    return {
        plan: [
            (path.rpartition("/")[2].removesuffix(FILE_ENDING), None) for path in tree.initiative_files(plan)
        ]
        for plan in tree.plans()
    }
