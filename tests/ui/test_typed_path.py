"""Places of files that are still being typed."""

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths

from app.ui.typed_path import file_name, fit_name, folder_to_begin_in, is_file, is_folder, typed_path


class DescribeAPlaceThatIsTyped:
    def it_may_begin_with_ones_own_folder(self):
        assert typed_path(" ~/a copy.docx ") == Path.home() / "a copy.docx"

    def it_stays_as_typed_where_nobody_has_such_a_folder(self):
        assert typed_path("~nobody of this name/copy.docx") == Path("~nobody of this name/copy.docx")

    def it_is_no_folder_and_no_file_where_its_name_is_too_long(self, tmp_path):
        for place in (tmp_path / ("n" * 300), tmp_path / ("n" * 300) / "copy.docx", Path("/n" * 5000)):
            assert not is_folder(place)
            assert not is_file(place)

    def it_tells_folders_from_files(self, tmp_path):
        (tmp_path / "copy.docx").write_text("")
        assert is_folder(tmp_path)
        assert is_file(tmp_path / "copy.docx")
        assert not is_file(tmp_path)


class DescribeTheFolderToBeginIn:
    @pytest.fixture
    def documents(self, tmp_path, monkeypatch):
        place = tmp_path / "Documents"
        monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(place))
        return place

    def it_is_the_last_one_while_that_is_there(self, documents, tmp_path):
        documents.mkdir()
        (tmp_path / "last").mkdir()
        assert folder_to_begin_in(str(tmp_path / "last")) == tmp_path / "last"
        assert folder_to_begin_in(str(tmp_path / "gone")) == documents

    @pytest.mark.parametrize("last", ["", None])
    def it_is_ones_own_where_there_is_none_for_documents(self, documents, last):
        assert folder_to_begin_in(last) == Path.home()


class DescribeTheNameOfAFile:
    def it_tells_the_strategy_the_version_and_what_it_is_for(self):
        assert file_name("Harbourne: a strategy", "V1.2", ".docx", "for review") == (
            "Harbourne a strategy V1.2 for review.docx"
        )

    def it_holds_the_draft_where_no_version_is_named(self):
        assert file_name("Roads/paths", "", ".pdf") == "Roads paths draft.pdf"

    def it_has_room_for_the_version_behind_a_long_title(self):
        named = file_name("Gŵyl a thŵr " * 40, "V1.2", ".docx", "for review")
        assert named.startswith("Gŵyl a thŵr Gŵyl a")
        assert named.endswith("V1.2 for review.docx")
        assert len(named.encode()) < 200

    def it_cuts_a_title_of_one_word(self):
        assert len(file_name("n" * 400, "", ".pdf")) < 120

    @pytest.mark.parametrize("letter", ["n", "ŵ", "語"])
    def it_has_room_on_a_disk_however_long_its_words_and_letters_are(self, letter):
        long = letter * 200
        assert len(file_name(long, long, ".docx", "for review").encode()) <= 255
        assert len(f"{fit_name(long, long)}.docx".encode()) <= 255
        assert fit_name(long).strip(letter) == ""

    def it_may_stand_on_any_computer(self):
        assert fit_name("Roads: a plan?", "Cabinet\nreport.") == "Roads a plan – Cabinet report"

    def it_has_room_for_each_of_its_words(self):
        assert fit_name("Cabinet " * 60, "Report").endswith("Cabinet – Report")
