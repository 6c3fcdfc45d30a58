"""A candidate answers what they have in their hands: though other terms wait, another has an offer too, or the search is over."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.pipeline.messages import approvals, messages
from storage.models import Nudge, Offer, Outbox, Surface
from tests.conftest import NOW, RAVI
from tests.pipeline.team import DANA, application, kinds, reachable, req, rows

HOUR = timedelta(hours=1)
LATER = NOW + HOUR


@pytest.fixture
def out(tell, search):
    """Dana approved Ana's offer, and Ravi sent it."""
    tell('loop done yesterday 16:00 "Ana Quiroga"')
    tell('decide yes "Ana Quiroga"')
    tell("offer draft ana base 228k equity 0.12% start 2027-01-15", by=RAVI)
    tell("offer approve ana", by=DANA)
    tell("offer sent ana expires mon 17:00", by=RAVI)
    return search


@pytest.fixture
def changed(tell, out):
    """Its terms were changed an hour later; she has the first ones still."""
    tell("offer edit ana base 231k start 1 feb 2027 because rare skill", by=RAVI, at=LATER)
    return out


def bo_has_one_too(tell):
    """Bo's offer went out as well."""
    tell('loop done "Bo Lindgren" R-1')
    tell('decide yes "Bo Lindgren" R-1')
    tell("offer draft bo base 226k R-1", by=RAVI)
    tell("offer approve bo R-1", by=DANA)
    return tell("offer sent bo R-1", by=RAVI)


def offer_of(house):
    return rows(house, Offer)[-1]


def terms_of(house):
    offer = offer_of(house)
    return offer.status, offer.base, offer.start_on.isoformat(), offer.revision


def requests(house, kind=approvals.KIND):
    """What asked for an approval, as it reads now."""

    def compose(unit):
        asked = unit.all(Outbox, Outbox.kind == kind, order_by=Outbox.id)
        return [messages.compose(unit, each.kind, each.refs, house.packaged, LATER, each.id) for each in asked]

    return house.database.read("acme", compose)


def buttons(reply):
    return [(each.label, each.verb) for each in reply.actions]


def said(reply):
    return " ".join((reply.text, *(each.text for each in reply.elements[1:] if hasattr(each, "text"))))


# Other terms wait


def test_what_is_declined_is_what_they_have_and_the_change_falls(tell, stateful, changed):
    reply = tell("offer decline ana pay", by=RAVI, at=LATER + HOUR)
    assert reply.data["outcome"] == "withdrawn"
    assert "the changed terms that were not sent yet fall with it" in said(reply)
    assert terms_of(stateful) == ("declined", 228_000, "2027-01-15", 1)
    assert offer_of(stateful).sent_at == NOW
    assert application(stateful, changed.application).outcome == "withdrawn"


def test_what_is_accepted_is_what_they_have_and_undo_has_the_change_wait_again(tell, stateful, changed):
    asked = tell("offer accept ana", by=RAVI, at=LATER + HOUR)
    assert "A.Q. (C-1) has the offer of Tue 11:00, and changed terms wait that were not sent yet." in asked.text
    assert (asked.data, terms_of(stateful)[0]) == ({"refused": "Conflict"}, "draft")
    assert buttons(asked) == [("What they have", "offer accept"), ("See the terms", "offer show")]
    reply = tell(verb="offer accept", **asked.actions[0].args, by=RAVI, at=LATER + HOUR)
    assert (reply.data["outcome"], reply.data["start_on"]) == ("hired", "2027-01-15")
    assert "The answer is to the offer that they have, sent" in said(reply)
    assert "228" not in said(reply)
    assert terms_of(stateful) == ("accepted", 228_000, "2027-01-15", 1)
    first, second = requests(stateful)
    assert "Dana approved the offer" in first.text
    assert "has answered the offer that they had" in second.text
    assert second.actions == ()
    tell("undo", by=RAVI, at=LATER + HOUR)
    assert terms_of(stateful) == ("draft", 231_000, "2027-02-01", 2)
    assert "waits for Dana's approval" in requests(stateful)[1].text


