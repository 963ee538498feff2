"""The benchmarks of dxplan: one table, ratios within one run. ``python benchmarks/run.py --help`` tells how.

Runs on Linux and macOS with the Python that has dxplan's dependencies.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from contenders import Dxplan, Peers, imports
from corpus import change, write_corpus
from history import HistoryBenchmarks
from measuring import Command, Series, take_turns
from rows import Yardstick, cell, growth_row, memory_row, time_row
from table import Row, machine, markdown, results, write

# The bounds of the table.
OF_CHECK_JSONSCHEMA = 1 / 3
OF_LIBYAML = 1.6
OF_CHECK_JSONSCHEMA_CHANGED = 1 / 20
OF_IMPORTS = 2.5

_CHANGED = 10
_STATUS_FILES = 100
_STATUS_TURNS = 10  # a command this short is repeated so much more often


@dataclass
class Repository:
    """A generated plan repository and folders for caches, beside each other."""

    folder: Path
    count: int
    paths: list[str] = field(default_factory=list)
    _caches: int = 0

    def __post_init__(self) -> None:
        print(f"writing {self.count:,} files …", file=sys.stderr, flush=True)
        self.paths = write_corpus(self.root, self.count)

    @property
    def root(self) -> Path:
        """The root of the repository."""
        return self.folder / "repository"

    def new_cache(self) -> Path:
        """Return an empty folder for a cache; the one before is removed."""
        shutil.rmtree(self.folder / f"cache{self._caches}", ignore_errors=True)
        self._caches += 1
        cache = self.folder / f"cache{self._caches}"
        cache.mkdir()
        return cache

    def remove(self) -> None:
        """Give the disk back."""
        shutil.rmtree(self.folder)


class Benchmarks:
    """The benchmarks of files, which share what they compare with."""

    def __init__(self, work: Path, dxplan: Dxplan, peers: Peers, repeat: int, *, quick: bool) -> None:
        """Use contenders that are prepared; ``work`` is removed at the end."""
        self._work = work
        self._repeat = repeat
        self._sizes = (10, 100, 1_000) if quick else (1_000, 10_000, 100_000)
        self._files = 1_000 if quick else 10_000
        self._dxplan, self._peers = dxplan, peers
        self.growth_table = ""

    @cached_property
    def _repository(self) -> Repository:
        return self._checked(self._files)

    @cached_property
    def _check_jsonschema(self) -> Series:
        repository, series = self._repository, Series()
        command = self._peers.check_jsonschema(
            repository.root, self._dxplan.initiative_schema, repository.paths
        )
        self._say("check-jsonschema")
        take_turns(self._repeat, (series, command))
        return series

    def validate(self) -> list[Row]:
        """Validate with nothing cached, against check-jsonschema and against the bare parser."""
        repository, ours, bare = self._repository, Series(), Series()
        libyaml = self._peers.libyaml(repository.root, repository.paths)
        self._say("validate, nothing cached")
        for _ in range(self._repeat):
            take_turns(1, (ours, self._uncached(repository)), (bare, libyaml))
        theirs = self._check_jsonschema
        work = f"`validate`, {repository.count:,} files, nothing cached"
        return [
            time_row(work, ours, Yardstick.of("check-jsonschema", theirs), OF_CHECK_JSONSCHEMA),
            time_row(work, ours, Yardstick.of("libyaml reads and parses", bare), OF_LIBYAML),
        ]

    def changed(self) -> list[Row]:
        """Validate again after a few files were changed."""
        repository, ours = self._repository, Series()
        command = self._dxplan.command(repository.root, repository.new_cache(), "validate")
        self._say("validate, cached")
        Series().run(command)
        step = len(repository.paths) // _CHANGED
        for turn in range(self._repeat):
            change(repository.root, repository.paths[turn::step][:_CHANGED], f"第{turn + 1}回")
            ours.run(command)
        work = f"`validate`, {repository.count:,} files, {_CHANGED} changed"
        return [
            time_row(
                work,
                ours,
                Yardstick.of("check-jsonschema", self._check_jsonschema),
                OF_CHECK_JSONSCHEMA_CHANGED,
            )
        ]

    def status(self) -> list[Row]:
        """Show the status of a small repository, against the import of the libraries."""
        repository = self._checked(_STATUS_FILES)
        uncached, cached, bare = Series(), Series(), Series()
        libraries = imports(repository.root)
        kept = self._dxplan.command(repository.root, self._work / "kept", "status")
        Series().run(kept)
        self._say("status")
        for _ in range(self._repeat * _STATUS_TURNS):
            fresh = self._dxplan.command(repository.root, repository.new_cache(), "status")
            take_turns(1, (uncached, fresh), (cached, kept), (bare, libraries))
        repository.remove()
        return [
            time_row(
                f"`status`, {_STATUS_FILES} files, {state}",
                ours,
                Yardstick.of("`import typer, rich`", bare),
                OF_IMPORTS,
            )
            for state, ours in (("nothing cached", uncached), ("cached", cached))
        ]

    def growth(self) -> list[Row]:
        """Validate repositories of growing size: time for each further file, and peak memory."""
        lines, times = [], []
        first = again = status = status_again = Series()
        for count in self._sizes:
            repository = self._repository if count == self._files else self._checked(count)
            first, again, status, status_again = Series(), Series(), Series(), Series()
            self._say(f"growth: {count:,} files")
            for _ in range(1 if count == max(self._sizes) else self._repeat):
                cache = repository.new_cache()
                first.run(self._dxplan.command(repository.root, cache, "validate"))
                again.run(self._dxplan.command(repository.root, cache, "validate"))
                status.run(self._dxplan.command(repository.root, cache, "status"))
                status_again.run(self._dxplan.command(repository.root, cache, "status"))
            times.append(first.processor)
            lines.append((f"{count:,}", *(cell(series) for series in (first, again, status, status_again))))
            if count != self._files:
                repository.remove()
        head = (
            "Files",
            "`validate`, nothing cached",
            "`validate`, all cached",
            "`status`, nothing cached",
            "`status`, again",
        )
        self.growth_table = markdown(head, lines)
        small, middle, large = self._sizes
        early, late = (times[1] - times[0]) / (middle - small), (times[2] - times[1]) / (large - middle)
        return [
            memory_row(f"`validate`, {large:,} files, nothing cached", first),
            memory_row(f"`validate`, {large:,} files, all cached", again),
            memory_row(f"`status`, {large:,} files", status),
            growth_row(
                f"`validate`, processor time of each further file up to {large:,}",
                late,
                early,
                f"up to {middle:,}",
            ),
        ]

    def _uncached(self, repository: Repository) -> Command:
        return self._dxplan.command(repository.root, repository.new_cache(), "validate")

    def _checked(self, count: int) -> Repository:
        """Return a repository of which dxplan, at its strictest, has nothing to say."""
        folder = Path(tempfile.mkdtemp(prefix=f"{count}-", dir=self._work))
        repository = Repository(folder, count)
        if count <= self._files:
            command = self._dxplan.command(repository.root, None, "validate", "--strict", "--format", "json")
            told = subprocess.run(
                command.arguments,
                cwd=command.folder,
                env=command.environment,
                check=False,
                capture_output=True,
            )
            if told.returncode or json.loads(told.stdout)["problems"]:
                said = (told.stdout + told.stderr)[:2000].decode("utf-8", "replace")
                raise RuntimeError(f"dxplan finds fault with the generated files:\n{said}")
        return repository

    @staticmethod
    def _say(what: str) -> None:
        print(f"measuring {what} …", file=sys.stderr, flush=True)


OF_FILES, OF_HISTORY = ("validate", "changed", "status", "growth"), ("diff", "log", "history-growth")
NAMES = (*OF_FILES, *OF_HISTORY)


def main() -> int:
    """Run the benchmarks that are asked for, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small repositories, to try the script")
    parser.add_argument(
        "--only", action="append", choices=NAMES, metavar="NAME", help=f"one of {', '.join(NAMES)}"
    )
    parser.add_argument(
        "--repeat", type=int, default=3, metavar="N", help="runs of each measurement (default 3)"
    )
    parser.add_argument(
        "--folder", type=Path, help="where to work (default: a temporary folder; needs 700 MB)"
    )
    chosen = parser.parse_args()
    kept = chosen.folder or Path(tempfile.gettempdir()) / "dxplan-benchmarks"
    kept.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="run-", dir=kept) as work:
        dxplan, peers = Dxplan.of_checkout(Path(work) / "package"), Peers(kept / "peers")
        peers.install()
        told = machine(peers.versions())
        files = Benchmarks(Path(work), dxplan, peers, chosen.repeat, quick=chosen.quick)
        history = HistoryBenchmarks(Path(work), dxplan, peers, chosen.repeat, quick=chosen.quick)
        rows: list[Row] = []
        for name in chosen.only or NAMES:
            rows += getattr(files if name in OF_FILES else history, name.replace("-", "_"))()
    parts = [results(rows), files.growth_table, history.growth_table, told]
    text = "\n\n".join(part for part in parts if part)
    print(text)
    if not chosen.quick and not chosen.only:
        print(f"written to {write(text)}", file=sys.stderr)
    return 0 if all(row.reached for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
