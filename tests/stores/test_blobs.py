"""Contents of files from git: many through one process, in order, and whatever is wrong with one beside the others."""

from __future__ import annotations

import os
import zlib
from pathlib import Path

import pytest

from dxplan.errors import DocumentError, DxplanError
from dxplan.stores.blobs import read_blobs
from dxplan.stores.git import GitRepository
from dxplan.stores.source_text import MAX_BYTES
from tests.history import git

MANY = 3000


@pytest.fixture(scope="module", params=["sha1", "sha256"])
def store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[GitRepository, dict[str, bytes]]:
    """Return a repository and the contents of its blobs, by id in the order in which they were made."""
    folder = tmp_path_factory.mktemp("store")
    git(folder, "init", "--quiet", "--bare", f"--object-format={request.param}")
    contents = [b"", b"\n", b"a\n\nb", b"x" * MAX_BYTES, "日本語".encode() * 9000, b"\0" * 70_000]
    contents += [b"number %d\n" % number for number in range(MANY)]
    stream = b"".join(
        b"blob\nmark :%d\ndata %d\n%s\n" % (mark, len(raw), raw) for mark, raw in enumerate(contents, 1)
    )
    git(folder, "fast-import", "--quiet", "--export-marks=marks", stdin=stream)
    ids = dict(line.split() for line in (folder / "marks").read_text(encoding="ascii").splitlines())
    found = GitRepository.around(folder)
    assert found is not None
    return found, {ids[f":{mark}"]: raw for mark, raw in enumerate(contents, 1)}


@pytest.fixture
def loose(tmp_path: Path) -> tuple[GitRepository, list[str]]:
    """Return a repository of three loose blobs, and their ids."""
    git(tmp_path, "init", "--quiet", "--bare")
    ids = [
        git(tmp_path, "hash-object", "-w", "--stdin", stdin=raw).strip()
        for raw in (b"one", b"two" * 999, b"three")
    ]
    found = GitRepository.around(tmp_path)
    assert found is not None
    return found, ids


def _file(repository: GitRepository, blob: str) -> Path:
    file = repository.folder / "objects" / blob[:2] / blob[2:]
    file.chmod(0o644)
    return file


def _said(content: bytes | DocumentError) -> str:
    assert isinstance(content, DocumentError)
    return content.message.template


def test_all_of_them_in_order(store: tuple[GitRepository, dict[str, bytes]]) -> None:
    repository, contents = store
    assert list(read_blobs(repository, contents)) == list(contents.items())
    backwards = list(reversed(contents))
    assert [blob for blob, _ in read_blobs(repository, backwards)] == backwards


def test_none_and_twice(store: tuple[GitRepository, dict[str, bytes]]) -> None:
    repository, contents = store
    first = next(iter(contents))
    assert list(read_blobs(repository, [])) == []
    assert list(read_blobs(repository, [first, first])) == [(first, b"")]


def test_one_that_is_missing(store: tuple[GitRepository, dict[str, bytes]]) -> None:
    repository, contents = store
    ids = list(contents)
    absent = "0" * len(ids[0])
    found = dict(read_blobs(repository, [ids[2], absent, ids[1]]))
    assert (found[ids[2]], found[ids[1]]) == (b"a\n\nb", b"\n")
    assert _said(found[absent]) == "The file cannot be read from git: its object is missing."


def test_one_that_is_too_large(loose: tuple[GitRepository, list[str]]) -> None:
    repository, ids = loose
    huge = git(repository.folder, "hash-object", "-w", "--stdin", stdin=b"x" * (MAX_BYTES + 1)).strip()
    found = dict(read_blobs(repository, [ids[0], huge, ids[2]]))
    assert (found[ids[0]], found[ids[2]]) == (b"one", b"three")
    refused = found[huge]
    assert isinstance(refused, DocumentError)
    assert refused.rule == "too-large"


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("harm", ["cut", "turned", "forged", "of another kind", "nothing"])
def test_one_that_is_damaged(loose: tuple[GitRepository, list[str]], place: int, harm: str) -> None:
    repository, ids = loose
    file = _file(repository, ids[place])
    raw = file.read_bytes()
    forged = zlib.compress(
        zlib.decompress(raw).translate(bytes.maketrans(b"eo", b"oe"), b"").replace(b"bleb", b"blob")
    )
    file.write_bytes(
        {
            "cut": raw[: len(raw) // 2],
            "turned": raw[:-3] + bytes([raw[-3] ^ 0xFF]) + raw[-2:],
            "forged": forged,
            "of another kind": zlib.compress(b"tag 0\0"),
            "nothing": b"",
        }[harm]
    )
    found = dict(read_blobs(repository, ids))
    assert list(found) == ids
    whole = [b"one", b"two" * 999, b"three"]
    for index, blob in enumerate(ids):
        if index == place:
            assert _said(found[blob]).startswith("The file cannot be read from git: its object is ")
        else:
            assert found[blob] == whole[index]


def test_many_that_are_damaged(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--bare")
    repository = GitRepository.around(tmp_path)
    assert repository is not None
    ids = [
        git(tmp_path, "hash-object", "-w", "--stdin", stdin=b"%d" % number).strip() for number in range(24)
    ]
    for count in (20, 24):
        for blob in ids[:count]:
            _file(repository, blob).write_bytes(zlib.compress(b"blob 9999\0")[:-4])
        if count == 20:
            found = list(read_blobs(repository, ids))
            assert [isinstance(content, DocumentError) for _, content in found] == [True] * 20 + [False] * 4
        else:
            with pytest.raises(DxplanError, match="Many files"):
                list(read_blobs(repository, ids))


def test_whoever_stops_early_waits_for_nothing(store: tuple[GitRepository, dict[str, bytes]]) -> None:
    repository, contents = store
    reading = read_blobs(repository, contents)
    assert next(reading)[1] == b""
    reading.close()  # type: ignore[attr-defined]
    assert next(iter(read_blobs(repository, contents)))[1] == b""


def test_however_much_git_complains(
    store: tuple[GitRepository, dict[str, bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would wait for ever if nobody took up what it says beside its answers."""
    repository, contents = store
    monkeypatch.setenv("GIT_TRACE", "1")
    monkeypatch.setenv("GIT_TRACE_SETUP", "1")
    monkeypatch.setenv("GIT_TRACE_PACK_ACCESS", "1")
    ids = list(contents) * 2
    assert len(list(read_blobs(repository, ids))) == len(contents)


def test_no_process_is_left(store: tuple[GitRepository, dict[str, bytes]]) -> None:
    repository, contents = store
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    # What a fixture of other tests keeps running is none of ours.
    before = children.read_text(encoding="ascii") if children.exists() else ""
    assert len(list(read_blobs(repository, contents))) == len(contents)
    after = children.read_text(encoding="ascii") if children.exists() else ""
    assert set(after.split()) <= set(before.split())
