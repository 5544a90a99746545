import re
from pathlib import Path

import pytest

from app.document.pack import build_pack
from app.models.errors import Refused
from app.models.pack import Contact, Item, Pack, Paper
from app.services.packs.measuring import measure
from app.services.packs.reading import layout_keys, pack_layout, read_pack
from app.services.packs.writing import moved, near, save_pack
from tests.pack_files import paper, write_pack

PACK = Pack(
    "Harbourne “Council”", "Executive", "9 October 2017", "blackpool", members=("A \\ B", 'C "D"'),
    access="Lift.\n\nHearing loop.", contact=Contact("Jo", email="jo@harbourne.example"), double_sided=False,
    items=(
        Item("One"),
        Item("Two", report="r.pdf", appendices=(Paper("a.pdf", "A", True, "3", "Price."), Paper("b.pdf"))),
    ),
)  # fmt: skip


class DescribeSavedPacks:
    def they_are_read_back_as_they_were(self, tmp_path):
        save_pack(PACK, tmp_path / "agenda.toml")
        assert read_pack(tmp_path / "agenda.toml")[0] == PACK

    def they_name_papers_below_them_briefly_and_others_in_full(self, tmp_path):
        assert near(str(tmp_path / "in" / "a.pdf"), tmp_path) == "in/a.pdf"
        assert near(str(tmp_path / "lib.engross#S@V1"), tmp_path) == "lib.engross#S@V1"
        assert near(str(tmp_path / "a.pdf"), tmp_path / "sub") == str(tmp_path / "a.pdf")
        assert near("postgresql://host/lib#S", tmp_path) == "postgresql://host/lib#S"

    def they_keep_their_papers_when_saved_elsewhere(self, tmp_path):
        there = moved(PACK, tmp_path / "one", tmp_path)
        assert there.items[1].report == "one/r.pdf"
        back = moved(there, tmp_path, tmp_path / "one")
        assert back == PACK


class DescribeLayouts:
    @pytest.mark.parametrize("key", layout_keys())
    def they_are_all_sound(self, key):
        assert pack_layout(key).name

    @pytest.mark.parametrize("key", layout_keys())
    def they_name_council_committee_and_day_even_where_nothing_else_is_known(self, key):
        bare = Pack("Harbourne Council", "Executive", "9 October 2017", key, items=(Item("One"),))
        said = str(build_pack(bare, pack_layout(key), (), "public").parts)
        assert all(
            each in said.casefold()
            for each in ("harbourne council", "executive", "monday", "9 october 2017", "one")
        )
        assert not set("{}[]") & set("".join(re.findall(r"text='([^']*)'", said)))

    def they_are_found_in_a_councils_own_folder_and_faulted_by_line(self, tmp_path, monkeypatch):
        monkeypatch.setenv("ENGROSS_HOUSES", str(tmp_path))
        own = tmp_path / "packs" / "own.toml"
        own.parent.mkdir()
        own.write_text(
            'name = "Own"\n[[front]]\nform = "agenda"\n[[front]]\nform = "text"\ntext = "{venu}"\n', "utf-8"
        )
        with pytest.raises(Refused, match=r"own.toml: line 6: front\[2\].text: \{venu\} stands for nothing"):
            pack_layout("own")

    def they_are_named_where_one_is_unknown(self, tmp_path):
        agenda = write_pack(tmp_path)
        agenda.write_text('layout = "nowhere"\n' + agenda.read_text("utf-8"), "utf-8")
        with pytest.raises(Refused, match="line 1: layout: There is no pack layout “nowhere”; choose one of"):
            read_pack(agenda)


class DescribeMeasuring:
    def it_tells_of_faults_and_counts_the_rest(self, tmp_path):
        (tmp_path / "r.pdf").write_bytes(paper("R", "one", "two"))
        (tmp_path / "a.pdf").write_bytes(b"no")
        found = measure(PACK, tmp_path, {})
        assert [(each.first, each.pages) for each in found.placed] == [(1, 2), (3, 0), (3, 0)]
        assert "is not a PDF" in found.known["a.pdf"].fault
        assert "is missing" in found.known["b.pdf"].fault

    def it_reads_only_files_that_changed(self, tmp_path, monkeypatch):
        (tmp_path / "r.pdf").write_bytes(paper("R"))
        before = measure(PACK, tmp_path, {}).known
        monkeypatch.setattr("app.services.packs.measuring.paper_file", _unreadable)
        assert measure(PACK, tmp_path, before).known == before

    def it_says_when_the_pack_that_is_continued_is_missing(self, tmp_path):
        from msgspec import structs

        found = measure(structs.replace(PACK, continues="gone.toml"), tmp_path, {})
        assert "gone.toml" in found.fault


def _unreadable(file: str, folder: Path) -> None:
    raise AssertionError(f"{file} was read again")
