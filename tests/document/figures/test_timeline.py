"""The roadmap as it is drawn in a document."""

from datetime import date

from app.document.figures.drawing import Box
from app.document.figures.series import Bar, Lane
from app.document.figures.timeline import timeline
from app.models.figures import Figures


def bars(*drawn: Bar) -> list[Box]:
    (drawing,) = timeline((Lane("t", "Place", drawn),), Figures(), (480, 700), "Roadmap", "theme")
    return [
        shape for shape in drawing.shapes if isinstance(shape, Box) and shape.fill == "light" and shape.rule
    ]


class DescribeTheRoadmap:
    def it_draws_no_time_that_ends_before_it_starts(self):
        later, sooner = date(2027, 10, 1), date(2026, 3, 31)
        right, wrong = Bar("a", "A", sooner, later, 0), Bar("b", "B", later, sooner, 0)
        *_, whole, stub = bars(right, wrong)
        assert whole.width > 10 * stub.width
        assert stub.x > whole.x + whole.width - 2 * stub.width
