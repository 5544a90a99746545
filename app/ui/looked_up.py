"""Marks words that stand in a table, to be looked up when they are shown. Imports nothing.

Qt's tool for translators knows the mark by its name. PySide has the same, but says that it gives any object.
"""


def QT_TRANSLATE_NOOP(place: str, words: str) -> str:
    """The words as they are; translators find them under the place, where `translate` or `tr` looks them up."""
    return words
