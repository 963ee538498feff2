"""The normal form of many files: which of them change, and which cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.analysis.widths import narrow_dates
from dxplan.checks.run import form_result
from dxplan.commands.fixing import edited, edits_of
from dxplan.errors import DocumentError
from dxplan.model.message import message
from dxplan.stores.cache import digest
from dxplan.stores.changing import Draft
from dxplan.stores.documents import parse_document
from dxplan.stores.editing import Edit
from dxplan.stores.formatting import formatted
from dxplan.stores.layout import plan_file
from dxplan.stores.schemas import SchemaName, list_keys, program_digest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dxplan.commands.session import Session
    from dxplan.stores.plan_tree import Moment


def drafts_of(
    session: Session, moments: Mapping[str, Moment], wanted: Callable[[str], bool]
) -> tuple[list[Draft], int, bool]:
    """Return what is to become of files, how many were looked at, and whether all of them could be brought into form."""
    drafts: list[Draft] = []
    files, whole = 0, True
    for name, moment in moments.items():
        known: dict[bytes, bytes] = {}
        for path in filter(wanted, [plan_file(name), *moment.tree.initiative_files(name)]):
            files += 1
            kind: SchemaName = "plan" if path == plan_file(name) else "initiative"
            try:
                raw = moment.tree.read(path)
                key = digest(program_digest(), b"fmt", kind.encode(), raw)
                if session.cache.get_many([key]):
                    continue  # it was in its normal form before
                draft = _draft(path, raw, kind)
            except DocumentError as error:
                whole = False
                place = error.place(path)
                said = message("{place} is left as it is: {text}", place=place, text=error.message)
                session.console.warn(said, error.hint)
                continue
            if draft:
                drafts.append(draft)
            else:
                known[key] = b""
        session.cache.put_many(known)
    return drafts, files, whole


def _draft(path: str, raw: bytes, name: SchemaName) -> Draft | None:
    """Return what is to become of a file, None where it is in its normal form; raises DocumentError."""
    document = parse_document(path, raw)
    # What has one certain cure, as a number in full-width digits, is no matter of judgement either.
    text, _ = edited(
        document.text, edits_of(document.data, form_result(document, name).fixes), lambda _: None
    )
    narrow = [
        Edit(pointer, value)
        for pointer, value in narrow_dates(parse_document(path, text.encode()).data, name)
    ]
    text, _ = edited(text, narrow, lambda _: None)
    text = formatted(text, list_keys(name))
    return None if text == document.text else Draft(path, raw, text)
