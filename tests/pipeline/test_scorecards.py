"""Scorecards: by the round's criteria, in words and with evidence, hidden until one's own is in; never added up."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.core.command import Place
from handlers.pipeline.digests import words
from handlers.pipeline.reminders import owing, several
from storage import nudges
from storage.models import Event, Note, Nudge, Person, Scorecard
from tests.conftest import NOW, RAVI
from tests.pipeline.team import DANA, TOM, rows

LATER = NOW + timedelta(days=4)


@pytest.fixture
def held(tell, search):
    """A technical round that Tom and Dana sat in."""
    interview = tell("interview book ana technical thu 2pm @tom @dana").data["interview"]
    tell("interview done ana", at=LATER)
    return interview


def hand_in(tell, interview, by=TOM, verdict="yes", why="Clear thinking", **more):
    return tell(verb="scorecard", by=by, at=LATER, interview=interview, verdict=verdict, why=why, **more)


def test_the_form_asks_by_the_rounds_own_criteria_in_four_words(tell, search, held):
    form = tell(verb="scorecard", by=TOM, at=LATER, interview=held).form
    labels = {field.name: field for field in form.fields}
    assert "production problem" in labels["verdict_1"].label
    assert [choice.value for choice in labels["verdict"].choices] == ["strong_no", "no", "yes", "strong_yes"]
    assert labels["verdict_1"].value == "not_tested"


def test_words_and_evidence_are_kept_and_the_trail_holds_neither(tell, stateful, search, held):
    reply = hand_in(tell, held, verdict_1="strong_yes", evidence_1="Found the skew in ten minutes")
    assert "refused" not in reply.data
    (card,) = rows(stateful, Scorecard)
    assert card.verdict == "yes"
    answered = [(each["verdict"], each["evidence"]) for each in card.criteria if each["verdict"]]
    assert answered == [("strong_yes", "Found the skew in ten minutes")]
    trail = str([(event.before, event.after) for event in rows(stateful, Event) if event.kind == "scorecard_submitted"])
    assert "yes" not in trail
    assert "skew" not in trail


def test_it_can_be_typed(tell, stateful, search, held):
    reply = tell("scorecard ana strong yes because she found the skew", by=TOM, at=LATER)
    assert reply.data["not_tested"]
    assert rows(stateful, Scorecard)[0].verdict == "strong_yes"


def test_a_verdict_without_evidence_is_told_at_its_field(tell, search, held):
    assert "evidence_1" in hand_in(tell, held, verdict_1="no").data["errors"]
    assert "why" in hand_in(tell, held, why="").data["errors"]


def test_only_who_sat_in_it_hands_one_in(tell, search, held):
    assert hand_in(tell, held, by=RAVI).data["refused"] == "NotAllowed"


def test_others_are_hidden_until_ones_own_is_in(tell, search, held):
    hand_in(tell, held, by=DANA, why="Could not explain the eval")
    hidden = tell("debrief ana", by=TOM, at=LATER)
    assert hidden.data["refused"] == "NotAllowed"
    assert "eval" not in str(hidden)
    hand_in(tell, held)
    assert len(tell("debrief ana", by=TOM, at=LATER).data["scorecards"]) == 2


def test_who_still_has_a_round_to_hold_reads_nothing_either(tell, search, held):
    hand_in(tell, held)
    tell("interview book ana debugging wed 2pm @tom", at=LATER)
    assert tell("debrief ana", by=TOM, at=LATER).data["refused"] == "NotAllowed"


def test_who_runs_the_req_reads_them_at_any_time(tell, search, held):
    hand_in(tell, held)
    assert len(tell("debrief ana", by=RAVI, at=LATER).data["scorecards"]) == 1


def test_a_debrief_shows_the_split_and_what_nobody_tested_and_adds_up_nothing(tell, search, held):
    hand_in(tell, held, verdict_1="yes", evidence_1="Found the skew")
    hand_in(tell, held, by=DANA, verdict="no", why="No numbers", verdict_1="no", evidence_1="Guessed")
    reply = tell("debrief ana", at=LATER)
    facts = dict(next(element for element in reply.elements if type(element).__name__ == "Facts").pairs)
    assert facts["The split"] == "Yes: Tom · No: Dana"
    assert "says what broke there, and how it was found and mended" in reply.data["not_tested"]
    assert "takes a production problem of the team's own apart in order" not in reply.data["not_tested"]
    assert "manager" in reply.data["rounds_not_held"]
    assert not any(word in str(reply.data).casefold() for word in ("average", "mean", 'score"', "rank"))


def test_who_owes_one_is_named(tell, search, held):
    hand_in(tell, held)
    reply = tell("debrief ana", at=LATER)
    assert len(reply.data["owed_by"]) == 1
    assert "Dana (Technical depth)" in str(reply.elements)


def test_handed_in_again_it_replaces_ones_own_and_undo_brings_back_the_first(tell, stateful, search, held):
    hand_in(tell, held, why="First words")
    hand_in(tell, held, verdict="no", why="Second thoughts")
    assert [(card.verdict, card.evidence) for card in rows(stateful, Scorecard)] == [("no", "Second thoughts")]
    tell("undo", by=TOM, at=LATER)
    assert [(card.verdict, card.evidence) for card in rows(stateful, Scorecard)] == [("yes", "First words")]


def test_the_first_one_is_taken_back_whole(tell, stateful, search, held):
    hand_in(tell, held)
    tell("undo", by=TOM, at=LATER)
    assert rows(stateful, Scorecard) == []
    assert "refused" not in hand_in(tell, held).data


def test_forgetting_somebody_erases_what_was_seen(tell, stateful, search, held):
    hand_in(tell, held, why="First words")
    hand_in(tell, held, why="Second thoughts")
    tell(verb="cand forget", application=search.application, sure=True, at=LATER)
    left = str([note.text for note in rows(stateful, Note)]) + str([card.evidence for card in rows(stateful, Scorecard)])
    assert "words" not in left
    assert "thoughts" not in left


def test_what_others_saw_is_for_the_askers_eyes_alone(tell, search, held):
    hand_in(tell, held, why="Could not explain the eval")
    reply = tell("debrief ana R-1", at=LATER, place=Place("teams", "19:hiring"))
    assert "eval" in str(reply)
    assert reply.confidential


@pytest.mark.parametrize("answers", ["x", -1, ["a"], {"1": "x"}])
def test_answers_of_another_shape_are_refused_at_their_field(tell, search, answers):
    assert tell(verb="scorecard", application=search.application, answers=answers).data["refused"] == "Invalid"


def test_a_round_whose_scorecard_came_before_its_record_counts_as_held(tell, search):
    tell("interview book ana technical thu 2pm @tom @dana")
    tell("scorecard ana technical yes because she found the skew", by=TOM, at=LATER)
    assert "technical" not in tell("debrief ana", at=LATER).data["rounds_not_held"]


def passed_on(tell, house):
    """Tom's scorecard is with Dana, who owes one of the same round."""
    tom = rows(house, Person, Person.name == "Tom")[0].id
    mine = next(each for each in rows(house, Nudge, Nudge.clock == "scorecard") if each.person_id == tom)
    tell(verb="reassign", nudge=mine.id, person="dana", by=TOM, at=LATER)
    return [each for each in rows(house, Nudge, Nudge.clock == "scorecard") if each.voice == "due" and not each.reason]


