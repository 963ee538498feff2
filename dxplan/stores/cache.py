"""A cache of derived values, keyed by content, outside the plan repository.

It holds nothing that cannot be made again: deleting it, a full disk, a read-only home or a broken file only cost
time. One SQLite file serves all repositories and any number of processes; a process that is killed leaves the old
or the new state. Keys are digests over content and over everything else that the value depends on, and every value
carries a seal over itself and its key, so an entry is never wrong, only unused.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dxplan

try:
    # hashlib loads OpenSSL, of which nothing is needed: 2 ms of every run.
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

ENVIRONMENT = "DXPLAN_CACHE"
LIMIT_BYTES = 512 * 1024 * 1024
_CHUNK = 500
_KEEP = 0.7
_SEAL_SIZE = 8
# What SQLite says of a file that is damaged or no database; see https://sqlite.org/rescode.html.
_BROKEN = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_CREATE = "CREATE TABLE IF NOT EXISTS entries (key BLOB PRIMARY KEY, value BLOB NOT NULL)"


def digest(*parts: bytes) -> bytes:
    """Return a key over parts; their lengths count, so that no two lists of parts share one."""
    sink = blake2b(digest_size=20)
    for part in parts:
        sink.update(len(part).to_bytes(8, "little"))
        sink.update(part)
    return sink.digest()


@cache
def code_digest() -> bytes:
    """Return a digest that changes with dxplan's version and with every edit of the code that kept values come from."""
    package = Path(dxplan.__file__).parent
    sink = blake2b(dxplan.__version__.encode(), digest_size=20)
    for folder in (
        package,
        package / "model",
        package / "stores",
        package / "analysis",
        package / "checks",
        package / "checks" / "rules",
    ):
        for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
            if entry.name.endswith(".py"):
                state = entry.stat()
                sink.update(f"{entry.name}{state.st_size}{state.st_mtime_ns}".encode())
    return sink.digest()


def default_file() -> Path | None:
    """Return the cache's file: in the user's cache folder, in ``DXPLAN_CACHE``, or None where that is ``off``."""
    chosen = os.environ.get(ENVIRONMENT, "")
    if chosen == "off":
        return None
    if chosen:
        return Path(chosen) / "dxplan.sqlite"
    from platformdirs import user_cache_path  # noqa: PLC0415

    return user_cache_path("dxplan", appauthor=False) / "dxplan.sqlite"


class Cache:
    """Values by key; every failure of the file is a miss or a value not kept, never an error."""

    def __init__(self, file: Path | None) -> None:
        """Use ``file``; None keeps nothing."""
        self._file = file

    def get_many(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """Return the values that are kept for some of ``keys``."""
        found: dict[bytes, bytes] = {}
        if self._file is None:
            return found
        wanted = list(keys)
        with _forgiving(self._file):
            if not wanted or not self._file.exists():
                return found
            with closing(sqlite3.connect(self._file, timeout=2)) as connection:
                connection.text_factory = bytes  # a damaged entry may look like a text, and be none
                for start in range(0, len(wanted), _CHUNK):
                    chunk = wanted[start : start + _CHUNK]
                    places = ",".join("?" * len(chunk))
                    query = f"SELECT key, value FROM entries WHERE key IN ({places})"  # noqa: S608 (only marks)
                    found.update(_whole(connection.execute(query, chunk)))
        return found

    def put_many(self, entries: Mapping[bytes, bytes]) -> None:
        """Keep values, and drop the oldest ones where the file would grow over its bound."""
        if self._file is None or not entries:
            return
        sealed = ((key, _seal(key, value) + value) for key, value in entries.items())
        with _forgiving(self._file):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._file, timeout=2)) as connection, connection:
                # The cache may lose its last writes in a power cut, so it need not wait for the disk.
                connection.execute("PRAGMA synchronous = OFF")
                connection.execute(_CREATE)
                connection.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?)", sealed)
                _prune(connection)


@contextmanager
def _forgiving(file: Path) -> Iterator[None]:
    """Let every failure of the file pass; one that is broken goes, so that the next run can begin a new one."""
    try:
        yield
    except UnicodeDecodeError:
        # SQLite quotes what it has read in its complaint, and Python cannot decode that.
        _remove(file)
    except sqlite3.Error as error:
        # The low byte is the primary code.
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _BROKEN:
            _remove(file)
    except OSError:
        pass


def _remove(file: Path) -> None:
    for path in (file, file.with_name(f"{file.name}-journal")):
        with suppress(OSError):
            path.unlink()


def _seal(key: bytes, value: bytes) -> bytes:
    """Return what shows that a value is whole; SQLite does not notice a bit that has turned."""
    return digest(key, value)[:_SEAL_SIZE]


def _whole(rows: Iterable[tuple[Any, Any]]) -> Iterator[tuple[bytes, bytes]]:
    """Yield the entries whose seal holds."""
    for key, sealed in rows:
        if isinstance(key, bytes) and isinstance(sealed, bytes):
            value = sealed[_SEAL_SIZE:]
            if sealed.startswith(_seal(key, value)):
                yield key, value


def _prune(connection: sqlite3.Connection) -> None:
    """Drop the oldest entries where the file has grown over its bound."""
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (free,) = connection.execute("PRAGMA freelist_count").fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    if (pages - free) * size <= LIMIT_BYTES:
        return
    (count,) = connection.execute("SELECT count(*) FROM entries").fetchone()
    # Row ids grow with every insert, so the lowest are the oldest.
    connection.execute(
        "DELETE FROM entries WHERE rowid IN (SELECT rowid FROM entries ORDER BY rowid LIMIT ?)",
        (max(int(count * (1 - _KEEP)), 1),),
    )
