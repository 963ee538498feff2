"""The errors for what YAML allows and the dialect of plans does not, in words for people who know no YAML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dxplan.errors import DocumentError
from dxplan.model.message import message
from dxplan.stores.yaml_dialect import MAX_ALIASED, MAX_DEPTH

if TYPE_CHECKING:
    from dxplan.model.message import Message

_LONGEST_QUOTATION = 40
_TAG = re.compile(r"!\S*")

QUOTES_HINT = message('If this is meant as text, put the whole text in quotes: "…".')
SPACE_HINT = message("Write a space after the colon: “key: value”.")
WIDTH_HINT = message("Type colons and spaces of keys in half width: “key: value”.")


def shortened(text: str) -> str:
    """Cut a text that a message quotes to a length that fits a line."""
    return text if len(text) <= _LONGEST_QUOTATION else text[: _LONGEST_QUOTATION - 1] + "…"


def empty_file(lines: list[str]) -> DocumentError:
    """Refuse a file without content."""
    if any(line.lstrip(" ").startswith("#") for line in lines):
        found = message("The file has nothing but a comment: what follows # on a line does not count.")
    else:
        found = message("The file is empty.")
    hint = message("Restore its content, or delete the file if it is not needed.")
    return DocumentError("empty-file", found, hint, line=1, column=1)


def list_file(line: int, column: int) -> DocumentError:
    """Refuse a file that is a list."""
    found = message("The file is a list; at its outermost level it must have keys, such as “title: …”.")
    return DocumentError("not-a-mapping", found, line=line, column=column)


def text_file(line: int, column: int, written: str) -> DocumentError:
    """Refuse a file that is one text; ``written`` is its first line."""
    found = message(
        "The file is a single text; at its outermost level it must have keys, such as “title: …”."
    )
    hint: Message | None = None
    if ":" in written or "：" in written:
        hint = SPACE_HINT if ":" in written else WIDTH_HINT
    return DocumentError("not-a-mapping", found, hint, line=line, column=column)


def second_document(line: int, column: int) -> DocumentError:
    """Refuse what follows a document end or begins a further document."""
    found = message("A second document begins here; a file holds only one.")
    hint = message("Delete the line “---” or “...”, or move what follows into a file of its own.")
    return DocumentError("yaml-documents", found, hint, line=line, column=column)


def directive(lines: list[str]) -> DocumentError:
    """Refuse a line of instructions to the YAML reader; the first line that begins with ``%`` is meant."""
    line = next((number for number, written in enumerate(lines, start=1) if written.startswith("%")), 1)
    found = message("A line that begins with % is an instruction to YAML; none is used here.")
    return DocumentError("yaml-syntax", found, QUOTES_HINT, line=line, column=1)


def tag(line: int, column: int, lines: list[str]) -> DocumentError:
    """Refuse a tag; it is quoted as it is written, the parser has it only worked out."""
    written = _TAG.search(lines[line - 1], column - 1)
    name = shortened(written.group()) if written else "!"
    found = message("{tag} at the beginning of a value is a tag to YAML; tags are not used here.", tag=name)
    return DocumentError("yaml-tag", found, QUOTES_HINT, line=line, column=column)


def too_deep(line: int, column: int) -> DocumentError:
    """Refuse a list or mapping below too many others."""
    found = message("Lists and keys are nested here more than {limit} levels deep.", limit=MAX_DEPTH)
    return DocumentError("too-deep", found, line=line, column=column)


def duplicate_key(line: int, column: int, key: str, first: int) -> DocumentError:
    """Refuse a key that stands already in its mapping, on line ``first``."""
    found = message(
        "The key {key} stands here a second time; it stands first on line {first}.",
        key=shortened(key),
        first=first,
    )
    hint = message("Delete or rename one of the two.")
    return DocumentError("duplicate-key", found, hint, line=line, column=column)


def key_not_text(line: int, column: int, key: str) -> DocumentError:
    """Refuse a key that is a number, true, false or null."""
    found = message("The key {key} is not text.", key=shortened(key))
    hint = message('Put it in quotes: "{key}".', key=shortened(key))
    return DocumentError("yaml-key", found, hint, line=line, column=column)


def no_key(line: int, column: int) -> DocumentError:
    """Refuse an empty key."""
    found = message("A key is missing before the colon.")
    return DocumentError("yaml-key", found, QUOTES_HINT, line=line, column=column)


def collection_key(line: int, column: int) -> DocumentError:
    """Refuse a list, a mapping or a reference as a key."""
    found = message("A key must be a text; here it begins with a sign that means something else to YAML.")
    return DocumentError("yaml-key", found, QUOTES_HINT, line=line, column=column)


def unknown_reference(line: int, column: int, name: str) -> DocumentError:
    """Refuse a reference to nothing."""
    found = message(
        "*{name} at the beginning of a value is a reference to YAML, but no &{name} stands above.",
        name=shortened(name),
    )
    return DocumentError("yaml-alias", found, QUOTES_HINT, line=line, column=column)


def unused_anchor(line: int, column: int, name: str) -> DocumentError:
    """Refuse a name that nothing refers to: it is rather a text that begins with ``&``, which YAML would drop."""
    found = message(
        "&{name} at the beginning of a value is a name to YAML, but nothing refers to it (*{name}).",
        name=shortened(name),
    )
    return DocumentError("yaml-alias", found, QUOTES_HINT, line=line, column=column)


def circular_reference(line: int, column: int, name: str) -> DocumentError:
    """Refuse a reference to a part from within that part."""
    found = message(
        "The reference *{name} stands inside the very part that it refers to.", name=shortened(name)
    )
    hint = message("Write the values out instead of referring to them.")
    return DocumentError("yaml-alias", found, hint, line=line, column=column)


def too_many_references(line: int, column: int) -> DocumentError:
    """Refuse references that multiply the content."""
    found = message(
        "The references (*) up to here add more than {limit} values to the file.", limit=MAX_ALIASED
    )
    hint = message("Write the values out instead of referring to them.")
    return DocumentError("yaml-alias", found, hint, line=line, column=column)


def number(line: int, column: int, written: str) -> DocumentError:
    """Refuse a number that programs which read the plan would change."""
    found = message("The number {number} is too large.", number=shortened(written))
    hint = message('If it is a code and not a quantity, put it in quotes: "…".')
    return DocumentError("yaml-number", found, hint, line=line, column=column)


def no_character(line: int, column: int) -> DocumentError:
    """Refuse an escape for half a character or for one beyond Unicode."""
    found = message("An escape (\\u or \\U) in this text stands for no character.")
    hint = message("Type the character itself.")
    return DocumentError("yaml-syntax", found, hint, line=line, column=column)
