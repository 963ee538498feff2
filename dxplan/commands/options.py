"""The options that commands share, declared once, and the decorator that adds them.

Typer reads a command's signature; ``command`` extends it by the common options, so that they mean the same before
and after the command's name. The same option given in both places with different values is a usage error.
"""

import inspect
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, Literal, get_type_hints

import typer

from dxplan import __version__
from dxplan.commands.completion import complete_ids, complete_plans, complete_points
from dxplan.commands.once import OnceCommand, OnceGroup, contradiction
from dxplan.commands.session import Session
from dxplan.commands.wishes import Wishes
from dxplan.i18n import N_
from dxplan.reports.formats import FormatName


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dxplan {__version__}")
        raise typer.Exit


Version = Annotated[
    bool,
    typer.Option("--version", help=N_("Show the version and exit."), is_eager=True, callback=_show_version),
]
Directory = Annotated[
    Path | None,
    typer.Option(
        "-C",
        "--directory",
        metavar="DIR",
        help=N_("Work in the plan repository around DIR."),
        show_default=False,
    ),
]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help=N_("Keep back notes; errors are still told."))]
Verbose = Annotated[
    bool,
    typer.Option("-v", "--verbose", help=N_("Also tell the folder that was found and the day of each plan.")),
]
Colour = Annotated[
    Literal["auto", "always", "never"] | None,
    typer.Option("--color", help=N_("Colour the output: auto, always or never."), show_default=False),
]
Lang = Annotated[
    Literal["ja", "en"] | None,
    typer.Option("--lang", help=N_("Speak Japanese or English."), show_default=False),
]
Today = Annotated[
    str | None,
    typer.Option("--today", metavar="DATE", help=N_("Take DATE (2023-03-31) as today."), show_default=False),
]
COMMON: dict[str, tuple[Any, Any]] = {
    "directory": (Directory, None),
    "quiet": (Quiet, False),
    "verbose": (Verbose, False),
    "colour": (Colour, None),
    "lang": (Lang, None),
    "today": (Today, None),
}

Plans = Annotated[
    list[str] | None,
    typer.Option(
        "--plan",
        metavar="PLAN",
        help=N_("Only this plan (a folder of plans/); may be given again."),
        autocompletion=complete_plans,
        show_default=False,
    ),
]
At = Annotated[
    str,
    typer.Option(
        "--at",
        metavar="POINT",
        help=N_("At this point: a period (R4-H1), tag, branch, commit, date, or . for the working tree."),
        autocompletion=complete_points,
        show_default=False,
    ),
]
Id = Annotated[
    str,
    typer.Argument(
        metavar="ID", help=N_("The id of the initiative."), autocompletion=complete_ids, show_default=False
    ),
]
Since = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="DAY",
        help=N_("Not before this day or period (2022-10-01, R4)."),
        show_default=False,
    ),
]
Until = Annotated[
    str | None,
    typer.Option(
        "--until",
        metavar="DAY",
        help=N_("Not after this day or period (2023-03-31, R4)."),
        show_default=False,
    ),
]
Limit = Annotated[
    int | None, typer.Option("--limit", min=1, help=N_("Show at most so many."), show_default=False)
]
Format = Annotated[
    FormatName,
    typer.Option("-f", "--format", help=N_("The form of the output.")),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help=N_("Write to FILE instead of standard output."),
        show_default=False,
    ),
]
Encoding = Annotated[
    str | None,
    typer.Option(
        "--encoding",
        metavar="NAME",
        help=N_("Encoding of the output, such as cp932 for old tools."),
        show_default=False,
    ),
]


OnePlan = Annotated[
    str | None,
    typer.Option(
        "--plan",
        metavar="PLAN",
        help=N_("The plan (a folder of plans/), where there are several."),
        autocompletion=complete_plans,
        show_default=False,
    ),
]
Commit = Annotated[
    bool, typer.Option("--commit", help=N_("Make one commit of it, with a message in the plan's words."))
]
Subject = Annotated[
    str | None,
    typer.Option(
        "-m",
        "--message",
        metavar="TEXT",
        help=N_("The first line of the commit's message."),
        show_default=False,
    ),
]


_KEYWORD = inspect.Parameter.KEYWORD_ONLY


class Filters(dict[str, Any]):
    """The values of all filter options: a command that has a parameter of this type takes them."""


def command(
    app: typer.Typer, name: str, help_text: str, *, hidden: bool = False
) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Register a function as a command: its first parameter is the session, the others are its own options."""

    def register(function: Callable[..., int]) -> Callable[..., int]:
        hints = get_type_hints(function, include_extras=True)
        own = list(inspect.signature(function).parameters.values())[1:]
        gathered = next((p.name for p in own if hints[p.name] is Filters), None)
        many = _filter_options() if gathered else {}

        @wraps(function)
        def run(context: typer.Context, **values: Any) -> int:
            del values["version"]  # an eager option, which has ended the run where it was given
            after = {key: values.pop(key) for key in COMMON}
            if gathered:
                values[gathered] = Filters({key: values.pop(key) for key in many})
            session = Session(Wishes(**_joined(context.obj or {}, after)))
            context.find_root().meta["session"] = session
            with session.showing_progress():
                return function(session, **values)

        filters = [inspect.Parameter(key, _KEYWORD, default=None, annotation=many[key]) for key in many]
        parameters: list[inspect.Parameter] = []
        for p in own:
            parameters += (
                filters if p.name == gathered else [p.replace(annotation=hints[p.name], kind=_KEYWORD)]
            )
        _declare(run, parameters)
        app.command(name, help=help_text, cls=OnceCommand, hidden=hidden)(run)
        return function

    return register


def command_group(app: typer.Typer, name: str, help_text: str) -> typer.Typer:
    """Add a command that has commands of its own; the options that mean the same everywhere may stand before these, too."""
    group = typer.Typer(cls=OnceGroup, no_args_is_help=True, rich_markup_mode=None)

    def run(context: typer.Context, **values: Any) -> None:
        del values["version"]
        context.obj = _joined(context.obj or {}, values)

    _declare(run, [])
    group.callback()(run)
    app.add_typer(group, name=name, help=help_text)
    return group


def _declare(run: Callable[..., Any], own: Sequence[inspect.Parameter]) -> None:
    """Give a function the parameters that Typer shall see: the context, its own, and those of every command."""
    first = inspect.Parameter("context", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
    extra = [
        inspect.Parameter(key, _KEYWORD, default=default, annotation=kind)
        for key, (kind, default) in {"version": (Version, False), **COMMON}.items()
    ]
    parameters = [first, *own, *extra]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in parameters}


def _filter_options() -> dict[str, Any]:
    from dxplan.commands.filters import FILTERS  # noqa: PLC0415  (only commands that filter need them)

    return FILTERS


def _joined(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Join the options given before and after the command's name."""
    joined: dict[str, Any] = {}
    for key, (_, default) in COMMON.items():
        first, second = before.get(key, default), after[key]
        if default not in {first, second} and first != second:
            raise contradiction(f"--{'color' if key == 'colour' else key}")
        joined[key] = second if second != default else first
    return joined
