"""The history as git writes it, read back: every shape of history, name and message."""

from __future__ import annotations

from hashlib import sha1
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dxplan.errors import DxplanError
from dxplan.model.commit import FileChange
from dxplan.stores.commits import (
    beginning_with,
    commit_of,
    dated,
    first_day,
    history,
    last_changes,
    last_until,
    plain_offset,
    stands_for,
)  # fmt: skip
from dxplan.stores.git import GitRepository
from dxplan.stores.mounts import Mount
from tests.history import HALF, LATEST, MEETINGS, WINDOW, Past, begin, git, story

if TYPE_CHECKING:
    from collections.abc import Sequence

PLANS = "plans/"
WHO = "A <a@city.example>"


def _blob(content: str) -> str:
    raw = content.encode()
    return sha1(b"blob %d\0" % len(raw) + raw, usedforsecurity=False).hexdigest()


def _mount(folder: Path, cut: str = "", add: str = "") -> Mount:
    found = GitRepository.around(folder)
    assert found is not None
    return Mount(found, cut, add)


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Past:
    """Return the story in a plain repository, to be read only."""
    return story(tmp_path_factory.mktemp("past") / "repository")


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """Return a bare repository without a commit."""
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "made.git")
    return tmp_path / "made.git"


def _import(repository: Path, stream: bytes) -> None:
    git(repository, "fast-import", "--quiet", "--force", stdin=stream)


def _message(raw: bytes) -> bytes:
    return b"data %d\n" % len(raw) + raw + b"\n"


def test_the_story(past: Past) -> None:
    found = history(_mount(past.root), "HEAD", PLANS)
    assert [(commit.id, commit.summary) for commit in found] == [
        (own, text) for text, own in past.commits.items()
    ]
    assert [commit.parents for commit in found] == [(), *((commit.id,) for commit in found[:-1])]
    assert {(commit.author, commit.email) for commit in found} == {("松江 花子", "hanako@city.example")}
    assert (found[1].date, found[3].date) == (HALF, LATEST)
    assert len(found[0].changes) == 4
    assert all(change.old is None and change.new for change in found[0].changes)
    (added,) = found[2].changes
    assert added == FileChange(MEETINGS, None, git(past.root, "rev-parse", f"HEAD:{MEETINGS}").strip())
    (changed,) = found[3].changes
    assert changed == FileChange(
        WINDOW,
        git(past.root, "rev-parse", f"v1:{WINDOW}").strip(),
        git(past.root, "rev-parse", f"HEAD:{WINDOW}").strip(),
    )
    assert history(_mount(past.root), "v1", PLANS) == found[:3]
    assert [commit.summary for commit in history(_mount(past.root), "HEAD", MEETINGS)] == [
        "Enter the meetings"
    ]
    assert history(_mount(past.root), "HEAD", "nowhere/") == []
    with pytest.raises(DxplanError):
        history(_mount(past.root), "nonsense", PLANS)


@pytest.mark.parametrize(
    ("message", "summary"),
    [
        (b"", ""),
        (b"\n\n", ""),
        (b"One line", "One line"),
        (b"Two\nlines\n\nand more", "Two lines"),
        (b":100644 100644 a b M", ":100644 100644 a b M"),
        ("日本語の件名".encode(), "日本語の件名"),
        (b"a\x1b[31mb\x07c\td", "a\x1b[31mb\x07c\td"),
        (b"\x8e\xe6\x91g", "\ufffd\ufffdg"),
        ("a\u2028b\x85c".encode(), "a\u2028b\x85c"),
        (b"%H %x00 --", "%H %x00 --"),
    ],
)
def test_messages(empty: Path, message: bytes, summary: str) -> None:
    tree = b"M 100644 inline plans/a\ndata 1\nx\n"
    head = b"commit refs/heads/main\ncommitter " + WHO.encode() + b" 1 +0900\n"
    _import(
        empty,
        head
        + _message(message)
        + tree
        + head
        + _message(message)
        + head
        + _message(b"last")
        + b"D plans/a\n",
    )
    first, last = history(_mount(empty), "main", PLANS)
    # The one in between touched nothing.
    assert (first.summary, last.summary) == (summary, "last")
    assert (first.changes, last.changes) == (
        (FileChange("plans/a", None, _blob("x")),),
        (FileChange("plans/a", _blob("x"), None),),
    )
    assert last.parents == (first.id,)


def test_names_of_people(empty: Path) -> None:
    stream = b""
    for number, author in enumerate(
        (b"A <a@b>", "山田　太郎 <t@b>".encode(), b"\x8eR\x93c <x@b>", b" <>", b"Old <old@b>")
    ):
        stream += (
            b"commit refs/heads/main\nauthor "
            + author
            + b" 1600000000 -0330\ncommitter C <c@d> 2 +0000\ndata 1\nx\n"
        )
        stream += b"M 100644 inline plans/%d\ndata 1\nx\n" % number
    stream += b"M 100644 inline .mailmap\n" + _message(b"New <new@b> <old@b>\n")
    _import(empty, stream)
    found = history(_mount(empty), "main", PLANS)
    assert [(commit.author, commit.email) for commit in found] == [
        ("A", "a@b"), ("山田　太郎", "t@b"), ("\ufffdR\ufffdc", "x@b"), ("", ""), ("New", "new@b"),
    ]  # fmt: skip
    assert found[0].date == "2020-09-13T08:56:40-03:30"
    git(empty.parent, "clone", "--quiet", str(empty), "clone")
    assert history(_mount(empty.parent / "clone"), "main", PLANS) == found


