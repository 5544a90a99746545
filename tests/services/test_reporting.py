"""Committee reports of the sample strategies: layout, figures that agree, what is missing, and bad answers."""

import re
import shutil
import tomllib
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from docx import Document as read_docx

from app.document.nodes import Document
from app.exporters.markdown import markdown_bytes
from app.models.approval import Condition, Decision, Planned
from app.models.errors import Refused
from app.models.kinds import new_id
from app.models.nodes import Cost, Strategy, Theme
from app.models.tree import change, insert, walk
from app.resources import resource_root
from app.services.approving import plan_stage, route_of
from app.services.libraries import open_library
from app.services.reporting import Reported, report, skeleton, template, template_keys
from app.services.samples import build_samples
from app.services.targets import Target
from app.services.versions import save_version

OURS = {"blackpool-executive", "blackburn-executive-board", "thurrock-cabinet", "wrexham-executive-board"}
ENGLISH, WELSH = "Digital Strategy 2026–2030", "Digital and ICT Strategy 2026–2029"
EXAMPLES = {
    "blackpool-executive": ("harbourne", f"{ENGLISH}@V1.0"),
    "blackburn-executive-board": ("harbourne", f"{ENGLISH}@V1.0"),
    "thurrock-cabinet": ("harbourne", f"{ENGLISH}@V1.0"),
    "wrexham-executive-board": ("dyffryn-gwyr", f"{WELSH}@V5"),
}
Answered = Callable[..., Reported]


@pytest.fixture(autouse=True)
def _no_folders_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "config"))
    monkeypatch.delenv("ENGROSS_HOUSES", raising=False)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("samples") / "samples.engross"
    build_samples(place)
    return place


@pytest.fixture
def own(built: Path, tmp_path: Path) -> Path:
    """A library of one's own to change."""
    return Path(shutil.copy(built, tmp_path / "own.engross"))


def example(key: str) -> Path:
    return resource_root() / "samples" / EXAMPLES[key][0] / f"report-{key}.toml"


def made(place: Path, key: str, answers: Path | None = None, name: str = "") -> Reported:
    return report(Target(str(place), name or EXAMPLES[key][1]), key, answers)


def text_of(document: Document) -> str:
    return re.sub(r"\\(.)", r"\1", markdown_bytes(document).decode("utf-8"), flags=re.DOTALL)


def said_in(given: Any) -> Iterator[str]:
    """Every line of words in a table of answers, without marks and without names in braces."""
    if isinstance(given, dict):
        for key, each in given.items():
            yield from () if key in ("template", "version", "fingerprint") else said_in(each)
    elif isinstance(given, list):
        yield from (said for each in given for said in said_in(each))
    elif isinstance(given, str):
        pieces = re.split(
            r"\{\w+\}|\n+", re.sub(r"^(- |### )", "", given.replace("**", ""), flags=re.MULTILINE)
        )
        yield from (piece.strip() for piece in pieces if piece.strip())


@pytest.fixture
def answered(built: Path, tmp_path: Path) -> Answered:
    """The report with the example's answers, some lines of its file replaced."""

    def make(key: str, *changes: tuple[str, str], place: Path = built, name: str = "") -> Reported:
        text = example(key).read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        path = tmp_path / "answers.toml"
        path.write_text(text, encoding="utf-8")
        return made(place, key, path, name)

    return make


class DescribeTheExamples:
    def they_are_of_every_template(self):
        assert set(template_keys()) == OURS == set(EXAMPLES)

    @pytest.mark.parametrize("key", sorted(OURS))
    def they_lack_nothing_and_agree_with_their_strategy(self, built: Path, key: str):
        done = made(built, key, example(key))
        assert done.findings == ()
        assert "To be completed" not in text_of(done.document)

    @pytest.mark.parametrize("key", sorted(OURS))
    def they_show_every_word_of_the_answers_and_none_of_the_guidance(self, built: Path, key: str):
        text = " ".join(text_of(made(built, key, example(key)).document).replace("**", "").split())
        chosen = {"yes", "no", "key", "public", "option3"}
        answers = tomllib.loads(example(key).read_text(encoding="utf-8"))
        for signed in answers.get("sign_offs", {}).values():
            signed.pop("text")
        for said in set(said_in(answers)) - chosen - {answers.get("item")}:
            assert " ".join(said.split()) in text
        for entry in template(key).entries:
            assert not entry.guidance or entry.guidance not in text

    @pytest.mark.parametrize("key", sorted(OURS))
    def they_belong_to_one_version(self, built: Path, key: str):
        document = made(built, key, example(key)).document
        version = EXAMPLES[key][1].partition("@")[2]
        assert document.properties.version == version
        assert f"{version} · {document.properties.fingerprint[:12]}" in document.furniture.foot_left
        assert document.content == b""

    @pytest.mark.parametrize("key", sorted(OURS))
    def they_are_equal_when_made_again(self, built: Path, key: str):
        assert made(built, key, example(key)).document == made(built, key, example(key)).document


