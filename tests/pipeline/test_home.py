"""One's own page: what one owes, the rounds one sits in, one's reqs; and the surface that shows it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from handlers.core.reply import plain
from handlers.pipeline.messages import home
from storage.models import Surface
from tests.conftest import CHANNEL, MEI, NOW, RAVI
from tests.pipeline.team import DANA, DM, EVE, TOM, added, opened, rows

SAID = ("home", "mine", "my reqs", "my interviews")


def lines(reply: Any) -> str:
    """Everything that a page says, in one string."""
    parts = [getattr(each, "text", "") for each in reply.elements]
    items = [item for each in reply.elements for item in getattr(each, "items", ())]
    return "\n".join(plain(each) for each in (*parts, *items))


@contextmanager
def counted(house: Any) -> Iterator[list[str]]:
    """The statements that are run meanwhile."""
    run: list[str] = []
    engines = (house.database._readers, house.database._writer)

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        run.append(statement)

    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    yield run
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize("said", SAID)
@pytest.mark.parametrize("place", [CHANNEL, DM])
def test_a_page_holds_what_is_owed_the_rounds_ahead_and_the_reqs(tell, search, said, place):
    tell(f'interview book "Ana Quiroga" technical thu 14:00 @tom R-{search.req}')
    tell(f'loop done "Ana Quiroga" R-{search.req}')
    mei = tell(said, place=place)
    assert not mei.public
    assert mei.data["reqs"] == [search.req]
    assert "Ana Quiroga's offer is due" in lines(mei)
    assert "Your interviews" not in lines(mei)
    tom = tell(said, by=TOM, place=place)
    assert len(tom.data["rounds"]) == 1
    assert "with Ana Quiroga (R-1)" in lines(tom)


def test_whom_nothing_concerns_is_told_how_to_begin(tell, search):
    for nobody in (EVE, DANA):
        reply = tell("home", by=nobody)
        assert reply.actions
        assert "error" not in reply.data
    assert tell("home", by=EVE).data == {"reqs": [], "rounds": [], "due": []}


def test_a_round_that_is_over_or_cancelled_is_not_ahead(tell, search):
    tell(f'interview book "Ana Quiroga" technical thu 14:00 @tom R-{search.req}')
    assert tell("home", by=TOM, at=NOW + timedelta(days=5)).data["rounds"] == []
    tell(f'interview cancel "Ana Quiroga" technical R-{search.req}')
    assert tell("home", by=TOM).data["rounds"] == []


def test_words_after_home_are_a_question_and_no_page(tell):
    assert "rounds" not in tell("home office stipends").data


def test_a_page_costs_the_same_however_much_there_is_on_it(tell, stateful, search):
    tell(f'loop done "Ana Quiroga" R-{search.req}')
    with counted(stateful) as few:
        tell("home")
    for number in range(3):
        req = opened(tell)
        added(tell, req, f"Candidate {number}")
        tell(f'loop done "Candidate {number}" R-{req}')
        tell(f'interview book "Ana Quiroga" fri {10 + number}:00 @mei R-{search.req}')
    with counted(stateful) as many:
        reply = tell("home")
    assert len(reply.data["reqs"]) == 4
    assert len(many) <= len(few) + 1
    assert len(many) <= 16


def test_what_happened_to_those_with_a_yes_is_read_together(tell, stateful, search):
    names = ["Ana Quiroga", "Bela Nagy", "Chris Ode", "Dora Pint"]
    counts = []
    for name in names:
        tell(f'loop done "{name}" R-{search.req} new')
        tell(f'decide yes "{name}" R-{search.req}')
        with counted(stateful) as run:
            tell("home")
        counts.append(len(run))
    assert counts[-1] == counts[0]


def shown(house: Any, account: str) -> Surface | None:
    return next((each for each in rows(house, Surface) if each.address.get("home") == account), None)


def kept(house: Any, account: str) -> bool:
    return bool(house.database.write("acme", lambda unit: home.keep(unit, "slack", account)))


def test_a_page_that_was_opened_is_edited_when_something_of_its_person_changes(tell, stateful, search):
    for account in (MEI.external_id, RAVI.external_id, TOM.external_id):
        assert kept(stateful, account)
        assert kept(stateful, account)
    assert shown(stateful, RAVI.external_id).dirty_since is None
    tell(f'cand move "Ana Quiroga" to technical R-{search.req} because she is great')
    assert shown(stateful, RAVI.external_id).dirty_since is not None
    assert shown(stateful, MEI.external_id).wanted == 1
    assert shown(stateful, TOM.external_id).dirty_since is None
    tell(f'interview book "Ana Quiroga" technical thu 14:00 @tom R-{search.req}')
    assert shown(stateful, TOM.external_id).dirty_since is not None


def test_ten_quick_changes_are_one_edit_of_a_page(tell, stateful, search):
    kept(stateful, MEI.external_id)
    for number in range(10):
        added(tell, search.req, f"Candidate {number}")
    page = shown(stateful, MEI.external_id)
    assert page.wanted == 10
    first = page.next_try_at
    added(tell, search.req, "One More")
    assert shown(stateful, MEI.external_id).next_try_at == first


def test_nobody_becomes_known_by_a_look_at_their_page(stateful, search):
    assert not kept(stateful, EVE.external_id)
    assert shown(stateful, EVE.external_id) is None


def wanted(house: Any, name: str) -> int:
    """How many changes the page of somebody at Slack counts."""
    return next(each.wanted for each in rows(house, Surface) if each.address.get("home") == name)


def test_the_pages_of_who_is_away_and_of_who_stands_in_are_edited(tell, stateful, search):
    tell("due", by=RAVI)
    for account in ("U-RAVI", "U-DANA"):
        stateful.database.write("acme", lambda unit, account=account: home.keep(unit, "slack", account))
    before = [wanted(stateful, each) for each in ("U-RAVI", "U-DANA")]
    tell("away until monday @dana", by=RAVI)
    assert [wanted(stateful, each) for each in ("U-RAVI", "U-DANA")] > before
    away = wanted(stateful, "U-DANA")
    tell("away back", by=RAVI)
    assert wanted(stateful, "U-DANA") > away
