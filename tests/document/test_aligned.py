"""A redline as lines for two columns."""

import random

import pytest
from msgspec import structs

from app.compare.changes import Change, Comparison, compare, compare_passages
from app.compare.passages import Passage, table_passage
from app.document.aligned import aligned, change_kind
from app.document.letters import told_of
from app.document.lines import SIDES, on_side, text_on
from app.document.nodes import Cell, Document, Heading, Item, List, Paragraph, Properties, Row, Span, Table
from app.document.redline import build_redline
from app.document.strategy import build_strategy
from app.document.woven_tables import worded_text
from app.models import text, tree
from app.models.content import Content
from app.models.control import VersionRow
from app.models.nodes import KINDS, HistoryRow, Strategy
from app.models.text import plain
from app.services.houses import house
from tests.edited_trees import made, step


def priority(id, text):
    return KINDS["priority"].make(id=id, title=f"Priority {id}", body=plain(text))


def strategy() -> Strategy:
    texts = ("Spend £1.2m by 2027 on tools", "Teach every school", "Answer calls within a minute")
    themes = [
        KINDS["theme"].make(
            id=f"t{n}",
            title=f"Theme {n}",
            children=tuple(priority(f"{n}{m}", t) for m, t in enumerate(texts)),
        )
        for n in range(2)
    ]
    vision = KINDS["vision"].make(id="v", title="Vision", children=tuple(themes))
    root = KINDS["strategy"].make(id="s", title="Plan", organisation="Harbourne", children=(vision,))
    assert isinstance(root, Strategy)
    return root


def lines_of(old, new):
    documents = [build_strategy(Content(root), house("plain")) for root in (old, new)]
    return aligned(build_redline(*documents), compare(old, new))


def strategy_with(body) -> Strategy:
    part = KINDS["section"].make(id="p", title="Aims", body=tuple(body))
    root = KINDS["strategy"].make(id="s", title="Plan", children=(part,))
    assert isinstance(root, Strategy)
    return root


def numbered(*items: tuple[str, ...], start: int = 1) -> Document:
    made = tuple(Item(tuple(Paragraph((Span(text),)) for text in texts)) for texts in items)
    return Document(properties=Properties("T"), parts=(List(made, ordered=True, start=start),))


class DescribeLists:
    def they_count_from_one_and_number_each_item_once(self):
        document = numbered(("Roads are swept.", "Each week."), ("Lamps are lit.",))
        shown = [line.bullet for line in aligned(build_redline(document, document), Comparison()).lines]
        assert shown == ["1.", "", "2."]

    def they_count_from_where_they_begin(self):
        document = numbered(("Roads are swept.",), start=4)
        assert aligned(build_redline(document, document), Comparison()).lines[0].bullet == "4."


def row(*texts):
    return Row(tuple(Cell((Paragraph((Span(text),)),)) for text in texts))


def cells_of(table: Table) -> text.Table:
    """The table as a body of the model holds it."""
    words = [[worded_text(cell.blocks[0]) for cell in each.cells] for each in table.rows]
    return text.Table(tuple(tuple(text.Cell(plain(said)) for said in each) for each in words))


class DescribeTheColumnsOfATable:
    def they_are_as_wide_as_the_table_says_or_else_by_their_letters(self):
        said = Table((row("a", "b"),), widths=(0.25, 0.75))
        unsaid = Table((row("1", "Some forty letters of a longer answer now"), row("2", "b")))
        lines = aligned(Document(properties=Properties("T"), parts=(said, unsaid)), Comparison()).lines
        assert lines[0].shares == (0.25, 0.75)
        assert [line.longest for line in lines] == [("a", "b"), ("1", "letters"), ("1", "letters")]
        narrow, wide = lines[1].shares
        assert narrow + wide == pytest.approx(1)
        assert 3 < wide / narrow < 6

    def they_hold_nothing_where_a_cell_above_reaches_down(self):
        first, *below = row("North", "Mend"), row("Sweep"), row("South", "Paint")
        reaching = structs.replace(first, cells=(structs.replace(first.cells[0], down=2), *first.cells[1:]))
        table = Table((reaching, *below))
        lines = aligned(Document(properties=Properties("T"), parts=(table,)), Comparison()).lines
        told = [["".join(span.text for span in cell) for cell in line.cells] for line in lines]
        assert told == [["North", "Mend"], ["", "Sweep"], ["South", "Paint"]]

    def it_names_what_stands_above_each_column_of_a_table_with_a_head(self):
        tables = [Table((row("a", "b"), row("1", "2")), header_rows=heads) for heads in (1, 0)]
        parts = Document(properties=Properties("T"), parts=tuple(tables))
        head, below, *bare = aligned(parts, Comparison()).lines
        assert (head.heads, below.heads) == ((), head.cells)
        assert [line.heads for line in bare] == [(), ()]


