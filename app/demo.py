"""The main job without a window: `python -m app.demo OUT_DIR [FILE]`.

The sample library is built, a Word file is imported beside it, a version saved, and the formal document written as
Word and PDF. FILE is a council's own document; without one, a sample as a council without Engross would have it.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from msgspec import structs

from app.exporters.writing import write
from app.models.errors import Refused
from app.services.exporting import document_of, export
from app.services.importing import import_file, kinds_in
from app.services.libraries import open_library
from app.services.samples import build_samples
from app.services.targets import Reached, reach_in
from app.services.versions import save_version

HOUSE = "blackpool"
Result = TypeVar("Result")


def main(arguments: list[str]) -> int:
    """The exit code: 0, or 2 where the folder or the file that was named will not do."""
    if not 1 <= len(arguments) <= 2 or arguments[0].startswith("-"):
        print("usage: python -m app.demo OUT_DIR [FILE]", file=sys.stderr)
        return 2
    try:
        show_main_job(Path(arguments[0]), Path(arguments[1]) if len(arguments) == 2 else None)
    except Refused as reason:
        print(reason, file=sys.stderr)
        return 2
    except OSError as fault:
        print(
            f"{arguments[0]} cannot be used ({fault.strerror}); name a folder to write to.", file=sys.stderr
        )
        return 2
    return 0


def show_main_job(out: Path, document: Path | None = None) -> None:
    """Does the main job in the folder `out` and prints what lies there; what an earlier run left is replaced."""
    out.mkdir(parents=True, exist_ok=True)
    samples = out / "samples.engross"
    if not samples.exists():
        _timed("Built the sample library", lambda: build_samples(samples))
    if document is None:
        document = out / "council-copy.docx"
        _timed(
            f"Wrote {document.name}, a Word file such as councils have",
            lambda: _plain_copy(samples, document),
        )
    formal = _import_and_save(document, _fresh(out / "demo.engross"))
    for suffix in (".docx", ".pdf", ".html"):
        file = out / f"strategy{suffix}"
        _timed(f"Wrote {file.name}", lambda file=file: export(formal, file))
    print(f"\n{out} now holds:")
    for file in sorted(path for path in out.iterdir() if path.is_file()):
        print(f"  {file.stat().st_size / 1000:8,.0f} kB  {file.name}")


def _plain_copy(samples: Path, to: Path) -> None:
    """A sample as Word, without anything inside by which Engross would know it again: it has to be recognised."""
    with open_library(samples, read_only=True) as library:
        document = document_of(reach_in(library, library.strategies()[0].id))
    unknown = structs.replace(document.properties, strategy="", version="", fingerprint="", house="")
    write(structs.replace(document, content=b"", properties=unknown), to)


def _import_and_save(document: Path, library_file: Path) -> Reached:
    """The document's content, as the version that was saved of it."""
    imported = _timed(
        f"Imported {document.name}", lambda: import_file(document, str(library_file), house=HOUSE)
    )
    counts = kinds_in(imported.proposal.content.root)
    print("    " + ", ".join(f"{kind} {number}" for kind, number in counts.items() if kind != "strategy"))
    with open_library(library_file, back_up=False) as library:
        row = save_version(
            library, imported.strategy, changes="None", comments=f"Imported from {document.name}"
        )
        print(f"Saved version {row.label} of {row.date}, fingerprint {row.fingerprint[:12]}")
        return reach_in(library, f"{imported.strategy}@{row.label}")


def _fresh(file: Path) -> Path:
    """A file's name, with what an earlier demonstration left there taken away."""
    for old in (file, file.with_name(file.name + "-wal"), file.with_name(file.name + "-shm")):
        old.unlink(missing_ok=True)
    return file


def _timed(what: str, do: Callable[[], Result]) -> Result:
    start = perf_counter()
    result = do()
    print(f"{what} ({perf_counter() - start:.2f} s)")
    return result


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
