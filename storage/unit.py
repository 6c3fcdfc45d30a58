"""A unit: one transaction's hands on the database. The only place where queries are bound to a workspace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache, cached_property
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, CursorResult, Table, bindparam, delete, event, func, insert, inspect, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Result
from sqlalchemy.orm import InstanceState, UOWTransaction
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.orm.util import identity_key
from sqlmodel import Session

from storage.errors import WrongWorkspace
from storage.tables.columns import Owned, Row
from storage.tables.messages import Delivery

R = TypeVar("R", bound=Row)

_WORKSPACE = "mlhire.workspace"


def table_of(model: type[Row]) -> Table:
    """The Core table behind a model."""
    return cast(Table, model.__table__)  # type: ignore[attr-defined]


@cache
def _columns(model: type[Row]) -> tuple[str, ...]:
    return tuple(table_of(model).c.keys())


# Statements are built once: building one anew costs as much as running it.
@cache
def _insert(model: type[Row]) -> Any:
    return insert(table_of(model))


@cache
def _insert_if_new(model: type[Row], postgres: bool) -> Any:
    build = postgresql.insert if postgres else sqlite.insert
    return build(table_of(model)).on_conflict_do_nothing().execution_options(preserve_rowcount=True)


@cache
def _update(model: type[Owned]) -> Any:
    """One row's; which columns, the values say that it is executed with."""
    row = table_of(model).c
    return update(table_of(model)).where(row.workspace_id == bindparam("b_workspace"), row.id == bindparam("b_id"))


class AnyUnit:
    """What units of both kinds can do. A statement given to `run` is bound to a workspace by who wrote it (see `mine`)."""

    def __init__(self, session: Session) -> None:
        self.session = session

    @cached_property
    def connection(self) -> Connection:
        """The transaction's connection, asked for once: a session takes as long to name it as it takes to run a statement."""
        return self.session.connection()

    @property
    def postgres(self) -> bool:
        """Whether this is PostgreSQL; for the few statements that the databases spell differently."""
        return self.connection.dialect.name == "postgresql"

    def run(self, statement: Any, values: Mapping[str, Any] | None = None) -> Result[*tuple[Any, ...]]:
        """Execute a Core or ORM statement as it is; what is pending is written before an ORM statement (else see `flush`)."""
        return self.session.execute(statement, values)

    def look(self, statement: Any, values: Mapping[str, Any]) -> CursorResult[*tuple[Any, ...]]:
        """Execute a Core statement as it is, past the session, which takes as long again: for hot paths."""
        return self.connection.execute(statement, values)

    def changed(self, statement: Any, values: Mapping[str, Any] | None = None) -> int:
        """Execute a Core UPDATE or DELETE as it is; how many rows it touched."""
        return self.connection.execute(statement, values).rowcount

    def changed_by_all(self, statement: Any, rows: Sequence[Mapping[str, Any]]) -> int:
        """Execute an UPDATE once for each of many rows' values, in one go; how many rows it touched in all."""
        return self.connection.execute(statement, [dict(row) for row in rows]).rowcount

    def insert_new(self, model: type[Row], row: Mapping[str, Any]) -> bool:
        """Insert unless a unique key is taken; whether it was inserted. `row` names its workspace itself."""
        return self.connection.execute(_insert_if_new(model, self.postgres), dict(row)).rowcount == 1

    def flush(self) -> None:
        """Write what is pending now, so that the schema's refusals show here."""
        self.session.flush()


