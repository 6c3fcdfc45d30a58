"""Who signed for one search is still a candidate of another: whoever runs that one hears so, alone, once, in their hours, and its
thread says it."""

from __future__ import annotations

import pytest

from handlers.pipeline.messages import messages, signed_elsewhere
from storage.models import Outbox, Surface
from tests.conftest import MEI, RAVI
from tests.pipeline.team import DANA, TOM, reachable, rows
from tests.pipeline.test_nudges import ENDED, HOUR, heard

SIGNED = ENDED + 2 * HOUR
"""Monday, noon in Los Angeles, 21:00 in Berlin."""
NEXT_DAY = SIGNED + 20 * HOUR
"""17:00 in Berlin."""


@pytest.fixture
def both(tell, request):
    """Ana has an offer of R-1, which Mei hires and Ravi recruits for, and waits for a decision in R-2: Dana hires there, Tom
    recruits. Neither has a role, nor a part in the other's search, once Mei has left R-2. No mornings."""
    reachable(tell, MEI, RAVI, DANA, TOM)
    tell("settings digest off")
    for number, manager, recruiter in ((1, "mei", "ravi"), (2, "dana", "tom")):
        tell('req open "Senior ML engineer" production senior remote')
        tell(f"req team R-{number} add @{manager} as manager")
        tell(f"req team R-{number} add @{recruiter} as recruiter")
    tell('loop done "Ana Quiroga" R-1', at=ENDED)
    tell("decide yes ana R-1", at=ENDED)
    tell("cand add C-1 R-2", at=ENDED)
    other = tell("loop done ana R-2", at=ENDED).data["application"]
    tell("offer sent ana R-1", by=RAVI, at=ENDED)
    return other


def said(house, at, edited=False):
    """What has been written of signatures, as it reads then, in order: (channel, reply)."""

    def read(unit):
        found = unit.all(Outbox, Outbox.kind == signed_elsewhere.KIND, Outbox.status != "cancelled", order_by=Outbox.id)
        return [
            (
                each.address["channel"],
                messages.compose(unit, each.kind, each.refs, house.packaged, at, None if edited else each.id),
            )
            for each in found
        ]

    return [(channel, reply) for channel, reply in house.database.read("acme", read) if reply]


def told(house, at, edited=False):
    """What people read last of signatures alone: channel → (text, verbs of its buttons)."""
    found = {channel: reply for channel, reply in said(house, at, edited) if not reply.public}
    return {channel: (reply.text, [each.verb for each in reply.actions]) for channel, reply in found.items()}


def in_threads(house, at, edited=False):
    """What the searches' threads say of signatures."""
    return [reply.text for _, reply in said(house, at, edited) if reply.public]


def arrive(house):
    """All that is on its way is there."""
    house.database.write("acme", lambda unit: unit.update(Outbox, Outbox.status == "queued", status="sent"))


def test_who_runs_the_other_search_hears_once_that_they_signed_with_the_way_out(tell, stateful, both):
    tell("offer accept ana R-1", by=RAVI, at=SIGNED)
    found = told(stateful, NEXT_DAY)
    assert set(found) == {"D-Dana", "D-Tom"}
    text, verbs = found["D-Dana"]
    assert text == (
        "Ana Quiroga has signed for another search here, and R-2 still counts on them: reminders about them go on until you say "
        "that they stepped back."
    )
    assert verbs == ["cand withdraw"]


def test_whoever_may_see_the_search_they_signed_for_reads_its_name(tell, stateful, both):
    tell("req team R-1 add @dana as sponsor", at=ENDED)
    tell("offer accept ana R-1", by=RAVI, at=SIGNED)
    found = told(stateful, NEXT_DAY)
    assert "has signed for R-1, and R-2" in found["D-Dana"][0]
    assert "R-1" not in found["D-Tom"][0]


def test_it_waits_for_its_readers_hours(tell, stateful, both):
    tell("offer accept ana R-1", by=RAVI, at=SIGNED)
    times = {each.address["channel"]: each.next_try_at for each in rows(stateful, Outbox, Outbox.kind == signed_elsewhere.KIND)}
    assert times["D-Tom"] - times["D-Dana"] == 12 * HOUR, "nine in Berlin"


def test_an_answer_that_is_taken_back_unsaid_is_not_said_and_a_said_one_is_put_right(tell, stateful, both):
    first = tell("offer accept ana R-1", by=RAVI, at=SIGNED)
    tell(verb="undo", event=first.data["event"], by=RAVI, at=SIGNED)
    assert told(stateful, NEXT_DAY) == {}
    again = tell("offer accept ana R-1", by=RAVI, at=SIGNED)
    arrive(stateful)
    assert "refused" not in tell(verb="undo", event=again.data["event"], by=RAVI, at=SIGNED).data
    assert rows(stateful, Surface, Surface.kind == signed_elsewhere.KIND, Surface.dirty_since.is_not(None))
    text, verbs = told(stateful, NEXT_DAY, edited=True)["D-Dana"]
    assert (text, verbs) == ("Ana Quiroga has not signed for another search after all (R-2).", [])


