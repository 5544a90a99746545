"""Whether a public edition repeats what its exempt papers say: on its pages, or anywhere else in the file.

The finished file is searched, not what it was made from: text of all pages, and every string of every object, which
are properties, outline, notes, names and descriptions, and what is embedded. Runs of words count, not single ones, for
any two reports of a council share those; so do exact sums of money.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import PurePath

from msgspec import Struct

from app.exporters.pack.overlays import words_over
from app.exporters.pack.page_text import PageText
from app.exporters.pack.source import PdfSource, opened
from app.exporters.pack.syntax import Malformed
from app.importers.pdf_text import read_pages, without_furniture
from app.models.errors import Refused
from app.models.pack import Pack, papers
from app.models.report import Words as ReportWords
from app.resources import resource_root
from app.services.houses import load_houses

RUN = 8
FEWEST = 3
MOST_LEAKS = 20
_WORD = re.compile(r"[^\W_]+(?:[.,'’][^\W_]+)*")
_SUM = re.compile(r"£\s?\d[\d,]*(?:\.\d+)?\s?(?:m|k|bn|million|billion)?\b", re.IGNORECASE)
_TAG = re.compile(rb"<[^>]*>")
Words = tuple[str, ...]
Tell = Callable[[float, str], None]


class Leak(Struct, frozen=True):
    """Words of an exempt paper in the public edition: `where` they stand ("page 12", "the file's properties")."""

    where: str
    words: str
    paper: str

    @property
    def said(self) -> str:
        """The leak as a part of a sentence."""
        return f"{self.where} has “{self.words}” from “{self.paper}”"


def words_in(text: str) -> Words:
    """The words of a text as they are compared: without case and punctuation."""
    return tuple(_WORD.findall(text.casefold().replace("’", "'")))


class Sought(Struct, frozen=True):
    """The runs of words that may not be public, each with its paper; and the papers whose text nobody can read."""

    runs: dict[Words, str]
    unread: tuple[str, ...] = ()


def exempt_words(pack: Pack, sources: Mapping[str, PdfSource], tell: Tell) -> Sought:
    """What the public edition is searched for.

    What the agenda itself says, what the program's own report forms ask, the heads of tables that it draws, and the
    pack's `public_phrases` are not among them.
    """
    public, own = _public(pack), _own_words()
    found: dict[Words, str] = {}
    unread: list[str] = []
    for at, (name, source) in enumerate(sources.items()):
        text = _text(source, partial(_told, tell, at, len(sources), name))
        text = "\n".join((text, *filter(None, words_over(source)))).strip()
        if not text:
            unread.append(name)
        for run in (*_runs(words_in(text), RUN), *_sums(text)):
            found.setdefault(run, name)
        for title in _titles(pack, name, source):
            if len(title) >= FEWEST:
                found.setdefault(title, name)
    kept = {
        run: name
        for run, name in found.items()
        if f" {' '.join(run)} " not in public
        and not (len(run) == RUN and sum(word not in own for word in run) < FEWEST)
    }
    return Sought(kept, tuple(unread))


def _told(tell: Tell, at: int, count: int, name: str, part: float) -> None:
    tell((at + part) / count, name)


def _text(source: PdfSource, told: Callable[[float], None]) -> str:
    """The words of a paper without its running lines; empty where it holds pictures of text only."""
    try:
        return "\n".join(without_furniture(_pages(source, told)))
    except Refused:
        return ""


def _pages(source: PdfSource, told: Callable[[float], None]) -> list[list[str]]:
    """The lines of each page: by its operators where these are plain, which is quick; all others by pypdf."""
    quick = PageText(source)
    found: list[list[str]] = []
    unsure: set[int] = set()
    for at, page in enumerate(source.pages):
        told(at / len(source.pages) / 2)
        lines = quick.lines(page)
        found.append(lines or [])
        if lines is None:
            unsure.add(at)
    if not unsure:
        return found
    slow = read_pages(source.data, lambda part: told(0.5 + part / 2), unsure)
    return [slow[at] if at in unsure and at < len(slow) else lines for at, lines in enumerate(found)]


def find_leaks(public: bytes, items: Sequence[int], sought: Mapping[Words, str], tell: Tell) -> list[Leak]:
    """The places of a public edition that hold exempt words, pages first; at most `MOST_LEAKS`.

    `items` tells for each page which item it belongs to, -1 for the agenda. A run that stands in two items or more is a
    council's standing wording, such as the head of its reports, and no leak; titles and sums are leaks anywhere.
    Raises Refused where the file cannot be searched through.
    """
    lengths = sorted({len(run) for run in sought})
    found: list[tuple[str, list[Words]]] = []
    where_found: dict[Words, set[int]] = {}
    for at, (where, text) in enumerate(_places(public, tell)):
        item = items[at] if at < len(items) else -1
        hits = [run for run in _candidates(text, lengths) if run in sought]
        for run in hits:
            where_found.setdefault(run, set()).add(item)
        if hits:
            found.append((where, hits))
    standing = {run for run, at in where_found.items() if len(run) == RUN and len(at - {-1}) > 1}
    return [
        Leak(where, " ".join(run), sought[run])
        for where, hits in found
        if (run := next((each for each in hits if each not in standing), None)) is not None
    ][:MOST_LEAKS]


def _candidates(text: str, lengths: Sequence[int]) -> Iterator[Words]:
    """Everything a text has that might be sought."""
    words = words_in(text)
    for length in lengths:
        yield from _runs(words, length)
    yield from _sums(text)


def _places(public: bytes, tell: Tell) -> Iterator[tuple[str, str]]:
    """Everything a public edition says, and where."""
    source = opened(public, "the public edition")
    pages = _pages(source, lambda part: tell(part, "the public edition"))
    before: list[str] = []
    for at, lines in enumerate(pages, 1):
        yield f"page {at} of the file", "\n".join((*before, *lines))
        before = lines[-4:]
    try:
        for number, words in source.strings():
            yield (
                (
                    "its properties"
                    if number == source.information_number
                    else "a title, name, link or description"
                ),
                words,
            )
        for number in source.numbers():
            head, data = source.raw(number)
            if data is not None and (b"/EmbeddedFile" in head or b"/Metadata" in head):
                kind = "its properties" if b"/Metadata" in head else "an attachment"
                yield kind, _TAG.sub(b" ", source.unpacked(number)).decode("utf-8", "replace")
    except Malformed as fault:
        raise Refused(
            "The public edition could not be searched for exempt words and was not written."
        ) from fault


def _runs(words: Words, length: int) -> Iterator[Words]:
    for at in range(len(words) - length + 1):
        yield words[at : at + length]


def _sums(text: str) -> Iterator[Words]:
    """Sums of money so exact that they are no coincidence: four figures or more that are not nought."""
    for said in _SUM.findall(text):
        figures = re.sub(r"\D", "", said).strip("0")
        if len(figures) >= 4:
            yield (re.sub(r"\s", "", said.casefold()),)


def _titles(pack: Pack, name: str, source: PdfSource) -> Iterator[Words]:
    """What an exempt paper is called: in the pack, in its own properties, and as a file."""
    information = source.dictionary(source.reference(source.information_number))
    yield words_in(source.words(information.get(b"/Title")))
    yield words_in(PurePath(name.partition("#")[0]).stem)
    for item in pack.items:
        if item.exempt and item.public_title:
            yield words_in(item.title)
        yield from (words_in(paper.title) for letter, paper in papers(item) if letter and paper.file == name)


def _public(pack: Pack) -> str:
    """All words that are public anyway, between spaces."""
    said: list[str] = [
        pack.council,
        pack.committee,
        pack.venue,
        pack.access,
        *pack.members,
        *pack.public_phrases,
    ]
    for item in pack.items:
        said += [item.public_title or item.title, item.text, item.reason]
        said += [paper.reason for paper in item.appendices]
        said += [paper.title for paper in item.appendices if not (paper.exempt or item.exempt)]
    for form in sorted((resource_root() / "reports").glob("*.toml")):
        said.append(form.read_text(encoding="utf-8"))
    return f" {' | '.join(' '.join(words_in(each)) for each in said)} "


def _own_words() -> frozenset[str]:
    """The words of the heads and captions of the program's own tables: runs with few others say nothing."""
    said: list[str] = []
    for house in load_houses().values():
        columns = house.columns
        said += [getattr(columns, name) for name in columns.__struct_fields__]
        said += [house.figures.risks_caption, house.figures.roadmap_caption, house.figures.costs_caption]
        said += [house.term("theme").one, house.heading("costs"), house.heading("risks")]
        said += [house.wording.costs_by, ReportWords().costs]
    return frozenset(word for each in said for word in words_in(each.replace("{", " ").replace("}", " ")))
