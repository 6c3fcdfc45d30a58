"""What `why` says of a deadline: each line is true, and names what really set it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.core import codes
from handlers.pipeline.reminders import owing, saying, whence
from handlers.pipeline.rules import clock, dueby
from handlers.pipeline.rules.story import Hold, Round, Story
from storage.models import Nudge
from tests.conftest import MEI, RAVI
from tests.pipeline.team import DANA, TOM, opened, reachable, rows
from tests.pipeline.test_clock import HOUR, NOW, RULES, ZONES
from tests.pipeline.test_nudges import ENDED

BY_ID = {rule.id: rule for rule in RULES}
SPANS = st.integers(0, 200)
MOMENT = r"(\d{4}-\d\d-\d\dT\S+?)"
THEIRS = re.compile(rf"Another company's offer to them sets it: theirs ends {MOMENT}(?:, and this is due (\d+) h before)?\.")
SHARED = re.compile(rf"(\d+) h before would be too soon: this is due when (\d+)% of the time from {MOMENT} until then has passed")


@st.composite
def stories(draw):
    """A candidate whose loop ended, or whose offer was sent or changed, with holds and other companies' offers."""
    kinds = (codes.FINAL_ROUND_ENDED, codes.OFFER_SENT, codes.OFFER_REVISED, codes.OFFER_APPROVED, codes.OFFER_WITHDRAWN)
    happened = {kind: NOW + draw(SPANS) * HOUR for kind in draw(st.lists(st.sampled_from(kinds), min_size=1, unique=True))}
    holds, at = [], NOW
    for before, span in draw(st.lists(st.tuples(SPANS, SPANS), max_size=2)):
        holds.append(Hold(at + before * HOUR, at + (before + span) * HOUR))
        at = holds[-1].until
    competing = {NOW + end * HOUR: NOW + told * HOUR for end, told in draw(st.lists(st.tuples(SPANS, SPANS), max_size=3))}
    expires_at = NOW + draw(SPANS) * HOUR if draw(st.booleans()) else None
    rounds = (Round("i", NOW, NOW, ("tom",)),) if draw(st.booleans()) else ()
    return Story(
        happened, happened, happened, holds=tuple(holds), competing=competing, expires_at=expires_at, rounds=rounds,
        zone=draw(st.sampled_from(ZONES)),
    )  # fmt: skip


hours_set = st.dictionaries(st.sampled_from(sorted(BY_ID)), st.integers(1, 100), max_size=3)


def reckoned(story, deadline):
    return list(whence.arithmetic(BY_ID[deadline.clock], story, deadline, datetime.isoformat, deadline.due_at, sees_offers=True))


def due(story, within, deadline):
    """The same deadline in another story."""
    found = clock.deadlines(story, RULES, within)
    return next(each.due_at for each in found if (each.clock, each.about) == (deadline.clock, deadline.about))


def spanned(line):
    """The hours and minutes that a line gives, and how much of them is on hold."""
    hours, minutes = re.search(r"(\d+) wall-clock hours?(?: and (\d+) min)?", line).groups(default="0")
    held = re.search(r"(\d+) h (\d+) min of them on hold", line)
    return timedelta(hours=int(hours), minutes=int(minutes)), held and timedelta(hours=int(held[1]), minutes=int(held[2]))


