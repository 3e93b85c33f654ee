"""The database as the domain sees it: typed models, one session a request."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    BindParameter,
    DateTime,
    Dialect,
    Executable,
    MetaData,
    Row,
    TypeDecorator,
    Uuid,
    event,
)
from sqlalchemy.orm import DeclarativeBase, Session, registry

from portal.kernel import engines
from portal.kernel.engines import begin_reading, begin_writing

__all__ = [
    "Model",
    "ReadingOnly",
    "UtcDateTime",
    "begin_reading",
    "begin_writing",
    "db",
    "is_of_a_model",
    "read_rows",
]


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC: aware in Python, `timestamptz` in PostgreSQL, naive UTC text in SQLite."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002 (SQLAlchemy's signature)
    ) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    # a registry rather than `type_annotation_map`: Flask-SQLAlchemy copies this class
    registry = registry(
        type_annotation_map={datetime: UtcDateTime, UUID: Uuid},
        metadata=MetaData(
            naming_convention={
                "ix": "ix_%(table_name)s_%(column_0_N_name)s",
                "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
    )


class ReadingOnly(RuntimeError):
    """A page that only reads tried to write: a defect of ours, never of the reader's."""


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


@event.listens_for(Session, "before_flush")
def _refuse_writes_while_reading(session: Session, *_: Any) -> None:
    if not engines.is_writing() and (session.new or session.dirty or session.deleted):
        raise ReadingOnly("GET never writes: move this change behind a POST")


def connect(app: Flask) -> None:
    """Bind the database to the application and prepare its engine."""
    db.init_app(app)
    with app.app_context():
        engines.prepare(db.engine)


def read_rows(statement: Executable, values: Mapping[str, Any]) -> Sequence[Row[Any]]:
    """Rows of plain columns, for the statements that every page asks: half the work of `session.execute`, which
    is ready for whole objects."""
    session = db.session()
    session.flush()
    return session.connection().execute(statement, values).all()


def is_of_a_model(_item: object, name: str | None, *_: object) -> bool:
    """For Alembic's comparison: false for the full-text index, which migrations make by themselves.

    No model can say it: on SQLite it is a virtual table with others in its wake.
    """
    return not (name or "").startswith("passage_search")


def is_active_on(from_on: Any, to_on: Any, day: date | BindParameter[date]) -> Any:
    """SQL: a dated row (first day, last day or none) covers a day."""
    return (from_on <= day) & (to_on.is_(None) | (to_on >= day))
