"""Edits are kept in English and shown in the language of the window."""

import ast
import re

import pytest
from PySide6.QtCore import QTranslator

from app.ui.edit_words import ABOUT, FORMS, edit_said
from tests.ui.everyone.test_words import SOURCES

DOES = ("do", "_do")


class Shouting(QTranslator):
    """A language in which names of edits are written in capitals, and what they are about in its own order."""

    def translate(self, context, sourceText, disambiguation=None, n=-1):
        if sourceText == "Link {} and {}":
            return "{1} LINKED TO {0}"
        return sourceText.upper() if context == "Edits" or sourceText == "Priority" else None


@pytest.fixture
def shouting(qapp):
    language = Shouting()
    qapp.installTranslator(language)
    yield
    qapp.removeTranslator(language)


def labels(tree):
    """The names that calls give to edits, with {} for what is put into them."""
    named = {
        target.id: each.value
        for each in ast.walk(tree)
        if isinstance(each, ast.Assign)
        for target in each.targets
        if isinstance(target, ast.Name)
    }
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") in DOES:
            for given in call.args[1:]:
                yield from forms(named.get(given.id) if isinstance(given, ast.Name) else given)


def forms(given):
    if isinstance(given, ast.Constant) and isinstance(given.value, str) and given.value:
        yield given.value
    elif isinstance(given, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in given.values)
    elif isinstance(given, ast.IfExp):
        yield from (*forms(given.body), *forms(given.orelse))


class DescribeTheNameOfAnEdit:
    @pytest.mark.parametrize(
        ("kept", "shown"),
        [
            ("Begun", "BEGUN"),
            ("Rename Move services online", "RENAME Move services online"),
            ("Edit priority “Learn by doing”", "EDIT priority “Learn by doing”"),
            ("Delete 3 parts", "DELETE 3 PARTS"),
            ("Link Learn by doing and Economy", "Economy LINKED TO Learn by doing"),
            ("Accept: Change “Learn by doing”", "ACCEPT: CHANGE “Learn by doing”"),
            ("Accept 12 suggestions", "ACCEPT 12 SUGGESTIONS"),
            ("Take back 2 changes of V1", "TAKE BACK 2 CHANGES OF V1"),
            ("Replace “by” by “near”", "REPLACE “by” BY “near”"),
            ("Go back to “Delete ‘a’” (14:05)", "GO BACK TO “DELETE ‘a’” (14:05)"),
            ("Go back to “Edit priority ‘a’” (14:05)", "GO BACK TO “EDIT priority ‘a’” (14:05)"),
            ("Go back to edit 7", "GO BACK TO EDIT 7"),
            ("Taken from another copy of the library", "TAKEN FROM ANOTHER COPY OF THE LIBRARY"),
            ("Tacluso", "Tacluso"),
        ],
    )
    def it_is_known_by_its_form(self, shouting, kept, shown):
        assert edit_said(kept) == shown

    def it_stays_as_it_is_kept_in_english(self):
        assert edit_said("Go back to “Delete ‘a’” (14:05)") == "Go back to “Delete ‘a’” (14:05)"

    def it_names_a_kind_in_the_language_of_the_window(self, qapp):
        class Kinds(QTranslator):
            def translate(self, context, sourceText, disambiguation=None, n=-1):
                return "Blaenoriaeth" if sourceText == "Priority" else None

        language = Kinds()
        qapp.installTranslator(language)
        said = edit_said("Edit priority “Learn by doing”")
        qapp.removeTranslator(language)
        assert said == "Edit blaenoriaeth “Learn by doing”"

    @pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
    def it_has_a_form_that_is_known_wherever_an_edit_is_made(self, source):
        known = [re.compile(re.escape(form).replace(r"\{\}", ".+")) for form in FORMS]
        made = labels(ast.parse(source.read_text(encoding="utf-8")))
        # Of what begins with a blank, the verb is put in: “{deed} {part}”.
        made = [label for label in made if not label.startswith("{} ")]
        assert [label for label in made if not any(form.fullmatch(label) for form in known)] == []

    def it_has_one_form_only(self):
        assert len({*FORMS, *ABOUT}) == len(FORMS) + len(ABOUT)
