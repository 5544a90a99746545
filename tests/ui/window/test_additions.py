"""Where the palette adds a part that is asked for by name."""

import pytest

from app.models.nodes import (
    KINDS,
    CouncilPlan,
    Objective,
    Principle,
    Principles,
    Priority,
    Section,
    Strategy,
    Theme,
    Vision,
)
from app.ui.window.additions import Addition, elsewhere, nearest
from tests.ui.window.person import choose_by_name

PRIORITY = Priority(id="p", title="Lend devices")
VISION = Vision(id="v", children=(Theme(id="t", children=(PRIORITY,)),))


def made(found, kind):
    return next((each for each in found if each.kind == kind), None)


class DescribeAdditions:
    def it_adds_in_what_is_on_show_before_what_holds_it(self):
        root = Strategy(id="s", children=(VISION,))
        assert made(nearest(root, "p"), "milestone") == Addition("milestone", PRIORITY)
        assert made(nearest(root, "p"), "theme") == Addition("theme", VISION)

    def it_adds_a_theme_to_the_vision_unless_themes_stand_beside_it(self):
        note = Section(id="b", title="Background")
        root = Strategy(id="s", children=(note, VISION))
        for shown in ("s", "b"):
            assert made(nearest(root, shown), "theme") is None
            assert made(elsewhere(root, shown), "theme") == Addition("theme", VISION)
        assert made(nearest(root, "s"), "section") == Addition("section", root)
        beside = Strategy(id="s", children=(note, VISION, Theme(id="t2")))
        assert made(nearest(beside, "b"), "theme") == Addition("theme", beside)
        bare = Strategy(id="s", children=(note,))
        assert made(nearest(bare, "b"), "theme") == Addition("theme", bare)

    def it_adds_elsewhere_where_such_parts_stand_or_belong(self):
        filled = Principles(id="ps", children=(Principle(id="one"),))
        root = Strategy(id="s", children=(VISION, Principles(id="first"), filled))
        assert made(elsewhere(root, "p"), "principle") == Addition("principle", filled)
        empty = Strategy(id="s", children=(VISION, Principles(id="first")))
        assert made(elsewhere(empty, "p"), "principle") == Addition("principle", empty.children[1])

    def it_adds_what_is_to_hold_a_part_where_the_strategy_has_none(self):
        root = Strategy(id="s", children=(Section(id="b", title="Background"), VISION))
        assert made(elsewhere(root, "p"), "objective") == Addition("objective", root, "council_plan")

    def it_adds_what_belongs_nowhere_alone_in_a_theme_or_where_it_may_stand(self):
        plan = CouncilPlan(id="c", children=(Objective(id="o"),))
        background = Section(id="b", title="Background")
        themed = Strategy(id="s", children=(background, VISION, plan))
        assert made(elsewhere(themed, "o"), "cost") == Addition("cost", VISION.children[0])
        assert made(elsewhere(Strategy(id="s", children=(background, plan)), "o"), "cost") == Addition(
            "cost", background
        )

    @pytest.mark.parametrize("shown", ["s", "o"])
    def it_offers_every_kind_whatever_the_strategy_has_yet(self, shown):
        root = Strategy(id="s", children=(CouncilPlan(id="c", children=(Objective(id="o"),)),))
        offered = {each.kind for each in (*nearest(root, shown), *elsewhere(root, shown))}
        assert set(KINDS) - offered == {"strategy"}

    def it_offers_each_kind_once_at_most(self):
        root = Strategy(id="s", children=(VISION,))
        offered = [each.kind for each in (*nearest(root, "p"), *elsewhere(root, "p"))]
        assert len(offered) == len(set(offered))

    def it_has_a_place_for_every_kind_that_a_form_can_link_to(self):
        root = Strategy(id="s")
        offered = {each.kind for each in (*nearest(root, "s"), *elsewhere(root, "s"))}
        assert offered >= {key for kind in KINDS.values() for field in kind.fields for key in field.links}


class DescribeAddingByName:
    def it_adds_an_objective_with_its_council_plan_in_one_step(self, opened):
        plans = [node for node in opened.desk.root.children if node.kind == "council_plan"]
        for plan in plans:
            opened.desktop.structure.remove([plan.id])
        before = opened.desk.root
        opened.desktop.go("p1")
        choose_by_name(opened, "add objective")
        (plan,) = (node for node in opened.desk.root.children if node.kind == "council_plan")
        assert [type(child) for child in plan.children] == [Objective]
        assert opened.desktop.workspace.shown_id in {plan.id, plan.children[0].id}
        opened.desk.draft.undo()
        assert opened.desk.root == before
