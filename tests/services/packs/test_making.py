import contextlib
import io
from pathlib import Path

import pypdf
import pytest
from reportlab.pdfgen import canvas

from app.models.errors import Refused
from app.services.packs.editions import bound_editions
from app.services.packs.making import Leaking, Stopped, make_file
from app.services.packs.papers import papers_ready
from app.services.packs.reading import read_pack
from tests.pack_files import AGENDA, EXEMPT, paper, write_pack


def _texts(path: Path) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages]


def _named_in(path: Path) -> list[str]:
    found: list[str] = []

    def walk(entries: list) -> None:
        for entry in entries:
            walk(entry) if isinstance(entry, list) else found.append(entry.title)

    walk(pypdf.PdfReader(path).outline)
    return found


class DescribePack:
    def it_numbers_pages_through_all_papers_with_blank_ones_between(self, tmp_path):
        made = make_file(write_pack(tmp_path), tmp_path / "pack.pdf")
        texts = _texts(tmp_path / "pack.pdf")
        assert [(each.first, each.last) for each in made.placed] == [(1, 4), (5, 6)]
        assert "(Pages 1 - 6)" in texts[0]
        assert "intentionally left blank" in texts[1]
        assert [text.strip().splitlines()[-1] for text in texts[2:]] == [f"Page {n}" for n in range(1, 7)]
        assert "intentionally left blank" in texts[5]

    def it_labels_pages_as_they_are_stamped(self, tmp_path):
        make_file(write_pack(tmp_path), tmp_path / "pack.pdf")
        labels = pypdf.PdfReader(tmp_path / "pack.pdf").page_labels
        assert labels == ["i", "ii", "1", "2", "3", "4", "5", "6"]

    def it_nests_each_papers_outline_under_its_item(self, tmp_path):
        make_file(write_pack(tmp_path), tmp_path / "pack.pdf")
        assert _named_in(tmp_path / "pack.pdf") == [
            "Executive",
            "Agenda",
            "2 Digital strategy",
            "Report",
            "Appendix 2a: The strategy",
            "Strategy",
        ]

    def it_leads_from_the_agenda_to_the_items_first_page(self, tmp_path):
        make_file(write_pack(tmp_path), tmp_path / "pack.pdf")
        reader = pypdf.PdfReader(tmp_path / "pack.pdf")
        links: list = [link.get_object() for link in reader.pages[0]["/Annots"]]  # pyright: ignore
        targets = [link["/Dest"][0].get_object() for link in links]
        assert targets == [reader.pages[2], reader.pages[6]]
        assert links[0]["/Contents"] == "2 Digital strategy, page 1"
        assert not any("/A" in link for link in links)

    def it_gives_the_same_bytes_for_the_same_papers(self, tmp_path):
        agenda = write_pack(tmp_path)
        make_file(agenda, tmp_path / "one.pdf")
        make_file(agenda, tmp_path / "two.pdf")
        assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()

    def it_continues_the_numbers_of_another_pack(self, tmp_path):
        write_pack(tmp_path)
        (tmp_path / "late.pdf").write_bytes(paper("Late report"))
        late = tmp_path / "late.toml"
        head = AGENDA.partition("[[items]]")[0]
        said = 'continues = "agenda.toml"\nsupplement = "Supplementary agenda 1"\n'
        late.write_text(said + head + '[[items]]\ntitle = "Urgent business"\nreport = "late.pdf"\n', "utf-8")
        made = make_file(late, tmp_path / "late-pack.pdf")
        assert (made.first_item, made.placed[0].first) == (3, 7)
        front = _texts(tmp_path / "late-pack.pdf")[0]
        assert "Supplementary agenda 1" in front
        assert "(Pages 7 - 8)" in front

    def it_refuses_packs_that_continue_each_other(self, tmp_path):
        agenda = write_pack(tmp_path)
        agenda.write_text('continues = "agenda.toml"\n' + AGENDA, "utf-8")
        with pytest.raises(Refused, match="in a circle"):
            make_file(agenda, tmp_path / "pack.pdf")

    def it_is_never_written_over_one_of_its_papers(self, tmp_path):
        agenda = write_pack(tmp_path, exempt=True)
        papers = {path: path.read_bytes() for path in tmp_path.glob("*.pdf")}
        assert len(papers) > 1
        for path in papers:
            with pytest.raises(Refused, match=f"“{path}” is read for what is to be written"):
                make_file(agenda, path, tmp_path / "exempt.pdf")
            with pytest.raises(Refused, match=f"“{path}” is read for what is to be written"):
                make_file(agenda, tmp_path / "pack.pdf", path)
        assert {path: path.read_bytes() for path in tmp_path.glob("*.pdf")} == papers

    def it_stops_when_told_and_writes_nothing(self, tmp_path):
        def stop(done: float, what: str) -> None:
            if done > 0.3:
                raise Stopped

        with pytest.raises(Stopped):
            make_file(write_pack(tmp_path), tmp_path / "pack.pdf", tell=stop)
        assert not (tmp_path / "pack.pdf").exists()


