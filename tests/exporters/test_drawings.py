"""Generated pictures in each format, and in copies that come back."""

import re
import struct
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from app.document.figures.drawing import Drawing
from app.document.nodes import Document
from app.document.redline import build_redline
from app.document.strategy import build_strategy
from app.exporters.docx import docx_bytes
from app.exporters.docx.metafile import metafile
from app.exporters.html import html_bytes
from app.exporters.markdown import markdown_bytes
from app.exporters.pdf import pdf_bytes, pdf_to_look_at
from app.importers.guard import Limits
from app.importers.returned import take_back
from app.importers.word.document import read_word
from app.models.content import Content
from app.models.nodes import Strategy
from app.services.houses import load_houses
from tests.document.figures.drawn_strategies import drawn_strategy
from tests.exporters.tagged_pdf import TaggedPdf

HOUSES = load_houses()
ROOT = drawn_strategy()
SVG = "{http://www.w3.org/2000/svg}"


def document(root: Strategy = ROOT, house: str = "plain") -> Document:
    return build_strategy(Content(root, {}), HOUSES[house])


def drawings(made: Document) -> list[Drawing]:
    return [part for part in made.parts if isinstance(part, Drawing)]


class DescribePdf:
    def it_draws_vectors_in_tagged_figures_with_their_alternative_texts(self):
        made = document()
        pdf = TaggedPdf(pdf_bytes(made))
        assert pdf.faults == []
        figures = [element for element in pdf_elements(pdf) if element.get("/S") == "/Figure"]
        assert [str(element["/Alt"]) for element in figures] == [drawing.alt for drawing in drawings(made)]
        assert all("/BBox" in element["/A"] for element in figures)
        assert not any("/Subtype/Image" in str(page.get("/Resources")) for page in pdf.reader.pages)


class DescribePagesToLookAt:
    def it_tells_where_each_drawing_stands_and_to_which_part_it_belongs(self):
        _, places, figures = pdf_to_look_at(document())
        assert [id for id, _ in figures] == [each.node for each in drawings(document())]
        assert figures == sorted(figures, key=lambda each: each[1])
        assert all(places[id] < place for id, place in figures)


def pdf_elements(pdf: TaggedPdf) -> list:
    found, waiting = [], [pdf.root["/StructTreeRoot"]["/K"]]
    while waiting:
        element = waiting.pop()
        element = element.get_object() if hasattr(element, "get_object") else element
        if isinstance(element, list):
            waiting.extend(reversed(element))
        elif isinstance(element, dict):
            found.append(element)
            if "/K" in element:
                waiting.append(element["/K"])
    return found


class DescribeHtml:
    def it_holds_inline_drawings_with_name_and_description_and_no_style_attribute(self):
        made = document()
        page = html_bytes(made).decode()
        drawn = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
        assert len(drawn) == len(drawings(made))
        ids: set[str] = set()
        for text, drawing in zip(drawn, drawings(made), strict=True):
            element = etree.fromstring(text)
            named, described = element.get("aria-labelledby"), element.get("aria-describedby")
            assert element.get("role") == "img"
            assert element.findtext(f"*[@id='{named}']") == drawing.caption
            assert element.findtext(f"*[@id='{described}']") == drawing.alt
            assert "style=" not in text
            ids |= {named or "", described or ""}
        assert len(ids) == 2 * len(drawn)


class DescribeMarkdown:
    def it_leaves_them_out_since_tables_say_the_same(self):
        text = markdown_bytes(document()).decode()
        assert "Roadmap by theme: dates" in text
        assert not any(drawing.alt in text for drawing in drawings(document()))


class DescribeWord:
    def it_holds_metafiles_with_alternative_texts(self):
        made = document()
        with zipfile.ZipFile(BytesIO(docx_bytes(made))) as package:
            held = [name for name in package.namelist() if name.endswith(".emf")]
            text = package.read("word/document.xml").decode()
            types = package.read("[Content_Types].xml").decode()
        assert len(held) == len(drawings(made))
        assert 'Extension="emf" ContentType="image/x-emf"' in types
        assert all(f'descr="{drawing.alt}"' in text for drawing in drawings(made))

    def it_writes_whole_records_that_add_up(self):
        for drawing in drawings(document()):
            data = metafile(drawing, HOUSES["plain"].look)
            size, count = struct.unpack("<II", data[48:56])
            at = records = kind = 0
            while at < len(data):
                kind, length = struct.unpack("<II", data[at : at + 8])
                assert length % 4 == 0
                at, records = at + length, records + 1
            assert (size, count, kind) == (len(data), records, 14)

    @pytest.mark.parametrize("house", sorted(HOUSES))
    def it_comes_back_as_the_same_strategy(self, house, tmp_path: Path):
        path = tmp_path / "copy.docx"
        path.write_bytes(docx_bytes(document(house=house)))
        source = read_word(path, Limits())
        proposal = take_back(source)
        assert proposal is not None
        assert proposal.content.fingerprint == ROOT.fingerprint
        assert proposal.notes == ()

    def it_is_the_same_bytes_each_time(self):
        for write in (docx_bytes, pdf_bytes, html_bytes):
            assert write(document()) == write(document())


class DescribeRedlines:
    def it_shows_the_new_pictures_once(self):
        other = drawn_strategy(3, 3, 6)
        redline = build_redline(document(), document(other))
        assert drawings(redline) == drawings(document(other))
