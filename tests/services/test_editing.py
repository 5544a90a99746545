"""Editing a draft: each edit is saved, can be undone, and hands back what it did."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from app.models import tree
from app.models.content import Content
from app.models.errors import NotFound, NotPermitted, Refused
from app.models.nodes import Priority, Risk, Strategy, Theme, Vision
from app.models.text import plain
from app.services.editing import Edited, Editing
from app.store.library import Library
from app.store.rows import StaleHead

ROOT = Strategy(
    id="s1",
    title="Harbour",
    children=(
        Vision(
            id="v",
            children=(
                Theme(
                    id="t1",
                    title="Customer",
                    children=(Priority(id="p1", title="Learn by doing"), Priority(id="p2")),
                ),
                Theme(id="t2", title="Place"),
            ),
        ),
    ),
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.create(tmp_path / "x.engross") as made:
        made.add(Content(ROOT))
        yield made


@pytest.fixture
def editing(library: Library) -> Editing:
    return Editing(library, "s1", "A. Owen")


class DescribeEditing:
    def it_hands_back_both_trees_and_a_label(self, editing: Editing, library: Library):
        done = editing.change("p1", title="Learn")
        assert done == Edited(ROOT, editing.root, "Edit priority “Learn by doing”")
        assert library.head("s1") == editing.root
        assert library.journal("s1")[-1].who == "A. Owen"

    def it_labels_what_is_done(self, editing: Editing):
        labels = [
            editing.insert(
                "t2", Priority(id="p9", body=plain("Ask each resident what they need most"))
            ).label,
            editing.move("p9", "t1", 0).label,
            editing.paste("t2", tree.find(editing.root, "p1")).label,
            editing.remove("t2").label,
            editing.change("p2", progress=50).label,
        ]
        assert labels == [
            "Add priority “Ask each resident what they…”",
            "Move priority “Ask each resident what they…”",
            "Paste priority “Learn by doing”",
            "Delete theme “Place”",
            "Edit priority",
        ]

    def it_gives_a_pasted_branch_identities_of_its_own(self, editing: Editing):
        done = editing.paste("v", tree.find(editing.root, "t1"))
        copy = tree.find(done.after, "v").children[-1]
        assert copy.ids.isdisjoint(done.before.ids)
        assert [child.title for child in copy.children] == ["Learn by doing", ""]

    def it_undoes_after_a_restart(self, editing: Editing, library: Library):
        editing.remove("t1")
        again = Editing(library, "s1")
        done = again.undo()
        assert done is not None
        assert (done.label, done.after) == ("Delete theme “Customer”", ROOT)
        assert again.undo() is None
        redone = again.redo()
        assert redone is not None
        assert redone.after == editing.root
        assert again.redo() is None

    def it_joins_typing(self, editing: Editing, library: Library):
        for text in ("L", "Le", "Lea"):
            editing.change("p2", join="p2/title", title=text)
        assert len(library.journal("s1")) == 2
        editing.undo()
        assert editing.root == ROOT

    @pytest.mark.parametrize(
        ("id", "parent", "error"),
        [("p1", "s1", NotPermitted), ("t1", "p1", NotPermitted), ("nobody", "t1", NotFound)],
    )
    def it_leaves_the_library_alone_where_the_tree_refuses(
        self, editing: Editing, library: Library, id: str, parent: str, error: type[Exception]
    ):
        with pytest.raises(error):
            editing.move(id, parent)
        assert editing.root == ROOT == library.head("s1")
        assert len(library.journal("s1")) == 1

    def it_tells_when_somebody_else_was_faster(self, editing: Editing, library: Library):
        Editing(library, "s1", "R. Ellis").change("t1", title="Theirs")
        with pytest.raises(StaleHead):
            editing.change("t2", title="Mine")
        assert tree.find(editing.reload().after, "t1").title == "Theirs"
        editing.change("t2", title="Mine")
        assert [tree.find(library.head("s1"), id).title for id in ("t1", "t2")] == ["Theirs", "Mine"]

    def it_keeps_to_its_own_strategy(self, editing: Editing):
        with pytest.raises(Refused):
            editing.do(lambda root: structs.replace(root, id="other"), "Swap")
        with pytest.raises(Refused):
            editing.do(lambda root: tree.find(root, "t1"), "Prune")

    def it_takes_any_change_as_a_function(self, editing: Editing):
        risk = Risk(id="r1", title="Flood", likelihood=3, impact=4)
        done = editing.do(
            lambda root: tree.insert(tree.remove(root, "p2"), "t1", risk), "Make priority a risk"
        )
        assert tree.parent_of(done.after, "r1") == tree.find(done.after, "t1")
        editing.undo()
        assert editing.root == ROOT

    @settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.data())
    def it_comes_back_by_undoing_whatever_was_done(
        self, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
    ):
        with Library.create(tmp_path_factory.mktemp("e") / "x.engross") as library:
            library.add(Content(ROOT))
            editing = Editing(library, "s1")
            done: list[Edited] = []
            for step in data.draw(st.lists(st.sampled_from("icmrp"), max_size=6)):
                try:
                    done.append(edited(editing, step, data))
                except (NotPermitted, NotFound):
                    continue
            real = [edit for edit in done if edit.before != edit.after]
            for edit in reversed(real):
                undone = editing.undo()
                assert undone == Edited(edit.after, edit.before, edit.label)
            assert editing.root == ROOT
            assert editing.undo() is None


def edited(editing: Editing, step: str, data: st.DataObject) -> Edited:
    """One edit of a kind, of drawn parts of the tree."""
    # Pasted parts have other identities in every run, so parts are drawn by their place.
    ids = [node.id for node in tree.walk(editing.root)]
    one, other = (ids[data.draw(st.integers(0, len(ids) - 1))] for _ in range(2))
    if step == "i":
        return editing.insert(
            one, Priority(title=data.draw(st.text(max_size=5))), data.draw(st.integers(0, 3))
        )
    if step == "c":
        return editing.change(one, title=data.draw(st.text(max_size=5)))
    if step == "m":
        return editing.move(one, other, data.draw(st.integers(0, 3)))
    if step == "r":
        return editing.remove(one)
    return editing.paste(other, tree.find(editing.root, one))
