"""Patterns that are compiled when they are first looked for, so that nobody waits for them before. Imports nothing."""

import re
from functools import cache


@cache
def sought(pattern: str) -> re.Pattern[str]:
    """A pattern, compiled once."""
    return re.compile(pattern)
