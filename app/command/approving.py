"""`engross approve` and `engross verify`: recording a decision, and asking whether a file is the approved copy."""

import argparse
from pathlib import Path

from app.command.parts import Command, add_json, print_json, say
from app.services.targets import library_at, read_target, strategy_in, user


def _declare_approve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("target", metavar="TARGET", help="LIBRARY#STRATEGY@VERSION")
    parser.add_argument(
        "--decision", metavar="FILE.toml", type=Path, required=True, help="what the body decided"
    )
    add_json(parser)


def _approve(given: argparse.Namespace) -> int:
    from app.services.approving import decide, read_decision

    decision = read_decision(given.decision)
    target = read_target(given.target)
    with library_at(target.place, write=True) as library:
        strategy, version = strategy_in(library, target.name)
        decided = decide(library, strategy, version, decision, user())
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


def _declare_verify(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="a Word or PDF file")
    parser.add_argument("library", metavar="LIBRARY", help="the library that holds the approved version")
    add_json(parser)


def _verify(given: argparse.Namespace) -> int:
    from app.services.verifying import verify

    with library_at(read_target(given.library).place) as library:
        verdict = verify(given.file, library)
    counted = verdict.comparison.summary
    if given.json:
        print_json(
            {
                "approved": verdict.approved, "strategy": verdict.strategy, "version": verdict.version,
                "decision": verdict.decision, "fingerprint": verdict.fingerprint,
                "substantive": counted.substantive, "other": counted.other, "message": verdict.message,
            }
        )  # fmt: skip
    else:
        print(verdict.message)
        for change in (
            verdict.comparison.in_order_of_weight[:20] if verdict.version and not verdict.approved else ()
        ):
            print(f"  {'●' if change.substantive else '○'} {_short(change.before)} → {_short(change.after)}")
    return 0 if verdict.approved else 1


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 100 else f"{text[:97]}…"


COMMANDS = {"approve": Command(_declare_approve, _approve), "verify": Command(_declare_verify, _verify)}
