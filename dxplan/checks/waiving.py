"""Waivers applied: which problems of a file are set aside, and which waivers have expired or are idle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.checks.registry import RULES
from dxplan.checks.rule import Finding
from dxplan.checks.rules.waiver import EXPIRED, IDLE
from dxplan.checks.run import severity_of
from dxplan.model.hints import meant
from dxplan.model.message import message
from dxplan.model.problem import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.checks.context import Context
    from dxplan.checks.rule import Rule
    from dxplan.checks.run import PlacedWaiver
    from dxplan.model.shared import Waiver


def after_waivers(
    problems: Sequence[Problem], waivers: Sequence[PlacedWaiver], path: str, context: Context
) -> Iterator[Problem]:
    """Yield the problems of one file that stand, and those that its waivers themselves make."""
    holding = [placed.waiver for placed in waivers if placed.waiver.last_day >= context.today]
    for problem in problems:
        if not any(covers(waiver, problem) for waiver in holding):
            yield problem
    for placed in waivers:
        verdict = _verdict(placed.waiver, problems, context)
        if verdict is None:
            continue
        rule, finding = verdict
        severity = severity_of(rule, context.plan)
        if severity is not Severity.OFF:
            line, column = placed.places[finding.pointer]
            at = (path, line, column, placed.pointer + finding.pointer)
            yield Problem(*at, rule.id, severity, finding.message, finding.hint)


def covers(waiver: Waiver, problem: Problem) -> bool:
    """Say whether a waiver, as long as it holds, sets a problem aside."""
    rule = RULES.get(problem.rule)
    if problem.rule != waiver.rule or rule is None or rule.always_error:
        return False
    return waiver.field is None or (problem.pointer + "/").startswith(waiver.field.rstrip("/") + "/")


def _verdict(waiver: Waiver, problems: Sequence[Problem], context: Context) -> tuple[Rule, Finding] | None:
    rule = RULES.get(waiver.rule)
    if rule is None:
        return IDLE, Finding(
            "/rule",
            message("There is no rule “{rule}”.", rule=waiver.rule),
            meant(waiver.rule, RULES) or message("The rules are listed in docs/rules.md."),
        )
    if rule.always_error:
        return IDLE, Finding(
            "/rule",
            message("“{rule}” cannot be waived: a file that breaks it cannot be used.", rule=waiver.rule),
            message("Remove the waiver."),
        )
    if rule.check_changes and waiver.last_day >= context.today:
        return None  # what it sets aside shows only where a change is compared with what was before
    if not any(covers(waiver, problem) for problem in problems):
        return IDLE, Finding(
            "",
            message("The waiver for “{rule}” sets nothing aside.", rule=waiver.rule),
            message("Remove it, or mend its rule: or field:."),
        )
    if waiver.last_day < context.today:
        return EXPIRED, Finding(
            "/until",
            message("The waiver for “{rule}” held until {day}.", rule=waiver.rule, day=waiver.until),
            message("Mend what it set aside, or set a new end with its reason."),
        )
    return None
