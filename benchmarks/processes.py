"""Timing whole processes, and the workloads and peers that are timed. Needs ../shared/tools for the workloads.

With ENGROSS_BENCH_TRIED in the environment everything is only gone through once, with the smallest inputs and without
peers, to see that it still can be: no figure means anything then.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, TypeVar

CHECKOUT = Path(__file__).resolve().parent.parent
WORKLOADS = CHECKOUT.parent / "shared" / "tools" / "make_workload.py"
FONTS = CHECKOUT / "resources" / "fonts"
TRIED = "ENGROSS_BENCH_TRIED" in os.environ
T = TypeVar("T")
Figure = tuple[str, float, str]
SMALLEST = """
import json, sys
from pathlib import Path
sys.path.insert(0, str(Path(sys.argv[1]).parent))
import make_workload as made
for size in sys.argv[3:]:
    made.SIZES[size] = (3000, 100)
    first = made.build(size)
    for number, blocks in ((1, first), (2, made.second(size, first)[0])):
        to = f"{sys.argv[2]}/{size}_{number}"
        Path(f"{to}.json").write_text(json.dumps(blocks), encoding="utf-8")
        made.write_md(blocks, f"{to}.md")
        made.write_docx(blocks, f"{to}.docx")
"""
# A process begins with the memory of the one that starts it, and that counts among its most: so a small one does.
MEASURED = """
import os, sys, time
told = int(sys.argv[1])
os.set_inheritable(told, False)
began = time.perf_counter()
child = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, used = os.wait4(child, 0)
took = time.perf_counter() - began
os.write(told, f"{took} {used.ru_maxrss} {used.ru_utime + used.ru_stime}".encode())
sys.exit(os.waitstatus_to_exitcode(status) and 1)
"""


def sized(measured: T, tried: T) -> T:
    """What is measured, or the little that will do where all is only tried."""
    return tried if TRIED else measured


RUNS = sized(5, 1)


def end_on_errors() -> None:
    """From now on an error ends the process: Qt would go on, with what was to be done and timed left undone."""
    sys.excepthook = _ended_by


def _ended_by(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
    sys.__excepthook__(kind, error, where)
    sys.stderr.flush()
    os._exit(1)


class Taken(NamedTuple):
    """What a command took: median seconds, the most megabytes, and the median seconds it said its work took.

    `processor` is the least processor time of its runs, which other work on the machine alters least.
    """

    seconds: float
    megabytes: float
    work: float = 0.0
    processor: float = 0.0


def process(
    command: Sequence[str | Path],
    runs: int = RUNS,
    before: Callable[[], object] = lambda: None,
) -> Taken:
    """Runs a command several times; `before` is done, untimed, ahead of each run.

    A command that prints a number in its last line says by it how long its work took, imports aside.
    """
    taken: list[Taken] = []
    for _ in range(sized(runs, 1)):
        before()
        taken.append(_once(command))
    return _all(taken)


def by_turns(*commands: Sequence[str | Path], runs: int = RUNS) -> list[Taken]:
    """Runs several commands one after the other, again and again, so that all meet the same weather."""
    rounds = [[_once(command) for command in commands] for _ in range(sized(runs, 1))]
    return [_all(taken) for taken in zip(*rounds, strict=True)]


def _once(command: Sequence[str | Path]) -> Taken:
    reads, writes = os.pipe()
    with tempfile.TemporaryFile() as errors:
        try:
            child = subprocess.run(
                [sys.executable, "-I", "-S", "-c", MEASURED, str(writes), *(str(word) for word in command)],
                cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=errors, pass_fds=(writes,),
            )  # fmt: skip
            os.close(writes)
            with os.fdopen(reads) as told:
                seconds, kilobytes, processor = map(float, told.read().split())
        except ValueError:
            raise RuntimeError(f"{command[0]} was not measured") from None
        if child.returncode:
            errors.seek(0)
            why = errors.read().decode("utf-8", "replace")
            raise RuntimeError(f"{command[0]} failed with {child.returncode}:\n{why}")
    said = child.stdout.decode("utf-8", "replace")
    return Taken(seconds, kilobytes / 1024, _last_number(said), processor)


def _all(taken: Sequence[Taken]) -> Taken:
    seconds, megabytes, work, processor = zip(*taken, strict=True)
    return Taken(statistics.median(seconds), max(megabytes), statistics.median(work), min(processor))


def _last_number(said: str) -> float:
    last = said.strip().splitlines()[-1].strip() if said.strip() else ""
    try:
        return float(last)
    except ValueError:
        return 0.0


def make_workloads(folder: Path, sizes: Sequence[str]) -> None:
    """Writes the workloads of some sizes: SIZE_1 and SIZE_2 as .docx, .md, .txt and .json."""
    if not WORKLOADS.is_file():
        sys.exit("The workloads are made by ../shared/tools, which is not there.")
    maker = sized([str(WORKLOADS)], ["-c", SMALLEST, str(WORKLOADS)])
    subprocess.run([sys.executable, *maker, str(folder), *sizes], check=True, stdout=subprocess.DEVNULL)


def peers_python(folder: Path, *packages: str) -> Path | None:
    """The Python of an environment made for peers of ours; None where they cannot be had."""
    if TRIED:
        return None
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    got = subprocess.run([python, "-m", "pip", "install", "-q", *packages], capture_output=True)
    if got.returncode:
        print(f"{', '.join(packages)} cannot be installed here and is left out", file=sys.stderr)
        return None
    return python


def libre_office() -> str | None:
    """The command of LibreOffice; None, with a line that says so, where it is not installed."""
    if TRIED:
        return None
    found = shutil.which("soffice")
    if found is None:
        print("LibreOffice is not installed and is left out", file=sys.stderr)
    return found


def pandoc_in(folder: Path) -> Path | None:
    """A present pandoc, from PyPI; None where it cannot be had.

    Debian's 2.17 is no peer for writing: it needs more than 20 GB for 80,000 words of Markdown.
    """
    python = peers_python(folder, "pypandoc_binary")
    if python is None:
        return None
    asked = (python, "-c", "import pypandoc; print(pypandoc.get_pandoc_path())")
    return Path(subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip())
