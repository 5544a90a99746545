"""Counting words by halves gives what counting all gives."""

from app.models import tree
from app.models.text import plain
from app.ui.word_count import WordCount


def it_counts_as_the_tree_does_after_every_change(strategy):
    count = WordCount()
    assert count.of(strategy) == tree.words_in(strategy)
    longer = tree.change(strategy, "p1", body=plain("Five words are here now"))
    assert count.of(longer) == tree.words_in(longer)
    less = tree.remove(longer, "t2")
    assert count.of(less) == tree.words_in(less)