class DescribeExemptPapers:
    def they_stand_in_a_file_of_their_own_with_a_notice_on_each_page(self, tmp_path):
        made = make_file(write_pack(tmp_path, exempt=True), tmp_path / "pack.pdf")
        public = "\n".join(_texts(tmp_path / "pack.pdf"))
        exempt = _texts(tmp_path / "pack (exempt).pdf")
        assert [edition for edition, _, _ in made.files] == ["public", "exempt"]
        assert "4,182,350" not in public
        assert "Bids received" not in public
        assert "It names three prices." in public
        assert "4,182,350" in exempt[2]
        assert all("NOT FOR PUBLICATION" in text for text in exempt[2:])
        assert "paragraph 3 of" in " ".join(exempt[0].split())
        assert "Page 7" in exempt[2]

    def they_may_be_the_whole_item_under_another_title(self, tmp_path):
        agenda = write_pack(tmp_path, exempt=True)
        item = (
            '\n[[items]]\ntitle = "Sale of Canal Wharf depot"\npublic_title = "A property matter"\n'
            'report = "bids.pdf"\nexempt = true\nparagraph = "3"\nreason = "Price."\n'
        )
        agenda.write_text(AGENDA + item, encoding="utf-8")
        make_file(agenda, tmp_path / "pack.pdf")
        assert "A property matter" in _texts(tmp_path / "pack.pdf")[0]
        assert b"Canal Wharf" not in (tmp_path / "pack.pdf").read_bytes()
        assert "Sale of Canal Wharf depot" in _texts(tmp_path / "pack (exempt).pdf")[0]

    @pytest.mark.parametrize(
        ("leak", "where"),
        [
            ("As we heard the lowest bidder offered £4,182,350 for five years with two options", "page 7"),
            ("The network costs £4,182,350 in all.", "page 7"),
            ("See Bids received for the network.", "page 7"),
        ],
    )
    def they_are_found_where_public_pages_repeat_them(self, tmp_path, leak, where):
        agenda = write_pack(tmp_path, exempt=True)
        (tmp_path / "strategy.pdf").write_bytes(paper("Strategy", leak))
        with pytest.raises(Leaking, match=where):
            make_file(agenda, tmp_path / "pack.pdf")
        assert not list(tmp_path.glob("pack*"))

    def they_are_found_in_headings_that_only_the_outline_repeats(self, tmp_path):
        agenda = write_pack(tmp_path, exempt=True)
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(paper("Strategy")))
        writer.add_outline_item(title="Commercial bids of suppliers", page_number=0)
        writer.write(tmp_path / "strategy.pdf")
        with pytest.raises(
            Leaking, match="a title, name, link or description has “commercial bids of suppliers”"
        ):
            make_file(agenda, tmp_path / "pack.pdf")

    def they_are_found_in_fields_that_public_pages_bear(self, tmp_path):
        agenda = write_pack(tmp_path, exempt=True)
        made = io.BytesIO()
        sheet = canvas.Canvas(made)
        sheet.acroForm.textfield(value="The network costs £4,182,350 in all.", width=400, x=50, y=500)
        sheet.showPage()
        sheet.save()
        (tmp_path / "strategy.pdf").write_bytes(made.getvalue())
        with pytest.raises(Leaking, match="page 7 of the file has “£4,182,350”"):
            make_file(agenda, tmp_path / "pack.pdf")

    def they_are_sought_in_their_own_fields_too(self, tmp_path):
        agenda = write_pack(tmp_path, exempt=True)
        made = io.BytesIO()
        sheet = canvas.Canvas(made)
        sheet.acroForm.textfield(value="Lowest of all bids: £7,654,321", width=400, x=50, y=500)
        sheet.showPage()
        sheet.save()
        (tmp_path / "bids.pdf").write_bytes(made.getvalue())
        (tmp_path / "strategy.pdf").write_bytes(paper("Strategy", "We are told of £7,654,321 by the press."))
        with pytest.raises(Leaking, match="page 7 of the file has “£7,654,321”"):
            make_file(agenda, tmp_path / "pack.pdf")

    def they_may_have_the_heads_of_the_programs_own_tables(self, tmp_path):
        heads = "Estimated costs by theme Theme Capital Revenue Total"
        agenda = write_pack(tmp_path, exempt=True, bids=f"{heads} The bid of Northern Fibre was lowest.")
        (tmp_path / "strategy.pdf").write_bytes(paper("Strategy", f"{heads} Digital customer service"))
        make_file(agenda, tmp_path / "pack.pdf")
        (tmp_path / "strategy.pdf").write_bytes(paper("Strategy", f"{heads} The bid of Northern Fibre"))
        with pytest.raises(Leaking, match="capital revenue total the bid of"):
            make_file(agenda, tmp_path / "pack.pdf")

    def they_do_not_count_where_their_words_are_public_already(self, tmp_path):
        agenda = write_pack(tmp_path, exempt=True)
        (tmp_path / "strategy.pdf").write_bytes(paper("Strategy", "See Bids received for the network."))
        agenda.write_text('public_phrases = ["Bids received for the network"]\n' + AGENDA + EXEMPT, "utf-8")
        make_file(agenda, tmp_path / "pack.pdf")
        assert (tmp_path / "pack.pdf").exists()

    def they_may_share_the_standing_words_of_several_items(self, tmp_path):
        standing = "Report of the Director of Resources to the Executive on the ninth of October. "
        agenda = write_pack(tmp_path, exempt=True, bids=standing + "The bid of Northern Fibre was lowest.")
        (tmp_path / "strategy.pdf").write_bytes(paper("Strategy", standing))
        (tmp_path / "other.pdf").write_bytes(paper("Other", standing))
        with pytest.raises(Leaking, match="report of the director of resources"):
            make_file(agenda, tmp_path / "pack.pdf")
        agenda.write_text(AGENDA + EXEMPT + '[[items]]\ntitle = "Other"\nreport = "other.pdf"\n', "utf-8")
        make_file(agenda, tmp_path / "pack.pdf")
        (tmp_path / "other.pdf").write_bytes(
            paper("Other", standing + "The bid of Northern Fibre was lowest.")
        )
        with pytest.raises(Leaking, match=r"page 9 of the file has .*ninth of october the"):
            make_file(agenda, tmp_path / "pack.pdf")

    def they_are_not_public_papers_too(self, tmp_path):
        agenda = write_pack(tmp_path, exempt=True)
        agenda.write_text(AGENDA + EXEMPT.replace("bids.pdf", "report.pdf"), encoding="utf-8")
        with pytest.raises(Refused, match="both an exempt and a public paper"):
            make_file(agenda, tmp_path / "pack.pdf")

    def they_are_said_not_to_be_searchable_where_they_are_pictures(self, tmp_path):
        agenda = write_pack(tmp_path, exempt=True)
        writer = pypdf.PdfWriter()
        writer.add_blank_page(595, 842)
        writer.write(tmp_path / "bids.pdf")
        made = make_file(agenda, tmp_path / "pack.pdf")
        assert any("“bids.pdf” holds no text" in note for note in made.notes)


