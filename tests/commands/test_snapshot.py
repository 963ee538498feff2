"""``dxplan snapshot create``, ``list`` and ``show``: what is made, what is refused, and what can be seen afterwards."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from dxplan.analysis.sealing import message_for
from dxplan.commands.app import COMMANDS
from dxplan.model.build import build_initiative, build_plan
from dxplan.model.period import Period
from dxplan.stores.documents import parse_document
from tests.commands.running import folder_state, inside
from tests.harness import Repository, run_dxplan

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FORMS = "plans/minato/initiatives/online-forms.yaml"
PLAN = "plans/minato/plan.yaml"
DIGEST = "sha256:f8236088d92f1270a568c4b2da3c125c5bf7b42f3e3c56c2a23f028e4c3f65e5"
SEALED = f"""\
Dxplan-Plan: minato
Dxplan-Period: R4-H1
Dxplan-Day: 2022-09-30
Dxplan-Files: 5
Dxplan-Status: 1 調査・研究中
Dxplan-Status: 1 着手中
Dxplan-Status: 1 運用中
Dxplan-Status: 1 取り下げ
Dxplan-Digest: {DIGEST}
"""
MESSAGE = f"みなと市DX推進計画 R4上半期\n\n{SEALED}"
TAG = "snapshot/minato/R4-H1"


def create(repository: Repository, *arguments: str) -> None:
    """Make a snapshot; a failure fails the test."""
    run = inside(repository.root, "snapshot", "create", *arguments)
    assert run.code == 0, run.told


def change(repository: Repository, text: str = "note: 直した。\n") -> str:
    """Change an initiative, commit it and return the commit's id."""
    repository.write(FORMS, repository.read(FORMS) + text)
    return repository.commit("Change")


def tags(repository: Repository) -> list[str]:
    """Return the tags there are, each with its kind and the commit that it leads to."""
    return repository.git(
        "for-each-ref", "--format=%(refname:short) %(objecttype) %(*objectname)", "refs/tags"
    ).splitlines()


def test_a_snapshot_is_an_annotated_tag(repository: Repository) -> None:
    commit = repository.commit()
    assert inside(repository.root, "snapshot", "create", "R4-H1").all == (
        0,
        MESSAGE,
        f"Made {TAG} on the commit {commit[:12]}.\nPublish it with git push origin {TAG}\n",
    )
    assert tags(repository) == [f"{TAG} tag {commit}"]
    raw = repository.git("cat-file", "tag", TAG)
    assert raw == (
        f"object {commit}\ntype commit\ntag {TAG}\n"
        f"tagger 松江 花子 <hanako@city.example> 1681084800 +0900\n\n{MESSAGE}"
    )
    assert inside(repository.root, "snapshot", "verify").code == 0


def test_what_is_made_is_told_in_japanese(repository: Repository) -> None:
    commit = repository.commit()
    run = inside(repository.root, "snapshot", "create", "令和４年度上半期", "--lang", "ja")
    assert (run.code, run.text) == (0, MESSAGE)
    assert run.told == (
        f"{TAG} をコミット {commit[:12]} に付けました。\n公開するには git push origin {TAG} を実行します\n"
    )


def test_the_message_is_what_others_make_of_the_same_files(repository: Repository) -> None:
    repository.commit()
    create(repository, "R4-H1")
    change(repository)
    create(repository, "R4", "-m", "報告済み")
    start = "plans/minato/"
    files = {
        path.removeprefix(start): repository.read(path).encode()
        for path in repository.git("ls-files", start + "plan.yaml", start + "initiatives").split()
    }
    parsed = {path: parse_document(path, raw).data for path, raw in files.items()}
    plan = build_plan(parsed.pop("plan.yaml"))
    before = [(Period.parse("R4-H1"), repository.git("rev-parse", TAG).strip())]
    initiatives = map(build_initiative, parsed.values())
    expected = message_for("minato", plan, Period.parse("R4"), files, initiatives, before, "報告済み")
    assert repository.git("cat-file", "tag", "snapshot/minato/R4").partition("\n\n")[2] == expected
    assert f"\nDxplan-Previous: R4-H1 {before[0][1]}\n" in expected


def test_a_rehearsal_makes_nothing(repository: Repository) -> None:
    repository.commit()
    before = folder_state(repository.root)
    assert inside(repository.root, "snapshot", "create", "R4-H1", "--dry-run").all == (
        0,
        MESSAGE,
        f"Nothing was made; without --dry-run this is the message of {TAG}.\n",
    )
    assert folder_state(repository.root) == before