def test_two_scorecards_of_one_round_that_one_person_sees_to_are_both_listed(tell, stateful, search, held):
    passed_on(tell, stateful)
    assert len(tell("due", by=DANA, at=LATER).data["due"]) == 2
    clocks = tell(verb="page req", req=search.req, at=LATER).data["clocks"]
    assert [each["owner"] for each in clocks if each["state"] == "late" and each["clock"] == "scorecard"] == ["Dana", "Dana"]
    dana = rows(stateful, Person, Person.name == "Dana")[0]

    def owed(unit):
        return [each.what for each in words._owed(unit, stateful.packaged, nudges.owed_by(unit, dana.id), LATER, LATER)]

    assert set(stateful.database.read("acme", owed)) == {"your scorecard for Ana Quiroga", "Tom's scorecard for Ana Quiroga"}


def test_two_that_one_person_owes_for_one_candidate_name_their_rounds_and_one_does_not(tell, stateful, search, held):
    tell("interview book ana debugging thu 4pm @tom")
    tell("interview done ana debugging", at=LATER)
    tom = rows(stateful, Person, Person.name == "Tom")[0].id

    def named(unit):
        open_ones = owing.one_voice(nudges.owed_by(unit, tom), LATER)
        cards = [owing.owed(unit, stateful.packaged, LATER, each) for each in open_ones if each.clock == "scorecard"]
        return {each.label for each in several._alone(cards)}

    both = stateful.database.read("acme", named)
    assert both == {
        f"Your scorecard for Ana Quiroga ({each})" for each in ("Technical depth", "Production debugging or system design")
    }
    hand_in(tell, held)
    assert stateful.database.read("acme", named) == {"Your scorecard for Ana Quiroga"}


