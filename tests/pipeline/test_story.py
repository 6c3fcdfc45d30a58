"""What an application's trail tells its clocks where the same was said twice, or said less than is said today."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from types import SimpleNamespace

from handlers.core import codes
from handlers.pipeline.rules import story
from handlers.pipeline.rules.story import passed_on, told
from tests.conftest import NOW

HOUR = timedelta(hours=1)
EVERY_CODE = [code for _, _, same in codes.EVENTS for code in same if code != codes.UNDONE]
OF_CLOSE = (
    codes.DECIDED_YES, codes.REOPENED, codes.NUDGE_DROPPED, codes.OFFER_COUNTERED,
    *next(same for _, of, same in codes.EVENTS if of == "the close"),
)  # fmt: skip
AFTERS = (
    {"expires_at": (NOW + 50 * HOUR).isoformat()}, {"status": "draft"}, {story.SEAT_IS_GONE: True}, {"clock": story.COUNTER}, {},
)  # fmt: skip


def event(code, at, entity="e", **after):
    return SimpleNamespace(
        id=f"{code}-{at}", kind=code, entity_id=entity, occurred_at=at, recorded_at=at, after=after, origin="chat", cause_id=None
    )


def test_another_companys_end_that_is_told_again_was_known_since_the_first_time():
    end = (NOW + 50 * HOUR).isoformat()
    said = [event(codes.VOLUNTEERED, NOW + hours * HOUR, str(hours), kind="competing_offer", expires_at=end) for hours in (1, 9)]
    assert told(said).competing == {NOW + 50 * HOUR: NOW + HOUR}
    withdrawn = event(codes.VOLUNTEERED_WITHDRAWN, NOW + 10 * HOUR, "1")
    assert told([*said, withdrawn]).competing == {NOW + 50 * HOUR: NOW + 9 * HOUR}


def test_a_scorecard_that_was_passed_on_without_its_seat_stays_with_whoever_took_it():
    first = event(codes.INTERVIEW_DONE, NOW, "round", seats=["tom", "dana"])
    given = event(codes.NUDGE_REASSIGNED, NOW + HOUR, clock="scorecard", person="ravi")
    later = event(codes.INTERVIEW_DONE, NOW + 2 * HOUR, "later", seats=["tom"])
    story = told([first, given, later])
    assert story.reassigned[passed_on("scorecard", "round", "tom")] == "ravi"
    assert passed_on("scorecard", "later", "tom") not in story.reassigned
    back = event(codes.NUDGE_REASSIGNED, NOW + 3 * HOUR, clock="scorecard", person="eve", theirs=["round", "tom"])
    assert told([first, given, back]).reassigned[passed_on("scorecard", "round", "tom")] == "eve"
    assert told([first, given, back]).reassigned[passed_on("scorecard", "round", "dana")] == "ravi"


def test_an_offer_that_is_sent_without_an_end_has_not_that_of_the_one_before():
    thursday, friday = ((NOW + days * 24 * HOUR).isoformat() for days in (2, 3))
    first, drafted = event(codes.OFFER_SENT, NOW, expires_at=thursday), event(codes.OFFER_DRAFTED, NOW + HOUR, "offer")
    assert told([first, drafted]).expires_at == NOW + 2 * 24 * HOUR
    edited = event(codes.OFFER_EDITED, NOW + HOUR, "offer", expires_at=friday)
    assert told([first, drafted, edited]).expires_at == NOW + 2 * 24 * HOUR
    sent = event(codes.OFFER_SENT, NOW + 2 * HOUR, "offer", expires_at=None)
    assert told([first, drafted, sent]).expires_at is None
    extended = event(codes.OFFER_EXTENDED, NOW + 3 * HOUR, "offer", expires_at=friday)
    assert told([first, drafted, sent, extended]).expires_at == NOW + 3 * 24 * HOUR


def test_nothing_tells_how_an_offer_stands_but_what_is_read_for_that(monkeypatch):
    dice, defaults = Random(1), {"clock": "offer", "person": "ravi", "seats": ["tom"]}

    def said():
        kinds = dice.choices(OF_CLOSE, k=3) + dice.choices(EVERY_CODE)
        return [event(kind, NOW + at * HOUR, **{**defaults, **dice.choice(AFTERS)}) for at, kind in enumerate(kinds)]

    stories = [said() for _ in range(6_000)]
    read_less = [told(each) for each in stories]
    monkeypatch.setattr(story, "_OF_OFFER", frozenset(EVERY_CODE))
    assert [told(each) for each in stories] == read_less
