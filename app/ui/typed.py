"""What fields read and show: dates and sums as the models do, and choices. Imports models only."""

from app.models.dates import read_date, read_planned, short_date, show_date
from app.models.money import is_no_year, read_money, short_money, show_money
from app.models.values import LANGUAGES
from app.ui.model_words import said

__all__ = [
    "is_no_year",
    "read_date",
    "read_money",
    "read_planned",
    "short_date",
    "short_money",
    "show_choice",
    "show_date",
    "show_money",
]


def show_choice(choice: str) -> str:
    """One of the values of a declaration as a reader meets it; nothing for none."""
    return LANGUAGES.get(choice) or said(choice.replace("_", " ").capitalize())
