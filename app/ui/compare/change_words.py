"""What changes are called, in the language of the window. Imports models, documents and Qt only."""

from PySide6.QtCore import QCoreApplication

from app.compare.changes import Change
from app.document.change_summary import KIND_NAMES, where_of
from app.ui.looked_up import QT_TRANSLATE_NOOP
from app.ui.model_words import said

KINDS_OF_CHANGE = (
    QT_TRANSLATE_NOOP("Changes", "Reworded"),
    QT_TRANSLATE_NOOP("Changes", "Inserted"),
    QT_TRANSLATE_NOOP("Changes", "Deleted"),
    QT_TRANSLATE_NOOP("Changes", "Moved"),
    QT_TRANSLATE_NOOP("Changes", "Renumbered"),
    QT_TRANSLATE_NOOP("Changes", "Formatting"),
    QT_TRANSLATE_NOOP("Changes", "Field changed"),
)
PLACES = (QT_TRANSLATE_NOOP("Changes", "The top level"), QT_TRANSLATE_NOOP("Changes", "The beginning"))
REASONS = (
    QT_TRANSLATE_NOOP("Changes", "number"),
    QT_TRANSLATE_NOOP("Changes", "money"),
    QT_TRANSLATE_NOOP("Changes", "date"),
    QT_TRANSLATE_NOOP("Changes", "name"),
    QT_TRANSLATE_NOOP("Changes", "obligation"),
)
HEADS = (
    QT_TRANSLATE_NOOP("Changes", "Weight"),
    QT_TRANSLATE_NOOP("Changes", "Change"),
    QT_TRANSLATE_NOOP("Changes", "Where"),
    QT_TRANSLATE_NOOP("Changes", "Before"),
    QT_TRANSLATE_NOOP("Changes", "After"),
    QT_TRANSLATE_NOOP("Changes", "Why"),
)
"""The heads of the table that is copied."""
translate = QCoreApplication.translate


def kind_said(change: Change) -> str:
    """What kind of change it is: “Reworded”."""
    return translate("Changes", KIND_NAMES[change.kind])


def field_said(change: Change) -> str:
    """The field that was filled in anew."""
    return said(change.field)


def steps_said(change: Change) -> tuple[str, ...]:
    """The headings above a change, the cell of a table it stands in, and the field, as `steps_to` has them."""
    row, column = change.cell
    cell = (
        translate("Changes", "row {}").format(row) if row else "",
        translate("Changes", "column {}").format(column) if column else "",
    )
    field = field_said(change) if change.kind == "field" else ""
    return tuple(filter(None, (*change.path, ", ".join(filter(None, cell)), field)))


def place_said(change: Change) -> str:
    """The same in one line; where there are none, that none are."""
    where = " › ".join(steps_said(change))
    nowhere = where_of(change)
    return where or translate("Changes", nowhere)


def reasons_said(change: Change) -> str:
    """Why it matters; nothing where it does not."""
    return ", ".join(translate("Changes", reason) for reason in change.why)


def weight_said(change: Change) -> str:
    """Whether it matters."""
    return translate("Changes", "substantive") if change.substantive else translate("Changes", "other")


def whence_said(heading: str) -> str:
    """From below which heading a part came; none for the strategy itself."""
    return translate("Changes", ", from {}").format(heading or translate("Changes", "the top level"))


def heads_said() -> tuple[str, ...]:
    """The heads of the table that is copied."""
    return tuple(translate("Changes", head) for head in HEADS)
