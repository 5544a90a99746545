"""Merging the draft with another copy, as decided."""

import random
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from app.compare.changes import Comparison
from app.compare.merge import Collision, Merged, decide, merge
from app.models import tree
from app.models.content import Content
from app.models.errors import Refused
from app.models.nodes import Cost, Enabler, Priority, Strategy
from app.models.review import Comment, merging_mark
from app.models.text import blocks_text, plain
from app.services.merging import Anew, Merging, decided, is_worded, prepare, take_reviews_of, ways, words_of
from app.services.reading import mark_read
from app.store.library import Library
from tests.edited_trees import step, strategy


def edit(library, id, **fields):
    root = library.head("s")
    library.commit("s", root.fingerprint, tree.change(root, id, **fields), "Edit")


def words(root, id):
    return blocks_text(tree.find(root, id).body)


@pytest.fixture
def library(tmp_path):
    with Library.create(tmp_path / "council.engross", who="A. Owen") as library:
        library.add(Content(strategy()))
        yield library


@pytest.fixture
def copy(library, tmp_path):
    """Another copy, changed in one part that here was changed too, and in one that was not."""
    path = tmp_path / "laptop.engross"
    library.backup(path)
    with Library.open(path, who="R. Ellis") as other:
        edit(other, "p2", body=plain("Open a help desk in every school of the borough."))
        edit(other, "p1", body=plain("Replace the website by one for every watch."))
        other.take_in("s", (), [Comment(id="c1", node="p1", author="R. Ellis", at="2026", text="Why?")])
    edit(library, "p3", body=plain("Publish waiting times for each service once a day."))
    edit(library, "p1", body=plain("Replace the website with an app for every phone."))
    return path


