"""A small strategy with every awkward thing in it, and a library that holds it."""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.models import tree
from app.models.content import Content
from app.models.nodes import Appendix, Milestone, Priority, Section, Strategy, Theme, Vision
from app.models.text import Paragraph, Picture, Run, plain
from app.store.library import Library
from tests.store.server import serving

PIXEL = b"\x89PNG\r\n\x1a\n" + bytes(range(40))
Snapshot = Callable[[Path], dict[str, bytes]]


@pytest.fixture(scope="session")
def content() -> Content:
    digest = hashlib.sha256(PIXEL).hexdigest()
    priorities = tuple(
        Priority(
            id=f"p{n}",
            title=f"Priority {n}",
            body=plain(f"Spend £{n}.2m by 2028 on “field” tools – cŵn a thŷ."),
            children=(Milestone(id=f"m{n}", title=f"Milestone {n}", date="2027-03-31"),),
        )
        for n in range(1, 6)
    )
    root = Strategy(
        id="s1",
        title="Harbour Strategy",
        organisation="Harbourne Council",
        house="plain",
        children=(
            Section(
                id="background", title="Background", body=(Paragraph((Run("A "), Run("bold", bold=True))),)
            ),
            Vision(
                id="vision", title="Vision", children=(Theme(id="t1", title="Customer", children=priorities),)
            ),
            Appendix(id="a1", title="Map", body=(Picture(digest, alt="A map"),)),
        ),
    )
    return Content(root, {digest: PIXEL})


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The URL of a PostgreSQL database that may be emptied; the test is skipped where there is none."""
    pytest.importorskip("psycopg")
    with serving() as url:
        yield url


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "harbour.engross"


@pytest.fixture
def library(file: Path, content: Content) -> Iterator[Library]:
    with Library.create(file, who="A. Owen") as made:
        made.add(content)
        yield made


def edited(root: Strategy, id: str, title: str) -> Strategy:
    new = tree.change(root, id, title=title)
    assert isinstance(new, Strategy)
    return new


@pytest.fixture(scope="session")
def closed_once(tmp_path_factory: pytest.TempPathFactory, content: Content) -> Path:
    path = tmp_path_factory.mktemp("once") / "harbour.engross"
    with Library.create(path, who="A. Owen") as library:
        library.add(content)
        root = library.head("s1")
        for n, title in enumerate(("First", "Second"), start=1):
            new = edited(root, f"p{n}", title)
            library.commit("s1", root.fingerprint, new, f"Edit {title}")
            root = new
            library.save_version("s1", f"V{n}", f"2026-06-0{n}", f"{title} draft", "For the board")
        library.commit("s1", root.fingerprint, edited(root, "p3", "Third"), "Edit Third")
        library.undo("s1")
    return path


@pytest.fixture
def closed(closed_once: Path, file: Path) -> Path:
    """The file of a library with two versions, three edits and the last of these undone."""
    return Path(shutil.copy(closed_once, file))


@pytest.fixture
def snapshot() -> Snapshot:
    """What lies in a folder, byte for byte."""

    def taken(folder: Path) -> dict[str, bytes]:
        return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}

    return taken
