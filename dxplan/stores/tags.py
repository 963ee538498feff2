"""Annotated tags: what they say, whether they are signed well, and making one."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from msgspec import Struct

from dxplan.errors import DxplanError
from dxplan.model.message import message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dxplan.stores.git import GitRepository
    from dxplan.stores.refs import Ref

_TAGGER = re.compile(r"(.*?) ?<(.*?)> (-?[0-9]+) ([+-])([0-9]{2})([0-9]{2})")
_SIGNED = re.compile(
    r"^-----BEGIN (?:PGP|SSH) SIGNATURE-----$|^-----BEGIN SIGNED MESSAGE-----$", re.MULTILINE
)
_GOOD = ("GOODSIG", 'Good "git" signature')
# Of what a program says of a signature that is not proved, the first of these tells why.
_REASONS = (
    "BADSIG", "REVKEYSIG", "EXPKEYSIG", "EXPSIG", "NO_PUBKEY", "No principal matched", "Could not verify signature",
    "cannot run", "allowedSignersFile",
)  # fmt: skip
# What a repository's own configuration names is never run; what the person has chosen for all repositories is.
_PROGRAMS = {
    "gpg.program": "gpg",
    "gpg.x509.program": "gpgsm",
    "gpg.ssh.program": "ssh-keygen",
}
# Whose keys count is for the person to say, too: a repository must not vouch for itself.
_FILES = {"gpg.ssh.allowedSignersFile": os.devnull, "gpg.ssh.revocationFile": ""}
_TRUST = "gpg.minTrustLevel"
# Words of git where it does not know who makes a tag.
_NAMELESS = ("ident", "email", "user.name", "who you are")
_HALF_DONE = (
    "MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "BISECT_LOG", "rebase-merge", "rebase-apply",
)  # fmt: skip


class TagText(Struct, frozen=True):
    """What an annotated tag says: its message with the signature below it, who made it, and when (ISO 8601)."""

    message: str
    tagger: str = ""
    email: str = ""
    date: str | None = None

    @property
    def is_signed(self) -> bool:
        """Whether there is a signature, good or bad."""
        return _SIGNED.search(self.message) is not None


def read_tags(repository: GitRepository, refs: Iterable[Ref]) -> dict[str, TagText | None]:
    """Return what tags say by their full names, None for one that is not annotated or cannot be read."""
    wanted = list(refs)
    annotated = [ref.object for ref in wanted if ref.kind == "tag"]
    asked = "".join(f"{tag}\n" for tag in annotated).encode()
    objects = dict(_objects(repository.converse(asked, "cat-file", "--batch"))) if annotated else {}
    return {ref.name: _parsed(objects.get(ref.object)) for ref in wanted}


def make_snapshot_tag(repository: GitRepository, name: str, commit: str, text: str, *, sign: bool) -> None:
    """Make an annotated tag, signed as git is configured where that is asked for.

    Raises DxplanError, also where there is a tag of that name already; then nothing was made.
    """
    options = ("--annotate", "--cleanup=verbatim", "--file=-", "--sign" if sign else "--no-sign")
    try:
        repository.feed([text.encode()], "tag", *options, "--", name, commit)
    except DxplanError as error:
        reason = dict(error.message.values).get("reason", "")
        raise DxplanError(
            message("git could not make the tag {tag}: {reason}", tag=name, reason=reason),
            message("Nothing was made. Set user.name and user.email in git, and for --sign a key.")
            if sign or any(word in str(reason) for word in _NAMELESS)
            else None,
        ) from None
    if sign:
        _check_signed(repository, name)


def _check_signed(repository: GitRepository, name: str) -> None:
    """Take a tag away that git made without the signature that was asked for; some versions only complain."""
    tag = repository.read("rev-parse", "--verify", "--end-of-options", f"refs/tags/{name}").decode().strip()
    made = _parsed(dict(_objects(repository.feed([f"{tag}\n".encode()], "cat-file", "--batch"))).get(tag))
    if made is None or not made.is_signed:
        repository.read("update-ref", "-d", f"refs/tags/{name}", tag)
        raise DxplanError(
            message("git could not sign the tag {tag}, so it was not made.", tag=name),
            message("Set up a key for signing: user.signingkey and gpg.format in git."),
        )


def has_good_signature(repository: GitRepository, ref: Ref) -> tuple[bool, str]:
    """Tell whether the signature of a tag is good, and what the program that looked at it says; raises DxplanError."""
    chosen = {
        name: _chosen_by_person(repository, name) or usual
        for name, usual in {**_PROGRAMS, _TRUST: "undefined"}.items()
    }
    # Two names of one setting: the last that git is told counts, and a default must not undo a choice.
    chosen["gpg.openpgp.program"] = (
        _chosen_by_person(repository, "gpg.openpgp.program") or chosen["gpg.program"]
    )
    for name, usual in _FILES.items():
        chosen[name] = _chosen_by_person(repository, name, "--type=path") or usual
    options = [option for name, value in chosen.items() if value for option in ("-c", f"{name}={value}")]
    with repository.talk(*options, "verify-tag", "--raw", ref.object) as git:
        git.stdin.close()
        said = git.stdout.read().decode("utf-8", "replace")
        good = git.end() == 0
        said += git.complaint()
    lines = [line for line in said.splitlines() if line.strip()]
    telling = [line for sign in (_GOOD if good else _REASONS) for line in lines if sign in line]
    return good, (telling or lines or [""])[0].removeprefix("[GNUPG:] ")


def is_ancestor(repository: GitRepository, commit: str, tip: str) -> bool | None:
    """Tell whether a commit is a tip or lies below it, None where a shallow clone cannot know."""
    base = repository.read("merge-base", "--all", commit, tip, codes=(0, 1))
    if commit in base.decode("ascii", "replace").split():
        return True
    return None if repository.is_shallow else False


def is_half_done(repository: GitRepository) -> bool:
    """Tell whether a merge, a rebase or the like waits to be finished."""
    return any(os.path.lexists(repository.folder / name) for name in _HALF_DONE)


def _chosen_by_person(repository: GitRepository, name: str, *options: str) -> str:
    for where in ("--global", "--system"):
        asked = ("config", where, "--includes", *options, "--get", name)
        found = repository.read(*asked, codes=(0, 1, 128)).decode("utf-8", "surrogateescape")
        if found.strip():
            return found.strip()
    return ""


def _objects(output: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the objects that git gives: a line of id, kind and size, then so many bytes and a line break."""
    place = 0
    while place < len(output):
        end = output.index(b"\n", place)
        head = output[place:end].decode("ascii", "replace").split()
        place = end + 1
        if len(head) == 3:  # noqa: PLR2004  (an object that is missing has two words)
            size = int(head[2])
            yield head[0], output[place : place + size]
            place += size + 1


def _parsed(raw: bytes | None) -> TagText | None:
    if raw is None:
        return None
    head, _, text = raw.decode("utf-8", "replace").partition("\n\n")
    for line in head.splitlines():
        match = _TAGGER.fullmatch(line.removeprefix("tagger ")) if line.startswith("tagger ") else None
        if match is not None:
            name, email, *when = match.groups()
            return TagText(text, name, email, _moment(*when))
    return TagText(text)


def _moment(seconds: str, sign: str, hours: str, minutes: str) -> str | None:
    from datetime import datetime, timedelta, timezone  # noqa: PLC0415  (only tags have such times)

    offset = timedelta(hours=int(hours), minutes=int(minutes)) * (1 if sign == "+" else -1)
    try:
        return datetime.fromtimestamp(int(seconds), timezone(offset)).isoformat()
    except (ValueError, OverflowError, OSError):
        return None
