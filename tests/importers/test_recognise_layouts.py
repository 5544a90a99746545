"""Other councils' documents, laid out in other ways: each is invented here, and each must come out right."""

from typing import Any

import pytest

from app.importers.proposal import Proposal
from app.importers.recognise import propose
from app.importers.source import (
    ListMark,
    Source,
    SourceBlock,
    SourceCell,
    SourceParagraph,
    SourceTable,
)
from app.models.nodes import Node, Strategy
from app.models.text import Run, blocks_text
from app.models.tree import walk


def p(text: str, **look: Any) -> SourceParagraph:
    """A paragraph; words between pairs of asterisks are bold."""
    runs = tuple(Run(part, bold=at % 2 == 1) for at, part in enumerate(text.split("**")) if part)
    look.setdefault("bold", all(run.bold for run in runs))
    return SourceParagraph(runs, **look)


def h(level: int, text: str, **look: Any) -> SourceParagraph:
    return p(text, outline=level, style=f"heading {level}", **look)


def li(text: str, level: int = 0, **look: Any) -> SourceParagraph:
    return p(text, mark=ListMark(level, False, "7"), style="list bullet", **look)


def table(*rows: str | tuple[str, ...], header: int = 0, **look: Any) -> SourceTable:
    """A table from rows of cells parted by bars; a semicolon and a line end part the paragraphs of a cell."""
    made = [row.split("|") if isinstance(row, str) else list(row) for row in rows]
    cells = tuple(
        tuple(SourceCell(tuple(p(line.strip()) for line in cell.split("\n") if line.strip())) for cell in row)
        for row in made
    )
    return SourceTable(cells, header, columns=max(len(row) for row in cells), **look)


def proposal(*blocks: SourceBlock, **more: Any) -> Proposal:
    return propose(Source(blocks=blocks, **more))


def root(found: Proposal) -> Strategy:
    return found.content.root


def nodes(found: Proposal, kind: str) -> list[Any]:
    return [node for node in walk(root(found)) if node.kind == kind]


def titles(found: Proposal, kind: str) -> list[str]:
    return [node.title for node in nodes(found, kind)]


def below(node: Node, kind: str) -> list[Any]:
    return [child for child in node.children if child.kind == kind]


def text(node: Any, field: str = "body") -> str:
    return blocks_text(getattr(node, field))


