"""What the review's panels are given, one callable each, so that tests can give fakes. Imports services' values only.

Whatever is slow may be called off the window's thread: `listed`, `findings`, `changes`, `weigh` and `take_in`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from app.models.nodes import Strategy
from app.models.review import Comment

if TYPE_CHECKING:
    from app.document.checks import Finding
    from app.document.drafting import GoOn
    from app.services.deciding import Listed
    from app.services.reviewing import TakenIn

Collided = Sequence[tuple[str, str]]


class Words(NamedTuple):
    """Words in a field of a part, with up to 40 letters before them; without a field, the part as a whole."""

    node: str
    field: str = ""
    quote: str = ""
    anchor: str = ""


class Sending(NamedTuple):
    """A copy for review: which version ("draft"), against which as a redline (empty: none), by whom, to which file."""

    version: str
    against: str
    author: str
    to: Path


class Reviewing(NamedTuple):
    """The review of one strategy. Each may raise Refused, with a sentence for the user.

    `findings` asks now and then whether it is to go on. `weigh` works out what comes of a tree if suggestions are
    accepted, rejected and reopened; what it gives is called by the window's thread, which makes that the draft and
    tells which suggestions stayed open, and why.
    """

    who: str
    listed: Callable[[], Listed]
    findings: Callable[[Strategy, GoOn], Sequence[Finding]]
    changes: Callable[[Strategy], int]
    weigh: Callable[[Strategy, Sequence[str], Sequence[str], Sequence[str]], Callable[[], Collided]]
    comment: Callable[[Words, str], None]
    answer: Callable[[Comment, str], None]
    resolve: Callable[[Comment, bool], None]
    withdraw: Callable[[Comment], None]
    comment_again: Callable[[Comment], None]
    send: Callable[[Sending], None]
    sent_from: Callable[[Path], str]
    take_in: Callable[[Path, Callable[[str], None], Callable[[], bool]], TakenIn]
