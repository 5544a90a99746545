"""A strategy written as Markdown and read in again: the same parts, with nothing taken twice."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec import structs

from app.document.strategy import build_strategy
from app.exporters.markdown import markdown_bytes
from app.importers.guard import Limits
from app.importers.markdown import markdown_source
from app.importers.recognise import propose
from app.models.content import Content
from app.models.dates import read_date
from app.models.nodes import (
    Cost,
    Glossary,
    Measure,
    Outcome,
    Outcomes,
    Priority,
    Risk,
    Risks,
    Section,
    Strategy,
    Term,
    Theme,
    Vision,
)
from app.models.text import plain
from app.models.tree import text_of, walk
from app.services.houses import house


def theme(number: int, title: str) -> Theme:
    """A theme with two priorities, one of them dated, that costs something each year."""
    first = Priority(
        id=f"p{number}1",
        title=f"Open {number} hubs",
        owner="Head of Place",
        start="2026-04",
        end="2027-03-31",
    )
    second = Priority(id=f"p{number}2", title=f"Train {number}00 people", owner="Head of HR", end="2028")
    spent = tuple(
        Cost(
            id=f"c{number}{year}",
            title=f"Works {number}",
            year=f"202{year}/2{year + 1}",
            capital=Decimal(year * 1000),
        )
        for year in (6, 7)
    )
    measure = Measure(id=f"m{number}", title=f"Visits of kind {number}", baseline="10", target="20")
    return Theme(
        id=f"t{number}",
        title=title,
        body=plain(f"{title} matters here."),
        children=(first, second, *spent, measure),
    )


ROOT = Strategy(
    id="s1",
    title="Places Strategy",
    organisation="Elm Borough Council",
    period="2026–2030",
    children=(
        Section(id="b", title="Background", body=plain("The borough has nine towns.")),
        Vision(
            id="v", title="Vision", statement=plain("A place for all of us, whoever we are."),
            children=(theme(1, "Fit for purpose"), theme(2, "Lively streets")),
        ),
        Outcomes(
            id="o", title="Outcomes",
            children=(
                Outcome(id="o1", title="Busy towns", body=plain("More visits.")),
                Outcome(id="o2", title="Fewer gaps"),
            ),
        ),
        Risks(
            id="r", title="Risks",
            children=(
                Risk(
                    id="r1", title="Grants end", owner="Treasurer", likelihood=3, impact=4,
                    response=plain("Save first."),
                ),
                Risk(id="r2", title="Firms fail", likelihood=2, impact=5, response=plain("Ask two.")),
            ),
        ),
        Glossary(id="g", title="Glossary", children=(Term(id="g1", title="BID", body=plain("A levy of traders")),)),
    ),
)  # fmt: skip


@pytest.mark.parametrize("key", ["plain", "blackpool", "wrexham", "blackburn", "thurrock"])
class DescribeMarkdownReadInAgain:
    def it_holds_the_same_parts_each_once(self, key: str):
        text = markdown_bytes(build_strategy(Content(ROOT), house(key))).decode()
        found = propose(markdown_source(text, Path("a.md"), Limits())).content.root
        kinds = Counter(node.kind for node in walk(ROOT))
        assert Counter(node.kind for node in walk(found)) == kinds

    def it_knows_priorities_by_their_first_words_where_they_have_no_title(self, key: str):
        bodies = (
            "We will open {} hubs in each of the nine towns of the borough.",
            "We will train {}00 people.",
        )
        themes = tuple(
            Theme(
                id=f"t{n}",
                title=title,
                children=tuple(
                    Priority(id=f"p{n}{at}", body=plain(body.format(n)), owner=f"Head {n}{at}", end="2028")
                    for at, body in enumerate(bodies)
                ),
            )
            for n, title in enumerate(("Lively streets", "Fit for purpose"), 1)
        )
        background, vision, *rest = ROOT.children
        root = structs.replace(ROOT, children=(background, structs.replace(vision, children=themes), *rest))
        text = markdown_bytes(build_strategy(Content(root), house(key))).decode()
        found = propose(markdown_source(text, Path("a.md"), Limits())).content.root
        assert [
            (text_of(each), each.owner, each.end) for each in walk(found) if isinstance(each, Priority)
        ] == [(body.format(n), f"Head {n}{at}", "2028") for n in (1, 2) for at, body in enumerate(bodies)]

    def it_gives_priorities_their_owner_and_dates_back(self, key: str):
        text = markdown_bytes(build_strategy(Content(ROOT), house(key))).decode()
        found = propose(markdown_source(text, Path("a.md"), Limits())).content.root
        held = [node for node in walk(found) if isinstance(node, Priority)]
        assert [(each.title, each.owner) for each in held] == [
            (each.title, each.owner) for each in walk(ROOT) if isinstance(each, Priority)
        ]
        assert [read_date(each.end) for each in held] == ["2027-03-31", "2028"] * 2
        assert [read_date(each.start) for each in held] == ["2026-04", ""] * 2
