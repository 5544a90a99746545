"""Settings written by hand: what people write, and what is said where it cannot be read."""

from pathlib import Path

import pytest
from msgspec import Struct

from app.models.errors import Refused
from app.services.toml_files import read_toml


class Meeting(Struct):
    date: str = ""
    days: list[str] = []


def meeting(tmp_path: Path, text: str) -> Meeting:
    path = tmp_path / "meeting.toml"
    path.write_text(text, encoding="utf-8")
    return read_toml(path, Meeting)


class DescribeReadToml:
    @pytest.mark.parametrize("written", ['"2026-03-20"', "2026-03-20"])
    def it_takes_a_date_with_quotation_marks_and_without(self, tmp_path: Path, written: str):
        assert meeting(tmp_path, f"date = {written}\ndays = [{written}]\n") == Meeting(
            "2026-03-20", ["2026-03-20"]
        )

    def it_says_what_may_stand_where_something_else_does(self, tmp_path: Path):
        with pytest.raises(
            Refused, match=r"meeting\.toml: line 1: date is “3”; permitted: text in quotation"
        ):
            meeting(tmp_path, "date = 3\n")

    def it_ends_with_nesting_without_end(self, tmp_path: Path):
        with pytest.raises(Refused, match=r"meeting\.toml"):
            meeting(tmp_path, "days = " + "[" * 20_000 + "]" * 20_000)
