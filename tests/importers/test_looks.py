"""Pictures that a program wrote anew are told from others."""

import io

import pytest
from PIL import Image, ImageDraw, ImageFont

from app.importers.looks import Look, likeness, look_of
from app.resources import resource_root

FONT = resource_root() / "fonts" / "LiberationSans-Regular.ttf"


def chart(value: int, mode: str = "RGB") -> Image.Image:
    """Bars and small print, one of whose figures is `value`."""
    image = Image.new("RGBA", (900, 600), (0, 0, 0, 0) if mode == "RGBA" else "white")
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(str(FONT), 22)
    draw.rectangle((40, 380, 160, 580), fill=(30, 80, 160))
    draw.ellipse((600, 350, 800, 550), fill=(180, 60, 20))
    for row in range(8):
        said = value if row == 5 else 30 + row
        draw.text((40, 20 + row * 40), f"Service {row}: answered in {said} days, £{row * 170}", "black", font)
    return image.convert(mode)


def written(image: Image.Image, kind: str = "PNG", width: int = 0, **how: int) -> bytes:
    if width:
        image = image.resize((width, round(image.height * width / image.width)), Image.Resampling.BICUBIC)
    file = io.BytesIO()
    image.save(file, kind, **how)
    return file.getvalue()


def compared(one: bytes, other: bytes) -> str:
    return likeness(look_of(one), look_of(other))


class DescribeLooks:
    @pytest.mark.parametrize(
        "again",
        [
            written(chart(17), "JPEG", quality=50),
            written(chart(17), "JPEG", 450, quality=75),
            written(chart(17), "GIF"),
            written(chart(17, "RGBA")),
            written(chart(17), width=1800),
        ],
        ids=["as poor JPEG", "half the points", "few colours", "clear paper", "twice the points"],
    )
    def it_knows_a_picture_that_was_saved_again(self, again: bytes):
        assert compared(written(chart(17)), again) == "same"

    @pytest.mark.parametrize("value", [11, 71, 18])
    @pytest.mark.parametrize("width", [0, 450])
    def it_tells_another_digit(self, value: int, width: int):
        assert compared(written(chart(17)), written(chart(value), "JPEG", width, quality=75)) == "other"

    def it_tells_another_colour(self):
        red, green = (written(Image.new("RGB", (80, 80), each)) for each in ((200, 60, 60), (60, 124, 60)))
        assert compared(red, green) == "other"

    def it_tells_another_shape(self):
        assert compared(written(Image.new("RGB", (80, 80))), written(Image.new("RGB", (80, 60)))) == "other"

    def it_does_not_say_of_a_picture_with_too_few_points(self):
        assert compared(written(chart(17)), written(chart(17), "JPEG", 225, quality=75)) == "coarse"

    def it_knows_a_picture_that_is_turned_by_its_own_word(self):
        turned = Image.Exif()
        turned[0x0112] = 6
        file = io.BytesIO()
        chart(17).transpose(Image.Transpose.ROTATE_90).save(file, "JPEG", exif=turned, quality=90)
        assert compared(written(chart(17)), file.getvalue()) == "same"

    @pytest.mark.parametrize("data", [b"", b"no picture", written(chart(17))[:200]])
    def it_takes_what_cannot_be_read_for_another(self, data: bytes):
        assert look_of(data) == Look()
        assert compared(data, data) == "other"
