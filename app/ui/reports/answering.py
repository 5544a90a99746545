"""What the reports form asks of the program, as callables, so that it can be tested alone. Imports models only."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from app.document.nodes import Document
from app.models.approval import Noted
from app.services.reporting import Reported
from app.ui.ask import Ask

Table = Mapping[str, Any]


class Answering(NamedTuple):
    """The activities behind the form. Each may raise Refused, with a sentence for the user.

    `draw`, `pdf` and `export` may run in another thread.
    """

    templates: Callable[[], Sequence[tuple[str, str]]]
    default: Callable[[], str]
    versions: Callable[[], Sequence[tuple[str, str]]]
    load: Callable[[str], dict[str, Any]]
    save: Callable[[str, Table], None]
    draw: Callable[[str, str, Table], Reported]
    sign: Callable[[Reported, str, str, str], dict[str, str]]
    ledger: Callable[[str], Sequence[Noted]]
    pdf: Callable[[Document], bytes]
    export: Callable[[Document, Path], None]
    title: Callable[[], str]
    read_only: bool
    ask: Ask
