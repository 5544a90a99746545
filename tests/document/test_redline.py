"""Redlines: leaving out what came gives the old document, leaving out what went the new one."""

import random
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from app.document.leaves import leaves
from app.document.nodes import (
    Cell,
    Document,
    Heading,
    Item,
    Letters,
    List,
    Mark,
    Paragraph,
    Part,
    Properties,
    Row,
    Span,
    Table,
)
from app.document.redline import build_redline

WORDS = "the council will spend £1.2m on fibre by 2027 and must report each year to members in full".split()


def document(*parts: Part) -> Document:
    return Document(properties=Properties("T"), parts=parts)


def paragraph(text: str) -> Paragraph:
    return Paragraph((Span(text),))


def lines(parts: Iterable[Part], without: str) -> list[str]:
    """The paragraphs left when everything marked `without` is taken out, ends included."""
    found: list[str] = []
    open_end = False
    for leaf in leaves(parts):
        part = leaf.part
        if isinstance(part, Table):
            title = "".join(s.text for s in part.title if s.mark is None or s.mark.kind != without)
            found += [title] if title else []
            for row in part.rows:
                if row.mark is None or row.mark.kind != without:
                    cells = ("/".join(lines(cell.blocks, without)) for cell in row.cells)
                    found.append(" | ".join(filter(None, cells)))
            continue
        if not isinstance(part, Heading | Paragraph) or (part.mark and part.mark.kind == without):
            continue
        text = "".join(span.text for span in part.spans if span.mark is None or span.mark.kind != without)
        if isinstance(part, Heading) and part.number:
            text = f"{part.number} {text}"
        found[len(found) - open_end :] = [f"{found[-1]} {text}" if open_end else text]
        open_end = isinstance(part, Paragraph) and part.end is not None and part.end.kind == without
    return [" ".join(line.split()) for line in found]


def told(row: Row) -> list[str]:
    """The cells of a row as words, "+" before those that came and "-" before those that went."""
    signs = {"inserted": "+", "deleted": "-"}
    return [
        "".join(
            (signs[span.mark.kind] if span.mark else "") + span.text
            for leaf in leaves(cell.blocks)
            if isinstance(leaf.part, Paragraph)
            for span in leaf.part.spans
        )
        for cell in row.cells
    ]


def check(old: Document, new: Document) -> Document:
    woven = build_redline(old, new, author="R. Ellis", date="2026-06-02T09:00:00Z")
    assert woven.redline
    assert lines(woven.parts, "inserted") == lines(old.parts, "")
    assert lines(woven.parts, "deleted") == lines(new.parts, "")
    apart = [
        each for part in woven.parts for each in ((isinstance(part, Table) and part.replaced) or (part,))
    ]
    assert lines(apart, "inserted") == lines(old.parts, "")
    assert lines(apart, "deleted") == lines(new.parts, "")
    return woven


