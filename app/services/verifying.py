"""Is this file the approved copy? What a reader sees on its pages is compared with the approved version's own words.

What a file says of itself only tells where to look first: a forged property on altered text changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from app.compare.changes import Comparison, compare_passages
from app.compare.laid_out import letters_of, without_contents, without_noise
from app.compare.passages import Passage
from app.document.aligned import Aligned, aligned
from app.document.nodes import Document, Paragraph, Properties, Span
from app.document.redline import build_redline
from app.document.strategy import build_strategy
from app.models.approval import Approval, Recorded, approval_given, approvals
from app.models.dates import show_date
from app.models.errors import Refused
from app.services import same_links
from app.services.counterparts import AsRead, as_read, house_of_the_day, unpacked
from app.services.exporting import house_of
from app.services.read_copies import Copy, read_copy
from app.services.same_links import strange_links
from app.services.same_pictures import Approved, Differing, differing, note, said

if TYPE_CHECKING:
    from app.models.house import House
    from app.store.library import Library

_SENTENCE = re.compile(r"(?<=[.!?;:])\s+")
_BULLET = re.compile(r"^[•◦▪‣·o–\ue000-\uf8ff-]\s+")
"""What stands before an item; some programs take it from a font of signs, whose letters are no letters of Unicode."""


class Verdict(Struct, frozen=True):
    """Whether a file is the approved copy, of which version and decision, and where it differs if not.

    `superseded` says by which version and when, of a true copy of one that was approved before; `note` by what the file
    was judged, where that is less sure than it is now, and what could not be. `pictures` counts those that differ where
    all words are the same, and `links` are the addresses that only links of the file lead to.
    """

    approved: bool
    message: str
    strategy: str = ""
    version: str = ""
    decision: str = ""
    fingerprint: str = ""
    comparison: Comparison = Comparison()
    superseded: str = ""
    note: str = ""
    pictures: int = 0
    links: tuple[str, ...] = ()


class _Reference(Struct, frozen=True):
    """A version that a file may be a copy of, with its words in each of the ways in which copies may have them.

    They are worked out only as far as they are asked for: as kept when it was approved, as this program sets it in the
    house style of that day, and as it sets it in the house style of today.
    """

    strategy: str
    title: str
    version: str
    recorded: Recorded
    ways: tuple[Callable[[], AsRead | None], ...]


class Checked(Struct, frozen=True):
    """A verdict with the lines of the approved copy beside those of the file, where there is an approved copy of it."""

    verdict: Verdict
    lines: Aligned = Aligned()


def verify(file: Path, library: Library) -> Verdict:
    """Says whether a Word or PDF file is the approved copy of a strategy of the library.

    In a library in which nothing was approved none is. Raises Refused for a file that cannot be read.
    """
    return _verified(file, library).verdict


def check(file: Path, library: Library) -> Checked:
    """The verdict of `verify`, and what to show beside it. Raises Refused as it does."""
    found = _verified(file, library)
    if not found.verdict.version:
        return Checked(found.verdict)
    old, new = (_plain_document(_sentences(side)) for side in (found.approved, found.lines))
    woven = aligned(build_redline(old, new), found.verdict.comparison)
    # What only a page repeats is no change, and is not to be shown as one.
    shown = tuple(
        line if at in woven.places else structs.replace(line, weight="")
        for at, line in enumerate(woven.lines)
    )
    return Checked(found.verdict, structs.replace(woven, lines=shown))


def _plain_document(sentences: Iterable[Passage]) -> Document:
    return Document(
        properties=Properties(""), parts=tuple(Paragraph((Span(each.text),)) for each in sentences)
    )


class _Found(Struct, frozen=True):
    """A verdict, the lines of the version that it was reached by, and the file's."""

    verdict: Verdict
    approved: Sequence[str]
    lines: Sequence[str]


