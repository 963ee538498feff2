"""The fields of a new initiative, from options and answers, each checked with what will check its file."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from dxplan.analysis.numbering import LARGEST
from dxplan.checks.run import Checker
from dxplan.commands.asking import of_option, plain_line
from dxplan.commands.new_asking import with_meanings
from dxplan.commands.taken import where_taken
from dxplan.errors import UsageError
from dxplan.model.initiative import Listing
from dxplan.model.message import Message, message
from dxplan.model.plain_text import fold
from dxplan.model.problem import Severity
from dxplan.stores.documents import parse_document
from dxplan.stores.layout import FILE_ENDING, initiatives_folder
from dxplan.stores.schemas import list_keys
from dxplan.stores.yaml_rendering import fresh

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from dxplan.analysis.numbering import Taken
    from dxplan.commands.new_asking import FieldAsker
    from dxplan.model.content import Data
    from dxplan.model.plan import Pillar, Plan

T = TypeVar("T")


class Given(Struct, frozen=True, kw_only=True):
    """What the command line says; None and empty lists are asked for."""

    title: str | None
    id: str | None
    pillar: str | None
    category: str | None
    number: int | None
    departments: tuple[str, ...]
    status: str | None
    start: str | None
    added: str | None
    summary: str | None


class Answers:
    """Gathers the fields of a new initiative, in the order in which one depends on another."""

    def __init__(self, asker: FieldAsker, plan: Plan, name: str, taken: Taken, today: date) -> None:
        """Keep whom to ask, the plan and what is taken in it, and the day of the checks."""
        self._asker = asker
        self._plan = plan
        self._taken = taken
        self._folder = initiatives_folder(name)
        self._checker = Checker(plan, today)
        pillar = plan.pillars[0]
        category = {"category": pillar.categories[0].name} if pillar.categories else {}
        self._data: Data = {
            "schema": 1, "id": "blank", "title": "blank", "pillar": pillar.name, **category, "number": 1, "departments": [],
        }  # fmt: skip

    def data(self, given: Given) -> Data:
        """Return all fields; raises UsageError for an option that cannot be taken, and for one that is missing."""
        self._data["title"] = self._line(given.title, message("Title, as it is printed"), "TITLE", "title")
        self._data["id"] = self._id(given.id)
        self._place(given)
        self._data["number"] = self._number(given.number)
        self._data["departments"] = self._departments(given.departments)
        if self._plan.statuses or given.status is not None:
            self._data["status"] = self._status(given.status)
        texts = (
            (
                "operation_start",
                given.start,
                "--start",
                message("Start of operation, such as R6.10月～; may stay empty"),
            ),
            ("summary", given.summary, "--summary", message("What is done, and what for; may stay empty")),
        )
        for key, written, option, question in texts:
            value = self._optional(written, question, option, key)
            if value is not None:
                self._data[key] = value
        if given.added is not None:
            self._data["added"] = of_option("--added", lambda: self._fitting("added", given.added))
        return self._data

    def check_free(self, taken: Taken) -> None:
        """Make sure once more that id and number are free, as others may have been at work; raises DxplanError."""
        self._taken = taken
        self._check_id(str(self._data["id"]))
        self._check_number(int(self._data["number"]))

    def _line(self, given: str | None, question: Message, option: str, key: str) -> str:
        def read(written: str) -> str:
            line = plain_line(written)
            self._fitting(key, line)
            return line

        return (
            of_option(option, lambda: read(given))
            if given is not None
            else self._asker.text(question, option, read)
        )

    def _optional(self, given: str | None, question: Message, option: str, key: str) -> str | None:
        def read(written: str) -> str:
            # Only a text of several lines that somebody hands over has line breaks.
            text = written if key == "summary" else plain_line(written)
            self._fitting(key, text)
            return text

        if given is None:
            return self._asker.optional(question, option, read)
        return of_option(option, lambda: read(given))

    def _id(self, given: str | None) -> str:
        def read(written: str) -> str:
            line = plain_line(written)
            self._fitting("id", line)
            self._check_id(line)
            return line

        question = message("Id: the name of its file, which stays for good")
        proposed = self._taken.proposed_id(str(self._data["title"]))
        return self._asker.given_or_asked(given, question, "--id", read, proposed)

    def _check_id(self, identifier: str) -> None:
        bearer = self._taken.bearer(identifier)
        if bearer is not None:
            raise UsageError(
                where_taken(bearer, message("The id “{id}”", id=identifier)),
                message("“{id}” is free.", id=self._taken.free_id(identifier)),
            )

    def _place(self, given: Given) -> None:
        """Settle the pillar and the category."""
        pillars = {pillar.name: pillar for pillar in self._plan.pillars}
        words = {name: pillar.summary or "" for name, pillar in pillars.items()}
        numbers = {
            str(pillar.number): name for name, pillar in pillars.items() if str(pillar.number) not in pillars
        }
        wanted = None if given.pillar is None else numbers.get(fold(given.pillar).strip(), given.pillar)
        name = self._choice(wanted, message("Pillar"), "--pillar", "pillar", words)
        pillar: Pillar = pillars[name]
        self._data["pillar"] = name
        self._data.pop("category", None)
        names = {category.name: category.meaning or "" for category in pillar.categories}
        if names or given.category is not None:
            category = self._choice(given.category, message("Category"), "--category", "category", names)
            keys = list(self._data)
            at = keys.index("pillar") + 1
            self._data = {
                key: category if key == "category" else self._data[key]
                for key in [*keys[:at], "category", *keys[at:]]
            }

    def _number(self, given: int | None) -> int:
        def read(written: str) -> int:
            digits = fold(written).strip()
            if not digits.isdecimal() or not 1 <= int(digits) <= LARGEST:
                raise UsageError(message("A number is a whole number from 1 to {last}.", last=LARGEST))
            self._check_number(int(digits))
            return int(digits)

        proposed = self._taken.next_number(self._data["pillar"], self._data.get("category"))
        question = message("Number, as it is printed")
        return self._asker.given_or_asked(
            None if given is None else str(given), question, "--number", read, str(proposed)
        )

    def _check_number(self, number: int) -> None:
        pillar, category = self._data["pillar"], self._data.get("category")
        holder = self._taken.holder(Listing(pillar=pillar, category=category, number=number))
        if holder is not None:
            raise UsageError(
                where_taken(holder, message("No. {number}", number=number)),
                message("No. {number} is free.", number=self._taken.next_number(pillar, category)),
            )

    def _departments(self, given: Sequence[str]) -> list[str]:
        if given:
            return of_option("--department", lambda: self._fitting("departments", list(dict.fromkeys(given))))
        names = [department.name for department in self._plan.departments]
        return (
            names
            if len(names) == 1
            else self._asker.several(message("Departments in charge"), "--department", names)
        )

    def _status(self, given: str | None) -> str:
        first = next((status.name for status in self._plan.statuses if status.means == "planned"), None)
        names = {status.name: status.meaning or "" for status in self._plan.statuses}
        return self._choice(given, message("Status"), "--status", "status", names, first)

    def _choice(
        self,
        given: str | None,
        question: Message,
        option: str,
        key: str,
        known: Mapping[str, str],
        default: str | None = None,
    ) -> str:
        """Return one of a vocabulary; where it has one word alone, that is it."""
        if given is not None:
            return of_option(option, lambda: self._fitting(key, given))
        if len(known) == 1:
            return next(iter(known))
        return self._asker.choice(question, option, with_meanings(known), default=default)

    def _fitting(self, key: str, value: T) -> T:
        """Return a value that ``validate`` would take; raises UsageError with what it would say."""
        data = {**self._data, key: value}
        path = f"{self._folder}/{data['id']}{FILE_ENDING}"
        try:
            raw = fresh(data, list_keys("initiative")).encode("utf-8")
        except UnicodeEncodeError:
            raise UsageError(message("The answer cannot be read as text.")) from None
        document = parse_document(path, raw)
        for problem in self._checker.initiative_file(document).problems:
            if problem.severity is Severity.ERROR and (problem.pointer + "/").startswith(f"/{key}/"):
                raise UsageError(problem.message, problem.hint)
        return value
