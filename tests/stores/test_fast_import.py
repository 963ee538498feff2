"""Streams for ``git fast-import``, as git itself takes them."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from dxplan.stores.fast_import import NewCommit, NewTag, Person, asked_ids, commit_stream, tag_stream
from tests.harness import Repository

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

ONE, TWO = Person("一ノ瀬 はな", "hana@city.example"), Person("二宮 学", "manabu@city.example")
NOON = 1_648_782_000  # 2022-04-01 12:00 in Japan


def commit(number: int, *files: tuple[str, bytes | None], parents: tuple[int, ...] = ()) -> NewCommit:
    """Return a commit of a minute of its own."""
    when = NOON + 60 * number
    return NewCommit(files, ONE, when, TWO, when + 30, f"{number}番目\n\n詳しいこと", parents)


COMMITS = (
    commit(0, ("a.txt", b"a\n"), ("folder/b.txt", "二\r\n".encode())),
    commit(1, ("a.txt", b"changed\n"), parents=(0,)),
    commit(2, ("folder/c.txt", b""), ("folder/b.txt", None), parents=(0,)),
    commit(3, ("folder/c.txt", b""), ("folder/b.txt", None), parents=(1, 2)),
)


@pytest.fixture
def empty(tmp_path: Path) -> Repository:
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", str(tmp_path)], check=True)
    return Repository(tmp_path)


def imported(repository: Repository, stream: Iterable[bytes]) -> bytes:
    """Run git fast-import and return what it writes."""
    command = ["git", "fast-import", "--quiet"]
    done = subprocess.run(command, cwd=repository.root, input=b"".join(stream), capture_output=True, check=True)  # fmt: skip
    assert done.stderr == b""
    return done.stdout


def test_commits_have_their_parents_people_times_and_messages(empty: Repository) -> None:
    ids = asked_ids(imported(empty, commit_stream(COMMITS, asked=range(4))))
    assert ids[3] == empty.git("rev-parse", "main").strip()
    for number, identifier in enumerate(ids):
        parents = " ".join(ids[parent] for parent in COMMITS[number].parents)
        shown = empty.git("log", "-1", "--format=%P|%an|%ae|%cn|%ad|%cd|%B", "--date=iso-strict", identifier)
        assert shown == (
            f"{parents}|{ONE.name}|{ONE.email}|{TWO.name}|2022-04-01T12:0{number}:00+09:00|"
            f"2022-04-01T12:0{number}:30+09:00|{number}番目\n\n詳しいこと\n\n"
        )


def test_trees_are_those_of_the_first_parent_with_the_changes(empty: Repository) -> None:
    ids = asked_ids(imported(empty, commit_stream(COMMITS, asked=range(4))))
    listed = [empty.git("ls-tree", "-r", "--name-only", each).split() for each in ids]
    assert listed == [
        ["a.txt", "folder/b.txt"],
        ["a.txt", "folder/b.txt"],
        ["a.txt", "folder/c.txt"],
        ["a.txt", "folder/c.txt"],
    ]
    assert empty.git("show", f"{ids[2]}:a.txt") == "a\n"
    assert empty.git("show", f"{ids[3]}:a.txt") == "changed\n"
    show = subprocess.run(["git", "show", f"{ids[0]}:folder/b.txt"], cwd=empty.root, capture_output=True, check=True)  # fmt: skip
    assert show.stdout == "二\r\n".encode()
    empty.git("fsck", "--strict", "--no-dangling")


def test_tags_are_annotated(empty: Repository) -> None:
    ids = asked_ids(imported(empty, commit_stream(COMMITS, "trunk", asked=(3, 0))))
    assert empty.git("rev-parse", "trunk").strip() == ids[0]
    texts = ("題\n\n本文\n", "題だけ")
    tags = [NewTag(f"snapshot/x/{n}", ids[1], TWO, NOON + n, text) for n, text in enumerate(texts)]
    assert imported(empty, tag_stream(tags)) == b""
    for number, text in enumerate(texts):
        raw = empty.git("cat-file", "tag", f"snapshot/x/{number}")
        head = f"object {ids[1]}\ntype commit\ntag snapshot/x/{number}\ntagger {TWO.name} <{TWO.email}> {NOON + number} +0900\n\n"
        assert raw == head + text.rstrip("\n") + "\n"


def test_a_stream_that_ends_early_makes_no_branch(empty: Repository) -> None:
    stream = b"".join(commit_stream(COMMITS)).removesuffix(b"done\n")
    done = subprocess.run(["git", "fast-import", "--quiet"], cwd=empty.root, input=stream, capture_output=True, check=False)  # fmt: skip
    assert done.returncode != 0
    assert empty.git("for-each-ref") == ""


@pytest.mark.parametrize("output", [b"fatal: no\n", b"1234\n", b"g" * 40])
def test_what_is_no_id_is_refused(output: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  (which of the two ways it is said in does not matter)
        asked_ids(output)
