"""The run of the checks: which rule looks at what, and how findings become problems with a place.

A ``Checker`` judges one plan: its own file, each initiative file by itself, and the facts of all files together.
Waivers are applied last, when all findings of a file are known (``dxplan.checks.waiving``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from dxplan.checks.context import Context
from dxplan.checks.facts import Facts, facts_of
from dxplan.checks.fix import Fix
from dxplan.checks.registry import CROSS_RULES, INITIATIVE_RULES, PLAN_RULES, RULES, TEXT_RULES
from dxplan.checks.rule import Finding
from dxplan.checks.schema_check import schema_findings
from dxplan.checks.value_check import value_findings
from dxplan.model.build import build_initiative
from dxplan.model.message import message
from dxplan.model.pointer import join_pointer, look_up
from dxplan.model.problem import Problem, Severity
from dxplan.model.shared import Waiver
from dxplan.stores.schemas import SchemaName, dated_places, schema, verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from dxplan.checks.rule import Rule
    from dxplan.model.plan import Plan
    from dxplan.stores.documents import Document

Found = tuple["Rule", Finding]
_MOST_FINDINGS = 1000
_PLAIN_SCALAR = re.compile(r"[-+.0-9A-Za-z]+| *#")


class PlacedWaiver(Struct, frozen=True, array_like=True):
    """A waiver and where it stands in its file; ``places`` are line and column of the waiver and of what it says."""

    waiver: Waiver
    pointer: str
    places: dict[str, tuple[int, int]]


class PlacedFix(Struct, frozen=True, array_like=True):
    """A fix, the rule that offers it, and the value that it is offered for."""

    rule: str
    old: Any
    fix: Fix


class FileResult(Struct, frozen=True, array_like=True):
    """What is known of one file after its own checks; ``facts`` is None where the file cannot be used."""

    problems: tuple[Problem, ...] = ()
    fixes: tuple[PlacedFix, ...] = ()
    waivers: tuple[PlacedWaiver, ...] = ()
    facts: Facts | None = None


def form_result(document: Document, name: SchemaName) -> FileResult:
    """Judge only whether a document fits its schema and has values that exist."""
    return _result(document, _form_findings(document, name), None)


class Checker:
    """The rules of one plan on one day."""

    def __init__(self, plan: Plan, today: date) -> None:
        """Leave out the rules that the plan switches off."""
        self.plan = plan
        self.context = Context(plan, today)
        self._initiative_rules = self._active(INITIATIVE_RULES)
        self._text_rules = self._active(TEXT_RULES)

    def initiative_file(self, document: Document) -> FileResult:
        """Judge one initiative file by itself."""
        blocking = list(_form_findings(document, "initiative"))
        if blocking:
            return _result(document, blocking, self.plan)
        initiative = build_initiative(document.data)
        found: list[Found] = [
            (rule, finding)
            for rule in self._initiative_rules
            if rule.check_initiative
            for finding in _bounded(rule.check_initiative(initiative, self.context))
        ]
        found += self._text_findings(document)
        facts = facts_of(document.path, initiative)
        return _result(document, found, self.plan, initiative.waivers, facts)

    def plan_file(self, document: Document) -> FileResult:
        """Judge the plan file, whose form is right."""
        found: list[Found] = [
            (rule, finding)
            for rule in self._active(PLAN_RULES)
            if rule.check_plan
            for finding in _bounded(rule.check_plan(self.context))
        ]
        found += self._text_findings(document)
        return _result(document, found, self.plan, self.plan.waivers)

    def together(self, all_facts: Sequence[Facts]) -> Iterator[tuple[str, Rule, Finding]]:
        """Yield (path, rule, finding) of the rules that look at all initiatives of the plan."""
        for rule in self._active(CROSS_RULES):
            if rule.check_all:
                for facts, finding in rule.check_all(all_facts, self.context):
                    yield facts.path, rule, finding

    def _active(self, rules: Iterable[Rule]) -> tuple[Rule, ...]:
        return tuple(rule for rule in rules if severity_of(rule, self.plan) is not Severity.OFF)

    def _text_findings(self, document: Document) -> list[Found]:
        # An escape such as "\u200b" hides a character from the triggers, so a backslash calls every rule.
        escapes = "\\" in document.text
        rules = [
            rule for rule in self._text_rules if escapes or (rule.trigger and rule.trigger(document.text))
        ]
        return [
            (rule, finding)
            for rule in rules
            for finding in _bounded(_in_texts(rule, document.data, self.context))
        ]


def severity_of(rule: Rule, plan: Plan | None) -> Severity:
    """Return a rule's severity, as the plan sets it or by default."""
    if plan is None or rule.always_error or rule.id not in plan.rules:
        return rule.severity
    return Severity(plan.rules[rule.id])


def placed(document: Document, rule: Rule, finding: Finding, plan: Plan | None) -> Problem:
    """Give a finding its line and column."""
    line, column = document.position(finding.pointer, key=finding.at_key)
    severity = severity_of(rule, plan)
    return Problem(
        document.path, line, column, finding.pointer, rule.id, severity, finding.message, finding.hint
    )


def _form_findings(document: Document, name: SchemaName) -> Iterator[Found]:
    """Judge the form, and of the values that have it whether they exist: one pass is to tell all that is wrong."""
    told = set()
    if not verdict(name)(document.data):
        for finding in _bounded(schema_findings(document.data, schema(name), _writing(document))):
            told.add(finding.pointer)
            yield RULES["schema"], finding
    for finding in _bounded(value_findings(document.data, dated_places(name))):
        if finding.pointer not in told:
            yield RULES["impossible-value"], finding


def _writing(document: Document) -> Callable[[str], str | None]:
    """Return the function that tells how a number, true or false at a pointer stands in the file: 007, not 7; # for a comment."""

    def written(pointer: str) -> str | None:
        line, column = document.position(pointer)
        found = _PLAIN_SCALAR.match(document.text.split("\n", line)[line - 1], column - 1)
        return found.group() if found else None

    return written


def _bounded(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings of one rule in one file, but not more than anybody would read."""
    for count, finding in enumerate(findings):
        if count == _MOST_FINDINGS:
            yield Finding(
                "", message("There is more of this kind in the file."), message("Mend what is told first.")
            )
            return
        yield finding


def _result(
    document: Document,
    found: Iterable[Found],
    plan: Plan | None,
    waivers: Sequence[Waiver] = (),
    facts: Facts | None = None,
) -> FileResult:
    found = list(found)
    return FileResult(
        tuple(placed(document, rule, finding, plan) for rule, finding in found),
        tuple(
            PlacedFix(rule.id, look_up(document.data, finding.fix.pointer), finding.fix)
            for rule, finding in found
            if finding.fix
        ),
        tuple(_placed_waiver(document, waiver, f"/waivers/{index}") for index, waiver in enumerate(waivers)),
        facts,
    )


def _placed_waiver(document: Document, waiver: Waiver, pointer: str) -> PlacedWaiver:
    places = {below: document.position(pointer + below) for below in ("", "/rule", "/until")}
    return PlacedWaiver(waiver, pointer, places)


def _in_texts(rule: Rule, data: object, context: Context) -> Iterator[Finding]:
    if rule.check_text is not None:
        for path, text in _texts(data, ()):
            yield from rule.check_text(join_pointer(path), text, context)


def _texts(data: object, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield (path, text) of every text in a document."""
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _texts(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _texts(value, (*path, index))
