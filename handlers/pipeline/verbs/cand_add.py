"""`cand add`: one candidate or several, in words or as lines pasted from a sheet."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from handlers.core import access
from handlers.core.errors import Conflict, Invalid, NotFound
from handlers.core.markers import Document
from handlers.core.reply import Action, Bullets, Choice, Field, Form, Heading, Reply, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline import access_of, changes, history
from handlers.pipeline.messages.cards import order_of, stage_name
from handlers.pipeline.reading import lines, matching, namesakes, naming, when, whichreq
from handlers.pipeline.reading.alike import folded
from handlers.pipeline.replies import back, changed, onward
from handlers.pipeline.rules import standing
from handlers.pipeline.rules.policy import deed
from handlers.pipeline.rules.stages import NEW, OUTCOMES, step
from storage import reqs, trail
from storage.models import Application, Candidate, Event, Requisition

say = Wording("cand")

FIELD_LENGTH = 3000
"""What a form's paragraph is filled in with on every platform."""
AT_ONCE = 50
"""More lines than these are an import: it shows a preview first."""


class CandAddArgs(naming.AboutReq):
    """Who (a line a person), to which req; `same` and `new` answer whether somebody known is meant.

    `ask`: show the form, filled in with what is given: a message that a shortcut was used on is seldom names alone.
    """

    people: Annotated[str, Document()] = ""
    stage: str = ""
    same: str | None = None
    new: bool = False
    ask: bool = False


@verb(
    "cand add",
    CandAddArgs,
    summary="Add candidates to a req, one or many lines",
    usage='cand add "Ana Quiroga" R-12',
    examples=('cand add "Ana Quiroga" R-12', "cand add A.Q. at technical R-12"),
    aliases=("add candidate", "add candidates", "candidate add", "add cand"),
    effect="write",
    access="run_candidates",
)
def cand_add(asked: CandAddArgs, at: Context) -> Reply:
    """Who was added, and which lines were not and why; a form where nobody is named, or names stand with commas alone between
    them: the second may be where the first came from."""
    names, joined = lines.several(asked.people), lines.are_joined(asked.people)
    asked = asked.model_copy(update={"people": "\n".join(names) or asked.people})
    if asked.ask or not asked.people.strip() or (names and not joined):
        return _ask(asked, at)
    req = standing.the_live_req(at, asked.req)
    found = lines.read(asked.people, order_of(req))
    if not found:
        return _ask(asked, at)
    if len(found) > AT_ONCE:
        raise Invalid(
            say.too_many(count=len(found), most=AT_ONCE), errors={"people": say.too_many(count=len(found), most=AT_ONCE)}
        )
    if len(found) == 1:
        return _one(asked, at, req, found[0])
    return _many(asked, at, req, found)


def _one(asked: CandAddArgs, at: Context, req: Requisition, line: lines.Line) -> Reply:
    if not line.name:
        raise Invalid(say.people_missing(), errors={"people": say.people_missing()})
    there = None if asked.new else _already(at, asked, req, line)
    if there is not None and there.ended_at is not None:
        raise _was_there(at, asked, req, there, line)
    if there is not None:
        raise Conflict(_there(at, req, there), actions=_next(req, there))
    known = _known(at, asked, line)
    stage = _stage(asked, line)
    application = (
        changes.apply(at.unit, deed(at), req, known, stage)
        if known
        else changes.add_candidate(at.unit, deed(at), req, _newcomer(line), stage)
    )
    name = naming.called(at, changes.candidate_of(at.unit, application))
    event = _event(at, application)
    lead = say.added(name=name, req=f"R-{req.number}", stage=stage_name(req, application))
    data = {"req": req.number, "application": application.id, "candidate": changes.candidate_of(at.unit, application).number}
    read = (Text(say.source_read(source=line.source), small=True),) if line.source else ()
    names = [each.name for each in order_of(req)]
    unmet = (Text(say.no_stage_so(said=line.elsewhere, req=f"R-{req.number}", stages=names)),) if line.elsewhere else ()
    return changed(lead, event, *unmet, *read, actions=_next(req, application), data=data)


def _many(asked: CandAddArgs, at: Context, req: Requisition, found: tuple[lines.Line, ...]) -> Reply:
    """The good lines are kept, the others are told with why."""
    refused: list[tuple[lines.Line, str]] = []
    added: list[Application] = []
    done = replace(deed(at), quiet=True)
    for line in found:
        why = _why_not(at, asked, req, line)
        if why:
            refused.append((line, why))
            continue
        known, stage = _said_to_be(at, line), _stage(asked, line)
        added.append(
            changes.apply(at.unit, done, req, known, stage)
            if known
            else changes.add_candidate(at.unit, done, req, _newcomer(line), stage)
        )
        done = done if done.cause else changes.because_of(done, _event(at, added[0]))  # one deed, taken back as one
    ref = f"R-{req.number}"
    lead = say.added_many(count=len(added), req=ref) if added else say.none_added(req=ref)
    told = tuple(say.refused_line(line=line.number, text=line.text[:60], why=why) for line, why in refused[:10])
    return Reply(
        lead,
        (Heading(lead), *((Bullets(told),) if told else ())),
        actions=(
            Action(say.list_button(), "cand list", {"req": req.number}),
            Action(say.more_button(), "cand add", {"req": req.number}),
        ),
        more=(back(_event(at, added[0])),) if added else (),
        data={
            "req": req.number,
            "added": [changes.candidate_of(at.unit, each).number for each in added],
            "refused": [{"line": line.number, "why": why} for line, why in refused],
        },
        public=not told,
    )


