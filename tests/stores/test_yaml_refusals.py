"""Every reason to refuse a YAML file: the rule, the place and the very words."""

from __future__ import annotations

import pytest

from dxplan.errors import DocumentError
from dxplan.model.message import Message, message
from dxplan.stores.yaml_exact import parse_exact
from dxplan.stores.yaml_fast import parse_fast

QUOTES = message('If this is meant as text, put the whole text in quotes: "…".')
SPACE = message("Write a space after the colon: “key: value”.")
WIDTH = message("Type colons and spaces of keys in half width: “key: value”.")
SPACES = message("Replace it by spaces; each level is indented by two.")
COLUMN = message("Begin it in the same column as the keys or list items it belongs with.")
CLOSE = message("Add the closing quotation mark.")
WRITE_OUT = message("Write the values out instead of referring to them.")
DELETE_MARK = message("Delete the line “---” or “...”, or move what follows into a file of its own.")
SETTLE = message(
    "Keep the lines that are right, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>."
)
INNER_QUOTES = message(
    "Put the whole text in quotes, and use other quotation marks, such as 「」, inside it."
)
NO_BACKSLASH = message("Use single quotes: '…', or write the backslash twice.")
LOOK = message("Look here and on the line above for a missing quotation mark, bracket, colon or space.")
NEXT_LINE = message("Begin the list on the next line, indented; if it is text, put it in quotes.")
CONTINUE = message("Write “key: value”; a line that continues a text is indented further than its key.")
RENAME = message("Delete or rename one of the two.")
CODE = message('If it is a code and not a quantity, put it in quotes: "…".')
RESTORE = message("Restore its content, or delete the file if it is not needed.")
TYPE_IT = message("Type the character itself.")

EMPTY = message("The file is empty.")
COMMENT = message("The file has nothing but a comment: what follows # on a line does not count.")
LIST = message("The file is a list; at its outermost level it must have keys, such as “title: …”.")
TEXT = message("The file is a single text; at its outermost level it must have keys, such as “title: …”.")
SECOND = message("A second document begins here; a file holds only one.")
DIRECTIVE = message("A line that begins with % is an instruction to YAML; none is used here.")
NO_KEY = message("A key is missing before the colon.")
ODD_KEY = message("A key must be a text; here it begins with a sign that means something else to YAML.")
NO_CHARACTER = message("An escape (\\u or \\U) in this text stands for no character.")
TAB = message("A tab stands here; YAML files need spaces.")
NO_SPACE = message("A space is missing after the colon.")
WIDE_COLON = message("A full-width colon stands here; after a key YAML needs a half-width colon and a space.")
WIDE_SPACE = message("A full-width space stands here; only half-width spaces count.")
COLON = message("Text without quotes cannot have a colon and a space in it.")
NO_KEY_LINE = message("This line has no key with a colon and a space.")
INDENTATION = message("The indentation of this line does not fit the lines above.")
HYPHEN = message("A list item begins with a half-width hyphen, and this one is not.")
HYPHEN_HINT = message("Write it as “- key: value”.")
ITEM = message("A list item (“- …”) cannot begin here.")
AFTER_QUOTE = message("Text follows after the closing quotation mark.")
COMMA = message("A comma is missing before this.")
GENERAL = message("This is not written as YAML.")
DEEP = message("Lists and keys are nested here more than {limit} levels deep.", limit=50)
MULTIPLY = message("The references (*) up to here add more than {limit} values to the file.", limit=10_000)


def tag(name: str) -> Message:
    return message("{tag} at the beginning of a value is a tag to YAML; tags are not used here.", tag=name)


def key(name: str) -> tuple[Message, Message]:
    return message("The key {key} is not text.", key=name), message('Put it in quotes: "{key}".', key=name)


def duplicate(name: str, first: int) -> Message:
    return message(
        "The key {key} stands here a second time; it stands first on line {first}.", key=name, first=first
    )


def start(character: str) -> Message:
    return message("A value cannot begin with {character}.", character=character)


def unknown(name: str) -> Message:
    template = "*{name} at the beginning of a value is a reference to YAML, but no &{name} stands above."
    return message(template, name=name)


