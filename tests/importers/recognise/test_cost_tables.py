"""Cost tables as accountants set them: heads of two rows, merged cells, bars, totals, and what is saved in brackets."""

import pytest

from app.importers.source import SourceTable
from tests.importers.recognise.test_plans_and_costs import cell, grid, row
from tests.importers.test_recognise_layouts import h, nodes, p, proposal, table, text

Cost = tuple[str, str, int, int]


def costs(costed: SourceTable) -> list[Cost]:
    found = proposal(h(1, "Finance"), p("It costs:"), costed)
    return [(each.title, each.year, int(each.capital), int(each.revenue)) for each in nodes(found, "cost")]


WIFI = [("Wi-Fi", "2026/27", 120_000, 30_000), ("Wi-Fi", "2027/28", 80_000, -20_000)]
YEARS = [cell("2026/27"), cell("2027/28")]
KINDS = [cell("Capital £000"), cell("Revenue £000")]


class DescribeHeadsOfTwoRows:
    @pytest.mark.parametrize(
        "costed",
        [
            grid([cell("Scheme", down=2), cell("2026/27", 2), cell("2027/28", 2)], KINDS * 2,
                 row("Wi-Fi|120|30|80|(20)"), row("Total|120|30|80|(20)"), columns=5),
            grid([cell("Scheme", down=2), cell("Capital £000", 2), cell("Revenue £000", 2), cell("Total", down=2)],
                 YEARS * 2, row("Wi-Fi|120|80|30|(20)|210"), columns=6),
            grid([cell(""), cell("Cap (£k)", 2), cell("Rev (£k)", 2)], [cell("Scheme"), *YEARS * 2],
                 row("Wi-Fi|120|80|30|-20"), columns=5),
        ],
    )  # fmt: skip
    def it_reads_kinds_over_years_and_years_over_kinds(self, costed: SourceTable) -> None:
        assert costs(costed) == WIFI

    def it_takes_the_scale_from_a_row_of_units_or_a_caption(self) -> None:
        rows = (row("Capital|120|80"), row("Revenue|30|(20)"))
        expected = [("", *rest) for _, *rest in WIFI]
        assert costs(grid(row("|2026/27|2027/28"), row("|£000|£000"), *rows, columns=3)) == expected
        assert costs(grid([cell("All in £'000", 3)], row("|2026/27|2027/28"), *rows, columns=3)) == expected

    def it_does_not_take_a_row_without_sums_for_a_head(self) -> None:
        heads = [cell("Scheme", down=2), cell("Capital", 2)]
        costed = grid(heads, YEARS, row("Wi-Fi|-|-"), row("Vans|£1m|£2m"), columns=3)
        assert costs(costed)[1:] == [("Vans", "2026/27", 1_000_000, 0), ("Vans", "2027/28", 2_000_000, 0)]


class DescribeMergedCells:
    def it_reads_a_scheme_beside_its_kinds(self) -> None:
        scheme = [cell("Wi-Fi", down=2), *row("Capital|£120k|£80k")]
        total = [cell("Total", 2), *row("£150k|£60k")]
        rows = (row("Scheme|Type|2026/27|2027/28"), scheme, row("Revenue|£30k|(£20k)"), total)
        assert costs(grid(*rows, columns=4)) == WIFI

    def it_reads_a_year_beside_its_schemes(self) -> None:
        year = [cell("2026/27", down=3), *row("Vans|£1m|£2k")]
        rows = (row("Year|Scheme|Capital|Revenue"), year, row("Hubs|£3m|£4k"), row("Total|£4m|£6k"))
        assert costs(grid(*rows, columns=4)) == [
            ("Vans", "2026/27", 1_000_000, 2_000), ("Hubs", "2026/27", 3_000_000, 4_000),
        ]  # fmt: skip

    def it_reads_bars_that_say_capital_and_revenue(self) -> None:
        capital, revenue = [cell("Capital (£000)", 3)], [cell("Revenue (£000)", 3)]
        heads = row("Scheme|2026/27|2027/28")
        assert (
            costs(grid(heads, capital, row("Wi-Fi|120|80"), revenue, row("Wi-Fi|30|(20)"), columns=3)) == WIFI
        )

    @pytest.mark.parametrize(
        "rows",
        [
            [row("Scheme|Capital|Revenue"), [cell("Schools", 3)], row("Wi-Fi|£1m|£2m")],
            [row("Scheme|2026/27|2027/28"), [cell("Schools", 3)], row("Wi-Fi|£1m|£2m")],
            [row("Scheme|Capital|Revenue"), [*row("Wi-Fi|£1m"), cell("£2m", down=2)], row("Vans|£1m")],
        ],
    )
    def it_leaves_a_table_whose_sums_or_bars_stand_for_several_rows(self, rows: list[list[object]]) -> None:
        assert costs(grid(*rows, columns=3)) == []  # pyright: ignore[reportArgumentType]


