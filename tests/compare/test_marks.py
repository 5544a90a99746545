from hypothesis import given
from hypothesis import strategies as st

from app.compare.figures import NO_FIGURES, figures
from app.compare.marks import MAYBE, marks_of
from app.compare.seeking import any_of
from app.compare.senses import senses

WORDS = (
    "5 12 3.2m £3.2m 2027 2027/28 Q3 1st Mon-Fri Jan- Mar [12] [3]. A5 9am noon half twenty-five million dozen may May "
    "March one in four by up to at least no more than between and from each year every other week twice a quarter of "
    "weekly spring in first plan.The per cent km -Apr pounds p m"
).split()


class DescribeMarks:
    @given(st.lists(st.sampled_from(WORDS), max_size=9))
    def it_tells_what_figures_to_seek_as_the_text_itself_does(self, words: list[str]):
        marked = 0
        said = senses(" ".join(words))
        for word in said:
            marked |= word.marks
        text = " ".join(word.plain for word in said)
        assert figures(text, marked) == figures(text)
        assert marked & MAYBE or figures(text) == NO_FIGURES

    def it_marks_no_words_that_figures_are_never_made_of(self):
        assert not marks_of("Residents value the libraries.") & MAYBE


class DescribeAnyOf:
    def it_prefers_the_longest(self):
        assert any_of(("km", "kms", "m")) == "(?=k)(?:kms|km)|(?=m)(?:m)"
