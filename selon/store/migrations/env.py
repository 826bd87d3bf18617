"""What Alembic runs a migration in: the connection and the transaction of `selon.store.migrate`."""

from alembic import context

from selon.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
context.run_migrations()