class DescribeTotals:
    def it_leaves_columns_and_rows_of_them_to_the_program(self) -> None:
        costed = table(
            "Year|Capital £m|Revenue £m|Total £m",
            "2026/27|1.25|0.5|1.75",
            "2027/28|(0.0125)|-|(0.0125)",
            "Total|1.2375|0.5|1.7375",
        )
        assert costs(costed) == [("", "2026/27", 1_250_000, 500_000), ("", "2027/28", -12_500, 0)]

    @pytest.mark.parametrize("heads", ["Scheme|Capital|Revenue", "Scheme|2026/27|2027/28"])
    def it_tells_a_scheme_by_the_name_of_total_from_a_sum(self, heads: str) -> None:
        costed = table(
            heads, "Wi-Fi|£3m|£2m", "Total Place programme|£1m|£4m", "Vans|£2m|£1m", "Total|£6m|£7m"
        )
        titles = [title for title, *_ in costs(costed)]
        assert list(dict.fromkeys(titles)) == ["Wi-Fi", "Total Place programme", "Vans"]

    @pytest.mark.parametrize(
        "name", ["Total digital workforce", "Total for Saltby", "Sub-total: Leeds", "Leeds total"]
    )
    def it_takes_no_sum_of_the_rows_above_for_a_cost_whatever_its_name(self, name: str) -> None:
        rows = "Wi-Fi|£3m|£2m", "Vans|£2m|£1m", f"{name}|£5m|£3m", "Roofs|£1m|-", f"{name}|£1m|-"
        costed = table("Scheme|Capital|Revenue", *rows, "Grand total of Saltby|£6m|£3m")
        assert [title for title, *_ in costs(costed)] == ["Wi-Fi", "Vans", "Roofs"]

    def it_says_which_column_another_sum_stood_in(self) -> None:
        costed = table("Scheme|Capital|Revenue|Savings", "Wi-Fi|£1.2m|£30k|£40k")
        found = proposal(h(1, "Finance"), costed)
        assert [(each.title, text(each)) for each in nodes(found, "cost")] == [("Wi-Fi", "Savings: £40k")]


class DescribeUnits:
    def it_takes_the_one_that_stands_nearest_to_a_sum(self) -> None:
        caption = [cell("All costs (£m)", 3)]
        expected = [("Wi-Fi", "", 120_000, 30_000)]
        assert costs(
            grid(caption, row("Scheme|Capital £000|Revenue £000"), row("Wi-Fi|120|30"), columns=3)
        ) == (expected)
        bars = [cell("Capital (£m)", 3)], [cell("Revenue (£000)", 3)]
        rows = (row("Scheme|2026/27|2027/28"), bars[0], row("Wi-Fi|0.12|0.08"), bars[1], row("Wi-Fi|30|(20)"))
        assert costs(grid(*rows, columns=3)) == WIFI

    @pytest.mark.parametrize("unit", ["£000", "Scheme (£k)", "Scheme, in thousands", "Thousands of pounds"])
    def it_takes_that_of_the_first_heading_for_all_columns(self, unit: str) -> None:
        assert costs(table(f"{unit}|Capital|Revenue", "Wi-Fi|120|30")) == [("Wi-Fi", "", 120_000, 30_000)]

    @pytest.mark.parametrize(
        "units", ["£ million|Revenue £ thousand", "(million pounds)|Revenue (thousand pounds)"]
    )
    def it_takes_pounds_in_words(self, units: str) -> None:
        costed = table(f"Scheme|Capital {units}", "Wi-Fi|1.5|30")
        assert costs(costed) == [("Wi-Fi", "", 1_500_000, 30_000)]

    @pytest.mark.parametrize("unit", ["£bn", "(£ billion)", "in billions", "(bn)"])
    def it_takes_billions(self, unit: str) -> None:
        costed = table(f"Scheme|Capital {unit}|Revenue {unit}", "Metro|1.5|2")
        assert costs(costed) == [("Metro", "", 1_500_000_000, 2_000_000_000)]

    @pytest.mark.parametrize("name", ["Books for millions", "Homes for thousands of tenants"])
    def it_takes_no_words_of_a_purpose_for_one(self, name: str) -> None:
        costed = table("Scheme|Type|2026/27|2027/28", f"{name}|Capital|£20,000|£30,000")
        assert costs(costed) == [(name, "2026/27", 20_000, 0), (name, "2027/28", 30_000, 0)]


class DescribeTablesWithoutMoney:
    YEARLY = table("What we count|2026/27|2027/28", "Visits to the capital|200|210", "Revenue calls|1|2")

    def it_takes_no_figures_for_costs_that_only_speak_of_a_capital_or_revenue(self) -> None:
        assert not nodes(proposal(h(1, "What we will measure"), p("It counts:"), self.YEARLY), "cost")

    def it_takes_rows_for_costs_that_say_their_kind(self) -> None:
        costed = table("Scheme|2026/27|2027/28", "Wi-Fi (capital)|200|210", "Revenue|1|2")
        found = proposal(h(1, "What we will measure"), p("It takes:"), costed)
        assert len(nodes(found, "cost")) == 4


