"""A fault as a rule finds it, before anybody asks where in the strategy it is. Imports models only."""

from typing import Literal

from msgspec import Struct

from app.models.nodes import Node

Severity = Literal["must", "should", "consider"]


class Fault(Struct, frozen=True):
    """A finding that does not know its path yet."""

    rule: str
    node: Node
    message: str
    severity: Severity
    field: str = ""
