"""What the layers below the window say reaches translators, and is shown in the language of the window."""

import ast
from types import MappingProxyType

import pytest
from PySide6.QtCore import QTranslator

from app.document.report_checks import ReportFinding
from app.models.errors import NotFound, Refused
from app.ui.pages.versions import SaveVersionDialog
from app.ui.reports.missing import MissingList
from app.ui.sentences.said import sentence_said
from tests.ui.everyone.marking import TOOL, Marking, found
from tests.ui.everyone.sentences import LAYERS, Making, Source, listed, made, shown
from tests.ui.everyone.test_words import SOURCES


class Turned(QTranslator):
    """A language that has its own order of words, and in which one sentence was translated with a slip."""

    SAID = MappingProxyType({
        "English": "Turned",
        "A {} cannot stand under “{}”: a {} holds {}.": "“{1}” takes no {0}; {2} has {3}.",
        "Priority": "Aufgabe",
        "A comment needs some words.": "Words, please.",
        "“{}” is in the bin already.": "“{2}” lies there.",
        "This {} is empty; write it or remove it.": "Nothing in this {}.",
    })  # fmt: skip

    def translate(self, context, sourceText, disambiguation=None, n=-1):
        return self.SAID.get(sourceText) if context in ("Sentences", "Models") else None


@pytest.fixture
def turned(qapp):
    language = Turned()
    qapp.installTranslator(language)
    yield
    qapp.removeTranslator(language)


@pytest.fixture
def marked(qapp):
    language = Marking()
    qapp.installTranslator(language)
    yield
    qapp.removeTranslator(language)


def read(code):
    """What is found in some code as if it stood below the window."""
    tree = ast.parse(code)
    inside = {
        each: function
        for function in (None, *(one for one in tree.body if isinstance(one, ast.FunctionDef)))
        for each in ast.walk(function or tree)
    }
    source = Source("models", tree, inside)
    making = Making(source)
    return {form for each in shown(source) for form in making.forms(each)}, making.put_in


def told_in_english(tree):
    """Lines in which a refusal that was caught is made into words as it stands."""
    for handler in ast.walk(tree):
        if isinstance(handler, ast.ExceptHandler) and "Refused" in ast.unparse(handler.type or handler):
            for each in ast.walk(handler):
                if isinstance(each, ast.FormattedValue):
                    said = each.value
                elif isinstance(each, ast.Call) and getattr(each.func, "id", "") == "str":
                    said = each.args[0]
                else:
                    continue
                if isinstance(said, ast.Name) and said.id == handler.name:
                    yield each.lineno


class DescribeSentencesFromBelow:
    def they_are_listed_as_they_are_made(self):
        """`python -m tests.ui.everyone.sentences` writes the lists anew."""
        there, now = listed(), made()
        assert {layer: sorted(set(there[layer]) ^ now[layer]) for layer in LAYERS} == {
            layer: [] for layer in LAYERS
        }

    @pytest.mark.skipif(not TOOL.exists(), reason="needs pyside6-lupdate, which comes with PySide6")
    def they_are_found_by_qts_tool(self):
        assert {form for forms in listed().values() for form in forms} <= found()["Sentences"]

    def they_are_read_from_what_puts_them_together(self):
        code = (
            "def f(n, x):\n"
            "    why = 'it is old' if n else 'it is new'\n"
            '    raise Refused(f\'{x} has {n:,} {"part" if n == 1 else "parts"}, for {why}.\')\n'
            "raise NotFound('It is gone.' if x else too_much(x))\n"
            "def too_much(x):\n"
            "    return 'The {name} is too large.'.format(name=x)\n"
        )
        said, put_in = read(code)
        assert said == {
            "{} has {} part, for {}.",
            "{} has {} parts, for {}.",
            "It is gone.",
            "The {} is too large.",
        }
        assert put_in == {"it is old", "it is new"}

    @pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
    def they_are_told_in_the_windows_language(self, source):
        assert list(told_in_english(ast.parse(source.read_text(encoding="utf-8")))) == []

    def they_are_told_from_such_as_are_told_in_english(self):
        code = (
            "try:\n    f()\nexcept Refused as fault:\n"
            "    a(str(fault))\n    b(f'! {fault}')\n    c(sentence_said(fault))"
        )
        assert list(told_in_english(ast.parse(code))) == [4, 5]

    def they_stay_as_they_are_in_english(self, qapp):
        sentence = "“Economy” is in the bin already."
        assert sentence_said(sentence) is sentence
        assert sentence_said(Refused(sentence)) == sentence

    def they_are_known_by_their_form(self, turned):
        assert sentence_said(Refused("A comment needs some words.")) == "Words, please."
        assert (
            sentence_said(NotFound("A priority cannot stand under “Priority”: a strategy holds a, b."))
            == "“Priority” takes no aufgabe; strategy has a, b."
        )
        assert sentence_said("Nobody listed this.") == "Nobody listed this."
        assert sentence_said("") == ""

    def they_are_english_where_a_translation_has_a_slip(self, turned):
        assert sentence_said("“Economy” is in the bin already.") == "“Economy” is in the bin already."

    @pytest.mark.skipif(not TOOL.exists(), reason="needs pyside6-lupdate, which comes with PySide6")
    def they_have_what_is_put_into_them(self, marked):
        assert sentence_said("“Economy” is in the bin already.") == "«“Economy” is in the bin already.»"
        assert sentence_said("This theme has no priority; add one.").startswith(
            "«This «theme» has no «priority»"
        )
        mended = "3 pictures are kept outside the file and were not fetched."
        assert sentence_said(mended) == f"«{mended}»"

    @pytest.mark.skipif(not TOOL.exists(), reason="needs pyside6-lupdate, which comes with PySide6")
    def they_are_told_in_a_dialog(self, marked, qtbot):
        def save(*_):
            raise Refused("“Economy” has a version V2 already; choose another label.")

        dialog = SaveVersionDialog("V2", "Costs added", save=save)
        qtbot.addWidget(dialog)
        dialog.accept()
        assert dialog.fault.text() == "⚠ «“Economy” has a version V2 already; choose another label.»"

    @pytest.mark.skipif(not TOOL.exists(), reason="needs pyside6-lupdate, which comes with PySide6")
    def they_are_listed_as_findings_of_a_report(self, marked, qtbot):
        listed = MissingList()
        qtbot.addWidget(listed)
        listed.show_findings([ReportFinding("missing", "who", "“Ward” is still to be completed.")])
        assert listed.list.item(0).text() == "○  «“Ward” is still to be completed.»"
