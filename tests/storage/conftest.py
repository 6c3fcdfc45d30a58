"""Every storage test that asks for `db` runs on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from storage.database import Database
from tests.databases import KINDS, database
from tests.storage.rows import NOW, Search, start_search


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Which database."""
    return str(request.param)


@pytest.fixture
def db(kind: str) -> Iterator[Database]:
    """A migrated database with two workspaces and nothing in them."""
    with database(kind) as opened:
        from storage.people import ensure_workspace

        for key in ("acme", "globex"):
            opened.write_system(lambda unit, key=key: ensure_workspace(unit, key, NOW))
        yield opened


@pytest.fixture
def search(db: Database) -> Search:
    """Acme's req R-1 with a manager, a candidate and an application."""
    return db.write("acme", start_search)
