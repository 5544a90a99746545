"""Two copies of a library made one: each takes what only the other has, and both hold the same drafts in the end.

Drafts that grew apart are merged from the last text they had in common. What both sides changed differently stays as
the later edit has it, and the other side's wish becomes a suggestion in both libraries: nothing vanishes unseen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from app.compare.merge import Collision, Merged, decide, merge, spared
from app.compare.suggest import suggestions
from app.models.content import Content
from app.models.control import VersionRow, label_key
from app.models.errors import Refused
from app.models.nodes import KINDS, Node, Strategy, name_of
from app.models.review import Comment, State, Suggestion, text_merged
from app.models.tree import find
from app.services.reading import exchange_readings

if TYPE_CHECKING:
    from app.store.library import Library
    from app.store.rows import JournalRow

MERGED = "Merged with another copy of the library"
_Moment = tuple[str, int, int]
_NEVER: _Moment = ("", 0, 0)
_STANDS: tuple[State, ...] = ("open", "rejected", "accepted")


class SyncedStrategy(Struct, frozen=True):
    """What happened to one strategy: "same", "taken", "given", "sent" (here was newer), "received" or "merged"."""

    id: str
    title: str
    did: str
    collisions: tuple[str, ...] = ()


class Synced(Struct, frozen=True):
    """What an exchange did; the counts are of what either library took from the other."""

    strategies: tuple[SyncedStrategy, ...] = ()
    versions: int = 0
    comments: int = 0
    suggestions: int = 0
    readings: int = 0


def sync(here: Library, there: Library) -> Synced:
    """Makes both libraries hold what either has. Doing it again changes nothing, and the order does not matter.

    Raises Refused where both are one and the same. Strategies in either one's bin are left alone.
    """
    if here.path is not None and there.path is not None and here.path.samefile(there.path):
        raise Refused("These are one and the same library; name the other copy of it.")
    mine, theirs = (
        {row.id: row for binned in (False, True) for row in side.strategies(binned=binned)}
        for side in (here, there)
    )
    done: list[SyncedStrategy] = []
    counts = [0, 0, 0, 0]
    for id, row in sorted({**theirs, **mine}.items(), key=lambda pair: (pair[1].title, pair[0])):
        if any(side[id].binned for side in (mine, theirs) if id in side):
            continue
        if id not in mine or id not in theirs:
            source, target = (there, here) if id in theirs else (here, there)
            target.add(source.content(id), "Taken from another copy of the library")
            did, found = ("taken" if target is here else "given"), ()
        else:
            did, found = _drafts(here, there, id)
        versions, collisions = _versions(here, there, id)
        decided = _decisions(here, there, id)
        found_now = (versions, *_reviews(here, there, id), exchange_readings(here, there, id))
        counts = [a + b for a, b in zip(counts, found_now, strict=True)]
        done.append(SyncedStrategy(id, row.title, did, (*found, *collisions, *decided)))
    return Synced(tuple(done), *counts)


def _drafts(here: Library, there: Library, id: str) -> tuple[str, tuple[str, ...]]:
    """Makes both drafts one."""
    mine, theirs = here.content(id), there.content(id)
    if mine.fingerprint == theirs.fingerprint:
        return "same", ()
    base = common_text(here, there, id)
    later, earlier = (mine, theirs) if _last(here, id) >= _last(there, id) else (theirs, mine)
    merged = _merged(base, later.root, earlier.root)
    root = merged.root
    assert isinstance(root, Strategy)
    pictures = {**earlier.pictures, **later.pictures}
    outdone = last_edit(there if later is mine else here, id)
    wishes = list(_wishes(merged, earlier.root, outdone))
    # Before the drafts: once these are one, nothing tells what it was that did not stand.
    for side in (here, there):
        side.take_in(id, wishes, (), pictures=pictures)
    for side, old in ((here, mine), (there, theirs)):
        side.commit(id, old.fingerprint, root, MERGED, pictures=pictures)
    did = (
        "received"
        if root.fingerprint == theirs.fingerprint
        else "sent"
        if root.fingerprint == mine.fingerprint
        else "merged"
    )
    return did, tuple(_told(each, merged.root) for each in merged.collisions)


def _merged(base: Content | None, mine: Strategy, theirs: Strategy) -> Merged:
    """Both sides' changes; without a text in common the later one stands, and all of the other is a wish."""
    if base is not None:
        return merge(base.root, mine, theirs)
    whole = Collision(kind="field", node=mine.id, node_kind=mine.kind, path=(), mine=mine, theirs=theirs)
    return Merged(mine, (whole,))