class DescribeDecimalHeadings:
    """A district with typed decimal numbers in heading styles and counted strategic objectives."""

    @pytest.fixture(scope="class")
    @classmethod
    def found(cls) -> Proposal:
        return proposal(
            p("Marlow Vale District Council", style="title", size=20),
            p("Digital and Data Strategy 2026 to 2030", size=28, bold=True),
            p("Appendix B"),
            p("Contents", break_before=True, bold=True),
            p("1. Foreword ........ 3"),
            p("2. Introduction\t4"),
            p("3. Strategic objectives\t5 - 9"),
            h(1, "1. Foreword", break_before=True),
            p("Every household in the vale deserves services that work the first time."),
            p("Councillor Priya Nair, Leader of the Council"),
            h(1, "2. Introduction"),
            p("This strategy says how the council will use technology."),
            h(2, "2.1 Where we are now"),
            p("Half of our forms can be filled in online."),
            h(1, "3. Strategic objectives"),
            p("Three objectives carry the strategy."),
            h(2, "3.1 Strategic objective 1: Simple services"),
            p("Residents want to do things once."),
            p("We will:"),
            li("**Rebuild the website** so that it answers questions in plain words."),
            li("Retire the paper forms that nobody needs."),
            p("These steps depend on the new contract."),
            h(3, "Success measures"),
            li("Nine in ten forms are finished without a call."),
            li("Complaints about forms fall by half."),
            h(2, "3.2 Strategic objective 2: Skilled people"),
            p("Our staff need time to learn."),
            p("We will:"),
            li("Give each team a learning day."),
            h(1, "4. Governance and monitoring"),
            p("A board meets every quarter."),
            h(1, "5. Glossary"),
            p("API – a way for two systems to talk to each other."),
            p("Cloud: computing that is rented and not owned."),
            p("MFA\ta second proof of who you are"),
            h(1, "Appendix A – Action plan"),
            table("Ref|Action|By", "1|Draw up the plan|June 2026"),
        )

    def it_reads_the_front_page(self, found: Proposal):
        assert (root(found).title, root(found).period) == ("Digital and Data Strategy", "2026 to 2030")
        assert root(found).organisation == "Marlow Vale District Council"
        assert "Appendix B" in text(root(found))

    def it_leaves_the_contents_page_out(self, found: Proposal):
        assert {
            "Contents",
            "1. Foreword ........ 3",
            "2. Introduction\t4",
            "3. Strategic objectives\t5 - 9",
        } <= set(found.furniture)

    def it_knows_who_signed_the_foreword(self, found: Proposal):
        (person,) = nodes(found, "signatory")
        assert (person.title, person.role) == ("Councillor Priya Nair", "Leader of the Council")

    def it_puts_the_objectives_under_a_vision_as_themes(self, found: Proposal):
        (vision,) = nodes(found, "vision")
        assert [child.title for child in vision.children] == ["Simple services", "Skilled people"]
        assert vision.themes_title == "Strategic objectives"
        assert text(vision, "themes_lead") == "Three objectives carry the strategy."

    def it_tells_narrative_lead_in_priorities_and_closing_apart(self, found: Proposal):
        theme = nodes(found, "theme")[0]
        assert text(theme) == "Residents want to do things once."
        assert text(theme, "lead_in") == "We will:"
        assert text(theme, "closing") == "These steps depend on the new contract."
        first, second = below(theme, "priority")
        assert (first.title, text(first)) == (
            "Rebuild the website",
            "so that it answers questions in plain words.",
        )
        assert (second.title, text(second)) == ("", "Retire the paper forms that nobody needs.")

    def it_reads_measures_under_a_theme(self, found: Proposal):
        assert len(below(nodes(found, "theme")[0], "measure")) == 2

    def it_gives_sections_their_role_and_nests_them(self, found: Proposal):
        introduction = next(node for node in nodes(found, "section") if node.title == "Introduction")
        assert introduction.role == "background"
        assert [child.title for child in introduction.children] == ["Where we are now"]
        assert (
            next(n for n in nodes(found, "section") if n.title.startswith("Governance")).role == "governance"
        )

    def it_reads_terms_from_lines(self, found: Proposal):
        terms = [(node.title, text(node)) for node in nodes(found, "term")]
        assert terms == [
            ("API", "a way for two systems to talk to each other."),
            ("Cloud", "computing that is rented and not owned."),
            ("MFA", "a second proof of who you are"),
        ]

    def it_keeps_the_appendix_with_its_table(self, found: Proposal):
        (appendix,) = nodes(found, "appendix")
        assert appendix.title == "Action plan"
        assert "Draw up the plan" in text(appendix)
        assert "Appendix A –" in found.furniture


