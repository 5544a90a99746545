"""The editions of a pack, bound from its papers: the public one, checked for exempt words, and the exempt one.

What is read here came from outside, so `worker` does it in a process of its own. Writes nothing.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from app.document.pack import appendix_name, build_pack, item_title, title_of
from app.exporters.pack.binding import Bound, Leaf, Section, bound
from app.exporters.pack.source import MOST_BYTES, PdfSource, opened
from app.exporters.pack.stamping import Stamp
from app.models.errors import Refused
from app.models.pack import ITEM_ADDRESS, Edition, Pack, PackLayout, Placed, papers, planned
from app.services.packs.leaks import Leak, Sought, exempt_words, find_leaks

MOST_PAGES = 20_000
OPENED, BOUND, CHECKED, ALL = 0.2, 0.6, 0.85, 0.95
"""How much is done once the papers are open, the public edition is bound, checked, and the exempt one is bound."""
Hear = Callable[[float, str, str], None]
"""Hears how much is done, from 0 to 1, what is being done, and which paper is in hand."""


class Ready(Struct, frozen=True):
    """A pack whose papers lie on the disk as PDF files. First stands the pack, then those whose numbers it carries on.

    `files` are, for each of these, the places of its papers by what the pack calls them.
    """

    packs: tuple[Pack, ...]
    files: tuple[dict[str, str], ...]
    layout: PackLayout


class Editions(Struct, frozen=True):
    """A pack's editions, where its papers stand in them, and what whoever made it should know."""

    bound: tuple[tuple[Edition, Bound], ...]
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


def hides_any(pack: Pack) -> bool:
    """Whether any paper of a pack is exempt, so that it has a second edition."""
    return any(paper.exempt for item in pack.items for _, paper in papers(item))


def open_file(name: str, place: str) -> PdfSource:
    """The paper `name`, open. Raises Refused, naming it, where it cannot be read."""
    try:
        with Path(place).open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            return opened(file.read(min(size, MOST_BYTES) + 1), name)
    except OSError as fault:
        raise Refused(
            f"“{name}” cannot be read ({fault.strerror or fault}); check that you may open it."
        ) from fault


def numbered(packs: Sequence[Pack], counts: Sequence[Mapping[str, int]]) -> Numbered:
    """Where the papers of the first pack stand. It begins where the one that it continues, which comes next, ends."""
    first_page = first_item = 1
    found = Numbered(first_page, first_item, ())
    for pack, counted in zip(reversed(packs), reversed(counts), strict=True):
        found = Numbered(first_page, first_item, planned(pack, counted, first_page))
        first_page, first_item = found.next_page, found.first_item + len(pack.items)
    return found


def bound_editions(ready: Ready, hear: Hear) -> Editions:
    """Both editions; the exempt one only where something is exempt.

    Raises Refused, with one sentence that names the paper, for one that cannot be bound, and Leaking where exempt words
    would be public.
    """
    pack = ready.packs[0]
    every = [(at, name, place) for at, own in enumerate(ready.files) for name, place in own.items()]
    sources: dict[str, PdfSource] = {}
    counts: list[dict[str, int]] = [{} for _ in ready.packs]
    for n, (at, name, place) in enumerate(every):
        hear(OPENED * n / len(every), name, name)
        source = open_file(name, place)
        counts[at][name] = len(source)
        if not at:
            sources[name] = source
    numbers = numbered(ready.packs, counts)
    if numbers.next_page > MOST_PAGES:
        raise Refused(f"The pack would have more than {MOST_PAGES:,} pages; make it in two parts.")
    work = _Work(pack, ready.layout, sources, numbers, hear)
    hides = hides_any(pack)
    public = work.edition("public", OPENED, BOUND if hides else ALL)
    made: list[tuple[Edition, Bound]] = [("public", public)]
    sought = Sought({})
    if hides:
        sought = work.check(public, BOUND, CHECKED)
        made.append(("exempt", work.edition("exempt", CHECKED, ALL)))
    notes = [note for _, edition in made for note in edition.notes] + work.untagged()
    notes += [
        f"“{name}” holds no text, so the public edition was searched for its title only."
        for name in sought.unread
    ]
    return Editions(
        tuple(made), numbers.placed, tuple(dict.fromkeys(notes)), len(sought.runs), numbers.first_item
    )


class _Work:
    """One pack's editions being made from open papers."""

    def __init__(
        self, pack: Pack, layout: PackLayout, sources: Mapping[str, PdfSource], numbers: Numbered, hear: Hear
    ) -> None:
        self._pack = pack
        self._layout = layout
        self._sources = sources
        self._numbers = numbers
        self._hear = hear

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

        def told(leaf: Leaf) -> None:
            nonlocal done
            done += 1
            self._hear(start + (end - start) * done / (total + 1), leaf.title, leaf.source.name)

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
            lambda part, what: self._hear(start + part * share, what, what),
        )
        found = find_leaks(
            public.data,
            self._items_of_pages(public),
            sought.runs,
            lambda part, what: self._hear(start + share + part * share, what, what),
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
