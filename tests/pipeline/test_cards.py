"""What the bot says by itself: cards, lines of the thread."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.core import codes
from handlers.core.reply import plain
from handlers.pipeline import changes
from handlers.pipeline.history import say as history_say
from handlers.pipeline.messages import messages
from handlers.pipeline.rules import diagram
from storage.models import Outbox, Setting
from tests.conftest import NOW
from tests.pipeline.team import added, opened, rows


def composed(house, kind, at=NOW):
    """The messages of a kind as they would read now."""
    library = house.library("acme")
    found = rows(house, Outbox, Outbox.kind == kind)
    return [
        house.database.read("acme", lambda unit, each=each: messages.compose(unit, kind, each.refs, library, at, each.id))
        for each in found
    ]


def text(reply):
    return "\n".join(plain(element.text) for element in reply.elements)


def test_a_card_says_who_how_many_what_is_due_and_what_it_pays(tell, stateful):
    number = opened(tell)
    added(tell, number)
    tell(f'loop done "Tom Berg" R-{number}')
    (card,) = composed(stateful, "card", NOW + timedelta(days=1, hours=2))
    said = text(card)
    assert "R-1 · Senior ML engineer · day 1" in said
    assert "New 1 · Team 1" in said
    assert "T.B. (C-2): offer out due" in said
    assert "in 22 h" in said
    assert "Band $190K–$230K base · loop of five" in said
    assert "Ana" not in said
    assert card.public
    assert len(card.actions) <= 3


@pytest.mark.parametrize(("hours", "day"), [(7 * 24 - 1, "day 7"), (7 * 24 + 5, "day 7"), (5, "day 0")])
def test_a_card_counts_days_by_the_calendar_whatever_the_hour_at_which_the_search_began(tell, stateful, hours, day):
    opened(tell)
    (card,) = composed(stateful, "card", NOW + timedelta(hours=hours))  # it began at 8 in the morning, where Mei is
    assert day in card.elements[0].text


def test_a_workspace_may_name_candidates_in_channels(tell, stateful):
    number = opened(tell)
    tell(f'loop done "Tom Berg" R-{number}')
    stateful.database.write("acme", lambda unit: unit.add(Setting(key="names_in_public", value={"value": True}, changed_at=NOW)))
    (card,) = composed(stateful, "card")
    assert "Tom Berg: offer out" in text(card)


def test_an_offer_counts_by_itself_on_the_card(tell, stateful):
    number = opened(tell)
    id = added(tell, number)

    def offered(unit):
        unit.update(type(rows_of(unit)), outcome="offer")

    def rows_of(unit):
        from storage.models import Application

        return unit.get(Application, id)

    stateful.database.write("acme", offered)
    (card,) = composed(stateful, "card")
    assert card.data["stages"] == {"Offer": 1}


def test_a_card_of_a_held_req_says_so_and_owes_nothing(tell, stateful):
    number = opened(tell)
    tell(f'loop done "Tom Berg" R-{number}')
    tell(f"req hold R-{number}")
    (card,) = composed(stateful, "card")
    assert "on hold" in text(card)
    assert "due" not in text(card)


def test_a_line_of_the_thread_is_composed_when_it_leaves(tell, stateful):
    number = opened(tell)
    id = added(tell, number)
    tell(verb="cand move", application=id, stage="screen")
    lines = [text(reply) for reply in composed(stateful, "history")]
    assert lines[-1] == "Mei moved A.Q. (C-1) from New to Recruiter screen."
    tell("undo")
    assert text(composed(stateful, "history")[1]) == "Mei moved A.Q. (C-1) from New to Recruiter screen. Undone by Mei."
    tell(verb="cand forget", candidate="C-1", sure=True)
    assert not [line for line in map(text, composed(stateful, "history")) if "A.Q." in line]


def test_every_event_code_has_a_sentence_and_a_row(tell):
    every = {value for name, value in vars(codes).items() if name.isupper() and isinstance(value, str) and name != "IMPORT"}
    listed = {code for _, _, found in codes.EVENTS for code in found}
    assert listed == every
    for code in every:
        line = history_say.line(
            kind=code,
            who="Mei",
            name="A.Q.",
            req="R-1",
            from_stage="",
            to_stage="New",
            part="recruiter",
            person="Ravi",
            instead="",
            what="",
            late="",
        )
        assert line != f"Mei: {code}"


def test_the_readmes_diagrams_come_from_the_tables():
    application = diagram.application_diagram()
    assert "in_the_loop --> offer" in application
    assert "rejected --> in_the_loop: with a reason" in application
    assert "hired --> in_the_loop" not in application
    assert "filled --> open" in diagram.requisition_diagram()
    assert "| `forgotten` | a candidate on a req | no |" in diagram.events_table()


def test_the_package_offers_what_it_names():
    assert all(hasattr(changes, name) for name in changes.__all__)
