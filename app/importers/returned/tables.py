"""Tables of a returned copy: those of a body, and schedules whose cells show fields of many nodes.

A row typed into a schedule becomes a node of the kind its neighbours show; a cell that was empty is told by its column.
Imports models and this package only.
"""

from collections import Counter

from msgspec import structs

from app.document.anchors import is_generated, words_digest
from app.importers.returned.lines import squeezed
from app.importers.returned.page import PageReader, Sprig, paragraphs_in, pictures_in, text_of
from app.importers.returned.places import Place
from app.importers.returned.scores import Pair, Scores, shown_by, written_scores
from app.importers.source import SourceBlock, SourceCell, SourceParagraph, SourceTable
from app.models.nodes import KINDS
from app.models.text import Run

Row = tuple[SourceCell, ...]
_ROOT_ROWS = ("history", "sheet_rows")


def read_table(reader: PageReader, table: SourceTable) -> None:
    """Takes a table of the page."""
    paragraphs = list(paragraphs_in(table))
    places = [place for paragraph in paragraphs for place in reader.known(paragraph)]
    places += [place for picture in pictures_in(table) for place in reader.known(picture)]
    worked_out = any(is_generated(name) for paragraph in paragraphs for name in paragraph.anchors)
    owners = {place.owner for place in places}
    if not places and not worked_out:
        reader.put(table, *reader.at, 0.6)
    elif not worked_out and len(owners) == 1 and reader.places.is_rich(*(owner := owners.pop())):
        reader.page.present.update(place.name for place in places)
        reader.page.order.extend(places[:1])
        reader.at = owner
        reader.put(table, *owner)
    else:
        _Schedule(reader, table).read()


