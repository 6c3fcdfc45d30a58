"""The columns that every table is made of: aware times, enums as text, JSON, and keys that carry the workspace."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache, partial
from typing import Any, ClassVar, cast

from sqlalchemy import JSON, CheckConstraint, DateTime, Dialect, ForeignKeyConstraint, MetaData, Table, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import Field, SQLModel

from storage.ids import new_id


def _last_column(constraint: Any, _table: Table) -> str:
    """The column that says what a foreign key is for: behind the workspace, if there is one behind it."""
    return str(constraint.column_keys[-1])


NAMES: dict[str, Any] = {
    "last_column": _last_column,
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(last_column)s",
    "pk": "pk_%(table_name)s",
}
"""How constraints are named, so that migrations can speak of them."""


class Utc(TypeDecorator[datetime]):
    """An aware time, stored as UTC and read back as UTC on both databases. A naive one is refused (ValueError)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    # As closures: every row has several times, and the general way costs three calls each.

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], Any]:
        write = self.impl_instance.bind_processor(dialect) or _as_it_is
        keeps_zone = dialect.name == "postgresql"

        def in_utc(value: datetime | None) -> Any:
            if value is None:
                return write(None)
            if value.tzinfo is None:
                raise ValueError(f"{value!r} has no time zone; times are aware")
            moment = value.astimezone(UTC)
            return write(moment if keeps_zone else moment.replace(tzinfo=None))

        return in_utc

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None]:
        read = self.impl_instance.result_processor(dialect, coltype)
        if read is None:  # the driver's own is aware
            return lambda stored: None if stored is None else stored.astimezone(UTC)

        def aware(stored: Any) -> datetime | None:
            value: datetime | None = read(stored)
            return None if value is None else value.replace(tzinfo=UTC)

        return aware


class Code(TypeDecorator[StrEnum]):
    """A member of one enum, stored as its text. Another word is refused (ValueError) here and by the table's check."""

    impl = Text
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words

    def bind_processor(self, dialect: Dialect) -> Callable[[str | None], str | None]:
        words, texts = self.words, {word.value: word.value for word in self.words}
        return lambda value: None if value is None else texts.get(value) or words(value).value

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], StrEnum | None]:
        words, members = self.words, {word.value: word for word in self.words}
        return lambda value: members.get(value) or (None if value is None else words(value))


def _as_it_is(value: Any) -> Any:
    return value


JSON_TYPE: TypeEngine[Any] = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
"""JSON values are replaced, never changed in place: a change inside one would not be seen."""


class Row(SQLModel):
    """Base of all tables; they share one metadata of their own."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMES)

    # SQLModel sets each column twice, for SQLAlchemy and for pydantic, which takes twice as long and validates nothing either.

    def __init__(self, **values: Any) -> None:
        """A new row: columns by name, the others at their defaults. It has no history yet, so there is none to keep.

        Raises TypeError for a name that is no column's.
        """
        fields = type(self).__pydantic_fields__
        given = {name: values[name] for name in fields if name in values}
        if len(given) != len(values):
            raise TypeError(f"{type(self).__name__} has no {', '.join(values.keys() - given.keys())}")
        self.__dict__.update({name: make() for name, make in _defaults(type(self)).items() if name not in given} | given)

    def __setattr__(self, name: str, value: Any) -> None:
        if name in type(self).__pydantic_fields__:
            object.__setattr__(self, name, value)
        else:
            super().__setattr__(name, value)


@cache
def _defaults(model: type[Row]) -> dict[str, Callable[[], Any]]:
    """What makes each column's default, where it has one."""
    fields = {name: field for name, field in model.__pydantic_fields__.items() if not field.is_required()}
    return {name: cast(Any, field.default_factory) or partial(_as_it_is, field.default) for name, field in fields.items()}


class Owned(Row):
    """Base of what belongs to a workspace. The unit fills `workspace_id`; `id` is made here."""

    workspace_id: str = Field(default="", primary_key=True, sa_type=Text)
    id: str = Field(default_factory=new_id, primary_key=True, sa_type=Text)


def string(default: Any = ..., **more: Any) -> Any:
    """A text column."""
    return Field(default=default, sa_type=Text, **more)


def code(words: type[StrEnum], default: Any = ...) -> Any:
    """A column that holds a member of `words`."""
    return Field(default=default, sa_type=Code(words))


def moment(default: Any = ...) -> Any:
    """An aware UTC time."""
    return Field(default=default, sa_type=Utc())


def mapping() -> Any:
    """A JSON object, empty at first."""
    return Field(default_factory=dict, sa_type=JSON_TYPE)


def listing() -> Any:
    """A JSON list, empty at first."""
    return Field(default_factory=list, sa_type=JSON_TYPE)


def of_workspace() -> ForeignKeyConstraint:
    """The row's workspace exists."""
    return ForeignKeyConstraint(["workspace_id"], ["workspace.id"], deferrable=True, initially="DEFERRED")


def refers(column: str, table: str) -> ForeignKeyConstraint:
    """`column` names a row of `table` in the same workspace. Checked at commit, so the order of inserts within a unit is free."""
    return ForeignKeyConstraint(
        ["workspace_id", column], [f"{table}.workspace_id", f"{table}.id"], deferrable=True, initially="DEFERRED"
    )


def one_of(column: str, words: type[StrEnum]) -> CheckConstraint:
    """`column` holds one of the enum's words (or nothing, where it may be null)."""
    listed = ", ".join(f"'{word.value}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def holds(name: str, condition: str) -> CheckConstraint:
    """A condition on the row."""
    return CheckConstraint(condition, name=name)


def unique(*columns: str) -> UniqueConstraint:
    """No two rows of a workspace agree in these columns."""
    return UniqueConstraint("workspace_id", *columns)
