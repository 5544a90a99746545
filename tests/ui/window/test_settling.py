"""What an open strategy keeps is left out of Python's search for cycles."""

import gc


class DescribeAStrategyThatWasOpened:
    def it_is_left_out_of_the_search_for_cycles_once_it_has_settled(self, qtbot, opened):
        try:
            qtbot.waitUntil(lambda: gc.get_freeze_count() > 10_000, timeout=5000)
            opened.open_strategy("s")
            with qtbot.waitSignal(opened.opening.opened):
                pass
            assert gc.get_freeze_count() < 10_000
        finally:
            gc.unfreeze()
