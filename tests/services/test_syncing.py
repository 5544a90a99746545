import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.compare.changes import Change, compare
from app.compare.suggest import suggestions
from app.models import tree
from app.models.content import Content
from app.models.errors import Refused
from app.models.nodes import Section, Strategy
from app.models.text import plain
from app.services.deciding import accept, comment, open_suggestions
from app.services.editing import Editing
from app.services.reading import as_read, mark_read
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

    def it_keeps_what_does_not_stand_under_the_name_of_its_editor(
        self, tmp_path: Path, pair: tuple[Library, Library]
    ):
        office, laptop = pair
        edit(office, "t2", title="Digital town")
        edit(laptop, "t2", title="Digital borough")
        at = office.journal("s")[-1].at
        for library in pair:
            library.close()
        with (
            Library.open(tmp_path / "office.engross", who="Cai") as here,
            Library.open(tmp_path / "laptop.engross", who="Cai") as there,
        ):
            sync(here, there)
            for library in (here, there):
                (wish,) = open_suggestions(library, "s")
                assert (wish.author, wish.at) == ("Ann", at)

    def it_goes_by_the_last_text_in_common_though_the_ones_before_are_of_the_same_second(
        self, tmp_path: Path
    ):
        office, laptop = tmp_path / "office.engross", tmp_path / "laptop.engross"
        Library.create(office, who="Ann").close()
        with Library.open(office, who="Ann", clock=lambda: "2026-03-01T10:00:00Z") as made:
            made.add(Content(strategy()))
            for n in range(12):  # so that the fingerprint of the last one is hardly the greatest
                edit(made, "t2", title=f"Digital town {n}")
            made.backup(laptop)
        with Library.open(office, who="Ann") as mine, Library.open(laptop, who="Bob") as theirs:
            edit(mine, "t2", title="Digital borough")
            edit(theirs, "p1", owner="B. Rees")
            assert not collision_count(sync(mine, theirs))
            assert tree.find(mine.head("s"), "t2").title == "Digital borough"

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

    @pytest.mark.parametrize("later", [0, 1])
    @pytest.mark.parametrize("commits", [0, 1])
    def it_loses_neither_where_it_is_stopped_halfway(
        self, pair: tuple[Library, Library], monkeypatch: pytest.MonkeyPatch, commits: int, later: int
    ):
        for library, title in zip((pair[1 - later], pair[later]), ("Earlier", "Later"), strict=True):
            edit(library, "t2", title=title)
        left = iter(range(commits))
        commit = Library.commit

        def cut_short(*args: Any, **named: Any) -> Any:
            if next(left, None) is None:
                raise KeyboardInterrupt
            return commit(*args, **named)

        with monkeypatch.context() as patch:
            patch.setattr(Library, "commit", cut_short)
            with pytest.raises(KeyboardInterrupt):
                sync(*pair)
        sync(*pair)
        for library in pair:
            assert tree.find(library.head("s"), "t2").title == "Later"
            (wish,) = open_suggestions(library, "s")
            assert "Earlier" in wish.after

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

    def it_names_the_part_and_the_field_that_collide(self, pair: tuple[Library, Library]):
        for library, owner in zip(pair, ("B. Price", "C. Hughes"), strict=True):
            edit(library, "p2", title="Help desks", end="2027")
            edit(library, "p2", owner=owner)
        (said,) = sync(*pair).strategies[0].collisions
        assert "› Help desks: Owner was changed differently in both copies" in said

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


class DescribeSyncOfDecisions:
    def it_lets_stand_that_a_suggestion_was_accepted(self, pair: tuple[Library, Library]):
        office, laptop = pair
        wanted = tree.change(office.head("s"), "p1", owner="B. Rees")
        (wish,) = suggestions(office.head("s"), wanted, author="Cai", at="2026-03-01", source="copy:0")
        for library in pair:
            library.take_in("s", [wish], [])
        accept(office, Editing(office, "s"), [wish], "Ann")
        laptop.judge([wish.id], "rejected", "Bob")
        sync(office, laptop)
        assert [library.suggestions("s")[0].state for library in pair] == ["accepted"] * 2
        assert {tree.find(library.head("s"), "p1").owner for library in pair} == {"B. Rees"}  # pyright: ignore
        assert [each.did for each in sync(laptop, office).strategies] == ["same"]


