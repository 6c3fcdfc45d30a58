"""Run by Alembic: migrates over the connection that it is given, inside that connection's transaction."""

from __future__ import annotations

from alembic import context

from storage.models import metadata

connection = context.config.attributes.get("connection")
if connection is None:
    raise SystemExit("Migrations run through `mlhire db upgrade`.")

context.configure(
    connection=connection,
    target_metadata=metadata,
    transactional_ddl=True,  # SQLite too: our connection begins its transactions itself
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