def test_a_change_that_is_approved_and_not_sent_is_none_that_they_have(tell, stateful, changed):
    tell("offer approve ana", by=DANA, at=LATER)
    tell("offer edit ana equity 0.15%", by=RAVI, at=LATER)
    tell("offer approve ana", by=DANA, at=LATER)
    asked = tell("offer accept ana start 2027-01-20", by=RAVI, at=LATER + HOUR)
    tell(verb="offer accept", **asked.actions[0].args, by=RAVI, at=LATER + HOUR)
    assert terms_of(stateful) == ("accepted", 228_000, "2027-01-20", 1)
    assert offer_of(stateful).equity_percent == "0.12"


def test_changed_terms_that_were_sent_anew_are_what_they_have(tell, stateful, changed):
    tell("offer approve ana", by=DANA, at=LATER)
    tell("offer sent ana", by=RAVI, at=LATER)
    assert "fall with it" not in said(tell("offer accept ana", by=RAVI, at=LATER + HOUR))
    assert terms_of(stateful) == ("accepted", 231_000, "2027-02-01", 2)


def test_more_time_and_a_counter_are_of_what_they_have_and_the_change_waits_on(tell, stateful, changed):
    reachable(tell, DANA)
    tell("offer counter ana base 240k", by=RAVI, at=LATER)
    reply = tell("offer extend ana until 2026-12-04 17:00", by=RAVI, at=LATER + HOUR)
    assert reply.data["expires_at"] == offer_of(stateful).expires_at.isoformat()
    assert terms_of(stateful) == ("draft", 231_000, "2027-02-01", 2)
    owed = {each.clock for each in rows(stateful, Nudge) if each.reason is None}
    assert {"next_offer", "offer_answer"} <= owed
    approve = requests(stateful)[1].actions[0]
    assert tell(verb=approve.verb, **approve.args, by=DANA, at=LATER + HOUR).data["status"] == "approved"
    tell("offer decline ana pay", by=RAVI, at=LATER + HOUR)
    assert (offer_of(stateful).base, offer_of(stateful).terms["counter"]["base"]["amount"]) == (228_000, 240_000)


def test_nothing_is_owed_once_they_declined(tell, stateful, changed):
    tell("offer decline ana pay", by=RAVI, at=LATER + HOUR)
    assert [each.clock for each in rows(stateful, Nudge) if each.reason is None and each.status == "pending"] == []


def test_a_change_waits_since_it_was_made(tell, changed):
    assert "waits for Dana's approval, since Tue 12:00" in tell("offer sent ana", by=RAVI, at=LATER + HOUR).text


def test_an_offer_with_them_is_taken_back_with_a_reason_though_a_change_waits(tell, stateful, changed):
    assert tell("offer withdraw ana", by=RAVI, at=LATER).form is not None
    tell("offer withdraw ana because the headcount was cut", by=RAVI, at=LATER)
    assert (offer_of(stateful).status, application(stateful, changed.application).outcome) == ("withdrawn", None)


@pytest.mark.parametrize(("words", "status"), [("accept ana", "hired"), ("decline ana pay", "withdrawn")])
def test_an_offer_without_terms_here_is_answered_though_a_draft_waits(tell, stateful, search, words, status):
    tell('loop done yesterday 16:00 "Ana Quiroga"')
    tell('decide yes "Ana Quiroga"')
    tell("offer sent ana", by=RAVI)
    tell("offer draft ana base 228k", by=RAVI)
    assert tell(f"offer {words}", by=RAVI, at=LATER).data["outcome"] == status
    assert offer_of(stateful).status == "withdrawn"
    tell("undo", by=RAVI, at=LATER)
    assert (offer_of(stateful).status, application(stateful, search.application).outcome) == ("draft", "offer")


@pytest.mark.parametrize(("words", "status"), [("accept ana", "accepted"), ("decline ana pay", "declined")])
def test_an_offer_that_expired_is_answered_late_though_the_next_one_is_drafted(tell, stateful, out, words, status):
    monday = NOW + timedelta(days=7)
    stateful.database.write("acme", lambda unit: unit.update(Offer, status="expired"))
    tell("offer draft ana base 230k", by=RAVI, at=monday)
    refused = tell("offer extend ana until 2026-12-11 17:00", by=RAVI, at=monday)
    assert "offer edit" in refused.text
    tell(f"offer {words}", by=RAVI, at=monday)
    assert [each.status for each in rows(stateful, Offer)] == [status, "withdrawn"]
    tell("undo", by=RAVI, at=monday)
    assert [each.status for each in rows(stateful, Offer)] == ["expired", "draft"]


