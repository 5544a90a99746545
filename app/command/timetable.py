"""`engross timetable`: every date that follows from a meeting, each with its rule."""

import argparse
from datetime import UTC, date, datetime
from pathlib import Path

from app.command.parts import Command, add_json, print_json
from app.models.calendar import Dated
from app.models.dates import MONTHS, weekday
from app.models.errors import Refused


def _declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--meeting", metavar="DATE", required=True, help="the day of the meeting, such as 9 October 2026"
    )
    parser.add_argument(
        "--house", metavar="KEY", default="plain", help="the house style whose rules apply (plain)"
    )
    parser.add_argument("--key-decision", action="store_true", help="the decision is a key decision")
    parser.add_argument(
        "--private", action="store_true", help="the meeting, or a part of it, is held in private"
    )
    parser.add_argument(
        "--published", metavar="DATE", default="", help="when the decision is published (the meeting's day)"
    )
    parser.add_argument(
        "--today", metavar="DATE", default="", help="judge from this day what has been missed (today)"
    )
    parser.add_argument("--to", metavar="FILE.ics", default="", help="write the dates as a calendar file too")
    add_json(parser)


def _run(given: argparse.Namespace) -> int:
    from app.services.houses import house
    from app.services.timetables import meeting_timetable

    chosen = house(given.house)
    meeting = _day(given.meeting)
    found = meeting_timetable(
        meeting,
        chosen,
        key_decision=given.key_decision,
        private=given.private,
        published=_day(given.published) if given.published else None,
        today=_day(given.today) if given.today else datetime.now().astimezone().date(),
    )
    if given.to:
        _write_calendar(found, Path(given.to))
    if given.json:
        dates = [
            {
                "what": each.what, "date": each.date, "rule": each.rule, "citation": each.citation,
                "passed_over": each.passed_over, "missed": each.missed, "way_out": each.way_out,
            }
            for each in found
        ]  # fmt: skip
        print_json({"meeting": meeting, "nation": chosen.nation, "house": chosen.key, "dates": dates})
        return 0
    for each in found:
        day = f"{each.date.day:>2} {MONTHS[each.date.month - 1]} {each.date.year}"
        print(f"{weekday(each.date, short=True)} {day}  {each.what}")
        print(f"    {each.rule} ({each.citation})")
        if each.passed_over:
            print(f"    not counted: {', '.join(each.passed_over)}")
        if each.missed:
            print(f"    MISSED. {each.way_out[0].upper()}{each.way_out[1:]}.")
    return 0


def _day(text: str) -> date:
    from app.models.control import version_date

    return date.fromisoformat(version_date(text))


def _write_calendar(found: tuple[Dated, ...], path: Path) -> None:
    from app.exporters.writing import name_with, replace_file
    from app.services.timetables import calendar_file

    if path.suffix.lower() != ".ics":
        raise Refused(
            f"A calendar file is written as .ics; give {name_with(path, '.ics')} instead of {path}."
        )
    replace_file(path, calendar_file(found, "committee timetable", datetime.now(UTC)).encode())


COMMANDS = {"timetable": Command(_declare, _run)}