class DescribeTheOriginals:
    """The part headings of the real reports, as their own files have them."""

    @pytest.mark.parametrize(
        ("key", "file", "starts"),
        [
            ("blackpool-executive", "blackpool-executive-report-strategy", r"\d+\.0 "),
            ("blackburn-executive-board", "blackburn-executive-board-decision-2021-04-08", r"\d+\. "),
            ("thurrock-cabinet", "thurrock-cabinet-report-2017-04-05", r"\d+\.\d? ?"),
        ],
    )
    def they_are_the_templates_own(self, built: Path, shared: Path, key: str, file: str, starts: str):
        paragraphs = read_docx(str(shared / "corpus" / f"{file}.docx")).paragraphs
        theirs = [p.text.strip() for p in paragraphs if p.style and p.style.name.startswith("Heading")]  # type: ignore[union-attr]
        theirs = [each for each in theirs if re.match(starts, each)]
        ours = re.findall(r"^#+ (.+)$", text_of(made(built, key, example(key)).document), re.MULTILINE)
        assert len(theirs) >= 9
        for their in theirs:
            assert any(_same(their, our) for our in ours), their


def _same(their: str, our: str) -> bool:
    """Whether two headings have one number and begin alike."""
    one, other = (re.sub(r"[^\w.&/ ]", "", each).casefold().split() for each in (their, our))
    return one[:5] == other[: min(5, len(one))]


class DescribeNumbering:
    def it_counts_parts_entries_and_letters(self, built: Path):
        text = text_of(made(built, "blackpool-executive", example("blackpool-executive")).document)
        parts = re.findall(r"^## (\d+)\.0 ", text, re.MULTILINE)
        assert parts == [str(n) for n in range(1, 23)]
        assert re.findall(r"- (3\.\d\w?) ", text) == ["3.1", "3.2a", "3.2b", "3.3"]
        assert "- 5.4 Does the information submitted include any exempt information? No" in text

    def it_letters_appendices_after_the_item(self, answered: Answered):
        text = text_of(answered("blackpool-executive", ('item = "2"', "item = 14")).document)
        assert f"Appendix 14a: {ENGLISH}" in text
        assert "Appendix 14c: Equality analysis EIA/RES/2025/31" in text
        assert "as attached at Appendix 14a." in text

    def it_puts_the_strategy_where_the_author_does(self, answered: Answered):
        text = text_of(
            answered(
                "blackpool-executive", ('appendices = ["', 'appendices = ["First", "{title}", "')
            ).document
        )
        assert "Appendix 2a: First" in text
        assert "as attached at Appendix 2b." in text

    def it_goes_past_z(self, answered: Answered):
        many = ", ".join(f'"Paper {n}"' for n in range(30))
        text = text_of(
            answered("blackpool-executive", ('appendices = ["', f'appendices = [{many}, "')).document
        )
        assert "Appendix 2z: Paper 24" in text
        assert "Appendix 2aa: Paper 25" in text