def test_ones_own_scorecard_has_its_button_beside_anothers_of_the_same_candidate(tell, stateful, search, held):
    passed_on(tell, stateful)

    def said(unit):
        found = [each for each in unit.all(Nudge, Nudge.clock == "scorecard") if each.voice == "due" and each.person_id]
        owed = [owing.owed(unit, stateful.packaged, LATER, each) for each in found if not each.reason]
        return several.reply(sorted(owed, key=lambda each: each.is_own))

    assert [each.label for each in stateful.database.read("acme", said).actions] == ["Scorecard: Ana Quiroga"]


def test_a_reminder_of_one_rounds_scorecard_asks_for_that_one(tell, stateful, search, held):
    tell(f'interview done "Ana Quiroga" manager @tom R-{search.req}', at=LATER)
    assert tell(f'scorecard "Ana Quiroga" R-{search.req}', by=TOM, at=LATER).data["refused"] == "NotFound"
    tom = rows(stateful, Person, Person.name == "Tom")[0].id
    theirs = [each for each in rows(stateful, Nudge, Nudge.clock == "scorecard") if each.person_id == tom and not each.reason]
    shown = [tell(verb="show nudge", nudge=each.id, by=TOM, at=LATER).actions[0] for each in theirs]
    assert len({each.args["interview"] for each in shown}) == 2
    assert all(tell(verb=each.verb, **each.args, by=TOM, at=LATER).form for each in shown)


def test_a_scorecard_is_not_passed_on_to_who_did_not_sit_in_the_round_and_says_what_to_do_instead(tell, stateful, search, held):
    tom = rows(stateful, Person, Person.name == "Tom")[0].id
    mine = next(each for each in rows(stateful, Nudge, Nudge.clock == "scorecard") if each.person_id == tom)
    refused = tell(verb="reassign", nudge=mine.id, person="ravi", by=TOM, at=LATER)
    assert refused.data["refused"] == "Invalid"
    assert refused.text.startswith("Ravi did not sit in that round, and a scorecard says what somebody saw.")
    assert [each.verb for each in refused.actions] == ["skip"]
    again = [each for each in rows(stateful, Nudge, Nudge.clock == "scorecard") if each.reason is None]
    assert {each.id: each.person_id for each in again}[mine.id] == tom
    assert tell(verb="skip", **refused.actions[0].args, reason="Tom left", by=TOM, at=LATER).data["event"]


def test_an_offer_that_waits_for_a_scorecard_has_its_button_for_who_owes_one_alone(tell, stateful, search, held):
    tell(f'loop done "Ana Quiroga" R-{search.req}', at=LATER)
    tom = rows(stateful, Person, Person.name == "Tom")[0].id
    offer = next(each for each in rows(stateful, Nudge, Nudge.clock == "offer") if each.person_id == tom and not each.reason)
    assert "scorecard" in [each.verb for each in tell(verb="show nudge", nudge=offer.id, by=TOM, at=LATER).actions]
    passed = tell(verb="reassign", nudge=offer.id, person="ravi", by=TOM, at=LATER).data["person"]
    ravis = next(each for each in rows(stateful, Nudge, Nudge.clock == "offer") if each.person_id == passed and not each.reason)
    shown = tell(verb="show nudge", nudge=ravis.id, by=RAVI, at=LATER)
    assert [each.verb for each in shown.actions] == ["snooze", "skip"]
    assert "It waits for a scorecard." in shown.text