class DescribeHandMadeHeadings:
    """A unitary without a single style: bold and large type, typed bullets, page numbers and running heads."""

    @pytest.fixture(scope="class")
    @classmethod
    def found(cls) -> Proposal:
        def page(number: int) -> list[SourceBlock]:
            return [
                p("Thornbury Unitary – ICT Strategy", size=9),
                p(f"Page {number} of 6", size=9, centred=True),
            ]

        return proposal(
            p("**ICT STRATEGY**", size=26, centred=True),
            p("2025-2028", size=16, centred=True),
            *page(1),
            p("**Our vision**", size=16, break_before=True),
            p("Our vision for the next three years is to make Thornbury", size=11),
            p("**the easiest place to get things done**", size=11, centred=True),
            p("**Guiding principles**", size=16),
            p("Five years of lessons stand behind these.", size=11),
            p("**Buy once.** We share what we buy with our neighbours.", size=11),
            p("**Open by default.** We publish what is safe to publish.", size=11),
            *page(2),
            p("**Guiding principles**", size=16, break_before=True),
            p("**Design with users.** Nothing goes live untested.", size=11),
            p("**Priorities**", size=16),
            p("**Connected homes**", size=13),
            p("Broadband reaches most of the district.", size=11),
            p("• Bring full fibre to the valley villages", size=11),
            p("• Lend tablets through libraries:", size=11),
            p("– in term time", size=11, indent=36),
            p("– and through the summer", size=11, indent=36),
            p("• Publish coverage maps", size=11),
            *page(3),
            p("**Confident staff**", size=13, break_before=True),
            p("• Train a digital champion in each service", size=11),
            p("• Replace ageing laptops", size=11),
            *page(4),
            p("This page is intentionally left blank", size=11, break_before=True),
            p("**Key risks**", size=16, break_before=True),
            table(
                "Risk|Likelihood|Impact|Mitigation|Owner",
                "A supplier fails|2|High|Keep an exit plan for each contract|Head of ICT",
                "Skills drain away|4|3|Grow our own apprentices|Head of HR",
            ),
            *page(5),
        )

    def it_finds_the_parts(self, found: Proposal):
        assert [child.kind for child in root(found).children] == ["vision", "principles", "risks"]
        assert (root(found).title, root(found).period) == ("ICT STRATEGY", "2025-2028")

    def it_keeps_the_slogan_apart(self, found: Proposal):
        (vision,) = nodes(found, "vision")
        assert vision.slogan == "the easiest place to get things done"
        assert text(vision, "statement") == "Our vision for the next three years is to make Thornbury"

    def it_reads_principles_over_a_page_break_as_one_part(self, found: Proposal):
        assert titles(found, "principle") == ["Buy once", "Open by default", "Design with users"]

    def it_takes_page_furniture_out(self, found: Proposal):
        everything = " ".join(text(node) + node.title for node in walk(root(found)))
        assert "Page" not in everything
        assert "intentionally" not in everything
        assert found.furniture.count("Thornbury Unitary – ICT Strategy") == 5

    def it_reads_typed_bullets_as_priorities_with_their_nested_ones(self, found: Proposal):
        homes, staff = nodes(found, "theme")
        assert [len(below(homes, "priority")), len(below(staff, "priority"))] == [3, 2]
        assert text(below(homes, "priority")[1]).split("\n")[1:] == ["in term time", "and through the summer"]

    def it_reads_a_risk_register(self, found: Proposal):
        first, second = nodes(found, "risk")
        assert (first.title, first.likelihood, first.impact) == ("A supplier fails", 2, 4)
        assert text(first) == ""
        assert "High" in found.furniture
        assert text(first, "response") == "Keep an exit plan for each contract"
        assert (second.likelihood, second.impact, second.owner) == (4, 3, "Head of HR")


class DescribeCapitals:
    """A Scottish council: capitals for headings, priority areas, outcomes under each, a table of measures."""

    @pytest.fixture(scope="class")
    @classmethod
    def found(cls) -> Proposal:
        return proposal(
            p("ABERLOUR ISLANDS COUNCIL"),
            p("DIGITAL STRATEGY 2026–2031"),
            p("WELCOME", break_before=True),
            p("Our islands are far apart, and good connections bring them together every day."),
            p("Mairi Sinclair"),
            p("Convener"),
            p("Iain MacLeod"),
            p("Chief Executive"),
            p("WHY WE NEED TO CHANGE"),
            p("Fewer people of working age live here each year, and more need care at home."),
            p("PRIORITY AREAS"),
            p("We have chosen two areas in which to work hardest during the next five years."),
            p("Priority area 1 – Connected islands"),
            p("Ferries, schools and clinics rely on one cable, which is a worry to us all."),
            p("Outcomes"),
            p("- Each school has two independent lines."),
            p("- Clinics can hold video appointments."),
            p("We will:"),
            p("- Lay a second cable with our partners."),
            p("- Share masts between operators."),
            p("Priority area 2 – Caring at a distance"),
            p("Sensors and video can keep people in their own homes for longer than before."),
            p("We will:"),
            p("- Lend equipment to carers."),
            p("- Train volunteers in each parish."),
            p("MEASURES OF SUCCESS"),
            table("Measure|Baseline|Target", "Homes on full fibre|31%|90%", "Clinics with video|4|22"),
        )

    def it_signs_the_welcome(self, found: Proposal):
        assert [(n.title, n.role) for n in nodes(found, "signatory")] == [
            ("Mairi Sinclair", "Convener"),
            ("Iain MacLeod", "Chief Executive"),
        ]

    def it_finds_the_themes(self, found: Proposal):
        assert titles(found, "theme") == ["Connected islands", "Caring at a distance"]
        assert [len(below(theme, "priority")) for theme in nodes(found, "theme")] == [2, 2]
        assert len(below(nodes(found, "theme")[0], "outcome")) == 2

    def it_finds_the_drivers(self, found: Proposal):
        drivers = next(node for node in nodes(found, "section") if node.title == "WHY WE NEED TO CHANGE")
        assert drivers.role == "drivers"

    def it_reads_measures_with_baseline_and_target(self, found: Proposal):
        assert [(n.title, n.baseline, n.target) for n in nodes(found, "measure")] == [
            ("Homes on full fibre", "31%", "90%"),
            ("Clinics with video", "4", "22"),
        ]


