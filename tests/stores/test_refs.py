"""Tags and branches: all at once, whatever they are called and wherever they lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dxplan.stores.git import GitRepository
from dxplan.stores.refs import Refs
from tests.history import HALF, LATEST, PLAN, Past, git, story

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def past(tmp_path: Path) -> Past:
    """Return the story, to be changed."""
    return story(tmp_path / "past")


def _refs(past: Past) -> Refs:
    found = GitRepository.around(past.root)
    assert found is not None
    return Refs(found)


def test_the_story(past: Past) -> None:
    refs = _refs(past)
    assert list(refs.all) == [
        "refs/heads/feature",
        "refs/heads/main",
        "refs/tags/snapshot/minato/R4-H1",
        "refs/tags/v1",
    ]
    assert [ref.short for ref in refs.all.values()] == ["feature", "main", "snapshot/minato/R4-H1", "v1"]
    assert [ref.name for ref in refs.tags] == ["refs/tags/snapshot/minato/R4-H1", "refs/tags/v1"]
    main, tag = refs.all["refs/heads/main"], refs.all["refs/tags/snapshot/minato/R4-H1"]
    latest, half = past.commits["Shorten a title"], past.commits["Close the first half"]
    assert (main.kind, main.object, main.commit, main.date) == ("commit", latest, latest, LATEST)
    assert (tag.kind, tag.commit, tag.date) == ("tag", half, HALF)
    assert tag.object == git(past.root, "rev-parse", "snapshot/minato/R4-H1").strip() != half


def test_no_refs(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    found = GitRepository.around(tmp_path)
    assert found is not None
    assert (Refs(found).all, Refs(found).tags, Refs(found).named("HEAD")) == ({}, [], None)


def test_the_order_of_names(past: Past) -> None:
    git(past.root, "tag", "feature", "HEAD")
    git(past.root, "update-ref", "refs/remotes/origin/v1", "HEAD")
    git(past.root, "update-ref", "refs/remotes/origin/other", "HEAD")
    git(past.root, "update-ref", "refs/stash", "HEAD")
    refs = _refs(past)

    def named(text: str) -> str | None:
        found = refs.named(text)
        return found.name if found else None

    assert {text: named(text) for text in ("feature", "heads/feature", "refs/heads/feature", "v1", "origin/v1", "origin/other", "stash", "")} == {
        "feature": "refs/tags/feature", "heads/feature": "refs/heads/feature", "refs/heads/feature": "refs/heads/feature",
        "v1": "refs/tags/v1", "origin/v1": "refs/remotes/origin/v1", "origin/other": "refs/remotes/origin/other",
        "stash": None, "": None,
    }  # fmt: skip


def test_where_tags_lead(past: Past) -> None:
    git(past.root, "tag", "tree", "HEAD^{tree}")
    git(past.root, "tag", "-a", "-m", "x", "blob", f"HEAD:{PLAN}")
    git(past.root, "tag", "-a", "-m", "x", "twice", "snapshot/minato/R4-H1")
    git(past.root, "tag", "-a", "-m", "x", "thrice", "twice")
    git(past.root, "tag", "-a", "-m", "x", "far", "tree")
    refs = _refs(past)
    half = past.commits["Close the first half"]
    for name in ("twice", "thrice"):
        ref = refs.all[f"refs/tags/{name}"]
        assert (ref.kind, ref.commit, ref.date) == ("tag", half, HALF)
    for name, kind in (("tree", "tree"), ("blob", "tag"), ("far", "tag")):
        ref = refs.all[f"refs/tags/{name}"]
        assert (ref.kind, ref.commit, ref.date) == (kind, None, None)


@pytest.mark.parametrize(
    "moment", ["@1600000000 +0000", "@1600000000 -0330", "@0 +0900", "@1600000000 +1400"]
)
def test_dates_are_the_same_however_they_were_found(past: Past, moment: str) -> None:
    past.record("Then", moment)
    git(past.root, "tag", "-a", "-m", "x", "one", "HEAD")
    git(past.root, "tag", "-a", "-m", "x", "two", "one")
    refs = _refs(past)
    assert (
        refs.all["refs/tags/two"].date == refs.all["refs/tags/one"].date == refs.all["refs/heads/main"].date
    )


def test_a_missing_object_hides_no_other_ref(past: Past) -> None:
    whole = _refs(past).all
    latest = past.commits["Shorten a title"]
    (past.root / ".git" / "objects" / latest[:2] / latest[2:]).unlink()
    refs = _refs(past)
    assert list(refs.all) == list(whole)
    assert (refs.all["refs/heads/main"].object, refs.all["refs/heads/main"].commit) == (latest, None)
    for name in ("refs/heads/feature", "refs/tags/v1", "refs/tags/snapshot/minato/R4-H1"):
        assert (refs.all[name].commit, refs.all[name].date) == (whole[name].commit, whole[name].date)


def test_names_with_odd_characters(past: Past) -> None:
    names = ["版/一", "a\u2028b", "a\u0085b", "a'b", 'a"b', "a$b", "a%00b", "-x", "é", "a|b"]
    for name in names:
        git(past.root, "update-ref", f"refs/tags/odd/{name}", "HEAD")
    refs = _refs(past)
    assert {ref.short for ref in refs.tags} >= {f"odd/{name}" for name in names}
    for name in names:
        found = refs.named(f"odd/{name}")
        assert found is not None
        assert found.commit == past.commits["Shorten a title"]
