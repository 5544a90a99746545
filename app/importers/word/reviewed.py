"""A Word file in all its states: everything rejected, then one author's changes after another's accepted.

Imports models and this package only.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from msgspec import structs

from app.importers.guard import Limits
from app.importers.reviewed import Quote, Remark, Reviewed, Revision, RevisionKind, Stage
from app.importers.source import Source
from app.importers.word.document import BODY, furniture_of, source_of
from app.importers.word.file import WordFile
from app.importers.word.names import MOVE_FROM, MOVE_TO, RPR, RUN, W14, M, P, T, W
from app.importers.word.package import Package
from app.importers.word.properties import properties_of
from app.importers.word.quotes import LETTERS, letters, mark_quotes
from app.importers.word.revisions import AUTHOR, COMING, DATE, GOING, TRACKED, Accepted, settle
from app.importers.word.story import Story
from app.importers.word.taken_forms import mark_taken_forms
from app.models.errors import Refused

_THREADS = (
    "{http://schemas.microsoft.com/office/word/2012/wordml}",
    "{http://schemas.microsoft.com/office/word/2010/11/wordml}",
)
"""What threads of comments are written in; the second by the previews of Word 2013."""
SENT = "engross.sent"
_MOST_STAGES = 12
_PLACE = 60
_LETTERS = (T, W + "delText", M + "t")
_DAY = re.compile(r"(?!0000)\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


def read_reviewed(path: Path, limits: Limits) -> Reviewed:
    """Every state of a Word file, its revisions and comments. Raises Refused where it cannot be read.

    Tracked changes that the copy was sent out with (its own redline) are accepted in every state.
    """
    package = Package(path, limits)
    sent = properties_of(package).get(SENT, "")
    file = WordFile(package, limits)
    revisions = [each for each in _all_revisions(file) if not is_sent(sent, each.author, each.date)]
    stages = [_stage(path, limits, "", lambda author, date: is_sent(sent, author, date))]
    authors = _authors(revisions)
    for at in range(len(authors)):
        names = frozenset(authors[: at + 1]) if at + 1 < _MOST_STAGES else frozenset(authors)
        stage = _stage(
            path,
            limits,
            authors[at],
            lambda author, date, names=names: author in names or is_sent(sent, author, date),
        )
        stages.append(structs.replace(stage, source=_sharing(stage.source, stages[-1].source)))
        if names == frozenset(authors):
            break
    remarks = list(_remarks(file))
    if file.package.root(file.part_of("commentsExtended")) is None:
        remarks = _threaded(remarks, stages[-1].quotes)
    return Reviewed(tuple(stages), tuple(revisions), tuple(remarks), tuple(_damaged(file)))


def is_sent(sent: str, author: str, date: str) -> bool:
    """Whether a change is one of those that the copy was sent out with: `sent` is their author and dates, in lines."""
    by, *dates = sent.split("\n")
    return bool(sent) and author == by and date in dates


def _main(package: Package) -> "etree._Element":
    """The main part, parsed anew each time: it takes ten times its bytes in memory, so that only one is ever held."""
    root = package.root(package.main)
    if root is None:
        raise package.damaged()
    if root.find(BODY) is None:
        raise Refused(
            f"“{package.name}” holds no text that Word would show; open it in Word and save it again."
        )
    mark_taken_forms(root, properties_of(package).get("application", ""))
    return root


def _all_revisions(file: WordFile) -> list[Revision]:
    """The tracked changes of the body, the notes and the running heads. No tree of the body is left of it."""
    found = list(_revisions(_main(file.package)))
    for kind in ("footnotes", "endnotes"):
        for note in file.notes(kind).elements.values():
            found += _revisions(note)
    for head in _heads(file):
        found += _revisions(head) if head is not None else ()
    return found


def _heads(file: WordFile) -> Iterator["etree._Element | None"]:
    for relationship in file.relationships.values():
        if relationship.kind in ("header", "footer") and not relationship.external:
            yield file.package.root(relationship.target)


def _authors(revisions: list[Revision]) -> list[str]:
    """Everybody who changed something, in the order in which they began: what stands inside another's came later."""
    first: dict[str, str] = {}
    for revision in revisions:
        known = first.get(revision.author)
        if known is None or (revision.date and (not known or revision.date < known)):
            first[revision.author] = revision.date
    return sorted(first, key=lambda author: first[author] or "9")


def _stage(path: Path, limits: Limits, author: str, accepted: Accepted) -> Stage:
    file = WordFile(Package(path, limits), limits)
    tree = _main(file.package)
    settled = settle(tree, accepted)
    for kind in ("footnotes", "endnotes"):
        notes = file.notes(kind)
        for element in notes.elements.values():
            settle(element, accepted)
        notes.taken.update(id for of, id in settled.notes if of == kind)
    quotes = mark_quotes(tree)
    body = tree.find(BODY)
    assert body is not None
    story = Story(file, file.relationships)
    blocks = story.blocks(body)
    story.end(blocks)
    source = source_of(file, blocks, furniture_of(file, lambda head: settle(head, accepted)))
    return Stage(author, source, quotes)


