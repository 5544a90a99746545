"""The formal document of a strategy: nothing lost, everything traced, numbers and approvals worked out."""

import random
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from app.document.control import control_rows
from app.document.linking import links, targets
from app.document.nodes import Contents, Cover, Document, Figure, Heading, List, Paragraph, Part, Table
from app.document.prose import generated
from app.document.strategy import build_strategy
from app.models import nodes, tree
from app.models.approval import Approval
from app.models.content import Content, content_json
from app.models.control import VersionRow
from app.models.house import House, outlined
from app.models.nodes import HistoryRow, SheetRow, Strategy
from app.models.text import Item as ItemBlock
from app.models.text import List as ListBlock
from app.models.text import Paragraph as P
from app.models.text import Picture, Run, blocks_text, plain
from app.models.tree import rich_fields, walk
from app.services.houses import load_houses
from tests.full_trees import Growing, printed_words

HOUSES = load_houses()
seeds = st.integers(0, 10**9)
house_keys = st.sampled_from(sorted(HOUSES))


def grown(seed: int, *, full: bool = False) -> Strategy:
    return Growing(random.Random(seed), full=full).strategy()


def built(root: Strategy, key: str = "plain", **more: object) -> Document:
    return build_strategy(Content(root), HOUSES[key], **more)  # type: ignore[arg-type]


def inside(parts: Sequence[Part]) -> Iterator[Part]:
    """Every part, also those in lists and tables."""
    for part in parts:
        yield part
        if isinstance(part, List):
            for item in part.items:
                yield from inside(item.blocks)
        elif isinstance(part, Table):
            for row in part.rows:
                for cell in row.cells:
                    yield from inside(cell.blocks)


def text(part: Heading | Paragraph) -> str:
    return "".join(span.text for span in part.spans)


def all_text(document: Document) -> str:
    said = [text(part) for part in inside(document.parts) if isinstance(part, Heading | Paragraph)]
    said += [part.caption for part in inside(document.parts) if isinstance(part, Table | Figure)]
    said += [part.alt for part in inside(document.parts) if isinstance(part, Figure)]
    if cover := document.cover:
        said += [cover.title, cover.organisation, cover.period]
    return "\n".join(said)


def headings(document: Document) -> list[str]:
    found = (part for part in document.parts if isinstance(part, Heading))
    return [f"{part.number} {text(part)}".strip() for part in found]


class DescribeEveryDocument:
    @settings(max_examples=50)
    @given(seeds, house_keys)
    def it_holds_every_word_of_the_tree(self, seed: int, key: str):
        root = grown(seed)
        there = {word.strip(".;") for word in all_text(built(root, key)).split()}
        missing = [(id, field) for id, field, line in printed_words(root) if not set(line.split()) <= there]
        assert missing == []

    @settings(max_examples=50)
    @given(seeds, house_keys)
    def it_says_of_every_text_whose_it_is(self, seed: int, key: str):
        root = grown(seed)
        traced: dict[tuple[str, str], list[str]] = {}
        for part in inside(built(root, key).parts):
            if isinstance(part, Heading | Paragraph) and part.node and not part.generated:
                lead = getattr(part, "lead", 0)
                if lead:
                    traced.setdefault((part.node, "title"), []).append(part.spans[0].text)
                traced.setdefault((part.node, part.field), []).append(
                    "".join(s.text for s in part.spans[lead:])
                )
            elif isinstance(part, Figure) and part.node:
                traced.setdefault((part.node, part.field), []).append(part.alt)
            elif isinstance(part, Table) and part.node and part.caption:
                traced.setdefault((part.node, part.field), []).append(part.caption)
        for node in walk(root):
            for name, blocks in rich_fields(node):
                if blocks:
                    assert "\n".join(traced[node.id, name]) == blocks_text(blocks), (node.kind, name)
            if node.title and node is not root:
                assert traced[node.id, "title"] == [node.title], node.kind

    @settings(max_examples=50)
    @given(seeds, house_keys)
    def it_has_no_link_that_leads_nowhere_and_no_anchor_twice(self, seed: int, key: str):
        parts = built(grown(seed), key).parts
        anchors = [target.anchor for target in targets(parts)]
        assert len(anchors) == len(set(anchors))
        assert set(links(parts)) <= set(anchors)

    @settings(max_examples=50)
    @given(seeds, house_keys)
    def it_skips_no_level_of_heading(self, seed: int, key: str):
        last = 0
        for part in built(grown(seed), key).parts:
            if isinstance(part, Heading):
                assert 1 <= part.level <= min(last + 1, 6)
                last = part.level

    @settings(max_examples=50)
    @given(seeds, house_keys)
    def it_is_the_same_for_the_same_content(self, seed: int, key: str):
        assert built(grown(seed), key) == built(grown(seed), key)

    @pytest.mark.parametrize("key", sorted(HOUSES))
    def it_gives_every_part_with_a_title_a_place_to_link_to(self, key: str):
        root = grown(7, full=True)
        anchors = {target.anchor for target in targets(built(root, key).parts)}
        titled = {node.id for node in walk(root) if node.title and node.kind != "signatory"} - {root.id}
        assert titled - anchors == set()

    def it_carries_the_canonical_content_and_its_fingerprint(self):
        root = grown(3)
        document = built(root, version="V8", date="2026-06-20")
        assert document.content == content_json(Content(root))
        about = document.properties
        assert (about.fingerprint, about.strategy, about.version) == (root.fingerprint, root.id, "V8")
        assert about.date == "2026-06-20T00:00:00Z"
        assert root.fingerprint[:12] in document.furniture.foot_left
        assert document.furniture.foot_right == "Page {page} of {pages}"


