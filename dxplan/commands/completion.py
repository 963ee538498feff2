"""Shell completion of plans, ids and vocabularies; it never fails loudly and never writes."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

import typer  # noqa: TC002  (Typer reads the annotations of these functions)

from dxplan.errors import DxplanError, NotFoundError
from dxplan.reports.width import one_line, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from dxplan.model.plan import Plan
    from dxplan.stores.git import GitRepository
    from dxplan.stores.loading import LoadedPlan
    from dxplan.stores.worktree import WorkTree

# A shell puts what it completes into the line as it is, and would run `x` and $(x); a hyphen would begin an option.
_ACTIVE = re.compile(r"^-|[`$\"'\\;&|<>(){}*?!\[\]\n]")


def complete_plans(context: typer.Context, incomplete: str) -> list[str]:
    """Complete the names of plans."""
    with suppress(DxplanError, OSError, ValueError):
        return [name for name in _tree(context).plans() if name.startswith(incomplete)]
    return []


def complete_points(context: typer.Context, incomplete: str) -> list[str]:
    """Complete periods that have a snapshot, names of recorded snapshots, tags and branches."""
    from dxplan.stores.points import SNAPSHOT_TAGS  # noqa: PLC0415
    from dxplan.stores.refs import Refs  # noqa: PLC0415

    names: list[str] = []
    with suppress(DxplanError, OSError, ValueError):
        refs = [ref for place in _repositories(context) for ref in Refs(place).all.values()]
        names += [ref.name.rpartition("/")[2] for ref in refs if ref.name.startswith(SNAPSHOT_TAGS)]
        names += _recorded(context)
        names += [ref.short for ref in refs]
    return _offered(names, incomplete)


def _repositories(context: typer.Context) -> list[GitRepository]:
    """Return the repositories of the plans: those around a working tree, or a bare one."""
    from dxplan.commands.paths import chosen_folder  # noqa: PLC0415
    from dxplan.stores.git import GitRepository  # noqa: PLC0415
    from dxplan.stores.mounts import find_mounts  # noqa: PLC0415

    try:
        tree = _tree(context)
    except NotFoundError:
        found = GitRepository.around(chosen_folder(_folder(context)))
        return [found] if found is not None and found.top is None else []
    return [mount.repository for mount in find_mounts(tree.root, tree.plans()).values()]


def _recorded(context: typer.Context) -> list[str]:
    """Return the periods and names of the snapshots that plans record."""
    from dxplan.stores.cache import Cache, default_file  # noqa: PLC0415
    from dxplan.stores.loading import Loader  # noqa: PLC0415

    names: list[str] = []
    with suppress(DxplanError, OSError, ValueError):
        tree = _tree(context)
        for name in tree.plans():
            with suppress(DxplanError):
                for entry in Loader(tree, Cache(default_file())).plan(name).snapshots:
                    names += [entry.period, *([entry.name] if entry.name else [])]
    return names


def complete_ids(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Complete the ids of initiatives, with their titles."""
    return [
        (filed.initiative.id, one_line(filed.initiative.title))
        for loaded in _loaded(context)
        for filed in loaded.initiatives
        if filed.initiative.id.startswith(incomplete)
    ]


def complete_pillars(context: typer.Context, incomplete: str) -> list[str]:
    """Complete the names of pillars."""
    return _names(context, incomplete, "pillars")


def complete_categories(context: typer.Context, incomplete: str) -> list[str]:
    """Complete the names of categories."""
    names = (
        category.name for plan in _plans(context) for pillar in plan.pillars for category in pillar.categories
    )
    return _offered(names, incomplete)


def complete_departments(context: typer.Context, incomplete: str) -> list[str]:
    """Complete the names of departments."""
    return _names(context, incomplete, "departments")


def complete_statuses(context: typer.Context, incomplete: str) -> list[str]:
    """Complete the statuses of the plans."""
    return _names(context, incomplete, "statuses")


def complete_stages(context: typer.Context, incomplete: str) -> list[str]:
    """Complete the stages of the plans' boards."""
    return _names(context, incomplete, "stages")


def _names(context: typer.Context, incomplete: str, vocabulary: str) -> list[str]:
    names = (entry.name for plan in _plans(context) for entry in getattr(plan, vocabulary))
    return _offered(names, incomplete)


def _offered(names: Iterable[str], incomplete: str) -> list[str]:
    """Return the names that go on from a beginning, each once, without those that would work in a shell or a terminal."""
    return [
        name
        for name in dict.fromkeys(names)
        if name.startswith(incomplete) and not _ACTIVE.search(name) and shown(name) == name
    ]


def _plans(context: typer.Context) -> Iterator[Plan]:
    return (loaded.plan for loaded in _loaded(context))


def _loaded(context: typer.Context) -> list[LoadedPlan]:
    from dxplan.stores.cache import Cache, default_file  # noqa: PLC0415
    from dxplan.stores.loading import Loader  # noqa: PLC0415

    with suppress(DxplanError, OSError, ValueError):
        tree = _tree(context)
        chosen = [name for name in tree.plans() if name in (context.params.get("plans") or [name])]
        return Loader(tree, Cache(default_file())).load(chosen)[0]
    return []


def _tree(context: typer.Context) -> WorkTree:
    from dxplan.commands.paths import chosen_folder  # noqa: PLC0415
    from dxplan.stores.worktree import WorkTree  # noqa: PLC0415

    return WorkTree.around(chosen_folder(_folder(context)))


def _folder(context: typer.Context) -> Path | None:
    folder: Path | None = context.params.get("directory") or context.find_root().params.get("directory")
    return folder