class DescribeWhatSumsCount:
    @pytest.mark.parametrize(
        ("heading", "said"),
        [
            ("What it costs (£000)", "It is paid from reserves."),
            ("What it costs", "All sums are in thousands of pounds."),
            ("What it costs", "Figures are shown in £’000s."),
        ],
    )
    def it_is_read_in_the_heading_or_the_text_beside_the_table(self, heading: str, said: str) -> None:
        costed = table("Scheme|2026/27|2027/28", "Wi-Fi|120|80")
        found = proposal(h(1, heading), p(said), costed)
        assert [int(each.revenue) for each in nodes(found, "cost")] == [120_000, 80_000]
        kept = said.startswith("It")
        assert (text(nodes(found, "section")[0]) == said) == kept
        assert (said in found.furniture) != kept  # for sums written out in full are none of thousands

    @pytest.mark.parametrize("heading", ["Costs (£ million)", "Costs, £k", "Costs in £ thousand"])
    def it_is_read_in_a_heading_with_the_sign_and_a_word(self, heading: str) -> None:
        (cost,) = nodes(proposal(h(1, heading), table("Item|2026/27", "Vans|3")), "cost")
        assert cost.revenue == (3_000_000 if "million" in heading else 3_000)

    def it_is_not_what_a_phrase_says(self) -> None:
        said = p("It is a multi-£million programme.")
        (cost,) = nodes(proposal(h(1, "Costs"), said, table("Item|2026/27", "Vans|£300")), "cost")
        assert cost.revenue == 300

    @pytest.mark.parametrize("column", ["2026/27", "Cost"])
    @pytest.mark.parametrize(
        ("heading", "sums"),
        [("Capital costs", (300, 0)), ("Revenue budget", (0, 300)), ("Capital and revenue costs", (0, 300)),
         ("Costs of capital financing", (0, 300))],
    )  # fmt: skip
    def it_is_of_the_kind_that_the_heading_alone_says(
        self, heading: str, column: str, sums: tuple[int, int]
    ) -> None:
        (cost,) = nodes(proposal(h(1, heading), table(f"Item|{column}", "Vans|£300")), "cost")
        assert (cost.capital, cost.revenue) == sums

    def it_is_not_how_many_of_something_else_there_are(self) -> None:
        said = p("These are the costs of damp in thousands of homes.")
        (cost,) = nodes(proposal(h(1, "Costs"), said, table("Item|2026/27", "Vans|300")), "cost")
        assert cost.revenue == 300

    def it_is_that_of_the_table_beside_it_where_there_are_several(self) -> None:
        costed = table("Scheme|2026/27|2027/28", "Wi-Fi|120|80")
        rents = table("Flat|Rent", "Small|£70", "Large|£90")
        said = p("Figures are shown in £000.")
        found = proposal(
            h(1, "What it costs"), p("We pay:"), costed, p("Rents stay as they are."), said, rents
        )
        assert [int(each.revenue) for each in nodes(found, "cost")] == [120, 80]
        found = proposal(h(1, "What it costs"), said, costed, p("We charge rents:"), p("Each week:"), rents)
        assert [int(each.revenue) for each in nodes(found, "cost")] == [120_000, 80_000]
        assert text(nodes(found, "section")[0]).startswith("Figures are shown")  # for a table stays beside it

    def it_is_not_read_in_a_sentence_about_other_sums(self) -> None:
        said = "It saves thousands of pounds, and we got £2m in 2024."
        found = proposal(h(1, "What it costs"), p(said), table("Scheme|2026/27|2027/28", "Wi-Fi|£120|£80"))
        assert [int(each.revenue) for each in nodes(found, "cost")] == [120, 80]
        assert text(nodes(found, "section")[0]) == said


class DescribeBudgets:
    def it_leaves_out_a_row_that_adds_up_though_it_does_not_say_total(self) -> None:
        rows = ("|2026/27|2027/28", "Staff|£30|£31", "Premises|£3|£3", "Net budget|£33|£34")
        assert [name for name, *_ in costs(table(*rows))] == ["Staff", "Staff", "Premises", "Premises"]
        assert ("Net budget", "2026/27", 0, 40) in costs(table(*rows[:3], "Net budget|£40|£41"))

    def it_does_not_take_what_borrowing_costs_for_capital(self) -> None:
        assert costs(table("|2026/27|2027/28", "Staff|£30|£31", "Capital financing|£2|£3"))[2:] == [
            ("Capital financing", "2026/27", 0, 2),
            ("Capital financing", "2027/28", 0, 3),
        ]
