"""The recorded trail: the whole audit trail up to a commit, of which the cache keeps what it has found once.

What a commit changed never changes, so a trail is kept by the commit's id and found again only for new commits.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from dxplan.analysis.trail_keeping import Recorded, keep_trail, kept_trail
from dxplan.model.message import message
from dxplan.model.progress import tell_progress
from dxplan.model.trail import CommitTrail
from dxplan.stores.cache import digest
from dxplan.stores.head import head_marks
from dxplan.stores.layout import PLANS_FOLDER
from dxplan.stores.schemas import list_keys, program_digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from dxplan.analysis.blaming import FieldOrigin
    from dxplan.analysis.trail_contents import Ask
    from dxplan.model.commit import Commit
    from dxplan.model.content import Content, Data
    from dxplan.model.list_keys import ListKeys
    from dxplan.stores.cache import Cache
    from dxplan.stores.mounts import Mount

_CHUNK = 200
_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(CommitTrail)


def recorded_at_head(
    root: Path, cache: Cache, ask_git: Callable[[], Recorded], ids: Iterable[str] = ()
) -> Recorded:
    """Return the trail up to HEAD of the repository that holds all plans; git is asked only where the cache is not enough.

    Where ids are named, entries that have nothing to do with them may be left out. Raises DxplanError.
    """
    marks = head_marks(root / PLANS_FOLDER)
    if marks is None:
        return ask_git()
    key = digest(program_digest(), b"recorded", *marks)
    found = kept_trail(cache, key, ids)
    if found is None:
        found = ask_git()
        # Somebody may have committed in between.
        if found.tip.encode() == marks[0] and head_marks(root / PLANS_FOLDER) == marks:
            keep_trail(cache, key, found)
    return found


def recorded(mount: Mount, tip: str, date: str, cache: Cache) -> Recorded:
    """Return the trail of all plans of a repository up to a commit, whose committer's date is known; raises DxplanError."""
    from dxplan.stores.commits import history  # noqa: PLC0415  (what is kept whole needs no git)

    commits = tuple(history(mount, tip, PLANS_FOLDER + "/"))
    cut = mount.repository.cut
    salt = digest(program_digest(), b"trail", mount.cut.encode(), mount.add.encode(), *sorted(cut))
    keys = {commit.id: digest(salt, commit.id.encode()) for commit in commits}
    kept = cache.get_many(keys.values())
    known = {commit: _DECODER.decode(kept[key]) for commit, key in keys.items() if key in kept}
    if len(known) == len(commits):
        found = tuple(known[commit.id] for commit in commits)
    else:
        found = tuple(_found(mount, commits, cache, known, keys))
    begins = {commit.decode("ascii", "replace") for commit in cut}
    return Recorded(
        tip,
        date,
        # Which files a commit changed is a quarter of the whole, and nobody asks once the trails are found.
        tuple(replace(commit, changes=()) for commit in commits),
        tuple(CommitTrail(trail.commit) if trail.commit in begins else trail for trail in found),
        is_cut=bool(cut),
    )


def origins(
    mount: Mount, told: Recorded, cache: Cache, document: tuple[str, str | None], present: Data | None
) -> tuple[FieldOrigin, ...]:
    """Return which commit set each value of a document; ``present`` is its data in the working tree, if that is asked for.

    In a clone that was cut off, what was set earlier stands to the account of the commits with which it begins.
    Only what commits did to files that may have to do with the document is looked at. Raises DxplanError.
    """
    from dxplan.analysis.blaming import blame  # noqa: PLC0415  (only blame walks back)
    from dxplan.analysis.trail_paths import paths_of  # noqa: PLC0415
    from dxplan.stores.commits import changes_to, history  # noqa: PLC0415

    if not told.commits:
        return blame(((), {}), _asker(mount, cache), _identity(), document, present)
    # Where the history is cut off, files are read anew: what the first commits found there is not told of them.
    paths = None if told.is_cut else paths_of(document, told.trails)
    if paths is None:
        commits = history(mount, told.tip, PLANS_FOLDER + "/")
    else:
        changes = changes_to(mount, told.commits, paths)
        commits = [replace(commit, changes=changes.get(commit.id, ())) for commit in told.commits]
    known = {} if told.is_cut else {trail.commit: trail for trail in told.trails}
    return blame((commits, known), _asker(mount, cache), _identity(), document, present)


def _identity() -> dict[str, ListKeys]:
    return {"plan": list_keys("plan"), "initiative": list_keys("initiative")}


def _asker(mount: Mount, cache: Cache) -> Ask:
    """Return what reads blobs through the cache."""
    from dxplan.stores.contents import Contents  # noqa: PLC0415  (what is kept whole needs no git)

    contents = Contents(cache)

    def ask(blobs: Iterable[tuple[str, str]]) -> dict[str, Content]:
        return {blob: packed.content for blob, packed in contents.of_blobs(mount, blobs).items()}

    return ask


def _found(
    mount: Mount,
    commits: tuple[Commit, ...],
    cache: Cache,
    known: Mapping[str, CommitTrail],
    keys: Mapping[str, bytes],
) -> Iterator[CommitTrail]:
    from dxplan.analysis.trail import trails  # noqa: PLC0415  (what is kept whole needs no walk)

    tell_progress(message("Reading the history …"))
    done, new = 0, {}
    for trail in trails(commits, _asker(mount, cache), _identity(), known):
        if trail.commit not in known:
            with suppress(
                UnicodeEncodeError
            ):  # a file's name may be no text; then its commit is read anew each time
                new[keys[trail.commit]] = _ENCODER.encode(trail)
        if len(new) >= _CHUNK:
            cache.put_many(new)
            done, new = done + len(new), {}
            tell_progress(
                message("Reading the history: {done} of {total} commits …", done=done, total=len(commits))
            )
        yield trail
    cache.put_many(new)
