"""Where output goes: files, encodings, colours, pipes; and that no text of a plan can do harm on its way."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.commands.running import inside

if TYPE_CHECKING:
    from pathlib import Path

    from tests.harness import Repository

FORMATS = ("table", "plain", "md", "json", "csv", "tsv")
COMMANDS = (("status",), ("list",), ("show", "online-forms"), ("validate",))
# What a terminal does instead of showing it; a line feed, a tab and the carriage returns of CSV are meant.
WORKING = {chr(code) for code in (*range(9), 11, 12, *range(14, 32), *range(127, 160))} | set("\u202e\u2028")
CARD = "plans/minato/initiatives/card-readers.yaml"


def _initiative(repository: Repository, title: str, rest: str = "") -> None:
    repository.write(
        "plans/minato/initiatives/odd.yaml",
        f"schema: 1\nid: odd\ntitle: {title}\npillar: 業務の効率化\ncategory: 庁内\nnumber: 9\n"
        f"departments: [情報課]\nstatus: 着手中\n{rest}",
    )


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("form", FORMATS)
def test_a_file_gets_what_a_pipe_gets(repository: Repository, command: tuple[str, ...], form: str) -> None:
    piped = inside(repository.root, *command, "-f", form)
    assert (piped.code, piped.told) == (0, "")
    assert inside(repository.root, *command, "-f", form, "-o", "result.txt").all == (0, "", "")
    assert (repository.root / "result.txt").read_bytes() == piped.out
    assert sorted(path.name for path in repository.root.iterdir()) == ["plans", "result.txt"]


def test_colours_stay_out_of_files(repository: Repository) -> None:
    plain = inside(repository.root, "status")
    assert inside(repository.root, "status", "--color", "always", "-o", "result.txt").all == (0, "", "")
    assert (repository.root / "result.txt").read_bytes() == plain.out


def test_a_file_that_is_there_is_replaced_whole_and_keeps_its_mode(repository: Repository) -> None:
    file = repository.write("result.txt", "old " * 10_000)
    file.chmod(0o640)
    assert inside(repository.root, "schema", "plan", "--output", "result.txt").all == (0, "", "")
    assert file.read_bytes() == inside(repository.root, "schema", "plan").out
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_minus_is_standard_output(repository: Repository) -> None:
    for command in (("list",), ("schema", "plan")):
        assert inside(repository.root, *command, "-o", "-").all == inside(repository.root, *command).all
    assert not (repository.root / "-").exists()


@pytest.mark.skipif(not os.path.exists("/dev/fd"), reason="the streams have names as files")  # noqa: PTH110
@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1"])
def test_standard_output_by_its_name_keeps_what_is_there(repository: Repository, name: str) -> None:
    file = repository.write("log.txt", "before\n")
    with file.open("ab") as log:
        command = [sys.executable, "-m", "dxplan", "list", "-f", "tsv", "--columns", "id", "-o", name]
        subprocess.run(command, cwd=repository.root, stdout=log, check=True)
        log.write(b"after\n")
    told = inside(repository.root, "list", "-f", "tsv", "--columns", "id").out
    assert file.read_bytes() == b"before\n" + told + b"after\n"


def test_a_file_that_cannot_be_written(repository: Repository) -> None:
    for command in (("list",), ("schema",)):
        assert inside(repository.root, *command, "-o", "no/such/folder").all == (
            3,
            "",
            "Error: no/such/folder cannot be written: No such file or directory.\n",
        )
    assert inside(repository.root, "list", "-o", f"{CARD}/list.txt").all == (
        3,
        "",
        f"Error: {CARD}/list.txt cannot be written: Not a directory.\n",
    )


def test_csv_is_made_for_excel(repository: Repository) -> None:
    out = inside(repository.root, "list", "-f", "csv", "--columns", "id,title", "--id", "online-forms").out
    assert out == "\ufeffid,title\r\nonline-forms,申請のオンライン化\r\n".encode()
    tabs = inside(repository.root, "list", "-f", "tsv", "--columns", "id,title", "--id", "online-forms").out
    assert tabs == "id\ttitle\nonline-forms\t申請のオンライン化\n".encode()


def test_code_page_932(repository: Repository) -> None:
    line = ("list", "-f", "csv", "--columns", "id,operation_start", "--id", "online-forms")
    assert inside(repository.root, *line, "--encoding", "cp932").out == (
        "id,operation_start\r\nonline-forms,R7.1月～\r\n".encode("cp932")
    )
    assert inside(repository.root, *line, "--encoding", "cp932", "-o", "list.csv").all == (0, "", "")
    assert (
        repository.root / "list.csv"
    ).read_bytes() == "id,operation_start\r\nonline-forms,R7.1月～\r\n".encode("cp932")
    assert (
        inside(repository.root, *line, "--encoding", "utf-8").out
        == "id,operation_start\r\nonline-forms,R7.1月～\r\n".encode()
    )
    assert (
        inside(repository.root, *line, "--encoding", "utf-16-le")
        .out.decode("utf-16-le")
        .startswith("id,operation")
    )


def test_signs_with_two_code_points_survive_an_old_encoding(repository: Repository) -> None:
    _initiative(repository, "〜−‖—か\u3099")
    line = ("list", "-f", "tsv", "--columns", "title", "--id", "odd")
    run = inside(repository.root, *line, "--encoding", "cp932")
    assert (run.code, run.out.decode("cp932"), run.told) == (0, "title\n～－∥―が\n", "")
    assert inside(repository.root, *line, "--encoding", "euc_jp").out.decode("euc_jp") == "title\n〜−‖―が\n"


def test_characters_that_an_encoding_lacks_are_told(repository: Repository) -> None:
    _initiative(repository, "✓ 鷗 😀 ✓")
    run = inside(
        repository.root, "list", "-f", "tsv", "--columns", "title", "--id", "odd", "--encoding", "cp932", "-q"
    )
    assert (run.code, run.out.decode("cp932"), run.told) == (
        0,
        "title\n? ? ? ?\n",
        "Warning: cp932 lacks some characters, which became “?”: ✓鷗😀\n",
    )


@pytest.mark.parametrize("name", ["cp9320", "base64", "rot13", "undefined", "あ"])
def test_an_encoding_there_is_not(repository: Repository, name: str) -> None:
    assert inside(repository.root, "list", "--encoding", name).all == (
        2,
        "",
        f"Error: --encoding: there is no encoding “{name}”.\n    → For old tools in Japan: --encoding cp932.\n",
    )


@pytest.mark.parametrize(
    ("environment", "arguments", "coloured"),
    [
        ({}, (), False),
        ({}, ("--color", "always"), True),
        ({}, ("--color", "auto"), False),
        ({"FORCE_COLOR": "1"}, (), True),
        ({"FORCE_COLOR": "0"}, (), False),
        ({"FORCE_COLOR": ""}, (), False),
        ({"FORCE_COLOR": "1"}, ("--color", "never"), False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, (), False),
        ({"FORCE_COLOR": "1", "NO_COLOR": ""}, (), True),
        ({"NO_COLOR": "1"}, ("--color", "always"), True),
        ({"TERM": "dumb"}, ("--color", "always"), True),
        ({"GITHUB_ACTIONS": "true"}, (), False),
    ],
)
def test_colour_in_a_pipe(
    repository: Repository,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    arguments: tuple[str, ...],
    *,
    coloured: bool,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    good = inside(repository.root, "list", *arguments)
    bad = inside(repository.root, "show", "nobody", *arguments)
    assert (good.code, bad.code) == (0, 3)
    assert ("\x1b[" in good.text, "\x1b[" in bad.told) == (coloured, coloured)
    for form in FORMATS[1:]:
        assert "\x1b" not in inside(repository.root, "list", "-f", form, *arguments).text


def test_colour_changes_nothing_but_colour(repository: Repository) -> None:
    plain, coloured = inside(repository.root, "list"), inside(repository.root, "list", "--color", "always")
    head, rule, *rows = plain.text.splitlines()
    assert coloured.text.splitlines() == [f"\x1b[1m{head}\x1b[0m", f"\x1b[2m{rule}\x1b[0m", *rows]


def test_a_pipe_gets_every_line_whole(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    title = "長い取組の名前" * 40
    _initiative(repository, title)
    monkeypatch.setenv("COLUMNS", "40")
    for form in FORMATS:
        assert title in inside(repository.root, "list", "-f", form).text
        assert title in inside(repository.root, "show", "odd", "-f", form).text


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("command", [("list",), ("show", "odd"), ("status",), ("validate",)])
def test_control_sequences_are_shown_and_not_sent(
    repository: Repository, command: tuple[str, ...], form: str
) -> None:
    r"""They can stand in a file as escapes: ``"\e[31m"``."""
    _initiative(repository, r'"a\e[31m\x07\x9b2Jb\u202e\u2028c"', 'added: R5\nsummary: "\\e]0;x\\a\\x7f"\n')
    run = inside(repository.root, *command, "-f", form)
    assert not WORKING & set(run.text + run.told)
    if command != ("list",):
        return
    if form == "json":
        assert r'"title": "a\u001b[31m\u0007\u009b2Jb\u202e\u2028c"' in run.text
        assert json.loads(run.text)["initiatives"][-1]["title"] == "a\x1b[31m\x07\x9b2Jb\u202e\u2028c"
    else:
        # A line separator is a space where everything stands on one line.
        assert re.search("a␛\\\\?\\[31m␇.?<U\\+009B.?>2Jb.?<U\\+202E.?>( |.?<U\\+2028.?>)c", run.text)


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "＋1", "－1", "＠x"])
def test_no_cell_starts_a_formula(repository: Repository, start: str) -> None:
    _initiative(repository, f'"{start}"')
    rows = list(
        csv.reader(io.StringIO(inside(repository.root, "list", "-f", "csv", "--id", "odd").text, newline=""))
    )
    assert rows[1][2].startswith("'")
    assert rows[1][5] == "9"  # a number stays one
    line = inside(repository.root, "list", "-f", "tsv", "--id", "odd").text.splitlines()[1]
    assert line.split("\t")[2].startswith("'")


@pytest.mark.parametrize("space", ["\\t", "\\r", "\\n", "\\u3000"])
def test_a_space_in_front_hides_no_formula(repository: Repository, space: str) -> None:
    _initiative(repository, "x", f'summary: "{space}=1+1"\n')
    tabs = inside(repository.root, "show", "odd", "-f", "tsv")
    assert (tabs.code, tabs.told, tabs.text.splitlines()[-1]) == (0, "", "/summary\t'=1+1")
    run = inside(repository.root, "show", "odd", "-f", "csv")
    rows = list(csv.reader(io.StringIO(run.text, newline="")))
    assert rows[-1][0] == "/summary"
    # An ideographic space stays in front in CSV, and what has something in front is no formula.
    assert (
        rows[-1][1] == {"\\t": "'\t=1+1", "\\r": "'␍=1+1", "\\n": "'\n=1+1", "\\u3000": "\u3000=1+1"}[space]
    )


def test_markdown_cells_hold(repository: Repository) -> None:
    written = '"a | b `c` <script>x</script> [d](e) *f* _g_ ~h~ \\\\ &lt; $i$ #"'
    _initiative(
        repository, written, f'summary: "x\\n\\n- | y"\nsources:\n  - document: plan\n    place: {written}\n'
    )
    shown = r"a \| b \`c\` \<script\>x\</script\> \[d\](e) \*f\* \_g\_ \~h\~ \\ \&lt; \$i\$ \#"
    run = inside(repository.root, "list", "-f", "md", "--columns", "title,id", "--id", "odd")
    head, rule, row = run.text.splitlines()
    assert (head.split(), set(rule)) == (["|", "Initiative", "|", "Id", "|"], set("|:-"))
    assert row == f"| {shown} | odd  |"
    sheet = inside(repository.root, "show", "odd", "-f", "md").text.splitlines()
    assert sheet[0] == rf"# {shown} (minato/odd)"
    assert r"- **Summary**: x<br><br>\- \| y" in sheet
    assert sheet[-1] == f"| plan       | {shown} |"


def _fill_more_than_a_pipe_holds(repository: Repository) -> None:
    for number in range(200):
        repository.write(
            f"plans/minato/initiatives/x{number}.yaml",
            f"schema: 1\nid: x{number}\ntitle: {'長い名前' * 70}\npillar: 業務の効率化\ncategory: 庁内\n"
            f"number: {number + 10}\ndepartments: [情報課]\nstatus: 着手中\n",
        )
    assert len(inside(repository.root, "list").out) > 1 << 17


def test_the_reader_that_goes_early_is_no_error(repository: Repository) -> None:
    _fill_more_than_a_pipe_holds(repository)
    for arguments in (("list", "-f", "json"), ("list",), ("--help",), ("validate", "-f", "csv")):
        ours, theirs = os.pipe()
        os.close(ours)
        done = subprocess.run(
            [sys.executable, "-m", "dxplan", *arguments],
            cwd=repository.root,
            stdout=theirs,
            stderr=subprocess.PIPE,
            check=False,
        )
        os.close(theirs)
        assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("form", ["json", "csv", "table"])
def test_the_reader_that_goes_in_the_middle_is_noticed(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, unbuffered: str, form: str
) -> None:
    """A part of one write is taken, the rest is not: without a buffer, Python leaves the rest to the caller."""
    _fill_more_than_a_pipe_holds(repository)
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)
    with subprocess.Popen(
        [sys.executable, "-m", "dxplan", "list", "-f", form],
        cwd=repository.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stderr
        assert len(os.read(process.stdout.fileno(), 10)) == 10
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 141


def test_the_reader_of_messages_that_goes_early_is_no_error(repository: Repository) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    done = subprocess.run(
        [sys.executable, "-m", "dxplan", "show", "nobody"],
        cwd=repository.root,
        stdout=subprocess.PIPE,
        stderr=theirs,
        check=False,
    )
    os.close(theirs)
    assert (done.returncode, done.stdout) == (141, b"")


@pytest.mark.parametrize("arguments", [("list",), ("--help",), ("list", "-f", "json"), ("schema",)])
def test_a_full_disk_behind_standard_output(repository: Repository, arguments: tuple[str, ...]) -> None:
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = subprocess.run(
            [sys.executable, "-m", "dxplan", *arguments],
            cwd=repository.root,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert (done.returncode, done.stderr.decode()) == (
        3,
        "Error: Standard output cannot be written: No space left on device.\n",
    )


def test_streams_that_are_closed(repository: Repository) -> None:
    script = 'exec "$0" -m dxplan "$@" >&- 2>&-'
    for arguments, code in ((("list",), 0), (("show", "nobody"), 3), (("--version",), 0), (("nonsense",), 2)):
        done = subprocess.run(
            ["sh", "-c", script, sys.executable, *arguments], cwd=repository.root, check=False
        )
        assert done.returncode == code


def test_the_locale_of_the_machine_changes_no_byte(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = inside(repository.root, "list").out
    for locale, coding in (("C", "ascii"), ("ja_JP.eucJP", "euc_jp"), ("C.UTF-8", "utf-16")):
        monkeypatch.setenv("LC_ALL", locale)
        monkeypatch.setenv("PYTHONIOENCODING", coding)
        monkeypatch.setenv("TZ", "America/Los_Angeles")
        done = subprocess.run(
            [sys.executable, "-m", "dxplan", "list"], cwd=repository.root, capture_output=True, check=True
        )
        assert (done.stdout, done.stderr) == (expected, b"")


def test_names_that_are_no_text_come_out_as_they_are(repository: Repository, tmp_path: Path) -> None:
    name = os.fsdecode(b"\x8e\xe6\x91g")  # 取組 in code page 932, as an old archive leaves it on the disk
    (repository.root / "plans" / "minato" / "initiatives" / f"{name}.yaml").write_bytes(b"schema: [\n")
    run = inside(repository.root, "list")
    assert (run.code, b"plans/minato/initiatives/\x8e\xe6\x91g.yaml" in run.err) == (1, True)
    checked = inside(repository.root, "validate", "-f", "json")
    assert checked.code == 1
    paths = {problem["path"] for problem in json.loads(checked.text)["problems"]}
    assert paths == {f"plans/minato/initiatives/{name}.yaml"}
    assert inside(repository.root, "validate", "-f", "csv", "-o", str(tmp_path / "out.csv")).code == 1
    assert b"plans/minato/initiatives/\x8e\xe6\x91g.yaml" in (tmp_path / "out.csv").read_bytes()
