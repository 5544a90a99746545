"""What a value works out once is there for two threads at once."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from types import SimpleNamespace

from app.models import nodes
from app.models.kept import kept
from app.models.nodes import Section

PATIENCE_S = 20


class Counted:
    asked = 0

    @kept
    def found(self):
        """What is found."""
        self.asked += 1
        return self.asked


class DescribeWhatIsKept:
    def it_is_worked_out_once_for_each_value(self):
        one, other = Counted(), Counted()
        assert (one.found, one.found, other.found) == (1, 1, 1)
        assert Counted.found.__doc__ == "What is found."

    def it_is_worked_out_by_two_threads_at_once(self, monkeypatch):
        """One is at a fingerprint, which asks for a payload; the other at a payload, which asks for a fingerprint."""
        gate = Barrier(2, timeout=PATIENCE_S)

        def sha256(data):
            gate.wait()
            return hashlib.sha256(data)

        monkeypatch.setattr(nodes, "hashlib", SimpleNamespace(sha256=sha256))
        alone, holder = Section(title="Alone"), Section(children=(Section(title="Held"),))
        with ThreadPoolExecutor(2) as pool:
            found = [pool.submit(lambda: alone.fingerprint), pool.submit(lambda: holder.payload)]
            assert all(each.result() for each in found)
