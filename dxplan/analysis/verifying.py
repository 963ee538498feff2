"""Verifying: what was found of a snapshot, and what that proves of it.

Nothing is asked of git here; what is needed was found before, so that every verdict can be tried out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from dxplan.analysis.sealing import Seal
from dxplan.model.message import Message, message
from dxplan.model.period import Period

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Check(Struct, frozen=True):
    """One thing that was looked at: whether it holds, what to say, and what to do where it does not."""

    name: str
    ok: bool
    message: Message
    hint: Message | None = None


class Snapshot(Struct, frozen=True):
    """A tag below ``snapshot/<plan>/``, with all that git knows of it.

    ``period`` is None for a name that is no period; ``seal`` is what the tag says of the plan, ``found`` what the plan at
    the tagged commit is, None where it is not there or cannot be read. ``signature`` is None without one, else whether it
    is good and what the program said.
    """

    plan: str
    name: str
    period: Period | None
    tag_object: str
    commit: str | None = None
    date: str | None = None
    is_annotated: bool = False
    tagger: str = ""
    tagged: str | None = None
    text: str = ""
    seal: Seal | None = None
    found: Seal | None = None
    signature: tuple[bool, str] | None = None
    is_ancestor: bool | None = False
    """Whether the branch contains the commit, None where the clone has too little of the history to tell."""
    recorded: str | None = None
    """The commit that plan.yaml records for the period, if it does."""


_COMPARE = message("Compare with the others: git ls-remote --tags origin.")


def checks_of(snapshot: Snapshot, others: Sequence[Snapshot]) -> list[Check]:
    """Return what holds of a snapshot and what does not; ``others`` are all snapshots of the plan."""
    if snapshot.period is None:
        return [
            Check(
                "name",
                ok=False,
                message=message("The tag {tag} names no period.", tag=snapshot.name),
                hint=message("A snapshot's tag is called snapshot/<plan>/<period>, for example …/R4-H1."),
            )
        ]
    if snapshot.commit is None:
        return [Check("commit", ok=False, message=message("The tag leads to no commit."), hint=_COMPARE)]
    return [
        *_name(snapshot, snapshot.period),
        _annotated(snapshot),
        *_seal(snapshot),
        *_signature(snapshot),
        _ancestor(snapshot),
        *_witnesses(snapshot, others),
        *_entry(snapshot),
    ]


def lost_snapshots(snapshots: Sequence[Snapshot]) -> dict[Period, list[str]]:
    """Return the periods whose snapshots later ones name but which are not there any more, with the names of those."""
    there = {snapshot.period for snapshot in snapshots}
    lost: dict[Period, list[str]] = {}
    for snapshot in snapshots:
        for period, _ in snapshot.seal.previous if snapshot.seal else ():
            if period not in there:
                lost.setdefault(period, []).append(snapshot.name)
    return lost


def lost_check(period: Period, witnesses: Sequence[str]) -> Check:
    """Return the finding for a snapshot that is gone."""
    said = message(
        "The snapshot of {period} is gone; {tags} name it.", period=str(period), tags=", ".join(witnesses)
    )
    return Check("recorded", ok=False, message=said, hint=message("Fetch it again: git fetch --tags."))


def _name(snapshot: Snapshot, period: Period) -> Iterator[Check]:
    """Look at how the period is spelt: under two spellings it could have two snapshots."""
    usual = f"snapshot/{snapshot.plan}/{period}"
    if snapshot.name != usual:
        said = message("The tag spells the period otherwise than {tag}.", tag=usual)
        yield Check("name", ok=False, message=said, hint=_COMPARE)


def _annotated(snapshot: Snapshot) -> Check:
    if snapshot.is_annotated:
        return Check("annotated", ok=True, message=message("The tag is annotated."))
    said = message("The tag is not annotated: nobody stands for it, and it says nothing of the plan.")
    return Check("annotated", ok=False, message=said, hint=_COMPARE)


def _seal(snapshot: Snapshot) -> Iterator[Check]:
    seal, found = snapshot.seal, snapshot.found
    if not snapshot.is_annotated:
        return
    if seal is None:
        said = message("The tag's message does not end with what dxplan writes there.")
        yield Check("seal", ok=False, message=said, hint=_COMPARE)
        return
    if (seal.plan, seal.period) != (snapshot.plan, snapshot.period):
        said = message(
            "The tag was made for {plan} {period}, not for this name.",
            plan=seal.plan,
            period=str(seal.period),
        )
        yield Check("seal", ok=False, message=said, hint=_COMPARE)
    elif seal.day != seal.period.last_day:
        said = message(
            "The tag names the day {day}, on which {period} does not end.",
            day=seal.day.isoformat(),
            period=str(seal.period),
        )
        yield Check("seal", ok=False, message=said, hint=_COMPARE)
    else:
        yield Check("seal", ok=True, message=message("The message names this plan and this period."))
    if found is None:
        said = message("The plan cannot be read at the tagged commit.")
        yield Check("digest", ok=False, message=said, hint=_COMPARE)
        return
    if found.digest == seal.digest:
        yield Check("digest", ok=True, message=message("The plan's files are those that were sealed."))
    else:
        said = message("The plan's files are not those that were sealed.")
        yield Check("digest", ok=False, message=said, hint=_COMPARE)
    if _counted(found) == _counted(seal):
        yield Check(
            "counts",
            ok=True,
            message=message("The counts are right: {files} {files:file/files}.", files=seal.files),
        )
    else:
        said = message(
            "The counts are wrong: the tag says {said}, the plan has {there}.",
            said=_counts(seal),
            there=_counts(found),
        )
        yield Check("counts", ok=False, message=said, hint=_COMPARE)


def _counted(seal: Seal) -> tuple[int, tuple[tuple[str, int], ...], int]:
    return seal.files, seal.by_status, seal.without_status


def _counts(seal: Seal) -> str:
    counted = [f"{name} {count}" for name, count in seal.by_status]
    without = [f"– {seal.without_status}"] if seal.without_status else []
    return ", ".join([f"{seal.files}", *counted, *without])


def _signature(snapshot: Snapshot) -> Iterator[Check]:
    if snapshot.signature is None:
        return
    good, said = snapshot.signature
    if good:
        yield Check("signature", ok=True, message=message("The signature is good: {said}", said=said))
    else:
        hint = message(
            "Without the signer's public key no signature can be proved; ask who made the snapshot."
        )
        yield Check(
            "signature",
            ok=False,
            message=message("The signature is not proved: {said}", said=said),
            hint=hint,
        )


def _ancestor(snapshot: Snapshot) -> Check:
    if snapshot.is_ancestor is None:
        said = message(
            "This clone has too little of the history to show that the branch contains the commit."
        )
        hint = message("Fetch the rest of it: git fetch --unshallow --tags.")
        return Check("ancestor", ok=False, message=said, hint=hint)
    if snapshot.is_ancestor:
        return Check("ancestor", ok=True, message=message("The branch goes on from the tagged commit."))
    said = message(
        "The branch does not contain the tagged commit: its history was rewritten, or the tag was moved."
    )
    return Check("ancestor", ok=False, message=said, hint=_COMPARE)


def _witnesses(snapshot: Snapshot, others: Sequence[Snapshot]) -> Iterator[Check]:
    """Look at what later snapshots recorded of this one."""
    told: dict[str, set[str]] = {}
    for other in others:
        for period, tag in other.seal.previous if other.seal and other.name != snapshot.name else ():
            if period == snapshot.period:
                told.setdefault(other.name, set()).add(tag)
    wrong = [name for name, tags in told.items() if snapshot.tag_object not in tags]
    if wrong:
        said = message("The tag was moved or made anew: {tags} recorded another one.", tags=", ".join(wrong))
        yield Check("recorded", ok=False, message=said, hint=_COMPARE)
    elif told:
        yield Check(
            "recorded", ok=True, message=message("{tags} recorded this very tag.", tags=", ".join(told))
        )


def _entry(snapshot: Snapshot) -> Iterator[Check]:
    if snapshot.recorded is None:
        return
    if snapshot.recorded == snapshot.commit:
        yield Check("entry", ok=True, message=message("plan.yaml records the same commit."))
        return
    said = message(
        "plan.yaml records another commit for this period: {commit}.", commit=snapshot.recorded[:12]
    )
    yield Check("entry", ok=False, message=said, hint=_COMPARE)
