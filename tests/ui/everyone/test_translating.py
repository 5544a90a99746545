"""What translators are given: Qt's own tool finds each sentence, in the place where it is looked up afterwards."""

import ast
from typing import get_args

import pytest

from app.compare.changes import Change
from app.compare.significance import ORDER
from app.document.change_summary import KIND_NAMES, where_of
from app.models.approval import Outcome
from app.models.nodes import KINDS
from app.services.standing import State
from app.ui.approval.route_line import OUTCOMES, STATES
from app.ui.compare.change_words import KINDS_OF_CHANGE, PLACES, REASONS
from app.ui.model_words import WORDS
from app.ui.typed import show_choice
from tests.ui.everyone.marking import TOOL, found
from tests.ui.everyone.test_words import SOURCES


def given(tree):
    """The calls of tr() and translate(), with their words and the names of the places given before them."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if name == "tr" or (name == "translate" and is_qts(call.func)):
                yield call, call.args[0 if name == "tr" else 1], call.args[: 0 if name == "tr" else 1]


def is_qts(function):
    return isinstance(function, ast.Name) or getattr(function.value, "id", "") == "QCoreApplication"


def put_together(tree):
    """Lines in which words are put together before they are looked up, so that no translation is found."""
    plain = ast.Constant | ast.Name | ast.Attribute | ast.Subscript
    for call, words, places in given(tree):
        looked_up = isinstance(words, ast.Call) and getattr(words.func, "attr", "") == "get"
        if not (isinstance(words, plain) or looked_up) or not all(
            isinstance(p, ast.Constant) for p in places
        ):
            yield call.lineno


def hidden(tree):
    """Lines in which words stand as they are in a call of a function that looks up what it is given."""
    functions = [each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)]
    looking = {each.name for each in functions if any(looks_up(call, each) for call in given(each))}
    for call in ast.walk(tree):
        name = getattr(getattr(call, "func", None), "id", "")
        if isinstance(call, ast.Call) and name in looking:
            yield from (call.lineno for words in call.args if isinstance(words, ast.Constant))


def looks_up(call, function):
    """Whether a call looks up what the function it stands in is given."""
    names = {argument.arg for argument in function.args.args}
    return isinstance(call[1], ast.Name) and call[1].id in names


def called():
    """What the models call their kinds, fields and choices, and say of them."""
    for kind in KINDS.values():
        yield from (kind.label, kind.plural, kind.title_label, kind.body_label)
        for field in kind.fields:
            yield from (field.label, field.help, field.scale)
            yield from (show_choice(choice) for choice in field.choices if field.name != "language")


class DescribeWordsToBeTranslated:
    @pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
    def they_are_whole_when_they_are_looked_up(self, source):
        assert list(put_together(ast.parse(source.read_text(encoding="utf-8")))) == []

    def they_are_told_from_such_as_are_put_together(self):
        code = 'self.tr(f"{n} parts")\nself.tr("a" + b)\ntranslate(C, "x")\nself.tr("{}".format(n))\nself.tr("fine")'
        assert list(put_together(ast.parse(code))) == [1, 2, 3, 4]

    @pytest.mark.skipif(not TOOL.exists(), reason="needs pyside6-lupdate, which comes with PySide6")
    def they_are_found_by_qts_tool_where_they_are_looked_up(self):
        """It names the place of `dialog.tr()` “dialog”, while the program looks in the class of the dialog."""
        assert [name for name in found() if not name.isidentifier() or not name[0].isupper()] == []
        everywhere = frozenset[str]().union(*found().values())
        missing = {
            words.value
            for source in SOURCES
            for _, words, _ in given(ast.parse(source.read_text(encoding="utf-8")))
            if isinstance(words, ast.Constant) and words.value not in everywhere
        }
        assert missing == set()

    @pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
    def they_are_given_to_no_function_that_looks_them_up_unseen(self, source):
        """Qt's tool finds no words in `_tr("Cut")`; a table is marked, and its words are looked up by a variable."""
        assert list(hidden(ast.parse(source.read_text(encoding="utf-8")))) == []

    def they_are_told_from_words_that_are_hidden(self):
        code = 'def said(words):\n    return translate("P", words)\nsaid("Cut")\nsaid(cut)\ntranslate("P", "Cut")'
        assert list(hidden(ast.parse(code))) == [3]

    def they_hold_all_kinds_of_changes_and_states_of_stages(self):
        assert set(KIND_NAMES.values()) == set(KINDS_OF_CHANGE)
        assert set(ORDER) == set(REASONS)
        no_place = [Change(kind="inserted", node="p", node_kind=kind) for kind in ("theme", "strategy")]
        assert list(map(where_of, no_place)) == list(PLACES)
        assert set(get_args(Outcome)) <= set(OUTCOMES)
        assert set(get_args(State)) == set(STATES)

    def they_hold_all_that_the_models_call_things(self):
        assert set(called()) - {""} == set(WORDS)
