"""Three-way merging: what both sides did is there, and what they could not agree on is told."""

import random
from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from app.compare.merge import decide, merge
from app.compare.merge_order import merged_order, settled_order
from app.compare.merge_text import merged_blocks, merged_words
from app.models import nodes, tree
from app.models.nodes import Node
from app.models.text import Blocks, Cell, Item, List, Paragraph, Run, Table, plain
from tests.edited_trees import made, step, strategy

LINES = (
    "Light every path along the river.",
    "Mend the bridge before next winter.",
    "Plant trees in all school grounds.",
    "Open the library on Sundays again.",
)


def lines_as(kind: str, order: Iterable[int]) -> Blocks:
    """A text of some of the lines, in an order."""
    return lines_of_kind(kind, [LINES[at] for at in order])


def lines_of_kind(kind: str, lines: Sequence[str]) -> Blocks:
    """A text of some lines."""
    if kind == "items":
        return (List(tuple(Item(plain(line)) for line in lines)),)
    if kind == "rows":
        return table("What|Who", *(f"{line}|Roads" for line in lines))
    return plain((" " if kind == "sentences" else "\n").join(lines))


def as_items(text: Blocks) -> Blocks:
    return (List(tuple(Item((block,)) for block in text)),)


class DescribeMergingTexts:
    def it_takes_both_sides_words_of_one_sentence(self):
        base = "We will open two depots in the north by 2027."
        mine = "We will open three depots in the north by 2027."
        theirs = "We will open two depots in the north by 2028."
        assert merged_words(base, mine, theirs) == "We will open three depots in the north by 2028."

    def it_sees_that_one_word_was_changed_twice(self):
        assert merged_words("open two depots", "open three depots", "open four depots") is None

    def it_takes_the_same_change_once(self):
        assert merged_words("open two depots", "open four depots", "open four depots") == "open four depots"

    def it_keeps_paragraphs_that_either_side_added(self):
        base = plain("First stands here alone.\nLast stands here alone.")
        mine = plain("Mine opens it all.\nFirst stands here alone.\nLast stands here alone.")
        theirs = plain("First stands here alone.\nLast stands here alone.\nTheirs ends it all.")
        found = merged_blocks(base, mine, theirs)
        assert found == plain(
            "Mine opens it all.\nFirst stands here alone.\nLast stands here alone.\nTheirs ends it all."
        )

    def it_keeps_a_look_one_side_gave_beside_a_word_the_other_changed(self):
        mine = (Paragraph((Run("We will "), Run("open", bold=True), Run(" two depots soon"))),)
        found = merged_blocks(
            plain("We will open two depots soon"), mine, plain("We will open two depots now")
        )
        assert found == (Paragraph((Run("We will "), Run("open", bold=True), Run(" two depots now"))),)

    def it_merges_tables_row_by_row(self):
        base = table("Ref|Lead", "A1|Owen of ICT", "A2|Price of HR", "A3|Rees of Law")
        mine = table("Ref|Lead", "A1|Owen of Finance", "A2|Price of HR", "A2b|Hughes", "A3|Rees of Law")
        theirs = table("Ref|Lead", "A1|Owen of ICT", "A3|Rees of the Law Unit", "A4|Pugh of Roads")
        wanted = table(
            "Ref|Lead", "A1|Owen of Finance", "A2b|Hughes", "A3|Rees of the Law Unit", "A4|Pugh of Roads"
        )
        assert merged_blocks(base, mine, theirs) == merged_blocks(base, theirs, mine) == wanted

    def it_leaves_a_cell_that_both_changed_to_a_person(self):
        base, mine, theirs = (table("Ref|Lead", f"A1|{lead}") for lead in ("Owen", "Price", "Rees"))
        assert merged_blocks(base, mine, theirs) is None

    def it_numbers_a_list_that_one_side_numbered_and_the_other_added_to(self):
        base, longer, numbered = (
            (List(tuple(Item(plain(item)) for item in items), ordered),)
            for items, ordered in ((["Fibre"], False), (["Fibre", "Masts"], False), (["Fibre"], True))
        )
        for found in (merged_blocks(base, longer, numbered), merged_blocks(base, numbered, longer)):
            assert found == (structs.replace(longer[0], ordered=True),)

    @pytest.mark.parametrize("kind", ["paragraphs", "items", "rows", "sentences"])
    @pytest.mark.parametrize("theirs", [(1, 2, 3), (1, 0, 2, 3)])
    def it_asks_where_one_side_moved_what_the_other_deleted_or_moved_elsewhere(
        self, kind: str, theirs: tuple[int, ...]
    ):
        sides = [lines_as(kind, each) for each in ((0, 1, 2, 3), (1, 2, 3, 0), theirs)]
        base, mine, other = sides
        assert merged_blocks(base, mine, other) is None
        assert merged_blocks(base, other, mine) is None
        assert merged_blocks(base, mine, base) == merged_blocks(base, mine, mine) == mine

    def it_asks_where_what_one_side_deleted_was_moved_and_edited_by_the_other(self):
        base = lines_as("paragraphs", (0, 1, 2, 3))
        edited = plain(LINES[0].replace("river", "canal"))
        mine, theirs = (*base[1:], *edited), base[1:]
        assert merged_blocks(base, mine, theirs) is None
        assert merged_blocks(base, theirs, mine) is None

    @pytest.mark.parametrize("anew", ["Nobody likes boats.", "Ferries sail all night, at last."])
    def it_asks_where_one_side_wrote_a_short_text_anew_that_the_other_deleted(self, anew: str):
        base, mine = (
            plain(f"{LINES[0]}\nTrams run late.\n{LINES[1]}"),
            plain(f"{LINES[0]}\n{anew}\n{LINES[1]}"),
        )
        theirs = lines_as("paragraphs", (0, 1))
        for sides in ((base, mine, theirs), tuple(map(as_items, (base, mine, theirs)))):
            was, one, other = sides
            assert merged_blocks(was, one, other) is None
            assert merged_blocks(was, other, one) is None
            assert merged_blocks(was, other, other) == other

    @pytest.mark.parametrize("kind", ["paragraphs", "items", "rows"])
    @pytest.mark.parametrize("gone", [(0, 2, 3), (0, 3)])
    def it_asks_where_one_side_wrote_anew_what_the_other_deleted(self, kind: str, gone: tuple[int, ...]):
        base, theirs = lines_as(kind, range(4)), lines_as(kind, gone)
        anew = ("Nobody will ever sail a boat there.", "Ferries stop at dusk, says everyone.")
        some, both = (lines_of_kind(kind, (LINES[0], *anew[:n], *LINES[n + 1 :])) for n in (1, 2))
        for mine in (both, some) if len(gone) == 3 else (both,):
            assert merged_blocks(base, mine, theirs) is None
            assert merged_blocks(base, theirs, mine) is None
            assert merged_blocks(base, mine, mine) == mine

    @pytest.mark.parametrize(
        "mine",
        [
            (*plain(LINES[0]), *as_items(plain(LINES[1])), *plain(LINES[2])),
            plain(f"{LINES[0]} {LINES[1]}\n{LINES[2]}"),
            plain(f"{LINES[0]}\n{LINES[1]} {LINES[2]}"),
        ],
        ids=["item", "joined to the one before", "joined to the next"],
    )
    def it_asks_where_one_side_made_something_else_of_what_the_other_deleted(self, mine: Blocks):
        base, theirs = lines_as("paragraphs", range(3)), lines_as("paragraphs", (0, 2))
        assert merged_blocks(base, mine, theirs) is None
        assert merged_blocks(base, theirs, mine) is None
        assert merged_blocks(base, mine, base) == mine

    def it_asks_where_one_side_set_an_item_below_another_that_the_other_deleted(self):
        base, theirs = lines_as("items", range(3)), lines_as("items", (0, 2))
        below = Item((*plain(LINES[0]), *as_items(plain(LINES[1]))))
        mine = (List((below, Item(plain(LINES[2])))),)
        assert merged_blocks(base, mine, theirs) is None
        assert merged_blocks(base, theirs, mine) is None

    def it_asks_where_one_side_parted_the_words_that_the_other_took_away(self):
        base = plain("Light every path along the river tonight.")
        mine, theirs = (
            plain("Light every path along the river\ntonight."),
            plain("Light every path along the river"),
        )
        assert merged_blocks(base, mine, theirs) is None
        assert merged_blocks(base, theirs, mine) is None

    @pytest.mark.parametrize("added", ["{}\nIt is so.\nHalf is done.\n{}", "{}\n{}\nIt is so."])
    def it_takes_what_came_near_a_short_text_that_both_sides_deleted(self, added: str):
        base = plain(f"{LINES[0]}\nTrams run late.\n{LINES[1]}")
        mine, theirs = plain(added.format(*LINES)), lines_as("paragraphs", (0, 1))
        assert merged_blocks(base, mine, theirs) == merged_blocks(base, theirs, mine) == mine

    def it_leaves_a_column_that_came_beside_other_edits_to_a_person(self):
        base, mine = table("Ref|Lead", "A1|Owen"), table("Ref|Lead|Cost", "A1|Owen|£2m")
        assert merged_blocks(base, mine, table("Ref|Lead", "A1|Price")) is None


