"""An initiative keeps its id for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.analysis.trail_likeness import alike_pairs
from dxplan.checks.rule import ChangeExample, Finding, Rule
from dxplan.model.message import Bilingual, message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.change import Edited, PlanChange


def renamed(change: PlanChange) -> list[tuple[Edited, Edited]]:
    """Return the pairs of a file that went and one that came with nearly the same content."""
    gone = [edited for edited in change.files if edited.before and not edited.after]
    come = [edited for edited in change.files if edited.after and not edited.before]
    pairs = alike_pairs(
        [(change.name, edited.path, edited.before.data) for edited in gone if edited.before],
        [(change.name, edited.path, edited.after.data) for edited in come if edited.after],
    )
    return [(gone[old], come[new]) for old, new in pairs]


def _check(change: PlanChange) -> Iterator[tuple[str, Finding]]:
    for old, new in renamed(change):
        yield (
            new.path,
            Finding(
                "/id",
                message("This initiative was “{old}” before; an id stays for good.", old=old.id),
                message("Give it its id and file name back: {path}.", path=old.path),
            ),
        )


RULE = Rule(
    id="id-renamed",
    summary=Bilingual(ja="取組の id が変わらないこと", en="An initiative keeps its id"),
    explanation=Bilingual(
        ja="id は、報告・確定・ほかの取組（successor）が取組を指す名前です。変えると、前の期との比べ方が失われます。中身がほぼ同じまま別の id で現れた取組を指摘します。別の取組に引き継ぐなら、前の取組を withdrawn にして successor を書きます。",
        en="Reports, snapshots and other initiatives (successor) know an initiative by its id; with another one it cannot be compared with earlier periods. Told of is what appears under another id with nearly the same content. Where another initiative takes over, withdraw the old one and name its successor.",
    ),
    failing=ChangeExample(initiative="id: forms-online", file_name="forms-online"),
    passing=ChangeExample(initiative="title: 申請をオンラインで"),
    check_changes=_check,
)
