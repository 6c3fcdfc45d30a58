"""The chat across restarts: a small SQLite file beside the database's, capped like the chat itself.

It is the console's own memory, as Slack's is Slack's: losing it costs the words, never a req or a deadline.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.console.chat import KEPT_IN_A_PLACE, Change, Chat, Message
from bot.console.written import message_from, message_written

log = logging.getLogger("mlhire.console")

SCHEMA = """
CREATE TABLE IF NOT EXISTS message (number INTEGER PRIMARY KEY, place TEXT NOT NULL, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS read_mark (place TEXT, person TEXT, number INTEGER NOT NULL, PRIMARY KEY (place, person));
"""
PRUNE = """DELETE FROM message WHERE number IN (SELECT number FROM (
SELECT number, row_number() OVER (PARTITION BY place ORDER BY number DESC) AS age FROM message) WHERE age > ?)"""


class Keeper:
    """Writes every change of a chat down, on a thread of its own, and gives the chat back at the next start.

    A chat that can't be read (an older program's) begins empty, and the log says so. Where the database is put aside, so is
    its chat, beside it: opened by that file's name, both are there again.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="console-chat")
        self._connection: sqlite3.Connection | None = None
        self._leave: Callable[[], None] = lambda: None

    def follow(self, chat: Chat) -> None:
        """Fill the chat with what was kept, and keep what changes from now on."""
        messages, marks = self._thread.submit(self._load).result()
        chat.restore(messages, marks)
        self._leave = chat.listen(self._changed)

    def close(self, chat: Chat) -> None:
        """Write down who has read how far, and let go of the file."""
        self._leave()
        self._thread.submit(self._mark, chat.read_marks)
        self._thread.submit(self._end)
        self._thread.shutdown(wait=True)

    def _changed(self, change: Change) -> None:
        if change.message is not None or change.aside:
            self._thread.submit(self._write, change)

    # On the thread

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(self._file, isolation_level=None, check_same_thread=False)
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=NORMAL")  # a power cut may cost the last words, not the file
            self._connection.executescript(SCHEMA)
        return self._connection

    def _load(self) -> tuple[list[Message], Mapping[tuple[str, str], int]]:
        try:
            connection = self._open()
            connection.execute(PRUNE, (KEPT_IN_A_PLACE,))
            messages = list(self._readable(connection))
            marks = connection.execute("SELECT place, person, number FROM read_mark").fetchall()
        except sqlite3.DatabaseError:
            log.exception("the chat in %s can't be read; it begins empty", self._file)
            return [], {}
        return messages, {(place, person): number for place, person, number in marks}

    @staticmethod
    def _readable(connection: sqlite3.Connection) -> Iterator[Message]:
        for number, body in connection.execute("SELECT number, body FROM message ORDER BY number"):
            try:
                yield message_from(json.loads(body))
            except (KeyError, TypeError, ValueError) as error:
                log.warning("message %s of the chat was written by another version (%s)", number, error)

    def _write(self, change: Change) -> None:
        try:
            connection, message = self._open(), change.message
            if change.aside:
                _put_aside(connection, _beside(change.aside))
            elif message and change.kind == "deleted":
                connection.execute("DELETE FROM message WHERE number = ?", (message.number,))
            elif message:
                body = json.dumps(message_written(message), ensure_ascii=False, default=_plain)
                row = (message.number, message.place, body)
                connection.execute("INSERT OR REPLACE INTO message VALUES (?, ?, ?)", row)
        except Exception:
            log.exception("a message of the chat could not be kept")

    def _mark(self, marks: Mapping[tuple[str, str], int]) -> None:
        rows = [(place, person, number) for (place, person), number in marks.items()]
        try:
            self._open().executemany("INSERT OR REPLACE INTO read_mark VALUES (?, ?, ?)", rows)
        except Exception:
            log.exception("who has read how far could not be kept")

    def _end(self) -> None:
        if self._connection:
            self._connection.close()


def keeper_beside(database_url: str) -> Keeper | None:
    """The chat's keeper beside a database that is a file; with a server's the chat lives as long as the process."""
    if not database_url.startswith("sqlite:///"):
        return None
    return Keeper(_beside(Path(database_url.removeprefix("sqlite:///"))))


def _beside(database: Path) -> Path:
    return database.with_name(f"{database.stem}-chat{database.suffix}")


def _put_aside(connection: sqlite3.Connection, file: Path) -> None:
    with closing(sqlite3.connect(file)) as aside:
        connection.backup(aside)
    connection.executescript("DELETE FROM message; DELETE FROM read_mark;")


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else str(value)
