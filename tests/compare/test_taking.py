"""Single changes taken from one tree into the other."""

import random

import pytest

from app.compare.changes import compare
from app.compare.taking import taken
from app.models import tree
from app.models.text import Cell, Item, List, Paragraph, Run, Table, blocks_text, plain
from tests.edited_trees import made, step, strategy


def words(root, id):
    return blocks_text(tree.find(root, id).body)


def bullets(*lines):
    return (List(tuple(Item(plain(line)) for line in lines)),)


class DescribeTaking:
    def it_takes_one_of_two_changes_of_one_field(self):
        old = tree.change(strategy(), "t1", body=plain("We spend £1m here.\nNothing else.\nIt ends in 2027."))
        new = tree.change(old, "t1", body=plain("We spend £2m here.\nNothing else.\nIt ends in 2028."))
        first, second = compare(old, new).changes
        assert words(taken(old, new, [first], back=False).root, "t1").startswith("We spend £2m")
        assert words(taken(old, new, [first], back=False).root, "t1").endswith("2027.")
        kept = taken(new, old, [second], back=True)
        assert words(kept.root, "t1") == "We spend £2m here.\nNothing else.\nIt ends in 2027."
        assert kept.left == ()

    def it_takes_one_item_of_a_list(self):
        old = tree.change(strategy(), "t2", body=bullets("Fibre in 2027", "Wires in 2028", "Masts in 2029"))
        new = tree.change(old, "t2", body=bullets("Fibre in 2030", "Wires in 2028", "Masts in 2031"))
        first, _ = compare(old, new).changes
        assert words(taken(new, old, [first], back=True).root, "t2").split("\n") == [
            "Fibre in 2027", "Wires in 2028", "Masts in 2031",
        ]  # fmt: skip

    @pytest.mark.parametrize("one_by_one", [[0, 0, 0], [2, 1, 0], [1, 0, 0], [1, 1, 0]])
    @pytest.mark.parametrize("back", [True, False])
    def it_takes_single_items_of_a_list_that_came_or_went(self, one_by_one, back):
        lines = (
            "Fibre in every town by 2027",
            "Wires for those without until 2028",
            "Masts where the hills allow",
        )
        old = tree.change(strategy(), "t2", body=plain("We will bring:"))
        new = tree.change(old, "t2", body=(*plain("We will bring:"), *bullets(*lines), *plain("And more.")))
        target, other = (new, old) if back else (old, new)
        for at in one_by_one:
            between = compare(other, target) if back else compare(target, other)
            items = [change for change in between.changes if change.before in lines or change.after in lines]
            found = taken(target, other, [items[at]], back=back)
            assert found.left == ()
            assert (items[at].after in words(found.root, "t2").split("\n")) != back
            target = found.root
        rest = compare(other, target) if back else compare(target, other)
        assert [change.after for change in rest.changes] == ["And more."]

    def it_takes_one_cell_of_a_table(self):
        def table(*rows):
            return (Table(tuple(tuple(Cell((Paragraph((Run(t),)),)) for t in row) for row in rows)),)

        old = tree.change(strategy(), "t2", body=table(("Year", "Cost"), ("2027", "£1m"), ("2028", "£2m")))
        new = tree.change(old, "t2", body=table(("Year", "Cost"), ("2027", "£5m"), ("2028", "£6m")))
        changes = compare(old, new).changes
        chosen = [change for change in changes if "£5m" in change.after]
        assert words(taken(old, new, chosen, back=False).root, "t2").split() == [
            "Year", "Cost", "2027", "£5m", "2028", "£2m",
        ]  # fmt: skip

    @pytest.mark.parametrize("cost", ["£1m", "£5m"])
    def it_takes_a_caption_of_a_table_and_nothing_else(self, cost: str):
        def table(caption: str, cost: str):
            rows = (("Year", "Cost"), ("2027", cost))
            cells = tuple(tuple(Cell((Paragraph((Run(text),)),)) for text in row) for row in rows)
            return (Table(cells, caption=caption),)

        old = tree.change(strategy(), "t2", body=table("Costs by 2027", "£1m"))
        new = tree.change(old, "t2", body=table("Costs by 2028", cost))
        changes = compare(old, new).changes
        assert taken(old, new, changes, back=False).root == new
        found = taken(old, new, changes[:1], back=False)
        assert (found.root, found.left) == (tree.change(old, "t2", body=table("Costs by 2028", "£1m")), ())
        found = taken(new, old, changes[:1], back=True)
        assert (found.root, found.left) == (tree.change(old, "t2", body=table("Costs by 2027", cost)), ())

    @pytest.mark.parametrize("back", [True, False])
    @pytest.mark.parametrize(
        "rows",
        [
            (("Year", "Cost"), ("2027", "£1m"), ("2029", "£3m"), ("2028", "£2m")),
            (("Year", "Cost", "Lead"), ("2027", "£1m", "ICT"), ("2028", "£2m", "HR")),
            (("Year", "Lead"), ("2027", "ICT"), ("2028", "HR")),
            (("Year", "Lead", "Cost"), ("2027", "ICT", "£5m"), ("2029", "HR", "£3m"), ("2028", "HR", "£2m")),
        ],
    )
    def it_takes_rows_and_columns_of_a_table(self, rows, back: bool):
        def table(*lines):
            return (Table(tuple(tuple(Cell((Paragraph((Run(t),)),)) for t in line) for line in lines)),)

        old = tree.change(strategy(), "t2", body=table(("Year", "Cost"), ("2027", "£1m"), ("2028", "£2m")))
        new = tree.change(old, "t2", body=table(*rows))
        changes = compare(old, new).changes
        made = taken(new, old, changes, back=True) if back else taken(old, new, changes, back=False)
        assert (made.root, made.left) == (old if back else new, ())

    def it_brings_back_a_deleted_part_under_its_identity(self):
        old = strategy()
        new = tree.remove(old, "p2")
        (change,) = compare(old, new).changes
        assert taken(new, old, [change], back=True).root == old

    def it_puts_a_moved_part_back(self):
        old = strategy()
        new = tree.move(old, "p2", "t2", 0)
        changes = [c for c in compare(old, new).changes if c.kind == "moved"]
        assert taken(new, old, changes, back=True).root == old

    def it_takes_a_new_part_out_but_keeps_what_was_moved_into_it(self):
        old = strategy()
        new = tree.insert(old, "v", made(random.Random(1), "theme", 9), 0)
        fresh = next(id for id in new.ids if id not in old.ids)
        new = tree.move(new, "p2", fresh, 0)
        change = next(c for c in compare(old, new).changes if c.kind == "inserted")
        back = taken(new, old, [change], back=True).root
        assert fresh not in back.ids
        assert "p2" in back.ids

    def it_says_what_cannot_be_taken(self):
        old = strategy()
        new = tree.remove(tree.change(old, "p1", owner="B. Hart"), "p1")
        other = tree.change(old, "p1", owner="B. Hart")
        (change,) = compare(old, other).changes
        found = taken(new, old, [change], back=True)
        assert found.root == new
        assert [each for each, _ in found.left] == [change]

    @pytest.mark.parametrize("seed", range(30))
    def it_leads_to_the_other_tree_where_all_is_taken(self, seed):
        chance = random.Random(seed)
        old = made(chance, "strategy")
        new = old
        for _ in range(5):
            try:
                new = step(chance, new)
            except (tree.NotPermitted, tree.NotFound):
                continue
        changes = compare(old, new).changes
        found = taken(new, old, changes, back=True)
        assert [why for change, why in found.left if change.kind != "renumbered"] == []
        assert compare(old, found.root).changes == ()