def test_a_note_cannot_pass_for_a_seal(repository: Repository) -> None:
    repository.commit()
    forged = f"報告済み\n\n{SEALED.replace('R4-H1', 'R5')}-----BEGIN PGP SIGNATURE-----\n"
    create(repository, "R4-H1", "-m", forged)
    said = repository.git("cat-file", "tag", TAG).partition("\n\n")[2]
    assert said.endswith(f"\n\n{SEALED}")
    assert "\n Dxplan-Period: R5\n" in said
    verdict = inside(repository.root, "snapshot", "verify")
    assert (verdict.code, "signature" in verdict.text) == (0, False)


def test_a_note_that_is_no_text_is_still_said(repository: Repository) -> None:
    repository.commit()
    create(repository, "R4-H1", "-m", "a\udcffb")
    assert "\n\na?b\n\n" in repository.git("cat-file", "tag", TAG)


def test_a_period_that_has_not_ended_is_noted(repository: Repository) -> None:
    """The plan describes 30 September 2024; --today comes before that."""
    repository.commit()
    late = ("snapshot", "create", "R6-H2", "--dry-run")
    assert inside(repository.root, *late).told.startswith("R6-H2 has not ended yet.\n")
    assert "ended" not in inside(repository.root, *late, "--today", "2025-03-31").told


def test_a_commit_from_before_the_period_is_told(repository: Repository) -> None:
    """Nobody can have seen the state of a period before it began."""
    repository.commit()
    made = repository.git("show", "--no-patch", "--format=%cs")
    told = [
        inside(repository.root, "snapshot", "create", period, "--dry-run", "--today", "2030-01-01").told
        for period in ("R4-H1", "R6-H2")
    ]
    warning = f"Warning: The commit is of {made.strip()}, and R6-H2 begins on 2024-10-01.\n"
    assert [warning in said for said in told] == [False, True]


def test_an_older_commit_can_be_frozen_whatever_is_changed_now(repository: Repository) -> None:
    first = repository.commit()
    change(repository)
    repository.write(FORMS, "not even YAML: [")
    create(repository, "R4-H1", "--at", "HEAD~1")
    assert tags(repository) == [f"{TAG} tag {first}"]


def _uncommitted(repository: Repository) -> None:
    repository.write(FORMS, repository.read(FORMS) + "note: 未定\n")


def _untracked(repository: Repository) -> None:
    text = repository.read(FORMS).replace("id: online-forms", "id: more-forms")
    repository.write("plans/minato/initiatives/more-forms.yaml", text)
    repository.write(".gitignore", "more-forms.yaml\n")


def _deleted(repository: Repository) -> None:
    (repository.root / FORMS).unlink()


def _invalid(repository: Repository) -> None:
    repository.write(FORMS, repository.read(FORMS).replace("status: ", "status: 不"))
    repository.commit()


def _broken_plan(repository: Repository) -> None:
    repository.write(PLAN, "schema: [\n")
    repository.commit()


def _merging(repository: Repository) -> None:
    repository.write(".git/MERGE_HEAD", repository.git("rev-parse", "HEAD"))


def _rebasing(repository: Repository) -> None:
    (repository.root / ".git" / "rebase-merge").mkdir()


def _there(repository: Repository) -> None:
    repository.git("tag", "snapshot/minato/R4-H1")


def _there_otherwise(repository: Repository) -> None:
    repository.git("tag", "snapshot/minato/2022-H1", "HEAD:plans")


def _recorded(repository: Repository) -> None:
    old = repository.git("rev-parse", "HEAD").strip()
    repository.write(PLAN, repository.read(PLAN) + f"snapshots:\n  - period: R4-H1\n    commit: {old}\n")
    repository.commit()


