"""The tree shows the strategy's own parts in the order and under the numbers that the house style prints."""

from typing import Any

import pytest
from msgspec import structs
from PySide6.QtCore import QModelIndex, Qt

from app.document.arrangement import arranged, as_printed
from app.document.numbering import numbers
from app.models import tree
from app.services.houses import house
from app.ui.desk import Desk
from app.ui.draft import Draft
from app.ui.tree.model import StrategyModel
from app.ui.window.structure import Structure
from tests.ui.conftest import made
from tests.ui.fakes import MemoryEditing, MemoryLibrary, fake_services


@pytest.fixture
def root(strategy):
    """Stored as its author thought of it: risks before principles, and sections among them."""
    kept = {child.id: child for child in strategy.children}
    return structs.replace(
        strategy, house="wrexham",
        children=(kept["fore"], kept["rs"], made("section", "how", "How we work"), kept["v"],
                  made("section", "why", "Why now"), made("principles", "pr", "", "", made("principle", "one", "One"))),
    )  # fmt: skip


@pytest.fixture
def desk(qapp, root, ask):
    editing, houses = MemoryEditing(root), {"wrexham": house("wrexham")}
    library: Any = MemoryLibrary(editing)
    desk = Desk(library, Draft(editing, {}), houses, fake_services(), ask)
    yield desk
    desk.deleteLater()


@pytest.fixture
def model(desk):
    model = StrategyModel(desk.house, desk)
    model.show_tree(desk.shown, desk.house, desk.numbers)
    desk.changed.connect(lambda before, after: model.show_tree(desk.shown, desk.house, desk.numbers))
    return model


@pytest.fixture
def structure(desk, model):
    structure = Structure(desk, model, desk)
    model.drop_requested.connect(structure.drop)
    return structure


def lines(model):
    top = model.index(0, 0, QModelIndex())
    return [model.index(at, 0, top).data() for at in range(2, model.rowCount(top))]


def shown(desk):
    return [child.id for child in desk.shown.children]


class DescribeThePrintedOrder:
    def it_is_what_the_tree_shows_and_what_is_printed(self, desk, model):
        printed = [place.node.id for place in arranged(desk.root, desk.house) if place.part != "themes"]
        assert shown(desk) == printed == ["fore", "v", "why", "pr", "rs", "how"]
        assert desk.root.children[1].id == "rs"

    def it_numbers_the_tree_without_a_gap(self, model):
        said = lines(model)
        assert said[1] == "1 Our vision · 4 Strategic themes"
        assert [line.split()[0] for line in said[2:]] == ["2", "3", "5", "6"]
        vision = model.index_of("v")
        assert model.index(0, 0, vision).data() == "4.1 Digital place"

    def it_names_the_themes_as_their_heading_is_typed(self, desk, model):
        desk.draft.do(lambda root: tree.change(root, "v", themes_title="What we will do"), "Type")
        assert lines(model)[1] == "1 Our vision · 4 What we will do"

    def it_keeps_a_vision_and_what_follows_it_in_place_when_its_first_word_is_typed(self, desk):
        desk.draft.do(lambda root: tree.change(root, "v", title=""), "Clear")
        before = shown(desk)
        assert before == ["fore", "v", "why", "pr", "rs", "how"]
        desk.draft.do(lambda root: tree.change(root, "v", slogan="Near"), "Type")
        assert shown(desk) == before

    def it_is_the_strategy_itself_where_the_house_has_no_order(self, root, plain_house):
        assert as_printed(root, plain_house) is root

    def it_keeps_every_number(self, desk):
        assert numbers(desk.shown, desk.house) == desk.numbers


class DescribeMovingInPrintedOrder:
    def it_moves_a_section_by_one_line(self, desk, structure):
        structure.move(["how"], "up")
        assert shown(desk) == ["fore", "v", "why", "pr", "how", "rs"]
        structure.move(["how"], "up")
        structure.move(["how"], "up")
        assert shown(desk) == ["fore", "v", "how", "why", "pr", "rs"]
        structure.move(["how"], "down")
        assert shown(desk) == ["fore", "v", "why", "how", "pr", "rs"]

    @pytest.mark.parametrize("at", range(7))
    def it_drops_a_section_where_the_mark_was(self, desk, model, structure, at):
        mime = model.mimeData([model.index_of("how")])
        model.dropMimeData(mime, Qt.DropAction.MoveAction, at + 2, 0, model.index(0, 0))
        others = ["fore", "v", "why", "pr", "rs"]
        # Before the foreword it would be printed first too; behind the last it was already.
        assert shown(desk) == [*others[:at], "how", *others[at:]]

    def it_says_who_decides_where_a_part_stands(self, qtbot, desk, structure):
        with qtbot.waitSignal(structure.said) as told:
            structure.move(["rs"], "up")
        assert told.args == ["The house style Wrexham says where this part stands."]
        assert desk.root.children[1].id == "rs"

    def it_adds_a_section_behind_the_one_that_was_chosen(self, desk, structure):
        structure.add_sibling("pr")
        added = shown(desk)[4]
        assert tree.find(desk.root, added).kind == "section"
        structure.duplicate(["why"])
        assert tree.find(desk.root, shown(desk)[3]).title == "Why now"
