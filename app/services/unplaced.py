"""What of a reviewer's copy could not be placed: a sentence for each, so that nothing is dropped unseen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from app.importers.proposal import Proposal
from app.importers.returned.scores import written_scores
from app.importers.returned.values import read_date
from app.importers.reviewed import Reviewed, Revision
from app.importers.source import SourceBlock
from app.models.content import Content
from app.models.dates import show_date
from app.models.review import Suggestion
from app.models.text import runs_text
from app.models.tree import walk
from app.services.review_copies import Copy, paragraphs_of
from app.services.taken_out import as_sent, shown_on, taken_out
from app.services.targets import Reached
from app.services.told import Told

if TYPE_CHECKING:
    from app.store.rows import VersionRow

NOBODY = "Unknown reviewer"
SHORT = 60
_GENERATED = "what is worked out or runs along every page."
_NOTED = ("was typed", "was made a paragraph")
_NOTHING = "£0,.%–"
_NUMBER = re.compile(r"^[\d.]+\s")


def unplaced(
    reviewed: Reviewed, copy: Copy, found: Sequence[Suggestion], versions: Sequence[VersionRow], told: Told
) -> Iterator[str]:
    """What the suggestions found do not tell of, by what is `told` by their values; `versions` are those that the
    version table lists."""
    yield from _generated(copy, found, versions, told)
    yield from _untold(reviewed, copy, found, told)


def beginning(text: str) -> str:
    """The beginning of a paragraph, by which it is known again."""
    return " ".join(text.split())[:SHORT].rstrip()


def _generated(
    copy: Copy, suggested: Sequence[Suggestion], versions: Sequence[VersionRow], told: Told
) -> list[str]:
    """What was changed where no part has its words: in running heads and in what is worked out."""
    noted = [
        note for proposal in copy.proposals for note in proposal.notes if any(map(note.__contains__, _NOTED))
    ]
    contents = {
        beginning(runs_text(p.runs))
        for s in copy.sources
        for p in paragraphs_of(s.blocks)
        if p.field == "TOC"
    }
    deleted = _squeezed(
        line for each in suggested if each.sort == "deleted" for line in told.lines(each.before)
    )
    found = list(noted)
    for before, after in pairwise(copy.proposals):
        gone, come = (
            [line for line in _only_in(one, other) if beginning(line) not in contents]
            for one, other in ((before, after), (after, before))
        )
        if len(gone) == len(come):  # each of the one became one of the other: what a note tells of is told
            pairs = [pair for pair in zip(gone, come, strict=True) if not _is_told(pair[1], noted)]
            gone, come = [old for old, _ in pairs], [new for _, new in pairs]
        else:
            come = [line for line in come if not _is_told(line, noted)]
        if gone or come:
            worked_out = _worked_out(after.content, versions)
            gone = [line for line in gone if beginning(_unnumbered(line)) in worked_out]
            come = [line for line in come if beginning(_unnumbered(line)) not in worked_out]
            come = [line for line in come if _squeezed((line,)) not in deleted]
        found += [f"“{line[:SHORT]}” was taken out of {_GENERATED}" for line in gone]
        found += [f"“{line[:SHORT]}” was put into {_GENERATED}" for line in come]
    found += [f"“{line[:SHORT]}” was taken out of {_GENERATED}" for line in _taken_out(copy, versions)]
    return list(dict.fromkeys(found))


def _taken_out(copy: Copy, versions: Sequence[VersionRow]) -> Iterator[str]:
    """What was worked out and was taken out of each state, first with tracking off, from what was sent."""
    states = [shown_on(source) for source in copy.sources]
    sent = as_sent(copy.sources[0], states[0], lambda: _lines(copy.base, versions))
    for (before, after), proposal in zip(pairwise((sent, *states)), copy.proposals, strict=True):
        content = proposal.content
        yield from taken_out(before, after, lambda content=content: _lines(content, versions))


def _worked_out(content: Content, versions: Sequence[VersionRow]) -> frozenset[str]:
    """How the lines begin that the program itself would now write: what went or came with its part is not told."""
    return frozenset(beginning(_unnumbered(line)) for line in _lines(content, versions))


def _lines(content: Content, versions: Sequence[VersionRow]) -> list[str]:
    """The lines of a strategy as the program would write it."""
    from app.document.as_read import document_lines
    from app.services.exporting import document_of

    return document_lines(document_of(Reached(content, versions=tuple(versions))))


def _only_in(one: Proposal, other: Proposal) -> list[str]:
    """The lines of what runs along every page, or is worked out, that another state has not, or not as often; numbers
    do not count."""
    there = Counter(map(_unnumbered, other.furniture))
    own = dict.fromkeys(
        line for line in one.furniture if any(map(str.isalpha, line)) and not written_scores(line)
    )
    here = Counter(map(_unnumbered, one.furniture))
    return [line for line in own if here[_unnumbered(line)] > there[_unnumbered(line)]]


def _is_told(line: str, notes: Iterable[str]) -> bool:
    return any(note.startswith(f"“{beginning(line)}") for note in notes)


def _untold(reviewed: Reviewed, copy: Copy, found: Sequence[Suggestion], told: Told) -> list[str]:
    """A sentence for each tracked change whose words stand on the page and in no suggestion."""
    sides = {"inserted": (copy.sources[-1], "after"), "deleted": (copy.sources[0], "before")}
    pages = {kind: _page(source.blocks) for kind, (source, _) in sides.items()}
    generated = _squeezed(line for proposal in copy.proposals for line in proposal.furniture)
    kinds = {node.id: node.kind for node in walk(copy.base.root)}
    said = {
        kind: _squeezed(_lines_once(_as_read(each, getattr(each, side), kinds, told) for each in found))
        for kind, (_, side) in sides.items()
    }
    lost: list[Revision] = []
    last = dict.fromkeys(sides, 0)
    for each in reviewed.revisions:
        words = _squeezed((_unnumbered(each.words.strip()),))
        if each.kind not in sides or not words.strip(_NOTHING):
            continue
        found_at = said[each.kind].find(words, last[each.kind])
        if found_at < 0:
            found_at = said[each.kind].find(words)
        if found_at >= 0:
            last[each.kind] = found_at
        elif _as_told(each.words) in said[each.kind]:
            continue
        elif words not in generated and words in pages[each.kind]:
            lost.append(each)
    return [
        f"{each.author or NOBODY} {each.kind} “{each.words.strip()[:SHORT]}” in “{each.place}”."
        for each in _without_retyped(lost)
    ]


def _lines_once(values: Iterable[Iterable[str]]) -> dict[str, None]:
    """The lines of several values, each once: of a long text's many values, each differs from the next in few."""
    lines: dict[str, None] = {}
    for each in values:
        lines |= dict.fromkeys(each)
    return lines


