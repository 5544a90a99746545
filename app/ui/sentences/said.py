"""A sentence of the layers below the window, in the window's language. Imports this package and `ui` only.

A sentence is known again by its form, as names of edits are; what has none of the listed forms stays as it is.
"""

import re
from collections import defaultdict
from functools import cache
from string import Formatter
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from app.models.nodes import KINDS
from app.ui.looked_up import QT_TRANSLATE_NOOP
from app.ui.model_words import WORDS, kind_said, said

LANGUAGE = QT_TRANSLATE_NOOP("Sentences", "English")
"""Translated by the language's own name. As long as it is not, no sentence is looked for."""
_QUOTES = {"“": "”", "‘": "’"}


class _Form(NamedTuple):
    """A form, the pattern of its sentences, and for each value whether it stands in quotation marks, as a name does."""

    words: str
    pattern: re.Pattern[str]
    quoted: tuple[bool, ...]


def sentence_said(sentence: str | Exception) -> str:
    """A sentence, or that of a refusal, in the language of the window; in English where there is no other."""
    sentence = str(sentence)
    if not sentence or QCoreApplication.translate("Sentences", LANGUAGE) == LANGUAGE:
        return sentence
    return _said(sentence) or sentence


def _said(words: str) -> str:
    """The words translated, with what is put into them; empty where they have none of the forms."""
    exact, begun, ended, others = _forms()
    if words in exact:
        return QCoreApplication.translate("Sentences", words)
    likely = (*begun.get(_first(words), ()), *ended.get(_last(words), ()), *others)
    for form in sorted(likely, key=lambda form: -len(form.words)):
        if found := form.pattern.fullmatch(words):
            values = [
                value if own else _put_in(value)
                for value, own in zip(found.groups(), form.quoted, strict=True)
            ]
            return _filled(form.words, values)
    return ""


def _filled(form: str, values: list[str]) -> str:
    try:
        return QCoreApplication.translate("Sentences", form).format(*values)
    except (IndexError, KeyError, ValueError):  # a slip of a translator's must not cost the sentence
        return form.format(*values)


def _put_in(value: str) -> str:
    """What is put into a sentence: a word of the models, a further sentence, or a name or number, which stays."""
    if key := _kinds().get(value):
        return kind_said(key).lower()
    if value in WORDS:
        return said(value)
    return _said(value) or value


def _first(words: str) -> str:
    return words.partition(" ")[0]


def _last(words: str) -> str:
    return words.rpartition(" ")[2]


@cache
def _forms() -> tuple[frozenset[str], dict[str, list[_Form]], dict[str, list[_Form]], list[_Form]]:
    """The forms without values; those with some by their first word, or else by their last; and the others."""
    from app.ui.sentences import (  # none is wanted in English
        of_compare,
        of_document,
        of_exporters,
        of_importers,
        of_models,
        of_services,
        of_store,
    )

    lists = (of_compare, of_document, of_exporters, of_importers, of_models, of_services, of_store)
    begun: dict[str, list[_Form]] = defaultdict(list)
    ended: dict[str, list[_Form]] = defaultdict(list)
    exact: set[str] = set()
    others: list[_Form] = []
    for words in (words for each in lists for words in each.FORMS):
        form = _compiled(words)
        first, last = _first(words), _last(words)
        if not form.quoted:
            exact.add(words)
        elif "{" not in first:
            begun[first].append(form)
        elif "{" not in last:
            ended[last].append(form)
        else:
            others.append(form)
    return frozenset(exact), dict(begun), dict(ended), others


def _compiled(words: str) -> _Form:
    pattern, quoted = "", list[bool]()
    parts = list(Formatter().parse(words))
    for at, (literal, value, _, _) in enumerate(parts):
        pattern += re.escape(literal)
        if value is not None:
            behind = parts[at + 1][0] if at + 1 < len(parts) else ""
            quoted.append(literal[-1:] in _QUOTES and behind.startswith(_QUOTES[literal[-1]]))
            pattern += "(.*?)"
    return _Form(words, re.compile(pattern, re.DOTALL), tuple(quoted))


@cache
def _kinds() -> dict[str, str]:
    """The kinds by what they are called within a sentence."""
    return {kind.label.lower(): key for key, kind in KINDS.items()}
