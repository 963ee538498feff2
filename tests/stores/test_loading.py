"""Loading plans: typed values, the failures beside them, and the same with and without the cache."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from dxplan.errors import DocumentError
from dxplan.stores.cache import Cache
from dxplan.stores.loading import Failure, Filed, LoadedPlan, Loader
from dxplan.stores.worktree import WorkTree

if TYPE_CHECKING:
    from pathlib import Path

    from tests.harness import Repository

FOLDER = "plans/minato/initiatives"


@pytest.fixture
def cities(repository: Repository) -> Repository:
    """Return a repository of two plans."""
    shutil.copytree(repository.root / "plans" / "minato", repository.root / "plans" / "kita")
    return repository


def _load(repository: Repository, cache: Cache, *names: str) -> tuple[list[LoadedPlan], list[Failure]]:
    tree = WorkTree(repository.root)
    return Loader(tree, cache).load(names or tree.plans())


def _failed(failures: list[Failure] | tuple[Failure, ...]) -> list[tuple[str, str | None, str]]:
    return [(failure.path, failure.initiative, failure.error.rule) for failure in failures]


def test_a_plan_with_its_initiatives(repository: Repository) -> None:
    (loaded,), failures = _load(repository, Cache(None))
    assert failures == []
    assert (loaded.name, loaded.plan.title, loaded.failures) == ("minato", "みなと市DX推進計画", ())
    assert [(filed.plan, filed.path, filed.initiative.id) for filed in loaded.initiatives] == [
        ("minato", f"{FOLDER}/{name}.yaml", name)
        for name in ("card-readers", "chat-window", "online-forms", "paperless-meetings")
    ]


def test_the_cache_changes_no_value(cities: Repository, tmp_path: Path) -> None:
    cities.write(f"{FOLDER}/broken.yaml", "schema: [\n")
    cities.write("plans/south/plan.yaml", "schema: 1\n")
    fresh = _load(cities, Cache(None))
    for _ in range(2):
        again = _load(cities, Cache(tmp_path / "cache.sqlite"))
        assert again[0][:1] == fresh[0][:1]
        assert again[0][1].initiatives == fresh[0][1].initiatives
        assert _failed(again[0][1].failures) == _failed(fresh[0][1].failures)
        assert _failed(again[1]) == _failed(fresh[1]) == [("plans/south/plan.yaml", None, "schema")]


def test_what_was_read_once_is_not_parsed_again(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(tmp_path / "cache.sqlite")
    expected = _load(repository, cache)

    def refuse(*_arguments: object) -> None:
        raise AssertionError

    monkeypatch.setattr("dxplan.stores.documents.parse_document", refuse)
    assert _load(repository, cache) == expected
    assert Loader(WorkTree(repository.root), cache).plan("minato") == expected[0][0].plan
    repository.write(
        f"{FOLDER}/card-readers.yaml", repository.read(f"{FOLDER}/card-readers.yaml") + "# more\n"
    )
    with pytest.raises(AssertionError):
        _load(repository, cache)


def test_a_file_that_moved_is_found_by_its_content(repository: Repository, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache.sqlite")
    _load(repository, cache)
    (repository.root / FOLDER / "card-readers.yaml").rename(repository.root / FOLDER / "zz.yaml")
    ((loaded,), _) = _load(repository, cache)
    assert loaded.initiatives[-1] == Filed("minato", f"{FOLDER}/zz.yaml", loaded.initiatives[-1].initiative)
    assert loaded.initiatives[-1].initiative.id == "card-readers"


def test_a_plan_and_an_initiative_of_the_same_content_are_not_mixed_up(
    repository: Repository, tmp_path: Path
) -> None:
    cache = Cache(tmp_path / "cache.sqlite")
    _load(repository, cache)
    repository.write(f"{FOLDER}/plan.yaml", repository.read("plans/minato/plan.yaml"))
    ((loaded,), _) = _load(repository, cache)
    assert _failed(loaded.failures) == [(f"{FOLDER}/plan.yaml", "plan", "schema")]


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "empty-file"),
        (b"schema: [\n", "yaml-syntax"),
        (b"schema: 1\n", "schema"),
        (b"\x8e\xe6\x91g\n", "encoding"),
        (b"x" * (1 << 20 | 1), "too-large"),
    ],
)
def test_a_bad_file_stands_beside_the_good_ones(
    repository: Repository, tmp_path: Path, content: bytes, rule: str
) -> None:
    cache = Cache(tmp_path / "cache.sqlite")
    for _ in range(2):
        repository.write(f"{FOLDER}/bad.yaml", content)
        ((loaded,), failures) = _load(repository, cache)
        assert (len(loaded.initiatives), failures) == (4, [])
        (failed,) = _failed(loaded.failures)
        assert failed[:2] == (f"{FOLDER}/bad.yaml", "bad")
        assert failed[2] == rule


def test_values_that_do_not_exist_are_not_built(repository: Repository) -> None:
    text = repository.read(f"{FOLDER}/chat-window.yaml")
    repository.write(f"{FOLDER}/chat-window.yaml", text.replace("added: R5", "added: S80"))
    ((loaded,), _) = _load(repository, Cache(None))
    assert _failed(loaded.failures) == [(f"{FOLDER}/chat-window.yaml", "chat-window", "schema")]


def test_what_is_no_file_is_a_failure(repository: Repository) -> None:
    (repository.root / FOLDER / "folder.yaml").mkdir()
    os.mkfifo(repository.root / FOLDER / "pipe.yaml")
    (repository.root / FOLDER / "link.yaml").symlink_to("nowhere")
    ((loaded,), _) = _load(repository, Cache(None))
    assert _failed(loaded.failures) == [
        (f"{FOLDER}/folder.yaml", "folder", "unreadable"),
        (f"{FOLDER}/link.yaml", "link", "unreadable"),
        (f"{FOLDER}/pipe.yaml", "pipe", "unreadable"),
    ]
    assert len(loaded.initiatives) == 4


def test_a_broken_plan_hides_no_other(cities: Repository) -> None:
    cities.write("plans/minato/plan.yaml", "title: [\n")
    loaded, failures = _load(cities, Cache(None))
    assert [entry.name for entry in loaded] == ["kita"]
    assert [(failure.path, failure.initiative) for failure in failures] == [("plans/minato/plan.yaml", None)]
    with pytest.raises(DocumentError):
        Loader(WorkTree(cities.root), Cache(None)).plan("minato")


def test_a_file_in_the_place_of_the_initiatives_hides_nothing(cities: Repository) -> None:
    for path in (cities.root / "plans" / "kita" / "initiatives").iterdir():
        path.unlink()
    (cities.root / "plans" / "kita" / "initiatives").rmdir()
    cities.write("plans/kita/initiatives", "")
    (kita, minato), failures = _load(cities, Cache(None))
    assert failures == []
    assert (kita.initiatives, _failed(kita.failures)) == (
        (),
        [("plans/kita/initiatives", None, "unreadable")],
    )
    assert len(minato.initiatives) == 4
