import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QMenu, QStackedWidget, QVBoxLayout, QWidget

from app.ui.restyling import Restyling

RED, BLUE = (
    f"QLabel#title {{ color: {colour}; font-size: {points}pt; }}"
    for colour, points in (("#ff0000", 20), ("#0000ff", 30))
)


class Counted(QLabel):
    """A label that counts how often it was styled."""

    def __init__(self, parent):
        super().__init__("Words", parent)
        self.setObjectName("title")
        self.styled = 0
        self.told = lambda label: None

    def changeEvent(self, event):
        if event.type() == QEvent.Type.StyleChange:
            self.styled += 1
            self.told(self)
        super().changeEvent(event)


class Painted(QObject):
    """Tells when a widget is painted."""

    def __init__(self, tell):
        super().__init__()
        self._tell = tell

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            self._tell()
        return False


@pytest.fixture
def restyling(qapp):
    before = qapp.styleSheet()
    restyling = Restyling(qapp)
    restyling.to(RED)
    yield restyling
    restyling.finish()
    qapp.setStyleSheet(before)
    restyling.deleteLater()


@pytest.fixture
def pages(qtbot, restyling):
    """Two pages, of which the first is seen, each with labels in one another's places, ten deep."""
    stack = QStackedWidget()
    qtbot.addWidget(stack)
    for _ in range(2):
        stack.addWidget(page())
    stack.show()
    for at in (1, 0):
        stack.setCurrentIndex(at)
    return stack


def page():
    top = holder = QWidget()
    for _ in range(10):
        column = QVBoxLayout(holder)
        column.addWidget(Counted(holder))
        inner = QWidget(holder)
        column.addWidget(inner)
        holder = inner
    return top


def labels(stack, at):
    return stack.widget(at).findChildren(Counted)


def look_of(label):
    return label.palette().color(QPalette.ColorRole.WindowText).name(), label.font().pointSize()


