"""Where parts go by one step. Every place offered is one that the tree permits."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.models import tree
from app.ui import arranging


class DescribeArranging:
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(data=st.data())
    def it_offers_only_places_that_are_permitted(self, strategy, data):
        ids = sorted(strategy.ids - {"s"})
        id = data.draw(st.sampled_from(ids))
        for way in (arranging.up, arranging.down, arranging.inward, arranging.outward):
            if place := way(strategy, id):
                assert tree.move(strategy, id, *place).ids == strategy.ids

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(data=st.data())
    def it_comes_back_by_the_opposite_step(self, strategy, data):
        id = data.draw(st.sampled_from(sorted(strategy.ids - {"s"})))
        if place := arranging.up(strategy, id):
            moved = tree.move(strategy, id, *place)
            back = arranging.down(moved, id)
            assert back is not None
            assert tree.move(moved, id, *back) == strategy

    def it_goes_on_in_the_next_part_that_may_hold_it(self, strategy):
        assert arranging.down(strategy, "p3") == ("t2", 0)
        assert arranging.up(strategy, "p9") == ("t1", 3)
        assert arranging.up(strategy, "p1") is None

    def it_moves_sections_in_and_out(self, strategy):
        assert arranging.outward(strategy, "sub") == ("s", 2)
        assert arranging.inward(strategy, "back") is None

    @pytest.mark.parametrize(
        ("id", "place"),
        [
            ("p1", ("priority", "t1", 1)),
            ("t1", ("theme", "v", 1)),
            ("sub", ("section", "back", 1)),
            ("s", ("section", "s", 6)),
            ("g2", ("term", "g", 2)),
            ("v", ("section", "s", 4)),
        ],
    )
    def it_adds_a_sibling_of_the_same_kind(self, strategy, id, place):
        assert arranging.sibling(strategy, id) == place

    def it_pastes_into_the_chosen_part_or_near_it(self, strategy):
        assert arranging.paste_place(strategy, "t2", "priority") == ("t2", 1)
        assert arranging.paste_place(strategy, "p1", "priority") == ("t1", 1)
        assert arranging.paste_place(strategy, "p1", "theme") == ("v", 1)
        assert arranging.paste_place(strategy, "p1", "term") is None

    def it_reorders_among_those_of_a_kind(self, strategy):
        holder, at = arranging.among_kind(tree.find(strategy, "t1"), "p1", 2)
        moved = tree.move(strategy, "p1", holder, at)
        assert [child.id for child in tree.find(moved, "t1").children] == ["p2", "p3", "p1"]
