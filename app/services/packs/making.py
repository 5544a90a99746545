"""Agenda packs made: papers in order behind a front sheet, the public edition checked before anything is written."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from app.document.pack import appendix_name, build_pack, item_title, title_of
from app.exporters.pack.binding import Bound, Leaf, Section, bound
from app.exporters.pack.source import PdfSource, opened
from app.exporters.pack.stamping import Stamp
from app.exporters.writing import check_place, replace_file
from app.models.errors import Refused
from app.models.pack import ITEM_ADDRESS, Edition, Pack, PackLayout, Placed, papers, planned
from app.services.packs.leaks import Leak, Sought, exempt_words, find_leaks
from app.services.packs.papers import paper_source
from app.services.packs.reading import read_pack

MOST_PAGES = 20_000
MOST_CONTINUED = 20
Tell = Callable[[float, str], None]
"""Hears how much is done, from 0 to 1, and what is being done; may raise Stopped."""


class Stopped(Exception):
    """Whoever was told of progress wants no pack any more. Not Refused, for nothing is wrong."""


def untold(done: float, what: str) -> None:
    """Hears of progress and does nothing."""


class Made(Struct, frozen=True):
    """What came of a pack: each edition's file, its papers' places, and what whoever made it should know."""

    files: tuple[tuple[Edition, Path, Bound], ...]
    placed: tuple[Placed, ...]
    notes: tuple[str, ...]
    searched: int = 0
    first_item: int = 1


class Numbered(Struct, frozen=True):
    """Where a pack's numbers begin, being 1 or the next of the pack that it continues; and where they end."""

    first_page: int
    first_item: int
    placed: tuple[Placed, ...]

    @property
    def next_page(self) -> int:
        return self.placed[-1].last + 1 if self.placed else self.first_page


class Leaking(Refused):
    """Words of exempt papers stand in the public edition, so nothing was written."""

    def __init__(self, leaks: Sequence[Leak]) -> None:
        self.leaks = tuple(leaks)
        more = f" (and {len(leaks) - 1} more places)" if len(leaks) > 1 else ""
        super().__init__(
            f"The pack was not written, for exempt words would be public: {leaks[0].said}{more}; "
            "take them out, or list them under public_phrases if they are public already."
        )


def make_file(description: Path, to: Path, exempt_to: Path | None = None, tell: Tell = untold) -> Made:
    """Makes the pack that a TOML file describes. Raises Refused as `make` does, and for a faulty description."""
    pack, layout = read_pack(description)
    return make(pack, layout, description.parent, to, exempt_to, tell)


def exempt_path(to: Path) -> Path:
    """Where the exempt edition goes if nothing else is said: beside the public one."""
    return to.with_name(f"{to.stem} (exempt){to.suffix}")


def make(
    pack: Pack, layout: PackLayout, folder: Path, to: Path, exempt_to: Path | None = None, tell: Tell = untold
) -> Made:
    """Makes both editions and writes them; the exempt one only where something is exempt.

    Raises Refused, with one sentence that names the part, for a paper that cannot be bound or a place that cannot be
    written to, and Leaking where exempt words would be public; nothing is written then.
    """
    exempt_to = exempt_to or exempt_path(to)
    hides = any(paper.exempt for item in pack.items for _, paper in papers(item))
    for place in (to, exempt_to) if hides else (to,):
        if place.suffix.lower() != ".pdf":
            raise Refused(f"A pack is written as .pdf; give “{place.with_suffix('.pdf').name}”.")
        check_place(place)
    if hides and exempt_to.resolve() == to.resolve():
        raise Refused("The public and the exempt edition would be one file; give two names.")
    sources = open_papers(pack, folder, lambda part, what: tell(part * 0.2, what))
    numbers = numbered(pack, {file: len(source) for file, source in sources.items()}, folder)
    if numbers.next_page > MOST_PAGES:
        raise Refused(f"The pack would have more than {MOST_PAGES:,} pages; make it in two parts.")
    work = _Work(pack, layout, sources, numbers, tell)
    public = work.edition("public", 0.2, 0.6 if hides else 0.95)
    made: list[tuple[Edition, Path, Bound]] = [("public", to, public)]
    sought = Sought({})
    if hides:
        sought = work.check(public, 0.6, 0.85)
        made.append(("exempt", exempt_to, work.edition("exempt", 0.85, 0.95)))
    for _, place, edition in reversed(made):
        replace_file(place, edition.data)
    tell(1.0, "")
    notes = [note for _, _, edition in made for note in edition.notes] + work.untagged()
    notes += [
        f"“{name}” holds no text, so the public edition was searched for its title only."
        for name in sought.unread
    ]
    return Made(
        tuple(made), numbers.placed, tuple(dict.fromkeys(notes)), len(sought.runs), numbers.first_item
    )


def open_papers(pack: Pack, folder: Path, tell: Tell = untold) -> dict[str, PdfSource]:
    """Every paper by its file, open. Raises Refused, naming the one that cannot be read."""
    files = list(dict.fromkeys(paper.file for item in pack.items for _, paper in papers(item)))
    found: dict[str, PdfSource] = {}
    for at, file in enumerate(files):
        tell(at / len(files), file)
        found[file] = paper_source(file, folder)
    return found