class DescribeAligned:
    def it_marks_what_matters_in_the_line_where_it_stands(self):
        old = strategy()
        new = tree.change(old, "00", body=plain("Spend £1.4m by 2027 on tools"))
        found = lines_of(old, new)
        (place,) = found.places
        line = found.lines[place]
        assert line.weight == "substantive"
        assert "£1.2m" in text_on(line, "old")
        assert "£1.4m" not in text_on(line, "old")
        assert "£1.4m" in text_on(line, "new")

    @pytest.mark.parametrize("seed", [3, 36, 52])
    def it_marks_the_line_of_each_change_however_it_came(self, seed: int):
        chance = random.Random(seed)
        old = new = made(chance, "strategy")
        for _ in range(4):
            new = step(chance, new)
        found = lines_of(old, new)
        assert "moved" in {change.kind for change in found.comparison.changes}
        assert all(found.lines[place].weight for place in found.places)

    def it_leads_to_a_caption_that_was_reworded(self):
        rows = tuple(
            tuple(text.Cell(plain(each)) for each in line) for line in (("Year", "Cost"), ("1", "£5"))
        )
        old, new = (strategy_with((text.Table(rows, caption=f"Costs by {year}"),)) for year in (2027, 2028))
        found = lines_of(old, new)
        line = found.lines[found.places[0]]
        assert (text_on(line, "old"), text_on(line, "new")) == ("Costs by 2027", "Costs by 2028")
        assert line.weight == "substantive"

    def it_weighs_a_name_where_it_is_printed_again_as_the_change_of_it(self):
        old = tree.change(strategy(), "t0", title="Digital Place")
        for id in ("00", "10"):
            old = tree.change(old, id, end="2027-12-31")
        found = lines_of(old, tree.change(old, "t0", title="Digital Place and People"))
        assert [change.substantive for change in found.comparison.changes] == [False]
        again = [line for line in found.lines if "Digital Place" in text_on(line, "old")]
        assert [line.form for line in again] == ["row", "heading"]
        assert {line.weight for line in again} == {"other"}

    def it_weighs_a_row_no_less_than_a_change_in_one_of_its_cells(self):
        dated = {"start": "2026-04-01", "end": "2027-12-31", "progress": 15}
        old = strategy()
        for id in ("00", "01", "02"):
            old = tree.change(old, id, owner="Head of Customer Services", **dated)
        new = tree.change(old, "00", owner="Director of Resources")
        new = tree.change(new, "01", owner="Director of Resources")
        found = lines_of(old, new)
        assert [change.substantive for change in found.comparison.changes] == [True, True]
        assert [found.lines[place].form for place in found.places] == ["row", "row"]
        assert {found.lines[place].weight for place in found.places} == {"substantive"}

    def it_weighs_a_heading_no_less_than_the_move_by_which_its_number_changed(self):
        old = strategy()
        found = lines_of(old, tree.move(old, "t1", "v", 0))
        (moved,), (place,) = found.comparison.changes, found.places
        assert text_on(found.lines[place], "old") == "1.2 Theme 1"
        assert text_on(found.lines[place], "new") == "1.1 Theme 1"
        assert found.lines[place].weight == change_kind(moved) == "other"

    def it_marks_what_only_looks_otherwise_and_leads_there(self):
        old = strategy()
        new = tree.change(old, "01", body=(text.Paragraph((text.Run("Teach every school", bold=True),)),))
        found = lines_of(old, new)
        (place,) = found.places
        assert [at for at, line in enumerate(found.lines) if line.weight] == [place]
        assert (text_on(found.lines[place], "new"), found.lines[place].weight) == (
            "Priority 01 Teach every school",
            "formatting",
        )

    def it_marks_what_only_looks_otherwise_in_files_too(self):
        plain_, bold = Span("Parks are mown."), Span("Parks are mown.", bold=True)
        old, new = (
            Document(properties=Properties("T"), parts=(Paragraph((span,)), Paragraph((Span("Roads."),))))
            for span in (plain_, bold)
        )
        change = Change(kind="formatting", node="n1", after="Parks are mown.", how="became bold")
        found = aligned(build_redline(old, new), Comparison((change,)))
        assert ([line.weight for line in found.lines], found.places) == (["formatting", ""], (0,))

    def it_leads_to_a_paragraph_of_a_file_that_was_edited_and_cut_in_two(self):
        whole = "We open 30 branches in the north and the south. Each is open on every day."
        halves = ("We open 10 branches in the north and the south.", "Each is open on every day.")
        sides = [("Parks are mown.", whole), ("Parks are mown.", *halves)]
        documents = (
            Document(properties=Properties("T"), parts=tuple(Paragraph((Span(text),)) for text in side))
            for side in sides
        )
        found = compare_passages(*([Passage(text) for text in side] for side in sides))
        placed = Comparison(tuple(structs.replace(each, node="n1") for each in found.changes))
        assert aligned(build_redline(*documents), placed).places == (1,)

    def it_marks_of_lines_that_say_the_same_the_one_that_looks_otherwise(self):
        old, new = (
            strategy_with(
                text.Paragraph((text.Run(said, bold=bold and at == 2),))
                for at, said in enumerate(("See below.", "Parks.", "See below.", "Roads.", "See below."))
            )
            for bold in (False, True)
        )
        found = lines_of(old, new)
        marked = [at for at, line in enumerate(found.lines) if line.weight]
        assert found.places == tuple(marked)
        assert [told_of(found.lines[at].cells) for at in marked] == ["“See below.” became bold"]
        shown = [on_side(found.lines[marked[0]].cells[0], side)[0].bold for side in SIDES]
        assert shown == [False, True]

    def it_marks_the_row_of_a_cell_whose_words_look_otherwise(self):
        old, new = (
            Document(
                properties=Properties("T"),
                parts=(Table((row("a", "b"), Row((Cell((Paragraph((Span("c", bold=bold),)),)),)))),),
            )
            for bold in (False, True)
        )
        lines = aligned(build_redline(old, new), Comparison()).lines
        assert [line.weight for line in lines] == ["", "formatting"]

    def it_weighs_a_link_that_leads_elsewhere_as_formatting(self):
        old, new = (
            Document(
                properties=Properties("T"),
                parts=(Paragraph((Span("See "), Span("plan 30", link=f"https://{host}.uk"), Span(". "))),),
            )
            for host in "ab"
        )
        (line,) = aligned(build_redline(old, new), Comparison()).lines
        assert line.weight == "formatting"
        assert [span.text for span in line.cells[0] if span.mark] == ["plan 30", "plan 30"]

    def it_marks_each_of_many_that_only_look_otherwise_and_no_other(self):
        old, new = (
            strategy_with(
                [text.Paragraph((text.Run(f"Item {at} here", bold=bold and at % 2 > 0),)) for at in range(60)]
            )
            for bold in (False, True)
        )
        marked = [text_on(line, "new") for line in lines_of(old, new).lines if line.weight]
        assert marked == [f"Item {at} here" for at in range(1, 60, 2)]

    @pytest.mark.parametrize("turned", [False, True])
    def it_weighs_no_number_of_what_became_a_section_or_was_one(self, turned: bool):
        section = KINDS["section"]
        parted = section.make(id="n", title="Our people", body=plain("Staff are trained."))
        sides = [
            KINDS["strategy"].make(
                id="s", title="Plan", children=(section.make(id="p", title="Aims", **made),)
            )
            for made in (
                {"body": plain("We want parks.\nOur people\nStaff are trained.")},
                {"body": plain("We want parks."), "children": (parted,)},
            )
        ]
        found = lines_of(*(reversed(sides) if turned else sides))
        assert [found.lines[at].weight for at in found.places] == ["formatting"]
        assert [line.weight for line in found.lines if line.weight] == ["formatting"]

    @pytest.mark.parametrize("turned", [False, True])
    def it_marks_what_became_a_heading_as_formatting(self, turned: bool):
        end = Paragraph((Span("It costs little."),))
        forms = [Paragraph((Span("Our people"),)), Heading(2, (Span("Our people"),))]
        old, new = (
            Document(properties=Properties("T"), parts=(form, end))
            for form in (reversed(forms) if turned else forms)
        )
        lines = aligned(build_redline(old, new), Comparison()).lines
        assert [(text_on(line, "new"), line.weight) for line in lines] == [
            ("Our people", "formatting"),
            ("It costs little.", ""),
        ]

    def it_weighs_words_that_change_no_figure_as_other(self):
        old = strategy()
        new = tree.change(old, "11", body=plain("Teach each school"))
        found = lines_of(old, new)
        assert [line.weight for line in found.lines if line.weight] == ["other"]
        assert [change_kind(change) for change in found.comparison.changes] == ["other"]

    def it_marks_nothing_between_equal_texts(self):
        found = lines_of(strategy(), strategy())
        assert found.lines
        assert not any(line.weight for line in found.lines)

    def it_gives_each_side_the_words_that_only_it_has(self):
        old = strategy()
        new = tree.remove(old, "02")
        found = lines_of(old, new)
        gone = [line for line in found.lines if line.weight and "within a minute" in text_on(line, "old")]
        assert gone
        assert all(not text_on(line, "new").strip() for line in gone)

    def it_knows_what_moved(self):
        old = strategy()
        new = tree.move(old, "12", "t0", 0)
        found = lines_of(old, new)
        assert any(line.moved for line in found.lines)
        assert all(0 <= place < len(found.lines) for place in found.places)

    def it_knows_lines_of_a_part_that_moved_and_was_edited(self):
        old = strategy()
        new = tree.change(old, "00", body=plain("Spend £1.4m by 2027 on tools"))
        new = tree.change(new, "01", body=plain("Teach every single school"))
        found = lines_of(old, tree.move(new, "t0", "v", 2))
        moved = [line for line in found.lines if line.moved]
        assert [line.weight for line in found.lines if line.weight and not line.moved] == ["other"]
        said = {(text_on(line, "old") or text_on(line, "new")).strip(): line.weight for line in moved}
        assert {weight for words, weight in said.items() if "Spend" in words} == {"substantive"}
        assert {weight for words, weight in said.items() if "Teach" in words} == {"other"}
        spans = [span for line in moved for cell in line.cells for span in cell if span.mark]
        edited = [(span.mark.kind, span.text.strip()) for span in spans if span.mark and not span.mark.moved]
        assert set(edited) == {("deleted", "£1.2m"), ("inserted", "£1.4m"), ("inserted", "single")}
        assert any(span.mark.moved and "Spend" in span.text for span in spans if span.mark)

    def it_shows_the_caption_of_a_table_where_the_table_is(self):
        rows = [
            Row((Cell((Paragraph((Span(words),)),)),))
            for words in ("What it costs us", "Fibre and ducts: £1.2m")
        ]
        table = Table(tuple(rows), caption="Costs")
        stays = tuple(Paragraph((Span(f"Paragraph {n} stays as it was, word for word."),)) for n in "abcd")
        sides = [
            Document(properties=Properties("T"), parts=parts) for parts in ((table, *stays), (*stays, table))
        ]
        found = aligned(build_redline(*sides), Comparison())
        captions = [line for line in found.lines if "Costs" in (text_on(line, "old"), text_on(line, "new"))]
        assert [(text_on(line, "old"), text_on(line, "new")) for line in captions] == [
            ("Costs", ""),
            ("", "Costs"),
        ]
        assert all(line.moved for line in captions)

    def it_knows_a_paragraph_of_a_file_that_moved_and_was_edited(self):
        stays = [f"Paragraph {word} stays where it was." for word in ("one", "two", "three", "four")]
        texts = (
            ["We will spend £3m on roads and paths in the north.", *stays],
            [*stays, "We will spend £4m on roads and paths in the north."],
        )
        changes = compare_passages(*([Passage(text) for text in side] for side in texts))
        documents = [
            Document(properties=Properties("T"), parts=tuple(Paragraph((Span(text),)) for text in side))
            for side in texts
        ]
        found = aligned(build_redline(documents[0], documents[1]), changes)
        assert [(line.moved, line.weight) for line in found.lines if line.weight] == [
            (True, "substantive")
        ] * 2

    def it_knows_a_line_that_moved_by_its_words_too(self):
        old = strategy()
        found = lines_of(old, tree.move(old, "00", "t1", 0))
        moved = [line for line in found.lines if line.moved]
        assert {text_on(line, "old") or text_on(line, "new") for line in moved if line.form == "item"}
        assert [line.weight for line in found.lines if line.weight and not line.moved] == []
        (place,) = found.places
        assert found.lines[place].form == "item"
        assert "Spend" in text_on(found.lines[place], "new")