class Unit(AnyUnit):
    """A unit bound to one workspace: it reads and writes that workspace's rows only.

    Rows handed to `add` get its `workspace_id`; a flush that would store another workspace's row raises WrongWorkspace.
    Rows stay readable after the unit has ended; changing them then stores nothing.
    """

    def __init__(self, session: Session, workspace_id: str) -> None:
        super().__init__(session)
        self.workspace_id = workspace_id
        self._met: dict[tuple[type[Row], str], Row] = {}
        """What was asked for by its id: a session forgets a row that nobody holds, and is slow to find one that it knows."""

    def get(self, model: type[R], id: str | None) -> R | None:
        """The row with that key (`id`, or `key` for tables that have no id); None if there is none here."""
        if id is None:
            return None
        row = self._met.get((model, id))
        if row is None:
            row = self.session.get(model, (self.workspace_id, id))
            if row is not None:
                self._met[model, id] = row
        return cast("R | None", row)

    def meet(self, model: type[R], ids: Iterable[str | None]) -> list[R]:
        """The rows with these ids; those that the unit has not met are read in one statement. `get` then costs nothing."""
        here, mine = self.session.identity_map, self.workspace_id
        wanted = dict.fromkeys(id for id in ids if id)
        unmet = [id for id in wanted if (model, id) not in self._met and identity_key(model, (mine, id)) not in here]
        if unmet:
            self._met |= {(model, cast(Any, row).id): row for row in self.all(model, table_of(model).c.id.in_(unmet))}
        return [row for id in wanted if (row := self.get(model, id)) is not None]

    def add(self, row: R) -> R:
        """Store a new row with this commit."""
        self.session.add(self._owned(row))
        return row

    def append(self, row: R) -> R:
        """Store a new row that nothing will change, at once and by Core: the session would take three times as long over it."""
        owned, values = self._owned(row), row.__dict__  # past the session's attributes, which are slow to read
        self.connection.execute(_insert(type(row)), {name: values.get(name) for name in _columns(type(row))})
        self._met[type(row), owned.id] = row
        return row

    def change(self, row: Owned, values: Mapping[str, Any]) -> None:
        """Set columns of a row: at once and by Core, in half the time of a flush; of one that waits for a flush, with that.

        Raises StaleDataError if the row is gone.
        """
        owned, state = self._owned(row), inspect(row)
        if values and state.persistent and not state.modified:
            if not self.changed(_update(type(row)), {**values, "b_workspace": self.workspace_id, "b_id": owned.id}):
                raise StaleDataError(f"{type(row).__name__} {owned.id} is gone")
            for name, value in values.items():
                set_committed_value(row, name, value)
        else:
            for name, value in values.items():
                setattr(row, name, value)

    def all(self, model: type[R], *where: Any, order_by: Any = None, limit: int | None = None) -> list[R]:
        """The rows that meet every condition. `order_by`: one column or a tuple; without it the order is undefined."""
        return list(self.session.execute(self._select(model, where, order_by, limit)).scalars())

    def one(self, model: type[R], *where: Any, order_by: Any = None) -> R | None:
        """The first row that meets every condition, or None."""
        return self.session.execute(self._select(model, where, order_by, 1)).scalars().first()

    def count(self, model: type[Row], *where: Any) -> int:
        """How many rows meet every condition."""
        query = select(func.count()).select_from(table_of(model)).where(self.mine(model), *where)
        return int(self.session.execute(query).scalar_one())

    def insert(self, model: type[Row], rows: Iterable[Mapping[str, Any]]) -> None:
        """Insert many rows in one statement by Core: about a tenth of the cost of objects. Defaults of the columns apply."""
        filled = [{**row, "workspace_id": self.workspace_id} for row in rows]
        if filled:
            self.connection.execute(_insert(model), filled)

    def insert_if_new(self, model: type[Row], row: Mapping[str, Any]) -> bool:
        """Insert one row by Core unless a unique key is taken; whether it was inserted."""
        return self.insert_new(model, {**row, "workspace_id": self.workspace_id})

    def update(self, model: type[Row], *where: Any, **values: Any) -> int:
        """Change all rows that meet every condition by Core; how many. Objects already read do not see it."""
        return self.changed(update(table_of(model)).where(self.mine(model), *where).values(**values))

    def delete(self, model: type[Row], *where: Any) -> int:
        """Delete all rows that meet every condition; how many."""
        return self.changed(delete(table_of(model)).where(self.mine(model), *where))

    def mine(self, model: type[Row]) -> Any:
        """The condition that binds `model` to this workspace, for statements given to `run`."""
        return table_of(model).c.workspace_id == self.workspace_id

    def remember(self, key: str, at: datetime, verb: str = "", refs: Mapping[str, Any] | None = None) -> bool:
        """Note a delivery's key in this transaction; False if it was noted before, by a unit that committed."""
        return self.insert_if_new(Delivery, {"key": key, "at": at, "verb": verb, "refs": dict(refs or {})})

    def recall(self, key: str) -> Delivery | None:
        """What was noted for a delivery's key."""
        return self.get(Delivery, key)

    def _owned(self, row: Row) -> Any:
        """The row, which is this workspace's; a new one becomes so."""
        owned = cast(Any, row)
        if not owned.workspace_id:
            owned.workspace_id = self.workspace_id
        elif owned.workspace_id != self.workspace_id:
            raise WrongWorkspace(f"a row of workspace {owned.workspace_id} was stored in a unit of {self.workspace_id}")
        return owned

    def _select(self, model: type[R], where: Sequence[Any], order_by: Any, limit: int | None) -> Any:
        query = select(model).where(self.mine(model), *where)
        if order_by is not None:
            query = query.order_by(*(order_by if isinstance(order_by, tuple) else (order_by,)))
        return query if limit is None else query.limit(limit)


class SystemUnit(AnyUnit):
    """A unit of the scheduler, the courier, installation and migrations: bound to no workspace. Verbs never get one."""

    def within(self, workspace_id: str) -> Unit:
        """The same transaction, bound to one workspace."""
        return Unit(self.session, workspace_id)

    def add(self, row: R) -> R:
        """Store a new row with this commit; it names its workspace itself."""
        self.session.add(row)
        return row

    def get(self, model: type[R], *key: str) -> R | None:
        """The row with that whole primary key."""
        return self.session.get(model, key if len(key) > 1 else key[0])

    def all(self, model: type[R], *where: Any, order_by: Any = None, limit: int | None = None) -> list[R]:
        """Rows of every workspace that meet every condition."""
        query = select(model).where(*where).order_by(order_by).limit(limit)
        return list(self.session.execute(query).scalars())

    def one(self, model: type[R], *where: Any) -> R | None:
        """The first row of any workspace that meets every condition, or None."""
        return self.session.execute(select(model).where(*where).limit(1)).scalars().first()


def open_session(bind: Any, workspace_id: str | None) -> Session:
    """A session whose rows stay readable after it closes, and which stores rows of its own workspace only."""
    session = Session(bind, expire_on_commit=False)
    session.info[_WORKSPACE] = workspace_id
    return session


@event.listens_for(Session, "before_flush")
def _keep_to_the_workspace(session: Session, _context: UOWTransaction, _instances: Iterable[InstanceState[Any]] | None) -> None:
    """Stop rows of another workspace before they are written: the other half of what the queries promise."""
    mine = session.info.get(_WORKSPACE)
    if mine is None:
        return
    for row in (*session.new, *session.dirty, *session.deleted):
        theirs = getattr(row, "workspace_id", mine)
        if theirs != mine:
            raise WrongWorkspace(f"a row of workspace {theirs} was about to be stored in a unit of {mine}")