class DescribeTables:
    """A London borough that lays everything out in tables."""

    @pytest.fixture(scope="class")
    @classmethod
    def found(cls) -> Proposal:
        return proposal(
            p("London Borough of Eastmere", style="subtitle"),
            p("Smart Borough Plan", style="title"),
            h(1, "Document information", break_before=True),
            table(
                "Document title|Smart Borough Plan|Document owner|Chief Digital Officer",
                "Prepared by|Strategy Team|Approved by|Cabinet",
                "Date approved|3 March 2026|Next review|March 2028",
                "Replaces|Plan of 2021|Security marking|Public",
            ),
            h(1, "Revision history"),
            table(
                "Issue|Date|Author|Summary of changes",
                "0.1|1 May 2025|J Osei|First draft",
                "1.0|3 March 2026|J Osei|Adopted",
            ),
            p("The approved copy of this document is held on the corporate intranet."),
            h(1, "Our principles", break_before=True),
            table(
                "Principle|What it means in practice",
                "Fair|Nobody is left behind.",
                "Safe|We protect what we hold.",
            ),
            h(1, "Our priorities"),
            p("Cabinet agreed these in March."),
            table(
                "Priority|What we will do|Outcomes",
                "Cleaner air|Install street sensors\nShare the readings|Fewer bad-air days",
                "Warmer homes|Map heat loss|Lower bills",
            ),
            h(1, "What you told us"),
            table(
                "Who|What they said|Our response|In version",
                "Tenants' forum|The maps are hard to read|We drew them again|V0.4",
                "Youth council|Ask us earlier|A panel now meets each term|",
            ),
            h(1, "Funding"),
            table(
                "Scheme|Year|Capital (£000)|Revenue (£000)|Source of funding",
                "Sensors|2026/27|500|20|Reserves",
                "Maps|2027/28|0|35|Base budget",
                "Total||500|55|",
            ),
            h(1, "Abbreviations"),
            table("Term|Meaning", "AQI|Air quality index", "EPC|Energy performance certificate"),
            h(1, "Abbreviations", break_before=True),
            table("Term|Meaning", "GLA|Greater London Authority"),
        )

    def it_fills_the_control_sheet(self, found: Proposal):
        sheet = root(found)
        assert (sheet.author, sheet.supersedes, sheet.review_date) == (
            "Strategy Team",
            "Plan of 2021",
            "March 2028",
        )
        assert sheet.held_at == "on the corporate intranet"
        assert sheet.stated_approval == "Approved by Cabinet Date approved 3 March 2026"
        assert {row.label for row in sheet.sheet_rows} == {"Document owner", "Security marking"}
        assert any("Approved by Cabinet" in note for note in found.notes)

    def it_keeps_each_word_of_the_version_table(self, found: Proposal):
        rows = [(r.version, r.date, r.changes, r.comments) for r in root(found).history]
        assert rows == [
            ("0.1", "1 May 2025", "First draft", "J Osei"),
            ("1.0", "3 March 2026", "Adopted", "J Osei"),
        ]

    def it_reads_principles_from_rows(self, found: Proposal):
        assert [(n.title, text(n)) for n in nodes(found, "principle")] == [
            ("Fair", "Nobody is left behind."),
            ("Safe", "We protect what we hold."),
        ]

    def it_reads_themes_from_rows(self, found: Proposal):
        air, warmth = nodes(found, "theme")
        assert (air.title, len(below(air, "priority")), len(below(air, "outcome"))) == ("Cleaner air", 2, 1)
        assert (warmth.title, len(below(warmth, "priority"))) == ("Warmer homes", 1)

    def it_reads_responses_to_the_consultation(self, found: Proposal):
        first = nodes(found, "response")[0]
        assert (first.title, text(first), text(first, "answer")) == (
            "Tenants' forum",
            "The maps are hard to read",
            "We drew them again",
        )
        assert [each.version for each in nodes(found, "response")] == ["V0.4", ""]

    def it_reads_costs_in_pounds(self, found: Proposal):
        assert [(n.title, n.year, n.capital, n.revenue, n.source) for n in nodes(found, "cost")] == [
            ("Sensors", "2026/27", 500_000, 20_000, "Reserves"),
            ("Maps", "2027/28", 0, 35_000, "Base budget"),
        ]

    def it_joins_the_glossary_that_a_page_break_cut(self, found: Proposal):
        assert len(nodes(found, "glossary")) == 1
        assert titles(found, "term") == ["AQI", "EPC", "GLA"]
        assert found.furniture.count("Abbreviations") == 1


