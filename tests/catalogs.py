"""The language catalogs: ``python -m tests.catalogs`` brings them up to date with the messages of the package.

It collects the texts of ``message("…")`` and ``N_("…")``, keeps the translations there are, marks what has changed as
fuzzy, fills in the English catalog and compiles both. New and fuzzy entries of the Japanese catalog are then written
by hand, the mark ``fuzzy`` is removed, and it is run again. There is no template file: the English catalog is one.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from dxplan.i18n import DOMAIN, LANGUAGES, LOCALES

if TYPE_CHECKING:
    from pathlib import Path

    from babel.messages.catalog import Message

    from dxplan.i18n import Language

PACKAGE = LOCALES.parent
_KEYWORDS = {"message": None, "N_": None}


class PlainCatalog(Catalog):
    """A catalog whose header holds nothing that changes by itself: no dates, no version of a tool."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """What the header says."""
        return [
            ("Language", str(self.locale)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=UTF-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]

    @mime_headers.setter
    def mime_headers(self, _headers: list[tuple[str, str]]) -> None:
        """Leave out what a file that is read says in its header."""


def catalog_file(language: Language, ending: str) -> Path:
    """Return the file of a catalog: ``po`` for people, ``mo`` for dxplan."""
    return LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.{ending}"


def texts() -> dict[str, list[str]]:
    """Return the texts of the package, in the order of files and lines, each with the files where it stands."""
    found: dict[str, list[str]] = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        place = file.relative_to(PACKAGE.parent).as_posix()
        for _, text, _, _ in extract_from_file("python", file, keywords=_KEYWORDS):
            places = found.setdefault(str(text), [])
            if place not in places:
                places.append(place)
    return found


def read(language: Language) -> Catalog:
    """Read a catalog as it stands; an empty one where there is none."""
    file = catalog_file(language, "po")
    if not file.exists():
        return PlainCatalog(language)
    with file.open("rb") as source:
        return read_po(source, language)


def updated(language: Language, found: dict[str, list[str]]) -> Catalog:
    """Return a catalog with the texts there are now, and with the translations that it has."""
    comment = f"# Messages of dxplan ({language}); see tests/catalogs.py."
    catalog = PlainCatalog(language, header_comment=comment, fuzzy=False)
    template = PlainCatalog()
    for text, places in found.items():
        template.add(text, locations=[(place, 0) for place in places])
    for entry in _entries(read(language)):
        catalog.add(entry.id, entry.string, flags=entry.flags & {"fuzzy"})
    catalog.update(template, update_creation_date=False)
    for entry in _entries(catalog):
        entry.flags &= {"fuzzy"}
        if language == "en" and (entry.fuzzy or not entry.string):
            entry.string = entry.id
            entry.flags.clear()
    return catalog


def as_text(catalog: Catalog) -> bytes:
    """Return a catalog as the text of its ``.po`` file."""
    sink = BytesIO()
    write_po(sink, catalog, width=0, include_lineno=False, ignore_obsolete=True)
    return sink.getvalue()


def compiled(catalog: Catalog) -> bytes:
    """Return a catalog as the bytes of its ``.mo`` file."""
    plain = PlainCatalog(catalog.locale, fuzzy=False)
    for entry in _entries(catalog):
        plain.add(entry.id, entry.string, flags=entry.flags)
    sink = BytesIO()
    write_mo(sink, plain)
    return sink.getvalue()


def _entries(catalog: Catalog) -> list[Message]:
    return [entry for entry in catalog if entry.id]


def main() -> None:
    """Bring the catalogs up to date and say what is left to translate."""
    found = texts()
    for language in LANGUAGES:
        catalog = updated(language, found)
        catalog_file(language, "po").parent.mkdir(parents=True, exist_ok=True)
        catalog_file(language, "po").write_bytes(as_text(catalog))
        catalog_file(language, "mo").write_bytes(compiled(catalog))
        for entry in _entries(catalog):
            if entry.fuzzy or not entry.string:
                print(f"{language}: {'fuzzy' if entry.fuzzy else 'new'}: {entry.id}")  # noqa: T201


if __name__ == "__main__":
    main()
