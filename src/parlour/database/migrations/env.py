"""How Alembic reaches the database: over the connection that `migrate` hands in."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    transactional_ddl=False,  # `migrate` has begun the transaction, and ends it
)
context.run_migrations()
