"""Setting up git's helpers in the repositories of the plans, taking them away, and telling how they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.commands.paths import from_here
from dxplan.errors import DxplanError, ExitCode
from dxplan.model.message import message
from dxplan.reports.hooks import Piece, piece_name, status_report
from dxplan.stores.hooks_pieces import pieces
from dxplan.stores.hooks_sites import find_sites

if TYPE_CHECKING:
    from pathlib import Path

    from dxplan.commands.session import Session
    from dxplan.stores.hooks_pieces import Piece as Placed

_DONE = "in place"
_VERSIONED = "attributes"
_COMMIT = message("Commit .gitattributes, so that it holds for everybody.")


def install_all(session: Session, *, dry_run: bool) -> int:
    """Put in what is missing or outdated; what cannot be put in is told, and the rest is put in all the same."""
    whole = True
    for piece in _pieces(session):
        try:
            if piece.state() == _DONE:
                _tell(session, "in place already", piece)
                continue
            piece.check()
            if not dry_run:
                piece.install()
                piece.check()
        except DxplanError as error:
            session.console.error(error.message, error.hint)
            whole = False
            continue
        _tell(session, "would be set up" if dry_run else "set up", piece)
        for note in (piece.note, _COMMIT if piece.name == _VERSIONED else None):
            if note:
                session.console.note(note)
    return ExitCode.DONE if whole else ExitCode.FINDINGS


def uninstall_all(session: Session, *, dry_run: bool) -> int:
    """Take away what dxplan has put in; what somebody else has put there stays."""
    whole = True
    for piece in reversed(_pieces(session)):
        try:
            if not piece.is_own():
                continue
            piece.check_removal()
            if not dry_run:
                piece.uninstall()
        except DxplanError as error:
            session.console.error(error.message, error.hint)
            whole = False
            continue
        _tell(session, "would be taken away" if dry_run else "taken away", piece)
    return ExitCode.DONE if whole else ExitCode.FINDINGS


def tell_status(session: Session, form: str, output: Path | None, encoding: str | None) -> int:
    """Show how every piece is; anything that is not in place is a finding."""
    found = [Piece(piece.name, piece.state(), piece.place, piece.note) for piece in _pieces(session)]
    session.console.report(status_report(found, session.say), form, output, encoding)
    return ExitCode.DONE if all(piece.state == _DONE for piece in found) else ExitCode.FINDINGS


def _pieces(session: Session) -> list[Placed]:
    root = session.tree.root
    return [piece for site in find_sites(root, session.tree.plans()) for piece in pieces(site)]


def _tell(session: Session, what: str, piece: Placed) -> None:
    name, place = piece_name(piece.name, session.say), from_here(piece.place)
    said = {
        "in place already": message("Already in place: {name} ({place})", name=name, place=place),
        "set up": message("Set up: {name} ({place})", name=name, place=place),
        "would be set up": message("Would be set up: {name} ({place})", name=name, place=place),
        "taken away": message("Taken away: {name} ({place})", name=name, place=place),
        "would be taken away": message("Would be taken away: {name} ({place})", name=name, place=place),
    }
    session.console.raw(session.say(said[what]) + "\n")
