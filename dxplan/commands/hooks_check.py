"""The pre-commit hook: what is staged is checked as it is staged, whatever the working tree holds."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from dxplan.checks.validation import Validation, Validator
from dxplan.errors import ExitCode, NotFoundError
from dxplan.i18n import N_
from dxplan.model.message import message
from dxplan.model.problem import Problem, Severity
from dxplan.reports.validation import validation_report
from dxplan.stores.hooks_index import Staged, head_of, mount_worked_in, staged_paths
from dxplan.stores.revision import Revision

if TYPE_CHECKING:
    from dxplan.commands.session import Session

_INDEX = N_("what is staged")


def check_staged(session: Session) -> int:
    """Refuse a commit that brings errors; errors of other files that were there before do not hold it up."""
    try:
        tree = session.tree
    except NotFoundError:
        return ExitCode.DONE
    mount = mount_worked_in(tree.root, tree.plans(), Path.cwd())
    changed = staged_paths(mount) if mount else set()
    if mount is None or not any(path.startswith(("plans/", "schema/")) for path in changed):
        return ExitCode.DONE
    found, validator = _validated(session, Staged(mount, session.say.text(_INDEX)))
    session.speak_like(validator.plans)
    errors = [problem for problem in found.problems if problem.severity is Severity.ERROR]
    elsewhere = [problem for problem in errors if problem.path not in changed]
    head = head_of(mount) if elsewhere else None
    if head:
        old = {
            _identity(problem) for problem in _validated(session, Revision(mount, head, "HEAD"))[0].problems
        }
        errors = [problem for problem in errors if problem.path in changed or _identity(problem) not in old]
    if not errors:
        return ExitCode.DONE
    report = validation_report(Validation(found.files, tuple(errors), {}), (), session.say)
    session.console.report(report, "plain")
    session.console.error(
        message("The commit would bring errors into the plans."),
        message("Mend them and stage the files again with git add."),
    )
    return ExitCode.FINDINGS


def _validated(session: Session, tree: Revision) -> tuple[Validation, Validator]:
    validator = Validator(tree, session.cache, partial(session.day_of))
    return validator.validate(tree.plans(), lambda _: True), validator


def _identity(problem: Problem) -> tuple[object, ...]:
    return problem.path, problem.rule, problem.pointer, problem.message
