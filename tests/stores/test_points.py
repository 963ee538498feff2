"""Points found in a repository; what users see of it is in ``tests/commands/test_at.py``."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxplan.errors import DxplanError, NotFoundError
from dxplan.model.plan import Plan, SnapshotEntry
from dxplan.model.point import Point, PointKind
from dxplan.stores.cache import Cache
from dxplan.stores.loading import Loader
from dxplan.stores.mounts import find_mounts
from dxplan.stores.points import PointFinder, _end_of, day_of, is_date, period_of, recorded_as, snapshot_owner
from dxplan.stores.worktree import WorkTree
from tests.history import ENTERED, HALF, LATEST, OCTOBER, Past, git, story

if TYPE_CHECKING:
    from pathlib import Path

    from dxplan.model.period import Period


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Past:
    """Return the story in a plain repository, to be read only."""
    return story(tmp_path_factory.mktemp("past") / "repository")


@pytest.fixture
def plan(past: Past) -> Plan:
    """Return the plan of the story."""
    return Loader(WorkTree(past.root), Cache(None)).plan("minato")


def _finder(past: Past) -> PointFinder:
    return PointFinder(find_mounts(past.root, [])[None])


def _with(plan: Plan, *entries: tuple[str, str, str | None]) -> Plan:
    snapshots = tuple(SnapshotEntry(period, commit, name) for period, commit, name in entries)
    return msgspec.structs.replace(plan, snapshots=snapshots)


def _period(text: str) -> Period:
    found = period_of(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("refs/tags/snapshot/minato/R4-H1", "minato"),
        ("refs/tags/snapshot/日本/R4", "日本"),
        ("refs/tags/snapshot/R4", None),
        ("refs/tags/v1", None),
        ("refs/heads/snapshot/minato/R4", None),
        (None, None),
    ],
)
def test_to_whom_a_snapshot_belongs(text: str | None, owner: str | None) -> None:
    assert snapshot_owner(text) == owner


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("2022-09-30", True),
        ("２０２２-０９-３０", True),
        (" 2022-09-30", True),
        ("2022-02-30", True),
        ("2022-9-30", False),
        ("2022", False),
        ("R4", False),
        ("", False),
    ],
)
def test_what_is_a_date(text: str, *, known: bool) -> None:
    assert is_date(text) == known


def test_a_period_is_found_by_its_tag_its_entry_or_its_last_day(past: Past, plan: Plan) -> None:
    finder = _finder(past)
    ids = list(past.commits.values())
    recorded = _with(plan, ("R4-H1", ids[0], None), ("R4", ids[0], "案"), ("FY2022", ids[1], "策定"))
    half = finder.period("R4-H1", _period("R4-H1"), "minato", recorded)
    assert half == Point(
        "R4-H1", PointKind.TAG, ids[1], HALF, "refs/tags/snapshot/minato/R4-H1", "2022-09-30"
    )
    assert finder.period("R4", _period("R4"), "minato", recorded) == Point(
        "R4", PointKind.SNAPSHOT, ids[1], HALF, None, "2023-03-31"
    )
    assert finder.period("R4", _period("R4"), "minato", None) == Point(
        "R4", PointKind.DATE, ids[2], OCTOBER, None, "2023-03-31"
    )
    # The tag of one plan is none of another's.
    assert finder.period("R4-H1", _period("R4-H1"), "kita", None).kind is PointKind.DATE
    assert finder.notes == []


def test_what_is_no_period(past: Past, plan: Plan) -> None:
    finder = _finder(past)
    ids = list(past.commits.values())
    recorded = _with(plan, ("R4", ids[0], "案"), ("R5", ids[1], "案"), ("R5", ids[2], "v1"))
    assert finder.head() == Point("HEAD", PointKind.COMMIT, ids[3], LATEST, None, "2023-04-10")
    assert finder.find("v1", recorded).ref == "refs/tags/v1"
    assert finder.find("案", recorded) == Point("案", PointKind.SNAPSHOT, ids[1], HALF, None, "2022-09-30")
    assert recorded_as("案", recorded) == recorded.snapshots[1]
    assert recorded_as("案", None) is None
    assert finder.find("feature", plan) == Point(
        "feature", PointKind.COMMIT, ids[2], OCTOBER, "refs/heads/feature", "2022-10-01"
    )
    assert finder.find("snapshot/minato/R4-H1").day == "2022-09-30"
    for unknown in ("案", "nonsense", "", "x" * 2000, "0" * 40):
        with pytest.raises(NotFoundError):
            finder.find(unknown, plan)


@pytest.mark.parametrize(
    ("zone", "day", "moment"),
    [
        ("Asia/Tokyo", "2022-09-30", HALF),
        ("Asia/Tokyo", "2022-10-01", OCTOBER),
        ("Asia/Tokyo", "2022-09-29", ENTERED),
        ("UTC", "2022-09-30", OCTOBER),
        ("UTC", "2022-09-29", ENTERED),
        ("America/New_York", "2022-09-30", OCTOBER),
        ("Pacific/Kiritimati", "2022-09-30", ENTERED),
        ("Pacific/Kiritimati", "2022-10-01", OCTOBER),
    ],
)
def test_a_day_ends_in_the_plan_s_time_zone(past: Past, plan: Plan, zone: str, day: str, moment: str) -> None:
    local = msgspec.structs.replace(plan, timezone=zone)
    point = _finder(past).find(day, local)
    assert (point.kind, point.date, point.day) == (PointKind.DATE, moment, day)


def test_a_time_zone_that_nobody_knows(past: Past, plan: Plan) -> None:
    odd = msgspec.structs.replace(plan, timezone="Mars/Olympus")
    with pytest.raises(DxplanError, match="time zone"):
        _finder(past).find("2022-09-30", odd)
    assert _finder(past).find("HEAD", odd).day is None


@given(
    st.dates(),
    st.sampled_from(
        ["Asia/Tokyo", "UTC", "America/New_York", "Europe/Berlin", "Pacific/Apia", "Australia/Lord_Howe"]
    ),
)
def test_the_last_second_of_a_day_belongs_to_it(day: date, zone: str) -> None:
    from datetime import UTC, datetime  # noqa: PLC0415

    end = _end_of(day, zone)
    if date(1, 1, 2) < day < date(9999, 12, 30):
        assert day_of(datetime.fromtimestamp(end, UTC).isoformat(), zone) == day.isoformat()
        assert (day_of(datetime.fromtimestamp(end + 1, UTC).isoformat(), zone) or "") > day.isoformat()


@pytest.mark.parametrize(
    "moment", ["", "nonsense", "10889-08-02T05:31:50+00:00", "0001-01-01T00:00:00+14:00"]
)
def test_a_moment_that_no_calendar_has(moment: str) -> None:
    assert day_of(moment, "Asia/Tokyo") in {None, "0001-01-01"}


def test_a_tag_of_the_name_of_a_period_is_told_once(past: Past, tmp_path: Path) -> None:
    copy = past.copy(tmp_path / "copy")
    git(copy.root, "tag", "R5")
    finder = _finder(copy)
    for _ in range(2):
        finder.period("R5", _period("R5"), "minato", None)
    assert [note.template for note in finder.notes] == [
        "“{point}” is read as a period; the tag or branch of that name is {ref}."
    ]


def test_snapshots_are_in_the_order_of_time(past: Past, tmp_path: Path) -> None:
    copy = past.copy(tmp_path / "copy")
    for name in ("R5", "R4", "R4通期", "R4-Q4", "H31", "draft", "R4-X"):
        git(copy.root, "tag", f"snapshot/minato/{name}")
    git(copy.root, "tag", "snapshot/minato/deep/R6")
    git(copy.root, "tag", "snapshot/kita/R6")
    assert [ref.short.rpartition("/")[2] for _, ref in _finder(copy).snapshot_tags("minato")] == [
        "H31", "R4-H1", "R4-Q4", "R4", "R4通期", "R5",
    ]  # fmt: skip
