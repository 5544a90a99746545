"""Draws the pictures of the guides anew: the samples are exported as PDF and pages of them rendered with pdftoppm.

    python3 dev.py docs

Each picture shows pages as they are printed and stays below 120 kB. Run it after any change to what exports look like.
"""

import subprocess
import sys
import tempfile
from contextlib import chdir
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PIL import Image, ImageOps  # noqa: E402
from pypdf import PdfReader  # noqa: E402

from app.cli import main as engross  # noqa: E402
from app.services.exporting import export  # noqa: E402
from app.services.libraries import open_library  # noqa: E402
from app.services.samples import build_samples  # noqa: E402
from app.services.targets import reach_in  # noqa: E402

PICTURES = Path(__file__).resolve().parent / "pictures"
LARGEST = 120_000
HARBOURNE, GWYR = "Digital Strategy 2026–2030@V1.0", "Digital and ICT Strategy 2026–2029@V5"


class Picture(NamedTuple):
    """A picture and the pages it shows side by side: numbers, or words of the heading that a page begins with."""

    name: str
    strategy: str
    pages: tuple[int | str, ...]


WANTED = (
    Picture("dyffryn-gwyr", GWYR, (1, 2, "Customer services without queues")),
    Picture("dyffryn-gwyr-contents", GWYR, ("Foreword", "Guiding principles")),
    Picture("harbourne", HARBOURNE, (1, "Background and context", "Digital place")),
    Picture("harbourne-risks", HARBOURNE, ("Risks", "How people reach us")),
)
REDLINE = Picture("redline", HARBOURNE, (2, "Guiding principles"))
BEFORE, AFTER = (HARBOURNE.replace("V1.0", label) for label in ("V0.6", "V0.9"))


def main() -> int:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="engross-") as folder:
        place = Path(folder)
        build_samples(place / "samples.engross")
        with open_library(place / "samples.engross", read_only=True) as library:
            for at, strategy in enumerate((HARBOURNE, GWYR)):
                export(reach_in(library, strategy), place / f"{at}.pdf")
        for picture in WANTED:
            pdf = place / f"{(HARBOURNE, GWYR).index(picture.strategy)}.pdf"
            draw(picture, pdf, PICTURES / f"{picture.name}.png")
        with chdir(place):
            sides = (f"samples.engross#{side}" for side in (BEFORE, AFTER))
            engross(["compare", *sides, "--to", "redline.pdf", "--author", "A. Owen"])
        draw(REDLINE, place / "redline.pdf", PICTURES / "redline.png")
    return 0


def draw(picture: Picture, pdf: Path, to: Path) -> None:
    """Renders the pages side by side, smaller and with fewer colours until the file is small enough."""
    numbers = [page if isinstance(page, int) else page_of(pdf, page) for page in picture.pages]
    for resolution, colours in ((72, 64), (64, 48), (56, 32), (48, 16)):
        side_by_side([render(pdf, number, resolution) for number in numbers]).quantize(colours).save(
            to, optimize=True
        )
        if to.stat().st_size <= LARGEST:
            print(f"{to.name}: {to.stat().st_size / 1000:.0f} kB")
            return
    raise SystemExit(f"{to.name} is larger than {LARGEST // 1000} kB however it is drawn.")


def page_of(pdf: Path, words: str) -> int:
    """The number, from 1, of the page where the outline entry that holds `words` begins."""
    reader = PdfReader(pdf)
    waiting: list[Any] = list(reader.outline)
    while waiting:
        entry = waiting.pop(0)
        if isinstance(entry, list):
            waiting[:0] = entry
        elif words.casefold() in str(entry.title).casefold():
            return (reader.get_destination_page_number(entry) or 0) + 1
    raise SystemExit(f"No heading of {pdf.name} holds “{words}”.")


def render(pdf: Path, number: int, resolution: int) -> Image.Image:
    """One page as pdftoppm shows it, with a thin grey edge. `resolution` is dots per inch."""
    command = ["pdftoppm", "-png", "-r", str(resolution), "-f", str(number), "-l", str(number), str(pdf)]
    page = subprocess.run(command, check=True, capture_output=True).stdout
    return ImageOps.expand(Image.open(BytesIO(page)).convert("RGB"), border=1, fill="#b0b0b0")


def side_by_side(pages: list[Image.Image], gap: int = 12) -> Image.Image:
    """The pages in a row on a pale ground."""
    width = sum(page.width for page in pages) + gap * (len(pages) + 1)
    ground = Image.new("RGB", (width, max(page.height for page in pages) + 2 * gap), "#eceff1")
    left = gap
    for page in pages:
        ground.paste(page, (left, gap))
        left += page.width + gap
    return ground


if __name__ == "__main__":
    sys.exit(main())
