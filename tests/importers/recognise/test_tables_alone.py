"""Tables that say what they hold where no heading does, cards, measures, and parts under one heading."""

import pytest

from app.importers.source import SourceCell, SourceTable
from app.models.text import blocks_text
from tests.importers.recognise.test_plans_and_costs import cell, grid, row
from tests.importers.test_recognise_layouts import below, h, li, nodes, p, proposal, root, table, text, titles

RISKS = (
    "Risk|Likelihood|Impact|Mitigation",
    "Grant withdrawn|3|4|Phase the works",
    "Grid full|4|4|Ask early",
)


def card(name: str, *rows: str) -> SourceTable:
    return grid([cell(name, across=2)], *map(row, rows), columns=2)


class DescribeTablesWithoutHeadings:
    def it_knows_them_by_their_columns(self) -> None:
        found = proposal(
            p("Climate Strategy", size=20, bold=True),
            table(
                "Theme|What we will do|By when|Who",
                "Homes|Insulate|2026|Housing",
                "Roads|Charge|2027|Streets",
            ),
            table(*RISKS),
            table("Term|Meaning", "Retrofit|Making an old building warm", "Net zero|No more out than in"),
        )
        assert titles(found, "theme") == ["Homes", "Roads"]
        assert [(risk.title, risk.likelihood) for risk in nodes(found, "risk")] == [
            ("Grant withdrawn", 3), ("Grid full", 4),
        ]  # fmt: skip
        assert titles(found, "term") == ["Retrofit", "Net zero"]

    def it_lifts_a_register_out_of_a_section_and_says_so(self) -> None:
        found = proposal(
            h(1, "Delivery"), p("The board meets each month."), table(*RISKS), h(1, "Review"), p("Yearly.")
        )
        assert titles(found, "risk") == ["Grant withdrawn", "Grid full"]
        assert any("“Delivery” was taken for a risk register" in note for note in found.notes)

    def it_leaves_a_scale_of_scores_and_a_list_of_names(self) -> None:
        found = proposal(
            h(1, "Method"),
            table("Likelihood|Description|Score", "Rare|Once in ten years|1", "Likely|Every year|4"),
            table("Name|Description", "SIRO|Owns the risk", "CISO|Leads the work"),
        )
        assert not nodes(found, "risk")
        assert not nodes(found, "term")

    def it_takes_the_bar_over_a_table_for_its_heading(self) -> None:
        found = proposal(
            p("Elm Council Parks Strategy", size=20, bold=True),
            grid([cell("Vision")], [cell("A park within ten minutes of every door.")], columns=1),
            grid(
                [cell("Amendment record", across=3)],
                row("Version|Date|Amendment"),
                row("2|May 2026|Adopted"),
                columns=3,
            ),
        )
        (vision,) = nodes(found, "vision")
        assert blocks_text(vision.statement) == "A park within ten minutes of every door."
        assert [(line.version, line.changes) for line in root(found).history] == [("2", "Adopted")]


class DescribeABoxBesideAGlossary:
    """A text box with the council's address hangs on the last page, under the glossary."""

    BOX = p("Ask us: digital@elm.example", place="textbox")

    def it_is_text_of_its_own(self) -> None:
        found = proposal(h(1, "Glossary"), table("Term|Meaning", "API|A way in", "LAN|A network"), self.BOX)
        assert titles(found, "term") == ["API", "LAN"]
        assert text(nodes(found, "glossary")[0]) == "Ask us: digital@elm.example"

    def it_holds_the_terms_where_nothing_else_does(self) -> None:
        found = proposal(h(1, "Glossary"), p("The words we use."), p("API: a way in", place="textbox"))
        assert titles(found, "term") == ["API"]


