"""Expressions for ``--where``: a small, safe language over the values of an initiative.

simpleeval walks the expression's tree itself: nothing is compiled or run. It knows more of Python than filters need
(methods of texts, comprehensions, formats, powers), and much of that can fill the memory or take for ever; so only the
kinds of nodes below are let through to it: comparisons, ``and or not``, ``in``, ``+ - *``, lists, the names of values
and the few functions. See docs/filters.md for the names.
"""

from __future__ import annotations

import ast
import operator
import warnings
from typing import TYPE_CHECKING, Any

from dxplan.analysis.selection import folded
from dxplan.errors import UsageError
from dxplan.model.message import message

if TYPE_CHECKING:
    from collections.abc import Callable

    from dxplan.analysis.rows import Row

_LONGEST = 2000
NAMES = (
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
)
_WORDS = {"true": True, "false": False, "null": None}
_KNOWN_NODES = (
    ast.BoolOp,
    ast.boolop,
    ast.UnaryOp,
    ast.Not,
    ast.USub,
    ast.UAdd,
    ast.BinOp,
    ast.Add,
    ast.Sub,
    ast.Mult,
    ast.Compare,
    ast.cmpop,
    ast.Call,
    ast.Name,
    ast.Load,
    ast.Constant,
    ast.List,
    ast.Tuple,
)


def _contains(text: object, part: object) -> bool:
    """Tell whether a text holds a part, whatever the width and the case."""
    return text is not None and folded(str(part)) in folded(str(text))


def _length(value: Any) -> int:
    """Return how long a text or a list is."""
    return len(value)


def _times(left: object, right: object) -> int | float:
    """Multiply numbers; a text or a list that is repeated would only grow."""
    if isinstance(left, int | float) and isinstance(right, int | float):
        return left * right
    raise TypeError


FUNCTIONS: dict[str, Callable[..., Any]] = {"contains": _contains, "len": _length, "lower": folded}


def compile_expression(text: str) -> Callable[[Row], bool]:
    """Return the test that an expression describes.

    Raises UsageError where the expression cannot be read or names what there is not, at once; and where a row shows
    that it makes no sense, such as a text that is less than a number.
    """
    import simpleeval  # noqa: PLC0415  (only where it is asked for)

    if len(text) > _LONGEST:
        raise UsageError(message("The expression of --where is too long."))
    tree = _parsed(text)
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} & set(NAMES)
    # Who writes ``added is null`` asks for equality, not for identity.
    operators = {ast.Mult: _times, ast.Is: operator.eq, ast.IsNot: operator.ne}
    # simpleeval adds functions of its own to what it is given, so it gets a copy.
    evaluator = simpleeval.EvalWithCompoundTypes(
        operators=simpleeval.DEFAULT_OPERATORS | operators, functions=dict(FUNCTIONS)
    )

    def test(row: Row) -> bool:
        values = row.values()
        evaluator.names = values | _WORDS
        try:
            return bool(evaluator.eval(text, previously_parsed=tree))
        except TypeError:
            if any(values[name] is None for name in used):
                return False  # a comparison with a value that this initiative does not have
            raise _unreadable(text) from None
        except (simpleeval.InvalidExpression, ValueError, ArithmeticError, RecursionError):
            raise _unreadable(text) from None

    return test


def _parsed(text: str) -> ast.expr:
    """Return the tree of an expression of which every node and every name is known; raises UsageError."""
    try:
        with warnings.catch_warnings():
            # Python has views on the style of literals; the user has not asked for them.
            warnings.simplefilter("ignore")
            tree = ast.parse(text.strip(), mode="eval").body
            nodes = list(ast.walk(tree))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise _unreadable(text) from None
    if not all(isinstance(node, _KNOWN_NODES) for node in nodes):
        raise _unreadable(text)
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    called = {id(call.func) for call in calls}
    for call in calls:
        if not (isinstance(call.func, ast.Name) and call.func.id in FUNCTIONS):
            raise _unreadable(text)
    for node in nodes:
        if isinstance(node, ast.Name) and id(node) not in called and node.id not in {*NAMES, *_WORDS}:
            raise UsageError(
                message("--where: there is no value “{name}”.", name=node.id),
                message("There are: {names}.", names=", ".join(NAMES)),
            )
    return tree


def _unreadable(text: str) -> UsageError:
    return UsageError(
        message("--where cannot be read: {text}", text=text),
        message("An example: {example}", example='status == "着手中" and "市民課" in departments'),
    )
