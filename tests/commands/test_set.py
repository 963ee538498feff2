"""``dxplan set``: which initiatives, what is told, what is refused, and what stands in the files then."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.commands.running import folder_state, inside

if TYPE_CHECKING:
    from tests.harness import Repository

FOLDER = "plans/minato/initiatives"
FORMS, WINDOW, MEETINGS, READERS = (
    f"{FOLDER}/{name}.yaml" for name in ("online-forms", "chat-window", "paperless-meetings", "card-readers")
)


def plans(repository: Repository) -> dict[str, bytes]:
    """Return what the files of the plans hold."""
    return {path.as_posix(): path.read_bytes() for path in sorted(repository.root.rglob("*.yaml"))}


def test_a_field_of_one_initiative_is_set_without_a_question(repository: Repository) -> None:
    before = repository.read(MEETINGS)
    assert inside(repository.root, "set", "paperless-meetings", "status=着手中").all == (
        0,
        "paperless-meetings: Status: 調査・研究中 → 着手中\n",
        "",
    )
    assert repository.read(MEETINGS) == before.replace("status: 調査・研究中", "status: 着手中")


def test_only_the_lines_of_the_values_change(repository: Repository) -> None:
    text = repository.read(FORMS).replace("status: 着手中", "status:   '着手中'   # 四半期ごと")
    raw = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    repository.write(FORMS, raw)
    done = inside(
        repository.root,
        *("set", "online-forms", "status=調査・研究中", "tasks[RFI].done=true"),
        *("budget[令和7年度].amount=１，５００", "goals+=待たない。", "--unset", "summary"),
    )
    assert done.all == (
        0,
        (
            "online-forms: Status: 着手中 → 調査・研究中\n"
            "online-forms: Summary: 市役所に来なくても申請できるようにする。 → －\n"
            "online-forms: Task “RFI”: Done: R5.7月 → yes\n"
            "online-forms: Goals: 市役所に来なくても申請できる。 → 市役所に来なくても申請できる。・待たない。\n"
            "online-forms: Budget R7: 未定 → 1,500 thousand yen\n"
        ),
        "",
    )
    expected = raw
    for old, new in (
        ("status:   '着手中'   #", "status:   '調査・研究中'   #"),
        ("    done: R5.7月\r\n", "    done: true\r\n"),
        ("    amount: 未定\r\n", "    amount: 1500\r\n"),
        (
            "  - 市役所に来なくても申請できる。\r\n",
            "  - 市役所に来なくても申請できる。\r\n  - 待たない。\r\n",
        ),
        ("summary: 市役所に来なくても申請できるようにする。\r\n", ""),
    ):
        assert expected.count(old.encode()) == 1
        expected = expected.replace(old.encode(), new.encode())
    assert (repository.root / FORMS).read_bytes() == expected


def test_fields_have_the_names_of_the_schema_in_the_language(repository: Repository) -> None:
    words = ("set", "chat-window", "components[LINE].status=運用中", "--lang", "ja")
    assert inside(repository.root, *words).text == "chat-window: 構成要素「LINE」の状況: 着手中 → 運用中\n"


def test_a_word_that_the_plan_does_not_know_is_refused(repository: Repository) -> None:
    before = plans(repository)
    assert inside(repository.root, "set", "online-forms", "status=運用").all == (
        1,
        (
            f"{FORMS}:15:9: error /status: “運用” is not in the plan's vocabulary of statuses. [unknown-name]\n"
            "    → Did you mean “運用中”?\n\n1 file. Errors: 1, warnings: 0.\n"
        ),
        "Error: Nothing was written: the change brings 1 error.\n",
    )
    assert plans(repository) == before


@pytest.mark.parametrize(
    ("word", "rule"),
    [
        ("number=x", "schema"),
        ("withdrawn.at=R5", "schema"),
        ("departments-=", "schema"),
        ("id=other", "file-name"),
        ("waivers+={rule: start-passed, reason: x, until: 2023-02-30}", "impossible-value"),
    ],
)
def test_what_breaks_a_rule_is_refused(repository: Repository, word: str, rule: str) -> None:
    before = plans(repository)
    done = inside(repository.root, "set", "online-forms", word, "-f", "json")
    answer = json.loads(done.text)
    assert (done.code, answer["written"], answer["commit"]) == (1, False, None)
    assert rule in [problem["rule"] for problem in answer["problems"]]
    assert plans(repository) == before


def test_what_other_files_make_wrong_counts(repository: Repository) -> None:
    done = inside(repository.root, "set", "card-readers", "withdrawn.successor=nobody")
    assert (done.code, "[successor]" in done.text) == (1, True)
    # The finding stands in the file that comes later.
    clash = inside(repository.root, "set", "card-readers", "number=1")
    assert (clash.code, clash.text) == (0, "card-readers: Number: 3 → 1\n")
    assert clash.told.startswith(
        f"Warning: {MEETINGS}:6:9: No. 1 is also borne by “card-readers”. [unique-number]\n"
    )


def test_a_warning_is_told_and_does_not_refuse(repository: Repository) -> None:
    done = inside(repository.root, "set", "online-forms", "status=運用中")
    assert done.all == (
        0,
        "online-forms: Status: 着手中 → 運用中\n",
        (
            f"Warning: {FORMS}:16:18: The status is “運用中”, but operation starts only in “R7.1月～”. "
            "[start-future]\n    → Mend the status or the start.\n"
        ),
    )


def test_what_was_wrong_before_is_told_and_does_not_block(repository: Repository) -> None:
    repository.write(MEETINGS, repository.read(MEETINGS).replace("category: 庁内", "category: 庁外"))
    done = inside(repository.root, "set", "paperless-meetings", "note=確認済み", "departments+=市民課")
    assert done.code == 0
    assert done.told == (
        f"Warning: {MEETINGS} has 1 error from before.\n"
        f"    → Run dxplan validate {MEETINGS} to see what is wrong.\n"
    )
    assert "note: 確認済み\n" in repository.read(MEETINGS)


def test_a_file_that_does_not_fit_the_schema_can_be_set_right(repository: Repository) -> None:
    """Its form hid that it has another mistake, which the change does not bring."""
    text = (
        repository.read(MEETINGS)
        .replace("number: 1", "number: 一")
        .replace("category: 庁内", "category: 庁外")
    )
    repository.write(MEETINGS, text)
    refused = inside(repository.root, "set", "paperless-meetings", "number=1", "status=x")
    assert (refused.code, refused.text.count("[unknown-name]")) == (1, 1)
    done = inside(repository.root, "set", "paperless-meetings", "number=1")
    assert done.all == (
        0,
        "paperless-meetings: Number: 一 → 1\n",
        (
            f"Warning: {MEETINGS} has 1 error from before.\n"
            f"    → Run dxplan validate {MEETINGS} to see what is wrong.\n"
        ),
    )


def test_mistakes_that_only_moved_are_not_new(repository: Repository) -> None:
    text = repository.read(WINDOW).replace("    status: 着手中\n", "    status: 着手\n")
    repository.write(WINDOW, text)
    done = inside(repository.root, "set", "chat-window", "components[ホームページ]-=")
    assert (done.code, done.text) == (0, "chat-window: Component “ホームページ”: removed (Status: 運用中, Start of operation: R5.4月～)\n")  # fmt: skip


def test_what_is_so_already_is_said_and_nothing_is_written(repository: Repository) -> None:
    before = plans(repository)
    done = inside(repository.root, "set", "online-forms", "status=着手中", "departments-=市民", "stage-=")
    assert done.all == (
        0,
        "",
        (
            "online-forms: “departments” has no entry “市民”.\nonline-forms: Did you mean “市民課”?\n"
            "online-forms: status is so already.\nonline-forms: departments is so already.\n"
            "online-forms: stage is so already.\n"
        ),
    )
    assert plans(repository) == before


def test_several_need_a_yes(repository: Repository) -> None:
    before = plans(repository)
    assert inside(repository.root, "set", "--department", "市民課", "note=確認済み").all == (
        2,
        "",
        "Error: 2 initiatives would change.\n    → Look at them with --dry-run, then say --yes.\n",
    )
    assert plans(repository) == before


PREVIEW = """\
Id            Field  From  To
───────────────────────────────────
online-forms  Note   －    確認済み
card-readers  Note   －    確認済み
"""


def test_a_rehearsal_shows_what_would_change(repository: Repository) -> None:
    before = folder_state(repository.root)
    assert inside(repository.root, "set", "--department", "市民課", "note=確認済み", "--dry-run").all == (
        0,
        PREVIEW,
        "Nothing was written; without --dry-run this is what changes.\n",
    )
    refused = inside(repository.root, "set", "online-forms", "status=x", "--dry-run")
    assert (refused.code, "[unknown-name]" in refused.text) == (1, True)
    assert folder_state(repository.root) == before


def test_with_a_yes_all_of_them_change(repository: Repository) -> None:
    words = ("set", "--where", '"市民課" in departments', "note=確認済み", "--yes")
    assert inside(repository.root, *words).all == (0, PREVIEW, "2 initiatives changed.\n")
    assert [repository.read(path).count("note: 確認済み\n") for path in (FORMS, READERS, WINDOW)] == [1, 1, 0]
    assert inside(repository.root, *words).all == (0, "", "2 of 2 initiatives are so already.\n")
    # One that is left to change needs no question.
    assert inside(repository.root, "set", "online-forms", "chat-window", "note=確認済み").all == (
        0,
        "chat-window: Note: － → 確認済み\n",
        "1 of 2 initiatives are so already.\n",
    )


def test_all_of_them_change_or_none(repository: Repository) -> None:
    before = plans(repository)
    words = ("set", "online-forms", "chat-window", "components[LINE].progress=契約した。", "--yes")
    assert inside(repository.root, *words).all == (
        2,
        "",
        "Error: online-forms: “components[LINE]”: there is no such entry, and a new one also needs status.\n",
    )
    refused = inside(
        repository.root, "set", "online-forms", "paperless-meetings", "category=窓口", "note=a", "--yes"
    )
    assert (refused.code, refused.text.count(FOLDER), "[category-of-pillar]" in refused.text) == (1, 1, True)
    assert plans(repository) == before


def test_ids_and_filters_narrow_each_other(repository: Repository) -> None:
    words = ("set", "online-forms", "chat-window", "--status", "運用中", "note=a")
    assert inside(repository.root, *words).text == "chat-window: Note: － → a\n"
    nobody = inside(repository.root, "set", "online-forms", "--status", "運用中", "note=a")
    assert nobody.all == (0, "", "No initiative matches.\n")


def test_programs_get_what_changed_as_json_and_csv(repository: Repository) -> None:
    words = ("set", "online-forms", "status=調査・研究中", "stage-=", "--dry-run", "-f")
    assert json.loads(inside(repository.root, *words, "json").text) == {
        "version": 1,
        "written": False,
        "commit": None,
        "changes": [
            {
                "plan": "minato",
                "id": "online-forms",
                "title": "申請のオンライン化",
                "path": FORMS,
                "fields": [{"pointer": "/status", "from": "着手中", "to": "調査・研究中"}],
            }
        ],
        "unchanged": [{"plan": "minato", "id": "online-forms", "field": "stage"}],
        "problems": [],
    }
    assert inside(repository.root, *words, "tsv").text == (
        "plan\tid\tpointer\tfield\tfrom\tto\nminato\tonline-forms\t/status\tStatus\t着手中\t調査・研究中\n"
    )


def test_a_time_that_cannot_be_read_is_told(repository: Repository) -> None:
    unread = f"{FORMS}:16:18: The time “R6.13月” cannot be read; it counts as not fixed. [unread-date]"
    done = inside(repository.root, "set", "online-forms", "operation_start=R6.13月")
    assert (done.code, done.told.splitlines()[0]) == (0, f"Warning: {unread}")
    # What was there before is no news.
    assert inside(repository.root, "set", "online-forms", "note=a").told == ""
