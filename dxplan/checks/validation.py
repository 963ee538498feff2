"""Validation of a plan repository: every file of every plan, through the cache, in bounded memory.

The verdict on a file is kept under a key of its content, its path, its plan's content, the day and dxplan itself;
only the facts that checks across files need stay in memory.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from dxplan.checks.facts import unknown_facts
from dxplan.checks.rules.stray_file import RULE as STRAY_FILE
from dxplan.checks.rules.stray_file import named
from dxplan.checks.run import Checker, FileResult, PlacedFix, form_result, placed, severity_of
from dxplan.checks.waiving import after_waivers
from dxplan.errors import DocumentError
from dxplan.model.build import build_plan
from dxplan.model.message import message
from dxplan.model.problem import Problem, Severity
from dxplan.model.progress import some_files_at_a_time
from dxplan.stores.cache import Cache, digest
from dxplan.stores.contents import kind_of
from dxplan.stores.documents import Document, read_document
from dxplan.stores.layout import initiatives_folder, plan_file
from dxplan.stores.schemas import program_digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from dxplan.model.plan import Plan
    from dxplan.stores.plan_tree import PlanTree, Source

_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Validation:
    """How many files were looked at, and what was found, in the order of files and lines.

    ``fixes`` holds the certain cures by path, without those of findings that a waiver sets aside.
    """

    files: int
    problems: tuple[Problem, ...]
    fixes: dict[str, tuple[PlacedFix, ...]]

    def count(self, severity: Severity) -> int:
        """Return how many problems have a severity."""
        return sum(problem.severity is severity for problem in self.problems)


def joined(validations: Iterable[Validation]) -> Validation:
    """Return what was found at several moments as one, in the order of files and lines."""
    files = 0
    problems: list[Problem] = []
    fixes: dict[str, tuple[PlacedFix, ...]] = {}
    for validation in validations:
        files += validation.files
        problems += validation.problems
        fixes |= validation.fixes
    return Validation(files, tuple(sorted(problems, key=lambda problem: problem.order)), fixes)


class Validator:
    """Validates plans of one moment."""

    def __init__(self, tree: PlanTree, cache: Cache, day_of: Callable[[Plan], date]) -> None:
        """Keep where to read, where to keep verdicts, and how to know a plan's day."""
        self._tree = tree
        self._cache = cache
        self._day_of = day_of
        self.plans: list[Plan] = []
        """The plans that could be read, in order."""
        self._salt = program_digest()

    def validate(self, names: Iterable[str], wanted: Callable[[str], bool]) -> Validation:
        """Validate plans; only problems of files that are ``wanted`` are reported, but all files are looked at."""
        files, problems = 0, []
        self.plans = []
        fixes: dict[str, tuple[PlacedFix, ...]] = {}
        for name in names:
            results, found = self._plan(name)
            files += sum(wanted(path) for path in results)
            problems += [problem for problem in found if wanted(problem.path)]
            standing = {(problem.path, problem.rule, problem.pointer) for problem in found}
            for path, result in results.items():
                cures = tuple(
                    cure for cure in result.fixes if (path, cure.rule, cure.fix.pointer) in standing
                )
                if cures and wanted(path):
                    fixes[path] = cures
        return Validation(files, tuple(sorted(problems, key=lambda problem: problem.order)), fixes)

    def _plan(self, name: str) -> tuple[dict[str, FileResult], list[Problem]]:
        path = plan_file(name)
        try:
            raw = self._tree.read(path)
            document = read_document(path, raw, "plan")
        except DocumentError as error:
            return self._without_plan(name, FileResult((_failure(path, error),)))
        form = form_result(document, "plan")
        if form.problems:
            return self._without_plan(name, form)
        plan = build_plan(document.data)
        self.plans.append(plan)
        checker = Checker(plan, self._day_of(plan))
        results = {path: checker.plan_file(document)}
        salt = digest(self._salt, raw, str(checker.context.today).encode())
        results |= self._files(name, salt, checker.initiative_file)
        return results, list(self._all_problems(name, results, checker))

    def _without_plan(self, name: str, plan: FileResult) -> tuple[dict[str, FileResult], list[Problem]]:
        """Judge at least the form of a plan's initiatives where its own file cannot be used."""
        results = {plan_file(name): plan}
        results |= self._files(name, self._salt, lambda document: form_result(document, "initiative"))
        return results, [problem for result in results.values() for problem in result.problems]

    def _files(
        self, name: str, salt: bytes, check: Callable[[Document], FileResult]
    ) -> dict[str, FileResult]:
        """Return the results of a plan's initiative files, those that are kept from the cache."""
        results: dict[str, FileResult] = {}
        try:
            paths = self._tree.initiative_files(name)
        except DocumentError as error:
            folder = initiatives_folder(name)
            return {folder: FileResult((_failure(folder, error),))}
        decode = msgspec.msgpack.Decoder(FileResult).decode
        for some in some_files_at_a_time(paths, _BATCH):
            sources: dict[str, Source] = {}
            for path, source in self._tree.sources(some).items():
                if isinstance(source, DocumentError):
                    results[path] = FileResult((_failure(path, source),))
                else:
                    sources[path] = source
            keys = {
                path: digest(salt, path.encode("utf-8", "surrogateescape"), source.mark)
                for path, source in sources.items()
            }
            kept = self._cache.get_many(keys.values())
            absent = [path for path, key in keys.items() if key not in kept and sources[path].raw is None]
            fetched = self._tree.fetch(absent) if absent else {}
            new: dict[bytes, bytes] = {}
            for path, key in keys.items():
                if key in kept:
                    results[path] = decode(kept[key])
                    continue
                raw = sources[path].raw
                results[path] = _check(path, fetched[path] if raw is None else raw, check)
                with suppress(UnicodeEncodeError):  # a file's name that is no text cannot be kept
                    new[key] = msgspec.msgpack.encode(results[path])
            self._cache.put_many(new)
        return results

    def _all_problems(self, name: str, results: dict[str, FileResult], checker: Checker) -> Iterator[Problem]:
        """Yield the problems of single files and of all together, after waivers."""
        problems = {path: list(result.problems) for path, result in results.items()}
        facts = [
            result.facts or unknown_facts(path) for path, result in results.items() if path != plan_file(name)
        ]
        found = [entry for entry in checker.together(facts) if results[entry[0]].facts is not None]
        documents = {
            path: read_document(path, raw, kind_of(path))
            for path, raw in self._tree.fetch(sorted({path for path, _, _ in found})).items()
            if isinstance(raw, bytes)
        }
        for path, rule, finding in found:
            if path in documents:
                problems[path].append(placed(documents[path], rule, finding, checker.plan))
        if initiatives_folder(name) not in results:
            yield from (stray for stray in self._strays(name, checker.plan) if stray.path not in results)
        for path, result in results.items():
            if result.waivers:
                yield from after_waivers(problems[path], result.waivers, path, checker.context)
            else:
                yield from problems[path]

    def _strays(self, name: str, plan: Plan) -> Iterator[Problem]:
        severity = severity_of(STRAY_FILE, plan)
        if severity is Severity.OFF:
            return
        for path in self._tree.stray_files(name):
            said = message("This is not read as an initiative.")
            yield Problem(path, 1, 1, "", STRAY_FILE.id, severity, said, named(path))


def _check(path: str, raw: bytes | DocumentError, check: Callable[[Document], FileResult]) -> FileResult:
    if isinstance(raw, DocumentError):
        return FileResult((_failure(path, raw),))
    try:
        return check(read_document(path, raw, "initiative"))
    except DocumentError as error:
        return FileResult((_failure(path, error),))


def _failure(path: str, error: DocumentError) -> Problem:
    """Turn a file that cannot be read into a problem."""
    place = (path, max(error.line, 1), max(error.column, 1), "")
    return Problem(*place, error.rule, Severity.ERROR, error.message, error.hint)
