"""The day on which a strategy is looked at again is asked whenever one is left."""

import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
ASKED = """
import sys
import app.services.days
slow = ("app.exporters", "app.document", "app.importers", "app.compare", "lxml", "sqlalchemy")
print([name for name in slow if name in sys.modules])
"""


class DescribeDays:
    def it_needs_nothing_that_writes_reads_or_compares_documents(self):
        done = subprocess.run(
            [sys.executable, "-c", ASKED], cwd=CHECKOUT, capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == "[]"
