"""What Alembic runs: the steps, on the connection that `schema.upgrade` hands over, inside its transaction."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"], version_table="engross_schema", render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
