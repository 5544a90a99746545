import os
import random
import zipfile
from pathlib import Path

import pytest
from msgspec import structs

from app.importers.guard import Limits
from app.importers.reading import read_file
from app.importers.reviewed import LIMITS, Reviewed, Stage, packed, read_copy, unpacked
from app.importers.source import Source
from app.importers.word.document import source_lines
from app.importers.word.reviewed import read_reviewed
from app.models.errors import Refused
from tests.importers.word_files import cell, p, r, table, write_word
from tests.office import settle

ROOM = 500_000_000
"""Bytes for one tree of a body of two million elements and all else, and not for two."""
HARDLY_ANY = 150_000_000
BY = 'w:id="{}" w:author="{}" w:date="2026-03-0{}T10:00:00Z"'


def ins(inner: str, who: str = "Ann", day: int = 1) -> str:
    return f"<w:ins {BY.format(1, who, day)}>{inner}</w:ins>"


def gone(text: str, who: str = "Ann", day: int = 1) -> str:
    return f"<w:del {BY.format(2, who, day)}>{deleted(text)}</w:del>"


def deleted(text: str) -> str:
    return f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>'


def end(kind: str, who: str = "Ann", day: int = 1) -> str:
    return f"<w:rPr><w:{kind} {BY.format(3, who, day)}/></w:rPr>"


def para(*inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(inner)}</w:p>"


def row(content: str, kind: str = "") -> str:
    tracked = f"<w:trPr><w:{kind} {BY.format(4, 'Ann', 1)}/></w:trPr>" if kind else ""
    return f"<w:tr>{tracked}{content}</w:tr>"


