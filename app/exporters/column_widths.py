"""How the columns of a table share its width. Imports nothing of Engross."""

from collections.abc import Sequence


def share_widths(shares: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    """Column widths that fill `room`: by shares, but as far as there is room no column narrower than its `least`."""
    known = [share for share in shares[: len(least)] if share > 0]
    usual = sum(known) / len(known) if known else 1.0
    weights = [shares[c] if c < len(shares) and shares[c] > 0 else usual for c in range(len(least))]
    if sum(least) >= room:
        return [room * own / sum(least) for own in least]
    fixed: set[int] = set()
    while True:
        left = room - sum(least[c] for c in fixed)
        total = sum(weight for c, weight in enumerate(weights) if c not in fixed) or 1.0
        widths = [least[c] if c in fixed else left * weight / total for c, weight in enumerate(weights)]
        narrow = {c for c, width in enumerate(widths) if width < least[c] - 0.001} - fixed
        if not narrow:
            return widths
        fixed |= narrow
