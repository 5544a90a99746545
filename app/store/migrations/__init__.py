"""Steps from one schema of libraries to the next, for Alembic; `schema.upgrade` runs them. Needs no alembic.ini."""
