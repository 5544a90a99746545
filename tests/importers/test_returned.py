"""A Word copy that comes back: untouched it is the same strategy, edited it is what its page shows."""

import os
import random
import re
import shutil
import subprocess
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from lxml import etree
from msgspec import structs

from app.document.strategy import build_strategy
from app.exporters.docx import docx_bytes
from app.importers.guard import Limits
from app.importers.proposal import Proposal
from app.importers.returned import take_back
from app.importers.returned.page import paragraphs_in
from app.importers.returned.values import Unreadable, read_value
from app.importers.source import Source
from app.importers.word.document import read_word
from app.models import nodes
from app.models.content import Content
from app.models.house import outlined
from app.models.nodes import (
    Cost,
    Glossary,
    HistoryRow,
    Node,
    Principle,
    Principles,
    Priority,
    Section,
    Strategy,
    Term,
    Theme,
    Vision,
    to_json,
)
from app.models.text import Item, List, Paragraph, Picture, Run, blocks_text, plain, runs_text
from app.models.tree import find, walk
from app.services.houses import load_houses
from tests.full_trees import Growing
from tests.trees import PICTURES, strategies
from tests.word_edits import (
    W,
    at_random,
    edited,
    paragraph_with,
    remove,
    replace,
    retype,
    row_with,
    styled,
    unmarked_copy,
)

HOUSES = load_houses()


def council() -> Content:
    """A small strategy with lists, headings, a glossary, costs and a version table."""
    priorities = (
        Priority(
            id="p1",
            title="Website",
            body=plain("Replace the website."),
            owner="Head of ICT",
            end="2027-03-31",
        ),
        Priority(id="p2", body=plain("Open a help desk.")),
        Priority(id="p3", body=plain("Publish waiting times.")),
    )
    costs = (Cost(id="c1", title="Licences", year="2026/27", capital=Decimal("1250.50"), source="Reserve"),)
    first = Theme(
        id="t1", title="Customers", body=plain("People come first."), children=(*priorities, *costs)
    )
    second = Theme(
        id="t2", title="Places", children=(Priority(id="p4", body=plain("Fibre for every street.")),)
    )
    terms = (
        Term(id="g1", title="ICT", body=plain("Technology.")),
        Term(id="g2", title="AI", body=plain("Machines.")),
    )
    root = Strategy(
        id="s", title="Digital strategy", organisation="Cyngor Dŵr", period="2026–2030", author="Siân",
        history=(
            HistoryRow("V1", "1 May 2025", "First draft", "None"), HistoryRow("V2", "2 June 2025", "Costs", "Ours"),
        ),
        children=(
            Section(id="b", title="Background", body=plain("We began in 2017.\nMuch has changed.")),
            Section(id="d", title="Drivers", body=plain("Money is short.")),
            Vision(id="v", title="Our vision", statement=plain("A place to be proud of."), children=(first, second)),
            Principles(id="q", title="Principles", children=(Principle(id="q1", title="Open", body=plain("Share.")),)),
            Glossary(id="g", title="Glossary", children=terms),
        ),
    )  # fmt: skip
    return Content(root)


def exported(content: Content, house: str = "plain") -> bytes:
    return docx_bytes(build_strategy(content, HOUSES[house], version="V3", date="2026-03-01"))


def read(file: bytes, folder: Path) -> Source:
    path = folder / "copy.docx"
    path.write_bytes(file)
    return read_word(path, Limits())


def taken(file: bytes, folder: Path) -> Proposal:
    proposal = take_back(read(file, folder))
    assert proposal is not None
    return proposal


@pytest.fixture
def after(tmp_path: Path) -> Callable[..., Node]:
    """The strategy that comes back once the page has been edited."""

    def edit(change: Callable[["etree._Element"], None], house: str = "plain") -> Node:
        return taken(edited(exported(council(), house), change), tmp_path).content.root

    return edit


def restyle(body: "etree._Element", words: str, style: str) -> None:
    """Gives the first paragraph with these words another style."""
    chosen = paragraph_with(body, words).find(f"{W}pPr/{W}pStyle")
    assert chosen is not None
    chosen.set(f"{W}val", style)


def text_of(root: Node, id: str) -> str:
    return blocks_text(find(root, id).body)