def common_text(here: Library, there: Library, id: str) -> Content | None:
    """The last text that both libraries had, or that one has merged of the other's."""
    rows, others = here.journal(id), there.journal(id)
    mine, mine_known = _moments(here, id, _standing(rows, others))
    theirs, theirs_known = _moments(there, id, _standing(others, rows))
    known = [
        (max(mine_known[f], theirs_known[f]), f)
        for f in mine_known.keys() & theirs_known.keys()
        if f in mine or f in theirs
    ]
    if not known:
        return None
    last = max(known)[1]
    return (here if last in mine else there).tree(id, last)


def _standing(rows: Iterable[JournalRow], others: Iterable[JournalRow]) -> list[JournalRow]:
    """The edits of a library without merges that were taken back in it, unless the other has them, too.

    Where the other came to the same text by a merge of its own, to go by this one would take back what it merged.
    """
    shared = {(row.after, row.at, row.join) for row in others}
    return [
        row
        for row in rows
        if row.state == "done" or not text_merged(row.join) or (row.after, row.at, row.join) in shared
    ]


def _moments(library: Library, id: str, rows: list[JournalRow]) -> tuple[set[str], dict[str, _Moment]]:
    """The texts that a library ever had of a strategy by its versions and these edits, and when each of them and of
    those merged here last came to be: at what time, as which of all edits, for several may fall in one second, and what
    was merged before what came of it.
    """
    found: dict[str, _Moment] = {row.fingerprint: (row.at, 0, 1) for row in library.versions(id)}
    for row in rows:
        found[row.after] = max((row.at, row.id, 1), found.get(row.after, _NEVER))
    merged = _merged_here(_done(rows))
    return set(found), {
        text: max(found.get(text, _NEVER), merged.get(text, _NEVER)) for text in found.keys() | merged.keys()
    }


def _merged_here(rows: Iterable[JournalRow]) -> dict[str, _Moment]:
    """The texts of other copies that were merged, and when; not those merged before an earlier moment was restored."""
    merged: dict[str, _Moment] = {}
    first: dict[str, int] = {}
    for row in rows:
        back_to = first.setdefault(row.after, row.id) if row.before != row.after else row.id
        merged = {
            text: moment for text, moment in merged.items() if moment[1] <= back_to or back_to == row.id
        }
        if text := text_merged(row.join):
            merged[text] = (row.at, row.id, 0)
    return merged


def last_edit(library: Library, id: str) -> JournalRow | None:
    """The newest edit that made a strategy's draft what it is."""
    return next(reversed(_done(library.journal(id))), None)


def _last(library: Library, id: str) -> tuple[str, str]:
    """When a draft was last edited, and its fingerprint, so that of two drafts one is always the later."""
    return max((row.at for row in _done(library.journal(id))), default=""), library.fingerprint(id)


def _done(rows: Iterable[JournalRow]) -> list[JournalRow]:
    return [row for row in rows if row.state == "done"]


def _wishes(merged: Merged, other: Strategy, last: JournalRow | None) -> Iterable[Suggestion]:
    """What the other side had, for everything that could not be agreed on, as suggestions to the merged draft.

    They are under the name and of the time of that side's `last` edit.
    """
    author, at = (last.who, last.at) if last else ("", "")
    for collision in merged.collisions:
        root = merged.root
        if collision.kind == "deleted" and collision.theirs is None:
            root = spared(root, collision.node, other)
        wanted = other if collision.mine is merged.root else decide(Merged(root), collision, "theirs")
        found = suggestions(merged.root, wanted, author=author or "Another copy", at=at, source="")
        for number, each in enumerate(found):
            yield structs.replace(each, source=f"{merged.root.fingerprint}:{number}")


def _told(collision: Collision, root: Node) -> str:
    """A collision as a sentence."""
    kind = KINDS[collision.node_kind]
    name = name_of(find(root, collision.node)) if collision.node in root.ids else kind.label
    field = next((each.label for each in kind.fields if each.name == collision.field), collision.field)
    where = " › ".join((*collision.path, name))
    what = {
        "text": "its words were changed differently in both copies",
        "field": f"{field or 'all of it'} was changed differently in both copies",
        "place": "it was moved to different places",
        "order": "it was moved to different places",
        "deleted": "it was deleted in one copy and changed in the other",
    }[collision.kind]
    return f"{where}: {what}; the later edit stands, the other one is a suggestion."


def _versions(here: Library, there: Library, id: str) -> tuple[int, list[str]]:
    """Gives each library the versions that only the other has; two of one label are both kept."""
    count = 0
    collisions: list[str] = []
    rows = {library: library.versions(id) for library in (here, there)}
    for source, target in ((there, here), (here, there)):
        for row in rows[source]:
            label = _label_for(row, rows[target])
            if label is None:
                continue
            if label != row.label:
                collisions.append(
                    f"Both copies have a version {row.label} with another text; one is now {label} as well."
                )
            target.take_version(id, structs.replace(row, label=label), source.content(id, row.label))
            count += 1
    return count, collisions + _told_otherwise(rows[here], rows[there])


