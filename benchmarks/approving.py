"""How long it takes to check a copy of 20 and of 200 pages, and to write the committee report in each layout.

`measure()` gives each figure as (what, figure, unit), medians of whole processes with their start;
`python -m benchmarks.approving` prints them. Promised: a copy of 20 pages under a second, of 200 under five, a report
under one.
"""

import random
import sys
import tempfile
from pathlib import Path

from app.services.reporting import template_keys
from benchmarks.processes import RUNS, Figure, process, sized

WORDS = (
    "council residents services digital record office money system library officer member budget network safe open "
    "plan report year team school road water home care shared public simple better local people every month"
).split()
SECTIONS = sized({20: 18, 200: 198}, {20: 1})
DECISION = 'body = "Executive"\ndate = "2026-07-07"\noutcome = "approved"\n'


def measure() -> list[Figure]:
    """The figures, medians of five runs each."""
    found: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="engross-") as folder:
        place = Path(folder)
        for about, sections in SECTIONS.items():
            library = _approved(place, about, sections)
            pages = _pages(place / f"{about}.pdf")
            for suffix in ("docx", "pdf"):
                taken = process(_engross("verify", place / f"{about}.{suffix}", library), RUNS).seconds
                found.append((f"verify a copy of {pages} pages, {suffix}", taken, "s"))
        library = place / "20.engross"
        for key in template_keys()[: sized(None, 1)]:
            for suffix in ("docx", "pdf"):
                command = _engross(
                    "report", f"{library}@V1", "--template", key, "--to", place / f"{key}.{suffix}"
                )
                found.append((f"write the report {key}, {suffix}", process(command, RUNS).seconds, "s"))
    return found


def _engross(*words: str | Path) -> list[str | Path]:
    return [sys.executable, "-m", "app.cli", *words]


def _approved(place: Path, about: int, sections: int) -> Path:
    """A library with an approved strategy of about so many pages, its copies beside it."""
    (place / "s.md").write_text(_strategy(sections), encoding="utf-8")
    (place / "d.toml").write_text(DECISION, encoding="utf-8")
    library = place / f"{about}.engross"
    for words in (
        ("import", place / "s.md", "--into", library, "--title", f"Strategy of {about} pages"),
        ("save-version", library, "--label", "V1", "--date", "2026-07-01"),
        ("approve", f"{library}@V1", "--decision", place / "d.toml"),
        ("export", f"{library}@V1", "--to", place / f"{about}.docx"),
        ("export", f"{library}@V1", "--to", place / f"{about}.pdf"),
    ):
        process(_engross(*words), 1)
    return library


def _strategy(sections: int) -> str:
    """Sections of some 300 words, each with a list and a table, always the same."""
    chance = random.Random(sections)

    def sentence() -> str:
        words = " ".join(chance.choice(WORDS) for _ in range(chance.randrange(9, 19)))
        return f"{words[:1].upper()}{words[1:]} by {chance.randrange(2026, 2040)} for £{chance.randrange(2, 900)},000."

    parts: list[str] = []
    for n in range(1, sections + 1):
        text = "\n\n".join(" ".join(sentence() for _ in range(5)) for _ in range(3))
        items = "\n".join(f"- {sentence()}" for _ in range(4))
        rows = "\n".join(f"| {sentence()} | {chance.randrange(1, 99)} |" for _ in range(3))
        head = f"# {chance.choice(WORDS).capitalize()} {n}"
        parts.append(f"{head}\n\n{text}\n\n{items}\n\n| What | Number |\n|---|---|\n{rows}\n")
    return "\n".join(parts)


def _pages(file: Path) -> int:
    from pypdf import PdfReader

    return len(PdfReader(file).pages)


if __name__ == "__main__":
    for what, figure, unit in measure():
        print(f"{what:60} {figure:9.3f} {unit}")
