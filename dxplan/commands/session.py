"""A session: what every command knows of its run: where, in which language, on which day."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from dxplan.commands.console import Console
from dxplan.commands.paths import chosen_folder
from dxplan.errors import DocumentError, DxplanError, UsageError
from dxplan.i18n import Language, Speaker, chosen_language
from dxplan.model.message import message
from dxplan.stores.cache import Cache, default_file
from dxplan.stores.clock import today_in
from dxplan.stores.layout import plan_file
from dxplan.stores.worktree import WorkTree

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dxplan.analysis.summary import PlanSummary
    from dxplan.model.plan import Plan
    from dxplan.stores.loading import Failure, LoadedPlan


@dataclass(frozen=True)
class Wishes:
    """The options that every command takes."""

    directory: Path | None = None
    quiet: bool = False
    verbose: bool = False
    colour: str | None = None
    lang: str | None = None
    today: str | None = None


@dataclass(frozen=True)
class Loaded:
    """The plans that could be read, and the files that could not be used."""

    plans: list[LoadedPlan]
    failures: list[Failure]

    @property
    def complete(self) -> bool:
        """Whether every file could be used."""
        return not self.failures


class Session:
    """One run of a command."""

    def __init__(self, wishes: Wishes) -> None:
        """Begin in the language that is asked for; the plan's own is known only when plans are."""
        self.wishes = wishes
        self._told: set[str] = set()
        if wishes.quiet and wishes.verbose:
            raise UsageError(message("--quiet and --verbose contradict each other."))
        self._asked_day = self._read_day("--today", wishes.today)
        self._environment_day = self._read_day("DXPLAN_TODAY", os.environ.get("DXPLAN_TODAY") or None)
        self.console = self._console(None)

    @cached_property
    def tree(self) -> WorkTree:
        """The working tree around the chosen folder; raises NotFoundError."""
        return WorkTree.around(chosen_folder(self.wishes.directory))

    @cached_property
    def cache(self) -> Cache:
        """The user's cache."""
        return Cache(default_file())

    @property
    def say(self) -> Speaker:
        """The session's language."""
        return self.console.say

    def load(self, plans: Sequence[str]) -> Loaded:
        """Load plans and take over their language; tell of files that cannot be used."""
        from dxplan.stores.loading import Loader  # noqa: PLC0415  (not every command reads plans)

        loaded, failures = Loader(self.tree, self.cache).load(self.tree.select(plans))
        self.speak_like([entry.plan for entry in loaded])
        failures += [failure for entry in loaded for failure in entry.failures]
        self._tell(failures)
        return Loaded(loaded, failures)

    def summarize(self, plans: Sequence[str]) -> tuple[list[PlanSummary], bool]:
        """Count the initiatives of plans; tell of files that cannot be used, and return whether there were none."""
        from dxplan.analysis.summary import summarize  # noqa: PLC0415
        from dxplan.stores.loading import Loader  # noqa: PLC0415

        summaries, failures = Loader(self.tree, self.cache).survey(
            self.tree.select(plans),
            lambda name, plan, filed: summarize(
                name, plan, (entry.initiative for entry in filed), self.day_of(plan)
            ),
        )
        self.speak_like([summary.plan for summary in summaries])
        self._tell(failures)
        return summaries, not failures

    def _tell(self, failures: list[Failure]) -> None:
        failures.sort(key=lambda failure: failure.path)
        for failure in failures:
            error = failure.error
            self.console.warn(
                message("{place} is left out: {text}", place=error.place(failure.path), text=error.message),
                error.hint,
            )

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

    def speak_like(self, plans: Sequence[Plan]) -> None:
        """Take over the language that the plans share, unless another is asked for."""
        languages = {plan.language for plan in plans}
        self.console = self._console(languages.pop() if len(languages) == 1 else None)
        if self.wishes.verbose:
            self._tell_more(plans)

    def _tell_more(self, plans: Sequence[Plan]) -> None:
        """Tell what no answer shows: the folder that was found, and the day on which each plan is looked at."""
        for plan in plans:
            if plan.title not in self._told:
                self._told.add(plan.title)
                self.console.note(
                    message(
                        "{title}: in {folder}, as of {day}.",
                        title=plan.title,
                        folder=self.tree.root.as_posix(),
                        day=self.day_of(plan).isoformat(),
                    )
                )

    def day_of(self, plan: Plan) -> date:
        """Return the day on which a plan is looked at.

        ``--today`` comes first; a closed plan is looked at on the day it describes; else ``DXPLAN_TODAY``, else today in
        the plan's time zone.
        """
        return self._asked_day or plan.described_day or self._environment_day or today_in(plan.timezone)

    def _console(self, plan_language: str | None) -> Console:
        language: Language = chosen_language(self.wishes.lang, plan_language, os.environ)
        return Console(Speaker(language), self.wishes.colour or "auto", quiet=self.wishes.quiet)

    @staticmethod
    def _read_day(source: str, text: str | None) -> date | None:
        if text is None:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise UsageError(
                message("{source}: “{text}” is not a day.", source=source, text=text),
                message("A day is written as 2023-03-31."),
            ) from None