class DescribeRestyling:
    def it_styles_what_is_seen_before_all_the_rest(self, qtbot, restyling, pages):
        with qtbot.waitSignal(restyling.styled):
            restyling.to(BLUE)
        assert {look_of(label) for label in labels(pages, 0)} == {("#0000ff", 30)}
        assert {look_of(label) for label in labels(pages, 1)} == {("#ff0000", 20)}

    def it_styles_what_is_out_of_sight_by_and_by(self, qtbot, restyling, pages):
        restyling.to(BLUE)
        qtbot.waitUntil(lambda: not restyling.under_way)
        assert {look_of(label) for label in labels(pages, 1)} == {("#0000ff", 30)}

    def it_paints_nothing_until_all_that_is_seen_is_styled(self, qtbot, restyling, pages):
        restyling._turns._budget = 0.0  # a turn for each step
        styled_when_painted: list[set[object]] = []
        painted = Painted(lambda: styled_when_painted.append({look_of(label) for label in labels(pages, 0)}))
        pages.window().installEventFilter(painted)
        restyling.to(BLUE)
        qtbot.waitUntil(lambda: not restyling.under_way)
        qtbot.waitUntil(lambda: bool(styled_when_painted))
        assert all(len(looks) == 1 for looks in styled_when_painted)
        assert styled_when_painted[-1] == {("#0000ff", 30)}

    def it_changes_what_else_changes_in_the_same_turn(self, qtbot, qapp, restyling, pages):
        sheets: list[str] = []
        with qtbot.waitSignal(restyling.styled):
            restyling.to(BLUE, lambda: sheets.append(qapp.styleSheet()))
        assert sheets == [RED]

    def it_does_everything_at_once_where_nothing_is_seen(self, restyling, pages):
        pages.hide()
        restyling.to(BLUE)
        assert not restyling.under_way
        both = labels(pages, 0) + labels(pages, 1)
        assert {look_of(label) for label in both} == {("#0000ff", 30)}

    def it_styles_what_is_shown_before_its_turn(self, qtbot, restyling, pages):
        with qtbot.waitSignal(restyling.styled):
            restyling.to(BLUE)
        pages.setCurrentIndex(1)
        assert {look_of(label) for label in labels(pages, 1)} == {("#0000ff", 30)}

    def it_does_not_style_a_part_again_for_every_one_that_holds_it(self, restyling, pages):
        both = labels(pages, 0) + labels(pages, 1)
        for label in both:
            label.styled = 0
        restyling.to(BLUE)
        restyling.finish()
        assert {label.styled for label in both} == {1}

    def it_takes_back_what_the_style_before_has_changed(self, restyling, pages):
        plain = look_of(QLabel())
        restyling.to("QLineEdit { color: #0000ff; }")
        restyling.finish()
        assert {look_of(label) for label in (*labels(pages, 0), *labels(pages, 1))} == {plain}

    def it_may_be_asked_again_before_it_has_ended(self, restyling, pages):
        for style_sheet in (BLUE, RED, BLUE):
            restyling.to(style_sheet)
        restyling.finish()
        assert {look_of(label) for label in labels(pages, 1)} == {("#0000ff", 30)}

    def it_styles_what_is_shown_before_the_change_and_hidden_again(self, qtbot, restyling, pages):
        restyling.to(BLUE)
        for at in (1, 0):
            pages.setCurrentIndex(at)
        restyling.finish()
        assert {look_of(label) for at in (0, 1) for label in labels(pages, at)} == {("#0000ff", 30)}

    def it_may_be_asked_again_while_what_is_seen_is_being_styled(self, qtbot, restyling, pages):
        restyling.to(BLUE)
        while restyling.under_way and not restyling._seen:
            restyling._turns._turn(0)
        restyling.to("QLabel#title { color: #00ff00; font-size: 25pt; }")
        restyling.finish()
        assert {look_of(label) for at in (0, 1) for label in labels(pages, at)} == {("#00ff00", 25)}
        assert pages.updatesEnabled()

    def it_does_not_mind_what_goes_meanwhile(self, qtbot, restyling, pages):
        restyling.to(BLUE)
        pages.widget(1).deleteLater()
        qtbot.waitUntil(lambda: not restyling.under_way)

    def it_leaves_all_that_is_out_of_sight_to_later_turns(self, qtbot, restyling, pages):
        hidden = labels(pages, 1)
        for label in hidden:
            label.styled = 0
        with qtbot.waitSignal(restyling.styled):
            restyling.to(BLUE)
        assert {label.styled for label in hidden} == {0}

    def it_tells_what_holds_others_after_them_also_out_of_sight(self, restyling, pages):
        told: list[Counted] = []
        hidden = labels(pages, 1)
        for label in hidden:
            label.told = told.append
        restyling.to(BLUE)
        restyling.finish()
        assert told == hidden[::-1]

    def it_has_layouts_out_of_sight_measured_before_those_that_hold_them(self, restyling, pages, monkeypatch):
        asked: list[QWidget] = []
        outer = pages.widget(1)
        inner = outer.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)[-1]
        for widget in (outer, inner):
            monkeypatch.setattr(widget, "heightForWidth", lambda width, each=widget: asked.append(each))
        restyling.to(BLUE)
        restyling.finish()
        assert asked == [inner, outer]

    def it_tells_what_is_shown_before_its_turn_once(self, restyling, pages):
        hidden = labels(pages, 1)
        restyling.to(BLUE)
        while restyling._waiting or not restyling._untold:
            if restyling._rest.isActive():
                restyling._rest.stop()
                restyling._turns.begin(restyling._one_by_one(), later=True)
            restyling._turns._turn(0)
        for label in hidden:
            label.styled = 0
        pages.setCurrentIndex(1)
        at_once = {label.styled for label in hidden}
        restyling.finish()
        assert at_once == {label.styled for label in hidden} == {1}

    def it_goes_through_each_window_once(self, qtbot, restyling, monkeypatch):
        window = QWidget()
        qtbot.addWidget(window)
        menu = QMenu(window)  # a window of its own, and yet a part of this one
        asked = []
        monkeypatch.setattr(menu, "testAttribute", lambda attribute: asked.append(attribute))
        restyling.to(BLUE)
        assert len(asked) == 1
