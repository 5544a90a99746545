"""What a library promises: nothing is lost, nothing is overwritten, and an edit stays made."""

import os
import threading
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs
from sqlalchemy import Engine, event

from app.models import tree
from app.models.content import Content
from app.models.errors import NotFound, Refused
from app.models.nodes import Strategy, Theme
from app.models.text import Picture, plain
from app.store import objects
from app.store.library import Library
from app.store.naming import find_strategy
from app.store.rows import StaleHead


def retitle(library: Library, id: str, title: str, *, join: str = "", who: str = "") -> Strategy:
    root = library.head("s1")
    new = tree.change(root, id, title=title)
    assert isinstance(new, Strategy)
    library.commit("s1", root.fingerprint, new, f"Edit {title}", who, join)
    return new


class DescribeContent:
    def it_comes_back_as_it_went_in(self, library: Library, file: Path, content: Content):
        library.close()
        with Library.open(file) as again:
            assert again.content("s1") == content
            assert again.content("s1").root.fingerprint == content.root.fingerprint
            assert again.fingerprint("s1") == content.root.fingerprint

    def it_is_listed(self, library: Library, content: Content):
        [row] = library.strategies()
        assert (row.id, row.title, row.house, row.status) == ("s1", "Harbour Strategy", "plain", "draft")
        assert row.fingerprint == content.root.fingerprint

    def it_is_added_once(self, library: Library, content: Content):
        with pytest.raises(Refused, match="already"):
            library.add(content)

    def it_is_not_taken_in_without_its_pictures(self, file: Path, content: Content):
        with Library.create(file) as library:
            with pytest.raises(Refused, match="pictures"):
                library.add(Content(content.root))
            assert library.strategies() == ()

    def it_is_not_taken_in_with_another_picture(self, file: Path, content: Content):
        wrong = dict.fromkeys(content.pictures, b"something else")
        with Library.create(file) as library, pytest.raises(Refused, match="altered"):
            library.add(Content(content.root, wrong))

    def it_takes_a_new_picture_with_an_edit(self, library: Library):
        import hashlib

        data = b"\xff\xd8\xff a photograph"
        digest = hashlib.sha256(data).hexdigest()
        root = library.head("s1")
        new = tree.change(root, "background", body=(Picture(digest, alt="x"),))
        assert isinstance(new, Strategy)
        with pytest.raises(Refused):
            library.commit("s1", root.fingerprint, new, "Add picture")
        library.commit("s1", root.fingerprint, new, "Add picture", pictures={digest: data})
        assert library.content("s1").pictures[digest] == data


