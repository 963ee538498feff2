"""The application: its commands and the options that stand before them."""

from typing import Annotated

import typer

from dxplan import __version__
from dxplan.commands import listing, schema, show, status, validate
from dxplan.commands.options import Colour, Directory, Lang, Quiet, Today, Verbose
from dxplan.i18n import N_, Language, translation

COMMANDS = (status, listing, show, validate, schema)
"""The command modules, in the order in which help shows them; each has ``register(app)``."""

Version = Annotated[bool, typer.Option("--version", help=N_("Show the version and exit."), is_eager=True)]


def build_app() -> typer.Typer:
    """Put the application together."""
    app = typer.Typer(
        name="dxplan",
        help=N_("Keep a city's digital-transformation plan as validated YAML files under git."),
        context_settings={"help_option_names": ["-h", "--help"]},
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )

    @app.callback()
    def options(
        context: typer.Context,
        version: Version = False,
        directory: Directory = None,
        quiet: Quiet = False,
        verbose: Verbose = False,
        colour: Colour = None,
        lang: Lang = None,
        today: Today = None,
    ) -> None:
        if version:
            typer.echo(f"dxplan {__version__}")
            raise typer.Exit
        context.obj = {
            "directory": directory, "quiet": quiet, "verbose": verbose, "colour": colour, "lang": lang, "today": today,
        }  # fmt: skip

    for module in COMMANDS:
        module.register(app)
    return app


def build_command(language: Language) -> typer.core.TyperGroup:
    """Return the command tree with its help texts in a language."""
    group = typer.main.get_command(build_app())
    assert isinstance(group, typer.core.TyperGroup)  # noqa: S101  (an application with a callback is a group)
    catalog = translation(language)
    for member in (group, *group.commands.values()):
        member.help = catalog.gettext(member.help) if member.help else None
        for parameter in member.params:
            text = getattr(parameter, "help", None)
            if text:
                parameter.help = catalog.gettext(text)  # type: ignore[attr-defined]
    return group
