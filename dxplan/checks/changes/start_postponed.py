"""A start that moves later has a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.checks.rule import ChangeExample, Finding, Rule
from dxplan.model.fuzzy_date import parse_fuzzy_date
from dxplan.model.message import Bilingual, message
from dxplan.model.problem import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.change import Edited, Edition, PlanChange


def _check(change: PlanChange) -> Iterator[tuple[str, Finding]]:
    for edited, before, after in change.changed:
        for pointer, old, new, explained in _starts(edited, before, after):
            if not explained and _is_later(old, new):
                yield (
                    after.path,
                    Finding(
                        pointer,
                        message(
                            "The start moved from “{old}” to “{new}”, and nothing says why.", old=old, new=new
                        ),
                        message("Say why in progress or note."),
                    ),
                )


def _starts(edited: Edited, before: Edition, after: Edition) -> Iterator[tuple[str, str, str, bool]]:
    """Yield (pointer, old, new, whether something says why) of the starts that are there at both ends."""
    told = {change.pointer for change in edited.comparison.fields if change.new}
    explained = bool(told & {"/progress", "/note"})
    one, other = before.initiative, after.initiative
    if one.operation_start is not None and other.operation_start is not None:
        yield "/operation_start", one.operation_start, other.operation_start, explained
    earlier = {part.name: part for part in one.components}
    for index, part in enumerate(other.components):
        was = earlier.get(part.name)
        if was and was.operation_start is not None and part.operation_start is not None:
            own = was.progress != part.progress and part.progress is not None
            yield (
                f"/components/{index}/operation_start",
                was.operation_start,
                part.operation_start,
                explained or own,
            )


def _is_later(old: str, new: str) -> bool:
    """Say whether a start moved later, or from a known time to an unknown one."""
    before, after = parse_fuzzy_date(old), parse_fuzzy_date(new)
    if before.latest is None:
        return False
    return after.latest is None or after.latest > before.latest


RULE = Rule(
    id="start-postponed",
    severity=Severity.WARNING,
    summary=Bilingual(
        ja="運用開始を遅らせるときは、理由が書かれていること", en="A start that moves later has a reason"
    ),
    explanation=Bilingual(
        ja="運用開始時期が後ろへ動いた（または未定になった）のに、進捗（progress）にも備考（note）にも書き足しがない変更を指摘します。委員会がまず尋ねるのは理由です。",
        en="Told of are changes that put a start off (or make it undecided) without a word in progress or note: the reason is what a committee asks for first.",
    ),
    failing=ChangeExample(before="operation_start: R7.1月～", initiative="operation_start: R7.6月～"),
    passing=ChangeExample(
        before="operation_start: R7.1月～", initiative="operation_start: R7.6月～\nnote: 入札が不調だった。"
    ),
    check_changes=_check,
)
