"""Risks in prose, by labels and in words for scores; counted paragraphs; lists that may be themes or not."""

import pytest

from tests.importers.recognise.test_plans_and_costs import cell, grid, row
from tests.importers.test_recognise_layouts import below, h, li, nodes, p, proposal, table, text, titles


class DescribeRisks:
    """Risks as councils write them that keep no register."""

    def it_reads_paragraphs_that_tell_threat_and_response_as_a_guess(self) -> None:
        found = proposal(
            h(1, "Main risks"),
            p("Building costs could rise. We will phase the works."),
            p("Trades may be hard to find. The Council will train twelve apprentices."),
        )
        assert [text(risk, "response") for risk in nodes(found, "risk")] == [
            "We will phase the works.",
            "The Council will train twelve apprentices.",
        ]
        assert all(place.sure < 0.6 for place in found.placements if place.kind == "risk")

    def it_leaves_paragraphs_that_only_speak_of_risk(self) -> None:
        found = proposal(
            h(1, "Risks"), p("Every plan has risks."), p("The board looks at them twice a year.")
        )
        assert not nodes(found, "risk")

    @pytest.mark.parametrize(
        "said",
        [
            "Risk 1: Suppliers cannot connect. Mitigation: test before award.",
            "Risk: Suppliers cannot connect. Response: test before award.",
        ],
    )
    def it_reads_labelled_sentences(self, said: str) -> None:
        found = proposal(
            h(1, "Key risks"), p(said), p(said.replace("1", "2").replace("Suppliers", "Partners"))
        )
        first = nodes(found, "risk")[0]
        assert (first.title or text(first)).rstrip(".") == "Suppliers cannot connect"
        assert text(first, "response") == "test before award."

    def it_reads_owner_and_scores_at_the_end_of_a_paragraph(self) -> None:
        told = "Risk: {}. Mitigation: {}. Likelihood: High. Impact: 2. Owner: {}."
        found = proposal(
            h(1, "Risks"),
            p(told.format("Quays crack", "mend them", "Head of Harbours")),
            p(told.format("Crews retire", "train cadets", "Directors")),
        )
        assert [
            (text(risk, "response"), risk.owner, risk.likelihood, risk.impact)
            for risk in nodes(found, "risk")
        ] == [("mend them.", "Head of Harbours", 4, 2), ("train cadets.", "Directors", 4, 2)]

    @pytest.mark.parametrize("merged", [True, False])
    def it_reads_a_register_whose_scores_stand_below_a_head_over_several_columns(self, merged: bool) -> None:
        down = 2 if merged else 1
        upper = [
            cell("No.", down=down), cell("Risk", down=down), cell("Inherent", across=3),
            cell("Mitigation", down=down), cell("Residual", across=3), cell("Owner", down=down),
        ]  # fmt: skip
        lower = row("L|I|Score|L|I|Score") if merged else row("||L|I|Score||L|I|Score|")
        found = proposal(
            h(1, "Risk register"),
            grid(upper, lower, row("1|Quays crack|4|5|20|Mend them|2|3|6|Head of Harbours"), columns=10),
        )
        (risk,) = nodes(found, "risk")
        scores = risk.likelihood, risk.impact, risk.likelihood_after, risk.impact_after
        assert (risk.title, text(risk, "response"), risk.owner) == (
            "Quays crack",
            "Mend them",
            "Head of Harbours",
        )
        assert scores == (4, 5, 2, 3)
        assert not text(risk)

    def it_reads_owner_and_scores_from_lines_below(self) -> None:
        found = proposal(
            h(1, "Risks"),
            *(h(2, "Storms"), p("They come more often."), p("Mitigation: stronger quays.")),
            *(p("Owner: Head of Harbours"), p("Likelihood: 4   Impact: 3")),
            *(h(2, "Crew"), p("Many retire."), p("Mitigation: cadets.")),
        )
        storms = nodes(found, "risk")[0]
        assert (storms.owner, storms.likelihood, storms.impact) == ("Head of Harbours", 4, 3)
        assert text(storms, "response") == "stronger quays."

    @pytest.mark.parametrize(
        ("head", "row", "scores"),
        [
            ("Inherent L|Inherent I|Residual L|Residual I", "4|5|2|3", (4, 5, 2, 3)),
            ("Impact|Likelihood", "5 – Severe|2 (Unlikely)", (2, 5, 0, 0)),
            ("Likelihood|Impact", "4 - Likely|Severe (5)", (4, 5, 0, 0)),
        ],
    )
    def it_reads_scores_as_registers_write_them(
        self, head: str, row: str, scores: tuple[int, int, int, int]
    ) -> None:
        (risk,) = nodes(proposal(h(1, "Risks"), table(f"Risk|{head}|Response", f"Flood|{row}|Pumps")), "risk")
        assert (risk.likelihood, risk.impact, risk.likelihood_after, risk.impact_after) == scores

    def it_says_what_a_number_is_that_is_no_score(self) -> None:
        (risk,) = nodes(
            proposal(h(1, "Risks"), table("Risk|Likelihood|Impact|Response", "Flood|80%|5|Pumps")), "risk"
        )
        assert (text(risk), risk.impact) == ("Likelihood: 80%", 5)

    @pytest.mark.parametrize(
        "rows",
        [
            ("Risk|Probability|Impact|Mitigation", "Sales fail|H|M|Market early", "Moss|L|L|Scrape"),
            (
                "Risk|How likely / how bad|What we will do",
                "Sales fail|High / Medium|Market early",
                "Moss|Low / Low|Scrape",
            ),
        ],
    )
    def it_says_that_scores_were_words(self, rows: tuple[str, ...]) -> None:
        found = proposal(h(1, "Risks"), table(*rows))
        first = nodes(found, "risk")[0]
        assert (first.likelihood, first.impact) == (4, 3)
        assert any("2 for low, 3 for medium and 4 for high" in note for note in found.notes)
        assert all(place.sure < 0.6 for place in found.placements if place.kind == "risk")

    def it_does_not_call_scores_from_one_to_five_a_guess(self) -> None:
        found = proposal(
            h(1, "Risks"),
            table("Risk|L|I|L x I|Mitigation", "Sales fail|3|4|12|Market early", "Moss|1|2|2|Scrape"),
        )
        assert not any("2 for low" in note for note in found.notes)
        assert text(nodes(found, "risk")[0]) == ""

    def it_does_not_take_a_column_of_ratings_for_the_risk(self) -> None:
        found = proposal(
            h(1, "Risk register"),
            table(
                "Description of risk|Cause|Gross risk (L x I)|Controls",
                "People leave|Pay is low|4 x 4 = 16|Review pay",
                "Pay dispute|Talks stall|3 x 5 = 15|Plan cover",
            ),
        )
        first = nodes(found, "risk")[0]
        assert (first.title, first.likelihood, first.impact) == ("People leave", 4, 4)


