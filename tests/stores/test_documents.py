"""Documents: a path, data, and the places of values when asked."""

from __future__ import annotations

import pytest

from dxplan.errors import DocumentError
from dxplan.stores import yaml_exact
from dxplan.stores.documents import parse_document
from dxplan.stores.source_text import SourceText
from dxplan.stores.yaml_exact import ExactDocument, parse_exact

RAW = "\ufefftitle: 電子申請\r\ntasks:\r\n  - a\r\n".encode()


def test_a_plain_file_is_parsed_exactly_only_when_a_place_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    document = parse_document("plans/x/initiatives/a.yaml", RAW)
    calls: list[str] = []

    def counted(text: str) -> ExactDocument:
        calls.append(text)
        return parse_exact(text)

    monkeypatch.setattr(yaml_exact, "parse_exact", counted)
    assert document.data == {"title": "電子申請", "tasks": ["a"]}
    assert document.source == SourceText("title: 電子申請\ntasks:\n  - a\n", bom=True, newline="\r\n")
    assert document.text == document.source.text
    assert calls == []
    assert document.position("/tasks/0") == (3, 5)
    assert document.position("/tasks", key=True) == (2, 1)
    assert document.position("/title") == (1, 8)
    assert calls == [document.text]


def test_another_file_is_parsed_exactly_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    document = parse_document("a.yaml", b"a: &x 1\nb: *x\n")
    monkeypatch.setattr(yaml_exact, "parse_exact", None)
    assert document.data == {"a": 1, "b": 1}
    assert document.position("/b") == (2, 4)


def test_errors_come_from_every_step() -> None:
    found = []
    for raw in (b"\xff\xfea", b"a: \x00", b"a: [", b""):
        with pytest.raises(DocumentError) as caught:
            parse_document("a.yaml", raw)
        found.append(caught.value.rule)
    assert found == ["encoding", "yaml-syntax", "yaml-syntax", "empty-file"]