class DescribeRedlines:
    def it_tells_links_to_parts_by_whole_names(self):
        old, new = (
            Paragraph(
                (
                    Span("Answered by "),
                    Span("2.1 Train staff", link="#a"),
                    Span("; "),
                    Span(name, link=f"#{id}"),
                ),
                "note",
                generated=True,
            )
            for id, name in (("b", "2.2 Watch the network"), ("c", "2.3 Watch the doors"))
        )
        woven = build_redline(document(old), document(new)).parts[0]
        assert isinstance(woven, Paragraph)
        assert [(span.text, span.mark.kind) for span in woven.spans if span.mark] == [
            ("2.2 Watch the network", "deleted"),
            ("2.3 Watch the doors", "inserted"),
        ]
        assert [span.link for span in woven.spans if span.mark] == ["#b", "#c"]

    def it_leads_links_to_where_a_moved_part_now_stands(self):
        moved = [
            Heading(1, (Span("Governance"),), anchor="gov"),
            paragraph("The board meets monthly in public."),
        ]
        stays = [
            part
            for n in range(6)
            for part in (
                Heading(1, (Span(f"Theme {n}"),), anchor=f"t{n}"),
                paragraph(f"{WORDS[n]} stays here"),
            )
        ]
        woven = build_redline(document(*moved, *stays), document(*stays, *moved))
        anchors = [part.anchor for part in woven.parts if isinstance(part, Heading)]
        assert len(anchors) == len(set(anchors)) == 8
        (here,) = [part for part in woven.parts if isinstance(part, Heading) and part.anchor == "gov"]
        assert here.mark is not None
        assert here.mark.kind == "inserted"

    def it_marks_only_the_words_that_changed(self):
        woven = check(
            document(paragraph("We will open 30 branches by 2027.")),
            document(paragraph("We will open 10 branches by 2027.")),
        )
        (only,) = woven.parts
        assert isinstance(only, Paragraph)
        assert [(s.text.strip(), s.mark.kind) for s in only.spans if s.mark] == [
            ("30", "deleted"),
            ("10", "inserted"),
        ]
        assert only.spans[1].mark == Mark("deleted", "R. Ellis", "2026-06-02T09:00:00Z")

    def it_leaves_the_space_after_a_word_that_was_typed_over(self):
        woven = check(
            document(paragraph("spend £1.2m on 3 roads and")),
            document(paragraph("spend £1.4m on 4 wide roads")),
        ).parts[0]
        assert isinstance(woven, Paragraph)
        signs = {None: "", "inserted": "+", "deleted": "-"}
        assert [signs[span.mark and span.mark.kind] + span.text for span in woven.spans] == [
            "spend ",
            "-£1.2m",
            "+£1.4m",
            " on ",
            "-3",
            "+4 wide",
            " roads",
            "- and",
        ]

    def it_keeps_looks_of_the_new_text_and_tells_the_former_ones(self):
        new = document(Paragraph((Span("We "), Span("will", bold=True), Span(" open ten branches."))))
        woven = check(document(paragraph("We will open two branches.")), new)
        (only,) = woven.parts
        assert isinstance(only, Paragraph)
        was = Letters(mark=Mark("inserted", "R. Ellis", "2026-06-02T09:00:00Z"))
        assert Span("will", bold=True, former=was) in only.spans
        assert [span.text for span in only.spans if span.former] == ["will"]

    def it_tells_only_of_letters_that_look_otherwise(self):
        was, now = (
            Paragraph((Span("We "), Span(bold, bold=True), Span(rest)))
            for bold, rest in (("will open", " ten branches."), ("will", " open ten branches."))
        )
        (only,) = check(document(was), document(now)).parts
        assert isinstance(only, Paragraph)
        assert [(span.text, span.told) for span in only.spans if span.former] == [
            (" open", "is no longer bold")
        ]

    def it_tells_nothing_of_a_space_that_looks_otherwise(self):
        was, now = (
            Paragraph((Span(bold, bold=True), Span(rest)))
            for bold, rest in (("We ", "will open 30."), ("We", " will open 30."))
        )
        (only,) = check(document(was, paragraph("So.")), document(now, paragraph("So!"))).parts[:1]
        assert isinstance(only, Paragraph)
        assert not any(span.mark or span.former for span in only.spans)

    def it_tells_words_of_other_typography_that_look_otherwise(self):
        was = Paragraph((Span("We “will”... "), Span("open 30.", bold=True)))
        now = Paragraph((Span("We "), Span('"will"…', italic=True), Span(" open 40.", bold=True)))
        (only,) = build_redline(document(was), document(now)).parts
        assert isinstance(only, Paragraph)
        assert [(span.text, span.told) for span in only.spans if span.former] == [
            ('"will"…', "became italic")
        ]

    @pytest.mark.parametrize(
        ("was", "now"),
        [
            (Span("the plan"), Span("the plan", link="https://a.uk")),
            (Span("the plan", link="https://a.uk"), Span("the plan")),
            (Span("the plan", link="https://a.uk"), Span("the plan", link="https://b.uk")),
            (Span("the plan", link="https://a.uk"), Span("the new plan", link="https://a.uk")),
            (Span("the plan", link="#a"), Span("the plan", link="#b")),
        ],
    )
    def it_has_the_words_of_a_link_that_changed_go_and_come_whole(self, was: Span, now: Span):
        known = Heading(1, (Span("Aims"),), node="n")
        old, new = (
            document(known, Paragraph((Span("See ("), span, Span(") for the plan.")))) for span in (was, now)
        )
        only = check(old, new).parts[1]
        assert isinstance(only, Paragraph)
        marked = [(span.text.strip("() "), span.link, span.mark.kind) for span in only.spans if span.mark]
        assert [each for each in marked if each[0]] == [
            (was.text, was.link, "deleted"),
            (now.text, now.link, "inserted"),
        ]

    def it_leaves_links_that_lead_to_the_same_as_they_are(self):
        sides = (
            document(Paragraph((Span("See "), Span("the plan", link=link), Span(f" by {year}."))))
            for link, year in (("#1", 2027), ("#2", 2028))
        )
        (only,) = check(*sides).parts
        assert isinstance(only, Paragraph)
        assert [span.text for span in only.spans if span.mark] == ["2027.", "2028."]

    def it_puts_a_deleted_item_back_into_its_list(self):
        def items(*texts: str) -> List:
            return List(tuple(Item((paragraph(t),)) for t in texts))

        woven = check(
            document(items("Mend the roof now", "Paint the hall", "Sweep the yard")),
            document(items("Mend the roof now", "Sweep the yard")),
        )
        (only,) = woven.parts
        assert isinstance(only, List)
        assert len(only.items) == 3

    def it_marks_the_end_that_cut_a_paragraph_in_two(self):
        woven = check(
            document(paragraph("First we mend the roof. Then we paint the hall.")),
            document(paragraph("First we mend the roof."), paragraph("Then we paint the hall.")),
        )
        first, second = woven.parts
        assert isinstance(first, Paragraph)
        assert isinstance(second, Paragraph)
        assert (first.end and first.end.kind, second.end) == ("inserted", None)
        assert not any(span.mark for span in first.spans + second.spans)

    @pytest.mark.parametrize("forward", [True, False])
    def it_adds_no_space_where_a_paragraph_was_cut_behind_one(self, forward: bool):
        spans = (Span("First we mend the "), Span("roof. ", bold=True), Span("Then we paint the hall."))
        whole, parted = Paragraph(spans), (Paragraph(spans[:2]), Paragraph(spans[2:]))
        sides = document(whole), document(*parted)
        woven = check(*(sides if forward else sides[::-1]))
        written = "".join(s.text for part in woven.parts if isinstance(part, Paragraph) for s in part.spans)
        assert written == "".join(span.text for span in spans)

    def it_gives_changes_that_meet_at_the_end_of_a_paragraph_other_times(self):
        woven = check(
            document(paragraph("We mend the roof."), paragraph("We sweep the yard.")),
            document(
                paragraph("We mend the roof. At once."),
                paragraph("Then we paint the hall in blue and white."),
                paragraph("We sweep the yard."),
            ),
        )
        first, second, _ = (part for part in woven.parts if isinstance(part, Paragraph))
        assert first.spans[-1].mark == Mark("inserted", "R. Ellis", "2026-06-02T09:00:00Z")
        assert second.mark == second.spans[0].mark == Mark("inserted", "R. Ellis", "2026-06-02T09:02:00Z")

    def it_moves_the_shorter_of_two_passages_that_changed_places(self):
        long, short = paragraph(" ".join(WORDS * 3)), paragraph("A short paragraph that moves about.")
        for old, new in (((long, short), (short, long)), ((short, long), (long, short))):
            woven = check(document(*old), document(*new))
            moved = [part.spans for part in woven.parts if isinstance(part, Paragraph) and part.mark]
            assert {"".join(s.text for s in spans) for spans in moved} == {
                "A short paragraph that moves about."
            }

    def it_marks_rows_and_cells_of_a_table(self):
        def table(*rows: tuple[str, ...]) -> Table:
            return Table(tuple(Row(tuple(Cell((paragraph(t),)) for t in row)) for row in rows))

        woven = check(
            document(table(("Ref", "Lead"), ("A1", "ICT"), ("A2", "HR"))),
            document(table(("Ref", "Lead"), ("A1", "Finance"), ("A3", "Legal"), ("A2", "HR"))),
        )
        (only,) = woven.parts
        assert isinstance(only, Table)
        assert [row.mark.kind if row.mark else "" for row in only.rows] == ["", "", "inserted", ""]

    def it_knows_a_table_by_its_head_however_much_was_added(self):
        def table(*rows: tuple[str, str]) -> Table:
            return Table(tuple(Row(tuple(Cell((paragraph(t),)) for t in row)) for row in rows))

        first = (("Version", "Changes"), ("V1", "First draft"))
        more = tuple(
            (f"V{n}", f"The {n}th set of comments from all directorates taken in") for n in range(2, 9)
        )
        woven = check(
            document(paragraph("Before"), table(*first), paragraph("After")),
            document(paragraph("Before"), table(*first, *more), paragraph("After")),
        )
        _, only, _ = woven.parts
        assert isinstance(only, Table)
        assert [row.mark.kind if row.mark else "" for row in only.rows] == ["", ""] + ["inserted"] * 7

    def it_marks_rows_one_by_one_beside_rows_of_one_wide_cell(self):
        def table(*rows: tuple[str, ...]) -> Table:
            return Table(tuple(Row(tuple(Cell((paragraph(t),), across=3 - len(r)) for t in r)) for r in rows))

        woven = check(
            document(table(("Customer",), ("A1", "ICT"), ("A2", "HR"), ("Workforce",), ("B1", "Legal"))),
            document(table(("Customer",), ("A1", "ICT"), ("Workforce",), ("A2", "HR"), ("B1", "Law"))),
        )
        (only,) = woven.parts
        assert isinstance(only, Table)
        marks = [row.mark.kind if row.mark else "" for row in only.rows]
        assert sorted(marks) == ["", "", "", "", "deleted", "inserted"]

    def it_marks_columns_that_came_and_went_and_leaves_what_stayed(self):
        def table(*rows: tuple[str, ...]) -> Table:
            wide = max(map(len, rows))
            return Table(
                tuple(
                    Row(tuple(Cell((paragraph(t),), across=wide if len(r) == 1 else 1) for t in r))
                    for r in rows
                ),
                widths=(1 / wide,) * wide,
            )

        woven = check(
            document(
                table(("Ref", "Deed", "Lead"), ("Place",), ("A1", "Mend", "ICT"), ("A2", "Paint", "HR"))
            ),
            document(
                table(
                    ("Ref", "Cost", "Deed", "By"),
                    ("Place",),
                    ("A1", "£5m", "Mend", "May"),
                    ("A3", "£1m", "Dig", "June"),
                    ("A2", "£2m", "Paint it", "May"),
                )
            ),
        )
        (only,) = woven.parts
        assert isinstance(only, Table)
        assert [told(row) for row in only.rows] == [
            ["Ref", "+Cost", "Deed", "-Lead", "+By"],
            ["Place"],
            ["A1", "+£5m", "Mend", "-ICT", "+May"],
            ["+A3", "+£1m", "+Dig", "", "+June"],
            ["A2", "+£2m", "Paint+ it", "-HR", "+May"],
        ]
        (settled,) = only.replaced
        assert [told(row) for row in settled.rows] == [
            ["-Ref", "-Deed", "-Lead"],
            ["+Ref", "+Cost", "+Deed", "+By"],
            ["-Place"],
            ["+Place"],
            ["-A1", "-Mend", "-ICT"],
            ["+A1", "+£5m", "+Mend", "+May"],
            ["+A3", "+£1m", "+Dig", "+June"],
            ["-A2", "-Paint", "-HR"],
            ["+A2", "+£2m", "+Paint it", "+May"],
        ]
        assert only.rows[1].cells[0].across == 5
        assert sum(only.widths) == pytest.approx(1)
        assert len(only.widths) == 5

    def it_lets_rows_head_the_columns_that_came_for_others(self):
        def table(*rows: tuple[str, ...]) -> Table:
            made = tuple(Row(tuple(Cell((paragraph(text),)) for text in row)) for row in rows)
            return Table(made, header_rows=1)

        stayed = (("A1", "Mend the roofs"), ("A2", "Paint the hall"), ("A3", "Sweep the roads"))
        (only,) = check(
            document(table(("Ref", "Deed"), ("A0", "Dig"), *stayed)),
            document(table(("Number", "What"), *stayed)),
        ).parts
        assert isinstance(only, Table)
        assert [told(row) for row in only.rows[: only.header_rows]] == [
            ["-Ref", "-Deed"],
            ["+Number", "+What"],
        ]

    @pytest.mark.parametrize("columns", [2, 3])
    def it_marks_the_words_of_a_caption_that_changed(self, columns: int):
        def table(caption: str, columns: int) -> Document:
            rows = (("Deed", "Lead", "By"), ("Mend", "ICT", "May"), ("Paint", "HR", "June"))
            cells = (tuple(Cell((paragraph(text),)) for text in row[:columns]) for row in rows)
            return document(Table(tuple(map(Row, cells)), caption=caption))

        (only,) = check(table("Deeds of 2025", 2), table("Deeds of 2026", columns)).parts
        assert isinstance(only, Table)
        for each in (only, *only.replaced):
            marks = [(span.text, span.mark.kind if span.mark else "") for span in each.title]
            assert marks == [("Deeds of ", ""), ("2025", "deleted"), ("2026", "inserted")]

    def it_keeps_a_table_whose_cells_reach_down_where_only_words_changed(self):
        def table(text: str) -> Table:
            first = Row((Cell((paragraph("Place"),), down=2), Cell((paragraph(text),))))
            return Table((first, Row((Cell((paragraph("Paint the hall"),)),))), header_rows=0)

        (only,) = check(document(table("Mend roofs")), document(table("Mend all roofs"))).parts
        assert isinstance(only, Table)
        assert not only.replaced
        assert [told(row) for row in only.rows] == [["Place", "Mend +all roofs"], ["Paint the hall"]]
        assert only.rows[0].cells[0].down == 2

    def it_shows_rows_that_came_among_cells_that_reach_down(self):
        def table(*words: str) -> Table:
            first = Row((Cell((paragraph("Place"),), down=len(words)), Cell((paragraph(words[0]),))))
            return Table((first, *(Row((Cell((paragraph(each),)),)) for each in words[1:])), header_rows=0)

        (only,) = check(document(table("Mend", "Paint")), document(table("Mend", "Sweep", "Paint"))).parts
        assert isinstance(only, Table)
        assert [told(row) for row in only.rows] == [["Place", "Mend"], ["+Sweep"], ["Paint"]]
        assert only.rows[0].cells[0].down == 3
        (settled,) = only.replaced
        assert [told(row) for row in settled.rows] == [
            ["-Place", "-Mend"],
            ["-Paint"],
            ["+Place", "+Mend"],
            ["+Sweep"],
            ["+Paint"],
        ]

    def it_lets_cells_reach_down_only_over_places_that_were_theirs_on_both_sides(self):
        def table(*rows: tuple[tuple[str, int], ...]) -> Table:
            made = [tuple(Cell((paragraph(word),), down=down) for word, down in row) for row in rows]
            return Table(tuple(map(Row, made)), header_rows=0)

        old = table(
            (("North", 2), ("Mend roofs", 1)), (("Paint halls", 1),), (("South", 1), ("Light lamps", 1))
        )
        new = table(
            (("North", 1), ("Mend roofs", 1), ("May", 2)),
            (("East", 1), ("Paint halls", 1)),
            (("South", 1), ("Light lamps", 1), ("June", 1)),
        )
        (only,) = check(document(old), document(new)).parts
        assert isinstance(only, Table)
        assert [
            [(cell, made.down) for cell, made in zip(told(row), row.cells, strict=True)] for row in only.rows
        ] == [
            [("North", 1), ("Mend roofs", 1), ("+May", 2)],
            [("+East", 1), ("Paint halls", 1)],
            [("South", 1), ("Light lamps", 1), ("+June", 1)],
        ]

    def it_shows_a_changed_number_of_a_heading(self):
        old, new = (Heading(1, (Span("Digital place"),), number=n, node="a") for n in ("2", "3"))
        woven = check(document(old), document(structs.replace(new)))
        (only,) = woven.parts
        assert isinstance(only, Heading)
        assert [s.text for s in only.spans] == ["2 ", "3 ", "Digital place"]

    @given(st.integers(0, 10**9))
    def it_gives_both_sides_back_whatever_changed(self, seed: int):
        chance = random.Random(seed)
        parts = [made(chance, 0) for _ in range(chance.randint(0, 7))]
        edited = [part for part in parts if chance.random() > 0.15]
        if chance.random() < 0.3:
            edited = [half for part in edited for half in halves(part)]
        edited = [edit(chance, part) if chance.random() < 0.4 else part for part in edited]
        if edited and chance.random() < 0.4:
            edited.insert(0, edited.pop(chance.randrange(len(edited))))
        if chance.random() < 0.4:
            edited.insert(chance.randint(0, len(edited)), made(chance, 0))
        check(document(*parts), document(*edited))


