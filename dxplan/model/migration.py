"""Migrations: files of an older schema version, read as the present version would say the same.

History holds files as they were written. A migration takes a document of one version to the next, so that a difference
across a change of the schema shows changes of the plan and none of the schema.

Both schemas share one number. To change a schema: raise ``PRESENT`` and the ``const`` of ``schema:`` in both, and enter a
step for each kind of document whose form changed; the other kind only gets the new number. Steps stay for good.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

from dxplan.errors import DocumentError
from dxplan.model.message import message

Data = dict[str, Any]
Kind = Literal["plan", "initiative"]
Step = Callable[[Data], Data]
"""Makes the next version of a document, in a new object; what the schema did not allow may stand in it, too."""

FIRST = 1
"""The first version; what a lower number means is for the schema to judge."""
PRESENT = 1
"""The version that ``schema/*.schema.json`` describe."""

STEPS: dict[tuple[Kind, int], Step] = {}
"""(kind of document, version that it leads away from) → what makes the next version of it."""


def migrated(
    data: Data,
    kind: Kind,
    *,
    steps: Mapping[tuple[Kind, int], Step] | None = None,
    present: int | None = None,
) -> Data:
    """Return a document in the present version.

    A document without a version that can be understood is returned as it is: the check of the schema tells of it.
    Raises DocumentError for a version that this dxplan does not know yet, and as ``brought_up`` does.
    """
    version = data.get("schema")
    newest = PRESENT if present is None else present
    if isinstance(version, int) and not isinstance(version, bool) and version > newest:
        raise DocumentError(
            "schema",
            message(
                "The file follows version {version} of the schema, which this dxplan does not know.",
                version=version,
            ),
            message("Update dxplan."),
        )
    return brought_up(data, kind, steps=steps, present=present)


def brought_up(
    data: Data,
    kind: Kind,
    *,
    steps: Mapping[tuple[Kind, int], Step] | None = None,
    present: int | None = None,
) -> Data:
    """Return a document of an older version in the present one, and any other as it is.

    Raises DocumentError where a step cannot make anything of what the file says.
    """
    version = data.get("schema")
    if not isinstance(version, int) or isinstance(version, bool):
        return data
    known = STEPS if steps is None else steps
    newest = PRESENT if present is None else present
    while FIRST <= version < newest:
        step = known.get((kind, version))
        try:
            data = step(data) if step else data
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            # A file of the past may say anything, and must not hide what others say.
            raise DocumentError(
                "schema",
                message(
                    "The file follows version {version} of the schema, but does not fit it.", version=version
                ),
            ) from None
        version += 1
        data = {**data, "schema": version}
    return data
