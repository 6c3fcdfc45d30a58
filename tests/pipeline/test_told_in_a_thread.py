"""What a recruiter and a hiring manager type in a search's thread in a week: told facts, what is taken back, what is asked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.core.typed import corrections, slots
from handlers.core.typed.deedwords import told
from storage.models import Interview, Offer
from tests.conftest import NOW, RAVI
from tests.pipeline.offering import LATER, decided, drafted, offer_of, out
from tests.pipeline.team import DANA, EVE, TOM, added, everything, met, rows

__all__ = ["decided"]

SOON = NOW + timedelta(minutes=20)


def offered(reply):
    """What a reply's buttons do."""
    return [each.verb for each in (*reply.actions, *reply.more)]


# What is taken back


@pytest.mark.parametrize(
    "said", ["no wait not yet", "no wait not yet, still reading it", "actually she's not out, still deciding", "oops too soon"]
)
def test_what_was_told_last_is_taken_back_in_words(tell, stateful, search, said):
    tell("cand withdraw ana", by=RAVI)
    before = everything(stateful)
    at_once = tell(said, by=RAVI, at=NOW + timedelta(seconds=20))
    assert at_once.actions[0].verb == "undo"
    late = tell(said, by=RAVI, at=SOON)
    assert (late.actions[0].verb, late.actions[0].args["stage"]) == ("cand move", "new")
    assert everything(stateful) == before
    assert "undo" not in offered(tell(said, by=DANA, at=SOON)), "she told nothing"


@pytest.mark.parametrize(
    "said",
    [
        "ana has not answered yet",
        "not yet",
        "she hasn't signed",
        "no news yet",
        "no rush, not urgent",
        "no that was not helpful",
        "sorry that isn't what i asked",
        "actually it's not a problem",
        "actually she's not happy about it",
        "actually she's not in nyc",
    ],
)
def test_what_has_not_happened_takes_nothing_back(said):
    assert not corrections.takes_back(said)


@pytest.mark.parametrize("said", ["oops i meant bo not ana", "sorry not ana, bo", "no wait, bo not ana"])
def test_one_who_was_named_for_another_is_put_right(tell, stateful, search, said):
    bo = added(tell, search.req, "Bo Chen")
    tell("cand withdraw ana", by=RAVI)
    before = everything(stateful)
    reply = tell(said, by=RAVI, at=NOW + timedelta(seconds=20))
    assert offered(reply)[:2] == ["undo", "cand withdraw"]
    assert reply.actions[1].args["application"] == bo
    assert offered(tell(said, by=RAVI, at=SOON))[0] == "cand withdraw"
    assert everything(stateful) == before


@pytest.mark.parametrize("said", ["no sorry 228 + 0.1%", "hm no, 228k and 0.1%", "sorry, 228 base, 0.1% equity"])
def test_a_figure_and_a_share_put_right_what_was_drafted_or_sent(tell, stateful, decided, said):
    out(tell)
    (change,) = tell(said, by=RAVI, at=LATER).actions
    assert (change.verb, change.args["application"]) == ("offer edit", decided.application)
    assert (change.args["base"]["amount"], change.args["equity"]) == (228_000, 0.1)


# Times


def test_the_time_from_which_a_round_is_moved_is_not_that_to_which_it_is(tell, stateful, search):
    met(tell, TOM)
    tell("interview book ana screen @tom thu 14:00", by=RAVI)
    was = rows(stateful, Interview)[0].starts_at
    for said in ("ana's screen moved from thu to fri, same time", "ana's screen is fri now, same time"):
        move = tell(said, by=RAVI).actions[0]
        assert move.verb == "interview move"
        assert tell(verb=move.verb, by=RAVI, **move.args).data["starts_at"] == (was + timedelta(days=1)).isoformat()
        tell("interview move ana thu 14:00", by=RAVI)


@pytest.mark.parametrize("said", ["ana final is friday or mon", "ana's final will be friday or mon", "ana's final is friday/mon"])
def test_a_round_on_either_day_is_offered_on_both_and_its_hour_asked_for(tell, stateful, search, said):
    reply = tell(said, by=RAVI)
    assert [each.args["when"] for each in reply.actions] == ["friday", "mon"]
    before = everything(stateful)
    form = tell(verb=reply.actions[0].verb, by=RAVI, **reply.actions[0].args).form
    assert (form.verb, form.args["application"]) == ("interview book", search.application)
    assert everything(stateful) == before
    tell(verb="interview book", by=RAVI, **form.args, when="2026-11-27T15:00:00+00:00")
    move = tell("ana can do mon or tue", by=RAVI).actions[0]
    assert tell(verb=move.verb, by=RAVI, **move.args).form.verb == "interview move"


