"""What is truly in the database: each look is a session of its own, so that nothing uncommitted is seen."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session


class Stored:
    def __init__(self, app: Flask) -> None:
        self.engine = app.extensions["database"].engine

    def scalar(self, query: sa.Select) -> Any:
        with Session(self.engine, expire_on_commit=False) as session:
            return session.scalar(query)

    def all(self, query: sa.Select) -> list[Any]:
        with Session(self.engine, expire_on_commit=False) as session:
            return list(session.scalars(query))

    def count(self, model: type) -> int:
        return self.scalar(sa.select(sa.func.count()).select_from(model))
