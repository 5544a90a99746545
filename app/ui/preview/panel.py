"""The PDF as it will be, beside the draft: made in the background, made again after each edit, searched and paged.

It follows the part that is chosen in the tree, and a click on a page chooses the part that stands there. What it shows
are bytes it is handed, with the places of parts; it knows no exporter. Imports Qt only.
"""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QElapsedTimer,
    QEvent,
    QIODevice,
    QObject,
    QPointF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPalette,
    QShortcut,
    QShowEvent,
)
from PySide6.QtPdf import QPdfDocument, QPdfSearchModel
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import (
    QLineEdit,
    QProgressBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.models.errors import Refused
from app.ui.background import Work
from app.ui.desk import Told
from app.ui.flow import FlowLayout, in_a_row
from app.ui.icons import icon
from app.ui.labels import plain_label
from app.ui.number_box import NumberBox
from app.ui.preview.places import PageLayout, Pages
from app.ui.roles import give_role
from app.ui.sentences.said import sentence_said
from app.ui.told_once import ToldOnce
from app.ui.turns import InTurns

AGAIN_MS = 400
BEHIND_MS = 2000
"""How long the pages may lack an edit, after which what is being made of them is shown, whatever is typed meanwhile."""
ZOOM_STEP = 1.2
MARGIN = 12
ABOVE = 24
STILL = 4
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

Making = Callable[[Told], Pages]
Preparing = Callable[[], Making]
Lineage = Callable[[str], Sequence[str]]


class PreviewPanel(QWidget):
    """Shows a PDF. `prepare` takes what is wanted now, in the window's thread; what it gives makes the bytes, tells how
    far it has come, and is ended that way where other pages are wanted meanwhile or none.

    `lineage` gives a part's id and those of the parts above it, nearest first.
    """

    shown = Signal()
    pick_requested = Signal(str)

    def __init__(
        self, prepare: Preparing, lineage: Lineage = lambda id: (id,), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._prepare, self._lineage = prepare, lineage
        self._pages = Pages(b"")
        self._wanted = self._picked = self._reached = ""
        self._brought_to = -1
        self._pressed = QPointF()
        self._work: Work | None = None
        self._faults = ToldOnce()
        self._stale = True
        self._sizing = InTurns(self)
        self._coming: QPdfDocument | None = None
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN_MS)
        self._lacking = QElapsedTimer()
        self.document = QPdfDocument(self)
        self.view = QPdfView(self)
        self.found = QPdfSearchModel(self)
        self.page = NumberBox()
        self.pages = plain_label("")
        self.back, self.forward = QToolButton(), QToolButton()
        self.larger, self.smaller, self.fit = QToolButton(), QToolButton(), QToolButton()
        self.search = QLineEdit()
        self.hits = plain_label("", "faint")
        self.busy = QProgressBar()
        self.note = plain_label("", "notice", wraps=True)
        self._name_controls()
        self._arrange()
        self._connect()
        self._tint()
        self._show_page(0)

    def when_changed(self) -> None:
        """The draft has changed: made anew shortly where the page is seen, or else when it is.

        What is being made will not be wanted then, and would keep the window waiting for nothing. But whoever writes on
        and on would never see a page: once those on show are well behind, what is being made is shown first.
        """
        self._stale = True
        behind = self._lacking.isValid() and self._lacking.elapsed() >= BEHIND_MS
        if not behind:
            self._give_up()
        if not self._lacking.isValid():
            self._lacking.start()
        if self.isVisible() and not (behind and self._again.isActive()):
            self._again.start()

    def make(self) -> None:
        """Makes the PDF in the background; what was under way is given up."""
        self._give_up()
        self._stale = False
        self.busy.setVisible(True)
        try:
            making = self._prepare()
        except Refused as fault:
            self._fail(fault)
            return
        work = self._work = Work(lambda: making(work.go_on), self)
        self._work.finished.connect(self._take)
        self._work.failed.connect(self._fail)
        self._work.start()

    def follow(self, id: str) -> None:
        """Another part was chosen: its place is brought into view, now or when the pages are next seen."""
        if id != self._picked:
            self._wanted = id
            if self.isVisible() and not self._stale and self._work is None:
                self._reach()
        self._picked = ""

    def layout_of_pages(self) -> PageLayout:
        """Where the pages stand in the view's contents."""
        count = self.document.pageCount()
        sizes = [self.document.pagePointSize(page) for page in range(count)]
        fits = self.view.zoomMode() == QPdfView.ZoomMode.FitToWidth
        scale = 0.0 if fits else self.view.zoomFactor() * self.logicalDpiX() / 72
        return PageLayout.of(
            sizes, self.view.viewport().width(), self.view.documentMargins(), self.view.pageSpacing(), scale
        )

    def pick_at(self, at: QPointF) -> None:
        """Asks for the part that stands at a point of the view, in pixels."""
        across, down = self.view.horizontalScrollBar().value(), self.view.verticalScrollBar().value()
        place = self.layout_of_pages().place_at(at + QPointF(across, down))
        if place and (id := self._pages.at(*place)):
            self._picked = id
            self.pick_requested.emit(id)
            self._picked = ""

    def step_hit(self, by: int) -> None:
        """Goes to the next (1) or the previous (-1) place where the searched words stand, round the end."""
        if count := self.found.rowCount(self.found.index(-1, -1)):
            now = self.view.currentSearchResultIndex()
            self._show_hit((now + by) % count if now >= 0 else 0)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.make()
        else:
            self._reach()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click that does not drag picks; so does Enter, for what stands at the top of the view."""
        kind = event.type()
        if kind == QEvent.Type.Resize and watched is self.view.viewport():
            QTimer.singleShot(0, self, self._reach_again)
        if isinstance(event, QMouseEvent) and event.button() == Qt.MouseButton.LeftButton:
            at = event.position()
            if kind == QEvent.Type.MouseButtonPress:
                self._pressed = at
            elif kind == QEvent.Type.MouseButtonRelease and (at - self._pressed).manhattanLength() <= STILL:
                self.pick_at(at)
        elif isinstance(event, QKeyEvent) and kind == QEvent.Type.KeyPress and event.key() in ENTER:
            if watched is self.view:
                self.pick_at(QPointF(self.view.viewport().width() / 2, ABOVE + 1.0))
            return watched is self.view
        return False

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._again.stop()
        self._lacking.invalidate()
        if self._busy:
            self._give_up()
            self._stale = True

    def _name_controls(self) -> None:
        for control, name, picture, text in (
            (self.back, self.tr("Previous place (Shift+F3)"), "up", ""),
            (self.forward, self.tr("Next place (F3)"), "down", ""),
            (self.smaller, self.tr("Smaller pages"), "", "−"),
            (self.larger, self.tr("Larger pages"), "", "+"),
            (self.fit, self.tr("As wide as the window"), "", self.tr("Fit width")),
        ):
            if picture:
                control.setIcon(icon(picture))
            control.setText(text)
            control.setToolTip(name)
            control.setAccessibleName(name)
        self.page.setAccessibleName(self.tr("Page"))
        self.search.setPlaceholderText(self.tr("Search the pages"))
        self.search.setAccessibleName(self.tr("Search the pages"))
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(260)
        self.view.setAccessibleName(self.tr("Preview of the document"))
        give_role(self.view, QAccessible.Role.Document)
        self.view.setAccessibleDescription(self.tr("A click or Enter chooses the part that stands there"))
        self.busy.setAccessibleName(self.tr("The preview is being made"))

    def _arrange(self) -> None:
        self.view.setDocument(self.document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setSearchModel(self.found)
        self.view.setPageSpacing(MARGIN)
        self.found.setDocument(self.document)
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.setFixedHeight(4)
        self.busy.hide()
        self.note.hide()
        keeps = self.busy.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self.busy.setSizePolicy(keeps)
        bar = FlowLayout(spacing=8, centred=True)
        bar.setContentsMargins(12, 8, 12, 4)
        for part in (
            plain_label(self.tr("Page")),
            self.page,
            self.pages,
            self.smaller,
            self.larger,
            self.fit,
        ):
            bar.addWidget(part)
        for part in (in_a_row((self.search, self.back, self.forward)), self.hits):
            bar.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.busy)
        column.addWidget(self.note)
        column.addWidget(self.view, 1)
        self.view.raise_()  # so that Tab comes to it after what stands above it

    def _connect(self) -> None:
        self._again.timeout.connect(self._make_unless_busy)
        self.view.installEventFilter(self)
        self.view.viewport().installEventFilter(self)
        self.page.valueChanged.connect(self._go_to_page)
        self.view.pageNavigator().currentPageChanged.connect(self._show_page)
        self.larger.clicked.connect(lambda: self._zoom(ZOOM_STEP))
        self.smaller.clicked.connect(lambda: self._zoom(1 / ZOOM_STEP))
        self.fit.clicked.connect(lambda: self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth))
        self.search.textChanged.connect(self.found.setSearchString)
        self.search.returnPressed.connect(lambda: self.step_hit(1))
        self.found.countChanged.connect(self._show_hits)
        self.back.clicked.connect(lambda: self.step_hit(-1))
        self.forward.clicked.connect(lambda: self.step_hit(1))
        for keys, by in (("F3", 1), ("Shift+F3", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda by=by: self.step_hit(by))

    def _make_unless_busy(self) -> None:
        if not self._busy:
            self.make()

    def _take(self, made: Any) -> None:
        """Shows other bytes at the place that was shown before, once the size of each page is known."""
        self._work = None
        self._faults.forget()
        document = QPdfDocument(self)
        buffer = QBuffer(document)
        buffer.setData(QByteArray(made.data))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document.load(buffer)
        self._coming = document
        # Of what it shows the view asks for all sizes at once, and to find one the first time takes a millisecond.
        sizes = (document.pagePointSize(page) for page in range(document.pageCount()))
        self._sizing.begin(sizes, lambda: self._show(made, document))

    def _show(self, made: Any, document: QPdfDocument) -> None:
        bar, across = self.view.verticalScrollBar(), self.view.horizontalScrollBar()
        place = (bar.value(), across.value())
        before, self.document, self._coming, self._pages = self.document, document, None, made
        self.view.setDocument(document)
        self.found.setDocument(document)
        before.deleteLater()
        bar.setValue(place[0])
        across.setValue(place[1])
        self.busy.hide()
        self.note.hide()
        self._show_page(self.view.pageNavigator().currentPage())
        self._reach()
        self._lacking.invalidate()
        self.shown.emit()
        if self._stale:
            self._lacking.start()
            if not self._again.isActive():
                self.make()

    def _reach(self) -> None:
        """Brings the part that was chosen last into view, unless it is there already."""
        wanted, self._wanted = self._wanted, ""
        place = self._pages.of(self._lineage(wanted)) if wanted else None
        pages = self.layout_of_pages()
        if place is None or place[0] >= len(pages.boxes):
            return
        bar = self.view.verticalScrollBar()
        y = pages.y_of(place[0], place[1])
        if not bar.value() <= y <= bar.value() + self.view.viewport().height() * 0.8:
            bar.setValue(max(round(y) - ABOVE, 0))
        self._reached, self._brought_to = wanted, bar.value()

    def _reach_again(self) -> None:
        """Pages of another size stand elsewhere: brings back what was brought into view, unless it was scrolled on."""
        bar = self.view.verticalScrollBar()
        if self._reached and bar.value() == min(self._brought_to, bar.maximum()):
            self._wanted = self._reached
            self._reach()

    def _fail(self, fault: Any) -> None:
        self._work = None
        self.busy.hide()
        known = isinstance(fault, Refused)
        said = sentence_said(fault) if known else self.tr("The preview could not be made.")
        self.note.setText(f"⚠ {said}")
        self.note.show()
        if self._stale and self.isVisible():
            self._again.start()
        if not known:
            self._faults.tell(fault)

    def _tint(self) -> None:
        """The ground behind the pages, which Qt takes from a role that follows no scheme."""
        ground = QPalette()
        ground.setColor(QPalette.ColorRole.Dark, self.palette().color(QPalette.ColorRole.Mid))
        self.view.setPalette(ground)

    @property
    def _busy(self) -> bool:
        return self._work is not None or self._sizing.under_way

    def _give_up(self) -> None:
        self._sizing.leave()
        if self._coming is not None:
            self._coming.deleteLater()
            self._coming = None
        if self._work is not None:
            self._work.leave()
            self._work = None

    def _go_to_page(self, number: int) -> None:
        if 1 <= number <= self.document.pageCount():
            self.view.pageNavigator().jump(number - 1, QPointF(), 0)

    def _show_page(self, at: int) -> None:
        count = self.document.pageCount()
        self.page.blockSignals(True)
        self.page.setRange(min(count, 1), count)
        self.page.setValue(at + 1)
        self.page.blockSignals(False)
        self.pages.setText(self.tr("of {}").format(count))

    def _zoom(self, by: float) -> None:
        wide = self.view.viewport().width() - 2 * MARGIN
        page = self.document.pagePointSize(0).width() or 1.0
        now = self.view.zoomFactor()
        if self.view.zoomMode() == QPdfView.ZoomMode.FitToWidth:
            now = wide / (page * self.logicalDpiX() / 72)
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(min(max(now * by, 0.2), 6.0))

    def _show_hits(self) -> None:
        count = self.found.rowCount(self.found.index(-1, -1))
        if count and self.view.currentSearchResultIndex() < 0:
            self._show_hit(0)
            return
        self._tell_hits(count)

    def _show_hit(self, at: int) -> None:
        self.view.setCurrentSearchResultIndex(at)
        link = self.found.resultAtIndex(at)
        self.view.pageNavigator().jump(link.page(), link.location(), 0)
        self._tell_hits(self.found.rowCount(self.found.index(-1, -1)))

    def _tell_hits(self, count: int) -> None:
        if not self.search.text():
            self.hits.setText("")
        elif not count:
            self.hits.setText(self.tr("not found"))
        else:
            at = self.view.currentSearchResultIndex() + 1
            self.hits.setText(self.tr("{} of {}").format(at, count))