CASES: dict[str, tuple[str, list[str], list[str]]] = {
    "words": (
        para(r("We spend "), gone("£30m"), ins(r("£10m")), r(" on it.")),
        ["We spend £10m on it."],
        ["We spend £30m on it."],
    ),
    "a paragraph that came": (
        p("One.") + para(ins(r("Two.")), properties=end("ins")) + p("Three."),
        ["One.", "Two.", "Three."],
        ["One.", "Three."],
    ),
    "a paragraph that went": (
        p("One.") + para(gone("Two."), properties=end("del")) + p("Three."),
        ["One.", "Three."],
        ["One.", "Two.", "Three."],
    ),
    "a paragraph split": (
        para(r("First half. "), properties=end("ins")) + p("Second half."),
        ["First half.", "Second half."],
        ["First half. Second half."],
    ),
    "two paragraphs joined": (
        para(r("First half. "), properties=end("del")) + p("Second half."),
        ["First half. Second half."],
        ["First half.", "Second half."],
    ),
    "three made one, words changed at the seams": (
        para(r("A "), gone("b"), properties=end("del"))
        + para(gone("c"), properties=end("del"))
        + para(ins(r("d ")), r("e")),
        ["A d e"],
        ["A b", "c", "e"],
    ),
    "one deletes inside what another put in": (
        para(r("Keep "), ins(r("new ") + gone("newer ", "Bob", 2) + r("words ")), r("here.")),
        ["Keep new words here."],
        ["Keep here."],
    ),
    "one puts in between what another deleted": (
        para(r("The "), gone("old "), ins(r("very "), "Bob", 2), gone("text "), r("stands.")),
        ["The very stands."],
        ["The old text stands."],
    ),
    "words moved": (
        para(r("Start. "), f'<w:moveFrom {BY.format(5, "Ann", 1)}>{r("Moved words. ")}</w:moveFrom>', r("End. "),
             f'<w:moveTo {BY.format(6, "Ann", 1)}>{r("Moved words. ")}</w:moveTo>'),
        ["Start. End. Moved words."],
        ["Start. Moved words. End."],
    ),
    "a paragraph moved": (
        para(f'<w:moveFrom {BY.format(5, "Ann", 1)}>{r("Goes down.")}</w:moveFrom>', properties=end("moveFrom"))
        + p("Stays.")
        + para(f'<w:moveTo {BY.format(6, "Ann", 1)}>{r("Goes down.")}</w:moveTo>', properties=end("moveTo"))
        + p("Last."),
        ["Stays.", "Goes down.", "Last."],
        ["Goes down.", "Stays.", "Last."],
    ),
    "rows that came and went": (
        table(
            row(cell("head") + cell("head 2")),
            row(cell(para(ins(r("in 1")))) + cell(para(ins(r("in 2")))), "ins"),
            row(cell(para(gone("out 1"))) + cell(para(gone("out 2"))), "del"),
            row(cell("last") + cell("last 2")),
        ),
        ["head", "head 2", "in 1", "in 2", "last", "last 2"],
        ["head", "head 2", "out 1", "out 2", "last", "last 2"],
    ),
    "a table that went": (
        p("Before.") + table(row(cell(para(gone("gone"))), "del")) + p("After."),
        ["Before.", "After."],
        ["Before.", "gone", "After."],
    ),
    "words changed in a cell": (
        table(row(cell(para(r("from "), gone("5"), ins(r("6")), r(" days"))))) + p("After."),
        ["from 6 days", "After."],
        ["from 5 days", "After."],
    ),
    "a look changed": (
        para(
            f"<w:r><w:rPr><w:b/><w:rPrChange {BY.format(7, 'Ann', 1)}><w:rPr/></w:rPrChange></w:rPr>"
            "<w:t>bold now</w:t></w:r>"
        ),
        ["bold now"],
        ["bold now"],
    ),
    "a link put in": (
        para(r("See "), f'<w:hyperlink w:anchor="there">{ins(r("the page"))}</w:hyperlink>', r(" please.")),
        ["See the page please."],
        ["See  please."],
    ),
    "a field's words": (
        para(
            r("Page "), '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', gone("4"), ins(r("5")),
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>', r("."),
        ),
        ["Page 5."],
        ["Page 4."],
    ),
    "a field deleted": (
        para(
            r("Before "),
            f'<w:del {BY.format(8, "Ann", 1)}><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            '<w:r><w:delInstrText>REF x</w:delInstrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            f'{deleted("shown")}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:del>', r(" after."),
        ),
        ["Before  after."],
        ["Before shown after."],
    ),
    "an empty paragraph put in": (
        p("One.") + para(properties=end("ins")) + p("Two."),
        ["One.", "Two."],
        ["One.", "Two."],
    ),
    "a cell that came": (
        table(row(cell("a") + cell(para(ins(r("new"))), f"<w:cellIns {BY.format(11, 'Ann', 1)}/>"))),
        ["a", "new"],
        ["a"],
    ),
    "a cell that went": (
        table(row(cell("a") + cell(para(gone("old")), f"<w:cellDel {BY.format(11, 'Ann', 1)}/>"))),
        ["a"],
        ["a", "old"],
    ),
    "words of a text box": (
        para(
            "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
            + para(ins(r("in ")), gone("out "), r("stays"))
            + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>",
            r("Beside."),
        ),
        ["Beside.", "in stays"],
        ["Beside.", "out stays"],
    ),
    "the last paragraph put in as Word does": (
        para(r("One."), properties=end("ins")) + para(ins(r("Two."))),
        ["One.", "Two."],
        ["One."],
    ),
    "the last paragraph taken out as Word does": (
        para(r("One."), properties=end("del")) + para(gone("Two.")),
        ["One."],
        ["One.", "Two."],
    ),
    "a paragraph put in and taken out by another": (
        p("One.")
        + para(
            ins(gone("Two.", "Bob", 2)),
            properties=f"<w:rPr><w:ins {BY.format(9, 'Ann', 1)}/><w:del {BY.format(10, 'Bob', 2)}/></w:rPr>",
        )
        + p("Three."),
        ["One.", "Three."],
        ["One.", "Three."],
    ),
}  # fmt: skip


