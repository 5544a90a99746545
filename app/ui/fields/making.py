"""Which control edits which type of field. Imports models and Qt only."""

from PySide6.QtWidgets import QWidget

from app.models.kinds import Field
from app.ui.fields.control import FieldControl, FieldTools
from app.ui.fields.links import LinksField
from app.ui.fields.rich import RichField
from app.ui.fields.simple import (
    ChoiceField,
    DateField,
    LineField,
    MoneyField,
    NumberField,
    PercentField,
    YesNoField,
)

_SIMPLE: dict[str, type[FieldControl]] = {
    "line": LineField, "date": DateField, "money": MoneyField, "number": NumberField, "percent": PercentField,
    "choice": ChoiceField, "yesno": YesNoField,
}  # fmt: skip
COMPACT = frozenset(("date", "money", "number", "percent", "choice", "yesno"))


def control_for(field: Field, tools: FieldTools, parent: QWidget | None = None) -> FieldControl:
    """A control that edits this field."""
    if field.type == "rich":
        return RichField(field, tools, parent)
    if field.type == "links":
        return LinksField(field, tools, parent)
    if field.type in ("history", "rows"):
        from app.ui.fields.rows import RowsField

        return RowsField(field, parent)
    return _SIMPLE[field.type](field, parent)
