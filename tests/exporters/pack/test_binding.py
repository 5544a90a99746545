import io
import subprocess
from typing import Any

import pypdf
import pytest
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from app.document.nodes import Document, Heading, Properties, Span
from app.exporters.pack.binding import Bound, Leaf, bound
from app.exporters.pack.source import opened
from app.exporters.pack.stamping import Stamp
from app.exporters.pack.syntax import Malformed, Ref, parsed, renumbered, words_of, written
from tests.pack_files import paper


def _bound(*files: bytes) -> Bound:
    leaves = [Leaf(opened(data, f"{n}.pdf"), f"Part {n}", first=n) for n, data in enumerate(files, 1)]
    return bound(leaves, Properties(title="Pack"), Stamp())


def _reader(made: Bound) -> Any:
    return pypdf.PdfReader(io.BytesIO(made.data))


def _written(writer: pypdf.PdfWriter) -> bytes:
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def _untagged(*rotations: int) -> bytes:
    writer = pypdf.PdfWriter()
    for turned in rotations or (0,):
        writer.add_blank_page(595, 842).rotate(turned)
    return _written(writer)


class DescribeSyntax:
    def it_reads_and_writes_values(self):
        raw = rb"<</A 12 0 R/B[1 2 0 R (a\)(b)) <AB> /C#41]/D<</E true>>>>"
        value, end = parsed(raw)
        assert end == len(raw)
        assert value[b"/A"] == Ref(12)
        assert value[b"/B"] == [b"1", Ref(2), rb"(a\)(b))", b"<AB>", b"/CA"]
        assert parsed(written(value))[0] == value

    def it_leads_references_elsewhere_but_touches_no_strings(self):
        raw = b"[12 0 R (5 0 R) 3 4 0 R /X1 6 0 R % 7 0 R\n8 0 R]"
        assert renumbered(raw, lambda n: b"N%d" % n) == b"[N12 (5 0 R) 3 N4 /X1 N6 % 7 0 R\nN8]"

    @pytest.mark.parametrize("raw", [b"", b"<</A", b"[1 2", b"]", b"<<1>>", b"[" * 5000])
    def it_refuses_what_is_no_value(self, raw):
        with pytest.raises(Malformed):
            parsed(raw)

    def it_reads_words_in_each_coding(self):
        assert words_of(rb"(a\(b\)\101\n)") == "a(b)A\n"
        assert words_of(b"<FEFF0174>") == "Ŵ"
        assert words_of(b"/Name") == ""


