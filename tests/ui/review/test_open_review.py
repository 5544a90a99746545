"""A review comes panel by panel, and not at all to a strategy that was closed meanwhile."""

from PySide6.QtCore import QTimer

from app.ui.review import making
from app.ui.review.making import reviewing_of
from app.ui.review.open_review import OpenReview


class DescribeAReviewThatIsComing:
    def it_is_brought_panel_by_panel(self, opened, review):
        side = opened.desktop.side
        before = side.count()
        coming = OpenReview(opened.desktop, reviewing_of(opened.desk), opened.state)
        counts = [side.count() - before for _ in coming.steps]
        coming.stop()
        assert list(dict.fromkeys(counts)) == [0, 1, 2, 3]

    def it_does_not_come_to_a_strategy_that_was_closed(self, qtbot, opened, monkeypatch):
        under_way = []

        def close():
            under_way.append(opened.review._making.under_way)
            opened.close_strategy()
            under_way.append(opened.review._making.under_way)

        def reviewing(desk):
            QTimer.singleShot(0, opened, close)
            return reviewing_of(desk)

        monkeypatch.setattr(making, "reviewing_of", reviewing)
        qtbot.waitUntil(lambda: len(under_way) == 2, timeout=20000)
        assert under_way == [True, False]
        assert opened.review.open is None
