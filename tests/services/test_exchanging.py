"""Importing and exporting as the services do it, without the command line around them."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from app.models.content import Content
from app.models.errors import Refused
from app.models.nodes import HistoryRow, Priority, Strategy, Theme, Vision
from app.models.text import plain
from app.models.tree import walk
from app.services.exporting import export
from app.services.importing import history_of, import_file, kinds_in, read_document
from app.services.libraries import open_library
from app.services.targets import Reached, reach, read_target


def strategy() -> Strategy:
    return Strategy(
        id="parks",
        title="Parks Strategy",
        organisation="Tŷ Gwyn Borough Council",
        history=(HistoryRow("V1", "2024-01-05", "First draft"),),
        children=(
            Vision(
                id="vision",
                title="Our vision",
                statement=plain("Green and open by 2030."),
                children=(Theme(id="water", title="Water", children=(Priority(id="tap", title="Taps"),)),),
            ),
        ),
    )


class DescribeImportFile:
    @pytest.mark.parametrize("suffix", ["docx", "json"])
    def it_gives_back_the_same_tree_from_an_export(self, tmp_path: Path, suffix: str):
        export(Reached(Content(strategy())), tmp_path / f"parks.{suffix}")
        imported = import_file(tmp_path / f"parks.{suffix}", str(tmp_path / "c.engross"))
        assert imported.strategy == "parks"
        assert not imported.again
        with open_library(tmp_path / "c.engross", read_only=True) as library:
            assert library.head("parks") == strategy()

    def it_adds_what_the_library_holds_already_as_another_strategy(self, tmp_path: Path):
        export(Reached(Content(strategy())), tmp_path / "parks.docx")
        import_file(tmp_path / "parks.docx", str(tmp_path / "c.engross"))
        again = import_file(tmp_path / "parks.docx", str(tmp_path / "c.engross"))
        assert again.again
        ids = {node.id for node in walk(again.proposal.content.root)}
        assert ids.isdisjoint({node.id for node in walk(strategy())})
        assert {place.node for place in again.proposal.placements} <= ids | {""}

    def it_names_a_document_without_a_title_after_its_file(self, tmp_path: Path):
        (tmp_path / "Play areas.txt").write_text("Swings are to be mended.\n", encoding="utf-8")
        proposal, version = read_document(tmp_path / "Play areas.txt")
        assert proposal.content.root.title == "Play areas"
        assert version == ""

    def it_knows_which_version_a_copy_is(self, tmp_path: Path):
        export(Reached(Content(strategy()), "V8", "2026-02-09"), tmp_path / "parks.docx")
        assert read_document(tmp_path / "parks.docx")[1] == "V8"
        assert reach(read_target(str(tmp_path / "parks.docx"))).version == "V8"

    def it_calls_a_copy_that_was_edited_a_version_no_more(self, tmp_path: Path):
        export(Reached(Content(strategy()), "V8", "2026-02-09"), tmp_path / "parks.docx")
        with ZipFile(tmp_path / "parks.docx") as old, ZipFile(tmp_path / "edited.docx", "w") as new:
            for name in old.namelist():
                part = old.read(name)
                new.writestr(
                    name, part.replace(b"by 2030", b"by 2040") if name == "word/document.xml" else part
                )
        proposal, version = read_document(tmp_path / "edited.docx")
        assert "by 2040" in str(proposal.content.root)
        assert version == ""

    def it_keeps_what_was_in_a_library_when_an_import_fails(self, tmp_path: Path):
        export(Reached(Content(strategy())), tmp_path / "parks.json")
        import_file(tmp_path / "parks.json", str(tmp_path / "c.engross"))
        (tmp_path / "torn.docx").write_bytes(b"PK\x03\x04" + b"torn " * 100)
        with pytest.raises(Refused, match="“torn"):
            import_file(tmp_path / "torn.docx", str(tmp_path / "c.engross"))
        with open_library(tmp_path / "c.engross", read_only=True) as library:
            assert [row.id for row in library.strategies()] == ["parks"]

    def it_makes_no_library_where_the_document_cannot_be_read(self, tmp_path: Path):
        (tmp_path / "torn.docx").write_bytes(b"PK\x03\x04" + b"torn " * 100)
        with pytest.raises(Refused, match="“torn"):
            import_file(tmp_path / "torn.docx", str(tmp_path / "c.engross"))
        assert [path.name for path in tmp_path.iterdir()] == ["torn.docx"]

    def it_makes_the_library_with_nothing_beside_it(self, tmp_path: Path):
        (tmp_path / "parks.md").write_text("# Parks\n\nOpen to all.\n")
        import_file(tmp_path / "parks.md", str(tmp_path / "c.engross"))
        assert sorted(path.name for path in tmp_path.iterdir()) == ["c.engross", "parks.md"]

    def it_refuses_a_json_file_that_was_altered_by_hand(self, tmp_path: Path):
        export(Reached(Content(strategy())), tmp_path / "parks.json")
        text = (tmp_path / "parks.json").read_text(encoding="utf-8").replace("2030", "2040")
        (tmp_path / "parks.json").write_text(text, encoding="utf-8")
        with pytest.raises(Refused, match="altered"):
            read_document(tmp_path / "parks.json")


class DescribeWhatIsTold:
    def it_counts_kinds_in_the_order_they_stand(self):
        assert list(kinds_in(strategy()).items()) == [
            ("strategy", 1), ("vision", 1), ("theme", 1), ("priority", 1), ("history", 1),
        ]  # fmt: skip

    def it_gives_the_rows_that_came_with_an_import(self):
        row = {"version": "V1", "date": "2024-01-05", "changes": "First draft", "comments": ""}
        assert history_of(strategy()) == [row]
