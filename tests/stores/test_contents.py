"""What files say at any moment: parsed once in the life of a repository, migrated, and never wrong."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from dxplan.errors import DxplanError
from dxplan.model import migration
from dxplan.model.content import Content, Trouble
from dxplan.stores import cache as cache_module
from dxplan.stores.cache import Cache
from dxplan.stores.commits import history
from dxplan.stores.contents import Contents, kind_of, trouble_of, unpacked
from dxplan.stores.documents import parse_document
from dxplan.stores.mounts import Mount, find_mounts
from dxplan.stores.revision import Revision
from dxplan.stores.worktree import WorkTree
from tests.history import FOLDER, FORMS, PLAN, READERS, WINDOW, Past, git, story

if TYPE_CHECKING:
    from pathlib import Path

NEWER = "The file follows version {version} of the schema, which this dxplan does not know."


@pytest.fixture
def past(tmp_path: Path) -> Past:
    """Return the story, to be changed."""
    return story(tmp_path / "past")


def _mount(past: Past) -> Mount:
    return find_mounts(past.root, [])[None]


def _revision(past: Past, commit: str = "HEAD") -> Revision:
    return Revision(_mount(past), git(past.root, "rev-parse", commit).strip(), commit)


def _paths(tree: Revision | WorkTree) -> list[str]:
    return [PLAN, *tree.initiative_files("minato")]


def _blobs(past: Past) -> list[tuple[str, str]]:
    """Return all that stood in any file of the plan, each with its path."""
    commits = history(_mount(past), "HEAD", "plans/")
    return sorted(
        {(change.new, change.path) for commit in commits for change in commit.changes if change.new}
    )


def _data(content: Content) -> dict[str, Any]:
    assert content.trouble is None
    assert content.data is not None
    return content.data


def _trouble(content: Content) -> Trouble:
    assert content.data is None
    assert content.trouble is not None
    return content.trouble


def test_files_of_a_commit_and_of_the_working_tree(past: Past, tmp_path: Path) -> None:
    for cache in (Cache(None), Cache(tmp_path / "cache.sqlite"), Cache(tmp_path / "cache.sqlite")):
        tree, revision = WorkTree(past.root), _revision(past)
        here = dict(unpacked(Contents(cache).of_tree(tree, _paths(tree))))
        there = dict(unpacked(Contents(cache).of_tree(revision, _paths(revision))))
        assert here == there
        assert list(here) == _paths(tree)
        for path, content in here.items():
            assert _data(content) == parse_document(path, (past.root / path).read_bytes()).data


def test_all_that_was_ever_said(past: Past, tmp_path: Path) -> None:
    contents = Contents(Cache(tmp_path / "cache.sqlite")).of_blobs(_mount(past), _blobs(past))
    titles = {_data(packed.content)["title"] for packed in contents.values()}
    assert {"チャットで答える窓口", "チャット窓口"} <= titles
    assert len(contents) == 7  # five files, of which two were changed once


def test_what_was_read_once_needs_no_git(past: Past, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache.sqlite")
    blobs, mount, revision = _blobs(past), _mount(past), _revision(past)
    paths = _paths(revision)
    first = (Contents(cache).of_blobs(mount, blobs), Contents(cache).of_tree(revision, paths))
    shutil.rmtree(past.root / ".git" / "objects")
    again = (Contents(cache).of_blobs(mount, blobs), Contents(cache).of_tree(revision, paths))
    for before, after in zip(first, again, strict=True):
        assert list(before) == list(after)
        assert [(packed.mark, packed.content) for packed in before.values()] == [
            (packed.mark, packed.content) for packed in after.values()
        ]
    with pytest.raises(DxplanError):
        Contents(Cache(None)).of_blobs(mount, blobs)


def test_equal_contents_have_equal_marks(past: Past) -> None:
    past.write(f"{FOLDER}/same.yaml", past.read(READERS))
    past.record("Twice")
    found = Contents(Cache(None)).of_tree(_revision(past), [READERS, f"{FOLDER}/same.yaml", FORMS])
    one, two, other = found.values()
    assert one.mark == two.mark != other.mark


def test_a_plan_and_an_initiative_of_the_same_bytes_are_told_apart(past: Past, tmp_path: Path) -> None:
    path = f"{FOLDER}/plan.yaml"
    past.write(path, past.read(PLAN))
    found = Contents(Cache(tmp_path / "cache.sqlite")).of_tree(WorkTree(past.root), [PLAN, path])
    assert found[PLAN].mark != found[path].mark
    assert (kind_of(PLAN), kind_of(path), kind_of(FORMS)) == ("plan", "initiative", "initiative")


@pytest.mark.parametrize(
    ("text", "rule", "place"),
    [
        (b"schema: [\n", "yaml-syntax", (2, 1)),
        (b"", "empty-file", (1, 1)),
        ("title: 日本語\n".encode("cp932"), "encoding", None),
        (b"- a\n", "top-level", None),
    ],
)
def test_what_cannot_be_read_is_told(
    past: Past, tmp_path: Path, text: bytes, rule: str, place: tuple[int, int] | None
) -> None:
    past.write(WINDOW, text)
    past.record("Broken")
    cache = Cache(tmp_path / "cache.sqlite")
    for _ in range(2):
        for tree in (WorkTree(past.root), _revision(past)):
            found = Contents(cache).of_tree(tree, [WINDOW, FORMS])
            trouble = _trouble(found[WINDOW].content)
            if rule != "top-level":
                assert trouble.rule == rule
            if place:
                assert (trouble.line, trouble.column) == place
            assert _data(found[FORMS].content)["id"] == "online-forms"


def test_what_could_not_be_fetched_is_asked_for_again(past: Past, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache.sqlite")
    blob = git(past.root, "rev-parse", f"HEAD:{WINDOW}").strip()
    file = past.root / ".git" / "objects" / blob[:2] / blob[2:]
    raw = file.read_bytes()
    file.unlink()
    assert _trouble(Contents(cache).of_tree(_revision(past), [WINDOW])[WINDOW].content).rule == "unreadable"
    file.write_bytes(raw)
    assert (
        _data(Contents(cache).of_tree(_revision(past), [WINDOW])[WINDOW].content)["title"] == "チャット窓口"
    )


def test_a_file_that_does_not_fit_the_schema_has_a_past(past: Past) -> None:
    past.write(WINDOW, "schema: 1\nid: 7\nnonsense: true\n")
    past.record("Odd")
    content = Contents(Cache(None)).of_tree(_revision(past), [WINDOW])[WINDOW].content
    assert _data(content) == {"schema": 1, "id": 7, "nonsense": True}


def test_a_version_of_the_schema_that_is_not_known_yet(past: Past, tmp_path: Path) -> None:
    past.change(WINDOW, "schema: 1", "schema: 2")
    past.record("From the future")
    cache = Cache(tmp_path / "cache.sqlite")
    for _ in range(2):
        trouble = _trouble(Contents(cache).of_tree(_revision(past), [WINDOW])[WINDOW].content)
        assert (trouble.rule, trouble.message.template, trouble.message.values) == (
            "schema",
            NEWER,
            (("version", 2),),
        )


def test_an_older_version_is_read_as_the_present_one_says_it(
    past: Past, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As it will be once there is a second version of the schema."""
    cache = Cache(tmp_path / "cache.sqlite")
    assert _data(Contents(cache).of_tree(_revision(past), [WINDOW])[WINDOW].content)["schema"] == 1
    plain = migration.migrated

    def later(data: migration.Data, kind: Any) -> migration.Data:
        steps: dict[Any, Any] = {("initiative", 1): lambda old: {**old, "name": old["title"]}}
        return plain(data, kind, steps=steps, present=2)

    monkeypatch.setattr(migration, "migrated", later)
    # An edition of dxplan that knows more reads again what another one has kept.
    monkeypatch.setattr(cache_module, "code_digest", lambda: b"another")
    monkeypatch.setattr("dxplan.stores.schemas.code_digest", lambda: b"another")
    found = Contents(cache).of_tree(_revision(past), [WINDOW, PLAN])
    data = _data(found[WINDOW].content)
    assert (data["schema"], data["name"]) == (2, "チャット窓口")
    assert _data(found[PLAN].content)["schema"] == 2  # its form did not change