class DescribeSyncOfReadings:
    def it_brings_together_what_a_reviewer_read_on_two_laptops(self, pair: tuple[Library, Library]):
        office, laptop = pair
        laptop.who = "Ann"
        for library, ids in ((office, ("p1", "s1")), (laptop, ("t2", "p2"))):
            read(library, *ids)
        assert sync(office, laptop).readings == 2
        for library in pair:
            assert unread(library).isdisjoint({"p1", "s1", "t2", "p2"})
            assert "p3" in unread(library)
            assert library.fsck().ok
        assert office.reading("s") == laptop.reading("s")
        assert sync(laptop, office).readings == 0

    def it_keeps_the_newer_reading_of_each_part(self, pair: tuple[Library, Library]):
        office, laptop = pair
        laptop.who = "Ann"
        for library in pair:
            mark_read(library, "s", library.head("s"), None)
        edit(office, "p1", owner="B. Rees")
        edit(office, "p2", owner="C. Rowe")
        sync(office, laptop)
        read(laptop, "p1")
        read(office, "p2")
        sync(laptop, office)
        assert [unread(library) for library in pair] == [set(), set()]

    def it_remembers_that_a_deletion_was_read(self, pair: tuple[Library, Library]):
        office, laptop = pair
        laptop.who = "Ann"
        for library in pair:
            mark_read(library, "s", library.head("s"), None)
        change(office, lambda root: tree.remove(root, "p3"))
        sync(office, laptop)
        read(office, "p3")
        sync(laptop, office)
        assert [unread(library) for library in pair] == [set(), set()]

    def it_leaves_each_reviewer_what_is_theirs(self, pair: tuple[Library, Library]):
        office, laptop = pair
        read(office, "p1")
        read(laptop, "p2")
        sync(office, laptop)
        for library in pair:
            assert library.readers("s") == ("Ann", "Bob")
            for who, id, other in (("Ann", "p1", "p2"), ("Bob", "p2", "p1")):
                reading = library.reading("s", who)
                assert reading is not None
                assert tree.find(reading, id) == tree.find(library.head("s"), id)
                assert tree.find(reading, other) != tree.find(library.head("s"), other)

    def it_is_the_same_whichever_begins(self, tmp_path: Path):
        for seed in range(4):
            readings: list[Any] = []
            for turn in (1, -1):
                folder = tmp_path / f"{seed} {turn}"
                folder.mkdir()
                chance = random.Random(seed)
                with Library.create(folder / "a.engross", who="Ann") as one:
                    one.add(Content(strategy()))
                    mark_read(one, "s", one.head("s"), None)
                    one.backup(folder / "b.engross")
                    with Library.open(folder / "b.engross", who="Ann") as other:
                        for library in (one, other, one, other):
                            change(library, lambda root, chance=chance: step(chance, root))
                            ids = [each.node for each in _changes(library)]
                            read(library, *chance.sample(ids, k=len(ids) // 2))
                        sync(*(one, other)[::turn])
                        assert one.reading("s") == other.reading("s")
                        assert sync(one, other).readings == 0
                        reading = one.reading("s")
                        assert reading is not None
                        readings.append(sorted(tree.text_of(node) for node in tree.walk(reading)))
            assert readings[0] == readings[1]


def read(library: Library, *ids: str) -> None:
    chosen = [each for each in _changes(library) if each.node in ids]
    mark_read(library, "s", library.head("s"), chosen)


def unread(library: Library) -> set[str]:
    return {each.node for each in _changes(library)}


def _changes(library: Library) -> list[Change]:
    return [
        each
        for each in compare(as_read(library, "s"), library.head("s")).changes
        if each.kind != "renumbered"
    ]
