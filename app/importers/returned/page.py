"""The page of a returned copy, read from top to bottom: each paragraph to the node and field whose words it shows.

Bookmarks say whose; what has none was typed in Word and goes where it stands: on into the same body, as a further item
of a list of parts, or, with a heading, as a section of its own. Imports models and this package only.
"""

from collections.abc import Callable, Iterator

from msgspec import Struct, structs

from app.document.anchors import PLACE, is_generated, words_digest
from app.importers.proposal import Placement
from app.importers.returned.bodies import split_lead
from app.importers.returned.headings import Headings
from app.importers.returned.joints import without_joint_numbers
from app.importers.returned.lines import squeezed
from app.importers.returned.places import TITLE, Place, Places
from app.importers.source import SourceBlock, SourceParagraph, SourcePicture, SourceTable
from app.models.kinds import new_id
from app.models.nodes import KINDS
from app.models.text import Paragraph, Run, blocks_text, joined, runs_text

_SHORT = 60
_ALIKE = 24
_TYPED, _GUESSED = 0.8, 0.6
_LISTED = frozenset(("priority", "principle", "objective", "outcome", "enabler", "change", "layer", "risk"))
_CLOSED = "closing"


class Sprig(Struct, eq=False):
    """A node that somebody added in Word: after `after` (empty: first) among the children of `parent`."""

    id: str
    kind: str
    parent: str
    after: str
    level: int = 0
    title: str = ""
    body: list[SourceBlock] = []
    fields: dict[str, list[SourceBlock]] = {}


class Page(Struct, eq=False):
    """What was found: blocks of rich fields, lines of others (one for each place), in the order of the page."""

    rich: dict[tuple[str, str], list[SourceBlock]] = {}
    lines: dict[tuple[str, str], list[str]] = {}
    tables: list[tuple[str, SourceTable]] = []
    order: list[Place] = []
    present: set[str] = set()
    sprigs: dict[str, Sprig] = {}
    levels: dict[str, int] = {}
    into: dict[str, str] = {}
    placements: list[Placement] = []
    furniture: list[str] = []
    notes: list[str] = []


def text_of(paragraph: SourceParagraph) -> str:
    """The words of a paragraph."""
    return runs_text(paragraph.runs)


def leaves_in(block: SourceBlock) -> Iterator[SourceParagraph | SourcePicture]:
    """Every paragraph and picture of a block, also in the cells of tables."""
    if isinstance(block, SourceTable):
        for row in block.rows:
            for cell in row:
                for inner in cell.blocks:
                    yield from leaves_in(inner)
    else:
        yield block


def paragraphs_in(block: SourceBlock) -> Iterator[SourceParagraph]:
    """Every paragraph of a block, also in the cells of tables."""
    return (each for each in leaves_in(block) if isinstance(each, SourceParagraph))


def pictures_in(block: SourceBlock) -> Iterator[SourcePicture]:
    """Every picture of a block, also in the cells of tables."""
    return (each for each in leaves_in(block) if isinstance(each, SourcePicture))


