"""Points found: periods, tags, branches, commits and dates, all in one place.

A period is looked for as the tag ``snapshot/<plan>/<period>``, then under ``snapshots:`` in plan.yaml, then as the last
commit up to its last day. Everything else means the same for every plan.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from dxplan.errors import DxplanError, NotFoundError, ValueTextError
from dxplan.model.message import Message, message
from dxplan.model.period import Period
from dxplan.model.plain_text import fold
from dxplan.model.plan import DEFAULT_TIMEZONE, Plan, SnapshotEntry
from dxplan.model.point import Point, PointKind
from dxplan.stores.commits import commit_of, dated, first_day, last_until, stands_for
from dxplan.stores.git_trouble import DAMAGED
from dxplan.stores.refs import BRANCHES, TAGS, Ref, Refs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.stores.mounts import Mount

SNAPSHOT_TAGS = f"{TAGS}snapshot/"
HEADS = ("HEAD", "@")
UNSHALLOW = message("This clone has only the newest part of the history. Run git fetch --unshallow --tags.")
NO_TAGS = message("This clone has no tags. If periods were tagged, run git fetch --tags.")
LONGEST = 1000
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FULL_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


def period_of(text: str) -> Period | None:
    """Return the period that a text names, None where it names none."""
    try:
        return Period.parse(text)
    except ValueTextError:
        return None


def is_date(text: str) -> bool:
    """Tell whether a text is written as a date, be there such a day or not."""
    return _DATE.fullmatch(fold(text).strip()) is not None


def snapshot_owner(ref: str | None) -> str | None:
    """Return the plan to whose snapshots a tag belongs by its name, None for any other ref."""
    if ref is None or not ref.startswith(SNAPSHOT_TAGS):
        return None
    owner, slash, _ = ref.removeprefix(SNAPSHOT_TAGS).rpartition("/")
    return owner if slash else None


@dataclass
class PointFinder:
    """Finds points in one git repository; ``notes`` gathers what a person should know of how they were found."""

    mount: Mount
    notes: list[Message] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Read refs only when they are asked for."""
        self.refs = Refs(self.mount.repository)
        self._last: dict[int, tuple[str, str] | None] = {}
        self._noted: set[Message] = set()

    def head(self) -> Point:
        """Return the present commit; raises NotFoundError where there is none yet."""
        return self.find(HEADS[0])

    def find(self, text: str, plan: Plan | None = None) -> Point:
        """Return the point that a name means, which is no period; raises NotFoundError.

        ``plan`` gives the time zone and the names of recorded snapshots.
        """
        zone = plan.timezone if plan else DEFAULT_TIMEZONE
        if is_date(text):
            return self._until(text, _day(fold(text).strip()), zone)
        if text in HEADS:
            return Point(text, PointKind.COMMIT, *self._present, day=day_of(self._present[1], zone))
        ref = self.named(text)
        if ref is not None:
            return self._of_ref(text, ref, zone)
        entry = recorded_as(text, plan)
        if entry is not None:
            return self._of_entry(text, entry, zone)
        found = commit_of(self.mount.repository, text) if 0 < len(text) <= LONGEST else None
        if found is None:
            raise self._unknown(text, plan)
        return Point(text, PointKind.COMMIT, *found, day=day_of(found[1], zone))

    def named(self, text: str) -> Ref | None:
        """Return the tag or branch of that name; what git gives another meaning first is none."""
        return None if text in HEADS or _FULL_ID.fullmatch(text) else self.refs.named(text)

    def period(self, text: str, period: Period, name: str, plan: Plan | None) -> Point:
        """Return the point of a period of the plan in the folder ``name``.

        Where there was nothing yet, a tag or branch of that name is meant: t1 is seldom the first year of an era long ago.
        Raises NotFoundError without one, and DxplanError for a snapshot that leads nowhere.
        """
        try:
            found = self._period(text, period, name, plan)
        except NotFoundError:
            ref = self.named(text)
            if ref is None:
                raise
            return self._of_ref(text, ref, plan.timezone if plan else DEFAULT_TIMEZONE)
        self._note_namesake(text)
        return found

    def _period(self, text: str, period: Period, name: str, plan: Plan | None) -> Point:
        tag = next((ref for known, ref in self.snapshot_tags(name) if known == period), None)
        last = period.last_day
        if tag is not None:
            return Point(text, PointKind.TAG, *self._commit(tag), tag.name, last.isoformat())
        zone = plan.timezone if plan else DEFAULT_TIMEZONE
        for entry in reversed(plan.snapshots if plan else ()):
            if period_of(entry.period) == period:
                return self._of_entry(text, entry, zone, last)
        if not self.refs.tags:
            self._note(NO_TAGS)
        return self._until(text, last, zone)

    def snapshot_tags(self, name: str) -> Iterator[tuple[Period, Ref]]:
        """Yield the tags of a plan's snapshots with their periods, the canonical name of a period first."""
        prefix = f"{SNAPSHOT_TAGS}{name}/"
        found = []
        for ref in self.refs.all.values():
            if ref.name.startswith(prefix):
                period = period_of(ref.name.removeprefix(prefix))
                if period is not None:
                    found.append((period, ref.name != f"{prefix}{period}", ref.name, ref))
        for period, _, _, ref in sorted(found, key=lambda entry: entry[:3]):
            yield period, ref

    @cached_property
    def _present(self) -> tuple[str, str]:
        """Id and date of the present commit; raises DxplanError."""
        found = commit_of(self.mount.repository, HEADS[0])
        if found is not None:
            return found
        if stands_for(self.mount.repository, HEADS[0]):
            raise DxplanError(message("The present commit of git cannot be read."), DAMAGED)
        raise NotFoundError(
            message("The git repository has no commit yet."),
            message("Commit the plan first; git add and git commit do it."),
        )

    def _of_ref(self, text: str, ref: Ref, zone: str) -> Point:
        commit, moment = self._commit(ref)
        kind = PointKind.TAG if ref.name.startswith(TAGS) else PointKind.COMMIT
        day = day_of(moment, zone)
        if ref.name.startswith(SNAPSHOT_TAGS):
            period = period_of(ref.name.rpartition("/")[2])
            day = period.last_day.isoformat() if period else day
        return Point(text, kind, commit, moment, ref.name, day)

    def _commit(self, ref: Ref) -> tuple[str, str]:
        """Return id and date of the commit that a ref leads to; raises DxplanError where it leads to none."""
        if ref.commit is not None and ref.date is not None:
            return ref.commit, ref.date
        found = None if ref.kind in {"tree", "blob"} else commit_of(self.mount.repository, ref.name)
        if found is not None:
            return found
        what = message("branch") if ref.name.startswith(BRANCHES) else message("tag")
        if ref.kind:
            raise DxplanError(
                message(
                    "The {what} “{name}” leads to no commit, so it holds no plan.", what=what, name=ref.short
                ),
                message("Delete it and make it anew on a commit."),
            )
        raise DxplanError(
            message("The {what} “{name}” leads to a commit that is missing.", what=what, name=ref.short),
            UNSHALLOW if self.mount.repository.is_shallow else DAMAGED,
        )

    def _of_entry(self, text: str, entry: SnapshotEntry, zone: str, last: date | None = None) -> Point:
        found = dated(self.mount.repository, entry.commit)
        if found is None:
            raise DxplanError(
                message(
                    "The commit {commit}, which plan.yaml records for {period}, is not in this repository.",
                    commit=entry.commit[:12],
                    period=entry.period,
                ),
                UNSHALLOW
                if self.mount.repository.is_shallow
                else message("Fetch the branch that has it, or correct snapshots: in plan.yaml."),
            )
        day = last.isoformat() if last else day_of(found[1], zone)
        return Point(text, PointKind.SNAPSHOT, *found, day=day)

    def _until(self, text: str, day: date, zone: str) -> Point:
        """Return the last commit up to the end of a day in the plan's time zone."""
        shallow = self.mount.repository.is_shallow
        moment = _end_of(day, zone)
        if moment not in self._last:
            last = last_until(self.mount.repository, self._present[0], moment)
            self._last[moment] = dated(self.mount.repository, last) if last else None
        found = self._last[moment]
        if found is None:
            raise NotFoundError(
                message("There is no commit up to {day}.", day=day.isoformat()),
                UNSHALLOW if shallow else self._beginning(zone),
            )
        if shallow:
            self._note(UNSHALLOW)
        return Point(text, PointKind.DATE, *found, day=day.isoformat())

    def _beginning(self, zone: str) -> Message | None:
        first = first_day(self.mount.repository, self._present[0])
        day = day_of(first, zone) if first else None
        return message("The history begins on {day}.", day=day) if day else None

    def _unknown(self, text: str, plan: Plan | None) -> NotFoundError:
        from dxplan.stores.point_hints import unknown_point  # noqa: PLC0415  (a rare case, and many words)

        if text and not self.refs.all:
            _ = self._present  # where nothing was committed yet, that is what to tell
        return unknown_point(text, self, plan)

    def _note_namesake(self, text: str) -> None:
        """Tell of a tag or branch that bears the name of a period, as the period goes before it."""
        ref = self.named(text)
        if ref is not None:
            self._note(
                message(
                    "“{point}” is read as a period; the tag or branch of that name is {ref}.",
                    point=text,
                    ref=ref.name,
                )
            )

    def _note(self, said: Message) -> None:
        if said not in self._noted:
            self._noted.add(said)
            self.notes.append(said)


def recorded_as(text: str, plan: Plan | None) -> SnapshotEntry | None:
    """Return the newest recorded snapshot of a plan that has a name, None where there is none."""
    entries = reversed(plan.snapshots) if plan else ()
    return next((entry for entry in entries if entry.name == text), None)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotFoundError(message("“{text}” is not a day of the calendar.", text=text)) from None


def _end_of(day: date, zone: str) -> int:
    """Return the last second of a day in a time zone, in seconds since 1970."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415  (only dates need time zones)

    try:
        following = datetime.combine(day + timedelta(days=1), time.min, ZoneInfo(zone))
    except OverflowError:
        return int(datetime.combine(day, time.max, ZoneInfo("UTC")).timestamp())
    except (KeyError, ValueError, OSError):
        raise DxplanError(message("The time zone “{zone}” is not known.", zone=zone)) from None
    return int(following.timestamp()) - 1


def day_of(moment: str, zone: str) -> str | None:
    """Return the day on which a moment falls in a time zone, None for one that no calendar has."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415

    try:
        return datetime.fromisoformat(moment).astimezone(ZoneInfo(zone)).date().isoformat()
    except (KeyError, ValueError, OSError, OverflowError):
        return None
