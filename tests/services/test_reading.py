"""What a reviewer has read, kept in a library."""

import pytest
from msgspec import structs

from app.compare.changes import compare
from app.models import tree
from app.models.content import Content
from app.models.nodes import Strategy
from app.models.review import with_identities
from app.models.text import plain
from app.services.reading import (
    as_read,
    exchange_readings,
    mark_read,
    progress,
    take_back_reading,
)
from app.store.library import Library
from tests.edited_trees import strategy


@pytest.fixture
def library(tmp_path):
    with Library.create(tmp_path / "council.engross", who="R. Ellis") as library:
        library.add(Content(strategy()))
        yield library


def so_far(library):
    found = progress(as_read(library, "s"), library.head("s"))
    return found.read, found.parts


class DescribeReading:
    def it_begins_with_nothing_read(self, library):
        assert so_far(library) == (0, 8)

    def it_remembers_all_that_was_read(self, library):
        mark_read(library, "s", library.head("s"), None)
        assert so_far(library) == (8, 8)
        assert compare(as_read(library, "s"), library.head("s")).changes == ()

    def it_remembers_part_by_part(self, library):
        root = library.head("s")
        changes = compare(as_read(library, "s"), root).changes
        mark_read(library, "s", root, [change for change in changes if change.node in ("p1", "t2")])
        assert so_far(library) == (2, 8)
        left = compare(as_read(library, "s"), root).changes
        assert {change.node for change in left}.isdisjoint({"p1", "t2"})

    def it_counts_a_part_that_was_written_again_in_the_same_words(self, library):
        root = library.head("s")
        mark_read(library, "s", root, None)
        copy = with_identities(tree.find(root, "p1"), {"p1": "p9"})
        again = tree.insert(tree.remove(root, "p1"), "t1", copy)
        assert isinstance(again, Strategy)
        library.commit("s", root.fingerprint, again, "Cut and paste")
        mark_read(library, "s", again, compare(as_read(library, "s"), again).changes)
        assert compare(as_read(library, "s"), again).changes == ()
        assert so_far(library) == (8, 8)

    def it_says_how_many_changes_hang_together_with_others(self, library):
        root = library.head("s")
        mark_read(library, "s", root, None)
        new = tree.change(root, "p1", body=plain("One page for all.\nAnd nothing else is needed."))
        assert isinstance(new, Strategy)
        library.commit("s", root.fingerprint, new, "Edit")
        changes = compare(as_read(library, "s"), new).changes
        assert (
            mark_read(library, "s", new, [structs.replace(changes[0], before="", after="other words")]) == 1
        )
        assert mark_read(library, "s", new, changes) == 0

    def it_keeps_headings_over_parts_and_counts_none_of_them(self, library):
        root = library.head("s")
        bare = tree.change(root, "v", statement=())
        library.commit("s", root.fingerprint, bare, "Edit")
        unread = as_read(library, "s")
        assert tree.find(unread, "v").title == "Our vision"
        assert tree.find(unread, "p1") == tree.find(unread, "p1").__class__(id="p1")
        assert so_far(library) == (0, 7)
        assert "v" not in {change.node for change in compare(unread, bare).changes}

    def it_tells_what_changed_since(self, library):
        root = library.head("s")
        mark_read(library, "s", root, None)
        new = tree.change(root, "p1", body=plain("Replace the website with one that works on every laptop."))
        library.commit("s", root.fingerprint, new, "Edit")
        (change,) = compare(as_read(library, "s"), new).changes
        assert change.node == "p1"
        assert so_far(library) == (7, 8)

    def it_is_each_reviewers_own(self, library):
        mark_read(library, "s", library.head("s"), None)
        assert library.reading("s", "A. Owen") is None
        library.keep_reading("s", library.head("s"), "A. Owen")
        assert library.reading("s", "A. Owen") == library.head("s")

    def it_takes_a_marking_back(self, library):
        root = library.head("s")
        before = as_read(library, "s")
        mark_read(library, "s", root, None)
        take_back_reading(library, "s", before)
        assert so_far(library) == (0, 8)
        assert compare(as_read(library, "s"), root).changes == compare(before, root).changes

    def it_takes_a_marking_back_for_good_where_another_copy_knows_it(self, library, tmp_path):
        before = as_read(library, "s")
        with Library.create(tmp_path / "laptop.engross", who="R. Ellis") as other:
            other.add(Content(strategy()))
            mark_read(library, "s", library.head("s"), None)
            exchange_readings(library, other, "s")
            assert so_far(other) == (8, 8)
            take_back_reading(library, "s", before)
            exchange_readings(library, other, "s")
            assert so_far(library) == so_far(other) == (0, 8)

    def it_leaves_a_library_that_checks_out(self, library):
        mark_read(library, "s", library.head("s"), None)
        assert library.fsck().ok