class DescribeOneTitleOverAll:
    """A county whose only first-level heading is the title, with themes that have outcomes, enablers and changes."""

    @pytest.fixture(scope="class")
    @classmethod
    def found(cls) -> Proposal:
        return proposal(
            h(1, "Westshire County Council Technology Strategy 2027–2030"),
            h(2, "Introduction"),
            p("Technology is how most of our work gets done."),
            h(2, "Our corporate plan"),
            p("The corporate plan has three objectives:"),
            li("Thriving places"),
            li("Healthy lives"),
            li("A greener county"),
            h(2, "Vision and themes"),
            p("By 2030 every service of ours will be a pleasure to use."),
            h(3, "Theme A: Modern workplace"),
            p("Our offices are half empty and our roads are full."),
            h(4, "Outcomes"),
            li("Staff can work from any site."),
            h(4, "Enablers"),
            li("A single identity for each person."),
            h(4, "Change required"),
            p("Managers learn to lead teams they do not see."),
            h(3, "Theme B: Trusted data"),
            p("Decisions need numbers that people believe."),
            h(4, "Actions"),
            li("Appoint owners for our ten main registers."),
            li("Publish a data catalogue."),
            h(2, "Target architecture"),
            p("Three layers carry everything:"),
            li("**Foundation** – networks and identity"),
            li("**Platform** – data and integration"),
            li("**Experience** – what people see"),
            h(2, "Risks"),
            li("Savings may come late. We will review the plan each spring."),
            li("Suppliers may merge. To manage this the council keeps its data portable."),
            h(2, "Intended outcomes"),
        )

    def it_takes_the_heading_over_all_as_the_title(self, found: Proposal):
        assert (root(found).title, root(found).period) == (
            "Westshire County Council Technology Strategy",
            "2027–2030",
        )

    def it_lists_the_councils_objectives(self, found: Proposal):
        assert titles(found, "objective") == ["Thriving places", "Healthy lives", "A greener county"]

    def it_reads_what_stands_below_each_theme(self, found: Proposal):
        work, data = nodes(found, "theme")
        assert (work.title, data.title) == ("Modern workplace", "Trusted data")
        assert [child.kind for child in work.children] == ["outcome", "enabler", "change"]
        assert [child.kind for child in data.children] == ["priority", "priority"]

    def it_keeps_the_vision_over_them(self, found: Proposal):
        (vision,) = nodes(found, "vision")
        assert "a pleasure to use" in text(vision, "statement")

    def it_reads_layers(self, found: Proposal):
        assert titles(found, "layer") == ["Foundation", "Platform", "Experience"]

    def it_splits_threat_and_response(self, found: Proposal):
        first, second = nodes(found, "risk")
        assert (text(first), text(first, "response")) == (
            "Savings may come late.",
            "We will review the plan each spring.",
        )
        assert text(second) == "Suppliers may merge."

    def it_keeps_an_empty_outcomes_part(self, found: Proposal):
        (outcomes,) = nodes(found, "outcomes")
        assert outcomes.children == ()


