"""From the steps of a story to commits and snapshots, and from snapshots to the tags that freeze them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from dxplan.analysis.demo.edits import Desk, Edit
from dxplan.stores.fast_import import NewCommit, NewTag, Person
from dxplan.stores.layout import PLANS_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator

_MINUTE = 60


class Step(Struct, frozen=True):
    """One commit of a story; see ``step``."""

    when: str
    who: Person
    subject: str
    edits: tuple[Edit, ...]
    body: str | None
    taken: tuple[Person, int] | None
    branch: str
    merges: str | None
    closes: str | None


class DemoSnapshot(Struct, frozen=True):
    """A period that was frozen: at which place in the sequence of commits, by whom and when.

    ``files`` are the plan's files at that commit, by path.
    """

    plan: str
    period: str
    commit: int
    tagger: Person
    when: int
    files: Mapping[str, bytes]


class DemoHistory(Struct, frozen=True):
    """A history to be made.

    ``commits`` can be gone through once; ``snapshots`` are complete only after that, while ``places`` tells beforehand at which
    places in the sequence of commits they will stand.
    """

    commits: Iterable[NewCommit]
    snapshots: Sequence[DemoSnapshot]
    places: tuple[int, ...]


class EarlierSnapshot(Struct, frozen=True):
    """A snapshot for which the tag has been made, as those after it see it."""

    period: str
    tag: str
    commit: str
    message: str


class TagMessage(Protocol):
    """What makes the message of a snapshot's tag."""

    def __call__(
        self, plan: str, period: str, files: Mapping[str, bytes], earlier: Sequence[EarlierSnapshot]
    ) -> str:
        """Return the message of the tag for a period whose plan has these files."""


def step(
    when: str,
    who: Person,
    subject: str,
    *edits: Edit,
    body: str | None = None,
    taken: tuple[Person, int] | None = None,
    branch: str = "main",
    merges: str | None = None,
    closes: str | None = None,
) -> Step:
    """Return one commit of a story: at ``when`` (2022-04-04 10:12, Japanese time) someone makes some edits.

    ``taken`` names who took it in, and how many minutes later. ``branch`` is where it is made; a new one begins at the tip of
    main. ``merges`` names the branch that comes in with it, ``closes`` the period that it freezes.
    """
    return Step(when, who, subject, edits, body, taken, branch, merges, closes)


def moment(when: str) -> int:
    """Return a Japanese time (2022-04-04 10:12) in seconds since 1970."""
    return int(datetime.fromisoformat(f"{when}:00+09:00").timestamp())


def snapshot_tags(
    snapshots: Sequence[DemoSnapshot], ids: Sequence[str], message_of: TagMessage
) -> Iterator[NewTag]:
    """Yield the tags of snapshots whose commits have these ids."""
    earlier: list[EarlierSnapshot] = []
    for snapshot, commit in zip(snapshots, ids, strict=True):
        text = message_of(snapshot.plan, snapshot.period, snapshot.files, tuple(earlier))
        tag = f"snapshot/{snapshot.plan}/{snapshot.period}"
        yield NewTag(tag, commit, snapshot.tagger, snapshot.when, text)
        earlier.append(EarlierSnapshot(snapshot.period, tag, commit, text))


def plan_files(files: Mapping[str, bytes], plan: str) -> dict[str, bytes]:
    """Return those of some files that belong to a plan."""
    folder = f"{PLANS_FOLDER}/{plan}/"
    return {path: content for path, content in files.items() if path.startswith(folder)}


@dataclass
class _Line:
    """A branch while the story is told: its tip, its files, and the edits that main does not have."""

    tip: int | None = None
    desk: Desk = field(default_factory=Desk)
    files: dict[str, bytes] = field(default_factory=dict)
    edits: list[Edit] = field(default_factory=list)


@dataclass
class Telling:
    """A story turned into commits and snapshots."""

    plan: str
    commits: list[NewCommit] = field(default_factory=list)
    snapshots: list[DemoSnapshot] = field(default_factory=list)
    _lines: dict[str, _Line] = field(default_factory=lambda: {"main": _Line()})

    def tell(self, steps: Iterable[Step]) -> None:
        """Make the commits of some steps, in their order."""
        for each in steps:
            self._tell(each)

    def _tell(self, told: Step) -> None:
        main = self._lines["main"]
        if told.branch not in self._lines:
            self._lines[told.branch] = _Line(main.tip, main.desk.copy(), dict(main.files))
        line = self._lines[told.branch]
        parents = [line.tip] if line.tip is not None else []
        edits = list(told.edits)
        if told.merges is not None:
            merged = self._lines.pop(told.merges)
            parents.append(_known(merged.tip))
            edits = merged.edits + edits
        for edit in edits:
            edit(line.desk)
        if told.branch != "main":
            line.edits += edits
        files = line.desk.files()
        changes = tuple((path, content) for path, content in files.items() if line.files.get(path) != content)
        line.files = files
        line.tip = len(self.commits)
        self.commits.append(_commit(told, changes, tuple(parents)))
        if told.closes is not None:
            self._close(told, told.closes)

    def _close(self, told: Step, period: str) -> None:
        line = self._lines["main"]
        files = plan_files(line.files, self.plan)
        when = moment(told.when) + 5 * _MINUTE
        self.snapshots.append(DemoSnapshot(self.plan, period, len(self.commits) - 1, told.who, when, files))


def _known(tip: int | None) -> int:
    if tip is None:
        raise ValueError(tip)
    return tip


def _commit(told: Step, changes: tuple[tuple[str, bytes], ...], parents: tuple[int, ...]) -> NewCommit:
    authored = moment(told.when)
    committer, later = told.taken or (told.who, 0)
    message = told.subject + (f"\n\n{told.body}" if told.body else "") + "\n"
    return NewCommit(changes, told.who, authored, committer, authored + later * _MINUTE, message, parents)