class DescribeTablesOfFiles:
    def they_lead_to_the_row_of_each_change(self):
        def table(*rows: tuple[str, ...]) -> Table:
            return Table(tuple(row(*texts) for texts in rows))

        tables = (
            table(("Ref", "Lead", "By"), ("A1", "Head of ICT", "2027"), ("A2", "Head of ICT", "2028")),
            table(("Ref", "Cost", "Lead"), ("A1", "£5m", "Head of ICT"), ("A2", "£2m", "Head of HR")),
        )
        old, new = (Document(properties=Properties("T"), parts=(each,)) for each in tables)
        passages = ([table_passage(cells_of(each))] for each in tables)
        found = aligned(build_redline(old, new), compare_passages(*passages))
        told = [
            (change.cell, place) for change, place in zip(found.comparison.changes, found.places, strict=True)
        ]
        assert told == [(("", "Cost"), 0), (("", "By"), 0), (("A2", "Lead"), 2)]

    def they_tell_rows_apart_in_which_the_same_changed(self):
        tables = [Table((row("Ref", "Lead"), row("A1", lead), row("A2", lead))) for lead in ("ICT", "HR")]
        old, new = (Document(properties=Properties("T"), parts=(each,)) for each in tables)
        passages = ([table_passage(cells_of(each))] for each in tables)
        found = aligned(build_redline(old, new), compare_passages(*passages))
        assert found.places == (1, 2)


