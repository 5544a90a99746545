"""Headings that somebody made paragraphs in Word, and paragraphs made headings, with all that stands below them."""

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import etree
from msgspec import structs

from app.importers.returned import take_back
from app.importers.returned.page import paragraphs_in
from app.importers.source import Source
from app.models.content import Content
from app.models.nodes import Foreword, Measure, Node, Section, Strategy
from app.models.text import Block, Cell, Item, List, Paragraph, Run, Table, blocks_text, plain
from app.models.tree import find
from tests.importers.test_returned import exported, read, restyle, taken
from tests.word_edits import W, edited, words_of

Shape = list[tuple[str, "Shape"]]
LEVELS = {"Alpha": 2, "Beta": 2, "First child": 3, "Second child": 3, "Gamma": 2}


def table(year: str) -> Table:
    return Table(((Cell(plain("Year")),), (Cell(plain(year)),)), 1)


def section(id: str, title: str, body: tuple[Block, ...], *children: Node) -> Section:
    return Section(id=id, title=title, body=body, children=children)


def strategy() -> Strategy:
    one = section("b1", "First child", plain("Child words."))
    other = section("b2", "Second child", (*plain("More of it."), table("2031")))
    return Strategy(
        id="s",
        title="Digital",
        children=(
            section("a", "Alpha", (*plain("Alpha one.\nAlpha two."), table("2027"), *plain("Alpha three."))),
            section("b", "Beta", (*plain("Beta one."), table("2029"), *plain("Beta two.")), one, other),
            section("c", "Gamma", plain("Gamma words.")),
        ),
    )


def shape(node: Node) -> Shape:
    return [(child.title, shape(child)) for child in node.children]


def said(node: Node, id: str) -> str:
    return blocks_text(find(node, id).body)


@pytest.fixture
def after(tmp_path: Path) -> Callable[..., Node]:
    """The strategy that comes back once paragraphs have another style."""

    def edit(*styles: tuple[str, str]) -> Node:
        def styled(body: "etree._Element") -> None:
            for words, style in styles:
                restyle(body, words, style)

        proposal = taken(edited(exported(Content(strategy())), styled), tmp_path)
        assert not proposal.notes
        return proposal.content.root

    return edit


class DescribeAHeadingMadeAParagraph:
    def it_takes_tables_along_into_the_text_before_it(self, after: Callable[..., Node]):
        root = after(("Second child", "BodyText"))
        assert shape(root) == [("Alpha", []), ("Beta", [("First child", [])]), ("Gamma", [])]
        assert said(root, "b1") == "Child words.\nSecond child\nMore of it.\nYear\n2031"
        assert find(root, "b1").body[-1] == table("2031")

    def it_leaves_the_parts_below_it_to_the_heading_before_it(self, after: Callable[..., Node]):
        root = after(("Beta", "BodyText"))
        assert shape(root) == [("Alpha", [("First child", []), ("Second child", [])]), ("Gamma", [])]
        assert said(root, "a").endswith("Alpha three.\nBeta\nBeta one.\nYear\n2029\nBeta two.")

    def it_does_so_for_several_below_one_another(self, after: Callable[..., Node]):
        root = after(("Beta", "BodyText"), ("First child", "BodyText"))
        assert shape(root) == [("Alpha", [("Second child", [])]), ("Gamma", [])]
        assert said(root, "a").endswith("Beta two.\nFirst child\nChild words.")

    def it_stays_one_and_is_told_where_parts_below_it_have_no_heading_of_their_own(self, tmp_path: Path):
        measure = Measure(id="m", title="Accounts", target="48,000")
        first = section("a", "Alpha", plain("Alpha words."))
        root = Strategy(
            id="s", title="Digital", children=(first, section("b", "Beta", plain("Words."), measure))
        )
        copy = edited(exported(Content(root)), lambda body: restyle(body, "Beta", "BodyText"))
        proposal = taken(copy, tmp_path)
        assert find(proposal.content.root, "b").title == "Beta"
        assert [note for note in proposal.notes if "was made a paragraph; it stays a heading" in note]