def _sharing(source: Source, before: Source) -> Source:
    """A source that holds what it has in common with the state before it only once, for most of it is the same."""
    known = {block: block for block in before.blocks}
    return structs.replace(
        source,
        blocks=tuple(known.get(block, block) for block in source.blocks),
        pictures={digest: before.pictures.get(digest, data) for digest, data in source.pictures.items()},
        content=before.content if before.content == source.content else source.content,
    )


_KINDS: dict[object, RevisionKind] = {
    **dict.fromkeys(COMING, "inserted"),
    **dict.fromkeys(GOING, "deleted"),
    **dict.fromkeys((MOVE_FROM, MOVE_TO), "moved"),
}


def _revisions(tree: "etree._Element") -> Iterator[Revision]:
    for element in tree.iter(*TRACKED):
        parent = element.getparent()
        kind = _KINDS.get(element.tag, "structure" if "cell" in str(element.tag) else "formatting")
        words = "".join(text.text or "" for text in element.iter(*_LETTERS))
        if kind not in ("formatting", "structure") and parent is not None and parent.tag == RPR:
            holder = parent.getparent()
            if holder is not None and holder.tag == RUN:
                words = "".join(text.text or "" for text in holder.iter(*_LETTERS))
            else:
                kind = "structure"
        elif not words and kind != "formatting":
            kind = "structure"
        yield Revision(kind, element.get(AUTHOR) or "", _date(element), words, _place(element))


def _date(element: "etree._Element") -> str:
    """When something was changed or said; empty where the file names no day, as some do with noughts."""
    date = element.get(DATE) or ""
    return date if _DAY.match(date) else ""


def _place(element: "etree._Element") -> str:
    """The beginning of the paragraph around an element; of the row, for one that is about a row."""
    at = element.getparent()
    while at is not None and at.tag not in (P, W + "tr"):
        at = at.getparent()
    letters = at.iter(*_LETTERS) if at is not None else iter(())
    return " ".join("".join(text.text or "" for text in letters).split())[:_PLACE]


def _damaged(file: WordFile) -> Iterator[str]:
    """A sentence for each part with the reviewers' words that cannot be read."""
    part = file.part_of("comments")
    if part in file.package and file.package.root(part) is None:
        yield "The comments are damaged and could not be read; open the copy in Word and save it again."


def _remarks(file: WordFile) -> Iterator[Remark]:
    root = file.package.root(file.part_of("comments"))
    if root is None:
        return
    extended = file.package.root(file.part_of("commentsExtended"))
    more = {_of_thread(e, "paraId"): e for e in (extended if extended is not None else ())}
    by_paragraph: dict[str, str] = {}
    for element in root.iterchildren(W + "comment"):
        for paragraph in element.iter(P):
            by_paragraph[paragraph.get(W14 + "paraId") or ""] = element.get(W + "id") or ""
    by_paragraph.pop("", None)
    for element in root.iterchildren(W + "comment"):
        settle(element, lambda author, date: True)
        paragraphs = list(element.iter(P))
        text = "\n".join(_text(paragraph) for paragraph in paragraphs).strip()
        names = [paragraph.get(W14 + "paraId") or "" for paragraph in paragraphs]
        told = next((more[name] for name in reversed(names) if name in more), None)
        parent = by_paragraph.get(_of_thread(told, "paraIdParent"), "") if told is not None else ""
        done = told is not None and _of_thread(told, "done") in ("1", "true", "on")
        yield Remark(
            element.get(W + "id") or "", element.get(AUTHOR) or "", _date(element), text, parent, done
        )


def _of_thread(element: "etree._Element", name: str) -> str:
    """What a comment's thread says of it; empty where it does not say."""
    return next((said for space in _THREADS if (said := element.get(space + name))), "")


def _threaded(remarks: list[Remark], quotes: dict[str, Quote]) -> list[Remark]:
    """The comments where the file does not say which answers which, as older LibreOffice leaves it.

    It sets an answer on the same words as what it answers: the earliest comment on some words begins the thread.
    """
    first: dict[Quote, str] = {}
    for each in sorted(remarks, key=lambda remark: remark.date):
        if (quote := quotes.get(each.id)) is not None and quote.words:
            first.setdefault(quote, each.id)
    heads = {each.id: first.get(quotes[each.id], "") for each in remarks if each.id in quotes}
    return [
        structs.replace(each, parent=head) if (head := heads.get(each.id, "")) not in ("", each.id) else each
        for each in remarks
    ]


def _text(paragraph: "etree._Element") -> str:
    return "".join(map(letters, paragraph.iter(*LETTERS)))