VISION = nodes.Vision(
    id="v", title="Our vision", statement=plain("A borough online."), themes_lead=plain("We will:"),
    children=(
        nodes.Theme(id="t1", title="Place", aim=plain("Fibre in every street."), children=(
            nodes.Priority(id="p1", title="Ducts", body=plain("Lay ducts."), owner="Head of Works", start="2026-04-01"),
        )),
        nodes.Theme(id="t2", title="People", aim=plain("Skills for all.")),
    ),
)  # fmt: skip
PARTS = (
    nodes.Foreword(id="f", body=plain("Welcome.")),
    nodes.Section(id="s1", title="Purpose", children=(nodes.Section(id="s2", title="Scope"),)),
    VISION,
    nodes.Section(id="s3", title="After the vision"),
    nodes.Principles(id="ps", children=(nodes.Principle(id="pr", title="Open", body=plain("Be open.")),)),
    nodes.Risks(
        id="rs",
        children=(nodes.Risk(id="r", title="Delay", body=plain("It slips."), response=plain("Plan.")),),
    ),
    nodes.Appendix(id="a", title="Figures", children=(nodes.Section(id="a1", title="Sums"),)),
)


def strategy(**more: object) -> Strategy:
    return Strategy(id="root", title="Digital Strategy", children=PARTS, **more)  # type: ignore[arg-type]


