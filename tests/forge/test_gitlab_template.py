"""The jobs of the GitLab template, their scripts taken from it and run; the API is a server on this machine."""

from __future__ import annotations

import json
import shutil
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.conftest import ROOT
from tests.forge.jobs import GITLAB, document, only_with_the_extra

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator

    from tests.forge.jobs import Job

FORMS = "plans/minato/initiatives/online-forms.yaml"
MARKER = "<!-- dxplan diff -->"
NOTES = "/api/v4/projects/3/merge_requests/7/notes"
TOKEN = "glpat-secret"  # noqa: S105  (a made-up one)


class Api(HTTPServer):
    """The few answers of GitLab's API that the job asks for."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.notes: list[dict[str, Any]] = []
        self.asked: list[tuple[str, str, str]] = []


class _Answers(BaseHTTPRequestHandler):
    def _answer(self) -> None:
        server = self.server
        assert isinstance(server, Api)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        server.asked.append((self.command, self.path, parse_qs(body)["body"][0] if body else ""))
        address = urlsplit(self.path)
        start = 100 * (int(parse_qs(address.query).get("page", ["1"])[0]) - 1)
        answer = {"id": 5} if address.path == "/api/v4/user" else server.notes[start : start + 100]
        self.send_response(200 if self.headers.get("PRIVATE-TOKEN") == TOKEN else 401)
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    do_GET = do_POST = do_PUT = _answer  # noqa: N815  (the names that the library calls)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the library's name)
        """Keep quiet."""


@pytest.fixture
def api() -> Iterator[Api]:
    """Start the server."""
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    with Api() as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def run(job: Job, name: str, **values: str) -> subprocess.CompletedProcess[str]:
    """Run a job of the template, without what installs dxplan."""
    (job.folder / "builds" / "dxplan").mkdir(parents=True, exist_ok=True)
    read = document(GITLAB)
    variables = {key: str(value) for key, value in read[".dxplan"]["variables"].items()}
    base = job.repository.git("rev-parse", "HEAD~1").strip()
    given = {"CI_BUILDS_DIR": str(job.folder / "builds"), "CI_MERGE_REQUEST_DIFF_BASE_SHA": base}
    return job.run(
        "\n".join(read[name]["script"]), **{"GITHUB_ACTIONS": "false", **variables, **given, **values}
    )


def change(job: Job, new: str) -> None:
    text = job.repository.read(FORMS)
    job.repository.write(FORMS, text.replace("status: 着手中", f"status: {new}"))
    job.repository.commit("Change")


@pytest.mark.parametrize(("status", "code", "count"), [("調査・研究中", 0, 0), ("運用", 1, 1)])
def test_the_check_leaves_its_reports(job: Job, status: str, code: int, count: int) -> None:
    change(job, status)
    done = run(job, "dxplan", CI_MERGE_REQUEST_DIFF_BASE_SHA="")
    assert (done.returncode, done.stderr) == (code, "")
    reports = document(GITLAB)["dxplan"]["artifacts"]["reports"]
    assert len(json.loads(job.repository.read(reports["codequality"]))) == count
    assert job.repository.read(reports["junit"]).count("<failure") == count
    assert f"Errors: {count}" in done.stdout or "no problem" in done.stdout


def test_what_the_check_is_asked(job: Job) -> None:
    change(job, "運用中")
    job.program("dxplan", 'printf "%s\\n" "$*"')
    done = run(job, "dxplan", DXPLAN_STRICT="true", CI_MERGE_REQUEST_DIFF_BASE_SHA="abc")
    asked = "-C . validate --base abc --strict"
    assert done.stdout.splitlines() == [
        f"{asked} -f gitlab -o gl-code-quality-report.json",
        f"{asked} -f junit -o dxplan-junit.xml",
        asked,
    ]


def test_merged_results_are_compared_with_the_target_branch(job: Job) -> None:
    """Their HEAD is a merge with that branch, of which the merge request's own base knows nothing."""
    base = job.repository.git("rev-parse", "HEAD").strip()
    job.repository.git("checkout", "--quiet", "-b", "work")
    job.repository.write("README.md", "みなと市の計画\n")
    job.repository.commit("Elsewhere")
    job.repository.git("checkout", "--quiet", "main")
    change(job, "運用")
    target = job.repository.git("rev-parse", "HEAD").strip()
    job.repository.git("merge", "--quiet", "--no-ff", "-m", "Try", "work")
    for known, code in ((target, 0), ("", 1)):
        values = {"CI_MERGE_REQUEST_TARGET_BRANCH_SHA": known, "CI_MERGE_REQUEST_DIFF_BASE_SHA": base}
        assert run(job, "dxplan", **values).returncode == code
        assert run(job, "dxplan-changes", **values).returncode == 0
        assert ("運用" in job.repository.read("dxplan-diff.md")) is bool(code)


def test_a_check_that_cannot_work_ends_the_job(job: Job) -> None:
    change(job, "運用中")
    done = run(job, "dxplan", DXPLAN_DIRECTORY="nowhere", CI_MERGE_REQUEST_DIFF_BASE_SHA="")
    assert (done.returncode, done.stdout) == (1, "")
    assert "nowhere" in done.stderr


def test_without_a_token_the_change_is_an_artifact(job: Job) -> None:
    change(job, "運用中")
    done = run(job, "dxplan-changes")
    assert (done.returncode, done.stderr) == (0, "")
    (path,) = document(GITLAB)["dxplan-changes"]["artifacts"]["paths"]
    assert job.repository.read(path).startswith(MARKER)
    assert path in done.stdout


