"""Pictures from their bytes, of all kinds that people have."""

import io

import pytest
from PIL import Image
from PySide6.QtCore import QSize

from app.ui.rich_text.pictures import MOST_MEGAPIXELS, image_of, kept_of, size_of

TURNED_LEFT = 8
"""What a camera writes that was held upright: the picture is to be turned by a quarter to the left."""


def file_of(kind: str, mode: str = "RGB", size: tuple[int, int] = (40, 20), turned: int = 0, **more) -> bytes:
    picture, data = Image.new(mode, size), io.BytesIO()
    exif = Image.Exif()
    if turned:
        exif[0x0112] = turned
        more["exif"] = exif
    picture.save(data, kind, **more)
    return data.getvalue()


class DescribeAPicture:
    @pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF"])
    def it_is_shown_whatever_its_kind(self, qapp, kind):
        data = file_of(kind)
        assert size_of(data) == image_of(data).size() == QSize(40, 20)

    def it_is_shown_in_the_colours_of_printers_too(self, qapp):
        assert image_of(file_of("JPEG", "CMYK")).size() == QSize(40, 20)

    def it_is_shown_the_way_up_that_its_camera_said(self, qapp):
        data = file_of("JPEG", turned=TURNED_LEFT)
        assert size_of(data) == image_of(data).size() == QSize(20, 40)
        assert image_of(data, 10).size() == QSize(10, 20)

    def it_has_no_more_points_than_are_asked_for(self, qapp):
        assert image_of(file_of("PNG"), 10).size() == QSize(10, 5)
        assert image_of(file_of("PNG"), 100).size() == QSize(40, 20)

    def it_is_never_a_drawing_for_that_may_name_files_of_the_computer(self, qapp, tmp_path):
        (tmp_path / "secret.png").write_bytes(file_of("PNG"))
        drawing = (
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>"
            f"<image width='9' height='9' href='{(tmp_path / 'secret.png').as_uri()}'/></svg>"
        )
        for data in (drawing.encode(), b"<?xml version='1.0'?>" + drawing.encode()):
            assert image_of(data).isNull()
            assert size_of(data).isEmpty()
            assert kept_of(data) == b""

    @pytest.mark.parametrize("data", [b"", b"no picture", b"BM", b"\x89PNG\r\n\x1a\n"])
    def it_is_none_where_there_is_nothing_to_see(self, qapp, data):
        assert image_of(data).isNull()
        assert kept_of(data) == b""


class DescribeWhatIsKept:
    @pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
    def it_is_the_file_as_it_is_where_everybody_can_show_it(self, qapp, kind):
        data = file_of(kind)
        assert kept_of(data) == data

    @pytest.mark.parametrize("kind", ["BMP", "TIFF"])
    def it_is_a_png_of_what_browsers_do_not_show(self, qapp, kind):
        with Image.open(io.BytesIO(kept_of(file_of(kind)))) as kept:
            assert (kept.format, kept.size) == ("PNG", (40, 20))

    def it_stands_upright_for_word_does_not_ask_the_camera(self, qapp):
        with Image.open(io.BytesIO(kept_of(file_of("JPEG", turned=TURNED_LEFT)))) as kept:
            assert (kept.format, kept.size, kept.getexif().get(0x0112, 1)) == ("JPEG", (20, 40), 1)

    def it_is_nothing_of_what_is_too_large_to_be_shown(self, qapp):
        side = int((MOST_MEGAPIXELS * 1_100_000) ** 0.5)
        assert kept_of(file_of("PNG", "L", (side, side))) == b""