def test_names_of_files(empty: Path) -> None:
    names = ["a b", "a\tb", 'a"b', "a\\b", "日本語", "-x", ":x", "*", "a\u2028b", "é"]
    stream = f"commit refs/heads/main\ncommitter {WHO} 1 +0000\ndata 0\n".encode()
    for name in names:
        stream += (
            f"M 100644 inline plans/{name}\ndata 1\nx\n".encode()
            if '"' not in name
            else b'M 100644 inline "plans/a\\"b"\ndata 1\nx\n'
        )
    stream += b'M 100644 inline "plans/a\\nb"\ndata 1\nx\n' + b'M 100644 inline "plans/\\203v"\ndata 1\nx\n'
    _import(empty, stream)
    (commit,) = history(_mount(empty), "main", PLANS)
    assert sorted(change.path for change in commit.changes) == sorted(
        [f"plans/{name}" for name in names] + ["plans/a\nb", "plans/\udc83v"]
    )


def test_what_is_no_file_counts_as_not_there(empty: Path) -> None:
    step = f"commit refs/heads/main\ncommitter {WHO} 1 +0000\ndata 1\n"
    stream = "".join(
        (
            step, "1\nM 100644 inline plans/a\ndata 1\nx\nM 120000 inline plans/link\ndata 1\na\nM 160000 ", "ab" * 20, " plans/module\n",
            step, "2\nD plans/a\nM 120000 inline plans/a\ndata 1\nb\n",
            step, "3\nM 160000 ", "cd" * 20, " plans/module\nM 120000 inline plans/link\ndata 1\nc\n",
            step, "4\nD plans/a\nM 100755 inline plans/a\ndata 1\nx\nD plans/link\nM 100644 inline plans/link/in\ndata 1\ny\n",
            step, "5\nM 100644 inline plans/a\ndata 1\nx\n",
        )
    )  # fmt: skip
    _import(empty, stream.encode())
    x, y = _blob("x"), _blob("y")
    assert [(commit.summary, commit.changes) for commit in history(_mount(empty), "main", PLANS)] == [
        ("1", (FileChange("plans/a", None, x),)),
        ("2", (FileChange("plans/a", x, None),)),
        ("3", ()),
        ("4", (FileChange("plans/a", None, x), FileChange("plans/link/in", None, y))),
        ("5", ()),  # only the mode
    ]


def test_a_rename_is_a_deletion_and_an_addition(past: Past, tmp_path: Path) -> None:
    copy = past.copy(tmp_path / "copy")
    git(copy.root, "mv", WINDOW, WINDOW.replace("chat-window", "talk"))
    git(copy.root, "config", "diff.renames", "copies")
    copy.record("Rename")
    assert {
        (change.path, change.old is None, change.new is None)
        for change in history(_mount(copy.root), "HEAD", PLANS)[-1].changes
    } == {
        (WINDOW, False, True),
        (WINDOW.replace("chat-window", "talk"), True, False),
    }


def test_where_plans_are_not_at_the_top(tmp_path: Path) -> None:
    (tmp_path / "city").mkdir()
    above = story(tmp_path / "city" / "dx", "..")
    below = story(tmp_path / "below", "plans")
    (tmp_path / "city" / "other").write_text("x", encoding="utf-8")
    above.record("Not of the plans")
    one = history(_mount(tmp_path / "city", "plans/", "dx/plans/"), "HEAD", PLANS)
    two = history(_mount(below.top, "plans/"), "HEAD", PLANS)
    assert [(commit.summary, commit.changes) for commit in one] == [
        (commit.summary, commit.changes) for commit in two
    ]
    assert [commit.summary for commit in history(_mount(below.top, "plans/"), "HEAD", WINDOW)] == [
        "Enter the plan", "Shorten a title",
    ]  # fmt: skip


State = dict[str, str]
PATHS = ("plans/a", "plans/b/c", "else")


@st.composite
def _dags(draw: st.DrawFn) -> list[tuple[tuple[int, ...], State]]:
    """Draw commits: the numbers of their parents, and all files that they hold."""
    commits: list[tuple[tuple[int, ...], State]] = []
    states = st.dictionaries(st.sampled_from(PATHS), st.sampled_from(("x", "y", "z")), max_size=3)
    for number in range(draw(st.integers(1, 9))):
        count = min(number, draw(st.sampled_from((0, 1, 1, 1, 2, 2, 3))))
        parents = (
            draw(
                st.lists(
                    st.integers(max(0, number - 4), number - 1), min_size=count, max_size=count, unique=True
                )
            )
            if count
            else []
        )
        inherited = draw(st.booleans()) and parents
        commits.append((tuple(parents), dict(commits[parents[0]][1]) if inherited else draw(states)))
    return commits


