"""Findings: each rule finds its fault and is silent without it."""

import random
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from app.document import checks, said
from app.document.checks import Finding, Known, findings
from app.document.faults import Fault
from app.models import nodes, tree
from app.models.house import House
from app.models.nodes import HistoryRow, Node, Strategy
from app.models.text import Paragraph, Picture, Run, Table, plain
from app.services.houses import house
from tests.full_trees import Growing

PLAIN = house("plain")


def strategy(*children: Node, **fields: object) -> Strategy:
    given = {"title": "T", "organisation": "O", "author": "A"} | fields
    return Strategy(id="root", children=children, **given)  # type: ignore[arg-type]


def rules(*children: Node, **fields: object) -> list[str]:
    return [finding.rule for finding in findings(strategy(*children, **fields), PLAIN)]


def section(body: object = None, **fields: object) -> nodes.Section:
    words = plain("Words.") if body is None else body
    return nodes.Section(**({"id": "s", "title": "Purpose", "body": words} | fields))  # type: ignore[arg-type]


PRIORITY = nodes.Priority(
    id="p", title="Ducts", body=plain("Lay them."), start="2026-04-01", end="2027-03-31"
)


class DescribeFindings:
    def it_is_silent_about_a_sound_strategy(self):
        theme = nodes.Theme(id="t", title="Place", body=plain("Why."), children=(PRIORITY,))
        vision = nodes.Vision(id="v", title="Vision", statement=plain("All online."), children=(theme,))
        risk = nodes.Risk(
            id="r", title="Delay", body=plain("Late."), response=plain("Plan."), likelihood=2, impact=3
        )
        assert rules(section(), vision, nodes.Risks(id="rs", children=(risk,))) == []

    def it_tells_where_the_fault_is(self):
        inner = section((), id="s2", title="Scope")
        assert findings(strategy(section(children=(inner,))), PLAIN) == [
            Finding(
                "empty",
                "s2",
                ("T", "Purpose", "Scope"),
                "“Scope” has nothing under its heading; write it or remove it.",
                "must",
            )
        ]

    def it_puts_what_must_be_mended_first(self):
        theme = nodes.Theme(id="t", title="Place", body=plain("Why."))
        found = findings(strategy(theme, section(())), PLAIN)
        assert [(f.rule, f.severity) for f in found] == [
            ("empty", "must"),
            ("theme-without-priority", "should"),
        ]

    @pytest.mark.parametrize(
        ("rule", "node"),
        [
            ("required", nodes.Vision(id="v", title="V", body=plain("x"))),
            ("empty", nodes.Outcomes(id="o", title="The difference")),
            ("empty", nodes.Theme(id="t", title="Place", children=(nodes.Priority(id="p"),))),
            ("link", section((Paragraph((Run("there", link="#gone"),)),))),
            ("link-text", section((Paragraph((Run("Click here", link="https://example.org"),)),))),
            ("alternative-text", section((Picture("0" * 64),))),
            ("table-head", section((Table(((), ()), header_rows=0),))),
            ("title-missing", section(title="")),
            ("theme-without-priority", nodes.Theme(id="t", title="Place", body=plain("x"))),
            ("risk-without-response", nodes.Risks(id="rs", children=(nodes.Risk(id="r", body=plain("x")),))),
            (
                "risk-half-scored",
                nodes.Risks(id="rs", children=(nodes.Risk(id="r", title="x", likelihood=3),)),
            ),
            ("cost-zero", section(children=(nodes.Cost(id="c", title="x", year="2026/27"),))),
            ("cost-year", section(children=(nodes.Cost(id="c", title="x", year="250,000"),))),
        ],
    )
    def it_finds(self, rule: str, node: Node):
        assert rule in rules(node)

    def it_finds_a_link_of_a_field_to_another_kind_of_part(self):
        theme = nodes.Theme(id="t", title="Place", body=plain("x"), objectives=("s",), children=(PRIORITY,))
        assert rules(section(), theme) == ["link"]

    def it_finds_two_siblings_of_one_title(self):
        assert rules(section(), section(id="s2", title="purpose ")) == ["title-twice", "title-twice"]

    @pytest.mark.parametrize(
        ("date", "severity"),
        [("2026-02-30", "must"), ("Spring 2027", "should"), ("2028-02-29", None), ("3 March 2026", None)],
    )
    def it_finds_days_that_no_calendar_has(self, date: str, severity: str | None):
        found = findings(strategy(review_date=date), PLAIN)
        assert [f.severity for f in found] == ([severity] if severity else [])

    def it_takes_quarters_and_seasons_for_dates_of_a_plan(self):
        first = nodes.Milestone(id="m", title="Done", date="Summer 2027")
        priority = nodes.Priority(
            id="p", body=plain("x"), start="Q3 2026/27", end="2027/28", children=(first,)
        )
        theme = nodes.Theme(id="t", title="T", body=plain("x"), children=(priority,))
        assert "date" not in rules(section(), theme)

    def it_says_what_to_write_as_the_field_shows_it(self):
        (found,) = findings(strategy(review_date="Spring 2027"), PLAIN)
        assert found.message.endswith("write a day such as 20 June 2026.")

    def it_finds_an_end_before_its_start_and_a_milestone_after_the_end(self):
        late = nodes.Milestone(id="m", title="Done", date="2027-06-01")

        def under(end: str) -> nodes.Theme:
            priority = nodes.Priority(id="p", body=plain("x"), start="2026-04-01", end=end, children=(late,))
            return nodes.Theme(id="t", title="T", children=(priority,))

        assert rules(under("2025-04-01")) == ["end-before-start", "milestone-after-end"]
        assert rules(under("2027-05-31")) == ["milestone-after-end"]
        assert rules(under("2027-06-01")) == []
        assert rules(under("2026-03")) == ["end-before-start", "milestone-after-end"]
        assert rules(under("2026-04")) == ["milestone-after-end"]
        assert rules(under("2027")) == []

    def it_finds_an_approval_that_contradicts_the_version_table(self):
        history = (HistoryRow("V8", "20/06/2017", "None", "Final approval by the board"),)
        assert rules(stated_approval="Pending", history=history) == ["approval-contradicted"]
        assert rules(stated_approval="Executive Board", history=history) == []
        assert rules(stated_approval="Pending", history=(HistoryRow("V1"),)) == []