def test_a_change_that_is_taken_back_is_asked_about_no_more(tell, stateful, changed):
    tell("undo", by=RAVI, at=LATER)
    assert terms_of(stateful) == ("sent", 228_000, "2027-01-15", 1)
    first, *rest = requests(stateful)
    assert "Dana approved the offer" in first.text
    assert all("was taken back" in each.text and not each.actions for each in rest)


def test_an_answer_edits_no_request_that_was_decided(tell, stateful, out):
    arrived = {"status": "sent", "platform_ref": {"ts": "1.5"}, "sent_at": NOW}
    stateful.database.write("acme", lambda unit: unit.update(Outbox, Outbox.kind == approvals.KIND, **arrived))
    tell("offer accept ana", by=RAVI, at=LATER)
    assert rows(stateful, Surface, Surface.kind == approvals.KIND) == []


# Another has one too


def test_whoever_records_an_acceptance_hears_who_else_has_an_offer(tell, stateful, out):
    bo_has_one_too(tell)
    reply = tell("offer accept ana R-1", by=RAVI, at=LATER)
    assert "B.L. (C-2) still has an offer for R-1: if one hire was wanted, take it back before they sign." in said(reply)
    assert buttons(reply)[1] == ("Take B.L. (C-2)'s back", "offer withdraw")
    back = reply.actions[1]
    assert tell(verb=back.verb, **back.args, by=RAVI, at=LATER).form is not None


def test_whoever_fills_a_req_hears_who_has_an_offer(tell, stateful, out):
    bo_has_one_too(tell)
    tell("offer accept ana R-1", by=RAVI, at=LATER)
    reply = tell("req fill R-1", at=LATER)
    assert "B.L. (C-2) still has an offer for R-1: take it back before they sign." in said(reply)
    assert buttons(reply)[0] == ("Take B.L. (C-2)'s back", "offer withdraw")


@pytest.mark.parametrize("filled", [True, False])
def test_a_second_acceptance_is_asked_about_first(tell, stateful, out, filled):
    bo_has_one_too(tell)
    tell("offer accept ana R-1", by=RAVI, at=LATER)
    if filled:
        tell("req fill R-1", at=LATER)
    asked = tell("offer accept bo R-1", by=RAVI, at=LATER)
    assert asked.data == {"refused": "Conflict"}
    assert "A.Q. (C-1) signed for R-1 already" in asked.text
    assert buttons(asked) == [("Yes, they accepted", "offer accept"), ("Take it back", "offer withdraw")]
    assert kinds(stateful).count("hired") == 1
    anyway = asked.actions[0]
    assert tell(verb=anyway.verb, **anyway.args, by=RAVI, at=LATER).data["outcome"] == "hired"


def test_an_acceptance_for_a_search_that_was_called_off_is_asked_about_first(tell, out):
    tell("req cancel R-1", at=LATER)
    asked = tell("offer accept ana R-1", by=RAVI, at=LATER)
    assert "R-1 is cancelled. Did A.Q. (C-1) accept all the same?" in asked.text
    assert tell(verb="offer accept", **asked.actions[0].args, by=RAVI, at=LATER).data["outcome"] == "hired"


# It was answered


@pytest.mark.parametrize("words", ["accept ana", "decline ana pay", "counter ana base 240k", "extend ana until fri 17:00"])
def test_who_accepted_has_answered(tell, stateful, out, words):
    tell("offer accept ana", by=RAVI, at=LATER)
    reply = tell(f"offer {words}", at=LATER + HOUR)
    assert "A.Q. (C-1) accepted the offer, Ravi says" in reply.text
    assert "Tue 09:00" in reply.text, "where Mei is"
    assert "Nothing changed." in reply.text
    assert buttons(reply) == [("They stepped back", "cand withdraw")]


