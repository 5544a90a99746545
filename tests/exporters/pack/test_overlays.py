"""What lies over the pages of a part: printed marks become part of them, everything else is left out and counted."""

import io
import subprocess
from typing import Any

import pypdf
import pytest
from pypdf.annotations import FreeText
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from app.document.nodes import Properties
from app.exporters.pack.binding import Bound, Leaf, bound
from app.exporters.pack.source import opened
from app.exporters.pack.stamping import Stamp
from tests.pack_files import paper

PRINTED, HIDDEN = 4, 6


class Part:
    """A tagged page on which marks are put."""

    def __init__(self, tagged: bool = True) -> None:
        self.writer = pypdf.PdfWriter(clone_from=io.BytesIO(paper("One", "Public words.")))
        if not tagged:
            del self.writer.root_object["/StructTreeRoot"]
        self.page: Any = self.writer.pages[0]

    def look(self, code: bytes, box: tuple[float, ...] = (0, 0, 100, 20), **more: Any) -> IndirectObject:
        """An appearance that draws `code`, with the typefaces of the page."""
        form = StreamObject()
        form._data = code
        form.update(
            {
                NameObject("/Subtype"): NameObject("/Form"),
                NameObject("/BBox"): ArrayObject(map(FloatObject, box)),
                NameObject("/Resources"): self.page["/Resources"],
                **{NameObject(f"/{key}"): value for key, value in more.items()},
            }
        )
        return self.writer._add_object(form)

    def mark(self, kind: str, look: Any, flags: int = PRINTED, **more: Any) -> None:
        """A mark of this kind over the page, with its appearance, 200 points wide and 40 high at 300, 500."""
        held = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject(f"/{kind}"),
                NameObject("/Rect"): ArrayObject(map(FloatObject, (300, 500, 500, 540))),
                NameObject("/F"): NumberObject(flags),
                **{NameObject(f"/{key}"): value for key, value in more.items()},
            }
        )
        if look is not None:
            held[NameObject("/AP")] = DictionaryObject({NameObject("/N"): look})
        self.page.setdefault(NameObject("/Annots"), ArrayObject()).append(self.writer._add_object(held))

    def bound(self) -> Bound:
        made = io.BytesIO()
        self.writer.write(made)
        leaf = Leaf(opened(made.getvalue(), "one.pdf"), "One", first=1)
        return bound([leaf], Properties(title="Pack"), Stamp())


def shown(made: Bound) -> bytes:
    """The page of a pack as poppler draws it."""
    command = ["pdftoppm", "-r", "36", "-f", "1", "-l", "1", "-"]
    return subprocess.run(command, input=made.data, capture_output=True, check=True).stdout


def colour_at(made: Bound, x: float, y: float) -> tuple[int, ...]:
    """The colour of a place on the page, in points from its lower left corner."""
    head, size, _, pixels = shown(made).split(b"\n", 3)
    assert head == b"P6"
    wide, high = map(int, size.split())
    at = 3 * ((high - 1 - int(y / 2)) * wide + int(x / 2))
    return tuple(pixels[at : at + 3])


