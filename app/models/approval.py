"""The decision that makes a version the approved one, as documents show it. Imports no other model."""

from msgspec import Struct


class Approval(Struct, frozen=True, omit_defaults=True):
    """Which body approved exactly this content, on which day (ISO 8601), and the minute's reference."""

    body: str
    date: str = ""
    minute: str = ""
