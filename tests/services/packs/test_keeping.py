import pytest

from app.models.pack import Item, Pack, Paper
from app.services.packs.keeping import Unsaved, keep_unsaved, unsaved_in

PAPER = Paper("b.pdf", "B", True, "3", "Price.")
PACK = Pack("Harbourne", "Executive", "9 October 2017", items=(Item("One", appendices=(PAPER,)),))


class DescribeAPackThatIsNotSaved:
    def it_is_there_again_with_its_folder_and_file(self, tmp_path):
        file = tmp_path / "library packs" / "s unsaved.json"
        kept = Unsaved(PACK, str(tmp_path), str(tmp_path / "agenda.toml"))
        keep_unsaved(file, kept)
        assert unsaved_in(file) == kept

    @pytest.mark.parametrize(
        "begun",
        [Pack("", "", ""), Pack("Harbourne", "", "", items=(Item(""), Item("Two", appendices=(Paper(""),))))],
    )
    def it_is_there_again_though_hardly_anything_was_filled_in(self, tmp_path, begun):
        file = tmp_path / "unsaved.json"
        keep_unsaved(file, Unsaved(begun, str(tmp_path)))
        assert unsaved_in(file) == Unsaved(begun, str(tmp_path))

    def it_is_forgotten_once_it_is_saved(self, tmp_path):
        file = tmp_path / "unsaved.json"
        keep_unsaved(file, Unsaved(PACK, str(tmp_path)))
        keep_unsaved(file, None)
        keep_unsaved(file, None)
        assert unsaved_in(file) is None

    def it_is_left_out_where_its_file_is_damaged(self, tmp_path):
        (tmp_path / "unsaved.json").write_bytes(b'{"pack": ')
        assert unsaved_in(tmp_path / "unsaved.json") is None
