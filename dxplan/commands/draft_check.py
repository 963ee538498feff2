"""What the check says of drafts before they are written: what they bring with them, apart from what stood there before."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from dxplan.checks.validation import Validation, Validator
from dxplan.errors import DocumentError
from dxplan.model.pointer import look_up
from dxplan.model.problem import Problem, Severity
from dxplan.stores.documents import parse_document
from dxplan.stores.matching import same
from dxplan.stores.overlay import Overlay
from dxplan.stores.source_text import decode, encode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dxplan.commands.session import Session
    from dxplan.stores.changing import Draft

_TOLD = {Severity.ERROR, Severity.WARNING}
# What a file says that does not fit its form is not looked at any further.
_FORM = {"schema", "impossible-value"}


class Verdict(Struct, frozen=True):
    """What the check finds that drafts bring, and how many errors each of their files had before."""

    new: Validation
    before: dict[str, int]

    @property
    def refuses(self) -> bool:
        """Whether the drafts must not be written."""
        return self.new.count(Severity.ERROR) > 0


def judge(
    session: Session, plans: Iterable[str], drafts: Sequence[Draft], former: Mapping[str, str] | None = None
) -> Verdict:
    """Check plans as they would be with drafts; only what these bring counts.

    ``former`` has the paths of files that get another name by the new ones: their problems come along with them.
    """
    names = sorted(plans)
    files = {draft.path for draft in drafts}
    after = after_drafts(session, names, drafts)
    # Whoever has just typed a time that nobody can read wants to know it.
    found = [one for one in after.problems if one.severity in _TOLD or one.path in files]
    if not found:
        return Verdict(Validation(len(files), (), {}), {})
    before = Validator(session.tree, session.cache, session.day_of).validate(names, _any)
    new = tuple(_brought(found, before.problems, drafts, former or {}))
    counts = Counter(
        problem.path
        for problem in found
        if problem.severity is Severity.ERROR and problem.path in files and problem not in new
    )
    return Verdict(Validation(len(files), new, {}), dict(counts))


def after_drafts(session: Session, plans: Sequence[str], drafts: Iterable[Draft]) -> Validation:
    """Validate plans as they would be with drafts."""
    tree = Overlay(session.tree, {draft.path: _bytes(draft) for draft in drafts})
    return Validator(tree, session.cache, session.day_of).validate(plans, _any)


def _any(_path: str) -> bool:
    return True


def _brought(
    after: Iterable[Problem], before: Sequence[Problem], drafts: Sequence[Draft], former: Mapping[str, str]
) -> Iterator[Problem]:
    """Yield the problems that were not there before, wherever in their file they stood then."""
    exact = Counter((one.path, one.rule, one.pointer, one.message) for one in before)
    left: list[Problem] = []
    for one in after:
        mark = (former.get(one.path, one.path), one.rule, one.pointer, one.message)
        if exact[mark]:
            exact[mark] -= 1
        else:
            left.append(one)
    moved: Counter[tuple[object, ...]] = Counter()
    for (path, rule, _, said), count in exact.items():
        moved[path, rule, said] += count
    hidden = {one.path for one in before if one.rule in _FORM}
    kept = {draft.path: _Kept(draft) for draft in drafts if draft.path in hidden}
    for one in left:
        less = (former.get(one.path, one.path), one.rule, one.message)
        if moved[less] > 0:
            moved[less] -= 1
        elif not (one.path in kept and kept[one.path].has(one.pointer)):
            yield one


class _Kept:
    """What a draft leaves as it is in a file that did not fit its schema: that hid what else was wrong with it."""

    def __init__(self, draft: Draft) -> None:
        self._old = _data(draft.path, draft.before)
        self._new = _data(draft.path, (draft.text or "").encode())

    def has(self, pointer: str) -> bool:
        """Tell whether a value was there before, and the same."""
        old, new = (look_up(data, pointer) for data in (self._old, self._new))
        return old is not None and same(old, new)


def _data(path: str, raw: bytes | None) -> object:
    try:
        return parse_document(path, raw or b"").data
    except DocumentError:
        return None


def _bytes(draft: Draft) -> bytes | None:
    if draft.text is None:
        return None
    return draft.text.encode() if draft.before is None else encode(draft.text, decode(draft.before))