def sentence(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(1, 14)))


def made(chance: random.Random, depth: int) -> Part:
    choice = chance.randint(0, 5)
    if choice == 0:
        return Heading(1, (Span(sentence(chance)),))
    if choice == 1 and depth < 2:
        items = (
            Item((paragraph(sentence(chance)), *(made_list(chance, depth + 1))))
            for _ in range(chance.randint(1, 3))
        )
        return List(tuple(items), ordered=chance.random() < 0.3)
    if choice == 2 and depth == 0:
        columns = chance.randint(1, 3)
        rows = (
            Row(tuple(Cell((paragraph(sentence(chance)),)) for _ in range(columns)))
            for _ in range(chance.randint(1, 3))
        )
        return Table(tuple(rows))
    return paragraph(sentence(chance))


def made_list(chance: random.Random, depth: int) -> tuple[Part, ...]:
    if depth > 2 or chance.random() < 0.6:
        return ()
    return (List(tuple(Item((paragraph(sentence(chance)),)) for _ in range(chance.randint(1, 2)))),)


def halves(part: Part) -> tuple[Part, ...]:
    """A paragraph cut in two; anything else as it is."""
    if not isinstance(part, Paragraph) or len(words := part.spans[0].text.split()) < 2:
        return (part,)
    middle = len(words) // 2
    return paragraph(" ".join(words[:middle])), paragraph(" ".join(words[middle:]))


