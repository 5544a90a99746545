"""Answers to a report: what fits each type of entry, and how every wrong one is refused."""

from decimal import Decimal
from typing import Any

import pytest

from app.models.errors import Refused
from app.models.report import Answers, Choice, Entry, Officer, Part, Template
from app.models.report_answers import answers_of, sums_in
from app.models.text import blocks_text, plain

TEMPLATE = Template(
    "Ours",
    (
        Part(
            entries=(
                Entry("text", "item"),
                Entry("rich", "background"),
                Entry("yes or no", "key"),
                Entry("yes or no", "urgent", may_not_apply=True),
                Entry("choice", "equality", choices=(Choice("one", "Option 1"), Choice("two", "Option 2"))),
                Entry("date", "meeting"),
                Entry("money", "sum"),
                Entry("officer", "contacts"),
                Entry("list", "papers"),
                Entry("appendices", "appendices"),
                Entry("generated", "costs", source="costs"),
                Entry("decision", "decided", source="decision_date"),
                Entry("rich", "legal", verified=True),
            )
        ),
    ),
    key="ours",
)


def answered(**table: Any) -> Answers:
    return answers_of(TEMPLATE, table, lambda key, text: plain(text))


class DescribeAnswers:
    def it_takes_each_type_in_the_forms_people_write(self):
        found = answered(
            item=2, key=True, urgent="N/A", equality=["two"], meeting="9 October 2017", sum=7_900_000,
            contacts=[{"name": "A Lee", "role": "Clerk"}, "B Roe"], papers="One", appendices=["{title}", " "],
        ).values  # fmt: skip
        assert (found["item"], found["key"], found["urgent"], found["equality"]) == ("2", "yes", "n/a", "two")
        assert (found["meeting"], found["sum"]) == ("2017-10-09", "£7,900,000")
        assert found["contacts"] == (Officer("A Lee", "Clerk"), Officer("B Roe"))
        assert found["appendices"] == ("{title}",)

    def it_keeps_each_text_of_a_list_apart(self):
        found = answered(background=["One.", "Two."]).values["background"]
        assert [blocks_text(blocks) for blocks in found if isinstance(blocks, tuple)] == ["One.", "Two."]

    @pytest.mark.parametrize("nothing", ["", [], [""], {"name": "", "role": ""}])
    def it_takes_an_empty_answer_for_none(self, nothing: Any):
        assert answered(contacts=nothing) == answered()

    @pytest.mark.parametrize(
        ("key", "given", "said"),
        [
            ("colour", "red", "colour is not asked for by “ours”; permitted: item, background"),
            ("costs", "£3", "costs: this is generated"),
            ("decided", "2026-01-01", "decided: this is filled from the recorded decision"),
            ("key", "maybe", "key is “maybe”; permitted: yes or no"),
            ("key", "n/a", "key is “n/a”; permitted: yes or no"),
            ("urgent", 3, "urgent is “3”; permitted: yes, no or n/a"),
            ("equality", "three", "equality is “three”; permitted: one, two"),
            ("equality", ["one", "two"], "equality names 2 options (one, two); choose exactly one of one, two."),
            ("meeting", "31 June 2026", "meeting: “31 June 2026” is not a date"),
            ("meeting", True, "meeting is “True”; permitted: text"),
            ("sum", "a lot", "sum is “a lot”; permitted: a sum such as £7.9m"),
            ("sum", "£3 or £4", "permitted: a sum such as"),
            ("contacts", {"name": "A", "rank": 1}, "contacts: this names no officer"),
            ("background", 1.5j, "background is “1.5j”; permitted: text"),
            ("template", "theirs", "template: the answers are for “theirs”, not for “ours”"),
            ("sign_offs", {"item": {}}, "sign_offs.item verifies nothing in this report; permitted: legal"),
            ("sign_offs", {"legal": {"name": "A", "fingerprint": "xyz"}}, "sign_offs.legal.fingerprint is “xyz”"),
            ("sign_offs", {"legal": {"name": "A", "date": "30 February 2026"}}, "sign_offs.legal.date: “30 Feb"),
            ("sign_offs", {"legal": {"name": "A", "post": "B"}}, "sign_offs.legal: Object contains unknown field"),
            ("sign_offs", "me", "sign_offs is no table"),
        ],
    )  # fmt: skip
    def it_refuses_in_a_sentence_that_names_the_key(self, key: str, given: Any, said: str):
        with pytest.raises(Refused) as caught:
            answered(**{key: given})
        assert said in str(caught.value)
        assert "\n" not in str(caught.value)


class DescribeSums:
    @pytest.mark.parametrize(
        ("text", "pounds", "tolerance"),
        [
            ("£7.9m", "7900000", "50000"),
            ("£3.247 million", "3247000", "500"),
            ("£250,000, of which", "250000", "0"),
            ("£1,250.50", "1250.50", "0"),
            ("£2bn", "2000000000", "500000000"),
            ("£400k", "400000", "500"),
            ("£5 kept back", "5", "0"),
        ],
    )
    def it_reads_them_at_the_precision_they_are_written(self, text: str, pounds: str, tolerance: str):
        ((_, found),) = sums_in(text)
        assert (found.pounds, found.tolerance) == (Decimal(pounds), Decimal(tolerance))

    def it_lets_a_rounded_sum_agree_and_another_not(self):
        ((_, found),) = sums_in("£7.9m")
        assert found.agrees(Decimal("7930000"))
        assert not found.agrees(Decimal("7300000"))
