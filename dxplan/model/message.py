"""Messages that wait for a language: a template in English and the values that go into it.

The core never builds a sentence; it names one. The template is the gettext message id, so Babel finds it
in calls of ``message`` and the edge renders it through a catalog (``dxplan.i18n``).
"""

from __future__ import annotations

from msgspec import Struct


class Bilingual(Struct, frozen=True, tag="both", array_like=True):
    """A text that its source holds in both languages (schemas, rules), so that no catalog is needed."""

    ja: str
    en: str


class Message(Struct, frozen=True, tag="message", array_like=True):
    """A sentence to be said in the user's language.

    ``values`` are (name, value) pairs for ``str.format``; a value is text, a number or a further message.
    """

    template: str
    values: tuple[tuple[str, str | int | float | Message | Bilingual], ...] = ()


def message(template: str, /, **values: str | float | Message | Bilingual) -> Message:
    """Name a sentence; ``template`` is an English literal with ``{name}`` places."""
    return Message(template, tuple(values.items()))


def both(text: Bilingual) -> Message:
    """Make a message of a text that already stands in both languages."""
    return Message("{text}", (("text", text),))
