"""Schema changes, by Alembic. `upgrade` brings any database to the newest schema (`python -m forms_backend migrate`)."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config


def config_for(engine: sa.Engine) -> Config:
    """Alembic's settings, without a file: this folder, and an engine that is already open."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["engine"] = engine
    return config


def upgrade(engine: sa.Engine) -> None:
    command.upgrade(config_for(engine), "head")


def write_new(engine: sa.Engine, message: str) -> None:
    """Write a migration for what the models have and the database has not (for developers)."""
    command.revision(config_for(engine), message=message, autogenerate=True)


def differences(engine: sa.Engine) -> list:
    """What the models and the database disagree on; empty when the migrations are complete."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from forms_backend.models_registry import metadata

    with engine.connect() as connection:
        return compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata)