@pytest.mark.parametrize(
    ("notes", "method", "path"),
    [
        ([], "POST", NOTES),
        ([{"id": 1, "author": {"id": 4}, "body": MARKER}], "POST", NOTES),
        ([{"id": 1, "author": {"id": 5}, "body": f"x {MARKER}"}], "POST", NOTES),
        (
            [{"id": 1, "author": {"id": 4}, "body": MARKER}, {"id": 2, "author": {"id": 5}, "body": MARKER}],
            "PUT",
            f"{NOTES}/2",
        ),
    ],
)
def test_one_note_shows_the_change(
    job: Job, api: Api, notes: list[dict[str, Any]], method: str, path: str
) -> None:
    change(job, "運用中")
    api.notes = notes
    done = run(job, "dxplan-changes", **_address(api), DXPLAN_TOKEN=TOKEN)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert [asked[:2] for asked in api.asked] == [
        ("GET", "/api/v4/user"),
        ("GET", f"{NOTES}?per_page=100&sort=asc&page=1"),
        (method, path),
    ]
    assert api.asked[-1][2] == job.repository.read("dxplan-diff.md")


@pytest.mark.parametrize(("before", "pages"), [(99, 1), (100, 2), (250, 3)])
def test_the_note_is_found_behind_many_others(job: Job, api: Api, before: int, pages: int) -> None:
    """What GitLab itself notes down, such as each push, is counted among them."""
    change(job, "運用中")
    others = [{"id": number, "author": {"id": 4}, "body": MARKER} for number in range(1, before + 1)]
    api.notes = [*others, {"id": 999, "author": {"id": 5}, "body": MARKER}]
    done = run(job, "dxplan-changes", **_address(api), DXPLAN_TOKEN=TOKEN)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    asked = [f"{NOTES}?per_page=100&sort=asc&page={page}" for page in range(1, pages + 1)]
    assert [path for _, path, _ in api.asked] == ["/api/v4/user", *asked, f"{NOTES}/999"]


@pytest.mark.parametrize("count", [0, 100])
def test_nothing_is_noted_where_nothing_changed(job: Job, api: Api, count: int) -> None:
    job.repository.write("README.md", "みなと市の計画\n")
    job.repository.commit("Elsewhere")
    api.notes = [{"id": number, "author": {"id": 4}, "body": ""} for number in range(1, count + 1)]
    done = run(job, "dxplan-changes", **_address(api), DXPLAN_TOKEN=TOKEN)
    assert (done.returncode, done.stdout) == (0, "Nothing has changed in the plans.\n")
    assert {method for method, _, _ in api.asked} == {"GET"}


def test_a_change_that_was_taken_back_is_noted(job: Job, api: Api) -> None:
    job.repository.write("README.md", "みなと市の計画\n")
    job.repository.commit("Elsewhere")
    api.notes = [{"id": 2, "author": {"id": 5}, "body": MARKER}]
    done = run(job, "dxplan-changes", **_address(api), DXPLAN_TOKEN=TOKEN)
    assert (done.returncode, done.stdout) == (0, "")
    assert api.asked[-1][:2] == ("PUT", f"{NOTES}/2")


def test_a_token_that_is_refused_fails_the_job(job: Job, api: Api) -> None:
    change(job, "運用中")
    done = run(job, "dxplan-changes", **_address(api), DXPLAN_TOKEN="glpat-wrong")  # noqa: S106
    assert done.returncode not in {0, 1}
    assert "glpat-wrong" not in done.stdout + done.stderr


def test_no_file_of_the_plan_repository_is_run(job: Job) -> None:
    job.repository.write("venv.py", 'open("taken", "x")\n')
    job.program("python", f'exec "{sys.executable}" "$@" --without-pip')
    job.program("pip", 'printf "%s\\n" "$*"')
    (job.folder / "builds").mkdir()
    values = {"CI_BUILDS_DIR": str(job.folder / "builds"), "DXPLAN_PACKAGE": "dxplan"}
    done = job.run("\n".join(document(GITLAB)[".dxplan"]["before_script"]), **values)
    assert (done.returncode, done.stderr) == (0, "")
    assert (job.folder / "builds" / "dxplan" / "bin" / "python").exists()
    assert not (job.repository.root / "taken").exists()


@pytest.mark.slow
def test_dxplan_is_installed(job: Job) -> None:
    only_with_the_extra()
    (job.folder / "builds").mkdir()
    script = "\n".join(document(GITLAB)[".dxplan"]["before_script"]) + "\ndxplan --version"
    values = {"CI_BUILDS_DIR": str(job.folder / "builds"), "DXPLAN_PACKAGE": str(ROOT), "PYTHONPATH": ""}
    done = job.run(script, **values)
    assert (done.returncode, done.stdout.startswith("dxplan ")) == (0, True), done.stderr


def _address(api: Api) -> dict[str, str]:
    port = api.server_address[1]
    return {
        "CI_API_V4_URL": f"http://127.0.0.1:{port}/api/v4",
        "CI_PROJECT_ID": "44",  # a fork
        "CI_MERGE_REQUEST_PROJECT_ID": "3",
        "CI_MERGE_REQUEST_IID": "7",
        "no_proxy": "127.0.0.1",
    }
