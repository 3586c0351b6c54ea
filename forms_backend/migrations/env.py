"""Run by Alembic for every command."""

from alembic import context
from sqlalchemy.types import TypeDecorator

from forms_backend.models_registry import metadata


def plain_type(kind, item, _autogen):
    """Write a type of ours as what the database sees, so that an old migration never depends on today's code."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}" if not repr(item.impl).startswith("DateTime") else "sa.DateTime(timezone=True)"
    return False


engine = context.config.attributes["engine"]
with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,  # SQLite cannot alter a column in place
        render_item=plain_type,
        compare_type=True,
        transactional_ddl=True,  # our SQLite connections begin their own transactions, so a half-done change rolls back
    )
    with context.begin_transaction():
        context.run_migrations()
