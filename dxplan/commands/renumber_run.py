"""How ``dxplan renumber`` goes: find, show, ask, write, commit; all of it or nothing."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from msgspec import Struct

from dxplan.checks.rules.successor import RULE as SUCCESSOR
from dxplan.checks.validation import joined
from dxplan.commands.asking import Asker, can_ask
from dxplan.commands.draft_check import judge
from dxplan.commands.one_commit import CommitWish, check_committable, commit_files, plan_speaker
from dxplan.commands.renumber_work import PlanWork
from dxplan.errors import DxplanError, ExitCode, UsageError
from dxplan.model.message import message
from dxplan.model.problem import Severity
from dxplan.reports.renumbering import renumber_lines, renumber_message
from dxplan.reports.validation import validation_report
from dxplan.stores.changing import Draft, exclusive, write_drafts
from dxplan.stores.layout import plan_file
from dxplan.stores.loading import see_what_is_wrong

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.commands.renumber_wishes import RenumberIds
    from dxplan.commands.session import Session
    from dxplan.model.plan import Plan
    from dxplan.stores.mounts import Mount

# What a clash of ids may have hidden: to which of them another initiative leads was not clear.
_HIDDEN = {SUCCESSOR.id}


class RenumberWish(Struct, frozen=True):
    """What is to be done with the changes."""

    dry: bool
    yes: bool
    commit: CommitWish


def renumber(session: Session, plans: Sequence[str], ids: RenumberIds, wish: RenumberWish) -> int:
    """Mend clashes, or give an initiative the id and the number that are wished for; raises DxplanError."""
    asker = Asker(session.say, asks=can_ask() and not wish.yes)
    root = session.tree.root
    known = _plans(session, plans)
    with ExitStack() as stack:
        # Nobody is kept out while a person thinks; files that change meanwhile are noticed.
        if not (asker.asks or wish.dry):
            stack.enter_context(exclusive(root))
        works = _meant([PlanWork(session, name, plan) for name, plan in known.items()], ids)
        left = [problem for work in works for problem in work.make(ids)]
        drafts = {work.name: work.drafts() for work in works}
        if not any(drafts.values()):
            session.console.note(message("No id and no number clashes."))
            return ExitCode.DONE
        if not _shown(session, works, drafts):
            return ExitCode.FINDINGS
        if wish.dry:
            session.console.note(message("Nothing was written."))
            return ExitCode.DONE
        mounts = _mounts(session, works, drafts) if wish.commit.wanted else {}
        if not _agreed(session, asker, wish):
            return ExitCode.DONE
        if asker.asks:
            stack.enter_context(exclusive(root))
        write_drafts(root, [draft for each in drafts.values() for draft in each])
        _finish(session, works, drafts, mounts, wish)
    return ExitCode.FINDINGS if left else ExitCode.DONE


def _plans(session: Session, wanted: Sequence[str]) -> dict[str, Plan]:
    """Return the plans; raises DxplanError for one that cannot be used, as what its numbers mean is not known."""
    found: dict[str, Plan] = {}
    for name in session.tree.select(wanted):
        plan = session.plan_at(session.tree, name)
        if plan is None:
            path = plan_file(name)
            raise DxplanError(message("{path} cannot be used.", path=path), see_what_is_wrong(path, None))
        found[name] = plan
    session.speak_like(list(found.values()))
    return found


def _meant(works: list[PlanWork], ids: RenumberIds) -> list[PlanWork]:
    """Return the plans that have the initiatives that are named; raises NotFoundError and UsageError."""
    if not ids.ids:
        return works
    for identifier in ids.ids:
        owners = [work for work in works if work.knows(identifier)]
        if not owners:
            raise works[0].missing(identifier)
        if len(owners) > 1 and (identifier in ids.new or ids.number is not None):
            names = ", ".join(work.name for work in owners)
            raise UsageError(
                message("Several plans have an initiative “{id}”: {plans}.", id=identifier, plans=names),
                message("Name one with --plan."),
            )
    return [work for work in works if any(work.knows(identifier) for identifier in ids.ids)]


def _shown(session: Session, works: Sequence[PlanWork], drafts: dict[str, list[Draft]]) -> bool:
    """Show what would change; tell whether it may, and if not, why."""
    found = joined(judge(session, [work.name], drafts[work.name], work.former).new for work in works)
    if found.problems:
        session.console.report(validation_report(found, (), session.say), "table")
    if any(one.severity is Severity.ERROR and one.rule not in _HIDDEN for one in found.problems):
        session.console.error(message("Nothing was written: the change would bring errors."))
        return False
    for work in works:
        session.console.raw(
            "".join(f"{line}\n" for edition in work.changed for line in renumber_lines(edition))
        )
        for mention in work.mentions():
            session.console.warn(mention)
    return True


def _mounts(session: Session, works: Sequence[PlanWork], drafts: dict[str, list[Draft]]) -> dict[str, Mount]:
    return {
        work.name: check_committable(session, work.name, [draft.path for draft in drafts[work.name]])
        for work in works
        if drafts[work.name]
    }


def _agreed(session: Session, asker: Asker, wish: RenumberWish) -> bool:
    """Ask whether to write; raises UsageError where nobody can be asked."""
    if wish.yes:
        return True
    if not asker.asks:
        raise UsageError(
            message("Nothing was written: ids and numbers change for everybody."),
            message("Write it with --yes, or look at it with --dry-run."),
        )
    if asker.confirm(message("Write this?"), "--yes", default=True):
        return True
    session.console.note(message("Nothing was written."))
    return False


def _finish(
    session: Session,
    works: Sequence[PlanWork],
    drafts: dict[str, list[Draft]],
    mounts: dict[str, Mount],
    wish: RenumberWish,
) -> None:
    """Tell what was written, and make the commits: one in each repository."""
    count = sum(len(work.changed) for work in works)
    session.console.note(message("Wrote {count} {count:file/files}.", count=count))
    groups: dict[str, list[PlanWork]] = {}
    for work in works:
        if work.name in mounts:
            groups.setdefault(str(mounts[work.name].repository.folder), []).append(work)
    for group in groups.values():
        say = plan_speaker(session, group[0].plan)
        text = renumber_message([one for work in group for one in work.changed], wish.commit.subject, say)
        mount = mounts[group[0].name]
        paths = [draft.path for work in group for draft in drafts[work.name]]
        commit_files(session, mount, paths, text)