class DescribeAnUntouchedCopy:
    @pytest.mark.parametrize("house", sorted(HOUSES))
    @settings(
        max_examples=4,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=(
            HealthCheck.too_slow,
            HealthCheck.data_too_large,
            HealthCheck.function_scoped_fixture,
        ),
    )
    @given(content=strategies())
    def it_is_the_same_strategy(self, content: Content, house: str, tmp_path_factory: pytest.TempPathFactory):
        folder = tmp_path_factory.getbasetemp()
        proposal = taken(exported(content, house), folder)
        assert proposal.content.fingerprint == content.fingerprint
        assert proposal.notes == ()

    @pytest.mark.parametrize("house", sorted(HOUSES))
    def it_keeps_the_headings_of_the_outline_that_it_does_not_show(self, house: str, tmp_path: Path):
        vision = Vision(title="Our vision", statement=plain("A place to be proud of."))
        root = outlined(HOUSES[house], "Digital strategy")
        content = Content(structs.replace(root, children=(*root.children, vision)))
        proposal = taken(exported(content, house), tmp_path)
        assert proposal.content.fingerprint == content.fingerprint
        assert proposal.notes == ()

    def it_needs_content_and_bookmarks(self, tmp_path: Path):
        source = read(exported(council()), tmp_path)
        bare = Source(source.blocks)
        assert take_back(bare) is None
        assert take_back(Source(bare.blocks[:0], content=source.content)) is None
        assert take_back(Source(source.blocks, content=b"{}")) is None

    def it_survives_being_saved_by_libreoffice(self, tmp_path: Path):
        if shutil.which("soffice") is None:
            pytest.skip("needs LibreOffice")
        (tmp_path / "sent.docx").write_bytes(exported(council(), "wrexham"))
        command = [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "docx",
        ]
        command += ["--outdir", str(tmp_path / "saved"), str(tmp_path / "sent.docx")]
        subprocess.run(command, capture_output=True, check=True, env={**os.environ, "HOME": str(tmp_path)})
        proposal = taken((tmp_path / "saved/sent.docx").read_bytes(), tmp_path)
        assert proposal.content.fingerprint == council().fingerprint