def _encrypted() -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(paper("Locked")))
    writer.encrypt("secret", algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def _without_pages() -> bytes:
    made = io.BytesIO()
    pypdf.PdfWriter().write(made)
    return made.getvalue()


class DescribeBadPapers:
    @pytest.mark.parametrize(
        ("data", "said"),
        [
            (None, "is missing"),
            (b"", "is empty"),
            (b"GIF89a", "is not a PDF"),
            (b"%PDF-1.7\nrubbish", "is damaged"),
            (_encrypted(), "password"),
            (_without_pages(), "has no pages"),
        ],
        ids=["missing", "empty", "other", "damaged", "encrypted", "no pages"],
    )
    def it_names_the_paper_in_one_sentence_and_writes_nothing(self, tmp_path, data, said):
        agenda = write_pack(tmp_path)
        (tmp_path / "strategy.pdf").unlink()
        if data is not None:
            (tmp_path / "strategy.pdf").write_bytes(data)
        (tmp_path / "pack.pdf").write_bytes(b"before")
        with pytest.raises(Refused, match=said) as fault:
            make_file(agenda, tmp_path / "pack.pdf")
        assert "strategy.pdf" in str(fault.value)
        assert "\n" not in str(fault.value)
        assert (tmp_path / "pack.pdf").read_bytes() == b"before"

    def it_refuses_or_binds_any_cut_or_altered_file_but_never_fails_otherwise(self, tmp_path):
        agenda = write_pack(tmp_path)
        whole = paper("Strategy", "One.", "Two.")
        for cut in range(200, len(whole), len(whole) // 12):
            for data in (whole[:cut], whole[:cut] + b"\0\xff<<[(" * 8 + whole[cut + 40 :]):
                (tmp_path / "strategy.pdf").write_bytes(data)
                pack, layout = read_pack(agenda)
                with (
                    contextlib.suppress(Refused),
                    papers_ready(pack, layout, tmp_path, lambda part, what: None) as ready,
                ):
                    bound_editions(ready, lambda done, what, name: None)

    def it_says_when_libreoffice_is_wanting(self, tmp_path, monkeypatch):
        agenda = write_pack(tmp_path)
        (tmp_path / "cover.docx").write_bytes(b"PK")
        agenda.write_text(AGENDA.replace("report.pdf", "cover.docx"), encoding="utf-8")
        monkeypatch.setattr("app.services.packs.papers.office", lambda: None)
        with pytest.raises(Refused, match=r"“cover.docx” is a Word document, and LibreOffice"):
            make_file(agenda, tmp_path / "pack.pdf")

    @pytest.mark.parametrize("name", ["cover.docx", "cover.odt", "cover.doc", "cover.rtf"])
    def it_refuses_a_document_that_is_none_inside(self, tmp_path, name):
        agenda = write_pack(tmp_path)
        (tmp_path / name).write_bytes(b"hello")
        agenda.write_text(AGENDA.replace("report.pdf", name), encoding="utf-8")
        with pytest.raises(
            Refused, match=rf"“{name}” is damaged, or no \{Path(name).suffix} document inside"
        ):
            make_file(agenda, tmp_path / "pack.pdf")


class DescribeDescriptions:
    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            ("9 October 2017", "31 February 2017", r"agenda.toml: line 3: date: .*not a date"),
            ("9 October 2017", "Tuesday 9 October 2017", "line 3: date: 9 October 2017 is a Monday"),
            ("29 September 2017", "10 October 2017", "line 6: published: .*after the meeting"),
            ('title = "Digital', 'titel = "Digital', r"line 13: items\[2\].titel is not a setting"),
            ('title = "The strategy"', "exempt = true", r"line 15: items\[2\].appendices\[1\].paragraph"),
        ],
    )
    def they_are_faulted_by_file_line_and_key(self, tmp_path, old, new, said):
        agenda = write_pack(tmp_path)
        agenda.write_text(AGENDA.replace(old, new), encoding="utf-8")
        with pytest.raises(Refused, match=said):
            make_file(agenda, tmp_path / "pack.pdf")
