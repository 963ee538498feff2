"""Larger samples: as many initiatives and commits as asked for, valid, and the same everywhere."""

from __future__ import annotations

from datetime import date
from itertools import islice, pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxplan.analysis.demo.chance import Chance
from dxplan.analysis.demo.larger import MOST_INITIATIVES, larger
from dxplan.analysis.demo.larger_edits import edit
from dxplan.analysis.demo.larger_initiative import larger_initiative
from dxplan.analysis.demo.yaml_text import yaml_text
from dxplan.stores.schemas import verdict
from dxplan.stores.yaml_exact import parse_exact
from dxplan.stores.yaml_fast import parse_fast
from tests.analysis.demo_making import Made, japanese_time, make, trees, write_files
from tests.commands.running import inside

if TYPE_CHECKING:
    from pathlib import Path

COUNT, COMMITS, EDITS = 60, 160, 5
TIP = "b223813defaee50fd20abecef3a90003988c8efd"
SNAPSHOTS = ("2071a4ba171865fec387602243ea733ebec29683", TIP)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("larger") / "repository", larger(COUNT, COMMITS, EDITS))


def test_ids_are_the_same_everywhere(made: Made) -> None:
    assert (made.tip, made.snapshots) == (TIP, SNAPSHOTS)


def test_there_is_as_much_as_asked_for(made: Made) -> None:
    git = made.repository.git
    assert git("rev-list", "--count", "main") == f"{COMMITS}\n"
    assert len(git("ls-tree", "--name-only", "main", "plans/asahino/initiatives/").splitlines()) == COUNT
    merges = git("log", "main", "--merges", "--format=%H").splitlines()
    assert len(merges) == 3
    plain = git("log", "main", "--no-merges", "--skip=1", "-1", "--name-only", "--format=").splitlines()
    assert len(plain) <= EDITS
    git("fsck", "--strict", "--no-dangling")


def test_both_sides_of_a_merge_touch_files_of_their_own() -> None:
    commits = list(larger(COUNT, COMMITS, EDITS).commits)
    merges = [commit for commit in commits if len(commit.parents) > 1]
    for merge in merges:
        ours, theirs = (commits[parent] for parent in merge.parents)
        assert ours.parents == theirs.parents
        assert not {path for path, _ in ours.files} & {path for path, _ in theirs.files}
        assert merge.files == theirs.files


@pytest.mark.parametrize(("place", "day"), [(0, "2022-10-04"), (-1, "2024-04-10")])
def test_both_ends_have_no_problem(place: int, day: str, tmp_path: Path) -> None:
    write_files(tmp_path, trees(larger(COUNT, COMMITS, EDITS).commits)[place].items())
    run = inside(tmp_path, "validate", "--strict", "--today", day)
    assert run.code == 0, run.text


def test_snapshots_hold_the_files_of_their_commits() -> None:
    history = larger(COUNT, COMMITS, EDITS)
    states = trees(history.commits)
    assert [(each.period, each.commit) for each in history.snapshots] == [("R4-H1", 0), ("R5", COMMITS - 1)]
    for snapshot in history.snapshots:
        files = states[snapshot.commit].items()
        assert snapshot.files == {path: content for path, content in files if path.startswith("plans/")}


def test_the_first_initiatives_of_a_large_one_are_those_of_a_small_one() -> None:
    small, large = (next(iter(larger(count, 1).commits)) for count in (3, 9))
    assert dict(small.files).items() < dict(large.files).items()


def test_commits_are_made_while_they_are_read() -> None:
    history = larger(3, 10**9)
    assert len(list(islice(history.commits, 5))) == 5
    assert len(history.snapshots) == 1


def test_times_go_on_in_office_hours() -> None:
    commits = list(larger(2, 3000, 1).commits)
    assert all(earlier.committed < later.committed for earlier, later in pairwise(commits))
    times = [japanese_time(commit.committed) for commit in commits]
    assert all(time.isoweekday() < 6 and "08:30" <= time.strftime("%H:%M") <= "17:15" for time in times)
    assert (times[0].date(), times[-1].date()) == (date(2022, 10, 3), date(2024, 4, 9))


@pytest.mark.parametrize(("initiatives", "commits"), [(1, 1), (1, 2), (2, 51), (2, 52), (2, 53), (2, 54)])
def test_small_ones_come_out_whole(initiatives: int, commits: int, tmp_path: Path) -> None:
    made = make(tmp_path / "repository", larger(initiatives, commits, 3))
    assert made.repository.git("rev-list", "--count", "main") == f"{commits}\n"
    assert made.snapshots[1] == made.tip


@given(st.integers(0, MOST_INITIATIVES - 1), st.integers(0, 10**6))
def test_initiatives_stay_valid_whatever_is_changed(index: int, seed: int) -> None:
    data = larger_initiative(index)
    chance = Chance(seed)
    days = (date(2022, 10, 3), date(2023, 1, 20), date(2023, 6, 1), date(2024, 4, 9))
    for day in days * 4:
        edit(data, day, chance)
    text = yaml_text(data)
    assert parse_fast(text) == data == parse_exact(text).data
    assert verdict("initiative")(data)


def test_the_greatest_number_of_initiatives_is_what_can_be_numbered() -> None:
    assert verdict("initiative")(larger_initiative(MOST_INITIATIVES - 1))
    assert not verdict("initiative")(larger_initiative(MOST_INITIATIVES))


def test_sizes_are_those_of_real_files() -> None:
    sizes = [len(yaml_text(larger_initiative(index)).encode()) for index in range(300)]
    assert min(sizes) > 800
    assert 1500 < sum(sizes) / len(sizes) < 2500
    assert max(sizes) < 4000


def test_chance_falls_the_same_way_for_the_same_seed() -> None:
    assert [Chance(7).below(1000) for _ in range(2)] == [323, 323]
    assert Chance(7).some("abcdef", 3) == Chance(7).some("abcdef", 3)
    assert sorted(Chance(1).some("abc", 3)) == ["a", "b", "c"]
    draws = Chance(3)
    assert {draws.between(2, 4) for _ in range(100)} == {2, 3, 4}
