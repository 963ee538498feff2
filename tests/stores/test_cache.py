"""The cache keeps what it is given, loses what it must, and is never a reason for an error."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

import dxplan
from dxplan.stores import cache as cache_module
from dxplan.stores.cache import Cache, code_digest, default_file, digest


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the place of a cache that is not there yet."""
    return tmp_path / "folder" / "dxplan.sqlite"


def _key(number: int) -> bytes:
    return digest(str(number).encode())


def test_what_is_kept_is_found(file: Path) -> None:
    cache = Cache(file)
    assert cache.get_many([_key(1)]) == {}
    assert not file.parent.exists()  # asking makes nothing
    entries = {_key(number): b"value %d" % number for number in range(1200)} | {_key(9999): b""}
    cache.put_many(entries)
    assert cache.get_many([*entries, b"unknown"]) == entries
    assert Cache(file).get_many(iter([_key(3), _key(3)])) == {_key(3): b"value 3"}
    assert cache.get_many([]) == {}


def test_a_value_can_be_replaced(file: Path) -> None:
    cache = Cache(file)
    cache.put_many({_key(1): b"old", _key(2): b"other"})
    cache.put_many({_key(1): b"new"})
    assert cache.get_many([_key(1), _key(2)]) == {_key(1): b"new", _key(2): b"other"}


def test_nothing_to_keep_makes_no_file(file: Path) -> None:
    Cache(file).put_many({})
    assert not file.exists()


def test_without_a_file_nothing_is_kept() -> None:
    cache = Cache(None)
    cache.put_many({_key(1): b"x"})
    assert cache.get_many([_key(1)]) == {}


def test_a_digest_knows_where_its_parts_end() -> None:
    assert digest(b"ab", b"c") != digest(b"a", b"bc") != digest(b"abc")
    assert digest(b"", b"") != digest(b"")
    assert digest(b"ab", b"c") == digest(b"ab", b"c")
    assert len(digest()) == 20


def test_where_the_cache_is(monkeypatch: pytest.MonkeyPatch, isolated: Path) -> None:
    monkeypatch.setenv("DXPLAN_CACHE", "/some/where")
    assert default_file() == Path("/some/where/dxplan.sqlite")
    monkeypatch.setenv("DXPLAN_CACHE", "off")
    assert default_file() is None
    monkeypatch.setenv("DXPLAN_CACHE", "")
    assert default_file() == isolated / ".cache" / "dxplan" / "dxplan.sqlite"


def test_the_oldest_entries_go_first(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "LIMIT_BYTES", 1 << 20)
    cache = Cache(file)
    sizes = []
    for batch in range(40):
        cache.put_many({_key(batch * 100 + number): bytes(1000) for number in range(100)})
        sizes.append(file.stat().st_size)
    assert max(sizes) < 1.5 * (1 << 20)
    found = cache.get_many(_key(number) for number in range(4000))
    assert len(found) > 300
    numbers = [number for number in range(4000) if _key(number) in found]
    assert numbers == list(range(4000 - len(found), 4000))


def test_even_a_few_great_values_stay_bounded(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "LIMIT_BYTES", 1 << 20)
    cache = Cache(file)
    for number in range(20):
        cache.put_many({_key(number): bytes(400_000)})
        assert file.stat().st_size < 3 << 20
    assert cache.get_many([_key(19)]) == {_key(19): bytes(400_000)}


@pytest.mark.parametrize(
    "script",
    [
        "DELETE FROM entries",
        "UPDATE entries SET value = 'text'",
        "UPDATE entries SET value = 17",
        "UPDATE entries SET value = x''",
        "UPDATE entries SET value = x'00' || value",
        "UPDATE entries SET value = (SELECT value FROM entries ORDER BY rowid DESC LIMIT 1)",
        "DROP TABLE entries",
        "DROP TABLE entries; CREATE TABLE entries (key TEXT, value TEXT, more TEXT)",
        "DROP TABLE entries; CREATE VIEW entries AS SELECT 1 AS key, 2 AS value",
    ],
)
def test_what_somebody_else_has_written_is_not_believed(file: Path, script: str) -> None:
    cache = Cache(file)
    cache.put_many({_key(1): b"one", _key(2): b"two"})
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(script)
    found = cache.get_many([_key(1), _key(2)])
    assert found.items() <= {_key(1): b"one", _key(2): b"two"}.items()
    assert _key(1) not in found
    cache.put_many({_key(3): b"three"})
    assert cache.get_many([_key(3)]) in ({_key(3): b"three"}, {})


def test_a_full_disk_costs_only_time(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Cache(file).put_many({_key(1): b"one"})

    def full(*_arguments: object, **_options: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(cache_module, "_prune", full)
    Cache(file).put_many({_key(2): b"two"})
    monkeypatch.setattr(sqlite3, "connect", full)
    assert Cache(file).get_many([_key(1)]) == {}
    Cache(file).put_many({_key(3): b"three"})
    monkeypatch.undo()
    # What could not be written whole was not written at all, and the file is still there.
    assert Cache(file).get_many([_key(1), _key(2), _key(3)]) == {_key(1): b"one"}


def test_a_file_that_somebody_else_locks_costs_only_time(file: Path) -> None:
    Cache(file).put_many({_key(1): b"one"})
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert Cache(file).get_many([_key(1)]) == {_key(1): b"one"}  # a writer does not keep readers out
        other.execute("ROLLBACK")
    assert Cache(file).get_many([_key(1)]) == {_key(1): b"one"}


KILLED = """
import os, signal, sys
from pathlib import Path
from dxplan.stores import cache
file = Path(sys.argv[1])
# Everything has been written by then, and more than memory is lent for; only the commit is missing.
cache._prune = lambda connection: os.kill(os.getpid(), signal.SIGKILL)
cache.Cache(file).put_many({cache.digest(str(n).encode()): bytes(10_000) for n in range(1000, 2000)})
"""


def test_a_process_that_is_killed_while_it_writes_leaves_the_old_state(file: Path) -> None:
    cache = Cache(file)
    cache.put_many({_key(1): b"one"})
    killed = subprocess.run([sys.executable, "-c", KILLED, str(file)], env=dict(os.environ), check=False)
    assert killed.returncode == -signal.SIGKILL
    journal = file.with_name("dxplan.sqlite-journal")
    assert journal.exists()
    assert file.stat().st_size > 5_000_000
    assert cache.get_many([_key(1), _key(1000), _key(1999)]) == {_key(1): b"one"}
    cache.put_many({_key(2): b"two"})
    assert cache.get_many([_key(1), _key(2)]) == {_key(1): b"one", _key(2): b"two"}
    assert not journal.exists()


def test_the_code_counts_with_every_folder_that_values_depend_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for folder in (".", "model", "stores", "analysis", "checks", "checks/rules"):
        (tmp_path / folder).mkdir(exist_ok=True)
    (tmp_path / "__init__.py").write_bytes(b"")
    monkeypatch.setattr(dxplan, "__file__", str(tmp_path / "__init__.py"))
    plain = code_digest.__wrapped__
    seen = {plain()}
    for path in ("a.py", "model/a.py", "stores/a.py", "analysis/a.py", "checks/a.py", "checks/rules/a.py"):
        (tmp_path / path).write_bytes(b"1")
        seen.add(plain())
    assert len(seen) == 7
    (tmp_path / "model" / "a.txt").write_bytes(b"1")
    assert plain() in seen
    os.utime(tmp_path / "model" / "a.py", ns=(0, 0))
    assert plain() not in seen