class DescribeTheVersionTable:
    """The list of changes tells of no row that the library adds by itself."""

    VERSIONS = (
        VersionRow(
            label="V1",
            date="2026-06-20",
            who="A. Owen",
            changes="First draft of 2 themes",
            fingerprint="a" * 64,
        ),
        VersionRow(
            label="V2",
            date="2026-07-09",
            who="A. Owen",
            changes="All 3 themes must stay",
            fingerprint="b" * 64,
        ),
    )

    def it_weighs_a_row_that_came_with_a_version_as_looks(self):
        documents = [
            build_strategy(Content(strategy()), house("plain"), version=rows[-1].label, versions=rows)
            for rows in (self.VERSIONS[:1], self.VERSIONS)
        ]
        found = aligned(build_redline(*documents), compare(strategy(), strategy()))
        rows = [line for line in found.lines if "must stay" in text_on(line, "new")]
        assert [line.weight for line in rows] == ["formatting"]

    def it_weighs_a_row_that_came_with_an_import_by_its_words(self):
        rows = (
            HistoryRow("0.1", "1 May 2026", "Fees of £200"),
            HistoryRow("0.2", "2 May 2026", "Fees of £300"),
        )
        old, new = (structs.replace(strategy(), history=rows[:n]) for n in (1, 2))
        (line,) = [line for line in lines_of(old, new).lines if "£300" in text_on(line, "new")]
        assert line.weight == "substantive"
