"""What the check says of drafts: the problems that a change brings, apart from those that stood there before."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from dxplan.checks.validation import Validation, Validator
from dxplan.model.pointer import look_up
from dxplan.model.problem import Problem, Severity
from dxplan.stores.documents import parse_document
from dxplan.stores.matching import same
from dxplan.stores.overlay import Overlay
from dxplan.stores.source_text import decode, encode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dxplan.commands.session import Session
    from dxplan.commands.setting_making import Proposal
    from dxplan.model.message import Message
    from dxplan.stores.changing import Draft

_TOLD = {Severity.ERROR, Severity.WARNING}
_FORM = {"schema", "impossible-value"}


class Verdict(Struct, frozen=True):
    """What the check finds that the change brings, and how many errors each changed file had before."""

    new: Validation
    before: dict[str, int]

    @property
    def refuses(self) -> bool:
        """Whether the change must not be written."""
        return self.new.count(Severity.ERROR) > 0


def judge(session: Session, proposal: Proposal) -> Verdict:
    """Check the plans as they would be; only what the change brings counts."""
    names = sorted({change.plan for change in proposal.changes})
    files = {
        draft.path: encode(draft.text, decode(draft.before))
        for draft in proposal.drafts
        if draft.text is not None and draft.before is not None
    }
    after = Validator(Overlay(session.tree, files), session.cache, session.day_of).validate(names, _any)
    found = [problem for problem in after.problems if problem.severity in _TOLD]
    if not found:
        return Verdict(Validation(len(files), (), {}), {})
    before = Validator(session.tree, session.cache, session.day_of).validate(names, _any)
    brought = tuple(_brought(found, before.problems, proposal.drafts))
    counts = Counter(
        problem.path
        for problem in found
        if problem.severity is Severity.ERROR and problem.path in files and problem not in brought
    )
    return Verdict(Validation(len(files), brought, {}), dict(counts))


def _any(_path: str) -> bool:
    return True


def _brought(
    after: Iterable[Problem], before: Sequence[Problem], drafts: Sequence[Draft]
) -> Iterable[Problem]:
    """Yield the problems that were not there before, wherever in their file they stood then."""
    exact = Counter((one.path, one.rule, one.pointer, one.message) for one in before)
    left: list[Problem] = []
    for one in after:
        mark = (one.path, one.rule, one.pointer, one.message)
        if exact[mark]:
            exact[mark] -= 1
        else:
            left.append(one)
    moved: Counter[tuple[str, str, Message]] = Counter()
    for (path, rule, _, said), count in exact.items():
        moved[path, rule, said] += count
    hidden = {one.path for one in before if one.rule in _FORM}
    kept = {draft.path: _Kept(draft) for draft in drafts if draft.path in hidden}
    for one in left:
        if moved[one.path, one.rule, one.message] > 0:
            moved[one.path, one.rule, one.message] -= 1
        elif not (one.path in kept and kept[one.path].has(one.pointer)):
            yield one


class _Kept:
    """What a change leaves as it is in a file that did not fit its schema: that hid what else was wrong with it."""

    def __init__(self, draft: Draft) -> None:
        self._old = parse_document(draft.path, draft.before or b"").data
        self._new = parse_document(draft.path, (draft.text or "").encode()).data

    def has(self, pointer: str) -> bool:
        """Tell whether a value was there before, and the same."""
        old, new = (look_up(data, pointer) for data in (self._old, self._new))
        return old is not None and same(old, new)
