"""Moments of commits: git takes any number for a date, and every one of them can be compared."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dxplan.model.commit import moment_of


@pytest.mark.parametrize(
    ("date", "moment"),
    [
        ("2023-04-10T09:00:00+09:00", datetime(2023, 4, 10, tzinfo=UTC)),
        ("2023-04-10T00:00:00+00:00", datetime(2023, 4, 10, tzinfo=UTC)),
        ("2023-04-01T14:39:00+99:59", datetime(2023, 3, 28, 10, 40, tzinfo=UTC)),
        ("2023-03-24T06:41:00-99:59", datetime(2023, 3, 28, 10, 40, tzinfo=UTC)),
        ("2023-04-03T06:40:00+140:00", datetime(2023, 3, 28, 10, 40, tzinfo=UTC)),
        ("9999-12-31T23:59:59-99:00", datetime.max.replace(tzinfo=UTC)),
        ("3170843-11-07T18:46:39+09:00", datetime.max.replace(tzinfo=UTC)),
        ("", datetime(1970, 1, 1, tzinfo=UTC)),
        ("%aI", datetime(1970, 1, 1, tzinfo=UTC)),
    ],
)
def test_every_date_is_a_moment(date: str, moment: datetime) -> None:
    assert moment_of(date) == moment