def test_only_days_that_a_round_may_be_on_are_either(tell):
    assert slots.either("ana final is friday") is None
    assert slots.either("is ana's final friday or mon?") is None


def test_a_round_with_its_time_behind_another_fact_is_booked_by_its_button(tell, search):
    met(tell, TOM)
    reply = tell("ana screen went well, tech w tom thu 3pm", by=RAVI)
    assert offered(reply)[:2] == ["interview done", "interview book"]
    assert reply.actions[1].args["when"] == "thu 3pm" and "when" not in reply.actions[0].args


# Offers


def test_an_ok_in_front_approves_nobody(tell, search):
    assert "offer approve" not in offered(tell("ok gave ana til tues", by=RAVI))
    assert told("ok ana").verbs == ("offer approve",)


def test_a_sent_offer_and_until_when_it_stands_is_one_deed(tell, decided):
    drafted(tell)
    tell("offer approve ana", by=DANA)
    (sent,) = tell("sent, she has til monday", by=RAVI).actions
    assert (sent.verb, sent.args["expires"]) == ("offer sent", "monday")
    assert offered(tell("offers out", by=RAVI)) == ["offer sent"]


def test_terms_with_their_share_are_one_draft(tell, decided):
    draft = tell("putting together 225 base + 0.1% for ana, start jan 11", by=RAVI).actions[0]
    assert (draft.verb, draft.args["base"]["amount"], draft.args["equity"]) == ("offer draft", 225_000, 0.1)


def test_what_somebody_got_elsewhere_is_another_offer(tell, search):
    note = tell("ana says she got 250 from google", by=RAVI).actions[0]
    assert (note.verb, note.args["company"], note.args["offer"]["amount"]) == ("volunteered", "google", 250_000)


@pytest.mark.parametrize("said", ["ana has 180k at google", "ana has 200 at work", "ana got 160 at leetcode"])
def test_present_pay_is_nobodys_offer(tell, search, said):
    assert "volunteered" not in offered(tell(said, by=RAVI))


@pytest.mark.parametrize("said", ["ana starts feb 1 not jan 15", "ana's first day moved to feb 1"])
def test_a_first_day_is_the_offers(tell, decided, said):
    drafted(tell)
    (change,) = tell(said, by=RAVI).actions
    assert (change.verb, change.args["start"]) == ("offer edit", "--02-01")


def test_a_first_day_is_moved_after_they_signed_and_nothing_else_is(tell, stateful, decided):
    out(tell)
    tell("offer accept ana", by=RAVI, at=LATER)
    for said in ("start feb 1", "start date moved to feb 1", "ana starts feb 1"):
        (change,) = tell(said, by=RAVI, at=LATER).actions
        assert (change.verb, change.args["start"]) == ("offer edit", "--02-01")
    before = offer_of(stateful)
    reply = tell(verb=change.verb, by=RAVI, at=LATER, **change.args)
    after = offer_of(stateful)
    assert reply.data["start_on"] == after.start_on.isoformat() == "2027-02-01"
    assert (after.status, after.base, after.approved_by) == (before.status, before.base, before.approved_by)
    assert tell("offer edit ana base 240k", by=RAVI, at=LATER).data["refused"] == "Conflict"
    undo = next(each for each in reply.more if each.verb == "undo")
    tell(verb="undo", by=RAVI, at=LATER, **undo.args)
    assert rows(stateful, Offer)[-1].start_on == before.start_on


@pytest.mark.parametrize("said", ["ana starts march 3 at google", "starting feb 1 we freeze hiring"])
def test_a_day_on_which_something_else_starts_is_no_first_day(tell, decided, said):
    out(tell)
    tell("offer accept ana", by=RAVI, at=LATER)
    assert "offer edit" not in offered(tell(said, by=RAVI, at=LATER))


