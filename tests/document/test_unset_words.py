"""Words that a PDF cannot set are told of beforehand."""

import pytest

from app.document.unset_words import unset_faults
from app.exporters.pdf.fonts import _FILES, FontProgram
from app.models.nodes import Priority
from app.models.text import plain
from app.resources import resource_root


@pytest.fixture(scope="module")
def signs():
    programs = (FontProgram(resource_root() / "fonts" / f"{files[0]}.ttf") for files in _FILES.values())
    return {chr(code) for program in programs for code in program.glyphs}


def told(**fields):
    return [(fault.field, fault.message) for fault in unset_faults(Priority(id="p", **fields))]


class DescribeWordsThatAreNotSet:
    @pytest.mark.parametrize("words", ["خطة رقمية", "שלום", "ڈیجیٹل"])
    def it_tells_of_words_that_run_from_right_to_left(self, words):
        ((field, message),) = told(title="Plan", body=plain(f"In full: {words} – see below"))
        assert field == "body"
        assert message.startswith(f"“{words}” runs from right to left")

    @pytest.mark.parametrize("words", ["ডিজিটাল", "ਡਿਜੀਟਲ", "数字战略", "디지털", "🚀"])
    def it_tells_of_letters_that_no_typeface_has(self, words, signs):
        assert signs.isdisjoint(words)
        ((field, message),) = told(title=f"Plan {words}")
        assert field == "title"
        assert f"“{words}”" in message

    @pytest.mark.parametrize(
        "words", ["Gŵyl y tŷ", "£1.2m – “plan” ✓ → • ½ °C", "Łódź Ελλάδα Україна", "naïve…"]
    )
    def it_is_content_with_what_is_set(self, words, signs):
        assert signs.issuperset(words)
        assert told(title=words, owner=words, body=plain(words)) == []

    def it_tells_of_nothing_that_a_typeface_has_unless_it_runs_leftwards(self, signs):
        wrong = [sign for sign in signs if told(title=sign) and "no letters" in told(title=sign)[0][1]]
        assert wrong == []
