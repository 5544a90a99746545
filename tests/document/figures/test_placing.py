"""Which pictures stand in a document, and what they show."""

import itertools
import re
from decimal import Decimal

import pytest
from msgspec.structs import replace

from app.document.figures.cost_bars import short
from app.document.figures.drawing import QUIET, SHADES, Box, Drawing, Words
from app.document.figures.lettering import broken, cut, width_of
from app.document.figures.placing import most_height, text_width
from app.document.nodes import Document, Table
from app.document.redline import worded_text
from app.document.strategy import build_strategy
from app.models import tree
from app.models.content import Content
from app.models.house import House, house_faults
from app.models.look import contrast
from app.models.nodes import KINDS, Node, Strategy
from app.services.houses import load_houses
from tests.document.figures.drawn_strategies import drawn_strategy

PLAIN = load_houses()["plain"]


def document(root: Node, house: House = PLAIN) -> Document:
    assert isinstance(root, Strategy)
    return build_strategy(Content(root, {}), house)


def drawings(root: Node, house: House = PLAIN) -> list[Drawing]:
    return [part for part in document(root, house).parts if isinstance(part, Drawing)]


def words_of(drawing: Drawing) -> list[Words]:
    return [shape for shape in drawing.shapes if isinstance(shape, Words)]


def box_of(words: Words) -> tuple[float, float, float, float]:
    wide = width_of(words.text, words.size, words.bold)
    left = words.x - wide * {"left": 0.0, "centre": 0.5, "right": 1.0}[words.align]
    if words.turned:
        return words.x - words.size * 0.7, words.y - wide / 2, words.x, words.y + wide / 2
    return left, words.y - words.size * 0.7, left + wide, words.y


def overlapping(drawing: Drawing) -> list[tuple[str, str]]:
    found = [(words.text, box_of(words)) for words in words_of(drawing)]
    return [
        (one, other)
        for (one, a), (other, b) in itertools.combinations(found, 2)
        if min(a[2], b[2]) - max(a[0], b[0]) > 0.5 and min(a[3], b[3]) - max(a[1], b[1]) > 0.5
    ]


def with_figures(**wishes: str) -> House:
    return replace(PLAIN, figures=replace(PLAIN.figures, **wishes))


class DescribeLabelsOfSums:
    @pytest.mark.parametrize(
        ("sum", "label"),
        [
            ("12500", "£12.5k"),
            ("64000", "£64k"),
            ("100000", "£100k"),
            ("99950", "£100k"),
            ("405500", "£406k"),
            ("949.5", "£950"),
            ("9999.6", "£10,000"),
            ("3245000", "£3.25m"),
            ("-12500", "−£12.5k"),
        ],
    )
    def it_rounds_a_half_up_as_readers_do(self, sum: str, label: str):
        assert short(Decimal(sum)) == label


class DescribeFigures:
    def it_draws_roadmap_costs_and_risks_where_there_are_such(self):
        captions = [drawing.caption for drawing in drawings(drawn_strategy())]
        assert captions == [
            "Roadmap by theme",
            "Estimated costs by theme and year",
            "Risks by likelihood and impact",
        ]

    def it_draws_nothing_without_scores_dates_and_costs(self):
        assert drawings(drawn_strategy(1, 0, 0, years=0)) == []

    @pytest.mark.parametrize("name", ["risks", "roadmap", "costs"])
    def it_leaves_out_what_the_house_does_not_want(self, name):
        with_it, without = (
            drawings(drawn_strategy()),
            drawings(drawn_strategy(), with_figures(**{name: "no figure"})),
        )
        assert len(with_it) - len(without) == 1

    def it_puts_the_map_before_or_after_the_register(self):
        for wish, ahead in (("before the register", True), ("after the register", False)):
            parts = document(drawn_strategy(), with_figures(risks=wish)).parts
            at = next(
                n for n, part in enumerate(parts) if isinstance(part, Drawing) and "isks" in part.caption
            )
            register = next(
                n for n, part in enumerate(parts) if isinstance(part, Table) and part.field == "risk"
            )
            assert (at == register - 1) if ahead else (at == register + 1)

    @pytest.mark.parametrize("where", ["before", "after"])
    def it_says_to_which_part_each_belongs(self, where):
        wishes = {
            "roadmap": f"{where} the themes",
            "costs": f"{where} the themes",
            "risks": f"{where} the register",
        }
        assert [each.node for each in drawings(drawn_strategy(), with_figures(**wishes))] == ["v", "v", "rr"]

    def it_draws_themes_at_the_top_once(self):
        root = drawn_strategy()
        top = replace(root, children=root.children[0].children)
        assert [drawing.caption for drawing in drawings(top)] == [
            "Roadmap by theme",
            "Estimated costs by theme and year",
        ]

    def it_gives_each_picture_an_alternative_text_and_a_table(self):
        parts = document(drawn_strategy()).parts
        for at, part in enumerate(parts):
            if isinstance(part, Drawing):
                assert len(part.alt) > 40
                assert "{" not in part.alt
                assert isinstance(parts[at + 1], Table)

    def it_names_a_fault_in_the_house_style_by_its_key(self):
        faults = dict(house_faults(with_figures(costs_caption="{cots} by year")))
        assert "{cots}" in faults["figures.costs_caption"]


