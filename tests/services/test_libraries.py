"""Libraries as a user meets them: made, opened, listed, backed up, checked."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.models import tree
from app.models.content import Content
from app.models.errors import NotFound, Refused
from app.models.nodes import Strategy, Theme
from app.services import libraries
from app.store import backups
from app.store.library import Library

NOW = datetime(2026, 6, 1, 9, 0, 0)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "harbour.engross"
    with libraries.create_library(path, who="A. Owen") as library:
        library.add(Content(Strategy(id="s1", title="Harbour", children=(Theme(id="t1", title="Customer"),))))
    return path


class DescribeLibraries:
    def they_are_listed_without_disturbing_a_writer(self, file: Path):
        with libraries.open_library(file), Library.open(file, read_only=True) as library:
            assert [row.title for row in library.strategies()] == ["Harbour"]

    def they_are_made_once(self, file: Path):
        with libraries.open_or_create(file) as library:
            assert len(library.strategies()) == 1
        with pytest.raises(Refused):
            libraries.create_library(file)

    def they_are_not_made_by_opening(self, tmp_path: Path):
        with pytest.raises(NotFound):
            libraries.open_library(tmp_path / "typo")
        assert list(tmp_path.iterdir()) == []

    def they_are_checked(self, file: Path):
        with Library.open(file, read_only=True) as library:
            report = library.fsck()
        assert (report.ok, report.objects, report.faults) == (True, 2, ())


class DescribeBackups:
    def it_takes_one_when_opening_after_more_than_an_hour(self, file: Path):
        folder = backups.folder_of(file)
        with libraries.open_library(file, back_up=False) as library:
            assert not folder.exists()
            assert libraries.back_up_if_due(library, moment=NOW) is not None
            assert libraries.back_up_if_due(library, moment=NOW + timedelta(minutes=59)) is None
            assert libraries.back_up_if_due(library, moment=NOW + timedelta(minutes=61)) is not None
        assert len(list(folder.iterdir())) == 2

    def it_takes_one_while_open_only_of_what_changed_since(self, file: Path):
        opened = datetime.now() - timedelta(days=1)
        with libraries.open_library(file, back_up=False) as library:
            libraries.back_up_if_due(library, moment=datetime.now() + timedelta(minutes=1))
            later = datetime.now() + timedelta(hours=2)
            assert libraries.back_up_if_changed(library, moment=later) is None
        written_to = backups.folder_of(file) / f"{file.stem} {opened.strftime('%Y-%m-%d %H.%M.%S')}.engross"
        next(backups.folder_of(file).iterdir()).rename(written_to)
        with libraries.open_library(file, back_up=False) as library:
            assert libraries.back_up_if_changed(library, moment=opened + timedelta(minutes=59)) is None
            assert libraries.back_up_if_changed(library) is not None
            assert libraries.back_up_if_changed(library) is None

    def it_takes_none_while_open_to_be_read(self, file: Path):
        with libraries.open_library(file, read_only=True) as library:
            assert libraries.back_up_if_changed(library) is None

    def it_takes_one_by_itself(self, file: Path):
        libraries.open_library(file).close()
        libraries.open_library(file).close()
        assert len(list(backups.folder_of(file).iterdir())) == 1

    def it_takes_one_before_something_is_added(self, file: Path):
        libraries.open_or_create(file).close()
        assert len(list(backups.folder_of(file).iterdir())) == 1

    def it_warns_and_lets_work_go_on_where_none_can_be_made(self, file: Path):
        backups.folder_of(file).write_text("a file where the folder should be", encoding="utf-8")
        with libraries.open_library(file) as library:
            [warning] = library.warnings
            assert warning.startswith("No backup was made: The folder")
            library.remove("s1")

    def it_takes_none_of_a_library_only_read(self, file: Path):
        libraries.open_library(file, read_only=True).close()
        assert not backups.folder_of(file).exists()

    def it_rotates_in_a_folder_of_choice(self, file: Path, tmp_path: Path):
        with libraries.open_library(file, back_up=False) as library:
            for n in range(15):
                libraries.rotate_backups(library, tmp_path / "safe", NOW + timedelta(seconds=n))
        kept = sorted((tmp_path / "safe").iterdir())
        assert len(kept) == 12
        with Library.open(kept[-1], read_only=True) as copy:
            assert copy.fsck().ok
        assert not backups.folder_of(file).exists()

    def it_holds_what_is_still_in_the_wal(self, file: Path, tmp_path: Path):
        with libraries.open_library(file, back_up=False) as library:
            root = library.head("s1")
            library.commit("s1", root.fingerprint, tree.change(root, "t1", title="New"), "Edit")  # type: ignore[arg-type]
            made = libraries.back_up(library, tmp_path / "copy.engross")
        with Library.open(made) as copy:
            assert tree.find(copy.head("s1"), "t1").title == "New"

    def it_gives_a_name_in_a_folder(self, file: Path, tmp_path: Path):
        (tmp_path / "safe").mkdir()
        with libraries.open_library(file, back_up=False) as library:
            made = libraries.back_up(library, tmp_path / "safe")
        assert made.parent == tmp_path / "safe"
        assert made.is_file()
