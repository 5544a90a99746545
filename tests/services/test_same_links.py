"""Where the links of a copy may lead: where the strategy's lead, or where the words say."""

import pytest

from app.models.nodes import Section, Strategy
from app.models.text import Item, List, Paragraph, Run
from app.services.same_links import said, strange_links

LINKED = Paragraph((Run("our plan", link="https://example.org/Plan/"),))
ROOT = Strategy(
    title="Plan",
    children=(
        Section(
            title="Aim", body=(LINKED, List((Item((Paragraph((Run("mail", link="mailto:a@b.org"),)),)),)))
        ),
        Section(title="Wales", body=(Paragraph((Run("here", link="https://example.org/cŵn"),)),)),
    ),
)
WORDS = ("See www.example.com/a-", "page or write to it@example.com.")


class DescribeStrangeLinks:
    @pytest.mark.parametrize(
        "address",
        [
            "https://example.org/Plan/", "http://example.org/plan", "mailto:a@b.org", "#aim", "file:///aim",
            "https://example.org/c%C5%B5n", "https://example.org/c?n", "http://www.example.com/a-page",
            "mailto:it@example.com",
        ],
    )  # fmt: skip
    def it_knows_those_of_the_strategy_and_those_that_can_be_read(self, address: str):
        assert strange_links([address], ROOT, WORDS) == ()

    @pytest.mark.parametrize(
        "address", ["https://example.net/Plan/", "https://example.org/Plan/2", "mailto:c@b.org", "https:///"]
    )
    def it_finds_every_other_once(self, address: str):
        assert strange_links([address, "#aim", address], ROOT, WORDS) == (address,)

    def it_tells_of_one_and_of_several(self):
        assert said(()) == ""
        assert said(("https://a.org",)) == "a link was made to lead to “https://a.org”"
        assert said(("https://a.org", "https://b.org")) == (
            "links were made to lead to 2 other addresses, such as “https://a.org”"
        )
        assert len(said((f"https://a.org/{'x' * 2000}",))) < 120
