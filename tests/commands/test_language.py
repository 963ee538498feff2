"""Which language a run speaks: ``--lang``, else ``DXPLAN_LANG``, else the plan's, else the locale's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.commands.running import inside

if TYPE_CHECKING:
    from pathlib import Path

    from tests.harness import Repository

NOTHING = ("list", "--text", "nobody-wrote-this")
EN, JA = "No initiative matches.\n", "当てはまる取組はありません。\n"
UNKNOWN = {
    "en": "Error: There is no initiative “kiosks”.\n    → Did you mean “kiosk”?\n",
    "ja": "エラー: 取組「kiosks」はありません。\n    → 「kiosk」ですか。\n",
}


def _set(monkeypatch: pytest.MonkeyPatch, **environment: str) -> None:
    for name in ("DXPLAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)


def test_the_option_comes_first(cities: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    _set(monkeypatch, DXPLAN_LANG="en", LANG="en_GB.UTF-8")
    assert inside(cities.root, "--lang", "ja", *NOTHING, "--plan", "kita").all == (0, JA, "")
    assert inside(cities.root, *NOTHING, "--plan", "kita", "--lang", "ja").all == (0, JA, "")


def test_then_the_environment(cities: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    _set(monkeypatch, DXPLAN_LANG="en", LANG="ja_JP.UTF-8")
    assert inside(cities.root, *NOTHING, "--plan", "minato").all == (0, EN, "")
    _set(monkeypatch, DXPLAN_LANG="ja", LANG="en_GB.UTF-8")
    assert inside(cities.root, *NOTHING, "--plan", "kita").all == (0, JA, "")


@pytest.mark.parametrize("unknown", ["", "fr", "EN"])
def test_an_unknown_language_in_the_environment_is_none(
    cities: Repository, monkeypatch: pytest.MonkeyPatch, unknown: str
) -> None:
    _set(monkeypatch, DXPLAN_LANG=unknown)
    assert inside(cities.root, *NOTHING, "--plan", "minato").all == (0, JA, "")
    assert inside(cities.root, *NOTHING, "--plan", "kita").all == (0, EN, "")


def test_then_the_plan(cities: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    _set(monkeypatch, LANG="en_GB.UTF-8")
    assert inside(cities.root, *NOTHING, "--plan", "minato").all == (0, JA, "")
    _set(monkeypatch, LANG="ja_JP.UTF-8")
    assert inside(cities.root, *NOTHING, "--plan", "kita").all == (0, EN, "")


def test_the_plan_of_an_initiative_of_several_plans(
    cities: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    _set(monkeypatch, LANG="C")
    kiosk, window = inside(cities.root, "show", "kiosk"), inside(cities.root, "show", "chat-window")
    assert (kiosk.code, kiosk.told, window.code, window.told) == (0, "", 0, "")
    assert kiosk.text.splitlines()[2].split() == ["Id", "kiosk"]
    assert window.text.splitlines()[2].split() == ["識別子", "chat-window"]


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"LANG": "ja_JP.UTF-8"}, JA),
        ({"LANG": "ja_JP.eucJP", "LC_MESSAGES": "en_US.UTF-8"}, EN),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "ja_JP.UTF-8"}, JA),
        ({"LANG": "ja_JP.UTF-8", "LC_ALL": "C"}, JA),
        ({"LANG": "C.UTF-8"}, EN),
        ({"LANG": "POSIX"}, EN),
        ({"LANG": "de_DE.UTF-8"}, EN),
        ({}, EN),
    ],
)
def test_then_the_locale(
    cities: Repository, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], said: str
) -> None:
    # Plans of different languages share none.
    _set(monkeypatch, **environment)
    assert inside(cities.root, *NOTHING).all == (0, said, "")


def test_mistakes_are_told_in_the_language_of_the_plan(
    cities: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    _set(monkeypatch, LANG="ja_JP.UTF-8")
    assert inside(cities.root, "show", "kiosks", "--plan", "kita").all == (3, "", UNKNOWN["en"])
    assert inside(cities.root, "show", "kiosks").all == (3, "", UNKNOWN["ja"])
    assert inside(cities.root, "show", "kiosks", "--lang", "en").all == (3, "", UNKNOWN["en"])


NO_COMMAND = "エラー: lst というコマンドはありません。\n    → 「list」ですか。\n"
NO_FILE = "エラー: nowhere.yaml というファイルやフォルダーはありません。\n"


@pytest.mark.parametrize(
    "written",
    [
        b"\nlanguage: ja\n",
        b"\r\nlanguage: 'ja'\r\n",
        b'\nlanguage:  "ja"  # \xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\n',
    ],
)
def test_what_is_told_before_a_plan_is_read_is_in_its_language_too(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, written: bytes
) -> None:
    plan = repository.root / "plans" / "minato" / "plan.yaml"
    raw = plan.read_bytes().replace(b"\nlanguage: ja\n", written)
    assert written in raw
    plan.write_bytes(raw)
    _set(monkeypatch, LANG="C.UTF-8")
    assert inside(repository.root, "lst").all == (2, "", NO_COMMAND)
    assert inside(repository.root / "plans", "validate", "nowhere.yaml").all == (3, "", NO_FILE)
    assert inside(repository.root, "list", "--help").text.startswith("使い方: ")
    assert inside(repository.root, "lst", "--lang", "en").told.startswith("Error: ")
    monkeypatch.setenv("DXPLAN_LANG", "en")
    assert inside(repository.root, "list", "--help").text.startswith("Usage: ")


@pytest.mark.parametrize("way", [("-C", "{}"), ("-C{}",), ("--directory={}",)])
def test_the_folder_that_is_named_says_the_language(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: tuple[str, ...]
) -> None:
    _set(monkeypatch, LANG="C.UTF-8")
    assert inside(tmp_path, "lst").told.startswith("Error: ")
    assert inside(tmp_path, *(word.format(repository.root) for word in way), "lst").told == NO_COMMAND
    monkeypatch.setenv("DXPLAN_ROOT", str(repository.root))
    assert inside(tmp_path, "lst").told == NO_COMMAND


def test_a_plan_that_cannot_be_read_keeps_its_language(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    _set(monkeypatch, LANG="C.UTF-8")
    plan = repository.read("plans/minato/plan.yaml")
    repository.write("plans/minato/plan.yaml", plan + "title: [\n")
    assert inside(repository.root, "list").told.startswith("警告: plans/minato/plan.yaml:")


def test_json_keys_are_english(cities: Repository) -> None:
    for command in (("status",), ("list",), ("show", "kiosk"), ("validate",)):
        japanese = inside(cities.root, *command, "-f", "json", "--lang", "ja")
        assert japanese.all == inside(cities.root, *command, "-f", "json", "--lang", "en").all
        assert japanese.code == 0
