"""Documents: a path, data, and the places of values when asked."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

import pytest

from dxplan.errors import DocumentError
from dxplan.stores import yaml_exact
from dxplan.stores.documents import parse_document, read_document
from dxplan.stores.source_text import SourceText
from dxplan.stores.yaml_exact import ExactDocument, parse_exact

if TYPE_CHECKING:
    from pathlib import Path

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
    assert document.digest == blake2b(RAW, digest_size=20).digest()
    assert calls == []
    assert document.position("/tasks/0") == (3, 5)
    assert document.position("/tasks", key=True) == (2, 1)
    assert document.exact() is document.exact()
    assert calls == [document.text]


def test_another_file_is_parsed_exactly_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    document = parse_document("a.yaml", b"a: &x 1\nb: *x\n")
    monkeypatch.setattr(yaml_exact, "parse_exact", None)
    assert document.data == {"a": 1, "b": 1}
    assert document.position("/b") == (2, 4)


def test_errors_come_from_every_step(tmp_path: Path) -> None:
    found = []
    for raw in (b"\xff\xfea", b"a: \x00", b"a: [", b""):
        (tmp_path / "a.yaml").write_bytes(raw)
        with pytest.raises(DocumentError) as caught:
            read_document(tmp_path / "a.yaml", tmp_path)
        found.append(caught.value.rule)
    with pytest.raises(DocumentError) as caught:
        read_document(tmp_path / "b.yaml", tmp_path)
    assert [*found, caught.value.rule] == [
        "encoding",
        "yaml-syntax",
        "yaml-syntax",
        "empty-file",
        "unreadable",
    ]


def test_the_path_is_relative_to_the_root(tmp_path: Path) -> None:
    folder = tmp_path / "plans" / "松江"
    folder.mkdir(parents=True)
    (folder / "plan.yaml").write_bytes(b"a: 1\n")
    assert read_document(folder / "plan.yaml", tmp_path).path == "plans/松江/plan.yaml"
