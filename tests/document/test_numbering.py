"""Numbers come from the order and the house's formats alone."""

import copy
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.document.numbering import Known, letter, numbers
from app.models import nodes
from app.models.nodes import Node, Strategy
from app.models.text import plain
from app.models.tree import change, move, remove, walk
from app.services.houses import load_houses
from tests.full_trees import Growing

HOUSES = load_houses()


def tree() -> Strategy:
    principles = tuple(nodes.Principle(id=f"pr{n}", title=f"P{n}") for n in range(1, 10))
    themes = tuple(
        nodes.Theme(id=f"t{n}", title=f"T{n}", children=(nodes.Priority(id=f"t{n}p", title="x"),))
        for n in (1, 2)
    )
    parts: tuple[Node, ...] = (
        nodes.Foreword(id="f"),
        nodes.Section(id="s1", title="Purpose"),
        nodes.Section(
            id="s2", title="Drivers", children=tuple(nodes.Section(id=f"d{n}", title="D") for n in (1, 2))
        ),
        nodes.Section(id="s3"),
        nodes.Principles(id="ps", children=principles),
        nodes.Vision(id="v", title="Vision", children=themes),
        nodes.Appendix(id="a1", title="A", children=(nodes.Section(id="a1s", title="x"),)),
        nodes.Appendix(id="a2", title="B"),
    )
    return Strategy(id="root", title="T", children=parts)


class DescribeNumbersKnownBefore:
    @pytest.mark.parametrize("key", ["plain", "wrexham", "blackpool"])
    def they_are_as_if_all_were_numbered_anew_after_any_change(self, key):
        house, root = HOUSES[key], tree()
        known: Known = {}
        assert numbers(root, house, known) == numbers(root, house)
        themes = [node.id for node in walk(root) if node.kind == "theme"]
        fewer = remove(root, themes[0])
        for other in (fewer, change(fewer, themes[-1], title="Another")):
            assert isinstance(other, Strategy)
            assert numbers(other, house, known) == numbers(other, house)
        assert numbers(root, HOUSES["blackburn"], known) == numbers(root, HOUSES["blackburn"])

    def they_hold_for_the_same_house_style_read_anew(self):
        house, root = HOUSES["wrexham"], tree()
        known: Known = {}
        numbers(root, house, known)
        before = dict(known)
        assert numbers(root, copy.deepcopy(house), known) == numbers(root, house)
        assert all(known[id] is kept for id, kept in before.items())


class DescribeNumbers:
    def they_are_wrexhams(self):
        found = numbers(tree(), HOUSES["wrexham"])
        assert {id: found.get(id, "") for id in "f s1 s2 d1 d2 s3 v ps v-themes t1 t2 t1p a1 a1s a2".split()} == {
            "f": "", "s1": "1", "s2": "2", "d1": "2.1", "d2": "2.2", "s3": "", "v": "3", "ps": "4", "v-themes": "5",
            "t1": "5.1", "t2": "5.2", "t1p": "", "a1": "Appendix A –", "a1s": "A.1", "a2": "Appendix B –",
        }  # fmt: skip
        assert [found[f"pr{n}"] for n in (1, 7, 9)] == ["Principle 1 –", "Principle 7 –", "Principle 9 –"]

    def they_count_themes_under_the_vision_in_the_plain_style(self):
        found = numbers(tree(), HOUSES["plain"])
        assert (found["v"], found["t1"], found["t2"]) == ("4", "4.1", "4.2")

    def they_are_none_in_blackpools(self):
        found = numbers(tree(), HOUSES["blackpool"])
        assert {id: number for id, number in found.items() if number} == {
            "a1": "Appendix A –",
            "a2": "Appendix B –",
        }

    def they_name_work_streams_and_number_priorities_in_blackburns(self):
        found = numbers(tree(), HOUSES["blackburn"])
        assert (found["t2"], found["t2p"]) == ("Work stream 2 –", "2.1")

    def they_pass_over_what_no_document_shows_until_something_is_written_in_it(self):
        house = HOUSES["wrexham"]
        known: Known = {}
        root = change(change(tree(), "t1p", title=""), "t1", title="")
        assert isinstance(root, Strategy)
        found = numbers(root, house, known)
        assert (found.get("t1"), found["t2"]) == (None, "5.1")
        written = change(root, "t1p", owner="Head of ICT")
        assert isinstance(written, Strategy)
        found = numbers(written, house, known)
        assert (found["t1"], found["t2"]) == ("5.1", "5.2")

    def they_follow_when_a_part_is_moved(self):
        moved = move(tree(), "t2", "v", 0)
        assert isinstance(moved, Strategy)
        found = numbers(moved, HOUSES["wrexham"])
        assert (found["t2"], found["t1"]) == ("5.1", "5.2")

    def they_pass_over_a_heading_of_the_outline_of_which_nothing_is_written(self):
        background = nodes.Section(id="b", title="Background", role="background")
        root = Strategy(children=(background, nodes.Section(id="s", title="Needs")))
        assert numbers(root, HOUSES["plain"]) == {"s": "1"}
        written = change(root, "b", body=plain("We began in 2017."))
        assert isinstance(written, Strategy)
        assert numbers(written, HOUSES["plain"]) == {"b": "1", "s": "2"}

    @given(st.integers(0, 10**9), st.sampled_from(sorted(HOUSES)))
    def they_never_stand_twice_among_the_numbered_parts(self, seed: int, key: str):
        root = Growing(random.Random(seed)).strategy()
        found = numbers(root, HOUSES[key])
        decimal = [
            number for number in found.values() if number and number[0].isdigit() and key != "blackburn"
        ]
        assert len(decimal) == len(set(decimal))
        themes = {f"{node.id}-themes" for node in walk(root)}
        assert found.keys() <= root.ids | themes

    @pytest.mark.parametrize(("n", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (703, "AAA")])
    def they_letter_appendices(self, n: int, name: str):
        assert letter(n) == name