class DescribeCommit:
    def it_stores_only_what_is_new(self, library: Library):
        before = library.fsck().objects
        retitle(library, "m3", "Another")
        assert library.fsck().objects == before + 5  # the milestone, its priority, theme, vision and strategy

    def it_puts_only_what_is_new_also_after_a_version_was_read(
        self, library: Library, file: Path, monkeypatch: pytest.MonkeyPatch
    ):
        library.save_version("s1", "V1", "2026-06-02")
        retitle(library, "p1", "Later")
        library.close()
        stored: list[int] = []
        put = objects.put

        def count(connection: Any, payloads: dict[str, bytes]) -> None:
            stored.append(len(payloads))
            put(connection, payloads)

        monkeypatch.setattr(objects, "put", count)
        with Library.open(file, who="A. Owen") as again:
            root = again.head("s1")
            again.content("s1", "V1")
            new = tree.change(root, "p1", title="Later still")
            assert isinstance(new, Strategy)
            again.commit("s1", root.fingerprint, new, "Edit")
        assert stored == [4]  # the priority, its theme, vision and strategy

    def it_refuses_a_tree_made_from_an_old_draft(self, library: Library):
        old = library.head("s1")
        retitle(library, "p1", "Mine")
        with pytest.raises(StaleHead, match="read it again"):
            library.commit("s1", old.fingerprint, structs.replace(old, title="Theirs"), "Edit")
        assert library.head("s1").title == "Harbour Strategy"
        assert len(library.journal("s1")) == 2

    def it_leaves_no_trace_of_an_edit_that_changes_nothing(self, library: Library):
        root = library.head("s1")
        library.commit("s1", root.fingerprint, root, "Nothing")
        assert len(library.journal("s1")) == 1

    def it_follows_the_title(self, library: Library):
        retitle(library, "s1", "Quay Strategy")
        assert library.strategies()[0].title == "Quay Strategy"
        library.undo("s1")
        assert library.strategies()[0].title == "Harbour Strategy"

    def it_refuses_another_strategy(self, library: Library):
        root = library.head("s1")
        with pytest.raises(Refused, match="identity"):
            library.commit("s1", root.fingerprint, structs.replace(root, id="other"), "Swap")

    def it_signs_with_who_opened_the_library(self, library: Library):
        retitle(library, "p1", "A")
        retitle(library, "p1", "B", who="R. Ellis")
        assert [row.who for row in library.journal("s1")] == ["A. Owen", "A. Owen", "R. Ellis"]

    def it_puts_no_statement_together_anew_while_somebody_types(self, library: Library):
        retitle(library, "p1", "A", join="p1/title")
        rounds: list[list[Any]] = []

        def note(connection: Any, statement: Any, *_: Any) -> None:
            rounds[-1].append(statement)

        event.listen(Engine, "before_execute", note)
        try:
            for title in ("B", "C"):
                rounds.append([])
                retitle(library, "p1", title, join="p1/title")
        finally:
            event.remove(Engine, "before_execute", note)
        first, second = rounds
        assert len(first) > 4
        assert [*map(id, first)] == [*map(id, second)]


class DescribeJournal:
    def it_undoes_and_redoes_after_a_restart(self, library: Library, file: Path, content: Content):
        edited = retitle(library, "p1", "Changed")
        library.close()
        with Library.open(file) as again:
            assert again.undo("s1") == "Edit Changed"
            assert again.head("s1") == content.root
        with Library.open(file) as again:
            assert again.redo("s1") == "Edit Changed"
            assert again.head("s1") == edited
            assert again.redo("s1") is None

    def it_never_undoes_the_arrival(self, library: Library):
        assert library.undo("s1") is None

    def it_drops_what_was_undone_once_something_else_is_done(self, library: Library):
        dropped = retitle(library, "p1", "Dropped")
        library.undo("s1")
        retitle(library, "p2", "Kept")
        assert library.redo("s1") is None
        assert [row.state for row in library.journal("s1")] == ["done", "dropped", "done"]
        assert library.moment("s1", 2) == dropped
        assert library.undo("s1") == "Edit Kept"

    def it_joins_typing_in_one_field(self, library: Library, content: Content):
        for text in ("H", "He", "Hel"):
            retitle(library, "p1", text, join="p1/title")
        assert [row.label for row in library.journal("s1")] == ["Imported", "Edit Hel"]
        library.undo("s1")
        assert library.head("s1") == content.root

    @pytest.mark.parametrize("how", [{"join": "p1/body"}, {"join": "p1/title", "who": "R. Ellis"}, {}])
    def it_keeps_apart_what_is_another_field_or_hand(self, library: Library, how: dict[str, str]):
        retitle(library, "p1", "H", join="p1/title")
        retitle(library, "p1", "He", **how)
        assert len(library.journal("s1")) == 3

    def it_starts_afresh_after_a_pause(self, file: Path, content: Content):
        moments = iter(datetime(2026, 6, 1, 9) + timedelta(minutes=n * 4) for n in (0, 0, 0, 1, 2, 4, 5))
        Library.create(file).close()
        with Library.open(file, clock=lambda: next(moments).isoformat() + "Z") as library:
            library.add(content)
            for text in ("H", "He", "Hel", "Help"):
                retitle(library, "p1", text, join="p1/title")
            assert [row.label for row in library.journal("s1")] == ["Imported", "Edit He", "Edit Help"]

    def it_starts_afresh_after_a_version(self, library: Library):
        retitle(library, "p1", "H", join="p1/title")
        library.save_version("s1", "V1", "2026-06-01")
        retitle(library, "p1", "He", join="p1/title")
        library.undo("s1")
        assert library.fingerprint("s1") == library.versions("s1")[0].fingerprint

    def it_shows_any_moment(self, library: Library, content: Content):
        retitle(library, "p1", "A")
        retitle(library, "p1", "B")
        assert library.moment("s1", 1) == content.root
        assert tree.find(library.moment("s1", 2), "p1").title == "A"
        with pytest.raises(NotFound):
            library.moment("s1", 9)

    @settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(steps=st.lists(st.tuples(st.sampled_from(["p1", "p2", "t1"]), st.text(max_size=8)), max_size=8))
    def it_comes_back_to_the_start_and_to_the_end(
        self, tmp_path_factory: pytest.TempPathFactory, content: Content, steps: list[tuple[str, str]]
    ):
        with Library.create(tmp_path_factory.mktemp("l") / "x.engross") as library:
            library.add(content)
            trees = [library.head("s1")]
            for id, title in steps:
                if tree.change(trees[-1], id, title=title) != trees[-1]:
                    trees.append(retitle(library, id, title))
            end = library.head("s1")
            for expected in reversed(trees[:-1]):
                library.undo("s1")
                assert library.head("s1") == expected
            assert library.undo("s1") is None
            while library.redo("s1"):
                pass
            assert library.head("s1") == end == trees[-1]
            assert library.fsck().ok


