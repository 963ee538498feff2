"""The origins of an initiative's values, for ``dxplan blame``."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from dxplan.analysis.recorded import origins
from dxplan.commands.documents import documents
from dxplan.commands.history import trail_until
from dxplan.errors import NotFoundError, UsageError
from dxplan.model.hints import meant
from dxplan.model.message import message
from dxplan.model.point import WORKING_TREE
from dxplan.reports.blame import BlameAnswer, BlameLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.commands.documents import Document
    from dxplan.commands.session import Session
    from dxplan.model.content import Data
    from dxplan.stores.plan_tree import Moment


def blame_answer(session: Session, identifier: str, plans: Sequence[str], at: str) -> BlameAnswer:
    """Return who set each value of an initiative at a point; raises NotFoundError and UsageError."""
    moments = session.moments_at(at, plans) if at != WORKING_TREE.point else session.present(plans)
    session.speak_of(moments.items())
    name, data = _document(session, identifier, moments)
    point = moments[name].point
    told = trail_until(session, name, point, [identifier])
    mount = session.moments.mount_of(name)
    present = data if point.commit is None else None
    found = origins(mount, told, session.cache, (name, identifier), present)
    commits = {commit.id: commit for commit in told.commits}
    lines = tuple(
        BlameLine(one.pointer, one.value, commits[one.commit] if one.commit else None) for one in found
    )
    title = str(data.get("title") or identifier)
    return BlameAnswer(name, identifier, title, point, lines, told.is_cut)


def _document(session: Session, identifier: str, moments: dict[str, Moment]) -> tuple[str, Data]:
    """Return the plan and the data of an initiative; raises NotFoundError and UsageError."""
    every = list(documents(session, moments))
    found = [document for document in every if document.id == identifier]
    if not found:
        raise NotFoundError(
            message("There is no initiative “{id}”.", id=identifier),
            meant(identifier, (document.id for document in every)),
        )
    plans = list(dict.fromkeys(document.plan for document in found))
    if len(plans) > 1:
        raise UsageError(
            message(
                "Several plans have an initiative “{id}”: {plans}.", id=identifier, plans=", ".join(plans)
            ),
            message("Name one with --plan."),
        )
    return plans[0], _data(_meant(identifier, found))


def _meant(identifier: str, found: Sequence[Document]) -> Document:
    """Return the one document of an id, of several the one whose file has the name; raises NotFoundError."""
    named = [document for document in found if PurePosixPath(document.path).stem == identifier] or found
    if len(named) > 1:
        paths = ", ".join(document.path for document in named)
        raise NotFoundError(message("Several files have the id “{id}”: {paths}.", id=identifier, paths=paths))
    return named[0]


def _data(document: Document) -> Data:
    content = document.content
    if content.data is None:
        assert content.trouble is not None  # noqa: S101  (one of the two is there)
        place = content.trouble.place(document.path)
        raise NotFoundError(
            message("{place} cannot be used: {text}", place=place, text=content.trouble.message),
            content.trouble.hint,
        )
    return content.data
