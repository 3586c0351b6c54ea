import pytest
import sqlalchemy as sa

from forms_backend.database import make_engine


def test_the_text_of_an_error_holds_no_value_of_a_row(database_url):
    engine = make_engine(database_url)
    with engine.connect() as connection, pytest.raises(sa.exc.DBAPIError) as caught:
        connection.execute(sa.text("INSERT INTO nowhere (name) VALUES (:name)"), {"name": "Zorblax"})
    engine.dispose()
    assert "Zorblax" not in str(caught.value)
