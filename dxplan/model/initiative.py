"""An initiative (取組): the tracked unit, one file.

The structures mirror ``schema/initiative.schema.json`` key by key. Texts that are dates or periods stay as
written; properties read them. Only data that passed the rules ``schema`` and ``impossible-value`` is turned into these.
"""

from __future__ import annotations

from msgspec import Struct

from dxplan.model.fiscal_year import FiscalYear
from dxplan.model.fuzzy_date import FuzzyDate, parse_fuzzy_date
from dxplan.model.period import Period
from dxplan.model.shared import Discrepancy, Figure, Waiver


class Listing(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A place where an initiative is printed; ``category`` is None in a plan without categories."""

    pillar: str
    category: str | None = None
    number: int


class Component(Struct, frozen=True, omit_defaults=True):
    """A part of an initiative with a status and a start of its own."""

    name: str
    status: str
    operation_start: str | None = None
    progress: str | None = None

    @property
    def start(self) -> FuzzyDate:
        """When operation of this part starts or started."""
        return parse_fuzzy_date(self.operation_start or "")


class Withdrawal(Struct, frozen=True, omit_defaults=True):
    """When and why an initiative was withdrawn (取り下げ), and what took it over."""

    at: str
    reason: str
    successor: str | None = None


class Task(Struct, frozen=True, omit_defaults=True):
    """One thing to do in a fiscal year (取組事項)."""

    fiscal_year: str
    text: str
    name: str | None = None
    deadline: str | None = None
    done: bool | str | None = None

    @property
    def year(self) -> FiscalYear:
        """The fiscal year to which the task belongs."""
        return FiscalYear.parse(self.fiscal_year)

    @property
    def due(self) -> FuzzyDate:
        """The deadline; a bare month is a month of the task's fiscal year."""
        return parse_fuzzy_date(self.deadline or "", self.year)

    @property
    def is_done(self) -> bool:
        """Whether the task is done: true, or a time that can be read; no and 未定 are no times."""
        if isinstance(self.done, str):
            done = parse_fuzzy_date(self.done, self.year)
            return done.is_dated and not done.undecided
        return bool(self.done)


class GoalFigure(Struct, frozen=True, omit_defaults=True):
    """A number inside an annual goal, with its unit."""

    value: int | float
    unit: str
    name: str | None = None
    text: str | None = None


class AnnualGoal(Struct, frozen=True, omit_defaults=True):
    """What shall be true at the end of a fiscal year (年次目標)."""

    fiscal_year: str
    text: str
    figures: tuple[GoalFigure, ...] = ()


class BudgetEntry(Struct, frozen=True, omit_defaults=True):
    """Money in thousand yen, or 未定; for the whole initiative where ``fiscal_year`` is None."""

    amount: int | str
    fiscal_year: str | None = None
    included_in: str | None = None
    note: str | None = None


class Indicator(Struct, frozen=True, omit_defaults=True):
    """What measures the result of an initiative (アウトプット)."""

    name: str
    formula: str | None = None
    unit: str | None = None
    direction: str = "up"
    baseline: Figure | None = None
    target: Figure | None = None
    actuals: tuple[Figure, ...] = ()


class ScheduleEntry(Struct, frozen=True, omit_defaults=True):
    """The phase of one fiscal year."""

    fiscal_year: str
    phase: str | None = None
    note: str | None = None


class Workstream(Struct, frozen=True, omit_defaults=True):
    """A sub-row of an initiative with departments, budget and schedule of its own."""

    number: int
    name: str
    departments: tuple[str, ...] = ()
    budget: tuple[BudgetEntry, ...] = ()
    schedule: tuple[ScheduleEntry, ...] = ()
    note: str | None = None


class SourcePlace(Struct, frozen=True, omit_defaults=True):
    """Where a document prints the initiative."""

    document: str
    place: str | None = None


class Initiative(Struct, frozen=True, omit_defaults=True):
    """One initiative, as its file says it."""

    schema: int
    id: str
    title: str
    pillar: str
    number: int
    departments: tuple[str, ...]
    category: str | None = None
    listings: tuple[Listing, ...] = ()
    status: str | None = None
    stage: str | None = None
    operation_start: str | None = None
    components: tuple[Component, ...] = ()
    added: str | None = None
    withdrawn: Withdrawal | None = None
    visions: tuple[str, ...] = ()
    target_states: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    summary: str | None = None
    background: str | None = None
    activity: str | None = None
    progress: str | None = None
    support: str | None = None
    tasks: tuple[Task, ...] = ()
    annual_goals: tuple[AnnualGoal, ...] = ()
    goals: tuple[str, ...] = ()
    budget: tuple[BudgetEntry, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    schedule: tuple[ScheduleEntry, ...] = ()
    workstreams: tuple[Workstream, ...] = ()
    sources: tuple[SourcePlace, ...] = ()
    discrepancies: tuple[Discrepancy, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    note: str | None = None

    @property
    def start(self) -> FuzzyDate:
        """When operation starts or started."""
        return parse_fuzzy_date(self.operation_start or "")

    @property
    def added_in(self) -> Period | None:
        """The first period in which a later initiative appears."""
        return Period.parse(self.added) if self.added else None

    @property
    def home(self) -> Listing:
        """The first place where the initiative is printed."""
        return Listing(pillar=self.pillar, category=self.category, number=self.number)

    @property
    def places(self) -> tuple[Listing, ...]:
        """Every place where the initiative is printed, the first one first."""
        return (self.home, *self.listings)