DIRTY = "    → Commit them, or name the commit to freeze with --at.\n"
INVALID = "    → Run dxplan validate --plan minato --at HEAD to see them.\n"
FINISH = (
    "Error: A merge, a rebase or the like is not finished.\n    → Finish it or give it up, then try again.\n"
)
SEE = "    → A snapshot is never made twice; see dxplan snapshot show R4-H1.\n"
REFUSALS = [
    (_uncommitted, f"Error: 1 file has changes that are not committed: {FORMS}\n{DIRTY}"),
    (
        _untracked,
        f"Error: 1 file has changes that are not committed: plans/minato/initiatives/more-forms.yaml\n{DIRTY}",
    ),
    (_deleted, f"Error: 1 file has changes that are not committed: {FORMS}\n{DIRTY}"),
    (_invalid, f"Error: The plan has 1 error, so it cannot be frozen.\n{INVALID}"),
    (
        _broken_plan,
        (
            f"Error: {PLAN} cannot be used at HEAD.\n"
            f"    → Run dxplan validate --at HEAD {PLAN} to see what is wrong.\n"
        ),
    ),
    (_merging, FINISH),
    (_rebasing, FINISH),
    (_there, f"Error: There is a snapshot of R4-H1 already: {TAG}.\n{SEE}"),
    (_there_otherwise, f"Error: There is a snapshot of R4-H1 already: snapshot/minato/2022-H1.\n{SEE}"),
]


@pytest.mark.parametrize(("prepare", "told"), REFUSALS)
def test_refusals(repository: Repository, prepare: Callable[[Repository], None], told: str) -> None:
    repository.commit()
    prepare(repository)
    before = folder_state(repository.root)
    for more in ((), ("--dry-run",)):
        assert inside(repository.root, "snapshot", "create", "R4-H1", *more).all == (3, "", told)
    assert folder_state(repository.root) == before


def test_a_commit_other_than_the_recorded_one_is_refused(repository: Repository) -> None:
    old = repository.commit()
    _recorded(repository)
    assert inside(repository.root, "snapshot", "create", "R4-H1").all == (
        3,
        "",
        (
            f"Error: plan.yaml of minato records another commit for R4-H1: {old[:12]}.\n"
            "    → Name it with --at, or correct snapshots: in plan.yaml.\n"
        ),
    )
    create(repository, "R4-H1", "--at", old)
    assert inside(repository.root, "snapshot", "verify").code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("R9",), 3, "Error: R9 lies outside the plan's years, R4 to R7.\n"),
        (("R3-H2",), 3, "Error: R3-H2 lies outside the plan's years, R4 to R7.\n"),
        (
            ("R4-H1", "--at", "."),
            2,
            "Error: A snapshot freezes a commit, not the working tree.\n    → Commit first, then leave out --at.\n",
        ),
        (
            ("R4-H1", "--plan", "kita"),
            3,
            "Error: At HEAD there is no plan “kita”.\n    → The plans are: minato.\n",
        ),
    ],
)
def test_what_cannot_be_meant(
    repository: Repository, arguments: tuple[str, ...], code: int, told: str
) -> None:
    repository.commit()
    assert inside(repository.root, "snapshot", "create", *arguments).all == (code, "", told)
    assert tags(repository) == []


def test_no_period_is_a_usage_error(repository: Repository) -> None:
    repository.commit()
    for command in ("create", "show", "verify"):
        run = inside(repository.root, "snapshot", command, "上半期")
        assert (run.code, run.text) == (2, "")
        assert run.told.startswith("Error: 上半期 is not a period")


def test_without_commits_or_a_repository_nothing_can_be_frozen(repository: Repository) -> None:
    run = inside(repository.root, "snapshot", "create", "R4-H1")
    assert (run.code, "is not in a git repository" in run.told) == (3, True)
    repository.git("init", "--quiet")
    run = inside(repository.root, "snapshot", "create", "R4-H1")
    assert (run.code, "The git repository has no commit yet." in run.told) == (3, True)


def test_several_plans_need_a_name(cities: Repository) -> None:
    cities.commit()
    assert inside(cities.root, "snapshot", "create", "R5").all == (
        2,
        "",
        "Error: Name the plan with --plan.\n    → The plans are: kita, minato.\n",
    )
    create(cities, "R5", "--plan", "kita")
    create(cities, "R5", "--plan", "minato")
    assert [tag.split()[0] for tag in tags(cities)] == ["snapshot/kita/R5", "snapshot/minato/R5"]
    assert "Kita City DX Plan FY2023\n" in cities.git("cat-file", "tag", "snapshot/kita/R5")
    run = inside(cities.root, "snapshot", "show", "R5")
    assert (run.code, run.told) == (
        2,
        "Error: Several plans have a snapshot of R5: kita, minato.\n    → Name one with --plan.\n",
    )


def test_a_plan_beside_one_with_changes_can_be_frozen(cities: Repository) -> None:
    cities.commit()
    _uncommitted(cities)
    create(cities, "R5", "--plan", "kita")


def test_line_endings_are_no_change(repository: Repository) -> None:
    repository.commit()
    repository.git("config", "core.autocrlf", "true")
    repository.write(FORMS, repository.read(FORMS).replace("\n", "\r\n"))
    create(repository, "R4-H1")


