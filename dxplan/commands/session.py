"""A session: what every command knows of its run: where, in which language, on which day."""

from __future__ import annotations

import os
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from dxplan.commands.console import Console
from dxplan.commands.early import early_language
from dxplan.commands.paths import chosen_folder
from dxplan.commands.progress_line import PROGRESS_LINE
from dxplan.commands.wishes import Wishes, read_day
from dxplan.errors import DocumentError, DxplanError, NotFoundError, UsageError
from dxplan.i18n import Language, Speaker, chosen_language
from dxplan.model.message import message
from dxplan.model.point import WORKING_TREE
from dxplan.model.progress import followed_by
from dxplan.stores.cache import Cache, default_file
from dxplan.stores.clock import today_in
from dxplan.stores.layout import plan_file
from dxplan.stores.plan_tree import no_working_tree
from dxplan.stores.worktree import WorkTree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from dxplan.analysis.summary import PlanSummary
    from dxplan.commands.loaded import Loaded
    from dxplan.model.message import Message
    from dxplan.model.plan import Plan
    from dxplan.model.point import Point
    from dxplan.reports.blocks import Report
    from dxplan.stores.loading import Failure, LoadedPlan
    from dxplan.stores.moments import Moments
    from dxplan.stores.plan_tree import Moment, PlanTree


_RECORDS = {"csv", "tsv"}