class DescribeTheMap:
    def it_says_every_score_or_counts_it(self):
        (drawing,) = drawings(drawn_strategy(1, 0, 40, years=0, together=True))
        shown = {words.text for words in words_of(drawing)}
        counts = [int(text[1:]) for text in shown if re.fullmatch(r"\+\d+", text)]
        named = [
            text for text in (words.text for words in words_of(drawing) if words.bold) if text.isdecimal()
        ]
        assert len(named) + 2 * counts[0] == 80

    def it_refers_to_the_register(self):
        parts = document(drawn_strategy()).parts
        register = next(part for part in parts if isinstance(part, Table) and part.field == "risk")
        refs = [worded_text(row.cells[0].blocks[0]) for row in register.rows[1:]]
        drawing = next(part for part in parts if isinstance(part, Drawing) and "isks" in part.caption)
        marks = {words.text for words in words_of(drawing) if words.bold and words.text.isdecimal()}
        assert refs == ["1", "2", "3", "4", "5"]
        assert marks == set(refs)

    def it_is_readable_on_every_shade(self):
        assert all(contrast(colour, shade) >= 4.5 for shade in SHADES for colour in ("#1a1a1a", QUIET))


class DescribeEveryPicture:
    @pytest.mark.parametrize(
        "root",
        [
            drawn_strategy(), drawn_strategy(6, 10, 40, years=7, together=True), drawn_strategy(1, 1, 1, years=2),
            drawn_strategy(20, 3, 40),
        ],
        ids=["small", "large", "least", "many themes"],
    )  # fmt: skip
    @pytest.mark.parametrize("house", ["plain", "wrexham", "narrow"])
    def it_stays_on_its_page_with_words_that_can_be_read_and_never_meet(self, root, house):
        narrow = replace(PLAIN, look=replace(PLAIN.look, margin=50))
        style = narrow if house == "narrow" else load_houses()[house]
        for drawing in drawings(root, style):
            assert drawing.width <= text_width(style.look)
            assert drawing.height <= most_height(style.look)
            assert min(words.size for words in words_of(drawing)) >= 8
            assert overlapping(drawing) == []
            for words in words_of(drawing):
                left, top, right, foot = box_of(words)
                assert -0.5 <= left <= right <= drawing.width + 0.5, words
                assert 0 <= top <= foot <= drawing.height, words
            for shape in drawing.shapes:
                if isinstance(shape, Box):
                    assert shape.x >= 0
                    assert shape.x + shape.width <= drawing.width + 0.5


class DescribeTheRoadmap:
    @pytest.mark.parametrize(
        ("fields", "heads"),
        [({"end": "2028"}, ["Priority", PLAIN.columns.end]), ({"start": "2027"}, ["Priority", PLAIN.columns.start]),
         ({"start": "2027", "end": "2028"}, ["Priority", PLAIN.columns.start, PLAIN.columns.end])],
    )  # fmt: skip
    def it_lists_only_columns_in_which_something_stands(self, fields, heads):
        make = {kind: KINDS[kind].make for kind in ("strategy", "vision", "theme", "priority")}
        dated = tuple(make["priority"](id=f"p{n}", title=f"Do {n}", **fields) for n in (1, 2))
        theme = make["theme"](id="t", title="Place", children=dated)
        root = make["strategy"](id="s", title="S", children=(make["vision"](id="v", children=(theme,)),))
        tables = (part for part in document(root).parts if isinstance(part, Table))
        table = next(each for each in tables if each.caption.startswith("Roadmap"))
        assert [worded_text(cell.blocks[0]) for cell in table.rows[0].cells] == heads
        assert table.rows[1].cells[0].across == len(heads)
        assert {len(row.cells) for row in table.rows[2:]} == {len(heads)}
        assert len(table.widths) == len(heads)

    def it_parts_a_long_one_into_pieces_much_alike(self):
        pieces = [each for each in drawings(drawn_strategy(6, 10, 0)) if "Roadmap" in each.caption]
        heights = [each.height for each in pieces]
        assert len(pieces) > 1
        assert min(heights) > max(heights) * 0.75
        assert [each.caption[-8:] for each in pieces] == [
            f"({n} of {len(pieces)})" for n in range(1, len(pieces) + 1)
        ]

    def it_bears_the_first_and_the_last_year_there_can_be(self):
        root = drawn_strategy(1, 2, 0, years=0)
        far = tree.change(tree.change(root, "p0", start="0001"), "p1", end="9999-12-31")
        (drawing,) = drawings(far)
        years = [words.text for words in words_of(drawing) if words.bold and words.text.isdecimal()]
        assert 2 <= len(years) <= 9
        assert overlapping(drawing) == []

    def it_names_the_months_of_a_short_time(self):
        root = drawn_strategy(1, 1, 0, years=0)
        short = tree.change(root, "p0", start="2027-01", end="2027-12")
        assert {"Apr", "Jul", "Oct"} <= {words.text for words in words_of(drawings(short)[0])}


class DescribeLettering:
    def it_counts_an_accented_letter_as_its_base(self):
        assert width_of("ŵŷ", 10) == width_of("wy", 10)

    def it_cuts_and_breaks_to_the_room_there_is(self):
        text = "Bring every service to every resident of the borough, Llanfairpwllgwyngyllgogerychwyrndrobwllllan"
        assert width_of(cut(text, 100, 9), 9) <= 100
        lines = broken(text, 100, 9, 3)
        assert len(lines) == 3
        assert all(width_of(line, 9) <= 100 for line in lines)
        assert broken("Llanfairpwllgwyngyllgogerychwyrndrobwll", 60, 9, 9)[0]
        assert broken("", 60, 9, 2) == [""]
