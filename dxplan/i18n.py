"""Languages: which one a run speaks, and how a message is put into it.

Message ids are the English sentences; ``dxplan/locales/<language>/LC_MESSAGES/dxplan.po`` holds the translations,
compiled by ``python -m tests.catalogs`` (Babel) and checked for completeness by a test.
"""

from __future__ import annotations

import gettext
import locale
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from dxplan.model.message import Bilingual, Message

if TYPE_CHECKING:
    from collections.abc import Mapping

Language = Literal["ja", "en"]
LANGUAGES: tuple[Language, ...] = ("ja", "en")
DOMAIN = "dxplan"
LOCALES = Path(__file__).parent / "locales"
ENVIRONMENT = "DXPLAN_LANG"


def N_(text: str) -> str:  # noqa: N802  (the name that gettext's tools look for)
    """Mark a text for translation that is put into the language later."""
    return text


@cache
def translation(language: Language) -> gettext.NullTranslations:
    """Return the catalog of a language; without one, the English ids themselves are said."""
    return gettext.translation(DOMAIN, LOCALES, [language], fallback=True)


class _Count(int):
    """A number that can also be a word that goes with it: ``{count} {count:file/files}``."""

    def __format__(self, form: str) -> str:
        one, slash, many = form.partition("/")
        if not slash:
            return super().__format__(form)
        return one if self == 1 else many


class Speaker:
    """Puts messages into one language."""

    def __init__(self, language: Language) -> None:
        """Choose the language; its catalog is read when something is first said."""
        self.language = language

    def __call__(self, said: Message | Bilingual) -> str:
        """Return a message as a sentence."""
        if isinstance(said, Bilingual):
            return said.ja if self.language == "ja" else said.en
        template = self.text(said.template)
        if not said.values:
            return template.replace("{{", "{").replace("}}", "}")
        return template.format(**{name: self._value(value) for name, value in said.values})

    def _value(self, value: str | float | Message | Bilingual) -> object:
        if isinstance(value, Message | Bilingual):
            return self(value)
        return _Count(value) if type(value) is int else value

    def text(self, template: str) -> str:
        """Return a text without values, marked by ``N_``, in the language."""
        return translation(self.language).gettext(template)


def chosen_language(
    option: str | None, plan_language: str | None, environment: Mapping[str, str]
) -> Language:
    """Return the language of a run: the option, else ``DXPLAN_LANG``, else the plan's, else the locale's."""
    for wish in (option, environment.get(ENVIRONMENT), plan_language):
        if wish in LANGUAGES:
            return wish
    return locale_language(environment)


def locale_language(environment: Mapping[str, str]) -> Language:
    """Return the language that the machine is set to; English where it is neither Japanese nor English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name, "")
        if value and value not in {"C", "POSIX"} and not value.startswith("C."):
            return "ja" if value.lower().startswith("ja") else "en"
    if os.name == "nt":
        name = locale.getlocale()[0] or ""
        return "ja" if name.lower().startswith(("ja", "japanese")) else "en"
    return "en"
