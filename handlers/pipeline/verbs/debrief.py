"""`debrief`: criteria, evidence, the split, and what nobody tested, side by side. Nothing is added up."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.core.colleagues import called
from handlers.core.errors import NotAllowed
from handlers.core.reply import Action, Element, Facts, Heading, Reply, Section, Table, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline import rounds, scorecards
from handlers.pipeline.reading import finding, naming
from storage import interviews
from storage.enums import InterviewStatus, Verdict
from storage.models import Application, Interview, Person, Requisition, Scorecard

say = Wording("scorecard")

SHOWN_LETTERS = 240
"""Evidence beyond it is cut in the table; the answer's data has it whole."""


class DebriefArgs(naming.AboutCandidate):
    """Whose."""


@verb(
    "debrief",
    DebriefArgs,
    summary="What the interviewers saw, side by side",
    usage='debrief "Ana Q." [R-12]',
    examples=('debrief "A.Q." R-12', "debrief Ana"),
    aliases=("scorecards",),
    effect="read",
    access="record_rounds",
)
def debrief(asked: DebriefArgs, at: Context) -> Reply:
    """Every scorecard by round and criterion. Raises NotAllowed for who still owes one, or may not read them."""
    req, entry = finding.the_application(at, asked)
    application, name = entry.application, naming.called(at, entry.candidate)
    if not scorecards.may_read_scorecards(at, req, application):
        raise _hidden(at, req, application, name)
    booked = interviews.of_application(at.unit, application.id)
    cards = scorecards.of_rounds(at.unit, booked)
    seen = {each.interview_id for each in cards}  # a scorecard says that the round took place, before anybody recorded it
    held = [each for each in booked if each.status is InterviewStatus.DONE or each.id in seen]
    lead = say.debrief_lead(name=name, req=f"R-{req.number}", count=len(cards))
    elements: list[Element] = [Heading(lead)]
    if cards:
        elements.append(_table(at, req, application, cards))
    untested, missing, not_held = _untested(at, req, cards), _missing(at, req, application), _not_held(req, held)
    elements.append(Facts(tuple(_below(at, req, cards, untested, missing, not_held))))
    elements.append(Text(say.not_added_up(), small=True))
    about = {"application": application.id}
    open_still = application.decision is None and application.loop_done_at is not None
    decide = (
        Action(say.decide_yes_button(), "decide yes", about),
        Action(say.decide_no_button(), "decide no", about),
    )
    return Reply(
        lead,
        tuple(elements),
        actions=decide if open_still else (),
        data={
            "req": req.number,
            "application": application.id,
            "scorecards": [_data(each) for each in cards],
            "not_tested": untested,
            "owed_by": [person.id for person, _ in missing],
            "rounds_not_held": not_held,
        },
    )


def _hidden(at: Context, req: Requisition, application: Application, name: str) -> NotAllowed:
    live = rounds.live(at.unit, application)
    seats = interviews.seats(at.unit, [each.id for each in live])
    mine = next((each for each in live if at.person and at.person.id in seats[each.id]), None)
    if mine is None:
        return NotAllowed(say.not_for_you(name=name), req=req.id)
    button = Action(say.scorecard_button(), "scorecard", {"application": application.id})
    return NotAllowed(say.yours_first(name=name), req=req.id, actions=(button,))


def _table(at: Context, req: Requisition, application: Application, cards: Sequence[Scorecard]) -> Table:
    """A section a round, a row a criterion and interviewer, in the order of the loop."""
    sections: list[Section] = []
    for interview in interviews.of_application(at.unit, application.id):
        of_round = [each for each in cards if each.interview_id == interview.id]
        rows = [row for card in of_round for row in _rows(at, card)]
        if rows:
            # The verdicts on the round as a whole come last.
            in_order = sorted(rows, key=lambda row: row[0] == say.whole_round())
            sections.append(Section(rounds.round_name(req, interview.round), tuple(in_order)))
    return Table(tuple(say.columns().split("|")), tuple(sections))


def _rows(at: Context, card: Scorecard) -> list[tuple[str, ...]]:
    who = _who(at, card.interviewer_id)
    rows = [
        (say.of_criterion(criterion=str(each["criterion"])), who, say.verdict(verdict=each["verdict"]), _short(each["evidence"]))
        for each in card.criteria
        if each["verdict"]
    ]
    return [*rows, (say.whole_round(), who, say.verdict(verdict=card.verdict.value), _short(card.evidence or ""))]


def _below(  # noqa: PLR0917 - what stands under the table
    at: Context,
    req: Requisition,
    cards: Sequence[Scorecard],
    untested: list[str],
    missing: list[tuple[Person, Interview]],
    not_held: list[str],
) -> list[tuple[str, str]]:
    sides = [
        (say.verdict(verdict=verdict.value), names)
        for verdict in reversed(Verdict)
        if (names := [_who(at, each.interviewer_id) for each in cards if each.verdict is verdict])
    ]
    pairs = [(say.split_label(), say.split(sides=sides))] if sides else []
    pairs.append((say.nobody_label(), ", ".join(untested) if untested else say.all_tested()))
    if missing:
        owing = [say.by_round(who=called(person), round=rounds.round_name(req, each.round)) for person, each in missing]
        pairs.append((say.missing_label(), ", ".join(owing)))
    if not_held:
        pairs.append((say.held_label(), ", ".join(rounds.round_name(req, key) for key in not_held)))
    return pairs


def _untested(at: Context, req: Requisition, cards: Sequence[Scorecard]) -> list[str]:
    """Criteria of the loop's judged rounds that no scorecard has a verdict on."""
    tested = {str(each["criterion"]) for card in cards for each in card.criteria if each["verdict"]}
    found = [rounds.criteria(at.library, req, stage.key) for stage in rounds.rounds_of(req)]
    asked = [test for each in found if each and each.judged for test in (*each.criteria, *each.unwritten)]
    return [each for each in dict.fromkeys(asked) if each not in tested]


def _missing(at: Context, req: Requisition, application: Application) -> list[tuple[Person, Interview]]:
    owed = scorecards.owed(at.unit, at.library, req, application)
    return [(person, interview) for interview, id in owed if (person := at.unit.get(Person, id))]


def _not_held(req: Requisition, held: Sequence[Interview]) -> list[str]:
    done = {each.round for each in held}
    return [stage.key for stage in rounds.rounds_of(req) if stage.key not in done]


def _who(at: Context, person_id: str) -> str:
    person = at.unit.get(Person, person_id)
    return called(person)


def _short(text: str) -> str:
    return text if len(text) <= SHOWN_LETTERS else text[: SHOWN_LETTERS - 1] + "…"


def _data(card: Scorecard) -> dict[str, object]:
    return {
        "interview": card.interview_id,
        "interviewer": card.interviewer_id,
        "verdict": card.verdict.value,
        "criteria": card.criteria,
        "evidence": card.evidence or "",
        "submitted_at": card.submitted_at.isoformat(),
    }