class DescribeCards:
    def it_reads_a_theme_from_each(self) -> None:
        found = proposal(
            h(1, "Strategic themes"),
            card(
                "Theme: Resilient",
                "Aim|Systems that stay up.",
                "Actions|• Second site by 2027\n• Test twice a year",
                "Lead|Head of ICT",
            ),
            card(
                "Theme: Quick",
                "Aim|Help at once.",
                "Actions|• Open to 8pm\n• Answer in a minute",
                "Lead|Head of ICT",
            ),
        )
        first, second = nodes(found, "theme")
        assert (first.title, second.title) == ("Resilient", "Quick")
        assert blocks_text(first.aim) == "Systems that stay up."
        assert [each.title for each in below(first, "priority")] == [
            "Second site by 2027",
            "Test twice a year",
        ]
        assert blocks_text(first.body) == "Lead: Head of ICT"

    def it_reads_the_name_beside_the_word_for_it(self) -> None:
        found = proposal(
            h(1, "Our priorities"),
            table(
                "Priority 1|Reading",
                "Aim|All children read.",
                "Actions|Join babies",
                "Measures|Loans up a fifth",
            ),
            table(
                "Priority 2|Making", "Aim|All children make.", "Actions|Open a bench", "Measures|Ten benches"
            ),
        )
        assert titles(found, "theme") == ["Reading", "Making"]
        assert titles(found, "measure") == ["Loans up a fifth", "Ten benches"]


class DescribeRegistersByLetters:
    def it_knows_likelihood_and_impact_by_their_first_letters(self) -> None:
        found = proposal(
            h(1, "Obstacles"), table("Threat|L|I|Score|What we do", "Roads slip|4|2|8|Order early")
        )
        assert [(each.title, each.likelihood, each.impact) for each in nodes(found, "risk")] == [
            ("Roads slip", 4, 2)
        ]


class DescribeMeasures:
    def it_knows_a_table_of_targets_under_any_heading(self) -> None:
        found = proposal(
            h(1, "Monitoring and review"),
            table("Performance indicator|Baseline|Target 2026|Target 2028", "Homes built|142|200|310"),
        )
        (measure,) = nodes(found, "measure")
        assert (measure.title, measure.baseline, measure.target) == ("Homes built", "142", "200 (2026)")
        assert blocks_text(measure.body) == "Target 2028: 310"

    @pytest.mark.parametrize("nothing", ["–", "n/a", "N/A.", "None"])
    def it_knows_no_year_of_what_is_not_known(self, nothing: str) -> None:
        found = proposal(h(1, "Measures"), table("Measure|Baseline 2024|Target", f"Recycling|{nothing}|55%"))
        assert nodes(found, "measure")[0].baseline == nothing

    def it_keeps_the_year_that_only_a_heading_says_and_knows_by_when_for_a_target(self) -> None:
        found = proposal(
            h(1, "Monitoring"),
            table("Measure|Now|By March 2029", "Officers on foot|212|280", "Calls|9|7 by 2027"),
        )
        assert [(each.baseline, each.target) for each in nodes(found, "measure")] == [
            ("212", "280 (March 2029)"),
            ("9", "7 by 2027"),
        ]

    def it_gives_a_priority_in_a_table_one_measure_with_its_target(self) -> None:
        found = proposal(
            h(1, "Goal 1: Thriving people"),
            table("Priority|What we will do|Measure|Target|Partner", "Warm homes|Insulate|Homes in band C|67%|Salix",
                  "Good schools|Train|Good schools|90%|–"),
        )  # fmt: skip
        assert [(each.title, each.target) for each in nodes(found, "measure")] == [
            ("Homes in band C", "67%"),
            ("Good schools", "90%"),
        ]
        assert [blocks_text(each.body) for each in nodes(found, "priority")] == [
            "Insulate\nPartner: Salix",
            "Train",
        ]

    def it_reads_how_a_theme_will_be_known_to_have_worked(self) -> None:
        found = proposal(
            h(1, "Our missions"),
            h(2, "Mission 1: Jobs"), p("We will:"), li("open a college"), li("help start-ups"),
            p("We will know we have succeeded when:"), li("pay is at the average"),
            h(2, "Mission 2: Shops"), p("We know that shops close."), p("We will:"),
            li("refit twelve"), li("hold a market"),
        )  # fmt: skip
        assert titles(found, "measure") == ["pay is at the average"]