class Session:
    """One run of a command."""

    def __init__(self, wishes: Wishes) -> None:
        """Begin in the language that is asked for, else in the one that the plans around seem to share."""
        self.wishes = wishes
        self.whole = True
        """Whether every plan was there that should be, at every point so far."""
        self._told: set[str] = set()
        if wishes.quiet and wishes.verbose:
            raise UsageError(message("--quiet and --verbose contradict each other."))
        self._asked_day = read_day("--today", wishes.today)
        self._environment_day = read_day("DXPLAN_TODAY", os.environ.get("DXPLAN_TODAY") or None)
        self.console = self._speaking(early_language(wishes.lang, wishes.directory))

    @cached_property
    def tree(self) -> WorkTree:
        """The working tree around the chosen folder; raises NotFoundError."""
        folder = chosen_folder(self.wishes.directory)
        try:
            return WorkTree.around(folder)
        except NotFoundError:
            from dxplan.stores.mounts import is_bare  # noqa: PLC0415  (who has a working tree need not know)

            if is_bare(folder):
                raise no_working_tree() from None
            raise

    @cached_property
    def cache(self) -> Cache:
        """The user's cache."""
        return Cache(default_file())

    @property
    def say(self) -> Speaker:
        """The session's language."""
        return self.console.say

    @cached_property
    def moments(self) -> Moments:
        """The past of the plans; raises NotFoundError where there is neither a working tree nor a bare repository."""
        from dxplan.stores.moments import Moments  # noqa: PLC0415  (the present does without git)

        try:
            return Moments(self.tree, self.plan_at)
        except NotFoundError:
            from dxplan.stores.git import GitRepository  # noqa: PLC0415
            from dxplan.stores.mounts import mount_bare  # noqa: PLC0415

            repository = GitRepository.around(chosen_folder(self.wishes.directory))
            if repository is None or repository.top is not None:
                raise
            return Moments(None, self.plan_at, mount_bare(repository))

    def moments_at(self, point: str, plans: Sequence[str], *, lenient: bool = False) -> dict[str, Moment]:
        """Return the moment of each plan at a point, and tell what is odd about how it was found."""
        if point == WORKING_TREE.point and not lenient and "moments" not in self.__dict__:
            return self._present_moments(plans)
        moments = self.moments
        found = moments.at(point, plans, lenient=lenient)
        while moments.notes:
            self.console.note(moments.notes.pop(0))
        for plan, error in moments.left_out:
            said = message("{place} is left out: {text}", place=plan, text=error.message)
            self.console.warn(said, error.hint)
        self.whole = self.whole and not moments.left_out
        moments.left_out.clear()
        return found

    def load(self, plans: Sequence[str], at: str = ".") -> Loaded:
        """Load plans at a point and take over their language; tell of files that cannot be used."""
        from dxplan.commands.loaded import Loaded, by_tree  # noqa: PLC0415
        from dxplan.stores.loading import Loader  # noqa: PLC0415  (not every command reads plans)

        moments = self.moments_at(at, plans)
        loaded: list[LoadedPlan] = []
        failures: list[Failure] = []
        for tree, names in by_tree(moments):
            some, beside = Loader(tree, self.cache).load(names)
            loaded += some
            failures += beside
        order = list(moments)
        loaded.sort(key=lambda entry: order.index(entry.name))
        points = {name: moment.point for name, moment in moments.items()}
        self.speak_like([entry.plan for entry in loaded], [points[entry.name] for entry in loaded])
        failures += [failure for entry in loaded for failure in entry.failures]
        self.tell(failures, "" if at == WORKING_TREE.point else at)
        return Loaded(loaded, failures, points, self.whole)

    def summarize(
        self, plans: Sequence[str], at: str = "."
    ) -> tuple[list[PlanSummary], dict[str, Point], bool]:
        """Count the initiatives of plans at a point; tell of files that cannot be used.

        Returns the counts, the point of each plan, and whether every file could be used.
        """
        from dxplan.analysis.summary import summarize  # noqa: PLC0415
        from dxplan.commands.loaded import by_tree  # noqa: PLC0415
        from dxplan.stores.loading import Loader  # noqa: PLC0415

        moments = self.moments_at(at, plans)
        points = {name: moment.point for name, moment in moments.items()}
        summaries: list[PlanSummary] = []
        failures: list[Failure] = []
        for tree, names in by_tree(moments):
            some, beside = Loader(tree, self.cache).survey(
                names,
                lambda name, plan, filed: summarize(
                    name, plan, (entry.initiative for entry in filed), self.day_of(plan, points[name])
                ),
            )
            summaries += some
            failures += beside
        summaries.sort(key=lambda summary: list(moments).index(summary.name))
        self.speak_like([entry.plan for entry in summaries], [points[entry.name] for entry in summaries])
        self.tell(failures, "" if at == WORKING_TREE.point else at)
        return summaries, points, self.whole and not failures

    def _present_moments(self, plans: Sequence[str]) -> dict[str, Moment]:
        """Return the working tree for each plan, without a look at git."""
        from dxplan.stores.plan_tree import Moment  # noqa: PLC0415

        return dict.fromkeys(self.tree.select(plans), Moment(WORKING_TREE, self.tree))

    def present(self, plans: Sequence[str]) -> dict[str, Moment]:
        """Return the present moment of each plan: the working tree, or HEAD of a bare repository."""
        try:
            _ = self.tree
        except NotFoundError:
            return self.moments_at(
                "HEAD", plans
            )  # which says what is missing, if there is no such repository
        return self.moments_at(WORKING_TREE.point, plans)

    def speak_of(self, moments: Iterable[tuple[str, Moment]]) -> None:
        """Take over the language that plans have at their moments; one that cannot be used has no say."""
        read = [self.plan_at(moment.tree, name) for name, moment in moments]
        self.speak_like([plan for plan in read if plan is not None])

    def plan_at(self, tree: PlanTree, name: str) -> Plan | None:
        """Load a plan's own file of a tree, None where it cannot be used."""
        from dxplan.stores.loading import Loader  # noqa: PLC0415

        try:
            return Loader(tree, self.cache).plan(name)
        except DocumentError:
            return None

    def answer(
        self,
        report: Report,
        points: Mapping[str, Point],
        form: str,
        output: Path | None,
        encoding: str | None,
    ) -> None:
        """Write a report that says at which points it was read; what only programs read has no place for that."""
        from dxplan.reports.points import at_points, point_lines  # noqa: PLC0415  (not every command has points)

        say = None if form == "json" else self.say
        self.console.report(at_points(report, points, say), form, output, encoding)
        if form in _RECORDS:
            for line in point_lines(points):
                self.console.note(line)

    def tell(self, failures: list[Failure], at: str = "") -> None:
        """Tell of files that cannot be used, at a point of the past if one is named."""
        failures.sort(key=lambda failure: failure.path)
        past = f"{at}:" if at else ""
        for failure in failures:
            error = failure.error
            self.console.warn(
                message(
                    "{place} is left out: {text}", place=past + error.place(failure.path), text=error.message
                ),
                error.hint,
            )

    @contextmanager
    def showing_progress(self) -> Iterator[None]:
        """Show on a terminal how far long work has come, in the language that the session speaks by then."""

        def show(said: Message) -> None:
            self.console.progress(said)

        with followed_by(show):
            try:
                yield
            finally:
                PROGRESS_LINE.clear()

    def load_plan(self, name: str) -> Plan:
        """Load a plan's own file alone and take over its language; raises DxplanError."""
        from dxplan.stores.loading import Loader  # noqa: PLC0415

        (known,) = self.tree.select([name])
        try:
            plan = Loader(self.tree, self.cache).plan(known)
        except DocumentError as error:
            place = error.place(plan_file(known))
            raise DxplanError(
                message("{place} cannot be used: {text}", place=place, text=error.message), error.hint
            ) from None
        self.speak_like([plan])
        return plan

    def speak_like(self, plans: Sequence[Plan], points: Sequence[Point] = ()) -> None:
        """Take over the language that the plans share, unless another is asked for; ``points`` are those of the plans."""
        if not plans:
            return
        languages = {plan.language for plan in plans}
        shared = languages.pop() if len(languages) == 1 else None
        self.console = self._speaking(chosen_language(self.wishes.lang, shared, os.environ))
        if self.wishes.verbose:
            self._tell_more(plans, points or [WORKING_TREE] * len(plans))

    def _tell_more(self, plans: Sequence[Plan], points: Sequence[Point]) -> None:
        """Tell what no answer shows: the folder that was found, and the day on which each plan is looked at."""
        bare = self.moments.bare if "moments" in self.__dict__ else None
        folder = bare.repository.folder if bare else self.tree.root
        for plan, point in zip(plans, points, strict=True):
            if plan.title not in self._told:
                self._told.add(plan.title)
                self.console.note(
                    message(
                        "{title}: in {folder}, as of {day}.",
                        title=plan.title,
                        folder=folder.as_posix(),
                        day=self.day_of(plan, point).isoformat(),
                    )
                )

    def day_of(self, plan: Plan, point: Point = WORKING_TREE) -> date:
        """Return the day on which a plan is looked at.

        ``--today`` comes first; a closed plan is looked at on the day it describes, the past on the day for which its
        point stands; else ``DXPLAN_TODAY``, else today in the plan's time zone.
        """
        past = date.fromisoformat(point.day) if point.day else None
        return (
            self._asked_day or plan.described_day or past or self._environment_day or today_in(plan.timezone)
        )

    def _speaking(self, language: Language) -> Console:
        return Console(Speaker(language), self.wishes.colour or "auto", quiet=self.wishes.quiet)