class DescribeTheGlossary:
    def found(self, text: str, *terms: tuple[str, str]) -> list[tuple[str, str]]:
        made = (nodes.Term(id=f"t{at}", title=t, body=plain(m)) for at, (t, m) in enumerate(terms))
        root = strategy(section(plain(text)), nodes.Glossary(id="g", title="Glossary", children=tuple(made)))
        return [(finding.rule, finding.message.split("”")[0][1:]) for finding in findings(root, PLAIN)]

    def it_finds_terms_that_are_not_used_and_abbreviations_that_are_not_explained(self):
        said = "The SAN and the IoT are ours."
        assert self.found(said, ("Storage network (SAN)", "Disks."), ("LAN", "Wires.")) == [
            ("abbreviation", "IoT"),
            ("term-unused", "LAN"),
        ]

    def it_takes_a_term_in_another_meaning_as_used(self):
        assert self.found("Our WAN.", ("WAN", "Like a LAN."), ("LAN", "Wires.")) == []

    def it_knows_roman_numbers_and_headings_in_capitals(self):
        assert self.found("PART IV OF IT\nPart IV covers the NHS and WANs.", ("WAN", "Wires.")) == []


class DescribeAnyTree:
    @given(st.integers(0, 10**9))
    def it_is_checked_without_a_fault_of_the_checker(self, seed: int):
        root = Growing(random.Random(seed)).strategy()
        ids = root.ids
        for finding in findings(root, PLAIN):
            assert finding.node in ids
            assert finding.message.endswith(".")
            assert finding.path


