"""How the window looks: light, dark and high contrast, text size, spacing. Imports Qt only.

Sizes and spacing are those of `design/window.md`: steps of 4 px, and 9/10/11/13/16/20 pt, times the chosen text size.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

from PySide6.QtCore import QObject, QSettings, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from app.resources import resource_root
from app.ui.restyling import Restyling
from app.ui.wrapped import PADDING

Scheme = Literal["system", "light", "dark", "contrast"]
# Arguments of the application: what is said here of looks goes with this style. To ask Qt for the style that it has,
# or to set another afterwards, would take longer than all the rest.
STYLE = ("-style", "fusion")
SCHEMES: tuple[Scheme, ...] = ("system", "light", "dark", "contrast")
TEXT_SIZES = (100, 110, 125, 150, 175, 200)
BASE_POINTS = 10.0
BODY_POINTS = 11.0

_WITH_OWN_FONTS = ("QAbstractItemView", "QMenu", "QStatusBar")
"""Kinds of widgets that have a font of their own on one system or another."""
_ROLES = (
    QPalette.ColorRole.Window, QPalette.ColorRole.WindowText, QPalette.ColorRole.Base, QPalette.ColorRole.AlternateBase,
    QPalette.ColorRole.Text, QPalette.ColorRole.Button, QPalette.ColorRole.ButtonText, QPalette.ColorRole.Highlight,
    QPalette.ColorRole.HighlightedText, QPalette.ColorRole.Link, QPalette.ColorRole.PlaceholderText,
    QPalette.ColorRole.Mid, QPalette.ColorRole.ToolTipBase, QPalette.ColorRole.ToolTipText,
)  # fmt: skip
# In the order of _ROLES.
_COLOURS = {
    "light": "#f4f5f7 #1b1f24 #ffffff #f7f8fa #1b1f24 #eceef1 #1b1f24 "
    "#1f5fa8 #ffffff #1f5fa8 #626a73 #c4c9d0 #1b1f24 #ffffff",
    "dark": "#1e2125 #e6e8eb #262a2f #2b3036 #e6e8eb #31363c #e6e8eb "
    "#2f6fb8 #ffffff #7fb4ee #a2a9b1 #4c535b #e6e8eb #1e2125",
    "contrast": "#000000 #ffffff #000000 #000000 #ffffff #000000 #ffffff "
    "#ffff00 #000000 #7fd4ff #ffffff #ffffff #ffffff #000000",
}
# Fusion draws these frames in shades of the window's colour, which on black is none.
CONTRAST_RULES = """
    QSlider::groove:horizontal { border: 1px solid #ffffff; height: 6px; }
    QSlider::handle:horizontal { background: #ffff00; width: 14px; margin: -5px 0; }
    QPushButton:disabled, QComboBox:disabled, QAbstractSpinBox:disabled, QLineEdit:disabled {
        color: #909090; border: 1px dashed #909090; }
    QCheckBox:disabled { color: #909090; }
    QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-style: dashed; }
    QScrollBar { border: 1px solid #ffffff; }
    QProgressBar { border: 1px solid #ffffff; }
    QProgressBar::chunk { background: #ffff00; }
    QMenu { border: 1px solid #ffffff; }
"""
_DISABLED = QPalette.ColorGroup.Disabled
_TICKS = {"#ffffff": "white", "#000000": "black"}
# What encloses a field, three times as bright or dark as what is on either side of it.
_EDGES = {"light": "#868d96", "dark": "#7b828b", "contrast": "#ffffff"}
# What encloses the current row of a list; it is lost in the highlight where that row is the chosen one.
_CURRENT = {"light": "#1f5fa8", "dark": "#3b7cc4", "contrast": "#ffff00"}
_FAULTS = {"light": "#a61b1b", "dark": "#ff9b8f", "contrast": "#ffb3a8"}


class Look(QObject):
    """The chosen scheme and text size; `changed` is emitted when either has been applied to what is seen."""

    changed = Signal()

    def __init__(self, application: QApplication, settings: QSettings) -> None:
        super().__init__(application)
        self._application = application
        self._settings = settings
        self._restyling = Restyling(application, self)
        self._restyling.styled.connect(self.changed)
        self.scheme: Scheme = _known(str(settings.value("look/scheme", "system")))
        self.percent = min(max(_whole(settings.value("look/percent", 100)), 100), 200)
        self._points = 0.0  # of the letters that were set, once they were
        self._family = system_family()
        hints = application.styleHints()
        self._heard = (hints.colorSchemeChanged, hints.accessibility().contrastPreferenceChanged)
        for told in self._heard:
            told.connect(self._when_system_changed)
        # No signal tells of another font; whoever chooses one in the system's settings comes back from there.
        application.applicationStateChanged.connect(self._when_back)

    @property
    def shown(self) -> str:
        """The scheme in use: what the system has where that is followed."""
        return system_scheme(self._application) if self.scheme == "system" else self.scheme

    def leave(self) -> None:
        """Hears no more of the system."""
        for told in self._heard:
            told.disconnect(self._when_system_changed)
        self._application.applicationStateChanged.disconnect(self._when_back)

    def set_scheme(self, scheme: Scheme) -> None:
        """Chooses light, dark, high contrast, or what the system has."""
        self.scheme = scheme
        self._settings.setValue("look/scheme", scheme)
        self.apply()

    def set_percent(self, percent: int) -> None:
        """Chooses the text size, 100 to 200 %."""
        self.percent = min(max(percent, 100), 200)
        self._settings.setValue("look/percent", self.percent)
        self.apply()

    def step(self, by: int) -> None:
        """The next larger (1) or smaller (-1) text size."""
        near = min(range(len(TEXT_SIZES)), key=lambda at: abs(TEXT_SIZES[at] - self.percent))
        self.set_percent(TEXT_SIZES[min(max(near + by, 0), len(TEXT_SIZES) - 1)])

    def apply(self) -> None:
        """Makes the whole program look as chosen."""
        self._restyling.to(
            style_sheet(self.shown, self.percent),
            lambda: self._application.setPalette(palette_of(self.shown)),
            self._set_letters,
        )

    @property
    def under_way(self) -> bool:
        """Whether something does not look as chosen yet."""
        return self._restyling.under_way

    def _set_letters(self) -> None:
        """Gives everything letters of the chosen size.

        GTK and Windows have fonts of their own for trees, menus and the like; Qt returns to them with each style sheet.
        """
        app = self._application
        font = QFont(app.font())
        if self._family:
            font.setFamily(self._family)
        self._points = BASE_POINTS * self.percent / 100
        font.setPointSizeF(self._points)
        app.setFont(font)

    def _when_system_changed(self, *_: object) -> None:
        if self.scheme == "system":
            self.apply()

    def _when_back(self, state: Qt.ApplicationState) -> None:
        if state != Qt.ApplicationState.ApplicationActive:
            return
        if system_family() != self._family or self._has_other_letters():
            self._family = system_family()
            self.apply()

    def _has_other_letters(self) -> bool:
        """Whether Qt has returned from those set here to the system's, as where the system's theme was changed."""
        app = self._application
        # PySide's types have bytes here; it takes strings only.
        sizes = (app.font(kind).pointSizeF() for kind in ("", *_WITH_OWN_FONTS))  # pyright: ignore
        return self._points > 0 and any(abs(size - self._points) > 0.1 for size in sizes)


def system_scheme(application: QApplication) -> str:
    """What the system asks for: much contrast goes before dark."""
    hints = application.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def system_family() -> str:
    """The name of the system's font."""
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()


def palette_of(shown: str) -> QPalette:
    """The palette of a scheme."""
    palette = QPalette()
    for role, name in zip(_ROLES, _COLOURS[shown].split(), strict=True):
        palette.setColor(role, QColor(name))
    mix = QColor(
        *((a + b) // 2 for a, b in zip(_rgb(palette, "Window"), _rgb(palette, "WindowText"), strict=True))
    )
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, mix)
    palette.setColor(QPalette.ColorRole.Accent, palette.color(QPalette.ColorRole.Highlight))
    return palette


def style_sheet(shown: str, percent: int) -> str:
    """The few rules that a palette cannot express: frames, focus rings, sizes that follow the text size."""
    names = dict(zip((role.name for role in _ROLES), _COLOURS[shown].split(), strict=True))
    line, accent, base, text, window = (names[n] for n in ("Mid", "Link", "Base", "Text", "Window"))
    edge, fault = _EDGES[shown], _FAULTS[shown]
    faded = palette_of(shown).color(_DISABLED, QPalette.ColorRole.Text).name()
    side, large, small = (round(size * percent / 100) for size in (18, 22, 12))
    pts = {name: f"{size * percent / 100:.1f}pt" for name, size in
           (("small", 9), ("body", BODY_POINTS), ("head", 13), ("title", 16), ("large", 20))}  # fmt: skip
    more = _box_rules(names, faded, small) + _choice_rules(names, edge, small)
    more += _menu_rules(names, small)
    more += _bar_rules(names, edge, round(8 + 4 * percent / 100))
    more += CONTRAST_RULES if shown == "contrast" else ""
    return f"""
    QToolTip {{ background: {text}; color: {base}; border: 1px solid {line}; padding: 4px; }}
    QLineEdit, QPlainTextEdit {{
        background: {base}; color: {text}; border: 1px solid {edge}; border-radius: 4px; padding: 4px 6px;
        placeholder-text-color: {names["PlaceholderText"]}; }}
    QLineEdit:focus, QPlainTextEdit:focus {{
        border: 2px solid {accent}; padding: 3px 5px; }}
    QComboBox QAbstractItemView {{ background: {base}; color: {text}; }}
    QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] {{ border: 2px solid {fault}; padding: 3px 5px; }}
    QLineEdit:read-only, QPlainTextEdit:read-only, QLineEdit:disabled {{ background: {window}; }}
    QFrame#rich {{ background: {base}; border: 1px solid {edge}; border-radius: 4px; }}
    QFrame#rich[focused="true"] {{ border: 2px solid {accent}; }}
    QFrame#rich[wrong="true"] {{ border: 2px solid {fault}; }}
    QFrame#rich[still="true"] {{ background: {window}; }}
    QFrame#rich QTextEdit {{ background: transparent; border: none; font-size: {pts["body"]}; }}
    QTableView {{ background: {base}; border: 1px solid {line}; border-radius: 4px; gridline-color: {line}; }}
    QCheckBox, QRadioButton {{ border: 2px solid transparent; border-radius: 4px; padding: 1px; }}
    QCheckBox:focus, QRadioButton:focus {{ border-color: {accent}; }}
    QTableView::item {{ padding: {PADDING}px; }}
    QListView::item {{ padding: {PADDING}px; }}
    QTextEdit#words {{ background: {base}; border: 1px solid {edge}; border-radius: 4px; padding: 1px; }}
    QTextEdit#words:focus {{ border: 2px solid {accent}; padding: 0; }}
    QTextEdit#sheet {{ background: {base}; border: 2px solid {base}; }}
    QTextEdit#sheet:focus {{ border: 2px solid {accent}; }}
    QTabWidget::pane {{ border: none; border-top: 1px solid {line}; }}
    QTreeView, QListView {{ icon-size: {side}px; background: {base}; border: 2px solid {base}; }}
    QDialog QTreeView, QDialog QListView {{ border: 1px solid {line}; border-radius: 4px; padding: 1px; }}
    QTableView:focus, QTreeView:focus, QListView:focus {{ border: 2px solid {accent}; padding: 0; }}
    QTableView, QTreeView, QListView {{ outline: 1px solid {_CURRENT[shown]}; }}
    QHeaderView::section {{
        background: {window}; border: none; border-bottom: 1px solid {line}; padding: 4px 6px; }}
    QTableCornerButton::section {{ background: {window}; border: none; border-bottom: 1px solid {line}; }}
    QPushButton {{ background: {names["Button"]}; border: 1px solid {line}; border-radius: 4px; padding: 4px 12px; }}
    QPushButton:focus, QToolButton:focus {{ border: 2px solid {accent}; }}
    QPushButton:focus {{ padding: 3px 11px; }}
    QPushButton, QLineEdit {{ min-height: {side}px; }}
    QComboBox {{ min-height: {side + 2}px; qproperty-iconSize: {side}px {side}px; }}
    QAbstractSpinBox {{ min-height: {side - 1}px; }}
    QAbstractItemView QLineEdit, QAbstractItemView QComboBox, QAbstractItemView QAbstractSpinBox {{ min-height: 0; }}
    QPushButton:default {{ background: {names["Highlight"]}; color: {names["HighlightedText"]}; }}
    QPushButton:default:focus {{
        border: 4px double {names["HighlightedText"]}; border-radius: 0; padding: 1px 9px; }}
    QPushButton:disabled {{ background: {window}; color: {faded}; }}
    QToolButton:disabled, QMenu::item:disabled {{ color: {faded}; }}
    QToolBar {{ border: none; padding: 0 12px; qproperty-iconSize: {side}px {side}px; }}
    QPushButton {{ icon-size: {side}px; }}
    QToolButton {{ qproperty-iconSize: {side}px {side}px; }}
    QToolButton#activity {{ qproperty-iconSize: {large}px {large}px; }}
    QToolButton#remove {{ qproperty-iconSize: {small}px {small}px; }}
    QToolButton {{ border: 2px solid transparent; border-radius: 4px; padding: 3px; }}
    QPushButton#place {{
        background: transparent; border: 2px solid transparent; padding: 0; text-align: left; font-weight: 600;
        min-height: 0; }}
    QPushButton#place:hover {{ text-decoration: underline; }}
    QPushButton#place:focus {{ border: 2px solid {accent}; }}
    QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
    QToolButton#qt_toolbar_ext_button {{ border: none; padding: 0; min-width: 20px; qproperty-iconSize: 20px 20px; }}
    QToolButton#qt_toolbar_ext_button::menu-indicator {{ image: none; width: 0; }}
    QToolButton[popupMode="2"] {{ padding-right: {small + 4}px; }}
    QToolButton::menu-indicator {{
        image: url("{_picture("unfolds_down")}"); width: {small - 2}px; height: {small - 2}px;
        subcontrol-origin: padding; subcontrol-position: center right; right: 2px; }}
    QToolButton:hover {{ background: {names["Button"]}; }}
    QToolButton:checked {{ background: {names["Button"]}; border-bottom: 2px solid {accent}; }}
    QToolButton#chip {{
        border: 1px solid {line}; border-radius: 10px; padding: 2px 8px; background: {names["Button"]}; }}
    QToolButton#seek {{
        border: 1px solid {line}; padding: 1px 10px; margin: 2px 8px; background: {base};
        color: {names["PlaceholderText"]}; qproperty-iconSize: {small}px {small}px; }}
    QToolButton#chip:focus {{ border: 2px solid {accent}; }}
    QScrollArea {{ border: 2px solid transparent; background: {window}; }}
    QPdfView, Timeline, SideBySide {{ border: 2px solid transparent; }}
    QScrollArea:focus, SideBySide:focus, QPdfView:focus, Timeline:focus {{ border: 2px solid {accent}; }}
    QLabel#fault {{ color: {fault}; }}
    QLabel#faint, QLabel#fault[calm="true"] {{ color: {names["PlaceholderText"]}; }}
    QLabel#head {{ font-size: {pts["head"]}; font-weight: 600; }}
    QLabel#title {{ font-size: {pts["title"]}; font-weight: 600; }}
    QLabel#large {{ font-size: {pts["large"]}; font-weight: 600; }}
    QLabel#small, QToolButton#activity {{ font-size: {pts["small"]}; }}
    QFrame#proposal {{
        background: {window}; border: 1px dashed {line}; border-left: 4px solid {accent}; border-radius: 4px; }}
    QLabel#notice {{ background: {names["Button"]}; border-left: 4px solid {accent}; padding: 8px; }}
    QStatusBar {{ border-top: 1px solid {line}; }}
    QStatusBar::item {{ border: none; }}
    QMenuBar {{ background: {window}; padding: 2px 0; }}
    QMenuBar::item {{ background: transparent; padding: 4px 8px; border-radius: 4px; }}
    QMenuBar::item:selected {{ background: {names["Highlight"]}; color: {names["HighlightedText"]}; }}
    {more}"""


def _box_rules(names: Mapping[str, str], faded: str, side: int) -> str:
    """Boxes and circles to tick, alone and in lists; Fusion's own frames, shades of the window, are lost in dark."""
    edge, base, window, full, mark = (
        names[name] for name in ("PlaceholderText", "Base", "Window", "Highlight", "HighlightedText")
    )
    tick = _picture(f"ticked_{_TICKS[mark]}")

    def boxes(state: str = "") -> str:
        kinds = ("QCheckBox", "QTreeView", "QListView", "QTableView", "QMenu")
        return ", ".join(f"{kind}::indicator{state}" for kind in kinds)

    return f"""
    {boxes()}, QRadioButton::indicator {{
        background: {base}; border: 1px solid {edge}; width: {side}px; height: {side}px; }}
    {boxes()} {{ border-radius: 2px; }}
    {boxes(":checked")} {{ background: {full}; image: url("{tick}"); }}
    {boxes(":indeterminate")} {{ background: {_bands(full, mark)}; }}
    QRadioButton::indicator {{ border-radius: {side // 2 + 1}px; }}
    QRadioButton::indicator:checked {{ background: {_dot(names["Text"], base)}; }}
    {boxes(":disabled")}, QRadioButton::indicator:disabled {{ background: {window}; border-color: {faded}; }}
    {boxes(":checked:disabled")} {{ background: {faded}; }}
    {boxes(":indeterminate:disabled")} {{ background: {_bands(window, faded)}; }}
    QRadioButton::indicator:checked:disabled {{ background: {_dot(faded, window)}; }}
    """


def _menu_rules(names: Mapping[str, str], side: int) -> str:
    """Lines of menus; Fusion's own have icons and arrows of one size at every size of text."""
    chosen, words = names["Highlight"], names["HighlightedText"]
    right, on_chosen = _picture("unfolds_right"), _picture(f"unfolds_right_{_TICKS[words]}")
    return f"""
    QMenu {{ icon-size: {side * 4 // 3}px; }}
    QMenu::item {{ padding: 4px 16px 4px 8px; }}
    QMenu::item:selected {{ background: {chosen}; color: {words}; }}
    QMenu::separator {{ height: 1px; margin: 3px 0; background: {names["Mid"]}; }}
    QMenu::icon, QMenu::indicator {{ left: 6px; }}
    QMenu::right-arrow {{ image: url("{right}"); width: {side}px; height: {side}px; right: 6px; }}
    QMenu::right-arrow:selected {{ image: url("{on_chosen}"); }}
    QMenu::indicator:exclusive {{ border-radius: {side // 2 + 1}px; }}
    QMenu::indicator:exclusive:checked {{ background: {_dot(names["Text"], names["Base"])}; image: none; }}
    """


def _bar_rules(names: Mapping[str, str], edge: str, wide: int) -> str:
    """Bars to scroll by, without arrows or frames, and lines between areas, taken hold of beside them too."""
    line, window, accent, over = (names[name] for name in ("Mid", "Window", "Link", "PlaceholderText"))
    return f"""
    QScrollBar {{ background: {window}; border: none; }}
    QScrollBar:vertical {{ width: {wide}px; }} QScrollBar:horizontal {{ height: {wide}px; }}
    QScrollBar::handle {{ background: {edge}; border-radius: {wide // 2 - 3}px; margin: 3px; }}
    QScrollBar::handle:disabled {{ background: transparent; }}
    QScrollBar::handle:hover {{ background: {over}; }}
    QScrollBar::handle:vertical {{ min-height: {2 * wide}px; }}
    QScrollBar::handle:horizontal {{ min-width: {2 * wide}px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QAbstractScrollArea::corner {{ background: {window}; border: none; }}
    QSplitter::handle {{ background: {line}; }}
    QSplitter::handle:horizontal {{ width: 1px; }} QSplitter::handle:vertical {{ height: 1px; }}
    QSplitter::handle:hover {{ background: {accent}; }}
    """


def _choice_rules(names: Mapping[str, str], edge: str, side: int) -> str:
    """Choices and numbers; Fusion's own rings around them, a pixel of dark blue, are lost in dark."""
    base, text, window, accent = (names[name] for name in ("Base", "Text", "Window", "Link"))
    up, down = _picture("unfolds_up"), _picture("unfolds_down")
    return f"""
    QComboBox, QAbstractSpinBox {{
        background: {base}; color: {text}; border: 1px solid {edge}; border-radius: 4px; padding: 3px 6px; }}
    QComboBox {{ padding-left: 8px; combobox-popup: 0; }}
    QComboBox:focus, QAbstractSpinBox:focus {{ border: 2px solid {accent}; padding: 2px 5px; }}
    QComboBox:focus {{ padding-left: 7px; }}
    QAbstractSpinBox:read-only, QComboBox:disabled, QAbstractSpinBox:disabled {{ background: {window}; }}
    QComboBox::drop-down {{ border: none; width: {side + 4}px; }}
    QComboBox::down-arrow {{ image: url("{down}"); width: {side - 2}px; height: {side - 2}px; }}
    QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: none; width: {side + 4}px; }}
    QAbstractSpinBox::up-arrow {{ image: url("{up}"); width: {side - 4}px; height: {side - 4}px; }}
    QAbstractSpinBox::down-arrow {{ image: url("{down}"); width: {side - 4}px; height: {side - 4}px; }}
    """


def _picture(name: str) -> str:
    """The path of an icon as style sheets have it, which cannot tint it."""
    return (resource_root() / "icons" / f"{name}.svg").as_posix()


def _bands(ground: str, mark: str) -> str:
    """A band across the middle, as a style sheet's background."""
    stops = ((0, ground), (0.38, ground), (0.39, mark), (0.61, mark), (0.62, ground), (1, ground))
    return f"qlineargradient(x1: 0, y1: 0, x2: 0, y2: 1, {_stops(stops)})"


def _dot(mark: str, ground: str) -> str:
    """A dot in the middle, as a style sheet's background."""
    stops = ((0, mark), (0.5, mark), (0.6, ground), (1, ground))
    return f"qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5, fx: 0.5, fy: 0.5, {_stops(stops)})"


def _stops(stops: Iterable[tuple[float, str]]) -> str:
    return ", ".join(f"stop: {at} {colour}" for at, colour in stops)


def load_fonts() -> None:
    """Brings the program's own fonts where the system has none, as on a bare server."""
    if QFontDatabase.families():
        return
    for path in sorted((resource_root() / "fonts").glob("LiberationSans-*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


def _known(scheme: str) -> Scheme:
    for known in SCHEMES:
        if known == scheme:
            return known
    return "system"


def _whole(value: object) -> int:
    text = str(value)
    return int(text) if text.isdecimal() else 100


def _rgb(palette: QPalette, role: str) -> tuple[int, int, int]:
    colour = palette.color(QPalette.ColorRole[role])
    return colour.red(), colour.green(), colour.blue()