def test_an_acceptance_that_is_told_again_is_answered_with_the_first(tell, stateful, decided):
    out(tell)
    tell("offer accept ana", by=RAVI, at=LATER)
    before = everything(stateful)
    assert "accepted the offer" in tell("ana signed", by=RAVI, at=LATER).text
    assert everything(stateful) == before


# Colleagues


@pytest.mark.parametrize(
    "said", ["dana said its fine", "dana's fine w the number", "talked to dana, she's fine with 240", "dana is ok with it"]
)
def test_a_colleagues_yes_is_theirs_to_give_however_it_is_told(tell, threaded, decided, said):
    drafted(tell)
    reply = tell(said, by=RAVI, place=threaded)
    assert "Dana says it here. Waiting for Dana: A.Q. (C-1)" in reply.text
    assert offered(reply) == ["offer show"]


def test_a_call_with_a_colleague_is_none_with_a_candidate(tell, threaded, decided):
    assert "call recruiter done" not in offered(tell("talked to dana, she likes him", by=RAVI, place=threaded))
    assert "interview done" not in offered(tell("spoke with tom about her", by=RAVI, place=threaded))


def test_an_approver_who_wants_other_terms_refuses_what_waits_for_them(tell, threaded, decided):
    drafted(tell)
    assert offered(tell("not happy w 228, can we do 220", by=DANA, place=threaded)) == ["offer withdraw", "offer edit"]
    assert "offer withdraw" not in offered(tell("not happy w 228, can we do 220", by=TOM, place=threaded))


# What is heard on a call, and what nobody reads


def test_a_call_is_offered_though_what_was_heard_there_is_no_deed(tell, decided):
    out(tell)
    said = "called ana, she's leaning yes but wants to think over the weekend"
    reply = tell(said, by=RAVI, at=LATER)
    assert offered(reply)[0] == "call recruiter done" and offered(reply)[-1] == "cand note"
    assert offered(tell("called ana, no answer", by=RAVI, at=LATER))[0] == "cand note"


@pytest.mark.parametrize(
    "said", ["legal is still reviewing the letter", "offer letter going out this afternoon", "mei is calling her tonight"]
)
def test_what_is_told_in_a_thread_and_is_no_deed_may_be_kept(tell, stateful, threaded, search, said):
    before = everything(stateful)
    reply = tell(said, by=RAVI, place=threaded)
    assert reply.actions[0].verb == "cand note" and reply.actions[0].args["text"] == said
    assert everything(stateful) == before


def test_no_candidate_is_named_to_who_may_not_see_the_search(tell, threaded, search):
    reply = tell("legal is still reviewing the letter", by=EVE, place=threaded)
    assert not [each for each in (*reply.actions, *reply.more) if "application" in each.args]


@pytest.mark.parametrize("said", ["how long should a take home be", "need interview questions for a senior", "thanks all"])
def test_what_is_asked_in_a_thread_is_kept_as_no_note(tell, threaded, search, said):
    assert "cand note" not in offered(tell(said, by=RAVI, place=threaded))


@pytest.mark.parametrize("said", ["give her until friday for the take home", "gave her til tues for the take-home"])
def test_more_time_for_a_task_extends_no_offer(tell, threaded, decided, said):
    out(tell)
    assert "offer extend" not in offered(tell(said, by=RAVI, at=LATER, place=threaded))


# What is asked


@pytest.mark.parametrize("said", ["whos waiting on us?", "are we late on anything"])
def test_what_is_owed_on_a_search_is_asked_in_its_thread(tell, stateful, threaded, decided, said):
    assert tell(said, by=RAVI, place=threaded).text.endswith(f"owed on R-{decided.req}")


@pytest.mark.parametrize("said", ["when is ana's final", "when is ana's screen?", "when's ana's onsite"])
def test_when_a_round_of_somebody_is_shows_them(tell, search, said):
    assert tell(said, by=RAVI).data["application"] == search.application


@pytest.mark.parametrize("said", ["ana yes bo no", "ana yes and bo no"])
def test_verdicts_behind_names_are_told_apart(tell, search, said):
    bo = added(tell, search.req, "Bo Chen")
    reply = tell(said)
    assert [(each.verb, each.args["application"]) for each in reply.actions] == [
        ("decide yes", search.application), ("decide no", bo),
    ]  # fmt: skip