@settings(deadline=None)
@given(stories(), hours_set)
def test_every_line_comes_to_the_deadline(story, within):
    for deadline in clock.deadlines(story, RULES, within):
        said = reckoned(story, deadline)
        span, held = spanned(said[0])
        towards = story.expires_at if said[0].endswith("before that.") else None
        if towards is None or towards >= deadline.due_at:
            assert (towards - span if towards else deadline.started_at + span) == deadline.due_at
        limit = deadline.limit
        if limit.by == dueby.HOURS:
            assert span - (held or timedelta()) == limit.hours * HOUR
        for line in said:
            if theirs := THEIRS.search(line):
                end = datetime.fromisoformat(theirs[1])
                assert end in story.competing
                assert theirs[2] is None or end - int(theirs[2]) * HOUR == deadline.due_at
            if shared := SHARED.search(line):
                since, end = datetime.fromisoformat(shared[3]), limit.end
                assert end == (datetime.fromisoformat(theirs[1]) if theirs else story.expires_at)
                assert since + (end - since) * int(shared[2]) / 100 == deadline.due_at
                assert end - int(shared[1]) * HOUR < deadline.due_at
            if "the same day" in line:
                ends = (deadline.due_at - limit.held).astimezone(ZoneInfo(story.zone or "UTC"))
                assert re.search(rf"ends {ends:%a}( \S+ \S+)? {ends:%H:%M} in", line)
                assert ("on hold" in line) == bool(held) == bool(limit.held)
            if "that ends" in line:
                assert datetime.fromisoformat(re.search(rf"that ends {MOMENT},", line)[1]) == deadline.due_at == story.expires_at
            if "due at once" in line:
                assert story.expires_at - int(line.split()[0]) * HOUR < deadline.started_at == deadline.due_at


@settings(deadline=None)
@given(stories(), hours_set)
def test_the_offer_that_is_named_is_the_one_that_set_it(story, within):
    for deadline in clock.deadlines(story, RULES, within):
        theirs = THEIRS.search(" ".join(reckoned(story, deadline)))
        if theirs is None:
            assert due(replace(story, competing={}), within, deadline) == deadline.due_at
            continue
        named = datetime.fromisoformat(theirs[1])
        alone = {named: story.competing[named]}
        assert due(replace(story, competing=alone), within, deadline) == deadline.due_at
        assert due(replace(story, competing={}), within, deadline) > deadline.due_at


@settings(deadline=None)
@given(stories(), hours_set)
def test_no_hold_is_named_that_moved_nothing(story, within):
    for deadline in clock.deadlines(story, RULES, within):
        _, held = spanned(reckoned(story, deadline)[0])
        free = due(replace(story, holds=()), within, deadline)
        if held:
            assert deadline.due_at > free
            assert deadline.limit.by == dueby.DAY or deadline.due_at - free <= held
        else:
            assert deadline.due_at == free or deadline.limit.by in {dueby.BEFORE_THEIRS, dueby.BY_END}


# In the chat


@pytest.fixture
def search(tell):
    """Mei hires, Ravi recruits, Dana approves; Ana's loop ended on Monday, 10:00 in Los Angeles. The application."""
    reachable(tell, MEI, RAVI, DANA)
    number = opened(tell)
    tell(f"req team R-{number} add @ravi as recruiter")
    tell(f"req team R-{number} add @dana as approver")
    return tell('loop done "Ana Quiroga" R-1', at=ENDED).data["application"]


def why(tell, house, name, at, by=MEI):
    """The lines between the rule and what comes next."""
    nudge = next(each for each in rows(house, Nudge) if each.clock == name and each.person_id and not owing.is_over(each))
    said = tell(verb="why nudge", nudge=nudge.id, by=by, at=at).elements[1].items
    return [line for line in said[1:] if not line.startswith(("A heads-up", "When it is due", "Once it is over", "Nothing more"))]


def theirs(tell, application, expires, at):
    tell(verb="volunteered", application=application, offer="240k", expires=expires, by=RAVI, at=at)


ROUND = "The final round ended Mon 10:00."


def test_another_companys_offer_sets_it_by_the_hours_before(tell, stateful, search):
    theirs(tell, search, "wed 20:00", ENDED + HOUR)
    assert why(tell, stateful, "offer", ENDED + HOUR) == [
        ROUND,
        "From there to the deadline: 31 wall-clock hours.",
        "Another company's offer to them sets it: theirs ends Wed 17:00, and this is due 24 h before.",
    ]


def test_another_companys_offer_sets_it_by_the_share_of_what_is_left(tell, stateful, search):
    theirs(tell, search, "tue 21:00", ENDED + HOUR)
    assert why(tell, stateful, "offer", ENDED + HOUR) == [
        ROUND,
        "From there to the deadline: 8 wall-clock hours and 45 min.",
        "Another company's offer to them sets it: theirs ends Tue 18:00. 24 h before would be too soon: "
        "this is due when 25% of the time from Mon 11:00 until then has passed.",
    ]


