"""What ``dxplan log`` is asked for must be there: a slip is told, not answered with an empty list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.analysis.trail_choice import Question, named_fields, named_ids
from dxplan.errors import NotFoundError, UsageError
from dxplan.model.message import message
from dxplan.model.point import WORKING_TREE

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from dxplan.commands.history import Told
    from dxplan.commands.session import Session
    from dxplan.model.commit import Commit
    from dxplan.model.trail import CommitTrail

    Names = Callable[[Sequence[Commit], Sequence[CommitTrail], Question], Iterator[str]]


def check_authors(authors: Collection[str]) -> None:
    """Make sure that authors are named: an empty text, as from a variable that nobody has set, is part of every name."""
    if not all(author.strip() for author in authors):
        raise UsageError(message("{option} is empty.", option="--author"))


def check_ids(
    session: Session, ids: Collection[str], told: Sequence[Told], plans: Sequence[str], at: str
) -> None:
    """Raise NotFoundError for an id that no commit knows."""
    absent = [identifier for identifier in ids if identifier not in _known(told)]
    if not absent:
        return
    from dxplan.commands.documents import documents  # noqa: PLC0415  (only who errs waits for that)
    from dxplan.commands.history import told_trails  # noqa: PLC0415
    from dxplan.model.hints import meant  # noqa: PLC0415

    present = {found.id for one in told for found in documents(session, one.moments)}
    for identifier in absent:
        if identifier in present:
            # Where older commits are missing, so may be those of an initiative that has not changed since.
            if any(one.recorded.is_cut for one in told):
                continue
            if at == WORKING_TREE.point:
                raise NotFoundError(
                    message(
                        "The initiative “{id}” is not committed yet, so it has no history.", id=identifier
                    ),
                    message("git add and git commit record it."),
                )
        known = sorted({*_known(told_trails(session, plans, at)), *present})
        point = "HEAD" if at == WORKING_TREE.point else at
        raise NotFoundError(
            message(
                "In the history up to {point} there is no initiative “{id}”.", point=point, id=identifier
            ),
            meant(identifier, known),
        )


def check_fields(fields: Collection[str], ids: Collection[str], told: Sequence[Told]) -> None:
    """Raise UsageError for a field that neither the schemas nor any commit knows."""
    if not fields:
        return
    from dxplan.analysis import narrowing  # noqa: PLC0415  (only who asks for fields waits for that)

    # What was misspelt once has a history, too.
    known = _of_all(told, named_fields, ids)
    narrowing.check_fields([field for field in fields if field.strip("/").partition("/")[0] not in known])


def _known(told: Sequence[Told]) -> set[str]:
    return _of_all(told, named_ids)


def _of_all(told: Sequence[Told], names: Names, ids: Collection[str] = ()) -> set[str]:
    """Return what trails name of the plans for which they are told."""
    return {
        name
        for one in told
        for name in names(
            one.recorded.commits,
            one.recorded.trails,
            Question(plans=one.plans, besides=one.besides, ids=tuple(ids)),
        )
    }
