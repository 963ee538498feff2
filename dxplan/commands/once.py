"""Commands whose options say one thing: given again with another value they are a slip, not a wish that the last one wins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer.core

from dxplan.errors import UsageError
from dxplan.model.message import message

if TYPE_CHECKING:
    from collections.abc import Callable


class OnceCommand(typer.core.TyperCommand):
    """A command whose options, but for those that gather values, have one value."""

    def make_parser(self, ctx: Any) -> Any:
        """Return the parser, made strict."""
        return _strict(super().make_parser(ctx), ctx)

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Return what stands in the line of usage; Typer puts what is required in braces, as if it were a choice."""
        return [
            piece[1:-1] if piece.startswith("{") and "|" not in piece else piece
            for piece in super().collect_usage_pieces(ctx)
        ]

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Write examples below the options."""
        from dxplan.commands.examples import EXAMPLES  # noqa: PLC0415  (only help shows them)

        _, _, path = ctx.command_path.partition(" ")
        formatter.write_examples(EXAMPLES.get(path, ()))


class OnceGroup(typer.core.TyperGroup):
    """The same for the options that stand before the command."""

    def make_parser(self, ctx: Any) -> Any:
        """Return the parser, made strict."""
        return _strict(super().make_parser(ctx), ctx)


def contradiction(option: str) -> UsageError:
    """Return the error for an option that has been given with two values."""
    return UsageError(message("{option} is given twice with different values.", option=option))


def _strict(parser: Any, context: Any) -> Any:
    """Make the parser refuse a second value for an option; while a shell completes, nothing is refused."""
    if not context.resilient_parsing:
        for option in {*parser._long_opt.values(), *parser._short_opt.values()}:  # noqa: SLF001 (there is no other way)
            if option.action in {"store", "store_const"}:
                option.process = _refusing(option)
    return parser


def _refusing(option: Any) -> Callable[[Any, Any], None]:
    plain = option.process

    def process(value: Any, state: Any) -> None:
        given, old = option.dest in state.opts, state.opts.get(option.dest)
        plain(value, state)
        if given and state.opts[option.dest] != old:
            raise contradiction(max(option.obj.opts, key=len))

    return process
