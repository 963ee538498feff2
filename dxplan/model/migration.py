"""Migrations: files of an older schema version, read as the present version would say the same.

History holds files as they were written. A migration takes a document of one version to the next, so that a difference
across a change of the schema shows changes of the plan and none of the schema.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

from dxplan.errors import DocumentError
from dxplan.model.message import message

Data = dict[str, Any]
Step = Callable[[Data], Data]
PRESENT = 1
"""The version that ``schema/*.schema.json`` describe."""

STEPS: Mapping[tuple[Literal["plan", "initiative"], int], Step] = {}
"""(kind of document, version that it leads away from) → what makes the next version of it; version 1 is the first."""


def migrated(
    data: Data,
    kind: Literal["plan", "initiative"],
    *,
    steps: Mapping[tuple[Literal["plan", "initiative"], int], Step] = STEPS,
    present: int = PRESENT,
) -> Data:
    """Return a document in the present version.

    A document without a version that can be understood is returned as it is: the check of the schema tells of it.
    Raises DocumentError for a version that this dxplan does not know yet.
    """
    version = data.get("schema")
    if not isinstance(version, int) or isinstance(version, bool):
        return data
    if version > present:
        raise DocumentError(
            "schema",
            message(
                "The file follows version {version} of the schema, which this dxplan does not know.",
                version=version,
            ),
            message("Update dxplan."),
        )
    while version < present and (kind, version) in steps:
        data = steps[kind, version](data)
        version += 1
        data = {**data, "schema": version}
    return data
