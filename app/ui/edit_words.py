"""What edits are called, in the language of the window. Imports models and Qt only.

A library keeps the name of an edit in English, for it is read in windows of any language and by the command line. It is
known again by its form when it is shown. What has none of these forms stays as it is.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache

from PySide6.QtCore import QCoreApplication

from app.models.nodes import KINDS
from app.ui.looked_up import QT_TRANSLATE_NOOP
from app.ui.model_words import kind_said

FORMS = (
    QT_TRANSLATE_NOOP("Edits", "Begun"),
    QT_TRANSLATE_NOOP("Edits", "First draft"),
    QT_TRANSLATE_NOOP("Edits", "Imported"),
    QT_TRANSLATE_NOOP("Edits", "Imported from {}"),
    QT_TRANSLATE_NOOP("Edits", "Read again"),
    QT_TRANSLATE_NOOP("Edits", "Add {}"),
    QT_TRANSLATE_NOOP("Edits", "Edit {}"),
    QT_TRANSLATE_NOOP("Edits", "Change {}"),
    QT_TRANSLATE_NOOP("Edits", "Rename {}"),
    QT_TRANSLATE_NOOP("Edits", "Move {}"),
    QT_TRANSLATE_NOOP("Edits", "Sort {}"),
    QT_TRANSLATE_NOOP("Edits", "Paste {}"),
    QT_TRANSLATE_NOOP("Edits", "Duplicate {}"),
    QT_TRANSLATE_NOOP("Edits", "Delete {}"),
    QT_TRANSLATE_NOOP("Edits", "Replace “{}” by “{}”"),
    QT_TRANSLATE_NOOP("Edits", "Link {} and {}"),
    QT_TRANSLATE_NOOP("Edits", "Unlink {} and {}"),
    QT_TRANSLATE_NOOP("Edits", "Part {} and {}"),
    QT_TRANSLATE_NOOP("Edits", "Rescore {}"),
    QT_TRANSLATE_NOOP("Edits", "Reschedule {}"),
    QT_TRANSLATE_NOOP("Edits", "Take {} from {}"),
    QT_TRANSLATE_NOOP("Edits", "Take back {} of {}"),
    QT_TRANSLATE_NOOP("Edits", "Accept: {}"),
    QT_TRANSLATE_NOOP("Edits", "Accept {}"),
    QT_TRANSLATE_NOOP("Edits", "Reject: {}"),
    QT_TRANSLATE_NOOP("Edits", "Reject {}"),
    QT_TRANSLATE_NOOP("Edits", "Reopen: {}"),
    QT_TRANSLATE_NOOP("Edits", "Reopen {}"),
    QT_TRANSLATE_NOOP("Edits", "Merge {}"),
    QT_TRANSLATE_NOOP("Edits", "Merged with another copy of the library"),
    QT_TRANSLATE_NOOP("Edits", "Taken from another copy of the library"),
    QT_TRANSLATE_NOOP("Edits", "Restore {}"),
    QT_TRANSLATE_NOOP("Edits", "Go back to {}"),
    QT_TRANSLATE_NOOP("Edits", "Another house style"),
    QT_TRANSLATE_NOOP("Edits", "Another title"),
)
"""The names of whole edits; what stands for {} is a name, or one of `ABOUT`."""
ABOUT = (
    QT_TRANSLATE_NOOP("Edits", "{} parts"),
    QT_TRANSLATE_NOOP("Edits", "{} suggestions"),
    QT_TRANSLATE_NOOP("Edits", "{} changes"),
    QT_TRANSLATE_NOOP("Edits", "a change"),
    QT_TRANSLATE_NOOP("Edits", "edit {}"),
    QT_TRANSLATE_NOOP("Edits", "a part that is gone"),
)
"""What an edit is about, where it is nobody's name."""
_SUGGESTED = re.compile("(Change|Add|Delete|Move) (“.+”|a part that is gone)", re.DOTALL)
_MOMENT = re.compile(r"“(.+)” \(([^()]+)\)")


def edit_said(label: str) -> str:
    """The name of an edit as the library keeps it, in the language of the window."""
    return _found(label, FORMS, "(.+?)", _about) or label


def _about(words: str) -> str:
    """What an edit is about: so many parts, a part of a kind, another edit, or a name, which stays."""
    if moment := _MOMENT.fullmatch(words):
        return f"“{edit_said(moment[1])}” ({moment[2]})"
    kind, named = re.split("(?= [“‘])|$", words, maxsplit=1)
    if key := _kinds().get(kind):
        return f"{kind_said(key).lower()}{named}"
    if _SUGGESTED.fullmatch(words):  # a part's own name may begin so, too
        return edit_said(words)
    return _found(words, ABOUT, r"(\d+)") or words


def _found(words: str, forms: Iterable[str], blank: str, about: Callable[[str], str] = str) -> str:
    """The words translated, with what stands in each `blank` of their form; empty where they have none of the forms."""
    for form in forms:
        if found := _pattern(form, blank).fullmatch(words):
            return QCoreApplication.translate("Edits", form).format(*map(about, found.groups()))
    return ""


@cache
def _pattern(form: str, blank: str) -> re.Pattern[str]:
    return re.compile(re.escape(form).replace(r"\{\}", blank), re.DOTALL)


@cache
def _kinds() -> dict[str, str]:
    """The kinds by what they are called within a sentence."""
    return {kind.label.lower(): key for key, kind in KINDS.items()}