def _told_otherwise(mine: Iterable[VersionRow], theirs: Iterable[VersionRow]) -> list[str]:
    """Versions that both have but date or describe differently: rows are never rewritten, so it is said each time."""
    known = {(label_key(row.label), row.fingerprint): row for row in theirs}
    return [
        f"Both copies have {row.label} with one text, but date or describe it differently; each keeps its own row."
        for row in mine
        if (other := known.get((label_key(row.label), row.fingerprint)))
        and (row.date, row.changes, row.comments) != (other.date, other.changes, other.comments)
    ]


def _label_for(row: VersionRow, there: Iterable[VersionRow]) -> str | None:
    """Under which label a version is to be taken; None where it is there already."""
    labels = {label_key(each.label): each.fingerprint for each in there}
    plain = row.label.partition(" (")[0]
    for label in (row.label, plain):
        if labels.get(label_key(label)) == row.fingerprint:
            return None
    if label_key(row.label) not in labels:
        return row.label
    other = f"{plain} ({row.fingerprint[:6]})"
    return None if label_key(other) in labels else other


def _decisions(here: Library, there: Library, id: str) -> list[str]:
    """Records on either side the decisions that only the other knows of, where they follow those that both know."""
    mine, theirs = here.decisions(id), there.decisions(id)
    known = list(zip(mine, theirs, strict=False))
    if any((a.decision, a.fingerprint) != (b.decision, b.fingerprint) for a, b in known):
        return ["Different decisions were recorded in the two copies; record the missing ones by hand."]
    for source, decided, target in ((there, theirs, here), (here, mine, there)):
        for each in decided[len(known) :]:
            labels = {row.fingerprint: row.label for row in target.versions(id)}
            if each.fingerprint in labels:
                words = source.counterpart(id, each.number)
                target.decide(id, labels[each.fingerprint], each.decision, each.who, each.house, words)
    for source, target in ((there, here), (here, there)):
        held = {noted.step for noted in target.steps(id)}
        for noted in source.steps(id):
            if noted.step not in held:
                target.note(id, noted.step, noted.who)
    return []


def _reviews(here: Library, there: Library, id: str) -> tuple[int, int]:
    """Gives each library the other's comments and suggestions, and what was decided about them."""
    suggested, comments = (
        sum(pair) for pair in zip(take_reviews(here, there, id), take_reviews(there, here, id), strict=True)
    )
    return comments, suggested


def take_reviews(target: Library, source: Library, id: str) -> tuple[int, int]:
    """Takes a library's suggestions and comments into another, and what was decided there; how many were new.

    Of two decisions on one suggestion that it was accepted stands, for its words are in the draft now.
    """
    said, wishes = source.comments(id), source.suggestions(id)
    judged, resolved = _decided_there(target, wishes, said, id)
    pictures = source.pictures_of([each.after for each in wishes])
    added = target.take_in(id, wishes, said, pictures=pictures)
    # All of one mind at once, for each is a transaction of its own.
    for (state, who), ids in judged.items():
        target.judge(ids, state, who)
    for who, ids in resolved.items():
        target.resolve(ids, who=who)
    return added


def lacks_reviews(target: Library, source: Library, id: str) -> bool:
    """Whether `take_reviews` would change anything."""
    said, wishes = source.comments(id), source.suggestions(id)
    known = {each.id for each in (*target.comments(id), *target.suggestions(id))}
    new = any(each.id not in known for each in (*said, *wishes))
    return new or any(_decided_there(target, wishes, said, id))


def _decided_there(
    target: Library, wishes: Iterable[Suggestion], said: Iterable[Comment], id: str
) -> tuple[dict[tuple[State, str], list[str]], dict[str, list[str]]]:
    """Which of another library's suggestions were decided there and not here, by how and by whom; which of its comments
    were resolved so, by whom.
    """
    decided = {each.id: _STANDS.index(each.state) for each in target.suggestions(id)}
    unresolved = {each.id for each in target.comments(id) if not each.resolved}
    judged, resolved = defaultdict[tuple[State, str], list[str]](list), defaultdict[str, list[str]](list)
    for each in wishes:
        if decided.get(each.id, len(_STANDS)) < _STANDS.index(each.state):
            judged[each.state, each.decided_by].append(each.id)
    for each in said:
        if each.id in unresolved and each.resolved:
            resolved[each.resolved_by].append(each.id)
    return judged, resolved


def collision_count(found: Synced) -> int:
    """How many things wait for somebody to decide."""
    return sum(len(each.collisions) for each in found.strategies)
