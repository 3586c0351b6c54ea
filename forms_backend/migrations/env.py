"""Run by Alembic for every command."""

from alembic import context

from forms_backend.models_registry import metadata

engine = context.config.attributes["engine"]
with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,  # SQLite cannot alter a column in place
        compare_type=True,
        user_module_prefix="forms_backend.database.",
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
