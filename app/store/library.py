"""A library: the strategies of a council with all their history, in a file or a PostgreSQL database.

Every change is one transaction that is on the disk when the call returns. Trees go in and come out as values; nothing
here knows of windows or documents. Imports SQLAlchemy Core, never its ORM.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec import structs
from sqlalchemy import Connection

from app.models.approval import Closing, Decision, Noted, Recorded, Step
from app.models.content import Content
from app.models.control import VersionRow, label_key
from app.models.errors import NotFound, Refused
from app.models.nodes import Strategy
from app.models.review import Comment, State, Suggestion, text_merged
from app.store import bin, chains, decisions, journal, objects, opening, strategies, whole_copy
from app.store import comments as stored_comments
from app.store import pictures as stored_pictures
from app.store import suggestions as stored_suggestions
from app.store.connections import Connections
from app.store.damage import damaged
from app.store.fsck import examine
from app.store.opening import Opened
from app.store.readings import Readings
from app.store.refusals import told, unwritten
from app.store.rows import AlreadyThere, Damaged, FsckReport, JournalRow, LedgerRow, StrategyRow
from app.store.tables import version as version_table

Target = str | Path
RECENT = 20  # trees kept besides the latest; they share what they have in common


class Library(Readings):
    """An open library. `warnings` are sentences for the user; `path` is None for a database server's."""

    def __init__(
        self, opened: Opened, *, read_only: bool, who: str, clock: Callable[[], str] = opening.now
    ) -> None:
        self.path_or_url = opened.name
        self.path = opened.path
        self.read_only = read_only
        self.warnings = opened.warnings
        self.who = who
        self._connections = Connections(opened)
        self._clock = clock
        self._stored: set[str] = set()
        self._latest: dict[str, Strategy] = {}
        self._recent: tuple[Strategy, ...] = ()
        self._guard = threading.RLock()

    @classmethod
    def create(cls, target: Target, *, who: str = "") -> Library:
        """A new, empty library, open for writing. Raises Refused where anything is there already."""
        opening.make(target, who)
        return cls.open(target, who=who)

    @classmethod
    def open(
        cls,
        target: Target,
        *,
        read_only: bool = False,
        who: str = "",
        wait: float = 0.0,
        clock: Callable[[], str] = opening.now,
    ) -> Library:
        """The library at a file or a PostgreSQL URL, as it was left.

        For writing, waits up to `wait` seconds for another writer of the file to finish. `who` signs each change.
        Raises Refused, with the file untouched: Locked, Damaged, NotFound and whatever else makes it no library.
        """
        opened = opening.attach(target, read_only=read_only, who=who, wait=wait)
        return cls(opened, read_only=read_only, who=who, clock=clock)

    @classmethod
    def open_or_create(cls, target: Target, *, who: str = "", wait: float = 0.0) -> Library:
        """The library at `target`, open for writing, made first where there is nothing yet."""
        try:
            return cls.open(target, who=who, wait=wait)
        except NotFound:
            # Another process may make it in the same moment; then that one is opened.
            with contextlib.suppress(AlreadyThere):
                opening.make(target, who)
            return cls.open(target, who=who, wait=wait)

    def close(self) -> None:
        """Lets go of the database and its lock, for good. Does nothing the second time."""
        self._connections.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Reading

    def strategies(self, *, binned: bool = False) -> tuple[StrategyRow, ...]:
        """The strategies by title; with `binned`, those that were removed instead."""
        with self._reading() as connection:
            return tuple(row for row in strategies.listed(connection) if bool(row.binned) == binned)

    def fingerprint(self, strategy_id: str) -> str:
        """The fingerprint of a strategy's draft, as it stands now in the database."""
        with self._reading() as connection:
            return strategies.row_of(connection, strategy_id)["head"]

    def head(self, strategy_id: str) -> Strategy:
        """The tree of a strategy's draft."""
        with self._reading() as connection:
            return self._tree(connection, strategy_id, strategies.row_of(connection, strategy_id)["head"])

    def content(self, strategy_id: str, version: str | None = None) -> Content:
        """A strategy's tree with its pictures: the draft's (None or "draft"), or a saved version's by its label."""
        with self._reading() as connection:
            fingerprint = self._named(connection, strategy_id, version)
            root = self._tree(connection, strategy_id, fingerprint)
            return Content(root, stored_pictures.shown_in(connection, root))

    def journal(self, strategy_id: str, newest: int | None = None) -> tuple[JournalRow, ...]:
        """Every edit of a strategy, oldest first; or just so many of the newest."""
        with self._reading() as connection:
            strategies.row_of(connection, strategy_id)
            return journal.rows_of(connection, strategy_id, newest)

    def moment(self, strategy_id: str, journal_id: int) -> Strategy:
        """The tree as it was right after an edit, whether that was undone since or not."""
        entry = next((row for row in self.journal(strategy_id) if row.id == journal_id), None)
        if entry is None:
            raise NotFound(f"There is no edit {journal_id} in this strategy's history.")
        with self._reading() as connection:
            return self._tree(connection, strategy_id, entry.after)

    def versions(self, strategy_id: str) -> tuple[VersionRow, ...]:
        """The saved versions, oldest first."""
        with self._reading() as connection:
            strategies.row_of(connection, strategy_id)
            return strategies.versions_of(connection, strategy_id)

    def decisions(self, strategy_id: str) -> tuple[Recorded, ...]:
        """What bodies decided about the strategy, oldest first, with the seals of what they approved."""
        with self._reading() as connection:
            strategies.row_of(connection, strategy_id)
            return decisions.decisions_of(connection, strategy_id)

    def steps(self, strategy_id: str) -> tuple[Noted, ...]:
        """The conditions that were met and the days that were planned on the strategy's route, oldest first."""
        with self._reading() as connection:
            return decisions.steps_of(connection, strategy_id)

    def tree(self, strategy_id: str, fingerprint: str) -> Content:
        """A strategy's tree at any moment, by its fingerprint. Raises NotFound for one that it never was."""
        known = {row.after for row in self.journal(strategy_id)} | {
            row.fingerprint for row in self.versions(strategy_id)
        }
        if fingerprint not in known:
            raise NotFound("This strategy was never as that copy has it.")
        with self._reading() as connection:
            root = self._tree(connection, strategy_id, fingerprint)
            return Content(root, stored_pictures.shown_in(connection, root))

    def suggestions(self, strategy_id: str) -> tuple[Suggestion, ...]:
        """What reviewers suggested, oldest first, decided or not."""
        with self._reading() as connection:
            return stored_suggestions.suggestions_of(connection, strategy_id)

    def has_open_suggestions(self, strategy_id: str) -> bool:
        """Whether any suggestion waits for a decision."""
        with self._reading() as connection:
            return stored_suggestions.any_open(connection, strategy_id)

    def pictures_of(self, texts: Sequence[str]) -> dict[str, bytes]:
        """The stored pictures that texts in JSON show, by digest."""
        with self._reading() as connection:
            return stored_pictures.shown_by(connection, texts)

    def comments(self, strategy_id: str) -> tuple[Comment, ...]:
        """What reviewers remarked, oldest first, answers too."""
        with self._reading() as connection:
            return stored_comments.comments_of(connection, strategy_id)

    def ledger(self) -> tuple[LedgerRow, ...]:
        """The audit ledger of the whole library, oldest line first."""
        with self._reading() as connection:
            return decisions.ledger_of(connection)

    # Writing

    def add(self, content: Content, label: str = "Imported", who: str = "") -> str:
        """Takes in a strategy as a first draft and gives back its identity."""
        root = content.root
        with self._writing() as connection:
            bin.refuse_repeated(connection, root.id)
            fresh = self._unstored(root)
            objects.put(connection, fresh)
            stored_pictures.put(connection, content.pictures, fresh)
            row = strategies.begin(connection, root, self._clock())
            journal.record(connection, row, root, label, self._clock(), who or self.who, "")
            self._audit(connection, "strategy added", f"{root.id} {root.fingerprint}", who)
        self._remember(root, fresh)
        return root.id

    def commit(
        self,
        strategy_id: str,
        base_fingerprint: str,
        root: Strategy,
        label: str,
        who: str = "",
        join: str = "",
        pictures: Mapping[str, bytes] | None = None,
    ) -> None:
        """Makes `root` the draft, if the draft still is the tree `base_fingerprint`; otherwise raises StaleHead.

        Edits with the same `join` by the same hand, soon after one another, are one entry of the journal. `pictures`
        are the bytes, by digest, of those that `root` shows for the first time. A `join` made by `review.mark_of`
        decides on suggestions, one by `review.merging_mark` tells a merge; only these are kept where nothing changes.
        """
        if root.id != strategy_id:
            raise Refused(
                "A strategy keeps its identity; to add another strategy, import it into the library."
            )
        fresh = self._unstored(root, base_fingerprint)
        with self._writing() as connection:
            row = strategies.row_of(connection, strategy_id, to_change=True)
            if row["head"] != base_fingerprint:
                raise strategies.stale(row["title"])
            by, at = who or self.who, self._clock()
            decides = stored_suggestions.follow(connection, join, by, at, done=True)
            if root.fingerprint == base_fingerprint and not decides and not text_merged(join):
                return
            objects.put(connection, fresh)
            stored_pictures.put(connection, pictures or {}, fresh)
            journal.record(connection, row, root, label, at, by, join)
        self._remember(root, fresh)

    def undo(self, strategy_id: str) -> str | None:
        """Takes back the last edit and gives its label; None where there is nothing to take back."""
        return self._step(strategy_id, journal.step_back, "before")

    def redo(self, strategy_id: str) -> str | None:
        """Brings back the edit last undone and gives its label; None where there is none."""
        return self._step(strategy_id, journal.step_on, "after")

    def save_version(
        self, strategy_id: str, label: str, date: str, changes: str = "", comments: str = "", who: str = ""
    ) -> VersionRow:
        """Names the draft as it stands. Raises Refused where the strategy has a version of that label."""
        with self._writing() as connection:
            head = strategies.row_of(connection, strategy_id, to_change=True)
            if any(
                label_key(row.label) == label_key(label)
                for row in strategies.versions_of(connection, strategy_id)
            ):
                raise Refused(f"“{head['title']}” has a version {label} already; choose another label.")
            values = {"label": label, "date": date, "changes": changes, "comments": comments}
            values |= {"fingerprint": head["head"], "at": self._clock(), "who": who or self.who}
            row = strategies.version_row(chains.append(connection, version_table, strategy_id, values))
            self._audit(connection, "version saved", f"{strategy_id} {row.fingerprint} {label}", who)
            return row

    def take_version(self, strategy_id: str, row: VersionRow, content: Content) -> None:
        """Adds a version that another library saved, under its label, with its date and who saved it when."""
        with self._writing() as connection:
            strategies.row_of(connection, strategy_id, to_change=True)
            fresh = self._unstored(content.root)
            objects.put(connection, fresh)
            stored_pictures.put(connection, content.pictures, fresh)
            chains.append(connection, version_table, strategy_id, structs.asdict(row))
            self._audit(connection, "version saved", f"{strategy_id} {row.fingerprint} {row.label}", row.who)

    def counterpart(self, strategy_id: str, number: int) -> str:
        """The words that the decision with this number approved, as they were kept; empty where they were not."""
        with self._reading() as connection:
            return decisions.counterpart_of(connection, strategy_id, number)

    def decide(
        self, strategy_id: str, version: str, made: Decision, who: str = "", house: str = "", words: str = ""
    ) -> Recorded:
        """Records what a body decided about a version; an approval is sealed, with its house style and words."""
        with self._writing() as connection:
            fingerprint = self._named(connection, strategy_id, version)
            strategies.row_of(connection, strategy_id, to_change=True)
            by = who or self.who
            at = self._clock()
            decisions.decide(connection, strategy_id, fingerprint, version, made, by, at, house, words)
            recorded = decisions.decisions_of(connection, strategy_id)[-1]
            about = f"{strategy_id} {fingerprint} {version}"
            said = f"{about} {recorded.seal}" if recorded.seal else about
            self._audit(connection, f"decision: {made.outcome}", said, who)
            return recorded

    def note(self, strategy_id: str, step: Step, who: str = "") -> None:
        """Records a condition that was met or is open again, a day that is planned, an entry that was verified."""
        with self._writing() as connection:
            head = strategies.row_of(connection, strategy_id, to_change=True)["head"]
            decisions.note(connection, strategy_id, head, step, who or self.who, self._clock())
            action = "taken back" if isinstance(step, Closing) and not step.date else "noted"
            self._audit(connection, f"{type(step).__name__.lower()} {action}", f"{strategy_id} {head}", who)

    def take_in(
        self,
        strategy_id: str,
        suggestions: Sequence[Suggestion],
        comments: Iterable[Comment],
        copy: str = "",
        who: str = "",
        pictures: Mapping[str, bytes] | None = None,
    ) -> tuple[int, int]:
        """Adds suggestions and comments that are new; gives back how many of each. `copy` is noted in the ledger."""
        with self._writing() as connection:
            strategies.row_of(connection, strategy_id, to_change=True)
            stored_pictures.put(connection, pictures or {}, {s.id: s.after.encode() for s in suggestions})
            added = (
                stored_suggestions.add(connection, strategy_id, suggestions),
                stored_comments.add(connection, strategy_id, comments),
            )
            if copy:
                self._audit(connection, "reviewed copy taken in", f"{strategy_id} {copy}", who)
            return added

    def judge(self, ids: Iterable[str], state: State, who: str = "") -> None:
        """Notes that suggestions were accepted or rejected, or are open again."""
        with self._writing() as connection:
            stored_suggestions.decide(connection, ids, state, who or self.who, self._clock())

    def resolve(self, ids: Iterable[str], resolved: bool = True, who: str = "") -> None:
        """Closes threads of comments, or opens them again."""
        with self._writing() as connection:
            stored_comments.resolve(connection, ids, self._clock() if resolved else "", who or self.who)

    def withdraw(self, ids: Iterable[str]) -> None:
        """Takes comments back."""
        with self._writing() as connection:
            stored_comments.withdraw(connection, ids)

    def remove(self, strategy_id: str, who: str = "") -> None:
        """Moves a strategy to the bin, from where `restore` brings it back with all its history."""
        with self._writing() as connection:
            bin.throw_away(connection, strategy_id, self._clock())
            self._audit(connection, "strategy removed", strategy_id, who)

    def restore(self, strategy_id: str, who: str = "") -> None:
        """Brings a strategy back from the bin."""
        with self._writing() as connection:
            bin.take_out(connection, strategy_id)
            self._audit(connection, "strategy restored", strategy_id, who)

    # The whole

    def backup(self, to: Path) -> None:
        """Writes a consistent copy of the library, as a library file, to `to`, where an earlier one may stand."""
        try:
            if self.path is not None and to.exists() and to.samefile(self.path):
                raise Refused(f"{to} is the library itself; choose another place for its backup.")
            with self._reading() as connection:
                whole_copy.check_replaced(connection, to)
                whole_copy.write(connection, to)
        except OSError as fault:
            raise unwritten(f"the backup {to}", fault) from fault

    def fsck(self) -> FsckReport:
        """Reads every object, row and chain, and reports what is not as it was written."""
        with told(self.path_or_url), self._connections.reading() as connection:
            return examine(connection)

    # Within

    def _step(
        self, strategy_id: str, step: Callable[[Connection, journal.Row], journal.Row | None], side: str
    ) -> str | None:
        with self._writing() as connection:
            row = strategies.row_of(connection, strategy_id, to_change=True)
            entry = step(connection, row)
            if entry is None:
                return None
            root = self._tree(connection, strategy_id, entry[side])
            at, done = self._clock(), side == "after"
            stored_suggestions.follow(connection, entry["join_key"], self.who, at, done=done)
            strategies.put(connection, row, title=root.title, house=root.house, head=root.fingerprint)
            return entry["label"]

    def _named(self, connection: Connection, strategy_id: str, version: str | None) -> str:
        """The fingerprint that a version's label (or None, or "draft") stands for."""
        row = strategies.row_of(connection, strategy_id)
        if version is None or version.casefold() == "draft":
            return row["head"]
        saved = strategies.versions_of(connection, strategy_id)
        exact = [found for found in saved if found.label == version]
        alike = [found for found in saved if label_key(found.label) == label_key(version)]
        if fits := exact or alike:
            return fits[0].fingerprint
        labels = ", ".join(found.label for found in saved) or "none yet"
        raise NotFound(f"“{row['title']}” has no version {version}; saved versions: {labels}.")

    def _tree(self, connection: Connection, strategy_id: str, fingerprint: str) -> Strategy:
        with self._guard:
            near = self._latest.get(strategy_id)
            # So undo and redo need not look through 20,000 parts for those that stay.
            same = next((root for root in self._recent if root.fingerprint == fingerprint), None)
        root = same or objects.load(connection, fingerprint, near)
        self._remember(root)
        return root

    def _unstored(self, root: Strategy, base: str = "") -> dict[str, bytes]:
        """The payloads of those nodes that the library may lack; `base` is the tree that `root` was made from."""
        with self._guard:
            # What was read last may be a version, to look at it beside the draft.
            near = {each.fingerprint: each for each in (*self._recent, *self._latest.values())}
            if base in near and base not in self._stored:
                self._stored.update(objects.unstored(near[base], self._stored))
            return objects.unstored(root, self._stored)

    def _remember(self, root: Strategy, stored: Iterable[str] = ()) -> None:
        with self._guard:
            self._stored.update(stored)
            self._latest[root.id] = root
            self._recent = (*(each for each in self._recent[-RECENT:] if each is not root), root)

    def _audit(self, connection: Connection, action: str, what: str, who: str) -> None:
        chains.record(connection, action, what, who or self.who, self._clock())

    @contextmanager
    def _reading(self) -> Generator[Connection]:
        with self._explained(), self._connections.reading() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Generator[Connection]:
        if self.read_only:
            raise Refused(f"{self.path_or_url} is open read-only; open it for writing to change anything.")
        with self._explained(), self._connections.writing() as connection:
            yield connection

    @contextmanager
    def _explained(self) -> Generator[None]:
        """Adds to the news of damage what can still be read and where the newest good backup is."""
        try:
            with told(self.path_or_url):
                yield
        except Damaged as fault:
            raise damaged(self.path_or_url, self.path, fault) from fault