class DescribeAParagraphMadeAHeading:
    def it_takes_the_parts_that_now_stand_below_it(self, after: Callable[..., Node]):
        root = after(("Beta two", "Heading1"))
        below = ("Beta two.", [("First child", []), ("Second child", [])])
        assert shape(root) == [("Alpha", []), ("Beta", []), below, ("Gamma", [])]

    def it_leaves_parts_of_its_own_level_where_they_are(self, after: Callable[..., Node]):
        root = after(("Beta two", "Heading2"))
        assert shape(find(root, "b")) == [("Beta two.", []), ("First child", []), ("Second child", [])]

    def it_takes_only_those_behind_it(self, after: Callable[..., Node]):
        root = after(("Child words", "Heading1"))
        assert shape(root)[1:3] == [("Beta", [("First child", [])]), ("Child words.", [("Second child", [])])]

    def it_takes_tables_along(self, after: Callable[..., Node]):
        root = after(("Alpha two", "Heading1"))
        assert said(root, "a") == "Alpha one."
        assert blocks_text(root.children[1].body) == "Year\n2027\nAlpha three."


class DescribeAHeadingOfAnotherLevel:
    def it_comes_to_stand_beside_what_held_it_and_takes_what_is_now_below_it(
        self, after: Callable[..., Node]
    ):
        root = after(("First child", "Heading1"))
        below = ("First child", [("Second child", [])])
        assert shape(root) == [("Alpha", []), ("Beta", []), below, ("Gamma", [])]
        assert find(root, "b1").title == "First child"

    def it_comes_to_stand_below_the_one_before_it(self, after: Callable[..., Node]):
        root = after(("Second child", "Heading3"))
        assert shape(find(root, "b")) == [("First child", [("Second child", [])])]

    def it_leaves_what_is_no_deeper_to_the_one_before_it(self, after: Callable[..., Node]):
        root = after(("Beta", "Heading2"))
        assert shape(root)[0] == ("Alpha", [("Beta", []), ("First child", []), ("Second child", [])])

    def it_moves_nothing_where_all_of_them_are_a_level_deeper(self, after: Callable[..., Node]):
        deeper = ((words, f"Heading{level}") for words, level in LEVELS.items())
        assert after(*deeper) == strategy()

    @pytest.mark.parametrize("levels", [b"", b"xyz", b"9" * 99])
    def it_stays_where_the_copy_does_not_say_which_level_it_had(self, tmp_path: Path, levels: bytes):
        copy = edited(exported(Content(strategy())), lambda body: restyle(body, "First child", "Heading1"))
        source = read(copy, tmp_path)
        said = re.sub(rb'"levels":"\d+"', b'"levels":"%s"' % levels, source.content)
        assert said != source.content
        proposal = take_back(structs.replace(source, content=said))
        assert proposal is not None
        assert proposal.content.root.ids == strategy().ids
        if not levels.isdigit():
            assert proposal.content.root == strategy()

    def it_stays_and_is_told_where_nothing_above_it_can_hold_it(self, tmp_path: Path):
        foreword = Foreword(id="f", title="Foreword", body=plain("Words."))
        root = Strategy(id="s", title="Digital", children=(foreword, section("b", "Beta", plain("More."))))
        copy = edited(exported(Content(root)), lambda body: restyle(body, "Beta", "Heading2"))
        proposal = taken(copy, tmp_path)
        assert proposal.content.root == root
        assert [note for note in proposal.notes if note.startswith("“Beta” was given another level")]

    @pytest.mark.parametrize("seed", range(8))
    def it_stands_where_the_levels_of_the_page_say(self, tmp_path: Path, seed: int):
        chance = random.Random(seed)
        names = (f"word{number}" for number in range(1000))
        root = Strategy(id="s", title="Digital", children=(grown(chance, names), grown(chance, names)))
        copy = edited(exported(Content(root)), lambda body: relevel_some(chance, body))
        proposal = taken(copy, tmp_path)
        assert depths(read(exported(proposal.content), tmp_path)) == depths(read(copy, tmp_path))


class DescribePartsMovedAndGivenOtherLevels:
    @pytest.mark.parametrize("seed", [592, *range(6)])
    def they_are_all_there_still(self, tmp_path: Path, seed: int):
        chance = random.Random(seed)
        names = (f"word{number}" for number in range(1000))
        root = Strategy(
            id="s", title="Digital", children=tuple(grown(chance, names) for _ in range(chance.randint(2, 3)))
        )

        def move_and_relevel(body: "etree._Element") -> None:
            move_some(chance, body)
            relevel_some(chance, body)

        proposal = taken(edited(exported(Content(root)), move_and_relevel), tmp_path)
        assert root.ids <= proposal.content.root.ids