def columns_edited(chance: random.Random, table: Table) -> Table:
    """A table with a column more or less, and at times with a cell that covers two."""
    at, choice = chance.randrange(len(table.rows[0].cells) + 1), chance.randint(0, 5)
    rows: list[Row] = []
    for row in table.rows:
        cells = list(row.cells)
        if choice == 0:
            cells.insert(at, Cell((paragraph(sentence(chance)),)))
        elif choice == 1 and len(cells) > 1:
            del cells[at % len(cells)]
        elif choice == 2 and len(cells) > 2 and chance.random() < 0.5:
            cells[:2] = [structs.replace(cells[0], across=2)]
        rows.append(structs.replace(row, cells=tuple(cells)))
    return structs.replace(table, rows=tuple(rows))


def edit(chance: random.Random, part: Part) -> Part:
    if isinstance(part, Heading | Paragraph):
        words = part.spans[0].text.split()
        words[chance.randrange(len(words))] = chance.choice(WORDS)
        return structs.replace(part, spans=(Span(" ".join(words)),))
    if isinstance(part, List):
        items = [i for i in part.items if chance.random() > 0.2]
        return structs.replace(part, items=(*items, Item((paragraph(sentence(chance)),))))
    if isinstance(part, Table):
        kept = [row for row in part.rows if chance.random() > 0.3]
        return columns_edited(chance, structs.replace(part, rows=tuple(kept or part.rows)))
    return part