def _event(at: Context, application: Application) -> Event:
    """That somebody was just added."""
    return trail.events_of(at.unit, application_id=application.id)[0]


def _why_not(at: Context, asked: CandAddArgs, req: Requisition, line: lines.Line) -> str:
    """Why a line of several is left out; empty where it is not."""
    if not line.name:
        return str(say.why_no_name())
    try:
        there = _already(at, asked, req, line)
    except NotFound:
        return str(say.why_no_number())
    if there is not None and there.ended_at is not None and there.outcome is not None:
        reference, may_return = f"C-{changes.candidate_of(at.unit, there).number}", None in OUTCOMES[there.outcome]
        how, ended = say.outcome(outcome=there.outcome.value), when.shown(at, there.ended_at)
        return str(say.why_was_there(reference=reference, how=how, ended=ended, may_return=may_return))
    return str(say.why_there(stage=stage_name(req, there))) if there else ""


def _stage(asked: CandAddArgs, line: lines.Line) -> str:
    return line.stage or asked.stage or NEW


def _newcomer(line: lines.Line) -> changes.Newcomer:
    return changes.Newcomer(line.name, email=line.email, source=line.source)


def _already(at: Context, asked: CandAddArgs, req: Requisition, line: lines.Line) -> Application | None:
    """The application that this line would repeat: the same email, or the same name, in this req; where none is live, that which
    ended last."""
    known = at.unit.get(Candidate, asked.same) if asked.same else _said_to_be(at, line)
    if known:
        return reqs.application_of(at.unit, known.id, req.id)
    wanted, live_first = folded(line.name), (False, True)
    found = (each for ended in live_first for each in matching.called_so(at.unit, req.id, line.name, ended=ended))
    return next((each.application for each in found if folded(each.candidate.name or "") == wanted), None)


def _said_to_be(at: Context, line: lines.Line) -> Candidate | None:
    """Whoever a line names without doubt: by number or by email. Raises NotFound for a number that nobody has."""
    return namesakes.numbered(at, line.name) or (reqs.candidate_by_email(at.unit, line.email) if line.email else None)


def _known(at: Context, asked: CandAddArgs, line: lines.Line) -> Candidate | None:
    """Somebody of the same email, or of the same whole name if the asker says so. Raises Conflict, which asks."""
    if asked.same:
        return at.unit.get(Candidate, asked.same)
    if asked.new:
        return None
    told = _said_to_be(at, line)
    if told is None:
        namesakes.nobody_is_called(at, line.name)
    return told


def _there(at: Context, req: Requisition, application: Application) -> str:
    name = naming.called(at, changes.candidate_of(at.unit, application))
    last = history.last_line(at, application.id)
    told: str = say.already(name=name, req=f"R-{req.number}", stage=stage_name(req, application), last=last)
    return told


def _was_there(at: Context, asked: CandAddArgs, req: Requisition, application: Application, line: lines.Line) -> Conflict:
    """That they have left this req, how and when; the way back, to the stage that was said, and a namesake's way in."""
    assert application.outcome is not None, "it has ended"
    candidate = changes.candidate_of(at.unit, application)
    wanted = line.stage or asked.stage or application.stage
    stage = next((each for each in order_of(req) if each.key == wanted), order_of(req)[0])
    may_return = step(order_of(req), application.stage, application.outcome, stage.key) is not None
    by_name = not asked.same and _said_to_be(at, line) is None
    text = say.was_there(
        name=naming.called(at, candidate),
        reference=f"C-{candidate.number}",
        req=f"R-{req.number}",
        standing=say.outcome(outcome=application.outcome.value),
        last=history.what_made(at, application, "outcome"),
        back=stage.name if may_return else "",
        by_name=by_name,
    )
    about = {"application": application.id, "rev": application.rev, "stage": stage.key}
    returns = (Action(say.back_button(stage=stage.short), "cand move", about, primary=True),) if may_return else ()
    return Conflict(text, actions=(*returns, *((naming.again(at, say.new_button(), new=True),) if by_name else ())))


def _next(req: Requisition, application: Application) -> tuple[Action, ...]:
    return (
        onward(req, application),
        Action(say.more_button(), "cand add", {"req": req.number}),
        Action(say.list_button(), "cand list", {"req": req.number}),
    )


def _ask(asked: CandAddArgs, at: Context) -> Reply:
    """A form; where it was sent empty, the message stands at the field."""
    if at.command.verb and "people" in at.command.args and not asked.people.strip() and not asked.ask:
        raise Invalid(say.people_missing(), errors={"people": say.people_missing()})
    live = access_of.run_by(at)
    choices = tuple(Choice(str(req.number), f"R-{req.number} {req.title}"[:75]) for req in live)[:100]
    here = naming.req_of_place(at) if asked.req is None else whichreq.find_req(at, asked.req)
    value = str(here.number) if here else choices[0].value if len(choices) == 1 else ""
    given = "\n".join(asked.people.strip().splitlines()[:AT_ONCE])[:FIELD_LENGTH]
    fields = [Field("people", say.people_field(), "paragraph", value=given, hint=say.people_hint())]
    fields.append(
        Field("req", say.req_field(), "select", value=value, choices=choices) if choices else Field("req", say.req_field())
    )
    if here is not None:
        access.ask(at, here)
        stages = tuple(Choice(stage.key, stage.name[:75]) for stage in order_of(here))
        fields.append(Field("stage", say.stage_field(), "select", required=False, value=NEW, choices=stages))
    return Reply(say.ask_add(), (Text(say.ask_add()),), form=Form(say.form_title(), "cand add", tuple(fields), say.submit_add()))
