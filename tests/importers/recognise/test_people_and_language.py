"""Forewords signed in one sentence, Welsh documents, front pages said in one line: each lesson one small document."""

import pytest

from app.models.nodes import HistoryRow
from tests.importers.test_recognise_layouts import h, li, nodes, p, proposal, root, table, text, titles


class DescribeSignatories:
    """People named together under a foreword."""

    @pytest.mark.parametrize(
        ("said", "names", "roles"),
        [
            (
                "Cllr Ida Moss, Leader of the Council, and Owen Pike, Chief Executive",
                ["Cllr Ida Moss", "Owen Pike"],
                ["Leader of the Council", "Chief Executive"],
            ),
            (
                "Signed: Cllr Ida Moss (Leader of the Council) and Owen Pike (Chief Executive)",
                ["Cllr Ida Moss", "Owen Pike"],
                ["Leader of the Council", "Chief Executive"],
            ),
            (
                "Ida Moss, Cabinet Member for Parks; Owen Pike, Head of Parks",
                ["Ida Moss", "Owen Pike"],
                ["Cabinet Member for Parks", "Head of Parks"],
            ),
            (
                "Chief Fire Officer Owen Pike and Cllr Ida Moss, Chair of the Authority",
                ["Owen Pike", "Cllr Ida Moss"],
                ["Chief Fire Officer", "Chair of the Authority"],
            ),
            ("Convener Owen Pike", ["Owen Pike"], ["Convener"]),
        ],
    )
    def it_finds_each_of_them_with_the_post(self, said: str, names: list[str], roles: list[str]) -> None:
        found = proposal(
            h(1, "Foreword"), p("We wrote this together."), p(said), h(1, "Scope"), p("All of it.")
        )
        assert titles(found, "signatory") == names
        assert [person.role for person in nodes(found, "signatory")] == roles

    def it_does_not_split_one_persons_post(self) -> None:
        said = "Cllr Ida Moss, Cabinet Member for Housing and Planning Policy"
        found = proposal(h(1, "Foreword"), p("We wrote this."), p(said), h(1, "Scope"), p("All of it."))
        assert titles(found, "signatory") == ["Cllr Ida Moss"]

    def it_calls_two_people_joined_only_by_and_a_guess(self) -> None:
        said = "Cllr Ida Moss (Leader) and Owen Pike (Chief Executive)"
        found = proposal(h(1, "Foreword"), p("We wrote this."), p(said), h(1, "Scope"), p("All of it."))
        assert [place.sure for place in found.placements if place.kind == "signatory"] == [0.55]

    def it_reads_a_table_of_people_side_by_side(self) -> None:
        signed = table("Ida Moss\nChair of the Board|Owen Pike\nChief Executive")
        found = proposal(h(1, "Foreword"), p("We wrote this."), signed, h(1, "Scope"), p("All of it."))
        assert titles(found, "signatory") == ["Ida Moss", "Owen Pike"]

    def it_takes_a_mayor_below_a_name_for_the_post(self) -> None:
        lines = (p("Cllr Ida Moss"), p("Mayor of Elmsea"))
        found = proposal(h(1, "Foreword"), p("We wrote this."), *lines, h(1, "Scope"), p("All of it."))
        assert [person.role for person in nodes(found, "signatory")] == ["Mayor of Elmsea"]


class DescribeWelsh:
    """A strategy wholly in Welsh."""

    @pytest.fixture(scope="class")
    @classmethod
    def found(cls):
        return proposal(
            p("Strategaeth Goed 2026–2030", style="title", size=24),
            h(1, "Rheoli Dogfennau"),
            table("Teitl y ddogfen|Strategaeth Goed", "Awdur|Tîm y Parciau", "Dyddiad adolygu|Mai 2028"),
            h(1, "Rheoli Fersiynau"),
            table(
                "Fersiwn|Dyddiad|Disgrifiad|Sylwadau",
                "0.1|Ionawr 2026|Drafft|",
                "1.0|Mai 2026|Terfynol|Cabinet",
            ),
            h(1, "Rhagair"),
            p("Mae coed yn byw yn hwy na ni, ac mae ein plant yn eu haeddu."),
            h(1, "Cyflwyniad"),
            p("Dyma sut y byddwn yn gofalu am y coed ar ein strydoedd ac yn ein parciau."),
            h(1, "Gweledigaeth"),
            p("Sir werdd i bawb."),
            h(1, "Egwyddorion"),
            li("**Lleol:** prynwn gan feithrinfeydd y sir."),
            li("**Gonest:** dywedwn beth sy’n methu."),
            h(1, "Themâu"),
            h(2, "Thema 1: Plannu"),
            p("Byddwn yn:"),
            li("plannu mil o goed"),
            li("agor dwy berllan"),
            h(2, "Thema 2: Gofalu"),
            p("Byddwn yn:"),
            li("archwilio pob coeden"),
            li("hyfforddi wardeiniaid"),
            h(1, "Risgiau"),
            table(
                "Risg|Tebygolrwydd|Effaith|Lliniaru", "Sychder|4|3|Dyfrhau", "Clefyd|5|4|Torri ac ailblannu"
            ),
            h(1, "Geirfa"),
            table("Term|Ystyr", "Perllan|Cae o goed ffrwythau"),
            h(1, "Atodiad 1: Tystiolaeth"),
            p("Ffigurau o arolwg 2025."),
        )

    def it_knows_the_language(self, found) -> None:
        assert root(found).language == "cy-GB"

    @pytest.mark.parametrize(
        "other",
        [
            "La ville décrit ici comment ses services seront meilleurs d'ici 2030. Il y a trois projets, et chacun y "
            "trouvera sa place. On y lit aussi les coûts, les dangers et les délais.",
            "La ciudad y sus servicios, los barrios y las escuelas, y todo lo que hay o habrá en la costa, y en el "
            "campo, y en cada calle, para todos los vecinos y vecinas que viven en ella.",
        ],
    )
    def it_takes_no_other_language_for_welsh(self, other: str) -> None:
        assert root(proposal(h(1, "2030"), p(other))).language == "en-GB"

    def it_reads_the_control_pages(self, found) -> None:
        assert (root(found).author, root(found).review_date) == ("Tîm y Parciau", "Mai 2028")
        assert root(found).history[1] == HistoryRow("1.0", "Mai 2026", "Terfynol", "Cabinet")

    def it_knows_the_parts_by_their_headings(self, found) -> None:
        kinds = {child.kind for child in root(found).children}
        assert kinds == {"foreword", "section", "vision", "principles", "risks", "glossary", "appendix"}
        assert titles(found, "theme") == ["Plannu", "Gofalu"]
        assert len(nodes(found, "priority")) == 4
        assert [(risk.likelihood, risk.impact) for risk in nodes(found, "risk")] == [(4, 3), (5, 4)]

    def it_takes_off_a_number_said_in_two_languages(self) -> None:
        found = proposal(
            h(1, "Scope"), p("All."), h(1, "Appendix 2 / Atodiad 2: Equality"), p("No harm was found.")
        )
        assert titles(found, "appendix") == ["Equality"]

    def it_does_not_take_english_for_welsh(self) -> None:
        found = proposal(
            h(1, "Scope"), p("The plan of the county is to plant trees in the parks and streets. " * 4)
        )
        assert root(found).language == "en-GB"


