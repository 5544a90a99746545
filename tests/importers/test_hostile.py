"""Files made to harm: each is refused or defused, quickly, in little memory, with nothing fetched."""

import base64
import os
import resource
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.importers import reading
from app.importers.guard import Limits
from app.importers.reading import read_file
from app.importers.source import Source, SourceTable
from app.importers.word.document import read_word
from app.models.errors import Refused
from tests.importers.word_files import (
    NAMESPACES,
    PNG,
    Parts,
    cell,
    p,
    relationships,
    table,
    texts,
    write_word,
    xml,
)

SECONDS = 5.0
IMPORTED = (".py", ".pyc", ".so")
OPEN, CLOSE = f"<w:document {NAMESPACES}><w:body>", "</w:body></w:document>"
LAUGHS = (
    '<!DOCTYPE d [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    + "]>"
)
EXTERNAL = '<!DOCTYPE d [<!ENTITY j SYSTEM "file:///etc/passwd">]>'


def worked() -> float:
    """The seconds that this process and those it has waited for have worked, however busy the machine is."""
    return sum(os.times()[:4])


def refused(path: Path, limits: Limits = Limits()) -> str:  # noqa: B008
    """The sentence for which a file is refused, in time."""
    start = worked()
    with pytest.raises(Refused) as refusal:
        read_file(path, limits=limits)
    assert worked() - start < SECONDS
    sentence = str(refusal.value)
    assert path.name in sentence
    assert sentence.endswith(".")
    return sentence