def test_who_has_no_name_is_told_so(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.commit()
    repository.git("config", "--global", "user.useConfigOnly", "true")
    for name in ("GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL"):
        monkeypatch.delenv(name)
    run = inside(repository.root, "snapshot", "create", "R4-H1")
    assert (run.code, run.text, tags(repository)) == (3, "", [])
    assert run.told.startswith(f"Error: git could not make the tag {TAG}: ")
    assert "Set user.name and user.email in git" in run.told


@pytest.mark.parametrize("language", ["en", "ja"])
def test_common_options_stand_before_or_after(repository: Repository, language: str, tmp_path: Path) -> None:
    repository.commit()
    create(repository, "R4-H1")
    common = ("--lang", language, "-C", str(repository.root))
    before = inside(tmp_path, *common, "snapshot", "list")
    assert before.all == inside(tmp_path, "snapshot", "list", *common).all
    assert (before.code, ("FY2022-H1" if language == "en" else "R4上半期") in before.text) == (0, True)


def test_help_lists_commands_in_one_order_however_many_are_loaded(tmp_path: Path) -> None:
    for arguments in (("--help",), ("--help", "snapshot")):
        listed = run_dxplan(*arguments, cwd=tmp_path).out.partition("Commands:\n")[2].splitlines()
        assert [line.split()[0] for line in listed if line[2:3].strip()] == list(COMMANDS)
    assert (
        "create"
        in run_dxplan("snapshot", "--lang", "ja", cwd=tmp_path).out
        + inside(tmp_path, "snapshot", "--help").text
    )


LIST = """\
Plan    Period     Day         Initiatives  By status                                       Commit    Recorded as
────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
minato  FY2022-H1  2022-09-30            4  調査・研究中 1・着手中 1・運用中 1・取り下げ 1  {commit}  tag
minato  FY2022     2023-03-31                                                               {commit}  entry in plan.yaml
"""  # fmt: skip


def _with_an_entry(repository: Repository) -> str:
    """Make a snapshot; let plan.yaml record its commit for the same period and for one without a tag."""
    commit = repository.commit()
    create(repository, "R4-H1")
    entries = "".join(f"  - period: {period}\n    commit: {commit}\n" for period in ("R4-H1", "R4"))
    repository.write(PLAN, repository.read(PLAN) + f"snapshots:\n{entries}")
    repository.commit("Record")
    return commit


def test_tags_and_entries_are_listed(repository: Repository) -> None:
    commit = _with_an_entry(repository)
    assert inside(repository.root, "snapshot", "list").all == (0, LIST.format(commit=commit[:8]), "")
    rows = inside(repository.root, "snapshot", "list", "-f", "tsv").text.splitlines()
    assert rows == [
        "plan\tperiod\tday\ttag\tcommit\tdate\tfiles\ttotal\tby_status\tsigned",
        (
            f"minato\tR4-H1\t2022-09-30\t{TAG}\t{commit}\t2023-04-10T09:00:00+09:00\t5\t4"
            "\t調査・研究中 1, 着手中 1, 運用中 1, 取り下げ 1\tfalse"
        ),
        f"minato\tR4\t2023-03-31\t\t{commit}\t2023-04-10T09:00:00+09:00\t\t\t\tfalse",
    ]


def test_snapshots_for_programs(repository: Repository) -> None:
    commit = _with_an_entry(repository)
    expected = {
        "plan": "minato",
        "period": "R4-H1",
        "day": "2022-09-30",
        "tag": TAG,
        "commit": commit,
        "date": "2023-04-10T09:00:00+09:00",
        "tagger": "松江 花子",
        "tagged": "2023-04-10T09:00:00+09:00",
        "annotated": True,
        "signed": False,
        "files": 5,
        "by_status": {"調査・研究中": 1, "着手中": 1, "運用中": 1, "取り下げ": 1},
        "without_status": 0,
        "total": 4,
        "digest": DIGEST,
    }
    listed = json.loads(inside(repository.root, "snapshot", "list", "-f", "json").text)
    assert (listed["version"], listed["snapshots"][0]) == (1, expected)
    assert list(listed["snapshots"][1]) == list(expected)
    shown = json.loads(inside(repository.root, "snapshot", "show", "R4-H1", "-f", "json").text)
    assert shown == {"version": 1, "snapshot": expected | {"message": MESSAGE}}


def test_one_snapshot_in_full(repository: Repository) -> None:
    commit = repository.commit()
    create(repository, "R4-H1", "-m", "報告\x1b[2J済み")
    message = MESSAGE.replace("期\n", "期\n\n報告 [2J済み\n", 1)
    assert inside(repository.root, "snapshot", "show", "2022-H1", "--lang", "ja").all == (
        0,
        (
            "R4上半期 (minato)\n\n"
            f"タグ          {TAG}\n"
            f"コミット      {commit} (2023-04-10)\n"
            "作成者        松江 花子 (2023-04-10)\n"
            "基準日        2022-09-30\n"
            "ファイル数    5\n"
            "取組数        4 (調査・研究中 1・着手中 1・運用中 1・取り下げ 1)\n"
            f"ダイジェスト  {DIGEST}\n\n"
            f"{message}"
        ),
        "",
    )


def test_a_snapshot_that_is_not_there(repository: Repository) -> None:
    repository.commit()
    assert inside(repository.root, "snapshot", "show", "R4").all == (
        3,
        "",
        "Error: There is no snapshot of R4.\n",
    )
    create(repository, "R4-H1")
    told = "Error: There is no snapshot of R4-H2.\n    → Did you mean “R4-H1”?\n"
    for command in ("show", "verify"):
        assert inside(repository.root, "snapshot", command, "R4-H2").all == (3, "", told)


def test_without_snapshots_there_is_nothing_to_list(repository: Repository) -> None:
    repository.commit()
    note = "This clone has no tags. If periods were tagged, run git fetch --tags.\n"
    for told in ("", note):
        assert inside(repository.root, "snapshot", "list").all == (0, "There is no snapshot yet.\n", told)
        assert inside(repository.root, "snapshot", "verify").all == (
            0,
            "There is no snapshot to verify.\n",
            told,
        )
        # Only what was cloned can lack the tags of another repository.
        repository.git("update-ref", "refs/remotes/origin/main", "HEAD")
    repository.git("tag", "v1")
    assert inside(repository.root, "snapshot", "list").told == ""


@pytest.mark.parametrize("form", ["table", "plain", "md", "json", "csv", "tsv"])
@pytest.mark.parametrize("command", [("list",), ("show", "R4-H1"), ("verify",)])
def test_every_form_has_the_snapshot(repository: Repository, command: tuple[str, ...], form: str) -> None:
    repository.commit()
    create(repository, "R4-H1")
    before = folder_state(repository.root)
    run = inside(repository.root, "snapshot", *command, "-f", form)
    assert (run.code, run.told) == (0, "")
    assert "minato" in run.text
    assert folder_state(repository.root) == before


def _moved_into(folder: str, repository: Repository, above: Path) -> Repository:
    """Move the plans into a folder of a repository whose root lies above them."""
    repository.root.rename(above / folder)
    outer = Repository(above)
    outer.write("README", "")
    outer.commit()
    return outer


def test_plans_in_a_folder_of_the_repository(repository: Repository, tmp_path: Path) -> None:
    above = tmp_path / "above"
    above.mkdir()
    outer = _moved_into("記録", repository, above)
    create(Repository(above / "記録"), "R4-H1")
    assert outer.git("cat-file", "tag", TAG).endswith(MESSAGE)
    assert inside(above / "記録" / "plans", "snapshot", "verify").code == 0


def test_a_plan_that_is_a_repository_itself(repository: Repository) -> None:
    """A plan has the same digest wherever its repository begins."""
    own = Repository(repository.root / "plans" / "minato")
    own.commit()
    create(repository, "R4-H1")
    assert own.git("cat-file", "tag", TAG).endswith(MESSAGE)
    assert inside(repository.root, "snapshot", "verify").code == 0


def test_a_bare_repository_and_a_linked_working_tree(repository: Repository, tmp_path: Path) -> None:
    repository.commit()
    repository.git("worktree", "add", "--quiet", str(tmp_path / "linked"), "-b", "other")
    create(Repository(tmp_path / "linked"), "R4-H1")
    bare = tmp_path / "bare.git"
    repository.git("clone", "--quiet", "--bare", ".", str(bare))
    for folder in (repository.root, tmp_path / "linked", bare):
        assert DIGEST in inside(folder, "snapshot", "show", "R4-H1").text
        assert inside(folder, "snapshot", "verify", "R4-H1").code == 0
    create(Repository(bare), "R4")
    assert inside(bare, "snapshot", "verify").code == 0
