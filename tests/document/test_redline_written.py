"""Redlines as Word files, read by a small reader of our own: accepting all is the new document, rejecting the old."""

import io
import random
import zipfile
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pytest
from lxml import etree
from msgspec import structs

from app.document.nodes import (
    Cell,
    Document,
    Figure,
    Heading,
    Item,
    List,
    Paragraph,
    Part,
    Properties,
    Row,
    Span,
    Table,
)
from app.document.redline import build_redline
from app.exporters.docx import docx_bytes
from tests.tracked_reader import Said, W, letters, said

WORDS = "the council will spend £1.2m on fibre by 2027 and must report each year to “members” in full".split()
LINK = "https://www.example.org/"
LOOKS = (
    Span(""),
    Span(""),
    Span("", bold=True),
    Span("", italic=True),
    Span("", link=LINK),
    Span("", link=f"{LINK}plan", bold=True),
)


def spans(chance: random.Random) -> tuple[Span, ...]:
    """A sentence, part of it bold or linked, perhaps with a note in brackets."""
    words = chance.choices(WORDS, k=chance.randint(1, 14))
    at = chance.randint(0, len(words))
    head, tail = " ".join(words[:at]), " ".join(words[at:])
    look = chance.choice(LOOKS)
    note = " [As agreed in 2025.]" if chance.random() < 0.1 else ""
    found = (Span(f"{head} "), structs.replace(look, text=tail + note))
    return tuple(span for span in found if span.text.strip())


def paragraph(chance: random.Random) -> Paragraph:
    return Paragraph(spans(chance))


def made(chance: random.Random) -> Part:
    choice = chance.randint(0, 6)
    if choice == 0:
        return Heading(chance.randint(1, 3), spans(chance))
    if choice in (1, 2):
        return listed(chance, 0)
    if choice == 3:
        return table(chance)
    return paragraph(chance)


def listed(chance: random.Random, depth: int) -> List:
    def item() -> Item:
        inner = (listed(chance, depth + 1),) if depth < 2 and chance.random() < 0.3 else ()
        more = (paragraph(chance),) if chance.random() < 0.1 else ()
        return Item((paragraph(chance), *more, *inner))

    return List(tuple(item() for _ in range(chance.randint(1, 3))), ordered=chance.random() < 0.3)


def table(chance: random.Random) -> Table:
    columns = chance.randint(1, 3)
    rows = [row(chance, columns) for _ in range(chance.randint(1, 4))]
    if columns > 1 and chance.random() < 0.3:
        rows.insert(chance.randint(0, len(rows)), Row((Cell((paragraph(chance),), across=columns),)))
    return Table(tuple(rows), caption=chance.choice(("", "", "Costs in 2025")))


def row(chance: random.Random, columns: int) -> Row:
    return Row(tuple(cell(chance) for _ in range(columns)))


def cell(chance: random.Random) -> Cell:
    blocks: list[Part] = [paragraph(chance) for _ in range(chance.choice((1, 1, 1, 2)))]
    if chance.random() < 0.1:
        blocks.append(listed(chance, 2))
    return Cell(tuple(blocks))


def edited(chance: random.Random, part: Part) -> list[Part]:
    """What somebody made of a part."""
    if isinstance(part, Heading | Paragraph):
        return edited_words(chance, part)
    if isinstance(part, List):
        items = [
            structs.replace(item, blocks=tuple(b for each in item.blocks for b in edited(chance, each)))
            if chance.random() < 0.3
            else item
            for item in part.items
            if chance.random() > 0.15
        ]
        if chance.random() < 0.3:
            items.insert(chance.randint(0, len(items)), Item((paragraph(chance),)))
        return [structs.replace(part, items=tuple(items))] if items else []
    if isinstance(part, Table):
        return [edited_table(chance, part)]
    return [part]


def edited_words(chance: random.Random, part: Heading | Paragraph) -> list[Part]:
    choice = chance.randint(0, 8)
    if choice in (7, 8):
        return [structs.replace(part, spans=tuple(relooked(chance, part.spans, choice == 8)))]
    if choice == 0 and len(part.spans) == 2 and isinstance(part, Paragraph):
        return [structs.replace(part, spans=part.spans[:1]), structs.replace(part, spans=part.spans[1:])]
    if choice == 1:
        return [Heading(chance.randint(1, 3), part.spans)]
    if choice == 2:
        return [List((Item((Paragraph(part.spans),)),))]
    if choice == 3:
        return [structs.replace(part, spans=tuple(structs.replace(s, bold=not s.bold) for s in part.spans))]
    changed = list(part.spans)
    at = chance.randrange(len(changed))
    words = changed[at].text.split() or ["new"]
    words[chance.randrange(len(words))] = chance.choice(WORDS)
    changed[at] = structs.replace(changed[at], text=" ".join(words) + " ")
    return [structs.replace(part, spans=tuple(changed))]


