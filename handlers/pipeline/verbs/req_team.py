"""`req team`: who takes part in a req, and as what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from rapidfuzz import fuzz, process

from handlers.core import access
from handlers.core.access import NAMED_PARTS, Part
from handlers.core.colleagues import known_as
from handlers.core.errors import Conflict, NotFound
from handlers.core.markers import After, Choose, Flag, People, Remaining
from handlers.core.reply import MAX_ACTIONS, Action, Choice, Facts, Field, Form, Heading, Reply, Text
from handlers.core.typed.amounts import Empty
from handlers.core.typed.teamparts import PARTS, several
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline import changes
from handlers.pipeline.reading import finding, naming, whichcolleague
from handlers.pipeline.reminders import holding
from handlers.pipeline.replies import changed
from handlers.pipeline.rules.policy import deed
from storage import nudgekeys, nudges, reqs
from storage.models import Event, Person, Requisition

say, told = Wording("req_team"), Wording("history")

SCORECARD = "scorecard"
"""The clock of what is owed by whoever sat in a round, off the team too."""
_SAYS_NOTHING = frozenset({"a", "add", "an", "and", "as", "our", "please", "the", "to"})


class ReqTeamArgs(naming.AboutReq):
    """Which req; who joins, as what; or who leaves. `said`: what is left, a part that is none, or words for the req."""

    part: Annotated[Part | None, Choose(PARTS, cuts=True), Empty] = None
    remove: Annotated[bool, Flag(("remove", "without", "leave", "off"))] = False
    people: Annotated[tuple[str, ...], People()] = ()
    person: Annotated[str | None, After(("add",), until=("as",)), Empty] = None
    said: Annotated[str, Remaining()] = ""
    form: bool = False


@verb(
    "req team",
    ReqTeamArgs,
    summary="Who is on a req's team; add or remove somebody",
    usage="req team R-12 [add @x as interviewer] [remove @x]",
    examples=("req team R-12", "req team R-12 add @tom as interviewer", "req team R-12 remove @tom"),
    aliases=("team req",),
    effect="write",
    access="see_reqs",
)
def req_team(asked: ReqTeamArgs, at: Context) -> Reply:
    """The team, or who joined or left it. Raises Conflict where that is so already, NotFound for a part that is none."""
    named = asked.people or ((asked.person,) if asked.person else ())
    beside = f"{asked.person or ''} {asked.said}" if asked.people else asked.said
    left = " ".join(word for word in beside.replace('"', " ").split() if word.casefold() not in _SAYS_NOTHING)
    req = finding.the_req(at, asked.req if named or asked.req is not None else left)
    if asked.form:
        return _ask(at, req, asked.part or Part.INTERVIEWER)
    if not named:
        return _shown(at, req)
    access.ask(at, req, "run_reqs")
    people = [whichcolleague.the_person(at, each, make=True) for each in named]
    if parts := several(at.command.said):
        raise _several_parts(at, parts)
    if asked.remove:
        return _left(at, req, people, asked.part)
    if asked.part is None and left:
        raise _no_such_part(at, asked, left, people)
    if asked.part in NAMED_PARTS and len({each.id for each in people}) > 1:
        raise _only_one(at, req, dict(zip(named, people, strict=True)), asked.part)
    return _joined(at, req, people, asked.part or Part.INTERVIEWER)


def _no_such_part(at: Context, asked: ReqTeamArgs, said: str, people: list[Person]) -> NotFound:
    """Every part as a button, the one that sounds most like what was said first."""
    names = {part: told.part(part=part.value) for part in Part}
    nearest = [part for _, _, part in process.extract(said.casefold(), names, scorer=fuzz.WRatio, limit=None)]
    misread = {"said": None} | ({"person": None} if asked.people else {})
    buttons = tuple(naming.again(at, names[part], part=part.value, **misread) for part in nearest)
    return NotFound(say.no_such_part(said=said[:40], who=", ".join(map(known_as, people))), actions=buttons)


def _several_parts(at: Context, parts: Mapping[str, str]) -> Conflict:
    """Each with their part as a button: one press is one change, which can be undone by itself."""
    buttons = []
    for who, part in parts.items():
        label = say.as_part(person=known_as(whichcolleague.the_person(at, who, make=True)), part=told.part(part=part))
        buttons.append(naming.again(at, label, people=[who], part=part, said=None, person=None))
    return Conflict(say.several_parts(), actions=tuple(buttons))


def _only_one(at: Context, req: Requisition, named: Mapping[str, Person], part: Part) -> Conflict:
    """Each of them as a button: of two the second would take the part from the first."""
    buttons = tuple(naming.again(at, known_as(person), people=[said], person=None) for said, person in named.items())
    part_name, names = told.part(part=part.value), [known_as(each) for each in named.values()]
    return Conflict(say.only_one(people=names, req=f"R-{req.number}", part=part_name), actions=buttons[:MAX_ACTIONS])


def _joined(at: Context, req: Requisition, people: list[Person], part: Part) -> Reply:
    events: list[Event] = []
    before, owed = _holder(at, req, part), _owed_by(at, req, _holder(at, req, part))
    for person in people:
        event = changes.join_team(at.unit, _as_one(at, events), req, person, part)
        events += [event] if event else []
    for event in events:
        changes.hand_approvals_on(at.unit, deed(at), req, event)
    names, ref, said = [known_as(each) for each in people], f"R-{req.number}", told.part(part=part.value)
    if not events:
        raise Conflict(say.joined_already(people=names, req=ref, part=said))
    data = {"req": req.number, "joined": [each.id for each in people], "part": part.value}
    moved = len(owed & _owed_by(at, req, people[0]))
    is_off = before is not None and not access.parts(at.unit, req, before.id)
    instead = known_as(before) if before and (moved or is_off) else ""
    more = (Text(say.is_off(person=instead, req=ref), small=True),) if is_off else ()
    lead = say.joined(people=names, req=ref, part=said, instead=instead, moved=moved)
    return changed(lead, events[0], *more, actions=_next(req), data=data)


def _holder(at: Context, req: Requisition, part: Part) -> Person | None:
    """Who has a part that one person has."""
    return at.unit.get(Person, getattr(req, f"{part.value}_id")) if part in NAMED_PARTS else None


def _owed_by(at: Context, req: Requisition, person: Person | None, *clocks: str) -> set[str]:
    """The deadlines on a req (of these clocks, or of all) that somebody owes: keys without a voice, whoever hears of them."""
    owed = nudges.owed_on(at.unit, req.id) if person else []
    theirs = (each for each in owed if person and nudgekeys.owner_of(each.key) == person.id)
    return {nudgekeys.deadline_of(each.key) for each in theirs if not clocks or each.clock in clocks}


def _left(at: Context, req: Requisition, people: list[Person], part: Part | None) -> Reply:
    events, asked_of_nobody = list[Event](), _asked_of_nobody(at, req)
    stood_in = {each.id: changes.stood_in_on(at.unit, req, each) for each in people}
    for person in people:
        events += changes.leave_team(at.unit, _as_one(at, events), req, person, part)
    for event in events:
        changes.hand_approvals_on(at.unit, deed(at), req, event)
    names, ref, said = [known_as(each) for each in people], f"R-{req.number}", told.part(part=part.value) if part else ""
    if not events:
        raise Conflict(say.not_on(people=names, req=ref, part=said))
    data = {"req": req.number, "left": [each.id for each in people], "part": part.value if part else None}
    off = [each for each in people if access.is_off(at.unit, req, each.id)]
    ended = {known_as(each): [known_as(one) for one in stood_in[each.id]] for each in off}
    in_place = tuple(Text(say.no_stand_in(person=who, absent=whose, req=ref)) for who, whose in ended.items() if whose)
    owed = [(known_as(each), len(_owed_by(at, req, each, SCORECARD))) for each in people]
    in_place += tuple(Text(say.still_owes(person=who, req=ref, count=count)) for who, count in owed if count)
    more, actions = _gap(req, [each for each in _asked_of_nobody(at, req) if each not in asked_of_nobody])
    return changed(
        say.left(people=names, req=ref, part=said), events[0], *in_place, *more, actions=actions or _next(req), data=data
    )


def _gap(req: Requisition, clocks: list[str]) -> tuple[tuple[Text, ...], tuple[Action, ...]]:
    """What is asked of nobody any more, and the buttons that name somebody; nothing where each clock has its owner."""
    if not clocks:
        return (), ()
    missing = [each for each in (Part.HIRING_MANAGER, Part.RECRUITER) if getattr(req, f"{each.value}_id") is None]
    parts = [told.part(part=each.value) for each in missing]
    warning = Text(say.asked_of_nobody(req=f"R-{req.number}", parts=parts, clocks=clocks))
    names = zip(missing, parts, strict=True)
    return (warning,), tuple(Action(say.name_button(part=name), "req team", _form(req, part)) for part, name in names)


def _asked_of_nobody(at: Context, req: Requisition) -> list[str]:
    """The clocks, by name, whose part on the req nobody holds, nor anybody in its place."""
    owners = [(rule.name, rule.owner) for rule in at.library.clocks if rule.owner in set(NAMED_PARTS)]
    return [name for name, part in owners if holding.holder(req, at.library.customs, part) is None]


def _as_one(at: Context, events: list[Event]) -> changes.Deed:
    """The deed, of which what it has done so far is a part: all of it is taken back together."""
    return changes.because_of(deed(at), events[0]) if events else deed(at)


def _shown(at: Context, req: Requisition) -> Reply:
    lead = say.heading(req=f"R-{req.number}")
    holders = {part: getattr(req, f"{part.value}_id") for part in NAMED_PARTS}
    named = {part: at.unit.get(Person, id) for part, id in holders.items()}
    panel = [person for each in reqs.team(at.unit, req.id) if (person := at.unit.get(Person, each.person_id))]
    pairs = [(say.part(part=part.value), known_as(person) if person else say.nobody()) for part, person in named.items()]
    pairs.append((say.part(part=Part.INTERVIEWER.value), ", ".join(map(known_as, panel)) or say.nobody()))
    data = {part.value: id for part, id in holders.items()} | {"interviewers": [each.id for each in panel]}
    return Reply(lead, (Heading(lead), Facts(tuple(pairs))), actions=_next(req), data={"req": req.number, "team": data})


def _ask(at: Context, req: Requisition, part: Part) -> Reply:
    access.ask(at, req, "run_reqs")
    ref = f"R-{req.number}"
    choices = tuple(Choice(part.value, told.part(part=part.value)) for part in Part)
    fields = (
        Field("person", say.person_field(), "person"),
        Field("part", say.part_field(), "select", value=part.value, choices=choices),
    )
    lead = say.ask(req=ref)
    return Reply(lead, (Text(lead),), form=Form(say.form_title(req=ref), "req team", fields, say.submit(), {"req": req.number}))


def _next(req: Requisition) -> tuple[Action, ...]:
    return (Action(say.add_button(), "req team", _form(req)),)


def _form(req: Requisition, part: Part | None = None) -> dict[str, Any]:
    """Who joins is asked for; `part`: as what, if nothing else is chosen."""
    return {"req": req.number, "form": True} | ({"part": part.value} if part else {})