def test_who_declined_has_answered_and_may_be_taken_back_in(tell, stateful, out):
    tell("offer decline ana pay", by=RAVI, at=LATER)
    reply = tell("offer accept ana", at=LATER + HOUR)
    assert "A.Q. (C-1) declined the offer, Ravi says" in reply.text
    (back,) = reply.actions
    asked = tell(verb=back.verb, **back.args, at=LATER + HOUR)
    assert asked.form is not None
    tell(verb=asked.form.verb, **asked.form.args, why="it was a mistake", at=LATER + HOUR)
    assert application(stateful, out.application).outcome is None


def test_a_slip_is_taken_back_from_there_within_the_minute(tell, stateful, out):
    tell("offer decline ana pay", by=RAVI, at=LATER)
    undo = tell("offer accept ana", by=RAVI, at=LATER).actions[0]
    assert undo.verb == "undo"
    tell(verb="undo", **undo.args, by=RAVI, at=LATER)
    assert tell("offer accept ana", by=RAVI, at=LATER).data["outcome"] == "hired"


@pytest.mark.parametrize("words", ["accept ana 5 days ago", "decline ana pay yesterday 17:00"])
def test_nobody_answers_before_they_were_asked(tell, stateful, out, words):
    reply = tell(f"offer {words}", by=RAVI, at=LATER)
    assert reply.data["refused"] == "Invalid"
    assert "was sent Tue 11:00" in reply.text
    assert offer_of(stateful).status == "sent"
    assert tell("offer accept ana 11:00", by=RAVI, at=LATER).data["outcome"] == "hired"


# The search is over


def test_a_request_says_that_its_search_is_over_and_nothing_is_approved_for_it(tell, stateful, search):
    reachable(tell, DANA)
    tell('loop done yesterday 16:00 "Ana Quiroga"')
    tell("offer draft ana base 228k", by=RAVI)
    (asked,) = requests(stateful)
    approve = asked.actions[0]
    tell("req cancel R-1 because the team was merged", at=LATER)
    for each in (*requests(stateful), *requests(stateful, approvals.ALONE)):
        assert "R-1 is cancelled" in each.text
        assert each.actions == ()
    refused = tell(verb=approve.verb, **approve.args, by=DANA, at=LATER)
    assert "R-1 is cancelled, so nothing is approved for it" in refused.text
    assert buttons(refused) == [("Resume R-1", "req resume")]
    assert offer_of(stateful).status == "draft"
    tell("req resume R-1", at=LATER)
    assert "waits for Dana's approval" in requests(stateful)[0].text
    assert req(stateful, 1).status == "open"
    assert [each.status for each in rows(stateful, Outbox, Outbox.kind == approvals.ALONE)] in ([], ["queued"])


# What is said of what they have


def test_whoever_changes_an_offer_that_is_out_hears_what_they_have_till_then(tell, out):
    reply = tell("offer edit ana base 231k because rare skill", by=RAVI, at=LATER)
    assert "Until this is approved and sent, they have the offer of Tue 11:00" in said(reply)
    assert "they have the offer" in said(tell("offer edit ana base 230k", by=RAVI, at=LATER + HOUR))
    assert "they have the offer" in said(tell("offer show ana", by=DANA, at=LATER + HOUR))


def test_whoever_shortens_an_offer_that_is_out_is_asked_to_tell_them(tell, out):
    reply = tell("offer edit ana expires thu 17:00", by=RAVI, at=LATER)
    assert "It stands until Thu 17:00, which is earlier: it was to stand until Mon 30 Nov 17:00. Tell them" in said(reply)
    assert "Tell them" not in said(tell("offer edit ana expires fri 17:00", by=RAVI, at=LATER))


def test_a_draft_that_nobody_has_is_shortened_without_more(tell, search):
    tell('loop done yesterday 16:00 "Ana Quiroga"')
    tell("offer draft ana base 228k expires mon 17:00", by=RAVI)
    assert "Tell them" not in said(tell("offer edit ana expires fri 17:00", by=RAVI))


def test_a_candidates_history_tells_each_deed_once(tell, out):
    tell("offer decline ana pay because the base was low", by=RAVI, at=LATER)
    shown = str(tell("cand show ana").elements)
    assert shown.count("declined the offer") == 1
    assert shown.count("sent Ana Quiroga the offer") == 1
    assert "the base was low" in shown
