"""The words by which councils score risks, on a scale from one to five. Imports nothing of Engross."""

SCALE = {
    "rare": 1, "very low": 1, "remote": 1, "negligible": 1, "insignificant": 1, "slight": 1, "unlikely": 2, "low": 2,
    "minor": 2, "possible": 3, "medium": 3, "moderate": 3, "likely": 4, "high": 4, "major": 4, "probable": 4,
    "significant": 4, "almost certain": 5, "very high": 5, "severe": 5, "catastrophic": 5, "critical": 5, "extreme": 5,
    "vl": 1, "l": 2, "m": 3, "h": 4, "vh": 5,
    "prin": 1, "isel iawn": 1, "annhebygol": 2, "isel": 2, "posibl": 3, "canolig": 3, "cymedrol": 3, "tebygol": 4,
    "uchel": 4, "bron yn sicr": 5, "uchel iawn": 5, "difrifol": 5,
}  # fmt: skip
"""By each word, in small letters, the score that it stands for."""


def scale_of(word: str) -> int:
    """A score from one to five, as such or as the word for it; 0 for any other word."""
    return int(word) if word.isdecimal() and len(word) == 1 else SCALE.get(word.lower(), 0)