class DescribeVersions:
    def it_keeps_them_as_they_were(self, library: Library, content: Content):
        saved = library.save_version("s1", "V1", "2026-06-01", "First draft", "For comment")
        retitle(library, "p1", "Later")
        assert library.content("s1", "V1") == content
        assert library.content("s1", "v 1").root == content.root
        assert tree.find(library.content("s1", "draft").root, "p1").title == "Later"
        assert library.versions("s1") == (saved,) == library.strategies()[0].versions
        assert saved.fingerprint == content.root.fingerprint

    def it_chains_them(self, library: Library):
        rows = [library.save_version("s1", f"V{n}", "2026-06-01") for n in (1, 2, 3)]
        assert [row.previous for row in rows] == ["", rows[0].digest, rows[1].digest]

    @pytest.mark.parametrize("label", ["V1", "v1", "Version 1", "1"])
    def it_refuses_a_label_twice(self, library: Library, label: str):
        library.save_version("s1", "V1", "2026-06-01")
        with pytest.raises(Refused, match="already"):
            library.save_version("s1", label, "2026-06-02")

    def it_says_which_there_are(self, library: Library):
        library.save_version("s1", "V1", "2026-06-01")
        with pytest.raises(NotFound, match=r"no version V7; saved versions: V1\."):
            library.content("s1", "V7")


class DescribeThreads:
    def they_read_while_another_writes(self, library: Library, content: Content):
        library.save_version("s1", "V1", "2026-06-01")
        read: list[bool] = []

        def work() -> None:
            for _ in range(20):
                read.append(library.content("s1", "V1") == content)
                read.append(library.content("s1").root.id == "s1")

        threads = [threading.Thread(target=work) for _ in range(3)]
        for thread in threads:
            thread.start()
        for n in range(20):
            retitle(library, "p1", f"Edit {n}")
        for thread in threads:
            thread.join()
        assert read == [True] * 120
        assert library.fsck().ok


class DescribeTheBin:
    def it_gives_everything_back(self, library: Library, content: Content):
        retitle(library, "p1", "Changed")
        library.remove("s1")
        assert library.strategies() == ()
        assert [row.id for row in library.strategies(binned=True)] == ["s1"]
        with pytest.raises(Refused, match="bin"):
            library.add(content)
        library.restore("s1")
        assert library.undo("s1") == "Edit Changed"
        assert library.fsck().ok


class DescribeReadOnly:
    def it_reads_and_refuses_to_write(self, closed: Path):
        with Library.open(closed, read_only=True) as library:
            assert library.content("s1", "V1").root.title == "Harbour Strategy"
            for write in (library.undo, library.redo, library.remove):
                with pytest.raises(Refused, match="read-only"):
                    write("s1")


