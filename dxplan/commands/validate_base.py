"""``validate --base``: what a change touches, and the rules that need both of its sides."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from dxplan.analysis.between import Pair, pairs
from dxplan.analysis.comparison import compare
from dxplan.checks.change import Edited, PlanChange
from dxplan.checks.change_files import Files, document_of, files_of, own_file, readable, same_bytes
from dxplan.checks.change_run import change_problems, edited, read_plan
from dxplan.checks.validation import Validation, Validator
from dxplan.errors import DocumentError, DxplanError, NotFoundError
from dxplan.model.message import message
from dxplan.model.plan import DEFAULT_TIMEZONE
from dxplan.model.point import Point, PointKind
from dxplan.stores.ancestry import editors_since, merge_base, own_address
from dxplan.stores.commits import dated
from dxplan.stores.layout import plan_file
from dxplan.stores.plan_tree import Moment
from dxplan.stores.points import UNSHALLOW, day_of, period_of
from dxplan.stores.schemas import list_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dxplan.commands.session import Session
    from dxplan.model.plan import Plan
    from dxplan.model.problem import Problem
    from dxplan.stores.mounts import Mount


@dataclass
class Against:
    """A change: plans as they are, and the commit from which it is counted."""

    session: Session
    moments: Mapping[str, Moment]
    base: str
    wanted: Callable[[str], bool]
    points: dict[str, Point] = field(default_factory=dict)
    """The point from which the change of each plan is counted."""
    changed: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    _standing: set[tuple[str, str, str, object]] = field(default_factory=set)

    def look(self) -> None:
        """Compare all plans; raises DxplanError where the base cannot be had."""
        old = self._bases()
        for pair in pairs(old, self.moments, ()):
            if pair.new in self.moments or (pair.new is None and self.wanted(plan_file(pair.name))):
                self._compare(pair)

    def touches(self, path: str) -> bool:
        """Say whether the change touches a file that is to be looked at."""
        return path in self.changed and self.wanted(path)

    def narrowed(self, validation: Validation) -> Validation:
        """Return what concerns the change: all that is found in files that it touches, and what is new in others."""
        problems = [
            problem
            for problem in validation.problems
            if problem.path in self.changed
            or (problem.path, problem.rule, problem.pointer, problem.message) not in self._standing
        ]
        problems += [problem for problem in self.problems if self.wanted(problem.path)]
        return Validation(
            len([path for path in self.changed if self.wanted(path)]),
            tuple(sorted(problems, key=lambda problem: problem.order)),
            {path: fixes for path, fixes in validation.fixes.items() if path in self.changed},
        )

    def _bases(self) -> dict[str, Moment]:
        """Return the moment before the change of every plan that is there at either end."""
        found: dict[str, Moment] = {}
        for name, moment in self.session.moments_at(self.base, list(self.moments), lenient=True).items():
            mount = self.session.moments.mount_of(name)
            base = self._parting(mount, moment.point, self.moments[name].point)
            found[name] = Moment(base, self.session.moments.revision(mount, base))
            self.points[name] = base
        for moment in list(found.values()):
            for name in moment.tree.plans():
                found.setdefault(name, moment)
        return found

    def _parting(self, mount: Mount, base: Point, end: Point) -> Point:
        """Return the point at which the change parted from the base, as a pull request counts it."""
        repository = mount.repository
        tip = end.commit or self.session.moments.finder(mount).head().commit
        if base.commit is None or tip is None:
            raise NotFoundError(message("“{point}” is no commit to compare with.", point=self.base))
        commit = merge_base(repository, base.commit, tip)
        if commit is None and repository.is_shallow:
            raise DxplanError(
                message("In this clone {point} and the change have no common commit.", point=self.base),
                UNSHALLOW,
            )
        if commit is None:
            self.session.console.note(
                message(
                    "{point} and the change have no common commit; they are compared as they are.",
                    point=self.base,
                )
            )
            return base
        if commit == base.commit:
            return base
        found = dated(repository, commit)
        moment = found[1] if found else None
        return Point(
            self.base,
            PointKind.COMMIT,
            commit,
            moment,
            base.ref,
            day_of(moment, DEFAULT_TIMEZONE) if moment else None,
        )

    def _compare(self, pair: Pair) -> None:
        old_files, new_files = (
            files_of(pair.old, pair.old_moment.tree),
            files_of(pair.new, pair.new_moment.tree),
        )
        self.changed |= {
            path
            for stem, (path, raw) in new_files.items()
            if stem not in old_files or not same_bytes(old_files[stem][1], raw)
        }
        gone = {path for stem, (path, _) in old_files.items() if stem not in new_files}
        self._remember(pair)
        change = self._plan_change(pair, old_files, new_files, gone)
        if change is not None:
            # Rules of both sides find something in what changed alone, and few of many files change.
            documents = {
                path: document
                for path, raw in new_files.values()
                if path in self.changed and (document := document_of(path, raw))
            }
            self.changed |= gone
            self.problems += change_problems(change, documents, self._today(pair, change.after))

    def _plan_change(
        self, pair: Pair, old_files: Files, new_files: Files, gone: set[str]
    ) -> PlanChange | None:
        before = read_plan(*own_file(pair.old, old_files)) if pair.old else None
        after = read_plan(*own_file(pair.new, new_files)) if pair.new else before
        if after is None:
            return None
        owned = _has_owners(after[0], before[0] if before else None)
        editors = self._editors(pair, new_files, gone) if owned else {}
        files = [
            one
            for stem in sorted({*old_files, *new_files})
            if stem and (one := self._edited(stem, old_files, new_files, gone, editors))
        ]
        path = plan_file(pair.new or pair.name)
        base = pair.old_moment.point
        comparison = compare(before[1], after[1], list_keys("plan")) if before else None
        return PlanChange(
            pair.name,
            path,
            before[0] if before else None,
            after[0],
            tuple(files),
            after[1],
            **({"comparison": comparison} if comparison else {}),
            editors=editors.get(path, ()),
            base_day=_day(base),
            closed=self._closed(pair, before[0]) if before else None,
        )

    def _edited(
        self,
        stem: str,
        old_files: Files,
        new_files: Files,
        gone: set[str],
        editors: Mapping[str, tuple[str, ...]],
    ) -> Edited | None:
        """Compare a file that the change touches; one that could not be read before is told of and never as gone."""
        old, new = old_files.get(stem), new_files.get(stem)
        path = (new or old or ("", b""))[0]
        if path not in self.changed and path not in gone:
            return None
        if new and isinstance(new[1], DocumentError):
            return None  # which is told of as what it is
        try:
            if old and isinstance(old[1], DocumentError):
                raise old[1]
            return edited(stem, readable(old), readable(new), editors.get(path, ()))
        except DocumentError as error:
            place = f"{self.base}:{error.place(path)}"
            said = message("{place} could not be compared: {text}", place=place, text=error.message)
            self.session.console.warn(said, error.hint)
            self.session.whole = False
            return None

    def _editors(self, pair: Pair, new_files: Files, gone: set[str]) -> dict[str, tuple[str, ...]]:
        """Return who has edited which file; what is not committed yet is the work of whoever git is set up for."""
        mount = self.session.moments.mount_of(pair.name)
        end = pair.new_moment.point
        head = self.session.moments.finder(mount).head()
        tip = end.commit or head.commit or "HEAD"
        editors = editors_since(mount, pair.old_moment.point.commit or tip, tip)
        if end.kind is not PointKind.WORKTREE:
            return editors
        now = {path: raw for path, raw in new_files.values() if path in self.changed}
        committed = self.session.moments.revision(mount, head).fetch([*now, *gone])
        me = own_address(mount.repository)
        for path, was in committed.items():
            if (
                me
                and not (path in now and same_bytes(was, now[path]))
                and not (path in gone and isinstance(was, DocumentError))
            ):
                editors[path] = tuple(dict.fromkeys((me, *editors.get(path, ()))))
        return editors

    def _closed(self, pair: Pair, plan: Plan) -> date | None:
        """Return the last day that a snapshot of the plan has frozen."""
        finder = self.session.moments.finder(self.session.moments.mount_of(pair.name))
        periods = [period for period, _ in finder.snapshot_tags(pair.old or pair.name)]
        periods += [period for entry in plan.snapshots if (period := period_of(entry.period))]
        return max((period.last_day for period in periods), default=None)

    def _remember(self, pair: Pair) -> None:
        """Keep what was found before the change, on the same day, under the names that files have now."""
        if pair.old is None:
            return
        validator = Validator(pair.old_moment.tree, self.session.cache, lambda plan: self._today(pair, plan))
        old, new = f"plans/{pair.old}/", f"plans/{pair.new or pair.old}/"
        for problem in validator.validate([pair.old], lambda _: True).problems:
            path = new + problem.path.removeprefix(old)
            self._standing.add((path, problem.rule, problem.pointer, problem.message))

    def _today(self, pair: Pair, plan: Plan) -> date:
        return self.session.day_of(plan, pair.new_moment.point)


def _has_owners(*plans: Plan | None) -> bool:
    return any(
        (plan and any(department.owners for department in plan.departments)) or (plan and plan.owners)
        for plan in plans
    )


def _day(point: Point) -> date | None:
    return date.fromisoformat(point.day) if point.day else None
