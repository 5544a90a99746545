"""Looking a read document over before it is stored: no step loses a word, and every step gives a lawful tree."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.importers.proposal import Placement, Proposal
from app.models import tree
from app.models.content import Content
from app.models.errors import NotPermitted
from app.models.nodes import KINDS, Strategy, rich_fields
from app.models.text import Item, List, Paragraph, Run, blocks_text, plain
from app.services.import_putting import put, put_line
from app.services.import_review import (
    as_held,
    begun,
    confirmed,
    fitted,
    is_unsure,
    kinds_at,
    merged,
    placed,
    split,
    taken_back,
    with_kind,
)
from app.services.importing import read_document

OUTLINE = """# Harbourne Digital Strategy

## Background

Why this is written, in a few words of our own.

Second thoughts

More of the background stands here, long enough to be told from any heading that could be taken for one.

- a first item
- a second item

## What could go wrong

### Suppliers

A supplier may fail when it is needed most.

### Skills

Too few people know the systems.
"""


def made(kind, id, title="", text="", *children, **fields):
    return KINDS[kind].make(id=id, title=title, body=plain(text), children=tuple(children), **fields)


@pytest.fixture
def read(tmp_path: Path):
    path = tmp_path / "outline.md"
    path.write_text(OUTLINE, encoding="utf-8")
    return begun(read_document(path)[0])


def words(root) -> Counter[str]:
    """Every word of a tree, however often."""
    found: Counter[str] = Counter()
    for node in tree.walk(root):
        found.update(node.title.split())
        for _, blocks in rich_fields(node):
            found.update(blocks_text(blocks).split())
        for field in KINDS[node.kind].fields:
            if field.type == "line":
                found.update(getattr(node, field.name).split())
    return found


def placed_whole(root):
    """A review of a strategy, each line of whose texts was a paragraph."""
    assert isinstance(root, Strategy)
    placed = tuple(
        Placement(line, node.id, node.kind, "body")
        for node in tree.walk(root)
        for line in blocks_text(node.body).split("\n")
        if line
    )
    return begun(Proposal(Content(root), placed))


def named(root, title):
    return next(node for node in tree.walk(root) if node.title == title)


def at(review, start):
    return next(n for n, place in enumerate(review.placements) if place.text.startswith(start))


class DescribeKinds:
    def it_offers_what_may_stand_there_with_its_children(self, read):
        danger = named(read.root, "What could go wrong")
        offered = kinds_at(read.root, danger.id)
        assert {"section", "risks", "vision", "principles"} <= set(offered)
        assert "priority" not in offered
        assert kinds_at(read.root, read.root.id) == ("strategy",)

    def it_makes_a_section_risks_and_its_parts_a_risk_each(self, read):
        danger = named(read.root, "What could go wrong")
        new = with_kind(read, danger.id, "risks")
        assert [child.kind for child in tree.find(new.root, danger.id).children] == ["risk", "risk"]
        assert {place.kind for place in new.placements if place.node == danger.id} == {"risks"}
        assert words(new.root) == words(read.root)

    def it_refuses_what_may_not_stand_there(self, read):
        with pytest.raises(NotPermitted, match="cannot stand here"):
            with_kind(read, named(read.root, "Background").id, "priority")

    def it_makes_a_part_what_is_held_where_it_is_put(self, read):
        danger, skills = named(read.root, "What could go wrong"), named(read.root, "Skills")
        risks = with_kind(read, danger.id, "risks")
        back = placed(risks, (skills.id,), read.root.id, 1)
        assert [child.title for child in back.root.children][1] == "Skills"
        assert tree.find(back.root, skills.id).kind == "section"
        again = placed(back, (skills.id,), danger.id, 0)
        assert tree.find(again.root, danger.id).children[0].id == skills.id
        assert {place.kind for place in again.placements if place.node == skills.id} == {"section"}
        assert words(again.root) == words(read.root)

    def it_puts_several_parts_before_the_place_that_was_aimed_at(self, read):
        first, second = (child.id for child in named(read.root, "What could go wrong").children)
        background = named(read.root, "Background")
        new = placed(read, (first, second), background.id, 0)
        assert [child.id for child in tree.find(new.root, background.id).children] == [first, second]
        turned = placed(new, (first,), background.id, 2)
        assert [child.id for child in tree.find(turned.root, background.id).children] == [second, first]

    def it_puts_nothing_into_itself_nor_where_nothing_is_held(self, read):
        danger = named(read.root, "What could go wrong")
        assert as_held(danger, danger) is None
        assert as_held(made("risk", "r"), danger) is None
        with pytest.raises(NotPermitted, match="cannot stand under"):
            placed(read, (danger.id,), danger.id, 0)

    def it_keeps_the_text_of_fields_that_the_new_kind_has_not(self):
        risk = made(
            "risk", "r", "Supplier", "May fail", owner="R. Ellis", response=plain("Keep two"), likelihood=3
        )
        new = fitted(risk, "principle")
        assert new is not None
        assert (new.id, new.title) == ("r", "Supplier")
        text = blocks_text(new.body)
        assert all(said in text for said in ("May fail", "Keep two", "R. Ellis", ": 3"))

    @given(
        some.sampled_from(sorted(KINDS)), some.sampled_from(sorted(KINDS)), some.sampled_from(sorted(KINDS))
    )
    def it_loses_no_word_whatever_becomes_what(self, outer, inner, kind):
        fields = {f.name: plain(f"In {f.name}") for f in KINDS[outer].fields if f.type == "rich"}
        fields |= {f.name: f"Line {f.name}" for f in KINDS[outer].fields if f.type == "line"}
        below = (made(inner, "b", "Inner name", "Inner text"),) if inner in KINDS[outer].holds else ()
        old = made(outer, "a", "Outer name", "Outer text", *below, **fields)
        if "strategy" in (outer, kind):
            return
        new = fitted(old, kind)
        assert (new is None) == (bool(below) and not KINDS[kind].holds) or new is None
        if new is not None:
            assert list(tree.problems(new)) == []
            assert not words(old) - words(new)


class DescribeMerging:
    def it_puts_a_part_at_the_end_of_the_one_before(self, read):
        skills = named(read.root, "Skills")
        new = merged(read, skills.id)
        suppliers = named(new.root, "Suppliers")
        assert "Skills\nToo few people" in blocks_text(suppliers.body)
        assert skills.id not in new.root.ids
        assert {p.node for p in new.placements if "Too few" in p.text or p.text == "Skills"} == {suppliers.id}
        assert words(new.root) == words(read.root)

    def it_puts_a_first_part_into_the_one_that_holds_it(self, read):
        new = merged(read, named(read.root, "Suppliers").id)
        danger = named(new.root, "What could go wrong")
        assert blocks_text(danger.body).startswith("Suppliers\nA supplier")
        assert [child.title for child in danger.children] == ["Skills"]

    def it_refuses_where_the_children_may_not_stand(self):
        theme = made("theme", "t", "Theme", "", made("priority", "p", "Priority"))
        root = made("strategy", "s", "S", "", made("glossary", "g", "Glossary"), theme)
        assert isinstance(root, Strategy)
        review = begun(Proposal(Content(root)))
        holding = merged(review, "t")  # a glossary holds terms, so the priority becomes one
        assert tree.find(holding.root, "p").kind == "term"
        with pytest.raises(NotPermitted, match="itself"):
            merged(review, "s")


class DescribeSplitting:
    def it_begins_a_part_with_a_short_paragraph_as_its_heading(self, read):
        number = at(read, "Second thoughts")
        new, id = split(read, number)
        part = tree.find(new.root, id)
        assert (part.kind, part.title) == (
            tree.find(read.root, read.placements[number].node).kind,
            "Second thoughts",
        )
        assert "a second item" in blocks_text(part.body)
        assert (new.placements[number].node, new.placements[number].field) == (id, "title")
        assert new.placements[at(new, "a first item")].node == id
        assert words(new.root) == words(read.root)

    def it_parts_a_list_at_an_item(self, read):
        new, id = split(read, at(read, "a second item"))
        assert blocks_text(tree.find(new.root, id).body).strip("• -") == "a second item"
        assert words(new.root) == words(read.root)

    def it_takes_the_right_one_of_equal_paragraphs(self):
        body = tuple(Paragraph((Run(text),)) for text in ("Same", "Between", "Same", "After"))
        root = made("strategy", "s", "S", "", KINDS["section"].make(id="a", title="A", body=body))
        placed = tuple(Placement(p.runs[0].text, "a", "section", "body") for p in body)
        assert isinstance(root, Strategy)
        new, id = split(begun(Proposal(Content(root), placed)), 2)
        assert blocks_text(tree.find(new.root, "a").body) == "Same\nBetween"
        assert tree.find(new.root, id).title == "Same"

    def it_refuses_at_a_heading(self, read):
        with pytest.raises(NotPermitted, match="inside its text"):
            split(read, at(read, "Background"))

    def it_refuses_at_the_beginning_of_a_part_without_a_heading(self):
        root = made("strategy", "s", "S", "", made("section", "a", "", "First\nSecond"))
        placed = tuple(Placement(text, "a", "section", "body") for text in ("First", "Second"))
        assert isinstance(root, Strategy)
        with pytest.raises(NotPermitted, match="begins with this"):
            split(begun(Proposal(Content(root), placed)), 0)


class DescribePuttingElsewhere:
    def it_puts_a_paragraph_at_the_end_of_another_parts_text(self, read):
        number, skills = at(read, "Second thoughts"), named(read.root, "Skills")
        new, id = put(read, number, skills.id)
        assert id == skills.id
        assert blocks_text(tree.find(new.root, id).body).endswith("know the systems.\nSecond thoughts")
        assert "Second thoughts" not in blocks_text(named(new.root, "Background").body)
        assert (new.placements[number].node, new.placements[number].field) == (id, "body")
        assert words(new.root) == words(read.root)

    def it_makes_it_a_part_of_its_own_between_two(self, read):
        danger = named(read.root, "What could go wrong")
        long, short = at(read, "More of the background"), at(read, "Second thoughts")
        new, id = put(read, long, danger.id, 1)
        assert [child.title for child in tree.find(new.root, danger.id).children] == [
            "Suppliers",
            "",
            "Skills",
        ]
        assert blocks_text(tree.find(new.root, id).body).startswith("More of the background")
        assert (new.placements[long].kind, new.placements[long].field) == ("risk", "body")
        new, id = put(new, short, new.root.id, 0)
        assert (new.root.children[0].id, new.root.children[0].title) == (id, "Second thoughts")
        assert (new.placements[short].kind, new.placements[short].field) == ("section", "title")
        assert words(new.root) == words(read.root)

    def it_becomes_what_is_held_there(self, read):
        root = tree.insert(read.root, read.root.id, made("glossary", "g", "Glossary"), 0)
        assert isinstance(root, Strategy)
        review = begun(Proposal(Content(root), read.placements))
        new, id = put(review, at(read, "a first item"), "g", 0)
        assert tree.find(new.root, id).kind == "term"
        assert new.placements[at(read, "a first item")].kind == "term"
        assert new.placements[at(read, "a second item")].node == named(read.root, "Background").id

    def it_takes_the_part_along_with_its_heading(self, read):
        skills, background = named(read.root, "Skills"), named(read.root, "Background")
        new, id = put(read, at(read, "Skills"), background.id)
        assert id == skills.id
        assert tree.find(new.root, background.id).children[-1].title == "Skills"
        assert [(each.node, each.field) for each in new.placements] == [
            (each.node, each.field) for each in read.placements
        ]

    def it_moves_a_part_that_says_nothing_else_under_its_own_identity(self):
        review = self.of(
            made("section", "a", "A", "", made("section", "a1", "", "All of it")), made("section", "b")
        )
        between, id = put(review, 0, "s", 2)
        assert id == "a1"
        assert [child.id for child in between.root.children] == ["a", "b", "a1"]
        into, id = put(review, 0, "b")
        assert id == "b"
        assert "a1" not in into.root.ids

    def it_takes_along_what_stands_in_the_same_block(self):
        review = self.of(made("section", "a", "A", "One sentence cut in two"), made("section", "b", "B"))
        halves = tuple(Placement(text, "a", "section", "body") for text in ("One sentence", "cut in two"))
        new, _ = put(begun(Proposal(Content(review.root), halves)), 1, "b")
        assert [each.node for each in new.placements] == ["b", "b"]

    def it_brings_back_a_paragraph_whose_part_was_deleted(self, read):
        gone = named(read.root, "Skills")
        root = tree.remove(read.root, gone.id)
        assert isinstance(root, Strategy)
        number = at(read, "Too few people")
        new, id = put(begun(Proposal(Content(root), read.placements)), number, named(root, "Suppliers").id)
        assert blocks_text(tree.find(new.root, id).body).endswith("know the systems.")
        assert new.placements[number].node == id

    def it_refuses_what_fills_a_field_and_what_is_held_nowhere(self):
        review = self.of(made("risks", "r", "Risks", "", made("risk", "r1", "Fire", "May burn")))
        owner = begun(Proposal(Content(review.root), (Placement("R. Ellis", "r1", "risk", "owner"),)))
        with pytest.raises(NotPermitted, match="fills a field"):
            put(owner, 0, "r")
        with pytest.raises(NotPermitted, match="holds no parts"):
            put(review, 0, "r1", 0)

    def of(self, *children):
        """A review of some parts, each paragraph of theirs being placed."""
        return placed_whole(made("strategy", "s", "S", "", *children))


class DescribeLeftOutLines:
    @pytest.fixture
    def review(self):
        root = made("strategy", "s", "S", "", made("section", "a", "A", "Text"), made("risks", "r", "Risks"))
        assert isinstance(root, Strategy)
        furniture = ("Page 3 of 9", "3.", "Contents", "Copy", "Copy", "Copy", "Department")
        return begun(Proposal(Content(root), (), furniture))

    def it_says_why_each_was_left_out(self, review):
        assert [(line.text, line.why, line.times) for line in review.left_out] == [
            ("Page 3 of 9", "page number", 1), ("3.", "number", 1), ("Contents", "contents", 1),
            ("Copy", "repeated", 3), ("Department", "label", 1),
        ]  # fmt: skip

    def it_takes_one_back_into_the_nearest_section(self, review):
        new, id = taken_back(review, 4, "a")
        assert id == "a"
        assert blocks_text(tree.find(new.root, "a").body) == "Text\nDepartment"
        assert [line.text for line in new.left_out] == ["Page 3 of 9", "3.", "Contents", "Copy"]
        assert new.placements[-1].node == "a"

    def it_makes_a_section_where_there_is_none(self, review):
        new, id = taken_back(review, 4, "r")
        assert tree.find(new.root, id).kind == "section"
        assert new.root.children[-1].id == id

    def it_puts_one_where_it_is_wanted(self, review):
        line = next(n for n, each in enumerate(review.left_out) if each.text == "Department")
        into, id = put_line(review, line, "r")
        assert (id, blocks_text(tree.find(into.root, "r").body)) == ("r", "Department")
        assert into.placements[-1] == Placement("Department", "r", "risks", "body")
        between, id = put_line(review, line, "r", 0)
        assert between.placements[-1] == Placement("Department", id, "risk", "body")
        assert len(between.left_out) == len(review.left_out) - 1

    def it_gives_the_rest_back_as_furniture(self, review):
        assert review.proposal().furniture == (
            "Page 3 of 9",
            "3.",
            "Contents",
            "Copy",
            "Copy",
            "Copy",
            "Department",
        )


class DescribeConfirming:
    @pytest.mark.parametrize(("sure", "asked"), [(0.5, True), (0.75, True), (0.8, False), (1.0, False)])
    def it_asks_about_what_is_worth_a_look(self, sure, asked):
        root = made("strategy", "s", "S", "", made("section", "a", "A", "Text"))
        place = Placement("Text", "a", "section", "body", sure)
        assert isinstance(root, Strategy)
        assert is_unsure(begun(Proposal(Content(root), (place,))), place) == asked

    def it_makes_a_guess_sure_only_where_the_part_still_is(self):
        root = made("strategy", "s", "S", "", made("section", "a", "A", "Text"))
        placed = (Placement("Text", "a", "section", "body", 0.5), Placement("Gone", "b", "risk", "body", 0.4))
        assert isinstance(root, Strategy)
        review = begun(Proposal(Content(root), placed))
        assert [is_unsure(review, p) for p in review.placements] == [True, False]
        assert [is_unsure(review, p) for p in confirmed(review, ("a",)).placements] == [False, False]


def test_a_nested_list_is_not_cut_inside_an_item():
    nested = Item((*plain("Outer"), List((Item(plain("Inner")),))))
    root = made("strategy", "s", "S", "", KINDS["section"].make(id="a", title="A", body=(List((nested,)),)))
    placed = (Placement("Outer", "a", "section", "body"), Placement("Inner", "a", "section", "body"))
    assert isinstance(root, Strategy)
    new, id = split(begun(Proposal(Content(root), placed)), 1)
    assert "Inner" in blocks_text(tree.find(new.root, id).body)


@given(
    some.lists(
        some.tuples(some.sampled_from(("kind", "merge", "split", "put", "between")), some.integers(0, 99)),
        max_size=12,
    )
)
def test_no_row_of_steps_loses_a_word_or_a_paragraph(steps):
    root = made(
        "strategy", "s", "S", "", made("section", "a", "A", "One\nTwo", made("section", "b", "B", "Three")),
        made("risks", "r", "Risks", "", made("risk", "r1", "Fire", "May burn", owner="R. Ellis")),
        made("vision", "v", "Vision", "", made("theme", "t", "Theme", "Tale", made("priority", "p", "Do", "Well"))),
    )  # fmt: skip
    review = placed_whole(root)
    lines = len(review.placements)
    for step, number in steps:
        ids = [node.id for node in tree.walk(review.root)]
        id, before = ids[number % len(ids)], words(review.root)
        try:
            if step == "kind":
                kinds = kinds_at(review.root, id)
                review = with_kind(review, id, kinds[number % len(kinds)])
            elif step == "merge":
                review = merged(review, id)
            elif step == "put":
                review, _ = put(review, number % lines, id)
            elif step == "between":
                review, _ = put(review, number % lines, id, 0)
            else:
                review, _ = split(review, number % lines)
        except NotPermitted:
            continue
        assert not before - words(review.root)
        assert list(tree.problems(review.root)) == []
        assert {place.node for place in review.placements} <= review.root.ids
