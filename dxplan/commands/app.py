"""The application: its commands and the options that stand before them."""

from collections.abc import Sequence
from importlib import import_module

import typer

from dxplan.commands.once import OnceCommand, OnceGroup
from dxplan.commands.options import Colour, Directory, Lang, Quiet, Today, Verbose, Version
from dxplan.i18n import N_, Language

COMMANDS = {
    "status": (
        "status",
        N_("Show where each plan stands: counts by pillar and status, what is new, gone and late."),
    ),
    "list": ("listing", N_("List initiatives, one line each.")),
    "show": ("show", N_("Show one initiative in full, with its last changes.")),
    "validate": ("validate", N_("Check plan files: form, vocabulary, dates, references between files.")),
    "diff": ("diff", N_("Show what changed between two points, in the plan's words.")),
    "log": ("log", N_("Show who changed which field from what to what, when, and in which commit.")),
    "blame": ("blame", N_("Show for each field who set its present value, and when.")),
    "snapshot": (
        "snapshot",
        N_("Freeze a period as an annotated git tag, and prove later that nothing was altered."),
    ),
    "trend": ("trend", N_("Show how many initiatives stood where, over snapshots or over time.")),
    "new": ("new", N_("Make an initiative, with an id and a number that are free on every branch.")),
    "set": ("set", N_("Set fields of initiatives, checked before anything is written.")),
    "edit": ("edit", N_("Edit an initiative in your editor, checked before it is written.")),
    "renumber": ("renumber", N_("Give ids and numbers that clash after a merge anew, with all references.")),
    "fmt": ("fmt", N_("Bring plan files into their normal form: order of keys, layout, widths.")),
    "init": ("init", N_("Start a plan repository, or another plan in one: asks, or takes options.")),
    "hooks": (
        "hooks",
        N_("Let git merge plan files by field, show changes as fields, and check before each commit."),
    ),
    "codeowners": ("codeowners", N_("Make CODEOWNERS of the owners that plans and departments have.")),
    "demo": ("demo", N_("Make a sample plan repository with two years of history and snapshots.")),
    "schema": ("schema", N_("Print the JSON Schema of initiative or plan files.")),
}
"""Command → its module, which has ``register(app, help)``, and its help; in the order in which help shows them."""

_HELP = {"-h", "--help"}


def build_app(arguments: Sequence[str] | None = None) -> typer.Typer:
    """Put the application together for a command line.

    It has only the commands that the command line names, whose modules bring all that they need. Without a command line,
    it has every command.
    """
    app = typer.Typer(
        name="dxplan",
        cls=OnceGroup,
        help=N_("Keep a city's digital-transformation plan as validated YAML files under git."),
        context_settings={"help_option_names": ["-h", "--help"]},
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )

    @app.callback()
    def options(
        context: typer.Context,
        _version: Version = False,
        directory: Directory = None,
        quiet: Quiet = False,
        verbose: Verbose = False,
        colour: Colour = None,
        lang: Lang = None,
        today: Today = None,
    ) -> None:
        context.obj = {
            "directory": directory, "quiet": quiet, "verbose": verbose, "colour": colour, "lang": lang, "today": today,
        }  # fmt: skip

    for name, (module, help_text) in COMMANDS.items():
        if arguments is None or name in arguments:
            import_module(f"dxplan.commands.{module}").register(app, help_text)
    return app


def build_command(language: Language, arguments: Sequence[str] | None = None) -> typer.core.TyperGroup:
    """Return the command tree for a command line, with its help texts in a language.

    Commands that the command line does not name are there with their name and help alone.
    """
    group = typer.main.get_command(build_app(arguments))
    assert isinstance(group, typer.core.TyperGroup)  # noqa: S101  (an application with a callback is a group)
    group.commands = {
        name: group.commands.get(name) or OnceCommand(name, help=help_text)
        for name, (_, help_text) in COMMANDS.items()
    }
    if not arguments or _HELP & set(arguments):
        from dxplan.commands.help_words import speak  # noqa: PLC0415  (only help needs the words)

        speak(group, language)
    return group
