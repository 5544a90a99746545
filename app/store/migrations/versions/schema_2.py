"""Schema 2: the tables of schema 1. It says that excerpts stand among the suggestions, which Engross 0.1.0 cannot read.

No library is brought to it by migrating: it is marked so when the first excerpt comes into it.
"""

revision = "schema_2"
down_revision = "schema_1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Changes no table."""
