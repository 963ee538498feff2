"""Pieces of a text that are to be exchanged, and where entries are taken away and put in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.stores.yaml_layout import Layout, Part


class Splice(NamedTuple):
    """What stands from ``start`` to ``end`` becomes ``text``."""

    start: int
    end: int
    text: str


def sliced(text: str, splices: Sequence[Splice], start: int, end: int) -> str:
    """Return the part of a text between two places, with the splices in it made."""
    pieces = []
    done = start
    for splice in sorted(splice for splice in splices if start <= splice.start and splice.end <= end):
        if splice.start < done:
            continue  # what is taken away whole needs no change inside
        pieces += [text[done : splice.start], splice.text]
        done = splice.end
    return "".join((*pieces, text[done:end]))


def gap_before(layout: Layout, parts: Sequence[Part], after: int) -> list[str]:
    """Return the blank lines that stand between entries at a place; none where there are none to learn from."""
    later = min(max(after + 1, 1), len(parts) - 1)
    if later < 1:
        return []
    lines = range(parts[later - 1].last + 1, parts[later].own)
    return [""] * len(lines) if all(map(layout.is_blank, lines)) else []


def inserted(
    layout: Layout,
    parts: Sequence[Part],
    staying: Sequence[bool],
    after: int,
    lines: Sequence[str],
    indent: int,
) -> Splice:
    """Put lines after an entry that stays, -1 for before the first of them."""
    if after >= 0:
        place = layout.start(parts[after].last + 1)
        if place == len(layout.text) and not layout.text.endswith("\n"):
            return Splice(place, place, "\n" + "\n".join(lines))
        return Splice(place, place, "".join(line + "\n" for line in lines))
    first = parts[staying.index(True)]
    if first.compact or parts[0].compact:
        text = "\n".join([*lines, ""])[indent:] + " " * indent
        return Splice(parts[0].head, parts[0].head, text)
    place = layout.start(layout.line(first.head) if first is parts[0] and indent == 0 else first.own)
    return Splice(place, place, "".join(line + "\n" for line in lines))


def removed(layout: Layout, parts: Sequence[Part], staying: Sequence[bool]) -> Iterator[Splice]:
    """Take away the entries that do not stay, with their own comments and the gap that would be left double."""
    if parts[0].compact and not staying[0]:
        first = staying.index(True)
        yield Splice(parts[0].head, parts[first].head, "")
        begun = first
    else:
        begun = 0
    for at in range(begun, len(parts)):
        if not staying[at]:
            yield _removal(layout, parts, at)


def _removal(layout: Layout, parts: Sequence[Part], at: int) -> Splice:
    part = parts[at]
    start, end = part.own, part.last + 1
    before = _blank(layout, parts[at - 1].last + 1, part.own) if at else False
    behind = _blank(layout, end, parts[at + 1].own) if at + 1 < len(parts) else False
    if before and (behind or at + 1 == len(parts)):
        start = parts[at - 1].last + 1
    elif behind and not at:
        end = parts[at + 1].own
    first, last = layout.start(start), layout.start(end)
    if last == len(layout.text) and not layout.text.endswith("\n") and first:
        first -= 1  # the line break before it goes with the last line of a text that has none at its end
    return Splice(first, last, "")


def _blank(layout: Layout, start: int, end: int) -> bool:
    """Say whether there are lines, and all of them blank."""
    return start < end and all(layout.is_blank(line) for line in range(start, end))