class DescribeHeadings:
    def it_parts_vision_and_principles_that_stand_under_one(self) -> None:
        found = proposal(
            h(1, "Vision and principles"),
            h(2, "Vision"), p("Longer lives for all."),
            h(2, "Principles"), li("Prevention first"), li("Work together"),
            h(1, "Governance"), p("The board meets."),
        )  # fmt: skip
        assert [blocks_text(each.statement) for each in nodes(found, "vision")] == ["Longer lives for all."]
        assert titles(found, "principle") == ["Prevention first", "Work together"]
        assert "Vision and principles" in found.furniture

    def it_knows_a_leaders_introduction_and_who_signed_it(self) -> None:
        found = proposal(
            h(1, "Leader’s introduction"), p("A pleasure to write."), p("**Cllr Jo Marsh** Leader of the Council"),
            h(1, "Background"), p("Much has changed."),
        )  # fmt: skip
        assert [(each.title, each.role) for each in nodes(found, "signatory")] == [
            ("Cllr Jo Marsh", "Leader of the Council")
        ]

    def it_takes_what_follows_the_word_aim_for_a_themes_aim(self) -> None:
        found = proposal(
            h(1, "Priorities"),
            h(2, "Priority 1: Reading"), p("Aim: every child reads."), p("Reading opens doors."), li("Join babies"),
            h(2, "Priority 2: Making"), p("Aim: every child makes."), li("Open a bench"),
        )  # fmt: skip
        assert [blocks_text(each.aim) for each in nodes(found, "theme")] == [
            "every child reads.",
            "every child makes.",
        ]

    def it_keeps_a_review_that_names_no_day_on_the_sheet(self) -> None:
        found = proposal(
            p("Cyber Strategy", style="title"),
            p("Review: annually"),
            p("Owner: SIRO"),
            h(1, "Threats"),
            p("Many."),
        )
        top = root(found)
        assert top.review_date == ""
        assert (top.sheet_rows[0].label, top.sheet_rows[0].value) == ("Review", "annually")


class DescribeWelsh:
    def it_reads_an_action_plan(self) -> None:
        found = proposal(
            h(1, "Cynllun gweithredu"),
            table(
                "Cam gweithredu|Swyddog arweiniol|Dyddiad cwblhau|Mesur",
                "Agor ysgol|Pennaeth Addysg|Medi 2028|Ysgol ar agor",
            ),
        )
        (action,) = nodes(found, "priority")
        assert (action.title, action.owner, action.end) == ("Agor ysgol", "Pennaeth Addysg", "Medi 2028")
        assert titles(found, "measure") == ["Ysgol ar agor"]

    def it_reads_scores_in_words_by_guess(self) -> None:
        found = proposal(
            h(1, "Cofrestr risg"),
            table(
                "Risg|Tebygolrwydd|Effaith|Camau lliniaru|Perchennog",
                "Diffyg staff|Uchel|Canolig|Recriwtio|AD",
                "Tân|Isel|Uchel iawn|Ymarfer|Ystadau",
            ),
        )
        assert [(risk.likelihood, risk.impact) for risk in nodes(found, "risk")] == [(4, 3), (2, 5)]
        assert any("Risk scores in words" in note for note in found.notes)

    @pytest.mark.parametrize(
        ("heading", "kind"),
        [("Gair gan yr Arweinydd", "foreword"), ("Ein huchelgais", "section"), ("Gwerthoedd", "principles"),
         ("Monitro ac adolygu", "section"), ("Ein nodau", "vision"), ("Acronymau", "glossary"),
         ("Rheoli risgiau", "risks")],
    )  # fmt: skip
    def it_knows_the_usual_headings(self, heading: str, kind: str) -> None:
        found = proposal(
            h(1, "Cefndir"), p("Mae hyn yn wir."), h(1, heading), li("Un: dau"), li("Tri: pedwar")
        )
        assert found.content.root.children[1].kind == kind


