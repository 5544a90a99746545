"""Timetables with the bank holidays of both nations, corrections, and calendar files."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from msgspec import structs

from app.models.calendar import Dated
from app.models.errors import Refused
from app.models.house import Calendar, Nation, Period
from app.resources import resource_root
from app.services.houses import house, read_house
from app.services.timetables import bank_holidays, calendar_file, meeting_timetable


def published(meeting: date, key: str) -> date:
    return next(d.date for d in meeting_timetable(meeting, house(key)) if d.what.startswith("Agenda"))


class DescribeTimetables:
    @pytest.mark.parametrize(
        ("meeting", "key", "expected"),
        [
            (date(2017, 10, 9), "blackpool", date(2017, 9, 29)),
            (date(2021, 4, 8), "blackburn", date(2021, 3, 29)),
            (date(2021, 4, 8), "wrexham", date(2021, 3, 31)),
            (date(2026, 12, 29), "blackpool", date(2026, 12, 17)),
            (date(2027, 1, 4), "wrexham", date(2026, 12, 24)),
        ],
    )
    def it_publishes_the_agenda_in_time(self, meeting: date, key: str, expected: date):
        assert published(meeting, key) == expected

    @pytest.mark.parametrize(
        ("nation", "act"),
        [("england", "LGA 1972 s.100B(4)(b)"), ("wales", "LGA 1972 s.100BA(6)(b)"),
         ("scotland", "Local Government (Scotland) Act 1973 s.50B")],
    )  # fmt: skip
    def it_names_the_way_out_of_a_late_agenda_in_each_nation(self, nation: Nation, act: str):
        here = structs.replace(house("plain"), nation=nation)
        found = meeting_timetable(date(2026, 7, 9), here, today=date(2026, 7, 8))
        assert f"urgent ({act});" in next(d.way_out for d in found if d.what.startswith("Agenda"))

    def it_counts_clear_days_and_bank_holidays_as_in_scotland(self):
        agenda = Period(3, "clear days", "Local Government (Scotland) Act 1973, s.50B and Sch. 7, para. 2")
        call_in = Period(5, "working days", "standing orders")
        here = structs.replace(house("plain"), nation="scotland", calendar=Calendar(agenda, None, call_in))
        # Thursday; 30 November is St Andrew's Day, a bank holiday in Scotland only.
        found = {d.what: d for d in meeting_timetable(date(2027, 11, 25), here, key_decision=True)}
        assert found["Agenda and reports published"].date == date(2027, 11, 21)
        assert found["Call-in ends"].date == date(2027, 12, 3)
        assert "Forward plan notice" not in found

    def it_refuses_a_nation_that_it_does_not_know(self, tmp_path: Path):
        text = (resource_root() / "houses" / "plain.toml").read_text("utf-8")
        (tmp_path / "ours.toml").write_text(text.replace('"england"', '"jersey"'), "utf-8")
        with pytest.raises(Refused, match=r"nation is “jersey”; permitted: england, scotland, wales"):
            read_house(tmp_path / "ours.toml")

    def it_has_a_decision_note_in_wales_only(self):
        assert any("Decision note" in d.what for d in meeting_timetable(date(2026, 7, 9), house("wrexham")))
        assert not any(
            "Decision note" in d.what for d in meeting_timetable(date(2026, 7, 9), house("blackpool"))
        )

    def it_refuses_a_publication_before_the_meeting(self):
        with pytest.raises(Refused, match="before its meeting"):
            meeting_timetable(date(2026, 7, 9), house("plain"), published=date(2026, 7, 8))

    def it_refuses_years_it_knows_nothing_of(self):
        with pytest.raises(Refused, match="1995 to 2100"):
            meeting_timetable(date(1066, 10, 14), house("plain"))


class DescribeBankHolidays:
    def it_takes_a_councils_own_corrections(self, tmp_path: Path):
        (tmp_path / "bank-holidays.toml").write_text(
            '[[added]]\ndate = 2027-06-14\nname = "Proclaimed day"\nnations = ["wales"]\n'
            "[[removed]]\ndate = 2027-05-03\n"
        )
        wales, england = (bank_holidays(nation, [tmp_path]) for nation in ("wales", "england"))
        assert wales(date(2027, 6, 14)) == "Proclaimed day"
        assert england(date(2027, 6, 14)) == ""
        assert wales(date(2027, 5, 3)) == ""
        assert bank_holidays("wales", [])(date(2027, 5, 3)) != ""

    def it_names_what_is_wrong_in_them(self, tmp_path: Path):
        (tmp_path / "bank-holidays.toml").write_text('[[added]]\ndate = "soon"\nname = "x"\n')
        with pytest.raises(Refused, match=r"bank-holidays\.toml"):
            bank_holidays("wales", [tmp_path])


class DescribeCalendarFiles:
    def it_writes_events_that_others_can_read(self):
        found = [
            Dated(
                "Call-in ends",
                date(2026, 7, 16),
                "5 working days; after publication, that is",
                "constitution",
            )
        ]
        text = calendar_file(found, "Strategaeth Dyffryn Gŵyr", datetime(2026, 6, 1, 9, tzinfo=UTC))
        assert "DTSTART;VALUE=DATE:20260716\r\n" in text
        assert "SUMMARY:Call-in ends: Strategaeth Dyffryn Gŵyr\r\n" in text
        unfolded = text.replace("\r\n ", "")
        assert "DESCRIPTION:5 working days\\; after publication\\, that is (constitution)\r\n" in unfolded
        assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
