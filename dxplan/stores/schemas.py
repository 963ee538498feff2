"""The JSON Schemas of plan and initiative, and the fast verdict on a document.

The schemas stand in ``schema/`` of this repository and inside the installed package; both are the same files.
The fast verdict is jsonschema-rs; a differential test holds it equal to jsonschema, which explains what is wrong.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from dxplan.model.list_keys import ListKeys, compile_list_keys
from dxplan.model.places import Place, compile_places
from dxplan.stores.cache import code_digest, digest

if TYPE_CHECKING:
    from collections.abc import Callable

SchemaName = Literal["plan", "initiative"]


@cache
def schema_text(name: SchemaName) -> str:
    """Return the text of a schema file, as it ships."""
    package = Path(__file__).parents[1]
    shipped = package / "schema" / f"{name}.schema.json"
    # In a checkout that is installed in place the schemas stand beside the package, not inside it.
    file = shipped if shipped.is_file() else package.parent / "schema" / f"{name}.schema.json"
    return file.read_text(encoding="utf-8")


@cache
def schema(name: SchemaName) -> dict[str, Any]:
    """Return a schema as data; it is shared, so nobody may change it."""
    loaded: dict[str, Any] = msgspec.json.decode(schema_text(name))
    return loaded


def program_digest() -> bytes:
    """Return a digest over dxplan's code and schemas: what one edition of them has derived is not for another."""
    return digest(code_digest(), schema_text("plan").encode(), schema_text("initiative").encode())


@cache
def dated_places(name: SchemaName) -> Place:
    """Return where a schema's documents hold days, fiscal years, periods and time zones."""
    from dxplan.model.impossible import DATED_KINDS  # noqa: PLC0415  (brings the time zones)

    return compile_places(schema(name), DATED_KINDS)


@cache
def list_keys(name: SchemaName) -> ListKeys:
    """Return how the entries of the lists of a schema's documents are told apart."""
    return compile_list_keys(schema(name))


@cache
def verdict(name: SchemaName) -> Callable[[object], bool]:
    """Return the function that tells whether a document fits a schema."""
    import jsonschema_rs  # noqa: PLC0415  (20 ms that reading from the cache does not need)

    return jsonschema_rs.Draft7Validator(schema(name)).is_valid
