"""An offer from draft to answer: the band, the terms, the time that it has, who may see it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from handlers.core.command import Place
from storage.models import Application, Disclosure, Event, Note, Nudge, Offer, Outbox, Person
from tests.conftest import NOW, RAVI
from tests.pipeline.offering import FIGURE, LATER, decided, drafted, offer_of, out
from tests.pipeline.team import DANA, TOM, rows

__all__ = ["decided"]


def application_of(house):
    return rows(house, Application)[0]


# Drafting


def test_a_draft_is_held_against_the_band_and_waits_for_the_approver(tell, stateful, decided):
    reply = drafted(tell)
    assert reply.data["standing"] == "top"
    assert "Dana" in reply.text
    offer = offer_of(stateful)
    assert (offer.base, offer.currency, offer.equity_percent, offer.status) == (228000, "USD", "0.12", "draft")
    assert offer.start_on.isoformat() == "2027-01-15"


@pytest.mark.parametrize(
    ("zone", "typed", "start_on"),
    [
        ("America/Los_Angeles", "3/2/2027", "2027-03-02"), ("Europe/Berlin", "3/2/2027", "2027-02-03"),
        ("Europe/Berlin", "3/2", "2027-02-03"), ("America/Los_Angeles", "28/2", "2027-02-28"),
        ("America/Los_Angeles", "3.2.2027", "2027-02-03"), ("Europe/Berlin", "3.2.", "2027-02-03"),
    ],
)  # fmt: skip
def test_a_first_day_in_figures_is_read_as_where_the_speaker_is_and_told_by_its_months_name(
    tell, stateful, decided, zone, typed, start_on
):
    stateful.database.write("acme", lambda unit: unit.update(Person, timezone=zone))
    reply = drafted(tell, f"base 228k start {typed} equity 0.12%")
    assert offer_of(stateful).start_on.isoformat() == start_on
    assert f"{int(start_on[-2:])} {'Feb' if start_on[5:7] == '02' else 'Mar'} 2027" in str(reply)


def test_a_figure_outside_the_band_needs_a_reason(tell, stateful, decided):
    reply = drafted(tell, "base 262k")
    assert "above R-1's band" in reply.text
    assert "Dana's approval" in reply.text
    assert rows(stateful, Offer) == []
    form = reply.form
    filled = {"base": "262000 USD"}
    assert "why" in tell(verb=form.verb, by=RAVI, **form.args, **filled).data["errors"]
    assert tell(verb=form.verb, by=RAVI, **form.args, **filled, why="rare skill").data["standing"] == "above"


def test_a_figure_outside_the_band_needs_an_approver_who_is_named(tell, stateful, decided):
    tell("req team R-1 remove @dana")
    assert drafted(tell, "base 262k because rare skill").data == {"refused": "Conflict"}
    assert rows(stateful, Offer) == []


def test_another_currency_is_never_held_against_the_band(tell, decided):
    assert drafted(tell, "base €120,000").data["standing"] == "unknown"


def test_without_a_base_a_form_asks_and_keeps_what_was_said(tell, decided):
    form = drafted(tell, "equity 0.2%").form
    assert {field.name: field.value for field in form.fields}["equity"] == "0.2"
    assert "base" in tell(verb=form.verb, by=RAVI, **form.args, base="much").data["errors"]


def test_offer_without_scorecards_is_refused(tell, stateful, search):
    tell("interview done ana technical yesterday 16:00")
    tell("interview book ana debugging in 1 hour @tom")
    tell("interview done ana", at=NOW + timedelta(hours=3))
    reply = tell("offer draft ana base 228k", at=NOW + timedelta(hours=3))
    assert reply.data == {"refused": "Conflict"}
    assert "Tom" in reply.text
    anyway = reply.actions[0]
    assert tell(verb=anyway.verb, **anyway.args, at=NOW + timedelta(hours=3)).data["status"] == "draft"


def test_an_offer_that_was_decided_without_a_scorecard_is_drafted_with_a_remark(tell, search):
    tell("interview book ana debugging in 1 hour @tom")
    tell("interview done ana", at=NOW + timedelta(hours=3))
    tell("loop done ana", at=NOW + timedelta(hours=3))
    tell("decide yes ana", at=NOW + timedelta(hours=4))
    reply = tell("offer draft ana base 228k", at=NOW + timedelta(hours=5))
    assert reply.data["status"] == "draft"
    assert "Not in yet: a scorecard of Tom." in str(reply.elements)


def test_one_offer_is_alive_at_a_time(tell, stateful, decided):
    drafted(tell)
    reply = drafted(tell, "base 225k")
    assert reply.data == {"refused": "Conflict"}
    assert reply.actions[0].verb == "offer edit"
    assert len(rows(stateful, Offer)) == 1


def test_a_draft_is_taken_back(tell, stateful, decided):
    drafted(tell)
    tell("undo", by=RAVI)
    assert offer_of(stateful).status == "withdrawn"
    assert drafted(tell, "base 225k").data["status"] == "draft"


# Sending and answering


def test_an_offer_drafted_here_goes_out_after_its_approval(tell, stateful, decided):
    drafted(tell)
    reply = tell("offer sent ana", by=RAVI)
    assert reply.data == {"refused": "Conflict"}
    assert application_of(stateful).outcome is None
    tell("offer approve ana", by=DANA)
    tell("offer sent ana", by=RAVI)
    assert (offer_of(stateful).status, application_of(stateful).outcome) == ("sent", "offer")


def test_without_a_draft_the_event_alone_is_kept(tell, stateful, decided):
    reply = tell("offer sent ana expires mon 17:00", by=RAVI)
    assert reply.data["hours_after_final_round"] == 16
    assert rows(stateful, Offer) == []
    (event,) = [each for each in rows(stateful, Event) if each.kind == "offer_sent"]
    assert event.after["expires_at"] == reply.data["expires_at"]
    assert tell("offer accept ana").data["outcome"] == "hired"


def test_an_offer_sent_yesterday_is_reported_late(tell, stateful, decided):
    tell("offer sent ana an hour ago", by=RAVI)
    (event,) = [each for each in rows(stateful, Event) if each.kind == "offer_sent"]
    assert event.occurred_at == NOW - timedelta(hours=1)


def test_an_offer_whose_time_is_over_is_not_sent_before_it_has_another(tell, stateful, decided):
    drafted(tell, "base 228k equity 0.12% start 2027-01-15 expires fri 17:00")
    tell("offer approve ana", by=DANA)
    monday = NOW + timedelta(days=5, hours=20)
    reply = tell("offer sent ana", by=RAVI, at=monday)
    assert "was to stand until Fri" in reply.text
    assert reply.form is not None
    assert (offer_of(stateful).status, application_of(stateful).outcome) == ("approved", None)
    sent = tell(verb=reply.form.verb, by=RAVI, at=monday, **reply.form.args, expires="2026-12-02T17:00")
    assert "It stands until Wed" in str(sent.elements)
    assert offer_of(stateful).status == "sent"


def test_an_offer_that_was_sent_while_it_stood_is_reported_after_its_time(tell, stateful, decided):
    drafted(tell, "base 228k equity 0.12% start 2027-01-15 expires tue 18:00", at=NOW - timedelta(hours=1))
    tell("offer approve ana", by=DANA)
    assert tell("offer sent ana an hour ago", by=RAVI, at=NOW + timedelta(hours=2)).form is None
    assert offer_of(stateful).status == "sent"


def test_a_sent_offer_is_taken_back_whole(tell, stateful, decided):
    out(tell)
    tell("undo", by=RAVI, at=LATER)
    assert (offer_of(stateful).status, offer_of(stateful).sent_at, application_of(stateful).outcome) == ("approved", None, None)


def test_more_time_is_recorded_with_its_end(tell, stateful, decided):
    out(tell)
    reply = tell("offer extend ana until 2026-12-04 17:00", by=RAVI, at=LATER)
    (event,) = [each for each in rows(stateful, Event) if each.kind == "offer_extended"]
    assert event.after["expires_at"] == reply.data["expires_at"] == offer_of(stateful).expires_at.isoformat()


def test_a_counter_is_kept_with_the_terms_and_not_in_the_trail(tell, stateful, decided):
    out(tell)
    reply = tell("offer counter ana base 245k because another firm pays it", by=RAVI, at=LATER)
    assert "above the band" in str(reply.elements)
    assert offer_of(stateful).terms["counter"]["base"]["amount"] == 245000
    (event,) = [each for each in rows(stateful, Event) if each.kind == "offer_countered"]
    assert "245" not in str((event.before, event.after))


@pytest.mark.parametrize(
    ("words", "base", "equity"),
    [
        ("equity 0.15% because the team of 150 is small", None, "0.15"),
        ("equity 0.15% because the base is low and dilution is 20%", None, "0.15"),
        ("says the base is too low for a team of 150", None, None),
        ("wants 240k", 240_000, None),
    ],
)
def test_a_counter_takes_no_figure_from_the_reason_that_is_given(tell, stateful, decided, words, base, equity):
    out(tell)
    tell(f"offer counter ana {words}", by=RAVI, at=LATER)
    counter = offer_of(stateful).terms["counter"]
    assert ((counter["base"] or {}).get("amount"), counter["equity"]) == (base, equity)
    assert words.endswith(counter["said"])


def test_a_first_day_from_before_the_offer_is_no_first_day(tell, stateful, decided):
    out(tell)
    refused = tell("offer accept ana start 2020-01-01", by=RAVI, at=LATER)
    assert refused.data["refused"] == "Invalid"
    assert "and 1 Jan 2020 is before that. Say which day is to be their first. Nothing changed." in refused.text
    assert "refused" not in tell(f"offer accept ana start {LATER:%Y-%m-%d}", by=RAVI, at=LATER + timedelta(days=9)).data


def test_an_accepted_offer_hires_and_undo_takes_both_back(tell, stateful, decided):
    out(tell)
    reply = tell("offer accept ana start 1 Feb 2027", by=RAVI, at=LATER)
    assert (reply.data["outcome"], reply.data["start_on"]) == ("hired", "2027-02-01")
    assert (offer_of(stateful).status, application_of(stateful).outcome) == ("accepted", "hired")
    assert reply.actions[0].verb == "req fill"
    tell("undo", by=RAVI, at=LATER)
    offer = offer_of(stateful)
    assert (offer.status, offer.start_on.isoformat(), application_of(stateful).outcome) == ("sent", "2027-01-15", "offer")


def test_a_declined_offer_says_why_in_a_word_that_counts(tell, stateful, decided):
    out(tell)
    form = tell("offer decline ana", by=RAVI, at=LATER).form
    assert "other_offer" in [choice.value for choice in form.fields[0].choices]
    tell(verb=form.verb, **form.args, by=RAVI, at=LATER, reason="other_offer", why="Acme pays more")
    assert (offer_of(stateful).status, application_of(stateful).outcome) == ("declined", "withdrawn")
    event = next(each for each in rows(stateful, Event) if each.kind == "offer_declined")
    assert event.after["reason_code"] == "other_offer"
    assert "Acme" not in str(event.after)


def test_an_offer_taken_back_needs_a_reason_once_it_was_sent(tell, stateful, decided):
    out(tell)
    assert tell("offer withdraw ana", by=RAVI, at=LATER).form is not None
    tell("offer withdraw ana because the headcount was cut", by=RAVI, at=LATER)
    assert (offer_of(stateful).status, application_of(stateful).outcome) == ("withdrawn", None)
    assert drafted(tell, at=LATER).data["status"] == "draft"


def test_a_draft_is_withdrawn_without_a_reason(tell, stateful, decided):
    drafted(tell)
    tell("offer withdraw ana", by=RAVI)
    assert offer_of(stateful).status == "withdrawn"


def test_nothing_is_answered_that_was_not_sent(tell, decided):
    for words in ("accept", "decline pay", "counter base 245k", "extend until fri 17:00"):
        verb, _, rest = words.partition(" ")
        assert tell(f"offer {verb} ana {rest}").data == {"refused": "Conflict"}, words


def test_changed_terms_are_sent_anew(tell, stateful, decided):
    out(tell)
    tell("offer edit ana base 230k", by=RAVI, at=LATER)
    tell("offer approve ana", by=DANA, at=LATER)
    tell("offer sent ana", by=RAVI, at=LATER)
    assert (offer_of(stateful).status, offer_of(stateful).base) == ("sent", 230000)


def test_forgetting_somebody_erases_terms_and_disclosures(tell, stateful, decided):
    tell("volunteered ana leaves 400k notice 3 months", by=RAVI)
    drafted(tell, "base 262k because rare skill")
    tell(verb="cand forget", application=decided.application, sure=True)
    assert all(row.details == {} for row in rows(stateful, Disclosure))
    assert rows(stateful, Offer) == []
    assert not any("rare skill" in (note.text or "") for note in rows(stateful, Note))


# Who may see


def test_interviewers_see_no_offer(tell, decided):
    tell("interview book ana technical thu 2pm @tom")
    drafted(tell)
    for words in ("offer show ana R-1", "offer sent ana R-1", "volunteered ana R-1", "offer approve ana R-1"):
        reply = tell(words, by=TOM)
        assert reply.data["refused"] == "NotAllowed", words
        assert not FIGURE.search(str(reply))


def test_where_others_read_along_no_figure_is_shown(tell, stateful, decided):
    drafted(tell)
    assert tell("offer show ana R-1", place=Place("teams", "19:hiring")).confidential
    assert not tell("offer show ana", by=RAVI).public
    assert "$228K" in str(tell("offer show ana", by=DANA))
    assert not any(FIGURE.search(str(message.refs)) for message in rows(stateful, Outbox))


def test_a_form_that_shows_the_terms_is_for_the_askers_eyes_alone(tell, decided):
    drafted(tell)

    def base_in(form):
        return next(field.value for field in form.fields if field.name == "base")

    asked = tell("offer edit ana R-1", by=RAVI, place=Place("teams", "19:hiring"))
    assert base_in(asked.form) == "228000 USD"
    assert asked.confidential


# How long it stands


def test_the_time_that_there_is_already_is_no_more_time(tell, stateful, search):
    tell('loop done "Ana Quiroga"')
    tell('offer sent "Ana Quiroga" expires fri 17:00')
    before = len(rows(stateful, Event))
    reply = tell('offer extend "Ana Quiroga" until fri 17:00')
    assert reply.data == {"refused": "Conflict"}
    assert "Fri 17:00 already. More time takes a later one: offer extend … until mon 17:00" in reply.text
    assert len(rows(stateful, Event)) == before
    assert "expires_at" in tell('offer extend "Ana Quiroga" until sat 17:00').data


def answer_due(house):
    return {each.deadline_at for each in rows(house, Nudge) if each.clock == "offer_answer" and each.reason is None}


@pytest.mark.parametrize("kept", [True, False])
def test_an_end_that_was_mistyped_is_set_right_and_said_to_be_earlier(tell, stateful, decided, kept):
    out(tell) if kept else tell("offer sent ana expires mon 17:00", by=RAVI, at=LATER)
    tell("offer extend ana until 5 dec 17:00", by=RAVI, at=LATER)
    reply = tell("offer extend ana until 3 dec 17:00", by=RAVI, at=LATER)
    assert "now, which is earlier: it was to stand until" in reply.text
    end = datetime.fromisoformat(reply.data["expires_at"])
    assert answer_due(stateful) == {end - timedelta(days=1)}
    assert not kept or offer_of(stateful).expires_at == end
    past = tell("offer extend ana until yesterday 17:00", by=RAVI, at=LATER)
    assert past.data["refused"] == "Invalid"


def test_an_end_that_is_set_with_the_terms_reaches_the_clocks_and_is_what_more_time_is_held_against(tell, stateful, decided):
    out(tell)
    tell("offer edit ana expires 2026-12-03 17:00", by=RAVI, at=LATER)
    assert answer_due(stateful) == {offer_of(stateful).expires_at - timedelta(days=1)}
    again = tell("offer extend ana until 2026-12-03 17:00", by=RAVI, at=LATER)
    assert again.data == {"refused": "Conflict"}
