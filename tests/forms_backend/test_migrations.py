import sqlalchemy as sa

from forms_backend import migrations
from forms_backend.database import make_engine, prepare_sqlite


def test_the_migrations_make_exactly_the_tables_of_the_models(tmp_path, postgres):
    admin = sa.create_engine(postgres.url(), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(sa.text("CREATE DATABASE migrated"))
    admin.dispose()
    for url in (f"sqlite:///{tmp_path / 'migrated.sqlite3'}", postgres.url("migrated")):
        engine = make_engine(url)
        prepare_sqlite(engine)
        migrations.upgrade(engine)
        migrations.upgrade(engine)  # a second time changes nothing
        assert migrations.differences(engine) == []
        engine.dispose()
