"""What ``validate`` would say of drafts before they are written, and what of it they bring with them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dxplan.checks.validation import Validation, Validator
from dxplan.model.problem import Severity
from dxplan.stores.overlay import Overlay
from dxplan.stores.source_text import decode, encode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dxplan.commands.session import Session
    from dxplan.model.problem import Problem
    from dxplan.stores.changing import Draft

_TOLD = {Severity.ERROR, Severity.WARNING}


def after_drafts(session: Session, plan: str, drafts: Iterable[Draft]) -> Validation:
    """Validate a plan as it would be with drafts."""
    tree = Overlay(session.tree, {draft.path: _bytes(draft) for draft in drafts})
    return Validator(tree, session.cache, session.day_of).validate([plan], lambda _: True)


def brought(
    session: Session, plan: str, drafts: Sequence[Draft], former: Mapping[str, str] | None = None
) -> Validation:
    """Return the problems of a plan that only come with drafts; those that stood there before do not count.

    ``former`` has the paths of files that get another name by the new ones: their problems come along with them.
    """
    origins = former or {}
    after = [one for one in after_drafts(session, plan, drafts).problems if one.severity in _TOLD]
    before = Validator(session.tree, session.cache, session.day_of).validate([plan], lambda _: True)
    known = Counter(_mark(one, one.path) for one in before.problems)
    new: list[Problem] = []
    for one in after:
        mark = _mark(one, origins.get(one.path, one.path))
        if known[mark] > 0:
            known[mark] -= 1
        else:
            new.append(one)
    return Validation(len(drafts), tuple(new), {})


def _mark(problem: Problem, path: str) -> tuple[object, ...]:
    return path, problem.rule, problem.pointer, problem.message


def _bytes(draft: Draft) -> bytes | None:
    if draft.text is None:
        return None
    return draft.text.encode() if draft.before is None else encode(draft.text, decode(draft.before))