class DescribePlainText:
    """A town's plan typed without any looks: only short lines, numbers and dashes tell what is what."""

    @pytest.fixture(scope="class")
    @classmethod
    def found(cls) -> Proposal:
        return proposal(
            p("Harrow Bay Town Council"),
            p("Digital Inclusion Strategy"),
            p("1. Background"),
            p("About one adult in six in the town has never used the internet at home or at work."),
            p("2. Aims and objectives"),
            p("Objective 1: Access"),
            p("Nobody should be more than a short walk from a screen they may use."),
            p("- Open the library on Sundays."),
            p("- Put a kiosk into the market hall."),
            p("Objective 2: Confidence"),
            p("People learn best from people they know, so volunteers stand at the centre."),
            p("- Pay volunteers' bus fares."),
            p("3. Risk management"),
            p("Lack of volunteers. The Council will advertise in every parish newsletter."),
            p("4. Glossary"),
            p("Kiosk: a public terminal"),
            p("Volunteer: somebody who helps unpaid"),
        )

    def it_finds_title_and_organisation(self, found: Proposal):
        assert (root(found).title, root(found).organisation) == (
            "Digital Inclusion Strategy",
            "Harrow Bay Town Council",
        )

    def it_finds_the_parts_by_their_numbers(self, found: Proposal):
        assert [child.kind for child in root(found).children][:2] == ["section", "vision"]
        assert titles(found, "theme") == ["Access", "Confidence"]
        assert [len(below(theme, "priority")) for theme in nodes(found, "theme")] == [2, 1]
        assert titles(found, "term") == ["Kiosk", "Volunteer"]


class DescribeThemesAtTheTop:
    """A city whose principles and workstreams are first-level headings with nothing over them."""

    @pytest.fixture(scope="class")
    @classmethod
    def found(cls) -> Proposal:
        return proposal(
            p("Digital Strategy", style="title"),
            h(1, "Our ambition"),
            p("Our ambition is a city that"),
            p("**runs on trust**"),
            p("We want to see"),
            li("**connected communities** with the skills to take part"),
            li("an **open city** that shares what it knows"),
            h(1, "Principle 1 – Reuse"),
            p("We look for what exists first."),
            h(1, "Principle 2 – Secure"),
            p("Security is everybody's work."),
            h(1, "Workstream 1: Open city"),
            p("Data helps others help us."),
            li("Publish spending monthly."),
            h(1, "Workstream 2: Connected communities"),
            p("Clubs and charities reach people we cannot."),
            li("Fund two hundred learning places."),
        )

    def it_gathers_principles_and_themes(self, found: Proposal):
        assert titles(found, "principle") == ["Reuse", "Secure"]
        assert [child.kind for child in root(found).children] == ["vision", "principles"]
        assert titles(found, "theme") == ["Open city", "Connected communities"]

    def it_gives_each_theme_the_aim_that_names_it(self, found: Proposal):
        city, communities = nodes(found, "theme")
        assert text(city, "aim") == "an open city that shares what it knows"
        assert text(communities, "aim") == "connected communities with the skills to take part"
        assert nodes(found, "vision")[0].slogan == "runs on trust"


class DescribeWrongNumbers:
    def it_nests_by_style_where_typed_numbers_are_wrong(self):
        found = proposal(
            h(1, "1. KEY DRIVERS"), p("Four groups."), h(2, "2.1 Law"), p("New acts."),
            h(2, "1.3. Money"), p("Less of it."),
            h(2, "2.4 People"), p("More of them."),
        )  # fmt: skip
        (top,) = root(found).children
        assert [child.title for child in top.children] == ["Law", "Money", "People"]

    def it_nests_by_number_where_all_headings_have_one_style(self):
        found = proposal(
            p("Roads Strategy", style="title"),
            h(1, "1 Background"), p("Long ago."), h(1, "1.1 History"), p("Carts."), h(1, "1.2 Today"), p("Cars."),
            h(1, "2 Next steps"), p("Trams."), h(1, "3 Closing"), p("The end."),
        )  # fmt: skip
        assert [child.title for child in root(found).children] == ["Background", "Next steps", "Closing"]
        assert [child.title for child in root(found).children[0].children] == ["History", "Today"]

    def it_puts_a_level_that_skips_under_the_one_before(self):
        found = proposal(
            h(1, "Title part"),
            p("x."),
            h(3, "Deep"),
            p("y."),
            h(2, "Less deep"),
            p("z."),
            h(1, "Next"),
            p("w."),
        )
        assert [child.title for child in root(found).children[0].children] == ["Deep", "Less deep"]


