"""The pipeline among many closed searches, and what one change of state costs; on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter_ns, process_time_ns
from typing import Any

from sqlalchemy import Engine, event, insert, text

from bot.ahead import spare_what_stays
from bot.compose import House
from bot.config import read_config
from handlers.core.command import Actor, Command, Place
from handlers.pipeline import changes
from handlers.pipeline.rules.policy import in_force
from storage.enums import Decision
from storage.ids import new_id
from storage.models import Application, Candidate, Event, Nudge, Outbox, Person, Requisition, Row
from storage.unit import Unit, table_of
from tests.bench.filling import KEY, MANAGER, NOW, OPEN_REQS, Filled, closed_ones, open_ones
from tests.bench.table import Outcome
from tests.databases import KINDS, fresh_url

ROUNDS = 60
CHANGES, WARM = 100, 10
LOOKS = ("req show R-{}", "board", "due")


def measure() -> list[Outcome]:
    """Each look beside the same one without the closed searches, taking turns; then changes among them, beside bare inserts."""
    return [outcome for kind in KINDS for outcome in _of(kind)]


def _of(kind: str) -> list[Outcome]:
    with TemporaryDirectory() as folder, _house(kind, Path(folder, "few")) as few, _house(kind, Path(folder, "many")) as many:
        open_ones(few.database)
        filled = open_ones(many.database)
        closed_ones(many.database, filled.manager)
        if kind == "postgresql":  # its autovacuum does this by itself, some minutes later; SQLite plans without
            for house in (few, many):
                house.database.write_system(lambda unit: unit.run(text("ANALYZE")))
        spare_what_stays()
        looks = [_look(kind, words, many, few) for words in LOOKS]
        return [*looks, *_changes(kind, many, filled)]


@contextmanager
def _house(kind: str, folder: Path) -> Iterator[House]:
    folder.mkdir()
    house = House(read_config({"DATABASE_URL": fresh_url(kind, folder)}))
    try:
        yield house
    finally:
        house.close()


def _look(kind: str, words: str, many: House, few: House) -> Outcome:
    taken: tuple[list[float], list[float]] = ([], [])
    for number in range(ROUNDS):
        said = words.format(number % OPEN_REQS + 1)
        for house, times in zip((many, few), taken, strict=True):
            begun = perf_counter_ns()
            reply = house.router.answer(Command(Actor(KEY, "slack", MANAGER), Place("slack", "D1", private=True), NOW, said=said))
            times.append((perf_counter_ns() - begun) / 1e6)
            assert "refused" not in reply.data and "error" not in reply.data, reply.text
    mine, theirs = (median(times) for times in taken)
    return Outcome(f"{words.split(maxsplit=1)[0]}-closed", mine, theirs, beside=kind)


def _changes(kind: str, house: House, filled: Filled) -> list[Outcome]:
    """A final round ended, then a yes: the yes is measured, which begins and stops clocks."""
    some, rest = filled.applications[:WARM], filled.applications[WARM : CHANGES + WARM]
    for application in (*some, *rest):
        _changed(house, filled, application, lambda unit, deed, row: changes.finish_loop(unit, deed, row))
    statements = [_counted(house, filled, application) for application in some]
    costs = median(_changed(house, filled, application, _yes) for application in rest)
    bare = median([_inserted(house, application) for application in (*some, *rest)][WARM:])
    return [
        Outcome("change-statements", median(statements), beside=f"{kind}; most: {max(statements)}"),
        Outcome("change-cpu", costs - bare, beside=f"{kind}; {costs:.2f} ms in all, bare inserts {bare:.2f} ms"),
    ]


def _yes(unit: Unit, deed: changes.Deed, row: Application) -> Event:
    return changes.decide(unit, deed, row, Decision.YES)


def _counted(house: House, filled: Filled, application: str) -> int:
    """Statements of a yes; whoever counts them takes time, so these are not timed."""
    with _statements() as said:
        _changed(house, filled, application, _yes, said.clear)
        return len(said) + 1  # the commit


def _changed(
    house: House,
    filled: Filled,
    application: str,
    work: Callable[[Unit, changes.Deed, Application], Event],
    begins: Callable[[], None] = lambda: None,
) -> float:
    """Milliseconds of processor time of a change, commit included; who asks and about whom has been read before it `begins`."""
    spent: list[int] = []

    def change(unit: Unit) -> None:
        row, by = unit.get(Application, application), unit.get(Person, filled.manager)
        assert row and by and unit.get(Requisition, row.requisition_id) and unit.get(Candidate, row.candidate_id)
        policy = in_force(house.library(KEY), unit)
        deed = changes.Deed(by, NOW + timedelta(minutes=1), NOW + timedelta(minutes=1), "slack", NOW, policy)
        begins()
        spent.append(process_time_ns())
        work(unit, deed, row)

    house.database.write(KEY, change)
    return (process_time_ns() - spent[0]) / 1e6


def _inserted(house: House, application: str) -> float:
    """Milliseconds of processor time for the same rows by bare inserts, commit included: what the yes has written, again."""
    written = house.database.read(KEY, lambda unit: _written(unit, application))
    found = [(insert(table_of(model)), rows) for model, rows in written]
    spent: list[int] = []

    def again(unit: Unit) -> None:
        connection = unit.session.connection()
        spent.append(process_time_ns())
        for statement, rows in found:
            connection.execute(statement, rows)

    house.database.write(KEY, again)
    return (process_time_ns() - spent[0]) / 1e6


def _written(unit: Unit, application: str) -> list[tuple[type[Row], list[dict[str, Any]]]]:
    """The event of the yes, the nudges that wait, the message to the thread: as new rows."""
    last = unit.all(Event, table_of(Event).c.application_id == application, order_by=table_of(Event).c.id.desc(), limit=1)
    waiting = unit.all(Nudge, table_of(Nudge).c.application_id == application)
    post = unit.all(Outbox, table_of(Outbox).c.cause_id == last[0].id)
    found: Sequence[tuple[type[Row], list[Any]]] = ((Event, last), (Nudge, waiting), (Outbox, post))
    return [(model, [_anew(row) for row in rows]) for model, rows in found if rows]


def _anew(row: Any) -> dict[str, Any]:
    id = new_id()
    return row.model_dump() | {"id": id} | ({"key": id} if hasattr(row, "key") else {})


@contextmanager
def _statements() -> Iterator[list[str]]:
    """What is executed meanwhile."""
    said: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        said.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(Engine, "before_cursor_execute", note)
