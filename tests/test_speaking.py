"""Messages in the words of a language: numbers, and the words that go with them."""

from __future__ import annotations

import pytest

from dxplan.i18n import Speaker
from dxplan.model.message import Bilingual, Message, message


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0 files, 0 more"), (1, "1 file, 1 more"), (2, "2 files, 2 more"), (1000, "1000 files, 1000 more")],
)
def test_a_word_follows_its_number(count: int, said: str) -> None:
    # A message that no catalog knows, so it is said as it stands.
    template = "{count} {count:file/files}, {count} more"
    assert Speaker("en")(Message(template, (("count", count),))) == said


def test_values_of_other_kinds_are_as_they_are() -> None:
    values = (
        ("a", 1.5),
        ("b", "x/y"),
        ("c", Message("{{d}}")),
        ("e", Bilingual(ja="市", en="city")),
        ("f", 7),
    )
    assert Speaker("en")(Message("{a} {b} {c} {e} {f:03d}", values)) == "1.5 x/y {d} city 007"


def test_japanese_needs_no_such_words() -> None:
    one, many = (message("{files} {files:file/files}, no problem.", files=files) for files in (1, 2))
    assert [Speaker("ja")(one), Speaker("ja")(many)] == [
        "1 ファイル: 指摘はありません。",
        "2 ファイル: 指摘はありません。",
    ]
    assert [Speaker("en")(one), Speaker("en")(many)] == ["1 file, no problem.", "2 files, no problem."]
