"""What a widget that paints itself is, for those who hear the window instead of seeing it. Imports Qt only.

Qt gives a role to its own controls only; a chart or a page of text would be told as nothing in particular.
"""

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

_ROLE = "accessible_role"
# PySide lets go of them at the end, maybe before Qt does; held here too, they are not freed under it.
_TOLD: list[QAccessibleInterface] = []


def give_role(widget: QWidget, role: QAccessible.Role) -> None:
    """Makes assistive programs hear that a widget is this."""
    widget.setProperty(_ROLE, role.value)
    tell_roles()


@cache
def tell_roles() -> None:
    """Has Qt ask here for roles, from now on."""
    QAccessible.installFactory(_interface)


def _interface(name: str, of: QObject | None) -> QAccessibleInterface | None:
    role = of.property(_ROLE) if isinstance(of, QWidget) else None
    if role is None or not isinstance(of, QWidget):
        return None
    told = QAccessibleWidget(of, QAccessible.Role(role), "")
    _TOLD.append(told)
    return told
