"""`python -m benchmarks [NAME …]`: measures speed and memory beside floors and peers, and writes docs/benchmarks.md.

Names are those of the modules here; without any, all are measured, in one run on one machine. With ENGROSS_BENCH_TRIED
in the environment each is only gone through on small inputs, and nothing is told or written.
"""

import compileall
import platform
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import import_module

from benchmarks.processes import CHECKOUT, TRIED, Figure, end_on_errors

MODULES = (
    "commands",
    "export_pdf",
    "export_word",
    "import_word",
    "library",
    "comparing",
    "redlines",
    "side_by_side",
    "packs",
    "approving",
    "window",
    "stalls",
    "preview",
)
TABLE = CHECKOUT / "docs" / "benchmarks.md"


def measured(names: Sequence[str]) -> list[tuple[str, str, list[Figure]]]:
    """Each module's name, what it says it measures, and its figures."""
    found: list[tuple[str, str, list[Figure]]] = []
    for name in names:
        module = import_module(f"benchmarks.{name}")
        about = (module.__doc__ or name).strip().split("\n\n")[0].replace("\n", " ")
        print(f"{about}", flush=True)
        figures: list[Figure] = list(module.measure())
        for what, figure, unit in () if TRIED else figures:
            print(f"  {what:70} {figure:9.3f} {unit}", flush=True)
        found.append((name, about, figures))
    return found


def table(found: Sequence[tuple[str, str, list[Figure]]]) -> str:
    """The figures as a Markdown page."""
    day = datetime.now(UTC).date().isoformat()
    lines = [
        "# Benchmarks",
        "",
        f"Written by `python3 dev.py bench` on {day}: {platform.machine()}, Python {platform.python_version()}. "
        "Seconds are medians of whole processes unless a line says otherwise; only figures of one run may be compared. "
        "Large is 80,000 words, huge 800,000.",
    ]
    for name, about, figures in found:
        lines += [
            "",
            f"## {name.replace('_', ' ').capitalize()}",
            "",
            about,
            "",
            "| what | figure | |",
            "|---|---:|---|",
        ]
        lines += [f"| {what} | {figure:,.3f} | {unit} |" for what, figure, unit in figures]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Measures what was asked for; the page is written only when all was."""
    names = sys.argv[1:] or MODULES
    if unknown := [name for name in names if name not in MODULES]:
        print(f"There is no benchmark “{unknown[0]}”; choose from {', '.join(MODULES)}.", file=sys.stderr)
        return 2
    end_on_errors()
    # As in an installed program: where Python writes no bytecode, each start would compile anew whatever was changed.
    compileall.compile_dir(CHECKOUT / "app", quiet=1)
    found = measured(names)
    if not sys.argv[1:] and not TRIED:
        TABLE.write_text(table(found), encoding="utf-8")
        print(f"Wrote {TABLE.relative_to(CHECKOUT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
