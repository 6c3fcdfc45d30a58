"""Taking back what one just did."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.core.command import Place
from storage.enums import OutboxStatus
from storage.models import Candidate, Event, Note, Nudge, Outbox, ReqMember, Surface
from tests.conftest import NOW, RAVI
from tests.pipeline.team import DANA, TOM, added, application, kinds, met, opened, req, rows


def test_a_move_is_taken_back(tell, stateful):
    id = added(tell, opened(tell))
    tell(verb="cand move", application=id, stage="screen")
    reply = tell("undo")
    assert reply.data["kind"] == "stage_moved"
    assert application(stateful, id).stage == "new"
    event = rows(stateful, Event)[-1]
    assert (event.kind, event.cause_id) == ("undone", reply.data["undone"])


@pytest.mark.parametrize(
    ("said", "before"),
    [
        ("cand reject Ana R-1 because no", None),
        ("cand withdraw Ana R-1", None),
        ("req hold R-1", "open"),
        ("req fill R-1", "open"),
    ],
)
def test_an_end_is_taken_back(tell, stateful, said, before):
    id = added(tell, opened(tell))
    tell(said)
    assert tell("undo").data["event"]
    assert application(stateful, id).outcome is None
    assert application(stateful, id).ended_at is None
    assert req(stateful, 1).status == "open"
    assert req(stateful, 1).closed_at is None


def test_words_come_back_from_where_they_can_be_erased(tell, stateful):
    opened(tell)
    tell("req edit R-1 deliverable serving at 99.9% by May")
    tell("req edit R-1 deliverable serving by June")
    tell("undo")
    assert req(stateful, 1).deliverable == "serving at 99.9% by May"
    assert "serving" not in str([event.model_dump_json() for event in rows(stateful, Event)])


def test_somebody_added_by_mistake_is_gone(tell, stateful):
    added(tell, opened(tell))
    tell("undo")
    assert rows(stateful, Candidate)[0].name is None
    assert tell("cand list R-1").data["candidates"] == []
    assert tell("cand list R-1 left").data["candidates"] == []


def test_a_req_opened_by_mistake_is_cancelled(tell, stateful):
    opened(tell)
    tell("undo")
    assert req(stateful, 1).status == "cancelled"


def test_a_member_joins_and_leaves_and_both_are_taken_back(tell, stateful):
    opened(tell)
    met(tell, TOM)
    tell("req team R-1 add @tom as interviewer")
    tell("undo")
    assert rows(stateful, ReqMember) == []
    tell("req team R-1 add @tom as interviewer")
    tell("req team R-1 remove @tom")
    assert rows(stateful, ReqMember) == []
    tell("undo")
    assert len(rows(stateful, ReqMember)) == 1


def test_the_clock_stands_again_as_it_stood(tell, stateful):
    opened(tell)
    tell('loop done "A.Q." R-1')
    before = {nudge.key: nudge.status for nudge in rows(stateful, Nudge)}
    tell("cand withdraw A.Q. R-1")
    assert {nudge.status.value for nudge in rows(stateful, Nudge)} == {"dropped"}
    tell("undo")
    assert {nudge.key: nudge.status for nudge in rows(stateful, Nudge)} == before


def test_after_a_minute_it_is_too_late(tell, stateful):
    id = added(tell, opened(tell))
    event = tell(verb="cand move", application=id, stage="screen", why="it goes on").data["event"]
    later = NOW + timedelta(seconds=61)
    assert tell("undo", at=later).data == {"refused": "NotFound"}
    assert tell(verb="undo", event=event, at=later).data == {"refused": "Conflict"}
    assert application(stateful, id).stage == "screen"


def test_only_who_did_it_takes_it_back(tell, stateful):
    id = added(tell, opened(tell))
    met(tell, RAVI)
    event = tell(verb="cand move", application=id, stage="screen", why="it goes on").data["event"]
    reply = tell(verb="undo", event=event, by=RAVI)
    assert reply.data == {"refused": "NotAllowed"}
    assert "Mei's" in reply.text


def test_what_was_built_upon_stays(tell, stateful):
    id = added(tell, opened(tell))
    event = tell(verb="cand move", application=id, stage="screen", why="it goes on").data["event"]
    tell(verb="cand move", application=id, stage="manager")
    reply = tell(verb="undo", event=event)
    assert reply.data == {"refused": "Conflict"}
    assert "Hiring manager call" in reply.text
    assert application(stateful, id).stage == "manager"


def test_nothing_is_taken_back_twice(tell, stateful):
    id = added(tell, opened(tell))
    event = tell(verb="cand move", application=id, stage="screen", why="it goes on").data["event"]
    tell(verb="undo", event=event)
    assert tell(verb="undo", event=event).data == {"refused": "Conflict"}
    assert kinds(stateful).count("undone") == 1


def test_messages_not_sent_are_cancelled_and_sent_ones_are_edited(tell, stateful):
    id = added(tell, opened(tell))
    first = tell(verb="cand move", application=id, stage="screen").data["event"]
    tell(verb="undo", event=first)
    (line,) = rows(stateful, Outbox, Outbox.cause_id == first)
    assert line.status is OutboxStatus.CANCELLED
    second = tell(verb="cand move", application=id, stage="screen").data["event"]

    def sent(unit):
        unit.update(Outbox, Outbox.cause_id == second, status=OutboxStatus.SENT, platform_ref={"channel": "C", "ts": "1.2"})

    stateful.database.write("acme", sent)
    tell(verb="undo", event=second)
    (surface,) = rows(stateful, Surface, Surface.kind == "history")
    assert (surface.platform_ref, surface.wanted, surface.shown) == ({"channel": "C", "ts": "1.2"}, 1, 0)


def test_a_forgotten_persons_words_do_not_come_back(tell, stateful):
    id = added(tell, opened(tell))
    tell(verb="cand reject", application=id, why="a private matter")
    tell(verb="cand forget", candidate="C-1", sure=True)
    assert tell("undo").data == {"refused": "Conflict"}
    assert {note.text for note in rows(stateful, Note)} == {None}


def test_undo_pressed_twice_says_what_was_taken_back_and_changes_nothing(tell, stateful):
    id = added(tell, opened(tell))
    moved = tell(verb="cand move", application=id, stage="screen")
    button = next(each for each in moved.more if each.verb == "undo")
    assert tell(verb="undo", **button.args).data["kind"] == "stage_moved"
    before = kinds(stateful)
    again = tell(verb="undo", **button.args)
    assert again.data["refused"] == "Conflict"
    assert "Undone by Mei" in again.text
    assert "Nothing changed" in again.text
    assert kinds(stateful) == before


def test_undo_typed_twice_does_not_go_on_to_what_came_before(tell, stateful):
    id = added(tell, opened(tell))
    tell(verb="cand move", application=id, stage="screen")
    tell("undo")
    before = kinds(stateful)
    again = tell("undo")
    assert again.data["refused"] == "Conflict"
    assert "Undone by Mei" in again.text
    assert kinds(stateful) == before
    assert application(stateful, id).ended_at is None


def test_an_offers_step_that_changed_two_rows_is_taken_back_in_one_line(tell, stateful, search):
    tell('offer draft "Ana Quiroga" base 210k')
    tell("offer approve ana", by=DANA)
    tell("offer sent ana")
    tell("undo")
    told = str(tell("audit R-1").elements)
    assert told.count("took back") == 1
    assert kinds(stateful).count("undone") == 2


def test_a_round_whose_scorecard_is_in_stays_held_and_says_whose_that_is(tell, stateful):
    added(tell, opened(tell))
    met(tell, TOM)
    tell("interview book ana technical thu 2pm @tom")
    at = NOW + timedelta(days=4)
    event = tell("interview done ana technical", at=at).data["event"]
    tell("scorecard ana yes because she found the skew", by=TOM, at=at + timedelta(seconds=10))
    refused = tell(verb="undo", event=event, at=at + timedelta(seconds=20))
    assert refused.data == {"refused": "Conflict"}
    assert "Tom handed in a scorecard for A.Q. (C-1)." in refused.text
    assert "Tom can take that back first" in refused.text
    tell("undo", by=TOM, at=at + timedelta(seconds=30))
    assert tell(verb="undo", event=event, at=at + timedelta(seconds=40)).data["undone"] == event


def test_what_oneself_has_built_upon_is_ones_own_to_take_back_first(tell):
    id = added(tell, opened(tell))
    event = tell(verb="cand move", application=id, stage="screen", why="it goes on").data["event"]
    tell(verb="cand move", application=id, stage="manager")
    assert "it is yours for a minute" in tell(verb="undo", event=event).text


def test_a_card_that_was_moved_is_not_moved_back(tell, stateful):
    opened(tell)
    stateful.database.write("acme", lambda unit: unit.update(Outbox, status=OutboxStatus.GIVEN_UP))
    tell("req card R-1", place=Place("slack", "C-OTHER"))
    assert kinds(stateful)[-1] == "card_moved"
    refused = tell("undo")
    assert "Mei moved R-1's card to another channel." in refused.text
    assert req(stateful, 1).address["channel"] == "C-OTHER"


def test_whose_scorecard_is_in_the_way_is_the_one_of_that_round(tell, stateful):
    added(tell, opened(tell))
    met(tell, TOM, DANA)
    tell("interview book ana technical thu 2pm @tom")
    tell("interview book ana debugging thu 3pm @dana")
    at = NOW + timedelta(days=4)
    tell("interview done ana debugging", at=at)
    event = tell("interview done ana technical", at=at).data["event"]
    tell("scorecard ana technical yes because she found the skew", by=TOM, at=at + timedelta(seconds=10))
    tell("scorecard ana debugging yes because she read the log", by=DANA, at=at + timedelta(seconds=20))
    refused = tell(verb="undo", event=event, at=at + timedelta(seconds=30))
    assert "Tom can take that back first" in refused.text


def test_what_cannot_be_taken_back_is_nobodys_to_take_back_first(tell, stateful):
    id = added(tell, opened(tell))
    met(tell, RAVI)
    tell("req team R-1 add @ravi as recruiter")
    event = tell(verb="cand move", application=id, stage="screen").data["event"]
    tell("loop done ana")
    tell(verb="snooze", nudge=rows(stateful, Nudge)[0].id, by=RAVI)
    refused = tell(verb="undo", event=event)
    assert "Something has been built on it since. Tue 08:00: Ravi put" in refused.text
    assert "take that back first" not in refused.text.casefold()
