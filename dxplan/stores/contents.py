"""Contents: what files say at any moment, parsed once in the life of a repository.

A file's data is kept in the cache by what its bytes are (in git, its blob id), so what did not change between two commits
is not read again. Nothing is checked against the schema here: a file that parses has a history, whatever it says.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from dxplan.errors import DocumentError, DxplanError
from dxplan.model.content import Content, Trouble
from dxplan.model.progress import some_files_at_a_time
from dxplan.stores.cache import digest
from dxplan.stores.layout import PLAN_FILE
from dxplan.stores.plan_tree import Source
from dxplan.stores.schemas import SchemaName, program_digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from dxplan.stores.cache import Cache
    from dxplan.stores.mounts import Mount
    from dxplan.stores.plan_tree import PlanTree


_BATCH = 1000
_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Content)


class Packed:
    """A content that is unpacked only when it is looked at; ``mark`` is the same for equal contents."""

    __slots__ = ("mark", "packed")

    def __init__(self, mark: str, packed: bytes) -> None:
        """Keep the packed content."""
        self.mark = mark
        self.packed = packed

    @property
    def content(self) -> Content:
        """The content, unpacked anew."""
        return _DECODER.decode(self.packed)


class Contents:
    """Reads contents through the cache."""

    def __init__(self, cache: Cache) -> None:
        """Keep where contents are kept."""
        self._cache = cache

    @cached_property
    def _salt(self) -> bytes:
        return program_digest()

    def of_tree(self, tree: PlanTree, paths: Iterable[str]) -> dict[str, Packed]:
        """Return the contents of files at one moment, by path."""
        return self.of_sources(tree.sources(paths), tree.fetch)

    def of_sources(
        self,
        sources: Mapping[str, Source | DocumentError],
        fetch: Callable[[Iterable[str]], Mapping[str, bytes | DocumentError]],
    ) -> dict[str, Packed]:
        """Return the contents of files whose sources are known, by path, some files at a time."""
        found: dict[str, Packed] = {}
        for some in some_files_at_a_time(list(sources.items()), _BATCH):
            found |= self._batch(dict(some), fetch)
        return found

    def of_blobs(self, mount: Mount, blobs: Iterable[tuple[str, str]]) -> dict[str, Packed]:
        """Return the contents of blobs by id; each comes with a path where it stood, which says what it is."""
        from dxplan.stores.blobs import read_blobs  # noqa: PLC0415  (what is cached needs no git)

        paths = dict(blobs)
        sources: dict[str, Source | DocumentError] = {
            blob: Source(b"blob " + blob.encode()) for blob in paths
        }
        return self._batch(sources, lambda ids: dict(read_blobs(mount.repository, ids)), paths)

    def _batch(
        self,
        sources: Mapping[str, Source | DocumentError],
        fetch: Callable[[Iterable[str]], Mapping[str, bytes | DocumentError]],
        paths: Mapping[str, str] | None = None,
    ) -> dict[str, Packed]:
        """Return the contents of sources by name; ``paths`` says where each stands, where its name is not the path."""
        whole = {name: source for name, source in sources.items() if isinstance(source, Source)}
        kinds = {name: kind_of(paths[name] if paths else name) for name in sources}
        keys = {
            name: digest(self._salt, b"content", kinds[name].encode(), source.mark)
            for name, source in whole.items()
        }
        kept = self._cache.get_many(keys.values())
        absent = [name for name, key in keys.items() if key not in kept and whole[name].raw is None]
        raws: Mapping[str, bytes | DocumentError] = fetch(absent) if absent else {}
        found, new = {}, {}
        for name, source in sources.items():
            if isinstance(source, DocumentError):
                found[name] = _packed_trouble(source)
                continue
            packed = kept.get(keys[name])
            if packed is None:
                raw = raws[name] if source.raw is None else source.raw
                if isinstance(raw, DocumentError):
                    # What could not be fetched may be there next time.
                    found[name] = _packed_trouble(raw)
                    continue
                packed = new[keys[name]] = _ENCODER.encode(_content(name, raw, kinds[name]))
            found[name] = Packed(keys[name].hex(), packed)
        self._cache.put_many(new)
        return found


def kind_of(path: str) -> SchemaName:
    """Tell which schema a file of a plan follows, by its name."""
    return "plan" if path.rpartition("/")[2] == PLAN_FILE and "/initiatives/" not in path else "initiative"


def trouble_of(error: DxplanError) -> Trouble:
    """Turn an error into the record of it."""
    if isinstance(error, DocumentError):
        return Trouble(error.rule, error.message, error.hint, error.line, error.column)
    return Trouble("unreadable", error.message, error.hint)


def _packed_trouble(error: DocumentError) -> Packed:
    packed = _ENCODER.encode(Content(trouble=trouble_of(error)))
    return Packed(digest(packed).hex(), packed)


def _content(path: str, raw: bytes, kind: SchemaName) -> Content:
    # What is cached needs no parser.
    from dxplan.model.migration import migrated  # noqa: PLC0415
    from dxplan.stores.documents import parse_document  # noqa: PLC0415

    try:
        return Content(data=migrated(parse_document(path, raw).data, kind))
    except DxplanError as error:
        return Content(trouble=trouble_of(error))


def unpacked(contents: Mapping[str, Packed]) -> Iterator[tuple[str, Content]]:
    """Yield names and contents, one unpacked after the other."""
    for name, packed in contents.items():
        yield name, packed.content