class DescribeAnyHeadingsMadeParagraphsAndTheReverse:
    @pytest.mark.parametrize("seed", range(12))
    def they_leave_the_page_as_it_is(self, tmp_path: Path, seed: int):
        chance = random.Random(seed)
        names = (f"word{number}" for number in range(1000))
        root = Strategy(
            id="s", title="Digital", children=tuple(grown(chance, names) for _ in range(chance.randint(2, 3)))
        )
        copy = edited(exported(Content(root)), lambda body: turn_some(chance, body))
        proposal = taken(copy, tmp_path)
        again = exported(proposal.content)
        assert page(read(again, tmp_path)) == page(read(copy, tmp_path))


def grown(chance: random.Random, names: Iterator[str], depth: int = 1) -> Section:
    body: list[Block] = []
    for _ in range(chance.randint(0, 3)):
        kind = chance.randrange(3)
        if kind == 0:
            body.append(Paragraph((Run(f"{next(names)} stands."),)))
        elif kind == 1:
            body.append(List(tuple(Item(plain(next(names))) for _ in range(2))))
        elif not body or not isinstance(body[-1], Table):
            body.append(Table(((Cell(plain(next(names))),), (Cell(plain(next(names))),)), 1))
    count = chance.randint(0, 2) if depth < 3 else 0
    children = tuple(grown(chance, names, depth + 1) for _ in range(count))
    return Section(id=f"n{next(names)}", title=f"Head {next(names)}", body=tuple(body), children=children)


def styled(body: "etree._Element") -> list[tuple["etree._Element", "etree._Element", str]]:
    """Paragraphs of the text that have a style, but for a contents page; each with its style and the name of that."""
    return [
        (paragraph, style, name)
        for paragraph in body.iterchildren(f"{W}p")
        if "word" in words_of(paragraph)
        if (style := paragraph.find(f"{W}pPr/{W}pStyle")) is not None
        if not (name := style.get(f"{W}val") or "").startswith("TOC")
    ]


def turn_some(chance: random.Random, body: "etree._Element") -> None:
    """Makes some headings but the first paragraphs, and some paragraphs headings."""
    styles = [
        style
        for paragraph, style, name in styled(body)
        if paragraph.find(f"{W}pPr/{W}numPr") is None and not name.startswith("List")
    ]
    for style in chance.sample(styles[1:], min(3, len(styles) - 1)):
        is_heading = (style.get(f"{W}val") or "").startswith("Heading")
        style.set(f"{W}val", "BodyText" if is_heading else f"Heading{chance.randint(1, 3)}")


def relevel_some(chance: random.Random, body: "etree._Element") -> None:
    """Gives some headings another level."""
    styles = [style for _, style, name in styled(body) if name.startswith("Heading")]
    for style in chance.sample(styles, min(chance.randint(1, 3), len(styles))):
        style.set(f"{W}val", f"Heading{chance.randint(1, 4)}")


def move_some(chance: random.Random, body: "etree._Element") -> None:
    """Moves some runs of paragraphs behind others."""
    paragraphs = [paragraph for paragraph, _, _ in styled(body)]
    for _ in range(chance.randint(1, 3)):
        count, start = chance.randint(1, 3), chance.randrange(len(paragraphs))
        run = paragraphs[start : start + count]
        rest = [paragraph for paragraph in paragraphs if paragraph not in run]
        if rest:
            at = rest.index(chance.choice(rest))
            for paragraph in reversed(run):
                body.remove(paragraph)
                rest[at].addnext(paragraph)
            paragraphs = [*rest[: at + 1], *run, *rest[at + 1 :]]


def depths(source: Source) -> list[tuple[str, int]]:
    """The headings of a page, each with how many stand above it."""
    above: list[int] = []
    found: list[tuple[str, int]] = []
    for paragraph in (each for block in source.blocks for each in paragraphs_in(block) if each.outline):
        text = "".join(run.text for run in paragraph.runs)
        if "word" in text:
            above = [level for level in above if level < paragraph.outline]
            found.append((re.sub(r"^[\d.]+\s", "", text), len(above)))
            above.append(paragraph.outline)
    return found


def page(source: Source) -> list[tuple[bool, str]]:
    """What a page says, line by line, and which of it are headings."""
    return [
        (bool(each.outline), re.sub(r"^[\d.]+\s", "", text))
        for block in source.blocks
        for each in paragraphs_in(block)
        if "word" in (text := "".join(run.text for run in each.runs)) and each.field != "TOC"
    ]
