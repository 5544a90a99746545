"""A library that another process has open."""

import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
HOLD = (
    "import sys\nfrom app.store.library import Library\n"
    "library = Library.open(sys.argv[1], who='A. Owen')\n"
    "print('open', flush=True); sys.stdin.readline(); library.close()"
)


@contextmanager
def held_open(file: Path) -> Generator[subprocess.Popen[str]]:
    """Another process that has the library open for writing until it is told a line, or killed at the end."""
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(file)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=CHECKOUT,
    )  # fmt: skip
    assert other.stdout is not None
    assert other.stdin is not None
    assert other.stdout.readline() == "open\n"
    yield other
    other.kill()
    other.wait()
    other.stdin.close()
    other.stdout.close()
