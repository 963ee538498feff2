"""The run of the checks: which rule looks at what, and how findings become problems with a place.

A ``Checker`` judges one plan: its own file, each initiative file by itself, and the facts of all files together.
Waivers are applied last, when all findings of a file are known (``dxplan.checks.waiving``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from dxplan.checks.context import Context
from dxplan.checks.facts import Facts, facts_of
from dxplan.checks.fix import Fix
from dxplan.checks.registry import CROSS_RULES, INITIATIVE_RULES, PLAN_RULES, RULES, TEXT_RULES
from dxplan.checks.schema_check import schema_findings
from dxplan.checks.value_check import value_findings
from dxplan.model.build import build_initiative
from dxplan.model.pointer import join_pointer
from dxplan.model.problem import Problem, Severity
from dxplan.model.shared import Waiver
from dxplan.stores.schemas import SchemaName, places, schema, verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from dxplan.checks.rule import Finding, Rule
    from dxplan.model.plan import Plan
    from dxplan.stores.documents import Document

Found = tuple["Rule", "Finding"]


class PlacedWaiver(Struct, frozen=True, array_like=True):
    """A waiver and where it stands in its file."""

    waiver: Waiver
    pointer: str
    line: int
    column: int


class FileResult(Struct, frozen=True, array_like=True):
    """What is known of one file after its own checks; ``facts`` is None where the file cannot be used."""

    problems: tuple[Problem, ...] = ()
    fixes: tuple[Fix, ...] = ()
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
            for finding in rule.check_initiative(initiative, self.context)
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
            for finding in rule.check_plan(self.context)
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
            if rule.check_text
            for path, text in _texts(document.data, ())
            for finding in rule.check_text(join_pointer(path), text, self.context)
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
    if verdict(name)(document.data):
        for finding in value_findings(document.data, places(name)):
            yield RULES["impossible-value"], finding
    else:
        for finding in schema_findings(document.data, schema(name)):
            yield RULES["schema"], finding


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
        tuple(finding.fix for _, finding in found if finding.fix),
        tuple(
            PlacedWaiver(waiver, f"/waivers/{index}", *document.position(f"/waivers/{index}"))
            for index, waiver in enumerate(waivers)
        ),
        facts,
    )


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
