"""Making a repository: its history and its files, whole or not at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from dxplan.errors import DxplanError
from dxplan.stores.fast_import import NewCommit, NewTag, Person
from dxplan.stores.making import make_repository, make_tag
from tests.history import git

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dxplan.stores.git import GitRepository

HANAKO = Person("松江 花子", "hanako@city.example")
WHEN = 1_650_000_000
README = "説明\r\n二行目\n".encode()


def _commit(text: str, *files: tuple[str, bytes | None], parents: tuple[int, ...] = ()) -> NewCommit:
    return NewCommit(files, HANAKO, WHEN, HANAKO, WHEN, f"{text}\n", parents)


COMMITS = (
    _commit("一", ("README.md", README), ("plans/a/plan.yaml", b"schema: 1\n"), (".gitignore", b"beside/\n")),
    _commit("二", ("plans/日本.yaml", "id: 日本\n".encode()), parents=(0,)),
    _commit("三", ("plans/a/plan.yaml", None), parents=(1,)),
)


def _no_tag(_repository: GitRepository, _ids: list[str]) -> None:
    """Make no tag."""


def test_history_files_and_tags(tmp_path: Path) -> None:
    seen: list[str] = []
    made: dict[str, str] = {}

    def tag(repository: GitRepository, ids: list[str]) -> None:
        seen.extend(ids)
        for name, commit in (("first", ids[0]), ("snapshot/a/R4", ids[1])):
            made[name] = make_tag(repository, NewTag(name, commit, HANAKO, WHEN, f"{name}\n"))

    folder = tmp_path / "made"
    make_repository(folder, COMMITS, (0, 2), tag, {"beside/x.json": b"{}\n"})
    assert git(folder, "log", "--reverse", "--format=%s").split() == ["一", "二", "三"]
    assert seen == [git(folder, "rev-parse", name).strip() for name in ("HEAD~2", "HEAD")]
    assert {name: git(folder, "rev-parse", f"refs/tags/{name}").strip() for name in made} == made
    assert git(folder, "cat-file", "tag", "first").splitlines()[:2] == [f"object {seen[0]}", "type commit"]
    assert git(folder, "status", "--porcelain") == ""
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {file for file in files if not file.startswith(".git/")} == {
        "README.md", ".gitignore", "plans/日本.yaml", "beside/x.json",
    }  # fmt: skip
    assert (folder / "README.md").read_bytes() == README
    assert list(tmp_path.iterdir()) == [folder]


def test_the_same_ids_every_time(tmp_path: Path) -> None:
    ids = []
    for name in ("one", "two"):
        make_repository(tmp_path / name, COMMITS, (), _no_tag, {})
        ids.append(git(tmp_path / name, "rev-parse", "HEAD"))
    assert ids[0] == ids[1]


class _Failing:
    """What may go wrong on the way: the history, the tags, or the person's patience."""

    def __init__(self, place: str, error: BaseException) -> None:
        self.place, self.error = place, error

    def commits(self) -> Iterator[NewCommit]:
        yield COMMITS[0]
        if self.place == "commits":
            raise self.error
        yield COMMITS[1]

    def tag(self, _repository: GitRepository, _ids: list[str]) -> None:
        if self.place == "tag":
            raise self.error


@pytest.mark.parametrize("place", ["commits", "tag"])
@pytest.mark.parametrize(
    "error", [KeyboardInterrupt(), OSError(28, "No space left on device"), ValueError("x")]
)
@pytest.mark.parametrize("folder", ["new", "a/b/c", "there/empty", "there/x/y"])
def test_nothing_is_left_behind(tmp_path: Path, place: str, error: BaseException, folder: str) -> None:
    (tmp_path / "there" / "empty").mkdir(parents=True)
    failing = _Failing(place, error)
    with pytest.raises(type(error)):
        make_repository(tmp_path / folder, failing.commits(), (), failing.tag, {})
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")) == [
        "there",
        "there/empty",
    ]


@pytest.mark.parametrize("beside", ["plans/日本.yaml/x", "README.md/x"])
def test_a_file_that_cannot_be_written(tmp_path: Path, beside: str) -> None:
    with pytest.raises(OSError, match=r"README\.md|日本"):
        make_repository(tmp_path / "new", COMMITS, (), _no_tag, {beside: b""})
    assert list(tmp_path.iterdir()) == []


def test_a_history_that_git_refuses(tmp_path: Path) -> None:
    wrong = _commit("四", ("../outside", b""), parents=(0,))
    with pytest.raises(DxplanError) as caught:
        make_repository(tmp_path / "new", [COMMITS[0], wrong], (), _no_tag, {})
    assert caught.value.message.template == "The repository could not be made: {text}"
    assert list(tmp_path.iterdir()) == []


def test_what_somebody_puts_there_meanwhile_stays(tmp_path: Path) -> None:
    target = tmp_path / "a" / "b"

    def tag(_repository: GitRepository, _ids: list[str]) -> None:
        (target / "note.txt").write_bytes(b"mine")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_repository(target, COMMITS, (), tag, {})
    assert [path.name for path in target.iterdir()] == ["note.txt"]


@pytest.mark.parametrize("kind", ["file", "link to a file", "dangling link", "full", "below a file"])
def test_a_place_that_is_taken(tmp_path: Path, kind: str) -> None:
    place = tmp_path / "place"
    match kind:
        case "file" | "below a file":
            place.write_bytes(b"x")
        case "link to a file":
            (tmp_path / "x").write_bytes(b"x")
            place.symlink_to("x")
        case "dangling link":
            place.symlink_to("x")
        case _:
            place.mkdir()
            (place / ".hidden").write_bytes(b"x")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(DxplanError, match="is there already"):
        make_repository(place / "x" if kind == "below a file" else place, COMMITS, (), _no_tag, {})
    assert sorted(tmp_path.rglob("*")) == before


def test_variables_of_another_repository_come_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    make_repository(tmp_path / "new", COMMITS, (), _no_tag, {})
    assert (os.environ["GIT_DIR"], os.environ["GIT_INDEX_FILE"]) == (
        str(tmp_path / "nowhere"),
        str(tmp_path / "index"),
    )
    assert list(tmp_path.iterdir()) == [tmp_path / "new"]


def test_an_unusual_umask_and_name(tmp_path: Path) -> None:
    old = os.umask(0o077)
    try:
        make_repository(tmp_path / "名 前\n", COMMITS, (), _no_tag, {})
    finally:
        os.umask(old)
    found: Any = tmp_path / "名 前\n"
    assert found.stat().st_mode & 0o777 == 0o700
    assert git(found, "status", "--porcelain") == ""