class _Schedule:
    """A table whose cells show fields of nodes."""

    def __init__(self, reader: PageReader, table: SourceTable) -> None:
        self.reader = reader
        self.table = table
        self.columns: dict[int, Counter[str]] = {}
        self.last = ""
        self.worked_out: set[int] = set()
        self.scores: dict[int, Counter[Pair]] = {}
        """Of which two fields most cells of a column show the scores."""
        self.shapes: dict[int, list[str]] = {}
        """The fields that the paragraphs of a column's fullest cell show, one below the other."""
        for row in table.rows:
            shows = any(self._places(cell) for cell in row)
            for at, cell in enumerate(row):
                self.columns.setdefault(at, Counter()).update(place.field for place in self._places(cell)[:1])
                shape = [marks[0].field for block in cell.blocks if (marks := self._marks(block))]
                self.shapes[at] = max(self.shapes.get(at, []), shape, key=len)
                if shows and any(self._marked(block) for block in cell.blocks) and not self._places(cell):
                    self.worked_out.add(at)
                    self._note_scores(row, at, cell)

    def _note_scores(self, row: Row, at: int, cell: SourceCell) -> None:
        places = self.reader.places
        node = places.nodes[next(place.node for each in row for place in self._places(each))]
        for paragraph in (each for block in cell.blocks for each in paragraphs_in(block)):
            for name in paragraph.anchors:
                if pair := shown_by(node, places.generated.get(name, "")):
                    self.scores.setdefault(at, Counter())[pair] += 1

    def _places(self, cell: SourceCell) -> list[Place]:
        return [place for block in cell.blocks for place in self._marks(block)]

    def _marks(self, block: SourceBlock) -> list[Place]:
        found = [place for each in paragraphs_in(block) for place in self.reader.known(each)]
        return found + [place for each in pictures_in(block) for place in self.reader.known(each)]

    def read(self) -> None:
        """Takes the rows in order."""
        for row in self.table.rows:
            places = [place for cell in row for place in self._places(cell)]
            if any(place.field in _ROOT_ROWS for place in places):
                self._root_row(row, places)
            elif places:
                self._row(row, places)
            elif self._is_worked_out(row):
                self._generated(row)
            elif any(
                text_of(p).strip() for cell in row for block in cell.blocks for p in paragraphs_in(block)
            ):
                self._typed(row)

    def _is_worked_out(self, row: Row) -> bool:
        return any(
            is_generated(name)
            for cell in row
            for block in cell.blocks
            for paragraph in paragraphs_in(block)
            for name in paragraph.anchors
        )

    def _is_sheet(self) -> bool:
        """Whether this is the control sheet, or the version table as it was imported, not what is worked out."""
        places = (place for row in self.table.rows for cell in row for place in self._places(cell))
        labels = (
            " ".join(text_of(paragraph) for block in row[0].blocks for paragraph in paragraphs_in(block))
            for row in self.table.rows
            if row
        )
        root = self.reader.places.root.id
        return any(place.node == root for place in places) or any(map(_declared, labels))

    def _root_row(self, row: Row, places: list[Place]) -> None:
        """A row of the version table, or of the control sheet as it was imported."""
        page = self.reader.page
        page.present.update(place.name for place in places)
        page.tables.append((places[0].field, SourceTable((row,))))
        self.last = places[0].field
        for cell in row:
            for block in cell.blocks:
                for paragraph in paragraphs_in(block):
                    self.reader.placed_in_root(paragraph, places[0].field)

    def _row(self, row: Row, places: list[Place]) -> None:
        node = places[0].node
        self.last = node
        for at, cell in enumerate(row):
            anchored = bool(self._places(cell))
            labelled = any(self._marked(block) for block in cell.blocks)
            for block in cell.blocks:
                if labelled and not anchored and self._rescored(node, at, block):
                    continue
                if anchored or self._marked(block):
                    self.reader.block(block)
                elif labelled or node == self.reader.places.root.id:
                    self._leave_out(block)
                else:
                    self._fill(node, at, block)

    def _rescored(self, node: str, column: int, block: SourceBlock) -> bool:
        """Whether a cell of scores was written anew; then they are taken, or it is told why not."""
        pair = self._scored(column)
        known = self.reader.places.nodes[node]
        text = "".join(text_of(paragraph) for paragraph in paragraphs_in(block)).strip()
        if pair is None or not text or self._is_as_sent(block):
            return False
        said = written_scores(text, (getattr(known, pair[0], 0), getattr(known, pair[1], 0)))
        if said is None:
            self._tell_of_scores(text)
        else:
            for name, value in zip(pair, said[:2], strict=True):
                self.reader.line(str(value), (node, name))
            self._tell_of_guess(text, said)
        for paragraph in paragraphs_in(block):
            self.reader.furnish(paragraph)
        return True

    def _is_as_sent(self, block: SourceBlock) -> bool:
        known = self.reader.places.generated
        return any(
            known.get(name) == words_digest(squeezed(text_of(paragraph)))
            for paragraph in paragraphs_in(block)
            for name in paragraph.anchors
        )

    def _scored(self, column: int) -> Pair | None:
        """The two fields whose scores a column shows."""
        shown = self.scores.get(column, Counter[Pair]()).most_common(1)
        return shown[0][0] if shown else None

    def _tell_of_scores(self, text: str) -> None:
        self.reader.page.notes.append(
            f"“{text[:60]}” was typed for scores, but no likelihood and impact such as “3 × 4” can be told from it; it "
            "was left out."
        )

    def _tell_of_guess(self, text: str, said: Scores) -> None:
        if said.guessed:
            self.reader.page.notes.append(
                f"“{text[:60]}” was typed for scores and taken for likelihood {said.likelihood} and impact "
                f"{said.impact}; please look whether that is meant."
            )

    def _leave_out(self, block: SourceBlock) -> None:
        """Words typed beside what is worked out: no field of a node can hold them."""
        for paragraph in paragraphs_in(block):
            if words := text_of(paragraph).strip():
                self.reader.furnish(paragraph)
                self.reader.page.notes.append(
                    f"“{words[:60]}” was typed into a generated table; it was left out."
                )

    def _new_scores(self, sprig: Sprig, pair: Pair, cell: SourceCell) -> None:
        """A new row's cell in a column of scores."""
        for block in cell.blocks:
            text = "".join(text_of(paragraph) for paragraph in paragraphs_in(block)).strip()
            said = written_scores(text)
            if not text:
                continue
            for paragraph in paragraphs_in(block):
                self.reader.furnish(paragraph)
            if said is None or not isinstance(block, SourceParagraph):
                self._tell_of_scores(text)
                continue
            for name, value in zip(pair, said[:2], strict=True):
                self.reader.put_new(sprig, name, structs.replace(block, runs=(Run(str(value)),)))
            self._tell_of_guess(text, said)

    def _worked_out(self, sprig: Sprig, cell: SourceCell) -> None:
        """A new row's cell where the other rows have what is worked out: a name, or else figures, which are left out.

        That its number was typed is worth no word.
        """
        named = any("title" in fields for fields in self.columns.values())
        for block in cell.blocks:
            said = "".join(text_of(paragraph) for paragraph in paragraphs_in(block)).strip()
            if any(map(str.isalpha, said)):
                self.reader.put_new(sprig, "body" if named or sprig.fields.get("title") else "title", block)
            elif said.isdecimal():
                for paragraph in paragraphs_in(block):
                    self.reader.furnish(paragraph)
            else:
                self._leave_out(block)

    def _marked(self, block: SourceBlock) -> bool:
        names = [name for paragraph in paragraphs_in(block) for name in paragraph.anchors]
        return bool(self._marks(block)) or any(is_generated(name) for name in names)

    def _fill(self, node: str, column: int, block: SourceBlock) -> None:
        """Words in a cell that was empty."""
        if not any(text_of(paragraph).strip() for paragraph in paragraphs_in(block)):
            return
        fields = [name for name, _ in self.columns.get(column, Counter[str]()).most_common()]
        valid = [name for name in fields if self.reader.places.type_of(node, name)]
        self.reader.at = (node, valid[0] if valid else "body")
        if valid and isinstance(block, SourceParagraph) and not self.reader.places.is_rich(node, valid[0]):
            self.reader.typed_line(block, self.reader.at)
        else:
            self.reader.put(block, *self.reader.at, 0.7)

    def _generated(self, row: Row) -> None:
        """Heads and totals; and a control-sheet row whose value was empty, told by its label."""
        label, *values = [[p for block in cell.blocks for p in paragraphs_in(block)] for cell in row]
        field = _declared(" ".join(text_of(paragraph) for paragraph in label))
        for paragraph in label:
            self.reader.block(paragraph)
        for cell in values:
            for paragraph in cell:
                loose = (
                    not any(is_generated(name) for name in paragraph.anchors) and text_of(paragraph).strip()
                )
                if loose and field:
                    self.reader.typed_line(paragraph, (self.reader.places.root.id, field))
                elif loose:
                    self._leave_out(paragraph)
                else:
                    self.reader.block(paragraph)

    def _typed(self, row: Row) -> None:
        """A row that somebody added."""
        if not self.last and not self._is_sheet():
            for cell in row:
                for block in cell.blocks:
                    self._leave_out(block)
            return
        if self.last in _ROOT_ROWS or self.last in ("", self.reader.places.root.id):
            field = self.last if self.last in _ROOT_ROWS else "sheet_rows"
            self.reader.page.tables.append((field, SourceTable((row,))))
            for cell in row:
                for block in cell.blocks:
                    for paragraph in paragraphs_in(block):
                        self.reader.placed_in_root(paragraph, field)
            return
        sprigs = self.reader.page.sprigs
        model = sprigs.get(self.last)
        kind = model.kind if model else self.reader.places.nodes[self.last].kind
        parent = model.parent if model else self.reader.places.parents[self.last].id
        sprig = self.reader.grow(kind, parent, self.last)
        self.last = sprig.id
        for at, cell in enumerate(row):
            fields = [name for name, _ in self.columns.get(at, Counter[str]()).most_common(1)]
            if (pair := self._scored(at)) is not None:
                self._new_scores(sprig, pair, cell)
                continue
            if not fields and at in self.worked_out:
                self._worked_out(sprig, cell)
                continue
            shape = self.shapes.get(at, []) if len(cell.blocks) > 1 else []
            for n, block in enumerate(cell.blocks):
                field = shape[min(n, len(shape) - 1)] if shape else fields[0] if fields else "body"
                self.reader.put_new(sprig, field, block)
        self.reader.end_sprig()


def _declared(label: str) -> str:
    """The strategy's field of one line that a control sheet would call this, if there is one."""
    wanted = " ".join(label.split()).casefold().rstrip(":")
    for field in KINDS["strategy"].fields:
        if field.type in ("line", "date") and wanted == field.label.casefold():
            return field.name
    return "title" if wanted == "title" else ""
