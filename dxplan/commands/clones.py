"""What a clone lacks of the history, told beside answers that would look whole without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.stores.points import NO_TAGS, UNSHALLOW

if TYPE_CHECKING:
    from dxplan.commands.session import Session


def tell_of_clone(session: Session, *, misses_tags: bool) -> None:
    """Tell of a clone that was cut off, and, where an answer ``misses_tags``, of one that has none."""
    moments = session.moments
    mounts = list(moments.mounts.values())
    if any(mount.repository.is_shallow for mount in mounts):
        session.console.note(UNSHALLOW)
    elif misses_tags:
        refs = [moments.finder(mount).refs for mount in mounts]
        # Only what was cloned from elsewhere can lack what is there.
        if any(each.is_clone for each in refs) and not any(each.tags for each in refs):
            session.console.note(NO_TAGS)
