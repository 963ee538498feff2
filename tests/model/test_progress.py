"""Progress is told to whoever follows, and to nobody else."""

from __future__ import annotations

import pytest

from dxplan.model.message import Message
from dxplan.model.progress import followed_by, some_files_at_a_time, tell_progress


def _told(said: Message) -> str:
    return said.template.format(**dict(said.values))


def test_files_come_whole_and_in_order_followed_or_not() -> None:
    told: list[str] = []
    assert list(some_files_at_a_time(range(5), 2)) == [range(2), range(2, 4), range(4, 5)]
    with followed_by(lambda said: told.append(_told(said))):
        assert [file for some in some_files_at_a_time(range(5), 2) for file in some] == list(range(5))
        assert list(some_files_at_a_time([], 2)) == []
        assert list(some_files_at_a_time("ab", 2)) == ["ab"]
    assert told == ["Reading files: 2 of 5 …", "Reading files: 4 of 5 …"]
    tell_progress(Message("nobody hears this"))
    assert len(told) == 2


def test_who_follows_within_is_heard_alone_and_only_until_the_end() -> None:
    first: list[Message] = []
    second: list[Message] = []
    said = [Message(str(number)) for number in range(3)]
    with followed_by(first.append):
        tell_progress(said[0])
        with pytest.raises(ValueError, match="over"):
            _fail_while_followed(second, said[1])
        tell_progress(said[2])
    assert (first, second) == ([said[0], said[2]], [said[1]])


def _fail_while_followed(told: list[Message], said: Message) -> None:
    with followed_by(told.append):
        tell_progress(said)
        raise ValueError("over")
