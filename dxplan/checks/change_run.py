"""The run of the rules that compare both sides of a change, and the editions that they compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.analysis.comparison import compare
from dxplan.checks.change import Edited, Edition
from dxplan.checks.registry import CHANGE_RULES
from dxplan.checks.run import placed, severity_of
from dxplan.checks.waiving import covers
from dxplan.errors import DocumentError
from dxplan.model.build import build_initiative, build_plan
from dxplan.model.problem import Problem, Severity
from dxplan.stores.documents import read_document
from dxplan.stores.schemas import list_keys, verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from dxplan.checks.change import PlanChange
    from dxplan.model.content import Data
    from dxplan.model.plan import Plan
    from dxplan.stores.documents import Document


def change_problems(change: PlanChange, documents: Mapping[str, Document], today: date) -> Iterator[Problem]:
    """Yield what the rules of both sides find in the change of a plan; ``documents`` are the files as they are now."""
    waivers = {edited.path: edited.after.initiative.waivers for edited in change.files if edited.after}
    waivers[change.path] = change.after.waivers
    for rule in CHANGE_RULES:
        severity = severity_of(rule, change.after)
        if severity is Severity.OFF or rule.check_changes is None:
            continue
        for path, finding in rule.check_changes(change):
            if path in documents:
                problem = placed(documents[path], rule, finding, change.after)
            else:
                problem = Problem(path, 1, 1, "", rule.id, severity, finding.message, finding.hint)
            holding = [waiver for waiver in waivers.get(path, ()) if waiver.last_day >= today]
            if not any(covers(waiver, problem) for waiver in holding):
                yield problem


def edited(
    identifier: str,
    old: tuple[str, bytes] | None,
    new: tuple[str, bytes] | None,
    editors: tuple[str, ...],
) -> Edited | None:
    """Compare a file (path, bytes) at both ends; None where one of them cannot be used, which other rules tell.

    Raises DocumentError for a file that could not be read before the change.
    """
    before = _edition(*old) if old else None
    try:
        after = _edition(*new) if new else None
    except DocumentError:
        return None
    if (old and before is None) or (new and after is None):
        return None
    comparison = compare(
        before.data if before else None, after.data if after else None, list_keys("initiative")
    )
    return Edited(identifier, before, after, comparison, editors)


def read_plan(path: str, raw: bytes | None) -> tuple[Plan, Data] | None:
    """Return a plan and the data of its file, None where it cannot be used."""
    try:
        data = read_document(path, raw, "plan").data if raw is not None else None
    except DocumentError:
        return None
    return (build_plan(data), data) if data is not None and verdict("plan")(data) else None


def _edition(path: str, raw: bytes) -> Edition | None:
    data = read_document(path, raw, "initiative").data
    return Edition(path, data, build_initiative(data)) if verdict("initiative")(data) else None
