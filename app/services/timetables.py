"""The timetable of a meeting: bank holidays looked up, the house style's periods counted. Imports models only."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import get_args

from msgspec import Struct

from app.models.calendar import Dated, HolidayName, timetable
from app.models.errors import Refused
from app.models.house import House, Nation
from app.services.houses import own_folders
from app.services.toml_files import read_toml

OVERRIDES = "bank-holidays.toml"
NATIONS: tuple[Nation, ...] = get_args(Nation)
_SUBDIVISIONS: dict[Nation, str] = {"england": "ENG", "wales": "WLS", "scotland": "SCT"}
EARLIEST, LATEST = 1995, 2100


class Added(Struct, frozen=True, forbid_unknown_fields=True):
    date: date
    name: str
    nations: tuple[Nation, ...] = NATIONS


class Removed(Struct, frozen=True, forbid_unknown_fields=True):
    date: date
    nations: tuple[Nation, ...] = NATIONS


class Overrides(Struct, frozen=True, forbid_unknown_fields=True):
    """A council's own corrections of the bank holidays, for days proclaimed since the program was built."""

    added: tuple[Added, ...] = ()
    removed: tuple[Removed, ...] = ()


def bank_holidays(nation: Nation, folders: Sequence[Path] | None = None) -> HolidayName:
    """What bank holiday a day is in a nation. Reads `bank-holidays.toml` from the council's own folders.

    Raises Refused for a faulty file.
    """
    found = [folder / OVERRIDES for folder in (own_folders() if folders is None else folders)]
    corrections = [read_toml(path, Overrides) for path in found if path.is_file()]
    added = {d.date: d.name for c in corrections for d in c.added if nation in d.nations}
    removed = {d.date for c in corrections for d in c.removed if nation in d.nations}

    def name(day: date) -> str:
        if day in removed:
            return ""
        return added.get(day) or _known(nation, day.year).get(day, "")

    return name


@cache
def _known(nation: Nation, year: int) -> dict[date, str]:
    from holidays import country_holidays

    return dict(country_holidays("GB", subdiv=_SUBDIVISIONS[nation], years=year))


def meeting_timetable(
    meeting: date,
    house: House,
    *,
    key_decision: bool = False,
    private: bool = False,
    published: date | None = None,
    effective: date | None = None,
    today: date | None = None,
) -> tuple[Dated, ...]:
    """Every date that follows from a meeting under a house's rules. Raises Refused for a date that cannot be."""
    if not EARLIEST <= meeting.year <= LATEST:
        raise Refused(
            f"Bank holidays are known for {EARLIEST} to {LATEST} only; check the year of the meeting."
        )
    if published is not None and published < meeting:
        raise Refused("A decision cannot be published before its meeting; check the two dates.")
    holiday = bank_holidays(house.nation)
    return timetable(
        meeting,
        house.calendar,
        holiday,
        nation=house.nation,
        key_decision=key_decision,
        private=private,
        published=published,
        effective=effective,
        today=today,
    )


def calendar_file(found: Sequence[Dated], title: str, made: datetime) -> str:
    """The dates as an iCalendar file (RFC 5545) that Outlook and others take in."""
    stamp = made.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Engross//Timetable//EN", "CALSCALE:GREGORIAN"]
    for at, each in enumerate(found):
        about = f"{each.rule} ({each.citation})"
        lines += [
            "BEGIN:VEVENT",
            f"UID:{each.date:%Y%m%d}-{at}-{_identity(title, each.what)}@engross",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{each.date:%Y%m%d}",
            f"SUMMARY:{_escaped(f'{each.what}: {title}')}",
            f"DESCRIPTION:{_escaped(about)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _identity(title: str, what: str) -> str:
    return "".join(letter for letter in f"{title}-{what}".lower().replace(" ", "-") if letter.isascii())[:60]


def _escaped(text: str) -> str:
    for letter in "\\;,":
        text = text.replace(letter, f"\\{letter}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Lines of at most 75 octets, none cut within a letter."""
    parts: list[str] = [""]
    for letter in line:
        if len((parts[-1] + letter).encode()) > (75 if len(parts) == 1 else 74):
            parts.append("")
        parts[-1] += letter
    return "\r\n ".join(parts)
