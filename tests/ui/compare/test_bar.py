"""The bar above a comparison, in a wide and in a narrow window."""

import pytest

from app.ui.compare.bar import CompareBar


@pytest.fixture
def bar(qtbot):
    bar = CompareBar()
    qtbot.addWidget(bar)
    bar.show()
    return bar


def in_letters(bar, count):
    bar.resize(bar.fontMetrics().averageCharWidth() * count, 200)


class DescribeTheBarOfANarrowComparison:
    def it_puts_away_what_one_does_not_go_from_change_to_change_with(self, bar):
        in_letters(bar, 60)
        assert all(
            part.isVisible() for part in (bar.old, bar.new, bar.back, bar.forward, bar.take, bar.others)
        )
        assert not any(part.isVisible() for part in (bar.inline, bar.more, bar.copy, bar.mark))
        narrow = bar.heightForWidth(bar.width())
        bar.others.click()
        assert all(part.isVisible() for part in (bar.inline, bar.more, bar.copy, bar.mark))
        assert bar.heightForWidth(bar.width()) > 1.5 * narrow

    def it_shows_everything_where_there_is_room(self, bar):
        in_letters(bar, 130)
        assert bar.others.isHidden()
        assert all(part.isVisible() for part in (bar.inline, bar.more, bar.copy, bar.mark))

    @pytest.mark.parametrize("count", [1, 2, 16, 1200])
    def it_keeps_its_arrows_where_they_are_while_they_are_pressed(self, bar, count):
        widths = set()
        for at in (-1, 0, count - 1):
            bar.show_place(at, count)
            widths.add(max(bar.place.minimumWidth(), bar.place.sizeHint().width()))
        assert len(widths) == 1

    def it_lets_clicks_through_a_group_of_which_nothing_is_shown(self, qtbot):
        bar = CompareBar()
        qtbot.addWidget(bar)
        for part in (bar.progress, bar.mark, bar.mark_all):
            part.hide()
        in_letters(bar, 130)
        bar.show()
        for part in (bar.old, bar.inline, bar.more, bar.forward):
            under = bar.childAt(part.mapTo(bar, part.rect().center()))
            assert under is part
