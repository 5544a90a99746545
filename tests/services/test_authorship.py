"""Who changed what, out of the history."""

from app.models import tree
from app.models.content import Content
from app.models.text import plain
from app.services.authorship import authors_since
from app.store.library import Library
from tests.edited_trees import strategy


def edit(library, who, join="", **fields):
    root = library.head("s")
    new = root
    for id, text in fields.items():
        new = tree.change(new, id, body=plain(text))
    library.commit("s", root.fingerprint, new, "Edit", who, join)


class DescribeAuthors:
    def it_names_those_who_changed_a_part_since(self, tmp_path):
        with Library.create(tmp_path / "council.engross", who="A. Owen") as library:
            library.add(Content(strategy()))
            edit(library, "A. Owen", p3="Long before")
            since = library.fingerprint("s")
            edit(library, "R. Ellis", p1="One")
            edit(library, "T. Ellery", "p1/body", p1="Two")
            edit(library, "A. Owen", p2="Three")
            found = authors_since(library, "s", since)
            assert set(found["p1"]) == {"R. Ellis", "T. Ellery"}
            assert found["p2"] == ("A. Owen",)
            assert "p3" not in found

    def it_leaves_out_what_was_undone(self, tmp_path):
        with Library.create(tmp_path / "council.engross", who="A. Owen") as library:
            library.add(Content(strategy()))
            since = library.fingerprint("s")
            edit(library, "R. Ellis", p1="One")
            library.undo("s")
            assert authors_since(library, "s", since) == {}