class DescribeAnEditedCopy:
    def it_takes_reworded_text_and_keeps_what_the_page_does_not_show(self, after: Callable[..., Node]):
        root = after(lambda body: replace(paragraph_with(body, "began in 2017"), "2017", "2018"))
        assert text_of(root, "b") == "We began in 2018.\nMuch has changed."
        assert find(root, "p1") == find(council().root, "p1")

    def it_takes_a_reworded_heading_without_its_number(self, after: Callable[..., Node]):
        root = after(
            lambda body: replace(paragraph_with(body, "Background"), "Background", "The past"), "wrexham"
        )
        assert find(root, "b").title == "The past"

    def it_takes_a_reworded_lead_in(self, after: Callable[..., Node]):
        root = after(lambda body: replace(paragraph_with(body, "Website"), "Website", "New website"))
        assert find(root, "p1").title == "New website"
        assert text_of(root, "p1") == "Replace the website."

    def it_lets_deleted_words_rest(self, after: Callable[..., Node]):
        root = after(lambda body: remove(paragraph_with(body, "Much has changed")))
        assert text_of(root, "b") == "We began in 2017."

    def it_removes_a_part_whose_words_are_gone(self, after: Callable[..., Node]):
        def delete(body: "etree._Element") -> None:
            remove(paragraph_with(body, "Drivers"))
            remove(paragraph_with(body, "Money is short"))
            remove(paragraph_with(body, "Open a help desk"))

        root = after(delete)
        assert {"d", "p2"}.isdisjoint(root.ids)
        assert {"b", "p1", "p3"} <= root.ids

    def it_takes_a_new_paragraph_into_the_text_before_it(self, after: Callable[..., Node]):
        root = after(lambda body: paragraph_with(body, "Much has").addnext(styled("And more will.")))
        assert text_of(root, "b").endswith("Much has changed.\nAnd more will.")

    def it_makes_a_new_list_item_a_new_part(self, after: Callable[..., Node]):
        def add(body: "etree._Element") -> None:
            item = paragraph_with(body, "Open a help desk")
            item.addnext(unmarked_copy(item, "Answer every letter."))

        theme = find(after(add), "t1")
        assert [blocks_text(child.body) for child in theme.children if child.kind == "priority"] == [
            "Replace the website.", "Open a help desk.", "Answer every letter.", "Publish waiting times.",
        ]  # fmt: skip

    def it_makes_a_new_heading_a_section_that_takes_what_follows(self, after: Callable[..., Node]):
        root = after(
            lambda body: paragraph_with(body, "Much has").addprevious(styled("The present", "Heading1"))
        )
        titles = [child.title for child in root.children]
        assert titles[:3] == ["Background", "The present", "Drivers"]
        assert blocks_text(root.children[1].body) == "Much has changed."
        assert text_of(root, "b") == "We began in 2017."

    def it_makes_a_paragraph_that_became_a_heading_a_section(self, after: Callable[..., Node]):
        root = after(lambda body: restyle(body, "We began", "Heading1"))
        assert [child.title for child in root.children][:3] == ["Background", "We began in 2017.", "Drivers"]
        assert blocks_text(root.children[1].body) == "Much has changed."
        assert not find(root, "b").body

    @pytest.mark.parametrize("house", ["plain", "wrexham"])
    def it_takes_a_heading_that_became_a_paragraph_into_the_text_before_it(
        self, after: Callable[..., Node], house: str
    ):
        root = after(lambda body: restyle(body, "Drivers", "BodyText"), house)
        assert "d" not in root.ids
        assert text_of(root, "b") == "We began in 2017.\nMuch has changed.\nDrivers\nMoney is short."

    def it_keeps_the_parts_of_a_page_that_has_no_headings_any_more(self, after: Callable[..., Node]):
        def without_headings(body: "etree._Element") -> None:
            for style in body.iter(f"{W}pStyle"):
                if (style.get(f"{W}val") or "").startswith("Heading"):
                    style.set(f"{W}val", "BodyText")

        assert text_of(after(without_headings), "d") == "Money is short."

    def it_follows_an_item_moved_among_its_siblings_and_to_another_theme(self, after: Callable[..., Node]):
        def move(body: "etree._Element") -> None:
            paragraph_with(body, "Publish waiting").addnext(paragraph_with(body, "Website"))
            paragraph_with(body, "Fibre for").addnext(paragraph_with(body, "Open a help desk"))

        root = after(move)
        ids = [
            [child.id for child in find(root, id).children if child.kind == "priority"] for id in ("t1", "t2")
        ]
        assert ids == [["p3", "p1"], ["p4", "p2"]]

    def it_follows_items_moved_above_others_with_their_rows_in_the_tables_below(
        self, after: Callable[..., Node]
    ):
        def move(body: "etree._Element") -> None:
            for words in ("Open a help desk", "Website"):
                paragraph_with(body, "Places").addnext(paragraph_with(body, words))

        root = after(move)
        ids = [
            [child.id for child in find(root, id).children if child.kind == "priority"] for id in ("t1", "t2")
        ]
        assert ids == [["p3"], ["p1", "p2", "p4"]]
        assert find(root, "p1").owner == "Head of ICT"  # pyright: ignore[reportAttributeAccessIssue]

    def it_takes_a_paragraph_moved_under_another_heading_into_that_text(self, after: Callable[..., Node]):
        root = after(
            lambda body: paragraph_with(body, "Money is short").addnext(paragraph_with(body, "Much has"))
        )
        assert text_of(root, "b") == "We began in 2017."
        assert text_of(root, "d") == "Money is short.\nMuch has changed."

    def it_removes_an_item_whose_dates_still_stand_in_a_table(self, after: Callable[..., Node]):
        root = after(lambda body: remove(paragraph_with(body, "Replace the website")))
        assert "p1" not in root.ids

    def it_reads_dates_and_sums_back(self, after: Callable[..., Node]):
        def edit(body: "etree._Element") -> None:
            retype(paragraph_with(body, "31 March 2027"), "30 April 2027")
            retype(paragraph_with(row_with(body, "Licences"), "1,250.50"), "£2,000")

        root = after(edit)
        assert getattr(find(root, "p1"), "end") == "2027-04-30"  # noqa: B009
        assert getattr(find(root, "c1"), "capital") == Decimal(2000)  # noqa: B009

    def it_takes_rows_added_to_and_cut_from_a_table(self, after: Callable[..., Node]):
        def edit(body: "etree._Element") -> None:
            row_with(body, "Technology.").addnext(
                unmarked_copy(row_with(body, "Technology."), "IT|The same.")
            )
            remove(row_with(body, "Machines."))

        glossary = find(after(edit), "g")
        assert [(term.title, blocks_text(term.body)) for term in glossary.children] == [
            ("ICT", "Technology."), ("IT", "The same."),
        ]  # fmt: skip

    def it_takes_changes_in_the_version_table(self, after: Callable[..., Node]):
        def edit(body: "etree._Element") -> None:
            retype(paragraph_with(body, "First draft"), "Outline")
            row_with(body, "Outline").addnext(
                unmarked_copy(row_with(body, "Outline"), "V1.5|3 May 2025|Checked|Legal")
            )

        root = after(edit)
        assert isinstance(root, Strategy)
        assert root.history == (
            HistoryRow("V1", "1 May 2025", "Outline", "None"),
            HistoryRow("V1.5", "3 May 2025", "Checked", "Legal"),
            HistoryRow("V2", "2 June 2025", "Costs", "Ours"),
        )

    def it_says_when_somebody_typed_over_generated_words(self, tmp_path: Path):
        def edit(body: "etree._Element") -> None:
            retype(paragraph_with(body, "V3, 1 March 2026"), "V9 Approved")

        proposal = taken(edited(exported(council()), edit), tmp_path)
        assert proposal.content.fingerprint == council().fingerprint
        assert any("V9 Approved" in note for note in proposal.notes)
        assert "V9 Approved" in proposal.furniture

    @pytest.mark.parametrize("house", sorted(HOUSES))
    @pytest.mark.parametrize("seed", range(2))
    def it_loses_no_word_of_the_page_and_raises_none_that_was_deleted(
        self, house: str, seed: int, tmp_path: Path
    ):
        root = Growing(random.Random(seed)).strategy()
        file = exported(Content(root), house)
        before = read(file, tmp_path)
        now = read(edited(file, at_random(random.Random(seed))), tmp_path)
        proposal = take_back(now)
        assert proposal is not None
        tree = tokens(to_json(proposal.content.root).decode().replace("\\n", " "))
        told = tokens(" ".join(proposal.furniture))
        notices = tokens(f"{root.held_at} {root.review_date}")
        assert len(visible(now) - visible(before)) > 10
        assert visible(now) <= tree | told
        assert not ((visible(before) - visible(now) - notices) & tree)
        assert len({node.id for node in walk(proposal.content.root)}) == len(
            list(walk(proposal.content.root))
        )


