"""Running git: what it is told, what it may say, and what is made of its failures; repositories are in other tests."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from dxplan.errors import DxplanError
from dxplan.stores.git import GitRepository
from dxplan.stores.git_trouble import DAMAGED, PARTIAL
from tests.history import Past, git, story

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Past:
    """Return the story in a plain repository, to be read only."""
    return story(tmp_path_factory.mktemp("past") / "repository")


def _repository(folder: Path) -> GitRepository:
    found = GitRepository.around(folder)
    assert found is not None
    return found


def test_where_it_is(past: Past, tmp_path: Path) -> None:
    found = _repository(past.root / "plans" / "minato")
    assert (found.folder, found.top, found.shared) == (past.root / ".git", past.root, past.root / ".git")
    git(past.root, "worktree", "add", "--quiet", str(tmp_path / "linked"), "feature")
    linked = _repository(tmp_path / "linked" / "plans")
    assert linked.top == tmp_path / "linked"
    assert linked.shared.samefile(past.root / ".git")
    git(past.root, "worktree", "remove", str(tmp_path / "linked"))
    assert GitRepository.around(tmp_path) is None
    assert GitRepository.around(tmp_path / "gone") is None


def test_whole_shallow_and_partial(past: Past, tmp_path: Path) -> None:
    whole = _repository(past.root)
    assert (whole.cut, whole.is_shallow, whole.is_partial) == ((), False, False)
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{past.root}", "shallow")
    shallow = _repository(tmp_path / "shallow")
    assert (shallow.cut, shallow.is_shallow) == ((past.commits["Shorten a title"].encode(),), True)
    git(past.root, "-c", "uploadpack.allowFilter=true", "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", "--bare", "--filter=blob:none", f"file://{past.root}", "partial")
    partial = _repository(tmp_path / "partial")
    assert (partial.top, partial.is_shallow, partial.is_partial) == (None, False, True)


def test_questions_and_orders(past: Past) -> None:
    repository = _repository(past.root)
    assert repository.read("rev-parse", "HEAD").strip().decode() == past.commits["Shorten a title"]
    assert (
        repository.ask("rev-parse", "--verify", "--quiet", "v1^{commit}")
        == past.commits["Enter the meetings"]
    )
    assert repository.ask("rev-parse", "--verify", "--quiet", "nonsense") == ""
    with pytest.raises(DxplanError) as raised:
        repository.read("rev-parse", "--verify", "nonsense")
    assert raised.value.message.values == (("reason", "Needed a single revision"),)
    assert repository.feed([b"HEAD\n", b"nonsense\n"], "cat-file", "--batch-check=%(objecttype)") == (
        b"commit\nnonsense missing\n"
    )
    with pytest.raises(DxplanError):
        repository.feed([b"x" * 100_000] * 50, "cat-file", "--nonsense")


def test_the_paths_that_git_is_given_are_no_patterns(past: Past, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GIT_GLOB_PATHSPECS", "GIT_ICASE_PATHSPECS"):
        monkeypatch.setenv(name, "1")
    repository = _repository(past.root)
    assert repository.read("ls-tree", "-r", "--name-only", "HEAD", "--", "plans/*") == b""
    assert repository.read("ls-tree", "-r", "--name-only", "HEAD", "--", "PLANS") == b""


def test_whoever_leaves_early_ends_it(past: Past) -> None:
    repository = _repository(past.root)
    with repository.talk("cat-file", "--batch") as running:
        running.stdin.write(b"HEAD\n" * 10)
        running.stdin.flush()
        assert running.stdout.readline().split()[1] == b"commit"
    assert running.stdin.closed
    assert running.stdout.closed
    assert running.end() != 0
    with pytest.raises(ZeroDivisionError), repository.talk("cat-file", "--batch") as running:
        raise ZeroDivisionError
    assert running.end() != 0


def test_what_git_complains_of_beside(past: Past) -> None:
    with _repository(past.root).talk("log", "nonsense", "--") as running:
        assert running.stdout.read() == b""
        assert running.end() == 128
        assert running.complaint() == "fatal: bad revision 'nonsense'\n"


@pytest.mark.parametrize(
    ("configured", "cure"), [("", DAMAGED), ('[remote "origin"]\n\tpromisor = true\n', PARTIAL)]
)
def test_what_cures_a_missing_object(past: Past, tmp_path: Path, configured: str, cure: object) -> None:
    copy = past.copy(tmp_path / "copy")
    latest = past.commits["Shorten a title"]
    (copy.root / ".git" / "objects" / latest[:2] / latest[2:]).unlink()
    with (copy.root / ".git" / "config").open("a", encoding="utf-8") as file:
        file.write(configured)
    with pytest.raises(DxplanError) as raised:
        _repository(copy.root).read("log", "HEAD")
    assert raised.value.hint == cure


def test_it_does_not_depend_on_where_one_works(
    past: Past, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = _repository(past.root)
    monkeypatch.chdir(tmp_path)
    assert repository.ask("rev-parse", "HEAD") == past.commits["Shorten a title"]
    monkeypatch.setenv("GIT_COMMON_DIR", str(tmp_path))
    assert repository.ask("rev-parse", "HEAD") == past.commits["Shorten a title"]


def test_it_speaks_english(past: Past, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANG", "LC_ALL", "LANGUAGE"):
        monkeypatch.setenv(name, "ja_JP.UTF-8")
    with pytest.raises(DxplanError) as raised:
        _repository(past.root).read("log", "nonsense", "--")
    assert raised.value.message.values == (("reason", "bad revision 'nonsense'"),)
    assert os.environ["LANG"] == "ja_JP.UTF-8"