def test_links_and_what_is_not_there(past: Past) -> None:
    (past.root / FOLDER / "link.yaml").symlink_to("card-readers.yaml")
    past.record("A link")
    found = Contents(Cache(None)).of_tree(
        _revision(past), [f"{FOLDER}/link.yaml", f"{FOLDER}/nowhere.yaml", FORMS]
    )
    assert [_trouble(packed.content).rule for packed in list(found.values())[:2]] == [
        "outside-link",
        "unreadable",
    ]
    assert _data(found[FORMS].content)["id"] == "online-forms"


def test_more_files_than_are_read_at_once(
    past: Past, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dxplan.stores.contents._BATCH", 2)
    revision = _revision(past)
    found = Contents(Cache(tmp_path / "cache.sqlite")).of_tree(revision, _paths(revision))
    assert [path for path, content in unpacked(found) if content.data] == _paths(revision)


def test_errors_become_records() -> None:
    from dxplan.errors import DocumentError  # noqa: PLC0415
    from dxplan.model.message import message  # noqa: PLC0415

    said, hint = message("a"), message("b")
    assert trouble_of(DocumentError("rule", said, hint, line=3, column=4)) == Trouble(
        "rule", said, hint, 3, 4
    )
    assert trouble_of(DxplanError(said, hint)) == Trouble("unreadable", said, hint)
    assert Trouble("rule", said, None, 3, 4).place("x") == "x:3:4"
    assert Trouble("rule", said).place("x") == "x"