class DescribeMerging:
    def it_tells_what_comes_and_what_collides(self, library, copy):
        found = prepare(library, "s", copy)
        assert [change.node for change in found.coming.changes] == ["p2"]
        (collision,) = found.merged.collisions
        assert collision.node == "p1"
        assert ways(collision) == ("mine", "theirs", "both")
        assert words_of(collision, "theirs", found.mine).endswith("watch.")
        assert found.last is not None
        assert found.last.who == "R. Ellis"

    def it_tells_nothing_as_coming_that_is_still_to_be_decided(self, library, copy):
        root = library.head("s")
        library.commit("s", root.fingerprint, tree.remove(root, "p2"), "Delete")
        found = prepare(library, "s", copy)
        assert {each.node for each in found.merged.collisions} == {"p1", "p2"}
        assert found.coming.changes == ()

    def it_says_what_collides_by_the_names_of_parts(self):
        linked = Priority(id="p1", title="Websites", objectives=("t2",))
        gone = Collision(kind="deleted", node="p1", node_kind="priority", path=(), theirs=linked)
        assert words_of(gone, "theirs", strategy()).endswith("Answers objectives: Digital place")
        order = Collision(kind="order", node="t1", node_kind="theme", path=(), base="", mine="t2", theirs="")
        assert words_of(order, "mine", strategy()) == "after “Digital place”"
        assert words_of(order, "theirs", strategy()) == "first"
        assert ways(order) == ("mine", "theirs")

    @pytest.mark.parametrize(
        ("choice", "said"),
        [
            ("mine", "Replace the website with an app for every phone."),
            ("theirs", "Replace the website by one for every watch."),
            (Anew(plain("Keep it.")), "Keep it."),
        ],
    )
    def it_carries_out_what_is_decided(self, library, copy, choice, said):
        root = decided(prepare(library, "s", copy), {0: choice})
        assert words(root, "p1") == said
        assert "school" in words(root, "p2")
        assert "once a day" in words(root, "p3")

    def it_keeps_both(self, library, copy):
        root = decided(prepare(library, "s", copy), {0: "both"})
        assert words(root, "p1").split("\n")[0].endswith("phone.")
        assert words(root, "p1").split("\n")[1].endswith("watch.")

    @pytest.mark.parametrize(("choice", "there"), [("mine", True), ("theirs", False)])
    def it_keeps_or_deletes_a_part_with_all_below_it(self, library, tmp_path, choice, there):
        path = tmp_path / "laptop.engross"
        library.backup(path)
        with Library.open(path) as other:
            root = other.head("s")
            without = tree.remove(root, "t1")
            assert isinstance(without, Strategy)
            other.commit("s", root.fingerprint, without, "Delete")
        edit(library, "t1", title="Another name")
        found = prepare(library, "s", path)
        assert found.coming.changes == ()
        root = decided(found, {0: choice})
        assert [id in root.ids for id in ("t1", "p1", "p3")] == [there] * 3

    def it_refuses_to_leave_one_undecided(self, library, copy):
        with pytest.raises(Refused, match="The one collision is not decided"):
            decided(prepare(library, "s", copy), {})

    def it_changes_nothing_until_then(self, library, copy):
        before = library.head("s"), copy.read_bytes()
        prepare(library, "s", copy)
        assert (library.head("s"), copy.read_bytes()) == before

    def it_asks_of_a_copy_merged_before_only_what_was_edited_since(self, library, copy):
        found = prepare(library, "s", copy)
        merged = decided(found, {0: "mine"})
        library.commit(
            "s", library.fingerprint("s"), merged, "Merge", join=merging_mark(found.theirs.fingerprint)
        )
        edit(library, "p1", body=plain("Replace the website at last."))
        again = prepare(library, "s", copy)
        assert (again.merged.collisions, again.coming.changes) == ((), ())
        with Library.open(copy) as other:
            edit(other, "p2", body=plain("Open a help desk in every school and library."))
        later = prepare(library, "s", copy)
        assert later.merged.collisions == ()
        assert {change.node for change in later.coming.changes} == {"p2"}

    def it_asks_nothing_in_the_copy_that_was_merged_elsewhere(self, library, copy):
        found = prepare(library, "s", copy)
        merged = decided(found, {0: "mine"})
        library.commit(
            "s", library.fingerprint("s"), merged, "Merge", join=merging_mark(found.theirs.fingerprint)
        )
        assert library.path is not None
        with Library.open(copy) as other:
            back = prepare(other, "s", library.path)
            assert back.merged.collisions == ()
            assert decided(back, {}) == merged

    def it_asks_again_once_the_merge_is_undone(self, library, copy):
        found = prepare(library, "s", copy)
        merged = decided(found, {0: "mine"})
        library.commit(
            "s", library.fingerprint("s"), merged, "Merge", join=merging_mark(found.theirs.fingerprint)
        )
        library.undo("s")
        assert len(prepare(library, "s", copy).merged.collisions) == 1

    def it_asks_again_once_a_moment_before_the_merge_is_restored(self, library, copy):
        before = library.head("s")
        found = prepare(library, "s", copy)
        merged = decided(found, {0: "theirs"})
        library.commit(
            "s", library.fingerprint("s"), merged, "Merge", join=merging_mark(found.theirs.fingerprint)
        )
        library.commit("s", library.fingerprint("s"), before, "Go back")
        again = prepare(library, "s", copy)
        assert [each.node for each in again.merged.collisions] == ["p1"]
        assert [change.node for change in again.coming.changes] == ["p2"]

    def it_takes_nothing_back_that_the_other_copy_only_merged_and_undid(self, library, copy):
        assert library.path is not None
        with Library.open(copy) as other:
            found = prepare(other, "s", library.path)
            merged = decided(found, {0: "theirs"})
            other.commit(
                "s", other.fingerprint("s"), merged, "Merge", join=merging_mark(found.theirs.fingerprint)
            )
            other.undo("s")
        found = prepare(library, "s", copy)
        assert decided(found, {0: "mine"}) == merged  # the very text that the other copy had for a while
        library.commit(
            "s", library.fingerprint("s"), merged, "Merge", join=merging_mark(found.theirs.fingerprint)
        )
        again = prepare(library, "s", copy)
        assert (again.merged.collisions, again.coming.changes) == ((), ())
        assert decided(again, {}) == merged

    def it_asks_nothing_again_where_all_was_decided_as_it_stood(self, library, tmp_path):
        paths = [tmp_path / f"{name}.engross" for name in ("laptop", "desk")]
        for path in paths:
            library.backup(path)
            with Library.open(path) as other:
                edit(other, "p1", body=plain(f"Said at the {path.stem}."))
        edit(library, "p1", body=plain("Said here."))
        here = library.head("s")
        for path in paths:
            found = prepare(library, "s", path)
            assert len(found.merged.collisions) == 1
            mark = merging_mark(found.theirs.fingerprint)
            library.commit("s", here.fingerprint, decided(found, {0: "mine"}), "Merge", join=mark)
        assert library.head("s") == here
        assert [prepare(library, "s", path).merged.collisions for path in paths] == [(), ()]
        assert library.undo("s") == "Merge"
        assert [len(prepare(library, "s", path).merged.collisions) for path in paths] == [0, 1]
        assert library.fsck().ok

    def it_knows_whether_the_other_copys_reviewers_said_or_decided_more(self, library, copy):
        assert prepare(library, "s", copy).reviewed
        take_reviews_of(library, "s", copy)
        assert not prepare(library, "s", copy).reviewed
        with Library.open(copy, who="R. Ellis") as other:
            other.resolve(["c1"])
        assert prepare(library, "s", copy).reviewed

    def it_takes_the_other_copys_comments(self, library, copy):
        assert take_reviews_of(library, "s", copy) == (0, 1)
        assert take_reviews_of(library, "s", copy) == (0, 0)

    def it_takes_all_that_one_person_resolved_at_once(self, library, copy, monkeypatch):
        said = [
            Comment(id=f"c{n}", node="p1", author="R. Ellis", at="2026", text="Who pays?") for n in range(3)
        ]
        library.take_in("s", (), said)
        with Library.open(copy, who="R. Ellis") as other:
            other.take_in("s", (), said)
            other.resolve([each.id for each in said])
        resolved, resolve = [], Library.resolve

        def note(self, ids, resolved_now=True, who=""):
            resolved.append((sorted(ids), who))
            resolve(self, ids, resolved_now, who)

        monkeypatch.setattr(Library, "resolve", note)
        take_reviews_of(library, "s", copy)
        assert resolved == [(["c0", "c1", "c2"], "R. Ellis")]
        assert all(each.resolved for each in library.comments("s") if each.id in ("c0", "c1", "c2"))

    def it_takes_what_a_reviewer_has_read_in_the_other_copy(self, library, copy):
        with Library.open(copy, who="R. Ellis") as other:
            root = other.head("s")
            mark_read(other, "s", root, None)
        take_reviews_of(library, "s", copy)
        assert library.reading("s", "R. Ellis") == root

    def it_refuses_itself_and_strangers(self, library, tmp_path):
        with pytest.raises(Refused, match="that is open"):
            prepare(library, "s", library.path)
        Library.create(tmp_path / "empty.engross").close()
        with pytest.raises(Refused, match="has no copy"):
            prepare(library, "s", tmp_path / "empty.engross")

    @pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps an open file at its place")
    def it_merges_with_a_copy_though_the_librarys_own_file_was_moved_away(self, library, copy):
        library.path.rename(library.path.with_name("moved.engross"))
        assert prepare(library, "s", copy).merged.root.id == "s"


