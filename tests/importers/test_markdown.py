from pathlib import Path

import pytest

from app.importers.guard import Limits
from app.importers.markdown import read_markdown
from app.importers.source import ListMark, Source, SourceParagraph, SourcePicture, SourceTable
from app.models.errors import Refused
from app.models.text import Run
from tests.importers.word_files import PNG, paragraphs, texts


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inner = tmp_path / "strategy"
    inner.mkdir()
    return inner


def read(folder: Path, text: str) -> Source:
    path = folder / "a.md"
    path.write_text(text, encoding="utf-8")
    return read_markdown(path, Limits())


class DescribeMarkdown:
    def it_reads_headings_and_runs(self, folder: Path) -> None:
        source = read(
            folder,
            "# Our *vision*\n\nOne **bold**\nand [link](https://example.org) `code`  \nnext\n\nUnder\n===\n",
        )
        heading, body, under = source.blocks
        assert isinstance(heading, SourceParagraph)
        assert isinstance(body, SourceParagraph)
        assert isinstance(under, SourceParagraph)
        assert (heading.outline, heading.runs) == (1, (Run("Our "), Run("vision", italic=True)))
        assert body.runs == (
            Run("One "),
            Run("bold ", bold=True),
            Run("and "),
            Run("link", link="https://example.org"),
            Run(" code\nnext"),
        )
        assert under.outline == 1

    def it_marks_list_items_by_level_kind_and_list(self, folder: Path) -> None:
        source = read(folder, "3. three\n4. four\n   - nested\n\n     more\n\n\n- apart\n")
        assert [(texts([x])[0], x.mark, x.label) for x in paragraphs(source.blocks)] == [
            ("three", ListMark(0, True, "1"), "3."),
            ("four", ListMark(0, True, "1"), "4."),
            ("nested", ListMark(1, False, "2"), ""),
            ("more", None, ""),
            ("apart", ListMark(0, False, "3"), ""),
        ]

    def it_reads_tables_with_their_header_row(self, folder: Path) -> None:
        (grid,) = read(folder, "| Ref | Lead |\n|---|---|\n| 1 | two<br>lines |\n| 2 | |\n").blocks
        assert isinstance(grid, SourceTable)
        assert (grid.header_rows, grid.columns, len(grid.rows)) == (1, 2, 3)
        assert texts([grid]) == ["Ref", "Lead", "1", "two\nlines", "2"]

    def it_takes_html_for_text_and_drops_comments_outside_code(self, folder: Path) -> None:
        source = read(
            folder, "A <b>x</b> <!-- note\n\nto self --> b\n\n```\n<!-- kept -->\n```\n<!-- unended"
        )
        assert texts(source.blocks) == ["A <b>x</b>  b", "<!-- kept -->", "<!-- unended"]
        assert source.notes == ("1 HTML comment was left out.",)

    def it_reads_what_stands_above_the_document(self, folder: Path) -> None:
        source = read(folder, "---\ntitle: 'Digital strategy'\nAuthor: A. N. Other\n---\n\nWords\n")
        assert source.properties == {"title": "Digital strategy", "author": "A. N. Other"}
        assert texts(source.blocks) == ["Words"]

    def it_links_to_web_and_mail_only(self, folder: Path) -> None:
        source = read(
            folder, "[a](file:///etc/passwd) [b](//host/share) [c](javascript:x) [d](mailto:x@example.org)\n"
        )
        (only,) = source.blocks
        assert isinstance(only, SourceParagraph)
        assert {run.link for run in only.runs} == {"", "mailto:x@example.org"}
        assert texts([only]) == ["a b c d"]
        assert len(source.notes) == 1

    def it_refuses_nesting_in_which_words_would_be_lost(self, folder: Path) -> None:
        for sign in ("> ", "- "):
            with pytest.raises(Refused, match="nested"):
                read(folder, sign * 500 + "words")


class DescribePicturesInMarkdown:
    def it_keeps_those_in_the_documents_folder(self, folder: Path) -> None:
        (folder / "sub dir").mkdir()
        (folder / "sub dir" / "map.png").write_bytes(PNG)
        picture, words = read(folder, "![A map](<sub dir/map.png>)\n\nwords\n").blocks
        assert isinstance(picture, SourcePicture)
        assert picture.alt == "A map"
        assert texts([words]) == ["words"]

    @pytest.mark.parametrize(
        "address",
        ["https://example.org/x.png", "../outside.png", "/etc/x.png", "//host/share/x.png", "file:x.png", "none.png",
         "link.png", "text.png", "%2e%2e/outside.png", "c:/x.png"],
    )  # fmt: skip
    def it_takes_none_from_elsewhere_but_keeps_their_words(self, folder: Path, address: str) -> None:
        (folder.parent / "outside.png").write_bytes(PNG)
        (folder / "link.png").symlink_to(folder.parent / "outside.png")
        (folder / "text.png").write_text("no picture")
        source = read(folder, f"![A map]({address})\n")
        assert not source.pictures
        assert texts(source.blocks) == ["A map"]
        assert len(source.notes) == 1
