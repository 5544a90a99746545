"""Copies out to reviewers and back, deciding on what they suggest, and exchanging with another copy of a library."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from app.command.parts import Command, add_json, count, print_json, shown
from app.models.errors import Refused
from app.services.targets import check_apart, library_at, read_target, strategy_in, user

if TYPE_CHECKING:
    from app.store.library import Library


def _declare_review(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.docx", help="the reviewer's Word copy")
    parser.add_argument("--into", metavar="TARGET", required=True, help="the strategy that it is a copy of")
    add_json(parser)


def _review(given: argparse.Namespace) -> int:
    from app.services.reviewing import take_in_review

    target = read_target(given.into)
    if target.is_document:
        raise Refused("A reviewed copy is taken into a library; name one with --into, not a document.")
    with library_at(target.place, write=True) as library:
        strategy, version = strategy_in(library, target.name)
        found = take_in_review(library, strategy, Path(given.file), version)
    if given.json:
        print_json(found)
        return 0
    if found.already_taken_in:
        print("This copy was taken in before; nothing was changed.")
    else:
        print(f"{count(found.suggestions, 'suggestion')} and {count(found.comments, 'comment')} taken in.")
    for line in found.unplaced:
        print(f"  not placed: {line}")
    return 0


def _declare_send(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("target", metavar="TARGET", help="the strategy, or a version of it")
    parser.add_argument("--to", metavar="FILE.docx", required=True, help="the Word copy to be mailed")
    parser.add_argument(
        "--against", metavar="VERSION", default="", help="show what changed since then as tracked changes"
    )
    add_json(parser)


def _send(given: argparse.Namespace) -> int:
    from app.services.sending import send_for_review

    target = read_target(given.target)
    if target.is_document:
        raise Refused("A copy for review is made from a library; name one, not a document.")
    check_apart(Path(given.to), target)
    with library_at(target.place) as library:
        strategy, version = strategy_in(library, target.name)
        author = user() or "Engross"
        send_for_review(
            library, strategy, Path(given.to), version=version, against=given.against, author=author
        )
    if given.json:
        print_json(
            {"file": shown(given.to), "strategy": strategy, "version": version, "against": given.against}
        )
    else:
        print(f"Wrote {shown(given.to)}; take it in again with “engross review”.")
    return 0


def _declare_suggestions(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("target", metavar="TARGET", help="the strategy")
    parser.add_argument(
        "--accept", metavar="ID", nargs="+", default=[], help="put these into the draft, or “all”"
    )
    parser.add_argument("--reject", metavar="ID", nargs="+", default=[], help="leave these out, or “all”")
    add_json(parser)


def _suggestions(given: argparse.Namespace) -> int:
    from app.services import deciding

    target = read_target(given.target)
    write = bool(given.accept or given.reject)
    with library_at(target.place, write=write) as library:
        strategy, _ = strategy_in(library, target.name)
        collided = _decided(library, strategy, given) if write else ()
        listed = deciding.listed(library, strategy)
    if given.json:
        print_json(structs.asdict(listed) | {"collided": dict(collided)})
        return 0
    for each in listed.suggestions:
        print(f"{each.state:<8}  {each.id}  {each.author}, {each.at[:10]}: {each.label}")
    for said in listed.comments:
        print(f"{'resolved' if said.resolved else 'comment':<8}  {said.author}, {said.at[:10]}: {said.text}")
    for id, reason in collided:
        print(f"left open: {id}: {reason}")
    return 0


def _decided(library: Library, strategy: str, given: argparse.Namespace) -> tuple[tuple[str, str], ...]:
    from app.services.deciding import accept, open_suggestions, reject
    from app.services.editing import Editing

    waiting = open_suggestions(library, strategy)
    if set(given.accept) & set(given.reject) or (
        given.accept and given.reject and "all" in (*given.accept, *given.reject)
    ):
        raise Refused("A suggestion cannot be both accepted and rejected; name each once, “all” on its own.")
    known = {each.id for each in waiting} | {"all"}
    if unknown := [id for id in (*given.accept, *given.reject) if id not in known]:
        raise Refused(
            f"No open suggestion has the identity “{unknown[0]}”; list them without --accept and --reject."
        )
    reject(library, [each.id for each in waiting if each.id in given.reject or "all" in given.reject])
    chosen = [each for each in waiting if each.id in given.accept or "all" in given.accept]
    return accept(library, Editing(library, strategy), chosen).collided if chosen else ()


def _declare_sync(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("library", metavar="LIBRARY", help="a library")
    parser.add_argument("other", metavar="OTHER", help="another copy of it")
    add_json(parser)


def _sync(given: argparse.Namespace) -> int:
    from app.services.syncing import collision_count, sync

    places = [read_target(text) for text in (given.library, given.other)]
    if document := next((place.place for place in places if place.is_document), ""):
        raise Refused(
            f"{shown(document)} is a document; only whole libraries are exchanged: name two of them."
        )
    if any(place.name for place in places):
        raise Refused("Only whole libraries are exchanged; name two libraries, without “#”.")
    if places[0].is_same(places[1]):
        raise Refused("These are one and the same library; name the other copy of it.")
    with library_at(places[0].place, write=True) as here, library_at(places[1].place, write=True) as there:
        found = sync(here, there)
    if given.json:
        print_json(found)
        return 0
    for each in found.strategies:
        print(f"{each.title}: {each.did}")
        for line in each.collisions:
            print(f"  to be decided: {line}")
    print(
        f"{count(found.versions, 'version')}, {count(found.comments, 'comment')}, "
        f"{count(found.suggestions, 'suggestion')} and {count(found.readings, 'reading')} exchanged; "
        f"{count(collision_count(found), 'collision')}."
    )
    return 0


COMMANDS = {
    "review": Command(_declare_review, _review),
    "send": Command(_declare_send, _send),
    "suggestions": Command(_declare_suggestions, _suggestions),
    "sync": Command(_declare_sync, _sync),
}