def unused(name: str) -> Message:
    template = "&{name} at the beginning of a value is a name to YAML, but nothing refers to it (*{name})."
    return message(template, name=name)


def circular(name: str) -> Message:
    return message("The reference *{name} stands inside the very part that it refers to.", name=name)


def number(text: str) -> Message:
    return message("The number {number} is too large.", number=text)


def conflict(mark: str) -> Message:
    return message("A merge conflict is not settled: the mark {mark} of Git still stands here.", mark=mark)


def open_quote(mark: str) -> Message:
    return message("The quotation mark {mark} that opens here is never closed.", mark=mark)


def open_bracket(bracket: str) -> Message:
    return message("The bracket {bracket} that opens here is never closed.", bracket=bracket)


def close_bracket(bracket: str) -> Message:
    return message("The bracket {bracket} closes nothing.", bracket=bracket)


def after_bracket(bracket: str) -> Message:
    return message("Text follows after the closing bracket {bracket}.", bracket=bracket)


def after_sign(character: str) -> Message:
    return message("After {character} a text begins on the next line.", character=character)


def escape(text: str) -> Message:
    return message("In double quotes a backslash begins an escape, and {escape} is none.", escape=text)


Case = tuple[str, int, int, Message, Message | None]

DIALECT: dict[str, list[Case]] = {
    "empty-file": [
        ("", 1, 1, EMPTY, RESTORE),
        ("\n\n", 1, 1, EMPTY, RESTORE),
        ("# only a comment\n", 1, 1, COMMENT, RESTORE),
        ("# schema id: a title: b ", 1, 1, COMMENT, RESTORE),
        ("---\n", 1, 1, EMPTY, RESTORE),
        ("--- \n...\n", 1, 1, EMPTY, RESTORE),
        ("~\n", 1, 1, EMPTY, RESTORE),
    ],
    "not-a-mapping": [
        ("- a\n- b\n", 1, 1, LIST, None),
        ("# c\n\n[a, b]\n", 3, 1, LIST, None),
        ("\n  text\n", 2, 3, TEXT, None),
        ("true\n", 1, 1, TEXT, None),
        ("title:電子申請\n", 1, 1, TEXT, SPACE),
        ("title：電子申請\n", 1, 1, TEXT, WIDTH),
        ('"a: b"\n', 1, 1, TEXT, SPACE),
    ],
    "yaml-documents": [
        ("a: 1\n---\nb: 2\n", 2, 1, SECOND, DELETE_MARK),
        ("a: 1\n---\n", 2, 1, SECOND, DELETE_MARK),
        ("---\n---\na: 1\n", 2, 1, SECOND, DELETE_MARK),
        ("a: 1\n...\nb: 2\n", 3, 1, SECOND, DELETE_MARK),
        ("a: 1\n... b\n", 2, 5, SECOND, DELETE_MARK),
        ("...\n...\n", 1, 1, SECOND, DELETE_MARK),
        ("- a\n---\n- b\n", 2, 1, SECOND, DELETE_MARK),
    ],
    "yaml-tag": [
        ("a: !重要 b\n", 1, 4, tag("!重要"), QUOTES),
        ("a:\n  - !x b\n", 2, 5, tag("!x"), QUOTES),
        ("a: !!str 1\n", 1, 4, tag("!!str"), QUOTES),
        ("a: ! 1\n", 1, 4, tag("!"), QUOTES),
        ("a: !e!x 1\n", 1, 4, tag("!e!x"), QUOTES),
        ("!x\na: 1\n", 1, 1, tag("!x"), QUOTES),
        ("a: &n !x 1\nb: *n\n", 1, 4, tag("!x"), QUOTES),
        ("!k a: 1\n", 1, 1, tag("!k"), QUOTES),
        ("a: [!x 1]\n", 1, 5, tag("!x"), QUOTES),
    ],
    "too-deep": [
        ("a: " + "[" * 50 + "]" * 50, 1, 53, DEEP, None),
        ("a:\n  " + "- " * 50 + "b", 2, 101, DEEP, None),
        ("\n".join(" " * level + "a:" for level in range(51)), 51, 51, DEEP, None),
        ("a: &a " + "[" * 49 + "]" * 49 + "\nb: [*a]\n", 2, 5, DEEP, None),
    ],
    "duplicate-key": [
        ("a: 1\nb: 2\na: 3\n", 3, 1, duplicate("a", 1), RENAME),
        ("x:\n  - a: 1\n    'a': 2\n", 3, 5, duplicate("a", 2), RENAME),
        ("x: {a: 1, a: 2}\n", 1, 11, duplicate("a", 1), RENAME),
        ("状況: 1\n状況: 2\n", 2, 1, duplicate("状況", 1), RENAME),
    ],
    "yaml-key": [
        ("2022: a\n", 1, 1, *key("2022")),
        ("a:\n  1.5: b\n", 2, 3, *key("1.5")),
        ("a:\n  - true: b\n", 2, 5, *key("true")),
        ("null: b\n", 1, 1, *key("null")),
        ("~: b\n", 1, 1, *key("~")),
        (": b\n", 1, 1, NO_KEY, QUOTES),
        ("a:\n  : b\n", 2, 3, NO_KEY, QUOTES),
        ("{a}: b\n", 1, 1, ODD_KEY, QUOTES),
        ("a:\n  [x]: b\n", 2, 3, ODD_KEY, QUOTES),
        ("? - a\n: b\n", 1, 3, ODD_KEY, QUOTES),
        ("a: &n x\n*n : b\n", 2, 1, ODD_KEY, QUOTES),
    ],
    "yaml-alias": [
        ("a: *注\n", 1, 4, unknown("注"), QUOTES),
        ("a: **太字**\n", 1, 4, unknown("*太字**"), QUOTES),
        ("a: &重要 b\n", 1, 4, unused("重要"), QUOTES),
        ("x:\n  &n a: b\n", 2, 3, unused("n"), QUOTES),
        ("a: &a [*a]\n", 1, 8, circular("a"), WRITE_OUT),
        ("a: &a\n  b:\n    - c: *a\n", 3, 10, circular("a"), WRITE_OUT),
        ("&a a: &b [*b]\nc: *a\n", 1, 11, circular("b"), WRITE_OUT),
        ("a: &a [" + "x, " * 100 + "]\nb:\n" + "- *a\n" * 100, 102, 3, MULTIPLY, WRITE_OUT),
    ],
    "yaml-number": [
        ("a: 9223372036854775808\n", 1, 4, number("9223372036854775808"), CODE),
        ("a: -9223372036854775809\n", 1, 4, number("-9223372036854775809"), CODE),
        ("a:\n  - 0xFFFFFFFFFFFFFFFFF\n", 2, 5, number("0xFFFFFFFFFFFFFFFFF"), CODE),
        ("a: [1e999]\n", 1, 5, number("1e999"), CODE),
        ("a: " + "7" * 5000, 1, 4, number("7" * 39 + "…"), CODE),
        ("9" * 20 + ": a\n", 1, 1, number("9" * 20), CODE),
    ],
    "merge-conflict": [
        ("a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> other\n", 2, 1, conflict("<<<<<<<"), SETTLE),
        ("<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> other\n", 1, 1, conflict("<<<<<<<"), SETTLE),
        ("a: |\n  x\n<<<<<<< HEAD\n  y\n=======\n  z\n>>>>>>> other\n", 3, 1, conflict("<<<<<<<"), SETTLE),
        ("a: 1\n=======\nb: 3\n", 2, 1, conflict("======="), SETTLE),
        ("a: 1\n>>>>>>> other\nb: 3\n", 2, 1, conflict(">>>>>>>"), SETTLE),
        ("a: 1\n||||||| base\nb: 3\n", 2, 1, conflict("|||||||"), SETTLE),
    ],
}

