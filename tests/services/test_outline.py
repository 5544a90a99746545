from decimal import Decimal

import pytest

from app.models.errors import Refused
from app.models.nodes import Cost, Glossary, Priority, Section, Term, Theme
from app.models.text import Cell, Item, List, Paragraph, Run, Table, blocks_text
from app.services.outline import identity, read_outline


class DescribeReadOutline:
    def it_builds_a_tree_from_the_depth_of_headings(self):
        (theme,) = read_outline("# theme [t] Place\n\n## priority [p] Fibre\n\n### cost [c] Ducts\n", "s")
        assert isinstance(theme, Theme)
        assert [child.title for child in theme.children] == ["Fibre"]
        assert [child.title for child in theme.children[0].children] == ["Ducts"]

    def it_reads_fields_by_their_declared_type(self):
        text = (
            "# theme [t] Place\naim: A **connected** coast.\n\n"
            "## priority [p] Fibre\nowner: Engineer\nprogress: 15\nprinciples: open, safe\n\nDraw fibre.\n\n"
            "### cost [c] Ducts\nyear: 2026/27\ncapital: 1200000\n"
        )
        (theme,) = read_outline(text, "s")
        assert isinstance(theme, Theme)
        assert theme.aim == (Paragraph((Run("A "), Run("connected", bold=True), Run(" coast."))),)
        (priority,) = theme.children
        assert isinstance(priority, Priority)
        assert (priority.owner, priority.progress) == ("Engineer", 15)
        assert priority.principles == (identity("s", "open"), identity("s", "safe"))
        (cost,) = priority.children
        assert isinstance(cost, Cost)
        assert cost.capital == Decimal(1_200_000)

    def it_reads_bullets_tables_links_and_emphasis(self):
        text = "# section [a] A\n\nSee *the* [plan](#b).\n\n- one\n- two\n\n| X | Y |\n|---|---|\n| 1 | 2 |\n"
        (section,) = read_outline(text, "s")
        assert isinstance(section, Section)
        paragraph, bullets, table = section.body
        link = Run("plan", link="#" + identity("s", "b"))
        assert paragraph == Paragraph((Run("See "), Run("the", italic=True), Run(" "), link, Run(".")))
        assert bullets == List((Item((Paragraph((Run("one"),)),)), Item((Paragraph((Run("two"),)),))))
        assert table == Table(
            tuple(tuple(Cell((Paragraph((Run(word),)),)) for word in row) for row in (("X", "Y"), ("1", "2")))
        )

    def it_reads_a_short_node_on_one_line(self):
        (glossary,) = read_outline("# glossary [g] Glossary\n\n## term [t] API :: A way to ask.\n", "s")
        assert isinstance(glossary, Glossary)
        (term,) = glossary.children
        assert isinstance(term, Term)
        assert (term.title, blocks_text(term.body)) == ("API", "A way to ask.")

    def it_puts_what_follows_a_colon_line_into_that_field(self):
        (theme,) = read_outline("# theme [t] T\n\nBody.\n\n:closing\n\nLast.\n", "s")
        assert isinstance(theme, Theme)
        assert (blocks_text(theme.body), blocks_text(theme.closing)) == ("Body.", "Last.")

    def it_gives_the_same_identities_each_time_and_others_in_another_sample(self):
        text = "# theme [t] Place\n\n## priority Fibre\n"
        first, second = read_outline(text, "s")[0], read_outline(text, "s")[0]
        assert first == second
        assert read_outline(text, "other")[0].ids.isdisjoint(first.ids)

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("# thing [t] T\n", "not a heading"),
            ("# theme [t] T\ncolour: red\n", "no field “colour”"),
            ("# cost [t] T\ncapital: much\n", "“much” is no value for Capital"),
        ],
    )
    def it_refuses_what_it_does_not_know(self, text: str, said: str):
        with pytest.raises(Refused, match=said):
            read_outline(text, "s")
