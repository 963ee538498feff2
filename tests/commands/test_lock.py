"""Whoever writes takes the lock first: where it cannot be had, nothing is written."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.commands.running import inside

if TYPE_CHECKING:
    from tests.harness import Repository

FORMS = "plans/minato/initiatives/online-forms.yaml"
CHAT = "plans/minato/initiatives/chat-window.yaml"
NEW = ("new", "窓口の予約", "--id", "desk", "--pillar", "市民サービス", "--category", "窓口")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows takes a folder for a lock that somebody holds")
@pytest.mark.parametrize(
    "command",
    [
        ("set", "online-forms", "note=a"),
        ("set", "--where", "true", "note=a", "--yes"),
        (*NEW, "--department", "情報課", "--yes"),
        ("edit", "online-forms"),
        ("renumber", "online-forms", "--id", "forms"),
        ("fmt",),
        ("validate", "--fix"),
        ("codeowners", "--output", "CODEOWNERS"),
    ],
    ids=lambda command: " ".join(command[:2]),
)
def test_without_the_lock_nothing_is_written(
    repository: Repository, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Something for each to do: full-width digits, keys in another order, a text to find, and an editor that writes.
    repository.write(CHAT, repository.read(CHAT).replace("number: 1\n", "number: １\n"))
    repository.commit()
    monkeypatch.setenv(
        "VISUAL", f"{sys.executable} -c \"import sys; open(sys.argv[1], 'a').write('note: a')\""
    )
    # A folder of its name is a lock that nobody can take.
    (repository.root / ".git" / "dxplan.lock").mkdir()
    done = inside(repository.root, *command)
    assert done.code == 3
    assert "cannot be written" in done.told
    # The copy that was edited is kept, where git does not see it.
    assert repository.git("status", "--porcelain") == ""
