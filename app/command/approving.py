"""`engross approve` and `engross verify`: recording a decision, and asking whether a file is the approved copy."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from app.command.parts import Command, add_json, print_json, say
from app.models.dates import show_date
from app.models.errors import Refused
from app.services.targets import library_at, read_target, strategy_in, user, whole_library

if TYPE_CHECKING:
    from app.exporters.signing import Signature
    from app.services.standing import StageSeen

WORDS_BEFORE = 5
MOST_SHOWN = 100


def _declare_approve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("target", metavar="TARGET", help="LIBRARY#STRATEGY@VERSION")
    parser.add_argument(
        "--decision", metavar="FILE.toml", type=Path, required=True, help="what the body decided"
    )
    parser.add_argument(
        "--reason",
        metavar="TEXT",
        default="",
        help="why a stage of the route was left out, or another body decided",
    )
    add_json(parser)


def _approve(given: argparse.Namespace) -> int:
    from app.services.approving import decide, read_decision, today
    from app.services.standing import outcome_before

    decision = read_decision(given.decision)
    if given.reason.strip():
        decision = structs.replace(decision, reason=given.reason.strip())
    target = read_target(given.target)
    with library_at(target.place, write=True) as library:
        strategy, version = strategy_in(library, target.name)
        before = outcome_before(library, strategy, decision, date.fromisoformat(today()))
        decided = decide(library, strategy, version, decision, user())
    if before is not None:
        say(_second(before))
    for warning in decided.warnings:
        say(warning)
    recorded = decided.recorded
    if given.json:
        print_json(
            {
                "strategy": strategy, "version": decided.version, "outcome": decision.outcome,
                "body": decision.body, "date": decision.date, "fingerprint": recorded.fingerprint,
                "seal": recorded.seal, "warnings": decided.warnings,
            }
        )  # fmt: skip
        return 0
    print(f"Recorded: {decided.version} {decision.outcome} by {decision.body} on {decision.date}.")
    if recorded.seal:
        print(
            f"Sealed. Fingerprint {recorded.fingerprint[:12]}, seal {recorded.seal[:12]}; put both into the minutes."
        )
    return 0


def _second(seen: StageSeen) -> str:
    last = seen.recorded[-1].decision
    had = f"“{seen.stage.name}” had an outcome already ({last.outcome} on {show_date(last.date)})"
    return f"{had}; both stay in the record, and the later one counts."


def _declare_verify(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="a Word or PDF file")
    parser.add_argument("library", metavar="LIBRARY", help="the library that holds the approved version")
    parser.add_argument(
        "--trust", metavar="CERT.pem", type=Path, action="append", default=[],
        help="whose word you take for who signed; may be given more than once",
    )  # fmt: skip
    add_json(parser)


def _verify(given: argparse.Namespace) -> int:
    from app.services.signing import signatures_on, told
    from app.services.verifying import verify

    with library_at(whole_library(given.library)) as library:
        verdict = verify(given.file, library)
    signatures: tuple[Signature, ...] = ()
    try:
        signatures = signatures_on(given.file, given.trust)
    except Refused as reason:
        say(str(reason))
    counted = verdict.comparison.summary
    if given.json:
        print_json(
            {
                "approved": verdict.approved, "strategy": verdict.strategy, "version": verdict.version,
                "decision": verdict.decision, "fingerprint": verdict.fingerprint,
                "substantive": counted.substantive, "other": counted.other, "message": verdict.message,
                "pictures": verdict.pictures, "links": verdict.links, "superseded": verdict.superseded,
                "note": verdict.note,
                "signatures": [
                    {
                        "name": each.name, "issuer": each.issuer, "at": each.at, "holds": each.holds,
                        "trusted": each.trusted, "message": told(each),
                    }
                    for each in signatures
                ],
            }
        )  # fmt: skip
    else:
        print(verdict.message)
        if verdict.note:
            print(verdict.note)
        for each in signatures:
            print(told(each))
        for change in (
            verdict.comparison.in_order_of_weight[:20] if verdict.version and not verdict.approved else ()
        ):
            before, after = where_apart(change.before, change.after)
            print(f"  {'●' if change.substantive else '○'} {before} → {after}")
    return 0 if verdict.approved else 1


def where_apart(before: str, after: str) -> tuple[str, str]:
    """Two sentences cut down to where they differ, with a few words before it."""
    old, new = before.split(), after.split()
    pairs = zip(old, new, strict=False)
    same = next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(old), len(new)))
    begins = max(0, same - WORDS_BEFORE)
    return _short(old[begins:], begins > 0), _short(new[begins:], begins > 0)


def _short(words: list[str], cut: bool) -> str:
    text = f"{'… ' if cut else ''}{' '.join(words)}" if words else ""
    return text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 1]}…"


COMMANDS = {"approve": Command(_declare_approve, _approve), "verify": Command(_declare_verify, _verify)}
