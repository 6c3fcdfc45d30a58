"""A message that names one nudge in full, or several in a line each; edited, what became of each stands in its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from handlers.core.reply import MAX_ACTIONS, Action, Bullets, Element, Heading, Reply, Text
from handlers.core.wording import Wording
from handlers.pipeline.reminders import buttons, onedeed, saying
from handlers.pipeline.reminders.owing import Owed, is_nobodys
from storage.enums import Voice

say = Wording("nudge")

LISTED = 10
"""Lines of one message: what fits a look on a phone, and every platform. `due` has the rest."""
IN_MENU = 4
"""Nudges that the menu shows by themselves; with `due` they fill one menu of Slack's."""


def reply(owed: Sequence[Owed], since: datetime | None = None) -> Reply:
    """The message: one nudge in full, or several in a line each. `since`: it comes late, and should have come from then on."""
    owed = onedeed.by_deed(owed)
    late = say.late(since=owed[0].at(since)) if since else ""
    if len(owed) == 1:
        return saying.reply(owed[0], late)
    return _listed(owed, late, ())


def edited(standing: Sequence[Owed], lines: Sequence[str]) -> Reply | None:
    """A message that was sent before: what still stands, with its buttons, and a line of each that does not."""
    standing = onedeed.by_deed(standing)
    if not lines:
        return reply(standing) if standing else None
    if not standing:
        text = "\n".join(lines)
        return Reply(text, tuple(Text(each) for each in lines[:LISTED]), data={"answered": len(lines)})
    if len(standing) == 1:
        alone = saying.reply(standing[0])
        return Reply(
            alone.text, (*alone.elements, *_small(lines)), alone.actions, alone.more, data=alone.data, public=alone.public
        )
    return _listed(standing, "", lines)


def _listed(owed: Sequence[Owed], late: str, lines: Sequence[str]) -> Reply:
    private = owed[0].private
    owner = (owed[0].person.name if owed[0].person and private else None) or ""
    lead = say.several(count=len(owed), owner=owner, late=late)
    public = [] if private else _public(owed)
    shown = [_line(each) for each in owed[:LISTED]] if private else public[:LISTED]
    count = len(owed) if private else len(public)
    data = {"nudges": [each.nudge.id for each in owed], "late": bool(late)}
    if count == 1:  # several of one kind, due together
        first = (Text(late),) if late else ()
        return Reply(f"{late} {shown[0]}".strip(), (*first, Heading(shown[0]), *_small(lines)), data=data)
    left = [Text(say.and_more(count=count - LISTED), small=True)] if count > LISTED else []
    deeds, alone = _deeds(owed), _alone(owed)  # where nothing is one's own to do, each by itself is what can be pressed
    elements: tuple[Element, ...] = (Heading(lead), Bullets(tuple(shown)), *left, *_small(lines))
    return Reply(
        f"{lead} {' '.join(shown)}",
        (*elements, *saying.because(owed[0])),
        actions=(deeds or alone[:MAX_ACTIONS]) if private else (),
        more=(*(alone if deeds else alone[MAX_ACTIONS:]), Action(say.due_button(), "due")) if private else (),
        data=data,
    )


def _public(owed: Sequence[Owed]) -> list[str]:
    """What others read: what is due together is counted, as without names it reads the same."""
    alike: dict[tuple[int, str, str, bool], list[Owed]] = {}
    for each in owed:
        alike.setdefault((each.req.number, each.rule.id, each.at(each.nudge.deadline_at), is_nobodys(each.nudge)), []).append(
            each
        )
    return [
        str(
            say.public(
                what=same[0].what if len(same) == 1 else say.public_many(clock=clock, count=len(same)),
                req=f"R-{number}",
                due=due,
                late=saying.is_late(same[0]),
                count=len(same),
                nobody=nobody,
            )
        )
        for (number, clock, due, nobody), same in alike.items()
    ]


def _small(lines: Sequence[str]) -> tuple[Text, ...]:
    return tuple(Text(each, small=True) for each in lines[:LISTED])


def _line(about: Owed) -> str:
    """One of several, as its person reads it, with what it waits for, when what they have ends, what waits for it, and where they
    signed."""
    waits = "" if about.climbs else saying.waits(about)
    beside = (waits, saying.of_theirs(about), saying.holding_up(about), saying.signed_elsewhere(about))
    return " ".join((_of_itself(about), *(each for each in beside if each)))


def _of_itself(about: Owed) -> str:
    """The same alone: what, for whom they stand in, how long is left or gone, who hears of it next."""
    nudge, now = about.nudge, about.now
    req = about.req_as_read_by(about.person) if about.person else f"R-{about.req.number}"
    common = {"what": about.what, "req": req, "due": about.at(nudge.deadline_at), "left": about.left}
    unsure = saying.may_know(about)
    stands = saying.stands(about)
    if about.climbs:
        ahead = now < nudge.deadline_at
        return str(say.climb_line(**common, stands=stands, **saying.with_whom(about), ahead=ahead, held=about.held))
    if now < nudge.deadline_at - saying.OVERDUE:
        return str(say.line_ahead(**common, unsure=unsure))
    next_told = saying.next_told(about) if nudge.voice is Voice.ESCALATION else {"next": "", "next_at": ""}
    if now <= nudge.deadline_at + saying.OVERDUE:
        return str(say.line_now(**common, unsure=unsure))
    return str(say.line_over(**common, unsure=unsure, stands=stands, held=about.held, **next_told))


def _deeds(owed: Sequence[Owed]) -> tuple[Action, ...]:
    """The nearest deeds that are one's own as buttons, each once (two clocks may wait for the same), saying for whom; what may be
    said instead of one, where there is room."""
    nearest: dict[tuple[str, str], Owed] = {}
    for each in (one for one in owed if buttons.deeds(one)):
        nearest.setdefault((each.deed, each.application.id), each)
    found = [(rank, one, each) for each in nearest.values() for rank, one in enumerate(buttons.deeds(each, for_whom=True))]
    chosen = sorted(range(len(found)), key=lambda index: found[index][0])[:MAX_ACTIONS]
    return _told_apart([found[index][1:] for index in sorted(chosen)])


def _alone(owed: Sequence[Owed]) -> tuple[Action, ...]:
    """Each nudge by itself, with all that can be said to it."""
    alone = [(Action(say.alone_button(what=each.what), "show nudge", {"nudge": each.nudge.id}), each) for each in owed[:IN_MENU]]
    return _told_apart(alone)


def _told_apart(found: Sequence[tuple[Action, Owed]]) -> tuple[Action, ...]:
    """The buttons; those that would read alike name their reqs too."""
    alike = Counter(button.label for button, _ in found)
    return tuple(
        replace(button, label=say.of_req(label=button.label, req=f"R-{about.req.number}")) if alike[button.label] > 1 else button
        for button, about in found
    )