_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
TYPES = (
    f'<Types xmlns="{_TYPES}">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def written(folder: Path, name: str, body: str) -> Path:
    return write_word(folder / f"{name}.docx", body, {"[Content_Types].xml": TYPES})


def lines(source: object) -> list[str]:
    return [" ".join(line.split()) for line in source_lines(source.blocks)]  # pyright: ignore


def squeezed(expected: list[str]) -> list[str]:
    return [" ".join(line.split()) for line in expected]


class DescribeReadingBothStates:
    @pytest.mark.parametrize("name", CASES)
    def it_reads_what_accepting_and_rejecting_leave(self, name: str, tmp_path: Path):
        body, accepted, rejected = CASES[name]
        copy = read_copy(written(tmp_path, "copy", body))
        assert lines(copy.accepted) == squeezed(accepted)
        assert lines(copy.rejected) == squeezed(rejected)

    @pytest.mark.parametrize("typed", ["\u200dMast\u200d", "Mast\u200d"])
    def it_drops_the_joiner_that_libreoffice_leaves_in_a_row_it_tracks(self, tmp_path: Path, typed: str):
        body = f"<w:tbl>{row(cell(p('Fibre')))}{row(cell(para(ins(r(typed)))), 'ins')}</w:tbl>"
        copy = read_copy(written(tmp_path, "copy", body))
        assert lines(copy.accepted) == ["Fibre", "Mast"]

    def it_agrees_with_the_ordinary_reading(self, tmp_path: Path):
        for name, (body, accepted, _) in CASES.items():
            assert lines(read_file(written(tmp_path, "copy", body))) == squeezed(accepted), name


def at_random(chance: random.Random) -> tuple[str, list[str], list[str]]:
    """A body of paragraphs whose words and ends came and went by chance, by two hands, and its two states."""
    body: list[str] = []
    states = {"accepted": [""], "rejected": [""]}
    count = 0
    length = chance.randint(2, 7)
    for at in range(length):
        inner: list[str] = []
        for _ in range(chance.randint(0, 4)):
            count += 1
            word = f"w{count} "
            kind = chance.choice(("keep", "keep", "ins", "del", "both"))
            who, day = chance.choice((("Ann", 1), ("Bob", 2)))
            inner.append(
                {"keep": r(word), "ins": ins(r(word), who, day), "del": gone(word, who, day)}.get(kind)
                or ins(gone(word, "Bob", 2))
            )
            if kind in ("keep", "ins"):
                states["accepted"][-1] += word
            if kind in ("keep", "del"):
                states["rejected"][-1] += word
        kind = "keep" if at == length - 1 else chance.choice(("keep", "keep", "ins", "del"))
        body.append(para(*inner, properties="" if kind == "keep" else end(kind)))
        if kind in ("keep", "ins"):
            states["accepted"].append("")
        if kind in ("keep", "del"):
            states["rejected"].append("")
    found = {name: squeezed([line for line in state if line.strip()]) for name, state in states.items()}
    return "".join(body), found["accepted"], found["rejected"]


class DescribeDocumentsMadeAtRandom:
    def they_are_read_to_the_word_and_the_paragraph(self, tmp_path: Path):
        for seed in range(12):
            body, accepted, rejected = at_random(random.Random(seed))
            copy = read_copy(written(tmp_path, "copy", body))
            assert (lines(copy.accepted), lines(copy.rejected)) == (accepted, rejected), seed


class DescribeCopiesThatAreLarge:
    @pytest.mark.skipif(os.name == "nt", reason="only POSIX systems bound a process's memory")
    def they_are_read_with_room_for_their_text_once(self, tmp_path: Path):
        body = para(ins(r("More. ")), "<w:proofErr/>" * 2_000_000, r("Words."))
        copy = tmp_path / "copy.docx"
        with (
            zipfile.ZipFile(written(tmp_path, "packed", body)) as packed,
            zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as stored,
        ):
            for name in packed.namelist():
                stored.writestr(name, packed.read(name))
        assert lines(read_copy(copy, limits=Limits(memory=ROOM)).accepted) == ["More. Words."]

    @pytest.mark.skipif(os.name == "nt", reason="only POSIX systems bound a process's memory")
    def they_are_said_to_be_too_large_not_damaged_where_there_is_no_room(self, tmp_path: Path):
        copy = written(tmp_path, "copy", "".join(para(r(f"Word {at}.")) for at in range(150_000)))
        with pytest.raises(
            Refused, match=r"too large .* nothing was taken in; have each reviewer"
        ) as refusal:
            read_copy(copy, limits=Limits(memory=HARDLY_ANY))
        assert "damaged" not in str(refusal.value)

    def they_have_more_room_the_larger_they_are_but_not_without_end(self):
        small, large, huge = map(LIMITS.memory_for, (100_000, 10_000_000, 250_000_000))
        assert LIMITS.memory < small < large < huge == LIMITS.memory * 3 // 2
        assert Limits().memory_for(250_000_000) == Limits().memory

    def they_hold_what_their_states_have_in_common_once(self, tmp_path: Path):
        body = p("Stays.") + table(row(cell("So does this."))) + para(r("Some."), ins(r(" More.")))
        copy = read_reviewed(written(tmp_path, "copy", body), LIMITS)
        before, after = copy.rejected.blocks, copy.accepted.blocks
        assert [one is other for one, other in zip(before, after, strict=True)] == [True, True, False]
        assert lines(copy.accepted)[-1] == "Some. More."

    def they_cross_the_boundary_of_the_process_once_too(self, tmp_path: Path):
        much = "".join(para(r(f"Paragraph {at} stays as it is.")) for at in range(200))
        came = "".join(para(ins(r(f"Came {at}."), who=f"Reviewer {at}")) for at in range(6))
        path = written(tmp_path, "copy", much + came)
        here = read_reviewed(path, LIMITS)
        assert len(here.stages) == 7
        assert read_copy(path) == here
        assert len(packed(here)) < len(packed(structs.replace(here, stages=here.stages[:1]))) * 1.5
        first, *others = (stage.source.blocks[0] for stage in unpacked(packed(here)).stages)
        assert all(each is first for each in others)

    def they_keep_content_and_pictures_of_their_own(self):
        sources = [
            Source(content=content, pictures=dict.fromkeys(digests, b"picture"))
            for content, digests in ((b"{}", "a"), (b"{}", "ab"), (b"[]", "b"), (b"", ""))
        ]
        copy = Reviewed(tuple(Stage(f"Reviewer {at}", source) for at, source in enumerate(sources)))
        assert unpacked(packed(copy)) == copy

    def they_are_never_to_be_split(self, tmp_path: Path):
        copy = written(tmp_path, "copy", para(r("Words.")))
        with pytest.raises(Refused, match="have each reviewer return a copy of their own"):
            read_copy(copy, limits=Limits(seconds=0))


@pytest.mark.slow
class DescribeTheJudges:
    """What we read in a copy is what LibreOffice leaves when it accepts or rejects everything."""

    def they_see_the_same_words_and_paragraphs(self, tmp_path: Path):
        unknown = (
            "field",
            "cell that went",
        )  # LibreOffice leaves out fields, and a cell whose deletion is rejected
        bodies = {name: case[0] for name, case in CASES.items() if not any(part in name for part in unknown)}
        bodies |= {f"random {seed}": at_random(random.Random(seed))[0] for seed in range(20, 40)}
        jobs: list[tuple[bool, Path, Path]] = []
        for at, body in enumerate(bodies.values()):
            made = written(tmp_path, f"copy{at}", body)
            jobs += [(True, made, tmp_path / f"{at}a.docx"), (False, made, tmp_path / f"{at}r.docx")]
        settle(jobs, tmp_path)
        wrong: list[object] = []
        for at, name in enumerate(bodies):
            read = read_copy(tmp_path / f"copy{at}.docx")
            for state, ours in (("a", read.accepted), ("r", read.rejected)):
                theirs = lines(read_file(tmp_path / f"{at}{state}.docx"))
                if lines(ours) != theirs:
                    wrong.append((name, state, lines(ours), theirs))
        assert not wrong
