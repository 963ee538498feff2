"""``dxplan codeowners``: who must look at a change, from the owners that plan.yaml names."""

import os
from pathlib import Path
from typing import Annotated, Literal

import typer

from dxplan.analysis.ownership import ownership
from dxplan.commands.options import Plans, command
from dxplan.commands.session import Session
from dxplan.errors import ExitCode, UsageError
from dxplan.i18n import N_
from dxplan.model.message import message
from dxplan.reports.codeowners import block, has_block, with_block
from dxplan.stores.changing import Draft, exclusive, write_drafts
from dxplan.stores.ci_places import plans_in_git
from dxplan.stores.file_reading import read_bytes
from dxplan.stores.head import top_folder
from dxplan.stores.source_text import decode

Check = Annotated[bool, typer.Option("--check", help=N_("Only tell whether the file is as it should be."))]
Forge = Annotated[
    Literal["github", "gitlab"], typer.Option("--for", help=N_("Where the file is looked for by --check."))
]
File = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help=N_("Write into FILE; lines that are not dxplan's stay as they are."),
        show_default=False,
    ),
]
Dry = Annotated[bool, typer.Option("--dry-run", help=N_("Only show what would be written."))]

# In the order in which each looks; the first that is there counts.
_PLACES = {
    "github": (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"),
    "gitlab": ("CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"),
}
_NEW = {"github": ".github/CODEOWNERS", "gitlab": ".gitlab/CODEOWNERS"}


def register(app: typer.Typer, help_text: str) -> None:
    """Add the command to the application."""

    @command(app, "codeowners", help_text)
    def run(
        session: Session,
        check: Check = False,
        forge: Forge = "github",
        plans: Plans = None,
        output: File = None,
        dry_run: Dry = False,
    ) -> int:
        if check and dry_run:
            raise UsageError(message("--check and --dry-run contradict each other."))
        loaded = session.load(plans or ())
        owned = list(ownership(loaded.plans))
        new = block(owned, plans_in_git(session.tree.root))
        if not owned:
            session.console.note(message("No plan names owners: in plan.yaml."))
        top = top_folder(session.tree.root) or session.tree.root
        place = _inside(output, top) if output else None
        if check:
            current = _is_current(session, top, place or _found(top, forge), new, bool(owned), forge)
            return ExitCode.DONE if current and loaded.complete else ExitCode.FINDINGS
        if place is None:
            session.console.raw(new)
        else:
            _write(session, top, place, new, dry_run=dry_run)
        return ExitCode.DONE if loaded.complete else ExitCode.FINDINGS


def _inside(file: Path, top: Path) -> str:
    """Return where a file lies below the top; raises UsageError."""
    absolute = Path(os.path.abspath(file))  # noqa: PTH100  (a link is for the store to judge)
    real = Path(os.path.realpath(absolute.parent)) / absolute.name
    if not real.is_relative_to(os.path.realpath(top)):
        raise UsageError(
            message("{path} is not in {folder}.", path=file.as_posix(), folder=top.as_posix()),
            message("Nothing is written outside of the repository."),
        )
    return real.relative_to(os.path.realpath(top)).as_posix()


def _found(top: Path, forge: str) -> str | None:
    return next((place for place in _PLACES[forge] if os.path.lexists(top / place)), None)


def _is_current(session: Session, top: Path, place: str | None, new: str, owned: bool, forge: str) -> bool:
    """Tell whether the file is as it should be, and say so where it is not."""
    if place is None or not os.path.lexists(top / place):
        if not owned:
            return True
        session.console.note(message("There is no CODEOWNERS."))
        _tell_cure(session, place or _NEW[forge])
        return False
    text = decode(read_bytes(top / place, top)).text
    if with_block(text, new) == text or (not owned and not has_block(text)):
        return True
    session.console.note(message("{file} is not as it should be.", file=place))
    _tell_cure(session, place)
    return False


def _tell_cure(session: Session, place: str) -> None:
    session.console.note(message("Run dxplan codeowners -o {file}", file=place))


def _write(session: Session, top: Path, place: str, new: str, *, dry_run: bool) -> None:
    """Write the block into a file, or show the file as it would be."""
    if dry_run:
        session.console.raw(_filled(top, place, new).text or "")
        session.console.note(message("Nothing was written; this is what {file} would say.", file=place))
        return
    with exclusive(session.tree.root):
        draft = _filled(top, place, new)
        if draft.before is not None and decode(draft.before).text == draft.text:
            session.console.note(message("{file} is as it should be.", file=place))
            return
        write_drafts(top, [draft])
    session.console.note(message("Wrote {file}.", file=place))


def _filled(top: Path, place: str, new: str) -> Draft:
    before = read_bytes(top / place, top) if os.path.lexists(top / place) else None
    return Draft(place, before, with_block("" if before is None else decode(before).text, new))