class DescribeCountedHeadingsDeepDown:
    """“Theme 1” and “Theme 2” two headings below the top, where nothing but sections stands."""

    @pytest.mark.parametrize("first", ["Theme 1: Warm homes", "Theme: Warm homes"])
    def it_keeps_them_as_sections(self, first: str):
        found = proposal(
            h(1, "Background"), h(2, "Our work"), p("It goes on."),
            h(3, first), p("Warm text."), h(3, "Theme 2: Safe streets"), p("Safe text."),
            h(3, "Theme 3: Clean rivers"), p("Clean text."),
        )  # fmt: skip
        (above,) = [node for node in nodes(found, "section") if node.title == "Our work"]
        assert [text(child) for child in above.children] == ["Warm text.", "Safe text.", "Clean text."]


class DescribePageBreaks:
    def it_rejoins_a_bullet_that_goes_on_in_small_letters(self):
        found = proposal(
            h(1, "Priorities"), h(2, "People"), p("We will:"),
            li("Train every manager in the use of"), p("shared calendars and chat.", break_before=True),
            li("Listen more."),
            h(2, "Places"), li("Build."),
        )  # fmt: skip
        first = nodes(found, "theme")[0]
        assert [text(n) for n in below(first, "priority")] == [
            "Train every manager in the use of shared calendars and chat.",
            "Listen more.",
        ]

    def it_joins_a_table_cut_in_two_under_its_repeated_header(self):
        found = proposal(
            h(1, "Figures"),
            table("Year|Visits", "2024|10"),
            table("Year|Visits", "2025|12", break_before=True),
        )
        (made,) = nodes(found, "section")[0].body
        assert [len(row) for row in made.rows] == [2, 2, 2]

    def it_leaves_two_different_tables_apart(self):
        found = proposal(
            h(1, "Figures"),
            table("Year|Visits", "2024|10"),
            p("And besides."),
            table("Area|Shops", "North|3"),
        )
        assert len(nodes(found, "section")[0].body) == 3


class DescribeHeadingsThatOnlyCount:
    def it_names_a_theme_by_the_heading_under_its_number(self):
        found = proposal(
            h(1, "Ambitions"),
            h(2, "Ambition 1"), p("**Better homes**"), p("Many are cold."), li("Insulate."),
            h(2, "Ambition 2"), p("**Better roads**"), p("Many are rough."), li("Fill the holes."),
        )  # fmt: skip
        assert titles(found, "theme") == ["Better homes", "Better roads"]
        assert [len(below(theme, "priority")) for theme in nodes(found, "theme")] == [1, 1]
        assert "Ambition 1" in found.furniture


class DescribeContentsThatTellLevels:
    """A text without looks whose pages repeat the part's heading: the contents page says which stand above."""

    @pytest.fixture(scope="class")
    @classmethod
    def found(cls) -> Proposal:
        return proposal(
            p("ICT Strategy 2025-2029"), p("Fenwick Council"),
            p("Contents"), table("Our vision|2", "Principles|3-4", "Priorities|5-7"),
            p("Our vision"), p("The purpose of this strategy and of the whole service is to"),
            p("open every door"),
            p("Principles"), p("Guiding principles"),
            p("These five years will be guided by what we learned in the last."),
            p("- Reuse: look first at what is there."), p("- Share: give back to others."),
            p("Principles"), p("- Secure: lock every door at night."),
            p("Priorities"), p("Digital places"), p("- Light the harbour."), p("- Count the visitors."),
            p("Priorities"), p("Digital people"), p("- Teach in libraries."),
        )  # fmt: skip

    def it_joins_what_the_repeated_heading_cut(self, found: Proposal):
        assert titles(found, "principles") == ["Guiding principles"]
        assert titles(found, "principle") == ["Reuse", "Share", "Secure"]
        assert found.furniture.count("Priorities") == 2

    def it_puts_the_lesser_headings_below(self, found: Proposal):
        (vision,) = nodes(found, "vision")
        assert [child.title for child in vision.children] == ["Digital places", "Digital people"]
        assert (vision.themes_title, vision.slogan) == ("Priorities", "open every door")


