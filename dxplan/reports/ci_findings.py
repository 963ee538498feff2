"""Findings as the formats for continuous integration take them: paths from the top of the git repository, words said."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from msgspec import Struct

from dxplan.i18n import Speaker
from dxplan.model.problem import Severity
from dxplan.reports.width import shown
from dxplan.stores.layout import PLANS_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dxplan.model.problem import Problem

_START = f"{PLANS_FOLDER}/"
_BY_WEIGHT = (Severity.ERROR, Severity.WARNING, Severity.INFO)


class Finding(Struct, frozen=True):
    """One finding, said in the reader's language.

    ``path`` is from the top of the git repository; ``plan`` is the folder of the plan; ``fingerprint`` stays when lines
    move, and no two findings of one run share it.
    """

    path: str
    plan: str
    line: int
    column: int
    pointer: str
    rule: str
    severity: Severity
    text: str
    hint: str
    fingerprint: str

    @property
    def whole(self) -> str:
        """The text with the hint on a line of its own."""
        return f"{self.text}\n→ {self.hint}" if self.hint else self.text


def findings(problems: Iterable[Problem], plans_at: str, say: Speaker) -> tuple[Finding, ...]:
    """Return problems as findings; ``plans_at`` is where git has the folder of all plans, with a slash at its end."""
    told: list[Finding] = []
    times: dict[str, int] = {}
    english = Speaker("en")
    for problem in problems:
        path = in_git(problem.path, plans_at)
        facts = "\0".join((problem.rule, path, problem.pointer, english(problem.message)))
        times[facts] = number = times.get(facts, 0) + 1
        told.append(
            Finding(
                path=path,
                plan=plan_of(problem.path),
                line=problem.line,
                column=problem.column,
                pointer=problem.pointer,
                rule=problem.rule,
                severity=problem.severity,
                text=as_text(say(problem.message)),
                hint=as_text(say(problem.hint)) if problem.hint else "",
                fingerprint=_digest(facts if number == 1 else f"{facts}\0{number}"),
            )
        )
    return tuple(told)


def in_git(path: str, plans_at: str) -> str:
    """Return a path of the plan repository as it is called from the top of the git repository."""
    return plans_at + path.removeprefix(_START)


def plan_of(path: str) -> str:
    """Return the folder of the plan to which a path of the plan repository belongs."""
    return as_text(path.removeprefix(_START).partition("/")[0])


def by_weight(found: Sequence[Finding]) -> list[Finding]:
    """Return findings with the gravest first, each weight in the order of files and lines."""
    return sorted(found, key=lambda finding: _BY_WEIGHT.index(finding.severity))


def as_text(text: str) -> str:
    """Return a text without what works instead of being shown, and without bytes of a file's name that are no text."""
    plain = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return shown(plain)


def _digest(facts: str) -> str:
    return sha256(facts.encode("utf-8", "surrogateescape")).hexdigest()