class DescribeFrontPages:
    """What stands at the very top, in whatever form."""

    def it_takes_a_council_in_the_titles_style_for_whose_it_is(self) -> None:
        council = p("Elmsea City Council", style="title", size=28)
        below = proposal(council, h(1, "Growth Strategy 2026–2036"), h(2, "Purpose"), p("To earn more."))
        named = "Police and Crime Commissioner for Elmshire"
        beside = proposal(
            p(named, style="title", size=28), p("Crime Plan 2026–2036", style="subtitle"),
            h(1, "Purpose"), p("To be safe."),
        )  # fmt: skip
        for found, title, whose in (
            (below, "Growth Strategy", "Elmsea City Council"),
            (beside, "Crime Plan", named),
        ):
            assert (root(found).title, root(found).period, root(found).organisation) == (
                title,
                "2026–2036",
                whose,
            )
            assert titles(found, "section") == ["Purpose"]

    def it_leaves_out_a_cover_that_says_the_control_sheet_again(self) -> None:
        sheet = table(
            "Document title|Homes for All: Housing Strategy 2026–31",
            "Organisation|Elmsea City Council",
            "Author|J Ash",
        )
        cover = [p("Elmsea City Council", bold=True, size=24), p("Homes for All", bold=True, size=20)]
        found = proposal(sheet, *cover, h(1, "Purpose"), p("To house people."))
        assert titles(found, "section") == ["Purpose"]
        assert "Homes for All" in found.furniture

    def it_keeps_a_glossary_in_an_appendix_out_of_the_part_before_it(self) -> None:
        found = proposal(
            p("Elmsea Housing Strategy", bold=True, size=24), p("Contents", bold=True), p("1.0 Purpose\t3"),
            p("2.0 Risks\t4"), p("Appendix 1: Glossary\t5"),
            p("1.0 Purpose", bold=True, size=16, break_before=True), p("To house people in good homes."),
            p("2.0 Risks", bold=True, size=16), p("Builders may fail us in a bad year."),
            p("Appendix 1: Glossary", bold=True, size=16), table("Term|Meaning", "EPC|A rating of homes"),
        )  # fmt: skip
        assert titles(found, "term") == ["EPC"]

    def it_parts_what_bars_join(self) -> None:
        line = p("Elmsea City Council | 2026–2030 | Draft for consultation", style="subtitle")
        found = proposal(p("Library Plan", style="title", size=24), line, h(1, "Scope"), p("All branches."))
        assert (root(found).title, root(found).organisation) == ("Library Plan", "Elmsea City Council")
        assert (root(found).period, text(root(found))) == ("2026–2030", "")

    @pytest.mark.parametrize(
        "name", ["ELMSEA FIRE AND RESCUE SERVICE", "Elmsea Housing Association", "Elmsea Homes"]
    )
    def it_knows_other_bodies_than_councils(self, name: str) -> None:
        found = proposal(
            p(name, size=14),
            p("SAFETY STRATEGY 2026 TO 2029", size=26, bold=True),
            h(1, "Scope"),
            p("All homes."),
        )
        assert (root(found).organisation, root(found).period) == (name, "2026 TO 2029")

    def it_reads_who_prepared_it_as_no_council_name(self) -> None:
        found = proposal(
            p("Service Plan", style="title", size=24),
            p("Prepared for Elmsea Borough Council by the Digital Office"),
            h(1, "Scope"),
            p("All."),
        )
        assert root(found).organisation == "Elmsea Borough Council"
        assert text(root(found)).startswith("Prepared for")
