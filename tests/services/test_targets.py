import os
from pathlib import Path

import pytest

from app.models.content import Content
from app.models.errors import NotFound, Refused
from app.models.nodes import Strategy
from app.services.libraries import create_library
from app.services.targets import Reached, Target, library_at, reach, read_target, strategy_in, whole_library


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library that holds “Digital Strategy” with versions V1 and V2, and “Work @ home”."""
    file = tmp_path / "council.engross"
    with create_library(file) as made:
        made.add(Content(Strategy(id="digital", title="Digital Strategy")))
        made.save_version("digital", "V1", "2026-01-05", "First")
        made.commit(
            "digital",
            made.fingerprint("digital"),
            Strategy(id="digital", title="Digital Strategy", period="2026"),
            "",
        )
        made.save_version("digital", "V2", "2026-02-09", "Second")
        made.commit(
            "digital",
            made.fingerprint("digital"),
            Strategy(id="digital", title="Digital Strategy", period="2027"),
            "",
        )
        made.add(Content(Strategy(id="home", title="Work @ home")))
    return file


class DescribeReadTarget:
    @pytest.mark.parametrize(
        ("text", "place", "name"),
        [
            ("lib.engross", "lib.engross", ""),
            ("lib.engross#Digital", "lib.engross", "Digital"),
            ("lib.engross#Digital@V8", "lib.engross", "Digital@V8"),
            ("lib.engross#Digital #2@V8", "lib.engross", "Digital #2@V8"),
            ("postgresql://u@host/db#Digital@V8", "postgresql://u@host/db", "Digital@V8"),
            ("postgresql://u:p@host/db", "postgresql://u:p@host/db", ""),
            ("postgresql://u:p@host/db@V8", "postgresql://u:p@host/db", "@V8"),
            ("postgresql://u:p@host", "postgresql://u:p@host", ""),
            ("user@example.engross", "user@example.engross", ""),
            ("Plan #1.engross", "Plan #1.engross", ""),
            ("#1 projects/lib.engross#Homes", "#1 projects/lib.engross", "Homes"),
            ("lib.engross#Homes #2", "lib.engross", "Homes #2"),
        ],
    )
    def it_parts_the_place_from_the_name(self, text: str, place: str, name: str):
        assert read_target(text) == Target(place, name)

    def it_takes_the_longest_file_name_that_is_there(self, tmp_path: Path):
        (tmp_path / "a").touch()
        (tmp_path / "a#b").touch()
        (tmp_path / "a#b#c@V1").touch()
        assert read_target(f"{tmp_path}/a#b#c@V1") == Target(f"{tmp_path}/a#b#c@V1")
        assert read_target(f"{tmp_path}/a#b#x") == Target(f"{tmp_path}/a#b", "x")
        assert read_target(f"{tmp_path}/a#x") == Target(f"{tmp_path}/a", "x")

    def it_takes_a_version_alone_where_there_is_such_a_file(self, library: Path):
        assert read_target(f"{library}@V1") == Target(str(library), "@V1")

    def it_takes_no_folder_for_a_library(self, tmp_path: Path):
        (tmp_path / "work").mkdir()
        (tmp_path / "work#2").mkdir()
        assert read_target(f"{tmp_path}/work#2/lib.engross") == Target(f"{tmp_path}/work#2/lib.engross")

    def it_wants_a_whole_library_where_one_is_meant(self, library: Path):
        assert whole_library(str(library)) == str(library)
        with pytest.raises(Refused, match="leave “#digital@V1” out"):
            whole_library(f"{library}#digital@V1")

    def it_knows_one_file_by_several_ways(self, library: Path, tmp_path: Path):
        (tmp_path / "way").symlink_to(library)
        assert Target(str(library)).is_same(Target(str(tmp_path / "way")))
        assert not Target(str(library)).is_same(Target(str(tmp_path / "missing")))

    def it_refuses_an_empty_target(self):
        with pytest.raises(Refused, match="empty"):
            read_target(" ")

    def it_knows_a_document_from_a_library_with_a_documents_suffix(self, library: Path, tmp_path: Path):
        (tmp_path / "plan.docx").write_bytes(b"PK\x03\x04")
        odd = library.rename(tmp_path / "council.json")
        assert read_target(str(tmp_path / "plan.docx")).is_document
        assert not read_target(str(odd)).is_document
        assert read_target(str(tmp_path / "missing.docx")).is_document
        assert not read_target(str(tmp_path / "missing.engross")).is_document

    def it_says_what_to_do_with_a_document_of_another_kind(self, tmp_path: Path):
        (tmp_path / "plan.pdf").write_bytes(b"%PDF-1.7\n")
        with pytest.raises(Refused, match=r"is a PDF.* save it as \.docx"):
            reach(read_target(str(tmp_path / "plan.pdf")))

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
    def it_does_not_wait_for_what_a_pipe_may_bring(self, tmp_path: Path):
        os.mkfifo(tmp_path / "pipe.docx")
        with pytest.raises(Refused, match="not a file that can be read"):
            reach(read_target(str(tmp_path / "pipe.docx")))


class DescribeStrategyIn:
    @pytest.mark.parametrize(
        ("name", "found"),
        [
            ("digital", ("digital", "draft")),
            ("Digital Strategy", ("digital", "draft")),
            ("digital strategy@V2", ("digital", "V2")),
            ("digital@draft", ("digital", "draft")),
            ("Work @ home", ("home", "draft")),
            ("Work @ home@V1", ("home", "V1")),
        ],
    )
    def it_finds_a_strategy_and_a_version(self, library: Path, name: str, found: tuple[str, str]):
        with library_at(str(library)) as opened:
            assert strategy_in(opened, name) == found

    def it_asks_for_a_name_where_there_are_several(self, library: Path):
        with (
            library_at(str(library)) as opened,
            pytest.raises(Refused, match="“Digital Strategy”, “Work @ home”"),
        ):
            strategy_in(opened, "")

    def it_says_what_there_is_where_nothing_fits(self, library: Path):
        with library_at(str(library)) as opened, pytest.raises(NotFound, match=r"“Parks”.*“Work @ home”"):
            strategy_in(opened, "Parks")

    def it_says_so_where_the_library_is_empty(self, tmp_path: Path):
        with (
            create_library(tmp_path / "empty.engross") as opened,
            pytest.raises(NotFound, match="no strategy yet"),
        ):
            strategy_in(opened, "")


class DescribeReach:
    def it_reaches_the_draft_with_all_versions(self, library: Path):
        reached = reach(read_target(f"{library}#digital"))
        assert reached.content.root.period == "2027"
        assert (reached.version, reached.date) == ("draft", "")
        assert [row.label for row in reached.versions] == ["V1", "V2"]

    def it_reaches_a_version_with_those_before_it(self, library: Path):
        reached = reach(read_target(f"{library}#digital@v 1"))
        assert reached.content.root.period == ""
        assert (reached.version, reached.date) == ("V1", "2026-01-05")
        assert [row.label for row in reached.versions] == ["V1"]

    def it_names_the_versions_there_are(self, library: Path):
        with pytest.raises(NotFound, match="V1, V2"):
            reach(read_target(f"{library}#digital@V9"))

    def it_reads_an_exported_json_file(self, library: Path, tmp_path: Path):
        from app.services.exporting import export

        reached = reach(read_target(f"{library}#digital@V2"))
        export(reached, tmp_path / "copy.json")
        assert reach(read_target(str(tmp_path / "copy.json"))) == Reached(reached.content)
