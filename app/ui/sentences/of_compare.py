"""Forms of the sentences that `app.compare` makes, as the package says they are written. Imports `ui` only."""

from app.ui.looked_up import QT_TRANSLATE_NOOP

# fmt: off
FORMS = (
    QT_TRANSLATE_NOOP("Sentences",
        "A change names the part “{}”, which this strategy does not have; compare them again."),
    QT_TRANSLATE_NOOP("Sentences", "The comparison was cancelled."),
    QT_TRANSLATE_NOOP("Sentences",
        "The words of “{}” that this suggestion changes have been changed since; put in by hand what is "
        "wanted, then reject it."),
    QT_TRANSLATE_NOOP("Sentences", "“{}” cannot go where this suggestion moves it: that part is now inside it."),
    QT_TRANSLATE_NOOP("Sentences",
        "“{}” has been changed since this suggestion to delete it; look at it, then delete it by hand or "
        "reject."),
)
