"""Papers are read by a process of its own: what it may take, and what is said where a paper takes more."""

import os
import signal
import time
from pathlib import Path

import pytest
from msgspec import structs

from app.models.errors import Refused
from app.services.packs import apart
from app.services.packs.apart import bind, count
from app.services.packs.editions import Ready
from app.services.packs.making import Stopped, make
from app.services.packs.papers import papers_ready
from app.services.packs.reading import read_pack
from app.services.packs.worker import Bounds
from tests.pack_files import write_pack


@pytest.fixture
def ready(tmp_path: Path):
    pack, layout = read_pack(write_pack(tmp_path))
    with papers_ready(pack, layout, tmp_path, lambda part, what: None) as found:
        yield found


def untold(done: float, what: str) -> None:
    pass


class DescribeBindingApart:
    @pytest.mark.parametrize(
        "bounds",
        [Bounds(paper=-1, page=0), Bounds(silence=-1)],
        ids=["a paper that takes too long", "a paper that says nothing"],
    )
    def it_names_the_paper_that_takes_too_long(self, ready: Ready, bounds: Bounds):
        with pytest.raises(
            Refused, match="takes too long to read; print it to a new PDF file, or leave it out"
        ):
            bind(ready, bounds, untold)

    @pytest.mark.skipif(os.name == "nt", reason="only POSIX systems bound a process's memory")
    def it_names_the_paper_that_eats_the_memory(self, tmp_path: Path):
        agenda = write_pack(tmp_path)
        pack, layout = read_pack(agenda)
        os.truncate(tmp_path / "strategy.pdf", 150_000_000)
        (tmp_path / "pack.pdf").write_bytes(b"before")
        bounds = Bounds(memory=180_000_000, for_byte=0)
        with pytest.raises(Refused, match=r"“strategy.pdf” asks for more memory or time than a paper should"):
            make(pack, layout, tmp_path, tmp_path / "pack.pdf", bounds=bounds)
        assert (tmp_path / "pack.pdf").read_bytes() == b"before"

    @pytest.mark.skipif(os.name == "nt", reason="sends a signal that Windows has not")
    def it_outlives_the_process_that_a_paper_ends(self, ready: Ready, monkeypatch: pytest.MonkeyPatch):
        pids: list[int] = []
        begun = apart._started

        def started(given):
            process = begun(given)
            pids.append(getattr(process, "pid", 0) or getattr(process, "_pid", 0))
            return process

        def ended(done: float, what: str) -> None:
            if done > 0.3:
                os.kill(pids[0], signal.SIGKILL)

        monkeypatch.setattr(apart, "_started", started)
        with pytest.raises(Refused, match=r"“(report|strategy)\.pdf” asks for more memory or time"):
            bind(structs.replace(ready, packs=(_many(ready),)), Bounds(), ended)

    def it_ends_the_process_of_a_pack_that_nobody_wants(self, tmp_path: Path):
        pack, layout = read_pack(write_pack(tmp_path))
        begun = time.monotonic()

        def stop(done: float, what: str) -> None:
            raise Stopped

        with pytest.raises(Stopped):
            make(pack, layout, tmp_path, tmp_path / "pack.pdf", tell=stop)
        assert time.monotonic() - begun < 20
        assert not (tmp_path / "pack.pdf").exists()

    def it_counts_the_other_papers_where_one_takes_too_long(
        self, ready: Ready, monkeypatch: pytest.MonkeyPatch
    ):
        files = {"gone.pdf": "/nowhere/gone.pdf", **ready.files[0]}
        found = count(files, Bounds())
        assert "cannot be read" in found["gone.pdf"].fault
        assert (found["report.pdf"].pages, found["strategy.pdf"].pages) == (3, 2)
        slow = count(files, Bounds(paper=-1, page=0))
        assert set(slow) == set(files)
        assert all("takes too long" in each.fault for each in slow.values())


def _many(ready: Ready):
    """The pack with its item a hundred times, so that binding takes a while."""
    pack = ready.packs[0]
    return structs.replace(pack, items=pack.items * 100)
