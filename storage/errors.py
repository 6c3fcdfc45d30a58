"""What storage refuses, each saying what to do. Free of SQLModel, so that any room may catch them cheaply."""

from __future__ import annotations


class StorageError(Exception):
    """Base of what storage raises by itself; the driver's own errors pass through unchanged."""


class DatabaseBusy(StorageError):
    """Another process serves this SQLite file."""


class DatabaseMissing(StorageError):
    """There is no database to read."""


class DatabaseUnusable(StorageError):
    """The database that the settings name can't be opened or reached."""


class DatabaseDamaged(DatabaseUnusable):
    """The file is no database, or what it holds can't be read."""


class DatabaseTooNew(StorageError):
    """The database was written by a newer program."""


class DatabaseBehind(StorageError):
    """The database lacks migrations that this program needs, and may not be changed here."""


class ReadOnlyDatabase(StorageError):
    """A write was asked of a database opened for reading."""


class WrongWorkspace(StorageError):
    """A row of one workspace was handed to a unit of another: a fault of the program, stopped before it is stored."""


class BadBackup(StorageError):
    """A backup file is damaged, of another revision, or the target is not empty."""
