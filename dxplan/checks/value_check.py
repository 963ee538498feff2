"""The value check: days, fiscal years, periods and time zones that fit the schema's form but do not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.checks.rule import Finding
from dxplan.model.impossible import impossible_values
from dxplan.model.message import message
from dxplan.model.pointer import join_pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.model.places import Place


def value_findings(data: object, places: Place) -> Iterator[Finding]:
    """Yield a finding for each value that cannot be."""
    for path, value in impossible_values(data, places):
        yield Finding(join_pointer(path), message("“{value}” does not exist.", value=value))
