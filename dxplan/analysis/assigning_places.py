"""Where an assignment leads, by the schema alone: the fields on the way, and the value as the schema wants it.

What is wrong with a path is found here once, before any file is looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from dxplan.analysis.assigning_shapes import Shape, shape_of
from dxplan.analysis.assigning_values import typed
from dxplan.errors import UsageError
from dxplan.model.field_path import Assignment, How, Step, path_text
from dxplan.model.list_keys import ListKeys
from dxplan.model.message import message
from dxplan.model.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    # What reads the prose that a value names, as ``@FILE`` does; None for a value that is meant as it stands.
    Source = Callable[[str], str | None]


class Place(Struct, frozen=True):
    """A step of a path with what the schema says of its field; ``item`` is the shape of an entry where it is a list."""

    step: Step
    shape: Shape
    keys: ListKeys
    item: Shape | None = None

    @property
    def keyed(self) -> bool:
        """Whether the field is a list whose entries have keys."""
        return self.keys.alternatives is not None


class Bound(Struct, frozen=True):
    """An assignment with the places on its way, the last one first to be changed, and its value.

    ``read`` says that the value was read from a file, whose line breaks at the end do not count.
    """

    how: How
    path: str
    places: tuple[Place, ...]
    value: Any = None
    removes: bool = False
    read: bool = False


def bind(assignment: Assignment, schema: Mapping[str, Any], keys: ListKeys, source: Source) -> Bound:
    """Find the places of an assignment in a schema and read its value; raises UsageError."""
    places: list[Place] = []
    shape = shape_of(schema, schema)
    steps = assignment.steps
    for number, step in enumerate(steps):
        path = path_text(steps[: number + 1])
        field = _field(shape, step, path)
        keys = keys.at(step.name)
        inner = shape_of(field, schema)
        item = shape_of(inner.items, schema) if inner.items is not None else None
        if step.key is not None and item is None:
            raise UsageError(message("“{path}”: {name} is not a list.", path=path, name=step.name))
        places.append(Place(step, inner, keys, item))
        if number + 1 == len(steps):
            break
        if item is not None and step.key is None:
            raise UsageError(
                message("“{path}”: {name} is a list; say which entry is meant.", path=path, name=step.name),
                message("Write {name}[NAME].{below}", name=path, below=steps[number + 1].name),
            )
        shape = item if item is not None else inner
    return _with_value(assignment, tuple(places), schema, source)


def _field(shape: Shape, step: Step, path: str) -> Mapping[str, Any]:
    """Return what the schema says of a field; raises UsageError for one that is not there."""
    if step.name in shape.properties:
        found: Mapping[str, Any] = shape.properties[step.name]
        return found
    said = message("“{path}”, character {column}: there is no field “{name}” here.",
                   path=path, column=step.column, name=step.name)  # fmt: skip
    if not shape.properties:
        raise UsageError(said, message("A single value stands here, without fields of its own."))
    names: dict[str, str] = {}
    for name, part in shape.properties.items():
        ja, _, en = part.get("title", name).partition(" / ")
        names |= {ja: name, en or ja: name, name: name}
    near = nearest(step.name, names)
    if near is not None:
        raise UsageError(said, message("Did you mean “{word}”?", word=names[near]))
    raise UsageError(said, message("The fields here are: {fields}", fields=", ".join(shape.properties)))


def _with_value(
    assignment: Assignment, places: tuple[Place, ...], schema: Mapping[str, Any], source: Source
) -> Bound:
    last, path, how = places[-1], assignment.path, assignment.how
    bound = Bound(how, path, places, removes=assignment.removes)
    if bound.removes:
        return bound
    wanted = _wanted(last, assignment)
    text = source(assignment.value) if wanted.is_prose and how != "take" else None
    if text is not None:
        return Bound(how, path, places, text.rstrip("\n"), read=True)
    if how == "take":
        value: Any = assignment.value if last.keyed else typed(assignment.value, wanted, schema, path)
    else:
        value = typed(assignment.value, wanted, schema, path)
    return Bound(how, path, places, value)


def _wanted(place: Place, assignment: Assignment) -> Shape:
    """Return the shape of the value that is to be written; raises UsageError where nothing can be added or taken."""
    if place.step.key is not None and place.item is not None:
        if assignment.how == "set":
            return place.item
        raise UsageError(
            message("“{path}” is one entry; += and -= are for lists.", path=assignment.path),
            message("To remove the entry, write {path}-=", path=assignment.path),
        )
    if assignment.how == "set":
        return place.shape
    if place.item is not None:
        return place.item
    if assignment.how == "add" and place.shape.is_prose:
        return place.shape
    raise UsageError(
        message("“{path}” is no list, so nothing can be added to it or taken from it.", path=assignment.path),
        message("To set it, write {path}=…; to remove it, {path}-=", path=assignment.path),
    )


def places_text(places: Sequence[Place]) -> str:
    """Return the path of places."""
    return path_text(tuple(place.step for place in places))
