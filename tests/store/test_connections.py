"""Once a library is closed nothing opens its file again; what is at work then is ended first."""

from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest

from app.models import tree
from app.models.content import Content
from app.models.errors import Refused
from app.models.nodes import Strategy
from app.store.library import Library


@pytest.fixture
def shut(closed: Path) -> Library:
    library = Library.open(closed)
    library.close()
    return library


def beside(path: Path) -> list[str]:
    return sorted(each.name for each in path.parent.iterdir() if each.name.startswith(path.name))


class DescribeAClosedLibrary:
    @pytest.mark.parametrize(
        "ask",
        [
            lambda library: library.head("s1"),
            lambda library: library.versions("s1"),
            lambda library: library.fsck(),
            lambda library: library.add(Content(Strategy(id="late", title="Late"))),
            lambda library: library.undo("s1"),
        ],
    )
    def it_says_so_and_leaves_the_file_alone(
        self, shut: Library, closed: Path, ask: Callable[[Library], object]
    ):
        was = closed.read_bytes()
        with pytest.raises(Refused, match=r"harbour\.engross was closed meanwhile; open it again\."):
            ask(shut)
        assert beside(closed) == [closed.name]
        assert closed.read_bytes() == was

    def it_can_be_closed_again(self, shut: Library, closed: Path):
        with Library.open(closed) as library:
            shut.close()
            assert library.undo("s1")  # nor does that let go of another's lock


class DescribeClosing:
    @pytest.fixture
    def library(self, closed: Path) -> Library:
        return Library.open(closed)

    def it_waits_for_a_change_that_is_being_made(self, library: Library, closed: Path):
        begun, go_on, shut = Event(), Event(), Event()

        def change(root: Strategy) -> Strategy:
            begun.set()
            assert go_on.wait(20)
            changed = tree.change(root, "s1", title="Changed in time")
            assert isinstance(changed, Strategy)
            return changed

        def edit() -> None:
            head = library.head("s1")
            with library._writing():
                change(head)

        def close() -> None:
            library.close()
            shut.set()

        works = [Thread(target=edit), Thread(target=close)]
        works[0].start()
        assert begun.wait(20)
        works[1].start()
        assert not shut.wait(0.1)
        go_on.set()
        for each in works:
            each.join(20)
        assert shut.is_set()
        assert beside(closed) == [closed.name]

    def it_lets_what_is_at_work_ask_further(self, library: Library):
        begun, go_on, found = Event(), Event(), list[str]()

        def read() -> None:
            with library._reading():
                begun.set()
                assert go_on.wait(20)
                found.append(library.head("s1").title)

        works = [Thread(target=read), Thread(target=library.close)]
        works[0].start()
        assert begun.wait(20)
        works[1].start()
        go_on.set()
        for each in works:
            each.join(20)
        assert found == ["Harbour Strategy"]