def relooked(chance: random.Random, old: tuple[Span, ...], edited: bool) -> Iterator[Span]:
    """The same words in other looks, cut elsewhere, perhaps with another word in each stretch."""
    text = "".join(span.text for span in old)
    cuts = sorted({0, len(text), *(chance.randint(0, len(text)) for _ in range(2))})
    for start, end in pairwise(cuts):
        words = text[start:end] + (f" {chance.choice(WORDS)} " if edited else "")
        yield structs.replace(chance.choice(LOOKS), text=words)


def edited_table(chance: random.Random, part: Table) -> Table:
    rows = [each for each in part.rows if chance.random() > 0.15] or list(part.rows)
    part = structs.replace(part, caption=chance.choice(("", part.caption, part.caption, "Costs in 2026")))
    if chance.random() < 0.15:
        added = tuple(Row((*each.cells, cell(chance))) for each in rows)
        return structs.replace(part, rows=added)
    columns = max(sum(c.across for c in each.cells) for each in rows)
    if chance.random() < 0.4:
        rows.insert(chance.randint(0, len(rows)), row(chance, columns))
    changed: list[Row] = []
    for each in rows:
        cells = [
            structs.replace(c, blocks=tuple(b for old in c.blocks for b in edited(chance, old)))
            if chance.random() < 0.2
            else c
            for c in each.cells
        ]
        changed.append(structs.replace(each, cells=tuple(cells)))
    return structs.replace(part, rows=tuple(changed))


def document(parts: list[Part]) -> Document:
    return Document(properties=Properties("T"), parts=tuple(parts))


def two_versions(chance: random.Random) -> tuple[Document, Document]:
    parts = [made(chance) for _ in range(chance.randint(0, 8))]
    kept = [part for part in parts if chance.random() > 0.12]
    new = [other for part in kept for other in (edited(chance, part) if chance.random() < 0.4 else [part])]
    if len(new) > 1 and chance.random() < 0.3:
        new.insert(chance.randrange(len(new)), new.pop(chance.randrange(len(new))))
    if chance.random() < 0.4:
        new.insert(chance.randint(0, len(new)), made(chance))
    return document(parts), document(new)