class DescribeFiguresOfTheStrategy:
    def it_totals_the_costs_of_every_theme(self, built: Path):
        with open_library(str(built)) as library:
            row = next(row for row in library.strategies() if row.title == ENGLISH)
            root = library.content(row.id, "V1.0").root
        text = text_of(
            made(built, "blackburn-executive-board", example("blackburn-executive-board")).document
        )
        for name in ("capital", "revenue"):
            total = sum(getattr(node, name) for node in walk(root) if isinstance(node, Cost))
            assert f"**£{total:,}**" in text
        assert "| Work stream | Capital | Revenue | Total |" in text

    def it_says_when_a_total_no_longer_agrees_and_since_when(self, answered: Answered):
        found = answered(
            "blackpool-executive",
            ("{total_capital} capital and {total_revenue} revenue", "£2.26m capital and £515,000 revenue"),
        ).findings
        (only,) = found
        assert (only.rule, only.key) == ("disagrees", "financial")
        assert only.message == "The report says £2.26m, the strategy £2.46m since V0.6 (total capital)."

    def it_lets_a_rounded_total_stand(self, answered: Answered):
        old = "{total_capital} capital and {total_revenue} revenue"
        assert answered("blackpool-executive", (old, "£2.5m capital and £0.5m revenue")).findings == ()

    def it_compares_the_theme_that_a_sentence_names(self, answered: Answered):
        (found,) = answered(
            "blackpool-executive", ("later years", "Digital place needs £1.2m capital; later years")
        ).findings
        assert found.message == (
            "The report says £1.2m, the strategy £1.4m since V0.6 (capital of “Digital place”)."
        )

    @pytest.mark.parametrize(
        "sentence",
        [
            "Fibre for the quay costs £1.2m capital.",
            "A total of £9m is spent on care by the NHS and on digital place and digital workforce by us.",
            "The last strategy, for 2021–2025, is finished.",
            "V0.6 went out for consultation.",
            "In total 42 contracts were let.",
        ],
    )
    def it_says_nothing_of_other_sums_periods_and_versions(self, answered: Answered, sentence: str):
        assert (
            answered("blackpool-executive", ("The Digital Board", f"{sentence} The Digital Board")).findings
            == ()
        )

    @pytest.mark.parametrize(
        ("sentence", "said"),
        [
            (
                "This strategy covers 2026–2029.",
                "The report says 2026–2029, the strategy 2026–2030 (period).",
            ),
            ("Members are asked to approve V0.9.", "The report says V0.9, but it is of V1.0 (version)."),
            (
                "The total cost is £3.3m.",
                "The report says £3.3m, the strategy £2.975m since V0.9 (total cost).",
            ),
        ],
    )
    def it_says_when_period_version_or_cost_differ(self, answered: Answered, sentence: str, said: str):
        done = answered("blackpool-executive", ("The Digital Board", f"{sentence} The Digital Board"))
        assert [each.message for each in done.findings] == [said]

    def it_warns_of_a_draft_and_of_answers_for_another_version(self, answered: Answered):
        found = answered("thurrock-cabinet", name=ENGLISH).findings
        assert [each.rule for each in found] == ["version", "version"]
        assert "written about V1.0" in found[0].message
        assert "can still change" in found[1].message


class DescribeWhatIsMissing:
    @pytest.mark.parametrize("key", sorted(OURS))
    def it_is_listed_and_shown_in_its_place(self, built: Path, key: str):
        done = made(built, key)
        missing = [each for each in done.findings if each.rule == "missing"]
        text = text_of(done.document)
        assert len(missing) >= 10
        shown = [each for each in missing if each.key != "item"]
        for each in shown:
            entry = template(key).entry(each.key)
            assert entry is not None
            assert f"[To be completed: {template(key).called(entry)}]" in text

    def it_asks_for_a_reason_only_where_there_is_urgency(self, answered: Answered):
        done = answered("blackpool-executive", ('within_five_days = "no"', 'within_five_days = "yes"'))
        assert [each.key for each in done.findings] == ["urgency"]
        assert "If **yes**, please describe the reason for urgency: **[To be completed" in text_of(
            done.document
        )

    def it_keeps_the_part_for_democratic_services_empty_but_there(self, built: Path):
        text = text_of(made(built, "blackpool-executive", example("blackpool-executive")).document)
        below = text.partition("TO BE COMPLETED BY THE HEAD OF DEMOCRATIC GOVERNANCE")[2]
        assert re.findall(r"^- (\d+\.\d)", below, re.MULTILINE) == [
            "17.1", "18.1", "18.2", "19.1", "20.1", "21.1", "22.1",
        ]  # fmt: skip
        assert "approved" not in below.lower().replace("date approved:", "")


