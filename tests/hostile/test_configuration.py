"""What a repository's configuration, attributes, hooks or environment name is never run by a command that reads."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.commands.running import folder_state, inside
from tests.history import git, story

if TYPE_CHECKING:
    from pathlib import Path

    from tests.history import Past

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the canary is a script of the shell")
READING: tuple[tuple[str, ...], ...] = (
    ("status",), ("status", "--at", "R4-H1"), ("list",), ("list", "--at", "HEAD~1"), ("show", "chat-window"),
    ("show", "chat-window", "--at", "HEAD"), ("validate",), ("validate", "--at", "v1"), ("diff", "HEAD~1"), ("diff", "R4-H1", "HEAD"),
    ("diff", "HEAD~1", "--authors"), ("log",), ("log", "chat-window", "-f", "json"), ("blame", "chat-window"), ("trend",),
    ("trend", "--by", "commit"), ("snapshot", "list"), ("snapshot", "show", "R4-H1"), ("snapshot", "verify"),
    ("validate", "--base", "HEAD~1"), ("validate", "--base", "HEAD~1", "--at", "HEAD"), ("codeowners",), ("fmt", "--dry-run"),
    ("set", "chat-window", "note=a", "--dry-run"), ("renumber", "--dry-run"), ("hooks", "status"), ("hooks", "install", "--dry-run"),
    ("snapshot", "create", "R5", "--dry-run"), ("schema", "--plan", "minato"), ("list", "--at", "no-such-point"), ("--help",),
)  # fmt: skip
"""Commands that only read; a new one is one more line."""
PROGRAMS = (
    "core.fsmonitor", "core.sshCommand", "core.pager", "core.editor", "core.askPass", "core.gitProxy", "core.alternateRefsCommand",
    "diff.external", "diff.evil.textconv", "diff.evil.command", "merge.evil.driver", "merge.tool",
    "mergetool.evil.cmd", "difftool.evil.cmd", "filter.evil.clean", "filter.evil.smudge", "filter.evil.process", "gpg.program",
    "gpg.openpgp.program", "gpg.ssh.program", "gpg.x509.program", "gpg.ssh.defaultKeyCommand", "credential.helper", "pager.log",
    "pager.diff", "pager.tag", "pager.show", "sequence.editor", "interactive.diffFilter", "uploadpack.packObjectsHook",
    "remote.origin.uploadpack", "remote.origin.receivepack", "remote.origin.vcs", "submodule.x.update", "trailer.evil.command",
    "browser.evil.cmd", "man.evil.cmd", "web.browser", "sendemail.smtpServer", "gc.recentObjectsHook", "init.templateDir",
)  # fmt: skip
ALIASES = (
    "log",
    "ls-tree",
    "cat-file",
    "rev-parse",
    "rev-list",
    "for-each-ref",
    "merge-base",
    "config",
    "tag",
    "verify-tag",
    "status",
)
HOOKS = (
    "post-index-change", "reference-transaction", "fsmonitor-watchman", "post-checkout", "pre-commit", "commit-msg",
    "prepare-commit-msg", "post-commit", "pre-auto-gc", "post-rewrite", "sendemail-validate", "pre-push",
)  # fmt: skip
VARIABLES = (
    "GIT_EXTERNAL_DIFF", "GIT_PAGER", "PAGER", "GIT_EDITOR", "EDITOR", "VISUAL", "GIT_SSH", "GIT_SSH_COMMAND", "GIT_ASKPASS",
    "SSH_ASKPASS", "GIT_PROXY_COMMAND", "BROWSER", "LESSOPEN",
)  # fmt: skip


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Past:
    """Return the story with a repository around it that would run a program on every occasion; to be read only."""
    past = story(tmp_path_factory.mktemp("configured") / "repository")
    canary = past.root.parent / "canary"
    canary.write_text(f"#!/bin/sh\ntouch {past.root.parent}/ran\nexec cat\n", encoding="utf-8")
    canary.chmod(0o755)
    past.write(".gitattributes", "* diff=evil filter=evil merge=evil\n")
    past.record("Attributes")
    for name in PROGRAMS:
        git(past.root, "config", name, str(canary))
    for name in ALIASES:
        git(past.root, "config", f"alias.{name}", f"!{canary}")
    hooks = past.root.parent / "hooks"
    hooks.mkdir()
    for name in HOOKS:
        for folder in (hooks, past.root / ".git" / "hooks"):
            folder.mkdir(exist_ok=True)
            (folder / name).write_text(f"#!/bin/sh\ntouch {past.root.parent}/ran\n", encoding="utf-8")
            (folder / name).chmod(0o755)
    (past.root.parent / "included").write_text(
        f"[core]\n\tpager = {canary}\n\tfsmonitor = {canary}\n", encoding="utf-8"
    )
    git(past.root, "config", "include.path", str(past.root.parent / "included"))
    git(past.root, "config", "core.hooksPath", str(hooks))
    git(past.root, "config", "log.showSignature", "true")
    git(past.root, "config", "remote.origin.url", f"ext::{canary}")
    git(past.root, "config", "protocol.ext.allow", "always")
    git(past.root, "config", "remote.origin.promisor", "true")
    # Files that git would have to look into again, through the filters.
    for file in (past.root / "plans").rglob("*.yaml"):
        file.touch()
    (past.root.parent / "ran").unlink(missing_ok=True)
    return past


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_nothing_runs(past: Past, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.setenv(name, str(past.root.parent / "canary"))
    monkeypatch.setenv("DXPLAN_CACHE", "off")
    before = folder_state(past.root)
    run = inside(past.root, *command)
    assert run.code in {0, 1, 3}, run.told
    assert not (past.root.parent / "ran").exists()
    assert folder_state(past.root) == before


def test_the_canary_sings(past: Past, tmp_path: Path) -> None:
    copy = past.copy(tmp_path / "copy")
    mark = past.root.parent / "ran"
    git(copy.root, "diff", "HEAD~1")
    assert mark.exists()
    mark.unlink()