class DescribeDeciding:
    def it_decides_what_kind_a_part_is(self):
        root = strategy()
        mine = tree.find(root, "p1")
        assert isinstance(mine, Priority)
        theirs = Enabler(id="p1", title="A service", body=mine.body)
        collision = Collision(
            kind="field", node="p1", node_kind="priority", path=(), field="kind", mine=mine, theirs=theirs
        )
        assert tree.find(decide(Merged(root), collision, "theirs"), "p1").kind == "enabler"

    def it_spares_what_the_other_copy_moved_into_a_part_that_was_deleted_here(self, library, tmp_path):
        path = tmp_path / "laptop.engross"
        library.backup(path)
        parent = tree.parent_of(library.head("s"), "p1")
        assert parent is not None
        with Library.open(path, who="R. Ellis") as other:
            root = tree.insert(other.head("s"), "t2", Priority(id="new", title="A new promise"), 0)
            root = tree.move(root, "p1", "t2", 0)
            assert isinstance(root, Strategy)
            other.commit("s", other.fingerprint("s"), root, "Move")
        without = tree.remove(library.head("s"), "t2")
        assert isinstance(without, Strategy)
        library.commit("s", library.fingerprint("s"), without, "Delete")
        found = prepare(library, "s", path)
        (collision,) = (each for each in found.merged.collisions if each.kind == "deleted")
        assert "A new promise" in words_of(collision, "theirs", found.mine)
        root = decided(found, dict.fromkeys(range(len(found.merged.collisions)), "mine"))
        assert root.ids == library.head("s").ids
        assert tree.parent_of(root, "p1") == tree.find(root, parent.id)
        kept = decided(found, dict.fromkeys(range(len(found.merged.collisions)), "theirs"))
        assert {"t2", "p1", "new"} <= kept.ids

    def it_shows_sums_and_links_as_they_are_read(self, library, copy):
        mine = Cost(id="c", title="Licences", year="2026/27", capital=Decimal(420000))
        collision = Collision(kind="deleted", node="c", node_kind="cost", path=(), base=mine, mine=mine)
        assert words_of(collision, "mine", strategy()) == "Licences\nYear: 2026/27 · Capital: £420,000"
        field = Collision(
            kind="field",
            node="c",
            node_kind="cost",
            path=(),
            field="capital",
            mine=Decimal(2),
            theirs=Decimal(3),
        )
        assert words_of(field, "theirs", strategy()) == "£3"

    @pytest.mark.parametrize(
        ("kind", "field", "mine", "theirs"),
        [
            ("priority", "end", "2029-03-31", "2031-03-31"),
            ("cost", "year", "2026/27", "2027/28"),
            ("strategy", "house", "plain", "wrexham"),
            ("strategy", "language", "en-GB", "cy-GB"),
        ],
    )
    def it_neither_joins_nor_rewords_what_is_no_wording(self, kind, field, mine, theirs):
        collision = Collision(
            kind="field", node="x", node_kind=kind, path=(), field=field, mine=mine, theirs=theirs
        )
        assert ways(collision) == ("mine", "theirs")
        assert not is_worded(collision)

    def it_joins_links_and_rewords_who_answers(self):
        links = Collision(
            kind="field", node="p1", node_kind="priority", path=(), field="objectives", mine=("a",), theirs=()
        )
        assert (ways(links)[-1], is_worded(links)) == ("both", False)
        owner = Collision(
            kind="field", node="p1", node_kind="priority", path=(), field="owner", mine="A", theirs="B"
        )
        assert (ways(owner)[-1], is_worded(owner)) == ("both", True)

    def it_loses_no_part_that_both_copies_have_however_all_is_decided(self):
        for seed in range(40):
            chance = random.Random(seed)
            base = mine = theirs = strategy()
            for _ in range(10):
                mine, theirs = step(chance, mine), step(chance, theirs)
            assert isinstance(mine, Strategy)
            assert isinstance(theirs, Strategy)
            merging = Merging(Path("copy"), mine, theirs, merge(base, mine, theirs), Comparison(()))
            for way in ("mine", "theirs"):
                root = decided(merging, dict.fromkeys(range(len(merging.merged.collisions)), way))
                assert mine.ids & theirs.ids <= root.ids, (seed, way)
