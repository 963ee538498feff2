"""Larger samples for measuring: any number of initiatives and commits, made while they are read, always the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dxplan.analysis.demo import larger_words as words
from dxplan.analysis.demo.chance import Chance
from dxplan.analysis.demo.city import FILES, PLAN, plan
from dxplan.analysis.demo.edits import initiative_path, initiative_text, plan_text
from dxplan.analysis.demo.history import DemoHistory, DemoSnapshot, moment, plan_files
from dxplan.analysis.demo.larger_edits import edit
from dxplan.analysis.demo.larger_initiative import larger_initiative
from dxplan.analysis.demo.people import (
    FUJII,
    HIRANO,
    KITAMURA,
    KURATA,
    MIURA,
    MIYAMOTO,
    MORISHITA,
    NAGAO,
    ONODERA,
    OSHIMA,
    SASAKI,
    TAKASE,
    YASUDA,
)
from dxplan.stores.fast_import import NewCommit, Person
from dxplan.stores.layout import plan_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dxplan.model.content import Data

_AUTHORS = {
    "デジタル推進課": TAKASE, "市民課": SASAKI, "税務課": YASUDA, "子育て支援課": ONODERA, "学校教育課": MORISHITA, "福祉課": NAGAO,
    "環境課": HIRANO, "広報秘書課": KURATA, "防災危機管理課": MIURA, "総務課": OSHIMA, "人事課": FUJII, "都市整備課": KITAMURA,
}  # fmt: skip
_FIRST_DAY, _LAST_DAY = date(2022, 10, 3), date(2024, 4, 9)
_OPENS, _OFFICE_SECONDS = "08:30", 31_500
MOST_INITIATIVES = 99_990
"""How many initiatives a larger sample can have: each of the ten categories numbers up to 9999."""

_BETWEEN_MERGES = 50
_TRIES = 20
_README = "# 旭野市デジタル市役所推進計画（計測用の見本）\n\n旭野市は実在しません。取組と数値はすべて機械的に作ったものです。\n"
_SEED = 20220401


def larger(initiatives: int, commits: int, edits: int = 20) -> DemoHistory:
    """Return a history of so many initiatives (1 to ``MOST_INITIATIVES``) and commits (1 or more), each with so many edits.

    The first commit enters all initiatives; the snapshots R4-H1 and R5 stand at the first and the last commit. Every
    fiftieth commit brings in a branch.
    """
    made = _Larger(initiatives, commits, edits)
    return DemoHistory(made.commits(), made.snapshots, (0, commits - 1))


@dataclass
class _Larger:
    initiatives: int
    count: int
    edits: int
    snapshots: list[DemoSnapshot] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._chance = Chance(_SEED)
        self._days = _working_days()
        self._data: list[Data] = []
        self._files: dict[str, bytes] = {}

    def commits(self) -> Iterator[NewCommit]:
        """Yield the commits, in the order in which they were made."""
        yield self._first()
        self._snapshot("R4-H1", 0)
        tip = 0
        place = 1
        while place < self.count:
            if place % _BETWEEN_MERGES == 0 and place + 2 < self.count:
                yield from self._merged(place, tip)
                place += 3
            else:
                yield self._edited(place, (tip,), set())
                place += 1
            tip = place - 1
        self._snapshot("R5", self.count - 1)

    def _first(self) -> NewCommit:
        self._data = [larger_initiative(index) for index in range(self.initiatives)]
        self._files = {name: text.encode() for name, text in (FILES | {"README.md": _README}).items()}
        self._files[plan_file(PLAN)] = plan_text(plan()).encode()
        for data in self._data:
            self._files[initiative_path(data["id"])] = initiative_text(data).encode()
        return self._commit(0, TAKASE, "計画と取組を登録", self._files, ())

    def _merged(self, place: int, tip: int) -> Iterator[NewCommit]:
        """Yield a commit on main, one on a branch that begins before it, and the merge of the two."""
        touched: set[int] = set()
        yield self._edited(place, (tip,), touched)
        branch = self._edited(place + 1, (tip,), touched)
        yield branch
        files = {path: content for path, content in branch.files if content is not None}
        yield self._commit(place + 2, MIYAMOTO, "担当課の更新を取り込む", files, (place, place + 1))

    def _edited(self, place: int, parents: tuple[int, ...], touched: set[int]) -> NewCommit:
        """Return a commit that changes initiatives other than those in ``touched``, which it adds to them."""
        chance = self._chance
        day = self._moment(place)[0]
        files = {}
        department = chance.pick(tuple(_AUTHORS))
        for index in self._drawn(touched):
            data = self._data[index]
            edit(data, day, chance)
            files[initiative_path(data["id"])] = initiative_text(data).encode()
        self._files |= files
        subject = chance.pick(words.SUBJECT_LINES).format(department=department)
        return self._commit(place, _AUTHORS[department], subject, files, parents)

    def _drawn(self, touched: set[int]) -> list[int]:
        drawn: list[int] = []
        for _ in range(_TRIES * self.edits):
            if len(drawn) == self.edits:
                break
            index = self._chance.below(self.initiatives)
            if index not in touched:
                touched.add(index)
                drawn.append(index)
        return drawn

    def _commit(
        self, place: int, who: Person, subject: str, files: Mapping[str, bytes], parents: tuple[int, ...]
    ) -> NewCommit:
        when = self._moment(place)[1]
        return NewCommit(tuple(files.items()), who, when, who, when, subject + "\n", parents)

    def _snapshot(self, period: str, place: int) -> None:
        files = plan_files(self._files, PLAN)
        # Not a second later: the next commit may be as near as that.
        self.snapshots.append(DemoSnapshot(PLAN, period, place, TAKASE, self._moment(place)[1], files))

    def _moment(self, place: int) -> tuple[date, int]:
        """Return the day and the time of a commit: the commits fill the office hours evenly."""
        seconds = place * len(self._days) * _OFFICE_SECONDS // max(self.count, 1)
        number, rest = divmod(seconds, _OFFICE_SECONDS)
        day = self._days[number]
        return day, moment(f"{day.isoformat()} {_OPENS}") + rest


def _working_days() -> list[date]:
    """Return the days on which the city hall is open, apart from holidays, which nobody misses here."""
    span = (_LAST_DAY - _FIRST_DAY).days + 1
    days = [_FIRST_DAY + timedelta(days=number) for number in range(span)]
    return [day for day in days if day.isoweekday() < 6]  # noqa: PLR2004  (Saturday)
