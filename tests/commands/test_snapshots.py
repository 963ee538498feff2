"""``dxplan snapshot`` in real repositories: what it freezes, what it refuses, and what it finds out."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.commands.running import folder_state, inside

if TYPE_CHECKING:
    from pathlib import Path

    from tests.harness import Repository

TAG = "snapshot/minato/R5-H1"
FORMS = "plans/minato/initiatives/online-forms.yaml"
MESSAGE = """\
みなと市DX推進計画 R5上半期

Dxplan-Plan: minato
Dxplan-Period: R5-H1
Dxplan-Day: 2023-09-30
Dxplan-Files: 5
Dxplan-Status: 1 調査・研究中
Dxplan-Status: 1 着手中
Dxplan-Status: 1 運用中
Dxplan-Status: 1 取り下げ
"""


@pytest.fixture
def minato(repository: Repository) -> Repository:
    """Return a repository with one commit."""
    repository.commit()
    return repository


def _verified(repository: Repository, *arguments: str) -> tuple[int, list[str]]:
    """Return the exit code of ``verify`` and the names of the checks that failed."""
    run = inside(repository.root, "snapshot", "verify", "-f", "json", *arguments)
    found = json.loads(run.text)
    assert list(found) == ["version", "snapshots"]
    checks = [check for snapshot in found["snapshots"] for check in snapshot["checks"]]
    return run.code, [check["check"] for check in checks if not check["ok"]]


def _make(repository: Repository, period: str = "R5-H1", *more: str) -> None:
    run = inside(repository.root, "snapshot", "create", period, *more)
    assert run.code == 0, run.told


def test_a_snapshot_is_an_annotated_tag_that_says_what_it_froze(minato: Repository) -> None:
    run = inside(minato.root, "snapshot", "create", "R5上半期", "-m", "委員会に報告")
    assert run.code == 0
    title, note, seal = run.text.split("\n\n")
    assert f"{title}\n\n{seal}".startswith(MESSAGE)
    assert note == "委員会に報告"
    commit = minato.git("rev-parse", "HEAD").strip()
    assert run.told == (f"Made {TAG} on the commit {commit[:12]}.\nPublish it with git push origin {TAG}\n")
    assert minato.git("cat-file", "-t", TAG) == "tag\n"
    assert minato.git("rev-parse", f"{TAG}^{{commit}}").strip() == commit
    assert minato.git("for-each-ref", "--format=%(contents)", f"refs/tags/{TAG}").strip() == run.text.strip()


def test_a_snapshot_as_the_official_reads_it(minato: Repository) -> None:
    _make(minato)
    commit = minato.git("rev-parse", "HEAD")[:8]
    assert inside(minato.root, "snapshot", "list", "--lang", "ja").all == (
        0,
        (
            "計画    期間      基準日      取組数  状況別の件数                                    コミット  記録\n"
            "────────────────────────────────────────────────────────────────────────────────────────────────────\n"
            f"minato  R5上半期  2023-09-30       4  調査・研究中 1・着手中 1・運用中 1・取り下げ 1  {commit}  タグ\n"
        ),
        "",
    )
    shown = inside(minato.root, "snapshot", "show", "R5-H1", "--lang", "ja")
    assert shown.code == 0
    assert "取組数        4 (調査・研究中 1・着手中 1・運用中 1・取り下げ 1)" in shown.text
    assert MESSAGE.strip() in shown.text
    verified = inside(minato.root, "snapshot", "verify", "--lang", "ja")
    assert verified.code == 0
    assert "✓ 計画のファイルは封印した時のままです。" in verified.text
    assert verified.text.endswith("スナップショット 1 件、すべて作った時のままです。\n")


def test_a_rehearsal_makes_nothing(minato: Repository) -> None:
    inside(minato.root, "list")
    before = folder_state(minato.root)
    run = inside(minato.root, "snapshot", "create", "R5-H1", "--dry-run")
    assert (run.code, run.text.startswith(MESSAGE)) == (0, True)
    assert run.told == f"Nothing was made; without --dry-run this is the message of {TAG}.\n"
    assert folder_state(minato.root) == before


@pytest.mark.parametrize("made", ["R4", "R4-FY", "2022"])
def test_a_snapshot_is_never_made_twice(minato: Repository, made: str) -> None:
    minato.git("tag", f"snapshot/minato/{made}")
    assert inside(minato.root, "snapshot", "create", "令和4年度通期").all == (
        3,
        "",
        (
            f"Error: There is a snapshot of R4 already: snapshot/minato/{made}.\n"
            "    → A snapshot is never made twice; see dxplan snapshot show R4.\n"
        ),
    )


def test_only_what_is_committed_can_be_frozen(minato: Repository) -> None:
    minato.write(FORMS, minato.read(FORMS).replace("status: 着手中", "status: 運用中"))
    minato.write("plans/minato/initiatives/new.yaml", "schema: 1\n")
    assert inside(minato.root, "snapshot", "create", "R5-H1").all == (
        3,
        "",
        (
            f"Error: 2 files have changes that are not committed: plans/minato/initiatives/new.yaml, {FORMS}\n"
            "    → Commit them, or name the commit to freeze with --at.\n"
        ),
    )
    _make(minato, "R5-H1", "--at", "main")


def test_line_endings_are_no_change(minato: Repository) -> None:
    minato.write(FORMS, minato.read(FORMS).replace("\n", "\r\n"))
    minato.write("notes.txt", "what lies elsewhere does not matter")
    _make(minato)


def test_errors_cannot_be_frozen_and_warnings_can(minato: Repository) -> None:
    minato.write(FORMS, minato.read(FORMS).replace("status: 着手中", "status: 着手"))
    minato.commit()
    assert inside(minato.root, "snapshot", "create", "R5-H1").all == (
        3,
        "",
        (
            "Error: The plan has 1 error, so it cannot be frozen.\n"
            "    → Run dxplan validate --plan minato --at HEAD to see them.\n"
        ),
    )


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("R12",), 3, "Error: R12 lies outside the plan's years, R4 to R7.\n"),
        (("R5-H1", "--plan", "nowhere"), 3, "Error: "),
        (("R5-H9",), 2, "Error: "),
        (("R5-H1", "--at", "."), 2, "Error: A snapshot freezes a commit, not the working tree.\n"),
        ((), 2, "Error: "),
    ],
)
def test_what_cannot_be_meant(minato: Repository, arguments: tuple[str, ...], code: int, told: str) -> None:
    run = inside(minato.root, "snapshot", "create", *arguments)
    assert (run.code, run.text) == (code, "")
    assert run.told.startswith(told)
    assert minato.git("tag") == ""


def test_a_merge_has_to_be_finished_first(minato: Repository) -> None:
    (minato.root / ".git" / "MERGE_HEAD").write_text(minato.git("rev-parse", "HEAD"), encoding="ascii")
    run = inside(minato.root, "snapshot", "create", "R5-H1")
    assert (run.code, run.told.splitlines()[0]) == (
        3,
        "Error: A merge, a rebase or the like is not finished.",
    )


def test_a_note_cannot_pretend_to_be_a_seal(minato: Repository) -> None:
    _make(minato, "R5-H1", "-m", "text\n\nDxplan-Plan: other\nDxplan-Digest: sha256:00")
    assert _verified(minato) == (0, [])


def test_without_an_identity_nothing_is_made(minato: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{name}_NAME")
        monkeypatch.delenv(f"GIT_{name}_EMAIL")
    monkeypatch.setenv("EMAIL", "")
    minato.git("config", "user.useConfigOnly", "true")
    run = inside(minato.root, "snapshot", "create", "R5-H1")
    assert run.code == 3
    assert run.told.startswith(f"Error: git could not make the tag {TAG}: ")
    assert minato.git("tag") == ""


def test_what_is_as_it_was_made_is_proved(minato: Repository) -> None:
    _make(minato, "R5-H1")
    minato.write(FORMS, minato.read(FORMS).replace("status: 着手中", "status: 運用中"))
    minato.commit("Go on")
    _make(minato, "R5")
    assert _verified(minato) == (0, [])
    assert _verified(minato, "R5") == (0, [])


def test_a_tag_that_was_moved_is_found(minato: Repository) -> None:
    _make(minato, "R5-H1")
    _make(minato, "R5")
    minato.write(FORMS, minato.read(FORMS).replace("status: 着手中", "status: 運用中"))
    minato.commit("Change what the committee saw")
    old = minato.git("for-each-ref", "--format=%(contents)", f"refs/tags/{TAG}")
    minato.git("tag", "--force", "--annotate", "--cleanup=verbatim", "--message", old, TAG, "HEAD")
    assert _verified(minato, "R5-H1") == (1, ["digest", "counts", "recorded"])
    minato.git("tag", "--delete", TAG)
    assert _verified(minato) == (1, ["recorded"])
    _make(minato, "R5-H1", "--at", "HEAD~1")
    assert _verified(minato, "R5-H1") == (1, ["recorded"])


def test_a_tag_that_is_not_annotated_proves_nothing(minato: Repository) -> None:
    minato.git("tag", TAG)
    minato.git("tag", "snapshot/minato/nothing", "-m", "a name that is no period")
    assert _verified(minato) == (1, ["annotated", "name"])


def test_a_rewritten_branch_is_found(minato: Repository) -> None:
    minato.commit("Second") if minato.write("notes.txt", "x") else None
    _make(minato)
    minato.git("commit", "--quiet", "--amend", "--message", "Rewritten")
    assert _verified(minato) == (1, ["ancestor"])


def test_a_clone_that_was_cut_off_cannot_tell_and_says_so(minato: Repository, tmp_path: Path) -> None:
    _make(minato)
    minato.write("notes.txt", "x")
    minato.commit("Second")
    minato.git("clone", "--quiet", "--depth=1", f"file://{minato.root}", str(tmp_path / "cut"))
    subprocess.run(
        ["git", "fetch", "--quiet", "--depth=1", "origin", "tag", TAG], cwd=tmp_path / "cut", check=True
    )
    run = inside(tmp_path / "cut", "snapshot", "verify")
    assert run.code == 1
    assert "This clone has too little of the history" in run.text
    assert "→ Fetch the rest of it: git fetch --unshallow --tags." in run.text


def test_plan_yaml_that_records_another_commit_is_found(minato: Repository) -> None:
    first = minato.git("rev-parse", "HEAD").strip()
    minato.write("notes.txt", "x")
    minato.commit("Second")
    _make(minato)
    plan = minato.read("plans/minato/plan.yaml")
    minato.write("plans/minato/plan.yaml", f"{plan}snapshots:\n  - period: R5-H1\n    commit: {first}\n")
    assert _verified(minato) == (1, ["entry"])


def test_a_tag_made_for_another_plan_is_found(minato: Repository) -> None:
    _make(minato, "R5-H1")
    text = minato.git("for-each-ref", "--format=%(contents)", f"refs/tags/{TAG}")
    minato.git("tag", "--annotate", "--cleanup=verbatim", "--message", text, "snapshot/minato/R5", "HEAD")
    assert _verified(minato, "R5") == (1, ["seal"])


def test_there_is_nothing_to_verify(minato: Repository) -> None:
    assert inside(minato.root, "snapshot", "verify").all == (0, "There is no snapshot to verify.\n", "")
    run = inside(minato.root, "snapshot", "verify", "R5")
    assert (run.code, run.text, run.told.splitlines()[0]) == (3, "", "Error: There is no snapshot of R5.")


def test_reading_commands_change_nothing_and_run_nothing(minato: Repository, tmp_path: Path) -> None:
    _make(minato)
    script, mark = tmp_path / "script", tmp_path / "ran"
    script.write_text(f"#!/bin/sh\ntouch {mark}\n", encoding="ascii")
    script.chmod(0o755)
    for name in ("gpg.program", "gpg.ssh.program", "core.fsmonitor", "core.pager", "diff.external"):
        minato.git("config", name, str(script))
    minato.git("config", "alias.tag", f"!{script}")
    signed = (
        minato.git("cat-file", "tag", TAG)
        + "-----BEGIN PGP SIGNATURE-----\n\nx\n-----END PGP SIGNATURE-----\n"
    )
    made = subprocess.run(
        ["git", "hash-object", "-w", "-t", "tag", "--stdin"],
        cwd=minato.root,
        input=signed.encode(),
        capture_output=True,
        check=True,
    )
    minato.git("update-ref", f"refs/tags/{TAG}", made.stdout.decode().strip())
    inside(minato.root, "snapshot", "list")
    before = folder_state(minato.root)
    for command in ("list", "verify"):
        inside(minato.root, "snapshot", command)
    inside(minato.root, "snapshot", "show", "R5-H1")
    assert folder_state(minato.root) == before
    assert not mark.exists()
    assert "signature" in _verified(minato)[1]


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="there is no ssh-keygen")
def test_a_signature_is_made_as_git_is_configured_and_proved(minato: Repository, tmp_path: Path) -> None:
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    signers = tmp_path / "signers"
    public = key.with_suffix(".pub").read_text(encoding="ascii")
    signers.write_text(f"hanako@city.example {public}", encoding="ascii")
    minato.git("config", "gpg.format", "ssh")
    minato.git("config", "user.signingkey", str(key))
    _make(minato, "R5-H1", "--sign")
    assert _verified(minato) == (1, ["signature"])
    # Whose keys count is for the person to say: a repository must not vouch for itself.
    minato.git("config", "gpg.ssh.allowedSignersFile", str(signers))
    assert _verified(minato) == (1, ["signature"])
    minato.git("config", "--global", "gpg.ssh.allowedSignersFile", str(signers))
    assert _verified(minato) == (0, [])


def test_a_signature_that_cannot_be_made_makes_no_tag(minato: Repository, tmp_path: Path) -> None:
    minato.git("config", "gpg.format", "ssh")
    minato.git("config", "user.signingkey", str(tmp_path / "no-key"))
    run = inside(minato.root, "snapshot", "create", "R5-H1", "--sign")
    assert run.code == 3
    assert run.told.startswith(("Error: git could not sign the tag", "Error: git could not make the tag"))
    assert minato.git("tag") == ""


def test_a_bare_repository_can_be_verified_and_frozen(minato: Repository, tmp_path: Path) -> None:
    _make(minato)
    minato.git("clone", "--quiet", "--bare", str(minato.root), str(tmp_path / "bare.git"))
    run = inside(tmp_path, "-C", "bare.git", "snapshot", "verify")
    assert (run.code, run.told) == (0, "")
    assert inside(tmp_path, "-C", "bare.git", "snapshot", "create", "R5").code == 0


def test_no_repository_has_no_snapshots(repository: Repository) -> None:
    for arguments in (("list",), ("verify",), ("show", "R5"), ("create", "R5")):
        run = inside(repository.root, "snapshot", *arguments)
        assert (run.code, run.text) == (3, "")
        assert "is not in a git repository" in run.told