def test_what_is_due_no_later_than_the_offer_names_what_sets_that(tell, stateful, search):
    theirs(tell, search, "tue 21:00", ENDED + HOUR)
    assert why(tell, stateful, "decision", ENDED + HOUR)[1:3] == [
        "It is due no later than Ana Quiroga's offer.",
        "From there to the deadline: 8 wall-clock hours and 45 min.",
    ]
    assert "Another company's offer to them sets it" in why(tell, stateful, "decision", ENDED + HOUR)[3]


def test_what_is_due_no_later_than_the_offer_names_that_clocks_hours(tell, stateful, search):
    tell("settings R-1 offer 20 hours", at=ENDED + HOUR)
    assert why(tell, stateful, "decision", ENDED + HOUR) == [
        ROUND,
        "It is due no later than Ana Quiroga's offer, for which 20 h are set for R-1.",
        "From there to the deadline: 20 wall-clock hours.",
    ]
    tell("settings R-1 offer default", at=ENDED + HOUR)
    tell("settings decision 60 hours", at=ENDED + HOUR)
    assert why(tell, stateful, "decision", ENDED + HOUR) == [
        "Set for this workspace instead: 60 h.",
        ROUND,
        "It is due no later than Ana Quiroga's offer, for which 48 h are usual.",
        "From there to the deadline: 48 wall-clock hours.",
    ]


def test_a_hold_is_named_where_it_set_it_later_and_not_where_another_offer_sets_it(tell, stateful, search):
    tell("req hold R-1", at=ENDED + HOUR)
    tell("req resume R-1", at=ENDED + 4 * HOUR)
    assert why(tell, stateful, "offer", ENDED + 5 * HOUR)[1] == (
        "From there to the deadline: 51 wall-clock hours, 3 h 0 min of them on hold."
    )
    theirs(tell, search, "wed 20:00", ENDED + 5 * HOUR)
    assert why(tell, stateful, "offer", ENDED + 5 * HOUR)[1] == "From there to the deadline: 31 wall-clock hours."


def test_without_a_recruiter_the_same_day_is_the_hiring_managers_and_the_report_counts_it_so(tell, stateful):
    reachable(tell, MEI)
    opened(tell)
    tell('loop done "Ana Quiroga" R-1', at=ENDED)
    tell("offer sent ana expires fri 17:00", at=ENDED + HOUR)
    said = why(tell, stateful, "recruiter_call", ENDED + HOUR)
    assert said[-2:] == [
        "It is due the same day, which ends Mon 23:59 in Los Angeles.",
        "Nobody else is told once it is over: R-1 has neither a sponsor nor a recruiter besides Mei.",
    ]
    tell("call recruiter done ana", at=ENDED + 12 * HOUR)
    found = tell("report R-1", at=ENDED + 13 * HOUR).data["report"]["clocks"]
    assert [(each["kept"], each["missed"]) for each in found if each["clock"] == "recruiter_call"] == [(1, 0)]


def test_the_same_day_says_when_and_where_it_ends(tell, stateful, search):
    tell("offer sent ana expires fri 17:00", by=RAVI, at=ENDED + HOUR)
    assert why(tell, stateful, "recruiter_call", ENDED + HOUR, by=RAVI) == [
        "The offer went out Mon 14:00.",
        "From there to the deadline: 9 wall-clock hours and 59 min.",
        "It is due the same day, which ends Mon 23:59 in New York.",
    ]
    tell("req hold R-1", at=ENDED + 2 * HOUR)
    tell("req resume R-1", at=ENDED + 26 * HOUR)
    assert why(tell, stateful, "recruiter_call", ENDED + 26 * HOUR, by=RAVI)[1:] == [
        "From there to the deadline: 33 wall-clock hours and 59 min, 24 h 0 min of them on hold.",
        "It is due the same day, which ends Mon 23:59 in New York; after the time on hold, by the end of a day again: Tue 23:59.",
    ]
    tell("settings R-1 call 4 hours", at=ENDED + 26 * HOUR)
    assert why(tell, stateful, "recruiter_call", ENDED + 26 * HOUR, by=RAVI) == [
        "Set for R-1 instead: 4 h.",
        "The offer went out Mon 14:00.",
        "From there to the deadline: 28 wall-clock hours, 24 h 0 min of them on hold.",
    ]


