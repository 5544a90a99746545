"""The front sheet of an agenda pack as a document, in a council's layout. Imports models and this package.

Links to `ITEM_ADDRESS` and the item's place lead to its first page once the pack is bound.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from app.document.nodes import Document, Heading, Item, List, Paragraph, Part, Properties, Span, Spans
from app.models.dates import long_date, read_day, show_date, weekday
from app.models.pack import (
    ITEM_ADDRESS,
    Contact,
    Edition,
    Line,
    Pack,
    PackLayout,
    Placed,
    meeting_day,
    papers,
    ranges,
)

_PLACE = re.compile(r"\{(\w+)\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")


def build_pack(
    pack: Pack, layout: PackLayout, placed: Sequence[Placed], edition: Edition, first_item: int = 1
) -> Document:
    """The front sheet of one edition: summons, items with their pages, access and whom to ask."""
    stands = _stands(pack, layout, edition)
    parts: list[Part] = []
    for line in layout.front:
        if edition not in line.editions:
            continue
        if line.form == "agenda":
            parts += _agenda(pack, layout, placed, edition, first_item)
        else:
            parts += _line(line, stands)
    day = meeting_day(pack).isoformat()
    furniture = type(layout.furniture)(
        *(_filled(getattr(layout.furniture, side), stands) for side in layout.furniture.__struct_fields__)
    )
    return Document(
        properties=Properties(
            title_of(pack, layout, edition), pack.council, "", layout.language, f"{day}T00:00:00Z"
        ),
        parts=tuple(parts),
        look=layout.look,
        furniture=furniture,
    )


def title_of(pack: Pack, layout: PackLayout, edition: Edition) -> str:
    """What the file is called in its properties."""
    kind = _stands(pack, layout, edition)["kind"]
    return f"{pack.council}: {pack.committee}, {long_date(meeting_day(pack))}. {kind}"


def appendix_name(layout: PackLayout, item: int, letter: str) -> str:
    """ "Appendix 2a": the number of the item and a letter."""
    return layout.words.appendix.replace("{item}", str(item)).replace("{letter}", letter)


def item_title(pack: Pack, at: int, edition: Edition) -> str:
    """An item's title as the edition may show it."""
    item = pack.items[at]
    return item.public_title if edition == "public" and item.public_title else item.title


def _stands(pack: Pack, layout: PackLayout, edition: Edition) -> Mapping[str, str]:
    day = meeting_day(pack)
    kind = layout.words.public if edition == "public" else layout.words.exempt
    return {
        "council": pack.council,
        "committee": pack.committee,
        "date": long_date(day),
        "weekday": weekday(day),
        "time": pack.time,
        "venue": pack.venue,
        "members": ", ".join(pack.members),
        "published": show_date(read_day(pack.published)) if pack.published else "",
        "access": pack.access,
        "contact": _contact(pack.contact),
        "kind": f"{pack.supplement}: {kind}" if pack.supplement else kind,
    }


def _contact(contact: Contact) -> str:
    phone = f"Tel: {contact.phone}" if contact.phone else ""
    return ", ".join(filter(None, (contact.name, contact.role, phone, contact.email)))


def _filled(text: str, stands: Mapping[str, str]) -> str:
    return _PLACE.sub(lambda found: stands.get(found[1], found[0]), text)


def _stand(text: str, stands: Mapping[str, str]) -> bool:
    """Whether all names in braces stand for something."""
    return all(stands.get(name) for name in _PLACE.findall(text))


def _line(line: Line, stands: Mapping[str, str]) -> Iterator[Part]:
    text = _OPTIONAL.sub(lambda found: found[1] if _stand(found[1], stands) else "", line.text)
    if not _stand(text, stands) or (line.needs and not stands[line.needs]):
        return
    words = _filled(text, stands)
    if line.form in ("title", "heading"):
        yield Heading(1 if line.form == "title" else 2, (Span(words),), generated=True)
        return
    for paragraph in words.split("\n\n"):
        role = "label" if line.form == "label" else "body"
        yield Paragraph(_addressed(paragraph.strip(), line.form == "strong"), role, generated=True)


def _addressed(words: str, bold: bool) -> Spans:
    """Words in which addresses of mail can be followed."""
    pieces = re.split(r"([\w.+-]+@[\w-]+(?:\.[\w-]+)+)", words)
    return tuple(
        Span(piece, bold, link=f"mailto:{piece}" if at % 2 else "")
        for at, piece in enumerate(pieces)
        if piece
    )


def _agenda(
    pack: Pack, layout: PackLayout, placed: Sequence[Placed], edition: Edition, first_item: int
) -> Iterator[Part]:
    items: list[Item] = []
    for at, item in enumerate(pack.items):
        own = [each for each in placed if each.item == at]
        hidden = item.exempt or any(paper.exempt for _, paper in papers(item))
        if edition == "exempt" and not hidden:
            continue
        shown = [each for each in own if each.edition == edition]
        number = at + first_item
        blocks: list[Part] = [Paragraph(_title(pack, layout, at, shown, edition), generated=True)]
        blocks += [
            Paragraph((Span(each.strip()),), generated=True)
            for each in item.text.split("\n\n")
            if each.strip()
        ]
        blocks += [
            Paragraph(_appendix(layout, number, each), generated=True) for each in shown if each.letter
        ]
        blocks += _withheld(layout, pack, at, own)
        items.append(Item(tuple(blocks), number=str(number)))
    yield List(tuple(items), ordered=True)


def _title(pack: Pack, layout: PackLayout, at: int, shown: Sequence[Placed], edition: Edition) -> Spans:
    title = item_title(pack, at, edition)
    if layout.item_case == "capitals":
        title = title.upper()
    if not shown:
        return (Span(title, bold=True),)
    return (
        Span(title, bold=True, link=f"{ITEM_ADDRESS}{at}"),
        Span(f" {_pages(layout, shown)}", bold=True),
    )


def _pages(layout: PackLayout, shown: Sequence[Placed]) -> str:
    said: list[str] = []
    for first, last in ranges(shown):
        form = layout.words.pages if last > first else layout.words.page
        said.append(form.replace("{first}", str(first)).replace("{last}", str(last)))
    return " ".join(said)


def _appendix(layout: PackLayout, number: int, placed: Placed) -> Spans:
    name = appendix_name(layout, number, placed.letter)
    title = f"{name}: {placed.paper.title}" if placed.paper.title else name
    return (
        Span(title, link=f"{ITEM_ADDRESS}{placed.item}{placed.letter}"),
        Span(f" {_pages(layout, [placed])}"),
    )


def _withheld(layout: PackLayout, pack: Pack, at: int, own: Sequence[Placed]) -> Iterator[Part]:
    """Why something of this item is not for publication, once for each reason."""
    item = pack.items[at]
    hidden = [(each.paper.paragraph, each.paper.reason) for each in own if each.paper.exempt]
    if item.exempt and not hidden:
        hidden = [(item.paragraph, item.reason)]
    for paragraph, reason in dict.fromkeys(hidden):
        words = layout.words.exempt_item.replace("{paragraph}", paragraph).replace("{reason}", reason)
        yield Paragraph((Span(words.strip(), italic=True),), generated=True)
