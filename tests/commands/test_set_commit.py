"""``dxplan set --commit``: one commit of these files alone, with a message in the plan's words."""

from __future__ import annotations

import stat
import sys
from typing import TYPE_CHECKING

import pytest

from dxplan.i18n import Speaker
from dxplan.model.difference import Change, Comparison, FieldChange
from dxplan.reports.assignments_commit import subject_line
from dxplan.reports.commit_subjects import width
from tests.commands.running import inside

if TYPE_CHECKING:
    from tests.harness import Repository

FOLDER = "plans/minato/initiatives"
FORMS, WINDOW, MEETINGS = (
    f"{FOLDER}/{name}.yaml" for name in ("online-forms", "chat-window", "paperless-meetings")
)
SAY = Speaker("en")


def commits(repository: Repository) -> int:
    return int(repository.git("rev-list", "--count", "HEAD"))


def test_one_field_is_one_line(repository: Repository) -> None:
    repository.commit()
    done = inside(repository.root, "set", "paperless-meetings", "status=着手中", "--commit")
    commit = repository.git("rev-parse", "HEAD").strip()
    assert done.all == (
        0,
        "paperless-meetings: Status: 調査・研究中 → 着手中\n",
        f"Committed as {commit[:12]}.\n",
    )
    assert repository.git("show", "--name-only", "--format=", "HEAD") == f"{MEETINGS}\n"
    assert repository.git("status", "--porcelain") == ""


def test_the_message_is_in_the_language_of_the_plan(cities: Repository) -> None:
    cities.commit()
    for plan, identifier, field, status in (
        ("kita", "kiosk", "Status", "open"),
        ("minato", "paperless-meetings", "進捗状況", "着手中"),
    ):
        for lang in ("en", "ja"):
            words = ("set", identifier, f"status={status}", "--plan", plan, "--commit", "--lang", lang)
            assert inside(cities.root, *words).code == 0
            said = cities.git("log", "-1", "--format=%B")
            assert said.partition("\n\n")[2].startswith(f"- {field}: ")
            cities.git("reset", "--quiet", "--hard", "HEAD~1")


def test_several_initiatives_are_listed_with_every_field(repository: Repository) -> None:
    repository.commit()
    words = ("set", "--department", "情報課", "note=確認済み", "departments+=市民課", "--yes", "--commit")
    assert inside(repository.root, *words, "-m", "全件を確認した").code == 0
    assert repository.git("log", "-1", "--format=%B") == (
        "全件を確認した\n"
        "\nonline-forms 申請のオンライン化\n- 備考: － → 確認済み\n"
        "\nchat-window チャットで答える窓口\n- 担当課: 情報課 → 情報課・市民課\n- 備考: － → 確認済み\n"
        "\npaperless-meetings 会議のペーパーレス化\n- 担当課: 情報課 → 情報課・市民課\n- 備考: － → 確認済み\n\n"
    )


def test_what_else_is_staged_or_changed_stays(repository: Repository) -> None:
    repository.commit()
    repository.write("staged.txt", "s")
    repository.git("add", "staged.txt")
    repository.write(WINDOW, repository.read(WINDOW) + "note: a\n")
    repository.write("loose.txt", "l")
    assert inside(repository.root, "set", "paperless-meetings", "status=着手中", "--commit").code == 0
    assert repository.git("show", "--name-only", "--format=", "HEAD") == f"{MEETINGS}\n"
    assert repository.git("status", "--porcelain").splitlines() == [
        f" M {WINDOW}",
        "A  staged.txt",
        "?? loose.txt",
    ]


@pytest.mark.parametrize("staged", [False, True])
def test_changes_of_somebody_else_are_not_mixed_in(repository: Repository, staged: bool) -> None:  # noqa: FBT001
    repository.commit()
    repository.write(MEETINGS, repository.read(MEETINGS) + "note: a\n")
    if staged:
        repository.git("add", MEETINGS)
    before = repository.read(MEETINGS)
    assert inside(repository.root, "set", "paperless-meetings", "status=着手中", "--commit").all == (
        3,
        "",
        (
            f"Error: Changes that are not committed yet stand in {MEETINGS}.\n"
            "    → Commit them first, or leave out --commit: one commit would mix both changes.\n"
        ),
    )
    assert (repository.read(MEETINGS), commits(repository)) == (before, 1)


def test_without_git_nothing_is_written(repository: Repository) -> None:
    before = repository.read(MEETINGS)
    done = inside(repository.root, "set", "paperless-meetings", "status=着手中", "--commit")
    assert (done.code, done.text, repository.read(MEETINGS)) == (3, "", before)


def test_amid_a_merge_nothing_is_written(repository: Repository) -> None:
    repository.commit()
    repository.git("checkout", "--quiet", "-b", "other")
    repository.write("a.txt", "a")
    repository.commit("Other")
    repository.git("checkout", "--quiet", "main")
    repository.git("merge", "--quiet", "--no-ff", "--no-commit", "other")
    before = repository.read(MEETINGS)
    done = inside(repository.root, "set", "paperless-meetings", "status=着手中", "--commit")
    assert (done.code, repository.read(MEETINGS)) == (3, before)
    assert done.told.startswith("Error: A merge, a rebase or the like is under way")


