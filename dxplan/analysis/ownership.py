"""Who owns which file of a plan: the plan's owners its folder, the owners of its departments each initiative."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from dxplan.stores.layout import PLANS_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dxplan.stores.loading import LoadedPlan


class Owned(Struct, frozen=True):
    """A file or, with a slash at its end, a folder of the plan repository, and who owns it."""

    path: str
    owners: tuple[str, ...]


def ownership(plans: Iterable[LoadedPlan]) -> Iterator[Owned]:
    """Yield what has owners: the folder of each plan first, then its initiatives in the order of their paths.

    An initiative whose departments have no owners belongs to those of the plan, as does plan.yaml.
    """
    for loaded in sorted(plans, key=lambda entry: entry.name):
        if loaded.plan.owners:
            yield Owned(f"{PLANS_FOLDER}/{loaded.name}/", loaded.plan.owners)
        owners = {department.name: department.owners for department in loaded.plan.departments}
        for filed in sorted(loaded.initiatives, key=lambda entry: entry.path):
            own = [owner for name in filed.initiative.departments for owner in owners.get(name, ())]
            if own:
                yield Owned(filed.path, tuple(dict.fromkeys(own)))
