"""Making what ``dxplan init`` was asked for: the files, and a git repository around them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from dxplan import __version__
from dxplan.analysis.starting_files import plan_files, surrounding_files
from dxplan.commands.asking import Asker, can_ask
from dxplan.commands.init_questions import Questions
from dxplan.commands.paths import from_here
from dxplan.commands.schema import narrowed_text
from dxplan.errors import DxplanError, ExitCode, UsageError
from dxplan.model.message import message
from dxplan.stores.layout import NARROWED_SCHEMA_FILE, PLANS_FOLDER, plan_file
from dxplan.stores.starting import Site, compare, find_site, place

if TYPE_CHECKING:
    from dxplan.analysis.starting import Start
    from dxplan.commands.init_questions import Given
    from dxplan.commands.session import Session
    from dxplan.model.plan import Plan


class Wish(Struct, frozen=True, kw_only=True):
    """Where and how to start; ``git`` is None where it is to be asked for."""

    folder: Path
    named: bool
    git: bool | None
    keep: bool
    dry: bool
    yes: bool


def start_plan(session: Session, given: Given, wish: Wish) -> int:
    """Ask for what is missing, then write everything or nothing."""
    site = find_site(wish.folder, named=wish.named)
    asker = Asker(session.say, asks=can_ask() and not wish.yes)
    if site.plans:
        session.console.note(
            message(
                "{folder} has plans already ({plans}); another one comes beside them.",
                folder=site.root.as_posix(),
                plans=", ".join(site.plans),
            )
        )
    start, plan = Questions(asker, session.day_of, session.say.language, site).start(given)
    files = _files(start, plan, alone=not site.plans)
    new = _new_files(session, asker, site, files, start, keep=wish.keep)
    if wish.dry or not new:
        session.console.raw("".join(f"{path}\n" for path in new))
        return ExitCode.DONE
    git = _wants_git(asker, site, wish.git)
    question = message("Write {count} files into {folder}?", count=len(new), folder=from_here(site.root))
    if not asker.confirm(question, "--yes", default=True):
        session.console.note(message("Nothing was written."))
        return ExitCode.DONE
    place(site, {path: files[path] for path in new})
    session.console.raw("".join(f"{path}\n" for path in new))
    if git:
        _make_git(site)
    _tell(session, site, start, len(new))
    return ExitCode.DONE


def _files(start: Start, plan: Plan, *, alone: bool) -> dict[str, str]:
    """Return all files by their paths; in a repository that has plans, those of the new plan only."""
    own = plan_files(start)
    own[f"{PLANS_FOLDER}/{start.plan}/{NARROWED_SCHEMA_FILE}"] = narrowed_text(start.plan, plan)
    files = {**own, **surrounding_files(start, __version__)} if alone else own
    return dict(sorted(files.items()))


def _new_files(
    session: Session, asker: Asker, site: Site, files: dict[str, str], start: Start, *, keep: bool
) -> list[str]:
    """Return the files that are not there yet; raises DxplanError where others stand in their places."""
    same, other = compare(site.root, files)
    if any(path.startswith(f"{PLANS_FOLDER}/{start.plan}/") for path in other):
        raise DxplanError(
            message("There is a plan “{plan}” already, which stays as it is.", plan=start.plan),
            message("Nothing was written. Choose another name with --plan."),
        )
    question = message(
        "These files are there already and stay as they are: {files}. Write the others?",
        files=", ".join(other),
    )
    if other and not (keep or asker.confirm(question, "--keep-existing", default=False)):
        raise DxplanError(
            message("These files are there already and say something else: {files}.", files=", ".join(other)),
            message("Nothing was written. --keep-existing leaves them as they are and writes the others."),
        )
    for path in other:
        session.console.note(message("{path} is there already and stays as it is.", path=path))
    new = [path for path in files if path not in {*same, *other}]
    if not new:
        session.console.note(message("Everything is there already; nothing was written."))
    return new


def _wants_git(asker: Asker, site: Site, wish: bool | None) -> bool:
    if site.is_under_git or wish is False:
        return False
    if wish is None and not asker.confirm(
        message("Make a git repository there?"), "--git", default=asker.asks
    ):
        return False
    if "GIT_DIR" in os.environ:
        raise UsageError(message("git works on another repository here, which GIT_DIR names."))
    return True


def _make_git(site: Site) -> None:
    from dxplan.stores.git import GitRepository  # noqa: PLC0415  (45 ms that only --git needs)

    try:
        GitRepository.create(site.root)
    except DxplanError as error:
        raise DxplanError(
            message("The files are written, but no git repository was made: {reason}", reason=error.message),
            error.hint,
        ) from None


def _tell(session: Session, site: Site, start: Start, count: int) -> None:
    """Say what was made, what is odd about it, and what comes next."""
    note = session.console.note
    note(message("Made {count} files in {folder}.", count=count, folder=from_here(site.root)))
    if start.forge != "none" and not site.plans and not site.is_top:
        note(message("Checks by a forge work only where this folder is the top of the git repository."))
    if site.plans and not (site.root / "schema").is_dir():
        note(
            message("Editors look for schema/plan.schema.json: dxplan schema plan -o schema/plan.schema.json")
        )
    note(
        message(
            "1. Look through {file}, and put real initiatives in the place of the sample.",
            file=plan_file(start.plan),
        )
    )
    note(message("2. Check and count there: dxplan validate --strict, dxplan status"))
    note(
        message("3. Let git merge by field, then commit: dxplan hooks install, git add -A, git commit")
        if site.is_under_git
        else message(
            "3. Keep the history: git init, dxplan hooks install, git add -A, git commit",
        )
    )