def _stream(commits: Sequence[tuple[tuple[int, ...], State]]) -> bytes:
    lines: list[str] = []
    for number, (parents, files) in enumerate(commits):
        lines.append(
            f"reset refs/heads/b{number}\ncommit refs/heads/b{number}\nmark :{number + 1}\ncommitter {WHO} {1000 - number} +0000\n"
        )
        lines.append(f"data {len(str(number))}\n{number}\n")
        lines += [f"{'merge' if index else 'from'} :{parent + 1}\n" for index, parent in enumerate(parents)]
        lines.append("deleteall\n")
        lines += [f"M 100644 inline {path}\ndata 1\n{content}\n" for path, content in files.items()]
    return "".join(lines).encode()


@settings(max_examples=40)
@given(_dags())
def test_changes_lead_from_the_first_parent_that_is_listed(
    commits: list[tuple[tuple[int, ...], State]],
) -> None:
    """Whatever commits git leaves out, the states of the others can be told from what is listed."""
    with TemporaryDirectory() as folder:
        git(Path(folder), "init", "--quiet", "--bare")
        _import(Path(folder), _stream(commits))
        found = history(_mount(Path(folder)), f"b{len(commits) - 1}", PLANS)
    states: dict[str, State] = {}
    plans = [{path: _blob(text) for path, text in files.items() if path != "else"} for _, files in commits]
    for commit in found:
        assert all(parent in states for parent in commit.parents)  # parents come first
        state = dict(states[commit.parents[0]]) if commit.parents else {}
        for change in commit.changes:
            assert state.get(change.path) == change.old
            if change.new is None:
                del state[change.path]
            else:
                state[change.path] = change.new
        assert state == plans[int(commit.summary)]
        states[commit.id] = state
    # Whoever changed something against all parents is listed.
    listed = {int(commit.summary) for commit in found}
    reached, todo = set(), [len(commits) - 1]
    while todo:
        number = todo.pop()
        if number not in reached:
            reached.add(number)
            todo += commits[number][0]
    for number in reached:
        befores = [plans[parent] for parent in commits[number][0]] or [{}]
        if all(before != plans[number] for before in befores):
            assert number in listed


def test_the_last_changes_of_a_file(past: Past) -> None:
    mount = _mount(past.root)
    assert [(change.commit, change.date, change.author, change.summary) for change in last_changes(mount, "HEAD", WINDOW, 5)] == [
        (past.commits["Shorten a title"], LATEST, "松江 花子", "Shorten a title"),
        (past.commits["Enter the plan"], "2022-04-01T09:00:00+09:00", "松江 花子", "Enter the plan"),
    ]  # fmt: skip
    assert len(last_changes(mount, "HEAD", WINDOW, 1)) == 1
    assert last_changes(mount, "HEAD", "plans/nowhere", 5) == []


def test_single_commits(past: Past) -> None:
    repository = _mount(past.root).repository
    half = past.commits["Close the first half"]
    for name in (half, half[:10], "snapshot/minato/R4-H1", "HEAD~2", ":/Close"):
        assert commit_of(repository, name) == (half, HALF)
    for name in ("nonsense", "HEAD:plans", "^HEAD", "HEAD..v1", "-x", "--all", "0" * 40, "HEAD~9"):
        assert commit_of(repository, name) is None
    assert dated(repository, half) == (half, HALF)
    assert dated(repository, "0" * 40) is None
    assert stands_for(repository, "HEAD:plans")
    assert not stands_for(repository, "nonsense")
    assert half in beginning_with(repository, half[:4])
    assert beginning_with(repository, "0000") == []
    assert first_day(repository, "HEAD") == "2022-04-01T09:00:00+09:00"


def test_the_last_commit_up_to_a_moment(tmp_path: Path) -> None:
    past = begin(tmp_path / "past")
    moments = (0, 1, 2**31 - 1, 2**31, 2**32, 2**32 + 10)
    ids = [past.record(str(moment), f"@{moment} +0000") for moment in moments]
    repository = _mount(past.root).repository
    assert last_until(repository, "HEAD", -1) is None
    for index, moment in enumerate(moments):
        assert last_until(repository, "HEAD", moment) == ids[index]
        if moment:
            assert last_until(repository, "HEAD", moment - 1) == ids[index - 1]
    assert last_until(repository, "HEAD", 2**38) == ids[-1]


def test_utc_is_written_in_one_way() -> None:
    assert plain_offset("2023-04-10T00:00:00Z") == "2023-04-10T00:00:00+00:00"
    assert plain_offset("2023-04-10T00:00:00+00:00") == "2023-04-10T00:00:00+00:00"
    assert plain_offset("2023-04-10T00:00:00-03:30") == "2023-04-10T00:00:00-03:30"
