"""What the approval page asks of the program, as callables, so that it can be tested alone. Imports models only."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from app.models.approval import Closing, Decision, Planned, Recorded, Route
from app.models.calendar import Dated
from app.models.control import VersionRow
from app.services.standing import StageSeen, Standing
from app.ui.ask import Ask
from app.ui.fields.control import Choice


class Approving(NamedTuple):
    """The activities behind the approval page. Each may raise Refused, with a sentence for the user."""

    standing: Callable[[], Standing]
    recorded: Callable[[], Sequence[Recorded]]
    versions: Callable[[], Sequence[VersionRow]]
    faults: Callable[[str, Decision, Route], Mapping[str, str]]
    before: Callable[[Decision], StageSeen | None]
    record: Callable[[str, Decision], Sequence[str]]
    close: Callable[[Closing], None]
    plan: Callable[[Planned], None]
    write_calendar: Callable[[Sequence[Dated], Path], None]
    parts: Callable[[], Sequence[Choice]]
    name: Callable[[str], str]
    today: Callable[[], date]
    read_only: bool
    ask: Ask
