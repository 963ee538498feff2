"""One commit of some files alone, made as the person has configured git."""

from __future__ import annotations

import stat
import sys
from typing import TYPE_CHECKING

import pytest

from dxplan.errors import DxplanError
from dxplan.stores.committing import changed_paths, commit
from dxplan.stores.git import GitRepository

if TYPE_CHECKING:
    from tests.harness import Repository

FORMS = "plans/minato/initiatives/online-forms.yaml"


def _git(repository: Repository) -> GitRepository:
    found = GitRepository.around(repository.root)
    assert found
    return found


def test_only_the_files_that_are_named_are_committed(repository: Repository) -> None:
    repository.commit()
    repository.write(FORMS, repository.read(FORMS) + "note: a\n")
    repository.write("staged.txt", "s")
    repository.git("add", "staged.txt")
    repository.write("plans/minato/initiatives/新しい.yaml", "a: 1\n")
    repository.write("loose.txt", "l")
    git = _git(repository)
    paths = [FORMS, "plans/minato/initiatives/新しい.yaml"]
    assert changed_paths(git, [*paths, "schema/plan.schema.json"]) == sorted(paths)
    made = commit(git, paths, "「申請」の備考を書く\n\n本文 # そのまま\n")
    assert made == repository.git("rev-parse", "HEAD").strip()
    assert (
        repository.git("log", "-1", "--format=%B%an")
        == "「申請」の備考を書く\n\n本文 # そのまま\n松江 花子\n"
    )
    assert (
        repository.git("-c", "core.quotePath=false", "show", "--name-only", "--format=", "HEAD").split()
        == paths
    )
    assert repository.git("status", "--porcelain") == "A  staged.txt\n?? loose.txt\n"


def test_a_file_that_went_away_goes_in_the_commit(repository: Repository) -> None:
    repository.commit()
    (repository.root / FORMS).unlink()
    commit(_git(repository), [FORMS], "Take it away")
    assert repository.git("show", "--name-status", "--format=", "HEAD") == f"D\t{FORMS}\n"


def test_nothing_is_committed_amid_a_merge(repository: Repository) -> None:
    repository.commit()
    repository.git("checkout", "--quiet", "-b", "other")
    repository.write("a.txt", "a")
    repository.commit("Other")
    repository.git("checkout", "--quiet", "main")
    repository.git("merge", "--quiet", "--no-ff", "--no-commit", "other")
    repository.write(FORMS, repository.read(FORMS) + "note: a\n")
    with pytest.raises(DxplanError) as caught:
        commit(_git(repository), [FORMS], "x")
    assert caught.value.message.template.startswith("A merge, a rebase")


@pytest.mark.skipif(sys.platform == "win32", reason="the hook is a script of sh")
def test_a_hook_that_refuses_is_told(repository: Repository) -> None:
    before = repository.commit()
    hook = repository.write(".git/hooks/pre-commit", "#!/bin/sh\necho 'not today' >&2\nexit 1\n")
    hook.chmod(hook.stat().st_mode | stat.S_IXUSR)
    repository.write(FORMS, repository.read(FORMS) + "note: a\n")
    with pytest.raises(DxplanError) as caught:
        commit(_git(repository), [FORMS], "x")
    assert dict(caught.value.message.values)["reason"] == "not today"
    assert repository.git("rev-parse", "HEAD").strip() == before