def test_a_repository_may_begin_elsewhere(repository: Repository) -> None:
    plan = repository.root / "plans" / "minato"
    repository.git("init", "--quiet", "--initial-branch=main", str(plan))
    repository.git("-C", str(plan), "add", "--all")
    repository.git("-C", str(plan), "commit", "--quiet", "-m", "x")
    assert inside(repository.root, "set", "paperless-meetings", "status=着手中", "--commit").code == 0
    shown = repository.git("-C", str(plan), "show", "--name-only", "--format=", "HEAD")
    assert shown == "initiatives/paperless-meetings.yaml\n"


def test_several_repositories_cannot_have_one_commit(cities: Repository) -> None:
    for plan in ("kita", "minato"):
        folder = str(cities.root / "plans" / plan)
        cities.git("init", "--quiet", "--initial-branch=main", folder)
        cities.git("-C", folder, "add", "--all")
        cities.git("-C", folder, "commit", "--quiet", "-m", "x")
    done = inside(cities.root, "set", "--id", "online-forms", "note=a", "--yes", "--commit")
    assert (done.code, done.text) == (2, "")
    assert "several git repositories" in done.told


@pytest.mark.skipif(sys.platform == "win32", reason="the hook is a script of sh")
def test_a_hook_that_refuses_is_told(repository: Repository) -> None:
    repository.commit()
    hook = repository.write(".git/hooks/pre-commit", "#!/bin/sh\necho 'not today' >&2\nexit 1\n")
    hook.chmod(hook.stat().st_mode | stat.S_IXUSR)
    done = inside(repository.root, "set", "paperless-meetings", "status=着手中", "--commit")
    assert (done.code, done.text, commits(repository)) == (3, "", 1)
    assert done.told.startswith("Error: The files are written, but git made no commit of them: not today\n")


def change(title: str, *fields: FieldChange, identifier: str = "a") -> Change:
    return Change("p", identifier, title, "changed", Comparison(fields), "a.yaml")


STATUS = FieldChange("/status", "着手中", "運用中")
NEW = FieldChange("/stage", None, "完了")
ENTRY = FieldChange("/components/LINE", None, {"name": "LINE", "status": "運用中"})
GONE = FieldChange("/components/LINE", {"name": "LINE", "status": "運用中"}, None)
LONG = FieldChange("/summary", "あ" * 40, "い" * 40)
TITLE = "長い名前の取組" * 8


@pytest.mark.parametrize(
    ("changes", "subject"),
    [
        ([change("申請", STATUS)], "“申請”: Status from “着手中” to “運用中”"),
        ([change("申請", NEW)], "“申請”: Stage is “完了”"),
        ([change("申請", FieldChange("/stage", "完了", None))], "“申請”: Stage removed"),
        ([change("申請", ENTRY)], "“申請”: Component “LINE” added"),
        ([change("申請", GONE)], "“申請”: Component “LINE” removed"),
        ([change("申請", LONG)], "“申請”: Summary changed"),
        ([change("申請", STATUS, NEW, ENTRY)], "“申請”: Status and 2 more fields"),
        ([change("長い名前の取組" * 3, STATUS)], f"“{'長い名前の取組' * 3}”: Status is “運用中”"),
        ([change("申請", STATUS), change("予約", STATUS)], "“申請” and 1 more: Status is “運用中”"),
        ([change("申請", STATUS), change("予約", FieldChange("/status", "運用中", "着手中"))],
         "“申請” and 1 more: Status changed"),
        ([change("申請", STATUS), change("予約", NEW)], "“申請” and 1 more initiative"),
        ([change("申請", STATUS, NEW), change("予約", STATUS)], "“申請” and 1 more initiative"),
    ],
)  # fmt: skip
def test_the_subject_says_what_changes(changes: list[Change], subject: str) -> None:
    assert subject_line(changes, SAY) == subject


@pytest.mark.parametrize("fields", [(STATUS,), (LONG,), (ENTRY,), (GONE,), (NEW, STATUS)])
@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_subject_is_never_too_wide(fields: tuple[FieldChange, ...], count: int, language: str) -> None:
    say = Speaker("ja" if language == "ja" else "en")
    subject = subject_line([change(TITLE, *fields)] * count, say)
    assert 20 < width(subject) <= 72
    assert "…" in subject


def test_wide_characters_take_two_columns() -> None:
    assert [width(text) for text in ("abc", "申請", "「", "が", "ｶ")] == [3, 4, 2, 2, 1]


@pytest.mark.parametrize(
    "line",
    [
        ("set", "online-forms", "note=a"),
        ("new", "X", "--pillar", "市民サービス", "--category", "窓口", "--department", "市民課", "--yes"),
        ("renumber", "online-forms", "--number", "31", "--yes"),
        ("edit", "online-forms"),
    ],
)
def test_without_a_name_nothing_is_written(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, line: tuple[str, ...]
) -> None:
    repository.commit()
    repository.git("config", "user.useConfigOnly", "true")
    for name in ("AUTHOR", "COMMITTER"):
        for what in ("NAME", "EMAIL"):
            monkeypatch.delenv(f"GIT_{name}_{what}")
    done = inside(repository.root, *line, "--commit")
    assert (done.code, done.told.splitlines()) == (
        3,
        [
            "Error: git does not know your name and mail address, which stand in each commit.",
            '    → Say them once: git config --global user.name "NAME", git config --global user.email "ADDRESS"',
        ],
    )
    assert repository.git("status", "--porcelain") == ""