SYNTAX: dict[str, list[Case]] = {
    "tabs": [
        ("a:\n\tb: c\n", 2, 1, TAB, SPACES),
        ("a:\n  b: 1\n \tc: 2\n", 3, 2, TAB, SPACES),
        ("a:\tb\n", 1, 3, TAB, SPACES),
        ("a:\n  -\tb\n", 2, 4, TAB, SPACES),
        ("a: b\t\nc: d\n", 1, 5, TAB, SPACES),
    ],
    "colons": [
        ("a: b\ntitle:foo\nc: d\n", 2, 6, NO_SPACE, SPACE),
        ("title:foo\nc: d\n", 1, 6, NO_SPACE, SPACE),
        ("a:\n  - name:foo\n    value: 1\n", 2, 9, NO_SPACE, SPACE),
        ("a: b\nlink:https://example.jp\n", 2, 5, NO_SPACE, SPACE),
        ("a: b\ntitle：foo\nc: d\n", 2, 6, WIDE_COLON, WIDTH),
        ("title：foo\nc: d\n", 1, 6, WIDE_COLON, WIDTH),
        ("a:\n  - 名称 ：foo\n    value: 1\n", 2, 8, WIDE_COLON, WIDTH),
        ("a: b\ntitle:\u3000foo\nc: d\n", 2, 7, WIDE_SPACE, WIDTH),
        ("a:\n\u3000\u3000b: 1\n    c: 2\n", 2, 1, WIDE_SPACE, WIDTH),
        ("text: 注: これ\n", 1, 8, COLON, QUOTES),
        ("a:\n  - 注: これ: あれ\n", 2, 10, COLON, QUOTES),
        ("a: :\n", 1, 4, COLON, QUOTES),
        ("a: b\nfoo\nc: d\n", 2, 1, NO_KEY_LINE, CONTINUE),
        ("a: b\nfoo\n", 2, 1, NO_KEY_LINE, CONTINUE),
        ("x" * 1025 + ": y\n", 1, 1026, start(":"), QUOTES),
    ],
    "indentation": [
        ("a: b\n  c: d\n", 2, 3, INDENTATION, COLUMN),
        ("a:\n  - x: 1\n     y: 2\n", 3, 6, INDENTATION, COLUMN),
        ("a:\n    b: 1\n  c: 2\n", 3, 3, INDENTATION, COLUMN),
        ("a:\n  - x\n - y\n", 3, 2, INDENTATION, COLUMN),
        ("a:\n  - x\n  y: 1\n", 3, 3, INDENTATION, COLUMN),
        ("a: b\n- c\n", 2, 1, INDENTATION, COLUMN),
        ("a:\n  － x: 1\n    y: 2\n", 2, 3, HYPHEN, HYPHEN_HINT),
        ("a:\n  - x: 1\n  ーy: 2\n", 3, 3, HYPHEN, HYPHEN_HINT),
        ("a: |\n      \n  x\n", 3, 3, INDENTATION, COLUMN),
        ("a: - b\n", 1, 4, ITEM, NEXT_LINE),
    ],
    "quotation marks": [
        ('a: "foo\nb: c\n', 1, 4, open_quote('"'), CLOSE),
        ("a:\n  - 'foo\n", 2, 5, open_quote("'"), CLOSE),
        ('"a: b\n', 1, 1, open_quote('"'), CLOSE),
        ("a: 'x\n---\ny'\n", 1, 4, open_quote("'"), CLOSE),
        ('a: "foo\nb: "bar"\n', 1, 4, open_quote('"'), CLOSE),
        ('a: "foo" bar\n', 1, 10, AFTER_QUOTE, INNER_QUOTES),
        ("a: 'it's'\n", 1, 8, AFTER_QUOTE, INNER_QUOTES),
        ('a: "x", "y"\n', 1, 7, AFTER_QUOTE, INNER_QUOTES),
        ('"a"\nb: c\n', 2, 1, GENERAL, LOOK),
    ],
    "escapes": [
        ('a: "C:\\path"\n', 1, 7, escape("\\p"), NO_BACKSLASH),
        ('a: "\\xZZ"\n', 1, 5, escape("\\xZ"), NO_BACKSLASH),
        ('a: 1\nb: "\\ud83d\\ude00"\n', 2, 4, NO_CHARACTER, TYPE_IT),
        ('a: 1\nb: "x\\UFFFFFFFF"\n', 2, 6, NO_CHARACTER, TYPE_IT),
        ('a: 1\nb: "x\\U00110000"\n', 2, 6, NO_CHARACTER, TYPE_IT),
    ],
    "brackets": [
        ("a: [1, 2\nb: c\n", 1, 4, open_bracket("["), QUOTES),
        ("a: {x: 1\nb: c\n", 1, 4, open_bracket("{"), QUOTES),
        ("a: [1, 2}\n", 1, 4, open_bracket("["), QUOTES),
        ("a: [1\n---\n", 1, 4, open_bracket("["), QUOTES),
        ('a: ["x" "y"]\n', 1, 9, COMMA, QUOTES),
        ("a: [重要] お知らせ\n", 1, 9, after_bracket("]"), QUOTES),
        ("a: {name} です\n", 1, 11, after_bracket("}"), QUOTES),
        ("{a: b} c\n", 1, 8, after_bracket("}"), QUOTES),
        ("a: foo\n}\n", 2, 1, close_bracket("}"), QUOTES),
        ("a: ]\n", 1, 4, start("]"), QUOTES),
        ("a: [1,,2]\n", 1, 7, start(","), QUOTES),
    ],
    "beginnings": [
        *((f"a: {sign}foo\n", 1, 4, start(sign), QUOTES) for sign in "@`%,"),
        ("a:\n  - @x\n", 2, 5, start("@"), QUOTES),
        ("a: * foo\n", 1, 4, start("*"), QUOTES),
        ("a: & foo\n", 1, 4, start("&"), QUOTES),
        ("a: ? b\n", 1, 4, start("?"), QUOTES),
        ("a: |foo\n", 1, 4, after_sign("|"), QUOTES),
        ("a: > 80%\n", 1, 4, after_sign(">"), QUOTES),
        ("a: >80%\n", 1, 4, after_sign(">"), QUOTES),
        ("a: |-# x\n", 1, 4, after_sign("|"), QUOTES),
    ],
    "instructions": [
        ("a: b\n%達成: 1\n", 2, 1, DIRECTIVE, QUOTES),
        ("%YAML 1.1\n---\na: b\n", 1, 1, DIRECTIVE, QUOTES),
        ("# c\n%FOO bar\n---\na: b\n", 2, 1, DIRECTIVE, QUOTES),
        ("%TAG !e! x\n---\na: b\n", 1, 1, DIRECTIVE, QUOTES),
        ("%YAML 2.0\n---\na: b\n", 1, 1, DIRECTIVE, QUOTES),
        ("%YAML 1.2\na: b\n", 1, 1, DIRECTIVE, QUOTES),
    ],
}

CASES = [(rule, *case) for rule, cases in DIALECT.items() for case in cases]
CASES += [("yaml-syntax", *case) for cases in SYNTAX.values() for case in cases]


@pytest.mark.parametrize(("rule", "text", "line", "column", "said", "hint"), CASES)
def test_refusals(rule: str, text: str, line: int, column: int, said: Message, hint: Message | None) -> None:
    with pytest.raises(DocumentError) as caught:
        parse_exact(text)
    error = caught.value
    assert (error.rule, error.line, error.column) == (rule, line, column)
    assert error.message == said
    assert error.hint == hint
    assert parse_fast(text) is None


def test_characters_are_looked_at_here_too() -> None:
    with pytest.raises(DocumentError) as caught:
        parse_exact("a: b\nc: \x0b\n")
    assert (caught.value.rule, caught.value.line, caught.value.column) == ("yaml-syntax", 2, 4)


def test_what_no_explanation_knows_gets_a_general_sentence() -> None:
    from dxplan.stores.yaml_explaining import explain  # noqa: PLC0415

    error = explain(ValueError("NodeEvent"), "a: b\n")
    assert (error.rule, error.message, error.hint) == ("yaml-syntax", GENERAL, LOOK)
    assert (error.line, error.column) == (1, 1)
