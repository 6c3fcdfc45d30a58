"""Sentences that tell what became of somebody: a live candidate who is named exactly is meant, and a press records it."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from handlers.core.command import Command, Place
from handlers.core.typed import deedwords
from storage import reqs
from storage.models import Interview, Note, Requisition
from storage.people import refer
from storage.unit import table_of
from tests.conftest import NOW, RAVI
from tests.pipeline.offering import answered, sent_to
from tests.pipeline.team import DANA, DM, EVE, added, everything, met, opened, rows


@pytest.mark.parametrize(
    ("said", "verb"),
    [
        ("ana accepted", "offer accept"),
        ("ana accepted our offer", "offer accept"),
        ("Ana Quiroga declined", "offer decline"),
        ("ana withdrew", "cand withdraw"),
        ("sent the offer to ana", "offer sent"),
        ("sent ana the offer", "offer sent"),
        ("ana no-show", "interview no-show"),
        ("approve ana", "offer approve"),
        ("yes ana", "decide yes"),
        ("called ana", "interview done"),
        ("I called ana yesterday", "interview done"),
        ("ana loop done", "loop done"),
        ("loop finished ana", "loop done"),
        ("the final round with ana is done", "loop done"),
        ("ana technical done", "interview done"),
        ("ana's technical was yesterday 3pm", "interview done"),
        ("extend ana's offer until friday", "offer extend"),
        ("ana wants 240k", "offer counter"),
        ("ana has an offer from google till friday", "volunteered"),
        ("ana got another offer", "volunteered"),
        ("competing offer for ana from acme expires friday", "volunteered"),
        ("ana took google's offer", "offer decline"),
        ("ana accepted another offer", "offer decline"),
        ("ana needs until monday", "offer extend"),
        ("ana needs more time, until monday 12:00", "offer extend"),
        ("ana is not a fit", "decide no"),
        ("ana isn't quite the right fit", "decide no"),
        ("quick update: ana accepted", "offer accept"),
        ("great news! ana accepted", "offer accept"),
    ],
)
def test_a_deed_that_is_told_is_offered_and_not_recorded(tell, stateful, search, said, verb):
    added(tell, search.req, "Bo Lind")
    answered(tell, verb, search.application)
    before = everything(stateful)
    reply = tell(said)
    assert reply.actions[0].verb == verb
    assert reply.actions[0].args["application"] == search.application
    assert reply.confidential
    assert everything(stateful) == before


def test_what_was_said_beside_the_name_goes_with_the_button(tell, search):
    assert tell("ana wants 240k").actions[0].args["base"]["amount"] == 240_000
    done = tell("ana technical done yesterday 3pm").actions[0]
    assert (done.args["round"], done.args["when"]) == ("technical", "yesterday 3pm")
    assert tell(verb=done.verb, **done.args).data["round"] == "technical"


def test_what_is_told_of_another_offer_goes_with_its_button(tell, search):
    note = tell("ana has an offer of 250k from google till friday").actions[0]
    assert note.args["offer"]["amount"] == 250_000
    assert tell(verb=note.verb, **note.args).text == "Noted what A.Q. (C-1) volunteered (R-1)."
    sent_to(tell, search.application)
    decline, withdraw = tell("ana took google's offer").actions
    assert (decline.args["reason"], withdraw.verb) == ("other_offer", "cand withdraw")
    assert [each.verb for each in tell("ana accepted dana's offer").actions][2:] == ["offer accept"], "which may be ours"
    assert [each.verb for each in tell("ana is not a fit").actions] == ["decide no", "cand reject"]


def test_more_time_that_somebody_needs_goes_with_its_button(tell, search):
    tell("offer sent ana expires 2026-11-27 17:00", by=RAVI)
    more = tell("ana needs until monday", by=RAVI).actions[0]
    assert "2026-12-01T04:59" in tell(verb=more.verb, by=RAVI, **more.args).data["expires_at"]


def test_an_approval_without_a_name_is_of_what_waits_for_the_speaker(tell, stateful, search):
    tell("loop done ana")
    tell("offer draft ana base 210k", by=RAVI)
    before = everything(stateful)
    (approve,) = tell("approved", by=DANA).actions
    assert (approve.verb, approve.label) == ("offer approve", "Approve the offer: A.Q. (C-1)")
    assert everything(stateful) == before
    assert "Nothing is recorded yet" not in tell("approved", by=RAVI).text
    assert "Nothing is recorded yet" not in tell("ok", by=DANA).text
    tell(verb=approve.verb, by=DANA, **approve.args)
    assert "Nothing is recorded yet" not in tell("approved", by=DANA).text


@pytest.mark.parametrize("said", ["interview ana technical wed 3pm @tom", "book ana technical wed 3pm @tom"])
def test_a_booking_that_says_all_is_booked(tell, stateful, search, said):
    assert tell(said).data["round"] == "technical"
    assert len(rows(stateful, Interview)) == 1


def test_of_two_who_are_named_each_has_a_button(tell, search):
    bo = added(tell, search.req, "Bo Lind")
    reply = tell("ana and bo accepted")
    assert {each.args["application"] for each in reply.actions} == {search.application, bo}


def test_a_whole_name_means_its_bearer_alone(tell, search):
    added(tell, search.req, "Ana Quinn")
    assert [each.args["application"] for each in tell("Ana Quiroga withdrew").actions] == [search.application]


@pytest.mark.parametrize(
    "said",
    [
        "what do senior ml engineers get",
        "tell me about loops",
        "loop senior production",
        "zoe accepted",
        "candidate accepted another offer",
        "anastasia accepted",
        "is R-1 on hold",
        "zoe took google's offer",
        "candidate has an offer from google",
    ],
)
def test_questions_and_strangers_are_answered_from_the_guides(tell, search, said):
    reply = tell(said)
    assert "Nothing is recorded yet" not in reply.text
    assert not any("application" in each.args for each in reply.actions)


@pytest.mark.parametrize(
    "said",
    ["ana has not accepted", "ana wants to know more", "sent ana the test", "ana is not here", "ana's offer expires friday",
     "ana moved to Austin", "ana is not available tomorrow"],
)  # fmt: skip
def test_what_is_told_of_a_candidate_and_is_no_deed_may_be_kept_as_a_note(tell, stateful, search, said):
    before = everything(stateful)
    reply = tell(said)
    assert [each.verb for each in reply.actions] == ["cand note", "cand show"]
    assert "Nothing is recorded yet" not in reply.text
    assert everything(stateful) == before
    note, _ = reply.actions
    tell(verb=note.verb, **note.args)
    assert [each.text for each in rows(stateful, Note)] == [said]


@pytest.mark.parametrize(
    ("said", "verb"),
    [
        ("ana moved to the technical", "cand move"),
        ("ana is moving on to technical", "cand move"),
        ("ana finished her loop an hour ago", "loop done"),
        ("ana is done with all her interviews", "loop done"),
        ("ana's technical went well", "interview done"),
        ("ana passed the technical round", "interview done"),
        ("ana isn't interested any more", "cand withdraw"),
        ("ana is no longer interested in the role", "cand withdraw"),
        ("ana backed out", "cand withdraw"),
        ("ana turned our offer down", "offer decline"),
        ("ana passed on our offer", "offer decline"),
        ("ana didn't show up", "interview no-show"),
        ("draft an offer for ana: 215k base, start feb 1", "offer draft"),
        ("make ana an offer of 215k", "offer draft"),
        ("offer ana 215k", "offer draft"),
        ("sent ana the offer, it's good until next wednesday", "offer sent"),
        ("delete everything about ana", "cand forget"),
        ("ana's through the technical", "interview done"),
        ("ana is moving to the next round", "cand move"),
        ("draft 215k base for ana, start 1 feb", "offer draft"),
        ("great news: ana signed!", "offer accept"),
        ("ana wants until friday", "offer extend"),
        ("ana rejected us", "offer decline"),
        ("ana accepted an offer at Globex", "offer decline"),
        ("ana's asking for 250k", "offer counter"),
        ("ana is a no", "decide no"),
        ("ana is a yes from me", "decide yes"),
        ("the hiring manager called ana", "call manager done"),
        ("we told ana no", "told"),
        ("cancel ana's technical", "interview cancel"),
        ("ana can't make it friday", "interview move"),
    ],
)
def test_a_deed_is_understood_as_people_tell_it_to_each_other(tell, stateful, search, said, verb):
    answered(tell, verb, search.application)
    before = everything(stateful)
    first, *_ = tell(said).actions
    assert (first.verb, first.args["application"]) == (verb, search.application)
    assert everything(stateful) == before


def test_what_was_told_with_a_deed_is_there_when_its_button_is_pressed(tell, search):
    tell("loop done ana")
    sent = tell("sent ana the offer, it's good until next wednesday").actions[0]
    assert sent.args["expires"] == "next wednesday"
    move = tell("ana moved to the technical").actions[0]
    assert move.args["stage"] == "the technical"


def test_she_is_whom_the_speaker_dealt_with_last(tell, stateful, search):
    bo = added(tell, search.req, "Bo Lind")
    tell("cand note ana : asks about the on-call rota")
    before = everything(stateful)
    for said in ("called her", "she withdrew", "sent the offer", "book her for a technical wed 10-11 @tom"):
        assert tell(said).actions[0].args["application"] == search.application
    assert everything(stateful) == before, "what is only spoken of is never booked at once"
    for asked in (tell("called her", by=RAVI), tell("called her", at=NOW + timedelta(hours=4))):
        assert asked.text == "Who is that? Nothing is recorded yet."
        assert {each.args["application"] for each in asked.actions} == {search.application, bo}


def test_a_round_that_is_told_from_hour_to_hour_beside_its_day_lasts_until_then(tell, search, stateful):
    tell("book ana for a technical round wed 2-3 with @tom")
    (round_,) = rows(stateful, Interview)
    assert round_.ends_at - round_.starts_at == timedelta(hours=1)
    assert round_.starts_at.astimezone(ZoneInfo("America/Los_Angeles")).hour == 14


def test_that_somebody_heard_our_no_is_told_of_whom_it_was_decided(tell, search):
    assert "cand note" in [each.verb for each in tell("I told ana").actions]
    tell("reject ana, not enough production work")
    for said in ("I told ana", "ana knows", "we told ana no"):
        assert [(each.verb, each.args["application"]) for each in tell(said).actions] == [("told", search.application)]


def test_forward_is_the_stage_that_follows(tell, search):
    assert tell("move ana forward").data["stage"] == "screen"
    assert tell("cand move ana to the next round").data["stage"] == "manager"


def test_she_is_asked_back_where_a_change_is_typed_and_never_taken(tell, stateful, search):
    added(tell, search.req, "Bo Lind")
    tell("cand note ana : asks about the on-call rota")
    before = everything(stateful)
    (ana,) = tell("reject her").actions[:1]
    assert (ana.verb, ana.args["application"]) == ("cand reject", search.application)
    assert everything(stateful) == before


@pytest.mark.parametrize(
    ("said", "booked"), [("schedule ana's technical for fri 3pm", "technical"), ("ana has her final round fri 3pm", "team")]
)
def test_a_round_is_booked_by_the_words_for_it(tell, stateful, search, said, booked):
    tell(said)
    assert [each.round for each in rows(stateful, Interview)] == [booked]


def test_a_time_to_which_somebody_is_moved_is_their_rounds(tell, stateful, search):
    tell("schedule ana's technical for fri 3pm")
    move = tell("move ana's technical to fri 4pm").actions[0]
    assert (move.verb, rows(stateful, Interview)[0].starts_at.minute) == ("interview move", 0)
    tell(verb=move.verb, **move.args)
    assert rows(stateful, Interview)[0].starts_at.astimezone(ZoneInfo("America/Los_Angeles")).hour == 16


def test_a_note_that_names_its_candidate_alone_is_theirs(tell, search):
    added(tell, search.req, "Bo Lind")
    assert tell("note that ana prefers remote").text == "Noted about Ana Quiroga."


def test_a_note_beside_a_req_is_of_whoever_is_in_it_whomever_else_it_names(tell, search):
    other = opened(tell)
    added(tell, other, "Bo Lind")
    assert tell(f"note R-{other}: ana recommended him").text == "Noted about Bo Lind."
    assert tell(f"note R-{search.req}: ana recommended him").text == "Noted about Ana Quiroga."


def test_nobody_is_found_by_whom_they_are_not_seen(tell, search):
    met(tell, EVE)
    assert "Nothing is recorded yet" not in tell("ana accepted", by=EVE).text


def test_that_it_happened_is_told_of_the_rounds_that_wait_to_be_recorded(tell, search):
    tell("interview book ana technical mon 2pm @tom R-1", at=NOW - timedelta(days=4))
    assert [each.verb for each in tell("it happened", by=RAVI).actions] == ["interview done"]


@pytest.mark.parametrize("said", ["interview senior production", "interview ic5 applied research", "interview mid level prompts"])
def test_a_loop_that_is_asked_for_by_its_other_name_is_no_round_to_book(said):
    assert deedwords.told(said) is None
    assert deedwords.told(f"{said} tomorrow 3pm") is not None


@pytest.mark.parametrize("said", ["please approve the offer of ana", "could you approve ana?", "we need to approve ana"])
def test_what_asks_for_a_deed_in_front_of_it_makes_no_question_of_it(tell, stateful, search, said):
    before = everything(stateful)
    assert [each.verb for each in tell(said).actions] == ["offer approve"]
    assert everything(stateful) == before


@pytest.mark.parametrize("said", ["pls reject ana", "let's reject ana", "please, could you reject ana"])
def test_a_change_that_is_pleaded_for_by_its_name_is_made(tell, search, said):
    assert tell(said).text.startswith("A.Q. (C-1): no (R-1).")


def test_a_change_that_is_asked_for_with_a_question_mark_waits_for_a_press(tell, stateful, search):
    before = everything(stateful)
    assert [each.verb for each in tell("can you reject ana?").actions] == ["cand reject"]
    assert everything(stateful) == before


def test_an_answer_of_whom_nobody_names_is_asked_about_where_an_offer_is_out(tell, stateful, search):
    assert not tell("the candidate accepted the offer!", by=RAVI).understood, "none is out"
    tell("offer sent ana", by=RAVI)
    before = everything(stateful)
    accepted = tell("the candidate accepted the offer!", by=RAVI)
    assert [(each.verb, each.args["application"]) for each in accepted.actions] == [("offer accept", search.application)]
    assert accepted.confidential
    assert tell("he refused, other company gave more", by=RAVI).actions[0].verb == "offer decline"
    assert "offer decline" not in [each.verb for each in tell("they declined", by=EVE).actions], (
        "who sees no offers is offered none"
    )
    assert everything(stateful) == before


@pytest.mark.parametrize(
    ("said", "args"),
    [
        ("I am on holiday from 1 december to 10 december", {"since": "1 december", "until": "10 december"}),
        ("I'll be on vacation until monday", {"until": "monday"}),
        ("I'm out next week", {}),
    ],
)
def test_that_the_speaker_is_not_there_is_offered_as_an_absence(tell, stateful, search, said, args):
    before = everything(stateful)
    (action,) = tell(said).actions
    assert (action.verb, action.args) == ("away", args)
    assert everything(stateful) == before


@pytest.mark.parametrize("said", ["I'm out of ideas", "I am off to a meeting"])
def test_what_somebody_is_out_of_or_off_to_is_no_absence(said):
    told = deedwords.told(said)
    assert told is None or told.verbs != (deedwords.AWAY,)


@pytest.mark.parametrize(
    ("said", "same"),
    [
        ("req R-1 hold", "req hold R-1"),
        ("req r-1 health", "req health R-1"),
        ("cand Ana show", "cand show Ana"),
        ("cand Ana Quiroga reject R-1", "cand reject Ana Quiroga R-1"),
        ("interview Ana book technical thu 2pm", "interview book Ana technical thu 2pm"),
    ],
)
def test_a_verbs_name_may_be_parted_by_whom_it_is_about(stateful, tell, search, said, same):
    heard, meant = (stateful.router.read(Command(RAVI, DM, NOW, said=each)) for each in (said, same))
    assert (heard.verb.name, heard.args) == (meant.verb.name, meant.args)


def test_what_names_nobody_between_parts_no_name(stateful):
    heard = stateful.router.read(Command(RAVI, DM, NOW, said="interview loop done well"))
    assert heard.verb.name != "interview done"


def test_what_leads_to_a_figure_is_no_part_of_a_name(tell, search):
    whose = added(tell, search.req, "Chase Lund")
    assert tell("draft offer for chase at 220k").data["application"] == whose


def test_a_decision_on_somebody_is_theirs(tell, search):
    tell("loop done ana")
    assert tell("decide yes on ana").data["application"] == search.application


def test_in_a_reqs_thread_nobody_of_another_req_is_spoken_of(tell, stateful, search):
    bo = added(tell, search.req, "Bo Lind")
    tell(f"cand add Cy Ray R-{opened(tell)}")

    def bound(unit):
        req = reqs.by_number(unit, search.req)
        refer(unit, "slack", "thread", "C1/9.9", entity_kind=table_of(Requisition).name, entity_id=req.id)

    stateful.database.write("acme", bound)
    assert tell("she passed").actions[0].args["application"]
    asked = tell("she passed", place=Place("slack", "C1", "9.9"))
    assert {each.args["application"] for each in asked.actions} == {search.application, bo}
