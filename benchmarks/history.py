"""The benchmarks of history: ``diff`` and ``log`` against git with a bare parser, and ``diff`` against dvc."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from contenders import Dxplan, Peers, git, imports, interpreter
from generated import DIFF, LOG, TAGS, Generated
from measuring import Series, take_turns
from rows import Share, Yardstick, above_row, cell, growth_row, memory_row, time_row
from table import Row, markdown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from measuring import Command

# The bounds of the table.
OF_DVC = 1 / 15
OF_GIT_DIFF_READ = 2.5
DIFF_ABOVE_START = 0.25
OF_GIT_LOG_READ = 2
TIMES_GIT_LOG = 3

_SHORT_TURNS = 5  # a command this short is repeated so much more often
_HEAD = (
    "Initiatives, commits",
    "`diff`, cold",
    "`diff`, warm",
    "`log`, cold",
    "`log`, warm",
    "`log` of one, warm",
)


@dataclass(frozen=True)
class _Took:
    """What a command of dxplan took with nothing cached (not measured where that is the same for all) and again."""

    cold: Series
    warm: Series


class Contest:
    """The turns in one repository: dxplan, git, a bare parser, and what each start costs."""

    def __init__(self, repository: Generated, peers: Peers, cold_turns: int, warm_turns: int) -> None:
        """Say how often to take turns with long and with short commands."""
        self.repository = repository
        self._peers = peers
        self._cold_turns, self._warm_turns = cold_turns, warm_turns
        self.start, self.libraries = Series(), Series()
        self.git_diff_read, self.git_log_read = Series(), Series()
        self.git_log, self.git_log_one = Series(), Series()
        self.dvc = Series()

    @cached_property
    def diff(self) -> _Took:
        """Compare the two ends."""
        bare = self._peers.script("git_diff_read.py", self.repository.root, *TAGS)
        return self._took(DIFF, [(self.git_diff_read, bare)])

    @cached_property
    def log(self) -> _Took:
        """Tell the history of everything."""
        bare = self._peers.script("git_log_read.py", self.repository.root)
        whole = git(self.repository.root, "log", "--raw")
        return self._took(LOG, [(self.git_log_read, bare)], (self.git_log, whole))

    @cached_property
    def one(self) -> _Took:
        """Tell the history of one initiative."""
        repository = self.repository
        file = git(repository.root, "log", "--raw", "--", repository.file)
        return self._took(repository.one, [], (self.git_log_one, file))

    def against_dvc(self) -> None:
        """Let dvc compare the two ends."""
        command = self.repository.for_dvc(self._peers)
        self._say("dvc metrics diff")
        take_turns(self._cold_turns, (self.dvc, command))

    def as_table(self, work: tuple[str, ...]) -> Series:
        """Do a work that is cached with the output that people read."""
        series = Series()
        take_turns(self._warm_turns, (series, self.repository.warm(*work, form="table")))
        return series

    def _took(
        self,
        work: tuple[str, ...],
        beside_cold: Sequence[tuple[Series, Command]],
        *beside_warm: tuple[Series, Command],
    ) -> _Took:
        took, repository = _Took(Series(), Series()), self.repository
        self._say(" ".join(work))
        for _ in range(self._cold_turns if beside_cold else 0):
            took.cold.run(repository.cold(*work))
            take_turns(1, *beside_cold)
        Series().run(repository.warm(*work))
        starts = (self.start, interpreter(repository.root)), (self.libraries, imports(repository.root))
        take_turns(self._warm_turns, (took.warm, repository.warm(*work)), *beside_warm, *starts)
        return took

    def _say(self, what: str) -> None:
        print(f"measuring {what}: {self.repository} …", file=sys.stderr, flush=True)


class HistoryBenchmarks:
    """The benchmarks of ``diff`` and ``log`` in one run."""

    def __init__(self, work: Path, dxplan: Dxplan, peers: Peers, repeat: int, *, quick: bool) -> None:
        """Use contenders that are prepared; ``work`` is removed at the end."""
        self._work, self._dxplan, self._peers, self._repeat = work, dxplan, peers, repeat
        self._small_size, self._large_size = (
            ((100, 50), (200, 100)) if quick else ((1_000, 500), (10_000, 5_000))
        )
        self.growth_table = ""

    @cached_property
    def _small(self) -> Contest:
        return self._contest(self._small_size, self._repeat)

    def diff(self) -> list[Row]:
        """Compare the two ends of a history."""
        contest = self._small
        took, work = contest.diff, f"`diff`, {contest.repository}"
        contest.against_dvc()
        dvc = Yardstick.of("dvc metrics diff", contest.dvc)
        table = contest.as_table(DIFF)
        return [
            time_row(f"{work}, cold", took.cold, dvc, OF_DVC),
            *_diff_rows(contest),
            time_row(f"{work}, warm, as a table", table, Yardstick.of("as JSON", took.warm), None),
            time_row("`import typer, rich`", contest.libraries, _start(contest), None),
        ]

    def log(self) -> list[Row]:
        """Tell the history of one initiative, and of all."""
        contest = self._small
        rows = _log_rows(contest)
        work = f"`log` of everything, {contest.repository}, warm, as a table"
        return [*rows, time_row(work, contest.as_table(LOG), Yardstick.of("as JSON", contest.log.warm), None)]

    def history_growth(self) -> list[Row]:
        """Take a history ten times as large: the same shape, in proportion, within the memory."""
        small, large = self._small, self._contest(self._large_size, 1)
        rows = [*_diff_rows(large), *_log_rows(large)]
        lines = []
        for contest in (small, large):
            works = contest.diff.cold, contest.diff.warm, contest.log.cold, contest.log.warm, contest.one.warm
            size = f"{contest.repository.initiatives:,}, {contest.repository.commits:,}"
            lines.append((size, *map(cell, works)))
        self.growth_table = markdown(_HEAD, lines)
        for name, early, late in (
            ("`diff`, cold", small.diff.cold, large.diff.cold),
            ("`log` of everything, cold", small.log.cold, large.log.cold),
            ("`log` of everything, warm", small.log.warm, large.log.warm),
        ):
            work = f"{name}, {large.repository}"
            rows.append(_growth(name, (early, small), (late, large)))
            rows.append(memory_row(work, late))
        rows.append(memory_row(f"`diff`, warm, {large.repository}", large.diff.warm))
        large.repository.remove()
        return rows

    def _contest(self, size: tuple[int, int], turns: int) -> Contest:
        folder = Path(tempfile.mkdtemp(prefix=f"history-{size[0]}-", dir=self._work))
        repository = Generated(folder, self._dxplan, *size)
        return Contest(repository, self._peers, turns, self._repeat * _SHORT_TURNS)


def _start(contest: Contest) -> Yardstick:
    return Yardstick.of("start of the interpreter", contest.start)


def _diff_rows(contest: Contest) -> list[Row]:
    took, work = contest.diff, f"`diff`, {contest.repository}"
    bare = Yardstick.of("git diff-tree, cat-file, libyaml", contest.git_diff_read)
    return [
        time_row(f"{work}, cold", took.cold, bare, OF_GIT_DIFF_READ),
        above_row(f"{work}, warm", took.warm, _start(contest), DIFF_ABOVE_START),
    ]


def _log_rows(contest: Contest) -> list[Row]:
    all_, one, size = contest.log, contest.one, contest.repository
    bare = Yardstick.of("git log --raw, cat-file, libyaml", contest.git_log_read)
    return [
        time_row(
            f"`log` of one, {size}, warm", one.warm, _git_log(contest, contest.git_log_one, " -- FILE"), 1
        ),
        time_row(f"`log` of everything, {size}, cold", all_.cold, bare, OF_GIT_LOG_READ),
        time_row(f"`log` of everything, {size}, warm", all_.warm, _git_log(contest, contest.git_log, ""), 1),
    ]


def _git_log(contest: Contest, series: Series, what: str) -> Yardstick:
    start = Share(1, "start of the interpreter", contest.start)
    return Yardstick((Share(TIMES_GIT_LOG, f"git log --raw{what}", series), start))


def _growth(name: str, small: tuple[Series, Contest], large: tuple[Series, Contest]) -> Row:
    """Compare the processor time of each edit; the start of the libraries, which is the same for both, does not count."""
    early, late = (
        (series.processor - contest.libraries.processor) / contest.repository.edits
        for series, contest in (small, large)
    )
    edits = small[1].repository.edits, large[1].repository.edits
    work = f"{name}, processor time of each of {edits[1]:,} edits"
    return growth_row(work, late, early, f"of {edits[0]:,}")