class DescribeFindStrategy:
    def it_finds_by_identity_title_and_case(self, library: Library):
        assert find_strategy(library, "s1") == "s1"
        assert find_strategy(library, "Harbour Strategy") == "s1"
        assert find_strategy(library, "harbour  strategy") == "s1"

    def it_says_what_there_is(self, library: Library):
        with pytest.raises(NotFound, match=r"holds “Harbour Strategy”"):
            find_strategy(library, "Other")

    def it_asks_for_an_identity_where_titles_repeat(self, library: Library):
        library.add(Content(Strategy(id="s2", title="Harbour Strategy", children=(Theme(id="t9"),))))
        with pytest.raises(Refused, match="s1, s2"):
            find_strategy(library, "Harbour Strategy")


class DescribeBackup:
    def it_opens_and_holds_all(self, library: Library, tmp_path: Path, content: Content):
        retitle(library, "p1", "Changed")
        to = tmp_path / "copies" / "copy.engross"
        with pytest.raises(Refused, match="another place"):
            library.backup(to)
        to.parent.mkdir()
        library.backup(to)
        assert [p.name for p in to.parent.iterdir()] == ["copy.engross"]
        with Library.open(to) as copy:
            assert copy.head("s1") == library.head("s1")
            assert copy.undo("s1") == "Edit Changed"
            assert copy.fsck().ok

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
    def it_leaves_what_is_no_file_where_it_is(self, library: Library, tmp_path: Path):
        pipe = tmp_path / "pipe"
        os.mkfifo(pipe)
        with pytest.raises(Refused, match="no ordinary file"):
            library.backup(pipe)
        assert pipe.is_fifo()

    def it_takes_the_place_of_an_earlier_one(self, library: Library, tmp_path: Path):
        to = tmp_path / "copy.engross"
        to.touch()
        library.backup(to)
        retitle(library, "p1", "Changed")
        library.backup(to)
        with Library.open(to, read_only=True) as copy:
            assert copy.head("s1") == library.head("s1")

    def it_leaves_every_other_file_alone(self, library: Library, tmp_path: Path):
        other, letter, cut = (tmp_path / name for name in ("other.engross", "letter.docx", "cut.engross"))
        Library.create(other).close()
        letter.write_bytes(b"PK\3\4 dear all")
        library.backup(cut)
        cut.write_bytes(cut.read_bytes()[:-9000])
        before = [file.read_bytes() for file in (other, letter, cut)]
        for file, reason in (
            (other, "another library"),
            (letter, "not an Engross library"),
            (cut, "damaged library"),
        ):
            with pytest.raises(Refused, match=f"{file.name} is .*{reason} and was left alone"):
                library.backup(file)
        assert [file.read_bytes() for file in (other, letter, cut)] == before

    def it_never_takes_the_place_of_a_copy_that_was_worked_in(self, library: Library, tmp_path: Path):
        to = tmp_path / "laptop.engross"
        library.backup(to)
        with Library.open(to) as laptop:
            new = retitle(laptop, "p1", "On the way")
        with pytest.raises(
            Refused, match="holds edits that this library lacks; exchange them by “engross sync”"
        ):
            library.backup(to)
        with Library.open(to, read_only=True) as laptop:
            assert laptop.head("s1") == new

    def it_never_takes_the_place_of_a_copy_that_is_open(self, library: Library, tmp_path: Path):
        to = tmp_path / "copy.engross"
        library.backup(to)
        with Library.open(to) as copy:
            retitle(copy, "p1", "Changed")
            with pytest.raises(Refused, match="is open"):
                library.backup(to)
            assert copy.undo("s1") == "Edit Changed"

    def it_never_goes_over_the_library_itself(self, library: Library, file: Path):
        with pytest.raises(Refused, match="itself"):
            library.backup(file)


class DescribeABigBody:
    def it_keeps_long_texts(self, library: Library):
        root = library.head("s1")
        new = tree.change(root, "background", body=plain("word " * 200_000))
        assert isinstance(new, Strategy)
        library.commit("s1", root.fingerprint, new, "Paste")
        assert library.fsck().ok