class DescribeEntries:
    """Principles, themes and terms in forms between a list and a heading."""

    def it_reads_principles_that_count_themselves(self) -> None:
        found = proposal(
            h(1, "Design principles"),
            p("Principle 1: Buy once: reuse what we own."),
            p("Principle 2: Share it all."),
        )
        assert titles(found, "principle")[0] == "Buy once"
        assert len(nodes(found, "principle")) == 2

    def it_names_short_counted_themes_by_their_words(self) -> None:
        found = proposal(
            h(1, "Strategic objectives"),
            *(p(f"Strategic Objective {at}: {name}") for at, name in enumerate(("Sell", "Mend", "Share"), 1)),
        )
        assert titles(found, "theme") == ["Sell", "Mend", "Share"]

    def it_calls_a_bare_list_of_priorities_a_guess(self) -> None:
        found = proposal(h(1, "Priorities"), li("Renew playgrounds"), li("Open fields"), li("Train rangers"))
        assert all(
            place.sure < 0.6 for place in found.placements if place.kind == "theme" and place.field == "title"
        )

    def it_puts_a_bare_list_beside_real_themes_under_one_heading(self) -> None:
        themes = (
            h(2, "Theme 1: Work"),
            li("Sign a charter"),
            li("Pay fairly"),
            h(2, "Theme 2: Air"),
            li("Plant elms"),
        )
        found = proposal(
            h(1, "Our themes"),
            *themes,
            h(1, "Priorities for 2027"),
            li("Hire a team"),
            li("Move to one site"),
        )
        last = nodes(found, "theme")[-1]
        assert last.title == "Priorities for 2027"
        assert [each.title for each in below(last, "priority")] == ["Hire a team", "Move to one site"]

    def it_drops_a_column_of_references_from_a_table_of_objectives(self) -> None:
        found = proposal(
            h(1, "Objectives"),
            table(
                "No.|Objective|Why",
                "O1|Sail in storms|Lifeline",
                "O2|Halve emissions|Climate",
                "O3|One fare|Fairness",
            ),
        )
        assert titles(found, "theme") == ["Sail in storms", "Halve emissions", "One fare"]

    def it_keeps_headings_out_of_a_lettered_list_that_follows(self) -> None:
        found = proposal(
            p("2. VISION"),
            p("A town that bends and does not break."),
            p("3. PRINCIPLES"),
            p("a) Neighbours come first."),
            p("b) Plans are tested."),
            p("4. PRIORITIES"),
            p("Priority 1: Warn early"),
            p("- Fit gauges"),
            p("- Test the phones"),
            p("Priority 2: Shelter well"),
            p("- Stock the hall"),
            p("- Train wardens"),
        )
        assert len(nodes(found, "principle")) == 2
        assert titles(found, "theme") == ["Warn early", "Shelter well"]

    def it_takes_the_box_off_a_task(self) -> None:
        found = proposal(
            h(1, "Theme 1: Night"),
            li("[ ] Open late"),
            li("[x] Publish a code"),
            h(1, "Theme 2: Day"),
            li("Rest"),
        )
        assert titles(found, "priority")[:2] == ["Open late", "Publish a code"]
