"""A disk without any room: what is asked of the library is refused in one sentence, with a way on."""

import errno
import os
from pathlib import Path
from typing import NoReturn

import pytest

from app.models.errors import Refused
from app.services.libraries import back_up
from app.store import lock, opening, whole_copy
from app.store.library import Library
from app.store.refusals import refusal
from app.store.rows import ReadOnly


def full(*_: object) -> NoReturn:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class DescribeALibraryOnAFullDisk:
    def it_can_be_opened_to_be_read_and_is_not_held_by_who_could_not_open_it(
        self, closed: Path, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr(lock, "_write", full)
        with pytest.raises(ReadOnly, match=r"no room left on its disk.*open it read-only"):
            Library.open(closed)
        assert not lock.lock_of(closed).exists()
        Library.open(closed, read_only=True).close()
        monkeypatch.undo()
        Library.open(closed).close()

    def it_cannot_be_made_there(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        def no_room(*_: object) -> NoReturn:
            fault = OSError(errno.ENOSPC, "full")
            raise refusal("new.engross", fault) from fault

        monkeypatch.setattr(opening.schema, "create", no_room)
        with pytest.raises(
            Refused, match=r"no room left on the disk for the library .*new\.engross; free some"
        ):
            Library.create(tmp_path / "new.engross")
        assert list(tmp_path.iterdir()) == []

    def it_cannot_be_backed_up_there(self, closed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(whole_copy, "write", full)
        with (
            Library.open(closed) as library,
            pytest.raises(Refused, match=r"no room left on the disk for the backup .*; free some space"),
        ):
            back_up(library, tmp_path / "backup.engross")