class DescribeTheOrderOfParts:
    def it_is_the_trees_own_in_the_plain_style(self):
        assert headings(built(strategy()))[2:] == [
            "Foreword", "1 Purpose", "1.1 Scope", "2 Our vision", "2.1 Place", "2.2 People", "3 After the vision",
            "4 Guiding principles", "Principle 1 – Open", "5 Risks", "Appendix A – Figures", "A.1 Sums",
        ]  # fmt: skip

    def it_puts_the_themes_after_the_principles_in_wrexhams(self):
        assert headings(built(strategy(), "wrexham"))[2:] == [
            "Foreword", "1 Purpose", "1.1 Scope", "2 Our vision", "3 After the vision", "4 Guiding principles",
            "Principle 1 – Open", "5 Strategic themes", "5.1 Place", "5.2 People", "6 Risks", "Appendix A – Figures",
            "A.1 Sums",
        ]  # fmt: skip

    def it_puts_the_priorities_after_the_risks_and_the_control_sheet_last_in_blackpools(self):
        document = built(strategy(), "blackpool")
        assert isinstance(document.parts[0], Contents)
        assert headings(document) == [
            "Foreword", "Purpose", "Scope", "Our vision", "After the vision", "Principles", "Risks", "Priorities",
            "Place", "People", "Appendix A – Figures", "Sums", "Document control", "Version control",
        ]  # fmt: skip

    def it_numbers_work_streams_and_their_priorities_in_blackburns(self):
        document = built(strategy(), "blackburn")
        assert "Work stream 1 – Place" in headings(document)
        [ducts] = [i for p in document.parts if isinstance(p, List) for i in p.items if i.node == "p1"]
        assert ducts.number == "1.1"

    @pytest.mark.parametrize("slogan", ["", "Near to all"])
    def it_keeps_a_statement_with_its_slogan(self, slogan: str):
        root = Strategy(id="root", title="T", children=(structs.replace(VISION, slogan=slogan),))
        said = [part for part in built(root, "plain").parts if isinstance(part, Paragraph)]
        assert [part.keep for part in said if part.role == "statement"] == [bool(slogan)]

    def it_shows_the_aims_once_in_the_vision_where_the_house_lists_them(self):
        aims = [
            part
            for part in inside(built(strategy(), "blackpool").parts)
            if getattr(part, "field", "") == "aim"
        ]
        assert [text(part) for part in aims if isinstance(part, Paragraph)] == [
            "Fibre in every street.",
            "Skills for all.",
        ]

    @pytest.mark.parametrize(("own_list", "generated"), [(False, ["5.1 Place", "5.2 People"]), (True, [])])
    def it_lists_the_themes_unless_the_author_has_listed_them(self, own_list: bool, generated: list[str]):
        lead = (
            (ListBlock((ItemBlock(plain("Place")), ItemBlock(plain("People")))),)
            if own_list
            else plain("They are:")
        )
        parts = (*PARTS[:2], structs.replace(VISION, themes_lead=lead), *PARTS[3:])
        document = built(Strategy(id="root", title="T", children=parts), "wrexham")
        links = [
            p for p in inside(document.parts) if isinstance(p, Paragraph) and p.generated and p.spans[:1]
        ]
        assert [text(p) for p in links if p.spans[0].link in ("#t1", "#t2")] == generated

    def it_uses_the_authors_own_heading_over_the_themes(self):
        vision = structs.replace(VISION, themes_title="What we will do")
        root = Strategy(id="root", title="T", children=(vision,))
        assert "What we will do" in headings(built(root, "blackpool"))
        assert "Priorities" not in headings(built(root, "blackpool"))


def sheet_of(document: Document) -> dict[str, str]:
    [table] = [part for part in document.parts if isinstance(part, Table) and part.role == "sheet"]
    assert table.row_headers
    return {
        " ".join(text(b) for b in row.cells[0].blocks if isinstance(b, Paragraph)):
        " ".join(text(b) for b in row.cells[1].blocks if isinstance(b, Paragraph))
        for row in table.rows
    }  # fmt: skip


class DescribeTheControlSheet:
    def it_never_prints_what_an_imported_copy_said_of_its_approval(self):
        root = strategy(stated_approval="Pending", author="A. Jones")
        document = built(root, "wrexham")
        sheet = sheet_of(document)
        assert sheet["Approved by:"] == "Not yet approved"
        assert sheet["Approved date:"] == ""
        assert "Pending" not in all_text(document)

    def it_names_the_body_and_the_day_of_the_approving_decision(self):
        document = built(
            strategy(), "wrexham", version="V8", approval=Approval("Executive Board", "2017-06-20")
        )
        assert sheet_of(document)["Approved by:"] == "Executive Board"
        assert sheet_of(document)["Approved date:"] == "20/06/2017"
        assert document.cover is not None
        assert "Approved by Executive Board, 20/06/2017" in document.cover.lines

    def it_adds_what_no_row_of_the_house_shows(self):
        root = strategy(
            sheet_rows=(SheetRow("Ward", "All"),), review_date="2028-03-01", held_at="the register"
        )
        sheet = sheet_of(built(root, "plain"))
        assert sheet["Ward"] == "All"
        assert "Review date" not in sheet

    def it_says_where_the_approved_copy_is_held_and_when_it_is_reviewed(self):
        said = all_text(built(strategy(review_date="2028-03-01", held_at="the register"), "plain"))
        assert "is held here: the register." in said
        assert "Review date: 1 March 2028" in said

    def it_gives_its_rows_to_the_command_line(self):
        rows = dict(
            control_rows(strategy(author="A. Jones"), HOUSES["wrexham"], "Executive Board", "2017-06-20")
        )
        assert rows["Author(s) name:"] == "A. Jones"
        assert (rows["Approved by:"], rows["Approved date:"]) == ("Executive Board", "20/06/2017")