class DescribeTheRecordedDecision:
    def it_fills_the_part_for_democratic_services(self, own: Path):
        decision = Decision(
            body="Executive", date="2026-03-16", outcome="approved with conditions", number="EX/12",
            published="2026-03-17",
            reasons="To give the borough a plan.", interests="None declared.", present=("Cllr A", "Cllr B"),
            note="Webcast.", reason="Urgent.", conditions=(Condition("Report in six months."),),
        )  # fmt: skip
        with open_library(str(own)) as library:
            row = next(row for row in library.strategies() if row.title == ENGLISH)
            library.decide(row.id, "V1.0", decision, "Clerk")
        text = text_of(made(own, "blackpool-executive", example("blackpool-executive")).document)
        for said in (
            "17.1 None declared.", "18.1 Approved with conditions (V1.0)", "Report in six months.",
            "18.2 **Date of Decision:** 16 March 2026",
            "To give the borough a plan.", "**Date Decision published:** 17 March 2026", "20.1 Cllr A, Cllr B",
            "22.1 Webcast.",
        ):  # fmt: skip
            assert said in text
        before = text_of(
            made(own, "blackpool-executive", example("blackpool-executive"), f"{ENGLISH}@V0.9").document
        )
        assert "Approved (V" not in before


class DescribeSignOffs:
    def it_names_who_verified_and_in_which_post(self, built: Path):
        text = text_of(made(built, "thurrock-cabinet", example("thurrock-cabinet")).document)
        assert "Implications verified by: **Margaret Oyelaran**\nChief Accountant" in text
        assert "void" not in text

    def it_is_void_once_what_it_rests_on_changes(self, own: Path):
        with open_library(str(own)) as library:
            row = next(row for row in library.strategies() if row.title == ENGLISH)
            root = library.head(row.id)
            theme = next(node for node in walk(root) if isinstance(node, Theme))
            dearer = insert(
                root, theme.id, Cost(id=new_id(), title="More", year="2026/27", capital=Decimal(100_000))
            )
            assert isinstance(dearer, Strategy)
            library.commit(row.id, root.fingerprint, dearer, "Cost added", "A")
            save_version(library, row.id, "V1.1", "2026-03-05", "A cost added", "", "A")
        done = made(own, "thurrock-cabinet", example("thurrock-cabinet"), f"{ENGLISH}@V1.1")
        void = [each for each in done.findings if each.rule == "void"]
        assert [each.key for each in void] == ["sign_offs.financial", "sign_offs.legal", "sign_offs.equality"]
        assert "Margaret Oyelaran (3 March 2026, V1.0) is void" in void[0].message
        assert "by Margaret Oyelaran of 3 March 2026 is void" in text_of(done.document)
        assert text_of(done.document).count("is void, for what was verified has changed since") == 3

    def it_is_void_once_the_answer_is_rewritten(self, answered: Answered):
        done = answered(
            "thurrock-cabinet", ("There are no immediate legal implications.", "The law is silent.")
        )
        void = [each for each in done.findings if each.rule == "void"]
        assert [each.key for each in void] == ["sign_offs.legal"]
        assert void[0].message.endswith(
            "is void, for the answer was rewritten since; have it verified again."
        )
        assert void[0].setting.startswith('fingerprint = "')
        assert "by Tomasz Wren of 3 March 2026 is void" in text_of(done.document)

    def it_stands_where_the_answer_is_only_spaced_anew(self, answered: Answered):
        spaced = (
            "There are no immediate legal implications.",
            "There  are no immediate **legal** implications.",
        )
        assert answered("thurrock-cabinet", spaced).findings == ()

    def it_says_what_a_sign_off_does_not_say(self, answered: Answered):
        (found,) = answered("thurrock-cabinet", ('text = "c0ce56bdd309"\n', "")).findings
        assert (found.rule, found.key) == ("unverified", "sign_offs.legal")
        assert found.message.endswith("does not say of what; have it verified again.")
        assert found.setting.endswith('text = "c0ce56bdd309"')

    def it_stands_where_only_other_parts_change(self, own: Path):
        with open_library(str(own)) as library:
            row = next(row for row in library.strategies() if row.title == ENGLISH)
            root = library.head(row.id)
            other = change(root, root.id, author="Another")
            assert isinstance(other, Strategy)
            library.commit(row.id, root.fingerprint, other, "Author", "A")
        done = made(own, "thurrock-cabinet", example("thurrock-cabinet"), ENGLISH)
        assert [each.key for each in done.findings if each.rule == "void"] == ["sign_offs.legal"]

    def it_is_asked_for_where_nobody_signed(self, built: Path):
        done = made(built, "thurrock-cabinet")
        wanted = [each for each in done.findings if each.rule == "unverified"]
        assert [each.key for each in wanted] == [
            "sign_offs.financial",
            "sign_offs.legal",
            "sign_offs.equality",
        ]
        assert "[To be completed: verification of Financial]" in text_of(done.document)