def table(*rows: str) -> Blocks:
    return (Table(tuple(tuple(Cell(plain(text)) for text in row.split("|")) for row in rows)),)


class DescribeMergingOrders:
    @pytest.mark.parametrize(
        ("base", "mine", "theirs", "expected"),
        [
            ("abcd", "abcd", "dabc", "dabc"),
            ("abcd", "bacd", "abdc", "badc"),
            ("abc", "axbc", "abcy", "axbcy"),
            ("abc", "ab", "bc", "b"),
        ],
    )
    def it_honours_both(self, base: str, mine: str, theirs: str, expected: str):
        assert "".join(merged_order(base, mine, theirs)) == expected

    @given(st.permutations("abcdef"), st.permutations("abcdef"))
    def it_loses_and_doubles_nothing_and_takes_no_side(self, mine: list[str], theirs: list[str]):
        found = merged_order("abcdef", mine, theirs)
        assert sorted(found) == sorted("abcdef")

    @pytest.mark.parametrize(
        ("mine", "theirs", "settled"),
        [("bacde", "adbce", "dbace"), ("acbde", "abecd", "aecbd"), ("bacde", "abdce", "badce")],
    )
    def it_asks_nothing_where_one_side_only_swapped_two_that_the_other_left(
        self, mine: str, theirs: str, settled: str
    ):
        for one, other in ((mine, theirs), (theirs, mine)):
            found, asked = settled_order("abcde", one, other, merged_order("abcde", one, other))
            assert ("".join(found), asked) == (settled, [])

    @pytest.mark.parametrize(("mine", "theirs"), [("bacde", "acbde"), ("bacde", "acdbe"), ("abced", "dabce")])
    def it_asks_where_both_may_have_moved_the_same(self, mine: str, theirs: str):
        for one, other in ((mine, theirs), (theirs, mine)):
            assert settled_order("abcde", one, other, merged_order("abcde", one, other))[1]

    def it_asks_about_few_of_which_every_pair_in_dispute_has_one(self):
        mine, theirs = "debacf", "bafcde"
        asked = settled_order("abcdef", mine, theirs, merged_order("abcdef", mine, theirs))[1]
        assert asked == ["b", "f"]

    def it_compares_only_what_moved_with_the_others(self):
        compared = 0

        class Sibling(int):
            def __hash__(self) -> int:
                nonlocal compared
                compared += 1
                return int.__hash__(self)

        base = [Sibling(n) for n in range(500)]
        mine = [*base[:3], base[9], *base[3:9], *base[10:]]
        theirs = [*base[:490], base[495], *base[490:495], *base[496:]]
        settled, asked = settled_order(base, mine, theirs, base)
        assert settled == [*mine[:490], base[495], *base[490:495], *base[496:]]
        assert not asked
        assert compared < 60 * len(base)  # and not with each of the 124,750 pairs