def numbered(pack: Pack, counts: Mapping[str, int], folder: Path, depth: int = 0) -> Numbered:
    """Where the papers stand. A supplementary pack begins where the one that it continues ends."""
    first_page = first_item = 1
    if pack.continues:
        if depth > MOST_CONTINUED:
            raise Refused(f"The packs that “{pack.continues}” continues go round in a circle; correct one.")
        path = folder / pack.continues
        before, _ = read_pack(path)
        counted = {file: len(source) for file, source in open_papers(before, path.parent).items()}
        last = numbered(before, counted, path.parent, depth + 1)
        first_page, first_item = last.next_page, last.first_item + len(before.items)
    return Numbered(first_page, first_item, planned(pack, counts, first_page))


class _Work:
    """One pack's editions being made from open papers."""

    def __init__(
        self, pack: Pack, layout: PackLayout, sources: Mapping[str, PdfSource], numbers: Numbered, tell: Tell
    ) -> None:
        self._pack = pack
        self._layout = layout
        self._sources = sources
        self._numbers = numbers
        self._tell = tell

    def edition(self, edition: Edition, start: float, end: float) -> Bound:
        """One edition, bound; `start` and `end` are its shares of the work."""
        from app.exporters.pdf import pdf_bytes

        numbers = self._numbers
        document = build_pack(self._pack, self._layout, numbers.placed, edition, numbers.first_item)
        front = opened(pdf_bytes(document), title_of(self._pack, self._layout, edition))
        blanks = len(front) % 2 if self._pack.double_sided else 0
        parts: list[Leaf | Section] = [Leaf(front, front.name, blanks=blanks, listed=False)]
        parts += self._parts(edition)
        total = sum(len(part.source) for part in parts if isinstance(part, Leaf))
        done = 0

        def told(title: str) -> None:
            nonlocal done
            done += 1
            self._tell(start + (end - start) * done / (total + 1), title)

        stamps = self._layout.stamps
        stamp = Stamp(stamps.words, stamps.place, stamps.size, stamps.blank)
        return bound(parts, document.properties, stamp, told)

    def _parts(self, edition: Edition) -> list[Leaf | Section]:
        """The papers of an edition: a report under its item's title, appendices one level below."""
        found: list[Leaf | Section] = []
        for at in range(len(self._pack.items)):
            shown = [each for each in self._numbers.placed if each.item == at and each.edition == edition]
            number = at + self._numbers.first_item
            heading = f"{number} {item_title(self._pack, at, edition)}"
            if shown and shown[0].letter:
                found.append(Section(heading))
            for each in shown:
                addresses = (f"{ITEM_ADDRESS}{at}",) if each is shown[0] else ()
                if each.letter:
                    addresses += (f"{ITEM_ADDRESS}{at}{each.letter}",)
                found.append(self._leaf(each, heading, number, addresses))
        return found

    def _leaf(self, placed: Placed, heading: str, number: int, addresses: tuple[str, ...]) -> Leaf:
        title = heading
        if placed.letter:
            name = appendix_name(self._layout, number, placed.letter)
            title = f"{name}: {placed.paper.title}" if placed.paper.title else name
        paper = placed.paper
        notice = self._layout.words.notice.replace("{paragraph}", paper.paragraph) if paper.exempt else ""
        level = 1 if placed.letter else 0
        return Leaf(
            self._sources[paper.file], title, level, placed.first, placed.blanks, notice, addresses
        )  # fmt: skip

    def check(self, public: Bound, start: float, end: float) -> Sought:
        """Searches the public edition for exempt words, which it gives back. Raises Leaking."""
        exempt = [each for each in self._numbers.placed if each.paper.exempt]
        shown = {each.paper.file for each in self._numbers.placed if not each.paper.exempt}
        both = next((each.paper.file for each in exempt if each.paper.file in shown), "")
        if both:
            raise Refused(f"“{both}” is both an exempt and a public paper of this pack; decide on one.")
        share = (end - start) / 2
        sought = exempt_words(
            self._pack,
            {each.paper.file: self._sources[each.paper.file] for each in exempt},
            lambda part, what: self._tell(start + part * share, what),
        )
        found = find_leaks(
            public.data,
            self._items_of_pages(public),
            sought.runs,
            lambda part, what: self._tell(start + share + part * share, what),
        )
        if found:
            raise Leaking(found)
        return sought

    def _items_of_pages(self, public: Bound) -> list[int]:
        """To which item each page of the public edition belongs; -1 for the agenda itself."""
        own = [
            each.item
            for each in self._numbers.placed
            if not each.paper.exempt
            for _ in range(each.pages + each.blanks)
        ]
        return [-1] * (public.pages - len(own)) + own

    def untagged(self) -> list[str]:
        """A sentence for the papers that cannot be read aloud properly, which the whole pack suffers from."""
        names = [name for name, source in self._sources.items() if not source.claims()[0]]
        if not names:
            return []
        listed = ", ".join(f"“{name}”" for name in names[:5]) + (", …" if len(names) > 5 else "")
        return [f"The pack is not PDF/UA, because these papers are not: {listed}."]
