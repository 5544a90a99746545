"""A library's file that is taken away while it is open: nothing is written to a file that nobody will find again."""

import sys

import pytest

from app.models import tree
from app.models.errors import Refused
from app.store.library import Library

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps an open file at its place")


@pytest.fixture
def opened(closed):
    with Library.open(closed) as library:
        library.head("s1")
        yield library


def rename(library, title):
    root = library.head("s1")
    library.commit("s1", root.fingerprint, tree.change(root, "s1", title=title), "Rename")


TAKEN = [
    lambda path: path.unlink(),
    lambda path: path.rename(path.with_name("elsewhere.engross")),
    lambda path: path.parent.rename(path.parent.with_name(f"{path.parent.name} moved")),
]


class DescribeALibraryThatIsTakenAway:
    @pytest.mark.parametrize("take", TAKEN)
    def it_says_so_and_writes_nothing(self, opened, closed, take):
        take(closed)
        with pytest.raises(Refused, match="was moved, deleted or replaced while it was open; put it back"):
            rename(opened, "Lost")
        assert opened.head("s1").title != "Lost"

    def it_is_not_taken_for_another_file_of_its_name(self, opened, closed):
        kept = closed.read_bytes()
        closed.rename(closed.with_name("elsewhere.engross"))
        closed.write_bytes(kept)
        with pytest.raises(Refused, match="replaced"):
            rename(opened, "Lost")
        assert closed.read_bytes() == kept

    def it_goes_on_once_it_is_put_back(self, opened, closed):
        elsewhere = closed.with_name("elsewhere.engross")
        closed.rename(elsewhere)
        with pytest.raises(Refused):
            rename(opened, "Found again")
        elsewhere.rename(closed)
        rename(opened, "Found again")
        opened.close()
        with Library.open(closed, read_only=True) as library:
            assert library.head("s1").title == "Found again"
