"""``dxplan validate --fix``: what has one certain cure is mended, and nothing else is touched."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dxplan.checks.fix import Fix
from dxplan.checks.run import PlacedFix
from dxplan.checks.validation import Validation, Validator
from dxplan.commands import fixing
from dxplan.commands.session import Session
from dxplan.commands.wishes import Wishes

if TYPE_CHECKING:
    from tests.harness import Repository

PLANS = Path(__file__).parents[2] / "plans"
FORMS = "plans/minato/initiatives/online-forms.yaml"
CHAT = "plans/minato/initiatives/chat-window.yaml"
PLAN = "plans/minato/plan.yaml"


def mend(session: Session, validation: Validation) -> list[str]:
    """Mend once: what is found afterwards is nobody's business here."""
    return fixing.mend(session, validation, lambda: Validation(0, (), {}))[1]


def session_in(repository: Repository, lang: str = "en") -> Session:
    return Session(Wishes(directory=repository.root, lang=lang))


def found(session: Session) -> Validation:
    validator = Validator(session.tree, session.cache, session.day_of)
    return validator.validate(session.tree.plans(), lambda _path: True)


def mended(repository: Repository) -> list[str]:
    session = session_in(repository)
    return mend(session, found(session))


def change(repository: Repository, path: str, *pairs: tuple[str, str]) -> str:
    """Replace texts of a file, each of which stands there once; returns the new text."""
    text = repository.read(path)
    for old, new in pairs:
        assert text.count(old) == 1
        text = text.replace(old, new)
    repository.write(path, text)
    return text


def fix_of(path: str, *fixes: tuple[object, Fix]) -> Validation:
    return Validation(1, (), {path: tuple(PlacedFix("schema", old, fix) for old, fix in fixes)})


def test_mended_files_are_told_and_clean(repository: Repository) -> None:
    """The whole way of a user: exit code, standard output and error, and the bytes on the disk."""
    change(repository, FORMS, ("category: 窓口\nnumber: 1", "category: 窓口 # c\nnumber: １ # ？"))
    change(repository, CHAT, ("title: チャットで答える窓口", 'title: "チャットで\\u200B答える窓囗"'))
    before = {path: repository.read(path) for path in (FORMS, CHAT)}
    result = repository.run("validate", "--fix", "--strict")
    assert (result.code, result.err) == (0, "")
    assert result.out == (
        "plans/minato/initiatives/chat-window.yaml:3:8: /title: チャットでU+200B答える窓囗 → チャットで答える窓囗\n"
        "plans/minato/initiatives/online-forms.yaml:7:9: /number: １ → 1\n"
        "\n"
        "5 files, no problem.\n"
    )
    assert repository.read(FORMS) == before[FORMS].replace("１ # ？", "1 # ？")
    assert repository.read(CHAT) == before[CHAT].replace("\\u200B", "")
    again = repository.run("validate", "--fix", "--strict")
    assert (again.code, again.out, again.err) == (0, "5 files, no problem.\n", "")


def test_what_cannot_be_written_is_told_and_stays_a_problem(repository: Repository) -> None:
    for path in (CHAT, FORMS):
        change(repository, path, ("number: 1\n", "number: １\n"))
    (repository.root / CHAT).chmod(0o444)
    result = repository.run("validate", "--fix")
    assert result.code == 1
    assert result.err == (
        f"Warning: {CHAT} is not mended: The file is write-protected, or its folder is.\n"
        "    → Allow writing, or ask the person who looks after the folder.\n"
    )
    first, second = result.out.splitlines()[0], result.out.splitlines()[2]
    assert first == f"{FORMS}:7:9: /number: １ → 1"
    assert second.startswith(f"{CHAT}:6:9: error /number: ")
    assert "number: １\n" in repository.read(CHAT)


def test_without_the_option_nothing_is_written(repository: Repository) -> None:
    text = change(repository, CHAT, ("number: 1\n", "number: １\n"))
    result = repository.run("validate")
    assert result.code == 1
    assert result.err == "1 can be mended with --fix.\n"
    assert repository.read(CHAT) == text


def test_files_without_fixes_are_not_touched(repository: Repository) -> None:
    change(repository, CHAT, ("number: 1\n", "number: １\n"))
    files = sorted(path for path in repository.root.rglob("*") if path.is_file())
    for file in files:
        os.utime(file, ns=(10**18, 10**18))
    before = {file: file.read_bytes() for file in files}
    assert len(mended(repository)) == 1
    there = sorted(path for path in repository.root.rglob("*") if path.is_file())
    # Without git, the lock stands beside the plans.
    assert [file for file in there if file != repository.root / "plans" / ".dxplan.lock"] == files
    touched = [file for file in files if file.stat().st_mtime_ns != 10**18]
    assert touched == [repository.root / CHAT]
    assert [file for file in files if file.read_bytes() != before[file]] == touched


def test_nothing_to_mend_writes_nothing(repository: Repository) -> None:
    assert mended(repository) == []


