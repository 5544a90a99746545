"""Taking in a reviewer's Word copy: what it changes and says becomes suggestions and comments on the right parts.

The copy is read with every change rejected, then with one author's after another's accepted; what differs from one
state to the next is that author's. What differs from the text as it was sent was changed with tracking off.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
import zlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from app.compare.suggest import in_effect, same_parts, suggestions
from app.document.anchors import is_generated, read_bookmark
from app.importers.proposal import Placement, Proposal
from app.importers.reviewed import COMMENT_ANCHOR, Remark, Reviewed, Revision, Stage, read_copy
from app.importers.source import SourceParagraph
from app.models.errors import Refused
from app.models.nodes import Node
from app.models.review import Comment, Suggestion, identity
from app.models.text import runs_text
from app.models.tree import path_to, walk
from app.services.review_copies import Copy, paragraphs_of, understood, with_breaks_as_sent
from app.services.targets import DRAFT
from app.services.told import Told
from app.services.unplaced import NOBODY, SHORT, beginning, unplaced

if TYPE_CHECKING:
    from app.store.library import Library

TAKEN_IN = "reviewed copy taken in"
_NO_DAY = "–"
_START = 3
_LONGEST_SAID = 200_000
_STRATEGY = re.compile(rb'name="engross\.strategy"[^<>]*>\s*<[^<>]*>([\w-]{1,64})<')


class TakenIn(Struct, frozen=True):
    """What came of a copy: how many new suggestions and comments, what could not be placed, whether it was known."""

    suggestions: int = 0
    comments: int = 0
    unplaced: tuple[str, ...] = ()
    already_taken_in: bool = False


def take_in_review(
    library: Library,
    strategy: str,
    path: Path,
    version: str = DRAFT,
    *,
    reached: Callable[[str], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> TakenIn:
    """Makes suggestions and comments of a reviewer's copy; `version` is what an unmarked copy is compared with.

    `reached` is told each step as it begins: "read", "compare", "store". Raises Refused, with the library as it was,
    for a file that cannot be read or is a copy of another strategy, and where `cancelled` came true; NotFound where
    there is no such version.
    """
    if version != DRAFT:
        library.content(strategy, version)  # a copy that says what it grew from does not ask for it
    reached("read")
    reviewed = read_copy(path, cancelled=cancelled)
    _stop(path, cancelled)
    reached("compare")
    try:
        digest, saved = hashlib.sha256(path.read_bytes()).hexdigest(), _saved(path, reviewed)
    except OSError as fault:  # a memory stick was pulled out, say, while it was read
        raise Refused(
            f"“{path.name}” cannot be read any more ({fault.strerror}); take it in again."
        ) from fault
    if any(row.action == TAKEN_IN and row.record == f"{strategy} {digest}" for row in library.ledger()):
        return TakenIn(already_taken_in=True)
    copy = understood(library, strategy, reviewed, path.name, version)
    _stop(path, cancelled)
    told = Told()
    found, roots = suggested(copy, reviewed, digest, saved, told)
    head = library.head(strategy)
    unchanged = head.fingerprint == copy.base.root.fingerprint
    wanted = found if unchanged else [each for each in found if not in_effect(head, each)]
    here = library.comments(strategy)
    said, astray = commented(copy, reviewed, roots, strategy, here)
    known = {each.id for each in (*library.suggestions(strategy), *here)}
    _stop(path, cancelled)
    reached("store")
    counted = library.take_in(strategy, wanted, said, digest, pictures=copy.pictures)
    closed = {each.id for each in said if each.resolved}
    if newly := [each.id for each in here if each.id in closed and not each.resolved]:
        library.resolve(newly)
    again = bool(wanted or said) and all(each.id in known for each in (*wanted, *said))
    left = unplaced(reviewed, copy, found, library.versions(strategy), told)
    return TakenIn(*counted, (*reviewed.notes, *left, *astray), again)


def _stop(path: Path, cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise Refused(f"Taking in “{path.name}” was stopped; nothing was changed.")


def sent_from(path: Path) -> str:
    """The identity of the strategy that a Word copy says it is of; empty where it says none, or is no Word file."""
    try:
        with zipfile.ZipFile(path) as file, file.open("docProps/custom.xml") as said:
            found = _STRATEGY.search(said.read(_LONGEST_SAID))
    except (OSError, KeyError, zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error):
        return ""
    return found[1].decode("ascii") if found else ""


def suggested(
    copy: Copy, reviewed: Reviewed, digest: str, saved: tuple[str, str], told: Told
) -> tuple[list[Suggestion], list[Node]]:
    """The suggestions in their order, and the trees they lead through, the first as it was sent.

    `saved` says whose is what was changed with tracking off, and of when.
    """
    roots: list[Node] = [copy.base.root]
    found: list[Suggestion] = []
    dates = _Dates(reviewed.revisions, told)
    for stage, proposal in zip(reviewed.stages, copy.proposals, strict=True):
        root = same_parts(roots[-1], proposal.content.root, vocabulary=copy.vocabulary)
        if stage is reviewed.stages[0] and stage is not reviewed.stages[-1]:
            root = with_breaks_as_sent(root, roots[0], copy.proposals[1].content.root)
        author, at = saved if len(roots) == 1 else (stage.author or NOBODY, "")
        for each in suggestions(roots[-1], root, author=author, at=at, source=""):
            found.append(dates.dated(each, f"{digest}:{len(found)}"))
        roots.append(root)
    return found, roots


def _saved(path: Path, reviewed: Reviewed) -> tuple[str, str]:
    """Who saved a copy last, and when; of one whose program left there what Engross had written, the first who tracked
    a change, and the time of the file."""
    properties = reviewed.rejected.properties
    when, author = properties.get("modified", ""), properties.get("lastModifiedBy", "")
    if when == properties.get("created", ""):
        when = datetime.fromtimestamp(path.stat().st_mtime, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        author = author if author != properties.get("creator", "") else ""
    return author or next((r.author for r in reviewed.revisions if r.author), NOBODY), when


class _Dates:
    """When each reviewer changed what: the tracked changes by author, sorted by how their paragraph begins."""

    def __init__(self, revisions: Iterable[Revision], told: Told) -> None:
        self._told = told
        self._by: dict[str, list[tuple[str, str]]] = {}
        for each in revisions:
            self._by.setdefault(each.author or NOBODY, []).append((each.place, each.date))
        for places in self._by.values():
            places.sort()
        self._last = {author: max(date for _, date in places) for author, places in self._by.items()}

    def dated(self, suggestion: Suggestion, source: str) -> Suggestion:
        """The suggestion with the time of the tracked change that it tells of: the last by its author in that
        paragraph, or else his last anywhere."""
        return structs.replace(suggestion, at=suggestion.at or self._date(suggestion), source=source)

    def _date(self, suggestion: Suggestion) -> str:
        places = self._by.get(suggestion.author, [])
        before, after = ({*self._told.lines(side)} for side in (suggestion.before, suggestion.after))
        told = [_nearest(places, " ".join(line.split())[:SHORT]) for line in before ^ after]
        most, at = max(told, default=(0, ""))
        return at if most >= _START and at else self._last.get(suggestion.author, "")


def _nearest(places: Sequence[tuple[str, str]], line: str) -> tuple[int, str]:
    """How many letters from its beginning the likest of some sorted places shares with a line, and its last date."""
    at = bisect_left(places, (line, ""))
    reach = max((_shared(place, line) for place, _ in places[max(0, at - 1) : at + 1]), default=0)
    if reach < min(_START, len(line)):
        return 0, ""
    date = ""
    for place, each in islice(places, bisect_left(places, (line[:reach], "")), None):
        if not place.startswith(line[:reach]):
            break
        date = max(date, each)
    return reach, date


def commented(
    copy: Copy, reviewed: Reviewed, roots: Sequence[Node], strategy: str, known: Iterable[Comment]
) -> tuple[list[Comment], list[str]]:
    """The comments on their parts, and a sentence for each whose words are nowhere in the strategy.

    `roots` are the trees that the suggestions lead through: a comment may stand on a part that one of them adds.
    """
    known = list(known)
    there = {each.id for each in known}
    ids = _comment_ids(reviewed.remarks, strategy, known)
    found: list[Comment] = []
    astray: list[str] = []
    closed = reviewed.accepted.properties.get("modified", "") or _NO_DAY
    places = [_places(*each) for each in zip(reviewed.stages, copy.proposals, roots[1:], strict=True)]
    for remark in reviewed.remarks:
        if not remark.text and all(remark.id not in stage.quotes for stage in reviewed.stages):
            continue  # a leftover of its program: it says nothing, and nothing in the text refers to it
        stage = _stage_of(remark.id, reviewed)
        quote = reviewed.stages[stage].quotes.get(remark.id)
        placed = places[stage].get(remark.id)
        answered = next((c for c in found if c.id == ids.get(remark.parent)), None)
        node, field = placed if placed else (answered.node, answered.field) if answered else (strategy, "")
        if placed is None and answered is None and ids[remark.id] not in there:
            words = f" on “{_cut(quote.words)}”" if quote and quote.words else ""
            astray.append(f"A comment by {remark.author or NOBODY}{words} stands on the strategy as a whole.")
        found.append(
            Comment(
                id=ids[remark.id],
                node=node,
                field=field,
                quote=quote.words if quote else "",
                anchor=quote.before if quote else "",
                parent=ids.get(remark.parent, ""),
                author=remark.author or NOBODY,
                at=remark.date,
                text=remark.text,
                resolved=(remark.date or closed) if remark.resolved else "",
                resolved_by=remark.author if remark.resolved else "",
            )
        )
    return found, astray


def _comment_ids(remarks: Iterable[Remark], strategy: str, known: Iterable[Comment]) -> dict[str, str]:
    """The identity of each comment: that of one the library has, where its author said just this there."""
    there = {(each.author, each.at, each.text): each.id for each in known}
    ids: dict[str, str] = {}
    count: Counter[tuple[str, str, str]] = Counter()
    for each in remarks:
        said = (each.author or NOBODY, each.date, each.text)
        count[said] += 1
        ids[each.id] = there.get(said) or identity(strategy, *said, str(count[said]))
    return ids


def _stage_of(id: str, reviewed: Reviewed) -> int:
    """The state in which the words stand that a comment is about: the last that has any."""
    for at in range(len(reviewed.stages) - 1, -1, -1):
        quote = reviewed.stages[at].quotes.get(id)
        if quote is not None and quote.words:
            return at
    return len(reviewed.stages) - 1


def _places(stage: Stage, proposal: Proposal, root: Node) -> dict[str, tuple[str, str]]:
    """The part and field in whose words each comment begins; `root` is the proposal under the library's identities.

    A heading that the program words itself is about the part whose words come next, a caption about what holds those
    before and after it, and anything else about the part whose words come before.
    """
    named = {own.id: known.id for own, known in zip(walk(proposal.content.root), walk(root), strict=True)}
    placed: dict[str, list[Placement]] = {}
    for each in proposal.placements:
        placed.setdefault(beginning(each.text), []).append(each)
    seen: Counter[str] = Counter()
    found: dict[str, tuple[str, str]] = {}
    headed: list[str] = []
    captioned: list[str] = []
    last = ""
    for paragraph in paragraphs_of(stage.source.blocks):
        if paragraph.field == "TOC":
            continue
        text = beginning(runs_text(paragraph.runs))
        seen[text] += not _is_worked_out(paragraph)
        begun = [name for name in paragraph.anchors if name.startswith(COMMENT_ANCHOR)]
        here = None if _is_worked_out(paragraph) else placed.get(text)
        if here:
            place = here[min(seen[text], len(here)) - 1]
            node = named.get(place.node, root.id)
            found |= dict.fromkeys(begun, (node, place.field)) | dict.fromkeys(headed, (node, ""))
            found |= dict.fromkeys(captioned, (_holder(root, last or node, node), ""))
            headed, captioned, last = [], [], node
        elif paragraph.outline:
            headed += begun
        elif "caption" in paragraph.style.casefold():
            captioned += begun
        elif last:
            found |= dict.fromkeys(begun, (last, ""))
    return {name.removeprefix(COMMENT_ANCHOR): place for name, place in found.items()}


def _is_worked_out(paragraph: SourceParagraph) -> bool:
    """Whether a paragraph of our own copies says what the program itself worded."""
    ours = [name for name in paragraph.anchors if is_generated(name) or read_bookmark(name)]
    return bool(ours) and is_generated(ours[-1])


def _holder(root: Node, one: str, other: str) -> str:
    """The lowest part that holds both of two, or is one of them."""
    both = zip(path_to(root, one), path_to(root, other), strict=False)
    return [here.id for here, there in both if here.id == there.id][-1]


def _cut(words: str) -> str:
    """Words that may be long, up to the last whole one of their beginning."""
    return words if len(words) <= SHORT else f"{words[:SHORT].rsplit(None, 1)[0]} …"


def _shared(one: str, other: str) -> int:
    """How many letters two texts have in common from their beginning."""
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
