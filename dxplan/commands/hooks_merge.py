"""The merge driver: what git calls for each plan file that both sides have changed."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from dxplan.analysis.merging_files import merge_files
from dxplan.errors import DxplanError, ExitCode
from dxplan.model.message import message
from dxplan.reports.hooks import conflict_message
from dxplan.stores.layout import PLAN_FILE
from dxplan.stores.merge_conflicts import Marks
from dxplan.stores.merge_git import merge_lines, read_side, shows_base
from dxplan.stores.writing import write_file

if TYPE_CHECKING:
    from dxplan.commands.session import Session
    from dxplan.reports.difference_titles import FileKind

_SIZE = 7
# Marks without a name stand in what git remembers of conflicts (rerere), and it tells itself what it makes of that.
_REMEMBERED = re.compile(rb"^<+\r?$", re.MULTILINE)


def merge_into_ours(
    session: Session, files: tuple[str, str, str], size: str, path: str, labels: tuple[str, str, str]
) -> int:
    """Merge base, ours and theirs into the file of ours; git reads the exit code 1 as a conflict."""
    kind: FileKind = "plan" if PurePosixPath(path).name == PLAN_FILE else "initiative"
    marks = _marks(size, labels)
    base, ours, theirs = map(read_side, files)

    def marks_here() -> Marks:
        return marks if shows_base() else Marks(marks.size, marks.ours, marks.theirs)

    try:
        merged = merge_files(base, ours, theirs, kind, marks_here)
        write_file(Path(files[1]), merged.raw)
    except DxplanError as error:
        if not _is_inner(marks) and not _REMEMBERED.search(base):
            session.console.note(
                message("{path}: merged line by line. {text}", path=path, text=error.message)
            )
        return _line_by_line(files, marks)
    except BaseException:
        # Else git would take our side for the result.
        _line_by_line(files, marks)
        raise
    for conflict in () if _is_inner(marks) else merged.conflicts:
        said = conflict_message(conflict, kind, session.say)
        session.console.note(message("{path}: conflict in {text}", path=path, text=said))
    return ExitCode.FINDINGS if merged.conflicts else ExitCode.DONE


def _line_by_line(files: tuple[str, str, str], marks: Marks) -> int:
    result, whole = merge_lines(*files, marks)
    write_file(Path(files[1]), result)
    return ExitCode.DONE if whole else ExitCode.FINDINGS


def _is_inner(marks: Marks) -> bool:
    """Tell whether git only merges several bases into one, of which nobody needs to hear.

    Its marks are longer there by two at least, and the sides have names that git has made up, where it tells them.
    """
    return marks.size > _SIZE + 1 and marks.ours.startswith(("ours", "Temporary merge branch"))


def _marks(size: str, labels: tuple[str, str, str]) -> Marks:
    """Return how git wants conflicts marked; older versions hand over the names of their places instead of labels."""
    base, ours, theirs = ("" if label in {"%S", "%X", "%Y"} else label for label in labels)
    length = int(size) if size.isdecimal() and size.isascii() else _SIZE
    return Marks(length or _SIZE, ours or "ours", theirs or "theirs", base)
