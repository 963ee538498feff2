"""Expressions for ``--where``: a small, safe language over the values of an initiative.

simpleeval walks the expression's tree itself: nothing is compiled or run, only comparisons, ``and or not``, ``in``,
arithmetic and the few functions below are known. See docs/filters.md for the names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dxplan.analysis.selection import folded
from dxplan.errors import UsageError
from dxplan.model.message import message

if TYPE_CHECKING:
    from collections.abc import Callable

    from dxplan.analysis.rows import Row

_LONGEST = 2000
NAMES = [
    "plan",
    "id",
    "title",
    "pillar",
    "category",
    "number",
    "departments",
    "status",
    "stage",
    "start",
    "earliest",
    "latest",
    "added",
    "withdrawn",
    "overdue",
    "listings",
    "components",
    "tasks",
    "indicators",
    "visions",
    "target_states",
    "outcomes",
    "summary",
    "progress",
]


def _contains(text: object, part: object) -> bool:
    """Tell whether a text holds a part, whatever the width and the case."""
    return folded(str(part)) in folded(str(text))


FUNCTIONS: dict[str, Callable[..., Any]] = {"contains": _contains, "len": len, "lower": folded}


def compile_expression(text: str) -> Callable[[Row], bool]:
    """Return the test that an expression describes.

    Raises UsageError where the expression cannot be read, now or when a row shows that it makes no sense.
    """
    import simpleeval  # noqa: PLC0415

    if len(text) > _LONGEST:
        raise UsageError(message("The expression of --where is too long."))
    evaluator = simpleeval.EvalWithCompoundTypes(functions=FUNCTIONS)
    try:
        tree = evaluator.parse(text)
    except (simpleeval.InvalidExpression, SyntaxError, ValueError, RecursionError, MemoryError):
        raise _unreadable(text) from None

    def test(row: Row) -> bool:
        evaluator.names = {**row.values(), "true": True, "false": False, "null": None}
        try:
            return bool(evaluator.eval(text, previously_parsed=tree))
        except simpleeval.NameNotDefined as error:
            raise UsageError(
                message("--where: there is no value “{name}”.", name=str(error.name)),
                message("There are: {names}.", names=", ".join(NAMES)),
            ) from None
        except TypeError:
            if any(value is None for value in evaluator.names.values()):
                return False  # a comparison with a value that this initiative does not have
            raise _unreadable(text) from None
        except (
            simpleeval.InvalidExpression,
            ValueError,
            ArithmeticError,
            LookupError,
            AttributeError,
            RecursionError,
        ):
            raise _unreadable(text) from None

    return test


def _unreadable(text: str) -> UsageError:
    return UsageError(
        message("--where cannot be read: {text}", text=text),
        message("An example: {example}", example='status == "着手中" and "市民課" in departments'),
    )
