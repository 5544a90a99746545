import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from app.importers.forked import Forked, may_fork

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are split on Linux only")

_CANCEL = """
import sys, time
from pathlib import Path
from app.importers.forked import may_fork
from app.importers.reading import start_reading
from app.models.errors import Refused
assert may_fork()
reading = start_reading(Path(sys.argv[1]))
try:
    reading.result(lambda: True)
except Refused as refusal:
    print(refusal)
"""
_READ = """
import sys
from pathlib import Path
from app.importers.forked import Forked, may_fork
from app.importers.guard import Limits
from app.importers.reading import start_reading
from app.models.errors import Refused
assert may_fork()
reading = start_reading(Path(sys.argv[1]), limits=Limits(memory=int(sys.argv[2])))
assert isinstance(reading._process, Forked)
print("before")
try:
    print(reading.result().blocks[0].runs[0].text)
except Refused as refusal:
    print(refusal)
"""


def run(code: str, *arguments: object) -> str:
    """What a young process prints that runs the code."""
    given = (sys.executable, "-c", code, *map(str, arguments))
    return subprocess.run(given, capture_output=True, text=True, timeout=60, check=True).stdout


class DescribeForked:
    def it_gives_back_what_the_work_writes(self):
        child = Forked(lambda descriptor: os.write(descriptor, b"an answer"))
        assert child.stdout is not None
        with child.stdout as pipe:
            assert pipe.read() == b"an answer"
        assert child.wait() == 0

    def it_ends_in_silence_where_the_work_fails(self, capfd: pytest.CaptureFixture[str]):
        def fails(_: int) -> None:
            os.write(1, b"never seen")
            raise ValueError("a fault in the child")

        child = Forked(fails)
        assert child.stdout is not None
        with child.stdout as pipe:
            assert pipe.read() == b""
        child.wait()
        assert capfd.readouterr() == ("", "")

    def it_can_be_killed_and_waited_for_again(self):
        child = Forked(lambda _: time.sleep(60))
        child.kill()
        assert child.wait() == -9
        assert child.stdout is not None
        child.stdout.close()
        child.kill()
        assert child.wait() == 0


class DescribeMayFork:
    def it_is_refused_beside_another_thread(self):
        end = threading.Event()
        thread = threading.Thread(target=end.wait)
        thread.start()
        try:
            assert not may_fork()
        finally:
            end.set()
            thread.join()


class DescribeReadingInAFork:
    def it_reads_a_document_and_says_what_the_caller_says_once(self, tmp_path: Path):
        (tmp_path / "a.md").write_text("# Title\n\nWords.\n")
        assert run(_READ, tmp_path / "a.md", 480_000_000) == "before\nTitle\n"

    def it_is_bounded_in_memory(self, tmp_path: Path):
        (tmp_path / "a.md").write_text("Words and more words.\n\n" * 300_000)
        assert "too large" in (said := run(_READ, tmp_path / "a.md", 130_000_000)) or "more memory" in said

    def it_is_ended_where_the_caller_does_not_wait(self, tmp_path: Path):
        (tmp_path / "a.md").write_text("Words and more words.\n\n" * 300_000)
        assert "was stopped" in run(_CANCEL, tmp_path / "a.md")
