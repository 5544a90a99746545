"""Which addresses a document may link to. Imports nothing of Engross."""

import re

SCHEMES = ("http://", "https://", "mailto:")
_LONGEST = 2_000
_UNSEEN = re.compile(r"[\x00-\x20\x7f\u200b-\u200f\u2028-\u202e]+")


def safe_link(address: str) -> str:
    """An http, https or mailto address, or `#` and a bookmark's name; empty for any other, such as a file."""
    address = _UNSEEN.sub(lambda unseen: "%20" if unseen[0].strip(" ") == "" else "", address.strip())
    if len(address) > _LONGEST:
        return ""
    if address.startswith("#"):
        return address if len(address) > 1 else ""
    return address if address.lower().startswith(SCHEMES) else ""
