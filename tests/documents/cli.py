"""The reference of the command line, made from the command tree."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any
from unittest import mock

from dxplan.commands.app import build_command
from dxplan.commands.examples import EXAMPLES
from dxplan.commands.help_words import context_class
from dxplan.commands.options import COMMON
from dxplan.errors import ExitCode
from dxplan.i18n import translation
from dxplan.model.message import Bilingual
from tests.documents.markdown import block, code, page, prose, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    import typer

    from dxplan.i18n import Language

_WIDTH = "80"
_TITLE = Bilingual(ja="dxplan のコマンド", en="Commands of dxplan")
_OTHER = Bilingual(ja="[English](cli.md)", en="[日本語](cli.ja.md)")
_COMMON = Bilingual(ja="どのコマンドでも使えるオプション", en="Options of every command")
_COMMON_TEXT = Bilingual(
    ja="コマンドの前にもあとにも書けます。",
    en="They may stand before or after the command.",
)
_ALONE = Bilingual(ja="コマンドなしで使うオプション", en="Options without a command")
_HEADS = {
    "option": Bilingual(ja="オプション", en="Option"),
    "argument": Bilingual(ja="引数", en="Argument"),
    "command": Bilingual(ja="コマンド", en="Command"),
    "meaning": Bilingual(ja="意味", en="Meaning"),
    "code": Bilingual(ja="終了コード", en="Exit code"),
}
_EXITS = Bilingual(ja="終了コード", en="Exit codes")
EXIT_CODES = {
    ExitCode.DONE: Bilingual(ja="済みました。", en="Done."),
    ExitCode.FINDINGS: Bilingual(
        ja="データに指摘があります（validate のエラー、--strict では警告も）。読めないファイルがあったときもこれです。",
        en="The data have findings: errors of validate, warnings too under --strict, or files that could not be used.",
    ),
    ExitCode.USAGE: Bilingual(ja="コマンドラインの誤りです。", en="The command line is wrong."),
    ExitCode.CANNOT_WORK: Bilingual(
        ja="続けられません（計画がない、取組が見つからない、書き込めないなど）。",
        en="dxplan cannot work: there is no plan, no such initiative, a file that cannot be written.",
    ),
    ExitCode.FAULT: Bilingual(
        ja="dxplan の不具合です。詳細を書いたファイルの場所を表示します。",
        en="A fault in dxplan; it says where the details were written.",
    ),
    ExitCode.INTERRUPTED: Bilingual(ja="中断しました（Ctrl-C）。", en="Interrupted (Ctrl-C)."),
    ExitCode.PIPE_CLOSED: Bilingual(ja="出力の受け手が先に終わりました。", en="The reader closed the pipe."),
}


class _Reference:
    """The command tree in one language, with the contexts that help needs."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.root = self._context(build_command(language), None)
        self._formatter = self.root.make_formatter()

    def say(self, text: Bilingual) -> str:
        return text.ja if self.language == "ja" else text.en

    def below(self, context: typer.Context) -> Iterator[typer.Context]:
        """Yield the contexts of the commands of a group."""
        for command in getattr(context.command, "commands", {}).values():
            yield self._context(command, context)

    def all(self, context: typer.Context) -> Iterator[typer.Context]:
        """Yield the contexts of all commands below one, groups before their commands."""
        for below in self.below(context):
            yield below
            yield from self.all(below)

    def _context(self, command: Any, parent: typer.Context | None) -> typer.Context:
        name = command.name if parent else "dxplan"
        kind = context_class(self.language)
        return kind(command, info_name=name, parent=parent, **command.context_settings)

    def rows(self, context: typer.Context, kind: str, *, common: bool = False) -> list[tuple[str, str]]:
        """Return the options or the arguments of a command with their help, the common options apart."""
        parameters = [
            parameter
            for parameter in context.command.get_params(context)
            if parameter.param_type_name == kind
            and (parameter.name in COMMON or parameter.name == "help") == common
        ]
        records = filter(None, (parameter.get_help_record(context) for parameter in parameters))
        spoken = (self._formatter.row(*record) for record in records)  # type: ignore[attr-defined]
        return [(code(term), prose(meaning)) for term, meaning in spoken]

    def table(self, head: str, rows: list[tuple[str, str]]) -> str:
        return table((self.say(_HEADS[head]), self.say(_HEADS["meaning"])), rows) if rows else ""


def cli(language: Language) -> str:
    """Return the reference of all commands and options."""
    reference = _Reference(language)
    say = reference.say
    contexts = list(reference.all(reference.root))
    commands = [(f"[{code(c.command_path)}](#{_anchor(c)})", prose(c.command.help or "")) for c in contexts]
    exits = [(str(int(number)), prose(say(text))) for number, text in EXIT_CODES.items()]
    return page(
        say(_TITLE),
        say(_OTHER),
        prose(reference.root.command.help or ""),
        reference.table("command", commands),
        f"## {say(_COMMON)}",
        say(_COMMON_TEXT),
        reference.table("option", reference.rows(reference.root, "option", common=True)),
        f"## {say(_ALONE)}",
        reference.table("option", reference.rows(reference.root, "option")),
        *(part for context in contexts for part in _command(reference, context)),
        f"## {say(_EXITS)}",
        reference.table("code", exits),
    )


def _command(reference: _Reference, context: typer.Context) -> Iterator[str]:
    yield f"## {context.command_path}"
    yield prose(context.command.help or "")
    pieces = context.command.collect_usage_pieces(context)
    yield block(" ".join((context.command_path, *pieces)), "text")
    yield reference.table("argument", reference.rows(context, "argument"))
    yield reference.table("option", reference.rows(context, "option"))
    examples = EXAMPLES.get(" ".join(context.command_path.split()[1:]), ())
    say = translation(reference.language).gettext
    if examples:
        yield block("\n".join(f"# {say(meaning)}\n{line}" for line, meaning in examples), "sh")


def _anchor(context: typer.Context) -> str:
    return context.command_path.replace(" ", "-")


def command_paths() -> list[tuple[str, ...]]:
    """Return the names by which every command is called, the program itself first."""
    reference = _Reference("en")
    return [(), *(tuple(context.command_path.split()[1:]) for context in reference.all(reference.root))]


def help_page(language: Language, *command: str) -> str:
    """Return what ``dxplan --lang LANGUAGE COMMAND --help`` writes where no terminal says how wide it is."""
    reference = _Reference(language)
    context = reference.root
    for name in command:
        context = next(below for below in reference.below(context) if below.info_name == name)
    with mock.patch.dict(os.environ, {"COLUMNS": _WIDTH}):
        return context.get_help() + "\n"