class DescribeTheSkeleton:
    @pytest.mark.parametrize("key", sorted(OURS))
    def it_is_a_file_of_answers_with_nothing_answered(self, built: Path, tmp_path: Path, key: str):
        path = tmp_path / "answers.toml"
        path.write_text(skeleton(Target(str(built), EXAMPLES[key][1]), key), encoding="utf-8")
        empty = [each for each in made(built, key).findings if each.rule != "version"]
        assert [each for each in made(built, key, path).findings if each.rule != "version"] == empty
        assert all(
            entry.key in path.read_text(encoding="utf-8") for entry in template(key).entries if entry.asks
        )


class DescribeBadAnswers:
    @pytest.mark.parametrize(
        ("key", "old", "new", "said"),
        [
            ("blackburn-executive-board", 'equality = "option3"', 'equality = ["option2", "option3"]',
             "equality names 2 options (option2, option3); choose exactly one of option1, option2, option3."),
            ("blackburn-executive-board", "meeting = 2026-03-16", 'meeting = "31 June 2026"',
             "line 7: meeting: “31 June 2026” is not a date"),
            ("blackpool-executive", "{title} of {organisation}", "{titel}", "purpose: “{titel}” stands for nothing"),
            ("blackpool-executive", "purpose =", "porpoise =", "porpoise is not asked for by “blackpool-executive”"),
            ("blackpool-executive", "The Digital Board", "![plan](plan.png) The", "a picture cannot stand here"),
            ("blackpool-executive", 'item = "2"', "item = 2,", "line 5, column 9"),
            ("blackpool-executive", '"EXECUTIVE"', '"{bodies}"', "line 6: report_to: “{bodies}” stands for nothing"),
        ],
    )  # fmt: skip
    def it_names_file_line_and_key(self, answered: Answered, key: str, old: str, new: str, said: str):
        with pytest.raises(Refused) as caught:
            answered(key, (old, new))
        assert str(caught.value).startswith("answers.toml: ")
        assert said in str(caught.value)

    def it_says_that_a_file_or_template_is_not_there(self, built: Path, tmp_path: Path):
        with pytest.raises(Refused, match="There is no file"):
            made(built, "thurrock-cabinet", tmp_path / "gone.toml")
        with pytest.raises(
            Refused, match="There is no report template “camelot”; choose one of blackburn-exec"
        ):
            report(Target(str(built)), "camelot")


class DescribeTheDayOfTheMeeting:
    @pytest.fixture
    def planned(self, own: Path) -> Path:
        with open_library(own) as library:
            for title, stage in ((ENGLISH, "executive"), (WELSH, "executive-board")):
                row = next(row for row in library.strategies() if row.title == title)
                stages = route_of(row.house)
                assert stages is not None
                key = next((each.key for each in stages.stages if each.decides), stage)
                plan_stage(library, row.id, Planned(key, "16 March 2027"))
        return own

    @pytest.mark.parametrize("key", sorted(OURS))
    def it_is_the_one_planned_on_the_route(self, planned: Path, key: str):
        said = text_of(made(planned, key).document)
        assert ("Tuesday, 16 March 2027" if "blackburn" in key else "16 March 2027") in said

    def it_stands_where_the_route_is_empty_and_the_author_says_it(self, own: Path, tmp_path: Path):
        given = tmp_path / "a.toml"
        given.write_text('meeting = "2027-04-06"\n')
        assert "6 April 2027" in text_of(made(own, "thurrock-cabinet", given).document)

    def it_says_that_the_author_has_another(self, planned: Path, tmp_path: Path):
        given = tmp_path / "a.toml"
        given.write_text('meeting = "2027-04-06"\n')
        found = made(planned, "thurrock-cabinet", given).findings
        said = "The report says “6 April 2027”, the route “16 March 2027” (meeting date)."
        assert [each.message for each in found if each.rule == "disagrees"] == [said]

    def it_is_the_day_of_the_decision_once_there_is_one(self, planned: Path):
        with open_library(planned) as library:
            row = next(row for row in library.strategies() if row.title == ENGLISH)
            library.decide(row.id, "V1.0", Decision("Executive", "2027-03-23", "approved"))
        assert "23 March 2027" in text_of(made(planned, "thurrock-cabinet").document)

    def it_is_told_in_the_file_of_answers(self, planned: Path):
        said = skeleton(Target(str(planned), f"{ENGLISH}@V1.0"), "thurrock-cabinet")
        assert "# Taken from the route where this is empty: 16 March 2027" in said