def _without_retyped(lost: Sequence[Revision]) -> Iterator[Revision]:
    """The changes but for words that were deleted and typed again just as they were."""
    kinds: dict[tuple[str, str], set[str]] = {}
    for each in lost:
        kinds.setdefault((each.place, each.words.strip()), set()).add(each.kind)
    return (each for each in lost if len(kinds[each.place, each.words.strip()]) == 1)


def _as_told(words: str) -> str:
    """Words as suggestions have them: a day that the house style writes in figures, with its month's name."""
    return _squeezed((show_date(read_date(words.strip())),))


def _unnumbered(line: str) -> str:
    """A line without the number that was worked out before it."""
    return _NUMBER.sub("", line)


def _page(blocks: Iterable[SourceBlock]) -> str:
    return _squeezed(runs_text(paragraph.runs) for paragraph in paragraphs_of(blocks))


def _as_read(suggestion: Suggestion, json: str, kinds: Mapping[str, str], told: Told) -> list[str]:
    """One side of a suggestion in lines, with days and sums as the page has them."""
    if suggestion.sort != "text" or not json or suggestion.node not in kinds:
        return told.lines(json)
    return told.lines_of(kinds[suggestion.node], suggestion.field, json)


def _squeezed(texts: Iterable[str]) -> str:
    return "".join("".join(text.split()) + " " for text in texts).strip()
