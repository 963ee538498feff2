"""A plan (計画): names, years, pillars, departments and the vocabularies of its initiatives.

The structures mirror ``schema/plan.schema.json``. Vocabularies belong to the plan, never to the code.
"""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct

from dxplan.model.day_range import DayRange
from dxplan.model.fiscal_year import FiscalYear
from dxplan.model.shared import Discrepancy, Figure, Waiver

DEFAULT_TIMEZONE = "Asia/Tokyo"
# What a status means (``means``) before operation and from its start on.
NOT_IN_OPERATION = frozenset({"planned", "preparing"})
IN_OPERATION = frozenset({"operating", "completed"})


class Years(Struct, frozen=True, omit_defaults=True):
    """The first and the last fiscal year of a plan."""

    first: str
    last: str

    @property
    def first_year(self) -> FiscalYear:
        """The fiscal year in which the span begins."""
        return FiscalYear.parse(self.first)

    @property
    def last_year(self) -> FiscalYear:
        """The fiscal year in which the span ends."""
        return FiscalYear.parse(self.last)

    @property
    def days(self) -> DayRange:
        """All days of the span, 1 April to 31 March."""
        return DayRange(self.first_year.days.start, self.last_year.days.end)


class Term(Years, frozen=True, omit_defaults=True, kw_only=True):
    """One term (期) of the implementation plan."""

    name: str
    plan: str | None = None


class PlanDocument(Struct, frozen=True, omit_defaults=True):
    """A document from which the data come."""

    id: str
    title: str
    published: str | None = None
    note: str | None = None


class Vision(Struct, frozen=True, omit_defaults=True):
    """What a pillar wants to be true (将来の姿)."""

    number: int
    text: str


class TargetState(Struct, frozen=True, omit_defaults=True):
    """A state that a pillar shall reach (達成すべき状態), with its expected effects."""

    number: int
    text: str
    effects: tuple[str, ...] = ()


class Outcome(Struct, frozen=True, omit_defaults=True):
    """A figure that the initiatives of a pillar serve (アウトカム)."""

    number: int
    name: str
    formula: str | None = None
    unit: str | None = None
    direction: str = "up"
    baseline: Figure | None = None
    target: Figure | None = None
    actuals: tuple[Figure, ...] = ()


class Named(Struct, frozen=True, omit_defaults=True):
    """An entry of a vocabulary: its name, its meaning, and the names it had before."""

    name: str
    meaning: str | None = None
    formerly: tuple[str, ...] = ()


class Department(Named, frozen=True, omit_defaults=True, kw_only=True):
    """A department of the plan's vocabulary (担当課), and who may change what it is in charge of."""

    owners: tuple[str, ...] = ()


class Pillar(Struct, frozen=True, omit_defaults=True):
    """A top grouping of the plan (柱)."""

    number: int
    name: str
    formerly: tuple[str, ...] = ()
    summary: str | None = None
    visions: tuple[Vision, ...] = ()
    target_states: tuple[TargetState, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    categories: tuple[Named, ...] = ()


class LiteracyGoal(Struct, frozen=True, omit_defaults=True, rename={"audience": "for"}):
    """What staff shall know (求められるITリテラシー), and the target states that it serves."""

    name: str
    audience: str | None = None
    target_states: tuple[str, ...] = ()


class PillarMeaning(Struct, frozen=True, omit_defaults=True):
    """What a status means in one pillar."""

    pillar: str
    meaning: str


class Status(Named, frozen=True, omit_defaults=True, kw_only=True):
    """A status of the plan's vocabulary; ``means`` is what the tool knows of it, if anything.

    ``transitions`` names the statuses that may follow; None where any may.
    """

    means: str | None = None
    meanings: tuple[PillarMeaning, ...] = ()
    stage: str | None = None
    transitions: tuple[str, ...] | None = None


class Committee(Struct, frozen=True, omit_defaults=True):
    """A body that steers the plan."""

    name: str
    formerly: tuple[str, ...] = ()
    role: str | None = None
    chair: str | None = None
    members: str | None = None


class Chapter(Struct, frozen=True, omit_defaults=True):
    """A chapter of the basic plan."""

    number: str
    title: str
    summary: str | None = None


class SnapshotEntry(Struct, frozen=True, omit_defaults=True):
    """A revision recorded for a period in the plan file."""

    period: str
    commit: str
    name: str | None = None
    note: str | None = None


class Plan(Struct, frozen=True, omit_defaults=True):
    """One plan, as its plan.yaml says it."""

    schema: int
    title: str
    city: str
    period: Years
    pillars: tuple[Pillar, ...]
    departments: tuple[Department, ...]
    fictional: bool = False
    language: str | None = None
    timezone: str = DEFAULT_TIMEZONE
    as_of: str | None = None
    published: str | None = None
    office: str | None = None
    goal: str | None = None
    summary: str | None = None
    terms: tuple[Term, ...] = ()
    documents: tuple[PlanDocument, ...] = ()
    literacy_goals: tuple[LiteracyGoal, ...] = ()
    owners: tuple[str, ...] = ()
    numbering: str = "category"
    statuses: tuple[Status, ...] = ()
    stages: tuple[Named, ...] = ()
    phases: tuple[Named, ...] = ()
    committees: tuple[Committee, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    snapshots: tuple[SnapshotEntry, ...] = ()
    rules: dict[str, str] = {}
    discrepancies: tuple[Discrepancy, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    note: str | None = None

    @property
    def described_day(self) -> date | None:
        """The day that the data of a closed plan describe; None while the plan is running."""
        return date.fromisoformat(self.as_of) if self.as_of else None

    @property
    def last_day(self) -> date:
        """The last day of the plan."""
        return self.period.days.end - timedelta(days=1)

    def pillar(self, name: str) -> Pillar | None:
        """Return the pillar of that name, if the plan has it."""
        return next((pillar for pillar in self.pillars if pillar.name == name), None)

    def status(self, name: str | None) -> Status | None:
        """Return the status of that name, if the plan has it."""
        return next((status for status in self.statuses if status.name == name), None)

    def means(self, status: str | None) -> str | None:
        """Return what the tool knows of a status: planned, preparing, operating, completed, withdrawn or None."""
        found = self.status(status)
        return found.means if found else None