def inflated(path: Path, head: str, unit: str, count: int, tail: str) -> Path:
    """A Word file whose body is one thing many times over, written without ever holding it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        package.writestr("_rels/.rels", relationships(("rId1", "officeDocument", "word/document.xml")))
        with package.open("word/document.xml", "w", force_zip64=True) as part:
            part.write(head.encode())
            block = unit.encode() * 100_000
            for _ in range(count // 100_000):
                part.write(block)
            part.write(tail.encode())
    return path


class DescribeBombs:
    @pytest.mark.parametrize("megabytes", [200, 1000])
    def it_refuses_a_part_that_unpacks_to_a_thousand_times_its_size(
        self, tmp_path: Path, megabytes: int
    ) -> None:
        path = inflated(
            tmp_path / "bomb.docx", OPEN + "<w:p>", " " * 10, megabytes * 100_000, "</w:p>" + CLOSE
        )
        assert "unpacks to" in refused(path)

    def it_refuses_a_million_paragraphs(self, tmp_path: Path) -> None:
        path = inflated(tmp_path / "many.docx", OPEN, "<w:p/>", 1_000_000, CLOSE)
        assert path.stat().st_size < 200_000
        refused(path)

    def it_counts_paragraphs_wherever_they_stand(self, tmp_path: Path) -> None:
        path = write_word(tmp_path / "many.docx", table(cell("<w:p/>" * 60)) + "<w:p/>" * 60)
        assert "more than 100 paragraphs" in refused(path, Limits(paragraphs=100))

    @pytest.mark.parametrize("name", ["line.txt", "line.md", "line.docx", "cell.docx"])
    def it_refuses_a_paragraph_that_no_window_could_lay_out(self, tmp_path: Path, name: str) -> None:
        path, words = tmp_path / name, "word " * 41_000
        if name.endswith(".docx"):
            write_word(path, table(cell(p(words))) if name == "cell.docx" else p(words))
        else:
            path.write_text(f"Plan\n\n{words}\n")
        assert "a paragraph of more than 200,000 characters" in refused(path)

    def it_stops_at_what_a_part_claims_to_hold(self, tmp_path: Path) -> None:
        path = tmp_path / "lies.docx"
        write_word(path, "".join(p(str(i)) for i in range(3000)))
        data = path.read_bytes()
        with zipfile.ZipFile(path) as package:
            size = package.getinfo("word/document.xml").file_size
        path.write_bytes(data.replace(size.to_bytes(4, "little"), (200).to_bytes(4, "little")))
        assert "damaged" in refused(path)

    def it_unpacks_no_embedded_content_beyond_bounds(self, tmp_path: Path) -> None:
        packed = base64.b64encode(zlib.compress(b" " * 9_000_000)).decode()
        path = write_word(
            tmp_path / "x.docx",
            p("x"),
            {"customXml/item1.xml": f'<c xmlns="urn:engross:content:1">{packed}</c>'},
        )
        assert read_word(path, Limits(content=8_000_000)).content == b""
        assert len(read_word(path, Limits()).content) == 9_000_000


class DescribeEntities:
    @pytest.mark.parametrize("declared", [LAUGHS, EXTERNAL])
    @pytest.mark.parametrize("before", ["", f"<!--{'x' * 300_000}-->"])
    def it_expands_none(self, tmp_path: Path, declared: str, before: str) -> None:
        body = f'<w:document {NAMESPACES} a="x"><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>'
        assert "root:" not in refused(
            write_word(tmp_path / "x.docx", "", {"word/document.xml": before + declared + body})
        )

    def it_expands_none_in_utf_16_either(self, tmp_path: Path) -> None:
        body = f'<?xml version="1.0" encoding="UTF-16"?>{EXTERNAL}{OPEN}<w:p><w:r><w:t>&j;</w:t></w:r></w:p>{CLOSE}'
        refused(write_word(tmp_path / "x.docx", "", {"word/document.xml": body.encode("utf-16")}))

    def it_does_without_styles_that_declare_some(self, tmp_path: Path) -> None:
        styles = f"<!--{'x' * 300_000}-->{LAUGHS}<w:styles {NAMESPACES} a='&j;'>&j;</w:styles>"
        path = write_word(tmp_path / "x.docx", p("words"), {"word/styles.xml": styles})
        assert texts(read_file(path).blocks) == ["words"]


class DescribeShapes:
    @pytest.mark.parametrize(
        ("opened", "closed", "times"),
        [
            ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 20_000),
            ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 40),
            ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 20_000),
            ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 900),
            ("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>", 60),
            ("<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r>", "</w:p>", 20_000),
        ],
    )
    def it_refuses_nesting_without_end(self, tmp_path: Path, opened: str, closed: str, times: int) -> None:
        refused(write_word(tmp_path / "deep.docx", opened * times + closed * times))

    def it_makes_a_span_of_millions_one(self, tmp_path: Path) -> None:
        path = write_word(tmp_path / "x.docx", table(cell("a", '<w:gridSpan w:val="20000000"/>') + cell("b")))
        (block,) = read_file(path).blocks
        assert isinstance(block, SourceTable)
        assert (block.columns, [c.across for c in block.rows[0]]) == (2, [1, 1])

    def it_refuses_a_table_of_too_many_columns(self, tmp_path: Path) -> None:
        rows = [cell("a", f'<w:gridSpan w:val="{i + 1}"/>') + cell("b") for i in range(400)]
        assert "columns" in refused(write_word(tmp_path / "x.docx", table(*rows)))

    @pytest.mark.parametrize(
        "body",
        [
            "<w:p>" + "".join(f'<w:bookmarkStart w:name="b{i}"/>' for i in range(60_000)) + "</w:p>",
            "<w:p " + " ".join(f'w:a{i}=""' for i in range(60_000)) + "/>",
            "<w:p>" + '<w:r><w:br w:type="page"/><w:t>x</w:t></w:r>' * 20_000 + "</w:p>",
            p("x", "<w:rPr><w:del/></w:rPr>") * 20_000,
        ],
        ids=["bookmarks", "attributes", "page breaks", "joined paragraphs"],
    )
    def it_reads_odd_shapes_in_linear_time(self, tmp_path: Path, body: str) -> None:
        path = write_word(tmp_path / "x.docx", body)
        start = time.process_time()
        read_word(path, Limits())
        assert time.process_time() - start < SECONDS

    def it_follows_no_circle_of_styles_or_notes(self, tmp_path: Path) -> None:
        styles = xml(
            "styles",
            '<w:style w:styleId="a"><w:basedOn w:val="b"/></w:style>'
            '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>',
        )
        note = '<w:footnote w:id="1"><w:p><w:r><w:t>n</w:t><w:footnoteReference w:id="1"/></w:r></w:p></w:footnote>'
        body = p("x", '<w:pStyle w:val="a"/>') + '<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
        path = write_word(
            tmp_path / "x.docx",
            body,
            {"word/styles.xml": styles, "word/footnotes.xml": xml("footnotes", note)},
        )
        assert texts(read_file(path).blocks) == ["x", "[n]"]


class DescribeZips:
    @pytest.mark.parametrize(
        "name", ["../../evil.xml", "/etc/evil.xml", "word/..\\..\\evil.xml", "c:/evil.xml"]
    )
    def it_refuses_names_that_lead_out(self, tmp_path: Path, name: str) -> None:
        assert "leads out" in refused(write_word(tmp_path / "x.docx", p("x"), {name: "x"}))

    def it_refuses_two_parts_of_one_name(self, tmp_path: Path) -> None:
        path = write_word(tmp_path / "x.docx", p("x"))
        with zipfile.ZipFile(path, "a") as package:
            package.writestr("WORD/document.xml", "x")
        assert "two parts" in refused(path)

    def it_refuses_too_many_parts(self, tmp_path: Path) -> None:
        path = write_word(tmp_path / "x.docx", p("x"), {f"a/{i}": "" for i in range(60)})
        assert "parts" in refused(path, Limits(parts=50))

    @pytest.mark.parametrize("keep", [0.3, 0.7, 0.95])
    def it_refuses_one_cut_short(self, tmp_path: Path, keep: float) -> None:
        path = write_word(tmp_path / "x.docx", p("x"))
        data = path.read_bytes()
        path.write_bytes(data[: int(len(data) * keep)])
        assert "damaged" in refused(path)

    def it_refuses_xml_that_breaks_off(self, tmp_path: Path) -> None:
        path = write_word(tmp_path / "x.docx", "", {"word/document.xml": OPEN + p("words") + "<w:p><w:r>"})
        assert "damaged" in refused(path)

    def it_refuses_flipped_bytes(self, tmp_path: Path) -> None:
        path = write_word(tmp_path / "x.docx", "".join(p(f"words {i}") for i in range(500)))
        data = bytearray(path.read_bytes())
        middle = data.index(b"word/document.xml") + 300
        data[middle : middle + 8] = bytes(255 - byte for byte in data[middle : middle + 8])
        path.write_bytes(data)
        assert "damaged" in refused(path)


class DescribeTheOutside:
    @pytest.mark.parametrize(
        "kind", ["attachedTemplate", "image", "header", "footnotes", "styles", "aFChunk", "oleObject"]
    )
    def it_opens_nothing_that_a_file_points_at(self, tmp_path: Path, kind: str, opened: list[str]) -> None:
        target = "\\\\192.0.2.1\\share\\x.dotm"
        drawn = '<w:r><w:drawing><a:blip r:link="rId1"/><a:blip r:embed="rId1"/></w:drawing></w:r>'
        links = (
            ("rId1", kind, target),
            ("rId2", kind, "https://192.0.2.1/x"),
            ("rId3", kind, "../../../../etc/passwd"),
        )
        settings: Parts = {
            "word/_rels/settings.xml.rels": relationships(*links),
            "word/settings.xml": xml("settings", ""),
        }
        path = write_word(tmp_path / "x.docx", f"<w:p><w:r><w:t>x</w:t></w:r>{drawn}</w:p>", settings, links)
        opened.clear()
        source = read_word(path, Limits())
        assert texts(source.blocks) == ["x"]
        assert not source.pictures
        assert [name for name in opened if name != str(path) and not name.endswith(IMPORTED)] == []


@pytest.fixture
def opened() -> list[str]:
    """The names of the files opened since the list was last cleared, as the interpreter reports them."""
    return AUDIT.names


class Audit:
    """Watches for files opened and connections made. A hook cannot be taken away, so there is one for all tests."""

    def __init__(self) -> None:
        self.names: list[str] = []
        sys.addaudithook(self._heard)

    def _heard(self, event: str, arguments: tuple[object, ...]) -> None:
        if event.startswith("socket.") or event == "open":
            self.names.append(str(arguments[0]) if event == "open" else event)


AUDIT = Audit()


class DescribePictures:
    def it_keeps_no_more_than_fits(self, tmp_path: Path) -> None:
        body = "".join(
            f'<w:p><w:r><w:drawing><a:blip r:embed="p{i}"/></w:drawing></w:r></w:p>' for i in range(3)
        )
        parts: Parts = {f"word/media/{i}.png": PNG + os.urandom(600) for i in range(3)}
        links = [(f"p{i}", "image", f"media/{i}.png") for i in range(3)]
        path = write_word(tmp_path / "x.docx", body, parts, links)
        assert len(read_word(path, Limits(all_pictures=1600)).pictures) == 2
        assert len(read_word(path, Limits(picture=100)).pictures) == 0
        assert "pictures" in refused(path, Limits(pictures=2))


class DescribeTheReadingProcess:
    def it_is_ended_when_it_takes_too_long(self, tmp_path: Path) -> None:
        path = write_word(tmp_path / "x.docx", p("x") * 20_000)
        assert "too long" in refused(path, Limits(seconds=0.001))

    def it_is_waited_for_on_a_machine_that_gives_it_little_of_each_second(
        self, tmp_path: Path, monkeypatch
    ) -> None:
        path = write_word(tmp_path / "x.docx", p("x"))
        slowed = iter([0.0])
        monkeypatch.setattr(reading, "time", SimpleNamespace(monotonic=lambda: next(slowed, 60.0)))
        assert read_file(path, limits=Limits(seconds=15)).blocks

    @pytest.mark.skipif(sys.platform == "win32", reason="only POSIX systems bound a process's own time")
    def it_is_ended_when_it_works_too_long_whatever_the_clock_says(self, tmp_path: Path, monkeypatch) -> None:
        path = tmp_path / "x.md"
        path.write_text("word *word* [a](http://b.c)\n\n" * 120_000)
        monkeypatch.setattr(reading, "time", SimpleNamespace(monotonic=lambda: 0.0))
        assert "takes too long to read" in refused(path, Limits(seconds=0.001))

    @pytest.mark.skipif(
        not hasattr(resource, "RLIMIT_AS") or os.uname().sysname != "Linux", reason="Linux bounds it"
    )
    def it_may_not_take_more_memory_than_it_is_given(self, tmp_path: Path) -> None:
        path = write_word(
            tmp_path / "x.docx",
            "<w:p>" + "".join(f"<w:r><w:t>{i}</w:t></w:r>" for i in range(300_000)) + "</w:p>",
        )
        refused(path, Limits(memory=150_000_000))

    def it_stops_when_asked(self, tmp_path: Path) -> None:
        path = write_word(tmp_path / "x.docx", p("x") * 20_000)
        with pytest.raises(Refused, match="stopped"):
            read_file(path, cancelled=lambda: True)

    def it_leaves_the_program_alive_for_the_next_file(self, tmp_path: Path) -> None:
        refused(write_word(tmp_path / "bad.docx", "<w:tbl><w:tr><w:tc>" * 50))
        read: Callable[[Path], Source] = read_file
        assert texts(read(write_word(tmp_path / "good.docx", p("good"))).blocks) == ["good"]
