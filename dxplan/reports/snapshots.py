"""Snapshots as they are listed, shown and verified."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dxplan.analysis.sealing import plain_message
from dxplan.i18n import N_
from dxplan.model.message import message
from dxplan.reports.blocks import Block, Column, Heading, Lines, Pairs, Report, Table, Value
from dxplan.reports.words import PLAN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.analysis.verifying import Check, Snapshot
    from dxplan.i18n import Speaker
    from dxplan.model.period import Period

_SHORT, _DAY = 8, 10
_KEYS = ("plan", "period", "day", "tag", "commit", "date", "files", "total", "by_status", "signed")
_CHECK_KEYS = ("plan", "period", "tag", "check", "ok", "message")


def list_snapshots(snapshots: Sequence[Snapshot], say: Speaker) -> Report:
    """Return one line per snapshot."""
    columns = (
        Column("plan", say.text(PLAN), fixed=True),
        Column("period", say.text(N_("Period")), fixed=True),
        Column("day", say.text(N_("Day")), fixed=True),
        Column("total", say.text(N_("Initiatives")), right=True),
        Column("by_status", say.text(N_("By status"))),
        Column("commit", say.text(N_("Commit")), fixed=True),
        Column("kind", say.text(N_("Recorded as"))),
    )
    rows = tuple(_row(snapshot, say) for snapshot in snapshots)
    none = Lines((say(message("There is no snapshot yet.")),))
    blocks: tuple[Block, ...] = (Table(columns, rows),) if rows else (none,)
    records = tuple(_record(snapshot) for snapshot in snapshots)
    payload = {"snapshots": [snapshot_json(snapshot) for snapshot in snapshots]}
    return Report(blocks, Table(tuple(Column(key, key) for key in _KEYS), records), payload)


def show_snapshot(snapshot: Snapshot, say: Speaker) -> Report:
    """Return one snapshot in full."""
    blocks = (
        Heading(f"{_period(snapshot.period, say) or snapshot.name} ({snapshot.plan})"),
        Pairs(tuple(_facts(snapshot, say))),
        Lines(tuple(plain_message(snapshot.text).split("\n"))),
    )
    records = Table(tuple(Column(key, key) for key in _KEYS), (_record(snapshot),))
    payload = {"snapshot": snapshot_json(snapshot) | {"message": snapshot.text}}
    return Report(blocks if snapshot.text else blocks[:2], records, payload)


def verified_snapshots(
    found: Sequence[tuple[Snapshot | None, str, str, Sequence[Check]]], say: Speaker
) -> Report:
    """Return what was found of snapshots: each with its plan, its period or name, and its checks."""
    blocks: list[Block] = []
    rows: list[tuple[Value, ...]] = []
    for snapshot, plan, period, checks in found:
        blocks.append(Heading(f"{plan} {period}", 2))
        for check in checks:
            lines = [f"  {'✓' if check.ok else '✗'} {say(check.message)}"]
            if check.hint and not check.ok:
                lines.append(f"      → {say(check.hint)}")
            blocks.append(Lines(tuple(lines), "good" if check.ok else "error", tight=True))
            tag = snapshot.name if snapshot else None
            rows.append((plan, period, tag, check.name, check.ok, say(check.message)))
    blocks.append(Lines((_sum(found, say),)))
    payload = {"snapshots": [_verdict(*one, say) for one in found]}
    return Report(tuple(blocks), Table(tuple(Column(key, key) for key in _CHECK_KEYS), tuple(rows)), payload)


def snapshot_json(snapshot: Snapshot) -> dict[str, Any]:
    """Return a snapshot for programs."""
    seal = snapshot.seal
    return {
        "plan": snapshot.plan,
        "period": str(snapshot.period) if snapshot.period else None,
        "day": seal.day.isoformat() if seal else _last_day(snapshot),
        "tag": snapshot.name or None,
        "commit": snapshot.commit,
        "date": snapshot.date,
        "tagger": snapshot.tagger or None,
        "tagged": snapshot.tagged,
        "annotated": snapshot.is_annotated,
        "signed": snapshot.signature is not None,
        "files": seal.files if seal else None,
        "by_status": dict(seal.by_status) if seal else None,
        "without_status": seal.without_status if seal else None,
        "total": seal.total if seal else None,
        "digest": seal.digest if seal else None,
    }


def _verdict(
    snapshot: Snapshot | None, plan: str, period: str, checks: Sequence[Check], say: Speaker
) -> dict[str, Any]:
    return {
        "plan": plan,
        # What is no period is the name of a tag.
        "period": None if snapshot and snapshot.period is None else period,
        "tag": snapshot.name if snapshot else None,
        "commit": snapshot.commit if snapshot else None,
        "date": snapshot.date if snapshot else None,
        "checks": [_check(check, say) for check in checks],
    }


def _check(check: Check, say: Speaker) -> dict[str, Any]:
    hint = say(check.hint) if check.hint and not check.ok else None
    return {"check": check.name, "ok": check.ok, "message": say(check.message), "hint": hint}


def _sum(found: Sequence[tuple[Snapshot | None, str, str, Sequence[Check]]], say: Speaker) -> str:
    if not found:
        return say(message("There is no snapshot to verify."))
    failed = sum(not check.ok for *_, checks in found for check in checks)
    if failed:
        return say(
            message(
                "{count} {count:snapshot/snapshots}, {failed} {failed:finding/findings}.",
                count=len(found),
                failed=failed,
            )
        )
    return say(
        message("{count} {count:snapshot, as it was/snapshots, all as they were} made.", count=len(found))
    )


def _row(snapshot: Snapshot, say: Speaker) -> tuple[Value, ...]:
    seal = snapshot.seal
    counts = "・".join(f"{name} {count}" for name, count in seal.by_status if count) if seal else ""
    kind = say(message("tag")) if snapshot.name else say(message("entry in plan.yaml"))
    if snapshot.name and not snapshot.is_annotated:
        kind = say(message("tag that is not annotated"))
    period = _period(snapshot.period, say) or snapshot.name
    day = seal.day.isoformat() if seal else _last_day(snapshot)
    return (
        snapshot.plan,
        period,
        day,
        seal.total if seal else None,
        counts,
        (snapshot.commit or "")[:_SHORT],
        kind,
    )


def _record(snapshot: Snapshot) -> tuple[Value, ...]:
    shown = snapshot_json(snapshot)
    counts = shown["by_status"]
    shown["by_status"] = ", ".join(f"{name} {count}" for name, count in counts.items()) if counts else None
    return tuple(shown[key] for key in _KEYS)


def _facts(snapshot: Snapshot, say: Speaker) -> Iterator[tuple[str, str]]:
    seal = snapshot.seal
    yield say.text(N_("Tag")), snapshot.name or say(message("entry in plan.yaml"))
    yield (
        say.text(N_("Commit")),
        f"{snapshot.commit} ({(snapshot.date or '')[:_DAY]})" if snapshot.commit else "–",
    )
    if snapshot.tagger:
        yield say.text(N_("Made by")), f"{snapshot.tagger} ({(snapshot.tagged or '')[:_DAY]})"
    if seal:
        yield say.text(N_("Day")), seal.day.isoformat()
        yield say.text(N_("Files")), str(seal.files)
        yield (
            say.text(N_("Initiatives")),
            f"{seal.total} ({'・'.join(f'{n} {c}' for n, c in seal.by_status)})"
            if seal.by_status
            else str(seal.total),
        )
        if seal.without_status and seal.by_status:
            yield say.text(N_("Without a status")), str(seal.without_status)
        yield say.text(N_("Digest")), seal.digest
    if snapshot.signature is not None:
        good, said = snapshot.signature
        shown = message("good: {said}", said=said) if good else message("not proved: {said}", said=said)
        yield say.text(N_("Signature")), say(shown)


def _period(period: Period | None, say: Speaker) -> str:
    if period is None:
        return ""
    return period.japanese if say.language == "ja" else period.english


def _last_day(snapshot: Snapshot) -> str | None:
    return snapshot.period.last_day.isoformat() if snapshot.period else None
