"""What ``dxplan renumber`` is asked for on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from dxplan.analysis.numbering import LARGEST, is_id
from dxplan.checks.schema_words import bilingual
from dxplan.errors import UsageError
from dxplan.model.message import both, message
from dxplan.stores.schemas import schema

if TYPE_CHECKING:
    from collections.abc import Sequence


class RenumberIds(Struct, frozen=True):
    """The ids whose clashes are to be mended, all of them where none is named; new ids by old ones; a new number."""

    ids: tuple[str, ...]
    new: dict[str, str]
    number: int | None


def read_wishes(ids: Sequence[str], new_ids: Sequence[str], number: int | None) -> RenumberIds:
    """Read ids and what they are to become; raises UsageError."""
    named = list(dict.fromkeys(ids))
    wishes: dict[str, str] = {}
    for text in new_ids:
        old, sign, new = text.rpartition("=")
        if not sign and len(named) != 1:
            raise UsageError(
                message("--id {id} does not say whose id it is.", id=text),
                message("Write --id OLD={id}", id=text),
            )
        old = old if sign else named[0]
        _check_id(new)
        if wishes.setdefault(old, new) != new:
            raise UsageError(message("--id is given twice for “{id}”.", id=old))
    if len(set(wishes.values())) < len(wishes):
        raise UsageError(message("--id gives one new id to several initiatives."))
    if number is not None:
        if len(named) != 1:
            raise UsageError(message("--number needs the id of one initiative."))
        if number > LARGEST:
            raise UsageError(message("A number is a whole number from 1 to {last}.", last=LARGEST))
    return RenumberIds(tuple(dict.fromkeys([*named, *wishes])), wishes, number)


def _check_id(text: str) -> None:
    if not is_id(text):
        reason = both(bilingual(schema("initiative")["properties"]["id"]["errorMessage"]))
        raise UsageError(message("--id cannot be taken: {reason}", reason=reason))
