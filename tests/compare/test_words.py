"""Words: what counts as one, and which differ."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.compare import words
from app.compare.words import Cut, Vocabulary, cut_up, likeness, stretches, words_of
from app.compare.woven import count_words, pieces, tokens, woven

TEXTS = st.text(alphabet="ab c-–—'’“\"2 7\u00a0\u00ad\n", max_size=60)


class DescribeWords:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("the council’s “digital” plan", 'the council\'s "digital" plan'),
            ("2017 – 2020", "2017-2020"),
            ("a well‑kept path", "a well-kept path"),
            ("and so on…", "and so on..."),
            ('"Late"- and so', '"Late" - and so'),
            ("one –two", "one-  two"),
            ("soft\u00adware", "software"),
            ("less CO₂", "less CO2"),
        ],
    )
    def it_takes_typographic_noise_for_the_same_words(self, one: str, other: str):
        assert words_of(one) == words_of(other)
        assert words_of(one, noise=True) != words_of(other, noise=True)

    def it_keeps_words_apart_that_differ_in_letters(self):
        assert words_of("thirty") != words_of("thirsty")
        assert words_of("£30¹") != words_of("£301")

    @given(TEXTS)
    def it_covers_a_text_with_the_stretches_of_its_words(self, text: str):
        words, ends = cut_up(text)
        assert words == words_of(text)
        assert len(ends) == len(words) + 1
        assert ends == sorted(ends)
        assert ends[-1] == len(text) or not words

    @given(TEXTS)
    def it_finds_each_word_in_its_stretch(self, text: str):
        words, ends = cut_up(text)
        for word, (start, end) in zip(words, pairwise(ends), strict=True):
            assert "".join(words_of(text[start:end])) == word

    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("self- service of 2017 -2022, to", ("self", "- ", "service ", "of ", "2017 -2022, ", "to")),
            ("too– late —now–", ("too", "– ", "late ", "—", "now–")),
            (" –first and 1 - 2 – 3", (" –first ", "and ", "1 - 2 – 3")),
            ("so\u00adft\u00ad words… – now", ("so\u00adft\u00ad ", "words… ", "– ", "now")),
            ("wait… –\u00a0so\u00adft – 7", ("wait… ", "–\u00a0", "so\u00adft ", "– ", "7")),
        ],
    )
    def it_tells_dashes_apart_where_they_stand_loose(self, text: str, shown: tuple[str, ...]):
        assert tuple(text[start:end] for start, end in pairwise(cut_up(text).ends)) == shown


class DescribePieces:
    def it_tells_the_word_that_changed(self):
        found = pieces("a further 30 billion devices", "a further 10 billion devices")
        assert [(p.op, p.text.strip()) for p in found] == [
            ("equal", "a further"),
            ("delete", "30"),
            ("insert", "10"),
            ("equal", "billion devices"),
        ]
        assert count_words(found) == (1, 1)

    @given(TEXTS, TEXTS, st.booleans())
    def it_gives_the_words_of_the_stretches(self, before: str, after: str, noise: bool):
        vocabulary = Vocabulary(noise)
        assert [(piece.op, piece.text) for piece in pieces(before, after, vocabulary)] == [
            (
                each.op,
                before[each.old_from : each.old_to]
                if each.op == "delete"
                else after[each.new_from : each.new_to],
            )
            for each in stretches(before, after, vocabulary)
        ]

    @given(TEXTS, TEXTS)
    def it_gives_both_texts_back(self, before: str, after: str):
        found = pieces(before, after, Vocabulary(noise=True))
        assert "".join(p.text for p in found if p.op != "delete") == (after if after.strip() else "")
        old = "".join(p.text for p in found if p.op != "insert")
        assert old.split() == before.split()

    @given(TEXTS)
    def it_finds_nothing_between_a_text_and_itself(self, text: str):
        assert all(p.op == "equal" for p in pieces(text, text))

    def it_gives_both_texts_back_where_they_are_as_long_as_books(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr("app.compare.words.MOST_PAIRS", 12)
        chance = random.Random(3)
        for _ in range(200):
            before, after = (
                " ".join(chance.choices("abcdefgh", k=chance.randint(1, 9))) + " " + " ".join(some)
                for some in (chance.sample("mnopqr", 3), chance.sample("mnopqr", 4))
            )
            found = pieces(before, after)
            assert "".join(p.text for p in found if p.op != "delete") == after
            assert "".join(p.text for p in found if p.op != "insert").split() == before.split()

    def it_takes_no_age_for_a_paragraph_as_long_as_a_library(self):
        chance = random.Random(1)
        before, after = (" ".join(str(chance.randrange(500)) for _ in range(60_000)) for _ in range(2))
        assert count_words(pieces(before, after)) == (60_000, 60_000)

    @given(TEXTS, TEXTS, st.booleans())
    def it_knows_the_words_of_each_piece(self, before: str, after: str, noise: bool):
        found = woven(before, after, Vocabulary(noise))
        assert found.pieces == pieces(before, after, Vocabulary(noise))
        assert found.words == [tokens(piece.text) for piece in found.pieces]


class DescribeLikeness:
    def it_goes_from_nothing_to_all(self):
        vocabulary = Vocabulary()
        one, other = vocabulary.words("one two three four"), vocabulary.words("five six seven")
        assert likeness(one, one) == 1
        assert likeness(one, other) == 0
        assert likeness(one, vocabulary.words("one two three five")) == 0.75


class DescribeAVocabulary:
    def it_knows_texts_of_the_same_words_without_cutting_them_up(self):
        vocabulary = Vocabulary()
        texts = (
            "the 2017–2020 plan",
            "the 2017 - 2020 plan",
            " the\n2017-2020  plan ",
            "the\u00a02017-2020 plan",
        )
        assert {vocabulary.plainly(text) for text in texts} == {"the 2017-2020 plan"}
        assert Vocabulary(noise=True).plainly(texts[0]) != Vocabulary(noise=True).plainly(texts[1])

    def it_knows_the_words_of_lines_and_of_the_text_they_make_once_cut_up(self):
        vocabulary = Vocabulary()
        text = vocabulary.joined(("A plan", "", "until 2017 – 2020 -", "- with care"))
        assert text == "A plan\n\nuntil 2017 – 2020 -\n- with care"
        assert vocabulary.words(text) == ["A", "plan", "until", "2017-2020", "-", "-", "with", "care"]
        assert vocabulary.plainly(text) == "A plan until 2017-2020 - - with care"
        assert vocabulary.words(text)[0] is vocabulary.words("A plan")[0]

    def it_forgets_words_when_they_have_become_many(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(words, "MOST_KEPT", 6)
        vocabulary = Vocabulary()
        texts = [f"text {at} says - once more - this" for at in range(4)]
        before = [vocabulary.words(text) for text in texts]
        assert vocabulary.words(texts[0]) is not before[0]
        assert [vocabulary.words(text) for text in texts] == before
        assert all(vocabulary.cut(text).ends[-1] == len(text) for text in texts)

    def it_cuts_up_two_texts_as_long_as_books_once_each(self, monkeypatch: pytest.MonkeyPatch):
        cut: list[str] = []

        def counted(text: str, noise: bool = False) -> Cut:
            cut.append(text)
            return cut_up(text, noise)

        monkeypatch.setattr(words, "MOST_KEPT", 3)
        monkeypatch.setattr(words, "cut_up", counted)
        before, after = "it is late- too late- now", "it is late- far too late- now"
        assert count_words(pieces(before, after, Vocabulary())) == (0, 1)
        assert cut == [before, after]