class DescribeReports:
    @pytest.fixture(scope="class")
    @classmethod
    def found(cls) -> Proposal:
        return proposal(
            table("Report of:|Director of Places", "Key decision:|Yes", "Wards affected:|All",
                  "Subject:|Parks Strategy 2030"),
            h(1, "1. Recommendations"), li("1.1 That the strategy be adopted."),
            h(1, "2. Risk management implications"), p("Trees may fall. The Council will inspect them."),
            h(1, "3. Financial implications"),
            p("Work stream 1 Paths: £1.5m capital, £0.2m revenue"),
            p("Work stream 2 Ponds: £250,000 capital, £40k revenue"),
            h(1, "4. Consultation"), p("Friends of the parks were asked."),
            h(1, "5. Background papers"), p("None."),
        )  # fmt: skip

    def it_keeps_a_committee_report_as_sections(self, found: Proposal):
        assert {child.kind for child in root(found).children} == {"section"}
        assert any("committee report" in note for note in found.notes)

    def it_keeps_its_head_block(self, found: Proposal):
        assert root(found).title == "Parks Strategy 2030"
        assert {row.label for row in root(found).sheet_rows} == {
            "Report of",
            "Key decision",
            "Wards affected",
        }

    def it_reads_costs_from_lines_and_keeps_their_words(self, found: Proposal):
        assert [(n.title, n.capital, n.revenue, text(n)) for n in nodes(found, "cost")] == [
            ("Work stream 1 Paths", 1_500_000, 200_000, "£1.5m capital, £0.2m revenue"),
            ("Work stream 2 Ponds", 250_000, 40_000, "£250,000 capital, £40k revenue"),
        ]


class DescribeSmallSigns:
    def it_reads_signatures_from_a_table(self):
        found = proposal(
            h(1, "Foreword"), p("We begin here."),
            table("Cllr Ann Moss|Bob Reed", "Leader of the Council|Chief Executive"),
            h(1, "Background"), p("Long ago."),
        )  # fmt: skip
        assert [(n.title, n.role) for n in nodes(found, "signatory")] == [
            ("Cllr Ann Moss", "Leader of the Council"),
            ("Bob Reed", "Chief Executive"),
        ]

    def it_reads_terms_from_headings_and_leaves_their_letters_out(self):
        found = proposal(
            h(1, "Purpose"), p("To explain."), h(1, "Glossary"), h(2, "S"), p("**SLA** Service level agreement"),
            h(2, "Wide area network"), p("Lines between towns."),
        )  # fmt: skip
        assert titles(found, "term") == ["SLA", "Wide area network"]
        assert "S" in found.furniture

    def it_takes_repeated_labels_of_the_same_look_as_parts_of_each_theme(self):
        found = proposal(
            p("Vale Strategy", style="title"),
            p("**Our aims**"), p("There are two of them, and both matter to everybody who lives here."),
            p("**Aim 1: Homes**"), p("**What we will do**"), li("Build."), p("**Benefits**"), li("Warmth."),
            p("**Aim 2: Roads**"), p("**What we will do**"), li("Mend."), p("**Benefits**"), li("Speed."),
        )  # fmt: skip
        assert titles(found, "theme") == ["Homes", "Roads"]
        assert [[child.kind for child in theme.children] for theme in nodes(found, "theme")] == [
            ["priority", "outcome"],
            ["priority", "outcome"],
        ]

    def it_sets_a_motto_before_the_vision_apart(self):
        found = proposal(
            h(1, "Background"), p("Old."), h(1, "The vision"), p("**Connected, confident, caring**", centred=True),
            p("Those words sum up what residents asked of us."),
        )  # fmt: skip
        assert nodes(found, "vision")[0].slogan == "Connected, confident, caring"

    def it_says_what_it_only_guessed(self):
        found = proposal(p("A town"), p("Words enough to be a paragraph of the text, and then some."), p("Next part"),
                         p("And here are words enough to be a paragraph of the text once more."))  # fmt: skip
        unsure = [place for place in found.placements if place.sure < 0.6]
        assert unsure
        assert any("placed by guess" in note for note in found.notes)