class DescribeWhatLiesOverPages:
    @pytest.mark.parametrize("tagged", [True, False])
    @pytest.mark.parametrize("kind", ["Stamp", "Ink", "Highlight", "Widget", "Square"])
    def it_becomes_part_of_the_page_in_its_place(self, kind: str, tagged: bool):
        part = Part(tagged)
        part.mark(kind, part.look(b"1 0 0 rg 0 0 100 20 re f"))
        made = part.bound()
        assert colour_at(made, 310, 505) == colour_at(made, 490, 535) == (255, 0, 0)
        assert colour_at(made, 290, 505) == colour_at(made, 310, 550) == (255, 255, 255)
        assert made.notes == (
            "“one.pdf”: a form field, stamp or mark was made part of its pages, as they print.",
        )
        assert b"/Widget" not in made.data

    def it_is_turned_and_stretched_by_its_own_matrix(self):
        part = Part()
        turned = ArrayObject(map(FloatObject, (0, 1, -1, 0, 0, 0)))
        part.mark("Stamp", part.look(b"0 0 1 rg 0 0 50 20 re f", Matrix=turned))
        made = part.bound()
        assert colour_at(made, 310, 505) == colour_at(made, 490, 515) == (0, 0, 255)
        assert colour_at(made, 310, 535) == (255, 255, 255)

    def it_shows_the_state_that_a_box_has(self):
        part = Part()
        states = {
            "/Yes": part.look(b"0 1 0 rg 0 0 100 20 re f"),
            "/Off": part.look(b"1 0 0 rg 0 0 100 20 re f"),
        }
        looks = DictionaryObject({NameObject(key): look for key, look in states.items()})
        part.mark("Widget", looks, FT=NameObject("/Btn"), AS=NameObject("/Yes"), T=TextStringObject("Agreed"))
        made = part.bound()
        assert colour_at(made, 400, 520) == (0, 255, 0)
        assert "Agreed: ticked" in {words for _, words in opened(made.data, "made").strings()}

    def it_is_read_aloud_after_the_page(self):
        part = Part()
        font = next(iter(part.page["/Resources"]["/Font"]))
        part.mark(
            "Widget", part.look(b"BT %b 12 Tf 2 4 Td <00010002> Tj ET" % font.encode()), FT=NameObject("/Tx")
        )
        part.mark("Stamp", part.look(b"0 0 100 20 re f"), Contents=TextStringObject("Received 9 October"))
        made = part.bound()
        reader: Any = pypdf.PdfReader(io.BytesIO(made.data))
        root = reader.root_object["/StructTreeRoot"]
        kids = [kid.get_object() for kid in root["/K"][0]["/K"][0]["/K"]]
        assert [kid["/S"] for kid in kids[-2:]] == ["/P", "/Figure"]
        assert kids[-1]["/Alt"] == "Received 9 October"
        marked = root["/ParentTree"]["/Nums"][1]
        assert [marked[kid["/K"]].get_object() for kid in kids[-2:]] == kids[-2:]

    @pytest.mark.parametrize(
        ("kind", "flags", "drawn"),
        [("Stamp", HIDDEN, True), ("Stamp", 0, True), ("Text", PRINTED, True), ("Stamp", PRINTED, False),
         ("FileAttachment", PRINTED, True), ("Redact", PRINTED, True)],
        ids=["hidden", "on screens only", "a sticky note", "without a look", "an attachment", "a redaction to be made"],
    )  # fmt: skip
    def it_is_left_out_where_it_is_not_printed(self, kind: str, flags: int, drawn: bool):
        part = Part()
        part.mark(
            kind, part.look(b"1 0 0 rg 0 0 100 20 re f") if drawn else None, flags,
            Contents=TextStringObject("hidden remark"),
        )  # fmt: skip
        made = part.bound()
        assert colour_at(made, 400, 520) == (255, 255, 255)
        assert made.notes[0].startswith("“one.pdf”: a form field or comment was left out")
        assert b"EngrossOver" not in made.data
        assert not any("remark" in words for _, words in opened(made.data, "made").strings())

    @pytest.mark.parametrize("box", [(), (0, 0, 0, 20), (5, 5, 5, 5)])
    def it_is_left_out_where_its_size_is_nonsense(self, box: tuple[float, ...]):
        part = Part()
        part.mark("Stamp", part.look(b"0 0 9 9 re f", box))
        assert part.bound().notes[0].startswith("“one.pdf”: a form field or comment was left out")

    def it_takes_what_others_write(self):
        part = Part()
        part.writer.add_annotation(0, FreeText(text="A remark", rect=(10, 10, 90, 40)))
        assert part.bound().notes[0].startswith("“one.pdf”: a form field")
