"""``python -m tests.documents`` writes the generated documents."""

from __future__ import annotations

from tests.documents import write

write()
