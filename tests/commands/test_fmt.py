"""``dxplan fmt``: files come into their normal form, or it is said which are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.commands.running import inside as inside_bytes
from tests.harness import Result

if TYPE_CHECKING:
    from pathlib import Path

    from tests.harness import Repository

FORMS = "plans/minato/initiatives/online-forms.yaml"


def inside(root: Path, *arguments: str) -> Result:
    done = inside_bytes(root, *arguments)
    return Result(done.code, done.out.decode(), done.err.decode())


def _untidy(repository: Repository) -> str:
    text = repository.read(FORMS)
    lines = text.splitlines(keepends=True)
    untidy = "".join([lines[0], *sorted(lines[1:4], reverse=True), *lines[4:]])
    assert untidy != text
    repository.write(FORMS, untidy)
    return text


def test_a_file_comes_into_its_normal_form(repository: Repository) -> None:
    text = _untidy(repository)
    files = inside(repository.root, "validate", "-f", "plain").out.split()[0]
    done = inside(repository.root, "fmt")
    assert (done.code, done.out, done.err) == (
        0,
        f"{FORMS}\n",
        f"1 of {files} files were brought into their normal form.\n",
    )
    assert repository.read(FORMS) == text
    again = inside(repository.root, "fmt", "--check")
    assert (again.code, again.out, again.err) == (
        0,
        "",
        f"0 of {files} files are not in their normal form.\n",
    )


def test_check_and_dry_run_write_nothing(repository: Repository) -> None:
    _untidy(repository)
    before = repository.read(FORMS)
    for option, code in (("--check", 1), ("--dry-run", 0)):
        done = inside(repository.root, "fmt", option, FORMS)
        assert (done.code, done.out, done.err) == (
            code, f"{FORMS}\n", "1 of 1 files are not in their normal form.\n",
        )  # fmt: skip
    assert repository.read(FORMS) == before


def test_widths_and_dates(repository: Repository) -> None:
    text = repository.read(FORMS).replace("R7.1月～", "R５．４月～")
    repository.write(FORMS, text + "added: Ｒ４－Ｈ１\nnote: ２つの窓口\n")
    assert inside(repository.root, "fmt", "-q", FORMS).code == 0
    after = repository.read(FORMS)
    assert "operation_start: R5.4月～\n" in after
    assert "added: R4-H1\n" in after
    assert "note: ２つの窓口\n" in after


def test_a_file_that_cannot_be_read_is_left_and_the_others_are_not(repository: Repository) -> None:
    text = _untidy(repository)
    repository.write("plans/minato/initiatives/broken.yaml", "a: [\n")
    done = inside(repository.root, "fmt", "plans/minato/initiatives")
    assert (done.code, done.out) == (1, f"{FORMS}\n")
    assert "plans/minato/initiatives/broken.yaml:2:1 is left as it is: " in done.err
    assert repository.read(FORMS) == text


def test_bytes_around_the_text_stay(repository: Repository) -> None:
    text = _untidy(repository)
    untidy = repository.read(FORMS)
    repository.write(FORMS, b"\xef\xbb\xbf" + untidy.replace("\n", "\r\n").encode())
    assert inside(repository.root, "fmt", "-q").code == 0
    assert (repository.root / FORMS).read_bytes() == b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()


def test_contradictions_are_usage_errors(repository: Repository) -> None:
    done = inside(repository.root, "fmt", "--check", "--dry-run")
    assert (done.code, done.out, done.err) == (2, "", "Error: --check and --dry-run contradict each other.\n")