class DescribeTheCover:
    def cover(self, **more: object) -> Cover:
        made = built(strategy(organisation="Harbourne", period="2026–2030"), "plain", **more).cover
        assert made is not None
        return made

    def it_says_once_that_a_draft_is_one(self):
        assert self.cover() == Cover("Digital Strategy", "Harbourne", "2026–2030", (), "Draft")

    def it_names_the_version_and_its_day(self):
        assert self.cover(version="V8", date="2026-03-02").lines == ("V8, 2 March 2026",)
        assert self.cover(version="1.2").lines == ("Version 1.2",)

    def it_does_not_repeat_a_period_that_is_in_the_title(self):
        root = Strategy(id="r", title="Digital Strategy 2026–2030", period="2026–2030")
        cover = built(root).cover
        assert cover is not None
        assert cover.period == ""


class DescribeTheVersionTable:
    def rows(self, document: Document) -> list[list[str]]:
        [table] = [part for part in document.parts if isinstance(part, Table) and part.field == "history"]
        return [
            [" ".join(text(b) for b in c.blocks if isinstance(b, Paragraph)) for c in row.cells]
            for row in table.rows
        ]

    def it_holds_the_imported_rows_and_then_the_librarys(self):
        root = strategy(
            history=(
                HistoryRow("V1.0", "14/02/2018", "", "First"),
                HistoryRow("V8", "20/06/2017", "None", "Final"),
            )
        )
        versions = (VersionRow("v8", "2026-01-02"), VersionRow("V9", "2026-02-03", "Costs", ""))
        assert self.rows(built(root, "wrexham", versions=versions)) == [
            ["Version", "Date", "Brief Description of Changes", "Comments"],
            ["V1.0", "14/02/2018", "", "First"],
            ["V8", "20/06/2017", "None", "Final"],
            ["V9", "03/02/2026", "Costs", ""],
        ]

    @pytest.mark.parametrize("house", list(HOUSES))
    def it_never_lets_an_old_rows_approval_pass_for_this_texts(self, house: str):
        history = (HistoryRow("V8", "20/06/2017", "None", "Final approval by the board"),)
        said = all_text(built(strategy(history=history), house))
        if "Final approval" in said:
            assert "The standing of the text in this document: Not yet approved." in said
        approval = Approval("Executive Board", "2026-06-20")
        assert "The standing of" not in all_text(built(strategy(history=history), house, approval=approval))

    def it_says_that_a_text_is_approved_where_a_row_tells_that_it_is_pending(self):
        root = strategy(history=(HistoryRow("V8", "", "Changes", "Pending approval"),))
        said = all_text(built(root, "wrexham", approval=Approval("Executive Board", "2026-06-20")))
        assert "The standing of the text in this document: Approved by Executive Board." in said
        assert "The standing of" not in all_text(built(root, "wrexham"))

    def it_says_nothing_over_rows_that_tell_of_no_approval(self):

        root = strategy(history=(HistoryRow("V1.0", "14/02/2018", "", "First draft"),))
        said = all_text(built(root, "wrexham"))
        assert "The standing of" not in said

    def it_keeps_a_saved_version_that_says_more_than_the_imported_row(self):
        root = strategy(history=(HistoryRow("V8", "20/06/2017", "None", "Final"),))
        rows = self.rows(
            built(root, "wrexham", versions=(VersionRow("V8", "2026-01-02", "Money corrected"),))
        )
        assert [row[2] for row in rows[1:]] == ["None", "Money corrected"]


