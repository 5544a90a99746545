import pytest

from app.compare import units
from app.compare.units import Unit, gains
from app.compare.words import Vocabulary

OLD = ("parks are open all year", "we mend roads", "", "libraries lend books to all")
NEW = ("we mend roads and paths", "parks stay open all year", "", "one more")


class DescribeGains:
    @pytest.fixture
    def sides(self) -> list[list[Unit]]:
        vocabulary = Vocabulary()
        return [[Unit(text, "paragraph", vocabulary) for text in texts] for texts in (OLD, NEW)]

    def it_tells_how_many_words_each_pairing_keeps(self, sides: list[list[Unit]]):
        kept = [[round(gain) for gain in row] for row in gains(*sides)]
        assert kept == [[0, 4, 0, 0], [3, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]

    def it_tells_the_same_of_few_pairings_as_of_many_whose_words_are_given_letters(
        self, sides: list[list[Unit]], monkeypatch: pytest.MonkeyPatch
    ):
        few = gains(*sides)
        monkeypatch.setattr(units, "OFTEN_PAIRED", 1)
        assert gains(*sides) == few

    def it_tells_the_same_of_more_words_than_there_are_letters_for(
        self, sides: list[list[Unit]], monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr(units, "OFTEN_PAIRED", 1)
        lettered = gains(*sides)
        monkeypatch.setattr(units, "MOST_SIGNS", 0)
        assert gains(*sides) == lettered
