"""Lines of the table from measured series: what they are compared with, and by which number they are judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from table import MEGABYTE, Row

if TYPE_CHECKING:
    from measuring import Series

PEAK_MEGABYTES = 600
GROWTH = 1.25


@dataclass(frozen=True)
class Share:
    """A part of a yardstick: so many times the work of that name."""

    factor: float
    name: str
    series: Series

    def __str__(self) -> str:
        """Return its name and its own time."""
        times = "" if self.factor == 1 else f"{self.factor:g} × "
        return f"{times}{self.name} ({seconds(self.series.best)})"


@dataclass(frozen=True)
class Yardstick:
    """What is compared with: one work, or the sum of several."""

    shares: tuple[Share, ...]

    @classmethod
    def of(cls, name: str, series: Series) -> Yardstick:
        """Return a yardstick that is one work."""
        return cls((Share(1, name, series),))

    @property
    def best(self) -> float:
        """Seconds from the best runs."""
        return sum(share.factor * share.series.best for share in self.shares)

    @property
    def median(self) -> float:
        """Seconds from the median runs."""
        return sum(share.factor * share.series.median for share in self.shares)

    def __str__(self) -> str:
        """Return what the cell says."""
        if len(self.shares) == 1 and self.shares[0].factor == 1:
            return f"{self.shares[0].name}: {seconds(self.best)}"
        return f"{' + '.join(map(str, self.shares))}: {seconds(self.best)}"


def time_row(work: str, ours: Series, yardstick: Yardstick, bound: float | None) -> Row:
    """Hold a work against a yardstick; without a bound the line only informs."""
    ratio, median = ours.best / yardstick.best, ours.median / yardstick.median
    return Row(work, seconds(ours.best), str(yardstick), ratio, bound, median)


def above_row(work: str, ours: Series, yardstick: Yardstick, bound: float) -> Row:
    """Hold against a bound by how many seconds a work takes longer than a yardstick."""
    above, median = ours.best - yardstick.best, ours.median - yardstick.median
    return Row(work, seconds(ours.best), f"above {yardstick}", above, bound, median, " s")


def memory_row(work: str, series: Series) -> Row:
    """Hold the peak of a work against the bound of all of them."""
    peak = series.peak / MEGABYTE
    return Row(f"Peak memory, {work}", f"{peak:.0f} MB", "", peak, PEAK_MEGABYTES, unit=" MB")


def growth_row(work: str, late: float, early: float, compared: str) -> Row:
    """Hold the seconds that each further thing takes in a large repository against those in a small one."""
    return Row(work, _micro(late), f"{compared}: {_micro(early)}", late / early, GROWTH)


def cell(series: Series) -> str:
    """Return time, processor time and peak memory for a table of growth."""
    return f"{seconds(series.best)} ({seconds(series.processor)}), {series.peak / MEGABYTE:.0f} MB"


def seconds(value: float) -> str:
    """Return a time in the unit that fits it."""
    return f"{value * 1000:.0f} ms" if value < 1 else f"{value:.2f} s"


def _micro(value: float) -> str:
    return f"{value * 1e6:.0f} µs"
