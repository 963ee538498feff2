"""Measuring commands from outside: wall time, processor time and peak memory of a child process."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

# Linux tells ru_maxrss in KiB, macOS in bytes.
_PEAK_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Command:
    """A command line, where to run it and with which environment."""

    arguments: Sequence[str]
    folder: Path
    environment: Mapping[str, str]


@dataclass(frozen=True)
class Sample:
    """One run: seconds on the clock, seconds of processor, and the peak of the largest process in bytes."""

    wall: float
    processor: float
    peak: int


@dataclass
class Series:
    """Several runs of the same work."""

    samples: list[Sample] = field(default_factory=list)

    @property
    def best(self) -> float:
        """The shortest wall time: the one that other work on the machine disturbed least."""
        return min(sample.wall for sample in self.samples)

    @property
    def median(self) -> float:
        """The median wall time."""
        return statistics.median(sample.wall for sample in self.samples)

    @property
    def processor(self) -> float:
        """The shortest processor time."""
        return min(sample.processor for sample in self.samples)

    @property
    def peak(self) -> int:
        """The highest peak in bytes."""
        return max(sample.peak for sample in self.samples)

    def run(self, command: Command) -> None:
        """Run once more."""
        self.samples.append(measure(command))


def measure(command: Command) -> Sample:
    """Run a command, which has to succeed, and measure it.

    The peak is that of the largest process among the child and the processes that it waited for; this process must
    stay small, because a child begins with the peak of the process that started it.
    """
    with tempfile.TemporaryFile() as errors:
        begin = time.perf_counter()
        process = subprocess.Popen(
            command.arguments,
            cwd=command.folder,
            env=command.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            said = errors.read(2000).decode("utf-8", "replace")
            raise RuntimeError(f"{' '.join(command.arguments)[:200]}: exit code {process.returncode}\n{said}")
    return Sample(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _PEAK_UNIT)


def take_turns(repeat: int, *contenders: tuple[Series, Command]) -> None:
    """Run contenders in turn, so that what else the machine does falls on all of them alike."""
    for _ in range(repeat):
        for series, command in contenders:
            series.run(command)