def tokens(text: str) -> set[str]:
    return set(re.findall(r"\b(?:w|zq)\d+", text))


def visible(source: Source) -> set[str]:
    return tokens(" ".join(runs_text(p.runs) for block in source.blocks for p in paragraphs_in(block)))


class DescribeValues:
    @pytest.mark.parametrize(
        ("type", "text", "embedded", "value"),
        [
            ("date", "20 June 2026", "2026-06-20", "2026-06-20"),
            ("date", "20 Mehefin 2026", "2026-06-20", "2026-06-20"),
            ("date", "20/06/2026", "", "2026-06-20"),
            ("date", "31 February 2026", "", "31 February 2026"),
            ("money", "−£1,250.50", Decimal(0), Decimal("-1250.50")),
            ("money", "–", Decimal(5), Decimal(0)),
            ("percent", "50%", 10, 50),
            ("yesno", "Yes", False, True),
            ("line", "Head of  ICT", "Head of ICT", "Head of ICT"),
        ],
    )
    def it_reads_what_a_page_writes(self, type: str, text: str, embedded: object, value: object):
        assert read_value(type, text, embedded) == value

    @pytest.mark.parametrize(
        ("type", "text"),
        [("money", "about £3m"), ("percent", "half"), ("percent", "9" * 5000), ("yesno", "perhaps")],
    )
    def it_refuses_what_is_no_value(self, type: str, text: str):
        with pytest.raises(Unreadable):
            read_value(type, text, 0)


class DescribePicturesOfATextThatWasEdited:
    @pytest.mark.parametrize("width", [0, 55.6])
    def it_keeps_the_width_that_they_were_sent_with(self, width: float, tmp_path: Path):
        picture, bytes_of = next(iter(PICTURES.items()))
        body = (*plain("We spend £4m."), Picture(picture, "A warm house", width))
        root = nodes.Strategy(
            id="s", title="Energy", children=(nodes.Section(id="b", title="Background", body=body),)
        )
        file = edited(
            exported(Content(root, {picture: bytes_of})),
            lambda page: replace(paragraph_with(page, "We spend"), "£4m", "£5m"),
        )
        (section,) = taken(file, tmp_path).content.root.children
        assert isinstance(section, nodes.Section)
        assert section.body == (*plain("We spend £5m."), body[-1])


class DescribeAnAimPrintedAsAnItem:
    def it_keeps_a_list_that_the_page_sets_one_level_deeper(self, tmp_path: Path):
        picture, bytes_of = next(iter(PICTURES.items()))
        item = Item((Paragraph((Run("Cheaper", bold=True), Run(" "), Run("heat for all", bold=True))),))
        aim = (Picture(picture, "A warm house"), List((item,)))
        vision = nodes.Vision(id="v", title="Vision", children=(nodes.Theme(id="t", title="Homes", aim=aim),))
        root = nodes.Strategy(id="s", title="Energy", children=(vision,))
        content = Content(root, {picture: bytes_of})
        assert taken(exported(content, "blackpool"), tmp_path).content.root == root
