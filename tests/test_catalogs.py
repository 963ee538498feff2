"""The catalogs are complete, fit the messages and are compiled; messages are literals that Babel can find."""

from __future__ import annotations

import ast
import re
from string import Formatter
from typing import TYPE_CHECKING

import pytest

from dxplan.i18n import LANGUAGES
from tests import catalogs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Message

    from dxplan.i18n import Language

each_language = pytest.mark.parametrize("language", LANGUAGES)

SAME_IN_JAPANESE = {
    "{name} ({count})",
    "{place}: {pointer}: {old} → {new}",
    "{place}: {text}",
    "{name}: {said}",
    "{point} ({kind}{facts})",
    "{place}: {text} [{rule}]",
    "{id}: {text}",
    "No. {number}",
    "[y/N]",
    "[Y/n]",
    "{field}",
    "The id “{id}”",
}
_JAPANESE = re.compile("[぀-ヿ一-鿿]")


def entries(language: Language) -> list[Message]:
    return [entry for entry in catalogs.read(language) if entry.id]


def places_of(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Yield every call of ``message`` and ``N_`` in the package, with its place."""
    for file in sorted(catalogs.PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_bytes())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
                name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
                if name in {"message", "N_"}:
                    yield f"{file.relative_to(catalogs.PACKAGE)}:{node.lineno}", node


@each_language
def test_catalogs_hold_what_the_package_says_and_nothing_else(language: Language) -> None:
    assert [entry.id for entry in entries(language)] == list(catalogs.texts())
    assert not catalogs.read(language).obsolete


@each_language
def test_every_message_is_translated(language: Language) -> None:
    assert [entry.id for entry in entries(language) if entry.fuzzy or not entry.string] == []


@each_language
def test_translations_have_the_places_of_their_messages(language: Language) -> None:
    differing = [
        entry.id for entry in entries(language) if places_of(str(entry.string)) != places_of(str(entry.id))
    ]
    assert differing == []


@each_language
def test_catalogs_are_as_the_tool_writes_them(language: Language) -> None:
    written = catalogs.as_text(catalogs.updated(language, catalogs.texts()))
    assert catalogs.catalog_file(language, "po").read_bytes() == written, "run python -m tests.catalogs"


@each_language
def test_compiled_catalogs_are_fresh(language: Language) -> None:
    compiled = catalogs.compiled(catalogs.read(language))
    assert catalogs.catalog_file(language, "mo").read_bytes() == compiled, "run python -m tests.catalogs"


def test_japanese_is_japanese() -> None:
    english = [entry.id for entry in entries("ja") if not _JAPANESE.search(str(entry.string))]
    assert set(english) <= SAME_IN_JAPANESE
    assert [entry.string for entry in entries("ja") if re.search("[“”]", str(entry.string))] == []


def test_messages_are_literals() -> None:
    built = [
        place
        for place, call in calls()
        if not (call.args and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str))
    ]
    assert built == []


def test_messages_name_their_values_and_no_others() -> None:
    differing = [
        place
        for place, call in calls()
        if call.keywords
        and all(word.arg for word in call.keywords)
        and {word.arg for word in call.keywords} != places_of(ast.literal_eval(call.args[0]))
    ]
    assert differing == []


def test_every_literal_is_extracted() -> None:
    said = {call.args[0].value for _, call in calls() if isinstance(call.args[0], ast.Constant)}
    assert said == set(catalogs.texts())