class DescribeWrittenRedlines:
    @pytest.mark.parametrize("seed", range(60))
    def they_give_both_documents_back_to_the_word_and_the_structure(self, seed: int):
        old, new = two_versions(random.Random(seed))
        written = docx_bytes(build_redline(old, new, author="Ann", date="2026-03-01T10:00:00Z"))
        for state, side in (("accepted", new), ("rejected", old)):
            wanted = said(docx_bytes(side), "accepted")
            assert said(written, state) == wanted
            assert said(written, state, strict=True) == wanted
            assert letters(written, state) == letters(docx_bytes(side), "accepted")

    @pytest.mark.parametrize("inserted", [True, False])
    def they_end_in_the_look_of_what_is_left_there(self, inserted: bool):
        item = List((Item((Paragraph((Span("Every path is swept."),)),)),))
        short = document([Heading(1, (Span("Roads"),)), Paragraph((Span("Potholes are mended."),))])
        long = structs.replace(short, parts=(*short.parts, item, Heading(2, (Span("Parks"),))))
        old, new = (short, long) if inserted else (long, short)
        written = docx_bytes(build_redline(old, new, author="Ann", date="2026-03-01T10:00:00Z"))
        for state, side in (("accepted", new), ("rejected", old)):
            assert said(written, state, strict=True) == said(docx_bytes(side), "accepted")

    @pytest.mark.parametrize("texts", [("the plan  ", "our plan "), ("the plan ", "our plan   ")])
    def they_hold_bold_links_of_another_name_that_end_in_other_white_space(self, texts: tuple[str, str]):
        old, new = (
            document([Paragraph((Span("Members see all of "), Span(text, bold=True, link=LINK)))])
            for text in texts
        )
        written = docx_bytes(build_redline(old, new, author="Ann", date="2026-03-01T10:00:00Z"))
        for state, side in (("accepted", new), ("rejected", old)):
            assert said(written, state) == said(docx_bytes(side), "accepted")

    @pytest.mark.parametrize("sign", ["\ue000", "\ufdd0", "\uffff"])
    def they_hold_any_character_where_paragraphs_were_joined(self, sign: str):
        first, second = (f"{text} {sign} " for text in (LONG, SHORT))
        parts = [Paragraph((Span(text),)) for text in (first, second, first + second)]
        for old, new in ((parts[:2], parts[2:]), (parts[2:], parts[:2]), (parts[:1], parts[2:])):
            sides = document([*old]), document([*new])
            written = docx_bytes(build_redline(*sides, author="Ann", date="2026-03-01T10:00:00Z"))
            for state, side in zip(("rejected", "accepted"), sides, strict=True):
                assert said(written, state) == said(docx_bytes(side), "accepted")

    @pytest.mark.parametrize("inside", [True, False], ids=["into its last item", "as an item"])
    def they_keep_a_list_whole_where_words_came_and_what_stood_behind_it_went(self, inside: bool):
        first, more, last = (Paragraph((Span(text),)) for text in (SHORT, LONG, LAST))
        table = Table((Row((Cell((Paragraph((Span("Costs"),)),)),)),))
        items = (Item((first, more)),) if inside else (Item((first,)), Item((more,)))
        old = document([List((Item((first,)),), ordered=True), table, last])
        new = document([List(items, ordered=True), last])
        redline = build_redline(old, new, author="Ann", date="2026-03-01T10:00:00Z")
        assert [type(part) for part in redline.parts] == [List, Table, Paragraph]
        for state, side in (("accepted", new), ("rejected", old)):
            assert said(docx_bytes(redline), state, strict=True) == said(docx_bytes(side), "accepted")

    def they_leave_what_went_under_an_item_whose_list_was_numbered_under_it(self):
        first, more, last = (Paragraph((Span(text),)) for text in (LONG, SHORT, LAST))
        old = document([List((Item((first, more)), Item((last,))))])
        new = document([List((Item((first,)), Item((last,))), ordered=True)])
        written = docx_bytes(build_redline(old, new, author="Ann", date="2026-03-01T10:00:00Z"))
        for state, side in (("accepted", new), ("rejected", old)):
            assert said(written, state) == said(docx_bytes(side), "accepted")

    def they_tell_items_that_went_apart_where_two_lists_became_one(self):
        gone_, kept, lost, stayed = (
            Paragraph((Span(text),)) for text in ("Roads are swept.", LONG, "Gulleys are cleared.", LAST)
        )

        def items(*words: Paragraph) -> List:
            return List(tuple(Item((each,)) for each in words))

        old = document([items(gone_, kept), items(lost, stayed)])
        new = document([items(kept, stayed)])
        written = docx_bytes(build_redline(old, new, author="Ann", date="2026-03-01T10:00:00Z"))
        for state, side in (("accepted", new), ("rejected", old)):
            assert said(written, state) == said(docx_bytes(side), "accepted")

    @pytest.mark.parametrize("number", ["", "2.1"])
    @pytest.mark.parametrize("became", ["heading", "paragraph"])
    def they_track_the_form_of_what_became_a_heading_or_was_one(self, became: str, number: str):
        heading, rest = Heading(2, (Span(SHORT),), number), Paragraph((Span(LAST),))
        sides = document([Paragraph(heading.spans), rest]), document([heading, rest])
        old, new = sides if became == "heading" else reversed(sides)
        written = docx_bytes(build_redline(old, new, author="Ann", date="2026-03-01T10:00:00Z"))
        for state, side in (("accepted", new), ("rejected", old)):
            assert said(written, state, strict=True) == said(docx_bytes(side), "accepted")
        with zipfile.ZipFile(io.BytesIO(written)) as package:
            body = package.read("word/document.xml")
        assert body.count(b"<w:pPrChange ") == 1
        assert body.count(b"<w:ins ") + body.count(b"<w:del ") == bool(number)

    def they_keep_the_page_turned_before_what_came_at_the_end(self):
        cells = tuple(Cell((Paragraph((Span("responsibilities"),)),)) for _ in range(10))
        table = Table((Row(cells), Row(cells)))
        words = tuple(Paragraph((Span(text),)) for text in ("Roads are swept.", "Parks are mown."))
        written = docx_bytes(build_redline(document([table]), document([table, *words]), author="Ann"))
        with zipfile.ZipFile(io.BytesIO(written)) as package:
            body = etree.fromstring(package.read("word/document.xml"))
        turns = list(body.iter(f"{W}sectPr"))[:-1]
        assert turns
        assert not [turn for turn in turns if turn.getparent().find(f"{W}rPr") is not None]  # type: ignore[union-attr]

    def they_are_read_by_a_reader_that_sees_what_stands_there(self):
        file = docx_bytes(
            document([Paragraph((Span("One."),)), List((Item((Paragraph((Span("Two."),)),)),))])
        )
        assert said(file, "accepted") == [Said("BodyText", -1, "One."), Said("ListBullet", 0, "Two.")]


