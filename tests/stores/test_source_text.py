"""From bytes to text and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxplan.errors import DocumentError
from dxplan.model.message import Message, message
from dxplan.stores.source_text import MAX_BYTES, SourceText, decode, encode

TEXT = "schema: 1\ntitle: 電子申請の拡大と、窓口で書かない手続き\nstatus: 着手中\n"

CURE = message(
    "Open it in Notepad, choose “Save As” and the encoding “UTF-8”. In Excel, save as “CSV UTF-8” or “Unicode”, never as plain CSV."
)


def other_encoding(name: str) -> Message:
    return message("The file is not saved as UTF-8 but, as it seems, as {encoding}.", encoding=name)


def refusal(raw: bytes) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        decode(raw)
    return caught.value


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"", SourceText("")),
        (b"a: 1", SourceText("a: 1")),
        (b"a: 1\n", SourceText("a: 1\n")),
        (b"\xef\xbb\xbfa: 1\r\n", SourceText("a: 1\n", bom=True, newline="\r\n")),
        (b"a: 1\r\nb: 2\r\nc: 3\n", SourceText("a: 1\nb: 2\nc: 3\n", newline="\r\n", mixed=True)),
        (b"a: 1\nb: 2\r\n", SourceText("a: 1\nb: 2\n", mixed=True)),
        (b"a: 1\r\nb: 2\n", SourceText("a: 1\nb: 2\n", newline="\r\n", mixed=True)),
        (b"a: 1\rb: 2\r", SourceText("a: 1\nb: 2\n", mixed=True)),
        ("a: 🙂\n".encode(), SourceText("a: 🙂\n")),
        (b"\xef\xbb\xbf", SourceText("", bom=True)),
    ],
)
def test_decode(raw: bytes, expected: SourceText) -> None:
    assert decode(raw) == expected


@pytest.mark.parametrize(
    ("raw", "name", "line", "column"),
    [
        (TEXT.encode("cp932"), "Shift_JIS (CP932)", 2, 8),
        (TEXT.replace("\n", "\r\n").encode("cp932"), "Shift_JIS (CP932)", 2, 8),
        ("k: ﾃﾞｼﾞﾀﾙ戦略課の①番".encode("cp932"), "Shift_JIS (CP932)", 1, 4),
        (TEXT.encode("euc_jp"), "EUC-JP", 2, 8),
        ("k: 造船の町\n".encode("euc_jp"), "EUC-JP", 1, 5),
        ("k: 整理番号を付ける\n".encode("euc_jp"), "EUC-JP", 1, 4),
        (TEXT.encode("iso2022_jp"), "ISO-2022-JP (JIS)", 2, 8),
        (TEXT.encode("utf-16"), "UTF-16", 1, 1),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "UTF-16", 1, 1),
        (TEXT.encode("utf-16-le"), "UTF-16", 1, 1),
        (TEXT.encode("utf-16-be"), "UTF-16", 1, 1),
        ("k: plain\nm: text\n".encode("utf-16-le"), "UTF-16", 1, 1),
        (("題: 一\u3000二\n" * 5).encode("utf-16-le"), "UTF-16", 1, 1),
    ],
)
def test_other_encodings_are_named(raw: bytes, name: str, line: int, column: int) -> None:
    error = refusal(raw)
    assert (error.rule, error.message, error.hint) == ("encoding", other_encoding(name), CURE)
    assert (error.line, error.column) == (line, column)


@pytest.mark.parametrize(
    ("raw", "byte", "line", "column"),
    [
        ("a: 日本\nb: 語".encode()[:-1], "0xE8", 2, 4),
        ("a: 日本\nb: ".encode() + b"\xff\n", "0xFF", 2, 4),
        (TEXT.encode() + b"\x83\x65", "0x83", 4, 1),
        (b"a: \x80\n", "0x80", 1, 4),
        (b"a: \xed\xa0\x80\n", "0xED", 1, 4),
    ],
)
def test_damaged_utf8_is_no_other_encoding(raw: bytes, byte: str, line: int, column: int) -> None:
    error = refusal(raw)
    template = "The file is not saved as UTF-8: the byte {byte} here stands for no character."
    assert (error.rule, error.message) == ("encoding", message(template, byte=byte))
    assert (error.line, error.column) == (line, column)


@pytest.mark.parametrize(
    ("raw", "code", "name", "line", "column"),
    [
        (b"a: b\nc: \x00\n", "U+0000", "NULL", 2, 4),
        (b"a: \x0bb\n", "U+000B", "LINE TABULATION", 1, 4),
        (b"a: \x1a\n", "U+001A", "SUBSTITUTE", 1, 4),
        (b"\x01", "U+0001", "CONTROL CHARACTER", 1, 1),
        ("a: \x1b 電子申請\n".encode(), "U+001B", "ESCAPE", 1, 4),
        (b"a: \x7f\n", "U+007F", "DELETE", 1, 4),
        ("a: \x85\n".encode(), "U+0085", "NEXT LINE", 1, 4),
        ("a: b\r\nc: \u2028\r\n".encode(), "U+2028", "LINE SEPARATOR", 2, 4),
        ("a: b\ufeff\n".encode(), "U+FEFF", "ZERO WIDTH NO-BREAK SPACE", 1, 5),
        ("a: \uffff\n".encode(), "U+FFFF", "CONTROL CHARACTER", 1, 4),
    ],
)
def test_forbidden_characters(raw: bytes, code: str, name: str, line: int, column: int) -> None:
    error = refusal(raw)
    template = "An invisible character that YAML does not allow stands here: {code} ({name})."
    hint = message("Delete it; it often comes along when text is copied from a PDF or an office document.")
    assert (error.rule, error.message, error.hint) == (
        "yaml-syntax",
        message(template, code=code, name=name),
        hint,
    )
    assert (error.line, error.column) == (line, column)


def test_too_large() -> None:
    assert len(decode(b"a" * MAX_BYTES).text) == MAX_BYTES
    error = refusal(b"a" * (MAX_BYTES + 1))
    template = "The file has {size} bytes; at most {limit} can be read."
    assert (error.rule, error.message) == (
        "too-large",
        message(template, size=MAX_BYTES + 1, limit=MAX_BYTES),
    )


@given(st.lists(st.text("aあ🙂: #", max_size=4), max_size=5), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_even_files_come_back_byte_by_byte(lines: list[str], newline: str, bom: bool) -> None:  # noqa: FBT001
    raw = (b"\xef\xbb\xbf" if bom else b"") + newline.join(lines).encode()
    source = decode(raw)
    assert not source.mixed
    assert encode(source.text, source) == raw


@given(st.text("a\r\n", max_size=12))
def test_writing_back_keeps_the_text(text: str) -> None:
    source = decode(text.encode())
    again = decode(encode(source.text, source))
    assert again.text == source.text
    assert (again == source) or source.mixed
    assert source.mixed or encode(source.text, source) == text.encode()


@given(st.binary(max_size=60))
def test_any_bytes_are_text_or_a_document_error(raw: bytes) -> None:
    try:
        source = decode(raw)
    except DocumentError as error:
        found: SourceText | DocumentError = error
    else:
        found = source
    if isinstance(found, SourceText):
        assert found.mixed or encode(found.text, found) == raw
    else:
        assert found.rule in {"encoding", "yaml-syntax"}
        assert min(found.line, found.column) >= 1