def test_an_answer_is_reckoned_from_the_offers_own_end(tell, stateful, search):
    tell("offer sent ana expires fri 17:00", by=RAVI, at=ENDED + HOUR)
    ends = "The offer stands until Fri 17:00."
    assert why(tell, stateful, "offer_answer", ENDED + HOUR, by=RAVI) == [
        ends,
        "The deadline is 24 wall-clock hours before that.",
    ]
    theirs(tell, search, "thu 20:00", ENDED + HOUR)
    assert why(tell, stateful, "offer_answer", ENDED + HOUR, by=RAVI) == [
        ends,
        "The deadline is 45 wall-clock hours before that.",
        "Another company's offer to them sets it: theirs ends Thu 20:00, and this is due 24 h before.",
    ]


def test_an_answer_to_an_offer_that_ends_within_a_day_is_due_after_some_of_that(tell, stateful, search):
    tell("offer sent ana expires mon 22:00", by=RAVI, at=ENDED + HOUR)
    assert why(tell, stateful, "offer_answer", ENDED + HOUR, by=RAVI) == [
        "The offer stands until Mon 22:00.",
        "The deadline is 6 wall-clock hours before that.",
        "24 h before would be too soon: this is due when 25% of the time from Mon 14:00 until then has passed.",
    ]


def test_hours_before_an_end_are_not_named_where_the_offer_has_none(tell, stateful, search):
    tell("settings R-1 offer answer 12 hours", at=ENDED)
    tell("offer sent ana", by=RAVI, at=ENDED + HOUR)
    assert why(tell, stateful, "offer_answer", ENDED + HOUR, by=RAVI) == [
        "The offer went out Mon 14:00.",
        "From there to the deadline: 120 wall-clock hours.",
    ]


def test_changed_terms_are_due_by_the_end_of_the_offer_that_is_out(tell, stateful, search):
    tell("offer draft ana base 220k", by=RAVI, at=ENDED)
    tell("offer approve ana", by=DANA, at=ENDED)
    tell("offer sent ana expires tue 9:00", by=RAVI, at=ENDED + HOUR)
    tell("offer edit ana base 225k", by=RAVI, at=ENDED + 2 * HOUR)
    assert why(tell, stateful, "next_offer", ENDED + 2 * HOUR, by=RAVI) == [
        "The offer's terms were changed Mon 15:00.",
        "From there to the deadline: 18 wall-clock hours.",
        "The offer that they have sets it: that ends Tue 09:00, and this is due by then.",
    ]
    assert (
        why(tell, stateful, "next_offer", ENDED + 21 * HOUR, by=RAVI)[-1]
        == "The offer that they had set it: that ended Tue 09:00, and this was due by then."
    )


def test_who_may_not_see_offers_reads_that_one_sets_it_and_not_which(tell, stateful, search):
    reachable(tell, TOM)
    tell("req team R-1 add @tom as interviewer")
    theirs(tell, search, "wed 20:00", ENDED + HOUR)
    said = why(tell, stateful, "offer", ENDED + HOUR, by=TOM)
    assert said[1:] == [
        "From there to the deadline: 31 wall-clock hours.",
        "An offer sets it, of which those read who may see offers.",
    ]


def test_what_has_been_done_is_reckoned_all_the_same(tell, stateful, search):
    (nudge,) = (each for each in rows(stateful, Nudge) if each.clock == "decision" and each.voice == "due" and each.person_id)
    tell("decide yes ana", at=ENDED + HOUR)
    said = tell(verb="why nudge", nudge=nudge.id, at=ENDED + 2 * HOUR).elements[1].items
    assert "From there to the deadline: 24 wall-clock hours." in said


@pytest.mark.parametrize("name", ["scorecard", "tell_no", "offer_answer"])
def test_a_rule_of_the_house_is_said_to_be_one(name):
    assert saying.say.why_ours(clock=name).startswith("A house rule:")
