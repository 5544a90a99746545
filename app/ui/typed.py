"""Dates and sums of money as fields read and show them: the models' own, under one name for the window."""

from app.models.dates import read_date, short_date, show_date
from app.models.money import is_no_year, read_money, short_money, show_money

__all__ = ["is_no_year", "read_date", "read_money", "short_date", "short_money", "show_date", "show_money"]
