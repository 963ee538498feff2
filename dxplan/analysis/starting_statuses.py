"""The vocabularies of statuses that a plan can begin with, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.model.message import Bilingual

if TYPE_CHECKING:
    from dxplan.analysis.starting import Start
    from dxplan.model.content import Data

_PLANNED = Bilingual("調査・研究中", "under study")
_PREPARING = Bilingual("着手中", "in preparation")
_OPERATING = Bilingual("運用中", "in operation")
_WITHDRAWN = Bilingual("取り下げ", "withdrawn")

_WAITING = Bilingual("実施計画期間中に取り組むこと", "To do in this term")
_STARTED = Bilingual("着手していること", "Started")
_REVIEW = Bilingual("評価・見直し", "Review")
_STAGES = (
    Bilingual("計画期間中に取り組むこと", "To do in the years of the plan"),
    _WAITING,
    _STARTED,
    _REVIEW,
    Bilingual("完了", "Done"),
)

# Name, what the tool knows of it, the printed meaning, the stage of the board, and what may follow.
_FOUR = (
    (
        _PLANNED,
        "planned",
        Bilingual("まだ予算がなく、進め方を調べている", "no budget yet; how to do it is being studied"),
        _WAITING,
        (_PREPARING, _OPERATING, _WITHDRAWN),
    ),
    (
        _PREPARING,
        "preparing",
        Bilingual("調達や構築をしていて、まだ使われていない", "being procured or built; not in use yet"),
        _STARTED,
        (_PLANNED, _OPERATING, _WITHDRAWN),
    ),
    (
        _OPERATING,
        "operating",
        Bilingual("システムやサービスが使われている", "the system or service is in use"),
        _REVIEW,
        (_PREPARING, _WITHDRAWN),
    ),
    (
        _WITHDRAWN,
        "withdrawn",
        Bilingual("計画から外した", "taken out of the plan"),
        None,
        (),
    ),
)
_RATINGS = (
    ("A", Bilingual("計画より進んでいる", "ahead of the plan")),
    ("B", Bilingual("計画どおり進んでいる", "as planned")),
    ("C", Bilingual("計画より遅れている", "behind the plan")),
    ("D", Bilingual("まだ評価できない", "cannot be said yet")),
)
_FIRST_RATING = "D"


def vocabularies(start: Start) -> Data:
    """Return the keys of plan.yaml that hold the vocabulary of statuses; none in a plan of tasks."""
    if start.statuses == "rating":
        return {"statuses": [{"name": name, "meaning": start.said(text)} for name, text in _RATINGS]}
    if start.statuses == "none":
        return {}
    return {
        "statuses": [
            {
                "name": start.said(name),
                "means": means,
                "meaning": start.said(meaning),
                **({"stage": start.said(stage)} if stage else {}),
                "transitions": [start.said(following) for following in next_ones],
            }
            for name, means, meaning, stage, next_ones in _FOUR
        ],
        "stages": [{"name": start.said(stage)} for stage in _STAGES],
    }


def first_status(start: Start) -> str | None:
    """Return the status that a new initiative has, None in a plan of tasks."""
    if start.statuses == "none":
        return None
    return _FIRST_RATING if start.statuses == "rating" else start.said(_PLANNED)


def changed_status(start: Start) -> str | None:
    """Return the status that an example sets instead of the first one."""
    if start.statuses == "none":
        return None
    return "B" if start.statuses == "rating" else start.said(_PREPARING)