class DescribeTables:
    def it_totals_costs_exactly(self):
        costs = (
            nodes.Cost(
                id="c1", title="Fibre", year="2026/27", capital=Decimal("1200000"), revenue=Decimal("250.50")
            ),
            nodes.Cost(
                id="c2", title="Staff", year="2027/28", capital=Decimal("0.10"), revenue=Decimal("0.20")
            ),
        )
        root = Strategy(id="root", title="T", children=(nodes.Theme(id="t", title="Place", children=costs),))
        said = all_text(built(root))
        for sum in ("£1,200,000", "£250.50", "£0.10", "£1,200,000.10", "£250.70"):
            assert re.search(rf"^{re.escape(sum)}$", said, re.MULTILINE), sum

    @pytest.mark.parametrize(
        ("capital", "revenue", "said"),
        [("0", "0", ["–", "–"]), ("0", "5", ["£0", "£5"]), ("5", "-5", ["£5", "−£5"])],
    )
    def it_shows_a_cost_that_was_not_filled_in_as_that(self, capital: str, revenue: str, said: list[str]):
        cost = nodes.Cost(
            id="c", title="Fibre", year="2026/27", capital=Decimal(capital), revenue=Decimal(revenue)
        )
        root = Strategy(
            id="root", title="T", children=(nodes.Theme(id="t", title="Place", children=(cost,)),)
        )
        lines = all_text(built(root)).splitlines()
        at = lines.index("2026/27")
        assert lines[at + 1 : at + 3] == said

    def it_shows_no_total_of_themes_in_which_no_cost_was_filled_in(self):
        theme = lambda id: nodes.Theme(  # noqa: E731
            id=id, title=id, children=(nodes.Cost(id=f"{id}c", title="x", year="2026/27"),)
        )
        root = Strategy(
            id="r", title="T", children=(nodes.Vision(id="v", children=(theme("a"), theme("b"))),)
        )
        said = all_text(built(root, "blackburn"))
        assert "Estimated costs by work stream" in said
        assert "£0" not in said

    def it_sums_the_themes_of_a_vision(self):
        theme = lambda id, sum: nodes.Theme(  # noqa: E731
            id=id, title=id, children=(nodes.Cost(id=f"{id}c", year="2026/27", capital=Decimal(sum)),)
        )
        vision = nodes.Vision(id="v", children=(theme("a", 3500000), theme("b", 3800000)))
        said = all_text(built(Strategy(id="root", title="T", children=(vision,)), "blackburn"))
        assert "Estimated costs by work stream" in said
        assert "£7,300,000" in said

    def it_scores_a_risk_by_likelihood_and_impact(self):
        risk = nodes.Risk(
            id="r", title="Fraud", likelihood=4, impact=3, likelihood_after=2, impact_after=2, owner="SIRO"
        )
        root = Strategy(id="root", title="T", children=(nodes.Risks(id="rs", children=(risk,)),))
        said = all_text(built(root, "blackpool"))
        assert "4 × 3 = 12" in said
        assert "2 × 2 = 4" in said
        assert "SIRO" in said


class DescribeAHouseInWelsh:
    def it_has_its_own_words_for_everything_generated(self):
        columns = structs.replace(HOUSES["wrexham"].columns, total="Cyfanswm", what_for="Ar gyfer")
        welsh = structs.replace(HOUSES["wrexham"], columns=columns, language="cy-GB")
        costs = tuple(nodes.Cost(id=f"c{n}", year="2026/27", capital=Decimal(n)) for n in (1, 2))
        root = Strategy(id="r", title="T", children=(nodes.Theme(id="t", title="Lle", children=costs),))
        said = all_text(build_strategy(Content(root), welsh)).split("\n")
        assert {"Cyfanswm", "Ar gyfer"} <= set(said)
        assert "Total" not in said


class DescribeLinks:
    def text(self, link: str) -> tuple[str, ...]:
        body = (P((Run("see ", link=link),)),)
        root = Strategy(id="root", title="T", children=(nodes.Section(id="s", title="A", body=body),))
        [paragraph] = [p for p in built(root).parts if isinstance(p, Paragraph) and p.field == "body"]
        return tuple(span.link for span in paragraph.spans)

    @pytest.mark.parametrize("link", ["#s", "https://example.org", "mailto:a@example.org"])
    def it_keeps_links_that_lead_somewhere(self, link: str):
        assert self.text(link) == (link,)

    @pytest.mark.parametrize("link", ["#gone", "#root", "javascript:alert(1)", "file://host/x", r"\\host\x"])
    def it_makes_the_others_plain_words(self, link: str):
        assert self.text(link) == ("",)