class DescribeBinding:
    def it_keeps_one_structure_with_every_key_of_its_own(self):
        reader = _reader(_bound(paper("One", "a", "b"), paper("Two", "c")))
        root = reader.root_object["/StructTreeRoot"]
        numbers = root["/ParentTree"]["/Nums"]
        keys = list(numbers[::2])
        assert keys == sorted(set(keys))
        by_key = dict(zip(keys, numbers[1::2], strict=True))
        for page in reader.pages:
            owners = by_key[page["/StructParents"]].get_object()
            assert all(owner.get_object()["/Pg"] == page for owner in owners)
            for link in page["/Annots"]:
                assert by_key[link.get_object()["/StructParent"]].get_object()["/S"] == "/Link"

    def it_names_each_part_in_the_structure_and_its_language(self):
        root = _reader(_bound(paper("One"), paper("Dau", language="cy-GB"))).root_object["/StructTreeRoot"]
        parts = [kid.get_object() for kid in root["/K"][0].get_object()["/K"]]
        assert [(part["/S"], part["/T"], part.get("/Lang")) for part in parts] == [
            ("/Part", "Part 1", None),
            ("/Part", "Part 2", "cy-GB"),
        ]

    def it_claims_only_what_all_parts_claim(self):
        assert (_bound(paper("One")).accessible, _bound(paper("One")).archival) == (True, "A")
        mixed = _bound(paper("One"), _untagged())
        assert (mixed.accessible, mixed.archival) == (False, "")
        assert b"pdfuaid:part>" not in mixed.data
        assert b"pdfuaid:part>1<" in _bound(paper("One")).data

    def it_has_pages_without_structure_read_as_one_paragraph_or_picture(self):
        reader = _reader(_bound(_untagged(), paper("Two")))
        element = reader.root_object["/StructTreeRoot"]["/K"][0]["/K"][0]["/K"][0].get_object()
        assert element["/S"] == "/Figure"
        assert element["/Alt"] == "A page of “1.pdf” that is a picture without text"

    def it_leaves_scripts_forms_attachments_and_earlier_states_behind(self):
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(paper("One", "Public words.")))
        script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("hidden")}
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(script)
        writer.add_attachment("secret.txt", b"attached secret")
        writer._add_object(DictionaryObject({NameObject("/Was"): TextStringObject("orphan secret")}))
        made = _bound(_written(writer))
        strings = [words for _, words in opened(made.data, "made").strings()]
        assert any("Part 1" in words for words in strings)
        assert not any("secret" in words or "hidden" in words for words in strings)
        assert set(_reader(made).root_object) >= {"/Pages", "/StructTreeRoot", "/Outlines", "/PageLabels"}
        assert not set(_reader(made).root_object) & {"/Names", "/OpenAction", "/AcroForm", "/AF"}

    def it_refuses_hidden_layers(self):
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(paper("One")))
        layer = writer._add_object(DictionaryObject())
        off = DictionaryObject({NameObject("/OFF"): ArrayObject([layer])})
        writer.root_object[NameObject("/OCProperties")] = DictionaryObject({NameObject("/D"): off})
        with pytest.raises(Exception, match="hidden layers"):
            _bound(_written(writer))

    @pytest.mark.parametrize("turned", [0, 90, 180, 270])
    def it_stamps_turned_pages_upright_at_the_foot(self, turned):
        made = _bound(_untagged(turned))
        found = subprocess.run(
            ["pdftotext", "-bbox", "-", "-"], input=made.data, capture_output=True, check=True
        )
        word = next(line for line in found.stdout.decode().splitlines() if ">Page<" in line)
        sides = dict(part.split("=") for part in word.strip().split(">")[0].split()[1:])
        high = 595 if turned % 180 else 842
        assert high - 40 < float(sides["yMin"].strip('"')) < high

    def it_keeps_names_that_mean_other_things_apart(self):
        table = paper("One")
        made = _reader(_bound(table, table))
        assert made.root_object["/StructTreeRoot"]["/RoleMap"] == {"/Title": "/P"}

    def it_makes_files_that_qpdf_finds_sound(self, tmp_path):
        (tmp_path / "made.pdf").write_bytes(_bound(paper("One", "a", "b"), _untagged(0, 90)).data)
        found = subprocess.run(["qpdf", "--check", tmp_path / "made.pdf"], capture_output=True)
        assert found.returncode == 0, found.stderr

    def it_bounds_what_packed_objects_unpack_to(self, monkeypatch):
        monkeypatch.setattr("app.exporters.pack.source.MOST_UNPACKED", 1000)
        with pytest.raises(Exception, match="unpacks to far more than its size"):
            _bound(paper("One", *("Words." * 40 for _ in range(5))))

    @pytest.mark.parametrize(
        "box", [b"[nan inf -inf 1e999]", b"[0 0 1e300 1e300]", b"[1 2]", b"7", b"[(a) 0 9 9]"]
    )
    def it_takes_a_page_for_a4_where_its_size_is_nonsense(self, box):
        data = _untagged().replace(b"/MediaBox [ 0.0 0.0 595 842 ]", b"/MediaBox " + box)
        assert box in data
        assert _reader(_bound(data)).pages[0].mediabox.width == pytest.approx(595.276)

    def it_keeps_a_document_of_one_heading(self):
        from app.exporters.pdf import pdf_bytes

        alone = Document(properties=Properties(title="A"), parts=(Heading(1, (Span("Only"),)),))
        assert _bound(pdf_bytes(alone)).pages == 1
