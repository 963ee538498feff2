"""``dxplan snapshot verify``: whoever alters a snapshot, its tag or the history below it is found out."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.commands.running import folder_state, inside
from tests.commands.test_snapshot import FORMS, PLAN, TAG, change, create
from tests.harness import Repository

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

YEAR = "snapshot/minato/R4"
COMPARE = "      → Compare with the others: git ls-remote --tags origin.\n"
ssh = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="there is no ssh-keygen")


@pytest.fixture
def frozen(repository: Repository) -> Repository:
    """Return a repository with three commits and two snapshots, of which the second names the first."""
    repository.commit()
    create(repository, "R4-H1")
    change(repository, "background: 直した。\n")
    create(repository, "R4")
    change(repository, "support: 直した。\n")
    return repository


def failed(repository: Repository, *arguments: str) -> dict[str, list[str]]:
    """Return the checks that fail, by tag; the exit code says whether any does."""
    run = inside(repository.root, "snapshot", "verify", *arguments, "-f", "json")
    found = {
        f"{one['plan']} {one['tag'] or one['period']}": [
            check["check"] for check in one["checks"] if not check["ok"]
        ]
        for one in json.loads(run.text)["snapshots"]
    }
    assert (run.code, run.told) == (1 if any(found.values()) else 0, "")
    return {name: checks for name, checks in found.items() if checks}


def rewrite(repository: Repository, tag: str, old: str, new: str) -> None:
    """Put a tag object that says something else in the place of a tag."""
    raw = repository.git("cat-file", "tag", tag)
    assert old in raw
    file = repository.write(".git/altered", raw.replace(old, new))
    made = repository.git("hash-object", "-t", "tag", "-w", "--literally", str(file)).strip()
    repository.git("update-ref", f"refs/tags/{tag}", made)


def test_what_holds_is_said(frozen: Repository) -> None:
    before = folder_state(frozen.root)
    good = (
        "  ✓ The tag is annotated.\n"
        "  ✓ The message names this plan and this period.\n"
        "  ✓ The plan's files are those that were sealed.\n"
        "  ✓ The counts are right: 5 files.\n"
        "  ✓ The branch goes on from the tagged commit.\n"
    )
    witness = f"  ✓ {YEAR} recorded this very tag.\n"
    assert inside(frozen.root, "snapshot", "verify").all == (
        0,
        f"minato R4-H1\n{good}{witness}\nminato R4\n{good}\n2 snapshots, all as they were made.\n",
        "",
    )
    assert inside(frozen.root, "snapshot", "verify", "R4上半期").text == (
        f"minato R4-H1\n{good}{witness}\n1 snapshot, as it was made.\n"
    )
    assert folder_state(frozen.root) == before


def test_what_holds_is_said_in_japanese(frozen: Repository) -> None:
    assert inside(frozen.root, "snapshot", "verify", "R4", "--lang", "ja").text == (
        "minato R4\n"
        "  ✓ 注釈付きのタグです。\n"
        "  ✓ タグの記録はこの計画・期間のものです。\n"
        "  ✓ 計画のファイルは封印した時のままです。\n"
        "  ✓ 件数は合っています（5 ファイル）。\n"
        "  ✓ 今のブランチはタグのコミットから続いています。\n\n"
        "スナップショット 1 件、すべて作った時のままです。\n"
    )


def _moved(repository: Repository) -> None:
    repository.git("tag", "--force", "--annotate", "--message", "Moved", TAG, "HEAD")


def _moved_with_its_seal(repository: Repository) -> None:
    old = repository.git("rev-parse", f"{TAG}^{{commit}}").strip()
    rewrite(repository, TAG, f"object {old}", f"object {repository.git('rev-parse', 'HEAD').strip()}")


def _made_anew(repository: Repository) -> None:
    """Make a new tag that says the same of the same commit, but was made at another time."""
    rewrite(repository, TAG, " 1681084800 +0900", " 1700000000 +0900")


def _sealed_anew(repository: Repository) -> None:
    """Do what somebody would do who knows dxplan: change the past and let dxplan make the tag again."""
    repository.git("tag", "--delete", TAG)
    create(repository, "R4-H1", "--at", "HEAD~1")


def _deleted(repository: Repository) -> None:
    repository.git("tag", "--delete", TAG)


def _lightweight(repository: Repository) -> None:
    repository.git("tag", "--force", TAG, f"{TAG}^{{commit}}")


def _on_a_tree(repository: Repository) -> None:
    repository.git("tag", "--force", "--annotate", "--message", "x", TAG, "HEAD:plans")


def _other_count(repository: Repository) -> None:
    rewrite(repository, YEAR, "Status: 1 運用中", "Status: 2 運用中")


def _other_day(repository: Repository) -> None:
    rewrite(repository, YEAR, "Day: 2023-03-31", "Day: 2022-03-31")


def _other_digest(repository: Repository) -> None:
    rewrite(repository, YEAR, "sha256:", "sha256:0")


def _other_plan(repository: Repository) -> None:
    rewrite(repository, YEAR, "Dxplan-Plan: minato", "Dxplan-Plan: kita")


def _no_seal(repository: Repository) -> None:
    rewrite(repository, YEAR, "Dxplan-Files", "Files")


def _copied(repository: Repository) -> None:
    repository.git("update-ref", "refs/tags/snapshot/minato/R5", f"refs/tags/{YEAR}")


def _other_spelling(repository: Repository) -> None:
    repository.git("update-ref", "refs/tags/snapshot/minato/2022-H1", f"refs/tags/{TAG}")


def _no_period(repository: Repository) -> None:
    repository.git("tag", "--annotate", "--message", "x", "snapshot/minato/latest")


def _rewritten(repository: Repository) -> None:
    """Begin the branch anew, with the same files."""
    repository.git("checkout", "--quiet", "--orphan", "new")
    repository.commit("All anew")


def _other_entry(repository: Repository) -> None:
    head = repository.git("rev-parse", "HEAD").strip()
    repository.write(PLAN, repository.read(PLAN) + f"snapshots:\n  - period: R4\n    commit: {head}\n")
    repository.commit()


@pytest.mark.parametrize(
    ("alter", "expected"),
    [
        (_moved, {TAG: ["seal", "recorded"]}),
        (_moved_with_its_seal, {TAG: ["digest", "recorded"]}),
        (_made_anew, {TAG: ["recorded"]}),
        (_sealed_anew, {TAG: ["recorded"]}),
        (_deleted, {"R4-H1": ["recorded"]}),
        (_lightweight, {TAG: ["annotated", "recorded"]}),
        (_on_a_tree, {TAG: ["commit"]}),
        (_other_count, {YEAR: ["counts"]}),
        (_other_day, {YEAR: ["seal"]}),
        (_other_digest, {YEAR: ["digest"]}),
        (_other_plan, {YEAR: ["seal"]}),
        (_no_seal, {YEAR: ["seal"]}),
        (_copied, {"snapshot/minato/R5": ["seal"]}),
        (_other_spelling, {"snapshot/minato/2022-H1": ["name"]}),
        (_no_period, {"snapshot/minato/latest": ["name"]}),
        (_rewritten, {TAG: ["ancestor"], YEAR: ["ancestor"]}),
        (_other_entry, {YEAR: ["entry"]}),
    ],
)
def test_what_does_not_hold_is_found(
    frozen: Repository, alter: Callable[[Repository], None], expected: dict[str, list[str]]
) -> None:
    assert failed(frozen) == {}
    alter(frozen)
    assert failed(frozen) == {f"minato {name}": checks for name, checks in expected.items()}


def test_what_does_not_hold_is_said(frozen: Repository) -> None:
    _moved_with_its_seal(frozen)
    run = inside(frozen.root, "snapshot", "verify", "R4-H1")
    assert (run.code, run.text) == (
        1,
        (
            "minato R4-H1\n"
            "  ✓ The tag is annotated.\n"
            "  ✓ The message names this plan and this period.\n"
            f"  ✗ The plan's files are not those that were sealed.\n{COMPARE}"
            "  ✓ The counts are right: 5 files.\n"
            "  ✓ The branch goes on from the tagged commit.\n"
            f"  ✗ The tag was moved or made anew: {YEAR} recorded another one.\n{COMPARE}"
            "\n1 snapshot, 2 findings.\n"
        ),
    )
    _deleted(frozen)
    assert inside(frozen.root, "snapshot", "verify", "R4-H1").all == (
        1,
        (
            "minato R4-H1\n"
            f"  ✗ The snapshot of R4-H1 is gone; {YEAR} name it.\n"
            "      → Fetch it again: git fetch --tags.\n"
            "\n1 snapshot, 1 finding.\n"
        ),
        "",
    )


def test_findings_for_programs(frozen: Repository) -> None:
    _no_period(frozen)
    found = json.loads(inside(frozen.root, "snapshot", "verify", "-f", "json").text)["snapshots"]
    assert [(one["period"], one["tag"]) for one in found] == [
        ("R4-H1", TAG), ("R4", YEAR), (None, "snapshot/minato/latest"),
    ]  # fmt: skip
    assert found[2] == {
        "plan": "minato",
        "period": None,
        "tag": "snapshot/minato/latest",
        "commit": frozen.git("rev-parse", "HEAD").strip(),
        "date": "2023-04-10T09:00:00+09:00",
        "checks": [
            {
                "check": "name",
                "ok": False,
                "message": "The tag snapshot/minato/latest names no period.",
                "hint": "A snapshot's tag is called snapshot/<plan>/<period>, for example …/R4-H1.",
            }
        ],
    }
    rows = inside(frozen.root, "snapshot", "verify", "R4", "-f", "tsv").text.splitlines()
    assert rows[0] == "plan\tperiod\ttag\tcheck\tok\tmessage"
    assert [row.split("\t")[3:5] for row in rows[1:]] == [
        ["annotated", "true"], ["seal", "true"], ["digest", "true"], ["counts", "true"], ["ancestor", "true"],
    ]  # fmt: skip


def test_an_entry_for_the_same_commit_holds(frozen: Repository) -> None:
    commit = frozen.git("rev-parse", f"{YEAR}^{{commit}}").strip()
    frozen.write(PLAN, frozen.read(PLAN) + f"snapshots:\n  - period: R4\n    commit: {commit}\n")
    frozen.commit()
    assert failed(frozen) == {}
    assert "  ✓ plan.yaml records the same commit.\n" in inside(frozen.root, "snapshot", "verify").text


def test_what_is_changed_now_does_not_matter(frozen: Repository) -> None:
    frozen.write(FORMS, "schema: [\n")
    shutil.rmtree(frozen.root / "plans" / "minato" / "initiatives")
    assert failed(frozen) == {}


def test_replaced_objects_are_not_followed(frozen: Repository) -> None:
    """A replacement would show other files under the same commit, or hide that there are others."""
    first, last = (frozen.git("rev-parse", f"{name}^{{commit}}").strip() for name in (TAG, "HEAD"))
    frozen.git("replace", first, last)
    assert failed(frozen) == {}


def test_a_shallow_clone_does_not_pass_for_proved(frozen: Repository, tmp_path: Path) -> None:
    url = frozen.root.as_uri()
    frozen.git("clone", "--quiet", "--depth=1", "--no-tags", url, str(tmp_path / "clone"))
    clone = Repository(tmp_path / "clone")
    assert inside(clone.root, "snapshot", "verify").all == (
        0,
        "There is no snapshot to verify.\n",
        "This clone has only the newest part of the history. Run git fetch --unshallow --tags.\n",
    )
    clone.git("fetch", "--quiet", "--depth=1", "origin", f"refs/tags/{YEAR}:refs/tags/{YEAR}")
    run = inside(clone.root, "snapshot", "verify", "R4")
    assert run.code == 1
    assert (
        "  ✗ This clone has too little of the history to show that the branch contains the commit.\n"
        "      → Fetch the rest of it: git fetch --unshallow --tags.\n"
    ) in run.text
    clone.git("fetch", "--quiet", "--unshallow", "--tags")
    assert failed(clone) == {}


@pytest.fixture
def signing(repository: Repository, isolated: Path) -> Repository:
    """Return a repository whose user signs with an SSH key and knows one signer."""
    for name in ("key", "other"):
        repository.root.mkdir(exist_ok=True)
        _keygen(isolated / name)
    repository.commit()
    for key, value in {
        "gpg.format": "ssh",
        "user.signingKey": str(isolated / "key.pub"),
        "gpg.ssh.allowedSignersFile": "~/allowed",
    }.items():
        repository.git("config", "--global", key, value)
    _allow(isolated, "key")
    return repository


def _keygen(file: Path) -> None:
    import subprocess  # noqa: PLC0415  (only where there is ssh-keygen)

    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(file)], check=True)


def _allow(home: Path, key: str) -> None:
    (home / "allowed").write_text(f"hanako@city.example {(home / f'{key}.pub').read_text('utf-8')}", "utf-8")


def _signature(repository: Repository) -> tuple[int, str]:
    run = inside(repository.root, "snapshot", "verify")
    return run.code, next(line for line in run.text.splitlines() if "signature" in line)


@ssh
def test_a_good_signature_is_proved(signing: Repository) -> None:
    create(signing, "R4-H1", "--sign")
    code, line = _signature(signing)
    assert (code, line.partition(" with ")[0]) == (
        0, '  ✓ The signature is good: Good "git" signature for hanako@city.example',
    )  # fmt: skip
    (listed,) = json.loads(inside(signing.root, "snapshot", "list", "-f", "json").text)["snapshots"]
    assert listed["signed"] is True
    shown = inside(signing.root, "snapshot", "show", "R4-H1").text
    assert "SIGNATURE" not in shown
    assert 'Signature    good: Good "git" signature for hanako@city.example' in shown


@ssh
def test_a_signature_below_other_words_is_not(signing: Repository) -> None:
    create(signing, "R4-H1", "--sign")
    rewrite(signing, TAG, "Dxplan-Files: 5", "Dxplan-Files: 6")
    assert _signature(signing) == (1, "  ✗ The signature is not proved: Could not verify signature.")


@ssh
def test_a_key_that_the_user_does_not_know_proves_nothing(signing: Repository, isolated: Path) -> None:
    create(signing, "R4-H1", "--sign")
    unknown = (1, "  ✗ The signature is not proved: No principal matched.")
    _allow(isolated, "other")
    assert _signature(signing) == unknown
    # A repository must not vouch for itself.
    key = (isolated / "key.pub").read_text("utf-8")
    signing.git(
        "config", "gpg.ssh.allowedSignersFile", str(signing.write("own", f"hanako@city.example {key}"))
    )
    assert _signature(signing) == unknown
    signing.git("config", "--global", "--unset", "gpg.ssh.allowedSignersFile")
    assert _signature(signing) == unknown
    _allow(isolated, "key")
    signing.git("config", "--global", "gpg.ssh.allowedSignersFile", "~/allowed")
    assert _signature(signing)[0] == 0


@ssh
def test_what_cannot_be_signed_is_not_made(signing: Repository, isolated: Path) -> None:
    signing.git("config", "--global", "user.signingKey", str(isolated / "nobody.pub"))
    run = inside(signing.root, "snapshot", "create", "R4-H1", "--sign")
    assert (run.code, run.text) == (3, "")
    # Older versions of git say so and make the tag all the same.
    assert run.told.startswith("Error: git could not ")
    assert signing.git("tag") == ""


@ssh
def test_reading_runs_nothing_that_the_repository_names(signing: Repository, tmp_path: Path) -> None:
    create(signing, "R4-H1", "--sign")
    touched = tmp_path / "touched"
    script = signing.write(".git/evil", f"#!/bin/sh\ntouch '{touched}'\nexit 0\n")
    script.chmod(0o755)
    for key in (
        "gpg.program", "gpg.openpgp.program", "gpg.x509.program", "gpg.ssh.program", "core.fsmonitor", "core.pager",
        "core.hooksPath", "gpg.ssh.defaultKeyCommand", "filter.evil.clean", "filter.evil.smudge",
        "filter.evil.process", "diff.evil.textconv", "diff.external", "alias.verify-tag", "alias.cat-file",
    ):  # fmt: skip
        signing.git("config", key, str(script))
    signing.write(".git/info/attributes", "* filter=evil diff=evil\n")
    for hook in ("reference-transaction", "post-index-change", "post-checkout"):
        signing.write(f".git/hooks/{hook}", script.read_bytes()).chmod(0o755)
    for command in (("list",), ("show", "R4-H1"), ("verify",), ("create", "R4", "--dry-run")):
        assert inside(signing.root, "snapshot", *command).code == 0, command
    assert not touched.exists()


@ssh
@pytest.mark.parametrize("key", ["gpg.program", "gpg.openpgp.program", "gpg.x509.program", "gpg.ssh.program"])
def test_the_program_that_the_user_has_chosen_is_asked(signing: Repository, isolated: Path, key: str) -> None:
    create(signing, "R4-H1", "--sign")
    script = isolated / "chosen"
    script.write_text(f"#!/bin/sh\ntouch '{isolated}/asked'\nexit 1\n", "utf-8")
    script.chmod(0o755)
    signing.git("config", "--global", key, str(script))
    kind = {"gpg.x509.program": "SIGNED MESSAGE", "gpg.ssh.program": "SSH SIGNATURE"}.get(
        key, "PGP SIGNATURE"
    )
    for end in ("BEGIN", "END"):
        old = f"-----{end} SSH SIGNATURE-----"
        if kind != "SSH SIGNATURE":
            rewrite(signing, TAG, old, f"-----{end} {kind}-----")
    assert _signature(signing)[0] == 1
    assert (isolated / "asked").exists()