def test_byte_order_mark_and_line_endings_stay(repository: Repository) -> None:
    text = change(repository, CHAT, ("number: 1\n", "number: '１' # c\n\n")).rstrip("\n")
    repository.write(CHAT, b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert mended(repository) == [f"{CHAT}:6:9: /number: １ → 1"]
    after = text.replace("'１'", "1").replace("\n", "\r\n")
    assert (repository.root / CHAT).read_bytes() == b"\xef\xbb\xbf" + after.encode()


def test_several_values_of_a_file_are_mended_at_once(repository: Repository) -> None:
    text = change(
        repository,
        FORMS,
        ("summary: 市役所に来なくても", "summary: |-\n  ⼿\u200b続き:\n\n  市役所に来なくて\u200bも"),
        ("text: 事業者から情報を集める。", "text: '事業者か\u3099ら'  # c"),
        ("goals:\n  - 市役所に来なくても申請できる。", 'goals: [ x,"デ一タ" ]'),
    )
    assert mended(repository) == [
        f"{FORMS}:21:10: /summary: ⼿U+200B続き:… → 手続き:…",
        f"{FORMS}:28:11: /tasks/0/text: 事業者かU+3099ら → 事業者がら",
        f"{FORMS}:34:12: /goals/1: デ一タ → データ",
    ]
    for old, new in (("⼿", "手"), ("\u200b", ""), ("か\u3099", "が"), ("デ一タ", "データ")):
        text = text.replace(old, new)
    assert repository.read(FORMS) == text
    assert mended(repository) == []


def test_what_a_waiver_sets_aside_is_not_mended(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DXPLAN_TODAY", "2024-10-01")
    waiver = "waivers:\n  - rule: look-alike\n    field: /summary\n    reason: 原文のまま。\n    until: 2024-12-31\n"
    text = change(
        repository,
        FORMS,
        ("summary: 市役所", "summary: ⼿\u200b市役所"),
        ("text: 事業者", "text: ⼿事業者"),
        ("sources:\n", f"{waiver}sources:\n"),
    )
    assert mended(repository) == [
        f"{FORMS}:21:10: /summary: ⼿U+200B市役所に来なくて… → ⼿市役所に来なくて…",
        f"{FORMS}:25:11: /tasks/0/text: ⼿事業者から情報を… → 手事業者から情報を…",
    ]
    assert repository.read(FORMS) == text.replace("\u200b", "").replace("⼿事", "手事")
    assert mended(repository) == []


def test_only_the_files_that_are_asked_for_are_mended(repository: Repository) -> None:
    for path in (CHAT, FORMS):
        change(repository, path, ("number: 1\n", "number: １\n"))
    result = repository.run("validate", "--fix", CHAT)
    assert (result.code, result.out.splitlines()[0]) == (0, f"{CHAT}:6:9: /number: １ → 1")
    assert "number: １\n" in repository.read(FORMS)


def test_the_plan_file_is_mended(repository: Repository) -> None:
    text = change(repository, PLAN, ("first: R6\n", "first: 令和６年度\n"))
    assert mended(repository) == [f"{PLAN}:18:12: /terms/1/first: 令和６年度 → R6"]
    assert repository.read(PLAN) == text.replace("令和６年度", "R6")


def test_a_value_that_cannot_be_changed_alone_is_told(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    text = change(
        repository,
        FORMS,
        ("summary: 市役所に来なくても申請できるようにする。", "summary: &s ⼿続き\nbackground: *s"),
        ("text: 事業者", "text: ⼿事業者"),
    )
    assert mended(repository) == [f"{FORMS}:26:11: /tasks/0/text: ⼿事業者から情報を… → 手事業者から情報を…"]
    assert capsys.readouterr().err == (
        f"Warning: {FORMS}:21:10 is not mended: "
        "The value at /summary cannot be changed without changing more of the file.\n"
        "    → Change it by hand.\n"
        f"Warning: {FORMS}:22:13 is not mended: "
        "The value at /background cannot be changed without changing more of the file.\n"
        "    → Change it by hand.\n"
    )
    assert repository.read(FORMS) == text.replace("⼿事", "手事")


def test_a_file_that_is_gone_or_broken_does_not_stop_the_others(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in (CHAT, FORMS, PLAN):
        change(repository, path, ("schema: 1\n", "schema: １\n"))
    session = session_in(repository)
    validation = found(session)
    (repository.root / CHAT).unlink()
    repository.write(FORMS, "a: [\n")
    assert mend(session, validation) == [f"{PLAN}:2:9: /schema: １ → 1"]
    assert f"Warning: {CHAT} is not mended: There is no such file.\n" in capsys.readouterr().err
    assert repository.read(FORMS) == "a: [\n"


@pytest.mark.parametrize(
    ("fixes", "after", "said"),
    [
        # The first fix that still finds what it was offered for counts; characters are replaced in what it left.
        ([("⼿続", Fix("/a", "手続")), ("⼿続", Fix("/a", "届出"))], "手続", "⼿続 → 手続"),
        ([("⼿続", Fix("/a", "手続", (("⼿", "手"),))), ("⼿続", Fix("/a", "届出"))], "手続", "⼿続 → 手続"),
        (
            [("⼿続", Fix("/a", "手続", (("⼿", "手"),))), ("⼿続", Fix("/a", "⼿續", (("続", "續"),)))],
            "手續",
            "⼿続 → 手續",
        ),
        (
            [("⼿続", Fix("/a", "⼿続き")), ("⼿続", Fix("/a", "手続", (("⼿", "手"),)))],
            "手続き",
            "⼿続 → 手続き",
        ),
        ([("⼿続", Fix("/a", 5))], "5", "⼿続 → 5"),
        ([("⼿続", Fix("/a", "5"))], '"5"', "⼿続 → 5"),
        # The value is no more, or not, what the fix was offered for.
        ([("手続", Fix("/a", "届出"))], "⼿続", None),
        ([("⼿続", Fix("/b", "届出"))], "⼿続", None),
        ([("⼿続", Fix("/a", "届出", (("届", "出"),)))], "⼿続", None),
        ([("⼿続", Fix("/a/0", "届出", (("⼿", "手"),)))], "⼿続", None),
    ],
)
def test_fixes_of_one_value_follow_one_another(
    repository: Repository, fixes: list[tuple[object, Fix]], after: str, said: str | None
) -> None:
    repository.write("plans/x.yaml", "# c\na: ⼿続  # d\n")
    lines = mend(session_in(repository), fix_of("plans/x.yaml", *fixes))
    assert lines == ([] if said is None else [f"plans/x.yaml:2:4: /a: {said}"])
    assert repository.read("plans/x.yaml") == f"# c\na: {after}  # d\n"


@pytest.mark.parametrize(
    ("source", "old", "fix", "said"),
    [
        ("５", "５", Fix("/a", 5), "５ → 5"),
        ("'5'", "5", Fix("/a", 5), '"5" → 5'),
        ("007", 7, Fix("/a", "007"), '7 → "007"'),
        ("true", True, Fix("/a", "true"), 'true → "true"'),
        ("' a b '", " a b ", Fix("/a", "a b"), "U+0020a bU+0020 → a b"),
        ("|\n  abc", "abc\n", Fix("/a", "abc"), "abcU+000A → abc"),
        ("a\u3000b", "a\u3000b", Fix("/a", "a b"), "aU+3000b → a b"),
        ("a\u3164b", "a\u3164b", Fix("/a", "ab"), "aU+3164b → ab"),
        ("x" * 50, "x" * 50, Fix("/a", "y" * 50), "x" * 40 + "… → " + "y" * 40 + "…"),
        (
            "0123456789\u200babcdefghijk",
            "0123456789\u200babcdefghijk",
            Fix("/a", "0123456789abcdefghijk", (("\u200b", ""),)),
            "…23456789U+200Babcdefgh… → …23456789abcdefgh…",
        ),
    ],
)
def test_values_are_shown_short_and_visibly(
    repository: Repository, source: str, old: object, fix: Fix, said: str
) -> None:
    repository.write("plans/x.yaml", f"a: {source}\n")
    assert mend(session_in(repository, "ja"), fix_of("plans/x.yaml", (old, fix))) == [
        f"plans/x.yaml:1:4: /a: {said}"
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_nothing_outside_the_repository_is_written(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = repository.root.parent / "outside.yaml"
    outside.write_text("a: 1\n", encoding="utf-8")
    (repository.root / "plans" / "x.yaml").symlink_to(outside)
    assert mend(session_in(repository), fix_of("plans/x.yaml", (1, Fix("/a", 2)))) == []
    assert capsys.readouterr().err.startswith(
        "Warning: plans/x.yaml is not mended: This path leads out of the plan's folder"
    )
    assert outside.read_text(encoding="utf-8") == "a: 1\n"


def test_real_plans_are_mended_back(repository: Repository) -> None:
    """Spoil every file of a real plan in the same way; --fix gives back what was there, byte for byte."""
    shutil.rmtree(repository.root / "plans")
    shutil.copytree(PLANS / "kashima", repository.root / "plans" / "kashima")
    assert found(session_in(repository)).fixes == {}
    before = {path: path.read_bytes() for path in sorted(repository.root.rglob("*.yaml"))}
    for path, raw in before.items():
        text = raw.decode()
        at = text.index("title: ") + len("title: ")
        spoilt = text[:at] + text[at:].replace("手", "⼿").replace("ー", "ー\u200b")
        path.write_bytes(spoilt.encode())
    spoilt_files = [path for path, raw in before.items() if path.read_bytes() != raw]
    lines = mended(repository)
    assert len(spoilt_files) > 40
    assert len(lines) >= len(spoilt_files)
    assert {path: path.read_bytes() for path in before} == before
