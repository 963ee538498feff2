"""Who owns what: owners as plan.yaml names them, and the addresses by which git knows people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# How forges write a login into the address of somebody who keeps their own private.
_PRIVATE = re.compile(r"(?:[0-9]+[+-])?(?P<login>[^@+]+)@users\.noreply\.(?:github|gitlab)\.com")


def owns(owner: str, email: str) -> bool | None:
    """Say whether an owner (``@login``, an address, ``*@domain``) is who has an address; None where that cannot be known."""
    plain, address = owner.casefold(), email.casefold()
    if not plain.startswith("@"):
        return address.endswith(plain[1:]) if plain.startswith("*@") else address == plain
    found = _PRIVATE.fullmatch(address)
    if "/" in plain or found is None:
        return None  # who is in a team, and whose login an address of one's own stands for, git does not know
    return found["login"] == plain[1:]


def is_among(owners: Iterable[str], email: str) -> bool | None:
    """Say whether one of the owners is who has an address; None where that cannot be known."""
    answers = [owns(owner, email) for owner in owners]
    if True in answers:
        return True
    return None if None in answers else False
