"""The step that comments, with GitHub's own program ``gh``; the API is a server on this machine.

``gh`` knows one host whose API it asks without encryption, ``github.localhost``, and asks it through the proxy that is
named, which is our server.
"""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.forge.consumers import program
from tests.forge.jobs import ACTION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.forge.jobs import Job

pytestmark = pytest.mark.slow

MARKER = "<!-- dxplan diff -->"
BODY = f"{MARKER}\n\n## 変更 {{owner}} @x\n\n| a | 100 % |\n"
COMMENTS = "/repos/minato/plans/issues/7/comments"
ROBOT = "github-actions[bot]"


class Api(HTTPServer):
    """The comments of a pull request: a hundred on a page, and whether the token may write."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.comments: list[dict[str, Any]] = []
        self.may_write = True
        self.asked: list[tuple[str, str, str]] = []


class _Answers(BaseHTTPRequestHandler):
    def _answer(self) -> None:
        server = self.server
        assert isinstance(server, Api)
        address = urlsplit(self.path)
        assert address.hostname == "api.github.localhost"
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        server.asked.append((self.command, address.path, json.loads(body)["body"] if body else ""))
        page = int(parse_qs(address.query).get("page", ["1"])[0])
        rest = server.comments[100 * (page - 1) :]
        self.send_response(200 if self.command == "GET" or server.may_write else 403)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        if self.command == "GET" and len(rest) > 100:
            following = f"http://api.github.localhost{COMMENTS}?per_page=100&page={page + 1}"
            self.send_header("Link", f'<{following}>; rel="next"')
        self.end_headers()
        self.wfile.write(json.dumps(rest[:100] if self.command == "GET" else {}).encode())

    do_GET = do_POST = do_PATCH = _answer  # noqa: N815  (the names that the library calls)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the library's name)
        """Keep quiet."""


@pytest.fixture
def api() -> Iterator[Api]:
    """Start the server."""
    program("gh")
    with Api() as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def comment(number: int, login: str = ROBOT, body: str = MARKER) -> dict[str, Any]:
    return {"id": number, "user": {"login": login}, "body": body}


def shown(job: Job, api: Api, changed: str = "true") -> list[tuple[str, str, str]]:
    """Run the step; return what was asked of the API besides the comments that are there."""
    (job.folder / "diff.md").write_text(BODY, encoding="utf-8")
    done = job.run_step(
        ACTION,
        "Show what changes",
        DXPLAN_CHANGED=changed,
        DXPLAN_COMMENT="true",
        DXPLAN_DIFF=str(job.folder / "diff.md"),
        DXPLAN_PULL="7",
        GH_TOKEN="made-up",  # noqa: S106
        GH_HOST="github.localhost",
        http_proxy=f"http://127.0.0.1:{api.server_address[1]}",
        no_proxy="",
    )
    assert done.returncode == 0, done.stderr
    return [asked for asked in api.asked if asked[0] != "GET"]


def test_the_first_push_makes_a_comment(job: Job, api: Api) -> None:
    api.comments = [comment(1, "hanako"), comment(2, body=f"x {MARKER}")]
    assert shown(job, api) == [("POST", COMMENTS, BODY)]
    assert job.written("summary") == ""


@pytest.mark.parametrize(("before", "pages"), [(0, 1), (99, 1), (100, 2), (250, 3)])
@pytest.mark.parametrize("changed", ["true", "false"])
def test_later_pushes_change_the_same_comment(
    job: Job, api: Api, before: int, pages: int, changed: str
) -> None:
    api.comments = [
        *(comment(number, "hanako") for number in range(1, before + 1)),
        comment(999),
        comment(1000),
    ]
    if before == 99:
        api.comments.pop()
    assert shown(job, api, changed) == [("PATCH", "/repos/minato/plans/issues/comments/999", BODY)]
    assert len(api.asked) == pages + 1


def test_nothing_is_said_where_nothing_changed(job: Job, api: Api) -> None:
    api.comments = [comment(number, "hanako") for number in range(1, 102)]
    assert shown(job, api, "false") == []


@pytest.mark.parametrize("number", [None, 5])
def test_who_may_not_comment_finds_it_in_the_summary(job: Job, api: Api, number: int | None) -> None:
    api.may_write = False
    api.comments = [comment(number)] if number else []
    assert len(shown(job, api)) == 1
    assert job.written("summary") == BODY
