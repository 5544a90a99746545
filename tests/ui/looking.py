"""How the program looks, given back to it after a test."""

from contextlib import contextmanager


@contextmanager
def look_kept(qapp):
    """Leaves the program's colours, font and style sheet as they were before."""
    before = qapp.palette(), qapp.font(), qapp.styleSheet()
    yield
    qapp.setPalette(before[0])
    qapp.setFont(before[1])
    qapp.setStyleSheet(before[2])