def test_who_took_them_out_of_the_search_reads_that_they_are(tell, stateful, both):
    tell("offer accept ana R-1", by=RAVI, at=SIGNED)
    arrive(stateful)
    tell(verb="cand withdraw", application=both, by=DANA, at=SIGNED + HOUR)
    assert rows(stateful, Surface, Surface.kind == signed_elsewhere.KIND, Surface.dirty_since.is_not(None))
    text, verbs = told(stateful, NEXT_DAY, edited=True)["D-Dana"]
    assert text == "✓ Ana Quiroga has signed for another search here, and R-2 counts on them no more."
    assert verbs == []


def test_a_reminder_in_the_other_search_names_it_and_offers_the_way_out(tell, stateful, both):
    tell("offer accept ana R-1", by=RAVI, at=SIGNED)
    reply = dict(heard(stateful, ENDED + 24 * HOUR))["Dana"]
    assert "he decision about Ana Quiroga" in reply.text
    assert "They have signed for another search here." in reply.text
    assert [each.label for each in reply.actions] == ["Decide", "Withdrew from R-2", "Snooze 3 h"]
    tell(verb="cand withdraw", application=both, by=DANA, at=ENDED + 25 * HOUR)
    assert [name for name, _ in heard(stateful, ENDED + 48 * HOUR) if name == "Dana"] == []


def test_who_joins_another_search_after_they_were_hired_is_no_candidate_by_mistake(tell, stateful, both):
    tell("offer accept ana R-1", by=RAVI, at=ENDED)
    tell('req open "Staff ML engineer" production staff remote', at=SIGNED)
    tell("cand add C-1 R-3", at=SIGNED)
    tell("loop done ana R-3", at=SIGNED)
    reply = dict(heard(stateful, SIGNED + 24 * HOUR))["Mei"]
    assert "he decision about Ana Quiroga" in reply.text
    assert "have signed" not in reply.text


def test_nobody_is_told_of_a_search_that_is_over_or_that_they_left(tell, stateful, both):
    tell(verb="cand withdraw", application=both, by=DANA, at=ENDED)
    tell("offer accept ana R-1", by=RAVI, at=SIGNED)
    assert told(stateful, NEXT_DAY) == {}


STILL = (
    "A.Q. (C-1) has signed for another search here, and R-2 still counts on them: reminders about them go on until somebody says "
    "that they stepped back."
)


def test_the_other_searchs_thread_says_it_once_without_the_name_of_either(tell, stateful, both):
    first = tell("offer accept ana R-1", by=RAVI, at=SIGNED)
    assert in_threads(stateful, NEXT_DAY) == [STILL]
    arrive(stateful)
    tell(verb="undo", event=first.data["event"], by=RAVI, at=SIGNED)
    assert in_threads(stateful, NEXT_DAY, edited=True) == ["A.Q. (C-1) has not signed for another search after all (R-2)."]
    tell("offer accept ana R-1", by=RAVI, at=SIGNED + HOUR)
    assert in_threads(stateful, NEXT_DAY, edited=True) == [STILL]


def test_each_turn_reaches_who_runs_the_other_search(tell, stateful, both):
    texts = []
    event = tell("offer accept ana R-1", by=RAVI, at=SIGNED).data["event"]
    arrive(stateful)
    tell(verb="undo", event=event, by=RAVI, at=SIGNED)
    texts += [reply.text for channel, reply in said(stateful, NEXT_DAY) if channel == "D-Tom"]
    arrive(stateful)
    tell("offer accept ana R-1", by=RAVI, at=SIGNED + 2 * HOUR)
    texts += [reply.text for channel, reply in said(stateful, NEXT_DAY) if channel == "D-Tom"][-1:]
    assert texts[0] == "Ana Quiroga has not signed for another search after all (R-2)."
    assert texts[1].startswith("Ana Quiroga has signed for another search here, and R-2 still counts on them")
    assert len(rows(stateful, Outbox, Outbox.kind == signed_elsewhere.KIND)) == 3 + 2 + 2


def test_a_turn_that_nobody_has_heard_of_is_not_told(tell, stateful, both):
    event = tell("offer accept ana R-1", by=RAVI, at=SIGNED).data["event"]
    arrive(stateful)
    tell(verb="undo", event=event, by=RAVI, at=SIGNED)
    tell("offer accept ana R-1", by=RAVI, at=SIGNED)
    waits = rows(stateful, Outbox, Outbox.kind == signed_elsewhere.KIND, Outbox.status == "queued")
    assert waits == [], "they know that they signed"
