"""What the scores of risks mean on a map of likelihood by impact. Imports models only."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from app.models.nodes import Risk

STEPS = 5
BOUNDS = (4, 8, 12, 16)
_SHORT = 4


class Standing(Struct, frozen=True):
    """Where a risk stands, before its response or `after` it; `reference` is what the register calls it."""

    risk: str
    reference: str
    after: bool
    likelihood: int
    impact: int

    @property
    def score(self) -> int:
        """Likelihood × impact, 1 to 25."""
        return self.likelihood * self.impact


def band(score: int) -> int:
    """Which of five bands a score (likelihood × impact, 1 to 25) falls in, from 0."""
    return sum(score > bound for bound in BOUNDS)


def references(risks: Sequence[Risk], numbers: Mapping[str, str]) -> tuple[str, ...]:
    """What each risk is called on a map: the end of its number where all have a short one, or else its place."""
    given = tuple(numbers.get(risk.id, "").strip(" .:)–—-").rpartition(" ")[2] for risk in risks)
    short = all(0 < len(each) <= _SHORT for each in given) and len(set(given)) == len(given)
    return given if short else tuple(str(n) for n in range(1, len(risks) + 1))


def standings(risks: Sequence[Risk], called: Sequence[str]) -> tuple[Standing, ...]:
    """Every whole score in the order of the risks, each risk's own before that after its response."""
    found: list[Standing] = []
    for risk, reference in zip(risks, called, strict=True):
        for after, likelihood, impact in (
            (False, risk.likelihood, risk.impact),
            (True, risk.likelihood_after, risk.impact_after),
        ):
            if 1 <= likelihood <= STEPS and 1 <= impact <= STEPS:
                found.append(Standing(risk.id, reference, after, likelihood, impact))
    return tuple(found)
