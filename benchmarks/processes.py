"""Timing whole processes, and the workloads and peers that are timed. Needs ../shared/tools for the workloads."""

import os
import statistics
import subprocess
import sys
import venv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

CHECKOUT = Path(__file__).resolve().parent.parent
WORKLOADS = CHECKOUT.parent / "shared" / "tools" / "make_workload.py"
FONTS = CHECKOUT / "resources" / "fonts"
RUNS = 5
Figure = tuple[str, float, str]
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
    for _ in range(runs):
        before()
        taken.append(_once(command))
    return _all(taken)


def by_turns(*commands: Sequence[str | Path], runs: int = RUNS) -> list[Taken]:
    """Runs several commands one after the other, again and again, so that all meet the same weather."""
    rounds = [[_once(command) for command in commands] for _ in range(runs)]
    return [_all(taken) for taken in zip(*rounds, strict=True)]


def _once(command: Sequence[str | Path]) -> Taken:
    reads, writes = os.pipe()
    try:
        child = subprocess.run(
            [sys.executable, "-I", "-S", "-c", MEASURED, str(writes), *(str(word) for word in command)],
            cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, pass_fds=(writes,),
        )  # fmt: skip
        os.close(writes)
        with os.fdopen(reads) as told:
            seconds, kilobytes, processor = map(float, told.read().split())
    except ValueError:
        raise RuntimeError(f"{command[0]} was not measured") from None
    if child.returncode:
        raise RuntimeError(f"{command[0]} failed with {child.returncode}")
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
    subprocess.run(
        [sys.executable, str(WORKLOADS), str(folder), *sizes], check=True, stdout=subprocess.DEVNULL
    )


def peers_python(folder: Path, *packages: str) -> Path | None:
    """The Python of an environment made for peers of ours; None where they cannot be had."""
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    got = subprocess.run([python, "-m", "pip", "install", "-q", *packages], capture_output=True)
    if got.returncode:
        print(f"{', '.join(packages)} cannot be installed here and is left out", file=sys.stderr)
        return None
    return python


def pandoc_in(folder: Path) -> Path | None:
    """A present pandoc, from PyPI; None where it cannot be had.

    Debian's 2.17 is no peer for writing: it needs more than 20 GB for 80,000 words of Markdown.
    """
    python = peers_python(folder, "pypandoc_binary")
    if python is None:
        return None
    asked = (python, "-c", "import pypandoc; print(pypandoc.get_pandoc_path())")
    return Path(subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip())
