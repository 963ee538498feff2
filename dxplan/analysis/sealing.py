"""Seals: what the tag of a snapshot says about the plan that it froze, so that anybody can prove it later.

The digest can be had without dxplan, too: it is the SHA-256 of the lines ``<sha256> <bytes> <path>`` of a plan's files,
sorted by path (``plan.yaml`` and ``initiatives/*.yaml`` as they stand in git).
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

from msgspec import Struct

from dxplan.errors import ValueTextError
from dxplan.model.period import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dxplan.model.initiative import Initiative
    from dxplan.model.plan import Plan

_KEY = "Dxplan-"
_SIGNATURE = "-----BEGIN "
_ALGORITHM = "sha256:"
_TRAILER = re.compile(r"Dxplan-([A-Za-z-]+): (.*)")
_COUNT = re.compile(r"[0-9]{1,9}", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_OBJECT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
# What would work on a terminal instead of being shown, or begin a line in one program and none in another.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


class Seal(Struct, frozen=True):
    """What a snapshot records.

    ``by_status`` counts each initiative once under its own status, in the order of the plan's vocabulary; ``previous``
    names the snapshots that were there before and the ids of their tag objects.
    """

    plan: str
    period: Period
    day: date
    files: int
    by_status: tuple[tuple[str, int], ...]
    without_status: int
    digest: str
    previous: tuple[tuple[Period, str], ...] = ()

    @property
    def total(self) -> int:
        """How many initiatives there were."""
        return sum(count for _, count in self.by_status) + self.without_status


def content_digest(files: Iterable[tuple[str, bytes]]) -> str:
    """Return the digest over files, each a path from the plan's folder and its bytes, in whatever order they come."""
    lines = sorted(
        (path.encode("utf-8", "surrogateescape"), f"{sha256(raw).hexdigest()} {len(raw)} ".encode())
        for path, raw in files
    )
    whole = sha256()
    for path, start in lines:
        whole.update(start + path.replace(b"\\", b"\\\\").replace(b"\n", b"\\n") + b"\n")
    return _ALGORITHM + whole.hexdigest()


def seal_of(
    name: str,
    plan: Plan,
    period: Period,
    files: Iterable[tuple[str, bytes]],
    initiatives: Iterable[Initiative],
    previous: Sequence[tuple[Period, str]] = (),
) -> Seal:
    """Count and digest a plan; ``files`` are looked at one after the other and not kept."""
    counted = Counter(initiative.status for initiative in initiatives)
    statuses = dict.fromkeys(status.name for status in plan.statuses)
    # A plan may let statuses stand that its vocabulary lacks; none must be lost from the count.
    statuses |= dict.fromkeys(sorted(status for status in counted if status is not None))
    number = 0

    def each() -> Iterable[tuple[str, bytes]]:
        nonlocal number
        for path, raw in files:
            number += 1
            yield path, raw

    digest = content_digest(each())
    return Seal(
        plan=name,
        period=period,
        day=period.last_day,
        files=number,
        by_status=tuple((_one_line(status), counted[status]) for status in statuses),
        without_status=counted[None],
        digest=digest,
        previous=tuple(sorted(previous)),
    )


def heading(plan: Plan, period: Period) -> str:
    """Return the first line of a snapshot's message, in the plan's language."""
    return f"{_one_line(plan.title)} {period.english if plan.language == 'en' else period.japanese}"


def seal_message(title: str, seal: Seal, note: str | None = None) -> str:
    """Return the message of a snapshot's tag: its first line, the user's note if there is one, and the seal."""
    said = _note(note or "")
    return "\n\n".join([_note(title), *([said] if said else []), "\n".join(_trailers(seal))]) + "\n"


def message_for(
    plan_name: str,
    plan: Plan,
    period: Period,
    files: Mapping[str, bytes],
    initiatives: Iterable[Initiative],
    previous: Sequence[tuple[Period, str]] = (),
    note: str | None = None,
) -> str:
    """Return the message with which ``snapshot create`` tags a plan.

    ``files`` are plan.yaml and the initiatives by their paths from the plan's folder; ``previous`` are the snapshots
    that are there already, with the ids of their tag objects.
    """
    seal = seal_of(plan_name, plan, period, files.items(), initiatives, previous)
    return seal_message(heading(plan, period), seal, note)


def read_seal(text: str) -> Seal | None:
    """Return the seal that a tag's message ends with, above a signature if there is one; None where it is no seal."""
    last = plain_message(text).rpartition("\n\n")[2]
    found: dict[str, list[str]] = {}
    for line in last.split("\n"):
        match = _TRAILER.fullmatch(line)
        if match is None:
            return None
        found.setdefault(match[1], []).append(match[2])
    try:
        return _seal(found)
    except (ValueError, ValueTextError):
        return None


def plain_message(text: str) -> str:
    """Return a tag's message without the signature below it, with plain line ends and no empty lines around it."""
    lines = text.replace("\r\n", "\n").split("\n")
    end = next((index for index, line in enumerate(lines) if line.startswith(_SIGNATURE)), len(lines))
    return "\n".join(lines[:end]).strip("\n")


def _trailers(seal: Seal) -> Iterable[str]:
    yield f"{_KEY}Plan: {seal.plan}"
    yield f"{_KEY}Period: {seal.period}"
    yield f"{_KEY}Day: {seal.day.isoformat()}"
    yield f"{_KEY}Files: {seal.files}"
    for status, count in seal.by_status:
        yield f"{_KEY}Status: {count} {status}"
    if seal.without_status:
        yield f"{_KEY}Without-Status: {seal.without_status}"
    yield f"{_KEY}Digest: {seal.digest}"
    for period, tag in seal.previous:
        yield f"{_KEY}Previous: {period} {tag}"


def _seal(found: Mapping[str, Sequence[str]]) -> Seal:
    """Build a seal of the values of its trailers; raises ValueError and ValueTextError."""
    (plan,), (period,), (day,) = (found.get(key, ()) for key in ("Plan", "Period", "Day"))
    (files,), (digest,) = (found.get(key, ()) for key in ("Files", "Digest"))
    (without,) = found.get("Without-Status", ("0",))
    if not _DAY.fullmatch(day) or not digest.startswith(_ALGORITHM):
        raise ValueError
    counted = [status.partition(" ") for status in found.get("Status", ())]
    before = [previous.partition(" ") for previous in found.get("Previous", ())]
    if not all(_OBJECT.fullmatch(tag) for _, _, tag in before):
        raise ValueError
    return Seal(
        plan=plan,
        period=Period.parse(period),
        day=date.fromisoformat(day),
        files=_number(files),
        by_status=tuple((name, _number(count)) for count, _, name in counted),
        without_status=_number(without),
        digest=digest,
        previous=tuple((Period.parse(name), tag) for name, _, tag in before),
    )


def _number(text: str) -> int:
    if not _COUNT.fullmatch(text):
        raise ValueError
    return int(text)


def _note(text: str) -> str:
    """Return a user's note as it may stand above a seal: nothing in it can be taken for a seal or a signature."""
    # A command line may hold bytes that are no text; a tag's message is to be text for every program.
    plain = text.encode("utf-8", "replace").decode().replace("\r\n", "\n").replace("\r", "\n")
    lines = [_one_line_kept(line) for line in plain.split("\n")]
    safe = [f" {line}" if line.startswith((_KEY, _SIGNATURE)) else line for line in lines]
    return "\n".join(safe).strip("\n")


def _one_line_kept(line: str) -> str:
    return _CONTROLS.sub(" ", line).rstrip()


def _one_line(text: str) -> str:
    return " ".join(_CONTROLS.sub(" ", text).split())
