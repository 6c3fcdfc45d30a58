"""Two weeks among people of whom no platform has told a name yet: every sentence reads well even so."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from storage.models import Person
from tests.conftest import MEI, RAVI
from tests.dialogs.player import FOLDER, Player
from tests.pipeline.team import undecided
from tests.pipeline.test_nudges import ENDED, HOUR, heard

GAP = re.compile(
    r"(?<=\S) {2,}(?=\S)|(?:^|\s)['’]s\b| [,.;:](?:\s|$)|, ,|,,|\(\)|\bby \(|\b(?:by|of|for|let|and|than) *[,.;:](?:\s|$)"
)
"""Where a name is missing: two spaces, marks that follow nothing, a word that leads nowhere."""
SMALL = re.compile(r"(?:^|[.?!] )a colleague")
"""A sentence that begins with a small letter."""


def sentences(reply):
    """What is said in a reply, but for its tables."""
    said = [part for each in reply.elements for part in ([each.text] if hasattr(each, "text") else getattr(each, "items", ()))]
    return [
        reply.text,
        *(each for each in said if isinstance(each, str)),
        *(each.label for each in (*reply.actions, *reply.more)),
    ]


def test_every_message_of_two_weeks_reads_well_without_a_name(tmp_path: Path) -> None:
    player = Player.of(FOLDER / "two-weeks.yaml", tmp_path)
    player.people = {id: replace(person, name="") for id, person in player.people.items()}
    said = yaml.safe_dump(player.scenario)
    player.scenario = yaml.safe_load(re.sub(r"@(\w+)", lambda found: f"<@U-{found[1].upper()}>", said))
    asyncio.run(player.play())
    replies = [each.reply for each in player.platform.heard] + [each.answer for each in player.done]
    assert len(replies) > 100
    wrong = {line for reply in replies for line in sentences(reply) if GAP.search(line) or SMALL.search(line)}
    assert not wrong


@pytest.fixture
def nameless(tell, stateful):
    """Mei hires, Ravi recruits, Dana sponsors and approves; Ana's loop ended. Nobody's name is known by now."""
    application = undecided(tell, ENDED)
    tell("req team R-1 add @dana as approver", at=ENDED)
    tell("decide yes ana R-1", at=ENDED)
    tell("offer draft ana base 210k start 2027-02-01 R-1", at=ENDED, by=RAVI)
    stateful.database.write("acme", lambda unit: unit.update(Person, Person.id.is_not(None), name=None))
    return application


def test_reminders_and_refusals_speak_of_a_colleague(tell, stateful, nameless):
    mei, ravi = replace(MEI, name=""), replace(RAVI, name="")
    assert tell("offer approve ana R-1", by=ravi, at=ENDED).text == "Only a colleague approves offers for R-1."
    asked = (
        "offer show ana R-1",
        "req show R-1",
        "cand show ana R-1",
        "due R-1",
        "offer approve ana R-1",
        "undo",
        "why ana",
        "board",
    )
    answers = [tell(said, by=by, at=ENDED + HOUR) for said in asked for by in (mei, ravi)]
    said = [reply for hours in (24, 44, 48, 50, 53, 72) for _, reply in heard(stateful, ENDED + hours * HOUR)]
    assert any("a colleague" in each.text for each in said)
    assert not {line for reply in (*answers, *said) for line in sentences(reply) if GAP.search(line) or SMALL.search(line)}
