"""Which backups the rotation keeps, and that each is a whole library."""

import errno
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store import backups

MOMENTS = st.lists(
    st.datetimes(datetime(2025, 1, 1), datetime(2026, 12, 31)).map(
        lambda moment: moment.replace(microsecond=0)
    ),
    max_size=80,
)


class DescribeTheRotation:
    def it_keeps_twelve_days_ten_weeks_and_nine_months_of_hourly_backups(self):
        last = datetime(2026, 11, 20, 17)
        kept = sorted(backups.kept(last - timedelta(hours=n) for n in range(24 * 400)), reverse=True)
        assert kept[:12] == [last - timedelta(hours=n) for n in range(12)]
        assert len({moment.date() for moment in kept[:24]}) >= 12
        assert {moment.date() for moment in kept} >= {(last - timedelta(days=n)).date() for n in range(12)}
        assert len({moment.isocalendar()[:2] for moment in kept}) >= 10
        assert {(moment.year, moment.month) for moment in kept} == {(2026, month) for month in range(3, 12)}
        assert len(kept) <= 12 + 12 + 10 + 9

    @given(MOMENTS)
    def it_always_keeps_the_last_twelve_and_never_more_than_forty_three(self, moments: list[datetime]):
        kept = backups.kept(moments)
        assert set(sorted(set(moments), reverse=True)[:12]) <= kept <= set(moments)
        assert len(kept) <= 43

    @given(MOMENTS)
    def it_keeps_the_same_when_asked_again(self, moments: list[datetime]):
        kept = backups.kept(moments)
        assert backups.kept(kept) == kept


class DescribeABackupsName:
    def it_tells_the_library_and_the_time(self, tmp_path: Path):
        library = tmp_path / "harbour.engross"
        folder = backups.folder_of(library)
        assert folder == tmp_path / "harbour.engross backups"
        moment = datetime(2026, 6, 1, 9, 12, 7)
        first = backups.next_backup(library, folder, moment)
        assert first.name == "harbour 2026-06-01 09.12.07.engross"
        first.touch()
        second = backups.next_backup(library, folder, moment)
        assert second != first
        second.touch()
        (folder / "harbour notes.engross").touch()
        (folder / "quay 2026-06-01 09.12.07.engross").touch()
        assert backups.backups_in(folder, library) == sorted(
            [(moment, first), (moment, second)], reverse=True
        )

    def it_lets_go_only_of_its_own(self, tmp_path: Path):
        library = tmp_path / "harbour.engross"
        folder = backups.folder_of(library)
        for n in range(20):
            backups.next_backup(library, folder, datetime(2026, 6, 1, 9, n)).touch()
        (folder / "minutes.txt").touch()
        dropped = backups.rotate(folder, library)
        assert len(dropped) == 8
        assert len(list(folder.iterdir())) == 13
        assert (folder / "minutes.txt").exists()


class DescribeAClockTurnedBack:
    def it_does_not_cost_the_backup_that_was_just_made(self, tmp_path: Path):
        library = tmp_path / "harbour.engross"
        folder = backups.folder_of(library)
        for n in range(400):
            backups.next_backup(library, folder, datetime(2026, 6, 1) + timedelta(days=n)).touch()
        made = backups.next_backup(library, folder, datetime(2020, 1, 1))
        made.touch()
        backups.rotate(folder, library, made)
        assert made.exists()
        assert len(list(folder.iterdir())) <= 12 + 12 + 10 + 9 + 1

    def it_makes_no_backup_the_newest_that_is_dated_ahead_of_time(self, tmp_path: Path):
        found = [(datetime(2030, 1, 1), tmp_path / "c"), (datetime(2026, 6, 2), tmp_path / "b"),
                 (datetime(2026, 6, 1), tmp_path / "a")]  # fmt: skip
        ordered = backups.by_age(found, datetime(2026, 6, 3))
        assert [path.name for path in ordered] == ["b", "a", "c"]


class DescribeTheBackupsOfALibrary:
    def they_are_none_where_there_is_no_folder_or_none_can_be(self, tmp_path: Path):
        library = tmp_path / "council.engross"
        for folder in (tmp_path / "gone", library, tmp_path / ("n" * 300)):
            assert backups.backups_in(folder, library) == []


class DescribeAPlaceForBackups:
    def it_is_refused_in_words_where_it_cannot_be(self, tmp_path: Path):
        (tmp_path / "file").touch()
        with pytest.raises(backups.Refused, match="choose another"):
            backups.next_backup(tmp_path / "x", tmp_path / "file" / "backups", datetime(2026, 6, 1))

    def it_does_not_bring_back_the_folder_that_a_library_was_moved_away_with(self, tmp_path: Path):
        library = tmp_path / "moved" / "x.engross"
        with pytest.raises(
            backups.Refused, match=r"moved is not there any more; put it back, so that x\.engross"
        ):
            backups.next_backup(library, backups.folder_of(library), datetime(2026, 6, 1))
        assert list(tmp_path.iterdir()) == []


class DescribeABackupThatCannotBeDeleted:
    def it_stays_and_keeps_no_other_from_going(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        library = tmp_path / "x.engross"
        moments = [datetime(2026, 6, 1, 9, 0, second) for second in range(14)]
        made = [tmp_path / f"x {moment:%Y-%m-%d %H.%M.%S}.engross" for moment in moments]
        for path in made:
            path.touch()
        delete = Path.unlink

        def held(path: Path, missing_ok: bool = False) -> None:
            if path == made[1]:
                raise PermissionError(errno.EACCES, "held by another program", str(path))
            delete(path, missing_ok)

        monkeypatch.setattr(Path, "unlink", held)
        backups.rotate(tmp_path, library)
        assert sorted(tmp_path.iterdir()) == made[1:]
