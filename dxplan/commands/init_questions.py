"""The questions of ``dxplan init``, each with its option."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from msgspec import Struct

from dxplan.analysis.starting import (
    Forge,
    Language,
    Start,
    StartPillar,
    Vocabulary,
    read_years,
    with_categories,
)
from dxplan.commands.asking import of_option, plain_line
from dxplan.commands.init_checks import check_answer, check_start, read_plan_name
from dxplan.errors import UsageError, ValueTextError
from dxplan.model.message import Message, message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.commands.asking import Asker
    from dxplan.commands.init_checks import DayOf
    from dxplan.model.fiscal_year import FiscalYear
    from dxplan.model.plan import Plan
    from dxplan.stores.starting import Site

T = TypeVar("T")
_PLAN_NAME = "dx-plan"
_VOCABULARIES = (
    ("matsue", message("under study, in preparation, in operation, withdrawn; with the stages of a board")),
    ("rating", message("ratings A to D, given twice a year")),
    ("none", message("no statuses: a plan of tasks with deadlines")),
)
_LANGUAGES = (("ja", message("Japanese")), ("en", message("English")))
_FORGES = (
    ("github", message("checks each pull request with GitHub Actions")),
    ("gitlab", message("checks each merge request with GitLab CI")),
    ("none", message("neither")),
)

_YEARS = message("Write the first and the last one, such as R6..R9.")


class Given(Struct, frozen=True, kw_only=True):
    """What the command line says; None and empty lists are asked for."""

    city: str | None
    title: str | None
    plan: str | None
    years: str | None
    pillars: tuple[str, ...]
    categories: tuple[str, ...]
    departments: tuple[str, ...]
    statuses: Vocabulary | None
    language: Language | None
    forge: Forge | None


class Questions:
    """Asks for what the command line does not say, and checks everything as it comes."""

    def __init__(self, asker: Asker, day_of: DayOf, run_language: Language, site: Site) -> None:
        """Keep whom to ask, how to know the day of the checks, the language of the run, and where the plan begins."""
        self._asker = asker
        self._day_of = day_of
        self._run_language = run_language
        self._site = site

    def start(self, given: Given) -> tuple[Start, Plan]:
        """Return all answers, and the plan that they give.

        Raises UsageError for an option that cannot be taken, and for one that is missing.
        """
        city = self._line(given.city, "city", message("City"))
        title = self._line(given.title, "title", message("Title of the plan, as it is printed"))
        plan = self._plan(given.plan)
        first, last = self._asker.given_or_asked(
            given.years, message("First and last fiscal year (R6..R9)"), "--years", self._years, None
        )
        pillars = self._pillars(given)
        departments = self._names(
            given.departments,
            "--department",
            message("Departments, one in a line; an empty line ends"),
            "departments",
        )
        start = Start(
            plan=plan,
            city=city,
            title=title,
            first=first,
            last=last,
            pillars=pillars,
            departments=tuple(departments),
            statuses=self._statuses(given),
            language=self._language(given),
            forge=self._forge(given),
        )
        return start, check_start(start, self._day_of)

    def _line(self, given: str | None, key: str, question: Message) -> str:
        def read(written: str) -> str:
            line = plain_line(written)
            check_answer(self._day_of, **{key: line})
            return line

        return self._asker.given_or_asked(given, question, f"--{key}", read, None)

    def _plan(self, given: str | None) -> str:
        def read(written: str) -> str:
            return read_plan_name(plain_line(written), self._site.folders)

        proposed = None if _PLAN_NAME in self._site.folders else self._proposed(_PLAN_NAME)
        question = message("Name of the plan's folder, which stays for good")
        return self._asker.given_or_asked(given, question, "--plan", read, proposed)

    def _years(self, written: str) -> tuple[FiscalYear, FiscalYear]:
        try:
            first, last = read_years(plain_line(written))
        except ValueTextError as error:
            raise UsageError(error.message, error.hint or _YEARS) from None
        check_answer(self._day_of, first=first, last=last)
        return first, last

    def _pillars(self, given: Given) -> tuple[StartPillar, ...]:
        question = message("Pillars, one in a line; an empty line ends")
        names = self._names(given.pillars, "--pillar", question, "pillars")
        if given.categories or given.pillars:
            return of_option("--category", lambda: self._grouped(names, given.categories))
        pillars = [StartPillar(name) for name in names]
        for at, name in enumerate(names):
            question = message(
                "Categories of the pillar “{name}”, if it has any; an empty line ends", name=name
            )

            def read(so_far: Sequence[str], written: str, name: str = name) -> str:
                check_answer(self._day_of, pillars=(StartPillar(name, (*so_far, written)),))
                return written

            pillars[at] = StartPillar(name, tuple(self._asker.many(question, "--category", read, least=0)))
        return tuple(pillars)

    def _grouped(self, names: Sequence[str], categories: Sequence[str]) -> tuple[StartPillar, ...]:
        pillars = with_categories(names, [plain_line(category) for category in categories])
        check_answer(self._day_of, pillars=pillars)
        return pillars

    def _names(self, given: Sequence[str], option: str, question: Message, key: str) -> list[str]:
        def read(so_far: Sequence[str], written: str) -> str:
            line = plain_line(written)
            names = (*so_far, line)
            check_answer(
                self._day_of,
                **{key: tuple(StartPillar(name) for name in names) if key == "pillars" else names},
            )
            return line

        if not given:
            return self._asker.many(question, option, read)
        found: list[str] = []
        for written in given:
            found.append(of_option(option, lambda line=written: read(found, line)))  # type: ignore[misc]
        return found

    def _statuses(self, given: Given) -> Vocabulary:
        question = message("How the progress of initiatives is told")
        return given.statuses or cast(
            "Vocabulary",
            self._asker.choice(question, "--statuses", _VOCABULARIES, default=self._proposed("matsue")),
        )

    def _language(self, given: Given) -> Language:
        question = message("Language of the files and reports")
        return given.language or cast(
            "Language", self._asker.choice(question, "--language", _LANGUAGES, default=self._run_language)
        )

    def _forge(self, given: Given) -> Forge:
        if given.forge or self._site.plans:
            return given.forge or "none"
        question = message("Where the repository will be kept")
        default = self._proposed("github") or "none"
        return cast("Forge", self._asker.choice(question, "--forge", _FORGES, default=default))

    def _proposed(self, value: str) -> str | None:
        """Return a value that is proposed to a person, but not taken without one."""
        return value if self._asker.asks else None
