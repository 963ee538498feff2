"""``dxplan blame`` walks through no more of a history than the document asked for has to do with, and says the same."""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from dxplan.analysis.blaming import FieldOrigin, blame
from dxplan.analysis.recorded import origins, recorded
from dxplan.analysis.trail_paths import paths_of
from dxplan.stores.cache import Cache
from dxplan.stores.commits import history
from dxplan.stores.contents import Contents
from dxplan.stores.mounts import find_mounts
from tests.analysis.histories import KEYS
from tests.analysis.test_trail_oracle import grown
from tests.analysis.wild_histories import wild_past
from tests.commands.git_pasts import written
from tests.commands.trails import entered
from tests.history import FORMS, WINDOW, git

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dxplan.analysis.versions import Name
    from dxplan.model.content import Content
    from dxplan.stores.mounts import Mount


def _mount(root: Path) -> Mount:
    mount = find_mounts(root, [])[None]
    assert mount is not None
    return mount


def _all_paths(mount: Mount, tip: str, document: Name) -> tuple[FieldOrigin, ...]:
    """Return the origins found on a walk through every file of every commit."""
    contents = Contents(Cache(None))

    def ask(blobs: Iterable[tuple[str, str]]) -> dict[str, Content]:
        return {blob: packed.content for blob, packed in contents.of_blobs(mount, blobs).items()}

    return blame((history(mount, tip, "plans/"), {}), ask, KEYS, document)


@given(st.integers(0, 10**9).map(Random))
@settings(max_examples=25)
def test_few_paths_tell_what_all_paths_tell(random: Random) -> None:
    past = grown(random) if random.random() < 0.3 else wild_past(random, merges=True)
    with tempfile.TemporaryDirectory() as folder:
        written(past, Path(folder), random)
        mount = _mount(Path(folder))
        tip = random.choice(git(Path(folder), "rev-list", "--all").split())
        told = recorded(mount, tip, "", Cache(None))
        names = {(entry.plan, entry.id) for trail in told.trails for entry in trail.entries}
        for document in sorted(names, key=repr):
            found = origins(mount, told, Cache(None), document, None)
            assert found == _all_paths(mount, tip, document)


def test_a_plain_history_is_walked_for_one_file_alone(tmp_path: Path) -> None:
    past = entered(tmp_path / "repository")
    past.change(FORMS, "status: 着手中", "status: 運用中")
    tip = past.record("Operate")
    told = recorded(_mount(past.root), tip, "", Cache(None))
    assert paths_of(("minato", "chat-window"), told.trails) == (WINDOW,)
    (past.root / "plans/minato").rename(past.root / "plans/harbour")
    tip = past.record("Another folder")
    told = recorded(_mount(past.root), tip, "", Cache(None))
    assert paths_of(("harbour", "chat-window"), told.trails) is None