class PageReader:
    """Goes down a page; `at` is the field that unmarked words would continue."""

    def __init__(
        self, places: Places, headings: Headings, read_table: "Callable[[PageReader, SourceTable], None]"
    ) -> None:
        self.places = places
        self._headings = headings
        self._read_table = read_table
        self.page = Page()
        self.at = (places.root.id, "body")
        self._before_sprig = ("", "")
        self._sprig: Sprig | None = None
        self._item_level: int | None = None
        self._set_in: dict[tuple[str, str], int] = {}

    def block(self, block: SourceBlock) -> None:
        """Takes one block of the page."""
        if isinstance(block, SourceParagraph):
            self._paragraph(block)
        elif places := self._dissolved_in(block):
            self.page.present.difference_update(place.name for place in places)
            self.put(block, *self.at, _GUESSED)
        elif isinstance(block, SourceTable):
            self._read_table(self, block)
        else:
            self._picture(block)

    def _dissolved_in(self, block: SourceTable | SourcePicture) -> list[Place]:
        """The places of a table or picture, where it is of a section that is one no more."""
        places = [place for each in leaves_in(block) for place in self.known(each)]
        return places if places and all(map(self._headings.has_dissolved, places)) else []

    def known(self, block: SourceParagraph | SourcePicture) -> list[Place]:
        """The places that the bookmarks of a paragraph or picture mark."""
        return [place for name in block.anchors if (place := self.places.place(name)) is not None]

    def _picture(self, picture: SourcePicture) -> None:
        if any(is_generated(name) for name in picture.anchors):
            return
        places = self.known(picture)
        self.page.present.update(place.name for place in places)
        if places:
            self.page.order.append(places[-1])
            self._item_level = None
            if self._sprig is None or places[-1].owner != self._before_sprig:
                self._sprig, self.at = None, places[-1].owner
        self.put(picture, *self.at)

    def _paragraph(self, paragraph: SourceParagraph) -> None:
        if paragraph.field == "TOC" or paragraph.style.startswith("toc "):
            self.furnish(paragraph)
            return
        places = self.known(paragraph)
        ours = [
            name for name in paragraph.anchors if is_generated(name) or self.places.place(name) is not None
        ]
        self.page.present.update(place.name for place in places)
        if ours and is_generated(ours[-1]):
            self._worked_out(paragraph, ours[-1], places)
        elif places:
            self._anchored(without_joint_numbers(paragraph, places, self.places), places)
        elif text_of(paragraph).strip():
            self.loose(paragraph)

    def furnish(self, paragraph: SourceParagraph) -> None:
        """Counts a paragraph among what is worked out or runs along every page."""
        if text := text_of(paragraph).strip():
            self.page.furniture.append(text)

    def _worked_out(self, paragraph: SourceParagraph, name: str, places: list[Place]) -> None:
        self.furnish(paragraph)
        digest = self.places.generated.get(name, "")
        text = squeezed(text_of(paragraph))
        if text and digest and digest != words_digest(text):
            self.page.notes.append(
                f"“{text[:_SHORT]}” is worked out by the program; what was typed there was left out."
            )
        for place in places:
            if place.field == PLACE:
                self._sprig = None
                self._arrive(place, paragraph)
                self.at = (place.node, "body")

    def _arrive(self, place: Place, paragraph: SourceParagraph) -> None:
        """Notes that a node stands here."""
        self.page.order.append(place)
        if paragraph.outline and place.field in (PLACE, "title"):
            self.page.levels[place.node] = paragraph.outline
            arrival = self._headings.arrive(place, paragraph.outline, self._chain)
            if arrival.holder:
                self.page.into[place.node] = arrival.holder
            if arrival.is_kept:
                words = self.without_number(text_of(paragraph), place.name)[:_SHORT]
                self.page.notes.append(
                    f"“{words}” was given another level of heading; it stays where it is, for no part above it there "
                    "can hold it."
                )
        self._item_level = paragraph.mark.level if paragraph.mark else None

    def _anchored(self, paragraph: SourceParagraph, places: list[Place]) -> None:
        first = self._own(paragraph, places)
        owner = first.owner
        if self._headings.is_stray(first) or self._headings.is_new(paragraph, first):
            self.loose(paragraph)
            return
        if self._headings.is_dissolved(paragraph, first):
            self._dissolved(paragraph, first)
            return
        if self._headings.was_one(paragraph, first):
            words = self.without_number(text_of(paragraph), first.name)[:_SHORT]
            self.page.notes.append(
                f"“{words}” was made a paragraph; it stays a heading, for parts below it have no heading of their own."
            )
        if self._sprig is not None and owner == self._before_sprig and self.places.is_rich(*owner):
            self._sprig.body.append(paragraph)
            self._placed(paragraph, self._sprig.id, self._sprig.kind, "body", _TYPED)
            return
        self._sprig = None
        self._arrive(first, paragraph)
        for place in places:
            if place.name in self.places.items:
                whole = place.field in ("title", "body")
                self._set_in[place.node, "" if whole else place.field] = self.places.items[place.name] + 1
        titled = {p.field: p for p in places if p.node == first.node and p.name in self.places.items}
        if "title" in titled and len(titled) > 1:
            self._run_in(paragraph, titled)
            return
        self.at = owner
        if self.places.is_rich(*owner):
            self.put(paragraph, *owner)
        else:
            self.line(self.without_number(text_of(paragraph), first.name), owner)
            self._placed(paragraph, first.node, self.places.nodes[first.node].kind, first.field, 1)

    def _dissolved(self, paragraph: SourceParagraph, place: Place) -> None:
        """Takes what a section said on into the text before it; of the heading that it had, the words."""
        self.page.present.difference_update(
            each.name for each in self.places.shown if each.node == place.node
        )
        if place.field == TITLE:
            words = Run(self.without_number(text_of(paragraph), place.name))
            paragraph = structs.replace(paragraph, runs=(words,))
        self.loose(paragraph)

    def _own(self, paragraph: SourceParagraph, places: list[Place]) -> Place:
        """Whose paragraph it is, where it bears the bookmarks of several.

        A reader hands those of an emptied paragraph on to the next, whose own are last; where two paragraphs were made
        one, its first words tell.
        """
        text = squeezed(text_of(paragraph))
        own = places[-1]
        if len(places) > 1 and not self._begins(text, own):
            own = next((place for place in places if self._begins(text, place)), own)
        return own

    def _begins(self, text: str, place: Place) -> bool:
        """Whether a text begins as a line of this field did."""
        value = getattr(self.places.nodes[place.node], place.field, "")
        lines = [value] if isinstance(value, str) else blocks_text(value).split("\n") if value else []
        starts = (squeezed(line)[:_ALIKE] for line in lines)
        return any(start and self.without_number(text, place.name).startswith(start) for start in starts)

    def _run_in(self, paragraph: SourceParagraph, titled: dict[str, Place]) -> None:
        """A bold lead-in that is the node's title, and its text."""
        title = titled["title"]
        node = self.places.nodes[title.node]
        field = next(name for name in titled if name != "title")
        first = next(iter(getattr(node, field)), None)
        text_was = runs_text(first.runs) if isinstance(first, Paragraph) else ""
        head, rest = split_lead(joined(paragraph.runs), node.title, text_was)
        self.line(head, title.owner)
        self.at = (node.id, field)
        if rest:
            self.page.rich.setdefault(self.at, []).append(structs.replace(paragraph, runs=rest, mark=None))
        self._placed(paragraph, node.id, node.kind, field, 1)

    def without_number(self, text: str, name: str) -> str:
        """A title without the number that was generated before it; of a redline, the old one or the new one."""
        words = squeezed(text)
        numbers = [squeezed(number) for number in self.places.numbers.get(name, "").split("\n")]
        for number in sorted(numbers, key=len, reverse=True):
            if number and words.startswith(number):
                return words[len(number) :].strip()
        if numbers[0] and "\t" in text.strip():
            return squeezed(text.strip().split("\t", 1)[1])
        return words

    def line(self, text: str, owner: tuple[str, str]) -> None:
        """One place of a field of one line."""
        self.page.lines.setdefault(owner, []).append(squeezed(text))

    def put(self, block: SourceBlock, node: str, field: str, sure: float = 1.0) -> None:
        """Appends a block to a rich field, or to the body of the node whose other field stands here."""
        if self._sprig is not None and (node, field) == self.at:
            self._sprig.body.append(block)
            node, kind, field = self._sprig.id, self._sprig.kind, "body"
        else:
            field = field if self.places.is_rich(node, field) else "body"
            self.page.rich.setdefault((node, field), []).append(self._lifted(block, node, field))
            kind = self.places.nodes[node].kind
        for paragraph in paragraphs_in(block):
            self._placed(paragraph, node, kind, field, sure)

    def put_new(self, sprig: Sprig, field: str, block: SourceBlock) -> None:
        """Puts a block of a typed row into a field of the new node."""
        sprig.fields.setdefault(field, []).append(block)
        for paragraph in paragraphs_in(block):
            self._placed(paragraph, sprig.id, sprig.kind, field, _TYPED)

    def end_sprig(self) -> None:
        """What follows no longer continues the new node."""
        self._sprig = None

    def typed_line(self, paragraph: SourceParagraph, owner: tuple[str, str]) -> None:
        """A field of one line that was empty and has been filled in."""
        self.line(text_of(paragraph), owner)
        self._placed(paragraph, owner[0], self.places.nodes[owner[0]].kind, owner[1], _TYPED)

    def placed_in_root(self, paragraph: SourceParagraph, field: str) -> None:
        """Notes that a paragraph stands in a table of the strategy itself."""
        self._placed(paragraph, self.places.root.id, "strategy", field, 1)

    def _lifted(self, block: SourceBlock, node: str, field: str) -> SourceBlock:
        """A block with its list level counted from the node's own text, where the node is itself an item of a list."""
        levels = self._set_in.get((node, ""), 0) or self._set_in.get((node, field), 0)
        if not isinstance(block, SourceParagraph) or block.mark is None or not levels:
            return block
        level = block.mark.level - levels
        return structs.replace(block, mark=structs.replace(block.mark, level=level) if level >= 0 else None)

    def _placed(self, paragraph: SourceParagraph, node: str, kind: str, field: str, sure: float) -> None:
        if text := squeezed(text_of(paragraph)):
            self.page.placements.append(Placement(text[:_SHORT], node, kind, field, sure))

    def loose(self, paragraph: SourceParagraph) -> None:
        """A paragraph that somebody typed, or whose bookmark was lost."""
        node, field = self.at
        if paragraph.outline:
            self._new_section(paragraph)
        elif self._sprig is not None and not self._is_item(paragraph, self._sprig.kind):
            self.put(paragraph, node, field, _TYPED)
        elif self._is_item(paragraph, self._kind_here()):
            self._new_item(paragraph)
        else:
            self.put(paragraph, *self._after_list(paragraph, node, field), _GUESSED)

    def _kind_here(self) -> str:
        return self._sprig.kind if self._sprig is not None else self.places.nodes[self.at[0]].kind

    def _is_item(self, paragraph: SourceParagraph, kind: str) -> bool:
        return kind in _LISTED and paragraph.mark is not None and paragraph.mark.level == self._item_level

    def _after_list(self, paragraph: SourceParagraph, node: str, field: str) -> tuple[str, str]:
        """A paragraph below a list of parts closes what holds the list; one that is set in belongs to the item."""
        found = self.places.nodes[node]
        listed = found.kind in _LISTED and self._item_level is not None
        set_in = paragraph.mark is not None or paragraph.style.startswith("list") or paragraph.indent > 0
        parent = self.places.parents.get(node)
        if listed and not set_in and parent is not None:
            closing = any(each.name == _CLOSED for each in KINDS[parent.kind].fields)
            return parent.id, _CLOSED if closing else "body"
        return node, field

    def _new_item(self, paragraph: SourceParagraph) -> None:
        node = self._sprig.id if self._sprig else self.at[0]
        kind = self._kind_here()
        parent = self._sprig.parent if self._sprig else self.places.parents[node].id
        sprig = self.grow(kind, parent, node)
        runs = joined(paragraph.runs)
        bold = (
            any(run.bold for run in runs)
            and not all(run.bold for run in runs)
            and bool(runs and runs[0].bold)
        )
        sprig.title, rest = split_lead(runs, "") if bold else ("", runs)
        sprig.body.append(structs.replace(paragraph, runs=rest, mark=None))
        self._placed(paragraph, sprig.id, kind, "body", _TYPED)

    def grow(self, kind: str, parent: str, after: str) -> Sprig:
        """A new node of a kind, which unmarked words continue from here on."""
        if self._sprig is None:
            self._before_sprig = self.at
        sprig = Sprig(new_id(), kind, parent, after)
        self.page.sprigs[sprig.id] = sprig
        self._sprig = sprig
        return sprig

    def _new_section(self, paragraph: SourceParagraph) -> None:
        """A heading that somebody typed begins a section, at the depth its level says."""
        parent, after = self._room(paragraph.outline)
        sprig = self.grow("section", parent, after)
        sprig.level = paragraph.outline
        self._headings.begin(sprig.id, sprig.level)
        sprig.title = squeezed(text_of(paragraph))
        self._item_level = None
        self._placed(paragraph, sprig.id, "section", "title", _TYPED)

    def _room(self, level: int) -> tuple[str, str]:
        """Under which node, and after which of its children, a section of this level can stand here."""
        below = ""
        for id in self._chain(self._sprig.id if self._sprig is not None else self.at[0]):
            if self._level(id) < level and "section" in self._holds(id):
                return id, below
            below = id
        return self.places.root.id, below

    def _chain(self, id: str) -> Iterator[str]:
        """A part and what it stands under by now, up to the strategy, which is left out."""
        while id and id != self.places.root.id:
            yield id
            sprig = self.page.sprigs.get(id)
            id = sprig.parent if sprig is not None else self.page.into.get(id) or self.places.parents[id].id

    def _level(self, id: str) -> int:
        """The level of a part's heading; that of one without is below all."""
        sprig = self.page.sprigs.get(id)
        return (sprig.level if sprig is not None else self.page.levels.get(id)) or 99

    def _holds(self, id: str) -> tuple[str, ...]:
        sprig = self.page.sprigs.get(id)
        return KINDS[sprig.kind if sprig is not None else self.places.nodes[id].kind].holds
