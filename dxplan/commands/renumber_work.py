"""The clashes of one plan: found with ``validate``, mended, and found again until there are none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dxplan.analysis.numbering import places_of
from dxplan.analysis.renumbering import UNIQUE_ID, UNIQUE_NUMBER, Renumbering
from dxplan.commands.draft_check import after_drafts
from dxplan.commands.taken import mount_of, taken_in, where_taken
from dxplan.errors import DocumentError, DxplanError, NotFoundError, UsageError
from dxplan.model.hints import meant
from dxplan.model.initiative import Listing
from dxplan.model.message import Message, message
from dxplan.model.pointer import join_pointer
from dxplan.stores.changing import Draft, not_written
from dxplan.stores.documents import parse_document
from dxplan.stores.layout import initiatives_folder
from dxplan.stores.projecting import project
from dxplan.stores.schemas import list_keys
from dxplan.stores.source_text import encode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.analysis.renumbering import Edition
    from dxplan.commands.renumber_wishes import RenumberIds
    from dxplan.commands.session import Session
    from dxplan.model.plan import Plan
    from dxplan.model.problem import Problem
    from dxplan.stores.documents import Document

# Each round mends all clashes that it finds; what it brings anew is for the next.
_ROUNDS = 10


class PlanWork:
    """What is to become of the files of one plan."""

    def __init__(self, session: Session, name: str, plan: Plan) -> None:
        """Read the files, and what is taken on all branches."""
        self.name = name
        self.plan = plan
        self._session = session
        self._taken = taken_in(session, name, plan)
        self._raws: dict[str, bytes] = {}
        self._documents = dict(self._read())
        files = {path: document.data for path, document in self._documents.items()}
        self.renumbering = Renumbering(files, self._taken, self._came())
        self._first_ids = {edition.origin: edition.id for edition in self.renumbering.editions}

    @property
    def changed(self) -> list[Edition]:
        """The files that are to change."""
        return self.renumbering.changed

    @property
    def former(self) -> dict[str, str]:
        """The present paths of files by those that they are to have."""
        return {edition.path: edition.origin for edition in self.changed}

    def make(self, wishes: RenumberIds) -> list[Problem]:
        """Do what is wished for, then mend the clashes that are meant; return those that cannot be mended."""
        for old, new in wishes.new.items():
            edition = self._one(old)
            self._check_id(new, edition)
            self.renumbering.rename(edition, new)
        if wishes.number is not None:
            edition = self._one(wishes.ids[0])
            self._check_number(wishes.number, edition)
            self.renumbering.number(edition, 0, wishes.number)
        found: list[Problem] = []
        for _ in range(_ROUNDS):
            found = [problem for problem in self._clashes() if self._is_meant(problem, wishes.ids)]
            if not found:
                break
            self.renumbering.mend(found)
        return found

    def knows(self, identifier: str) -> bool:
        """Tell whether the plan has an initiative of an id."""
        return identifier in self._first_ids.values()

    def missing(self, identifier: str) -> NotFoundError:
        """Return the error for an id that nothing bears."""
        hint = meant(identifier, self._first_ids.values())
        return NotFoundError(message("There is no initiative “{id}”.", id=identifier), hint)

    def drafts(self) -> list[Draft]:
        """Return what is to become of the files, new ones before those that go away; raises DxplanError."""
        drafts: list[Draft] = []
        gone: list[Draft] = []
        for edition in self.changed:
            document, raw = self._documents[edition.origin], self._raws[edition.origin]
            with not_written(edition.origin):
                text = project(document.text, edition.data, list_keys("initiative"))
            if edition.path == edition.origin:
                drafts.append(Draft(edition.path, raw, text))
            else:
                # A new file keeps the line endings and the mark of the old one.
                drafts.append(Draft(edition.path, None, encode(text, document.source).decode()))
                gone.append(Draft(edition.origin, raw, None))
        return [*drafts, *gone]

    def mentions(self) -> Iterator[Message]:
        """Yield where texts name an id that nothing bears any more: only a person knows who is meant."""
        left = {edition.id for edition in self.renumbering.editions}
        for old in sorted(set(self._first_ids.values()) - left):
            word = re.compile(rf"(?<![a-z0-9-]){re.escape(old)}(?![a-z0-9-])")
            for edition in self.renumbering.editions:
                for pointer in _places(edition.data, word):
                    yield message(
                        "{path}: {pointer} mentions “{id}”; change it by hand.",
                        path=edition.path,
                        pointer=pointer,
                        id=old,
                    )

    def _read(self) -> Iterator[tuple[str, Document]]:
        """Yield the files that can be read; the others have no id that could be changed."""
        tree = self._session.tree
        for path, raw in tree.fetch(tree.initiative_files(self.name)).items():
            try:
                if isinstance(raw, bytes):
                    self._raws[path] = raw
                    yield path, parse_document(path, raw)
            except DocumentError as error:
                said = message("{place} is left out: {text}", place=error.place(path), text=error.message)
                self._session.console.warn(said, error.hint)

    def _came(self) -> dict[str, int]:
        """Return when files came into the main line, then when others came into the present branch."""
        mount = mount_of(self._session, self.name)
        if mount is None:
            return {}
        from dxplan.stores.branches import arrivals, main_tip  # noqa: PLC0415  (only git has a history)

        finder = self._session.moments.finder(mount)
        try:
            head = finder.head().commit
        except DxplanError:
            return {}  # without a commit nobody came first
        folder = initiatives_folder(self.name)
        came: dict[str, int] = {}
        for tip in dict.fromkeys((main_tip(finder.refs) or head, head)):
            if tip:
                last = max(came.values(), default=0)
                further = arrivals(mount, tip, folder)
                came |= {path: last + count for path, count in further.items() if path not in came}
        return came

    def _clashes(self) -> list[Problem]:
        problems = after_drafts(self._session, [self.name], self.drafts()).problems
        return [problem for problem in problems if problem.rule in {UNIQUE_ID, UNIQUE_NUMBER}]

    def _is_meant(self, problem: Problem, ids: Sequence[str]) -> bool:
        clashing = self.renumbering.clashing(problem)
        return not ids or any(self._first_ids[edition.origin] in ids for edition in clashing)

    def _one(self, identifier: str) -> Edition:
        """Return the file that is meant by an id: of several, the one that came last."""
        found = self.renumbering.named(identifier)
        if not found:
            raise self.missing(identifier)
        return found[-1]

    def _check_id(self, new: str, edition: Edition) -> None:
        for use in self._taken.uses:
            if new in {use.id, use.name} and use.path != edition.origin:
                raise UsageError(
                    where_taken(use, message("The id “{id}”", id=new)),
                    message("“{id}” is free.", id=self._taken.free_id(new)),
                )

    def _check_number(self, number: int, edition: Edition) -> None:
        home = places_of(edition.data).get(0)
        if home is None:
            raise DxplanError(message("{path} does not fit the schema.", path=edition.path))
        place = Listing(pillar=home.pillar, category=home.category, number=number)
        holder = self._taken.holder(place)
        if holder is not None and holder.path != edition.origin:
            raise UsageError(
                where_taken(holder, message("No. {number}", number=number)),
                message("No. {number} is free.", number=self._taken.next_number(home.pillar, home.category)),
            )


def _places(data: object, word: re.Pattern[str], path: tuple[str | int, ...] = ()) -> Iterator[str]:
    """Yield the pointers of the texts in which a word stands."""
    if isinstance(data, str) and word.search(data):
        yield join_pointer(path)
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _places(value, word, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _places(value, word, (*path, index))
