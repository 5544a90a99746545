"""Captions in bold over tables, paragraphs that belong to an item, numbers typed before items, places left empty."""

from app.models.text import blocks_text
from tests.importers.recognise.test_plans_and_costs import cell, grid, row
from tests.importers.test_recognise_layouts import below, h, li, nodes, p, proposal, root, table, titles

DELIVERY = ("Priority|Owner|Finish", "Open hubs|Head of Place|2027", "Train people|Head of HR|2028")


class DescribeCaptions:
    def it_gives_listed_priorities_their_owners_from_the_table_under_one(self) -> None:
        found = proposal(
            h(1, "Themes"),
            h(2, "Homes"), p("Homes matter."), li("**Open hubs**"), li("**Train people**"),
            p("**Delivery**"), table(*DELIVERY),
            h(2, "Roads"), p("Roads matter."), li("Mend them all"), li("Light them all"),
        )  # fmt: skip
        homes = nodes(found, "theme")[0]
        assert [(each.title, each.owner, each.end) for each in below(homes, "priority")] == [
            ("Open hubs", "Head of Place", "2027"),
            ("Train people", "Head of HR", "2028"),
        ]

    def it_puts_costs_under_one_into_the_section_itself(self) -> None:
        found = proposal(
            h(1, "Resources"),
            p("We will spend what we must."),
            p("**Estimated costs**"),
            table("What for|Year|Capital|Revenue", "Hubs|2026/27|£4,000|£10"),
            h(1, "Review"),
            p("Each year."),
        )
        resources = nodes(found, "section")[0]
        assert [child.kind for child in resources.children] == ["cost"]

    def it_takes_actions_under_headings_below_the_vision_for_themes(self) -> None:
        found = proposal(
            h(1, "Vision"), p("A place for all."),
            h(2, "Fit for purpose"), p("It matters."), li("**Open hubs**"), p("**Delivery**"), table(*DELIVERY),
            h(2, "Lively streets"), p("We will:"), li("hold a market"), li("mend the square"),
        )  # fmt: skip
        assert titles(found, "theme") == ["Fit for purpose", "Lively streets"]


class DescribeItems:
    def it_keeps_paragraphs_set_flush_with_an_item_in_it(self) -> None:
        found = proposal(
            h(1, "Outcomes"),
            li("**Busy towns** More visits.", indent=18), p("We will:", indent=18), li("hold markets", 1, indent=36),
            li("**Fewer gaps** All shops let.", indent=18), p("We will:", indent=18), li("refit twelve", 1, indent=36),
            p("All of it by 2028.", indent=18),
        )  # fmt: skip
        assert titles(found, "outcome") == ["Busy towns", "Fewer gaps"]
        assert blocks_text(nodes(found, "outcome")[1].body).split("\n") == [
            "All shops let.", "We will:", "refit twelve", "All of it by 2028.",
        ]  # fmt: skip

    def it_parts_a_list_from_text_that_is_indented_throughout(self) -> None:
        found = proposal(
            h(1, "Background"),
            p("Three things are so:", indent=18), li("one", indent=18), li("two", indent=18),
            p("All this was said before.", indent=18),
        )  # fmt: skip
        (section,) = nodes(found, "section")
        assert len(section.body) == 3

    def it_takes_off_numbers_that_count_up(self) -> None:
        found = proposal(h(1, "Principles"), li("1.1 Reuse"), li("1.2 Share"), li("1.3 Be open"))
        assert titles(found, "principle") == ["Reuse", "Share", "Be open"]
        assert [line for line in found.furniture if line[0].isdigit()] == ["1.1", "1.2", "1.3"]

    def it_leaves_numbers_that_count_something(self) -> None:
        found = proposal(h(1, "Background"), li("2.5 million visits"), li("1.1 million loans"))
        assert "2.5 million visits" in blocks_text(nodes(found, "section")[0].body)


class DescribePlacesLeftEmpty:
    def it_takes_a_dash_for_nothing(self) -> None:
        found = proposal(
            p("Parks Strategy", style="title"),
            h(1, "Version control"),
            table("Version|Date|Changes", "–|–|–"),
            h(1, "Document control"),
            grid(
                row("Author|–"),
                row("Approved by|Not yet approved"),
                [cell("Review date"), cell("")],
                columns=2,
            ),
            h(1, "Background"),
            p("There are parks."),
        )
        top = root(found)
        assert (top.history, top.author, top.stated_approval) == ((), "", "")