class _Compared(Struct, frozen=True):
    """What parts a file from a version, in the way of it that is nearest to the file, and the lines of both.

    `pictures` says what parts those, of `of`, and `links` where only the file's lead; they are looked at where all
    words are the same.
    """

    reference: _Reference
    comparison: Comparison
    approved: Sequence[str] = ()
    lines: Sequence[str] = ()
    pictures: Differing = Differing()
    of: int = 0
    links: tuple[str, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether nothing parts the two."""
        return not (self.comparison.changes or self.pictures.count or self.links)


def _verified(file: Path, library: Library) -> _Found:
    copy = read_copy(file)
    references = _approved(library)
    if not references:
        said = "No version in this library has been approved yet, so no file can be the approved copy."
        return _Found(Verdict(approved=False, message=said), (), ())
    nearest = min(
        (_nearest(each, copy, 1) for each in references),
        key=lambda found: (_distance(found.comparison), found.reference.strategy != copy.strategy),
    )
    if nearest.comparison.changes:
        nearest = _nearest(nearest.reference, copy)
    nearest = _with_looks(nearest, copy, library)
    if not nearest.is_same:
        for old in _superseded(library):
            same = _with_looks(_nearest(old, copy), copy, library)
            if same.is_same:
                since = next(each for each in references if each.strategy == old.strategy)
                return _Found(_outdated(same, since), same.approved, same.lines)
    return _Found(_verdict(nearest, library), nearest.approved, nearest.lines)


def _with_looks(found: _Compared, copy: Copy, library: Library) -> _Compared:
    """A file that has a version's very words, with what parts its pictures and links from the version's."""
    if found.comparison.changes:
        return found
    reference = found.reference
    ways = (words for way in reference.ways if (words := way()) is not None)
    words = next((each for each in ways if each.pictures is not None), AsRead(()))
    digests = words.pictures or ()
    content = library.content(reference.strategy, reference.version) if digests or copy.links else None
    approved = Approved(digests, words.called, content.pictures if content else {}, words.drawings)
    links = strange_links(copy.links, content.root, found.lines) if content else ()
    return structs.replace(found, pictures=differing(copy.shown, approved), of=len(digests), links=links)


def _nearest(reference: _Reference, copy: Copy, ways: int | None = None) -> _Compared:
    """The file held against the first so many ways of a version that there are, until one is the same."""
    best: _Compared | None = None
    tried = 0
    for way in reference.ways:
        words = way() if tried != ways else None
        if words is None:
            continue
        tried += 1
        lines = copy.lines(words)
        comparison, approved = _compared(words, lines)
        if best is None or _distance(comparison) < _distance(best.comparison):
            best = _Compared(reference, comparison, approved, lines)
        if not best.comparison.changes:
            break
    assert best is not None
    return best


def _approved(library: Library) -> list[_Reference]:
    """The approved version of each strategy that has one."""
    return [found[-1] for found in _references(library, slice(-1, None)) if found]


def _superseded(library: Library) -> list[_Reference]:
    """The versions that were approved once and have been superseded, the newest of each strategy first."""
    return [each for found in _references(library, slice(None, -1)) for each in reversed(found)]


def _references(library: Library, which: slice) -> Iterator[list[_Reference]]:
    """Those of each strategy's approved versions that are asked for, oldest first; of those in the bin, too."""
    for row in (*library.strategies(), *library.strategies(binned=True)):
        recorded = library.decisions(row.id)
        found: list[_Reference] = []
        for standing in approvals(recorded)[which]:
            same = [v for v in row.versions if v.fingerprint == standing.fingerprint]
            # Where several versions say the same, the one that was decided on is the one that was approved.
            version = next((v for v in same if v.label == standing.version), same[0] if same else None)
            if version is not None:
                ways = _ways(library, row.id, version.label, standing)
                found.append(_Reference(row.id, row.title, version.label, standing, ways))
        yield found


def _ways(
    library: Library, strategy: str, version: str, standing: Recorded
) -> tuple[Callable[[], AsRead | None], ...]:
    approval = approval_given(standing.fingerprint, (standing,))

    def kept() -> AsRead | None:
        return unpacked(library.counterpart(strategy, standing.number))

    def of_the_day() -> AsRead | None:
        house = house_of_the_day(approval)
        return _set(library, strategy, version, approval, house) if house else None

    def of_today() -> AsRead | None:
        try:
            return _set(library, strategy, version, approval, None)
        except Refused:
            # The council may have given up the house style; what was approved in it stays.
            if house_of_the_day(approval) is None:
                raise
            return None

    return kept, of_the_day, of_today


def _set(
    library: Library, strategy: str, version: str, approval: Approval | None, house: House | None
) -> AsRead:
    """The words of a version as this program sets them, in a house style or in its own."""
    content = library.content(strategy, version)
    saved = library.versions(strategy)
    at = next(n for n, row in enumerate(saved) if row.label == version)
    return as_read(
        build_strategy(
            content, house or house_of(content.root), version=version, date=saved[at].date,
            versions=saved[: at + 1], approval=approval,
        )
    )  # fmt: skip


def _compared(words: AsRead, lines: Sequence[str]) -> tuple[Comparison, Sequence[str]]:
    """The differences of substance and of words between the approved text and the file's, in sentences.

    Lines break where a page's width makes them, so both sides are joined and cut anew at the ends of sentences.
    """
    heads = {letters_of(line) for line in (*words.repeated, *words.running)} - {""}
    there = _sentences(without_contents(lines, heads, words.texts[0]))
    best: tuple[Comparison, Sequence[str]] | None = None
    for approved in words.texts:
        found = compare_passages(_sentences(approved), there)
        found = structs.replace(found, changes=without_noise(found.changes, heads))
        if best is None or _distance(found) < _distance(best[0]):
            best = found, approved
        if not found.changes:
            break
    assert best is not None
    return best


def _sentences(lines: Iterable[str]) -> list[Passage]:
    text = " ".join(_BULLET.sub("", line.strip()) for line in lines)
    return [Passage(part) for part in _SENTENCE.split(text) if part.strip()]


def _distance(found: Comparison) -> int:
    return found.summary.words_deleted + found.summary.words_inserted


def _verdict(nearest: _Compared, library: Library) -> Verdict:
    reference, found = nearest.reference, nearest.comparison
    by, name, minute = _told_of(reference)

    def verdict(approved: bool, message: str, note: str = "") -> Verdict:
        return Verdict(
            approved, message, reference.strategy, reference.version, minute, reference.recorded.fingerprint, found,
            note=note, pictures=nearest.pictures.count, links=nearest.links,
        )  # fmt: skip

    if nearest.is_same:
        doubt = note(nearest.pictures, nearest.of)
        how = "its words unchanged" if doubt else "unchanged"
        return verdict(True, f"This is {reference.version} of {name}, {by}, {how}.", doubt)
    if not found.changes:
        same = f"its words are those of {reference.version} of {name}, {by}"
        others = " and ".join(filter(None, (said(nearest.pictures), same_links.said(nearest.links))))
        message = f"This is not the approved copy: {same}, but {others}."
        return verdict(False, message, note(nearest.pictures, nearest.of))
    if found.unrelated or _distance(found) > 2 * max(1, _words(nearest.lines)):
        return Verdict(
            False, f"This is no copy of any approved strategy in {library.path_or_url}.", comparison=found
        )
    counted = found.summary
    parts = [_count(counted.substantive, "substantive difference")] if counted.substantive else []
    parts += [_count(counted.other, "other difference")] if counted.other else []
    message = f"This is not the approved copy: it has {' and '.join(parts)} from {reference.version} of {name}, {by}."
    return verdict(False, message, "" if reference.ways[0]() else _unkept(reference.version))


def _unkept(version: str) -> str:
    return (
        f"{version} was approved by an older Engross, which did not keep how it read that day. The file was compared "
        f"with {version} as Engross sets it now, so a difference may be of its setting only: look at each."
    )


def _told_of(reference: _Reference) -> tuple[str, str, str]:
    """By whom and when a version was approved, the strategy's name, and where the minutes are, in words."""
    decision = reference.recorded.decision
    minute = decision.minute or decision.number or f"{decision.body}, {decision.date}"
    return f"approved {show_date(decision.date)} by {decision.body}", f"“{reference.title}”", minute


def _outdated(same: _Compared, since: _Reference) -> Verdict:
    """The verdict on a true copy of a version that another has superseded since."""
    old = same.reference
    by, name, minute = _told_of(old)
    newer = f"superseded by {since.version} on {show_date(since.recorded.decision.date)}"
    message = (
        f"This is {old.version} of {name}, {by}, unchanged; but it is no longer the approved copy: {newer}."
    )
    return Verdict(
        False, message, old.strategy, old.version, minute, old.recorded.fingerprint, same.comparison, newer
    )


def _words(lines: Sequence[str]) -> int:
    return sum(len(line.split()) for line in lines)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"