class DescribeTerms:
    def it_calls_parts_what_the_council_calls_them(self):
        house: House = HOUSES["thurrock"]
        assert house.term("theme").one == "Programme"
        assert house.term("signatory").one == "Signatory"
        theme = nodes.Theme(id="t", title="Place", children=(nodes.Enabler(id="e", body=plain("Cloud.")),))
        assert "Technology enabler" in all_text(
            built(Strategy(id="r", title="T", children=(theme,)), "thurrock")
        )


def says(part: Part) -> bool:
    """Whether a part has words, or anything in it has."""
    if isinstance(part, List):
        return bool(part.items) and all(any(map(says, item.blocks)) for item in part.items)
    if isinstance(part, Table):
        return all(any(says(each) for cell in row.cells for each in cell.blocks) for row in part.rows)
    return not isinstance(part, Paragraph) or bool(text(part).strip())


def own_headings(root: Strategy, key: str) -> list[Heading]:
    """The headings of the strategy's own parts, not those of the control sheet and the like."""
    return [part for part in built(root, key).parts if isinstance(part, Heading) and part.node in root.ids]


class DescribeAnOutlineThatIsBeingFilled:
    def shown(self, root: Strategy, key: str) -> list[str]:
        return [f"{part.number} {text(part)}".strip() for part in own_headings(root, key)]

    @pytest.mark.parametrize("key", HOUSES)
    def it_prints_no_bullet_row_or_generated_heading_of_nothing(self, key: str):
        root = outlined(HOUSES[key], "Digital Strategy")
        assert all(says(part) for part in inside(built(root, key).parts))
        assert own_headings(root, key) == []

    def it_prints_a_heading_of_the_outline_once_it_has_a_word_or_another_title(self):
        root = outlined(HOUSES["blackpool"], "Digital Strategy", ids=iter("abcdefghijkl").__next__)
        context = next(node for node in walk(root) if node.title == "Background and context")
        sector, plan = context.children
        texted = tree.change(root, sector.id, body=plain("Budgets shrink."))
        assert self.shown(cast("Strategy", texted), "blackpool") == [
            "Background and context",
            "The local government sector",
        ]
        renamed = tree.change(root, plan.id, title="What the council plans")
        assert self.shown(cast("Strategy", renamed), "blackpool") == [
            "Background and context",
            "What the council plans",
        ]

    def it_prints_a_heading_that_the_author_made_though_another_house_would_give_it(self):
        sections = nodes.Section(title="Background", role="background"), nodes.Section(title="Purpose")
        assert self.shown(Strategy(title="T", children=sections), "wrexham") == ["1 Background", "2 Purpose"]

    def it_prints_a_part_from_its_first_word_on_and_counts_it(self):
        principles = nodes.Principles(
            children=(nodes.Principle(), nodes.Principle(title="Digital first"), nodes.Principle())
        )
        root = Strategy(
            title="T",
            children=(nodes.Section(title="Purpose"), nodes.Outcomes(), principles, nodes.Glossary()),
        )
        assert self.shown(root, "wrexham") == [
            "1 Purpose",
            "2 Guiding principles",
            "Principle 1 – Digital first",
        ]

    def it_calls_a_priority_of_which_only_the_owner_is_known_by_its_kind(self):
        theme = nodes.Theme(title="Place", children=(nodes.Priority(owner="Head of ICT"), nodes.Priority()))
        lists = [part for part in built(Strategy(children=(theme,))).parts if isinstance(part, List)]
        (item,) = lists[0].items
        assert item.blocks == (generated("Priority"),)

    def it_keeps_a_part_that_holds_nothing_but_a_picture(self):
        picture = Picture("0" * 64, "", 1.0)
        root = Strategy(children=(nodes.Appendix(body=(picture,)),))
        assert any(isinstance(part, Figure) for part in built(root).parts)
