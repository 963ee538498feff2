"""Moments: the plans of a repository at a point, found for each plan and read through one interface."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from dxplan.errors import DxplanError, NotFoundError, UsageError
from dxplan.model.message import Message, message
from dxplan.model.point import WORKING_TREE, Point, PointKind
from dxplan.stores.layout import PLANS_FOLDER, plan_file
from dxplan.stores.mounts import Mount, find_mounts
from dxplan.stores.plan_tree import Moment, no_working_tree, selected
from dxplan.stores.points import HEADS, PointFinder, is_date, period_of, recorded_as, snapshot_owner
from dxplan.stores.revision import Revision

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from dxplan.model.period import Period
    from dxplan.model.plan import Plan
    from dxplan.stores.plan_tree import PlanTree
    from dxplan.stores.worktree import WorkTree


@dataclass
class Moments:
    """Finds moments; ``tree`` is the working tree, None in a bare repository, which is mounted in ``bare``.

    ``load`` reads a plan's own file of a tree, None where it cannot be used. ``notes`` gathers what a person should know of
    how a point was found, ``left_out`` the plans whose state at it cannot be had although it should be there.
    """

    tree: WorkTree | None
    load: Callable[[PlanTree, str], Plan | None]
    bare: Mount | None = None
    notes: list[Message] = field(default_factory=list)
    left_out: list[tuple[str, DxplanError]] = field(default_factory=list)
    _finders: dict[int, PointFinder] = field(default_factory=dict)
    _revisions: dict[tuple[int, str], Revision] = field(default_factory=dict)
    _plans: dict[str, Plan | None] = field(default_factory=dict)
    _broken: set[str] = field(default_factory=set)

    def at(self, text: str, wanted: Sequence[str], *, lenient: bool = False) -> dict[str, Moment]:
        """Return the moment of each plan that is asked for, of every plan there where none is.

        ``lenient`` also returns a wanted plan whose folder is not there at the point, for it may have had another name.
        Raises NotFoundError, UsageError and DxplanError.
        """
        if not text.strip():
            raise UsageError(
                message("The point is empty."),
                message("Name a period, a tag, a branch, a commit or a date."),
            )
        if text == WORKING_TREE.point:
            return self._working_tree(wanted, lenient=lenient)
        period = period_of(text)
        if period is not None:
            return self._period(text, period, wanted, lenient=lenient)
        names = wanted or self._recorded(text)
        if names:
            return {name: self._single(text, name, lenient=lenient) for name in names}
        found: dict[str, Moment] = {}
        trouble: DxplanError | None = None
        for owner, mount in self.mounts.items():
            try:
                found |= self._all(text, mount, owner)
            except DxplanError as error:
                trouble = trouble or error
                if owner is not None or not isinstance(error, NotFoundError):
                    self.left_out.append((owner or PLANS_FOLDER, error))
        return self._some(text, found, trouble)

    @cached_property
    def mounts(self) -> dict[str | None, Mount]:
        """The git repositories of the plans; raises NotFoundError where there is none."""
        if self.bare is not None:
            return {None: self.bare}
        assert self.tree is not None  # noqa: S101  (one of the two is there)
        mounts = find_mounts(self.tree.root, self.tree.plans())
        if not mounts:
            raise _no_repository(self.tree.root)
        return mounts

    def mount_of(self, plan: str) -> Mount:
        """Return the repository of a plan; raises NotFoundError."""
        mount = self.mounts.get(plan) or self.mounts.get(None)
        if mount is None:
            assert self.tree is not None  # noqa: S101  (a bare repository is mounted for all)
            raise _no_repository(self.tree.root)
        return mount

    def finder(self, mount: Mount) -> PointFinder:
        """Return the finder of a repository; it is kept, as it knows the refs."""
        return self._finders.setdefault(id(mount), PointFinder(mount, self.notes))

    def present_plan(self, name: str) -> Plan | None:
        """Return a plan as it is now, in the working tree or else at HEAD, None where it cannot be used."""
        if name not in self._plans:
            self._plans[name] = self._load_present(name)
        return self._plans[name]

    def revision(self, mount: Mount, point: Point) -> Revision:
        """Return the files at a point that is a commit."""
        assert point.commit is not None  # noqa: S101
        key = (id(mount), point.commit)
        if key not in self._revisions:
            self._revisions[key] = Revision(mount, point.commit, point.point)
        return self._revisions[key]

    def present_names(self) -> list[str]:
        """Return the plans there are now: in the working tree, or at HEAD of a bare repository."""
        if self.tree is not None:
            return self.tree.plans()
        mount = self.mounts[None]
        return self.revision(mount, self.finder(mount).head()).plans()

    def _working_tree(self, wanted: Sequence[str], *, lenient: bool) -> dict[str, Moment]:
        if self.tree is None:
            raise no_working_tree()
        known = self.tree.plans()
        names = list(wanted) if lenient and wanted else selected(known, wanted)
        return dict.fromkeys(names, Moment(WORKING_TREE, self.tree))

    def _single(self, text: str, name: str, *, lenient: bool) -> Moment:
        mount = self.mount_of(name)
        moment = self._point_tree(text, mount, name)
        owner = snapshot_owner(moment.point.ref)
        if owner is not None and owner != name:
            self.notes.append(
                message(
                    "{tag} is a snapshot of the plan “{owner}”; “{plan}” is read at the same commit.",
                    tag=text,
                    owner=owner,
                    plan=name,
                )
            )
        if not lenient:
            moment.tree.select([name])
        return moment

    def _recorded(self, text: str) -> list[str]:
        """Return the plans that record a snapshot under a name which is no tag or branch."""
        if text in HEADS or is_date(text):
            return []
        return [
            name
            for name in self.present_names()
            if recorded_as(text, self.present_plan(name)) and not self.finder(self.mount_of(name)).named(text)
        ]

    def _all(self, text: str, mount: Mount, owner: str | None) -> dict[str, Moment]:
        """Return every plan of a repository at a point; a date is one of each plan's own time zone."""
        moment = self._point_tree(text, mount, owner)
        names = [name for name in moment.tree.plans() if owner == name or name not in self.mounts]
        if not is_date(text):
            return dict.fromkeys(names, moment)
        own = {name: self._point_tree(text, mount, name) for name in names}
        return {name: found for name, found in own.items() if name in found.tree.plans()}

    def _some(self, text: str, found: dict[str, Moment], trouble: DxplanError | None) -> dict[str, Moment]:
        """Return what was found, by name; raises DxplanError where that is nothing."""
        if not found:
            self.left_out.clear()
            raise trouble or NotFoundError(message("At {point} there is no plan yet.", point=text))
        return dict(sorted(found.items()))

    def _point_tree(self, text: str, mount: Mount, name: str | None) -> Moment:
        plan = self.present_plan(name) if name is not None else self._any_plan()
        point = self.finder(mount).find(text, plan)
        if name is not None:
            self._tell_of_broken(point, name)
        return Moment(point, self.revision(mount, point))

    def _any_plan(self) -> Plan | None:
        """Return the first plan of all: where none is named, it lends its time zone."""
        return next((plan for name in self.present_names() if (plan := self.present_plan(name))), None)

    def _period(
        self, text: str, period: Period, wanted: Sequence[str], *, lenient: bool
    ) -> dict[str, Moment]:
        found: dict[str, Moment] = {}
        trouble: DxplanError | None = None
        for name in wanted or self._names_at(period):
            mount = self.mount_of(name)
            try:
                point = self.finder(mount).period(text, period, name, self.present_plan(name))
                self._tell_of_broken(point, name)
                moment = Moment(point, self.revision(mount, point))
                if not lenient:
                    moment.tree.select([name])
            except DxplanError as error:
                if wanted:
                    raise
                trouble = trouble or error
                if not isinstance(error, NotFoundError):
                    self.left_out.append((name, error))
            else:
                found[name] = moment
        return found if wanted else self._some(text, found, trouble)

    def _names_at(self, period: Period) -> list[str]:
        """Return the plans there are now, and those that have a snapshot of the period."""
        names = set(self.present_names())
        for mount in self.mounts.values():
            owners = {snapshot_owner(ref) for ref in self.finder(mount).refs.all}
            names |= {
                owner
                for owner in owners
                if owner and any(known == period for known, _ in self.finder(mount).snapshot_tags(owner))
            }
        return sorted(names)

    def _load_present(self, name: str) -> Plan | None:
        tree: PlanTree | None = self.tree
        if tree is None or name not in tree.plans():
            mount = self.mount_of(name)
            tree = self.revision(mount, self.finder(mount).head())
        if name not in tree.plans():
            return None
        plan = self.load(tree, name)
        if plan is None:
            self._broken.add(name)
        return plan

    def _tell_of_broken(self, point: Point, name: str) -> None:
        """Tell where a day decided although the plan's present file, which cannot be used, might know better."""
        if point.kind is PointKind.DATE and name in self._broken:
            self._broken.remove(name)
            self.notes.append(
                message(
                    "{path} cannot be used now, so the snapshots and the time zone that it records are not known.",
                    path=plan_file(name),
                )
            )


def _no_repository(root: Path) -> NotFoundError:
    return NotFoundError(
        message("{folder} is not in a git repository, so it has no history.", folder=root.as_posix()),
        message("git init and a first commit begin one."),
    )
