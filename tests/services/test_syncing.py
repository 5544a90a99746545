import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.models import tree
from app.models.content import Content
from app.models.errors import Refused
from app.models.nodes import Section, Strategy
from app.models.text import plain
from app.services.deciding import comment, open_suggestions
from app.services.syncing import collision_count, sync
from app.services.versions import save_version
from app.store.library import Library
from tests.edited_trees import step, strategy


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Library, Library]]:
    """Two copies of a library, at the office and on a laptop."""
    ticks = iter(range(10_000))

    def clock() -> str:
        return f"2026-03-01T10:{next(ticks) // 60:02}:{next(ticks) % 60:02}Z"

    with Library.create(tmp_path / "office.engross", who="Ann") as made:
        made.add(Content(strategy()))
        made.backup(tmp_path / "laptop.engross")
    with (
        Library.open(tmp_path / "office.engross", who="Ann", clock=clock) as office,
        Library.open(tmp_path / "laptop.engross", who="Bob", clock=clock) as laptop,
    ):
        yield office, laptop


def edit(library: Library, id: str, **fields: Any) -> None:
    change(library, lambda root: tree.change(root, id, **fields))


def change(library: Library, make: Callable[[Strategy], Any]) -> None:
    before = library.head("s")
    after = make(before)
    assert isinstance(after, Strategy)
    library.commit("s", before.fingerprint, after, "Edit")


class DescribeSync:
    def it_merges_what_either_changed(self, pair: tuple[Library, Library]):
        office, laptop = pair
        edit(office, "p1", owner="B. Rees")
        edit(laptop, "t2", title="Digital borough")
        found = sync(office, laptop)
        assert [(each.did, each.collisions) for each in found.strategies] == [("merged", ())]
        for library in pair:
            assert tree.find(library.head("s"), "p1").owner == "B. Rees"  # pyright: ignore
            assert tree.find(library.head("s"), "t2").title == "Digital borough"
            assert library.fsck().ok

    def it_changes_nothing_the_second_time(self, pair: tuple[Library, Library]):
        office, laptop = pair
        edit(office, "t2", title="Digital town")
        edit(laptop, "t2", title="Digital borough")
        save_version(laptop, "s", "V1", "2026-01-01")
        sync(office, laptop)
        before = [(lib.journal("s"), lib.versions("s"), lib.suggestions("s")) for lib in pair]
        again = sync(laptop, office)
        assert [each.did for each in again.strategies] == ["same"]
        assert (again.versions, again.comments, again.suggestions) == (0, 0, 0)
        assert [(lib.journal("s"), lib.versions("s"), lib.suggestions("s")) for lib in pair] == before

    def it_loses_neither_side_of_a_collision(self, pair: tuple[Library, Library]):
        office, laptop = pair
        edit(office, "t2", title="Digital town")
        edit(laptop, "t2", title="Digital borough")
        assert collision_count(sync(office, laptop)) == 1
        for library in pair:
            assert tree.find(library.head("s"), "t2").title == "Digital borough"
            (wish,) = open_suggestions(library, "s")
            assert "Digital town" in wish.after

    def it_gives_the_same_whichever_library_is_named_first(self, tmp_path: Path):
        heads: list[str] = []
        for turn in (False, True):
            folder = tmp_path / str(turn)
            folder.mkdir()
            pairs = [Library.create(folder / f"{name}.engross") for name in ("one", "two")]
            for at, library in enumerate(pairs):
                library.add(Content(strategy()))
                change(library, lambda root, at=at: step(random.Random(at + 3), root))
            sync(*(reversed(pairs) if turn else pairs))
            assert pairs[0].fingerprint("s") == pairs[1].fingerprint("s")
            heads.append(pairs[0].fingerprint("s"))
            for library in pairs:
                library.close()

    def it_exchanges_strategies_versions_and_comments(self, pair: tuple[Library, Library]):
        office, laptop = pair
        laptop.add(Content(Strategy(id="x", title="Housing", children=(Section(id="y", title="Why"),))))
        save_version(office, "s", "V1", "2026-01-01", "First")
        comment(laptop, "s", "p1", "Which one?")
        found = sync(office, laptop)
        assert (found.versions, found.comments) == (1, 1)
        assert office.head("x").title == "Housing"
        assert laptop.versions("s") == office.versions("s")
        assert [each.text for each in office.comments("s")] == ["Which one?"]

    def it_says_that_one_version_is_described_in_two_ways(self, pair: tuple[Library, Library]):
        here, there = pair
        save_version(here, "s", "V9", "2026-03-01", "Costs corrected")
        save_version(there, "s", "V9", "2026-03-01", "For the Executive")
        said = [line for each in sync(here, there).strategies for line in each.collisions]
        assert len(said) == 1
        assert "V9" in said[0]
        assert [lib.versions("s")[-1].changes for lib in pair] == ["Costs corrected", "For the Executive"]

    def it_keeps_two_versions_of_one_label(self, pair: tuple[Library, Library]):
        for library, title in zip(pair, ("Digital town", "Digital borough"), strict=True):
            edit(library, "t2", title=title)
            save_version(library, "s", "V1", "2026-01-01")
        found = sync(*pair)
        assert any("V1" in line for line in found.strategies[0].collisions)
        texts = [{row.fingerprint for row in library.versions("s")} for library in pair]
        assert texts[0] == texts[1]
        assert len(texts[0]) == 2

    def it_refuses_to_exchange_a_library_with_itself(self, pair: tuple[Library, Library]):
        with pytest.raises(Refused):
            sync(pair[0], pair[0])

    def it_takes_words_of_one_sentence_from_both(self, pair: tuple[Library, Library]):
        office, laptop = pair
        edit(office, "p2", body=plain("Open a service desk in every library of the borough."))
        edit(laptop, "p2", body=plain("Open a help desk in every library of the county."))
        sync(office, laptop)
        assert tree.text_of(tree.find(office.head("s"), "p2")) == (
            "Open a service desk in every library of the county."
        )