def moves_in(*sides: tuple[str, ...]) -> dict[str, int]:
    """How often each element of moves stands in the redline of two texts, one paragraph to a string."""
    old, new = (
        Document(properties=Properties("T"), parts=tuple(Paragraph((Span(text),)) for text in side))
        for side in sides
    )
    with zipfile.ZipFile(io.BytesIO(docx_bytes(build_redline(old, new, author="Ann")))) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    ends = {
        (each.get(f"{W}name"), each.tag)
        for each in body.iter(f"{W}moveFromRangeStart", f"{W}moveToRangeStart")
    }
    assert len({name for name, _ in ends}) * 2 == len(ends)
    for way in ("moveFrom", "moveTo"):
        starts, stops = (
            [each.get(f"{W}id") for each in body.iter(f"{W}{way}Range{edge}")] for edge in ("Start", "End")
        )
        assert starts == stops
    return Counter(etree.QName(each).localname for each in body.iter() if "move" in str(each.tag))


LONG = "Every road of the borough is swept each week, and twice in the autumn."
SHORT = "The parks are mown in summer."
LAST = "This plan is looked at again in five years."


class DescribeMoves:
    def they_are_written_as_moves_with_both_ends_named(self):
        found = moves_in((SHORT, LONG, LAST), (LONG, SHORT, LAST))
        assert found["moveFromRangeStart"] == found["moveToRangeStart"] == 1
        assert found["moveFrom"] == found["moveTo"] == 2  # the words and the paragraph's end

    @pytest.mark.parametrize(
        "sides",
        [
            ((SHORT, LONG), (LONG, SHORT)),
            ((SHORT, LONG, LAST), (LONG, SHORT.replace("mown", "cut"), LAST)),
            ((SHORT, LAST), (SHORT, LONG, LAST)),
        ],
        ids=["at the end of the text", "with other words", "no move"],
    )
    def they_are_all_that_is_marked(self, sides: tuple[tuple[str, ...], tuple[str, ...]]):
        assert not moves_in(*sides)

    @pytest.mark.parametrize("back", [True, False])
    def they_are_none_beside_a_picture_that_gave_way_to_another_at_the_end(self, back: bool):
        first, second, third = (Paragraph((Span(text),)) for text in (SHORT, LONG, LAST))
        was, now = (Figure(f"{at}" * 64, f"Map {at}", caption="The borough") for at in (1, 2))
        old, new = document([first, second, third, was]), document([second, third, first, now])
        old, new = (new, old) if back else (old, new)
        written = docx_bytes(build_redline(old, new, author="Ann", date="2026-03-01T10:00:00Z"))
        for state, side in (("accepted", new), ("rejected", old)):
            assert said(written, state) == said(docx_bytes(side), "accepted")
        with zipfile.ZipFile(io.BytesIO(written)) as package:
            root = etree.fromstring(package.read("word/document.xml"))
        assert all(len(each.findall(f"{W}rPr")) <= 1 for each in root.iter(f"{W}pPr"))
        assert all(each.find(f"{W}pPr/{W}rPr") is None for each in root.iter(f"{W}pPrChange"))

    def they_leave_no_words_deleted_where_those_moved_away(self):
        old, new = (
            Document(properties=Properties("T"), parts=tuple(Paragraph((Span(text),)) for text in side))
            for side in ((SHORT, LONG, LAST), (LONG, SHORT, LAST))
        )
        file = docx_bytes(build_redline(old, new))
        assert [each.words for each in said(file, "accepted") if isinstance(each, Said)] == [
            LONG,
            SHORT,
            LAST,
        ]
        assert [each.words for each in said(file, "rejected") if isinstance(each, Said)] == [
            SHORT,
            LONG,
            LAST,
        ]
        with zipfile.ZipFile(io.BytesIO(file)) as package:
            assert b"w:delText" not in package.read("word/document.xml")
