"""Several histories told as one: newest first by their dates, each commit once, cut off where enough is told."""

from __future__ import annotations

from dxplan.analysis.trail_choice import Choice
from dxplan.analysis.trail_joining import Joined, joined
from dxplan.model.commit import Commit
from dxplan.model.content import Trouble
from dxplan.model.message import message
from dxplan.model.trail import CommitTrail, TrailEntry, TrailRename, TrailTrouble

Part = tuple[list[Commit], list[CommitTrail], Choice]


def _part(plan: str, *days: str) -> Part:
    """Return a history, parents first, of which each commit changes two fields, renames a folder and has a trouble."""
    commits = [Commit(f"{plan}{day}", (), f"2023-01-{day}T09:00:00+09:00", "", "", "") for day in days]
    entries = {
        commit.id: tuple(TrailEntry(commit.id, plan, "a", key, None, 1) for key in ("/x", "/y"))
        for commit in commits
    }
    renames = {commit.id: TrailRename(commit.id, plan, "a", "/x", "/x", "/y") for commit in commits}
    newest = commits[::-1]
    choice = Choice(
        tuple(entry for commit in newest for entry in entries[commit.id]),
        tuple(TrailTrouble(c.id, plan, "a", "path", Trouble("rule", message("text"))) for c in newest),
        tuple(TrailRename(commit.id, plan, None, None, "old", plan) for commit in newest),
    )
    trails = [CommitTrail(commit.id, entries[commit.id], (renames[commit.id],)) for commit in commits]
    return commits, trails, choice


def _order(found: Joined) -> list[str]:
    return list(dict.fromkeys(entry.commit for entry in found.entries))


def test_one_history_is_told_as_it_is() -> None:
    part = _part("a", "01", "03", "02")
    found = joined([part])
    assert found.commits == part[0]
    assert _order(found) == ["a02", "a03", "a01"]
    assert (found.total, len(found.troubles), len(found.renames)) == (6, 3, 6)


def test_several_are_told_by_their_dates() -> None:
    found = joined([_part("a", "01", "04"), _part("b", "02", "03", "05")])
    assert _order(found) == ["b05", "a04", "b03", "b02", "a01"]
    assert [commit.id for commit in found.commits] == ["a01", "b02", "b03", "a04", "b05"]


def test_a_child_comes_before_its_parent_whatever_the_dates_say() -> None:
    found = joined([_part("a", "09", "01"), _part("b", "05")])
    order = _order(found)
    assert order.index("a01") < order.index("a09")
    assert sorted(order) == ["a01", "a09", "b05"]


def test_what_two_parts_share_is_told_once() -> None:
    part = _part("a", "01", "02")
    found = joined([part, (part[0], part[1], Choice())])
    assert [commit.id for commit in found.commits] == ["a01", "a02"]
    assert len(found.renames) == len(set(found.renames)) == 4


def test_nothing_older_than_the_last_entry_is_told() -> None:
    found = joined([_part("a", "01", "03"), _part("b", "02")], limit=3)
    assert [entry.commit for entry in found.entries] == ["a03", "a03", "b02"]
    assert found.total == 6
    assert {commit.id for commit in found.commits} == {"a03", "b02"}
    assert {trouble.commit for trouble in found.troubles} == {"a03", "b02"}
    assert {rename.commit for rename in found.renames} == {"a03", "b02"}
    whole = joined([_part("a", "01", "03"), _part("b", "02")], limit=6)
    assert len(whole.commits) == len(whole.troubles) == 3