class DescribeCheckingAgain:
    @given(st.integers(0, 10**9))
    def it_finds_what_checking_for_the_first_time_finds(self, seed: int):
        chance = random.Random(seed)
        root, known = Growing(chance).strategy(), Known()
        for _ in range(4):
            assert findings(root, PLAIN, known) == findings(root, PLAIN)
            below = [node for node in tree.walk(root) if node is not root]
            if not below:
                return
            node = chance.choice(below)
            if chance.random() < 0.3:
                root = tree.remove(root, node.id)
            else:
                title = chance.choice(("", "DPIA", "Another name", node.title))
                root = tree.change(root, node.id, title=title, body=plain(chance.choice(("", "The DPIA."))))
            assert isinstance(root, Strategy)

    def it_looks_only_at_what_changed_and_what_holds_it(self, monkeypatch: pytest.MonkeyPatch):
        themes = [
            nodes.Theme(id=f"t{n}", title=f"Theme {n}", children=(structs.replace(PRIORITY, id=f"p{n}"),))
            for n in range(3)
        ]
        root, known = strategy(nodes.Vision(id="v", title="Vision", children=tuple(themes))), Known()
        findings(root, PLAIN, known)
        looked: list[str] = []

        def watched(node: Node, house: House) -> Iterator[Fault]:
            looked.append(node.id)
            yield from ()

        monkeypatch.setattr(checks, "_PART_RULES", (watched,))
        edited = tree.change(root, "p1", title="Another name")
        assert isinstance(edited, Strategy)
        findings(edited, PLAIN, known)
        assert looked == ["root", "v", "t1", "p1"]

    @pytest.mark.parametrize("asked", [1, 3, 5, 8])
    def it_is_ended_by_whoever_is_asked_and_finds_the_same_the_next_time(self, asked: int):
        class Enough(Exception):
            pass

        left = iter(range(asked))

        def go_on() -> None:
            if next(left, None) is None:
                raise Enough

        root, known = strategy(section((), id="s2", title=""), section(id="s3")), Known()
        with pytest.raises(Enough):
            findings(root, PLAIN, known, go_on)
        assert findings(root, PLAIN, known) == findings(root, PLAIN)

    def it_goes_by_the_house_as_it_is(self):
        root, known = strategy(section((), id="s2", title="")), Known()
        findings(root, PLAIN, known)
        other = house("wrexham")
        assert findings(root, other, known) == findings(root, other)

    def it_does_not_keep_what_is_gone(self):
        known = Known()
        for n in range(50):
            findings(strategy(section(id=f"s{n}")), PLAIN, known)
        assert known.size <= 6

    def it_goes_through_the_parts_once_for_all_rules(self, monkeypatch: pytest.MonkeyPatch):
        glossary = nodes.Glossary(id="g", children=(nodes.Term(id="x", title="Duct", body=plain("A pipe.")),))
        root, walked, numbered = strategy(section(), glossary), [], []
        monkeypatch.setattr(said, "walk", lambda root: walked.append(root) or tree.walk(root))
        monkeypatch.setattr(checks, "numbers", lambda root, house: numbered.append(root) or {})
        findings(root, PLAIN)
        assert (walked, numbered) == ([root], [])

    def it_names_the_way_only_to_parts_with_a_fault(self, monkeypatch: pytest.MonkeyPatch):
        theme = nodes.Theme(id="t", title="Place", body=plain("Why."), children=(PRIORITY,))
        vision = nodes.Vision(id="v", title="Vision", statement=plain("All online."), children=(theme,))
        named: list[str] = []
        monkeypatch.setattr(checks, "name_of", lambda node: named.append(node.id) or node.title)
        (only,) = findings(strategy(vision, section((), id="s2", title="Scope")), PLAIN)
        assert only.path == ("T", "Scope")
        assert named == ["root", "s2"]


class DescribeWhereToMend:
    def it_names_the_field_a_finding_is_mended_in(self):
        risk = nodes.Risk(id="r", title="Delay", body=plain("Late."), likelihood=2)
        priority = nodes.Priority(
            id="p", title="Open", body=plain("Do."), start="2027-05-01", end="2026-05-01"
        )
        theme = nodes.Theme(id="t", title="Place", body=plain("Why."), children=(priority,))
        vision = nodes.Vision(id="v", title="Vision", statement=plain("All."), children=(theme,))
        root = strategy(vision, nodes.Risks(id="rs", children=(risk,)))
        assert {(f.rule, f.node, f.field) for f in findings(root, PLAIN)} >= {
            ("risk-without-response", "r", "response"),
            ("risk-half-scored", "r", "impact"),
            ("end-before-start", "p", "end"),
        }


class DescribeLinksByNumber:
    @pytest.mark.parametrize(
        ("words", "found"),
        [
            ("priority 7", ["link-number"]), ("7.2", ["link-number"]),
            ("Learn by doing", []), ("in 2027 we", []), ("section 2", []),
        ],
    )  # fmt: skip
    def it_finds_a_number_that_is_no_longer_the_parts(self, words, found):
        link = (Paragraph((Run("As said in "), Run(words, link="#b"))),)
        assert rules(section(link, id="a"), section(id="b", title="Learn")) == found