def sections(ids: str) -> Node:
    """A strategy of sections, in that order."""
    return nodes.Strategy(id="s", children=tuple(nodes.Section(id=id, title=id.upper()) for id in ids))


class DescribeMerging:
    def it_joins_edits_of_different_parts(self):
        base = strategy()
        mine = tree.change(base, "p1", owner="B. Price")
        theirs = tree.change(base, "t2", title="Connected place")
        found = merge(base, mine, theirs)
        assert found.collisions == ()
        assert tree.find(found.root, "t2").title == "Connected place"
        assert found.root == merge(base, theirs, mine).root

    def it_puts_back_what_was_moved_into_one_another_by_way_of_a_new_part(self):
        base = strategy()
        for id, title in (("x", "Delivery"), ("y", "Governance")):
            base = tree.insert(base, "s", nodes.Section(id=id, title=title))
        mine = tree.insert(base, "x", nodes.Section(id="a", title="Boards"))
        mine = tree.move(mine, "y", "a")
        theirs = tree.move(base, "x", "y")
        for found in (merge(base, mine, theirs), merge(base, theirs, mine)):
            assert found.root.ids == {*base.ids, "a"}
            assert list(tree.problems(found.root)) == []
            assert "place" in {each.kind for each in found.collisions}

    def it_gives_branches_that_one_side_has_just_so_as_that_sides_own(self):
        base = strategy()
        mine = tree.change(base, "p1", body=plain("Here it says otherwise."))
        theirs = tree.change(base, "s1", title="Our purpose")
        theirs = tree.insert(theirs, "t2", nodes.Priority(id="new", body=plain("Light every path.")))
        root = merge(base, mine, theirs).root
        for id, side in (("t1", mine), ("p1", mine), ("new", theirs)):
            assert tree.find(root, id) is tree.find(side, id)

    def it_asks_where_a_part_goes_that_both_sides_want_elsewhere_among_its_siblings(self):
        base = strategy()
        for id in ("x", "y", "z"):
            base = tree.insert(base, "s", nodes.Section(id=id, title=id.upper()))
        first, last = tree.move(base, "y", "s", 0), tree.move(base, "y", "s")
        for mine, theirs, told in ((first, last, ("x", "", "z")), (last, first, ("x", "z", ""))):
            found = merge(base, mine, theirs)
            (collision,) = found.collisions
            assert (collision.kind, collision.node) == ("order", "y")
            assert (collision.base, collision.mine, collision.theirs) == told
            assert found.root == decide(found, collision, "mine") == mine
            assert decide(found, collision, "theirs") == theirs
        assert merge(base, first, tree.move(base, "v", "s", 0)).collisions == ()

    def it_asks_where_a_part_goes_that_one_side_deleted_and_the_other_changed_and_moved(self):
        base = sections("abcd")
        gone, changed = sections("adb"), tree.change(sections("cabd"), "c", title="Elsewhere")
        for found in (merge(base, gone, changed), merge(base, changed, gone)):
            assert tree.find(found.root, "c").title == "Elsewhere"
            assert "deleted" in {each.kind for each in found.collisions}

    def it_keeps_the_place_that_one_side_deleted_where_both_moved_a_part_elsewhere(self):
        base = sections("abc")
        gone, there = tree.remove(tree.move(base, "c", "a"), "b"), tree.move(base, "c", "b")
        for found in (merge(base, gone, there), merge(base, there, gone)):
            assert sorted(each.kind for each in found.collisions) == ["deleted", "place"]
            place = next(each for each in found.collisions if each.kind == "place")
            for choice, holder in (("mine", place.mine), ("theirs", place.theirs)):
                assert tree.parent_of(decide(found, place, choice), "c").id == holder  # type: ignore[union-attr]

    def it_keeps_a_part_that_one_side_deleted_and_the_other_changed(self):
        base = strategy()
        found = merge(base, tree.remove(base, "p2"), tree.change(base, "p2", body=plain("Open two desks.")))
        (collision,) = found.collisions
        assert (collision.kind, collision.node, collision.mine) == ("deleted", "p2", None)
        assert tree.find(found.root, "p2").body == plain("Open two desks.")
        assert "p2" not in decide(found, collision, "mine").ids

    @pytest.mark.parametrize("part", ["t1", "t2"])
    def it_keeps_it_where_it_stood_with_all_that_stood_below_it(self, part: str):
        base = strategy()
        gone, changed = tree.remove(base, part), tree.change(base, part, title="Another name")
        for found in (merge(base, gone, changed), merge(base, changed, gone)):
            assert found.root == changed
            assert [c.node for c in found.collisions] == [part]
            (collision,) = found.collisions
            assert decide(found, collision, "mine" if collision.mine is None else "theirs") == gone

    def it_keeps_the_theme_that_the_other_side_added_to(self):
        base = strategy()
        added = tree.insert(base, "t2", nodes.Priority(id="p9", body=plain("Light every path.")))
        found = merge(base, tree.remove(base, "t2"), added)
        assert {"t2", "p9"} <= found.root.ids
        assert [c.kind for c in found.collisions] == ["deleted"]

    def it_lets_a_person_decide_a_text_both_changed(self):
        base = strategy()
        mine, theirs = (
            tree.change(base, "t2", body=plain(f"Fibre reaches {n} streets.")) for n in ("ten", "all")
        )
        found = merge(base, mine, theirs)
        (collision,) = found.collisions
        assert (collision.kind, collision.field, collision.path) == ("text", "body", ("Our vision",))
        assert tree.find(found.root, "t2").body == plain("Fibre reaches ten streets.")
        assert tree.find(decide(found, collision, "theirs"), "t2").body == plain("Fibre reaches all streets.")
        both = tree.find(decide(found, collision, "both"), "t2").body
        assert both == plain("Fibre reaches ten streets.\nFibre reaches all streets.")

    def it_moves_what_one_side_moved_and_edits_what_the_other_edited(self):
        base = strategy()
        found = merge(base, tree.move(base, "p1", "t2"), tree.change(base, "p1", owner="C. Hughes"))
        assert found.collisions == ()
        assert found.root.children[1].children[1].children[0].owner == "C. Hughes"  # type: ignore[union-attr]

    @given(st.integers(0, 10**9), st.integers(0, 5), st.integers(0, 5))
    def it_takes_no_side_where_nothing_collides_and_loses_nothing(
        self, seed: int, mine_steps: int, their_steps: int
    ):
        chance = random.Random(seed)
        base = made(chance, "strategy")
        mine = theirs = base
        for _ in range(mine_steps):
            mine = step(chance, mine)
        for _ in range(their_steps):
            theirs = step(chance, theirs)
        check(base, mine, theirs)


def check(base: Node, mine: Node, theirs: Node) -> None:
    found, mirrored = merge(base, mine, theirs), merge(base, theirs, mine)
    assert len(list(tree.walk(found.root))) == len(found.root.ids)
    assert not list(tree.problems(found.root))
    assert bool(found.collisions) == bool(mirrored.collisions)
    if not found.collisions:
        assert found.root == mirrored.root
    told = {c.node for c in found.collisions}
    for side, other in ((mine, theirs), (theirs, mine)):
        assert (side.ids - base.ids) <= found.root.ids
        for node in tree.walk(side):
            changed = node.id in base.ids and tree.find(base, node.id).title != node.title
            if changed and node.id not in told and node.id in other.ids:
                assert tree.find(found.root, node.id).title == node.title