class DescribeATitleBox:
    def it_is_read_as_the_front_page(self) -> None:
        found = proposal(
            grid([cell("Elm Borough Council\nClimate Strategy\n2026 – 2030")], columns=1),
            h(1, "Background"),
            p("It is warmer."),
        )
        top = root(found)
        assert (top.title, top.organisation, top.period) == (
            "Climate Strategy", "Elm Borough Council", "2026 – 2030",
        )  # fmt: skip
        assert not top.body


class DescribeColoursThatStandForWords:
    """Cells without words whose fill alone says how something goes."""

    @staticmethod
    def grid(head: str, *fills: str) -> SourceTable:
        rows = [
            (SourceCell((p(f"Task {at}"),)), SourceCell(fill=fill, shaded=bool(fill)))
            for at, fill in enumerate(fills)
        ]
        return SourceTable((tuple(SourceCell((p(word),)) for word in ("Task", head)), *rows), columns=2)

    def it_writes_them_out_and_says_so(self) -> None:
        found = proposal(h(1, "How we stand"), self.grid("Now", "00b050", "FFC000", "ff0000", ""))
        assert "Task 0\nGreen\nTask 1\nAmber\nTask 2\nRed\nTask 3" in text(nodes(found, "section")[0])
        assert any("“Amber”, “Green”, “Red”" in note for note in found.notes)

    @pytest.mark.parametrize("fill", ["1F3864", "D9E2F3", "F2F2F2", "0070C0", "auto"])
    def it_leaves_dark_pale_and_blue_cells_that_only_adorn(self, fill: str) -> None:
        found = proposal(h(1, "How we stand"), self.grid("Now", fill, fill))
        assert text(nodes(found, "section")[0]) == "Task\nNow\nTask 0\nTask 1"
        assert not any("colour" in note for note in found.notes)

    def it_takes_one_colour_for_a_word_only_below_a_heading_that_says_so(self) -> None:
        for head, said in (("Note", "Task 0\nTask 1"), ("RAG", "Task 0\nRed\nTask 1\nRed")):
            found = proposal(h(1, "How we stand"), self.grid(head, "C00000", "C00000"))
            assert text(nodes(found, "section")[0]).endswith(said)

    def it_passes_over_headings_and_stripes_that_have_their_colour_all_over(self) -> None:
        green, red = SourceCell(fill="00b050", shaded=True), SourceCell(fill="ff0000", shaded=True)
        head = (green, *(SourceCell((p(word),), shaded=True) for word in ("Action", "Lead", "Status")))
        rows = (
            tuple(SourceCell((p(word),)) for word in said.split("|"))
            for said in ("1|Insulate every flat|Homes|Late", "2|Replace boilers|Energy|Done")
        )
        found = proposal(h(1, "Action plan"), SourceTable((head, *rows), columns=4))
        assert [text(each) for each in nodes(found, "priority")] == ["1\nStatus: Late", "2\nStatus: Done"]
        stripes = SourceTable(((green, red, red),), columns=3)
        found = proposal(h(1, "Who we are"), stripes, p("A council."))
        assert text(nodes(found, "section")[0]) == "A council."

    def it_reads_a_row_without_words_below_a_name_that_is_merged_down(self) -> None:
        green, red = SourceCell(fill="00b050", shaded=True), SourceCell(fill="ff0000", shaded=True)
        rows = (
            tuple(SourceCell((p(word),)) for word in ("Task", "Now", "Next")),
            (SourceCell((p("Boilers"),), down=2), green, red),
            (red, green),
        )
        found = proposal(h(1, "How we stand"), SourceTable(rows, columns=3))
        assert text(nodes(found, "section")[0]).endswith("Boilers\nGreen\nRed\nRed\nGreen")
