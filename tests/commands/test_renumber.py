"""``dxplan renumber``: after it no id and no number clashes, and every reference still means whom it meant."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.commands.answering import answering
from tests.commands.running import folder_state, inside
from tests.harness import Repository
from tests.history import BASE, FOLDER, FORMS, PLAN, git, story

if TYPE_CHECKING:
    from pathlib import Path

    from tests.history import Past

WINDOW, MEETINGS, READERS = (
    f"{FOLDER}/{name}.yaml" for name in ("chat-window", "paperless-meetings", "card-readers")
)
NEW = """\
# 新しい取組
schema: 1
id: new-one   # 仮
title: 新しい取組
pillar: 市民サービス
category: 窓口
number: 1  # 印刷のとおり
departments: [市民課]
status: 着手中
"""


def clashes(root: Path) -> set[tuple[str, str]]:
    """Return the files with clashes that ``validate`` finds."""
    found = json.loads(inside(root, "validate", "-f", "json").text)["problems"]
    return {(one["path"], one["rule"]) for one in found if one["rule"] in {"unique-id", "unique-number"}}


def errors(root: Path) -> int:
    """Return how many errors ``validate`` finds."""
    return int(json.loads(inside(root, "validate", "-f", "json").text)["errors"])


def test_nothing_clashes(repository: Repository) -> None:
    before = folder_state(repository.root / "plans" / "minato")
    assert inside(repository.root, "renumber", "--yes").all == (0, "", "No id and no number clashes.\n")
    assert folder_state(repository.root / "plans" / "minato") == before


def test_the_number_of_the_later_one_is_given_anew(repository: Repository) -> None:
    path = f"{FOLDER}/new-one.yaml"
    repository.write(path, NEW)
    assert clashes(repository.root) == {(FORMS, "unique-number")}
    repository.commit()
    (repository.root / path).unlink()
    repository.commit("Without")
    repository.write(path, NEW.replace("\n", "\r\n"))
    repository.commit("With it again, later")
    # By its id alone the new one would be the first.
    run = inside(repository.root, "renumber", "--yes")
    assert run.all == (0, f"{path}\n  number: 1 → 2\n", "Wrote 1 file.\n")
    assert (repository.root / path).read_bytes() == NEW.replace("number: 1", "number: 2").replace(
        "\n", "\r\n"
    ).encode()
    assert clashes(repository.root) == set()


def test_without_a_history_the_id_decides(repository: Repository) -> None:
    repository.write(f"{FOLDER}/new-one.yaml", NEW)
    run = inside(repository.root, "renumber", "--yes")
    assert run.text == f"{FORMS}\n  number: 1 → 2\n"
    assert clashes(repository.root) == set()


def merged(tmp_path: Path) -> Past:
    """Return a repository into which a branch was merged whose initiative has a number that the main line gave, too."""
    past = story(tmp_path / "repository")
    git(past.root, "checkout", "--quiet", "-b", "ours", "v1")
    past.write(
        f"{FOLDER}/a-branch.yaml", NEW.replace("new-one", "a-branch").replace("number: 1", "number: 2")
    )
    past.record("On the branch")
    git(past.root, "checkout", "--quiet", "main")
    past.write(f"{FOLDER}/z-main.yaml", NEW.replace("new-one", "z-main").replace("number: 1", "number: 2"))
    past.record("On the main line")
    return past


@pytest.mark.parametrize("into", ["main", "ours"])
def test_who_came_first_into_the_main_line_stays(tmp_path: Path, into: str) -> None:
    past = merged(tmp_path)
    git(past.root, "checkout", "--quiet", into)
    git(past.root, "merge", "--quiet", "--no-ff", "-m", "Merge", "ours" if into == "main" else "main")
    assert clashes(past.root) == {(f"{FOLDER}/z-main.yaml", "unique-number")}
    run = inside(past.root, "renumber", "--yes")
    assert (run.code, run.text) == (0, f"{FOLDER}/a-branch.yaml\n  number: 2 → 3\n")


def test_numbers_of_other_branches_are_not_given(tmp_path: Path) -> None:
    past = merged(tmp_path)
    git(past.root, "checkout", "--quiet", "-b", "third", "v1")
    past.write(f"{FOLDER}/third.yaml", NEW.replace("new-one", "third").replace("number: 1", "number: 3"))
    past.record("On a third branch")
    git(past.root, "checkout", "--quiet", "main")
    git(past.root, "merge", "--quiet", "--no-ff", "-m", "Merge", "ours")
    assert inside(past.root, "renumber", "--yes").text == f"{FOLDER}/a-branch.yaml\n  number: 2 → 4\n"


def test_listings_have_numbers_too(repository: Repository) -> None:
    repository.write(MEETINGS, repository.read(MEETINGS).replace("number: 1", "number: 2"))
    run = inside(repository.root, "renumber", "--yes")
    assert run.text == f"{MEETINGS}\n  number: 2 → 4\n"
    repository.write(
        MEETINGS,
        repository.read(MEETINGS)
        .replace("id: paperless", "id: a-paperless")
        .replace("number: 4", "number: 2"),
    )
    (repository.root / MEETINGS).rename(repository.root / FOLDER / "a-paperless-meetings.yaml")
    run = inside(repository.root, "renumber", "--yes")
    assert run.text == f"{FORMS}\n  listings[1].number: 2 → 4\n"
    assert clashes(repository.root) == set()


def test_an_id_that_two_files_bear(repository: Repository) -> None:
    path, copy = f"{FOLDER}/forms-2.yaml", f"{FOLDER}/Forms.yaml"
    text = repository.read(FORMS)
    repository.write(path, text)
    repository.write(copy, text)
    assert clashes(repository.root) == {(path, "unique-id"), (copy, "unique-id")}
    run = inside(repository.root, "renumber", "--yes")
    other = f"{FOLDER}/online-forms-2.yaml"
    assert (run.code, run.text) == (
        0,
        (
            f"{copy} → {other}\n  id: online-forms → online-forms-2\n  number: 1 → 3\n  listings[1].number: 2 → 5\n"
            f"{path}\n  id: online-forms → forms-2\n  number: 1 → 2\n  listings[1].number: 2 → 4\n"
        ),
    )
    assert clashes(repository.root) == set()
    assert not (repository.root / copy).exists()
    assert repository.read(other) == (
        text.replace("id: online-forms", "id: online-forms-2")
        .replace("number: 1\n", "number: 3\n")
        .replace("number: 2\n", "number: 5\n")
    )
    # Whoever referred to the id means the one that keeps it.
    assert "successor: online-forms\n" in repository.read(READERS)
    assert errors(repository.root) == 0


def test_an_initiative_is_renamed_with_all_references(repository: Repository) -> None:
    repository.write(FORMS, b"\xef\xbb\xbf" + repository.read(FORMS).encode())
    text = repository.read(FORMS)
    repository.write(WINDOW, repository.read(WINDOW) + "note: online-forms と online-forms-2 を見る。\n")
    run = inside(repository.root, "renumber", "online-forms", "--id", "e-forms", "--yes")
    path = f"{FOLDER}/e-forms.yaml"
    assert run.all == (
        0,
        f"{READERS}\n  withdrawn.successor: online-forms → e-forms\n{FORMS} → {path}\n  id: online-forms → e-forms\n",
        f"Warning: {WINDOW}: /note mentions “online-forms”; change it by hand.\nWrote 2 files.\n",
    )
    assert repository.read(path) == text.replace("id: online-forms", "id: e-forms")
    assert not (repository.root / FORMS).exists()
    assert errors(repository.root) == 0


def test_a_number_is_set(repository: Repository) -> None:
    run = inside(repository.root, "renumber", "online-forms", "--number", "14", "--yes")
    assert run.text == f"{FORMS}\n  number: 1 → 14\n"
    assert "number: 14\n" in repository.read(FORMS)


def test_a_chosen_id_goes_to_the_later_one(repository: Repository) -> None:
    repository.write(
        f"{FOLDER}/forms-2.yaml",
        repository.read(FORMS).replace("number: 1", "number: 5").replace("number: 2", "number: 9"),
    )
    run = inside(repository.root, "renumber", "--id", "online-forms=web-forms", "--yes")
    assert run.text == f"{FOLDER}/forms-2.yaml → {FOLDER}/web-forms.yaml\n  id: online-forms → web-forms\n"


def test_only_what_is_named_is_mended(repository: Repository) -> None:
    repository.write(f"{FOLDER}/new-one.yaml", NEW)
    repository.write(f"{FOLDER}/other.yaml", NEW.replace("new-one", "other").replace("窓口", "広報"))
    assert len(clashes(repository.root)) == 2
    run = inside(repository.root, "renumber", "other", "--yes")
    assert run.text == f"{FOLDER}/other.yaml\n  number: 1 → 2\n"
    assert len(clashes(repository.root)) == 1


def test_what_is_waived_or_switched_off_stays(repository: Repository) -> None:
    text = NEW + "waivers:\n  - rule: unique-number\n    reason: 印刷のとおり。\n    until: 2030-03-31\n"
    repository.write(f"{FOLDER}/z-new.yaml", text.replace("new-one", "z-new"))
    assert inside(repository.root, "renumber", "--yes").told == "No id and no number clashes.\n"
    repository.write(f"{FOLDER}/new-one.yaml", NEW)
    repository.write(PLAN, repository.read(PLAN) + "rules:\n  unique-number: off\n")
    assert inside(repository.root, "renumber", "--yes").told == "No id and no number clashes.\n"


def test_nothing_is_written_without_a_word(repository: Repository) -> None:
    repository.write(f"{FOLDER}/new-one.yaml", NEW)
    before = folder_state(repository.root / "plans" / "minato")
    shown = f"{FORMS}\n  number: 1 → 2\n"
    assert inside(repository.root, "renumber").all == (
        2, shown,
        "Error: Nothing was written: ids and numbers change for everybody.\n    → Write it with --yes, or look at it with --dry-run.\n",
    )  # fmt: skip
    assert inside(repository.root, "renumber", "--dry-run").all == (0, shown, "Nothing was written.\n")
    run = answering(repository.root, ["n"], "renumber")
    assert (run.code, "Write this? [Y/n] " in run.text) == (0, True)
    assert folder_state(repository.root / "plans" / "minato") == before
    assert answering(repository.root, [""], "renumber").code == 0
    assert clashes(repository.root) == set()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("online-form",), 3, "There is no initiative “online-form”.\n    → Did you mean “online-forms”?"),
        (("online-forms", "--id", "Con"), 2, "--id cannot be taken: an id is at most 64"),
        (("online-forms", "--id", "aux"), 2, "--id cannot be taken: an id is at most 64"),
        (("online-forms", "--id", "chat-window"), 2, f"The id “chat-window” is taken: {WINDOW} bears it.\n    → “chat-window-2” is free."),
        (("online-forms", "--number", "x"), 2, "--number takes a whole number from 1 on."),
        (("chat-window", "--id", "x", "--number", "99999"), 2, "A number is a whole number from 1 to 9999."),
        (("paperless-meetings", "--number", "3"), 2, f"No. 3 is taken: {READERS} bears it.\n    → No. 4 is free."),
        (("--number", "3"), 2, "--number needs the id of one initiative."),
        (("--id", "x"), 2, "--id x does not say whose id it is.\n    → Write --id OLD=x"),
        (("--id", "online-forms=x", "--id", "chat-window=x"), 2, "--id gives one new id to several initiatives."),
        (("--id", "online-forms=x", "--id", "online-forms=y"), 2, "--id is given twice for “online-forms”."),
        (("-m", "x"), 2, "-m needs --commit."),
    ],
)  # fmt: skip
def test_what_cannot_be_meant(
    repository: Repository, arguments: tuple[str, ...], code: int, said: str
) -> None:
    before = folder_state(repository.root / "plans" / "minato")
    run = inside(repository.root, "renumber", *arguments, "--yes")
    assert run.code == code
    assert run.told.startswith(f"Error: {said}")
    assert folder_state(repository.root / "plans" / "minato") == before


def test_an_id_of_several_plans_needs_the_plan(cities: Repository) -> None:
    run = inside(cities.root, "renumber", "online-forms", "--id", "x", "--yes")
    assert run.told == (
        "Error: Several plans have an initiative “online-forms”: kita, minato.\n    → Name one with --plan.\n"
    )
    assert inside(cities.root, "renumber", "online-forms", "--id", "x", "--yes", "--plan", "kita").code == 0
    assert (cities.root / FORMS).exists()


def test_a_commit_has_all_of_it(repository: Repository) -> None:
    repository.commit()
    run = inside(repository.root, "renumber", "online-forms", "--id", "e-forms", "--yes", "--commit")
    commit = repository.git("rev-parse", "HEAD").strip()
    assert run.told == f"Wrote 2 files.\nCommitted as {commit[:12]}.\n"
    body = repository.git("log", "-1", "--format=%B").splitlines()
    assert "申請のオンライン化" in body[0]
    assert body[2:] == [*run.text.splitlines(), ""]
    assert repository.git("status", "--porcelain") == ""
    assert repository.git("show", "--name-status", "--no-renames", "--format=", "HEAD").split() == [
        "M", READERS, "A", f"{FOLDER}/e-forms.yaml", "D", FORMS,
    ]  # fmt: skip


def test_a_commit_mixes_nothing(repository: Repository) -> None:
    repository.commit()
    repository.write(FORMS, repository.read(FORMS) + "note: x\n")
    run = inside(repository.root, "renumber", "online-forms", "--number", "9", "--yes", "--commit")
    assert run.code == 3
    assert f"Error: Changes that are not committed yet stand in {FORMS}.\n" in run.told
    assert "number: 9" not in repository.read(FORMS)


def test_a_file_that_cannot_be_read_is_left_out(repository: Repository) -> None:
    repository.write(f"{FOLDER}/broken.yaml", "a: [")
    repository.write(f"{FOLDER}/new-one.yaml", NEW)
    run = inside(repository.root, "renumber", "--yes")
    assert run.code == 0
    assert run.told.startswith(f"Warning: {FOLDER}/broken.yaml:1:5 is left out: ")
    assert clashes(repository.root) == set()


ENTRIES = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c", "d-2"]),
        st.sampled_from(["窓口", "広報"]),
        st.integers(1, 2),
        st.booleans(),
        st.sampled_from([None, "a", "b", "c"]),
    ),
    min_size=1,
    max_size=6,
)


@given(entries=ENTRIES, numbering=st.sampled_from(["plan", "pillar", "category", "none"]))
@settings(max_examples=25)
def test_after_it_nothing_clashes(
    tmp_path_factory: pytest.TempPathFactory,
    entries: list[tuple[str, str, int, bool, str | None]],
    numbering: str,
) -> None:
    repository = Repository(tmp_path_factory.mktemp("any"))
    repository.write(PLAN, (BASE / PLAN).read_bytes() + f"numbering: {numbering}\n".encode())
    for index, (name, category, number, again, successor) in enumerate(entries):
        text = (
            NEW.replace("new-one", name).replace("窓口", category).replace("number: 1", f"number: {number}")
        )
        text += (
            f"listings:\n  - pillar: 業務の効率化\n    category: 庁内\n    number: {number}\n"
            if again
            else ""
        )
        text += f"withdrawn:\n  at: R5\n  reason: x\n  successor: {successor}\n" if successor else ""
        repository.write(f"{FOLDER}/{'abcdef'[index]}.yaml", text)
    assert inside(repository.root, "renumber", "--yes").code == 0
    assert clashes(repository.root) == set()
    state = folder_state(repository.root / "plans" / "minato")
    assert inside(repository.root, "renumber", "--yes").told == "No id and no number clashes.\n"
    assert folder_state(repository.root / "plans" / "minato") == state
