"""The key of a nudge, which says what makes it the same one: put together and taken apart here alone. Pure.

    <application>:<clock>[:<round>][:<whose>]:<started>:<owner>:<voice>[-<further>]

`round` and `whose` stand where each of several people owes one of their own (a scorecard); `started` is since when the clock
runs, an ISO moment with three colons in it; `owner` is who owes it, empty where nobody does. What was said to one person is news
to the next, so the owner is part of the key. Behind the voice stands since when it is news, or whom it tells.
"""

from __future__ import annotations

from datetime import datetime

from storage.enums import Voice

CLIMB = "climb"
"""What a key calls the escalation as the next person hears it."""
IN_THREAD = "thread"
"""How the key of a deadline's line in its req's thread ends. It is a nudge of nobody: others read there."""
_FURTHER = "-"


def owed(application_id: str, clock: str, started_at: datetime, owner_id: str | None, *about: str | None) -> str:
    """A key but for its voice. `about`: the round, and whose scorecard of it is owed, whoever sees to that."""
    return ":".join([application_id, clock, *filter(None, about), started_at.isoformat(), owner_id or ""])


def with_voice(owed_as: str, voice: str) -> str:
    """The whole key of one voice, given it without any."""
    return f"{owed_as}:{voice}"


def climb_to(person_id: str) -> str:
    """The voice that tells this person, as the next in line: another is told anew."""
    return f"{CLIMB}{_FURTHER}{person_id}"


def deadline_of(key: str) -> str:
    """A key without whom it speaks to, and without its voice."""
    return key.rsplit(":", 2)[0]


def owed_of(key: str) -> str:
    """A key without its voice: a deadline, and who owes it."""
    return key.rsplit(":", 1)[0]


def owner_of(key: str) -> str:
    """Who owes what a key is of (a person's id; empty: nobody), whoever hears of it."""
    return key.rsplit(":", 2)[1]


def started_of(key: str) -> datetime:
    """Since when the deadline's clock runs."""
    return datetime.fromisoformat(":".join(deadline_of(key).rsplit(":", 4)[1:]))


def clock_of(key: str) -> str:
    """A key without when its clock began, who owes it, and its voice: that clock, of whatever start."""
    return deadline_of(key).rsplit(":", 4)[0]


def scorecard_of(key: str) -> tuple[str, str]:
    """The round and whose scorecard of it a nudge asks for (ids)."""
    _, _, about, whose, *_ = key.split(":")
    return about, whose


def voice_of(key: str) -> str:
    """The voice of a key, whoever it speaks to, and since whenever it is news."""
    return key.rsplit(":", 1)[-1].partition(_FURTHER)[0]


def anew(key: str) -> str:
    """How the keys begin of what says anew, as news, what the nudge of that key said."""
    return f"{owed_of(key)}:{voice_of(key)}{_FURTHER}"


def as_news_since(key: str, since: datetime) -> str:
    """The key of what says it anew, as it is news since then."""
    return f"{anew(key)}{since.timestamp():.0f}"


def line_of(key: str) -> str:
    """The key of the line in its req's thread, given that of any nudge of a deadline."""
    return f"{deadline_of(key)}::{IN_THREAD}"


def is_line(key: str) -> bool:
    """Whether it is that of a line in a thread."""
    return key.endswith(f":{IN_THREAD}")


def is_climb(key: str) -> bool:
    """Whether the nudge of that key tells the next person, where the owner does not answer."""
    return voice_of(key) == CLIMB


def tells(key: str, person_id: str | None) -> bool:
    """Whether it tells this person, as the next in line."""
    return key.endswith(f"{_FURTHER}{person_id}")


def told_next(key: str) -> str:
    """Who is told next (a person's id), given the key of what tells them."""
    return key.rsplit(":", 1)[1].partition(_FURTHER)[2]


def climbs_from(key: str) -> str:
    """How the keys of those begin that tell the next person, given the key of the owner's own escalation."""
    return f"{owed_of(key)}:{CLIMB}{_FURTHER}"


def escalation_of(key: str) -> str:
    """The key of the owner's own escalation, given the key of what tells the next person."""
    return with_voice(owed_of(key), Voice.ESCALATION.value)
